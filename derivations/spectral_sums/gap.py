"""The gap 1 - df2/T, by which bias and variance are divided, without subtraction, and its value in every regime.

From 1 - df1/T = ridge/kappa and df1 - df2 = kappa sum lambda_k/(lambda_k + kappa)^2,

    1 - df2/T = ridge/kappa + (kappa/T) sum lambda_k/(lambda_k + kappa)^2,

two positive terms. For d well above T the gap stays above 1/beta - (1 - 1/beta)/T; on the interpolation line d = T it
vanishes with the ridge.
"""

from lemmata.derivations.spectral_sums.constants import infinite_df1_above, infinite_df2_above, infinite_df2_below
from lemmata.derivations.spectral_sums.paper import PAPER
from lemmata.derivations.spectral_sums.renormalised_ridge import (
    above_ridge,
    kappa_d,
    knee,
    limit_equation_above,
    quadratic_above,
    quadratic_below,
)
from lemmata.derivations.spectral_sums.setting import C, df1_at, k, root
from lemmata.theory.notation import kappa as letter
from lemmata.verifier.language import *

GAP = "the gap 1 - df2/T"
kappa = root()

with PAPER.section("Gap", witness={beta: 2, T: 5, ridge: "1/10"}, source=GAP):
    PAPER.claim("gap", "For every spectrum the gap is a sum of two positive terms",
        equal(1 - df2 / T, ridge / letter + letter * EigenSum(s / (s + letter) ** 2) / T),
        where=[
            Eq(df1, EigenSum(s / (s + letter))), Eq(df2, EigenSum(s**2 / (s + letter) ** 2)),
            Eq(ridge, letter - letter * df1 / T),
        ],
        witness={
            SPECTRUM: ((1, 1), (Rational(1, 2), 1)), letter: 1, df1: Rational(5, 6),
            df2: Rational(13, 36), T: 2, ridge: Rational(7, 12),
        },
        proof=given)

    rest = kappa_d * SpectralSum(beta, 2, beta, kappa_d, d) / T

    PAPER.claim("power-law-gap", "The same for eigenvalues k^-beta, at the renormalised ridge",
        equal(1 - Df2(beta, kappa_d, d) / T, ridge / kappa_d + rest), where=[kappa_d > 0],
        witness={beta: 2, T: 5, ridge: "1/10", d: 7}, proof=[term_by_term, 1 - df1_at(d) / T + rest, fixed_point])

    gap = 1 - Df2(beta, kappa) / T

    gap_floor = PAPER.claim("gap-floor",
        "Infinitely many dimensions: the gap is at least 1/beta - (1 - 1/beta)/T, whatever the ridge",
        at_least(gap, 1 / beta - (1 - 1 / beta) / T), where=[beta > 1],
        proof=[
            use(infinite_df2_above, {letter: kappa}), 1 - (1 - 1 / beta) * C * knee / T,
            inequality, 1 - (1 - 1 / beta) * (ridge / kappa + C * knee / T),
            limit_equation_above, 1 - (1 - 1 / beta) * (1 + 1 / T),
            algebra,
        ])

    PAPER.claim("gap-below", "The gap is 1 - (1 - 1/beta) C kappa^(-1/beta)/T at least, for every ridge",
        at_least(gap, 1 - (1 - 1 / beta) * C * knee / T), where=[beta > 1],
        proof=use(infinite_df2_above, {letter: kappa}))

    PAPER.claim("large-ridge-gap", "ridge well above T^-beta: the gap is near 1",
        at_least(gap, 1 - (1 - 1 / beta) * C * ridge ** (-1 / beta) / T), where=[beta > 1, ridge > 0],
        proof=[
            use(infinite_df2_above, {letter: kappa}), 1 - (1 - 1 / beta) * C * knee / T,
            raised(above_ridge, -1 / beta),
        ])

    PAPER.claim("gap-above", "and that plus 1/T at most",
        at_most(gap, 1 - (1 - 1 / beta) * C * knee / T + 1 / T), where=[beta > 1],
        proof=[use(infinite_df2_below, {letter: kappa}), 1 - ((1 - 1 / beta) * C * knee - 1) / T, algebra])

    kappa_0, knee_0 = kappa.xreplace({ridge: 0}), knee.xreplace({ridge: 0})

    ridgeless_gap = PAPER.claim("ridgeless-gap",
        "Infinitely many dimensions, no ridge: the gap is at most 1/beta + 1/T",
        at_most(1 - Df2(beta, kappa_0) / T, 1 / beta + 1 / T), where=[beta > 1], witness={beta: 2, T: 5},
        proof=[
            use(infinite_df2_below, {letter: kappa_0}), 1 - ((1 - 1 / beta) * C * knee_0 - 1) / T,
            use(infinite_df1_above, {letter: kappa_0}), 1 - ((1 - 1 / beta) * df1_at().xreplace({ridge: 0}) - 1) / T,
            fixed_point,
        ])
    few = 1 - Df2(beta, kappa_d, d) / T

    PAPER.claim("few-dimensions-gap", "The gap is at least 1 - d/T",
        at_least(few, 1 - d / T), witness={beta: 2, T: 5, ridge: "1/10", d: 7}, proof=term_by_term)

    PAPER.claim("few-dimensions-gap-above", "and at most 1 - (d/T)/(1 + kappa d^beta)^2",
        at_most(few, 1 - d / T / (1 + kappa_d * d**beta) ** 2), witness={beta: 2, T: 5, ridge: "1/10", d: 7},
        proof=term_by_term)

# The interpolation line d = T.
kappa_T = root(T)
top = kappa_T * T**beta
LINE = PAPER.at("the interpolation line d = T")
powers = Sum(k**beta, (k, 1, T))

with PAPER.section("Gap", witness={beta: 2, T: 5, ridge: "1/10"}, source=LINE):
    powers_above = PAPER.claim("powers-to-T-above", "The sum of k^beta to T, from above",
        at_most(powers, T ** (beta + 1) / (beta + 1) + T**beta), witness={beta: 2, T: 5},
        proof=inequality)

    powers_below = PAPER.claim("powers-to-T-below", "and from below",
        at_least(powers, T ** (beta + 1) / (beta + 1)), witness={beta: 2, T: 5}, proof=inequality)

    PAPER.claim("line-kappa-below",
        "d = T: kappa^2 is at least (beta + 1) ridge T^-beta, up to a factor 1 + (beta + 1)/T",
        at_least(kappa_T**2 * (T**beta / (beta + 1) + T**beta / T), ridge), where=[kappa_T > 0],
        proof=[powers_above, kappa_T**2 * powers / T, use(quadratic_above, {d: T})])

    PAPER.claim("line-kappa-above", "and kappa^2 at most (1 + kappa T^beta) (beta + 1) ridge T^-beta",
        at_least(ridge, kappa_T**2 * T**beta / (beta + 1) / (1 + top)), where=[kappa_T > 0],
        proof=[use(quadratic_below, {d: T}), kappa_T**2 * powers / T / (1 + top), powers_below])

    line_gap = 1 - Df2(beta, kappa_T, T) / T

    PAPER.claim("line-gap-above", "The gap there is at most 2 kappa (T^beta/(beta + 1) + T^(beta - 1))",
        at_most(line_gap, 2 * kappa_T * (T**beta / (beta + 1) + T**beta / T)),
        proof=[term_by_term, 2 * kappa_T * powers / T, powers_above])

    PAPER.claim("line-gap-below", "and at least 2 kappa T^beta/(beta + 1), up to a factor (1 + kappa T^beta)^2",
        at_least(line_gap, 2 * kappa_T * T**beta / (beta + 1) / (1 + top) ** 2),
        proof=[term_by_term, 2 * kappa_T * powers / T / (1 + top) ** 2, powers_below])
