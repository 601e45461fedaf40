"""Kernel ridge regression with Gaussian features: the fit in terms of the T x T kernel matrix K = XX'."""

from lemmata.theory.models.language import *

X, eps = design("X", T, d), noise_vector("eps", T)
Sigma, w0 = covariance("Sigma", d), vector("w0", d)
kernel = X * X.T
labels = X * w0 + eps
coefficients = inv(kernel / T + ridge * identity(T)) * labels / T
estimator = X.T * coefficients
residual = norm2(kernel * coefficients - labels) / T

MODEL = Model(
    "kernel-ridge",
    "Kernel ridge regression with Gaussian features, in the dual",
    covariance=Sigma,
    target=w0,
    laws=[GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2)],
    estimator=estimator,
    where=[ridge > 0],
    witness={d: 3, T: 2, ridge: 1, sigma: 1},
)
risk = MODEL.quantity("risk", E(norm2(estimator - w0, Sigma)), "excess test error")
MODEL.quantity("bias", without(risk, eps), "without label noise")
MODEL.quantity("variance", without(risk, w0), "what the label noise adds")
MODEL.quantity("training", E(residual), "mean squared error on the training rows")
MODEL.quantity("norm", E(norm2(estimator)), "squared norm in the space of the kernel")
