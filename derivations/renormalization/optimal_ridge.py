"""A truth without direction, w ~ (0, a I): one ridge is best in every covariance, exactly and in proportion."""

from lemmata.derivations.dohmatob2024.section_4_2_ridge import around_covariance, noise, variance_equivalent
from lemmata.derivations.dohmatob2024.setting import variance
from lemmata.derivations.renormalization.paper import PAPER
from lemmata.derivations.renormalization.setting import at_rows, by_rows, damped
from lemmata.theory.quantities.resolvents import TWO_RESOLVENTS, A, B
from lemmata.verifier.language import *

a = Symbol("a", positive=True)
best = Symbol("best", positive=True)
optimum = sigma**2 / (a * T)
truth = noise_vector("truth", d)
laws = (GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2), WhiteNoise(truth, a))


def error(penalty: Expr) -> Expr:
    """The error on a new row, its label noise included."""
    fit = inv(S + penalty * identity(d)) * X.T * (X * truth + eps) / T
    return sigma**2 + E(norm2(fit - truth, Sigma))


def averaged(penalty: Expr) -> Expr:
    """The same, averaged over truth and noise."""
    one = inv(S + penalty * identity(d))
    return sigma**2 + a * penalty**2 * E(tr(Sigma * one * one)) + sigma**2 / T * E(tr(Sigma * one * S * one))

a_point = {d: 2, T: 3, ridge: 1, best: Rational(1, 3), sigma: 1, a: 1}

with PAPER.section("Optimal ridge", where=[ridge > 0], witness=a_point, laws=laws):
    splitting = PAPER.claim("averaged-error", "The error is that of one matrix, averaged over truth and noise",
        equal(error(ridge), averaged(ridge)), proof=[
            matrix_identity, sigma**2 + E(norm2(R * X.T * eps / T - ridge * R * truth, Sigma)),
            expectation,
        ])

    PAPER.claim("optimal-ridge-exact", "The ridge sigma^2/(a T) is best at every size and in every covariance",
        at_most(error(best), error(ridge)), where=[sigma > 0, Eq(best, optimum)],
        proof=[
            use(splitting, {ridge: best}), averaged(best),
            spectral_order(X, Sigma),      averaged(ridge),
            splitting,
        ])

    PAPER.claim("optimal-error-exact", "and the error there needs one resolvent only",
        equal(error(best), sigma**2 * (1 + E(tr(Sigma * inv(S + best * identity(d)))) / T)),
        where=[sigma > 0, Eq(a, sigma**2 / (best * T))],
        witness={d: 2, T: 3, ridge: 1, best: Rational(1, 3), sigma: 1, a: 1},
        proof=[use(splitting, {ridge: best}), averaged(best), given,
               averaged(best).xreplace({a: sigma**2 / (best * T)}), matrix_identity])

once, twice = EigenSum(s / damped), EigenSum(s**2 / damped)
value = (a * kappa**2 * once + sigma**2) / (1 - df2 / T)
inside = value.xreplace({df2: twice})
penalty = kappa * (1 - EigenSum(s / (s + kappa)) / T)
slope = 2 * EigenSum(s**2 / (s + kappa) ** 3) * (a * T * penalty - sigma**2) / (T * (1 - twice / T) ** 2)

with PAPER.section("Optimal ridge", where=by_rows, witness={**at_rows, sigma: 1, a: 1}, laws=laws):
    PAPER.claim("prior-error", "The error in proportion",
        equivalent(error(ridge), value),
        proof=[
            splitting,       averaged(ridge),
            matrix_identity, sigma**2 + a * TWO_RESOLVENTS.xreplace({A: identity(d), B: Sigma}) + noise,
            equivalent_at(around_covariance, {A: identity(d)}),
            sigma**2 + a * kappa**2 * (once + once * twice / (T - df2)) + noise,
            given,               sigma**2 + a * kappa**2 * once * (1 + df2 / (T - df2)) + noise,
            variance_equivalent, sigma**2 + a * kappa**2 * once * (1 + df2 / (T - df2)) + variance,
            algebra,
        ])

    PAPER.claim("optimal-value", "At the optimal ridge it is sigma^2 kappa/ridge",
        equal(value, sigma**2 * kappa / ridge), where=[Eq(a, sigma**2 / (ridge * T))],
        witness={a: Rational(6, 7)}, proof=given)

with PAPER.section("Optimal ridge", witness={**at_rows, sigma: 1, a: 1}):
    error_slope = PAPER.claim("error-slope", "The slope of the error in kappa has the sign of ridge - sigma^2/(a T)",
        equal(Derivative(inside, kappa), slope), where=[twice < T],
        proof=[
            differentiate,
            ((2 * a * kappa * once - 2 * a * kappa**2 * EigenSum(s / (s + kappa) ** 3)) / (1 - twice / T)
             - (a * kappa**2 * once + sigma**2) * 2 * EigenSum(s**2 / (s + kappa) ** 3) / T / (1 - twice / T) ** 2),
            eigenbasis,
        ])

    PAPER.claim("error-falls", "Below the optimal ridge the error falls",
        at_most(Derivative(inside, kappa), 0), where=[twice < T, a * T * penalty <= sigma**2],
        witness={sigma: 2}, proof=[error_slope, slope, inequality])

    PAPER.claim("error-rises", "and beyond it rises, in every covariance",
        at_least(Derivative(inside, kappa), 0), where=[twice < T, a * T * penalty >= sigma**2],
        proof=[error_slope, slope, inequality])
