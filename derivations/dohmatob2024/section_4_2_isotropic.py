"""Section 4.2 with Sigma = I: everything in closed form.

The letter u stands for 1/(1 + kappa); the ridge is ridge = (1/u - 1)(1 - phi u).
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.setting import bias, phi_is_d_over_T, second_df, unit_covariance, variance
from lemmata.verifier.language import *

u = Symbol("u", positive=True)
half = Rational(1, 2)
b = ridge + phi - 1

with PAPER.section("Section 4.2"):
    isotropic_kappa = PAPER.published("isotropic-kappa",
        "For Sigma = I the renormalised ridge solves a quadratic equation",
        equal((b + sqrt(b**2 + 4 * ridge)) / 2, kappa),
        printed=r"\kappa = \frac{\lambda + \bar\phi + \sqrt{(\lambda + \bar\phi)^2 + 4 \lambda}}{2}, \quad "
                r"\bar\phi = \phi - 1",
        source="equation (10)",
        where=[Eq(phi, (1 + kappa) * (1 - ridge / kappa)), ridge < kappa], witness={kappa: 1, ridge: half, phi: 1},
        note="phi is eliminated by equation (9), kappa - ridge = phi kappa/(1 + kappa)",
        proof=[
            given, (kappa - ridge / kappa + sqrt((kappa - ridge / kappa) ** 2 + 4 * ridge)) / 2,
            algebra, (kappa - ridge / kappa + kappa + ridge / kappa) / 2,
            algebra,
        ])

    PAPER.published("isotropic-fixed-point", "For Sigma = I equation (9) reads kappa - ridge = phi kappa/(1 + kappa)",
        equal(kappa * df1 / T, phi * kappa / (1 + kappa)),
        printed=r"\kappa - \lambda = \kappa \, df_1(\kappa)/T",
        source="equation (9)", where=[sigma_is_identity, Eq(df1, EigenSum(s / (s + kappa))), phi_is_d_over_T],
        witness={**unit_covariance, T: 4, phi: half}, proof=[isotropic, kappa * d / (1 + kappa) / T, given])

with PAPER.section(
    "Corollary 4.4", where=[sigma_is_identity, second_df, phi_is_d_over_T, df2 < T],
    witness={**unit_covariance, T: 4, phi: half, sigma: 1}, source="Corollary 4.4",
):
    isotropic_bias = PAPER.claim("isotropic-bias", "For Sigma = I the bias in closed form",
        equal(bias, kappa**2 * signal / ((1 + kappa) ** 2 - phi)), witness={**unit_covariance, T: 4, phi: half},
        proof=[
            isotropic, kappa**2 * signal / (1 + kappa) ** 2 / (1 - d / (1 + kappa) ** 2 / T),
            given,     kappa**2 * signal / (1 + kappa) ** 2 / (1 - phi / (1 + kappa) ** 2),
            algebra,
        ])

    isotropic_variance = PAPER.claim("isotropic-variance", "For Sigma = I the variance in closed form",
        equal(variance, sigma**2 * phi / ((1 + kappa) ** 2 - phi)),
        proof=[
            isotropic, sigma**2 * (d / (1 + kappa) ** 2 / T) / (1 - d / (1 + kappa) ** 2 / T),
            given,     sigma**2 * (phi / (1 + kappa) ** 2) / (1 - phi / (1 + kappa) ** 2),
            algebra,
        ])

    isotropic_risk = PAPER.published("isotropic-risk", "For Sigma = I, bias and variance together",
        equal(bias + variance, (kappa**2 * signal + sigma**2 * phi) / ((1 + kappa) ** 2 - phi)),
        printed=r"\mathrm{Bias} + \mathrm{Var} \sim \frac{\kappa^2 \|w_0\|^2 + \sigma^2 \phi}{(1 + \kappa)^2 - \phi}",
        proof=[
            isotropic_bias, kappa**2 * signal / ((1 + kappa) ** 2 - phi) + variance,
            isotropic_variance,
                kappa**2 * signal / ((1 + kappa) ** 2 - phi) + sigma**2 * phi / ((1 + kappa) ** 2 - phi),
            algebra,
        ])

risk_in_u = (signal * (1 - u) ** 2 + sigma**2 * phi * u**2) / (1 - phi * u**2)

with PAPER.section("Corollary 4.4"):
    isotropic_risk_in_u = PAPER.claim("isotropic-risk-in-u", "The isotropic risk in the letter u = 1/(1 + kappa)",
        equal((kappa**2 * signal + sigma**2 * phi) / ((1 + kappa) ** 2 - phi), risk_in_u), source="Corollary 4.4",
        where=[Eq(u, 1 / (1 + kappa)), phi * u**2 < 1], witness={kappa: 1, u: half, phi: 1, signal: 1, sigma: 1},
        proof=[
            algebra,
            (signal * (kappa / (1 + kappa)) ** 2 + sigma**2 * phi / (1 + kappa) ** 2) / (1 - phi / (1 + kappa) ** 2),
            given,
        ])

with PAPER.section("Section 4.2", where=[u < 1, phi * u < 1]):
    optimal_ridge_clean = PAPER.claim("optimal-ridge-clean",
        "On clean data the isotropic risk is stationary exactly where ridge = sigma^2 phi/||w0||^2",
        equal(Derivative(risk_in_u, u), 2 * u * (sigma**2 * phi - signal * ridge) / (1 - phi * u**2) ** 2),
        source="Section 4.2", where=[Eq(ridge, (1 / u - 1) * (1 - phi * u))],
        witness={u: half, phi: 1, ridge: half, signal: 1, sigma: 1},
        proof=[
            differentiate,
                ((2 * sigma**2 * phi * u - 2 * signal * (1 - u)) * (1 - phi * u**2)
                 + 2 * phi * u * (signal * (1 - u) ** 2 + sigma**2 * phi * u**2)) / (1 - phi * u**2) ** 2,
            algebra, 2 * (sigma**2 * phi * u - signal * (1 - u) * (1 - phi * u)) / (1 - phi * u**2) ** 2,
            given,
        ])

    ridge_decreases_in_u = PAPER.claim("ridge-decreases-in-u",
        "ridge decreases in u, so the stationary point is one, and a minimum",
        at_most(Derivative((1 / u - 1) * (1 - phi * u), u), 0), source="equation (10)", witness={u: half, phi: 1},
        proof=[differentiate, phi - 1 / u**2, inequality])
