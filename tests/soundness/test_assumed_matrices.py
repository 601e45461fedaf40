"""Matrices tied by equations, the order of matrices and derivatives of traces: true ones proved, false ones refuted."""

import pytest
from sympy import Derivative, Eq, Function, Integer, Ne, Rational, Symbol, SympifyError

from lemmata.numerics.errors import InputError
from lemmata.theory.notation import T, d, n, sigma
from lemmata.theory.random_matrices import (
    E,
    GaussianRows,
    WhiteNoise,
    block_matrix,
    covariance,
    design,
    eigenvalue_of,
    gram,
    identity,
    inner,
    inv,
    isometry,
    matrix,
    noise_vector,
    norm2,
    semidefinite,
    stack,
    symmetric,
    tr,
    vector,
    zero,
)
from lemmata.theory.relations import at_least, at_most, equal, greater_than, less_than
from lemmata.verifier.claim import Claim
from lemmata.verifier.judge import context_of, judge, witness_satisfies
from lemmata.verifier.paper import Paper
from lemmata.verifier.rules import definition, differentiate, expectation, inequality, matrix_identity, recurrence, use
from lemmata.verifier.verdict import Verdict
from tests.depth import some

h, m, t, x = (
    Symbol("h", positive=True),
    Symbol("m", positive=True),
    Symbol("t", nonnegative=True),
    Symbol("x", real=True),
)
S, A, B, K, G = covariance("S", d), semidefinite("A", d), semidefinite("B", d), symmetric("K", d), symmetric("G", d)
u, v, e, one, U = vector("u", d), vector("v", d), noise_vector("e", d), identity(d), matrix("U", d, n)
X = design("X", T, d)
VALUES = {d: 2, h: 2, m: 1, t: 1, x: 0, n: 1, sigma: 1, T: 3}
EIGEN, COMMUTE, PROJECTION = Eq(S * u, h * u), Eq(A * B, B * A), Eq(K * K, K)
R = inv(S + t * B)


def evidence(statement, rule, where=(), laws=()):
    paper = Paper("p", "p")
    claim: Claim = paper.claim(
        "c", "c", statement, where=list(where), witness={**VALUES, m1: 1, m2: 1, k: 1}, laws=list(laws), proof=rule
    )
    return claim, judge(claim, context_of(claim))


def all_proved(found):
    return all(one.verdict is Verdict.PROVED for one in found if one.part != "statement")


def is_refuted(found):
    return any(one.verdict is Verdict.REFUTED for one in found)


PAIRS = [
    (
        "Sherman and Morrison",
        matrix_identity,
        [],
        equal(inv(S + u * u.T), inv(S) - inv(S) * u * u.T * inv(S) / (1 + norm2(u, inv(S)))),
        equal(inv(S + u * u.T), inv(S) - inv(S) * u * u.T * inv(S) / (2 + norm2(u, inv(S)))),
    ),
    (
        "an eigenvector",
        matrix_identity,
        [EIGEN],
        equal(inv(S + m * one) * u, u / (h + m)),
        equal(inv(S + m * one) * u, u / h),
    ),
    (
        "two eigenvectors",
        matrix_identity,
        [EIGEN, Eq(S * v, m * v), h > m],
        equal(inner(u, v), 0),
        equal(inner(u, u), 0),
    ),
    ("a unit eigenvector", matrix_identity, [EIGEN, Eq(norm2(u), 1)], equal(norm2(u, S), h), equal(norm2(u, S), h**2)),
    ("a commuting pair", matrix_identity, [COMMUTE], equal(A * A * B, B * A * A), equal(A * A * B, A * B * B)),
    (
        "Pythagoras",
        matrix_identity,
        [PROJECTION],
        equal(norm2(u), norm2(K * u) + norm2(u - K * u)),
        equal(norm2(u), norm2(K * u) + norm2(u + K * u)),
    ),
    (
        "an inverse with a projection",
        matrix_identity,
        [PROJECTION],
        equal(inv(one + h * K), one - h / (1 + h) * K),
        equal(inv(one + h * K), one - h * K),
    ),
    ("a projection shortens", inequality, [PROJECTION], at_most(tr(K * A), tr(A)), at_least(tr(K * A), tr(A))),
    (
        "inverses are ordered the other way",
        inequality,
        [],
        at_most(norm2(u, inv(S + B)), norm2(u, inv(S))),
        at_least(norm2(u, inv(S + B)), norm2(u, inv(S))),
    ),
    (
        "a ridge",
        inequality,
        [],
        at_most(tr(inv(A + h * one) * A), tr(A) / h),
        at_most(tr(inv(A + h * one) * A), tr(A) / (2 * h)),
    ),
    (
        "Cauchy-Schwarz",
        inequality,
        [],
        at_most(tr(G * K) ** 2, norm2(G) * norm2(K)),
        at_most(tr(G * K) ** 2, norm2(G) * norm2(K) / 2),
    ),
    (
        "Cauchy-Schwarz with a weight",
        inequality,
        [],
        at_most(inner(u, v) ** 2, norm2(u, S) * norm2(v, inv(S))),
        at_most(inner(u, v) ** 2, norm2(u, S) * norm2(v, S)),
    ),
    (
        "the slope of an inverse",
        differentiate,
        [],
        equal(Derivative(tr(R), t), -tr(R * B * R)),
        equal(Derivative(tr(R), t), -tr(R * B)),
    ),
    (
        "the slope of a square",
        differentiate,
        [],
        equal(Derivative(norm2((S + t * B) * u), t), 2 * tr(u.T * B * (S + t * B) * u)),
        equal(Derivative(norm2((S + t * B) * u), t), 2 * tr(u.T * S * (S + t * B) * u)),
    ),
]


@pytest.mark.parametrize(("name", "rule", "where", "true", "false"), some(PAIRS), ids=[pair[0] for pair in some(PAIRS)])
def test_a_relation_of_matrices_is_proved_and_its_twin_refuted(name, rule, where, true, false):
    assert all_proved(evidence(true, rule, where)[1])
    assert is_refuted(evidence(false, rule, where)[1])


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        (equal(A, zero(d, d)), [Eq((h - m) * A, zero(d, d))]),
        (equal(A, zero(d, d)), [Eq(x * A, zero(d, d))]),
        (equal(inner(u, v), 0), [EIGEN, Eq(S * v, m * v)]),
        (equal(A * A * B, B * A * A), []),
        (equal(inv(G) * u, u / x), [Eq(G * u, x * u)]),
    ],
)
def test_nothing_is_divided_by_what_may_vanish(statement, where):
    found = evidence(statement, matrix_identity, where)[1]
    assert not all_proved(found) or is_refuted(found)


def test_the_noise_of_a_projection_is_its_rank():
    laws = [WhiteNoise(e, sigma**2)]
    true = equal(E(norm2(K * e)), sigma**2 * tr(K))
    assert all_proved(evidence(true, expectation, [PROJECTION], laws)[1])
    assert not all_proved(evidence(true, expectation, [], laws)[1])


def test_no_witness_is_said_where_none_is_found_or_a_letter_is_random():
    contradictory, _ = evidence(equal(K, G), matrix_identity, [Eq(G * G, -1 * one)])
    assert "no matrices" in witness_satisfies(contradictory).detail
    drawn = Eq(gram(X) * gram(X), gram(X))
    random, _ = evidence(equal(gram(X), gram(X) * gram(X)), matrix_identity, [drawn], [GaussianRows(X, S)])
    assert "X is random" in witness_satisfies(random).detail
    assert witness_satisfies(random).verdict is Verdict.VACUOUS
    assert witness_satisfies(evidence(equal(A * B, B * A), matrix_identity, [COMMUTE])[0]).verdict is Verdict.PROVED


P, Q, M = covariance("P", d), covariance("Q", d), matrix("M", d, d)
RARE = [at_most(P * P * P, Q * Q * Q), at_least(tr(A * B * G), 0)]


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        (at_most(P * P, Q * Q), [P <= Q]),
        (at_most(Q * Q, P * P), [Q <= P]),
        (RARE[0], [P * P <= Q * Q]),
        (at_least(A * B, 0), []),
        (at_least(A * B + B * A, 0), []),
        (at_least(A * K + K * A, 0), [K >= 0]),
        (RARE[1], [G >= 0]),
        (at_most(M, M.T), []),
        (at_least(M, 0), [M + M.T >= 0]),
        (at_most(K, G), [K * K <= G * G]),
        (at_most(inv(Q), inv(P)), [Q <= P]),
        (at_most(A * G * A, B * G * B), [A <= B]),
        (at_most(K * K, G * G), [K <= G, G <= one]),
        (at_most(A, A * A), []),
        (at_most(tr(G) ** 2, tr(G * G)), []),
        (greater_than(A + B, 0), []),
    ],
    ids=str,
)
def test_what_an_order_of_matrices_does_not_give_is_refuted_or_open(statement, where):
    found = evidence(statement, inequality, where)[1]
    assert not all_proved(found)
    assert is_refuted(found) or statement.relation == ">" or statement in RARE


def test_an_inverse_owes_that_it_exists_under_an_order_too():
    turned = at_most(inv(K), inv(G))
    assert not all_proved(evidence(turned, inequality, [G <= K])[1])
    assert all_proved(evidence(turned, inequality, [G <= K, G > 0])[1])
    assert all_proved(evidence(at_most(inv(G), inv(K)), inequality, [K <= G, K > 0])[1])


def test_orders_that_no_matrices_satisfy_are_vacuous():
    found = witness_satisfies(evidence(equal(K, G), matrix_identity, [K < G, G < K])[0])
    assert found.verdict is Verdict.VACUOUS


def test_a_matrix_is_compared_with_matrices_of_its_shape():
    with pytest.raises(InputError, match="a matrix of its shape, or 0"):
        assert A <= 1
    with pytest.raises(InputError, match="matrices of one shape"):
        assert A <= gram(X.T)


m1, m2 = Symbol("m1", integer=True, positive=True), Symbol("m2", integer=True, positive=True)
B1, C1, X1, X2 = matrix("B1", d, m1), symmetric("C1", m1), design("X1", m1, d), design("X2", m2, d)
BLOCKS = block_matrix([[S, B1], [B1.T, C1]])


@pytest.mark.parametrize(
    ("statement", "rule", "where"),
    [
        (equal(gram(stack(X1, X2)), gram(X1)), matrix_identity, []),
        (equal(stack(X1, X2) * stack(X1, X2).T, block_matrix([[X1 * X1.T, 0], [0, X2 * X2.T]])), matrix_identity, []),
        (equal(gram(stack(X1, X2)), gram(stack(X1, X1))), matrix_identity, []),
        (equal(stack(u, v), stack(v, u)), matrix_identity, []),
        (at_least(BLOCKS, 0), inequality, [C1 >= 0]),
        (at_least(block_matrix([[S, B1], [B1.T, 0 * C1]]), 0), inequality, []),
        (at_least(C1, 2 * B1.T * inv(S) * B1), inequality, [BLOCKS >= 0]),
        (at_most(BLOCKS, block_matrix([[S, 0], [0, C1]])), inequality, [BLOCKS >= 0]),
        (at_least(gram(X1), gram(stack(X1, X2))), inequality, []),
        (less_than(norm2(u, inv(S + u * u.T)), Rational(1, 2)), inequality, []),
        (less_than(norm2(u, inv(S + v * v.T)), 1), inequality, []),
        (at_most(2 * inner(u, v), norm2(u, S) + norm2(v, S)), inequality, []),
    ],
    ids=lambda value: getattr(value, "name", str(value)),
)
def test_a_false_statement_about_blocks_is_refuted(statement, rule, where):
    found = evidence(statement, rule, where)[1]
    assert not all_proved(found)
    assert is_refuted(found)


def test_the_inverse_of_a_block_matrix_owes_its_complement():
    complement, iS = C1 - B1.T * inv(S) * B1, inv(S)
    iC = inv(complement)
    right = block_matrix([[iS + iS * B1 * iC * B1.T * iS, -iS * B1 * iC], [-iC * B1.T * iS, iC]])
    assert all_proved(evidence(equal(inv(BLOCKS), right), matrix_identity, [complement > 0])[1])
    assert not all_proved(evidence(equal(inv(BLOCKS), right), matrix_identity, [complement >= 0])[1])
    assert not all_proved(evidence(equal(inv(BLOCKS), right), matrix_identity)[1])


@pytest.mark.parametrize("parts", [[[S, B1], [B1, C1]], [[S], [B1, C1]], [[0, 0]], [], [["S"]]])
def test_blocks_that_do_not_fit_are_one_clear_error(parts):
    with pytest.raises((InputError, SympifyError)):
        block_matrix(parts)


k, J = Symbol("k", integer=True, positive=True), isometry("J", d, m1)


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        (at_most(eigenvalue_of(K + u * u.T, k), eigenvalue_of(K, k)), [k <= d]),
        (at_most(eigenvalue_of(K + G, k), eigenvalue_of(K, k) + eigenvalue_of(G, k)), [k <= d]),
        (at_most(eigenvalue_of(K - u * u.T, k), eigenvalue_of(K, k + 1)), [k + 1 <= d]),
        (at_most(eigenvalue_of(K, k + 1), eigenvalue_of(J.T * K * J, k)), [k <= m1, m1 < d]),
        (at_most(eigenvalue_of(K, k), eigenvalue_of(K, k + 1)), [k + 1 <= d]),
        (at_most(eigenvalue_of(A * A, k), eigenvalue_of(A, k)), [k <= d]),
        (at_most(norm2(u, K), eigenvalue_of(K, 2) * norm2(u)), [d >= 2]),
        (at_least(eigenvalue_of(K, d), 0), []),
        (greater_than(eigenvalue_of(A, d), 0), []),
        (at_most(eigenvalue_of(K + u * u.T, k + 1), eigenvalue_of(K, k)), []),
        (at_most(eigenvalue_of(M, 1), eigenvalue_of(M, 1) + 1), []),
    ],
    ids=str,
)
def test_eigenvalues_beyond_interlacing_are_refuted_or_without_a_value(statement, where):
    found = evidence(statement, inequality, where)[1]
    assert not all_proved(found)
    assert is_refuted(found) or not where


@pytest.mark.parametrize(("length", "factor"), [(1, 1), (4, 4), (4, 1)])
def test_the_largest_eigenvalue_bounds_a_form_at_a_vector_of_known_length(length, factor):
    statement = at_most(norm2(u, K), factor * eigenvalue_of(K, 1))
    found = evidence(statement, inequality, [Eq(norm2(u), length)])[1]
    assert all_proved(found) == (factor == length)
    assert is_refuted(found) == (factor != length)


def test_matrices_that_are_their_own_inverses_have_no_sign_of_that():
    where = [G <= K, Eq(K * K, identity(d)), Eq(G * G, identity(d))]
    found = evidence(at_most(inv(K), inv(G)), inequality, where)[1]
    assert is_refuted(found)
    assert not any("raised" in one.detail for one in found)


def used(earlier, where, statement, instance, known=()):
    paper = Paper("p", "p")
    there = {**VALUES, m1: 1, m2: 1}
    first = paper.claim("a", "a", earlier, where=where, witness=there, proof=inequality)
    claim = paper.claim("b", "b", statement, where=list(known), witness=there, proof=use(first, instance))
    return judge(claim, context_of(claim))


def test_a_claim_about_an_order_is_used_as_it_stands_where_its_conditions_hold():
    order, inverses = at_most(P, Q), at_most(inv(Q), inv(P))
    assert all_proved(used(inverses, [P <= Q], at_most(inv(Q), inv(S)), {P: S}, [S <= Q]))
    assert not all_proved(used(inverses, [P <= Q], at_most(inv(Q), inv(S)), {P: S}))
    assert is_refuted(used(order, [P <= Q], at_most(P * P, Q * Q), {}, [P <= Q]))
    assert is_refuted(used(order, [P <= Q], at_most(inv(P), inv(Q)), {}, [P <= Q]))


F = Function("F", real=True)


def by_induction(rule, start, bound, further, relation=at_most):
    """The verdict on F(n) <= bound for F(0) = start and F(n+1) = rule(F(n))."""
    paper = Paper("p", "p")
    paper.define(F, start, lambda i: rule(F(i)))
    there = {n: 2}
    base = paper.claim("base", "b", relation(F(0), start), witness=there, proof=[definition(F(0)), start, inequality])
    step = paper.claim(
        "step", "s", relation(F(n + 1), further), witness=there, proof=[definition(F(n + 1)), further, inequality]
    )
    claim = paper.claim("c", "c", relation(F(n), bound), witness=there, proof=recurrence(n, base, step))
    found = [judge(one, context_of(one)) for one in (base, step, claim)]
    return all(map(all_proved, found))


def test_a_bound_by_induction_owes_that_what_is_below_enters_with_a_nonnegative_coefficient():
    one, half = Integer(1), Rational(1, 2)
    assert by_induction(lambda f: 2 * f + 1, one, 3 * 2**n - 1, 2 * F(n) + 1)
    assert by_induction(lambda f: 2 * f + 1, one, 2**n, 2 * F(n) + 1, at_least)
    assert not by_induction(lambda f: 2 * f + 1, one, 2**n, 2 * F(n) + 1)
    assert not by_induction(lambda f: 1 - f, Integer(0), half, 1 - F(n))
    assert not by_induction(lambda f: f**2, half, half, F(n) ** 2)


LEFT_OUT, LEVERAGE, rows = inv(S - u * u.T), norm2(u, inv(S)), matrix("Y", T, d)
SHORTCUT = (x - inner(u, inv(S) * v)) / (1 - LEVERAGE)
BLOCK = identity(T) - rows * inv(S) * rows.T


@pytest.mark.parametrize("where", some([LEVERAGE < 1, LEVERAGE > 1, Ne(LEVERAGE, 1), 2 * LEVERAGE < 2]))
def test_a_row_is_left_out_where_its_leverage_is_not_one(where):
    updated = equal(LEFT_OUT, inv(S) + inv(S) * u * u.T * inv(S) / (1 - LEVERAGE))
    assert all_proved(evidence(updated, matrix_identity, [where])[1])
    shortcut = equal(x - inner(u, LEFT_OUT * (v - x * u)), SHORTCUT)
    assert all_proved(evidence(shortcut, matrix_identity, [where])[1])


@pytest.mark.parametrize(
    "where", some([[], [LEVERAGE < 2], [LEVERAGE <= 1], [LEVERAGE > Rational(1, 2)], [norm2(u) < 1]])
)
def test_a_leverage_that_may_be_one_leaves_no_inverse(where):
    shortcut = equal(x - inner(u, LEFT_OUT * (v - x * u)), SHORTCUT)
    found = evidence(shortcut, matrix_identity, where)[1]
    assert not all_proved(found)


def test_a_misprinted_shortcut_is_refuted():
    wrong = equal(x - inner(u, LEFT_OUT * (v - x * u)), (x - inner(u, inv(S) * v)) / (1 + LEVERAGE))
    assert any(one.verdict is Verdict.REFUTED for one in evidence(wrong, matrix_identity, [LEVERAGE < 1])[1])


def test_a_block_of_rows_is_left_out_where_its_complement_is_definite():
    updated = equal(inv(S - gram(rows)), inv(S) + inv(S) * rows.T * inv(BLOCK) * rows * inv(S))
    assert all_proved(evidence(updated, matrix_identity, [BLOCK > 0])[1])
    assert not all_proved(evidence(updated, matrix_identity)[1])
