"""Deterministic equivalents of the resolvent, as templates.

With S = X'X/T and R = (S + ridge)^-1 for T Gaussian rows of covariance Sigma, and kappa the renormalised ridge, the
random traces below have deterministic equivalents when d and T grow in proportion. A template is stated once for
letters A and B that stand for functions of Sigma, or for w0w0'; its right side speaks of their eigenvalues a and b.

>>> from theory.regression import Sigma, w0
>>> from theory.random_matrices import inv
>>> eigenvalue_of(inv(Sigma)), eigenvalue_of(w0*w0.T*Sigma)
(1/s, c2*s)
"""

from __future__ import annotations

from sympy import Add, Basic, Expr, Integer, Mul, Symbol

from theory.eigensum import EigenSum, c2, s
from theory.notation import T0, T, d, df2, kappa, kappa0, ridge
from theory.random_matrices import E, Identity, Inverse, MatrixExpression, Plus, Scaled, Times, pinv, symmetric, tr
from theory.regression import X0, R, S, Sigma, w0

A = symmetric("A", d)
"""Stands for a function of Sigma, or for w0w0'."""
B = symmetric("B", d)
"""The same."""
a = Symbol("a", real=True)
"""The eigenvalue of A: of Sigma^k it is s^k, of w0w0' it is c2."""
b = Symbol("b", real=True)
"""The eigenvalue of B."""

EIGENVALUE = {A: a, B: b}

RESOLVENT = ridge * E(tr(A * R))
RESOLVENT_EQUIVALENT = kappa * EigenSum(a / (s + kappa))

TWO_RESOLVENTS = ridge**2 * E(tr(A * R * B * R))
TWO_RESOLVENTS_EQUIVALENT = kappa**2 * (
    EigenSum(a * b / (s + kappa) ** 2)
    + EigenSum(a * s / (s + kappa) ** 2) * EigenSum(b * s / (s + kappa) ** 2) / (T - df2)
)

SAMPLE_RESOLVENT = E(tr(A * R * S * R)) / T
SAMPLE_RESOLVENT_EQUIVALENT = EigenSum(a * s / (s + kappa) ** 2) / (T - df2)

# A generator without ridge, T0 < d: P = X0^+ X0 projects on T0 random directions, and kappa0 solves T0 = df1(kappa0).

PROJECTION = E(tr(A * pinv(X0[0]) * X0[0]))
PROJECTION_EQUIVALENT = EigenSum(a * s / (s + kappa0))

spare = T0 - EigenSum(s**2 / (s + kappa0) ** 2)
"""T0 - df2(kappa0)."""

TWO_PROJECTIONS = E(tr(A * pinv(X0[0]) * X0[0] * B * pinv(X0[0]) * X0[0]))
TWO_PROJECTIONS_EQUIVALENT = (
    EigenSum(a * b * s**2 / (s + kappa0) ** 2)
    + kappa0**2 * EigenSum(a * s / (s + kappa0) ** 2) * EigenSum(b * s / (s + kappa0) ** 2) / spare
)

GENERATOR_NOISE = E(tr(A * pinv(X0[0]) * pinv(X0[0]).T))
GENERATOR_NOISE_EQUIVALENT = EigenSum(a * s / (s + kappa0) ** 2) / spare

NOISE_THROUGH_FIT = E(tr(A * R * S * pinv(X0[0]) * pinv(X0[0]).T * S * R))
NOISE_THROUGH_FIT_EQUIVALENT = (
    EigenSum(a * s**3 / ((s + kappa) ** 2 * (s + kappa0) ** 2))
    + kappa**2
    * EigenSum(a * s / (s + kappa) ** 2)
    * EigenSum(s**2 / ((s + kappa) ** 2 * (s + kappa0) ** 2))
    / (T - df2)
) / spare


def eigenvalue_of(matrix: Basic) -> Expr:
    """The eigenvalue of a function of Sigma, in the letters s and c2 (w0w0' counts as its diagonal c2).

    Raises:
        ValueError: for a matrix that is neither.
    """
    if matrix == Sigma:
        return s
    if isinstance(matrix, Identity):
        return Integer(1)
    if isinstance(matrix, Inverse):
        return 1 / eigenvalue_of(matrix.args[0])
    if isinstance(matrix, Scaled):
        return matrix.args[0] * eigenvalue_of(matrix.args[1])
    if isinstance(matrix, Plus):
        return Add(*(eigenvalue_of(term) for term in matrix.args))
    if isinstance(matrix, Times):
        return _of_product(list(matrix.args))
    raise ValueError(f"{matrix} is not a function of Sigma")


def _of_product(factors: list[MatrixExpression]) -> Expr:
    product: Expr = Integer(1)
    while factors:
        if factors[:2] == [w0, w0.T]:
            product, factors = Mul(product, c2), factors[2:]
        else:
            product, factors = Mul(product, eigenvalue_of(factors[0])), factors[1:]
    if product.as_poly(c2) is not None and product.as_poly(c2).degree() > 1:
        raise ValueError("w0w0' may occur once only")
    return product
