"""Orders, stacks, blocks, complements and eigenvalues of matrices: false claims beside true neighbours."""

import pytest
from sympy import Eq, S, Symbol

from lemmata.theory.random_matrices import block_matrix, identity, inner, inv, norm2, tr
from lemmata.theory.relations import at_least, at_most, equal, greater_than
from lemmata.verifier.obligations import judged
from lemmata.verifier.rules import inequality, matrix_identity
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict
from tests.analysis.matrices import (
    CORNER,
    HAT,
    LESS,
    MORE,
    WHOLE,
    A,
    B,
    C,
    G,
    J,
    K,
    L,
    P,
    Q,
    T,
    U,
    X,
    Y,
    d,
    e,
    gram,
    h,
    iP,
    k,
    m,
    one,
    q,
    r,
    stack,
    u,
    v,
    y,
)
from tests.depth import DEEP

s = Symbol("s", positive=True)
small, BORDERED = identity(m), block_matrix([[G, U], [U.T, L]])

FALSE = [
    (at_most(inv(P), inv(Q)), inequality, P <= Q),
    (at_most(inv(U.T * P * U), U.T * inv(P) * U), inequality),
    (at_most(P * P, Q * Q), inequality, P <= Q),
    (at_most(A * A * A, B * B * B), inequality, A <= B),
    (at_least(A * B + B * A, 0), inequality),
    (at_least(tr(G * B), 0), inequality),
    (at_most(tr(G * K), tr(G * G) / 2), inequality),
    (at_most(tr(A * B), tr(A) * tr(B) / 2), inequality),
    (at_most(tr(inv(P)), d / tr(P)), inequality),
    (at_most(inv(Q + h * one), inv(P + 2 * h * one)), inequality, P <= Q),
    (at_least(2 * G - h * G * G, 0), inequality, G >= 0, h * G <= 3 * one),
    (at_most(tr(K * G), e(G, 1) * tr(K)), inequality),
    (at_most(tr(B * G), e(G, 2) * tr(B)), inequality, d >= 2),
    (at_most(tr(inv(P)) * tr(P), d**2), inequality),
    (at_most(norm2(u, inv(P)) * norm2(u, P), norm2(u) ** 2), inequality),
    (at_least(inv((P + Q) / 2), (inv(P) + inv(Q)) / 2), inequality),
    (at_least(CORNER, 0), inequality, L >= U.T * U),
    (at_least(CORNER, 0), inequality, L >= U.T * iP * U / 2),
    (at_least(inv(gram(stack(X, Y)) + h * one), inv(gram(X) + h * one)), inequality),
    (at_most(tr(HAT), d / 2), inequality),
    (at_most(tr(HAT), T / S(2)), inequality),
    (equal(HAT * HAT, HAT), matrix_identity),
    (at_most(e(K, k), e(G, k)), inequality, G <= K, k <= d),
    (at_most(e(G, k), e(K, k + 1)), inequality, G <= K, k + 1 <= d),
    (at_most(e(G, k), e(K, k)), inequality, G <= K),
    (equal(e(-G, k), -e(G, k)), matrix_identity, k <= d),
    (equal(e(r * G, k), r * e(G, k)), matrix_identity, k <= d),
    (equal(e(G + K, k), e(G, k) + e(K, k)), matrix_identity, k <= d),
    (at_most(e(G + K, k), e(G, k) + e(K, k)), inequality, k <= d),
    (at_most(e(G + K, k + m - 2), e(G, k) + e(K, m)), inequality, k + m - 1 <= d, k + m >= 3),
    (at_most(e(G + u * u.T, k), e(G, k)), inequality, k <= d),
    (at_most(e(G + u * u.T, k), e(G, k) + norm2(u) / 2), inequality, k <= d),
    (at_most(e(G, k), e(J.T * G * J, k)), inequality, k <= m, m <= d),
    (at_most(e(G, k + d - m - 1), e(J.T * G * J, k)), inequality, k <= m, m <= d, k + d - m >= 2),
    (at_most(e(U.T * G * U, k), e(G, k)), inequality, k <= m, m <= d),
    (at_most(tr(G), d * e(G, d)), inequality),
    (at_least(tr(G), d * e(G, 1)), inequality),
    (at_least(norm2(u, G), e(G, 1) * norm2(u)), inequality),
    (at_most(e(G, 1), tr(G)), inequality),
    (greater_than(e(A, 1), 0), inequality),
    (greater_than(e(A, d), 0), inequality),
    (at_most(e(G, 1) ** 2, tr(G * G) / 2), inequality),
    (at_most(BORDERED, block_matrix([[G, 0], [0, L]])), inequality),
    (at_least(block_matrix([[P, U], [U.T, C]]), 0), inequality),
    (equal(inv(WHOLE), block_matrix([[iP, 0], [0, inv(C)]])), matrix_identity),
    (equal(gram(stack(X, Y)), gram(X) + gram(Y) + X.T * X), matrix_identity),
    (equal(inv(gram(stack(X, Y)) + h * one), LESS - LESS * Y.T * Y * LESS), matrix_identity),
    (equal(MORE, LESS + LESS * u * u.T * LESS / (1 + norm2(u, LESS))), matrix_identity),
    (equal(inv(P - u * u.T), inv(P) + inv(P) * u * u.T * inv(P) / (1 - norm2(u, inv(P)))), matrix_identity),
    (equal(inv(A + B) * (A + B), one), matrix_identity),
    (equal(inv(gram(X)) * gram(X), one), matrix_identity),
    (equal(inv(WHOLE) * WHOLE, identity(d + m)), matrix_identity),
    (at_most(norm2(G * u, P), q * norm2(u, P)), inequality, G * P * G <= P),
    (at_most(norm2(G * u), q * norm2(u)), inequality, G * P * G <= q * P),
    (at_most(G * K + K * G, G * G + K * K / 2), inequality),
    (at_most(inv(B + h * one), inv(B)), inequality),
    (at_least(B * inv(B + h * one), one / 2), inequality),
    (at_most(A * inv(B + h * one), one), inequality, A <= B),
    (at_most(A, tr(A) * one / 2), inequality, d >= 2),
    (at_most(A, B), inequality, tr(A) <= tr(B)),
    (at_most(G, K), inequality, norm2(u, G) <= norm2(u, K)),
    (at_most(G, K), inequality, e(G, 1) <= e(K, 1)),
    (at_most(A * A, B * B), inequality, A <= B),
    (at_most(A, B), inequality, Eq(A * B, B * A)),
    (greater_than(K + B, G + A), inequality, G <= K, A <= B),
    (at_least(tr(G) ** 2, tr(G * G)), inequality),
    (at_least(tr(A * A), tr(A) ** 2), inequality),
    (at_most(tr(G * K) ** 2, tr(G * G) * tr(K * K) / 2), inequality),
    (at_least(tr(G * K * G * K), tr(G * G * K * K)), inequality),
    (at_most(tr(A * B * A * B), tr(A * A) * tr(B * B) / 2), inequality),
    (at_least(inner(u, P * Q * u), 0), inequality),
    (at_most(inner(u, v) ** 2, norm2(u, P) * norm2(v, P)), inequality),
    (at_most(2 * inner(u, v), norm2(u, P) + norm2(v, P)), inequality),
    (at_most(norm2(u + v), norm2(u) + norm2(v)), inequality),
    (equal(norm2(u + v) + norm2(u - v), 2 * norm2(u) + norm2(v)), matrix_identity),
    (at_least(norm2(LESS * X.T * y), norm2(y)), inequality),
    (equal(norm2(y - HAT * y) + norm2(HAT * y), norm2(y)), matrix_identity),
    (equal(r - u.T * LESS * X.T * y, (r - u.T * MORE * stack(X, u.T).T * stack(y, r))), matrix_identity),
    (at_most(e(BORDERED, k), e(G, k)), inequality, k <= d),
    (at_most(e(BORDERED, 1), e(G, 1)), inequality),
    (at_most(e(gram(stack(X, Y)), k + 1), e(gram(X), k)), inequality, k + 1 <= d),
    (at_most(e(gram(stack(X, Y)), k + m - 1), e(gram(X), k)), inequality, k + m <= d),
    (equal(e(G - h * one, k), e(G, k) + h), matrix_identity, k <= d),
    (equal(e(inv(P), k), 1 / e(P, k)), matrix_identity, k <= d),
    (at_most(d * e(A, 2), tr(A)), inequality, d >= 2),
    (at_most(e(A, 2), tr(A) / 3), inequality, d >= 2),
    (at_most(norm2(u, P), tr(P) * norm2(u) / 2), inequality),
    (at_most(tr(P * inv(P + h * one)), tr(P) / (2 * h)), inequality),
    (at_least(tr(P * P * inv(P + h * one) * inv(P + h * one)), tr(P * inv(P + h * one))), inequality),
    (at_most(inv(P + h * one), inv(P + s * one)), inequality, h <= s),
    (at_most(tr(P * inv(P + h * one)), tr(P * inv(P + s * one))), inequality, h <= s),
]
"""Each fails somewhere, or a side has no value somewhere: an index beyond d, an inverse that does not exist."""

LONG = [
    (at_least(L, U.T * iP * U + small), inequality, CORNER >= 0),
    (at_most(norm2(u, LESS), 1), inequality),
    (at_least(norm2(u, MORE), norm2(u, LESS)), inequality),
    (at_most(norm2(HAT * y), norm2(y) / 2), inequality),
]
"""More that are false, of which it takes long to say that they are not shown."""

TRUE = [
    (at_least(2 * G - h * G * G, 0), inequality, G >= 0, h * G <= 2 * one),
    (at_least(2 * G - h * G * G, 0), inequality, h * G <= 2 * one, G >= 0),
    (at_least(tr(inv(P)) * tr(P), d**2), inequality),
    (at_least(norm2(u, inv(P)) * norm2(u, P), norm2(u) ** 2), inequality),
    (at_most(tr(A * B), tr(A) * tr(B)), inequality),
    (at_most(tr(HAT), d), inequality),
    (at_most(norm2(u, MORE), norm2(u, LESS)), inequality),
    (at_most(e(G, k + 1), e(K, k)), inequality, G <= K, k + 1 <= d),
    (at_most(e(G + u * u.T, k), e(G, k) + norm2(u)), inequality, k <= d),
    (at_least(e(G + u * u.T, k), e(G, k)), inequality, k <= d),
    (at_most(e(gram(stack(X, Y)), k + m), e(gram(X), k)), inequality, k + m <= d),
    (at_most(e(A, 1), tr(A)), inequality),
    (at_most(e(G, 1) ** 2, tr(G * G)), inequality),
    (at_most(inner(u, v) ** 2, norm2(u, P) * norm2(v, inv(P))), inequality),
    (equal(MORE, LESS - LESS * u * u.T * LESS / (1 + norm2(u, LESS))), matrix_identity),
    (equal(inv(P + B) * (P + B), one), matrix_identity),
    (equal(norm2(y - HAT * y) + 2 * inner(y, HAT * y) - norm2(HAT * y), norm2(y)), matrix_identity),
    (at_most(tr(A), tr(B)), inequality, A <= B),
    (at_most(inv(P + s * one), inv(P + h * one)), inequality, h <= s),
    (at_most(tr(P * inv(P + s * one)), tr(P * inv(P + h * one))), inequality, h <= s),
    (at_most(tr(P * P * inv(P + h * one) * inv(P + h * one)), tr(P * inv(P + h * one))), inequality),
    (at_most(tr(P * inv(P + h * one)), tr(P) / h), inequality),
    (at_most(norm2(u, P), tr(P) * norm2(u)), inequality),
    (at_least(d * e(A, 1), tr(A)), inequality),
    (at_most(2 * e(A, 2), tr(A)), inequality, d >= 2),
    (equal(e(G - h * one, k), e(G, k) - h), matrix_identity, k <= d),
    (at_most(tr(G * K * G * K), tr(G * G * K * K)), inequality),
    (at_most(tr(G * K) ** 2, tr(G * G) * tr(K * K)), inequality),
    (at_least(tr(A) ** 2, tr(A * A)), inequality),
    (equal(norm2(u + v) + norm2(u - v), 2 * norm2(u) + 2 * norm2(v)), matrix_identity),
    (at_most(norm2(u + v), 2 * norm2(u) + 2 * norm2(v)), inequality),
    (at_most(norm2(HAT * y), norm2(y)), inequality),
    (at_least(block_matrix([[P, 0], [0, C]]), 0), inequality),
    (at_least(block_matrix([[P, -U], [-U.T, L]]), 0), inequality, CORNER >= 0),
    (equal(tr(WHOLE), tr(P) + tr(C)), matrix_identity),
    (at_least(e(BORDERED, k), e(G, k)), inequality, k <= d),
    (at_most(norm2(G * u, P), q * norm2(u, P)), inequality, G * P * G <= q * P),
    (at_most(norm2(G * u), norm2(u)), inequality, G * G <= one),
    (at_least(gram(stack(X, Y)), gram(X)), inequality),
    (at_least(inv(P), one / h), inequality, P <= h * one),
    (at_least(e(G + K, k), e(G, k) + e(K, d)), inequality, k <= d),
]


def shown(statement, rule, where):
    step = Step(statement.lhs, statement.relation, statement.rhs)
    return judged(rule, step, Context(tuple(where))).verdict is Verdict.PROVED


@pytest.mark.parametrize("claim", [*FALSE, *(LONG if DEEP else [])], ids=lambda claim: str(claim[0]))
def test_false_claims_are_not_shown(claim):
    statement, rule, *where = claim
    assert not shown(statement, rule, where)


@pytest.mark.parametrize("claim", TRUE, ids=lambda claim: str(claim[0]))
def test_true_neighbours_are(claim):
    statement, rule, *where = claim
    assert shown(statement, rule, where)
