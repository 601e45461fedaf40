"""A paper of one's own: one claim, and one step that is wrong."""

from lemmata.theory.notation import T, d, sigma
from lemmata.theory.random_matrices import (
    E,
    GaussianRows,
    WhiteNoise,
    covariance,
    design,
    gram,
    inv,
    noise_vector,
    norm2,
    tr,
)
from lemmata.theory.relations import equal
from lemmata.verifier.claim import Paper, by, calc
from lemmata.verifier.rules import expectation, inverse_wishart_mean

PAPER = Paper("mine", "My paper")
X, eps, Sigma = design("X", T, d), noise_vector("eps", T), covariance("Sigma", d)
error = inv(gram(X)) * X.T * eps

PAPER.claim(
    "ols-risk",
    "The risk of least squares",
    equal(E(norm2(error, Sigma)), sigma**2 * d / (T - d)),
    where=[T >= d + 2],
    witness={d: 2, T: 5, sigma: 1},
    laws=[GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2)],
    proof=calc(
        E(norm2(error, Sigma)),
        by(expectation), sigma**2 * E(tr(Sigma * inv(gram(X)))),
        by(inverse_wishart_mean), sigma**2 * d / (T - d),
    ),
)  # fmt: skip
