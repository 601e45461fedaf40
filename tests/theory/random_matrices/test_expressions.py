from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Function, Symbol, latex, srepr

from lemmata.numerics.errors import InputError
from lemmata.theory.notation import T, d, n, ridge, sigma
from lemmata.theory.random_matrices import (
    E,
    GaussianRows,
    WhiteNoise,
    Wishart,
    covariance,
    design,
    evaluate_floats,
    evaluate_matrices,
    gram,
    identity,
    inner,
    inv,
    law_of,
    matrix,
    noise_vector,
    norm2,
    pinv,
    semidefinite,
    symmetric,
    tr,
    vector,
    zero,
)
from lemmata.theory.random_matrices.arithmetics import NoValue

X, eps, w0 = design("X", T, d), noise_vector("eps", T), vector("w0", d)
Sigma = covariance("Sigma", d)


def test_a_formula_prints_as_the_paper_writes_it() -> None:
    assert str(E(norm2(inv(X.T * X) * X.T * eps, Sigma))) == "E(norm2(inv(X'*X)*X'*eps, Sigma))"
    assert str(inv(gram(X) / T + ridge * identity(d))) == "inv(X'*X/T + ridge*I_d)"
    assert str(pinv(X) * X - identity(d)) == "pinv(X)*X - I_d"
    assert str(X / (T * d)) == "X/(T*d)"  # not X/T*d
    assert str((T + 1) * X / (3 * d**2)) == "(T + 1)*X/(3*d**2)"
    assert latex(inv(gram(X))) == r"\left(X^{\top} X\right)^{-1}"


def test_a_product_of_shape_one_by_one_is_a_scalar() -> None:
    risk = w0.T * Sigma * w0 + sigma**2
    assert risk == tr(w0.T * Sigma * w0) + sigma**2
    assert inner(w0, w0).is_real
    assert (eps.T * eps) ** 2 == tr(eps.T * eps) ** 2


def test_nothing_is_simplified_on_entry() -> None:
    assert inv(Sigma) * Sigma != identity(d)
    assert (X.T * X).T != X.T * X
    assert tr(Sigma + Sigma) != 2 * tr(Sigma)


def test_equal_formulas_are_equal_objects_with_equal_serialisation() -> None:
    one, other = inv(gram(X) + identity(d)), inv(gram(design("X", T, d)) + identity(d))
    assert one == other
    assert hash(one) == hash(other)
    assert srepr(one) == srepr(other)
    assert gram(X) != gram(design("X", T, T))


def test_dimensions_and_scalars_are_substituted_everywhere() -> None:
    risk = sigma**2 * E(tr(Sigma * inv(gram(X))))
    small = risk.subs({d: 1, T: 4, sigma: 3})
    assert small.free_symbols == set()
    assert small == 9 * risk.subs({sigma: 1, d: 1, T: 4})
    assert str(small) == "9*E(tr(Sigma*inv(X'*X)))"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: X * X,
        lambda: X + X.T,
        lambda: inv(X),
        lambda: tr(X),
        lambda: norm2(eps, Sigma),
        lambda: 1 + X,
        lambda: symmetric("A", 2) + symmetric("A", 3),
        lambda: matrix("A", 0, 2),
        lambda: X ** Symbol("q"),
    ],
)
def test_shapes_that_do_not_fit_are_refused_in_one_line(wrong) -> None:
    with pytest.raises(InputError, match=r" = .*: must be a ") as refusal:
        wrong()
    assert "\n" not in str(refusal.value)


def test_a_family_shares_its_law_and_its_members_differ() -> None:
    j, spread = Symbol("j", integer=True), Function("s")
    laws = (GaussianRows(X, Sigma), WhiteNoise(eps[j], spread(j) ** 2))
    assert X[0] != X[1]
    assert law_of(X[7], laws) == GaussianRows(X[7], Sigma)
    assert law_of(eps[j + 1], laws).variance == spread(j + 1) ** 2
    assert law_of(w0, laws) is None


def test_exact_values_are_rational() -> None:
    values = {X: [[1, 0], [1, 1], [0, 2]], Sigma: [[2, 1], [1, 1]], ridge: "1/2", T: 3}
    R = inv(gram(X) / T + ridge * identity(d))
    [[a, b], [c, e]] = evaluate_matrices(R, values)
    assert (a, b, c, e) == (Fraction(26, 29), Fraction(-4, 29), Fraction(-4, 29), Fraction(14, 29))
    assert evaluate_matrices(tr(Sigma * R), values) == 2 * a + b + c + e


@given(rows=st.integers(1, 4), cols=st.integers(1, 4), data=st.data())
@settings(derandomize=True, max_examples=60, deadline=None)
def test_pseudo_inverse_satisfies_penrose_at_every_rank(rows: int, cols: int, data) -> None:
    entry = st.integers(-2, 2)
    A = data.draw(st.lists(st.lists(entry, min_size=cols, max_size=cols), min_size=rows, max_size=rows))
    M = matrix("M", rows, cols)
    P = pinv(M)
    for one, other in [(M * P * M, M), (P * M * P, P), (M * P, P.T * M.T), (P * M, M.T * P.T)]:
        assert _plain(evaluate_matrices(one, {M: A})) == _plain(evaluate_matrices(other, {M: A}))


def _plain(value):
    return value if isinstance(value, list) else [[value]]


def test_float_batches_agree_with_exact_values() -> None:
    A = [[1, 2], [3, 5], [1, 1]]
    expr = tr(inv(gram(X) + ridge * identity(d))) + norm2(X)
    exact = evaluate_matrices(expr, {X: A, ridge: "1/4"})
    batch = np.array([A, A], dtype=float)
    floats = evaluate_floats(expr, {X: batch}, {T: 3, d: 2, ridge: 0.25})
    assert np.allclose(floats, float(exact), rtol=1e-12)


def test_what_has_no_value_is_refused() -> None:
    with pytest.raises(NoValue, match="singular"):
        evaluate_matrices(tr(inv(Sigma)), {Sigma: [[1, 1], [1, 1]]})
    with pytest.raises(NoValue, match="expectation"):
        evaluate_matrices(E(tr(Sigma)), {Sigma: [[1]]})
    with pytest.raises(InputError, match=r"w0 = a matrix of 1 x 1: must be \(d, 1\)"):
        evaluate_matrices(gram(X), {X: [[1, 2]], w0: [[1]]})
    with pytest.raises(InputError, match=r"must be an exact number"):
        evaluate_matrices(tr(Sigma), {Sigma: [[0.5]]})
    assert evaluate_matrices(zero(2, 1), {}) == [[0], [0]]


def test_powers_with_a_symbolic_exponent_are_evaluated_in_floats():
    A = symmetric("A", 1)
    eta = Symbol("eta", positive=True)
    value = evaluate_floats(eta**n * tr(A), {A: np.array([[[3.0]]])}, {eta: 0.5, n: 2.0})
    assert value == pytest.approx(0.75)
    with pytest.raises(NoValue, match=r"the power n has no value"):
        evaluate_floats(eta**n * tr(A), {A: np.array([[[3.0]]])}, {eta: 0.5})


def test_a_wishart_matrix_is_declared_semidefinite() -> None:
    """Of few rows it is not definite, and a general matrix is not symmetric."""
    with pytest.raises(InputError, match="law of W"):
        Wishart(covariance("W", d), T, Sigma)
    assert law_of(matrix("W", d, d), [Wishart(semidefinite("W", d), T, Sigma)]) is None
