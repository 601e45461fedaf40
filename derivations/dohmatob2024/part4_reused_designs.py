"""Theorems 4.5 and 4.6, and what reusing a design does.

With one design for all generators the first generation loses 1 - eta of the signal and the later ones nothing more,
but their label noise adds up; with independent designs the signal goes on shrinking and the noise is forgotten. Which
chain is worse therefore depends on the noise. When the downstream fit reuses the design as well, the chain is harmless:
n generations are label noise, and nothing else.
"""

from sympy import Rational, sqrt

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.part2_ridge import ridge_risk_clean, squared_bias
from lemmata.derivations.dohmatob2024.part4_chain_moments import (
    eta,
    isotropic_same_laws,
    length_shrinks,
    noise_each,
    projecting_noise,
    same_length,
    same_overlap,
)
from lemmata.derivations.dohmatob2024.part4_isotropic_risk import flat, ols_after_projections, ols_noise, point
from lemmata.derivations.dohmatob2024.quantities.chain_moments import overlap, squared_length
from lemmata.theory.notation import T0, T, d, n, ridge, sigma, sigma0, signal
from lemmata.theory.quantities.regression import (
    SHARED_LAWS,
    R,
    S,
    Sigma,
    X,
    eps,
    eps_shared,
    risk,
    w,
    w0,
    w_same,
    w_shared,
)
from lemmata.theory.random_matrices import E, gram, inv, norm2, pinv, tr
from lemmata.theory.relations import at_least, at_most, equal
from lemmata.verifier.checks import simulation
from lemmata.verifier.claim import at_least_by, at_most_by, by, calc
from lemmata.verifier.rules import (
    algebra,
    definition,
    expectation,
    inverse_wishart_mean,
    isotropic,
    matrix_identity,
    power_between,
    recurrence,
    sigma_is_identity,
    use,
)

# One design for all generators, a fresh one downstream.

ols_same = risk(n + 1, ridge=0, designs="same")
downstream = [*projecting_noise, T >= d + 2]

any_ols_same = risk(ridge=0, designs="same")

same_ols_by_moments = PAPER.claim(
    "same-ols-by-moments",
    "Least squares downstream of generators with one design: the risk by length and overlap",
    equal(
        any_ols_same,
        squared_length(n, designs="same") - 2 * overlap(n, designs="same") + signal + ols_noise,
    ),
    where=[T >= d + 2, sigma_is_identity],
    witness=point,
    source=PAPER.at("Theorem 4.5, with label noise"),
    laws=isotropic_same_laws,
    proof=calc(
        any_ols_same,
        by(definition(any_ols_same)), E(norm2(pinv(X) * (X * w_same[n] + eps) - w0, Sigma)),
        by(isotropic), E(norm2(pinv(X) * (X * w_same[n] + eps) - w0)),
        by(expectation),
        E(norm2(w_same[n])) - 2 * E(tr(w_same[n] * w0.T)) + norm2(w0) + sigma**2 * E(tr(inv(gram(X)))),
        by(inverse_wishart_mean),
        E(norm2(w_same[n])) - 2 * E(tr(w_same[n] * w0.T)) + norm2(w0) + ols_noise,
        by(definition(squared_length(n, designs="same"), overlap(n, designs="same"), signal)),
        squared_length(n, designs="same") - 2 * overlap(n, designs="same") + signal + ols_noise,
    ),
)  # fmt: skip

same_ols = PAPER.claim(
    "same-ols",
    "With one design the risk is linear in the number of generations: one loss of signal, and the noise of all",
    equal(ols_same, (1 - eta) * signal + (n + 1) * noise_each + ols_noise),
    where=downstream,
    witness=point,
    source=PAPER.at("Theorem 4.5, with label noise"),
    checks=[simulation({**flat, T: 120, n: 1}, resolution="1/50")],
    proof=calc(
        ols_same,
        by(use(same_ols_by_moments, {n: n + 1})),
        squared_length(n + 1, designs="same") - 2 * overlap(n + 1, designs="same") + signal + ols_noise,
        by(use(same_length)),
        eta * signal + (n + 1) * noise_each - 2 * overlap(n + 1, designs="same") + signal + ols_noise,
        by(use(same_overlap)), eta * signal + (n + 1) * noise_each - 2 * eta * signal + signal + ols_noise,
        by(algebra), (1 - eta) * signal + (n + 1) * noise_each + ols_noise,
    ),
)  # fmt: skip

# Theorems 4.5 and 4.6: without label noise of the generators; least squares downstream stands for ridge -> 0+, T > d.

theorem_4_5_length = PAPER.published(
    "theorem-4-5-length",
    "Theorem 4.5, length: one design keeps the share 1/phi0 of ||w0||^2 (the mean, exactly, at every finite size)",
    equal(squared_length(n + 1, sigma0=0, designs="same"), eta * signal),
    where=projecting_noise,
    witness=point,
    source=PAPER.at("Theorem 4.5 (length)"),
    proof=calc(
        squared_length(n + 1, sigma0=0, designs="same"),
        by(use(same_length, {sigma0: 0})), eta * signal,
    ),
)  # fmt: skip

theorem_4_5 = PAPER.published(
    "theorem-4-5",
    "Theorem 4.5, bias: with one design the added bias is (1 - 1/phi0) ||w0||^2 for every n >= 1 (exactly)",
    equal(risk(n + 1, ridge=0, sigma=0, sigma0=0, designs="same"), (1 - eta) * signal),
    where=downstream,
    witness=point,
    source=PAPER.at("Theorem 4.5"),
    note="T >= d + 2 stands for ridge -> 0+ with T > d, where S R is the identity; for T < d see min-norm-by-moments",
    proof=calc(
        risk(n + 1, ridge=0, sigma=0, sigma0=0, designs="same"),
        by(use(same_ols, {sigma: 0, sigma0: 0})), (1 - eta) * signal,
    ),
)  # fmt: skip

theorem_4_6_length = PAPER.published(
    "theorem-4-6-length",
    "Theorem 4.6, length: independent designs keep the share 1/phi0^n of ||w0||^2 (the mean, exactly)",
    equal(squared_length(n, sigma0=0), eta**n * signal),
    where=projecting_noise,
    witness=point,
    source=PAPER.at("Theorem 4.6 (length)"),
    proof=calc(squared_length(n, sigma0=0), by(use(length_shrinks, {sigma0: 0})), eta**n * signal),
)

theorem_4_6 = PAPER.published(
    "theorem-4-6",
    "Theorem 4.6, bias: with independent designs the added bias is (1 - 1/phi0^n) ||w0||^2 (exactly)",
    equal(risk(n, ridge=0, sigma=0, sigma0=0), (1 - eta**n) * signal),
    where=downstream,
    witness=point,
    source=PAPER.at("Theorem 4.6"),
    note="phi_m = phi0 for all m; a generation with T_m samples contributes the factor min(T_m/d, 1)",
    proof=calc(
        risk(n, ridge=0, sigma=0, sigma0=0),
        by(use(ols_after_projections, {sigma: 0, sigma0: 0})), (1 - eta**n) * signal,
    ),
)  # fmt: skip

# Section 4.5: which of the two is worse.

ols_next = risk(n + 1, ridge=0)

comparison_noise_free = PAPER.published(
    "comparison-noise-free",
    "Without label noise of the generators different designs lose at least as much as one design",
    at_least(risk(n + 1, ridge=0, sigma0=0), risk(n + 1, ridge=0, sigma0=0, designs="same")),
    where=downstream,
    witness=point,
    source=PAPER.at("Section 4.5, comparison"),
    proof=calc(
        risk(n + 1, ridge=0, sigma0=0),
        by(use(ols_after_projections, {n: n + 1, sigma0: 0})), (1 - eta ** (n + 1)) * signal + ols_noise,
        at_least_by(power_between(eta, n)), (1 - eta) * signal + ols_noise,
        by(use(same_ols, {sigma0: 0})), risk(n + 1, ridge=0, sigma0=0, designs="same"),
    ),
)  # fmt: skip

same_is_worse = PAPER.claim(
    "same-is-worse",
    "With label noise one design is the worse one once n (1 - eta) noise exceeds eta (signal + noise)",
    at_most(ols_next, risk(n + 1, ridge=0, designs="same")),
    where=[*downstream, n * noise_each * (1 - eta) >= eta * (signal + noise_each)],
    witness={**point, T0: 1, eta: Rational(1, 4), n: 6},
    source=PAPER.at("Section 4.5, comparison"),
    note="with one design the noise adds up, with different designs it is forgotten",
    proof=calc(
        ols_next,
        by(use(ols_after_projections, {n: n + 1})),
        (1 - eta ** (n + 1)) * (signal + noise_each / (1 - eta)) + ols_noise,
        at_most_by(power_between(eta, n)), (1 - eta) * signal + (n + 1) * noise_each + ols_noise,
        by(use(same_ols)), risk(n + 1, ridge=0, designs="same"),
    ),
)  # fmt: skip

printed_comparison = PAPER.published(
    "printed-comparison",
    "Different designs collapse more than one that is reused, read with label noise as well",
    at_least(ols_next, risk(n + 1, ridge=0, designs="same")),
    where=downstream,
    witness=point,
    source=PAPER.at("Section 4.5, comparison (any label noise)"),
    corrected_by=same_is_worse,
    note="true without label noise of the generators, which is the setting of Theorems 4.5 and 4.6",
)

# Everything reused: one design for all generators and the downstream fit. Any covariance, any size.

shared = risk(T0=T, designs="shared")
noise_of_fit = E(tr(Sigma * R * S * R)) / T
shared_fit = R * X.T * (X * w_shared[n] + eps) / T
any_size = {d: 2, T: 3, n: 3, ridge: 1, sigma: 1, sigma0: 1}

shared_step = PAPER.claim(
    "shared-step",
    "When the downstream fit has the design of its generators, a generation adds label noise and nothing else",
    equal(risk(n + 1, T0=T, designs="shared"), shared + sigma0**2 * noise_of_fit),
    where=[ridge > 0],
    witness=any_size,
    source=PAPER.at("Section 3 (one design for everything)"),
    laws=SHARED_LAWS,
    proof=calc(
        risk(n + 1, T0=T, designs="shared"),
        by(definition(risk(n + 1, T0=T, designs="shared"), w_shared[n + 1])),
        E(norm2(R * X.T * (X * (pinv(X) * (X * w_shared[n] + eps_shared[n])) + eps) / T - w0, Sigma)),
        by(matrix_identity), E(norm2(shared_fit - w0 + R * X.T * eps_shared[n] / T, Sigma)),
        by(expectation), E(norm2(shared_fit - w0, Sigma)) + sigma0**2 * E(tr(Sigma * R * X.T * X * R)) / T**2,
        by(matrix_identity), E(norm2(shared_fit - w0, Sigma)) + sigma0**2 * noise_of_fit,
        by(definition(shared)), shared + sigma0**2 * noise_of_fit,
    ),
)  # fmt: skip

shared_start = PAPER.claim(
    "shared-start",
    "Without generations it is ridge regression on clean data",
    equal(risk(0, T0=T, designs="shared"), risk(0, T0=T, designs="shared")),
    where=[ridge > 0],
    witness=any_size,
    source=PAPER.at("Section 3 (one design for everything)"),
    proof=calc(risk(0, T0=T, designs="shared"), by(algebra), risk(0, T0=T, designs="shared")),
)

everything_reused = PAPER.claim(
    "everything-reused",
    "One design for everything: clean data with label noise sigma^2 + n sigma0^2, and no bias, for any covariance",
    equal(shared, risk(0, T0=T, designs="shared") + n * sigma0**2 * noise_of_fit),
    where=[ridge > 0],
    witness=any_size,
    source=PAPER.at("Section 3 (one design for everything)"),
    proof=calc(
        shared,
        by(recurrence(n, base=shared_start, step=shared_step)),
        risk(0, T0=T, designs="shared") + n * sigma0**2 * noise_of_fit,
    ),
)  # fmt: skip

all_noise = sqrt(sigma**2 + n * sigma0**2)
clean_fit = E(norm2(R * X.T * (X * w0 + eps) / T - w0, Sigma))
added = n * sigma0**2 * noise_of_fit

everything_reused_is_clean = PAPER.claim(
    "everything-reused-is-clean",
    "One design for everything: exactly the risk of clean data with label noise of variance sigma^2 + n sigma0^2",
    equal(shared, risk(0, sigma=all_noise)),
    where=[ridge > 0],
    witness=any_size,
    source=PAPER.at("Section 3 (one design for everything)"),
    laws=SHARED_LAWS,
    proof=calc(
        shared,
        by(use(everything_reused)), risk(0, T0=T, designs="shared") + added,
        by(definition(risk(0, T0=T, designs="shared"))),
        E(norm2(R * X.T * (X * w_shared[0] + eps) / T - w0, Sigma)) + added,
        by(definition(w_shared[0])), clean_fit + added,
        by(definition(w[0])), E(norm2(R * X.T * (X * w[0] + eps) / T - w0, Sigma)) + added,
        by(definition(risk(0))), risk(0) + added,
        by(use(ridge_risk_clean)), squared_bias + (sigma**2 + n * sigma0**2) * noise_of_fit,
        by(use(ridge_risk_clean, {sigma: all_noise})), risk(0, sigma=all_noise),
    ),
)  # fmt: skip
