"""Equivalents derived from expressions: known values and formulas, invariances, limits, and what is refused."""

import numpy as np
import pytest
from sympy import Eq, Rational, Symbol, symbols

from lemmata.numerics.fixed_points.kappa import kappa_diagonal
from lemmata.theory.deterministic_equivalents.algebras import NoSolution
from lemmata.theory.deterministic_equivalents.derivation import derived, derived_from, letters_apart
from lemmata.theory.deterministic_equivalents.eigenvalues import OutOfScope, letter_of
from lemmata.theory.deterministic_equivalents.equality import equal_sums
from lemmata.theory.models.statement import Model
from lemmata.theory.notation import T0, T, d, df1, df2, kappa, ridge, sigma
from lemmata.theory.quantities.regression import LAWS, X0, R, S, Sigma, X, eps, w0
from lemmata.theory.quantities.resolvents import A
from lemmata.theory.random_matrices import (
    E,
    GaussianNoise,
    GaussianRows,
    WhiteNoise,
    covariance,
    design,
    gram,
    identity,
    inv,
    matrix,
    norm2,
    pinv,
    semidefinite,
    tr,
    vector,
)
from lemmata.theory.spectra.eigensum import EigenSum, at_spectrum, c2, s
from tests.depth import DEEP

m, T1, T2, T3 = symbols("m T1 T2 T3", integer=True, positive=True)
ridge2, eta = symbols("ridge2 eta", positive=True)
F, Y = matrix("F", d, m), design("Y", T, d)
X1, X2, X3 = design("X1", T1, d), design("X2", T2, d), design("X3", T3, d)
Sigma2 = covariance("Sigma2", d)
I = identity(d)  # noqa: E741 - the identity
MORE = (
    *LAWS,
    GaussianNoise(F, 1 / m),
    GaussianRows(Y, Sigma2),
    *(GaussianRows(x, Sigma) for x in (X1, X2, X3)),
)
fit = F * inv(F.T * S * F + ridge * identity(m)) * F.T
P = fit * S
R12 = inv((gram(X1) + gram(X2)) / (T1 + T2) + ridge * I)
R23 = inv((gram(X2) + gram(X3)) / (T2 + T3) + ridge * I)
middle = (np.arange(1, 41) - 0.5) / 40
a_ = letter_of(A)
LISTS = {s: list(0.1 + 1.5 * middle**2), letter_of(Sigma2): list(1.1 - middle), c2: [1.0] * 40}
POINT = {d: 40, T: 60, m: 20, T1: 20, T2: 20, T3: 20, ridge: 0.1, ridge2: 1.0, eta: 0.5, sigma: 1.0}


def value(expression, where=(ridge > 0,), commuting=(), **changed):
    found = derived(E(expression), MORE, where, commuting)
    return found.at({**POINT, **{Symbol(k, integer=True, positive=True): v for k, v in changed.items()}}, LISTS).value


# From a prototype that iterates whole matrices: another realisation, another solver, the same equation.
TABLE = {
    "training error": (tr(R * S * R) / d, 1.5256),
    "polynomial of degree two": (tr(S * S) / d, 0.79969),
    "two ridges on one design": (tr(R * Sigma * inv(S + ridge2 * I)) / d, 0.96680),
    "random features, risk": (norm2(I - P, Sigma) / d, 0.30115),
    "random features, variance": (tr(fit * S * fit * Sigma) / d, 0.43114),
    "gradient descent": (tr((I - eta * S) ** 3 * Sigma * (I - eta * S) ** 3) / d, 0.13651),
    "self-distillation": (norm2(I - (S * R) ** 2, Sigma) / d, 0.10416),
    "rows in common, noise": (tr(R12 * gram(X2) * R23 * Sigma) / (T1 + T2) / d, 0.25607),
    "rows in common, bias": (tr(R12 * Sigma * R23) / d, 6.4566),
}


@pytest.mark.parametrize("name", TABLE)
def test_values_of_another_solver_are_found(name):
    expression, known = TABLE[name]
    assert value(expression) == pytest.approx(known, rel=6e-5)


def test_the_inverse_without_ridge_comes_by_continuation():
    assert value(tr(inv(S)) / d, where=(T > d,)) == pytest.approx(10.2102, rel=1e-5)
    assert derived(E(tr(inv(S))), LAWS, (T >= d + 2,)).closed.value == T * EigenSum(1 / s) / (T - d)


def test_polynomials_are_the_leading_order_of_isserlis():
    square = derived(E(tr(S * S)), LAWS).closed.value
    assert square.expand() == EigenSum(s**2) + EigenSum(s) ** 2 / T
    cube = derived(E(tr(A * S * S * S)), LAWS).closed.value
    wanted = (
        EigenSum(a_ * s**3)
        + (EigenSum(a_ * s**2) * 2 * EigenSum(s) + EigenSum(a_ * s) * EigenSum(s**2)) / T
        + EigenSum(a_ * s) * EigenSum(s) ** 2 / T**2
    )
    assert (cube - wanted).expand() == 0


def same(one, other):
    """Equal at two rational spectra, kappa free; what ridge is follows."""
    for pairs in (((1, 2), (3, 5)), ((Rational(1, 2), 1), (2, 3), (5, Rational(7, 3)))):
        values = [at_spectrum(e, pairs) for e in (one, other)]
        numbers = {kappa: Rational(3, 7), T: 11, m: 9, sigma: Rational(2, 3)}
        first = sum(Rational(x) / (Rational(x) + numbers[kappa]) for x, _ in pairs)
        second = sum(Rational(x) ** 2 / (Rational(x) + numbers[kappa]) ** 2 for x, _ in pairs)
        one_value, other_value = (v.xreplace({**numbers, df1: first, df2: second}) for v in values)
        if one_value != other_value:
            return False
    return True


def test_the_second_order_equivalent_of_random_features_is_the_known_one():
    found = derived(E(norm2((I - P) * w0, Sigma)), MORE, (ridge > 0,)).closed
    [equation] = found.equations
    assert (equation.rhs - kappa * (1 - df1 / T) * (1 - df1 / m)).simplify() == 0
    weights = EigenSum(c2 * s / (s + kappa) ** 2)
    gamma = (df1 - (df1 - df2) * (m - df1) / (m - df2)) / T
    known = kappa**2 * weights + kappa * EigenSum(c2 * s**2 / (s + kappa) ** 2) * (df1 - df2) / (m - df2)
    assert same(found.value, known / (1 - gamma))
    assert not same(found.value, known / (1 - df2 / T))  # the design of the features is not that of the rows
    assert found.positive == [T - df1]


def test_generalised_cross_validation_estimates_the_total_error():
    residual = X * w0 + eps - X * R * X.T * (X * w0 + eps) / T
    scaled = derived(E(norm2(residual) / T / (1 - tr(S * R) / T) ** 2), LAWS, (ridge > 0,)).closed.value
    risk = derived(E(norm2(R * X.T * (X * w0 + eps) / T - w0, Sigma)), LAWS, (ridge > 0,)).closed.value
    assert same(scaled, risk + sigma**2)


def test_designs_of_one_law_may_be_swapped_and_a_transpose_has_the_same_trace():
    word = gram(X1) * R12 * Sigma * R12
    other = gram(X2) * R12 * Sigma * R12
    assert value(tr(word)) == pytest.approx(value(tr(other)), rel=1e-12)
    assert value(tr(word.T)) == pytest.approx(value(tr(word)), rel=1e-12)


def test_designs_of_one_law_seen_through_features_are_one_unknown():
    rows = T1 + T2
    both = F * inv(F.T * (gram(X1) + gram(X2)) * F / rows + ridge * identity(m)) * F.T
    found = derived(E(tr(A * gram(X2) * both)), MORE, (ridge > 0,)).closed
    assert (found.value - T2 * EigenSum(a_ * s / (s + kappa))).expand() == 0
    [equation] = found.equations
    assert (equation.rhs - kappa * (1 - df1 / rows) * (1 - df1 / m)).simplify() == 0
    other = F * inv(F.T * (gram(X1) + gram(Y)) * F / rows + ridge * identity(m)) * F.T
    assert derived(E(tr(A * gram(Y) * other)), MORE, (ridge > 0,), (Sigma, Sigma2)).closed is None  # of another law


def test_everything_tends_to_what_it_must():
    found = derived(E(tr(A * R)), LAWS, (ridge > 0,))
    lists = {s: [1.0, 2.0, 0.5], a_: [1.0, 3.0, 2.0]}
    far = found.at({d: 3, T: 5, ridge: 1e8}, lists).value
    assert far * 1e8 == pytest.approx(6.0, rel=1e-6)
    many = found.at({d: 3, T: 10**9, ridge: 0.5}, lists).value
    assert many == pytest.approx(1 / 1.5 + 3 / 2.5 + 2 / 1.0, rel=1e-8)


@pytest.mark.parametrize(("T_", "ridge_"), [(60, "1/10"), (40, "1/1000000000"), (20, "1/1000"), (20, "1000")])
def test_the_branch_is_that_of_a_positive_kappa(T_, ridge_):
    """T = d with a tiny ridge is where damped iteration stalls; the residual has another root beside the wanted one."""
    eigenvalues = [Rational(1)] * 20 + [Rational(1, 3)] * 20
    known = float(kappa_diagonal([*map(str, eigenvalues)], T_, ridge_).kappa.mid)
    lists = {s: [float(x) for x in eigenvalues]}
    found = derived(E(tr(R)), LAWS, (ridge > 0,)).at({d: 40, T: T_, ridge: float(Rational(ridge_))}, lists)
    wanted = known / float(Rational(ridge_)) * sum(1 / (x + known) for x in lists[s])
    assert found.value == pytest.approx(wanted, rel=1e-9)


def test_the_smallest_norm_solution_has_the_kappa_of_a_full_rank():
    found = derived(E(tr(Sigma * pinv(X0[0]) * X0[0])), LAWS, (T0 < d,)).closed
    assert [str(e) for e in found.equations] == ["Eq(df1, T0)"]
    assert (found.value - (EigenSum(s) - kappa * T0)).expand() == 0


def test_two_covariances_with_one_eigenbasis_need_no_closed_form():
    both = inv(S + gram(Y) / T + ridge * I)
    found = derived(E(tr(Sigma2 * both)), MORE, (ridge > 0,), (Sigma, Sigma2))
    assert found.closed is None
    alone = derived(E(tr(Sigma2 * inv(2 * S + ridge * I))), MORE, (ridge > 0,), (Sigma, Sigma2))
    one_law = {**LISTS, letter_of(Sigma2): LISTS[s]}
    twice = found.at(POINT, one_law).value
    assert twice == pytest.approx(alone.at({**POINT, T: 120}, one_law).value, rel=1e-12)


U, G = matrix("U", T, T), matrix("G", d, d)
Theta = covariance("Theta", d)
Z1 = design("Z1", T1, d)
OUTSIDE = {
    "not symmetric": (tr(inv(identity(d) - X1.T * design("X1", T1, d) * Sigma / T)), "not symmetric"),
    "negative ridge": (tr(inv(S - Rational(1, 2) * I)), "nonnegative"),
    "no ridge, fewer rows": (tr(inv(S)), "not known to be bounded"),
    "two vectors, a matrix twice": (tr(w0 * vector("v", d).T * R * Theta * R * Theta), "two different vectors"),
    "two vectors inside": (tr(inv(S + w0 * vector("v", d).T + ridge * I)), "stands inside"),
    "a vector taken away inside": (tr(inv(S - w0 * w0.T + ridge * I)), "nonnegative"),
    "noise inside": (tr(inv(S + X.T * eps * eps.T * X + ridge * I)), "stands inside"),
    "no law": (tr(R * design("Z", d, d)), "no law"),
    "zero at leading order": (tr(G * G), "zero at leading order"),
    "a part of lower order": (tr(R) + T * tr(G * G), "zero at leading order"),
    "terms that cancel": (
        tr(R) + T * (tr(S * S) - tr(Sigma * Sigma) - tr(Sigma) ** 2 / T),
        "zero at leading order: the terms cancel",
    ),
}


@pytest.mark.parametrize("name", OUTSIDE)
def test_what_is_out_of_scope_is_refused_by_name(name):
    expression, reason = OUTSIDE[name]
    laws = (*MORE, GaussianNoise(G, 1 / d))
    with pytest.raises((OutOfScope, NoSolution), match=reason):
        derived(E(expression), laws, (ridge > 0, T < d) if "fewer" in name else (ridge > 0,))


def test_what_is_zero_by_symmetry_may_stand_beside_other_terms():
    found = derived(E(norm2(X1.T * Z1 - X1.T * X1)), (*MORE, GaussianRows(Z1, Sigma))).closed.value
    alone = derived(E(norm2(X1.T * X1)), MORE).closed.value
    other = derived(E(norm2(X1.T * Z1)), (*MORE, GaussianRows(Z1, Sigma))).closed.value
    assert (found - alone - other).expand() == 0


def test_a_random_scalar_inside_a_matrix_is_refused():
    with pytest.raises(OutOfScope, match="random scalar"):
        derived(E(tr(R * tr(R))), LAWS, (ridge > 0,))


LADDER = {
    "two covariances": (tr(inv(S + gram(Y) / T + ridge * I) * Sigma2) / d, (Sigma, Sigma2)),
    "product of unlike designs": (tr(inv(identity(T) + X * Y.T * Y * X.T / T**2)) / T, (Sigma, Sigma2)),
    "square letter": (tr(inv(G.T * G + G * G.T + ridge * I)) / d, ()),
    "features on shared rows": (norm2(I - P, Sigma) / d, ()),
}


@pytest.mark.deep
@pytest.mark.skipif(not DEEP, reason="simulations")
@pytest.mark.parametrize("name", LADDER)
def test_the_gap_to_simulation_falls_as_one_over_T(name):
    from lemmata.theory.random_matrices.evaluation import evaluate_floats

    expression, commuting = LADDER[name]
    found = derived(E(expression), (*MORE, GaussianNoise(G, 1 / d)), (ridge > 0,), commuting)
    rng = np.random.default_rng(1)
    gaps, errors = [], []
    for size, draws in ((10, 40_000), (20, 20_000), (40, 8_000)):
        x = (np.arange(1, size + 1) - 0.5) / size
        lists = {s: list(0.1 + 1.5 * x**2), letter_of(Sigma2): list(1.1 - x)}
        numbers = {d: size, T: 3 * size // 2, m: size // 2, ridge: 0.1}
        roots = {Sigma: np.sqrt(lists[s]), Sigma2: np.sqrt(lists[letter_of(Sigma2)])}
        letters = {
            X: rng.standard_normal((draws, numbers[T], size)) * roots[Sigma],
            Y: rng.standard_normal((draws, numbers[T], size)) * roots[Sigma2],
            F: rng.standard_normal((draws, size, numbers[m])) / np.sqrt(numbers[m]),
            G: rng.standard_normal((draws, size, size)) / np.sqrt(size),
            Sigma: np.diag(roots[Sigma] ** 2)[None],
            Sigma2: np.diag(roots[Sigma2] ** 2)[None],
        }
        values = evaluate_floats(expression, letters, numbers)
        theory = found.at(numbers, lists).value
        gaps.append(values.mean() / theory - 1)
        errors.append(values.std() / np.sqrt(draws) / theory)
    assert abs(gaps[2]) < abs(gaps[0]) / 2 + 4 * errors[2]
    assert abs(4 * gaps[2] - 2 * gaps[1]) < abs(gaps[1]) / 2 + 4 * np.hypot(4 * errors[2], 2 * errors[1])


def test_a_size_that_only_scales_is_a_size():
    """(X1'X1/T + r)^-1 = 2 (X1'X1/T1 + 2 r)^-1 for T = 2 T1: T is no dimension, but compared with those that are."""
    found = derived(E(tr(inv(gram(X1) / T + ridge * I))), (GaussianRows(X1, Sigma),), (T > T1, T1 > d, ridge > 0))
    numbers = {d: 40, T: 200, T1: 100, ridge: 0.1}
    known = float(kappa_diagonal(["1"] * 40, 100, Rational(1, 5)).kappa.mid)
    assert found.at(numbers, {s: [1.0] * 40}).value == pytest.approx(2 * 40 * known / (0.2 * (1 + known)), rel=1e-9)


def test_many_sizes_in_a_given_order_are_found():
    """Two fits that share rows, five sizes: one order of 120, with margins between neighbours."""
    laws = [GaussianRows(letter, Sigma) for letter in (X1, X2, X3)]
    one, two = (inv((gram(X2) + gram(other)) / T + ridge * I) for other in (X1, X3))
    order = (T > d, d > T1, T1 > T2, T2 > T3, T > T1, T > T2, T > T3, d > T2, d > T3, T1 > T3, ridge > 0)
    found = derived(E(tr(one * Sigma * two)), tuple(laws), order)
    numbers = {T: 60, d: 40, T1: 30, T2: 25, T3: 20, ridge: 0.1}
    draw = np.random.default_rng(0)
    values = []
    for _ in range(200):
        grams = [(z.T @ z) / 60 for z in (draw.standard_normal((k, 40)) for k in (30, 25, 20))]
        fits = [np.linalg.inv(grams[1] + grams[k] + 0.1 * np.eye(40)) for k in (0, 2)]
        values.append(np.trace(fits[0] @ fits[1]))
    assert found.at(numbers, {s: [1.0] * 40}).value == pytest.approx(np.mean(values), rel=0.05)


FEWER, MORE_ROWS = (T > d, d > m, T > m), (T > d, m > d, m > T)


def test_fits_on_fewer_features_than_rows_add_the_noise_of_their_number():
    """Given F, X F has Gaussian rows of m entries: the noise adds sigma^2 m/(T - m - 1), exactly."""
    noise = E(norm2(F * pinv(X * F) * eps, Sigma))
    found = derived(noise, MORE, FEWER)
    solution = found.at({T: 120, d: 80, m: 30, sigma: 1}, {s: list(np.linspace(0.2, 2, 80))})
    assert solution.value == pytest.approx(30 / 90, rel=1e-10)
    assert found.corrected(solution) == pytest.approx(30 / 89, rel=2e-4)


def test_a_product_of_least_size_inside_has_the_inverses_of_its_parts():
    numbers = {T: 60, d: 20, m: 90}
    through = value(tr(F * pinv(X * F) * X), MORE_ROWS, **{str(k): v for k, v in numbers.items()})
    assert through == pytest.approx(20, rel=1e-10)  # F pinv(F) pinv(X) X = 1


def test_the_order_of_sizes_of_a_product_must_be_said_and_its_designs_must_differ():
    for where in ((T > d,), (d > m,), (m > T,)):
        with pytest.raises(OutOfScope, match="say which of"):
            derived(E(tr(X * F * pinv(X * F))), MORE, where)
    with pytest.raises(OutOfScope, match="different designs"):
        derived(E(tr(X * F * F.T * pinv(X * F * F.T))), MORE, FEWER)
    with pytest.raises(OutOfScope, match="not known to be bounded"):
        derived(E(tr(inv(F.T * S * F))), MORE, MORE_ROWS)  # more columns than rows: singular


def test_a_sketch_may_be_written_in_any_way():
    U = matrix("U", T, m)
    laws = (*LAWS, GaussianNoise(U, 1 / m))
    ways = [(U.T * X).T * (U.T * X), X.T * U * U.T * X, gram(U.T * X)]
    values = [derived(E(tr(inv(way / T + ridge * I))), laws, (ridge > 0,)).closed.value for way in ways]
    assert len(set(values)) == 1


@pytest.mark.parametrize("factors", [12, 40])
def test_an_equation_that_is_too_large_is_refused_before_it_is_solved(factors):
    step = I - eta * S
    word = Sigma
    for _ in range(factors):
        word = step * word * step
    with pytest.raises(OutOfScope, match=r"more than [\d,]+ .*terms in its equation: take fewer steps"):
        derived(E(tr(word)), MORE)


@pytest.mark.parametrize("whole", [False, True])
def test_the_slopes_of_a_newton_step_are_those_of_the_traces(whole):
    """Against differences, for diagonal and for whole matrices; their error is of the square of the step."""
    both = inv(S + gram(Y) / T + ridge * I)
    found = derived(E(tr(Sigma * both * Sigma2 * both)), MORE, [ridge > 0], () if whole else (Sigma, Sigma2))
    lists = {s: [0.5, 1.0, 1.5], letter_of(Sigma2): [1.5, 0.75, 1.0]}
    equations = found.at({d: 3, T: 6, ridge: 0.5}, lists).equations
    assert found.system.whole == whole
    x, step = np.linspace(-0.5, 0.5, len(equations.wanted)) / 10, 1e-6
    jacobian = equations.step(x, 1.0, 0.0)[1]
    for k, direction in enumerate(np.eye(len(x))):
        ahead, behind = (equations.step(x + sign * step * direction, 1.0, 0.0)[0] for sign in (1, -1))
        curved = np.abs(
            np.diff([equations.step(x + sign * step * direction, 1.0, 0.0)[1][:, k] for sign in (1, -1)], axis=0)
        ).max()
        rounding = 64 * np.finfo(float).eps * np.abs(ahead).max() / step
        assert np.abs((ahead - behind) / (2 * step) - jacobian[:, k]).max() <= curved + rounding


def test_a_square_of_a_sum_is_positive_however_its_transpose_is_written():
    """(XF + Y F)'(...) is p.s.d.; with another matrix on its left it is not, and is refused."""
    both = X * F + Y * F
    values = [value(tr(inv(left * both / T + ridge * identity(m)))) for left in (both.T, F.T * X.T + F.T * Y.T)]
    assert values[0] == pytest.approx(values[1], rel=64 * np.finfo(float).eps)
    with pytest.raises(OutOfScope, match="not symmetric"):
        derived(E(tr(inv(F.T * X.T * both / T + ridge * identity(m)))), MORE, [ridge > 0])


def test_a_weight_between_zero_and_one_is_known_to_be_by_its_conditions():
    """a S1 + (1 - a) S2 is p.s.d. where 0 < a < 1, and is not known to be where a condition is missing."""
    share = Symbol("share")
    both = inv(share * gram(X1) / T1 + (1 - share) * gram(X2) / T2 + ridge * I)
    known = [ridge > 0, share > 0, share < 1]
    found = derived(E(tr(both)), MORE, known)
    once = found.at({**POINT, share: 0.5}, LISTS).value
    assert once == pytest.approx(value(tr(inv((gram(X1) + gram(X2)) / (T1 + T2) + ridge * I))), rel=1e-12)
    for missing in (known[:2], known[::2], [*known[:2], share <= 2]):
        with pytest.raises(OutOfScope, match="not known to be nonnegative"):
            derived(E(tr(both)), MORE, missing)


def test_refusals_are_in_the_letters_of_the_model():
    """c stands for weights of vectors here, and for a parameter in the model."""
    c, laws = Symbol("c", nonnegative=True), (GaussianRows(X, Sigma), GaussianRows(Y, Sigma))
    model = Model("unlike", "Designs that differ", covariance=Sigma, laws=laws, witness={d: 2, T: 5, c: 1})
    model.quantity("trace", E(tr(inv(I + c * X.T * Y))))
    with pytest.raises(OutOfScope, match=r"c\*X'\*Y is not symmetric"):
        derived_from(model, "trace")
    assert letters_apart(model)[c].name == "c_own"


LESS = [T1 + T2 < d]
STACK = (GaussianRows(X1, Sigma), GaussianRows(X2, Sigma))


@pytest.mark.parametrize("weight", [1, 3])
def test_a_fit_of_least_norm_on_two_designs_has_the_bias_of_one_design_whatever_weights_rows_have(weight):
    whole = gram(X1) + weight * gram(X2)
    shown = pinv(whole) * whole - I
    found = derived(E(tr(w0 * w0.T * shown * Sigma * shown)), STACK, LESS).closed
    rows = T1 + T2
    assert found.equations == [Eq(df1, rows)]
    assert equal_sums(found.value, kappa**2 * rows * EigenSum(c2 * s / (kappa + s) ** 2) / (rows - df2))


def test_the_equivalent_of_the_noise_of_least_norm_tends_to_its_law_as_one_over_the_size():
    found = derived(E(tr(Sigma * pinv(gram(X1) + gram(X2)))), STACK, LESS)

    def gap(k):
        numbers = {T1: 3 * k, T2: 4 * k, d: 10 * k}
        return found.at(numbers, {s: [1.0] * (10 * k)}).value / (7 * k / (3 * k - 1)) - 1

    assert abs(gap(10) / gap(20) - 2) < 0.1


def test_two_designs_that_are_short_of_the_dimension_alone_may_be_enough_together():
    noise = E(tr(Sigma * inv(gram(X1) + gram(X2))))
    assert derived(noise, STACK, [T1 + T2 > d, T1 < d, T2 < d]).closed.value == d / (T1 + T2 - d)
    singular = [STACK[0], GaussianRows(X2, semidefinite("Delta", d))]
    with pytest.raises(OutOfScope, match="bounded"):
        derived(noise, singular, [T1 + T2 > d, T1 < d, T2 < d])


@pytest.mark.parametrize("penalty", ["identity", "covariance"])
def test_where_no_eigenvalue_is_seen_kappa_has_a_name_all_the_same(penalty):
    """For rows N(0, 1), or a penalty by the covariance, df1 = d/(1 + kappa) in the equation of kappa, exactly."""
    law, N = (identity(d), I) if penalty == "identity" else (Sigma, Sigma)
    laws = (GaussianRows(X, law), WhiteNoise(eps, sigma**2))
    found = derived(E(norm2(inv(S + ridge * N) * X.T * eps / T, N)), laws, (ridge > 0,)).closed
    first, second = d / (1 + kappa), d / (1 + kappa) ** 2
    assert [(e.rhs - kappa * (1 - first / T)).cancel() for e in found.equations] == [0]
    assert (found.value - sigma**2 * second / (T - second)).cancel() == 0
    assert found.positive
    assert all(e.subs({kappa: 2, d: 3, T: 2}) > 0 for e in found.positive)
