"""A paper of one's own: one claim, and one step that is wrong."""

from lemmata.verifier.language import *

PAPER = Paper("mine", "My paper")
X, eps, Sigma = design("X", T, d), noise_vector("eps", T), covariance("Sigma", d)
error = inv(gram(X)) * X.T * eps

PAPER.claim("ols-risk", "The risk of least squares",
    equal(E(norm2(error, Sigma)), sigma**2 * d / (T - d)),
    where=[T >= d + 2], witness={d: 2, T: 5, sigma: 1},
    laws=[GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2)],
    proof=[expectation, sigma**2 * E(tr(Sigma * inv(gram(X)))), wishart_moment])
