"""Least squares on real rows and synthetic ones that count less: a model of one's own."""

from lemmata.theory.models.language import *

n1, n2, weight = size("n1"), size("n2"), number("weight")
X1, X2 = design("X1", n1, d), design("X2", n2, d)
e1, e2 = noise_vector("e1", n1), noise_vector("e2", n2)
Sigma, w0 = covariance("Sigma", d), vector("w0", d)
labels = X1.T*(X1*w0 + e1) + weight*X2.T*(X2*w0 + e2)
estimator = inv(gram(X1) + weight*gram(X2) + ridge*identity(d))*labels

MODEL = Model("weighted", "Ridge regression on weighted rows", covariance=Sigma, target=w0, estimator=estimator,
    laws=[GaussianRows(X1, Sigma), GaussianRows(X2, Sigma), WhiteNoise(e1, sigma**2), WhiteNoise(e2, sigma0**2)],
    witness={d: 2, n1: 5, n2: 4, weight: Rational(1, 2), ridge: 1, sigma: 1, sigma0: 1},
    about={"weight": "how much a synthetic row counts"})
risk = MODEL.quantity("risk", E(norm2(estimator - w0, Sigma)), "excess test error")
MODEL.quantity("variance", without(risk, w0), "what the label noises add")
