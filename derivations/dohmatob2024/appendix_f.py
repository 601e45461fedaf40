"""Sections 4.3 to 4.5 and Appendix F as printed, where generators have T0 < d samples, and what holds instead.

What fails, fails for one of three reasons: a term is taken to be linear in n (the noise of independent designs is
forgotten), an operator norm bounds from the wrong side, or the projections of different generations are treated as if
they commuted.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.section_4_2_ridge import a_point, proportional_growth
from lemmata.derivations.dohmatob2024.section_4_3_general_covariance import (
    P,
    generator_point,
    overparametrised,
    projection_equivalent,
    two_projections_equivalent,
)
from lemmata.derivations.dohmatob2024.section_4_3_growth import rho, rho_equivalent
from lemmata.derivations.dohmatob2024.section_4_3_isotropic import ols, ols_after_projections, ols_noise, point
from lemmata.derivations.dohmatob2024.theorem_4_5 import downstream
from lemmata.derivations.dohmatob2024.theorem_4_6_moments import eta, gathered
from lemmata.theory.quantities.resolvents import A, B, spare
from lemmata.verifier.language import *

isotropic_rows = (GaussianRows(X, identity(d)), GaussianRows(X0, identity(d)))

# Theorem 4.3: "the last term is linear in n".
noise_of = ols - risk(ridge=0, sigma0=0)
noise_of_first = risk(1, ridge=0) - risk(1, ridge=0, sigma0=0)

with PAPER.section("Section 4.3", where=downstream, witness=point, source="Theorem 4.3 (last term), T0 < d"):
    noise_is_forgotten = PAPER.claim("noise-is-forgotten",
        "With independent designs n generations add the noise of one, times (1 - eta^n)/(1 - eta)",
        equal(noise_of, gathered),
        proof=[
            ols_after_projections, (1 - eta**n) * signal + gathered + ols_noise - risk(ridge=0, sigma0=0),
            use(ols_after_projections, {sigma0: 0}),
        ])

    PAPER.published("printed-linear-growth",
        "The last term of Theorem 4.3, n sigma0^2 rho, read as linear in n for independent designs with T0 < d",
        equal(noise_of, n * noise_of_first), corrected_by=noise_is_forgotten,
        note="linear for T0 >= d, and for T0 < d when all generators share one design")

# Section 4.3: a lower bound of DeltaBias by an operator norm.
delta = E(norm2(R * S * (P * w0 - w0)))
first_bias = E(norm2(P * w0 - w0))

with PAPER.section("Section 4.3", where=[T0 <= d], laws=isotropic_rows, source="Section 4.3"):
    delta_bias_isotropic = PAPER.claim("delta-bias-isotropic",
        "For Sigma = I the bias of a generator is seen with the mean squared eigenvalue of S R, not with the largest",
        equal(delta, E(tr(S * R * R * S)) / d * first_bias), where=[ridge > 0], witness={d: 3, T0: 2, T: 2, ridge: 1},
        proof=rotation_invariant_mean)

    delta_min_norm = E(norm2(pinv(X) * X * (P * w0 - w0)))

    PAPER.published("printed-delta-bias",
        "DeltaBias is at least E||Sigma^1/2 S R||_op^2 Bias_0: for Sigma = I and ridge = 0, where the norm is 1",
        at_least(delta_min_norm, first_bias), where=[T <= d], witness={d: 3, T0: 2, T: 2},
        corrected_by=delta_bias_isotropic, note="the operator norm bounds from above",
        misprint="'at least' for 'at most'",
        proof=[
            haar_projection_mean, T / d * (1 - T0 / d) * norm2(w0),
            definition(signal),   T / d * (1 - T0 / d) * signal,
            inequality,           (1 - T0 / d) * signal,
            definition(signal),   (1 - T0 / d) * norm2(w0),
            haar_projection_mean,
        ])

# Theorem 4.6: "in particular, if infinitely many phi_m > 1, then w_n -> 0".
m = Symbol("m", integer=True, nonnegative=True)
phi_m = (m + 2) ** 2 / ((m + 1) * (m + 3))
product = Product(1 / phi_m, (m, 0, n - 1))

with PAPER.section("Theorem 4.6", witness={n: 3}, source="Theorem 4.6 (in particular)"):
    every_ratio_above_one = PAPER.claim("every-ratio-above-one",
        "The aspect ratios phi_m = (m + 2)^2/((m + 1)(m + 3)) all exceed one",
        at_least(phi_m, 1 + 1 / ((m + 1) * (m + 3))), witness={m: 0}, proof=inequality)

    half_is_kept = PAPER.claim("half-is-kept",
        "And yet they leave half of the signal: eta tends to 0 only if the sum of 1 - 1/phi_m diverges",
        tends(product, Rational(1, 2), along=Path(n)),
        note=(
            f"{every_ratio_above_one.id}; at a fixed d every T_m < d has phi_m >= "
            f"d/(d - 1), and the sum does diverge"
        ),
        proof=[telescoping_product((m + 3) / (m + 2), m), (n + 2) / (2 * (n + 1)), limit])

    PAPER.published("printed-all-forgotten",
        "If infinitely many phi_m > 1 then eta tends to 0, and w_n with it: at phi_m = (m + 2)^2/((m + 1)(m + 3))",
        tends(product, 0, along=Path(n)), corrected_by=half_is_kept,
        note="right when the phi_m > 1 stay away from one, as they do at every fixed d",
        proof=[telescoping_product((m + 3) / (m + 2), m), (n + 2) / (2 * (n + 1)), limit])

    PAPER.claim("forgotten-at-fixed-size",
        "At a fixed d the clause is right: every T_m < d keeps at most 1 - 1/d, and (1 - 1/d)^n tends to 0",
        tends((1 - 1 / d) ** n * signal, 0, along=Path(n)), where=[d >= 2], witness={d: 3, n: 2, signal: 1},
        proof=geometric_limit(1 - 1 / d))

# Proposition F.6.
with PAPER.section("Appendix F", witness={d: 3, T0: 2}, source="Lemma F.7"):
    PAPER.published("proposition-F-6",
        "The last display for T0 > d: rho = df2/(T - df2) (1 + kappa^2 tr (Sigma + kappa)^-2/(T0 - df2(0)))",
        equivalent(rho, df2 / (T - df2) * (1 + kappa**2 * EigenSum(1 / (s + kappa) ** 2) / (T0 - d))),
        source="Proposition F.6", where=[*proportional_growth, T0 >= d + 2], witness={**a_point, T0: 6},
        corrected_by=rho_equivalent, note="the first term of equation (19) is df2/(T0 - d), not df2/(T - df2)",
        checks=[exact_sizes(), ladder()])

    # Lemma F.7 and its proof.
    PAPER.published("lemma-F-7", "w0'Q w0 ~ w0'(Sigma + kappa0)^-1 w0, already at T0 >= d, where Q = I and kappa0 = 0",
        equal(tr(w0 * w0.T * P), tr(w0 * w0.T * inv(Sigma))), where=[T0 >= d], witness={d: 2, T0: 3},
        corrected_by=projection_equivalent, note="the mean of the projection is Sigma (Sigma + kappa0)^-1",
        misprint="a factor Sigma left out")

    PAPER.published("lemma-F-7-general", "The same at T0 < d in general covariance",
        equivalent(E(tr(w0 * w0.T * P)), EigenSum(c2 / (s + kappa0))), where=overparametrised, witness=generator_point,
        corrected_by=projection_equivalent, note="for Sigma = I it makes no difference",
        misprint="a factor Sigma left out", checks=[ladder(generator_samples_per_dimension="1/4")])

    later = pinv(X0[1]) * X0[1]
    two_generations = later * P

    idempotent = PAPER.claim("one-generation-idempotent",
        "Q'Q = Q holds for one generation, or for one design that all generations share",
        equal(P.T * P, P), source="Lemma F.7 (proof)", where=[T0 <= d], proof=matrix_identity)

    PAPER.published("lemma-F-7-proof", "Q'Q = Q for the product Q of the projections of two generations",
        equal(two_generations.T * two_generations, two_generations), source="Lemma F.7 (proof)", where=[T0 <= d],
        corrected_by=idempotent, note="a product of projections that do not commute is no projection")

# Lemma F.8: second moments factorise over the generations.
mean_of_later = Sigma * inv(Sigma + kappa0 * identity(d))
through_both = E(tr(mean_of_later * P * w0 * w0.T * P))
coupled = (
    EigenSum(c2 * s**3 / (s + kappa0) ** 3)
    + kappa0**2 * EigenSum(s**2 / (s + kappa0) ** 3) * EigenSum(c2 * s / (s + kappa0) ** 2) / spare
)
factorised = EigenSum(c2 * (s / (s + kappa0)) ** 2)

with PAPER.section("Appendix F", source="Lemma F.8"):
    second_moments_couple = PAPER.claim("second-moments-couple",
        "E||P1 P0 w0||^2: what the first generation scatters reaches all directions",
        equivalent(through_both, coupled), where=overparametrised, witness=generator_point, laws=LAWS,
        note="P1 is independent of P0, and stands here as its mean Sigma (Sigma + kappa0)^-1",
        proof=equivalent_at(two_projections_equivalent, {A: mean_of_later, B: w0 * w0.T}))

    PAPER.published("lemma-F-8",
        "E Q'Q is the product of one factor per generation: for two generations E||P1 P0 w0||^2 ~ w0'D0 D0 w0",
        equal(coupled, factorised), where=overparametrised, witness={SPECTRUM: ((4, 0), (1, 1)), kappa0: 2, T0: 1},
        corrected_by=second_moments_couple,
        note=(
            "the generations are linear maps of second moments that couple all directions, not factors; the values "
            "4/27 and 1/9 at d = 2, T0 = 1 are the exact ones"
        ))

    PAPER.claim("second-moments-isotropic", "For Sigma = I the second moments do factorise",
        equal(E(P * later * P), (T0 / d) ** 2 * identity(d)), where=[T0 <= d], witness={d: 3, T0: 2},
        laws=isotropic_rows,
        proof=[
            haar_projection_mean, T0 / d * E(P * P),
            matrix_identity,      T0 / d * E(P),
            haar_projection_mean,
        ])
