"""Linear random features F'x, m of them, with a ridge: the error, its pieces, and the error on the rows.

With infinitely many rows the fit on the features has the ridge q = kappa (1 - df1/m); T rows renormalise the ridge
to q, and the features q to kappa. What is missed at the end has a mean over features, and a variance.
"""

from lemmata.derivations.dohmatob2024.appendix_i_lemma_2 import ridge_slope
from lemmata.derivations.renormalization.paper import PAPER
from lemmata.derivations.renormalization.ridge_regression import first_of_truth, second_of_truth
from lemmata.derivations.renormalization.setting import (
    MODEL,
    F,
    at_both,
    by_both,
    damped,
    degrees,
    m,
    shrunk,
    spectrum,
)
from lemmata.theory.quantities.resolvents import A
from lemmata.theory.quantities.resolvents import a as eigenvalue
from lemmata.verifier.language import *

q = Symbol("q", positive=True)
F1, X1, u = design("F1", d, m), design("X1", T, d), vector("u", m)
scatter = kappa * second_of_truth * (df1 - df2) / (m - df2)
missed = shrunk + scatter
share = (df1 - (df1 - df2) * (m - df1) / (m - df2)) / T
excess = (missed + sigma**2 * share) / (1 - share)


def with_all_rows(features: MatrixExpression) -> MatrixExpression:
    """What the fit on these features misses with infinitely many rows and the ridge q."""
    inside = inv(features.T * Sigma * features + q * identity(m))
    found: MatrixExpression = features * inside * features.T * Sigma * w0 - w0
    return found


def with_rows(rows: MatrixExpression, features: MatrixExpression) -> MatrixExpression:
    """What the fit on these rows and features misses, without label noise."""
    inside = inv(features.T * gram(rows) * features / T + ridge * identity(m))
    found: MatrixExpression = features * inside * features.T * gram(rows) * w0 / T - w0
    return found


both_laws = (GaussianRows(X, Sigma), GaussianRows(X1, Sigma), GaussianNoise(F, 1 / m), GaussianNoise(F1, 1 / m))
by_features = [*degrees, Eq(q, kappa * (1 - df1 / m)), df1 < m]
at_features = {**spectrum, m: 1, q: Rational(1, 6)}

with PAPER.section("Random features", where=by_features, witness=at_features, laws=both_laws):
    PAPER.claim("mean-predictor", "On average over the features the fit is Sigma (Sigma + kappa)^-1",
        equivalent(E(tr(A * F * inv(F.T * Sigma * F + q * identity(m)) * F.T)), EigenSum(eigenvalue / (s + kappa))),
        witness={eigenvalue: 1}, proof=derived_equivalent)

    PAPER.claim("missed-with-all-rows", "What the features miss of the truth, with infinitely many rows",
        equivalent(E(norm2(with_all_rows(F), Sigma)), missed), proof=derived_equivalent)

    PAPER.claim("features-averaged",
        "Two sets of features, averaged, miss half of the scatter: the rest is squared bias",
        equivalent(E(norm2((with_all_rows(F) + with_all_rows(F1)) / 2, Sigma)), shrunk + scatter / 2),
        proof=derived_equivalent)

G = F.T * Sigma * F
reached = inv(G) * F.T * Sigma * w0

with PAPER.section("Random features", where=[m <= d], witness={d: 3, m: 2}, laws=[GaussianRows(F, identity(m))]):
    PAPER.claim("misfit-uncorrelated", "Given F what no weights reach is uncorrelated with F'x: it is noise,",
        equal(F.T * Sigma * (w0 - F * reached), zero(m, 1)), proof=matrix_identity)

    PAPER.claim("misfit-adds", "so that a fit u errs by it, and by a regression on features of covariance F'Sigma F",
        equal(norm2(F * u - w0, Sigma), norm2(u - reached, G) + norm2(w0 - F * reached, Sigma)), proof=matrix_identity)

remaining = kappa * first_of_truth

with PAPER.section("Random features", where=degrees, witness={**spectrum, m: 1}):
    PAPER.claim("features-slope", "The ridge of the features as a function of kappa has slope 1 - df2/m",
        equal(Derivative(kappa * (1 - EigenSum(s / (s + kappa)) / m), kappa), 1 - df2 / m),
        proof=use(ridge_slope, {T: m}))

    remaining_slope = PAPER.claim("remaining-slope", "That of kappa tr ww' Sigma (Sigma + kappa)^-1",
        equal(Derivative(remaining, kappa), second_of_truth), where=[],
        proof=[differentiate, first_of_truth - kappa * EigenSum(c2 * s / damped), eigenbasis])

    PAPER.claim("missed-by-slopes", "What is missed is H - q dH/dq with H = kappa tr ww' Sigma (Sigma + kappa)^-1",
        equal(remaining - kappa * (1 - df1 / m) * Derivative(remaining, kappa) / (1 - df2 / m), missed),
        where=[df2 < m],
        proof=[
            remaining_slope, remaining - kappa * (1 - df1 / m) * second_of_truth / (1 - df2 / m),
            eigenbasis,
                shrunk + kappa * second_of_truth - kappa * (1 - df1 / m) * second_of_truth / (1 - df2 / m),
            algebra,
        ])

    PAPER.claim("scatter-is-positive", "The features always add something",
        at_least(missed, shrunk), where=[df2 < m, df2 <= df1], proof=inequality)

    PAPER.claim("many-features", "Many features are as good as all",
        tends(missed, shrunk, along=Path(m)), where=[df2 < m], proof=limit)

    PAPER.claim("many-features-share", "and the design then counts df2/T, as in ridge regression",
        tends(share, df2 / T, along=Path(m)), where=[df2 < m], witness={T: 2}, proof=limit)

with PAPER.section("Random features", where=by_both, witness={**at_both, sigma: 1}, laws=tuple(MODEL.laws)):
    PAPER.claim("features-error", "The error with T rows and m features",
        equivalent(MODEL.quantities["risk"].body, excess), proof=derived_equivalent)

    PAPER.claim("features-training-error", "The error on the rows: the same factor as without features",
        equivalent(MODEL.quantities["training"].body, (1 - df1 / T) ** 2 * (excess + sigma**2)),
        proof=derived_equivalent)

with PAPER.section("Random features", where=by_both, witness=at_both, laws=both_laws):
    PAPER.claim("rows-averaged", "Two sets of rows on the same features, averaged: half of what the rows add is left",
        equivalent(E(norm2((with_rows(X, F) + with_rows(X1, F)) / 2, Sigma)), (missed + missed / (1 - share)) / 2),
        proof=derived_equivalent)

    PAPER.claim("all-averaged", "and both sets drawn anew: the squared bias is all that no average removes",
        equivalent(E(norm2((with_rows(X, F) + with_rows(X1, F1)) / 2, Sigma)), (shrunk + missed / (1 - share)) / 2),
        proof=derived_equivalent)

with PAPER.section("Random features", where=[*degrees, df2 < m, df1 < m, share < 1],
                   witness={**spectrum, m: 1, T: 1, sigma: 1}):
    PAPER.claim("pieces", "Squared bias, scatter of the features, label noise, and what the rows add",
        equal(excess, shrunk + scatter + sigma**2 * share / (1 - share) + missed * share / (1 - share)), proof=algebra)
