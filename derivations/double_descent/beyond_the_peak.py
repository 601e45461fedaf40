"""More features than rows, all of them fitted: the error falls again, to a minimum if the signal is strong.

Here t^2 is the ratio of signal to noise, |b|^2/sigma^2, and phi = d/T > 1.
"""

from lemmata.derivations.dohmatob2024.section_4_1_clean import min_norm_risk_clean
from lemmata.derivations.dohmatob2024.section_4_2_ridge import (
    interpolation,
    interpolation_point,
    min_norm_equivalent,
)
from lemmata.derivations.double_descent.paper import PAPER
from lemmata.theory.quantities.regression import risk
from lemmata.theory.relations import BOUNDED_BELOW
from lemmata.verifier.language import *

t = Symbol("t", positive=True)
beyond = sigma**2 * (t**2 * (1 - 1 / phi) + 1 / (phi - 1))
least = sigma**2 * (2 * t - 1)
place = t / (t - 1)
exact = signal * (1 - T / d) + sigma**2 * T / (d - T - 1)
four = {SPECTRUM: ((1, 1), (1, 1), (1, 0), (1, 2)), T: 2, sigma: 1}

with PAPER.section("Beyond the peak", where=[T <= d - 2, sigma_is_identity], witness=four):
    PAPER.claim("excess-wide", "The excess error of the minimum-norm solution, at every size",
        equal(risk(n=0, ridge=0), exact), proof=min_norm_risk_clean)

with PAPER.section("Beyond the peak", where=interpolation, witness=interpolation_point):
    PAPER.claim("excess-wide-any-covariance",
        "In proportion, for every covariance: at the kappa where df1 is T, as of a ridge that vanishes",
        equivalent(risk(n=0, ridge=0),
                   (kappa**2 * EigenSum(c2 * s / (s + kappa) ** 2) + sigma**2 * df2 / T) / (1 - df2 / T),
                   BOUNDED_BELOW), proof=min_norm_equivalent)

with PAPER.section("Beyond the peak", where=[T <= d - 2], witness={d: 5, T: 2, signal: 1, sigma: 1}):
    PAPER.claim("finite-size-limit", "and it tends to that in proportion",
        tends(exact.xreplace({signal: sigma**2 * t**2}), beyond, along=Path(T, keeping={d: phi * T})), where=[phi > 1],
        witness={phi: Rational(5, 2), t: 1}, proof=limit)

    PAPER.claim("more-data-hurts", "More data hurt just where (d - T - 1)(d - T - 2) |b|^2 < d (d - 1) sigma^2",
        greater_than(exact.xreplace({T: T + 1}), exact),
        where=[T <= d - 3, (d - T - 1) * (d - T - 2) * signal < d * (d - 1) * sigma**2], proof=inequality)

with PAPER.section("Beyond the peak", where=[phi > 1], witness={t: 3, phi: 2, sigma: 1}):
    distance = PAPER.claim("distance-to-minimum", "In proportion the error exceeds sigma^2 (2 t - 1) by a square",
        equal(beyond, least + sigma**2 * (t * (phi - 1) - phi) ** 2 / (phi * (phi - 1))), proof=algebra)

    PAPER.claim("minimum", "so that it is never less",
        at_least(beyond, least),
        proof=[distance, least + sigma**2 * (t * (phi - 1) - phi) ** 2 / (phi * (phi - 1)), inequality])

    PAPER.claim("minimum-place", "and has that value at phi = t/(t - 1)",
        equal(beyond.xreplace({phi: place}), least), where=[t > 1], witness={t: 3, sigma: 1}, proof=algebra)

    slope = PAPER.claim("slope", "The slope in phi",
        equal(Derivative(beyond, phi), sigma**2 * (t**2 / phi**2 - 1 / (phi - 1) ** 2)), proof=differentiate)

    PAPER.claim("falls-before", "It falls from the peak to the minimum",
        less_than(Derivative(beyond, phi), 0), where=[sigma > 0, t * (phi - 1) < phi],
        witness={t: 3, phi: "5/4", sigma: 1},
        proof=[slope, sigma**2 * (t**2 / phi**2 - 1 / (phi - 1) ** 2), inequality])

    PAPER.claim("rises-after", "and rises beyond it",
        greater_than(Derivative(beyond, phi), 0), where=[sigma > 0, t * (phi - 1) > phi],
        proof=[slope, sigma**2 * (t**2 / phi**2 - 1 / (phi - 1) ** 2), inequality])

    PAPER.claim("many-features", "With many features per row nothing is learnt",
        tends(beyond, sigma**2 * t**2, along=Path(phi)), proof=limit)

    PAPER.claim("peak-in-proportion", "At the peak it exceeds every bound",
        tends(beyond, oo, along=Path(phi, 1)), where=[sigma > 0], proof=limit)
