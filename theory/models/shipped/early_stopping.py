"""Gradient descent on ||Xw - Y||^2/(2T), from 0, stopped after some steps: a polynomial in X'X/T."""

from lemmata.theory.models.language import *

steps, eta = size("steps"), number("eta")
X, eps = design("X", T, d), noise_vector("eps", T)
Sigma, w0 = covariance("Sigma", d), vector("w0", d)


def estimator(count: int) -> object:
    """w_t = eta sum over k < t of (1 - eta X'X/T)^k X'Y/T."""
    return eta * geometric(identity(d) - eta * gram(X) / T, count) * X.T * (X * w0 + eps) / T


MODEL = Model(
    "early-stopping",
    "Gradient descent on least squares, stopped early",
    covariance=Sigma,
    target=w0,
    laws=[GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2)],
    estimator=estimator,
    structure=[steps],
    witness={d: 2, T: 3, steps: 2, eta: Rational(1, 2), sigma: 1},
)
risk = MODEL.quantity("risk", lambda count: E(norm2(estimator(count) - w0, Sigma)), "excess test error")
MODEL.quantity("bias", without(risk, eps), "without label noise")
MODEL.quantity("variance", without(risk, w0), "what the label noise adds")
