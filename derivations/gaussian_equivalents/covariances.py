"""cov(tr SR, tr PR) is of order 1/T: the gradients at two points, one of them bounded for every design."""

from lemmata.derivations.gaussian_equivalents.paper import PAPER, P, Q, a, covariance_with, defect, mean, rows, trace
from lemmata.verifier.language import *

excess = a - 1
largest = 27 * T / (256 * ridge**3)
"""X R^2 has at most this squared norm: u/(1 + u)^4 <= 27/256 at every eigenvalue."""
weight = 3 * ridge**2 / trace
through = {"factor": -4 * ridge / T**2, "U": X * R * R, "Y": Sigma * R, "P": P, "Z": R * X.T}
seen, shrunk = E(tr(Sigma * R * P * R * Sigma)), E(tr(X * R * P * R * X.T))

with PAPER.section("Covariances"):
    trace_of_square = PAPER.claim("trace-of-square", "tr Q^2 is at most the square of tr Q",
        at_most(tr(Q * Q), tr(Q) ** 2), witness={d: 1}, proof=trace_of_product(Q, Q))

with PAPER.section("Covariances", **rows):
    square_below = PAPER.claim("square-below", "R^2 <= R/ridge, beside any P",
        at_most(E(tr(P * R * R)), mean(P) / ridge), proof=spectral_order(X, P))

    noise_below = PAPER.claim("noise-below", "R S R <= R, beside any P",
        at_most(E(tr(P * R * S * R)), mean(P)), proof=spectral_order(X, P))

    between_below = PAPER.claim("between-below", "Q R P R Q, for any Q beside the resolvents: the side of a gradient",
        at_most(E(tr(Q * R * P * R * Q)), tr(Q * Q) * mean(P) / ridge),
        proof=[
            trace_of_product(Q * Q, R * P * R), tr(Q * Q) * E(tr(R * P * R)),
            matrix_identity,                    tr(Q * Q) * E(tr(P * R * R)),
            square_below,
        ])

    seen_below = PAPER.claim("seen-below", "One side of the second gradient",
        at_most(seen, trace**2 * mean(P) / ridge),
        proof=[
            use(between_below, {Q: Sigma}), tr(Sigma * Sigma) * mean(P) / ridge,
            use(trace_of_square, {Q: Sigma}),
        ])

    shrunk_below = PAPER.claim("shrunk-below", "The other side",
        at_most(shrunk, T * mean(P)), proof=[matrix_identity, T * E(tr(P * R * S * R)), noise_below])

    covariance_bound = PAPER.claim("covariance-bound", "The covariance of tr SR and tr PR",
        within(E(tr(S * R) * tr(P * R)), E(tr(S * R)) * mean(P), excess * mean(P)),
        proof=[
            gaussian_covariance(X, tr(S * R), tr(P * R), Split(**through, most=largest, weight=weight)),
            2 * ridge / T**2 * (largest * weight * seen + shrunk / weight),
            seen_below,   2 * ridge / T**2 * (largest * weight * trace**2 * mean(P) / ridge + shrunk / weight),
            shrunk_below, 2 * ridge / T**2 * (largest * weight * trace**2 * mean(P) / ridge + T * mean(P) / weight),
            algebra,
        ])

    defect_bound = PAPER.claim("defect-bound", "What Stein's identity leaves is of order 1/T, beside any P",
        at_most(Abs(defect(P)), a * mean(P) / T),
        proof=[
            triangle,         Abs(covariance_with(P)) / T + E(tr(P * R * S * R)) / T,
            covariance_bound, excess * mean(P) / T + E(tr(P * R * S * R)) / T,
            noise_below,      excess * mean(P) / T + mean(P) / T,
            algebra,
        ])
