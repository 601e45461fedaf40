"""The letters of the lemmas, and points at which they say something."""

from sympy import Expr, Max, Sum, Symbol, oo

from lemmata.theory.notation import T, beta, d, kappa, ridge
from lemmata.theory.spectra.scaling_integral import ScalingIntegral
from lemmata.theory.spectra.spectral_functions import Df1, Kappa, SpectralSum

u = Symbol("u", real=True)
"""Exponent of the summand, sum k^-u/(k^-beta + kappa)^q."""
q = Symbol("q", integer=True, positive=True)
"""Power of the resolvent."""
K = Symbol("K", positive=True)
"""The knee kappa^(-1/beta), where the eigenvalues k^-beta fall below kappa."""
m = Symbol("m", integer=True, nonnegative=True)
"""An integer next to the knee."""
k = Symbol("k", integer=True, positive=True)
"""The index of the eigenvalues."""

C = ScalingIntegral(beta, 1, beta)
"""(pi/beta)/sin(pi/beta): df1 ~ C kappa^(-1/beta)."""


def spectral_sum(d: Expr = oo, kappa: Expr = kappa) -> Expr:
    """The general sum, infinite unless d is given."""
    return SpectralSum(u, q, beta, kappa, d)


def with_maximum(kappa: Expr = kappa) -> Expr:
    """The sum with max(k^-beta, kappa) for k^-beta + kappa."""
    return Sum(k**-u * Max(k**-beta, kappa) ** -q, (k, 1, d))


def root(d: Expr = oo) -> Expr:
    """The renormalised ridge, the root of T ridge/kappa + df1 = T."""
    return Kappa(beta, T, ridge, d)


def df1_at(d: Expr = oo) -> Expr:
    """df1 at the renormalised ridge."""
    return Df1(beta, root(d), d)
