"""The exact equations of one and of two resolvents: Gaussian integration by parts, and S R = 1 - ridge R.

For two resolvents around B the equation is said once, for every B: with H(P) = E tr(P R B R),

    ridge H(P Sigma^-1) + m H(P) = E tr(P Sigma^-1 B R) + E tr(B RSR) E tr(P R)/T + left_by(P, B).
"""

from typing import Any

from lemmata.derivations.gaussian_equivalents.paper import PAPER, M, P, defect, m, mean, rows
from lemmata.verifier.language import *

B = symmetric("B", d)
N = R * S * R


def noise(matrix: Any) -> Expr:
    """E tr(B R S R)."""
    found: Expr = E(tr(matrix * N))
    return found


def scattered(matrix: Any, around: Any) -> Expr:
    """E tr(P R B R)."""
    found: Expr = E(tr(matrix * R * around * R))
    return found


def covariances(matrix: Any, around: Any) -> tuple[Expr, Expr]:
    """cov(tr SR, tr P R B R) and cov(tr B RSR, tr PR)."""
    fit, seen, both = tr(S * R), tr(around * N), tr(matrix * R * around * R)
    return E(fit * both) - E(fit) * E(both), E(seen * tr(matrix * R)) - E(seen) * mean(matrix)


def crossed(matrix: Any, around: Any) -> Expr:
    """E tr(P RSR B R) and its transpose, added."""
    found: Expr = E(tr(matrix * N * around * R)) + E(tr(matrix * R * around * N))
    return found


def left_by(matrix: Any, around: Any) -> Expr:
    """What Stein's identity leaves: two covariances and a word, over T."""
    found: Expr = (sum(covariances(matrix, around)) + crossed(matrix, around)) / T
    return found


def fitted(matrix: Any) -> Expr:
    """E tr(M S R) by Stein's identity."""
    found: Expr = E(tr(matrix * Sigma * R)) - E(tr(S * R) * tr(matrix * Sigma * R)) / T - E(tr(matrix * Sigma * N)) / T
    return found


def fitted_twice(matrix: Any) -> Expr:
    """E tr(M S R B R) by Stein's identity."""
    seen, both = tr(matrix * Sigma * R), tr(matrix * Sigma * R * B * R)
    words = E(tr(matrix * Sigma * N * B * R)) + E(tr(matrix * Sigma * R * B * N))
    found: Expr = E(both) - (E(tr(S * R) * both) + E(tr(B * N) * seen) + words) / T
    return found


with PAPER.section("Equations", **rows):
    one_resolvent = PAPER.claim("one-resolvent", "Stein's identity for one resolvent",
        equal(E(tr(M * S * R)), fitted(M)), proof=stein(X))

    two_resolvents = PAPER.claim("two-resolvents", "Stein's identity for two resolvents",
        equal(E(tr(M * S * R * B * R)), fitted_twice(M)), proof=stein(X))

    noise_word = PAPER.claim("noise-word", "R S R is R without ridge R^2",
        equal(E(tr(M * R * S * R)), E(tr(M * R)) - ridge * E(tr(M * R * R))), proof=matrix_identity)

    fit_equation = PAPER.claim("fit-equation", "The fit, by its mean: E tr SR = m E tr(Sigma R) up to the defect",
        equal(defect(Sigma), m * mean(Sigma) - E(tr(S * R))),
        proof=[
            matrix_identity,                     m * mean(Sigma) - fitted(identity(d)),
            use(one_resolvent, {M: identity(d)}), m * mean(Sigma) - E(tr(identity(d) * S * R)),
            matrix_identity,
        ])

    around_sigma = P * inv(Sigma)
    resolvent_equation = PAPER.claim("resolvent-equation",
        "ridge P Sigma^-1 R + m P R has the mean P Sigma^-1, up to the defect",
        equal(ridge * mean(around_sigma) + m * mean(P) - tr(around_sigma), defect(P)),
        proof=[
            expectation,                          m * mean(P) - E(tr(around_sigma * S * R)),
            use(one_resolvent, {M: around_sigma}), m * mean(P) - fitted(around_sigma),
            matrix_identity,
        ])

    around = PAPER.claim("around", "The equation of two resolvents around any matrix, beside any P",
        equal(ridge * scattered(around_sigma, B) + m * scattered(P, B)
              - mean(around_sigma * B) - noise(B) / T * mean(P), left_by(P, B)),
        proof=[
            matrix_identity, m * scattered(P, B) - noise(B) / T * mean(P) - E(tr(around_sigma * S * R * B * R)),
            use(two_resolvents, {M: around_sigma}),
            m * scattered(P, B) - noise(B) / T * mean(P) - fitted_twice(around_sigma),
            matrix_identity,
        ])
