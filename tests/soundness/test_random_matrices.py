"""Inverses, ranks and means of random matrices: what a claim owes for them, beside what it gives."""

import pytest
from sympy import Eq, Integer, Symbol

from lemmata.numerics.errors import InputError
from lemmata.theory.notation import T0, T, d, ridge, sigma
from lemmata.theory.random_matrices import (
    E,
    GaussianNoise,
    GaussianRows,
    WhiteNoise,
    Wishart,
    covariance,
    design,
    gram,
    identity,
    inv,
    invertible,
    law_of,
    matrix,
    noise_vector,
    norm2,
    pinv,
    semidefinite,
    symmetric,
    tr,
    vector,
)
from lemmata.theory.relations import equal
from lemmata.verifier.claim import DerivationError, Paper, by
from lemmata.verifier.obligations import judged
from lemmata.verifier.rules import expectation, matrix_identity, rotation_invariant_mean, wishart_moment
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict
from tests.soundness.support import Cases, holds, status_of

cases = Cases()
X, Y, eps, Sigma = design("X", T, d), design("Y", T0, d), noise_vector("eps", T), covariance("Sigma", d)
eta = noise_vector("eta", T)
i, j = Symbol("i", integer=True, positive=True), Symbol("j", integer=True, positive=True)
A, B, M, v = matrix("A", d, d), symmetric("B", d), semidefinite("M", d), vector("v", d)
ROWS, OTHERS, NOISE = GaussianRows(X, Sigma), GaussianRows(Y, Sigma), WhiteNoise(eps, sigma**2)
ROUND = GaussianRows(X, identity(d))
W, V = gram(X), inv(gram(X))
tall, wide = {T: 9, d: 2}, {T: 2, d: 9}


def step(name, before, rule, after, witness, where=(), laws=()):
    """A case that states one step as a claim."""

    def case(C):
        C(name, equal(before, after), witness, before, by(rule), after, where=list(where), laws=list(laws))

    case.__name__ = name
    return case


# Inverses that do not exist, or not together.

both = tr(V * W * X.T * inv(X * X.T) * X)
hat = tr(X * V * X.T)
cases.false(step("two Gram matrices inverted at once", both, matrix_identity, d, tall, [T >= d], [ROWS]))
cases.false(step("the same read the other way", both, matrix_identity, T, wide, [T <= d], [ROWS]))
cases.true(step("both inverted where the design is square", both, matrix_identity, d, {T: 2, d: 2}, [Eq(T, d)], [ROWS]))
cases.false(step("a singular Gram matrix has no hat matrix", hat, matrix_identity, d, wide, [T <= d - 1], [ROWS]))
cases.false(step("no law of the design", hat, matrix_identity, d, tall, [T >= d]))
cases.false(step("no shape of the design", hat, matrix_identity, d, tall, [], [ROWS]))
cases.true(step("the hat matrix has trace d", hat, matrix_identity, d, tall, [T >= d], [ROWS]))
cases.true(
    step(
        "T rows may be fewer with a ridge",
        tr(inv(W + ridge * identity(d)) * (W + ridge * identity(d))),
        matrix_identity,
        d,
        {**wide, ridge: 1},
        [ridge > 0],
        [ROWS],
    )
)
cases.false(
    step(
        "a ridge of zero",
        tr(inv(W + ridge * identity(d)) * (W + ridge * identity(d))),
        matrix_identity,
        d,
        {**wide, ridge: 1},
        [],
        [ROWS],
    )
)
cases.false(step("a singular covariance", hat, matrix_identity, d, tall, [T >= d], [GaussianRows(X, M)]))
cases.false(step("a general letter has no inverse", A * inv(A), matrix_identity, identity(d), {d: 2}))
cases.true(
    step("an invertible letter has", invertible("A", d) * inv(invertible("A", d)), matrix_identity, identity(d), {d: 2})
)
A1, A2 = invertible("A", d), invertible("A2", d)
cases.true(step("the pseudo-inverse of an invertible letter", A1 * pinv(A1), matrix_identity, identity(d), {d: 2}))
cases.true(step("the pseudo-inverse of a definite letter", tr(Sigma * pinv(Sigma)), matrix_identity, d, {d: 2}))
cases.false(step("the pseudo-inverse of a semidefinite letter", tr(M * pinv(M)), matrix_identity, d, {d: 2}))
cases.false(step("the order of a pseudo-inverse", pinv(A1) * A2, matrix_identity, A2 * pinv(A1), {d: 2}))
cases.false(
    step(
        "a sum of symmetric letters may be singular", (Sigma + B) * inv(Sigma + B), matrix_identity, identity(d), {d: 2}
    )
)
cases.true(
    step("a definite and a semidefinite letter", (Sigma + M) * inv(Sigma + M), matrix_identity, identity(d), {d: 2})
)
stacked = inv(W + gram(Y)) * (W + gram(Y))
cases.true(
    step(
        "a stack with enough rows in all",
        stacked,
        matrix_identity,
        identity(d),
        {T: 2, T0: 2, d: 3},
        [T + T0 >= d],
        [ROWS, OTHERS],
    )
)
cases.false(
    step(
        "a stack with too few rows",
        stacked,
        matrix_identity,
        identity(d),
        {T: 2, T0: 2, d: 3},
        [T + T0 >= d - 1],
        [ROWS, OTHERS],
    )
)

# Pseudo-inverses of letters without a law.

cases.false(step("a pseudo-inverse is no inverse", tr(A * pinv(A)), matrix_identity, d, {d: 2}))
cases.false(step("nor one on the left", pinv(X) * X, matrix_identity, identity(d), tall, [T >= d]))
cases.true(
    step("a tall Gaussian design has a left inverse", pinv(X) * X, matrix_identity, identity(d), tall, [T >= d], [ROWS])
)
cases.false(step("of the other side", X * pinv(X), matrix_identity, identity(T), tall, [T >= d], [ROWS]))
cases.true(step("Penrose's first equation needs no rank", A * pinv(A) * A, matrix_identity, A, {d: 2}))
cases.false(
    step(
        "the pseudo-inverse of a product",
        pinv(A * matrix("C", d, d)),
        matrix_identity,
        pinv(matrix("C", d, d)) * pinv(A),
        {d: 2},
    )
)

# Means that do not exist.

linear = E(tr(v.T * V * X.T * eps))
cases.false(step("a Cauchy mean", linear, expectation, Integer(0), {T: 1, d: 1, sigma: 1}, [T >= d], [ROWS, NOISE]))
cases.true(
    step(
        "one more row and it exists",
        linear,
        expectation,
        Integer(0),
        {T: 2, d: 1, sigma: 1},
        [T >= d + 1],
        [ROWS, NOISE],
    )
)
for least, kind in ((0, cases.false), (1, cases.false), (2, cases.true)):
    kind(
        step(
            f"inverse Wishart with {least} more rows",
            E(V),
            wishart_moment,
            inv(Sigma) / (T - d - 1),
            {T: 9, d: 2},
            [T >= d + least],
            [ROWS],
        )
    )
second = d * (T - 1) / ((T - d) * (T - d - 1) * (T - d - 3))
for least, kind in ((3, cases.false), (4, cases.true)):
    kind(
        step(
            f"the second inverse moment with {least} more rows",
            E(tr(V * V)),
            wishart_moment,
            second,
            {T: 9, d: 2},
            [T >= d + least],
            [ROUND],
        )
    )
cases.false(
    step(
        "the second inverse moment of another covariance",
        E(tr(V * V)),
        wishart_moment,
        second,
        tall,
        [T >= d + 4],
        [ROWS],
    )
)
cases.true(
    step("the mean of the hat matrix", E(X * V * X.T), wishart_moment, d / T * identity(T), tall, [T >= d], [ROWS])
)
cases.false(
    step(
        "the hat matrix of too few rows",
        E(X * V * X.T),
        wishart_moment,
        d / T * identity(T),
        wide,
        [T <= d - 1],
        [ROWS],
    )
)
cases.true(step("a uniform projection", E(pinv(X) * X), wishart_moment, T / d * identity(d), wide, [T <= d], [ROUND]))
cases.false(
    step(
        "a projection that is not uniform", E(pinv(X) * X), wishart_moment, T / d * identity(d), wide, [T <= d], [ROWS]
    )
)
z = noise_vector("z", d)
for least, kind in ((2, cases.false), (3, cases.true)):
    kind(
        step(
            f"1/chi^2 from dimension {least}",
            E(1 / norm2(z)),
            wishart_moment,
            1 / (d - 2),
            {d: 4},
            [d >= least],
            [GaussianNoise(z, Integer(1))],
        )
    )
row = design("row", 1, d)
for least_d, value, spread, kind in (
    (3, 1 / (d - 2), identity(d), cases.true),
    (3, 1 / (d - 1), identity(d), cases.false),
    (2, 1 / (d - 2), identity(d), cases.false),
    (3, 1 / (d - 2), Sigma, cases.false),
):
    kind(
        step(
            f"1/chi^2 of a row, d >= {least_d}, {value}, {spread}",
            E(1 / norm2(row.T)),
            wishart_moment,
            value,
            {d: 4},
            [d >= least_d],
            [GaussianRows(row, spread)],
        )
    )
cases.true(
    step(
        "1/chi^4 of a row",
        E(1 / norm2(row.T) ** 2),
        wishart_moment,
        1 / ((d - 2) * (d - 4)),
        {d: 5},
        [d >= 5],
        [GaussianRows(row, identity(d))],
    )
)
cases.false(
    step(
        "1/chi^2 with white noise",
        E(1 / norm2(z)),
        wishart_moment,
        1 / (d - 2),
        {d: 4},
        [d >= 3],
        [WhiteNoise(z, Integer(1))],
    )
)
cases.false(
    step(
        "four moments of white noise",
        E(norm2(eps) ** 2),
        expectation,
        sigma**4 * T * (T + 2),
        {T: 3, sigma: 1},
        [],
        [NOISE],
    )
)
cases.true(
    step(
        "four moments of Gaussian noise",
        E(norm2(eps) ** 2),
        expectation,
        sigma**4 * T * (T + 2),
        {T: 3, sigma: 1},
        [],
        [GaussianNoise(eps, sigma**2)],
    )
)
square = E(norm2(V * X.T * eps, Sigma))
cases.true(
    step(
        "noise in a square, infinite or not",
        square,
        expectation,
        sigma**2 * E(tr(Sigma * V)),
        {T: 2, d: 1, sigma: 1},
        [T >= d, sigma > 0],
        [ROWS, NOISE],
    )
)
cases.false(
    step(
        "zero times infinity",
        square,
        expectation,
        sigma**2 * E(tr(Sigma * V)),
        {T: 2, d: 1, sigma: 1},
        [T >= d],
        [ROWS, NOISE],
    )
)
cases.false(
    step(
        "infinity minus infinity", E(tr(V)) - E(tr(2 * V)) / 2, expectation, Integer(0), {T: 2, d: 1}, [T >= d], [ROWS]
    )
)
resolvent = inv(W / T + ridge * identity(d))
cases.true(
    step(
        "rotations leave the mean resolvent a multiple of I",
        E(resolvent),
        rotation_invariant_mean,
        E(tr(resolvent)) / d * identity(d),
        {**wide, ridge: 1},
        [ridge > 0],
        [ROUND],
    )
)
cases.false(
    step(
        "without a ridge it may not exist",
        E(resolvent),
        rotation_invariant_mean,
        E(tr(resolvent)) / d * identity(d),
        {**wide, ridge: 1},
        [],
        [ROUND],
    )
)
cases.false(
    step(
        "a covariance is not turned away",
        E(resolvent),
        rotation_invariant_mean,
        E(tr(resolvent)) / d * identity(d),
        {**wide, ridge: 1},
        [ridge > 0],
        [ROWS],
    )
)

# Laws that depend on other letters.

random_covariance = [GaussianRows(X, gram(Y)), GaussianRows(Y, identity(d))]
cases.false(
    step(
        "a random covariance is not independent of itself",
        E(tr(W) * tr(gram(Y))),
        expectation,
        T * T0**2 * d**2,
        {T: 1, T0: 1, d: 1},
        [],
        random_covariance,
    )
)
cases.true(
    step(
        "it is integrated after the rows",
        E(tr(W) * tr(gram(Y))),
        expectation,
        T * (T0**2 * d**2 + 2 * T0 * d),
        {T: 1, T0: 1, d: 1},
        [],
        random_covariance,
    )
)


@pytest.mark.parametrize("name", cases.wrong)
def test_what_is_false_or_has_no_value_is_not_proved(name):
    assert not holds(cases.wrong[name])


@pytest.mark.parametrize("name", cases.right)
def test_a_true_neighbour_is_proved(name):
    assert holds(cases.right[name])


def test_a_letter_has_one_law():
    with pytest.raises(DerivationError, match="two laws for X"):
        Paper("p", "p").claim("two", "two", equal(E(tr(W)), T * tr(Sigma)), witness=tall, laws=[ROWS, ROUND])


@pytest.mark.parametrize("body", [A1, A1.T, Sigma], ids=str)
def test_no_singular_matrix_stands_for_one_that_has_an_inverse(body):
    for right, refuted in ((d, False), (d + 1, True)):
        found = status_of(lambda C, right=right: C("rank", equal(tr(body * pinv(body)), right), {d: 2}))
        assert (found.verdict is Verdict.REFUTED) == refuted


@pytest.mark.parametrize(
    "laws",
    [[WhiteNoise(eps, norm2(eps))], [WhiteNoise(eps, norm2(eta)), WhiteNoise(eta, norm2(eps))]],
    ids=["by itself", "by another"],
)
def test_no_law_depends_on_its_own_letter(laws):
    with pytest.raises(DerivationError, match="law of eps = one that depends on eps"):
        Paper("p", "p").claim("circle", "circle", equal(E(norm2(eps)), T), witness={T: 1}, laws=laws)


@pytest.mark.parametrize("size", [T, d + 1])
def test_a_covariance_is_of_the_size_of_a_row(size):
    for law in (lambda C: GaussianRows(X, C), lambda C: Wishart(M, T, C)):
        with pytest.raises(InputError, match="must be d x d, as rows have d"):
            law(covariance("C", size))
        assert law(covariance("C", d + 1 - 1))


@pytest.mark.parametrize(
    ("law", "variance"),
    [
        (WhiteNoise(eta[i][j], i**2), j**2),
        (WhiteNoise(eta[i][j], i * j**3), j * i**3),
        (WhiteNoise(eta[i][i], i**2), None),
    ],
)
def test_a_law_of_a_family_with_two_indices(law, variance):
    """That of the noise at i, j says what it is at j, i; one at i, i says nothing of that."""
    found = law_of(eta[j][i], [law])
    assert (found and found.variance) == variance
    for value in (i**2, j**2, i * j**3, j * i**3):
        step = Step(E(norm2(eta[j][i])), "=", T * value)
        assert (judged(expectation, step, Context(laws=(law,))).verdict is Verdict.PROVED) == (value == variance)


@pytest.mark.parametrize("names", [("X1", "X2"), ("X2", "X1"), ("Q", "B")])
def test_a_verdict_does_not_depend_on_what_the_rows_are_called(names):
    """E tr M Q K Sigma K Q for a block of T0 of N rows, by the second moments of a random projection."""
    real, synthetic = design(names[0], T, d), design(names[1], T0, d)
    K, Q, N = inv(gram(real) + gram(synthetic)), gram(synthetic), T + T0
    b = T0 * T / (N * (N - 1) * (N + 2))
    h = T0 * (T0 + 2) / (N * (N + 2)) - b + b * (N * d - 2) / (N - d - 1)
    laws = [GaussianRows(real, Sigma), GaussianRows(synthetic, Sigma)]
    before = E(tr(M * Q * K * Sigma * K * Q))
    witness, enough = {T: 4, T0: 4, d: 2}, [N >= d + 2]
    assert holds(step("share", before, wishart_moment, h * tr(M * Sigma), witness, enough, laws))
    assert not holds(step("share", before, wishart_moment, (h + b) * tr(M * Sigma), witness, enough, laws))
