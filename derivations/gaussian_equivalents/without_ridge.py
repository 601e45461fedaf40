"""Without ridge, with fewer samples than dimensions: what a fit does not see, with an explicit error of order 1/T.

With Q = (XX')^-1, Pi = 1 - X'QX the projection on what the rows do not see and N = X'Q^2X, by parts, beside any M and
around any symmetric B, exactly,

    tr M - E tr M Pi = E tr Q tr(M Sigma Pi) - E tr M Sigma N,
    E tr M Pi B Pi = kappa [E tr M G B Pi + E tr BN E tr M D Pi + xi(M D) - (E tr Q - 1/kappa) E tr M D Pi B Pi],

G = (Sigma + kappa)^-1, D = G Sigma, xi being two covariances and a word; at M = 1, where Pi B Pi has the trace of B Pi,
the second gives E tr BN. At the root of tr D = T the first says how far E tr A Pi is from kappa tr A G.
"""

from typing import Any

from lemmata.derivations.gaussian_equivalents.paper import PAPER, G, M, P
from lemmata.derivations.gaussian_equivalents.scalar_equation import first_df
from lemmata.derivations.gaussian_equivalents.two_resolvents import top
from lemmata.theory.quantities.resolvents import A
from lemmata.theory.quantities.resolvents import a as eigenvalue
from lemmata.verifier.language import *

Q, one, D = inv(X * X.T), identity(d), G * Sigma
low, weight = Symbol("low", positive=True), Symbol("weight", positive=True)
"""A bound of the covariance from below; by which two gradients are weighed against each other."""
B, C = symmetric("B", d), covariance("C", d)
squared = Q * Q
seen, N, Pi = X.T * Q * X, X.T * squared * X, one - X.T * Q * X
t1, t2, t3 = (E(tr(power)) for power in (Q, squared, squared * Q))


def unseen(matrix: Any) -> Expr:
    """E tr M Pi."""
    found: Expr = E(tr(matrix * Pi))
    return found


def around(matrix: Any, middle: Any) -> Expr:
    """E tr M Pi B Pi."""
    found: Expr = E(tr(matrix * Pi * middle * Pi))
    return found


def apart(factor: Any, other: Any) -> Expr:
    """A covariance."""
    found: Expr = E(factor * other) - E(factor) * E(other)
    return found


def defect(matrix: Any) -> Expr:
    """What integration by parts leaves: cov(tr Q, tr M Pi) - E tr MN."""
    found: Expr = apart(tr(Q), tr(matrix * Pi)) - E(tr(matrix * N))
    return found


def word(matrix: Any, middle: Any) -> Expr:
    """E tr M (N B Pi + Pi B N)."""
    found: Expr = E(tr(matrix * (N * middle * Pi + Pi * middle * N)))
    return found


def defect_around(matrix: Any, middle: Any) -> Expr:
    """xi: what it leaves around B."""
    both = tr(matrix * Pi * middle * Pi)
    found: Expr = apart(tr(middle * N), tr(matrix * Pi)) + word(matrix, middle) - apart(tr(Q), both)
    return found


def by_parts(matrix: Any, middle: Any) -> Expr:
    """E tr M X'QX B Pi, by parts."""
    seen_of, both = tr(matrix * Sigma * Pi), tr(matrix * Sigma * Pi * middle * Pi)
    found: Expr = E(tr(Q) * both) - E(tr(middle * N) * seen_of) - word(matrix * Sigma, middle)
    return found


def balanced_sides(matrix: Any, middle: Any) -> Expr:
    """What E tr M Pi B Pi is."""
    inside = unseen(matrix * G * middle) + E(tr(middle * N)) * unseen(matrix * D) + defect_around(matrix * D, middle)
    found: Expr = kappa * (inside - gap * around(matrix * D, middle))
    return found


def setting(least: int, *orders: Any, root: bool = False) -> dict[str, Any]:
    """Gaussian rows, ``least`` dimensions more than samples, bounds of Sigma; at the root of df1 = T or not."""
    where = [T <= d - least, *orders, *([first_df, Eq(T, df1)] if root else [])]
    sizes = {T: 1, d: least + 1, SPECTRUM: ((1, 1),) * (least + 1), kappa: least, df1: 1}
    witness = sizes | {eigenvalue: 1, low: "1/4", top: 8, weight: 1}
    return {"where": where, "laws": [GaussianRows(X, Sigma)], "witness": witness}


gap = t1 - 1 / kappa
excess, inside = Sigma - low * one, top * one - Sigma
above, below = low * one <= Sigma, Sigma <= top * one

with PAPER.section("Without ridge", **setting(2)):
    equation = PAPER.claim("unseen-equation", "What is not seen, by parts beside any matrix",
        equal(E(tr(M * seen)), E(tr(Q) * tr(M * Sigma * Pi)) - E(tr(M * Sigma * N))), proof=stein(X))

    equation_around = PAPER.claim("around-equation", "The same around any matrix",
        equal(E(tr(M * seen * B * Pi)), by_parts(M, B)), proof=stein(X))

    balanced = PAPER.claim("unseen-balanced", "What is not seen, around kappa (Sigma + kappa)^-1",
        equal(unseen(M), kappa * tr(M * G) - kappa * gap * unseen(M * D) - kappa * defect(M * D)),
        proof=[
            matrix_identity, kappa * (E(tr(M * G)) - E(tr(M * G * seen))) + unseen(M * D),
            use(equation, {M: M * G}),
            kappa * (E(tr(M * G)) - (E(tr(Q) * tr(M * D * Pi)) - E(tr(M * D * N)))) + unseen(M * D),
            expectation,
        ])

    balanced_around = PAPER.claim("around-balanced", "Around any matrix and beside any matrix, exactly",
        equal(around(M, B), balanced_sides(M, B)),
        proof=[
            matrix_identity, kappa * (unseen(M * G * B) - E(tr(M * G * seen * B * Pi))) + around(M * D, B),
            use(equation_around, {M: M * G}), kappa * (unseen(M * G * B) - by_parts(M * G, B)) + around(M * D, B),
            matrix_identity,
        ])

    closing = PAPER.claim("around-closing", "The noise of a fit, exactly: Pi B Pi has the trace of B Pi",
        equal(E(tr(B * N)) * unseen(D), unseen(D * B) / kappa + gap * around(D, B) - defect_around(D, B)),
        proof=[
            matrix_identity, balanced_sides(one, B) / kappa - unseen(G * B) + gap * around(D, B) - defect_around(D, B),
            use(balanced_around, {M: one}),
            around(one, B) / kappa - unseen(G * B) + gap * around(D, B) - defect_around(D, B),
            matrix_identity,
        ])

    unseen_most = PAPER.claim("unseen-most", "It is at most everything",
        at_most(Abs(unseen(P)), tr(P)),
        proof=[
            triangle_by(matrix_identity), E(tr(Pi * P * Pi)),
            inequality,                   E(tr(Pi * P * Pi)) + E(tr(P * seen)),
            expectation,
        ])

terms = (tr(squared), seen), (tr(Q), N), (Integer(2), X.T * squared * Q * X)
with PAPER.section("Without ridge", **setting(4)):
    left = [E(tr(squared) * tr(A * Sigma)) - sum(E(factor * tr(A * Sigma * matrix)) for factor, matrix in terms[k:])
            for k in range(4)]
    positive = [PAPER.claim(f"seen-positive-{k}", "What is seen is positive", at_most(0, E(factor * tr(P * matrix))),
                            proof=inequality) for k, (factor, matrix) in enumerate(terms)]
    dropped = [(in_every_direction(claim, {P: A * Sigma}), left[k + 1]) for k, claim in enumerate(positive)]
    seen_below = PAPER.claim("seen-once", "N is at most E tr Q^2 Sigma, beside any A",
        at_most(E(tr(A * N)), t2 * tr(A * Sigma)),
        proof=[stein(X), left[0], *(part for pair in dropped for part in pair), expectation])

    square_beside = PAPER.claim("square-beside", "A square is at most its letter times the trace",
        at_most(E(tr(N * C * C)), tr(C) * E(tr(C * N))),
        proof=[
            matrix_identity,                  E(tr(N * C * one * C)),
            trace_of_product(N, one, through=C), E(tr(N * C) * tr(one * C)),
            expectation,
        ])

slopes = E(tr(squared * X * Sigma * X.T * squared)), E(tr(Q * X * C * Pi * Sigma * Pi * C * X.T * Q))
left_share = top * t2 + 2 * top * (weight * t3 + top * t2 / weight)
"""What integration by parts leaves, of tr A."""
with PAPER.section("Without ridge", **setting(6, below)):
    slope_below = PAPER.claim("slope-below", "The gradient of tr Q",
        at_most(slopes[0], top * t3),
        proof=[inequality, slopes[0] + E(tr(squared * X * inside * X.T * squared)), matrix_identity])

    slope_unseen = PAPER.claim("slope-unseen", "and that of tr C Pi",
        at_most(slopes[1], top * tr(C) * E(tr(C * N))),
        proof=[
            inequality,      slopes[1] + E(tr(Q * X * C * Pi * inside * Pi * C * X.T * Q))
            + top * E(tr(Q * X * C * seen * C * X.T * Q)),
            matrix_identity, top * E(tr(N * C * C)),
            square_beside,
        ])

    first = weight * tr(C)
    covariance_small = PAPER.claim("inverse-with-unseen", "The covariance of tr Q and tr C Pi",
        at_most(Abs(apart(tr(Q), tr(C * Pi))), 2 * top * (first * t3 + E(tr(C * N)) / weight)),
        proof=[
            gaussian_covariance(X, tr(Q), tr(C * Pi), weight=first), 2 * first * slopes[0] + 2 * slopes[1] / first,
            slope_below,  2 * first * (top * t3) + 2 * slopes[1] / first,
            slope_unseen, 2 * first * (top * t3) + 2 * (top * tr(C) * E(tr(C * N))) / first,
            algebra,
        ])

    sigma_below = PAPER.claim("sigma-below", "A covariance in a trace",
        at_most(tr(P * Sigma), top * tr(P)), proof=[inequality, tr(P * Sigma) + tr(P * inside), matrix_identity])

    sizes = [2 * top * (weight * tr(A) * t3 + noise / weight) + noise
             for noise in (E(tr(A * N)), t2 * tr(A * Sigma), t2 * (top * tr(A)))]
    left_small = PAPER.claim("unseen-left-below", "What integration by parts leaves",
        at_most(Abs(defect(A)), left_share * tr(A)),
        proof=[
            triangle, Abs(apart(tr(Q), tr(A * Pi))) + E(tr(A * N)),
            in_every_direction(covariance_small, {C: A}), sizes[0],
            seen_below,                                   sizes[1],
            use(sigma_below, {P: A}),                     sizes[2],
            algebra,
        ])

kept = E(tr(Pi * G * (Sigma * Sigma + kappa * Sigma) * G * Pi))
"""What is not seen of D, written so that it is seen to be positive."""
with PAPER.section("Without ridge", **setting(2, root=True)):
    degrees = PAPER.claim("unseen-degrees", "The degrees of freedom are the samples",
        equal(tr(D), T), proof=[matrix_identity, tr(Sigma * G), eigenbasis, EigenSum(s / (s + kappa)), given])

    at_one = kappa * tr(one * G) - kappa * gap * unseen(one * D) - kappa * defect(one * D)
    gap_equation = PAPER.claim("gap-equation", "E tr Q is 1/kappa, but for what is left",
        equal(gap * kept, -defect(D)),
        proof=[
            matrix_identity,         (kappa * tr(one * G) - at_one) / kappa - defect(D),
            use(balanced, {M: one}), (kappa * tr(one * G) - unseen(one)) / kappa - defect(D),
            matrix_identity,         (T - tr(D)) / kappa - defect(D),
            degrees,
        ])

room, scaled = low / (low + kappa) * (d - T), d * Abs(gap) - T * Abs(gap)
with PAPER.section("Without ridge", **setting(6, above, below, root=True)):
    least_kept = PAPER.claim("least-kept", "What is not seen of Sigma G, from below",
        at_most(d - T, (low + kappa) / low * kept),
        proof=[
            inequality, d - T + kappa / low * E(tr(G * excess * excess * G * Pi))
            + kappa * (low + kappa) / low * E(tr(G * excess * G * Pi)),
            matrix_identity,
        ])

    gap_times = PAPER.claim("gap-times", "What is left beside Sigma G",
        at_most(Abs(gap * kept), left_share * T),
        proof=[
            triangle_by(use(gap_equation)), Abs(defect(D)), use(left_small, {A: D}), left_share * tr(D), degrees,
        ])

    gap_scaled = PAPER.claim("gap-scaled", "Times the dimensions that are left",
        at_most(scaled, (low + kappa) / low * left_share * T),
        proof=[
            algebra,    (d - T) * Abs(gap),
            least_kept, (low + kappa) / low * kept * Abs(gap),
            inequality, (low + kappa) / low * Abs(gap * kept),
            gap_times,
        ])

    gap_small = PAPER.claim("gap-small", "E tr (XX')^-1 is 1/kappa, with an explicit error",
        within(t1, 1 / kappa, left_share * T / room),
        proof=[algebra, scaled / (d - T), gap_scaled, (low + kappa) / low * left_share * T / (d - T), algebra])

    sides = [kappa * Abs(gap) * Abs(unseen(A * D)), kappa * Abs(gap) * tr(A * D), kappa * (left_share * tr(A * D))]
    unseen_within = PAPER.claim("unseen-within", "The projection on what is not seen, with an explicit error",
        within(unseen(A), kappa * tr(A * G), kappa * left_share * (1 + T / room) * tr(A * D)),
        proof=[
            triangle_by(use(balanced, {M: A})),           sides[0] + kappa * Abs(defect(A * D)),
            in_every_direction(left_small, {A: A * D}),   sides[0] + sides[2],
            in_every_direction(unseen_most, {P: A * D}),  sides[1] + sides[2],
            gap_small, kappa * (left_share * T / room) * tr(A * D) + sides[2],
            algebra,
        ])
