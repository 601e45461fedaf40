"""The chapter, and the letters that its sections share."""

from typing import Any

from lemmata.verifier.language import *

PAPER = Paper(
    "gaussian_equivalents",
    "Deterministic equivalents at finite size, from Gaussian integration by parts",
    contents={
        "Equations": "exact, by Stein's identity",
        "Covariances": "of order 1/T^2, by the product of gradients",
        "Scalar equation": "m = 1 - E tr SR/T is ridge/kappa up to 1/T",
        "Resolvent": "the equivalent with an explicit remainder",
        "Equivalent": "as sizes grow in proportion",
        "Two resolvents": "what Stein's identity leaves around a matrix that need not be a function of the design",
        "Noise": "R S R beside any matrix",
        "Signal": "R Sigma R beside any matrix",
        "Any matrix": "R B R beside any matrix",
        "Any ridge": "what no fit sees: from below, however small the ridge",
        "Without ridge": "fewer samples than dimensions: what a fit does not see",
        "Two designs": "the sum of two Gram matrices, whose covariances need not commute",
        "Few degrees": "no norm of Sigma: where tr Sigma (Sigma + ridge)^-1 is small beside T",
        "Chains": "any number of generations of ridge regression on fresh designs",
        "Rows of any law": "what needs no Gaussian law",
        "One draw": "how far the risk of one design and its labels is from its mean",
    },
)

P = semidefinite("P", d)
"""Any p.s.d. matrix."""
Q = covariance("Q", d)
"""Any positive definite matrix."""
M = matrix("M", d, d)
"""Any matrix."""
G = inv(Sigma + kappa * identity(d))
"""(Sigma + kappa)^-1."""

rows: dict[str, Any] = {"where": [ridge > 0], "laws": [GaussianRows(X, Sigma)], "witness": {ridge: 1, d: 1, T: 1}}
"""Gaussian rows and a ridge: no other assumption."""


def mean(matrix: Any) -> Expr:
    """E tr BR."""
    found: Expr = E(tr(matrix * R))
    return found


def covariance_with(matrix: Any) -> Expr:
    """cov(tr SR, tr BR)."""
    found: Expr = E(tr(S * R) * tr(matrix * R)) - E(tr(S * R)) * mean(matrix)
    return found


def defect(matrix: Any) -> Expr:
    """What Stein's identity leaves: cov(tr SR, tr BR)/T + E tr(B RSR)/T."""
    found: Expr = covariance_with(matrix) / T + E(tr(matrix * R * S * R)) / T
    return found


m = 1 - E(tr(S * R)) / T
trace, square = tr(Sigma), tr(Sigma * Sigma)
excess = Rational(499, 384) * trace / (ridge * T)
"""T times the covariance of tr SR/T and tr PR is at most this times E tr PR."""
a = 1 + excess
