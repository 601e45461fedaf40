"""Generations that keep all labels so far, each with its own rows (Gerstgrasser et al., arXiv 2404.01413).

Generation i fits the rows of all i blocks; block i has labels of generation i - 1. Without ridge, with T0 >= d + 2 rows
a block, the error of generation n is sigma^2 d sum over i <= n of 1/(i(i T0 - d - 1)) for any covariance.
"""

from sympy import Expr, oo

from lemmata.theory.models.language import *

X0, eps0 = design("X0", T0, d), noise_vector("eps0", T0)
Sigma, w0 = covariance("Sigma", d), vector("w0", d)


def estimator(generations: int) -> object:
    """w_i = (sum X_j'X_j)^-1 sum X_j'(X_j w_(j-1) + eps_j), j < i."""
    w: object = w0
    grams: object = 0
    labels: object = 0
    for j in range(generations):
        grams = gram(X0[j]) + grams
        labels = X0[j].T * (X0[j] * w + eps0[j]) + labels
        w = inv(grams) * labels
    return w


def accumulated(spectrum: object, T0: Expr, n: Expr, sigma0_2: Expr) -> Expr | None:
    """Shares of inverse Wishart means, by exchangeability of the blocks."""
    dimension = getattr(spectrum, "d", None)
    if dimension is None or n == 0 or dimension > T0:
        return Integer(0) if n == 0 else None
    if sigma0_2 != 0 and T0 < dimension + 2:
        return oo
    terms = (Rational(dimension, i * (i * int(T0) - dimension - 1)) for i in range(1, int(n) + 1) if sigma0_2 != 0)
    return sigma0_2 * sum(terms, Integer(0))


MODEL = Model(
    "accumulate",
    "Generations that keep all labels so far, on fresh rows",
    covariance=Sigma,
    target=w0,
    laws=[GaussianRows(X0, Sigma), WhiteNoise(eps0, sigma0**2)],
    estimator=estimator,
    structure=[n],
    witness={d: 2, T0: 6, n: 2, sigma0: 1},
    about={"T0": "rows of each block", "n": "generations", "sigma0_2": "variance of the label noise"},
)
MODEL.quantity(
    "risk",
    lambda count: E(norm2(estimator(count) - w0, Sigma)),
    "excess test error of the last generation",
    exact=accumulated,
)
