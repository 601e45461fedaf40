"""Ridge regression on linear random features F'x (Atanasov, Zavatone-Veth, Pehlevan, arXiv 2405.00592).

Without ridge, for m <= rank Sigma and T >= m + 2: given F, XF has Gaussian rows, and what F'x does not explain of w0'x
is a noise of variance v, independent of it. The noises add (v + sigma^2) m/(T - m - 1) to v, whatever F and Sigma are;
for Sigma a multiple of the identity the span of F is uniform and E v = (1 - m/d) w0'Sigma w0; v = 0 for m = d.
"""

from collections.abc import Callable
from typing import Any

from sympy import Expr, Integer, oo

from lemmata.theory.models.language import *

m = size("m")
X, F, eps = design("X", T, d), design("F", d, m), noise_vector("eps", T)
Sigma, w0 = covariance("Sigma", d), vector("w0", d)
labels = X * w0 + eps
readout = inv(F.T * gram(X) * F / T + ridge * identity(m)) * F.T * X.T * labels / T
estimator = F * readout


def without_ridge(*, bias: bool, noise: bool) -> Callable[..., Expr | None]:
    """The law of a part, where it is known."""

    def law(spectrum: Any, T: Expr, m: Expr, ridge: Expr, sigma2: Expr) -> Expr | None:
        if ridge != 0 or spectrum.d is None or T < m:
            return None
        values, missed = spectrum.eigenvalues, Integer(0)
        if m > sum(value != 0 for value in values):
            return None
        if bias and m < spectrum.d:
            if len(set(values)) > 1:
                return None
            missed = values[0] * sum(spectrum.squared_weights) * (1 - m / Integer(spectrum.d))
        spread = missed + (sigma2 if noise else 0)
        if spread == 0:
            return Integer(0)
        return missed + spread * m / (T - m - 1) if T >= m + 2 else oo

    return law


MODEL = Model(
    "random-features",
    "Ridge regression on m linear random features",
    covariance=Sigma,
    target=w0,
    laws=[GaussianRows(X, Sigma), GaussianRows(F, identity(m) / m), WhiteNoise(eps, sigma**2)],
    estimator=estimator,
    about={"m": "features"},
    witness={d: 3, T: 5, m: 2, ridge: 1, sigma: 1},
)
risk = MODEL.quantity(
    "risk", E(norm2(estimator - w0, Sigma)), "excess test error", exact=without_ridge(bias=True, noise=True)
)
MODEL.quantity("bias", without(risk, eps), "without label noise", exact=without_ridge(bias=True, noise=False))
MODEL.quantity("variance", without(risk, w0), "what the label noise adds", exact=without_ridge(bias=False, noise=True))
MODEL.quantity("training", E(norm2(X * estimator - labels) / T), "mean squared error on the training rows")
MODEL.quantity("norm", E(norm2(readout)), "squared norm of the weights of the features")
