"""Theorem 4.3 for generators with T0 < d samples and any covariance.

A generator keeps the share D0 = Sigma (Sigma + kappa0)^-1 of each direction on average, and scatters what it drops
over all directions like label noise; kappa0 solves df1(kappa0) = T0. These are the equivalents of Section 4.2 as the
ridge vanishes, where the eigenvalues stay away from zero; each is looked at on a ladder of sizes. Exact at every size
are the splitting of the bias and the linear growth for one reused design.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.section_4_2_ridge import (
    a_point,
    around_covariance,
    proportional_growth,
    resolvent_equivalent,
    sample_resolvent_equivalent,
    two_resolvents_equivalent,
)
from lemmata.derivations.dohmatob2024.theorem_4_6_moments import isotropic_rows, same_step
from lemmata.theory.quantities.regression import NOISE_LAWS, SAME_LAWS, u, unit_noise, w_same
from lemmata.theory.quantities.resolvents import (
    GENERATOR_NOISE,
    GENERATOR_NOISE_EQUIVALENT,
    NOISE_THROUGH_FIT,
    NOISE_THROUGH_FIT_EQUIVALENT,
    PROJECTION,
    PROJECTION_EQUIVALENT,
    TWO_PROJECTIONS,
    TWO_PROJECTIONS_EQUIVALENT,
    TWO_UNSEEN,
    TWO_UNSEEN_EQUIVALENT,
    UNSEEN,
    UNSEEN_EQUIVALENT,
    A,
    B,
    a,
    b,
    spare,
    unseen,
)
from lemmata.verifier.language import *

one_half = Rational(1, 2)
fewer = ladder(generator_samples_per_dimension="1/4")
fewer_and_noisy = ladder(generator_samples_per_dimension="1/4", coarser=3)
projected = [Eq(T0, EigenSum(s / (s + kappa0))), kappa0 > 0]
overparametrised = [*projected, T0 <= d - 2]
generator_point = {SPECTRUM: ((1, 1),) * 4, kappa0: 1, T0: 2}
both = [*proportional_growth, *overparametrised]
both_point = {
    **generator_point, kappa: 1, df1: 2, df2: 1, T: 4, ridge: one_half, n: 1, sigma: 1, sigma0: 1,
}

# One generator: the limits ridge -> 0 of the equivalents of Section 4.2.
P = pinv(X0[0]) * X0[0]
U = unseen(X0[0])
missed = kappa0 * EigenSum(a * b / (s + kappa0))

with PAPER.section("Section 4.3", where=projected, laws=LAWS, witness={**generator_point, a: 1}):
    unseen_equivalent = PAPER.claim("unseen-equivalent",
        "A generator with T0 < d samples does not see the share kappa0/(lambda + kappa0) of a direction",
        equivalent(UNSEEN, UNSEEN_EQUIVALENT, BOUNDED_BELOW), proof=ridge_to_zero(resolvent_equivalent))

    two_unseen_equivalent = PAPER.claim("two-unseen-equivalent",
        "To second order what it does not see is scattered over all directions",
        equivalent(TWO_UNSEEN, TWO_UNSEEN_EQUIVALENT, BOUNDED_BELOW), witness={**generator_point, a: 1, b: 1},
        proof=ridge_to_zero(two_resolvents_equivalent))

    projection_equivalent = PAPER.claim("projection-equivalent",
        "It keeps the share lambda/(lambda + kappa0)",
        equivalent(PROJECTION, PROJECTION_EQUIVALENT, BOUNDED_BELOW),
        reference=(
            "Rubio and Mestre 2011, Statist. Probab. Lett. 81; Hastie, Montanari, Rosset and Tibshirani 2022, "
            "Ann. Statist. 50 (ridge -> 0)"
        ),
        checks=[fewer],
        proof=[
            expectation, tr(A) - UNSEEN,
            equivalent_at(unseen_equivalent, {A: A}),
        ])

    two_projections_equivalent = PAPER.claim("two-projections-equivalent",
        "To second order it scatters what it drops over all directions",
        equivalent(TWO_PROJECTIONS, TWO_PROJECTIONS_EQUIVALENT, BOUNDED_BELOW),
        witness={**generator_point, a: 1, b: 1},
        reference="Bach 2024, SIAM J. Math. Data Sci. 6, Proposition 2 (ridge -> 0)", checks=[fewer],
        proof=[
            expectation, tr(A * B) - E(tr(B * A * U)) - E(tr(A * B * U)) + TWO_UNSEEN,
            equivalent_at(unseen_equivalent, {A: B * A}),
                tr(A * B) - missed - E(tr(A * B * U)) + TWO_UNSEEN,
            equivalent_at(unseen_equivalent, {A: A * B}), tr(A * B) - 2 * missed + TWO_UNSEEN,
            equivalent_at(two_unseen_equivalent, {A: A, B: B}),
        ])

    generator_noise_equivalent = PAPER.claim("generator-noise-equivalent",
        "Its label noise ends up in the same directions",
        equivalent(GENERATOR_NOISE, GENERATOR_NOISE_EQUIVALENT, BOUNDED_BELOW), where=overparametrised,
        reference="Bach 2024, SIAM J. Math. Data Sci. 6, Proposition 2 (ridge -> 0)", checks=[fewer_and_noisy],
        proof=ridge_to_zero(sample_resolvent_equivalent))

# The label noise of a generator, seen through the downstream fit: the equivalents of the two designs in turn.
G = inv(Sigma + kappa * identity(d))
D = Sigma * G
left_over = u[0] * u[0].T
first_design = pinv(X0[0])

with PAPER.section("Section 4.3", laws=NOISE_LAWS, source="equation (18)"):
    noise_alone = PAPER.claim("generator-noise-alone", "What unit label noise leaves in the parameter of a generator",
        equivalent(E(tr(A * left_over)), GENERATOR_NOISE_EQUIVALENT, BOUNDED_BELOW),
        source="equation (18), one generator", where=overparametrised, witness={**generator_point, a: 1},
        proof=[
            definition(u[0]), E(tr(A * (first_design * unit_noise[0]) * (first_design * unit_noise[0]).T)),
            expectation,      GENERATOR_NOISE,
            generator_noise_equivalent,
        ])

    through_fit = E(tr(A * left_over)) - 2 * (ridge * E(tr(left_over * A * R))), ridge**2 * E(tr(A * R * left_over * R))
    damped = E(tr(A * left_over)) - 2 * kappa * E(tr(A * G * left_over))
    scattered_again = kappa**2 * EigenSum(a * s / (s + kappa) ** 2) / (T - df2)
    what_is_kept, weak_noise = E(tr(A * D * D * left_over)), E(tr(Sigma * G * G * left_over))
    kept_on_average = EigenSum(a * s**3 / ((s + kappa) ** 2 * (s + kappa0) ** 2)) / spare

    noise_through_fit_exact = PAPER.claim("noise-through-fit-exact",
        "The label noise of a generator in terms of the downstream resolvent, exactly",
        equal(NOISE_THROUGH_FIT, sum(through_fit)), where=[ridge > 0, T0 <= d - 2],
        witness={d: 3, T: 3, T0: 1, ridge: 1},
        proof=[
            expectation, E(tr(A * R * S * (first_design * unit_noise[0]) * (first_design * unit_noise[0]).T * S * R)),
            definition(u[0]), E(tr(A * R * S * left_over * S * R)),
            expectation,
        ])

    noise_through_fit_on_average = PAPER.claim("noise-through-fit-on-average",
        "What the downstream fit makes of the label noise of a generator, given that generator",
        equivalent(NOISE_THROUGH_FIT, what_is_kept + scattered_again * weak_noise, BOUNDED_BELOW), where=both,
        witness={**both_point, a: 1},
        proof=[
            noise_through_fit_exact, sum(through_fit),
            equivalent_at(resolvent_equivalent, {A: left_over * A}), damped + through_fit[1],
            equivalent_at(two_resolvents_equivalent, {B: left_over}),
                damped + kappa**2 * E(tr(A * G * G * left_over)) + scattered_again * weak_noise,
            eigenbasis,
        ])

    noise_through_fit_equivalent = PAPER.claim("noise-through-fit-equivalent",
        "The label noise of a generator, seen through the downstream fit on an independent design",
        equivalent(NOISE_THROUGH_FIT, NOISE_THROUGH_FIT_EQUIVALENT, BOUNDED_BELOW), where=both,
        witness={**both_point, a: 1}, checks=[fewer_and_noisy],
        proof=[
            noise_through_fit_on_average, what_is_kept + scattered_again * weak_noise,
            equivalent_at(noise_alone, {A: A * D * D}), kept_on_average + scattered_again * weak_noise,
            equivalent_at(noise_alone, {A: Sigma * G * G}),
        ])

    first = E(tr(A * w[1] * w[1].T))
    first_mean_and_spread = (
        EigenSum(a * c2 * s**2 / (s + kappa0) ** 2)
        + EigenSum(a * s / (s + kappa0) ** 2) * (kappa0**2 * EigenSum(c2 * s / (s + kappa0) ** 2) + sigma0**2) / spare
    )

    scattered = TWO_PROJECTIONS.xreplace({B: w0 * w0.T})
    scattered_on_average = TWO_PROJECTIONS_EQUIVALENT.xreplace({b: c2})

    first_generation_exact = PAPER.claim("first-generation-exact",
        "One generation: the truth is projected, and label noise is added, exactly",
        equal(first, scattered + sigma0**2 * GENERATOR_NOISE), source="Lemma F.4", where=[T0 <= d - 2],
        witness={d: 3, T0: 1, sigma0: 1}, laws=LAWS,
        proof=[
            definition(w[1]),
                E(tr(A * (pinv(X0[0]) * (X0[0] * w[0] + eps0[0])) * (pinv(X0[0]) * (X0[0] * w[0] + eps0[0])).T)),
            definition(w[0]),
                E(tr(A * (pinv(X0[0]) * (X0[0] * w0 + eps0[0])) * (pinv(X0[0]) * (X0[0] * w0 + eps0[0])).T)),
            expectation,
        ])

    PAPER.claim("first-generation",
        "Mean and spread after one generation: what is kept, and what is scattered along with the label noise",
        equivalent(first, first_mean_and_spread, BOUNDED_BELOW), source="Theorem 4.3, T0 < d", where=overparametrised,
        witness={**generator_point, a: 1, sigma0: 1}, laws=LAWS, note="A is any function of Sigma, a its eigenvalue",
        proof=[
            first_generation_exact,     scattered + sigma0**2 * GENERATOR_NOISE,
            equivalent_at(two_projections_equivalent, {B: w0 * w0.T}),
                scattered_on_average + sigma0**2 * GENERATOR_NOISE,
            generator_noise_equivalent, scattered_on_average + sigma0**2 * GENERATOR_NOISE_EQUIVALENT,
            given,
        ])

# Equation (18): one design for all generators.
rho_same = E(tr(Sigma * R * S * pinv(X0[0]) * pinv(X0[0]).T * S * R))

with PAPER.section("Section 4.3"):
    PAPER.claim("same-growth",
        "With one design every generation after the first adds sigma0^2 rho: exact, for any covariance and any size",
        equal(risk(n + 2, designs="same"), risk(n + 1, designs="same") + sigma0**2 * rho_same),
        source="Theorem 4.3 (equal designs)", where=[T0 <= d - 2, ridge > 0],
        witness={d: 3, T0: 1, T: 3, n: 1, ridge: 1, sigma: 1, sigma0: 1}, laws=SAME_LAWS,
        proof=[
            definition(risk(n + 2, designs="same")), E(norm2(R * X.T * (X * w_same[n + 2] + eps) / T - w0, Sigma)),
            same_step, E(norm2(R * X.T * (X * (w_same[n + 1] + pinv(X0[0]) * eps0[n + 1]) + eps) / T - w0, Sigma)),
            expectation, E(norm2(R * X.T * (X * w_same[n + 1] + eps) / T - w0, Sigma)) + sigma0**2 * rho_same,
            definition(risk(n + 1, designs="same")),
        ])

    printed_18 = (
        EigenSum(s**4 / ((s + kappa0) ** 2 * (s + kappa) ** 2))
        + kappa**2 * EigenSum(s**2 / ((s + kappa0) ** 2 * (s + kappa) ** 2)) * df2 / (T - df2)
    ) / spare

    PAPER.published("equation-18", "The collapse coefficient of generators that share one design of T0 < d samples",
        equivalent(rho_same, printed_18, BOUNDED_BELOW),
        printed=r"\rho = \frac{\operatorname{tr} \Sigma^4 G_0^2 G^2 + \kappa^2 \operatorname{tr}(\Sigma^2 "
                r"G_0^2 G^2) \, df_2/(T - df_2)}{T_0 - df_2(\kappa_0)}",
        source="equation (18)", where=both, witness=both_point, laws=LAWS,
        note="for T0 >= d, where kappa0 = 0, it is equation (19)",
        proof=[
            equivalent_at(noise_through_fit_equivalent, {A: Sigma}), NOISE_THROUGH_FIT_EQUIVALENT.xreplace({a: s}),
            given,
        ])

# The bias of one generation, against the sum of the two biases.
chain_bias = norm2(R * S * P * w0 - w0, Sigma)
clean_bias = norm2(R * S * w0 - w0, Sigma)
delta_bias = norm2(R * S * (P * w0 - w0), Sigma)
crossed = ridge * tr(S * R * Sigma * R * w0 * w0.T * (identity(d) - P))

with PAPER.section("Section 4.3", witness={d: 3, T0: 2, T: 3, ridge: 1}, laws=LAWS, source="Theorem 4.3 (bias)"):
    PAPER.claim("bias-splits",
        "The bias of one generation is Bias + DeltaBias and a mixed term, for all designs, any covariance and any size",
        equal(chain_bias, clean_bias + delta_bias + 2 * crossed), where=[T0 <= d, ridge > 0],
        note="given the designs; the means of the four terms are those of the theorem", proof=matrix_identity)

    PAPER.claim("no-delta-bias", "With T0 >= d nothing is projected away: DeltaBias and the mixed term vanish",
        equal(delta_bias + 2 * crossed, 0), source="Theorem 4.3 (equality for T0 >= d)", where=[T0 >= d, ridge > 0],
        witness={d: 2, T0: 3, T: 3, ridge: 1}, proof=matrix_identity)

    weak = kappa * df2 / (T - df2)
    lost = 1 - s / (s + kappa0)
    mixed = EigenSum(c2 * lost * s**2 / (s + kappa) ** 2) - weak * EigenSum(c2 * lost * s / (s + kappa) ** 2)
    against = kappa * weak * EigenSum(c2 * lost * s / (s + kappa) ** 2)
    forgotten = w0 * w0.T * (identity(d) - Sigma * inv(Sigma + kappa0 * identity(d)))
    crossed_on_average = ridge * E(tr(S * R * Sigma * R * forgotten))

    bias_sign = PAPER.claim("bias-sign",
        "The mixed term is negative on directions whose variance is below kappa df2/(T - df2)",
        equivalent(crossed_on_average + against, kappa * EigenSum(c2 * lost * s**2 / (s + kappa) ** 2), BOUNDED_BELOW),
        where=[*proportional_growth, kappa0 > 0], witness={**a_point, kappa0: 1},
        note="the projection X0^+ X0 of the generator stands here as its mean Sigma (Sigma + kappa0)^-1; what counts "
             "against the mixed term stands beside it, since their difference may vanish",
        checks=[fewer_and_noisy],
        proof=[
            expectation, ridge * E(tr(forgotten * Sigma * R)) - ridge**2 * E(tr(forgotten * R * Sigma * R)) + against,
            equivalent_at(resolvent_equivalent, {A: forgotten * Sigma}),
                kappa * EigenSum(c2 * lost * s / (s + kappa)) - ridge**2 * E(tr(forgotten * R * Sigma * R)) + against,
            equivalent_at(around_covariance, {A: forgotten}),
                kappa * EigenSum(c2 * lost * s / (s + kappa)) + against
                - kappa**2 * (EigenSum(c2 * lost * s / (s + kappa) ** 2)
                              + EigenSum(c2 * lost * s / (s + kappa) ** 2)
                              * EigenSum(s**2 / (s + kappa) ** 2) / (T - df2)),
            given,
        ])

    PAPER.published("printed-bias-order",
        "The bias of the chain is at least Bias + DeltaBias for every covariance: the mixed term is not negative",
        at_least(kappa * mixed, 0),
        printed=r"\widetilde{\mathrm{Bias}} \ge \mathrm{Bias} + \Delta\mathrm{Bias} \ge \mathrm{Bias}",
        where=[*proportional_growth, df2 < T, kappa0 > 0],
        witness={
            SPECTRUM: ((3, 0), (1, 1)), kappa: 2, kappa0: 1, T: 1, df1: Rational(14, 15), df2: Rational(106, 225),
            ridge: Rational(2, 15),
        },
        corrected_by=bias_sign,
        note="true for Sigma = I; false where w0 lies in directions of variance below kappa df2/(T - df2)")

    fit_not_negative = PAPER.claim("fit-not-negative", "The eigenvalues of R S R are not negative",
        at_least(E(tr(R * S * R)), 0), where=[ridge > 0], witness={d: 2, T: 3, ridge: 1}, proof=spectral_order(X))

    fit_isotropic = PAPER.claim("fit-isotropic", "An isotropic fit sees every direction of the truth alike",
        equal(E(tr(R * S * R * w0 * w0.T)), E(tr(R * S * R)) / d * norm2(w0)), where=[ridge > 0],
        witness={d: 3, T: 3, ridge: 1}, laws=isotropic_rows, proof=rotation_invariant_mean)

    mixed_isotropic = ridge * (1 - T0 / d) * E(tr(R * S * R * w0 * w0.T))

    PAPER.claim("bias-order-isotropic",
        "For Sigma = I the order of the biases is right: the mixed term is not negative, exactly at every size",
        at_least(mixed_isotropic, 0), where=[T0 <= d, ridge > 0], laws=isotropic_rows,
        note="X0^+ X0 stands here as its mean (T0/d) I, by projection-mean",
        proof=[
            fit_isotropic,      ridge * (1 - T0 / d) / d * E(tr(R * S * R)) * norm2(w0),
            definition(signal), ridge * (1 - T0 / d) / d * E(tr(R * S * R)) * signal,
            fit_not_negative,
        ])
