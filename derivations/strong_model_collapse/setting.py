"""The letters of the paper: real and synthetic rows, their shares, and the collapse term.

The truth is w0, and B the covariance of the shift of the synthetic labels; b is its diagonal in the eigenbasis of
Sigma.
"""

from sympy import Eq, Symbol

from lemmata.theory.models.shipped.mixture import X1, X2, e1, e2, n1, n2
from lemmata.theory.models.shipped.mixture import S as MIXED
from lemmata.theory.notation import d, df1, df2, kappa, ridge, sigma, sigma0
from lemmata.theory.quantities.regression import Sigma
from lemmata.theory.quantities.resolvents import B, b
from lemmata.theory.random_matrices import GaussianRows, WhiteNoise, design
from lemmata.theory.spectra.eigensum import EigenSum, s

rows = n1 + n2
"""All rows."""
delta = design("delta", 1, d)
"""The shift of the synthetic labels, a row N(0, B)."""
MIXTURE_LAWS = (
    GaussianRows(X1, Sigma),
    GaussianRows(X2, Sigma),
    GaussianRows(delta, B),
    WhiteNoise(e1, sigma**2),
    WhiteNoise(e2, sigma0**2),
)

p1 = Symbol("p1", positive=True)
"""The share of real rows."""
p2 = Symbol("p2", positive=True)
"""The share of synthetic rows."""
u = Symbol("u", nonnegative=True)
"""What the design adds to a term, df2/(rows - df2)."""

proportional = (
    Eq(df1, EigenSum(s / (s + kappa))),
    Eq(df2, EigenSum(s**2 / (s + kappa) ** 2)),
    Eq(ridge, kappa * (1 - df1 / rows)),
    ridge > 0,
    df1 < rows,
)
"""The renormalised ridge of all rows."""

__all__ = [
    "MIXED",
    "MIXTURE_LAWS",
    "X1",
    "X2",
    "B",
    "b",
    "delta",
    "e1",
    "e2",
    "n1",
    "n2",
    "p1",
    "p2",
    "proportional",
    "rows",
    "u",
]
