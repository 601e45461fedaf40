"""Ridge regression on linear random features F'x (Atanasov, Zavatone-Veth, Pehlevan, arXiv 2405.00592)."""

from lemmata.theory.models.language import *

m = size("m")
X, F, eps = design("X", T, d), design("F", d, m), noise_vector("eps", T)
Sigma, w0 = covariance("Sigma", d), vector("w0", d)
labels = X * w0 + eps
readout = inv(F.T * gram(X) * F / T + ridge * identity(m)) * F.T * X.T * labels / T
estimator = F * readout

MODEL = Model(
    "random-features",
    "Ridge regression on m linear random features",
    covariance=Sigma,
    target=w0,
    laws=[GaussianRows(X, Sigma), GaussianRows(F, identity(m) / m), WhiteNoise(eps, sigma**2)],
    estimator=estimator,
    witness={d: 3, T: 5, m: 2, ridge: 1, sigma: 1},
)
risk = MODEL.quantity("risk", E(norm2(estimator - w0, Sigma)), "excess test error")
MODEL.quantity("bias", without(risk, eps), "without label noise")
MODEL.quantity("variance", without(risk, w0), "what the label noise adds")
MODEL.quantity("training", E(norm2(X * estimator - labels) / T), "mean squared error on the training rows")
MODEL.quantity("norm", E(norm2(readout)), "squared norm of the weights of the features")
