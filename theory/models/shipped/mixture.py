"""Ridge regression on real and synthetic rows (Dohmatob, Feng, Subramonian, Kempe, arXiv 2410.04840).

n1 rows have labels of w1, n2 rows of the same design law labels of w2 = w1 + delta; the error is against w1. Without a
ridge it is the least-squares solution of least norm.
"""

from lemmata.theory.models.language import *

n1, n2, delta2 = size("n1"), size("n2"), number("delta2")
X1, X2 = design("X1", n1, d), design("X2", n2, d)
e1, e2 = noise_vector("e1", n1), noise_vector("e2", n2)
Sigma, w1, Delta = covariance("Sigma", d), vector("w1", d), semidefinite("Delta", d)
delta = design("delta", 1, d)
S = (gram(X1) + gram(X2)) / (n1 + n2)
labels = X1.T * (X1 * w1 + e1) + X2.T * (X2 * (w1 + delta.T) + e2)
estimator = pinv(S + ridge * identity(d)) * labels / (n1 + n2)

MODEL = Model(
    "mixture",
    "Ridge regression on n1 real and n2 synthetic rows",
    covariance=Sigma,
    target=w1,
    laws=[
        GaussianRows(X1, Sigma),
        GaussianRows(X2, Sigma),
        GaussianRows(delta, Delta),
        WhiteNoise(e1, sigma**2),
        WhiteNoise(e2, sigma0**2),
    ],
    estimator=estimator,
    matrices={Delta: Spread(total=delta2, each="deltas")},
    usual={delta2: 0},
    witness={d: 2, n1: 3, n2: 4, ridge: 1, sigma: 1, sigma0: 1, delta2: 1},
    about={
        "n1": "real rows",
        "n2": "synthetic rows",
        "sigma2": "variance of the label noise of the real rows",
        "sigma0_2": "variance of the label noise of the synthetic rows",
        "delta2": "E ||w2 - w1||^2, spread evenly over the directions",
    },
)
risk = MODEL.quantity("risk", E(norm2(estimator - w1, Sigma)), "excess test error against w1")
MODEL.quantity("bias", without(risk, e1, e2, delta), "without noise and without a shift of the synthetic labels")
MODEL.quantity("variance", without(risk, w1, delta), "what the label noises add")
MODEL.quantity("collapse", without(risk, w1, e1, e2), "what the shift of the synthetic labels adds")
