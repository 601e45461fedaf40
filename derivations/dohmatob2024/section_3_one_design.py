"""Section 3 with one design for everything: all generators and the downstream fit. Any covariance, any size.

The chain is then harmless: n generations are label noise, and nothing else.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.section_4_2_ridge import ridge_risk_clean, squared_bias
from lemmata.theory.quantities.regression import SHARED_LAWS, eps_shared, w_shared
from lemmata.verifier.language import *

shared = risk(T0=T, designs="shared")
noise_of_fit = E(tr(Sigma * R * S * R)) / T
shared_fit = R * X.T * (X * w_shared[n] + eps) / T
any_size = {d: 2, T: 3, n: 3, ridge: 1, sigma: 1, sigma0: 1}

with PAPER.section(
    "Section 3", where=[ridge > 0], witness=any_size, laws=SHARED_LAWS, source="Section 3 (one design for everything)",
):
    shared_step = PAPER.claim("shared-step",
        "When the downstream fit has the design of its generators, a generation adds label noise and nothing else",
        equal(risk(n + 1, T0=T, designs="shared"), shared + sigma0**2 * noise_of_fit),
        proof=[
            definition(risk(n + 1, T0=T, designs="shared"), w_shared[n + 1]),
                E(norm2(R * X.T * (X * (pinv(X) * (X * w_shared[n] + eps_shared[n])) + eps) / T - w0, Sigma)),
            matrix_identity, E(norm2(shared_fit - w0 + R * X.T * eps_shared[n] / T, Sigma)),
            expectation,     E(norm2(shared_fit - w0, Sigma)) + sigma0**2 * E(tr(Sigma * R * X.T * X * R)) / T**2,
            matrix_identity, E(norm2(shared_fit - w0, Sigma)) + sigma0**2 * noise_of_fit,
            definition(shared),
        ])

    shared_start = PAPER.claim("shared-start", "Without generations it is ridge regression on clean data",
        equal(risk(0, T0=T, designs="shared"), risk(0)),
        proof=[
            definition(risk(0, T0=T, designs="shared")), E(norm2(R * X.T * (X * w_shared[0] + eps) / T - w0, Sigma)),
            definition(w_shared[0]), E(norm2(R * X.T * (X * w0 + eps) / T - w0, Sigma)),
            definition(w[0]), E(norm2(R * X.T * (X * w[0] + eps) / T - w0, Sigma)),
            definition(risk(0)),
        ])

    everything_reused = PAPER.claim("everything-reused",
        "One design for everything: clean data with label noise sigma^2 + n sigma0^2, and no bias, for any covariance",
        equal(shared, risk(0) + n * sigma0**2 * noise_of_fit),
        proof=recurrence(n, base=shared_start, step=shared_step))

    all_noise = sqrt(sigma**2 + n * sigma0**2)

    PAPER.claim("everything-reused-is-clean",
        "One design for everything: exactly the risk of clean data with label noise of variance sigma^2 + n sigma0^2",
        equal(shared, risk(0, sigma=all_noise)),
        proof=[
            everything_reused, risk(0) + n * sigma0**2 * noise_of_fit,
            ridge_risk_clean,  squared_bias + (sigma**2 + n * sigma0**2) * noise_of_fit,
            use(ridge_risk_clean, {sigma: all_noise}),
        ])
