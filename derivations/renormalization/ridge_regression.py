"""Ridge regression on T rows: the error on a new row, that on the rows themselves, and their ratio."""

from lemmata.derivations.dohmatob2024.section_4_2_ridge import (
    bias_equivalent,
    noise,
    sample_resolvent_equivalent,
    squared_bias,
    variance_equivalent,
)
from lemmata.derivations.dohmatob2024.setting import bias, variance
from lemmata.derivations.gaussian_equivalents.covariances import covariance_bound
from lemmata.derivations.gaussian_equivalents.noise_equivalent import closing_error, in_sums, kept, kept_within, room
from lemmata.derivations.gaussian_equivalents.paper import P, a, covariance_with, excess, mean
from lemmata.derivations.gaussian_equivalents.resolvent import resolvent_below
from lemmata.derivations.gaussian_equivalents.scalar_equation import renormalised, scalar_equation
from lemmata.derivations.renormalization.paper import PAPER
from lemmata.derivations.renormalization.setting import at_rows, by_rows, damped, shrunk, spectrum, total
from lemmata.theory.quantities.resolvents import SAMPLE_RESOLVENT, A
from lemmata.verifier.language import *

fit = R * X.T * (X * w0 + eps) / T
missed = E(norm2(fit - w0, Sigma))
residual = E(norm2(X * fit - (X * w0 + eps))) / T
first_of_truth, second_of_truth = EigenSum(c2 * s / (s + kappa)), EigenSum(c2 * s**2 / (s + kappa) ** 2)

with PAPER.section("Ridge regression", witness=spectrum):
    truth_slope = PAPER.claim("truth-slope", "What the fit misses of the truth is a slope in kappa",
        equal(-(kappa**2) * Derivative(first_of_truth, kappa), shrunk),
        proof=differentiate)

with PAPER.section("Ridge regression", where=by_rows, witness={**at_rows, sigma: 1}, laws=LAWS):
    test_error = PAPER.claim("test-error", "The error on a new row, its label noise included",
        equivalent(sigma**2 + missed, total), checks=[exact_sizes()],
        proof=[
            matrix_identity,     sigma**2 + E(norm2(R * X.T * eps / T - ridge * R * w0, Sigma)),
            expectation,         sigma**2 + squared_bias + sigma**2 * E(tr(Sigma * R * S * R)) / T,
            bias_equivalent,     sigma**2 + bias + noise,
            variance_equivalent, sigma**2 + bias + variance,
            algebra,
        ])

unfitted = 1 - E(tr(S * R)) / T
leaves = identity(T) - X * R * X.T / T
left_noise = E(tr(leaves * leaves.T)) / T
traced = EigenSum(s) / (ridge * T)
remainder = 2 * (1 + Rational(499, 384) * traced) * traced / T
of_square = 2 * ridge / kappa * remainder + remainder**2
observed = 1 - tr(S * R) / T
scatter = excess * d / T**2

with PAPER.section("Ridge regression", **renormalised):
    unfitted_exact = PAPER.claim("unfitted-share",
        "The share of the rows that the fit leaves is ridge/kappa, up to an explicit multiple of 1/T",
        within(unfitted, ridge / kappa, remainder),
        proof=[
            propagated(scalar_equation, lambda kept: kept), 2 * a * mean(Sigma) / T**2,
            use(resolvent_below, {P: Sigma}),               2 * a * (tr(Sigma) / ridge) / T**2,
            eigenbasis,
        ])

    squared = PAPER.claim("unfitted-share-squared", "and so is its square",
        within(unfitted**2, (ridge / kappa) ** 2, of_square), proof=propagated(unfitted_exact, lambda kept: kept**2))

    scattered = PAPER.claim("observed-share-scatters", "The share that a sample shows has a variance of the order 1/T,",
        within(E(observed**2), unfitted**2, scatter),
        proof=[
            triangle_by(matrix_identity),            ridge / T**2 * Abs(covariance_with(identity(d))),
            use(covariance_bound, {P: identity(d)}), ridge / T**2 * (excess * mean(identity(d))),
            use(resolvent_below, {P: identity(d)}),  ridge / T**2 * (excess * (tr(identity(d)) / ridge)),
            matrix_identity,
        ])

    observed_squared = PAPER.claim("observed-share-squared", "and its square, by which cross-validation divides, is",
        within(E(observed**2), (ridge / kappa) ** 2, of_square + scatter.xreplace(in_sums)),
        proof=[
            triangle_by(matrix_identity),
                        Abs(E(observed**2) - unfitted**2) + Abs(unfitted**2 - (ridge / kappa) ** 2),
            scattered,  scatter + Abs(unfitted**2 - (ridge / kappa) ** 2),
            squared,    scatter + of_square,
            eigenbasis,
        ])

    kept_in_ridge = PAPER.claim("noise-kept", "What is kept of the noise, in units of the ridge",
        within(ridge / kappa * kept, ridge / kappa * (T / room), ridge / kappa * closing_error),
        proof=propagated(kept_within, lambda value: ridge / kappa * value))

    in_two = unfitted - ridge / kappa + ridge / kappa * kept
    split = PAPER.claim("unfitted-noise-split", "The share of the noise that it leaves in the rows, by both",
        equal(left_noise, in_two), proof=matrix_identity)

    unfitted_noise = PAPER.claim("unfitted-noise", "so that this share has an explicit error",
        within(left_noise, ridge / kappa * (T / room), remainder + ridge / kappa * closing_error.xreplace(in_sums)),
        proof=[
            triangle_by(use(split)), Abs(in_two - ridge / kappa * (T / room)),
            triangle, Abs(unfitted - ridge / kappa) + Abs(ridge / kappa * kept - ridge / kappa * (T / room)),
            unfitted_exact, remainder + Abs(ridge / kappa * kept - ridge / kappa * (T / room)),
            kept_in_ridge,  remainder + ridge / kappa * closing_error,
            eigenbasis,
        ])

with PAPER.section("Ridge regression", where=by_rows, witness={**at_rows, sigma: 1}, laws=LAWS):
    noise_equivalent = PAPER.claim("unfitted-noise-equivalent", "In proportion that is (ridge/kappa)^2/(1 - df2/T)",
        equivalent(left_noise, (ridge / kappa) ** 2 / (1 - df2 / T)),
        proof=[from_within(unfitted_noise, Path(T, keeping={d: phi * T})), ridge / kappa * (T / room), given])

    training_error = PAPER.claim("training-error", "The error on the rows is smaller by the square of ridge/kappa",
        equivalent(residual, (ridge / kappa) ** 2 * total), checks=[exact_sizes()],
        proof=[
            matrix_identity, E(norm2(X * R * X.T * eps / T - eps - ridge * X * R * w0)) / T,
            expectation,
            (ridge**2 * E(tr(w0 * w0.T * R * X.T * X * R))
             + sigma**2 * (T - 2 * E(tr(X * R * X.T)) / T + E(tr(X * R * X.T * X * R * X.T)) / T**2)) / T,
            matrix_identity, ridge**2 * T * SAMPLE_RESOLVENT.xreplace({A: w0 * w0.T}) + sigma**2 * left_noise,
            equivalent_at(sample_resolvent_equivalent, {A: w0 * w0.T}),
            ridge**2 * T * EigenSum(c2 * s / damped) / (T - df2) + sigma**2 * left_noise,
            noise_equivalent,
            ridge**2 * T * EigenSum(c2 * s / damped) / (T - df2) + sigma**2 * (ridge / kappa) ** 2 / (1 - df2 / T),
            algebra,
        ])

    squared_equivalent = PAPER.claim("observed-share-equivalent", "In proportion",
        equivalent(E(observed**2), (ridge / kappa) ** 2),
        proof=from_within(observed_squared, Path(T, keeping={d: phi * T})))

    PAPER.claim("cross-validation",
        "so that this square, which is seen, times the error on a new row is the error on the rows",
        equivalent(E(observed**2) * (sigma**2 + missed), (ridge / kappa) ** 2 * total),
        proof=[squared_equivalent, (ridge / kappa) ** 2 * (sigma**2 + missed), test_error])
