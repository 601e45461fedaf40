"""Beyond the paper: the optimal ridge after n generations, for Sigma = I and generators with T0 >= d + 2 samples.

In the letter u = 1/(1 + kappa) of Corollary 4.4 the risk is E(u) = risk_in_u + tau collapse_in_u, where tau is the
noise that n generations have gathered, n sigma0^2 d/(T0 - d - 1). Its slope has the sign of A(u) - signal, with

    A(u) = u (sigma^2 phi + tau f(u))/((1 - u)(1 - phi u)),      f(u) = 1 + phi - 3 phi u + phi^2 u^3 >= 0,

the signal for which u is optimal. A increases from 0 to infinity on (0, min(1, 1/phi)), so that E falls and then
rises: one optimum, at ridge = (sigma^2 phi + tau f(u))/signal. It grows with n, and always exceeds that of clean data.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.section_4_2_isotropic import (
    isotropic_risk,
    isotropic_risk_in_u,
    optimal_ridge_clean,
    ridge_decreases_in_u,
    risk_in_u,
)
from lemmata.derivations.dohmatob2024.section_4_2_ridge import proportional_growth
from lemmata.derivations.dohmatob2024.section_4_3_growth import (
    collapse_equivalent,
    collapse_in_u,
    ridge_growth_equivalent,
)
from lemmata.derivations.dohmatob2024.setting import bias, phi_is_d_over_T, unit_covariance, variance
from lemmata.verifier.language import *

u = Symbol("u", positive=True)
v = Symbol("v", positive=True)
tau = Symbol("tau", nonnegative=True)
more = Symbol("more", nonnegative=True)
half, third = Rational(1, 2), Rational(1, 3)

ridge_of_u = Eq(ridge, (1 / u - 1) * (1 - phi * u))
inside = [u < 1, phi * u < 1]
a_point = {u: half, phi: 1, tau: 1, sigma: 1, signal: 1}

f = 1 + phi - 3 * phi * u + phi**2 * u**3
risk_after = risk_in_u + tau * collapse_in_u
signal_of_u = u * (sigma**2 * phi + tau * f) / ((1 - u) * (1 - phi * u))

with PAPER.section("Beyond the paper", witness={u: half, phi: 1}, source="beyond Corollary 4.4 (isotropic)"):
    collapse_slope = PAPER.claim("collapse-slope", "The slope of the isotropic collapse coefficient in u",
        equal(Derivative(collapse_in_u, u), 2 * u * f / (1 - phi * u**2) ** 2), where=[phi * u**2 < 1],
        proof=[
            differentiate,
                ((2 * u * (1 + phi - 2 * phi * u) - 2 * phi * u**2) * (1 - phi * u**2)
                 + 2 * phi * u * (u**2 * (1 + phi - 2 * phi * u))) / (1 - phi * u**2) ** 2,
            algebra,
        ])

    collapse_factor = PAPER.claim("collapse-factor", "f(u) is not negative",
        at_least(f, 0), where=[u <= 1, phi * u <= 1], proof=inequality)

    PAPER.claim("collapse-decreases-with-ridge",
        "For Sigma = I the collapse coefficient increases in u: more ridge, less collapse",
        at_least(Derivative(collapse_in_u, u), 0), where=[u <= 1, phi * u <= 1, phi * u**2 < 1],
        proof=[collapse_slope, 2 * u * f / (1 - phi * u**2) ** 2, collapse_factor])

    risk_slope = PAPER.claim("risk-slope-after-n",
        "After n generations the isotropic risk is stationary exactly where ridge = (sigma^2 phi + tau f(u))/||w0||^2",
        equal(
            Derivative(risk_in_u, u) + tau * Derivative(collapse_in_u, u),
            2 * u * (sigma**2 * phi + tau * f - signal * ridge) / (1 - phi * u**2) ** 2,
        ),
        where=[ridge_of_u, *inside], witness={**a_point, ridge: half}, note="tau = n sigma0^2 d/(T0 - d - 1)",
        proof=[
            optimal_ridge_clean,
                2 * u * (sigma**2 * phi - signal * ridge) / (1 - phi * u**2) ** 2 + tau * Derivative(collapse_in_u, u),
            collapse_slope,
                2 * u * (sigma**2 * phi - signal * ridge) / (1 - phi * u**2) ** 2
                + tau * (2 * u * f / (1 - phi * u**2) ** 2),
            algebra,
        ])

    PAPER.claim("optimal-ridge-after-n",
        "The optimal ridge after n generations: where u is optimal, ridge = (sigma^2 phi + tau f(u))/||w0||^2",
        equal(ridge, (sigma**2 * phi + tau * f) / signal),
        where=[ridge_of_u, *inside, Eq(signal, signal_of_u), sigma > 0],
        witness={**a_point, ridge: half, signal: Rational(13, 4)}, note="u is optimal when ||w0||^2 = A(u)",
        proof=given)

    PAPER.claim("risk-slope-by-signal", "The risk falls where A(u) is below the signal, and rises where it is above",
        equal(
            Derivative(risk_in_u, u) + tau * Derivative(collapse_in_u, u),
            2 * (1 - u) * (1 - phi * u) * (signal_of_u - signal) / (1 - phi * u**2) ** 2,
        ),
        where=[ridge_of_u, *inside], witness={**a_point, ridge: half},
        proof=[risk_slope, 2 * u * (sigma**2 * phi + tau * f - signal * ridge) / (1 - phi * u**2) ** 2, given])

    optimal = PAPER.claim("optimal-ridge-is-global",
        "Where ||w0||^2 = A(u) the risk is at most that at any other u, that is for any other ridge",
        at_least(risk_after.xreplace({u: v}) - risk_after, 0),
        where=[*inside, v <= 1, phi * v <= 1, phi * v**2 < 1, Eq(signal, signal_of_u)],
        witness={**a_point, v: third, signal: Rational(13, 4)},
        proof=[
            given,
                (u - v) ** 2 / ((1 - u) * (1 - phi * u) * (1 - phi * v**2))
                * (phi * sigma**2 + tau * ((1 - phi * u - phi * v * (1 - u)) ** 2
                                           + phi * (1 - phi * v**2) * (1 - u) ** 2)),
            inequality,
        ])

    PAPER.claim("signal-of-u-increases", "A increases in u, so that at most one u is optimal, and it is a minimum",
        at_least(Derivative(signal_of_u, u), 0), where=inside, witness={u: half, phi: 1, tau: 1, sigma: 1},
        proof=[
            differentiate,
                (1 - phi * u**2)
                * (sigma**2 * phi + tau * (1 + phi - 6 * phi * u + 3 * phi * (1 + phi) * u**2 - 2 * phi**2 * u**3))
                / ((1 - u) ** 2 * (1 - phi * u) ** 2),
            inequality,
        ])

    PAPER.claim("signal-of-u-starts-at-zero",
        "A starts at 0: without any signal nothing is better than the zero predictor, u = 0",
        tends(signal_of_u, 0, along=Path(u, to=Integer(0))), where=inside, witness={u: half, phi: 1, tau: 1, sigma: 1},
        proof=limit)

    PAPER.claim("risk-rises-at-the-end",
        "At u = 1, the right end for phi < 1, the risk does not fall: the optimum lies inside",
        at_least(Derivative(risk_in_u, u) + tau * Derivative(collapse_in_u, u), 0), where=[Eq(u, 1), phi < 1],
        witness={u: 1, phi: half, tau: 1, sigma: 1, signal: 1}, note="for phi >= 1 the right end is u = 1/phi",
        proof=[
            differentiate,
                2 * (sigma**2 * phi * u - signal * (1 - u) * (1 - phi * u)) / (1 - phi * u**2) ** 2
                + tau * (2 * u * f / (1 - phi * u**2) ** 2),
            given, 2 * sigma**2 * phi / (1 - phi) ** 2 + 2 * tau,
            inequality,
        ])

    PAPER.claim("risk-rises-at-the-far-end", "The same at u = 1/phi, the right end for phi > 1",
        at_least(Derivative(risk_in_u, u) + tau * Derivative(collapse_in_u, u), 0), where=[Eq(u, 1 / phi), phi > 1],
        witness={u: half, phi: 2, tau: 1, sigma: 1, signal: 1},
        proof=[
            differentiate,
                2 * (sigma**2 * phi * u - signal * (1 - u) * (1 - phi * u)) / (1 - phi * u**2) ** 2
                + tau * (2 * u * f / (1 - phi * u**2) ** 2),
            given, 2 * sigma**2 * phi**2 / (phi - 1) ** 2 + 2 * tau,
            inequality,
        ])

    PAPER.claim("optimal-ridge-exceeds-clean", "The optimal ridge is at least that of clean data, sigma^2 phi/||w0||^2",
        at_least((sigma**2 * phi + tau * f) / signal, sigma**2 * phi / signal),
        where=[u <= 1, phi * u <= 1, signal > 0], witness=a_point, proof=collapse_factor)

    later = Symbol("later", nonnegative=True)
    ridge_at_v = (1 / v - 1) * (1 - phi * v)

    PAPER.claim("optimal-ridge-grows",
        "Whatever raises tau (generations, their noise, d/T0) lowers the optimal u, and so raises the optimal ridge",
        at_most(v, u),
        where=[
            *inside, v < 1, phi * v < 1, tau > 0, Eq(signal, signal_of_u),
            Eq(later, (signal * ridge_at_v - sigma**2 * phi) / f.xreplace({u: v})), later >= tau,
        ],
        witness={phi: 1, sigma: 1, tau: 1, u: half, v: third, signal: Rational(13, 4), later: Rational(45, 14)},
        note=f"u is optimal for tau, v for the larger later; {ridge_decreases_in_u.id}", proof=inequality)

    noise_gathered = Eq(tau, n * sigma0**2 * d / (T0 - d - 1))
    isotropic_in_u = [
        *proportional_growth, T0 >= d + 2, df2 < T, sigma_is_identity, phi_is_d_over_T,
        Eq(u, 1 / (1 + kappa)), phi * u**2 < 1, noise_gathered,
    ]

    PAPER.claim("risk-after-n-in-u", "For Sigma = I the risk after n generations in the letters u and tau",
        equivalent(risk(n), risk_after), where=isotropic_in_u,
        witness={
            **unit_covariance, T: 4, T0: 6, phi: half, ridge: Rational(3, 4), n: 3, sigma: 1, sigma0: 1, u: half,
            tau: 2,
        },
        laws=LAWS, checks=[exact_sizes()],
        proof=[
            ridge_growth_equivalent, bias + variance + n * sigma0**2 * (collapse_equivalent / (T0 - d - 1)),
            isotropic_risk,
                (kappa**2 * signal + sigma**2 * phi) / ((1 + kappa) ** 2 - phi)
                + n * sigma0**2 * (collapse_equivalent / (T0 - d - 1)),
            isotropic_risk_in_u,     risk_in_u + n * sigma0**2 * (collapse_equivalent / (T0 - d - 1)),
            isotropic,
                risk_in_u + n * sigma0**2 * d / (T0 - d - 1)
                * (1 + kappa**2 / (1 + kappa) ** 2 * d / (T - d / (1 + kappa) ** 2)) / (1 + kappa) ** 2,
            given,
        ])

    # Figure 1a: d = 300, T0 = 600, T = 1000, sigma = sigma0 = 1/5, here with ||w0|| = 1 and n = 20.
    ratio, variance_each = Rational(3, 10), Rational(1, 25)
    figure_1a = {phi: ratio, sigma: Rational(1, 5), signal: 1, tau: 20 * variance_each * Rational(300, 299)}
    best_clean_ridge = variance_each * ratio
    u_clean = (1 + ratio + best_clean_ridge - sqrt((1 + ratio + best_clean_ridge) ** 2 - 4 * ratio)) / (2 * ratio)

    PAPER.claim("clean-ridge-costs",
        "After 20 generations of Figure 1a the best ridge for clean data has more "
        "than 1.6 times the risk of a larger one",
        at_least(
            risk_after.xreplace({**figure_1a, u: u_clean}) / risk_after.xreplace({**figure_1a, u: Rational(14, 25)}),
            Rational(8, 5),
        ),
        source="beyond Figure 1a",
        note="||w0|| = 1 is ours; u = 14/25 is ridge 0.654, and 0.012 is best for clean data", proof=inequality)
