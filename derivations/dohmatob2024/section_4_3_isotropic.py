"""Sections 4.3 to 4.5: the risk after generators with T0 < d samples, for Sigma = I and independent designs.

An isotropic downstream design sees the parameter through its squared length S[n] and its overlap c[n] with the truth:

    Risk(n) = a S[n] - 2 b c[n] + ||w0||^2 + sigma^2 v,

where a, b, v belong to the downstream fit alone. With the moments of the chain this is explicit. The risk rises to a
finite limit at the geometric rate (T0/d)^n; without label noise of the generators the chain does nothing but shrink
the signal.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.quantities.chain_moments import overlap, squared_length
from lemmata.derivations.dohmatob2024.theorem_4_6_moments import (
    a_point,
    eta,
    gathered,
    isotropic_laws,
    kept,
    length_shrinks,
    noise_each,
    overlap_shrinks,
    projecting_noise,
)
from lemmata.verifier.language import *

ols = risk(ridge=0)
ols_noise = sigma**2 * d / (T - d - 1)
min_norm_noise = sigma**2 * T / (d - T - 1)
point = {**a_point, T: 7, sigma: 1}
wide_point = {**a_point, T: 2, sigma: 1}
flat = {SPECTRUM: ((1, Rational(1, 40)),) * 40, T0: 10, n: 2, sigma: 1, sigma0: 1, eta: Rational(1, 4)}

with PAPER.section("Section 4.3", where=[sigma_is_identity], laws=isotropic_laws, source="Theorem 4.3, Sigma = I"):
    ols_by_moments = PAPER.claim("ols-by-moments",
        "Least squares downstream: the risk is E||w[n] - w0||^2 and the noise of the fit",
        equal(ols, squared_length(n) - 2 * overlap(n) + signal + ols_noise), where=[T >= d + 2, Ne(T0, d)],
        witness=point,
        proof=[
            definition(ols), E(norm2(pinv(X) * (X * w[n] + eps) - w0, Sigma)),
            isotropic,       E(norm2(pinv(X) * (X * w[n] + eps) - w0)),
            expectation,     E(norm2(w[n])) - 2 * E(tr(w[n] * w0.T)) + norm2(w0) + sigma**2 * E(tr(inv(gram(X)))),
            wishart_moment,  E(norm2(w[n])) - 2 * E(tr(w[n] * w0.T)) + norm2(w0) + ols_noise,
            definition(squared_length(n), overlap(n), signal),
        ])

    min_norm_by_moments = PAPER.claim("min-norm-by-moments",
        "With T <= d - 2 samples downstream the minimum-norm solution sees the share T/d of both moments",
        equal(ols, T / d * (squared_length(n) - 2 * overlap(n)) + signal + min_norm_noise),
        where=[T <= d - 2, Ne(T0, d)],
        witness=wide_point,
        proof=[
            definition(ols), E(norm2(pinv(X) * (X * w[n] + eps) - w0, Sigma)),
            isotropic,       E(norm2(pinv(X) * (X * w[n] + eps) - w0)),
            expectation,
                E(norm2(pinv(X) * X * w[n])) - 2 * E(tr(pinv(X) * X * w[n] * w0.T)) + norm2(w0)
                + sigma**2 * E(tr(inv(X * X.T))),
            wishart_moment,
                T / d * (E(norm2(w[n])) - 2 * E(tr(w[n] * w0.T))) + norm2(w0) + sigma**2 * E(tr(inv(X * X.T))),
            wishart_moment,  T / d * (E(norm2(w[n])) - 2 * E(tr(w[n] * w0.T))) + norm2(w0) + min_norm_noise,
            definition(squared_length(n), overlap(n), signal),
        ])

    a = E(tr(S * R * R * S)) / d
    b = E(tr(R * S)) / d
    v = E(tr(R * S * R)) / T
    """What the downstream ridge fit makes of the squared length, of the overlap, and of its own label noise."""

    ridge_by_moments = PAPER.claim("ridge-by-moments",
        "Ridge regression downstream: the same two moments, each with a factor of the downstream design",
        equal(risk(n), a * squared_length(n) - 2 * b * overlap(n) + signal + sigma**2 * v),
        where=[ridge > 0, (T0 - d) ** 2 >= 4],
        witness={**point, ridge: 1},
        proof=[
            definition(risk(n)),     E(norm2(R * X.T * (X * w[n] + eps) / T - w0, Sigma)),
            isotropic,               E(norm2(R * X.T * (X * w[n] + eps) / T - w0)),
            expectation,
                E(tr(w[n] * w[n].T * S * R * R * S)) - 2 * E(tr(R * S * w[n] * w0.T)) + norm2(w0)
                + sigma**2 * E(tr(R * S * R)) / T,
            rotation_invariant_mean, a * E(norm2(w[n])) - 2 * b * E(tr(w[n] * w0.T)) + norm2(w0) + sigma**2 * v,
            definition(squared_length(n), overlap(n), signal),
        ])

with PAPER.section("Theorem 4.6"):
    ols_after_projections = PAPER.claim("ols-after-projections",
        "Least squares downstream after n generations with T0 <= d - 2 samples each",
        equal(ols, (1 - eta**n) * (signal + noise_each / (1 - eta)) + ols_noise),
        source="Theorem 4.6, with label noise", where=[*projecting_noise, T >= d + 2], witness=point,
        checks=[simulation({**flat, T: 120}, resolution="1/50")],
        proof=[
            ols_by_moments,  squared_length(n) - 2 * overlap(n) + signal + ols_noise,
            length_shrinks,  eta**n * signal + gathered - 2 * overlap(n) + signal + ols_noise,
            overlap_shrinks, eta**n * signal + gathered - 2 * eta**n * signal + signal + ols_noise,
            algebra,
        ])

with PAPER.section("Section 4.3", where=projecting_noise, source="Theorem 4.3, Sigma = I"):
    PAPER.claim("min-norm-after-projections",
        "The minimum-norm solution downstream after n generations with T0 <= d - 2 samples each",
        equal(ols, signal + T / d * (gathered - eta**n * signal) + min_norm_noise), where=[T <= d - 2],
        witness=wide_point, checks=[simulation({**flat, T: 10}, resolution="1/50")],
        proof=[
            min_norm_by_moments, T / d * (squared_length(n) - 2 * overlap(n)) + signal + min_norm_noise,
            length_shrinks,      T / d * (eta**n * signal + gathered - 2 * overlap(n)) + signal + min_norm_noise,
            overlap_shrinks,     T / d * (eta**n * signal + gathered - 2 * eta**n * signal) + signal + min_norm_noise,
            algebra,
        ])

    ridge_after_projections = PAPER.claim("ridge-after-projections",
        "Ridge regression downstream after n generations with T0 <= d - 2 samples each: exact at every finite size",
        equal(risk(n), a * (eta**n * signal + gathered) - 2 * b * eta**n * signal + signal + sigma**2 * v),
        where=[ridge > 0], witness={**point, ridge: 1}, laws=isotropic_laws,
        proof=[
            ridge_by_moments, a * squared_length(n) - 2 * b * overlap(n) + signal + sigma**2 * v,
            length_shrinks,   a * (eta**n * signal + gathered) - 2 * b * overlap(n) + signal + sigma**2 * v,
            overlap_shrinks,
        ])

with PAPER.section("Theorem 4.6"):
    PAPER.claim("ols-after-infinitely-many",
        "After infinitely many generations: the risk of the zero parameter, and the noise that is not yet forgotten",
        tends(ols, signal + noise_each / (1 - eta) + ols_noise, along=Path(n)), source="Theorem 4.6, with label noise",
        where=[*projecting_noise, T >= d + 2], witness=point,
        proof=[
            ols_after_projections, (1 - eta**n) * (signal + noise_each / (1 - eta)) + ols_noise,
            limit,
        ])

gap_factor = (2 * b - a) * signal + a * noise_each / (1 - eta)

with PAPER.section(
    "Section 4.3", where=[ridge > 0], witness={**point, ridge: 1}, laws=isotropic_laws,
    source="Theorem 4.3, Sigma = I",
):
    ridge_increment = PAPER.claim("ridge-increment",
        "Generation n + 1 adds to the risk a share eta^n of what the first one adds",
        equal(risk(n + 1) - risk(n), eta**n * (1 - eta) * gap_factor), where=projecting_noise,
        proof=[
            ridge_after_projections,
                risk(n + 1) - (a * (eta**n * signal + gathered) - 2 * b * eta**n * signal + signal + sigma**2 * v),
            use(ridge_after_projections, {n: n + 1}),
                a * (eta ** (n + 1) * signal + noise_each * (1 - eta ** (n + 1)) / (1 - eta))
                - 2 * b * eta ** (n + 1) * signal + signal + sigma**2 * v
                - (a * (eta**n * signal + gathered) - 2 * b * eta**n * signal + signal + sigma**2 * v),
            algebra,
        ])

    shrinkage_below_one = PAPER.claim("shrinkage-below-one",
        "The factor of the squared length is at most that of the overlap: eigenvalues of S R lie below one",
        at_most(E(tr(S * R * R * S)), E(tr(R * S))), witness={d: 2, T: 3, ridge: 1}, proof=spectral_order(X))

    squares_not_negative = PAPER.claim("squares-not-negative", "The factor of the squared length is not negative",
        at_least(E(tr(S * R * R * S)), 0), witness={d: 2, T: 3, ridge: 1}, proof=spectral_order(X))

    PAPER.claim("ridge-monotone",
        "For Sigma = I the risk increases with every generation, for every ridge and every size",
        at_least(risk(n + 1) - risk(n), 0), where=projecting_noise,
        proof=[
            ridge_increment,     eta**n * (1 - eta) * gap_factor,
            shrinkage_below_one, eta**n * (1 - eta) * (a * signal + a * noise_each / (1 - eta)),
            squares_not_negative,
        ])

noise_free = [T0 <= d - 2, kept, sigma_is_identity, ridge > 0]

noise_free_bias = risk(0, sigma=0, sigma0=0)
bias_by_moments = a * signal - 2 * b * signal + signal

with PAPER.section("Section 4.5"):
    chain_is_shrinkage = PAPER.claim("chain-is-shrinkage",
        "Without label noise of the generators the chain acts as a weaker signal: eta^n ||w0||^2 in place of ||w0||^2",
        equal(risk(n, sigma0=0) - risk(0, sigma0=0) + (1 - eta**n) * noise_free_bias, (1 - eta**n) * signal),
        source="Section 4.5", where=noise_free, witness={**point, ridge: 1}, laws=isotropic_laws,
        note=(
            "Risk(0, sigma=0) is proportional to ||w0||^2: a part eta^n of it is "
            "left, and (1 - eta^n) ||w0||^2 is added"
        ),
        proof=[
            use(ridge_after_projections, {sigma0: 0}),
                eta**n * (a * signal - 2 * b * signal) + signal + sigma**2 * v - risk(0, sigma0=0)
                + (1 - eta**n) * noise_free_bias,
            use(ridge_after_projections, {sigma0: 0, n: 0}),
                eta**n * (a * signal - 2 * b * signal) + signal - bias_by_moments + (1 - eta**n) * noise_free_bias,
            use(ridge_after_projections, {sigma0: 0, n: 0, sigma: 0}),
                eta**n * (a * signal - 2 * b * signal) + signal - bias_by_moments + (1 - eta**n) * bias_by_moments,
            algebra,
        ])
