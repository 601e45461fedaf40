"""Ridge regression, minimum-norm least squares where the ridge is 0: training error, norm, cross-validation."""

from lemmata.theory.models.chain_laws import part_of_chain
from lemmata.theory.models.language import *

X, eps = design("X", T, d), noise_vector("eps", T)
Sigma, w0 = covariance("Sigma", d), vector("w0", d)
labels = X * w0 + eps
resolvent = inv(gram(X) / T + ridge * identity(d))
estimator = resolvent * X.T * labels / T
residual = norm2(X * estimator - labels) / T

MODEL = Model(
    "ridge",
    "Ridge regression with a positive ridge",
    covariance=Sigma,
    target=w0,
    laws=[GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2)],
    estimator=estimator,
    where=[ridge > 0],
    witness={d: 2, T: 5, ridge: 1, sigma: 1},
)
risk = MODEL.quantity("risk", E(norm2(estimator - w0, Sigma)), "excess test error", exact=part_of_chain("total"))
MODEL.quantity("bias", without(risk, eps), "without label noise", exact=part_of_chain("bias"))
MODEL.quantity("variance", without(risk, w0), "what the label noise adds", exact=part_of_chain("variance"))
MODEL.quantity("total", risk.expression() + sigma**2, "test error with the label noise of the test point")
MODEL.quantity("training", E(residual), "mean squared error on the training rows")
MODEL.quantity("norm", E(norm2(estimator)), "squared norm of the weights")
degrees = tr(gram(X) * resolvent / T)
MODEL.quantity("gcv", E(residual / (1 - degrees / T) ** 2), "generalised cross-validation")
