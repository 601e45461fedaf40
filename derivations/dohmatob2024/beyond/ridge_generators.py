"""Generators that are ridge regressions themselves, as in the kernel experiments (Section 6): the same recursion.

A generator with parameter ridge0 > 0 returns w - ridge0 R0 w + R0 X0'E/T0 with R0 its resolvent. The equivalents of
Section 4.2, for its own T0 and ridge0, make of mean and spread what a projection makes of them, with the renormalised
ridge kappa0 = kappa(ridge0, T0) in the place of kappa(0, T0); T0 may be smaller or larger than d.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.section_4_2_ridge import (
    proportional_growth,
    resolvent_equivalent,
    sample_resolvent_equivalent,
    two_resolvents_equivalent,
)
from lemmata.derivations.dohmatob2024.section_4_3_general_covariance import both_point
from lemmata.derivations.dohmatob2024.section_4_3_recursion import (
    D0,
    G0,
    D,
    G,
    downstream,
    moments_of,
    risk_from,
    scatter,
)
from lemmata.theory.quantities.chain_equivalent import chain_equivalent
from lemmata.theory.quantities.generation_recursion import mean_moment, second_moment
from lemmata.theory.quantities.regression import RIDGE_LAWS, generator_resolvent, w_ridge
from lemmata.theory.quantities.resolvents import A, B, a, spare
from lemmata.verifier.language import *

df1_0, df2_0 = Symbol("df1_0", nonnegative=True), Symbol("df2_0", nonnegative=True)
R0, S0 = generator_resolvent(n), gram(X0[n]) / T0
fitted = inv(gram(X0[n]) + T0 * ridge0 * identity(d)) * X0[n].T * (X0[n] * w_ridge[n] + eps0[n])
next_one = w_ridge[n] - ridge0 * R0 * w_ridge[n] + R0 * X0[n].T * eps0[n] / T0

regularised = [
    Eq(df1_0, EigenSum(s / (s + kappa0))), Eq(df2_0, EigenSum(s**2 / (s + kappa0) ** 2)),
    Eq(ridge0, kappa0 * (1 - df1_0 / T0)), ridge0 > 0, kappa0 > 0, df1_0 < T0,
]
generator = {X: X0[n], T: T0, ridge: ridge0, kappa: kappa0, df1: df1_0, df2: df2_0}
half = Rational(1, 2)
generator_point = {
    SPECTRUM: ((1, 1), (1, 1)), kappa0: 1, df1_0: 1, df2_0: half, T0: 2, ridge0: half, n: 1, a: 1, sigma0: 1,
}

length, overlap = w_ridge[n] * w_ridge[n].T, w_ridge[n] * w0.T

# The mean.
with PAPER.section(
    "Beyond the paper", where=regularised, witness=generator_point, laws=RIDGE_LAWS,
    source="beyond Theorem 4.3: ridge generators",
):
    mean_step = PAPER.claim("ridge-chain-mean-step",
        "A ridge generator keeps the share lambda/(lambda + kappa0) of the overlap with the truth",
        equivalent(E(tr(A * w_ridge[n + 1] * w0.T)), E(tr(A * D0 * overlap)), BOUNDED_BELOW),
        proof=[
            definition(w_ridge[n + 1]), E(tr(A * fitted * w0.T)),
            matrix_identity,            E(tr(A * next_one * w0.T)),
            expectation,                E(tr(A * overlap)) - ridge0 * E(tr(overlap * A * R0)),
            equivalent_at(resolvent_equivalent, {A: overlap * A}, generator),
                E(tr(A * overlap)) - kappa0 * E(tr(A * G0 * overlap)),
            eigenbasis,
        ])

    mean_start = PAPER.claim("ridge-chain-mean-start", "At the start the parameter is the truth",
        equal(E(tr(A * w_ridge[0] * w0.T)), EigenSum(a * c2)), source="Section 3",
        proof=[definition(w_ridge[0]), E(tr(A * w0 * w0.T)), eigenbasis])

    chain_mean = PAPER.claim("ridge-chain-mean", "The mean of the parameter after n generations of ridge regression",
        equivalent(E(tr(A * overlap)), mean_moment(n, a), BOUNDED_BELOW),
        proof=functional_recurrence(n, base=mean_start, step=mean_step))

# The second moment.
once, twice = E(tr(length * A * R0)), E(tr(A * R0 * length * R0))
noise = E(tr(A * R0 * S0 * R0)) / T0

with PAPER.section(
    "Beyond the paper", where=regularised, witness=generator_point, laws=RIDGE_LAWS,
    source="beyond Theorem 4.3: ridge generators",
):
    second_step_exact = PAPER.claim("ridge-chain-second-step-exact",
        "One generation, exactly, in terms of its resolvent",
        equal(
            E(tr(A * w_ridge[n + 1] * w_ridge[n + 1].T)),
            E(tr(A * length)) - 2 * (ridge0 * once) + ridge0**2 * twice + sigma0**2 * noise,
        ),
        proof=[
            definition(w_ridge[n + 1]), E(tr(A * fitted * fitted.T)),
            matrix_identity,            E(tr(A * next_one * next_one.T)),
            expectation,
        ])

    seen, spread = E(tr(A * D0 * D0 * length)), E(tr(Sigma * G0 * G0 * length))

    second_step = PAPER.claim("ridge-chain-second-step",
        "A ridge generator keeps and scatters like one without ridge, with kappa0 = kappa(ridge0, T0)",
        equivalent(
            E(tr(A * w_ridge[n + 1] * w_ridge[n + 1].T)),
            seen + scatter * (kappa0**2 * spread + sigma0**2) / spare,
            BOUNDED_BELOW,
        ),
        proof=[
            second_step_exact, E(tr(A * length)) - 2 * (ridge0 * once) + ridge0**2 * twice + sigma0**2 * noise,
            equivalent_at(resolvent_equivalent, {A: length * A}, generator),
                E(tr(A * length)) - 2 * kappa0 * E(tr(A * G0 * length)) + ridge0**2 * twice + sigma0**2 * noise,
            equivalent_at(two_resolvents_equivalent, {B: length}, generator),
                E(tr(A * length)) - 2 * kappa0 * E(tr(A * G0 * length))
                + kappa0**2 * (E(tr(A * G0 * G0 * length)) + scatter * spread / spare) + sigma0**2 * noise,
            equivalent_at(sample_resolvent_equivalent, {}, generator),
                E(tr(A * length)) - 2 * kappa0 * E(tr(A * G0 * length))
                + kappa0**2 * (E(tr(A * G0 * G0 * length)) + scatter * spread / spare) + sigma0**2 * scatter / spare,
            eigenbasis,
        ])

    second_start = PAPER.claim("ridge-chain-second-start", "At the start there is no spread",
        equal(E(tr(A * w_ridge[0] * w_ridge[0].T)), EigenSum(a * c2)), source="Section 3",
        proof=[definition(w_ridge[0]), E(tr(A * w0 * w0.T)), eigenbasis])

    chain_second = PAPER.claim("ridge-chain-second-moment",
        "The second moment of the parameter after n generations of ridge regression",
        equivalent(E(tr(A * length)), second_moment(n, a), BOUNDED_BELOW),
        proof=functional_recurrence(n, base=second_start, step=second_step))

# The risk.
ridge_risk, ridge_equivalent = risk(n, designs="ridge"), chain_equivalent(n, designs="ridge")

with PAPER.section("Beyond the paper", where=[ridge0 > 0], laws=RIDGE_LAWS):
    fit = downstream("ridge-chain", "Ridge generators", ridge_risk, w_ridge[n], {ridge0: half})

    strong, weak, scattered = moments_of(w_ridge[n])
    carried = (
        second_moment(n, s**3 / (s + kappa) ** 2), mean_moment(n, s**2 / (s + kappa)),
        second_moment(n, s / (s + kappa) ** 2),
    )

    chain = PAPER.claim("ridge-chain-equivalent",
        "The risk after n generations of ridge regression, by the recursion of mean and spread",
        equivalent(ridge_risk, ridge_equivalent, BOUNDED_BELOW), source="beyond Theorem 4.3: ridge generators",
        where=[*proportional_growth, *regularised],
        witness={**both_point, **generator_point, df1: 1, df2: half, T: 2, ridge: half},
        checks=[
            exact_sizes(generator_samples_per_dimension="1/2", generator_penalty="1/4"),
            ladder(generator_samples_per_dimension="1/2", generator_penalty="1/4"),
        ],
        proof=[
            fit, risk_from(strong, weak, scattered),
            equivalent_at(chain_second, {A: Sigma * D * D}), risk_from(carried[0], weak, scattered),
            equivalent_at(chain_mean, {A: Sigma * D}), risk_from(carried[0], carried[1], scattered),
            equivalent_at(chain_second, {A: Sigma * G * G}), risk_from(*carried),
            definition(ridge_equivalent),
        ])
