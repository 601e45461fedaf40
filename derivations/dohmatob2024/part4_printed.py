"""Sections 4.3 to 4.5 and Appendix F as printed, where generators have T0 < d samples, and what holds instead.

What fails, fails for one of three reasons: a term is taken to be linear in n (the noise of independent designs is
forgotten), an operator norm bounds from the wrong side, or the projections of different generations are treated as if
they commuted.
"""

from sympy import Integer, Product, Rational, Symbol

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.part2_ridge import a_point, proportional_growth
from lemmata.derivations.dohmatob2024.part3_growth_ridge import rho, rho_equivalent
from lemmata.derivations.dohmatob2024.part4_chain_moments import eta, gathered
from lemmata.derivations.dohmatob2024.part4_general_covariance import (
    P,
    generator_point,
    overparametrised,
    projection_equivalent,
    two_projections_equivalent,
)
from lemmata.derivations.dohmatob2024.part4_isotropic_risk import ols, ols_after_projections, ols_noise, point
from lemmata.derivations.dohmatob2024.part4_reused_designs import downstream
from lemmata.theory.notation import T0, T, d, df2, kappa, kappa0, n, ridge, sigma0, signal
from lemmata.theory.quantities.regression import LAWS, X0, R, S, Sigma, X, risk, w0
from lemmata.theory.quantities.resolvents import A, B, spare
from lemmata.theory.random_matrices import E, GaussianRows, identity, inv, norm2, pinv, tr
from lemmata.theory.relations import Path, at_least, equal, equivalent, tends
from lemmata.theory.spectra.eigensum import SPECTRUM, EigenSum, c2, s
from lemmata.verifier.checks import exact_sizes, ladder
from lemmata.verifier.claim import at_least_by, by, calc, equivalent_by, tends_by
from lemmata.verifier.rules import (
    definition,
    equivalent_at,
    geometric_limit,
    haar_projection_mean,
    inequality,
    limit,
    matrix_identity,
    rotation_invariant_mean,
    telescoping_product,
    use,
)

isotropic_rows = (GaussianRows(X, identity(d)), GaussianRows(X0, identity(d)))

# Theorem 4.3: "the last term is linear in n".

noise_of = ols - risk(ridge=0, sigma0=0)
noise_of_first = risk(1, ridge=0) - risk(1, ridge=0, sigma0=0)

noise_is_forgotten = PAPER.claim(
    "noise-is-forgotten",
    "With independent designs n generations add the noise of one, times (1 - eta^n)/(1 - eta)",
    equal(noise_of, gathered),
    where=downstream,
    witness=point,
    source=PAPER.at("Theorem 4.3 (last term), T0 < d"),
    proof=calc(
        noise_of,
        by(use(ols_after_projections)),
        (1 - eta**n) * signal + gathered + ols_noise - risk(ridge=0, sigma0=0),
        by(use(ols_after_projections, {sigma0: 0})), gathered,
    ),
)  # fmt: skip

printed_linear_growth = PAPER.published(
    "printed-linear-growth",
    "The last term of Theorem 4.3, n sigma0^2 rho, read as linear in n for independent designs with T0 < d",
    equal(noise_of, n * noise_of_first),
    where=downstream,
    witness=point,
    source=PAPER.at("Theorem 4.3 (last term), T0 < d"),
    corrected_by=noise_is_forgotten,
    note="linear for T0 >= d, and for T0 < d when all generators share one design",
)

# Section 4.3: a lower bound of DeltaBias by an operator norm.

delta = E(norm2(R * S * (P * w0 - w0)))
first_bias = E(norm2(P * w0 - w0))

delta_bias_isotropic = PAPER.claim(
    "delta-bias-isotropic",
    "For Sigma = I the bias of a generator is seen with the mean squared eigenvalue of S R, not with the largest",
    equal(delta, E(tr(S * R * R * S)) / d * first_bias),
    where=[T0 <= d, ridge > 0],
    witness={d: 3, T0: 2, T: 2, ridge: 1},
    source=PAPER.at("Section 4.3"),
    laws=isotropic_rows,
    proof=calc(delta, by(rotation_invariant_mean), E(tr(S * R * R * S)) / d * first_bias),
)

delta_min_norm = E(norm2(pinv(X) * X * (P * w0 - w0)))

printed_delta_bias = PAPER.published(
    "printed-delta-bias",
    "DeltaBias is at least E||Sigma^1/2 S R||_op^2 Bias_0: for Sigma = I and ridge = 0, where the norm is 1",
    at_least(delta_min_norm, first_bias),
    where=[T0 <= d, T <= d],
    witness={d: 3, T0: 2, T: 2},
    source=PAPER.at("Section 4.3"),
    corrected_by=delta_bias_isotropic,
    laws=isotropic_rows,
    note="the operator norm bounds from above",
    misprint="'at least' for 'at most'",
    proof=calc(
        delta_min_norm,
        by(haar_projection_mean), T / d * (1 - T0 / d) * norm2(w0),
        by(definition(signal)), T / d * (1 - T0 / d) * signal,
        at_least_by(inequality), (1 - T0 / d) * signal,
        by(definition(signal)), (1 - T0 / d) * norm2(w0),
        by(haar_projection_mean), first_bias,
    ),
)  # fmt: skip

# Theorem 4.6: "in particular, if infinitely many phi_m > 1, then w_n -> 0".

m = Symbol("m", integer=True, nonnegative=True)
phi_m = (m + 2) ** 2 / ((m + 1) * (m + 3))
product = Product(1 / phi_m, (m, 0, n - 1))

every_ratio_above_one = PAPER.claim(
    "every-ratio-above-one",
    "The aspect ratios phi_m = (m + 2)^2/((m + 1)(m + 3)) all exceed one",
    at_least(phi_m, 1 + 1 / ((m + 1) * (m + 3))),
    witness={m: 0},
    source=PAPER.at("Theorem 4.6 (in particular)"),
    proof=calc(phi_m, at_least_by(inequality), 1 + 1 / ((m + 1) * (m + 3))),
)

half_is_kept = PAPER.claim(
    "half-is-kept",
    "And yet they leave half of the signal: eta tends to 0 only if the sum of 1 - 1/phi_m diverges",
    tends(product, Rational(1, 2), along=Path(n)),
    witness={n: 3},
    source=PAPER.at("Theorem 4.6 (in particular)"),
    note=f"{every_ratio_above_one.id}; at a fixed d every T_m < d has phi_m >= d/(d - 1), and the sum does diverge",
    proof=calc(
        product,
        by(telescoping_product((m + 3) / (m + 2), m)), (n + 2) / (2 * (n + 1)),
        tends_by(limit), Rational(1, 2),
    ),
)  # fmt: skip

printed_all_forgotten = PAPER.published(
    "printed-all-forgotten",
    "If infinitely many phi_m > 1 then eta tends to 0, and w_n with it: at phi_m = (m + 2)^2/((m + 1)(m + 3))",
    tends(product, 0, along=Path(n)),
    witness={n: 3},
    source=PAPER.at("Theorem 4.6 (in particular)"),
    corrected_by=half_is_kept,
    note="right when the phi_m > 1 stay away from one, as they do at every fixed d",
    proof=calc(
        product,
        by(telescoping_product((m + 3) / (m + 2), m)), (n + 2) / (2 * (n + 1)),
        tends_by(limit), 0,
    ),
)  # fmt: skip

forgotten_at_fixed_size = PAPER.claim(
    "forgotten-at-fixed-size",
    "At a fixed d the clause is right: every T_m < d keeps at most 1 - 1/d, and (1 - 1/d)^n tends to 0",
    tends((1 - 1 / d) ** n * signal, 0, along=Path(n)),
    where=[d >= 2],
    witness={d: 3, n: 2, signal: 1},
    source=PAPER.at("Theorem 4.6 (in particular)"),
    proof=calc((1 - 1 / d) ** n * signal, tends_by(geometric_limit(1 - 1 / d)), Integer(0)),
)

# Proposition F.6.

printed_f6 = PAPER.published(
    "proposition-F-6",
    "The last display for T0 > d: rho = df2/(T - df2) (1 + kappa^2 tr (Sigma + kappa)^-2/(T0 - df2(0)))",
    equivalent(rho, df2 / (T - df2) * (1 + kappa**2 * EigenSum(1 / (s + kappa) ** 2) / (T0 - d))),
    where=[*proportional_growth, T0 >= d + 2],
    witness={**a_point, T0: 6},
    source=PAPER.at("Proposition F.6"),
    corrected_by=rho_equivalent,
    checks=[exact_sizes(), ladder()],
    note="the first term of equation (19) is df2/(T0 - d), not df2/(T - df2)",
)

# Lemma F.7 and its proof.

printed_f7 = PAPER.published(
    "lemma-F-7",
    "w0'Q w0 ~ w0'(Sigma + kappa0)^-1 w0, already at T0 >= d, where Q = I and kappa0 = 0",
    equal(tr(w0 * w0.T * P), tr(w0 * w0.T * inv(Sigma))),
    where=[T0 >= d],
    witness={d: 2, T0: 3},
    source=PAPER.at("Lemma F.7"),
    corrected_by=projection_equivalent,
    note="the mean of the projection is Sigma (Sigma + kappa0)^-1",
    misprint="a factor Sigma left out",
)

printed_f7_general = PAPER.published(
    "lemma-F-7-general",
    "The same at T0 < d in general covariance",
    equivalent(E(tr(w0 * w0.T * P)), EigenSum(c2 / (s + kappa0))),
    where=overparametrised,
    witness=generator_point,
    source=PAPER.at("Lemma F.7"),
    corrected_by=projection_equivalent,
    checks=[ladder(generator_samples_per_dimension="1/4")],
    note="for Sigma = I it makes no difference",
    misprint="a factor Sigma left out",
)

later = pinv(X0[1]) * X0[1]
two_generations = later * P

idempotent = PAPER.claim(
    "one-generation-idempotent",
    "Q'Q = Q holds for one generation, or for one design that all generations share",
    equal(P.T * P, P),
    where=[T0 <= d],
    witness={d: 3, T0: 2},
    source=PAPER.at("Lemma F.7 (proof)"),
    proof=calc(P.T * P, by(matrix_identity), P),
)

printed_idempotent = PAPER.published(
    "lemma-F-7-proof",
    "Q'Q = Q for the product Q of the projections of two generations",
    equal(two_generations.T * two_generations, two_generations),
    where=[T0 <= d],
    witness={d: 3, T0: 2},
    source=PAPER.at("Lemma F.7 (proof)"),
    corrected_by=idempotent,
    note="a product of projections that do not commute is no projection",
)

# Lemma F.8: second moments factorise over the generations.

mean_of_later = Sigma * inv(Sigma + kappa0 * identity(d))
through_both = E(tr(mean_of_later * P * w0 * w0.T * P))
coupled = (
    EigenSum(c2 * s**3 / (s + kappa0) ** 3)
    + kappa0**2 * EigenSum(s**2 / (s + kappa0) ** 3) * EigenSum(c2 * s / (s + kappa0) ** 2) / spare
)
factorised = EigenSum(c2 * (s / (s + kappa0)) ** 2)

second_moments_couple = PAPER.claim(
    "second-moments-couple",
    "E||P1 P0 w0||^2: what the first generation scatters reaches all directions",
    equivalent(through_both, coupled),
    where=overparametrised,
    witness=generator_point,
    source=PAPER.at("Lemma F.8"),
    laws=LAWS,
    note="P1 is independent of P0, and stands here as its mean Sigma (Sigma + kappa0)^-1",
    proof=calc(
        through_both,
        equivalent_by(equivalent_at(two_projections_equivalent, {A: mean_of_later, B: w0 * w0.T})), coupled,
    ),
)  # fmt: skip

printed_f8 = PAPER.published(
    "lemma-F-8",
    "E Q'Q is the product of one factor per generation: for two generations E||P1 P0 w0||^2 ~ w0'D0 D0 w0",
    equal(coupled, factorised),
    where=overparametrised,
    witness={SPECTRUM: ((4, 0), (1, 1)), kappa0: 2, T0: 1},
    source=PAPER.at("Lemma F.8"),
    corrected_by=second_moments_couple,
    note="the generations are linear maps of second moments that couple all directions, not factors; the values 4/27 "
    "and 1/9 at d = 2, T0 = 1 are the exact ones",
)

factorises_for_identity = PAPER.claim(
    "second-moments-isotropic",
    "For Sigma = I the second moments do factorise",
    equal(E(P * later * P), (T0 / d) ** 2 * identity(d)),
    where=[T0 <= d],
    witness={d: 3, T0: 2},
    source=PAPER.at("Lemma F.8"),
    laws=isotropic_rows,
    proof=calc(
        E(P * later * P),
        by(haar_projection_mean), T0 / d * E(P * P),
        by(matrix_identity), T0 / d * E(P),
        by(haar_projection_mean), (T0 / d) ** 2 * identity(d),
    ),
)  # fmt: skip
