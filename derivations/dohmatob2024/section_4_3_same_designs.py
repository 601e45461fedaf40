"""Theorem 4.3 for generators that share one design of T0 < d samples, any covariance: mean, spread and risk, derived.

The first generation projects the truth; every later one only adds its label noise, exactly. What is left to the
equivalents is one projection, and the downstream fit.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.section_4_3_general_covariance import (
    both,
    both_point,
    fewer_and_noisy,
    generator_noise_equivalent,
    generator_point,
    overparametrised,
    projection_equivalent,
    scattered,
    scattered_on_average,
    two_projections_equivalent,
)
from lemmata.derivations.dohmatob2024.section_4_3_recursion import D, G, downstream, half_as_many, moments_of, risk_from
from lemmata.derivations.dohmatob2024.theorem_4_6_moments import same_step
from lemmata.theory.quantities.chain_equivalent import chain_equivalent
from lemmata.theory.quantities.regression import SAME_LAWS, w_same
from lemmata.theory.quantities.resolvents import GENERATOR_NOISE, GENERATOR_NOISE_EQUIVALENT, A, B, a
from lemmata.verifier.language import *

P0 = pinv(X0[0]) * X0[0]
mean_same = E(tr(A * P0 * w0 * w0.T))
same_point = {**generator_point, n: 1, a: 1, sigma0: 1}


def of_same(j: Expr | int) -> tuple[Expr, Expr]:
    """The two moments of the parameter after j generations."""
    return E(tr(A * w_same[j] * w_same[j].T)), E(tr(A * w_same[j] * w0.T))


first_fit = pinv(X0[0]) * (X0[0] * w0 + eps0[0])

with PAPER.section(
    "Section 4.3", where=[T0 <= d - 2], witness={d: 4, T0: 2, n: 1, sigma0: 1}, laws=SAME_LAWS,
    source="Theorem 4.3 (equal designs)",
):
    same_second_start = PAPER.claim("same-second-start",
        "One design: the first generation projects the truth and adds its noise",
        equal(of_same(1)[0], scattered + sigma0**2 * GENERATOR_NOISE),
        proof=[definition(w_same[1], w_same[0]), E(tr(A * first_fit * first_fit.T)), expectation])

    same_second_step = PAPER.claim("same-second-step",
        "One design: every later generation adds as much noise, and projects no more",
        equal(of_same(n + 2)[0], of_same(n + 1)[0] + sigma0**2 * GENERATOR_NOISE),
        proof=[
            same_step,
                E(tr(A * (w_same[n + 1] + pinv(X0[0]) * eps0[n + 1]) * (w_same[n + 1] + pinv(X0[0]) * eps0[n + 1]).T)),
            expectation,
        ])

    same_second = PAPER.claim("same-second-moment", "One design: the second moment after n + 1 generations, exactly",
        equal(of_same(n + 1)[0], scattered + (n + 1) * sigma0**2 * GENERATOR_NOISE),
        proof=recurrence(n, base=same_second_start, step=same_second_step))

    same_mean_start = PAPER.claim("same-mean-start", "One design: the first generation projects the mean",
        equal(of_same(1)[1], mean_same),
        proof=[definition(w_same[1], w_same[0]), E(tr(A * first_fit * w0.T)), expectation])

    same_mean_step = PAPER.claim("same-mean-step", "One design: the later ones do not change it",
        equal(of_same(n + 2)[1], of_same(n + 1)[1]),
        proof=[same_step, E(tr(A * (w_same[n + 1] + pinv(X0[0]) * eps0[n + 1]) * w0.T)), expectation])

    same_mean = PAPER.claim("same-mean", "One design: the mean after n + 1 generations, exactly",
        equal(of_same(n + 1)[1], mean_same), proof=recurrence(n, base=same_mean_start, step=same_mean_step))

second_same_on_average = scattered_on_average + (n + 1) * sigma0**2 * GENERATOR_NOISE_EQUIVALENT

with PAPER.section(
    "Section 4.3", where=overparametrised, witness=same_point, laws=SAME_LAWS,
    source="Theorem 4.3 (equal designs)",
):
    same_second_equivalent = PAPER.claim("same-second-equivalent",
        "One design: mean and spread of the parameter, with the noise of all generations",
        equivalent(of_same(n + 1)[0], second_same_on_average, BOUNDED_BELOW),
        proof=[
            same_second, scattered + (n + 1) * sigma0**2 * GENERATOR_NOISE,
            equivalent_at(two_projections_equivalent, {B: w0 * w0.T}),
                scattered_on_average + (n + 1) * sigma0**2 * GENERATOR_NOISE,
            generator_noise_equivalent,
        ])

    mean_same_on_average = EigenSum(a * c2 * s / (s + kappa0))

    same_mean_equivalent = PAPER.claim("same-mean-equivalent", "One design: the mean of the parameter",
        equivalent(of_same(n + 1)[1], mean_same_on_average, BOUNDED_BELOW),
        proof=[
            same_mean,   mean_same,
            expectation, E(tr(w0 * w0.T * A * P0)),
            equivalent_at(projection_equivalent, {A: w0 * w0.T * A}),
        ])

strong, weak, spread = moments_of(w_same[n + 1])
strong_same, spread_same = (
    second_same_on_average.xreplace({a: f}) for f in (s**3 / (s + kappa) ** 2, s / (s + kappa) ** 2)
)
weak_same = mean_same_on_average.xreplace({a: s**2 / (s + kappa)})

same_risk, same_equivalent = risk(n + 1, designs="same"), chain_equivalent(n + 1, designs="same")

with PAPER.section("Section 4.3", laws=SAME_LAWS):
    fit_same = downstream("same-chain", "One design", same_risk, w_same[n + 1], {})

    PAPER.claim("same-chain-equivalent", "The same for generators that share one design",
        equivalent(same_risk, same_equivalent, BOUNDED_BELOW), source="Theorem 4.3 (equal designs)", where=both,
        witness=both_point, checks=[half_as_many, fewer_and_noisy],
        proof=[
            fit_same, risk_from(strong, weak, spread),
            equivalent_at(same_second_equivalent, {A: Sigma * D * D}), risk_from(strong_same, weak, spread),
            equivalent_at(same_mean_equivalent, {A: Sigma * D}), risk_from(strong_same, weak_same, spread),
            equivalent_at(same_second_equivalent, {A: Sigma * G * G}), risk_from(strong_same, weak_same, spread_same),
            eigenbasis, same_equivalent.meaning(),
            definition(same_equivalent),
        ])
