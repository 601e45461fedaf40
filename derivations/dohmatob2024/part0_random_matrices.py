"""Tools: the means of Gaussian designs that every proof of Section 4 uses.

Each rests on a theorem about the Wishart distribution or about uniformly random subspaces, which the rule cites.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.theory.notation import T, d
from lemmata.theory.quantities.regression import LAWS, Sigma, X
from lemmata.theory.random_matrices import E, GaussianRows, gram, identity, inv, pinv, tr
from lemmata.theory.relations import equal
from lemmata.verifier.claim import by, calc
from lemmata.verifier.rules import (
    haar_projection_mean,
    inverse_gram_trace_mean,
    inverse_wishart_mean,
    matrix_identity,
    wishart_mean,
)

isotropic_rows = (GaussianRows(X, identity(d)),)

sample_covariance_mean = PAPER.claim(
    "sample-covariance-mean",
    "The sample covariance is unbiased",
    equal(E(gram(X) / T), Sigma),
    witness={d: 2, T: 3},
    source=PAPER.at("Section 3"),
    laws=LAWS,
    proof=calc(E(gram(X) / T), by(wishart_mean), Sigma),
)

inverse_wishart = PAPER.claim(
    "inverse-wishart",
    "The mean of the inverse Gram matrix exists for T >= d + 2",
    equal(E(inv(gram(X))), inv(Sigma) / (T - d - 1)),
    where=[T >= d + 2],
    witness={d: 2, T: 5},
    source=PAPER.at("Theorem 4.1 (proof)"),
    laws=LAWS,
    proof=calc(E(inv(gram(X))), by(inverse_wishart_mean), inv(Sigma) / (T - d - 1)),
)

projection_is_identity = PAPER.claim(
    "projection-is-identity",
    "With at least d samples the design loses nothing: X^+ X = I",
    equal(pinv(X) * X, identity(d)),
    where=[T >= d],
    witness={d: 2, T: 3},
    source=PAPER.at("Section 4.1"),
    proof=calc(
        pinv(X) * X,
        by(matrix_identity), inv(gram(X)) * gram(X),
        by(matrix_identity), identity(d),
    ),
)  # fmt: skip

projection_mean = PAPER.claim(
    "projection-mean",
    "With fewer samples than dimensions X^+ X keeps T of d directions, evenly for Sigma = I",
    equal(E(pinv(X) * X), T / d * identity(d)),
    where=[T <= d],
    witness={d: 3, T: 2},
    source=PAPER.at("Section 4.3"),
    laws=isotropic_rows,
    proof=calc(E(pinv(X) * X), by(haar_projection_mean), T / d * identity(d)),
)

projection_rank = PAPER.claim(
    "projection-rank",
    "The trace of X^+ X is its rank T, whatever the design",
    equal(E(tr(pinv(X) * X)), T),
    where=[T <= d],
    witness={d: 3, T: 2},
    source=PAPER.at("Section 4.3"),
    laws=LAWS,
    proof=calc(
        E(tr(pinv(X) * X)),
        by(matrix_identity), E(tr(X * X.T * inv(X * X.T))),
        by(matrix_identity), T,
    ),
)  # fmt: skip

inverse_gram_trace = PAPER.claim(
    "inverse-gram-trace",
    "E tr (XX')^-1 for fewer samples than dimensions, Sigma = I",
    equal(E(tr(inv(X * X.T))), T / (d - T - 1)),
    where=[T <= d - 2],
    witness={d: 4, T: 2},
    source=PAPER.at("Section 4.3"),
    laws=isotropic_rows,
    proof=calc(E(tr(inv(X * X.T))), by(inverse_gram_trace_mean), T / (d - T - 1)),
)
