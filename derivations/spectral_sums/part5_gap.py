"""The gap 1 - df2/T, by which bias and variance are divided, without subtraction, and its value in every regime.

From 1 - df1/T = ridge/kappa and df1 - df2 = kappa sum lambda_k/(lambda_k + kappa)^2,

    1 - df2/T = ridge/kappa + (kappa/T) sum lambda_k/(lambda_k + kappa)^2,

two positive terms. For d well above T the gap stays above 1/beta - (1 - 1/beta)/T; on the interpolation line d = T it
vanishes with the ridge.
"""

from sympy import Eq, Rational, Sum

from lemmata.derivations.spectral_sums.paper import PAPER
from lemmata.derivations.spectral_sums.part2_constants import infinite_df1_above, infinite_df2_above, infinite_df2_below
from lemmata.derivations.spectral_sums.part4_renormalised_ridge import (
    above_ridge,
    finite,
    kappa,
    kappa_d,
    knee,
    limit_equation_above,
    quadratic_above,
    quadratic_below,
    summable,
)
from lemmata.derivations.spectral_sums.setting import C, df1_at, k, root
from lemmata.theory.notation import T, beta, d, ridge
from lemmata.theory.notation import df1 as df1_letter
from lemmata.theory.notation import df2 as df2_letter
from lemmata.theory.notation import kappa as letter
from lemmata.theory.relations import at_least, at_most, equal
from lemmata.theory.spectra.eigensum import SPECTRUM, EigenSum, s
from lemmata.theory.spectra.spectral_functions import Df2, SpectralSum
from lemmata.verifier.claim import at_least_by, at_most_by, by, calc
from lemmata.verifier.rules import algebra, fixed_point, given, inequality, power_sum, raised, term_by_term, use

GAP = "the gap 1 - df2/T"
summable = {**summable, "source": PAPER.at(GAP)}
finite = {**finite, "source": PAPER.at(GAP)}

PAPER.claim(
    "gap",
    "For every spectrum the gap is a sum of two positive terms",
    equal(1 - df2_letter / T, ridge / letter + letter * EigenSum(s / (s + letter) ** 2) / T),
    where=[
        Eq(df1_letter, EigenSum(s / (s + letter))),
        Eq(df2_letter, EigenSum(s**2 / (s + letter) ** 2)),
        Eq(ridge, letter - letter * df1_letter / T),
    ],
    witness={
        SPECTRUM: ((1, 1), (Rational(1, 2), 1)), letter: 1, df1_letter: Rational(5, 6), df2_letter: Rational(13, 36),
        T: 2, ridge: Rational(7, 12),
    },
    source=PAPER.at(GAP),
    proof=calc(
        1 - df2_letter / T,
        by(given), ridge / letter + letter * EigenSum(s / (s + letter) ** 2) / T,
    ),
)  # fmt: skip

rest = kappa_d * SpectralSum(beta, 2, beta, kappa_d, d) / T

PAPER.claim(
    "power-law-gap",
    "The same for eigenvalues k^-beta, at the renormalised ridge",
    equal(1 - Df2(beta, kappa_d, d) / T, ridge / kappa_d + rest),
    **finite,
    proof=calc(
        1 - Df2(beta, kappa_d, d) / T,
        by(term_by_term), 1 - df1_at(d) / T + rest,
        by(fixed_point), ridge / kappa_d + rest,
    ),
)  # fmt: skip

gap = 1 - Df2(beta, kappa) / T

PAPER.claim(
    "gap-floor",
    "Infinitely many dimensions: the gap is at least 1/beta - (1 - 1/beta)/T, whatever the ridge",
    at_least(gap, 1 / beta - (1 - 1 / beta) / T),
    **summable,
    proof=calc(
        gap,
        at_least_by(use(infinite_df2_above, {letter: kappa})), 1 - (1 - 1 / beta) * C * knee / T,
        at_least_by(inequality), 1 - (1 - 1 / beta) * (ridge / kappa + C * knee / T),
        at_least_by(use(limit_equation_above)), 1 - (1 - 1 / beta) * (1 + 1 / T),
        by(algebra), 1 / beta - (1 - 1 / beta) / T,
    ),
)  # fmt: skip

PAPER.claim(
    "gap-below",
    "The gap is 1 - (1 - 1/beta) C kappa^(-1/beta)/T at least, for every ridge",
    at_least(gap, 1 - (1 - 1 / beta) * C * knee / T),
    **summable,
    proof=calc(
        gap,
        at_least_by(use(infinite_df2_above, {letter: kappa})), 1 - (1 - 1 / beta) * C * knee / T,
    ),
)  # fmt: skip

PAPER.claim(
    "large-ridge-gap",
    "ridge well above T^-beta: the gap is near 1",
    at_least(gap, 1 - (1 - 1 / beta) * C * ridge ** (-1 / beta) / T),
    **{**summable, "where": [beta > 1, ridge > 0]},
    proof=calc(
        gap,
        at_least_by(use(infinite_df2_above, {letter: kappa})), 1 - (1 - 1 / beta) * C * knee / T,
        at_least_by(raised(above_ridge, -1 / beta)), 1 - (1 - 1 / beta) * C * ridge ** (-1 / beta) / T,
    ),
)  # fmt: skip

PAPER.claim(
    "gap-above",
    "and that plus 1/T at most",
    at_most(gap, 1 - (1 - 1 / beta) * C * knee / T + 1 / T),
    **summable,
    proof=calc(
        gap,
        at_most_by(use(infinite_df2_below, {letter: kappa})), 1 - ((1 - 1 / beta) * C * knee - 1) / T,
        by(algebra), 1 - (1 - 1 / beta) * C * knee / T + 1 / T,
    ),
)  # fmt: skip

kappa_0, knee_0 = kappa.xreplace({ridge: 0}), knee.xreplace({ridge: 0})

PAPER.claim(
    "ridgeless-gap",
    "Infinitely many dimensions, no ridge: the gap is at most 1/beta + 1/T",
    at_most(1 - Df2(beta, kappa_0) / T, 1 / beta + 1 / T),
    where=[beta > 1],
    witness={beta: 2, T: 5},
    source=PAPER.at(GAP),
    proof=calc(
        1 - Df2(beta, kappa_0) / T,
        at_most_by(use(infinite_df2_below, {letter: kappa_0})), 1 - ((1 - 1 / beta) * C * knee_0 - 1) / T,
        at_most_by(use(infinite_df1_above, {letter: kappa_0})),
        1 - ((1 - 1 / beta) * df1_at().xreplace({ridge: 0}) - 1) / T,
        by(fixed_point), 1 / beta + 1 / T,
    ),
)  # fmt: skip

always = {**finite, "where": []}
few = 1 - Df2(beta, kappa_d, d) / T

PAPER.claim(
    "few-dimensions-gap",
    "The gap is at least 1 - d/T",
    at_least(few, 1 - d / T),
    **always,
    proof=calc(few, at_least_by(term_by_term), 1 - d / T),
)

PAPER.claim(
    "few-dimensions-gap-above",
    "and at most 1 - (d/T)/(1 + kappa d^beta)^2",
    at_most(few, 1 - d / T / (1 + kappa_d * d**beta) ** 2),
    **always,
    proof=calc(few, at_most_by(term_by_term), 1 - d / T / (1 + kappa_d * d**beta) ** 2),
)

# The interpolation line d = T.
kappa_T = root(T)
top = kappa_T * T**beta
LINE = PAPER.at("the interpolation line d = T")
line = {"where": [kappa_T > 0], "witness": {beta: 2, T: 5, ridge: "1/10"}, "source": LINE}
powers = Sum(k**beta, (k, 1, T))

powers_above = PAPER.claim(
    "powers-to-T-above",
    "The sum of k^beta to T, from above",
    at_most(powers, T ** (beta + 1) / (beta + 1) + T**beta),
    witness={beta: 2, T: 5},
    source=LINE,
    proof=calc(
        powers,
        at_most_by(power_sum), T ** (beta + 1) / (beta + 1) - 1 / (beta + 1) + T**beta,
        at_most_by(inequality), T ** (beta + 1) / (beta + 1) + T**beta,
    ),
)  # fmt: skip

powers_below = PAPER.claim(
    "powers-to-T-below",
    "and from below",
    at_least(powers, T ** (beta + 1) / (beta + 1)),
    witness={beta: 2, T: 5},
    source=LINE,
    proof=calc(powers, at_least_by(power_sum), T ** (beta + 1) / (beta + 1)),
)

PAPER.claim(
    "line-kappa-below",
    "d = T: kappa^2 is at least (beta + 1) ridge T^-beta, up to a factor 1 + (beta + 1)/T",
    at_least(kappa_T**2 * (T**beta / (beta + 1) + T**beta / T), ridge),
    **line,
    proof=calc(
        kappa_T**2 * (T**beta / (beta + 1) + T**beta / T),
        at_least_by(use(powers_above)), kappa_T**2 * powers / T,
        at_least_by(use(quadratic_above, {d: T})), ridge,
    ),
)  # fmt: skip

PAPER.claim(
    "line-kappa-above",
    "and kappa^2 at most (1 + kappa T^beta) (beta + 1) ridge T^-beta",
    at_least(ridge, kappa_T**2 * T**beta / (beta + 1) / (1 + top)),
    **line,
    proof=calc(
        ridge,
        at_least_by(use(quadratic_below, {d: T})), kappa_T**2 * powers / T / (1 + top),
        at_least_by(use(powers_below)), kappa_T**2 * T**beta / (beta + 1) / (1 + top),
    ),
)  # fmt: skip

line_gap = 1 - Df2(beta, kappa_T, T) / T

PAPER.claim(
    "line-gap-above",
    "The gap there is at most 2 kappa (T^beta/(beta + 1) + T^(beta - 1))",
    at_most(line_gap, 2 * kappa_T * (T**beta / (beta + 1) + T**beta / T)),
    **{**line, "where": []},
    proof=calc(
        line_gap,
        at_most_by(term_by_term), 2 * kappa_T * powers / T,
        at_most_by(use(powers_above)), 2 * kappa_T * (T**beta / (beta + 1) + T**beta / T),
    ),
)  # fmt: skip

PAPER.claim(
    "line-gap-below",
    "and at least 2 kappa T^beta/(beta + 1), up to a factor (1 + kappa T^beta)^2",
    at_least(line_gap, 2 * kappa_T * T**beta / (beta + 1) / (1 + top) ** 2),
    **{**line, "where": []},
    proof=calc(
        line_gap,
        at_least_by(term_by_term), 2 * kappa_T * powers / T / (1 + top) ** 2,
        at_least_by(use(powers_below)), 2 * kappa_T * T**beta / (beta + 1) / (1 + top) ** 2,
    ),
)  # fmt: skip
