"""Ridge regression on T rows: the error on a new row, that on the rows themselves, and their ratio."""

from lemmata.derivations.dohmatob2024.section_4_2_ridge import (
    bias_equivalent,
    noise,
    squared_bias,
    variance_equivalent,
)
from lemmata.derivations.dohmatob2024.setting import bias, variance
from lemmata.derivations.gaussian_equivalents.paper import P, a, mean
from lemmata.derivations.gaussian_equivalents.resolvent import resolvent_below
from lemmata.derivations.gaussian_equivalents.scalar_equation import renormalised, scalar_equation
from lemmata.derivations.renormalization.paper import PAPER
from lemmata.derivations.renormalization.setting import at_rows, by_rows, shrunk, spectrum, total
from lemmata.verifier.language import *

fit = R * X.T * (X * w0 + eps) / T
missed = E(norm2(fit - w0, Sigma))
residual = E(norm2(X * fit - (X * w0 + eps))) / T
first_of_truth, second_of_truth = EigenSum(c2 * s / (s + kappa)), EigenSum(c2 * s**2 / (s + kappa) ** 2)

with PAPER.section("Ridge regression", witness=spectrum):
    truth_slope = PAPER.claim("truth-slope", "What the fit misses of the truth is a slope in kappa",
        equal(-(kappa**2) * Derivative(first_of_truth, kappa), shrunk),
        proof=differentiate)

    PAPER.claim("truth-difference", "and the difference of two traces",
        equal(kappa * (first_of_truth - second_of_truth), shrunk), proof=per_eigenvalue)

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

    training_error = PAPER.claim("training-error", "The error on the rows is smaller by the square of ridge/kappa",
        equivalent(residual, (ridge / kappa) ** 2 * total), checks=[exact_sizes()], proof=derived_equivalent)

unfitted = 1 - E(tr(S * R)) / T
traced = EigenSum(s) / (ridge * T)
remainder = 2 * (1 + Rational(499, 384) * traced) * traced / T

with PAPER.section("Ridge regression", **renormalised):
    unfitted_exact = PAPER.claim("unfitted-share",
        "The share of the rows that the fit leaves is ridge/kappa, up to an explicit multiple of 1/T",
        within(unfitted, ridge / kappa, remainder),
        proof=[
            propagated(scalar_equation, lambda kept: kept), 2 * a * mean(Sigma) / T**2,
            use(resolvent_below, {P: Sigma}),               2 * a * (tr(Sigma) / ridge) / T**2,
            eigenbasis,
        ])

    squared = PAPER.claim("unfitted-share-squared", "and so is its square, which cross-validation divides by",
        within(unfitted**2, (ridge / kappa) ** 2, 2 * ridge / kappa * remainder + remainder**2),
        proof=propagated(unfitted_exact, lambda kept: kept**2))

with PAPER.section("Ridge regression", where=by_rows, witness={**at_rows, sigma: 1}, laws=LAWS):
    squared_equivalent = PAPER.claim("unfitted-share-equivalent", "In proportion",
        equivalent(unfitted**2, (ridge / kappa) ** 2), proof=from_within(squared, Path(T, keeping={d: phi * T})))

    PAPER.claim("cross-validation",
        "so that this square, which is seen, times the error on a new row is the error on the rows",
        equivalent(unfitted**2 * (sigma**2 + missed), (ridge / kappa) ** 2 * total),
        proof=[squared_equivalent, (ridge / kappa) ** 2 * (sigma**2 + missed), test_error])
