r"""Closed forms: what is derived from the parameters of a point.

For Sigma = I the renormalised ridge and the degrees of freedom are (Dohmatob et al., arXiv 2402.07712, equation 10)

    kappa = (c + sqrt(c^2 + 4 ridge))/2 with c = ridge + d/T - 1,    df1 = d/(1 + kappa),    df2 = d/(1 + kappa)^2,

kappa0, that of a ridgeless generator, is max(d/T0 - 1, 0), and the deterministic equivalent of the risk follows from
two moments of the chain, c_n = <w_n, w0> and S_n = ||w_n||^2, and u = 1/(1 + kappa):

    c_n = t^n ||w0||^2,    S_n = t^n ||w0||^2 + nu (1 + t + ... + t^(n-1)),    t = min(1, 1/phi0),
    nu = sigma0^2 phi0/(1 - phi0) if phi0 < 1, sigma0^2/(phi0 - 1) if phi0 > 1,
    E_n ~ a S_n - 2 u c_n + ||w0||^2 + sigma^2 phi u^2/(1 - phi u^2),    a = u^2 (1 + phi - 2 phi u)/(1 - phi u^2).

(Each generation is a random projection that keeps the fraction t of a direction, plus noise; a and u are the mean
square and the mean of the shrinkage of the ridge fit, from the Marchenko-Pastur law.)

For a power law of finite dimension the spectral sums are finite sums of powers, enclosed term by term; kappa, df1 and
df2 are the functions of :mod:`lemmata.theory.spectra.spectral_functions`.

>>> from fractions import Fraction
>>> from lemmata.theory.values.exact_value import exact_value
>>> exact_value(ISOTROPIC[kappa], {d: Fraction(3), T: Fraction(1), ridge: Fraction(0)})
Fraction(2, 1)
>>> isotropic_equivalent(0, Rational(1, 2)).subs({d: 1, T: 2, ridge: 0, sigma: 1, signal: 7})
1
"""

from __future__ import annotations

from functools import lru_cache

from sympy import Expr, Integer, Max, Min, Rational, Sum, Symbol, sqrt

from lemmata.theory.notation import T0, T, beta, d, df1, df2, kappa, kappa0, ridge, sigma, sigma0, signal
from lemmata.theory.spectra.spectral_functions import Df1, Df2, Kappa

_c = ridge + d / T - 1
_kappa = (_c + sqrt(_c**2 + 4 * ridge)) / 2

ISOTROPIC: dict[Symbol, Expr] = {
    kappa: _kappa,
    kappa0: Max(d / T0 - 1, Integer(0)),
    df1: d / (1 + _kappa),
    df2: d / (1 + _kappa) ** 2,
}
"""The derived symbols when Sigma is the identity."""


def power_law(dimension: Expr) -> dict[Symbol, Expr]:
    """The derived symbols for lambda_k = k^-beta, certified where they are evaluated."""
    at = Kappa(beta, T, ridge, dimension)
    return {
        kappa: at,
        kappa0: Kappa(beta, T0, Integer(0), dimension),
        df1: Df1(beta, at, dimension),
        df2: Df2(beta, at, dimension),
    }


@lru_cache(maxsize=256)
def isotropic_equivalent(generations: int, phi0: Rational) -> Expr:
    """The deterministic equivalent of the risk for Sigma = I, in the letters of the field.

    Args:
        generations: n.
        phi0: d/T0, not 1 (there the noise of a generation is infinite).
    """
    u, phi = 1 / (1 + _kappa), d / T
    kept = Min(Integer(1), 1 / phi0)
    noise = sigma0**2 * (phi0 / (1 - phi0) if phi0 < 1 else 1 / (phi0 - 1)) if generations else Integer(0)
    overlap = kept**generations * signal
    spread = overlap + noise * sum((kept**j for j in range(generations)), Integer(0))
    gap = 1 - phi * u**2
    square = u**2 * (1 + phi - 2 * phi * u) / gap
    return square * spread - 2 * u * overlap + signal + sigma**2 * phi * u**2 / gap


def finite_sum(power: Expr, order: Expr) -> Expr:
    """sum_{k<=d} k^-power / (k^-beta + kappa)^order."""
    k = Symbol("k", integer=True, positive=True)
    return Sum(k**-power / (k**-beta + kappa) ** order, (k, 1, d))
