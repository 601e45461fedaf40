"""Theorem 4.3 and Corollary 4.4: ridge regression after n generations, with T0 >= d + 2 samples per generator.

The growth is exactly linear in n at every finite size; its coefficient has a deterministic equivalent.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.section_4_2_ridge import (
    a_point,
    around_covariance,
    bias_equivalent,
    noise,
    proportional_growth,
    resolvent_equivalent,
    ridge_risk_clean,
    squared_bias,
    variance_equivalent,
)
from lemmata.derivations.dohmatob2024.setting import (
    bias,
    in_proportion,
    phi0_is_d_over_T0,
    phi_is_d_over_T,
    second_df,
    unit_covariance,
    variance,
)
from lemmata.theory.quantities.resolvents import A
from lemmata.verifier.language import *

collapse = E(tr(Sigma * R * S * inv(Sigma) * S * R))
rho = collapse / (T0 - d - 1)
fit = R * X.T * (X * w[n] + eps) / T
sizes = {d: 2, T: 3, T0: 6, n: 3, ridge: 1, sigma: 1, sigma0: 1}

with PAPER.section("Section 4.3", where=[T0 >= d + 2, ridge > 0], witness=sizes, laws=LAWS):
    ridge_growth_step = PAPER.claim("ridge-growth-step",
        "One more generation adds sigma0^2 rho to the risk of ridge regression",
        equal(risk(n + 1), risk(n) + sigma0**2 * rho), source="Theorem 4.3 (proof)",
        proof=[
            definition(risk(n + 1)), E(norm2(R * X.T * (X * w[n + 1] + eps) / T - w0, Sigma)),
            definition(w[n + 1]),
                E(norm2(R * X.T * (X * (pinv(X0[n]) * (X0[n] * w[n] + eps0[n])) + eps) / T - w0, Sigma)),
            matrix_identity, E(norm2(fit - w0 + R * S * inv(gram(X0[n])) * X0[n].T * eps0[n], Sigma)),
            expectation, E(norm2(fit - w0, Sigma)) + sigma0**2 * E(tr(Sigma * R * S * inv(gram(X0[n])) * S * R)),
            wishart_moment, E(norm2(fit - w0, Sigma)) + sigma0**2 * rho,
            definition(risk(n)),
        ])

    start = PAPER.claim("ridge-growth-start", "Without generations the risk is that of clean data",
        equal(risk(0), squared_bias + noise), source="Theorem 4.3", proof=ridge_risk_clean)

    ridge_growth = PAPER.published("ridge-growth",
        "The risk of ridge regression grows linearly in the number of generations, exactly at every finite size",
        equal(risk(n), squared_bias + noise + n * sigma0**2 * rho),
        printed=r"E_n \sim \widetilde{\mathrm{Bias}} + \mathrm{Var} + n \sigma_0^2 \rho",
        source="Theorem 4.3 (T0 >= d + 2)", proof=recurrence(n, base=start, step=ridge_growth_step))

identity_matrix = identity(d)

with PAPER.section("Corollary 4.4", laws=LAWS):
    collapse_expanded = PAPER.claim("collapse-expanded", "The collapse coefficient in terms of resolvents",
        equal(collapse, d - 2 * (ridge * E(tr(identity_matrix * R))) + ridge**2 * E(tr(inv(Sigma) * R * Sigma * R))),
        source="Corollary 4.4 (proof)", where=[ridge > 0], witness={d: 2, T: 3, ridge: 1},
        proof=[
            matrix_identity, E(tr(Sigma * (identity_matrix - ridge * R) * inv(Sigma) * (identity_matrix - ridge * R))),
            expectation,
        ])

    collapse_equivalent = df2 + kappa**2 * EigenSum(1 / (s + kappa) ** 2) * df2 / (T - df2)

    rho_equivalent = PAPER.claim("rho-equivalent", "The collapse coefficient in general covariance",
        equivalent(rho, collapse_equivalent / (T0 - d - 1), BOUNDED_BELOW), source="Corollary 4.4",
        where=[*proportional_growth, T0 >= d + 2], witness={**a_point, T0: 6}, checks=[exact_sizes(), ladder()],
        proof=[
            collapse_expanded,
                (d - 2 * (ridge * E(tr(identity_matrix * R))) + ridge**2 * E(tr(inv(Sigma) * R * Sigma * R)))
                / (T0 - d - 1),
            equivalent_at(resolvent_equivalent, {A: identity_matrix}),
                (d - 2 * kappa * EigenSum(1 / (s + kappa)) + ridge**2 * E(tr(inv(Sigma) * R * Sigma * R)))
                / (T0 - d - 1),
            equivalent_at(around_covariance, {A: inv(Sigma)}),
                (d - 2 * kappa * EigenSum(1 / (s + kappa))
                 + kappa**2 * (EigenSum(1 / (s + kappa) ** 2)
                               + EigenSum(s**2 / (s + kappa) ** 2) * EigenSum(1 / (s + kappa) ** 2) / (T - df2)))
                / (T0 - d - 1),
            eigenbasis,
                (EigenSum(s**2 / (s + kappa) ** 2)
                 + kappa**2 * EigenSum(1 / (s + kappa) ** 2) * EigenSum(s**2 / (s + kappa) ** 2) / (T - df2))
                / (T0 - d - 1),
            given,
        ])

with PAPER.section("Section 4.3"):
    ridge_growth_equivalent = PAPER.claim("ridge-growth-equivalent",
        "The risk of ridge regression after n generations, in general covariance",
        equivalent(risk(n), bias + variance + n * sigma0**2 * (collapse_equivalent / (T0 - d - 1)), BOUNDED_BELOW),
        source="Theorem 4.3 and Corollary 4.4", where=[*proportional_growth, T0 >= d + 2],
        witness={**a_point, T0: 6, n: 3, sigma: 1, sigma0: 1}, laws=LAWS, checks=[exact_sizes(), ladder()],
        proof=[
            ridge_growth,        squared_bias + noise + n * sigma0**2 * rho,
            bias_equivalent,     bias + noise + n * sigma0**2 * rho,
            variance_equivalent, bias + variance + n * sigma0**2 * rho,
            rho_equivalent,
        ])

printed_rho = df2 / (T0 - d) + kappa**2 * EigenSum(1 / (s + kappa) ** 2) / (T0 - d) * (df2 / (T - df2))

with PAPER.section("Corollary 4.4", source="Corollary 4.4 (isotropic)"):
    PAPER.published("printed-rho-equivalent", "Equation (19), with T0 - d for T0 - d - 1: the same in the limit",
        equivalent(rho, printed_rho, BOUNDED_BELOW),
        printed=r"\rho = \frac{df_2}{T_0 - d} + \frac{\kappa^2 \operatorname{tr}(\Sigma + \kappa)^{-2}}{T_0 "
                r"- d} \, \frac{df_2}{T - df_2}",
        source="equation (19)", where=[*proportional_growth, T0 >= d + 2, phi0 < 1],
        witness={**a_point, T0: 6, phi0: "1/3"}, laws=LAWS, checks=[exact_sizes(), ladder()],
        proof=[rho_equivalent, collapse_equivalent / (T0 - d - 1), same_leading_order(in_proportion)])

    isotropic_assumptions = [sigma_is_identity, second_df, phi_is_d_over_T, phi0_is_d_over_T0, df2 < T, T0 > d]
    isotropic_point = {**unit_covariance, T: 4, T0: 6, phi: "1/2", phi0: "1/3"}

    PAPER.published("printed-rho-isotropic", "For Sigma = I the collapse coefficient of equation (19) in closed form",
        equal(
            printed_rho,
            phi0 / (1 - phi0)
            * (1 / (1 + kappa) ** 2 + 1 / (1 + kappa) ** 2 * phi * kappa**2 / ((1 + kappa) ** 2 - phi)),
        ),
        printed=r"\rho \sim \frac{\phi_0}{1-\phi_0} \Bigl[\frac{1}{(1+\kappa)^2} + \frac{1}{(1+\kappa)^2} "
                r"\frac{\phi \kappa^2}{(1+\kappa)^2 - \phi}\Bigr]",
        where=isotropic_assumptions, witness=isotropic_point,
        proof=[
            isotropic,
                d / (T0 - d) / (1 + kappa) ** 2 * (1 + kappa**2 / (1 + kappa) ** 2 * d / (T - d / (1 + kappa) ** 2)),
            given,
        ])

    u = Symbol("u", positive=True)
    collapse_in_u = u**2 * (1 + phi - 2 * phi * u) / (1 - phi * u**2)

    PAPER.claim("rho-isotropic", "The isotropic collapse coefficient in the letter u = 1/(1 + kappa)",
        equal(1 / (1 + kappa) ** 2 + 1 / (1 + kappa) ** 2 * phi * kappa**2 / ((1 + kappa) ** 2 - phi), collapse_in_u),
        where=[Eq(u, 1 / (1 + kappa)), phi * u**2 < 1], witness={kappa: 1, u: "1/2", phi: 1},
        proof=[
            algebra, 1 / (1 + kappa) ** 2 * (1 + phi - 2 * phi / (1 + kappa)) / (1 - phi / (1 + kappa) ** 2),
            given,
        ])

    PAPER.claim("rho-without-ridge",
        "Without ridge (u = 1, for phi < 1) the collapse coefficient is that of Theorem 4.1",
        equal(collapse_in_u, 1), source="Corollary 4.4 and Theorem 4.1", where=[Eq(u, 1), phi < 1],
        witness={u: 1, phi: "1/2"}, proof=given)
