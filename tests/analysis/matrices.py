"""Matrices: Loewner's order, Woodbury, traces (Horn and Johnson, Matrix Analysis; Bhatia, Positive Matrices)."""

from sympy import Eq, Rational, Symbol, sqrt

from lemmata.theory.random_matrices import (
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
    norm2,
    semidefinite,
    stack,
    symmetric,
    tr,
    vector,
    zero,
)
from lemmata.theory.relations import at_least, at_most, equal, greater_than, less_than
from lemmata.verifier.rules import inequality, matrix_identity
from tests.analysis.facts import fact

d, m = Symbol("d", integer=True, positive=True), Symbol("m", integer=True, positive=True)
h, q = Symbol("h", positive=True), Symbol("q", positive=True)
P, Q, C = covariance("P", d), covariance("Q", d), covariance("C", m)
A, B = semidefinite("A", d), semidefinite("B", d)
G, K = symmetric("G", d), symmetric("K", d)
U, u, v, one = matrix("U", d, m), vector("u", d), vector("v", d), identity(d)
T, r = Symbol("T", integer=True, positive=True), Symbol("r", real=True)
X, Y, y, z, L = design("X", T, d), design("Y", m, d), vector("y", T), vector("z", m), symmetric("L", m)
AUGMENTED, iP, SCHUR = stack(X, sqrt(h) * one), inv(P), C - U.T * inv(P) * U
WHOLE, CORNER, iS = block_matrix([[P, U], [U.T, C]]), block_matrix([[P, U], [U.T, L]]), inv(SCHUR)
LOWER = block_matrix([[one, 0], [U.T * iP, identity(m)]])
k, J, e = Symbol("k", integer=True, positive=True), isometry("J", d, m), eigenvalue_of
LESS, MORE, HAT = inv(gram(X) + h * one), inv(gram(X) + u * u.T + h * one), X * inv(gram(X) + h * one) * X.T

FACTS = [
    fact(
        "Woodbury",
        equal(inv(P + U * C * U.T), inv(P) - inv(P) * U * inv(inv(C) + U.T * inv(P) * U) * U.T * inv(P)),
        matrix_identity,
        equal(inv(P + U * C * U.T), inv(P) - inv(P) * U * inv(C + U.T * inv(P) * U) * U.T * inv(P)),
    ),
    fact(
        "push through",
        equal(U.T * inv(U * U.T + h * one), inv(U.T * U + h * identity(m)) * U.T),
        matrix_identity,
        equal(U.T * inv(U * U.T + h * one), inv(U.T * U + identity(m)) * U.T),
    ),
    fact(
        "tangent of the inverse",
        at_least(tr(inv(gram(X) + h * one)), tr(2 * iP - iP * (gram(X) + h * one) * iP)),
        inequality,
        at_least(tr(inv(gram(X) + h * one)), tr(3 * iP - iP * (gram(X) + h * one) * iP)),
    ),
    fact("more is less inverted", at_most(inv(P + B), inv(P)), inequality, at_least(inv(P + B), inv(P))),
    fact(
        "inverses turn the order",
        at_most(inv(Q), inv(P)),
        inequality,
        at_most(inv(P), inv(Q)),
        where=[P <= Q],
        loose=[Q <= P],
    ),
    fact("congruence", at_most(U.T * G * U, U.T * K * U), inequality, where=[G <= K], loose=[K <= G]),
    fact(
        "a step of descent",
        at_most(norm2(u - h * G * u), norm2(u)),
        inequality,
        where=[G >= 0, h * G <= 2 * one],
        loose=[G >= 0],
    ),
    fact(
        "the same, assumed in another order",
        at_most(norm2(u - h * G * u), norm2(u)),
        inequality,
        where=[h * G <= 2 * one, G >= 0],
        loose=[h * G <= 2 * one],
    ),
    fact("a ridge keeps that", at_most(inv(Q + h * one), inv(P + h * one)), inequality, where=[P <= Q], loose=[Q <= P]),
    fact("a trace and the largest eigenvalue", at_most(tr(B * G), e(G, 1) * tr(B)), inequality, e(G, 1) * tr(B) / 2),
    fact("strict sums", greater_than(K + B, G + A), inequality, where=[G < K, A <= B], loose=[G < K, B <= A]),
    fact("between", at_most(G, K), inequality, at_most(K, G), where=[G <= P, P <= K]),
    fact("roots keep the order", at_most(A, B), inequality, at_most(2 * A, B), where=[A * A <= B * B]),
    fact("squares do not", at_most(P * P, Q * Q), inequality, where=[P <= Q, Eq(P * Q, Q * P)], loose=[P <= Q]),
    fact("Young", at_most(G * K + K * G, h * G * G + K * K / h), inequality, h * G * G + K * K),
    fact("the square is convex", at_most((G + K) * (G + K) / 4, (G * G + K * K) / 2), inequality, (G * G + K * K) / 3),
    fact(
        "the inverse is convex",
        at_most(inv((P + Q) / 2), (inv(P) + inv(Q)) / 2),
        inequality,
        (inv(P) + inv(Q)) / 3,
    ),
    fact("traces of an order", at_most(tr(B * G), tr(B * K)), inequality, where=[G <= K], loose=[K <= G]),
    fact("forms of an order", at_most(norm2(u, G), norm2(u, K)), inequality, where=[G <= K], loose=[K <= G]),
    fact("a resolvent", at_most(inv(B + h * one), one / h), inequality, one / (2 * h)),
    fact("a smoother", at_most(B * inv(B + h * one), one), inequality, one / 2),
    fact("below its trace", at_most(B, tr(B) * one), inequality, tr(B) * one / 2),
    fact("one direction", at_most(u * u.T, norm2(u) * one), inequality, norm2(u) * one / 2),
    fact("a trace and its square", at_most(tr(G) ** 2, d * tr(G * G)), inequality, tr(G * G)),
    fact("a contraction", at_most(G * G, one), inequality, one / 2, where=[G <= one, -1 * one <= G], loose=[G <= one]),
    fact("above one", at_least(inv(P), one), inequality, where=[P <= one], loose=[one <= P]),
    fact(
        "a Lyapunov certificate",
        at_most(norm2(G * u, P), q * norm2(u, P)),
        inequality,
        q * norm2(u, P) / 8,
        where=[G * P * G <= q * P, q < 1],
        loose=[G * P * G <= P, q < 1],
    ),
    fact("a stacked design", equal(gram(stack(X, Y)), gram(X) + gram(Y)), matrix_identity, gram(X) - gram(Y)),
    fact("a row more", equal(gram(stack(X, u.T)), gram(X) + u * u.T), matrix_identity, gram(X) + 2 * u * u.T),
    fact(
        "ridge by augmented data",
        equal(inv(gram(AUGMENTED)) * AUGMENTED.T * stack(y, zero(d, 1)), inv(gram(X) + h * one) * X.T * y),
        matrix_identity,
        inv(gram(X) + h**2 * one) * X.T * y,
    ),
    fact(
        "losses add",
        equal(norm2(stack(y, z) - stack(X, Y) * u), norm2(y - X * u) + norm2(z - Y * u)),
        matrix_identity,
        norm2(y - X * u) - norm2(z - Y * u),
    ),
    fact(
        "outer products of blocks",
        equal(stack(X, Y) * stack(X, Y).T, block_matrix([[X * X.T, X * Y.T], [Y * X.T, Y * Y.T]])),
        matrix_identity,
        block_matrix([[X * X.T, 0], [0, Y * Y.T]]),
    ),
    fact(
        "a block LDL factorisation",
        equal(WHOLE, LOWER * block_matrix([[P, 0], [0, SCHUR]]) * LOWER.T),
        matrix_identity,
        LOWER.T * block_matrix([[P, 0], [0, SCHUR]]) * LOWER,
    ),
    fact(
        "the inverse of a block matrix",
        equal(inv(WHOLE), block_matrix([[iP + iP * U * iS * U.T * iP, -iP * U * iS], [-iS * U.T * iP, iS]])),
        matrix_identity,
        block_matrix([[iP + iP * U * iS * U.T * iP, iP * U * iS], [iS * U.T * iP, iS]]),
        where=[SCHUR > 0],
    ),
    fact("a p.s.d. complement", at_least(CORNER, 0), inequality, where=[L >= U.T * iP * U], loose=[L >= 0]),
    fact("a p.s.d. block matrix", at_least(L, U.T * iP * U), inequality, 2 * U.T * iP * U, where=[CORNER >= 0]),
    fact(
        "more rows, less inverse",
        at_most(inv(gram(stack(X, Y)) + h * one), inv(gram(X) + h * one)),
        inequality,
        inv(gram(X) + 2 * h * one),
    ),
    fact("more rows, less leverage", at_most(X * inv(gram(stack(X, Y)) + h * one) * X.T, HAT), inequality, HAT / 2),
    fact("leverage", less_than(norm2(u, MORE), 1), inequality, Rational(1, 2)),
    fact(
        "leverage of a row more",
        equal(norm2(u, MORE), norm2(u, LESS) / (1 + norm2(u, LESS))),
        matrix_identity,
        norm2(u, LESS) / (1 - norm2(u, LESS)),
    ),
    fact(
        "leave one out",
        equal(r - u.T * LESS * X.T * y, (r - u.T * MORE * stack(X, u.T).T * stack(y, r)) / (1 - norm2(u, MORE))),
        matrix_identity,
        (r - u.T * MORE * stack(X, u.T).T * stack(y, r)) / (1 + norm2(u, MORE)),
    ),
    fact("two forms", at_most(2 * inner(u, v), norm2(u, P) + norm2(v, iP)), inequality, norm2(u, P) + norm2(v, iP) / 2),
    fact(
        "eigenvalues keep the order",
        at_most(e(G, k), e(K, k)),
        inequality,
        where=[G <= K, k <= d],
        loose=[K <= G, k <= d],
    ),
    fact(
        "a direction more",
        at_most(e(G + u * u.T, k + 1), e(G, k)),
        inequality,
        at_most(e(G + u * u.T, k), e(G, k)),
        where=[k + 1 <= d],
    ),
    fact(
        "a direction less",
        at_least(e(G - u * u.T, k), e(G, k + 1)),
        inequality,
        at_least(e(G - u * u.T, k), e(G, k)),
        where=[k + 1 <= d],
    ),
    fact(
        "rows more interlace",
        at_most(e(gram(stack(X, u.T)), k + 1), e(gram(X), k)),
        inequality,
        at_most(e(gram(stack(X, u.T)), k), e(gram(X), k)),
        where=[k + 1 <= d],
    ),
    fact(
        "Cauchy from above",
        at_most(e(J.T * G * J, k), e(G, k)),
        inequality,
        at_least(e(J.T * G * J, k), e(G, k)),
        where=[k <= m, m <= d],
    ),
    fact(
        "Cauchy from below",
        at_most(e(G, k + d - m), e(J.T * G * J, k)),
        inequality,
        at_most(e(G, k), e(J.T * G * J, k)),
        where=[k <= m, m <= d],
    ),
    fact(
        "a principal block",
        at_most(e(block_matrix([[G, U], [U.T, L]]), k + m), e(G, k)),
        inequality,
        at_most(e(block_matrix([[G, U], [U.T, L]]), k + 1), e(G, k)),
        where=[k <= d],
    ),
    fact(
        "Weyl",
        at_most(e(G + K, k + m - 1), e(G, k) + e(K, m)),
        inequality,
        e(G, k) + e(K, m) - 1,
        where=[k + m - 1 <= d],
    ),
    fact("a shift", equal(e(G + h * one, k), e(G, k) + h), matrix_identity, e(G, k) + 2 * h, where=[k <= d]),
    fact("the largest and the trace", at_most(tr(G), d * e(G, 1)), inequality, e(G, 1)),
    fact("the largest and a form", at_most(norm2(u, G), e(G, 1) * norm2(u)), inequality, e(G, d) * norm2(u)),
    fact("the smallest is positive", greater_than(e(P, d), 0), inequality, 2),
]
