"""What the errors of a generator add to a fit, by parts: the collapse is what the fit makes of label noise, grown.

Integrating by parts beside Sigma^-1 gives, exactly, with noise = tr Sigma R S R,

    E tr Sigma R S Sigma^-1 S R = (1 + (d + 1)/T) E noise - (2/T) E tr(SR) noise - (2/T) E tr Sigma R S R S R,

in which nothing cancels where tr SR is small beside T. As tr SR <= T, it is at least (d - T - 1)/T times the noise for
every ridge, and as Sigma does not commute with the fit, at least E tr (SR)^2: both grow as the ridge falls.
"""

from lemmata.derivations.gaussian_equivalents.exact_equations import N
from lemmata.derivations.gaussian_equivalents.few_degrees import above, beside, few, fit, fit_below
from lemmata.derivations.gaussian_equivalents.few_degrees_fits import (
    noise_above,
    noise_falls,
    noise_from_below,
    noise_grows,
    test_above,
    test_from_below,
)
from lemmata.derivations.gaussian_equivalents.paper import PAPER, mean
from lemmata.theory.quantities.few_degrees import (
    BOUNDS,
    COLLAPSE,
    FIT_SQUARE,
    LARGER_COLLAPSE,
    D,
    H,
    fit_share,
    more,
    small,
)
from lemmata.theory.quantities.resolvents import A
from lemmata.verifier.language import *

noise, unfitted = tr(Sigma * N), identity(T) - X * R * X.T / T
twice = E(tr(Sigma * R * S * R * S * R))
turned = Sigma * S * R - S * R * Sigma

with PAPER.section("Few degrees", **beside):
    by_parts = PAPER.claim("collapse-by-parts", "The collapse by parts",
        equal(COLLAPSE, (1 + (d + 1) / T) * E(noise) - 2 / T * E(fit * noise) - 2 / T * twice),
        proof=[matrix_identity, E(tr(inv(Sigma) * S * R * Sigma * R * S)), stein(X)])

    fitted_twice = PAPER.claim("fitted-twice", "S R S R <= S R, beside Sigma",
        at_most(twice, E(noise)), proof=spectral_order(X, Sigma))

    collapse_most = PAPER.claim("collapse-most", "It is at most the noise, grown by the dimensions",
        at_most(COLLAPSE, (1 + (d + 1) / T) * E(noise)),
        proof=[by_parts, (1 + (d + 1) / T) * E(noise) - 2 / T * E(fit * noise) - 2 / T * twice, inequality])

    fit_of_noise = PAPER.claim("fit-of-noise", "Beside the noise, tr SR costs the degrees of freedom at most",
        at_most(E(fit * noise), fit_share * mean(Sigma)),
        proof=[
            inequality, E(fit * noise) + ridge * E(fit * tr(Sigma * R * R)),
            matrix_identity, E(fit * tr(Sigma * R)),
            use(fit_below, {A: Sigma}),
        ])

    collapse_least = PAPER.claim("collapse-least", "and no less, but for what the fit costs",
        at_least(COLLAPSE, (1 + (d - 1) / T) * E(noise) - 2 / T * fit_share * mean(Sigma)),
        proof=[
            by_parts, (1 + (d + 1) / T) * E(noise) - 2 / T * E(fit * noise) - 2 / T * twice,
            fit_of_noise, (1 + (d + 1) / T) * E(noise) - 2 / T * fit_share * mean(Sigma) - 2 / T * twice,
            fitted_twice, (1 + (d + 1) / T) * E(noise) - 2 / T * fit_share * mean(Sigma) - 2 / T * E(noise),
            algebra,
        ])

    by_noise = PAPER.claim("collapse-by-noise", "For every ridge it is at least the noise times (d - T - 1)/T",
        LARGER_COLLAPSE[0],
        proof=[
            by_parts, (1 + (d + 1) / T) * E(noise) - 2 / T * E(fit * noise) - 2 / T * twice,
            matrix_identity,
            (1 + (d + 1) / T) * E(noise) - 2 * E(noise) - 2 / T * twice
            + 2 / T * (E(tr(unfitted.T * unfitted) * noise) + ridge / T * E(tr(X * R * R * X.T) * noise)),
            inequality, (1 + (d + 1) / T) * E(noise) - 2 * E(noise) - 2 / T * twice,
            fitted_twice, (1 + (d + 1) / T) * E(noise) - 2 * E(noise) - 2 / T * E(noise),
            algebra,
        ])

    by_fit = PAPER.claim("collapse-by-fit", "and at least the trace of the squared fit",
        LARGER_COLLAPSE[1],
        proof=[
            inequality, COLLAPSE - E(tr(turned.T * inv(Sigma) * turned * inv(Sigma))) / 2,
            matrix_identity,
        ])

    fit_falls = PAPER.claim("fit-falls", "which falls as the ridge grows",
        LARGER_COLLAPSE[2], witness=beside["witness"] | {more: 1}, proof=spectral_order(X))

    fit_square_below = PAPER.claim("fit-square-below", "and is that of D, where the degrees of freedom are few",
        LARGER_COLLAPSE[3], where=few["where"], witness=few["witness"],
        proof=[
            inequality, (1 - small) * (FIT_SQUARE - E(tr((S * R - D).T * (S * R - D)))),
            matrix_identity, (1 - small) * (2 * E(tr(D)) - 2 * ridge * mean(D) - E(tr(D * D))),
            expectation, (1 - small) * (2 * tr(D) - tr(D * D)) - 2 * ridge * ((1 - small) * mean(D)),
            use(above, {A: D}), (1 - small) * (2 * tr(D) - tr(D * D)) - 2 * ridge * tr(D * H),
            matrix_identity,
        ])

with PAPER.section("Few degrees", **few):
    collapse_above = PAPER.claim("collapse-above", "The collapse from above",
        BOUNDS["collapse"][1],
        proof=[
            collapse_most, (1 - small) * ((1 + (d + 1) / T) * E(noise)),
            use(noise_above, {A: Sigma}),
        ])

    collapse_below = PAPER.claim("collapse-below", "and from below",
        BOUNDS["collapse"][0],
        proof=[
            collapse_least, (1 - small) * ((1 + (d - 1) / T) * E(noise) - 2 / T * fit_share * mean(Sigma)),
            use(above, {A: Sigma}), (1 - small) * (1 + (d - 1) / T) * E(noise) - 2 / T * fit_share * tr(Sigma * H),
            use(noise_from_below, {A: Sigma}),
        ])

FEW = (
    test_from_below, test_above, noise_from_below, noise_above, collapse_below, collapse_above, noise_falls,
    noise_grows, by_noise, by_fit, fit_falls, fit_square_below,
)
"""The bounds where the degrees of freedom are few, and what holds at every smaller ridge."""
