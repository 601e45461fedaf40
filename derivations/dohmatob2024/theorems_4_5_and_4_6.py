"""Theorems 4.5 and 4.6, and what reusing a design does.

With one design for all generators the first generation loses 1 - eta of the signal and the later ones nothing more,
but their label noise adds up; with independent designs the signal goes on shrinking and the noise is forgotten. Which
chain is worse therefore depends on the noise.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.quantities.chain_moments import overlap, squared_length
from lemmata.derivations.dohmatob2024.section_4_3_isotropic import flat, ols_after_projections, ols_noise, point
from lemmata.derivations.dohmatob2024.theorem_4_6_moments import (
    eta,
    isotropic_same_laws,
    length_shrinks,
    noise_each,
    projecting_noise,
    same_length,
    same_overlap,
)
from lemmata.theory.quantities.regression import w_same
from lemmata.verifier.language import *

# One design for all generators, a fresh one downstream.
ols_same = risk(n + 1, ridge=0, designs="same")
downstream = [*projecting_noise, T >= d + 2]

any_ols_same = risk(ridge=0, designs="same")

with PAPER.section("Theorem 4.5", witness=point, source="Theorem 4.5, with label noise"):
    same_ols_by_moments = PAPER.claim("same-ols-by-moments",
        "Least squares downstream of generators with one design: the risk by length and overlap",
        equal(any_ols_same, squared_length(n, designs="same") - 2 * overlap(n, designs="same") + signal + ols_noise),
        where=[T >= d + 2, Ne(T0, d), sigma_is_identity], laws=isotropic_same_laws,
        proof=[
            definition(any_ols_same), E(norm2(pinv(X) * (X * w_same[n] + eps) - w0, Sigma)),
            isotropic, E(norm2(pinv(X) * (X * w_same[n] + eps) - w0)),
            expectation, E(norm2(w_same[n])) - 2 * E(tr(w_same[n] * w0.T)) + norm2(w0) + sigma**2 * E(tr(inv(gram(X)))),
            wishart_moment, E(norm2(w_same[n])) - 2 * E(tr(w_same[n] * w0.T)) + norm2(w0) + ols_noise,
            definition(squared_length(n, designs="same"), overlap(n, designs="same"), signal),
        ])

    same_ols = PAPER.claim("same-ols",
        "With one design the risk is linear in the number of generations: one loss of signal, and the noise of all",
        equal(ols_same, (1 - eta) * signal + (n + 1) * noise_each + ols_noise), where=downstream,
        checks=[simulation({**flat, T: 120, n: 1}, resolution="1/50")],
        proof=[
            use(same_ols_by_moments, {n: n + 1}),
                squared_length(n + 1, designs="same") - 2 * overlap(n + 1, designs="same") + signal + ols_noise,
            same_length,  eta * signal + (n + 1) * noise_each - 2 * overlap(n + 1, designs="same") + signal + ols_noise,
            same_overlap, eta * signal + (n + 1) * noise_each - 2 * eta * signal + signal + ols_noise,
            algebra,
        ])

# Theorems 4.5 and 4.6: without label noise of the generators; least squares downstream stands for ridge -> 0+, T > d.
with PAPER.section("Theorem 4.5", witness=point):
    PAPER.published("theorem-4-5-length",
        "Theorem 4.5, length: one design keeps the share 1/phi0 of ||w0||^2 (the mean, exactly, at every finite size)",
        equal(squared_length(n + 1, sigma0=0, designs="same"), eta * signal),
        printed=r"\|w_n\|^2 \sim \|w_0\|^2/\phi_0",
        source="Theorem 4.5 (length)", where=projecting_noise, proof=use(same_length, {sigma0: 0}))

    PAPER.published("theorem-4-5",
        "Theorem 4.5, bias: with one design the added bias is (1 - 1/phi0) ||w0||^2 for every n >= 1 (exactly)",
        equal(risk(n + 1, ridge=0, sigma=0, sigma0=0, designs="same"), (1 - eta) * signal),
        printed=r"\Delta\mathrm{Bias} \sim \|w_0\|^2 (1 - 1/\phi_0)",
        source="Theorem 4.5", where=downstream,
        note=(
            "T >= d + 2 stands for ridge -> 0+ with T > d, where S R is the "
            "identity; for T < d see min-norm-by-moments"
        ),
        proof=use(same_ols, {sigma: 0, sigma0: 0}))

with PAPER.section("Theorem 4.6", witness=point):
    PAPER.published("theorem-4-6-length",
        "Theorem 4.6, length: independent designs keep the share 1/phi0^n of ||w0||^2 (the mean, exactly)",
        equal(squared_length(n, sigma0=0), eta**n * signal),
        printed=r"\|w_n\|^2 \sim \eta \|w_0\|^2, \quad \eta = \prod \min(1/\phi_m, 1)",
        source="Theorem 4.6 (length)", where=projecting_noise, proof=use(length_shrinks, {sigma0: 0}))

    PAPER.published("theorem-4-6",
        "Theorem 4.6, bias: with independent designs the added bias is (1 - 1/phi0^n) ||w0||^2 (exactly)",
        equal(risk(n, ridge=0, sigma=0, sigma0=0), (1 - eta**n) * signal),
        printed=r"\Delta\mathrm{Bias} \sim (1 - \eta) \|w_0\|^2, \quad \eta = \prod \min(1/\phi_m, 1)",
        source="Theorem 4.6", where=downstream,
        note="phi_m = phi0 for all m; a generation with T_m samples contributes the factor min(T_m/d, 1)",
        proof=use(ols_after_projections, {sigma: 0, sigma0: 0}))

# Section 4.5: which of the two is worse.
ols_next = risk(n + 1, ridge=0)

with PAPER.section("Section 4.5", where=downstream, witness=point, source="Section 4.5, comparison"):
    PAPER.published("comparison-noise-free",
        "Without label noise of the generators different designs lose at least as much as one design",
        at_least(risk(n + 1, ridge=0, sigma0=0), risk(n + 1, ridge=0, sigma0=0, designs="same")),
        proof=[
            use(ols_after_projections, {n: n + 1, sigma0: 0}), (1 - eta ** (n + 1)) * signal + ols_noise,
            inequality, (1 - eta) * signal + ols_noise,
            use(same_ols, {sigma0: 0}),
        ])

    same_is_worse = PAPER.claim("same-is-worse",
        "With label noise one design is the worse one once n (1 - eta) noise exceeds eta (signal + noise)",
        at_most(ols_next, risk(n + 1, ridge=0, designs="same")),
        where=[n * noise_each * (1 - eta) >= eta * (signal + noise_each)],
        witness={**point, T0: 1, eta: Rational(1, 4), n: 6},
        note="with one design the noise adds up, with different designs it is forgotten",
        proof=[
            use(ols_after_projections, {n: n + 1}),
                (1 - eta ** (n + 1)) * (signal + noise_each / (1 - eta)) + ols_noise,
            inequality, signal + noise_each / (1 - eta) + ols_noise,
            inequality, (1 - eta) * signal + (n + 1) * noise_each + ols_noise,
            same_ols,
        ])

    PAPER.published("printed-comparison",
        "Different designs collapse more than one that is reused, read with label noise as well",
        at_least(ols_next, risk(n + 1, ridge=0, designs="same")), source="Section 4.5, comparison (any label noise)",
        corrected_by=same_is_worse,
        note="true without label noise of the generators, which is the setting of Theorems 4.5 and 4.6")
