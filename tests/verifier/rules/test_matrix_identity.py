from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Eq, Ge, Integer, Le, Symbol, sin, sqrt

from lemmata.theory.notation import T, d, ridge
from lemmata.theory.random_matrices import (
    GaussianRows,
    covariance,
    design,
    evaluate_matrices,
    gram,
    identity,
    inv,
    matrix,
    noise_vector,
    norm2,
    pinv,
    symmetric,
    tr,
    vector,
)
from lemmata.verifier.matrices.field import Bound, compare_in_field, random_prime
from lemmata.verifier.matrices.points import refute_exactly
from lemmata.verifier.matrices.words import Words
from lemmata.verifier.rules.matrix_identity import matrix_identity, prove
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

X, eps = design("X", T, d), noise_vector("eps", T)
w0, w = vector("w0", d), vector("w", d)
Sigma = covariance("Sigma", d)
id_d = identity(d)
S = gram(X) / T
R = inv(S + ridge * id_d)
Y = X * w0 + eps
ROWS = (GaussianRows(X, Sigma),)
TALL, WIDE, ANY = Context((Ge(T, d + 2),), ROWS), Context((Le(T, d - 2),), ROWS), Context()

TRUE = {
    "ridge error": (R * X.T * Y / T - w0, -ridge * R * w0 + R * X.T * eps / T, ANY),
    "S R = I - ridge R": (S * R, id_d - ridge * R, ANY),
    "S and R commute": (S * R, R * S, ANY),
    "least squares is unbiased given the design": (inv(gram(X)) * X.T * Y - w0, inv(gram(X)) * X.T * eps, TALL),
    "a tall pseudo-inverse is a left inverse": (pinv(X) * X, id_d, TALL),
    "a wide pseudo-inverse is a right inverse": (X * pinv(X), identity(T), WIDE),
    "the pseudo-inverse of a tall matrix": (pinv(X), inv(gram(X)) * X.T, TALL),
    "the pseudo-inverse of a wide matrix": (pinv(X), X.T * inv(X * X.T), WIDE),
    "one generation": (pinv(X) * (X * w + eps), w + pinv(X) * eps, TALL),
    "bias of ridge": (norm2(R * S * w0 - w0, Sigma), ridge**2 * norm2(R * w0, Sigma), ANY),
    "a squared norm is a trace": (norm2(R * S * X.T), tr(X * S * R * R * S * X.T), ANY),
    "collapse term expanded": (
        tr(Sigma * (id_d - ridge * R) * inv(Sigma) * (id_d - ridge * R)),
        d - 2 * ridge * tr(R) + ridge**2 * tr(Sigma * R * inv(Sigma) * R),
        ANY,
    ),
    "push-through": (X * R, inv(X * X.T / T + ridge * identity(T)) * X, ANY),
    "Penrose without a rank": (pinv(X) * X * pinv(X), pinv(X), ANY),
    "normal equations of the pseudo-inverse": (X.T * X * pinv(X), X.T, ANY),
    "the projection is idempotent": (pinv(X) * X * pinv(X) * X, pinv(X) * X, ANY),
    "a scaled inverse": (inv(gram(X) + T * ridge * id_d), R / T, ANY),
    "cyclic and transposed traces": (tr(X * Sigma * gram(X) * X.T), tr(X * gram(X) * Sigma * X.T), ANY),
}

FALSE = {
    "dropped transpose": (
        tr(Sigma * R * matrix("A", d, d)),
        tr(Sigma * R * matrix("A", d, d) * matrix("A", d, d)),
        ANY,
    ),
    "wrong sign of the bias": (R * X.T * Y / T - w0, ridge * R * w0 + R * X.T * eps / T, ANY),
    "missing 1/T": (R * X.T * Y / T - w0, -ridge * R * w0 + R * X.T * eps, ANY),
    "I + ridge R": (S * R, id_d + ridge * R, ANY),
    "left inverse of a wide matrix": (pinv(X) * X, id_d, WIDE),
    "right inverse of a tall matrix": (X * pinv(X), identity(T), TALL),
    "right inverse without any condition": (X * pinv(X), identity(T), ANY),
    "ridge instead of ridge^2": (norm2(R * S * w0 - w0, Sigma), ridge * norm2(R * w0, Sigma), ANY),
    "Sigma for its inverse": (
        tr(Sigma * (id_d - ridge * R) * inv(Sigma) * (id_d - ridge * R)),
        d - 2 * ridge * tr(R) + ridge**2 * tr(Sigma * R * Sigma * R),
        ANY,
    ),
    "wrong middle sign": (
        tr(Sigma * (id_d - ridge * R) * inv(Sigma) * (id_d - ridge * R)),
        d + 2 * ridge * tr(R) + ridge**2 * tr(Sigma * R * inv(Sigma) * R),
        ANY,
    ),
    "R and Sigma do not commute": (R * Sigma, Sigma * R, ANY),
    "the projection is not symmetric in the Sigma metric": (Sigma * pinv(X) * X, pinv(X) * X * Sigma, WIDE),
    "T for T + 1": (T * tr(S), (T + 1) * tr(S), ANY),
}


@pytest.mark.parametrize("name", TRUE)
def test_true_identities_are_proved_in_every_dimension(name: str) -> None:
    before, after, context = TRUE[name]
    finding = matrix_identity.judge(Step(before, "=", after), context)
    assert finding.verdict is Verdict.PROVED, finding.detail
    assert finding.error_probability == 0
    assert finding.points


@pytest.mark.parametrize("name", FALSE)
def test_wrong_identities_are_refuted_with_a_small_exact_point(name: str) -> None:
    before, after, context = FALSE[name]
    finding = matrix_identity.judge(Step(before, "=", after), context)
    assert finding.verdict is Verdict.REFUTED, finding.detail
    assert Fraction(finding.gap) > 0
    sizes = {k: int(v) for k, v in finding.counterexample.items() if k in ("d", "T")}
    assert max(sizes.values()) <= 5


@pytest.mark.parametrize("name", FALSE)
def test_the_free_algebra_never_proves_a_wrong_identity(name: str) -> None:
    before, after, context = FALSE[name]
    assert prove(Step(before, "=", after), context).verdict is Verdict.UNDECIDED


def test_a_counterexample_replays() -> None:
    before, after, context = FALSE["R and Sigma do not commute"]
    finding = refute_exactly(Step(before, "=", after), context)
    values = {symbol: finding.counterexample[str(symbol)] for symbol in (T, d, ridge)}
    letters = {letter: eval(finding.counterexample[str(letter)]) for letter in (X, Sigma)}
    assert evaluate_matrices(before, values | letters) != evaluate_matrices(after, values | letters)


def test_commuting_needs_size_two_and_size_one_is_not_enough() -> None:
    A, B = matrix("A", d, d), matrix("B", d, d)
    finding = matrix_identity.judge(Step(A * B, "=", B * A), ANY)
    assert finding.verdict is Verdict.REFUTED
    assert finding.counterexample["d"] == "2"


def test_amitsur_levitzki_s4_vanishes_on_two_by_two_matrices_only() -> None:
    """The standard polynomial s_4 is an identity of 2 x 2 matrices (Amitsur and Levitzki 1950), not of 3 x 3."""
    from itertools import permutations

    from sympy.combinatorics import Permutation

    def standard(size: int):
        letters = [matrix(f"A{k}", size, size) for k in range(4)]
        total = None
        for order in permutations(range(4)):
            product = letters[order[0]] * letters[order[1]] * letters[order[2]] * letters[order[3]]
            term = Permutation(list(order)).signature() * product
            total = term if total is None else total + term
        return Step(total, "=", 0 * identity(size))

    two = matrix_identity.judge(standard(2), ANY)
    assert two.verdict is Verdict.TESTED
    assert 0 < two.error_probability < 1e-15
    assert matrix_identity.judge(standard(3), ANY).verdict is Verdict.REFUTED


def test_an_identity_beyond_the_normal_form_is_tested_with_its_sizes_named() -> None:
    """Hua's identity: a - (a^-1 + (b^-1 - a)^-1)^-1 = a b a."""
    A, B = matrix("A", d, d), matrix("B", d, d)
    finding = matrix_identity.judge(Step(A - inv(inv(A) + inv(inv(B) - A)), "=", A * B * A), ANY)
    assert finding.verdict in (Verdict.PROVED, Verdict.TESTED)
    if finding.verdict is Verdict.TESTED:
        assert "d=2" in finding.detail
        assert 0 < finding.error_probability < 1e-12


def test_points_of_numbers_alone_are_no_support() -> None:
    """Where sin(x) = 0 the one point that is found is x = 0, and x = 0 does not follow."""
    x, q = Symbol("x", real=True), Symbol("q", positive=True)
    tied = Context(assumptions=(Eq(sin(x), 0),))
    assert matrix_identity.judge(Step(x, "=", Integer(0)), tied).verdict is Verdict.UNDECIDED
    assert matrix_identity.judge(Step(q * (x + 1), "=", q * x + q), tied).verdict is Verdict.PROVED


def test_symmetric_letters_equal_their_transposes_and_general_ones_do_not() -> None:
    A, B = symmetric("A", d), matrix("B", d, d)
    assert matrix_identity.judge(Step(tr(A * B), "=", tr(A * B.T)), ANY).verdict is Verdict.PROVED
    assert matrix_identity.judge(Step(tr(B * B), "=", tr(B * B.T)), ANY).verdict is Verdict.REFUTED


def test_scalars_that_are_not_rational_are_letters() -> None:
    s = Symbol("s", positive=True)
    assert matrix_identity.judge(Step(sqrt(s) * sqrt(s) * X, "=", s * X), ANY).verdict is Verdict.PROVED
    assert prove(Step(sqrt(s) ** 3 * tr(S), "=", s * sqrt(s) * tr(S)), ANY).verdict is Verdict.PROVED
    assert prove(Step(tr(S) / tr(2 * S), "=", tr(id_d) / (2 * d)), ANY).verdict is Verdict.PROVED


def test_shapes_and_relations_that_the_rule_does_not_know_are_undecided() -> None:
    assert matrix_identity.judge(Step(X, "=", X.T), ANY).verdict is Verdict.UNDECIDED
    assert matrix_identity.judge(Step(tr(S), "<=", tr(S)), ANY).verdict is Verdict.UNDECIDED


def test_two_letters_of_one_name_are_not_mixed_up() -> None:
    other = design("X", T, T)
    finding = prove(Step(tr(gram(X)), "=", tr(gram(other))), ANY)
    assert finding.verdict is Verdict.UNDECIDED
    assert "two different letters" in finding.detail


def test_normal_forms_read_back_to_the_same_value() -> None:
    """The translation is checked: what the free algebra makes of an expression has the value of the expression."""
    before = TRUE["collapse term expanded"][0] + tr(S) ** 2 / (1 + tr(R)) + norm2(X * R * w0)
    words = Words()
    words.learn(before)
    words.complete()
    back = words.scalar_expression(words.scalar(before))
    random = Random(3)
    for _ in range(5):
        A = [[random.randint(-3, 3) for _ in range(2)] for _ in range(4)]
        values = {X: A, Sigma: [[2, 1], [1, 3]], w0: [[1], [-2]], T: 4, d: 2, ridge: Fraction(1, 3)}
        assert evaluate_matrices(before, values) == evaluate_matrices(back, values)


def test_the_degree_bound_counts_what_an_inverse_contains() -> None:
    letter = Bound(top=1)
    assert letter.inverted(3).bottom == 3
    assert letter.inverted(3).top == 2
    assert letter.times(letter, terms=4).plus(letter).top == 2
    agreement = compare_in_field(Step(inv(gram(X)) * gram(X), "=", id_d), TALL)
    assert agreement.agreed == len(agreement.sizes) > 1
    assert 0 < agreement.error_probability < 1e-13
    assert 2**60 < random_prime(Random(0)) < 2**61


A, B = matrix("A", d, d), matrix("B", d, d)
LETTERS = [A, B, Sigma, identity(d)]


def expressions() -> st.SearchStrategy:
    """Random matrix expressions, inverses of sums and products among them."""
    return st.recursive(
        st.sampled_from(LETTERS),
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(lambda pair: pair[0] + pair[1]),
            st.tuples(inner, inner).map(lambda pair: pair[0] * pair[1]),
            st.tuples(st.integers(-2, 2).filter(bool), inner).map(lambda pair: pair[0] * pair[1]),
            inner.map(lambda one: one.T),
            inner.map(lambda one: inv(one * one.T + identity(d))),
        ),
        max_leaves=6,
    )


@given(expressions(), expressions())
@settings(derandomize=True, max_examples=60, deadline=None)
def test_the_translation_into_the_free_algebra_keeps_the_value(one, other) -> None:
    expr = tr(one) * tr(other) + tr(one * other.T)
    words = Words()
    words.learn(expr)
    words.complete(60)
    back = words.scalar_expression(words.scalar(expr))
    values = {A: [[1, 2], [0, -1]], B: [[2, 1], [1, 0]], Sigma: [[2, 1], [1, 1]], d: 2}
    assert evaluate_matrices(expr, values) == evaluate_matrices(back, values)


@given(expressions())
@settings(derandomize=True, max_examples=40, deadline=None)
def test_an_inverse_cancels_its_matrix(one) -> None:
    body = one * one.T + identity(d)
    assert prove(Step(inv(body) * body, "=", id_d), ANY).verdict is Verdict.PROVED
    assert prove(Step(tr(body * Sigma * inv(body)), "=", tr(Sigma)), ANY).verdict is Verdict.PROVED


def test_a_size_may_be_zero():
    n = Symbol("n", integer=True, nonnegative=True)
    Y = design("Y", n, d)
    assert matrix_identity.judge(Step(tr(gram(Y)), "=", tr(Y * Y.T)), Context()).verdict is Verdict.PROVED
    assert matrix_identity.judge(Step(tr(gram(Y)), "=", 2 * tr(Y * Y.T)), Context()).verdict is not Verdict.PROVED
