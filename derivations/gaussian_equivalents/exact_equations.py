"""The exact equations of one and of two resolvents: Gaussian integration by parts, and S R = 1 - ridge R.

For two resolvents around B the equation is said once, for every B: with H(P) = E tr(P R B R),

    ridge H(P Sigma^-1) + m H(P) = E tr(P Sigma^-1 B R) + E tr(B RSR) E tr(P R)/T + left_by(P, B).
"""

from typing import Any

from lemmata.derivations.gaussian_equivalents.paper import PAPER, M, P, covariance_with, defect, m, mean, rows
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


with PAPER.section("Equations", **rows):
    one_resolvent = PAPER.claim(
        "one-resolvent",
        "Stein's identity for one resolvent",
        equal(
            E(tr(M * S * R)),
            E(tr(M * Sigma * R)) - E(tr(S * R) * tr(M * Sigma * R)) / T - E(tr(M * Sigma * R * S * R)) / T,
        ),
        proof=stein(X),
    )

    two_resolvents = PAPER.claim(
        "two-resolvents",
        "Stein's identity for two resolvents",
        equal(
            E(tr(M * S * R * B * R)),
            E(tr(M * Sigma * R * B * R))
            - E(tr(S * R) * tr(M * Sigma * R * B * R)) / T
            - E(tr(B * R * S * R) * tr(M * Sigma * R)) / T
            - E(tr(M * Sigma * R * S * R * B * R)) / T
            - E(tr(M * Sigma * R * B * R * S * R)) / T,
        ),
        proof=stein(X),
    )

    noise_word = PAPER.claim(
        "noise-word",
        "R S R is R without ridge R^2",
        equal(E(tr(M * R * S * R)), E(tr(M * R)) - ridge * E(tr(M * R * R))),
        proof=matrix_identity,
    )

    fit_equation = PAPER.claim(
        "fit-equation",
        "The fit, by its mean: E tr SR = m E tr(Sigma R) up to the defect",
        equal(defect(Sigma), m * mean(Sigma) - E(tr(S * R))),
        proof=[
            algebra,
            -(E(tr(Sigma * R)) - E(tr(S * R) * tr(Sigma * R)) / T - E(tr(Sigma * R * S * R)) / T) + m * mean(Sigma),
            matrix_identity,
            -(
                E(tr(identity(d) * Sigma * R))
                - E(tr(S * R) * tr(identity(d) * Sigma * R)) / T
                - E(tr(identity(d) * Sigma * R * S * R)) / T
            )
            + m * mean(Sigma),
            use(one_resolvent, {M: identity(d)}),
            -E(tr(identity(d) * S * R)) + m * mean(Sigma),
            matrix_identity,
        ],
    )

    resolvent_equation = PAPER.claim(
        "resolvent-equation",
        "ridge P Sigma^-1 R + m P R has the mean P Sigma^-1, up to the defect",
        equal(ridge * mean(P * inv(Sigma)) + m * mean(P) - tr(P * inv(Sigma)), defect(P)),
        proof=[
            expectation,
            -E(tr(P * inv(Sigma) * S * R)) + m * mean(P),
            use(one_resolvent, {M: P * inv(Sigma)}),
            -(
                E(tr(P * inv(Sigma) * Sigma * R))
                - E(tr(S * R) * tr(P * inv(Sigma) * Sigma * R)) / T
                - E(tr(P * inv(Sigma) * Sigma * R * S * R)) / T
            )
            + m * mean(P),
            matrix_identity,
            -(mean(P) - E(tr(S * R) * tr(P * R)) / T - E(tr(P * R * S * R)) / T) + m * mean(P),
            algebra,
            covariance_with(P) / T + E(tr(P * R * S * R)) / T,
            algebra,
        ],
    )

    around = PAPER.claim(
        "around",
        "The equation of two resolvents around any matrix, beside any P",
        equal(
            ridge * scattered(P * inv(Sigma), B) + m * scattered(P, B)
            - mean(P * inv(Sigma) * B) - noise(B) / T * mean(P),
            left_by(P, B),
        ),
        proof=[
            matrix_identity,
            -E(tr(P * inv(Sigma) * S * R * B * R)) + m * scattered(P, B) - noise(B) / T * mean(P),
            use(two_resolvents, {M: P * inv(Sigma)}),
            m * scattered(P, B) - noise(B) / T * mean(P)
            - (E(tr(P * inv(Sigma) * Sigma * R * B * R))
               - E(tr(S * R) * tr(P * inv(Sigma) * Sigma * R * B * R)) / T
               - E(tr(B * R * S * R) * tr(P * inv(Sigma) * Sigma * R)) / T
               - E(tr(P * inv(Sigma) * Sigma * R * S * R * B * R)) / T
               - E(tr(P * inv(Sigma) * Sigma * R * B * R * S * R)) / T),
            matrix_identity,
        ],
    )  # fmt: skip
