"""The chapter, and the letters that its sections share."""

from lemmata.verifier.language import *

PAPER = Paper(
    "gaussian_equivalents",
    "Deterministic equivalents at finite size, from Gaussian integration by parts",
    contents={
        "Equations": "exact, by Stein's identity",
        "Covariances": "of order 1/T^2, by the product of gradients",
        "Scalar equation": "m = 1 - E tr SR/T is ridge/kappa up to 1/T",
        "Resolvent": "the equivalent with an explicit remainder",
    },
)

P = semidefinite("P", d)
"""Any p.s.d. matrix."""
M = matrix("M", d, d)
"""Any matrix."""
G = inv(Sigma + kappa * identity(d))
"""(Sigma + kappa)^-1."""

rows = {"where": [ridge > 0], "laws": [GaussianRows(X, Sigma)], "witness": {ridge: 1, d: 1, T: 1}}
"""Gaussian rows and a ridge: no other assumption."""


def mean(matrix):
    """E tr BR."""
    return E(tr(matrix * R))


def covariance_with(matrix):
    """cov(tr SR, tr BR)."""
    return E(tr(S * R) * tr(matrix * R)) - E(tr(S * R)) * mean(matrix)


def defect(matrix):
    """What Stein's identity leaves: cov(tr SR, tr BR)/T + E tr(B RSR)/T."""
    return covariance_with(matrix) / T + E(tr(matrix * R * S * R)) / T


m = 1 - E(tr(S * R)) / T
trace = tr(Sigma)
excess = Rational(499, 384) * trace / (ridge * T)
"""T times the covariance of tr SR/T and tr PR is at most this times E tr PR."""
a = 1 + excess
