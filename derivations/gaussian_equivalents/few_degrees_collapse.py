"""The collapse where a fit has few degrees of freedom: what the errors of a generator add, from below and from above.

It is d - 2 ridge E tr R + ridge^2 E tr Sigma^-1 R Sigma R, of which nearly all cancels; the equation of R Sigma R
around H says what is left: tr D^2, and E tr(Sigma RSR) tr(HR)/T, the larger of the two where d exceeds T.
"""

from lemmata.derivations.gaussian_equivalents.exact_equations import N, scattered
from lemmata.derivations.gaussian_equivalents.few_degrees import (
    above,
    below,
    beside,
    few,
    fit,
    test,
    upper_open,
)
from lemmata.derivations.gaussian_equivalents.few_degrees_fits import (
    both_below,
    noise_above,
    noise_falls,
    noise_from_below,
    test_above,
    test_equation,
    test_from_below,
)
from lemmata.derivations.gaussian_equivalents.paper import PAPER, P, mean
from lemmata.theory.quantities.few_degrees import (
    BOUNDS,
    COLLAPSE,
    D,
    H,
    df,
    small,
)
from lemmata.theory.quantities.resolvents import A
from lemmata.verifier.language import *

one = identity(d)
beside_H = E(test * tr(H * R))
crossing_H = E(tr(H * R * S * R * Sigma * R))

with PAPER.section("Few degrees", **beside):
    collapse_equation = PAPER.claim("collapse-equation", "The COLLAPSE, by R and the equation of R Sigma R",
        equal(COLLAPSE, d - ridge * mean(one + D) + ridge**2 / T * (
            E(fit * tr(H * R * Sigma * R)) + E(tr(Sigma * N) * tr(H * R)) + 2 * crossing_H)),
        proof=[
            matrix_identity, d - 2 * ridge * mean(one) + ridge**2 * (
                ridge * scattered(H * inv(Sigma), Sigma) + scattered(H, Sigma)),
            use(test_equation, {A: H}), d - 2 * ridge * mean(one) + ridge**2 * (
                mean(H) + (E(fit * tr(H * R * Sigma * R)) + E(tr(Sigma * N) * tr(H * R)) + 2 * crossing_H) / T),
            matrix_identity,
        ])

    missing_above = PAPER.claim("missing-above", "What the mean of R misses, squared, from above",
        at_most(d - ridge * mean(one + D), tr(D * D)),
        proof=[
            use(below, {A: one + D}), d - ridge * tr((one + D) * H),
            matrix_identity,
        ])

    parts = E(fit * tr(H * R * Sigma * R)), E(tr(Sigma * N) * tr(H * R))
    trained_H = E(tr(H * N * Sigma * N))
    seen_H = PAPER.claim("seen-test", "R Sigma R around H",
        at_most(ridge**2 * scattered(H, Sigma), mean(Sigma)),
        proof=[
            inequality, ridge**2 * scattered(H, Sigma) + ridge * E(tr(Sigma * R * D * D.T * R))
            + ridge**2 * E(tr(Sigma * R * H * Sigma * H * R)),
            matrix_identity, ridge * E(tr(Sigma * R * R)),
            spectral_order(X, Sigma),
        ])

    crossing_least = PAPER.claim("crossing-least", "How far R S R and Sigma R may be opposed around H",
        at_least(2 * crossing_H, -scattered(H, Sigma) - trained_H),
        proof=[
            inequality, 2 * crossing_H - E(tr(H * (N + R) * Sigma * (N + R))),
            matrix_identity,
        ])

    crossing_most = PAPER.claim("crossing-most", "and how far they may agree",
        at_most(2 * crossing_H, scattered(H, Sigma) + trained_H),
        proof=[
            inequality, 2 * crossing_H + E(tr(H * (N - R) * Sigma * (N - R))),
            matrix_identity,
        ])

    trained_least = PAPER.claim("trained-least", "and how large that is",
        at_most(ridge**2 * trained_H, mean(Sigma)),
        proof=[
            inequality, ridge**2 * trained_H + ridge * E(tr(Sigma * N * D * D.T * N))
            + ridge**2 * E(tr(Sigma * N * H * Sigma * H * N)),
            matrix_identity, ridge * E(tr(Sigma * N * N)),
            spectral_order(X, Sigma),
        ])

    lost_H = E(tr(H * S) * test)
    lost_below = PAPER.claim("lost-below", "tr HS beside Sigma R",
        at_most(lost_H, (df + 2 / T) * mean(Sigma)),
        proof=[
            stein(X), E(tr(H * Sigma) * test) - 2 / T * E(tr(Sigma * R * S * H * Sigma * R)),
            matrix_identity, E(tr(H * Sigma) * test) - 2 / T * E(tr(Sigma * H * Sigma * R))
            + 2 * ridge / T * E(tr(Sigma * R * H * Sigma * R)),
            inequality, E(tr(H * Sigma) * test) + 2 * ridge / T * E(tr(Sigma * R * H * Sigma * R)),
            inequality, E(tr(H * Sigma) * test) + 2 * ridge / T * E(tr(Sigma * R * H * Sigma * R))
            + 2 / T * E(tr(Sigma * N)) + 2 * ridge**2 / T * E(tr(Sigma * R * H * R)),
            matrix_identity, E(tr(H * Sigma) * test) + 2 / T * mean(Sigma),
            expectation, tr(H * Sigma) * mean(Sigma) + 2 / T * mean(Sigma),
            matrix_identity,
        ])

    noise_beside = PAPER.claim("noise-beside", "R S R and R, beside each other, from below",
        at_least(ridge**2 * E(tr(Sigma * N) * tr(H * R)),
                 ridge * tr(H) * E(tr(Sigma * N)) - (df + 2 / T) * mean(Sigma)),
        proof=[
            inequality, ridge**2 * E(tr(Sigma * N) * tr(H * R)) - E(tr(Sigma * N) * tr(H * S * R * S)),
            matrix_identity, ridge * E(tr(H) * tr(Sigma * N)) - E(tr(Sigma * N) * tr(H * S)),
            inequality, ridge * E(tr(H) * tr(Sigma * N)) - E(tr(Sigma * N) * tr(H * S))
            - ridge * E(tr(Sigma * R * R) * tr(X * H * X.T)) / T,
            matrix_identity, ridge * E(tr(H) * tr(Sigma * N)) - lost_H,
            lost_below, ridge * E(tr(H) * tr(Sigma * N)) - (df + 2 / T) * mean(Sigma),
            expectation,
        ])

    missing_below = PAPER.claim("missing-below", "What the mean of R misses, squared, from below",
        at_least(d - ridge * mean(one + D), tr(D * D) - 2 * small * ridge * mean(D)),
        proof=[
            matrix_identity, d - ridge * (ridge * mean((one + D) * D * inv(Sigma)) + mean((one + D) * D)),
            use(upper_open, {A: (one + D) * D}),
            d - ridge * (tr((one + D) * D * inv(Sigma)) + small * mean((one + D) * D)),
            matrix_identity, tr(D * D) - small * ridge * (mean(D) + mean(D * D)),
            inequality, tr(D * D) - small * ridge * (mean(D) + mean(D * D)) - small * ridge**2 * mean(H * Sigma * H),
            matrix_identity,
        ])

    beside_above = PAPER.claim("beside-above", "R <= 1/ridge, beside what is not negative",
        at_most(ridge * E(tr(P * R) * tr(H * R)), tr(H) * mean(P)),
        proof=[
            inequality, ridge * E(tr(P * R) * tr(H * R)) + ridge * E(tr(P * R) * tr(X * R * H * R * X.T)) / T
            + E(tr(P * R) * tr(S * R * H * R * S)),
            matrix_identity, E(tr(P * R) * tr(H)),
            expectation,
        ])

    noise_beside_above = PAPER.claim("noise-beside-above", "The same beside R S R",
        at_most(ridge * E(tr(Sigma * N) * tr(H * R)), tr(H) * E(tr(Sigma * N))),
        proof=[
            inequality,
            ridge * E(tr(Sigma * N) * tr(H * R)) + E(tr(Sigma * N) * tr(X * R * H * R * X.T)) * ridge / T
            + E(tr(Sigma * N) * tr(S * R * H * R * S)),
            matrix_identity, E(tr(Sigma * N) * tr(H)),
            expectation,
        ])

    added = (df + 2 / T) * mean(Sigma) + ridge * tr(H) * mean(Sigma) / (8 * T)
    collapse_most = PAPER.claim("collapse-most", "The collapse from above, in means",
        at_most(COLLAPSE, tr(D * D) + (added + ridge * tr(H) * E(tr(Sigma * N)) + 2 * mean(Sigma)) / T),
        proof=[
            collapse_equation, d - ridge * mean(one + D) + ridge**2 / T * (sum(parts) + 2 * crossing_H),
            missing_above, tr(D * D) + ridge**2 / T * (sum(parts) + 2 * crossing_H),
            use(both_below, {A: H}), tr(D * D) + ridge**2 / T * (
                (df + 2 / T) * scattered(H, Sigma) + beside_H / (8 * T) + parts[1] + 2 * crossing_H),
            crossing_most, tr(D * D) + ridge**2 / T * (
                (df + 2 / T + 1) * scattered(H, Sigma) + beside_H / (8 * T) + parts[1] + trained_H),
            seen_H, tr(D * D) + (df + 2 / T + 1) * mean(Sigma) / T + ridge**2 / T * (
                beside_H / (8 * T) + parts[1] + trained_H),
            trained_least, tr(D * D) + (df + 2 / T + 2) * mean(Sigma) / T + ridge**2 / T * (
                beside_H / (8 * T) + parts[1]),
            use(beside_above, {P: Sigma}), tr(D * D) + (df + 2 / T + 2) * mean(Sigma) / T
            + ridge * tr(H) * mean(Sigma) / (8 * T**2) + ridge**2 / T * parts[1],
            noise_beside_above,
        ])

    missed = tr(D * D) - 2 * small * ridge * mean(D)
    collapse_least = PAPER.claim("collapse-least", "The collapse from below, in means",
        at_least(COLLAPSE, missed + (ridge * tr(H) * E(tr(Sigma * N)) - (df + 2 + 2 / T) * mean(Sigma)) / T),
        proof=[
            collapse_equation, d - ridge * mean(one + D) + ridge**2 / T * (sum(parts) + 2 * crossing_H),
            missing_below, missed + ridge**2 / T * (sum(parts) + 2 * crossing_H),
            inequality, missed + ridge**2 / T * (parts[1] + 2 * crossing_H),
            crossing_least, missed + ridge**2 / T * (parts[1] - scattered(H, Sigma) - trained_H),
            trained_least, missed + ridge**2 / T * (parts[1] - scattered(H, Sigma)) - mean(Sigma) / T,
            seen_H, missed + ridge**2 / T * parts[1] - 2 * mean(Sigma) / T,
            noise_beside,
            missed + (ridge * tr(H) * E(tr(Sigma * N)) - (df + 2 / T) * mean(Sigma)) / T - 2 * mean(Sigma) / T,
            algebra,
        ])

with PAPER.section("Few degrees", **few):
    collapse_above = PAPER.claim("collapse-above", "The collapse from above",
        BOUNDS["collapse"][1],
        proof=[
            collapse_most, (1 - small) * (
                tr(D * D) + (added + ridge * tr(H) * E(tr(Sigma * N)) + 2 * mean(Sigma)) / T),
            use(above, {A: Sigma}), (1 - small) * (tr(D * D) + ridge * tr(H) * E(tr(Sigma * N)) / T)
            + (df + 2 + 2 / T + ridge * tr(H) / (8 * T)) * tr(Sigma * H) / T,
            use(noise_above, {A: Sigma}),
        ])

    collapse_below = PAPER.claim("collapse-below", "and from below",
        BOUNDS["collapse"][0],
        proof=[
            collapse_least, (1 - small) * (
                missed + (ridge * tr(H) * E(tr(Sigma * N)) - (df + 2 + 2 / T) * mean(Sigma)) / T),
            use(above, {A: Sigma}), (1 - small) * (missed + ridge * tr(H) * E(tr(Sigma * N)) / T)
            - (df + 2 + 2 / T) * tr(Sigma * H) / T,
            use(above, {A: D}), (1 - small) * (tr(D * D) + ridge * tr(H) * E(tr(Sigma * N)) / T)
            - 2 * small * ridge * tr(D * H) - (df + 2 + 2 / T) * tr(Sigma * H) / T,
            use(noise_from_below, {A: Sigma}),
        ])

BOUNDED = (
    test_from_below, test_above, noise_from_below, noise_above, collapse_below, collapse_above, noise_falls,
)
"""What ``at_finite_sizes`` asks for: every part of a risk from below and from above."""
