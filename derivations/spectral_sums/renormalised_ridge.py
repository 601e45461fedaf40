"""The renormalised ridge: how the root of T ridge/kappa + df1(kappa) = T scales, with explicit constants.

Both terms are positive, so ridge <= kappa and df1 <= T; df1 lies within 1 of its integral K J(d/K), with
K = kappa^(-1/beta). Hence the equation holds with the integral in place of df1, up to 1/T, for every ridge and every
dimension; with kappa = k T^-beta this is ridge T^beta/k + k^(-1/beta) J = 1 + O(1/T), the equation of the proportional
limits. What it says regime by regime follows.
"""

from lemmata.derivations.spectral_sums.constants import infinite_df1_above, infinite_df1_below
from lemmata.derivations.spectral_sums.paper import PAPER
from lemmata.derivations.spectral_sums.setting import C, df1_at, k, root
from lemmata.theory.notation import kappa as letter
from lemmata.verifier.language import *

kappa = root()
knee = kappa ** (-1 / beta)
kappa_d = root(d)
knee_d = kappa_d ** (-1 / beta)
integral = ScalingIntegral(beta, 1, beta, d / knee_d)

LEMMA = "how kappa scales"

with PAPER.section("Renormalised ridge", source=LEMMA):
    above_ridge = PAPER.claim("kappa-above-ridge", "kappa is at least the ridge",
        at_least(kappa, ridge), where=[beta > 1], witness={beta: 2, T: 5, ridge: "1/10"},
        proof=[fixed_point, ridge + kappa * df1_at() / T, inequality])

    PAPER.claim("finite-kappa-above-ridge", "kappa is at least the ridge, for every dimension",
        at_least(kappa_d, ridge), where=[kappa_d > 0], witness={beta: 2, T: 5, ridge: "1/10", d: 7},
        proof=[fixed_point, ridge + kappa_d * df1_at(d) / T, inequality])

# The equation of the limit, up to 1/T.
with PAPER.section("Renormalised ridge", where=[beta > 1], witness={beta: 2, T: 5, ridge: "1/10"}, source=LEMMA):
    limit_equation_below = PAPER.claim("limit-equation-below", "ridge/kappa + C kappa^(-1/beta)/T is at least 1",
        at_least(ridge / kappa + C * knee / T, 1),
        proof=[use(infinite_df1_above, {letter: kappa}), ridge / kappa + df1_at() / T, fixed_point])

    limit_equation_above = PAPER.claim("limit-equation-above", "and at most 1 + 1/T, for every ridge",
        at_most(ridge / kappa + C * knee / T, 1 + 1 / T),
        proof=[use(infinite_df1_below, {letter: kappa}), ridge / kappa + (df1_at() + 1) / T, fixed_point])

    knee_below = PAPER.claim("knee-at-most-samples", "C kappa^(-1/beta) is at most T + 1",
        at_most(knee, (T + 1) / C),
        proof=[
            inequality,           T / C * (ridge / kappa + C * knee / T),
            limit_equation_above, T / C * (1 + 1 / T),
            algebra,
        ])

    floor = PAPER.claim("kappa-floor", "kappa is at least (C/(T+1))^beta, whatever the ridge",
        at_least(kappa, (C / (T + 1)) ** beta), proof=raised(knee_below, -beta))

with PAPER.section("Renormalised ridge", witness={beta: 2, T: 5, ridge: "1/10"}, source=LEMMA):
    df1_integral_above = PAPER.claim("df1-integral-above", "df1 is at most K J(d/K), for every dimension",
        at_most(Df1(beta, letter, d), letter ** (-1 / beta) * ScalingIntegral(beta, 1, beta, d * letter ** (1 / beta))),
        witness={beta: 2, letter: "1/10", d: 7}, proof=integral_comparison)

    df1_integral_below = PAPER.claim("df1-integral-below", "and at least that minus 1",
        at_least(
            Df1(beta, letter, d), letter ** (-1 / beta) * ScalingIntegral(beta, 1, beta, d * letter ** (1 / beta)) - 1
        ),
        witness={beta: 2, letter: "1/10", d: 7}, proof=integral_comparison)

    PAPER.claim("proportional-equation-below",
        "With d of the order of T: ridge/kappa + K J(d/K)/T is at least 1, for every dimension and every beta > 0",
        at_least(ridge / kappa_d + knee_d * integral / T, 1), where=[kappa_d > 0],
        witness={beta: 2, T: 5, ridge: "1/10", d: 7},
        proof=[use(df1_integral_above, {letter: kappa_d}), ridge / kappa_d + df1_at(d) / T, fixed_point])

    PAPER.claim("proportional-equation-above", "and at most 1 + 1/T",
        at_most(ridge / kappa_d + knee_d * integral / T, 1 + 1 / T), where=[kappa_d > 0],
        witness={beta: 2, T: 5, ridge: "1/10", d: 7},
        proof=[use(df1_integral_below, {letter: kappa_d}), ridge / kappa_d + (df1_at(d) + 1) / T, fixed_point])

    PAPER.claim("kappa-ceiling",
        "kappa is at most the larger of 2 ridge and (2 C/T)^beta: one of 2 ridge/kappa and 2 C kappa^(-1/beta)/T is 1",
        at_least(Max(2 * ridge / kappa, 2 * C * knee / T), 1), where=[beta > 1],
        proof=[
            inequality, ridge / kappa + C * knee / T,
            use(infinite_df1_above, {letter: kappa}), ridge / kappa + df1_at() / T,
            fixed_point,
        ])

    PAPER.claim("large-ridge", "ridge well above T^-beta: kappa is the ridge, up to a factor 1 - C ridge^(-1/beta)/T",
        at_most(kappa * (1 - C * ridge ** (-1 / beta) / T), ridge), where=[beta > 1, ridge > 0],
        proof=[
            raised(above_ridge, -1 / beta), kappa * (1 - C * knee / T),
            use(infinite_df1_above, {letter: kappa}), kappa * (1 - df1_at() / T),
            fixed_point,
        ])

    PAPER.claim("small-ridge",
        "ridge well below T^-beta: C kappa^(-1/beta) is T, up to a factor 1 - ridge ((T+1)/C)^beta",
        at_least(C * knee, T * (1 - ridge * ((T + 1) / C) ** beta)), where=[beta > 1],
        proof=[
            use(infinite_df1_above, {letter: kappa}), df1_at(),
            fixed_point, T - T * ridge / kappa,
            raised(floor, -1),
        ])

# In between: ridge = L T^-beta. With kappa = (y T)^-beta the equation of the limit is L y^beta + C y = 1.
L = Symbol("L", positive=True)
critical = Kappa(beta, T, L * T**-beta)
y = critical ** (-1 / beta) / T

with PAPER.section("Renormalised ridge", where=[beta > 1], witness={beta: 2, T: 5, L: 1}, source=LEMMA):
    PAPER.claim("critical-ridge-below", "ridge = L T^-beta: y = kappa^(-1/beta)/T satisfies L y^beta + C y >= 1",
        at_least(L * T**-beta / critical + C * y, 1), proof=use(limit_equation_below, {ridge: L * T**-beta}))

    PAPER.claim("critical-ridge-above", "and L y^beta + C y <= 1 + 1/T",
        at_most(L * T**-beta / critical + C * y, 1 + 1 / T), proof=use(limit_equation_above, {ridge: L * T**-beta}))

# Fewer dimensions than samples.
with PAPER.section(
    "Renormalised ridge", where=[kappa_d > 0], witness={beta: 2, T: 5, ridge: "1/10", d: 7}, source=LEMMA,
):
    PAPER.claim("few-dimensions", "d below T: kappa is at most ridge/(1 - d/T)",
        at_most(kappa_d * (1 - d / T), ridge), proof=[term_by_term, kappa_d * (1 - df1_at(d) / T), fixed_point])

    PAPER.claim("few-dimensions-below",
        "and at least ridge/(1 - (d/T)/(1 + kappa d^beta)): with kappa well above d^-beta the ratio is 1/(1 - d/T)",
        at_least(kappa_d * (1 - d / T / (1 + kappa_d * d**beta)), ridge),
        proof=[term_by_term, kappa_d * (1 - df1_at(d) / T), fixed_point])

    wide = kappa_d * (2 * T) ** beta

    PAPER.claim("many-dimensions-floor", "d at least 2 T: kappa is at least (2 T)^-beta, whatever the ridge",
        at_least(1 + wide, 2), where=[d >= 2 * T], witness={beta: 2, T: 3, ridge: "1/10", d: 7},
        proof=[
            fixed_point,  (1 + wide) * (ridge / kappa_d + df1_at(d) / T),
            inequality,   (1 + wide) * df1_at(d) / T,
            term_by_term, (1 + wide) * Df1(beta, kappa_d, 2 * T) / T,
            term_by_term,
        ])

# d close to T: to leading order a quadratic equation, whose coefficient T - d may have either sign, or vanish.
powers = Sum(k**beta, (k, 1, d))

with PAPER.section(
    "Renormalised ridge", where=[kappa_d > 0], witness={beta: 2, T: 5, ridge: "1/10", d: 7}, source=LEMMA,
):
    quadratic_above = PAPER.claim("interpolation-above",
        "d near T: kappa (T - d) + kappa^2 sum k^beta is at least T ridge",
        at_least(kappa_d * (T - d) + kappa_d**2 * powers, T * ridge),
        proof=[term_by_term, kappa_d * (T - df1_at(d)), fixed_point])

    quadratic_below = PAPER.claim("interpolation-below",
        "and at most that with kappa^2 sum k^beta divided by 1 + kappa d^beta, which is near 1",
        at_most(kappa_d * (T - d) + kappa_d**2 * powers / (1 + kappa_d * d**beta), T * ridge),
        proof=[term_by_term, kappa_d * (T - df1_at(d)), fixed_point])

    excess = kappa_d**2 * powers
    bent = excess / (1 + kappa_d * d**beta)

    PAPER.claim("close-below-floor",
        "d near T: T ridge is at most twice the larger of kappa (T - d) and kappa^2 sum k^beta",
        at_least(Max(2 * kappa_d * (T - d), 2 * excess), T * ridge),
        proof=[inequality, kappa_d * (T - d) + excess, quadratic_above])

with PAPER.section(
    "Renormalised ridge", where=[kappa_d > 0], witness={beta: 2, T: 5, ridge: "1/10", d: 7}, source=LEMMA,
):
    PAPER.claim("close-below-ceiling", "and at least each of them, the second divided by 1 + kappa d^beta",
        at_least(T * ridge, bent), where=[d <= T], witness={beta: 2, T: 5, ridge: "1/10", d: 4},
        proof=[quadratic_below, kappa_d * (T - d) + bent, inequality])

    PAPER.claim("close-above-floor",
        "d from T on: kappa^2 sum k^beta is at least the larger of T ridge and kappa (d - T)",
        at_least(excess, Max(T * ridge, kappa_d * (d - T))), where=[d >= T],
        proof=[
            algebra,         kappa_d * (T - d) + excess + kappa_d * (d - T),
            quadratic_above, T * ridge + kappa_d * (d - T),
            inequality,
        ])

    PAPER.claim("close-above-ceiling", "and, divided by 1 + kappa d^beta, at most twice that",
        at_most(bent, 2 * Max(T * ridge, kappa_d * (d - T))),
        proof=[
            algebra,         kappa_d * (T - d) + bent + kappa_d * (d - T),
            quadratic_below, T * ridge + kappa_d * (d - T),
            inequality,
        ])
