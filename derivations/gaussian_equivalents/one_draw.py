"""One draw: how far the risk of a single design and its labels is from its mean.

The variance of a function of Gaussian rows is at most the mean square of its gradient (Poincare's inequality). Where
Sigma <= t, that of what a fit misses is a multiple of what it misses:

    Var tr PR Sigma R <= 4 t^2 tr P/(ridge^3 T) E tr PR Sigma R             for every p.s.d. P
"""

from lemmata.derivations.gaussian_equivalents.exact_equations import N
from lemmata.derivations.gaussian_equivalents.paper import PAPER, P, rows
from lemmata.verifier.language import *

t = Symbol("t", positive=True)
one = identity(d)
bounded = rows | {"where": [ridge > 0, Sigma <= t * one], "witness": {ridge: 1, d: 1, T: 1, t: 1}}
missed = tr(P * R * Sigma * R)
steep = 4 * t**2 * tr(P) / (ridge**3 * T)

turned = R * Sigma * R * P * R
both_ways = turned + turned.T
left, right = R * Sigma * N * Sigma * R, R * Sigma * R * Sigma * R * Sigma * R
halves = E(tr(left * P * R * Sigma * R * P)), E(tr(N * P * right * P))
quarter = tr(P) / (4 * ridge)
off = S - ridge * one

with PAPER.section("One draw", **bounded):
    missed_gradient = PAPER.claim("missed-gradient", "The variance of what a fit misses, by its gradient",
        within(E(missed * missed), E(missed) * E(missed), 4 / T * E(tr(S * both_ways * Sigma * both_ways))),
        proof=gaussian_covariance(X, missed, missed))

    missed_halves = PAPER.claim("missed-halves", "which is at most twice its halves",
        at_most(E(tr(S * both_ways * Sigma * both_ways)), 2 * halves[0] + 2 * halves[1]),
        proof=[
            inequality, E(tr(S * both_ways * Sigma * both_ways))
            + E(tr(X * (turned - turned.T) * Sigma * (turned - turned.T).T * X.T)) / T,
            matrix_identity,
        ])

    shrunk_missed = PAPER.claim("shrunk-missed", "R Sigma R Sigma R Sigma R is R Sigma R (t/ridge)^2 at most",
        at_most(E(tr(P * right)), t**2 / ridge**2 * E(missed)),
        proof=[
            inequality, t * E(tr(P * R * Sigma * R * R * Sigma * R)),
            inequality, t / ridge**2 * E(tr(P * R * Sigma * Sigma * R)),
            inequality,
        ])

    once_more = PAPER.claim("once-more", "P^2 <= P tr P",
        at_most(E(tr(one * P * R * Sigma * R * P)), E(tr(P) * missed)),
        proof=trace_of_product(one, R * Sigma * R, through=P))

    first_half = PAPER.claim("first-half", "One half, by a trace that is bounded for every design",
        at_most(halves[0], t**2 * tr(P) / (4 * ridge**3) * E(missed)),
        proof=[
            spectral_order(X, Sigma * R * P * R * Sigma * R * P * R * Sigma),
            E(tr(Sigma * R * P * R * Sigma * R * P * R * Sigma)) / (4 * ridge),
            inequality, t / (4 * ridge) * E(tr(R * Sigma * R * P * R * Sigma * R * P)),
            inequality, t**2 / (4 * ridge**3) * E(tr(identity(d) * P * R * Sigma * R * P)),
            once_more, t**2 / (4 * ridge**3) * E(tr(P) * missed),
            expectation,
        ])

    second_half = PAPER.claim("second-half", "and the other",
        at_most(halves[1], t**2 * tr(P) / (4 * ridge**3) * E(missed)),
        proof=[
            trace_of_product(N, right, through=P), E(tr(P * N) * tr(P * right)),
            inequality, E(tr(P * N) * tr(P * right)) + E(tr(P * R * off * off * R) * tr(P * right)) / (4 * ridge),
            matrix_identity, E(tr(P) * tr(P * right)) / (4 * ridge),
            expectation, quarter * E(tr(P * right)),
            shrunk_missed,
        ])

    missed_variance = PAPER.claim("missed-variance", "What one design misses is near its mean",
        at_most(E(missed**2) - E(missed) ** 2, steep * E(missed)),
        proof=[
            inequality, Abs(E(missed**2) - E(missed) ** 2),
            missed_gradient, 4 / T * E(tr(S * both_ways * Sigma * both_ways)),
            missed_halves, 4 / T * (2 * halves[0] + 2 * halves[1]),
            first_half, 4 / T * (t**2 * tr(P) / (2 * ridge**3) * E(missed) + 2 * halves[1]),
            second_half,
        ])
