"""Theorem 4.3 for generators with T0 < d samples and any covariance.

A generator keeps the share D0 = Sigma (Sigma + kappa0)^-1 of each direction on average, and scatters what it drops
over all directions like label noise; kappa0 solves df1(kappa0) = T0. These are equivalents of one design: they are
taken as given, each is looked at on a ladder of sizes, and what is derived from them is ``assumed``. Exact at every
size are the splitting of the bias and the linear growth for one reused design.
"""

from sympy import Eq, Rational

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.part2_ridge import (
    a_point,
    proportional_growth,
    resolvent_equivalent,
    two_resolvents_equivalent,
)
from lemmata.derivations.dohmatob2024.part4_chain_moments import isotropic_rows, same_step
from lemmata.theory.notation import T0, T, d, df1, df2, kappa, kappa0, n, ridge, sigma, sigma0, signal
from lemmata.theory.quantities.regression import (
    LAWS,
    NOISE_LAWS,
    SAME_LAWS,
    X0,
    R,
    S,
    Sigma,
    X,
    eps,
    eps0,
    risk,
    u,
    unit_noise,
    w,
    w0,
    w_same,
)
from lemmata.theory.quantities.resolvents import (
    GENERATOR_NOISE,
    GENERATOR_NOISE_EQUIVALENT,
    NOISE_THROUGH_FIT,
    NOISE_THROUGH_FIT_EQUIVALENT,
    PROJECTION,
    PROJECTION_EQUIVALENT,
    TWO_PROJECTIONS,
    TWO_PROJECTIONS_EQUIVALENT,
    A,
    B,
    a,
    b,
    spare,
)
from lemmata.theory.random_matrices import E, identity, inv, norm2, pinv, tr
from lemmata.theory.relations import at_least, equal, equivalent
from lemmata.theory.spectra.eigensum import SPECTRUM, EigenSum, c2, s
from lemmata.verifier.checks import ladder
from lemmata.verifier.claim import at_least_by, by, calc, equivalent_by
from lemmata.verifier.rules import (
    definition,
    eigenbasis,
    equivalent_at,
    expectation,
    given,
    matrix_identity,
    rotation_invariant_mean,
    spectral_order,
    use,
)

one_half = Rational(1, 2)
fewer = ladder(generator_samples_per_dimension="1/4")
fewer_and_noisy = ladder(generator_samples_per_dimension="1/4", coarser=3)
overparametrised = [Eq(T0, EigenSum(s / (s + kappa0))), kappa0 > 0]
generator_point = {SPECTRUM: ((1, 1), (1, 1)), kappa0: 1, T0: 1}
both = [*proportional_growth, *overparametrised]
both_point = {
    **generator_point, kappa: 1, df1: 1, df2: one_half, T: 2, ridge: one_half, n: 1, sigma: 1, sigma0: 1,
}  # fmt: skip

# One generator: three equivalents, the limits ridge -> 0 of those of Section 4.2.

projection_equivalent = PAPER.deterministic_equivalent(
    "projection-equivalent",
    "A generator with T0 < d samples keeps the share lambda/(lambda + kappa0) of a direction",
    equivalent(PROJECTION, PROJECTION_EQUIVALENT),
    where=overparametrised,
    witness={**generator_point, a: 1},
    checks=[fewer],
    reference="Rubio and Mestre 2011, Statist. Probab. Lett. 81; Hastie, Montanari, Rosset and Tibshirani 2022, "
    "Ann. Statist. 50 (ridge -> 0)",
)

two_projections_equivalent = PAPER.deterministic_equivalent(
    "two-projections-equivalent",
    "To second order it scatters what it drops over all directions",
    equivalent(TWO_PROJECTIONS, TWO_PROJECTIONS_EQUIVALENT),
    where=overparametrised,
    witness={**generator_point, a: 1, b: 1},
    checks=[fewer],
    reference="Bach 2024, SIAM J. Math. Data Sci. 6, Proposition 2 (ridge -> 0)",
)

generator_noise_equivalent = PAPER.deterministic_equivalent(
    "generator-noise-equivalent",
    "Its label noise ends up in the same directions",
    equivalent(GENERATOR_NOISE, GENERATOR_NOISE_EQUIVALENT),
    where=overparametrised,
    witness={**generator_point, a: 1},
    checks=[fewer_and_noisy],
    reference="Bach 2024, SIAM J. Math. Data Sci. 6, Proposition 2 (ridge -> 0)",
)

# The label noise of a generator, seen through the downstream fit: the equivalents of the two designs in turn.

G = inv(Sigma + kappa * identity(d))
D = Sigma * G
left_over = u[0] * u[0].T
first_design = pinv(X0[0])

noise_alone = PAPER.claim(
    "generator-noise-alone",
    "What unit label noise leaves in the parameter of a generator",
    equivalent(E(tr(A * left_over)), GENERATOR_NOISE_EQUIVALENT),
    where=overparametrised,
    witness={**generator_point, a: 1},
    source=PAPER.at("equation (18), one generator"),
    laws=NOISE_LAWS,
    proof=calc(
        E(tr(A * left_over)),
        by(definition(u[0])), E(tr(A * (first_design * unit_noise[0]) * (first_design * unit_noise[0]).T)),
        by(expectation), GENERATOR_NOISE,
        equivalent_by(use(generator_noise_equivalent)), GENERATOR_NOISE_EQUIVALENT,
    ),
)  # fmt: skip

through_fit = E(tr(A * left_over)) - 2 * (ridge * E(tr(left_over * A * R))), ridge**2 * E(tr(A * R * left_over * R))
damped = E(tr(A * left_over)) - 2 * kappa * E(tr(A * G * left_over))
scattered_again = kappa**2 * EigenSum(a * s / (s + kappa) ** 2) / (T - df2)
what_is_kept, weak_noise = E(tr(A * D * D * left_over)), E(tr(Sigma * G * G * left_over))
kept_on_average = EigenSum(a * s**3 / ((s + kappa) ** 2 * (s + kappa0) ** 2)) / spare

noise_through_fit_exact = PAPER.claim(
    "noise-through-fit-exact",
    "The label noise of a generator in terms of the downstream resolvent, exactly",
    equal(NOISE_THROUGH_FIT, sum(through_fit)),
    where=[ridge > 0],
    witness={d: 3, T: 3, T0: 2, ridge: 1},
    source=PAPER.at("equation (18)"),
    laws=NOISE_LAWS,
    proof=calc(
        NOISE_THROUGH_FIT,
        by(expectation),
        E(tr(A * R * S * (first_design * unit_noise[0]) * (first_design * unit_noise[0]).T * S * R)),
        by(definition(u[0])), E(tr(A * R * S * left_over * S * R)),
        by(expectation), sum(through_fit),
    ),
)  # fmt: skip

noise_through_fit_equivalent = PAPER.claim(
    "noise-through-fit-equivalent",
    "The label noise of a generator, seen through the downstream fit on an independent design",
    equivalent(NOISE_THROUGH_FIT, NOISE_THROUGH_FIT_EQUIVALENT),
    where=both,
    witness={**both_point, a: 1},
    source=PAPER.at("equation (18)"),
    laws=NOISE_LAWS,
    checks=[fewer_and_noisy],
    proof=calc(
        NOISE_THROUGH_FIT,
        by(use(noise_through_fit_exact)), sum(through_fit),
        equivalent_by(equivalent_at(resolvent_equivalent, {A: left_over * A})), damped + through_fit[1],
        equivalent_by(equivalent_at(two_resolvents_equivalent, {B: left_over})),
        damped + kappa**2 * E(tr(A * G * G * left_over)) + scattered_again * weak_noise,
        by(eigenbasis), what_is_kept + scattered_again * weak_noise,
        equivalent_by(equivalent_at(noise_alone, {A: A * D * D})), kept_on_average + scattered_again * weak_noise,
        equivalent_by(equivalent_at(noise_alone, {A: Sigma * G * G})), NOISE_THROUGH_FIT_EQUIVALENT,
    ),
)  # fmt: skip

first = E(tr(A * w[1] * w[1].T))
first_mean_and_spread = (
    EigenSum(a * c2 * s**2 / (s + kappa0) ** 2)
    + EigenSum(a * s / (s + kappa0) ** 2) * (kappa0**2 * EigenSum(c2 * s / (s + kappa0) ** 2) + sigma0**2) / spare
)

scattered = TWO_PROJECTIONS.xreplace({B: w0 * w0.T})
scattered_on_average = TWO_PROJECTIONS_EQUIVALENT.xreplace({b: c2})

first_generation_exact = PAPER.claim(
    "first-generation-exact",
    "One generation: the truth is projected, and label noise is added, exactly",
    equal(first, scattered + sigma0**2 * GENERATOR_NOISE),
    where=[T0 <= d],
    witness={d: 3, T0: 2, sigma0: 1},
    source=PAPER.at("Lemma F.4"),
    laws=LAWS,
    proof=calc(
        first,
        by(definition(w[1])),
        E(tr(A * (pinv(X0[0]) * (X0[0] * w[0] + eps0[0])) * (pinv(X0[0]) * (X0[0] * w[0] + eps0[0])).T)),
        by(definition(w[0])),
        E(tr(A * (pinv(X0[0]) * (X0[0] * w0 + eps0[0])) * (pinv(X0[0]) * (X0[0] * w0 + eps0[0])).T)),
        by(expectation), scattered + sigma0**2 * GENERATOR_NOISE,
    ),
)  # fmt: skip

first_generation = PAPER.claim(
    "first-generation",
    "Mean and spread after one generation: what is kept, and what is scattered along with the label noise",
    equivalent(first, first_mean_and_spread),
    where=[*overparametrised, T0 <= d],
    witness={**generator_point, a: 1, sigma0: 1},
    source=PAPER.at("Theorem 4.3, T0 < d"),
    laws=LAWS,
    note="A is any function of Sigma, a its eigenvalue",
    proof=calc(
        first,
        by(use(first_generation_exact)), scattered + sigma0**2 * GENERATOR_NOISE,
        equivalent_by(equivalent_at(two_projections_equivalent, {B: w0 * w0.T})),
        scattered_on_average + sigma0**2 * GENERATOR_NOISE,
        equivalent_by(use(generator_noise_equivalent)),
        scattered_on_average + sigma0**2 * GENERATOR_NOISE_EQUIVALENT,
        by(given), first_mean_and_spread,
    ),
)  # fmt: skip

# Equation (18): one design for all generators.

rho_same = E(tr(Sigma * R * S * pinv(X0[0]) * pinv(X0[0]).T * S * R))

same_growth = PAPER.claim(
    "same-growth",
    "With one design every generation after the first adds sigma0^2 rho: exact, for any covariance and any size",
    equal(risk(n + 2, designs="same"), risk(n + 1, designs="same") + sigma0**2 * rho_same),
    where=[T0 <= d, ridge > 0],
    witness={d: 3, T0: 2, T: 3, n: 1, ridge: 1, sigma: 1, sigma0: 1},
    source=PAPER.at("Theorem 4.3 (equal designs)"),
    laws=SAME_LAWS,
    proof=calc(
        risk(n + 2, designs="same"),
        by(definition(risk(n + 2, designs="same"))),
        E(norm2(R * X.T * (X * w_same[n + 2] + eps) / T - w0, Sigma)),
        by(use(same_step)),
        E(norm2(R * X.T * (X * (w_same[n + 1] + pinv(X0[0]) * eps0[n + 1]) + eps) / T - w0, Sigma)),
        by(expectation),
        E(norm2(R * X.T * (X * w_same[n + 1] + eps) / T - w0, Sigma)) + sigma0**2 * rho_same,
        by(definition(risk(n + 1, designs="same"))), risk(n + 1, designs="same") + sigma0**2 * rho_same,
    ),
)  # fmt: skip

printed_18 = (
    EigenSum(s**4 / ((s + kappa0) ** 2 * (s + kappa) ** 2))
    + kappa**2 * EigenSum(s**2 / ((s + kappa0) ** 2 * (s + kappa) ** 2)) * df2 / (T - df2)
) / spare

equation_18 = PAPER.published(
    "equation-18",
    "The collapse coefficient of generators that share one design of T0 < d samples",
    equivalent(rho_same, printed_18),
    where=both,
    witness=both_point,
    source=PAPER.at("equation (18)"),
    laws=LAWS,
    note="for T0 >= d, where kappa0 = 0, it is equation (19)",
    proof=calc(
        rho_same,
        equivalent_by(equivalent_at(noise_through_fit_equivalent, {A: Sigma})),
        NOISE_THROUGH_FIT_EQUIVALENT.xreplace({a: s}),
        by(given), printed_18,
    ),
)  # fmt: skip

# The bias of one generation, against the sum of the two biases.

P = pinv(X0[0]) * X0[0]
chain_bias = norm2(R * S * P * w0 - w0, Sigma)
clean_bias = norm2(R * S * w0 - w0, Sigma)
delta_bias = norm2(R * S * (P * w0 - w0), Sigma)
crossed = ridge * tr(S * R * Sigma * R * w0 * w0.T * (identity(d) - P))

bias_splits = PAPER.claim(
    "bias-splits",
    "The bias of one generation is Bias + DeltaBias and a mixed term, for all designs, any covariance and any size",
    equal(chain_bias, clean_bias + delta_bias + 2 * crossed),
    where=[T0 <= d, ridge > 0],
    witness={d: 3, T0: 2, T: 3, ridge: 1},
    source=PAPER.at("Theorem 4.3 (bias)"),
    laws=LAWS,
    note="given the designs; the means of the four terms are those of the theorem",
    proof=calc(chain_bias, by(matrix_identity), clean_bias + delta_bias + 2 * crossed),
)

no_delta_bias = PAPER.claim(
    "no-delta-bias",
    "With T0 >= d nothing is projected away: DeltaBias and the mixed term vanish",
    equal(delta_bias + 2 * crossed, 0),
    where=[T0 >= d, ridge > 0],
    witness={d: 2, T0: 3, T: 3, ridge: 1},
    source=PAPER.at("Theorem 4.3 (equality for T0 >= d)"),
    proof=calc(delta_bias + 2 * crossed, by(matrix_identity), 0),
)

weak = kappa * df2 / (T - df2)
lost = 1 - s / (s + kappa0)
mixed = EigenSum(c2 * lost * s**2 / (s + kappa) ** 2) - weak * EigenSum(c2 * lost * s / (s + kappa) ** 2)
forgotten = w0 * w0.T * (identity(d) - Sigma * inv(Sigma + kappa0 * identity(d)))
crossed_on_average = ridge * E(tr(S * R * Sigma * R * forgotten))

bias_sign = PAPER.claim(
    "bias-sign",
    "The mixed term is negative on directions whose variance is below kappa df2/(T - df2)",
    equivalent(crossed_on_average, kappa * mixed),
    where=[*proportional_growth, kappa0 > 0],
    witness={**a_point, kappa0: 1},
    source=PAPER.at("Theorem 4.3 (bias)"),
    laws=LAWS,
    checks=[fewer_and_noisy],
    note="the projection X0^+ X0 of the generator stands here as its mean Sigma (Sigma + kappa0)^-1",
    proof=calc(
        crossed_on_average,
        by(expectation),
        ridge * E(tr(forgotten * Sigma * R)) - ridge**2 * E(tr(forgotten * R * Sigma * R)),
        equivalent_by(equivalent_at(resolvent_equivalent, {A: forgotten * Sigma})),
        kappa * EigenSum(c2 * lost * s / (s + kappa))
        - ridge**2 * E(tr(forgotten * R * Sigma * R)),
        equivalent_by(equivalent_at(two_resolvents_equivalent, {A: forgotten, B: Sigma})),
        kappa * EigenSum(c2 * lost * s / (s + kappa))
        - kappa**2 * (EigenSum(c2 * lost * s / (s + kappa) ** 2)
                      + EigenSum(c2 * lost * s / (s + kappa) ** 2)
                      * EigenSum(s**2 / (s + kappa) ** 2) / (T - df2)),
        by(given), kappa * mixed,
    ),
)  # fmt: skip

printed_bias_order = PAPER.published(
    "printed-bias-order",
    "The bias of the chain is at least Bias + DeltaBias for every covariance: the mixed term is not negative",
    at_least(kappa * mixed, 0),
    where=[*proportional_growth, df2 < T, kappa0 > 0],
    witness={
        SPECTRUM: ((3, 0), (1, 1)),
        kappa: 2,
        kappa0: 1,
        T: 1,
        df1: Rational(14, 15),
        df2: Rational(106, 225),
        ridge: Rational(2, 15),
    },
    source=PAPER.at("Theorem 4.3 (bias)"),
    corrected_by=bias_sign,
    note="true for Sigma = I; false where w0 lies in directions of variance below kappa df2/(T - df2)",
)

fit_not_negative = PAPER.claim(
    "fit-not-negative",
    "The eigenvalues of R S R are not negative",
    at_least(E(tr(R * S * R)), 0),
    where=[ridge > 0],
    witness={d: 2, T: 3, ridge: 1},
    source=PAPER.at("Theorem 4.3 (bias)"),
    laws=LAWS,
    proof=calc(E(tr(R * S * R)), at_least_by(spectral_order(X)), 0),
)

fit_isotropic = PAPER.claim(
    "fit-isotropic",
    "An isotropic fit sees every direction of the truth alike",
    equal(E(tr(R * S * R * w0 * w0.T)), E(tr(R * S * R)) / d * norm2(w0)),
    where=[ridge > 0],
    witness={d: 3, T: 3, ridge: 1},
    source=PAPER.at("Theorem 4.3 (bias)"),
    laws=isotropic_rows,
    proof=calc(E(tr(R * S * R * w0 * w0.T)), by(rotation_invariant_mean), E(tr(R * S * R)) / d * norm2(w0)),
)

mixed_isotropic = ridge * (1 - T0 / d) * E(tr(R * S * R * w0 * w0.T))

bias_order_isotropic = PAPER.claim(
    "bias-order-isotropic",
    "For Sigma = I the order of the biases is right: the mixed term is not negative, exactly at every size",
    at_least(mixed_isotropic, 0),
    where=[T0 <= d, ridge > 0],
    witness={d: 3, T0: 2, T: 3, ridge: 1},
    source=PAPER.at("Theorem 4.3 (bias)"),
    laws=isotropic_rows,
    note="X0^+ X0 stands here as its mean (T0/d) I, by projection-mean",
    proof=calc(
        mixed_isotropic,
        by(use(fit_isotropic)), ridge * (1 - T0 / d) / d * E(tr(R * S * R)) * norm2(w0),
        by(definition(signal)), ridge * (1 - T0 / d) / d * E(tr(R * S * R)) * signal,
        at_least_by(use(fit_not_negative)), 0,
    ),
)  # fmt: skip
