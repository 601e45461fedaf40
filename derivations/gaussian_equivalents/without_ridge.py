"""Without ridge, with fewer samples than dimensions: what a fit does not see, with an explicit error of order 1/T.

With Q = (XX')^-1, Pi = 1 - X'QX the projection on what the rows do not see and N = X'Q^2X, by parts, beside any M and
around any symmetric B, exactly,

    tr M - E tr M Pi = E tr Q tr(M Sigma Pi) - E tr M Sigma N,
    E tr M Pi B Pi = kappa [E tr M G B Pi + E tr BN E tr M D Pi + xi(M D) - (E tr Q - 1/kappa) E tr M D Pi B Pi],

G = (Sigma + kappa)^-1, D = G Sigma, xi being two covariances and a word; at M = 1, where Pi B Pi has the trace of B Pi,
the second gives E tr BN. At the root of tr D = T the first says how far E tr A Pi is from kappa tr A G.
"""

from typing import Any

from lemmata.derivations.gaussian_equivalents.paper import PAPER, G, M
from lemmata.derivations.gaussian_equivalents.scalar_equation import first_df
from lemmata.derivations.gaussian_equivalents.two_resolvents import top
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
