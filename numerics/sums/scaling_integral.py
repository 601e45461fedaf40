r"""The integral that a spectral sum approaches.

    J(u, q, beta, tau) = int_0^tau t^(q beta - u) (1 + t^beta)^-q dt,      a = (1 - u + q beta)/beta > 0,

stands for sum_{k<=d} k^-u/(k^-beta + kappa)^q = K^(a beta) J(d/K) + ..., with K = kappa^(-1/beta). With w = t^beta,

    J(tau) = tau^(a beta)/(a beta) 2F1(q, a; a + 1; -tau^beta)                     (DLMF 15.6.1),
    J(oo)  = Gamma(a) Gamma(q - a)/(beta Gamma(q)),  for u > 1                      (DLMF 5.12.3).

>>> scaling_integral(2, 1, 2).to_decimal(15)[0]             # pi/2
'1.57079632679490'
>>> scaling_integral(2, 1, 2, 1, digits=20).to_decimal(15)[0]     # arctan 1
'7.85398163397448e-1'
"""

from __future__ import annotations

from fractions import Fraction

from flint import arb

from lemmata.numerics.accuracy import accurate, as_arb
from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import Exact, exact, exact_integer


def scaling_integral(u: Exact, q: Exact, beta: Exact, tau: Exact | Ball | None = None, *, digits: int = 30) -> Ball:
    """A ball around J(u, q, beta, tau).

    Args:
        u: a rational with 1 - u + q beta > 0.
        q: an integer >= 1.
        beta: > 0.
        tau: > 0, exact or a ball of positive numbers; None is infinite, and needs u > 1.
        digits: the radius is at most 10^-digits times the value.

    Raises:
        InputError: for a divergent integral, or a parameter out of its domain.
        NotAccurate: when a ball given for tau is too wide for the digits.
    """
    exponent, capacity, power = exact(u, "u"), exact(beta, "beta"), exact_integer(q, "q", least=1)
    if capacity <= 0:
        raise InputError("beta", beta, "> 0")
    rise = 1 - exponent + power * capacity
    if rise <= 0:
        raise InputError("u", u, "< 1 + q beta: the integral diverges at 0")
    if tau is None:
        if exponent <= 1:
            raise InputError("u", u, "> 1 when tau is infinite: the integral diverges")
        return accurate(lambda: (_whole(rise / capacity, power, capacity),), digits)[0]
    ends = (tau.lower, tau.upper) if isinstance(tau, Ball) else (exact(tau, "tau"),) * 2
    if ends[0] <= 0:
        raise InputError("tau", tau, "> 0")
    return accurate(lambda: (_between(ends, rise, power, capacity),), digits)[0]


def _whole(a: Fraction, q: int, beta: Fraction) -> arb:
    return as_arb(a).gamma() * as_arb(q - a).gamma() / (as_arb(beta) * arb.fac_ui(q - 1))


def _between(ends: tuple[Fraction, Fraction], rise: Fraction, q: int, beta: Fraction) -> arb:
    """J increases with tau."""
    low, high = (_part(as_arb(end), rise, q, beta) for end in ends)
    return low.union(high)


def _part(tau: arb, rise: Fraction, q: int, beta: Fraction) -> arb:
    a = rise / beta
    hypergeometric = (-(tau ** as_arb(beta))).hypgeom_2f1(arb(q), as_arb(a), as_arb(a + 1))
    return tau ** as_arb(rise) / as_arb(rise) * hypergeometric
