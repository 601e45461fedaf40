"""The sum of two Gram matrices whose covariances need not commute: the exact equation of its resolvent.

With T rows N(0, Sigma) and T0 rows N(0, Sigma0), S = X'X/T, S0 = Y'Y/T and R = (S + S0 + ridge)^-1,

    tr M = E tr M (ridge + m Sigma + m0 Sigma0) R - (what Stein's identity leaves in the rows of X and of Y),

m = 1 - E tr SR/T and m0 = T0/T - E tr S0 R/T: R is the resolvent of m Sigma + m0 Sigma0, a matrix without an eigenbasis
in common with either. What is left are covariances and words over T; it is not bounded here.
"""

from typing import Any

from lemmata.derivations.gaussian_equivalents.paper import PAPER, M
from lemmata.verifier.language import *

Y, Sigma0 = design("Y", T0, d), covariance("Sigma0", d)
S0 = gram(Y) / T
R = inv(S + S0 + ridge * identity(d))
setting: dict[str, Any] = {"where": [ridge > 0], "laws": [GaussianRows(X, Sigma), GaussianRows(Y, Sigma0)],
                           "witness": {ridge: 1, d: 1, T: 1, T0: 1}}


def fitted(sample: Any, matrix: Any, share: Any) -> Expr:
    """E tr M S R by Stein's identity in the rows of one design, ``share`` of T rows with the given covariance."""
    left: Expr = E(tr(sample * R) * tr(M * matrix * R)) + E(tr(M * matrix * R * sample * R))
    return share * E(tr(M * matrix * R)) - left / T


def defect(sample: Any, matrix: Any) -> Expr:
    """cov(tr SR, tr M Sigma R)/T + E tr(M Sigma R S R)/T."""
    product: Expr = E(tr(sample * R) * tr(M * matrix * R)) - E(tr(sample * R)) * E(tr(M * matrix * R))
    return (product + E(tr(M * matrix * R * sample * R))) / T


m, m0 = 1 - E(tr(S * R)) / T, T0 / T - E(tr(S0 * R)) / T

with PAPER.section("Equations", **setting):
    first = PAPER.claim("first-of-two", "Stein's identity in the rows of the first of two designs",
        equal(E(tr(M * S * R)), fitted(S, Sigma, 1)), proof=stein(X))

    second = PAPER.claim("second-of-two", "and of the second",
        equal(E(tr(M * S0 * R)), fitted(S0, Sigma0, T0 / T)), proof=stein(Y))

    PAPER.claim("two-designs", "The resolvent of a sum of two Gram matrices, for any two covariances",
        equal(ridge * E(tr(M * R)) + m * E(tr(M * Sigma * R)) + m0 * E(tr(M * Sigma0 * R)) - tr(M),
              defect(S, Sigma) + defect(S0, Sigma0)),
        proof=[
            expectation,
            m * E(tr(M * Sigma * R)) + m0 * E(tr(M * Sigma0 * R)) - E(tr(M * S * R)) - E(tr(M * S0 * R)),
            first,
            m * E(tr(M * Sigma * R)) + m0 * E(tr(M * Sigma0 * R)) - fitted(S, Sigma, 1) - E(tr(M * S0 * R)),
            second,
            m * E(tr(M * Sigma * R)) + m0 * E(tr(M * Sigma0 * R)) - fitted(S, Sigma, 1) - fitted(S0, Sigma0, T0 / T),
            algebra,
        ])
