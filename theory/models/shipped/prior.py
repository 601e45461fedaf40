"""Ridge regression where the truth is drawn, w ~ N(0, Gamma)."""

from lemmata.theory.models.language import *

gamma2 = number("gamma2")
X, eps = design("X", T, d), noise_vector("eps", T)
Sigma, Gamma = covariance("Sigma", d), semidefinite("Gamma", d)
w = design("w", 1, d)
estimator = inv(gram(X) / T + ridge * identity(d)) * X.T * (X * w.T + eps) / T

MODEL = Model(
    "prior",
    "Ridge regression of a random truth, w ~ N(0, Gamma)",
    covariance=Sigma,
    laws=[GaussianRows(X, Sigma), GaussianRows(w, Gamma), WhiteNoise(eps, sigma**2)],
    estimator=estimator,
    matrices={Gamma: Spread(total=gamma2, each="gammas")},
    where=[ridge > 0],
    witness={d: 2, T: 5, ridge: 1, sigma: 1, gamma2: 1},
    about={"gamma2": "E ||w||^2, spread evenly over the directions"},
)
risk = MODEL.quantity("risk", E(norm2(estimator - w.T, Sigma)), "excess test error")
MODEL.quantity("bias", without(risk, eps), "without label noise")
MODEL.quantity("variance", without(risk, w), "what the label noise adds")
