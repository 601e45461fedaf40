"""Eigenvalues k^-beta and a truth with lambda_k c_k^2 = k^-(1 + 2 beta r), d = infinity: exponents and constants.

Without ridge kappa is (C/T)^beta, C = (pi/beta)/sin(pi/beta), between explicit bounds; the gap 1 - df2/T is 1/beta, so
that label noise costs sigma^2 (beta - 1) however many rows there are.
"""

from lemmata.derivations.dohmatob2024.section_5_power_laws import constant_of_exact_mean, of_exact_mean
from lemmata.derivations.renormalization.paper import PAPER
from lemmata.derivations.spectral_sums.constants import infinite_df1_above
from lemmata.derivations.spectral_sums.gap import gap_floor, ridgeless_gap
from lemmata.derivations.spectral_sums.renormalised_ridge import floor
from lemmata.derivations.spectral_sums.setting import C
from lemmata.theory.scaling.constant_quantities import constant_in
from lemmata.theory.scaling.exponent_quantities import PowerLawModel
from lemmata.theory.scaling.forms import symbol as letter
from lemmata.verifier.language import *

root = Kappa(beta, T, 0)
knee = root ** (-1 / beta)
second = Df2(beta, root)
gap = 1 - second / T

with PAPER.section("Power laws", where=[beta > 1], witness={beta: 2, T: 5}):
    kappa_floor = PAPER.claim("ridgeless-kappa-above", "Without ridge kappa is at least (C/(T + 1))^beta",
        at_least(root, (C / (T + 1)) ** beta), proof=use(floor, {ridge: Integer(0)}))

    knee_above = PAPER.claim("ridgeless-knee", "and C times its knee is at least T",
        at_least(C * knee, T),
        proof=[use(infinite_df1_above, {kappa: root}), Df1(beta, root), fixed_point])

    kappa_ceiling = PAPER.claim("ridgeless-kappa-below", "so that it is at most (C/T)^beta",
        at_most(root / C**beta, T**-beta),
        proof=[algebra, (C * knee) ** -beta, raised(knee_above, -beta)])

    gap_below = PAPER.claim("ridgeless-gap-below", "The gap 1 - df2/T is at least 1/beta - (1 - 1/beta)/T",
        at_least(gap, 1 / beta - (1 - 1 / beta) / T), proof=use(gap_floor, {ridge: Integer(0)}))

    gap_above = PAPER.claim("ridgeless-gap-above", "and at most 1/beta + 1/T",
        at_most(gap, 1 / beta + 1 / T), proof=ridgeless_gap)

    PAPER.claim("plateau-at-least",
        "Noise costs at least sigma^2 (beta - 1), but for a factor near one",
        at_least(sigma**2 * (second / T) / gap, sigma**2 * ((beta - 1) * T - beta) / (T + beta)),
        where=[gap > 0], witness={sigma: 1},
        proof=[
            algebra,               sigma**2 / gap - sigma**2,
            raised(gap_above, -1), sigma**2 / (1 / beta + 1 / T) - sigma**2,
            algebra,
        ])

    PAPER.claim("plateau-at-most", "and at most that",
        at_most(sigma**2 * (second / T) / gap, sigma**2 * (beta - 1) * (T + 1) / (T + 1 - beta)),
        where=[gap > 0, T > beta - 1], witness={sigma: 1},
        proof=[
            algebra,               sigma**2 / gap - sigma**2,
            raised(gap_below, -1), sigma**2 / (1 / beta - (1 - 1 / beta) / T) - sigma**2,
            algebra,
        ])

    PAPER.claim("plateau-limit-below", "Both bounds tend to sigma^2 (beta - 1)",
        tends(((beta - 1) * T - beta) / (T + beta), beta - 1, along=Path(T)), proof=limit)

    PAPER.claim("plateau-limit-above", "from below and from above: overfitting is tempered",
        tends((beta - 1) * (T + 1) / (T + 1 - beta), beta - 1, along=Path(T)), where=[T > beta - 1], proof=limit)

# Through the calculus of exponents, for every r.
b, r = letter("beta"), letter("r")
rough = PowerLawModel(beta="beta", r="r", ell="oo", where=("r < 1",))
smooth = PowerLawModel(beta="beta", r="r", ell="oo", where=("r > 1",))
capacity = pi / b / sin(pi / b)

with PAPER.section("Power laws"):
    PAPER.claim("bias-constant",
        "For r < 1 the error without noise is C^(2 beta r) Gamma(2 - 2r) Gamma(2r) T^(-2 beta r)",
        equal(constant_in(rough, "bias"), capacity ** (2 * r * b) * gamma(2 - 2 * r) * gamma(2 * r)),
        where=rough.conditions, witness={b: 2, r: Rational(1, 4)}, checks=[measured_constant()],
        proof=constant_of_exact_mean)

    PAPER.claim("bias-exponent-rough", "Its exponent is -2 beta r",
        equal(rough.exponent("bias"), -2 * b * r), where=rough.conditions, witness={b: 2, r: Rational(1, 4)},
        checks=[measured_slope()], proof=of_exact_mean)

    PAPER.claim("bias-exponent-smooth", "and for r > 1 it is -2 beta: smoother truths gain nothing",
        equal(smooth.exponent("bias"), -2 * b), where=smooth.conditions, witness={b: 2, r: Rational(3, 2)},
        proof=of_exact_mean)

    PAPER.claim("bias-constant-smooth", "with a zeta value for its constant",
        equal(constant_in(smooth, "bias"), capacity ** (2 * b) * b * zeta(1 + 2 * b * (r - 1))),
        where=smooth.conditions, witness={b: 2, r: Rational(3, 2)}, proof=constant_of_exact_mean)
