"""One draw: how far the risk of a single design and its labels is from its mean.

The variance of a function of Gaussian rows is at most the mean square of its gradient (Poincare's inequality). Where
Sigma <= t, the two parts that a design makes of the risk, and the labels beside it, have squared gradients that are
multiples of these parts:

    Var tr PR Sigma R <= 4 t^2 tr P/(ridge^3 T) E tr PR Sigma R             for every p.s.d. P
    Var tr Sigma RSR  <= 64 t^2/(15 ridge^2 T) E tr Sigma RSR

and given the design the labels add sigma^2 t/(ridge T) times the risk. So the variance of a risk is at most

    (t/(ridge T)) (4 t |w0|^2 + sigma^2 + 64 sigma^2 t/(15 ridge T)) E risk.
"""

from lemmata.derivations.gaussian_equivalents.exact_equations import N
from lemmata.derivations.gaussian_equivalents.paper import PAPER, P, rows
from lemmata.verifier.language import *

t = Symbol("t", positive=True)
one, W = identity(d), gram(X)
bounded = rows | {"where": [ridge > 0, Sigma <= t * one], "witness": {ridge: 1, d: 1, T: 1, t: 1}}
missed, noise = tr(P * R * Sigma * R), tr(Sigma * N)
steep, steep_noise = 4 * t**2 * tr(P) / (ridge**3 * T), 64 * t**2 / (15 * ridge**2 * T)

turned = R * Sigma * R * P * R
both_ways = turned + turned.T
left, right = R * Sigma * N * Sigma * R, R * Sigma * R * Sigma * R * Sigma * R
halves = E(tr(left * P * R * Sigma * R * P)), E(tr(N * P * right * P))

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
            spectral_order(X, P * right * P), E(tr(P * right * P)) / (4 * ridge),
            inequality, t / (4 * ridge) * E(tr(P * R * Sigma * R * R * Sigma * R * P)),
            inequality, t / (4 * ridge**3) * E(tr(P * R * Sigma * Sigma * R * P)),
            inequality, t**2 / (4 * ridge**3) * E(tr(one * P * R * Sigma * R * P)),
            once_more, t**2 / (4 * ridge**3) * E(tr(P) * missed),
            expectation,
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

kept, dropped =  N * Sigma * N, ridge**2 * R * R * Sigma * R * R
slope = kept - dropped
seen, unseen = E(tr(S * kept * Sigma * kept)), E(tr(S * dropped * Sigma * dropped))

with PAPER.section("One draw", **bounded):
    noise_gradient = PAPER.claim("noise-gradient", "The variance of what a fit makes of noise, by its gradient",
        within(E(noise * noise), E(noise) * E(noise), 4 / T * E(tr(S * slope * Sigma * slope))),
        proof=gaussian_covariance(X, noise, noise))

    seen_slope = PAPER.claim("seen-slope", "Its part where a fit sees",
        at_most(seen, t / (16 * ridge**2) * E(tr(Sigma * N * S * N * Sigma))),
        proof=[
            trace_of_product(Sigma, kept * S * kept), t * E(tr(Sigma * N * S * N * Sigma * N * N)),
            spectral_order(X, Sigma * R * W * R * W * R * W * R * Sigma),
        ])

    unseen_slope = PAPER.claim("unseen-slope", "and where it does not",
        at_most(unseen, t * E(tr(Sigma * R * N * R * Sigma))),
        proof=[
            trace_of_product(Sigma, dropped * S * dropped),
            t * ridge**4 * E(tr(Sigma * R * N * R * Sigma * R * R * R * R)),
            spectral_order(X, Sigma * R * R * W * R * R * Sigma),
        ])

    cube_below = PAPER.claim("cube-below", "Sigma^3 <= t Sigma^2, beside a fit of noise",
        at_most(E(tr(Sigma * Sigma * N * Sigma)), t * E(tr(Sigma * N * Sigma))),
        proof=trace_of_product(Sigma, Sigma * N * Sigma))

    square_below = PAPER.claim("square-at-most", "and so Sigma^2 <= t Sigma",
        at_least(t * E(noise), E(tr(Sigma * N * Sigma))),
        proof=[
            matrix_identity, 2 * E(tr(Sigma * N * Sigma)) - E(tr(Sigma * Sigma * N * Sigma)) / t
            + E(tr((t * one - Sigma) * Sigma * (t * one - Sigma) * N)) / t,
            inequality, 2 * E(tr(Sigma * N * Sigma)) - E(tr(Sigma * Sigma * N * Sigma)) / t,
            cube_below,
        ])

    noise_variance = PAPER.claim("noise-variance", "What one design makes of noise is near its mean",
        at_most(E(noise**2) - E(noise) ** 2, steep_noise * E(noise)),
        proof=[
            inequality, Abs(E(noise**2) - E(noise) ** 2),
            noise_gradient, 4 / T * E(tr(S * slope * Sigma * slope)),
            inequality, 4 / T * (E(tr(S * slope * Sigma * slope))
                                 + E(tr(X * (15 * kept + dropped) * Sigma * (15 * kept + dropped) * X.T)) / (15 * T)),
            matrix_identity, 4 / T * (16 * seen + Rational(16, 15) * unseen),
            seen_slope, 4 / T * (t / ridge**2 * E(tr(Sigma * N * S * N * Sigma)) + Rational(16, 15) * unseen),
            unseen_slope, 4 * t / T * (E(tr(Sigma * N * S * N * Sigma)) / ridge**2
                                       + Rational(16, 15) * E(tr(Sigma * R * N * R * Sigma))),
            spectral_order(X, Sigma * Sigma), 64 * t / (15 * T * ridge**2) * E(tr(Sigma * N * Sigma)),
            square_below,
        ])

k = Symbol("k", positive=True)
"""By which the two parts are weighed."""
lost = missed.xreplace({P: w0 * w0.T})
bias, variance = ridge**2 * lost, sigma**2 / T * noise
first, second = (1 + k) * ridge**4, (1 + 1 / k) * sigma**4 / T**2
most_by_design = first * steep.xreplace({P: w0 * w0.T}) * E(lost) + second * steep_noise * E(noise)
drawn = norm2(R * X.T * (X * w0 + eps) / T - w0, Sigma)
by_labels = tr(P * R * Sigma * N * Sigma * R), tr(Sigma * N * Sigma * N)
labels = (4 * sigma**2 * ridge**2 / T * E(by_labels[0].xreplace({P: w0 * w0.T}))
          + 2 * sigma**4 / T**2 * E(by_labels[1]))
spread = ((1 + k) * 4 * t**2 * norm2(w0) + sigma**2 * t) / (ridge * T)
spread_noise = sigma**2 * t / (ridge * T) * ((1 + 1 / k) * 64 * t / (15 * ridge * T) + Rational(1, 2))

with PAPER.section("One draw", **bounded):
    labels_missed = PAPER.claim("labels-missed", "What the labels' noise adds, beside what is missed",
        at_most(E(by_labels[0]), t / (4 * ridge) * E(missed)),
        proof=[
            spectral_order(X, Sigma * R * P * R * Sigma), E(tr(P * R * Sigma * Sigma * R)) / (4 * ridge),
            inequality,
        ])

    labels_noise = PAPER.claim("labels-noise", "and alone",
        at_most(E(by_labels[1]), t / (4 * ridge) * E(noise)),
        proof=[spectral_order(X, Sigma * R * W * R * Sigma), E(tr(Sigma * N * Sigma)) / (4 * ridge), square_below])

with PAPER.section("One draw", **bounded | {
    "laws": [*rows["laws"], GaussianNoise(eps, sigma**2)], "witness": bounded["witness"] | {k: 1, sigma: 1}}):
    PAPER.claim("one-draw", "The risk of one design and its labels is near its mean",
        at_most(E(drawn * drawn) - E(drawn) * E(drawn), spread * E(bias) + spread_noise * E(variance)),
        proof=[
            expectation, E((bias + variance) ** 2) - E(bias + variance) ** 2 + labels,
            inequality, E((bias + variance) ** 2) - E(bias + variance) ** 2 + labels
            + E((k * bias - variance - E(k * bias - variance)) ** 2) / k,
            expectation,
            first * (E(lost**2) - E(lost) ** 2) + second * (E(noise**2) - E(noise) ** 2) + labels,
            use(missed_variance, {P: w0 * w0.T}),
            first * steep.xreplace({P: w0 * w0.T}) * E(lost) + second * (E(noise**2) - E(noise) ** 2) + labels,
            noise_variance, most_by_design + labels,
            use(labels_missed, {P: w0 * w0.T}),
            most_by_design + sigma**2 * ridge * t / T * E(lost) + 2 * sigma**4 / T**2 * E(by_labels[1]),
            labels_noise,
            most_by_design + sigma**2 * ridge * t / T * E(lost) + sigma**4 / T**2 * t / (2 * ridge) * E(noise),
            matrix_identity,
        ])
