"""Theorem 4.3 and Corollary 4.4: ridge regression after n generations, with T0 >= d + 2 samples per generator.

The growth is exactly linear in n at every finite size; its coefficient has a deterministic equivalent.
"""

from sympy import Eq, Symbol

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.part2_ridge import (
    a_point,
    proportional_growth,
    resolvent_equivalent,
    ridge_equivalent,
    two_resolvents_equivalent,
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
from lemmata.theory.notation import T0, T, d, df2, kappa, n, phi, phi0, ridge, sigma, sigma0
from lemmata.theory.quantities.regression import LAWS, X0, R, S, Sigma, X, eps, eps0, risk, w, w0
from lemmata.theory.quantities.resolvents import A, B
from lemmata.theory.random_matrices import E, gram, identity, inv, norm2, pinv, tr
from lemmata.theory.relations import equal, equivalent
from lemmata.theory.spectra.eigensum import EigenSum, s
from lemmata.verifier.checks import exact_sizes, ladder
from lemmata.verifier.claim import by, calc, equivalent_by
from lemmata.verifier.rules import (
    algebra,
    definition,
    equivalent_at,
    expectation,
    given,
    inverse_wishart_mean,
    isotropic,
    matrix_identity,
    per_eigenvalue,
    recurrence,
    same_leading_order,
    sigma_is_identity,
    use,
)

collapse = E(tr(Sigma * R * S * inv(Sigma) * S * R))
rho = collapse / (T0 - d - 1)
fit = R * X.T * (X * w[n] + eps) / T
sizes = {d: 2, T: 3, T0: 6, n: 3, ridge: 1, sigma: 1, sigma0: 1}

ridge_growth_step = PAPER.claim(
    "ridge-growth-step",
    "One more generation adds sigma0^2 rho to the risk of ridge regression",
    equal(risk(n + 1), risk(n) + sigma0**2 * rho),
    where=[T0 >= d + 2, ridge > 0],
    witness=sizes,
    source=PAPER.at("Theorem 4.3 (proof)"),
    laws=LAWS,
    proof=calc(
        risk(n + 1),
        by(definition(risk(n + 1))), E(norm2(R * X.T * (X * w[n + 1] + eps) / T - w0, Sigma)),
        by(definition(w[n + 1])),
        E(norm2(R * X.T * (X * (pinv(X0[n]) * (X0[n] * w[n] + eps0[n])) + eps) / T - w0, Sigma)),
        by(matrix_identity), E(norm2(fit - w0 + R * S * inv(gram(X0[n])) * X0[n].T * eps0[n], Sigma)),
        by(expectation), E(norm2(fit - w0, Sigma)) + sigma0**2 * E(tr(Sigma * R * S * inv(gram(X0[n])) * S * R)),
        by(inverse_wishart_mean), E(norm2(fit - w0, Sigma)) + sigma0**2 * rho,
        by(definition(risk(n))), risk(n) + sigma0**2 * rho,
    ),
)  # fmt: skip

start = PAPER.claim(
    "ridge-growth-start",
    "Without generations the risk is that of clean data",
    equal(risk(0), risk(0)),
    where=[T0 >= d + 2, ridge > 0],
    witness=sizes,
    source=PAPER.at("Theorem 4.3"),
    proof=calc(risk(0), by(algebra), risk(0)),
)

ridge_growth = PAPER.published(
    "ridge-growth",
    "The risk of ridge regression grows linearly in the number of generations, exactly at every finite size",
    equal(risk(n), risk(0) + n * sigma0**2 * rho),
    where=[T0 >= d + 2, ridge > 0],
    witness=sizes,
    source=PAPER.at("Theorem 4.3 (T0 >= d + 2)"),
    proof=calc(
        risk(n),
        by(recurrence(n, base=start, step=ridge_growth_step)), risk(0) + n * sigma0**2 * rho,
    ),
)  # fmt: skip

identity_matrix = identity(d)

collapse_expanded = PAPER.claim(
    "collapse-expanded",
    "The collapse coefficient in terms of resolvents",
    equal(collapse, d - 2 * (ridge * E(tr(identity_matrix * R))) + ridge**2 * E(tr(Sigma * R * inv(Sigma) * R))),
    where=[ridge > 0],
    witness={d: 2, T: 3, ridge: 1},
    source=PAPER.at("Corollary 4.4 (proof)"),
    laws=LAWS,
    proof=calc(
        collapse,
        by(matrix_identity),
        E(tr(Sigma * (identity_matrix - ridge * R) * inv(Sigma) * (identity_matrix - ridge * R))),
        by(expectation),
        d - 2 * (ridge * E(tr(identity_matrix * R))) + ridge**2 * E(tr(Sigma * R * inv(Sigma) * R)),
    ),
)  # fmt: skip

collapse_equivalent = df2 + kappa**2 * EigenSum(1 / (s + kappa) ** 2) * df2 / (T - df2)

rho_equivalent = PAPER.claim(
    "rho-equivalent",
    "The collapse coefficient in general covariance",
    equivalent(rho, collapse_equivalent / (T0 - d - 1)),
    where=[*proportional_growth, T0 >= d + 2],
    witness={**a_point, T0: 6},
    source=PAPER.at("Corollary 4.4"),
    laws=LAWS,
    checks=[exact_sizes(), ladder()],
    proof=calc(
        rho,
        by(use(collapse_expanded)),
        (d - 2 * (ridge * E(tr(identity_matrix * R))) + ridge**2 * E(tr(Sigma * R * inv(Sigma) * R))) / (T0 - d - 1),
        equivalent_by(equivalent_at(resolvent_equivalent, {A: identity_matrix})),
        (d - 2 * kappa * EigenSum(1 / (s + kappa)) + ridge**2 * E(tr(Sigma * R * inv(Sigma) * R))) / (T0 - d - 1),
        equivalent_by(equivalent_at(two_resolvents_equivalent, {A: Sigma, B: inv(Sigma)})),
        (d - 2 * kappa * EigenSum(1 / (s + kappa))
         + kappa**2 * (EigenSum(1 / (s + kappa) ** 2)
                       + EigenSum(s**2 / (s + kappa) ** 2) * EigenSum(1 / (s + kappa) ** 2) / (T - df2)))
        / (T0 - d - 1),
        by(per_eigenvalue),
        (EigenSum(s**2 / (s + kappa) ** 2)
         + kappa**2 * EigenSum(1 / (s + kappa) ** 2) * EigenSum(s**2 / (s + kappa) ** 2) / (T - df2)) / (T0 - d - 1),
        by(given), collapse_equivalent / (T0 - d - 1),
    ),
)  # fmt: skip

ridge_growth_equivalent = PAPER.claim(
    "ridge-growth-equivalent",
    "The risk of ridge regression after n generations, in general covariance",
    equivalent(risk(n), bias + variance + n * sigma0**2 * (collapse_equivalent / (T0 - d - 1))),
    where=[*proportional_growth, T0 >= d + 2],
    witness={**a_point, T0: 6, n: 3, sigma: 1, sigma0: 1},
    source=PAPER.at("Theorem 4.3 and Corollary 4.4"),
    laws=LAWS,
    checks=[exact_sizes(), ladder()],
    proof=calc(
        risk(n),
        by(use(ridge_growth)), risk(0) + n * sigma0**2 * rho,
        equivalent_by(use(ridge_equivalent)), bias + variance + n * sigma0**2 * rho,
        equivalent_by(use(rho_equivalent)), bias + variance + n * sigma0**2 * (collapse_equivalent / (T0 - d - 1)),
    ),
)  # fmt: skip

printed_rho = df2 / (T0 - d) + kappa**2 * EigenSum(1 / (s + kappa) ** 2) / (T0 - d) * (df2 / (T - df2))

printed_rho_equivalent = PAPER.published(
    "printed-rho-equivalent",
    "Equation (19), with T0 - d for T0 - d - 1: the same in the limit",
    equivalent(rho, printed_rho),
    where=[*proportional_growth, T0 >= d + 2, phi0 < 1],
    witness={**a_point, T0: 6, phi0: "1/3"},
    source=PAPER.at("equation (19)"),
    laws=LAWS,
    checks=[exact_sizes(), ladder()],
    proof=calc(
        rho,
        equivalent_by(use(rho_equivalent)), collapse_equivalent / (T0 - d - 1),
        equivalent_by(same_leading_order(in_proportion)), printed_rho,
    ),
)  # fmt: skip

isotropic_assumptions = [sigma_is_identity, second_df, phi_is_d_over_T, phi0_is_d_over_T0, df2 < T, T0 > d]
isotropic_point = {**unit_covariance, T: 4, T0: 6, phi: "1/2", phi0: "1/3"}

printed_rho_isotropic = PAPER.published(
    "printed-rho-isotropic",
    "For Sigma = I the collapse coefficient of equation (19) in closed form",
    equal(
        printed_rho,
        phi0 / (1 - phi0)
        * (1 / (1 + kappa) ** 2 + 1 / (1 + kappa) ** 2 * phi * kappa**2 / ((1 + kappa) ** 2 - phi)),
    ),
    where=isotropic_assumptions,
    witness=isotropic_point,
    source=PAPER.at("Corollary 4.4 (isotropic)"),
    proof=calc(
        printed_rho,
        by(isotropic),
        d / (T0 - d) / (1 + kappa) ** 2 * (1 + kappa**2 / (1 + kappa) ** 2 * d / (T - d / (1 + kappa) ** 2)),
        by(given),
        phi0 / (1 - phi0)
        * (1 / (1 + kappa) ** 2 + 1 / (1 + kappa) ** 2 * phi * kappa**2 / ((1 + kappa) ** 2 - phi)),
    ),
)  # fmt: skip

u = Symbol("u", positive=True)
collapse_in_u = u**2 * (1 + phi - 2 * phi * u) / (1 - phi * u**2)

rho_isotropic = PAPER.claim(
    "rho-isotropic",
    "The isotropic collapse coefficient in the letter u = 1/(1 + kappa)",
    equal(
        1 / (1 + kappa) ** 2 + 1 / (1 + kappa) ** 2 * phi * kappa**2 / ((1 + kappa) ** 2 - phi),
        collapse_in_u,
    ),
    where=[Eq(u, 1 / (1 + kappa)), phi * u**2 < 1],
    witness={kappa: 1, u: "1/2", phi: 1},
    source=PAPER.at("Corollary 4.4 (isotropic)"),
    proof=calc(
        1 / (1 + kappa) ** 2 + 1 / (1 + kappa) ** 2 * phi * kappa**2 / ((1 + kappa) ** 2 - phi),
        by(algebra),
        1 / (1 + kappa) ** 2 * (1 + phi - 2 * phi / (1 + kappa)) / (1 - phi / (1 + kappa) ** 2),
        by(given), collapse_in_u,
    ),
)  # fmt: skip

rho_without_ridge = PAPER.claim(
    "rho-without-ridge",
    "Without ridge (u = 1, for phi < 1) the collapse coefficient is that of Theorem 4.1",
    equal(collapse_in_u, 1),
    where=[Eq(u, 1), phi < 1],
    witness={u: 1, phi: "1/2"},
    source=PAPER.at("Corollary 4.4 and Theorem 4.1"),
    proof=calc(collapse_in_u, by(given), 1),
)  # fmt: skip
