"""Theorem 4.3 for n generations with T0 < d samples and any covariance: the recursion of mean and spread, derived.

Given the parameter w[n], which was drawn before, the design of the next generator meets a fixed vector. The equivalents
of one design, which are cited, therefore say what a generation makes of the mean E w[n]' A w0 and of the second moment
E w[n]' A w[n], for every function A of Sigma: with D0 = Sigma (Sigma + kappa0)^-1 and G0 = (Sigma + kappa0)^-1,

    E w[n+1]' A w0     ~ E w[n]' A D0 w0,
    E w[n+1]' A w[n+1] ~ E w[n]' A D0^2 w[n]
                         + tr(A Sigma G0^2) [kappa0^2 E w[n]' Sigma G0^2 w[n] + sigma0^2]/(T0 - df2(kappa0)).

The generations follow by induction on n (which is fixed while the sizes grow), and the downstream fit by the
equivalents of its own design. Nothing is cited but the equivalents of one design at a time.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.section_4_2_ridge import (
    around_covariance,
    proportional_growth,
    resolvent_equivalent,
    sample_resolvent_equivalent,
)
from lemmata.derivations.dohmatob2024.section_4_3_general_covariance import (
    both,
    both_point,
    fewer,
    generator_noise_equivalent,
    generator_point,
    overparametrised,
    projection_equivalent,
    two_projections_equivalent,
)
from lemmata.theory.quantities.chain_equivalent import chain_equivalent
from lemmata.theory.quantities.generation_recursion import mean_moment, second_moment
from lemmata.theory.quantities.resolvents import GENERATOR_NOISE, A, B, a, spare
from lemmata.verifier.language import *

half_as_many = exact_sizes(generator_samples_per_dimension="1/2")

G, G0 = inv(Sigma + kappa * identity(d)), inv(Sigma + kappa0 * identity(d))
D, D0 = Sigma * G, Sigma * G0
P = pinv(X0[n]) * X0[n]
this_design = {X0[0]: X0[n]}
any_n = {**generator_point, n: 1, a: 1, sigma0: 1}

# The mean.
with PAPER.section(
    "Section 4.3", where=overparametrised, witness=any_n, laws=LAWS, source="Theorem 4.3, T0 < d (one generation)",
):
    mean_step = PAPER.claim("chain-mean-step",
        "A generation with T0 < d samples keeps the share lambda/(lambda + kappa0) of the overlap with the truth",
        equivalent(E(tr(A * w[n + 1] * w0.T)), E(tr(A * D0 * w[n] * w0.T)), BOUNDED_BELOW),
        proof=[
            definition(w[n + 1]), E(tr(A * pinv(X0[n]) * (X0[n] * w[n] + eps0[n]) * w0.T)),
            expectation,          E(tr(w[n] * w0.T * A * P)),
            equivalent_at(projection_equivalent, {A: w[n] * w0.T * A}, this_design),
        ])

    mean_start = PAPER.claim("chain-mean-start", "At the start the parameter is the truth",
        equal(E(tr(A * w[0] * w0.T)), EigenSum(a * c2)), source="Section 3",
        proof=[definition(w[0]), E(tr(A * w0 * w0.T)), eigenbasis])

    chain_mean = PAPER.claim("chain-mean", "The mean of the parameter after n generations: w0 seen through D0, n times",
        equivalent(E(tr(A * w[n] * w0.T)), mean_moment(n, a), BOUNDED_BELOW), source="Theorem 4.3, T0 < d (mean)",
        proof=functional_recurrence(n, base=mean_start, step=mean_step))

    # The second moment: mean and spread together.
    projected = E(tr(A * P * w[n] * w[n].T * P))
    noise_of_fit = GENERATOR_NOISE.xreplace(this_design)

    second_step_exact = PAPER.claim("chain-second-step-exact",
        "One generation, exactly: the parameter is projected, and label noise is added",
        equal(E(tr(A * w[n + 1] * w[n + 1].T)), projected + sigma0**2 * noise_of_fit),
        source="Lemma F.4 (one generation)",
        proof=[
            definition(w[n + 1]),
                E(tr(A * (pinv(X0[n]) * (X0[n] * w[n] + eps0[n])) * (pinv(X0[n]) * (X0[n] * w[n] + eps0[n])).T)),
            expectation,
        ])

    seen = E(tr(A * D0 * D0 * w[n] * w[n].T))
    gathered = kappa0**2 * E(tr(Sigma * G0 * G0 * w[n] * w[n].T)) + sigma0**2
    scatter = EigenSum(a * s / (s + kappa0) ** 2)

    second_step = PAPER.claim("chain-second-step",
        "One generation keeps D0 of the parameter on either side, and scatters "
        "what it drops along with the label noise",
        equivalent(E(tr(A * w[n + 1] * w[n + 1].T)), seen + scatter * gathered / spare, BOUNDED_BELOW),
        proof=[
            second_step_exact, projected + sigma0**2 * noise_of_fit,
            equivalent_at(two_projections_equivalent, {B: w[n] * w[n].T}, this_design),
                seen + scatter * kappa0**2 * E(tr(Sigma * G0 * G0 * w[n] * w[n].T)) / spare + sigma0**2 * noise_of_fit,
            equivalent_at(generator_noise_equivalent, {}, this_design),
        ])

    second_start = PAPER.claim("chain-second-start", "At the start there is no spread",
        equal(E(tr(A * w[0] * w[0].T)), EigenSum(a * c2)), source="Section 3",
        proof=[definition(w[0]), E(tr(A * w0 * w0.T)), eigenbasis])

    chain_second = PAPER.claim("chain-second-moment",
        "The second moment of the parameter after n generations obeys the recursion of mean and spread",
        equivalent(E(tr(A * w[n] * w[n].T)), second_moment(n, a), BOUNDED_BELOW),
        source="Theorem 4.3, T0 < d (mean and spread)",
        note="A is any function of Sigma; the number n of generations is fixed while the sizes grow",
        proof=functional_recurrence(n, base=second_start, step=second_step))


# The downstream fit: its own equivalents, given the parameter. The same for every kind of generators.
def moments_of(theta: MatrixExpression) -> tuple[Expr, Expr, Expr]:
    """E theta' f(Sigma) theta, and E theta' f(Sigma) w0, as the downstream fit sees them."""
    strong, weak = E(tr(Sigma * D * D * theta * theta.T)), E(tr(Sigma * D * theta * w0.T))
    return strong, weak, E(tr(Sigma * G * G * theta * theta.T))


def risk_from(strong: Expr, weak: Expr, spread: Expr) -> Expr:
    """||w0 - D m||^2 + tr Sigma D V D, and what the downstream design scatters."""
    return strong - 2 * weak + EigenSum(s * c2) + (kappa**2 * spread + sigma**2) * df2 / (T - df2)


def downstream(
    name: str, chain: str, quantity: Expr, theta: MatrixExpression, witness: dict[Expr, Expr]
) -> Claim:
    """The risk by mean and second moment of the parameter ``theta``: exactly, then by the equivalents of the fit."""
    length, overlap = theta * theta.T, theta * w0.T
    missed = E(tr(Sigma * length)) - 2 * E(tr(Sigma * overlap)) + tr(Sigma * w0 * w0.T)
    squared = ridge**2 * E(tr(length * R * Sigma * R))
    own_noise = sigma**2 * (E(tr(Sigma * R * S * R)) / T)
    averaged = -2 * kappa * E(tr(Sigma * G * length)), 2 * kappa * E(tr(Sigma * G * overlap))
    spread = kappa**2 * E(tr(Sigma * G * G * length)) * (1 + df2 / (T - df2))
    shrunk = -2 * (ridge * E(tr(length * Sigma * R))), 2 * (ridge * E(tr(overlap * Sigma * R)))

    exactly = PAPER.claim(f"{name}-risk-by-moments",
        f"{chain}: the risk in terms of the parameter and of the downstream resolvent, exactly",
        equal(quantity, missed + sum(shrunk) + squared + own_noise), source="Theorem 4.3 (proof)",
        where=[ridge > 0], witness={d: 2, T: 3, T0: 1, n: 1, ridge: 1, sigma: 1, sigma0: 1, **witness},
        proof=[
            definition(quantity), E(norm2(R * X.T * (X * theta + eps) / T - w0, Sigma)),
            matrix_identity,      E(norm2(theta - w0 - ridge * R * theta + R * X.T * eps / T, Sigma)),
            expectation,
        ])

    return PAPER.claim(f"{name}-risk-by-mean-and-spread",
        f"{chain}: the risk by mean and second moment of the last parameter",
        equivalent(quantity, risk_from(*moments_of(theta)), BOUNDED_BELOW), source="Theorem 4.3",
        where=proportional_growth,
        witness={**both_point, **witness},
        proof=[
            exactly, missed + sum(shrunk) + squared + own_noise,
            equivalent_at(resolvent_equivalent, {A: length * Sigma}),
                missed + averaged[0] + shrunk[1] + squared + own_noise,
            equivalent_at(resolvent_equivalent, {A: overlap * Sigma}),
                missed + sum(averaged) + squared + own_noise,
            equivalent_at(around_covariance, {A: length}),
                missed + sum(averaged) + spread + own_noise,
            equivalent_at(sample_resolvent_equivalent, {A: Sigma}),
                missed + sum(averaged) + spread + sigma**2 * df2 / (T - df2),
            eigenbasis,
        ])


strong, weak, spread = moments_of(w[n])
strong_carried = second_moment(n, s**3 / (s + kappa) ** 2)
weak_carried = mean_moment(n, s**2 / (s + kappa))
spread_carried = second_moment(n, s / (s + kappa) ** 2)

with PAPER.section("Section 4.3", laws=LAWS):
    fit = downstream("chain", "Independent designs", risk(n), w[n], {})

    chain = PAPER.claim("chain-equivalent",
        "The risk after n generations with independent designs, by the recursion of mean and spread",
        equivalent(risk(n), chain_equivalent(), BOUNDED_BELOW), source="Theorem 4.3, T0 < d", where=both,
        witness=both_point,
        checks=[half_as_many, fewer],
        proof=[
            fit, risk_from(strong, weak, spread),
            equivalent_at(chain_second, {A: Sigma * D * D}), risk_from(strong_carried, weak, spread),
            equivalent_at(chain_mean, {A: Sigma * D}), risk_from(strong_carried, weak_carried, spread),
            equivalent_at(chain_second, {A: Sigma * G * G}), risk_from(strong_carried, weak_carried, spread_carried),
            definition(chain_equivalent()),
        ])

# The bias of the chain against Bias + DeltaBias, after n generations.
drift = w[n] - w0
crossed = -(ridge * tr(S * R * Sigma * R * w0 * drift.T))

with PAPER.section("Section 4.3", witness={d: 3, T: 3, n: 1, ridge: 1}, laws=LAWS, source="Theorem 4.3 (bias)"):
    PAPER.claim("bias-splits-after-n",
        "The bias after n generations is Bias + DeltaBias and a mixed term, for "
        "all designs, any covariance and any size",
        equal(
            norm2(R * S * w[n] - w0, Sigma),
            norm2(R * S * w0 - w0, Sigma) + norm2(R * S * drift, Sigma) + 2 * crossed,
        ),
        where=[ridge > 0], note="whatever vector w[n] is; the means of the four terms are those of the theorem",
        proof=matrix_identity)

    overlap = w0 * w[n].T
    truth = w0 * w0.T
    crossed_on_average = -(ridge * E(tr(S * R * Sigma * R * w0 * drift.T)))
    once = ridge * E(tr(truth * Sigma * R)), ridge * E(tr(overlap * Sigma * R))
    twice = ridge**2 * E(tr(truth * R * Sigma * R)), ridge**2 * E(tr(overlap * R * Sigma * R))
    once_averaged = kappa * EigenSum(c2 * s / (s + kappa)), kappa * E(tr(Sigma * G * overlap))
    factor = kappa**2 * (1 + df2 / (T - df2))
    weak_direction = kappa * df2 / (T - df2)
    mean_in = [E(tr(f * w[n] * w0.T)) for f in (Sigma * D * G, D * G)]
    full_strong, full_weak = (EigenSum(c2 * f) for f in (s**2 / (s + kappa) ** 2, s / (s + kappa) ** 2))
    strong_kept, weak_kept = (mean_moment(n, f) for f in (s**2 / (s + kappa) ** 2, s / (s + kappa) ** 2))
    against = kappa * (strong_kept + weak_direction * full_weak)

    mixed_exact = PAPER.claim("bias-mixed-exact", "The mixed term in terms of the downstream resolvent, exactly",
        equal(crossed_on_average, once[0] - once[1] - twice[0] + twice[1]), where=[ridge > 0], proof=expectation)

    PAPER.claim("bias-sign-after-n",
        "The mixed term after n generations: w0'(I - D0^n) kappa Sigma G^2 [Sigma - kappa df2/(T - df2)] w0",
        equivalent(crossed_on_average + against, kappa * (full_strong + weak_direction * weak_kept), BOUNDED_BELOW),
        where=both, witness=both_point,
        note="negative where w0 lies in directions of variance below kappa df2/(T - df2), which the generators lose "
             "first; what counts against the mixed term stands beside it, since the difference may vanish",
        proof=[
            mixed_exact, once[0] - once[1] - twice[0] + twice[1] + against,
            equivalent_at(resolvent_equivalent, {A: truth * Sigma}),
                once_averaged[0] - once[1] - twice[0] + twice[1] + against,
            equivalent_at(resolvent_equivalent, {A: overlap * Sigma}),
                once_averaged[0] - once_averaged[1] - twice[0] + twice[1] + against,
            equivalent_at(around_covariance, {A: truth}),
                once_averaged[0] - once_averaged[1] - factor * full_weak + twice[1] + against,
            equivalent_at(around_covariance, {A: overlap}),
                once_averaged[0] - once_averaged[1] - factor * full_weak
                + factor * E(tr(Sigma * G * G * overlap)) + against,
            eigenbasis,  kappa * (full_strong - mean_in[0] - weak_direction * (full_weak - mean_in[1])) + against,
            equivalent_at(chain_mean, {A: Sigma * D * G}),
                kappa * (full_strong - strong_kept - weak_direction * (full_weak - mean_in[1])) + against,
            equivalent_at(chain_mean, {A: D * G}),
        ])
