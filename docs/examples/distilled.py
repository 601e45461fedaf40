"""Self-distillation: ridge regression on the labels that a first fit of the same rows predicts."""

from lemmata.theory.models.language import *

X, eps = design("X", T, d), noise_vector("eps", T)
Sigma, w0 = covariance("Sigma", d), vector("w0", d)
once = inv(gram(X)/T + ridge*identity(d))*X.T/T
estimator = once*X*once*(X*w0 + eps)

MODEL = Model("distilled", "A fit to the labels of a fit", covariance=Sigma, target=w0, estimator=estimator,
    laws=[GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2)], witness={d: 2, T: 5, ridge: 1, sigma: 1})
MODEL.quantity("risk", E(norm2(estimator - w0, Sigma)), "excess test error")
