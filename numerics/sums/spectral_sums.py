r"""Certified spectral sums of power laws.

    S(u, q, beta, kappa, d) = sum_{k=1}^{d} k^-u / (k^-beta + kappa)^q.

With d = oo the sum converges exactly when u > 1. Degrees of freedom are df_m = S(m beta, m, beta, kappa, d).

Values come from Euler-Maclaurin summation (:mod:`lemmata.numerics.sums.euler_maclaurin`, with the proof of its error
bound), which takes the same time for every kappa and every d. Two independent ways to the same numbers, by the Mellin
transform for small kappa and by Hurwitz zeta functions for large kappa, share no formula with it; the tests
(``tests/oracles``) hold them against each other.

>>> ball = df1(2, 1, digits=20)
>>> abs(float(ball.mid) - 1.0766740474685811) < 1e-15       # (pi coth pi - 1)/2
True
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from flint import arb, fmpq

from lemmata.numerics.accuracy import MOST_BITS, accurate, bits_for
from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import Exact, exact
from lemmata.numerics.sums.euler_maclaurin import DegreesOfFreedom, PowerLawSum
from lemmata.numerics.sums.parameters import read_parameters

__all__ = ["degrees_of_freedom", "df1", "df2", "spectral_sum"]


def spectral_sum(
    u: Exact, q: Exact, beta: Exact, kappa: Exact | Ball, d: Exact | None = None, *, digits: int = 30
) -> Ball:
    """A ball around sum_{k<=d} k^-u / (k^-beta + kappa)^q.

    Args:
        u: a rational in [-2000, 2000]; with infinite ``d`` the sum converges exactly for u > 1.
        q: an integer >= 1 with q beta <= 2000.
        beta: the capacity, in [1/2000, 2000].
        kappa: > 0, exact or a ball of positive numbers.
        d: the number of terms; None or ``"oo"`` is infinite.
        digits: the radius is at most 10^-digits times the value.

    Raises:
        InputError: for a divergent sum, or a parameter out of its domain.
        NotAccurate: when a ball given for kappa is too wide for the digits.

    >>> from fractions import Fraction
    >>> spectral_sum(1, 1, 1, 1, 3).contains(Fraction(1, 2) + Fraction(1, 3) + Fraction(1, 4))
    True
    >>> spectral_sum(1, 1, 2, 1)
    Traceback (most recent call last):
        ...
    lemmata.numerics.errors.InputError: u = 1: must be > 1 when d is infinite: the sum diverges
    """
    problem = _remembered(_power_law_sum, u, q, beta, d)
    return decreasing(lambda at: (problem.enclosed(at),), kappa, digits)[0]


def df1(beta: Exact, kappa: Exact | Ball, d: Exact | None = None, *, digits: int = 30) -> Ball:
    """First degrees of freedom, sum lambda_k/(lambda_k + kappa) with lambda_k = k^-beta."""
    problem = degrees(beta, d)
    return decreasing(lambda at: (problem.df1(at),), kappa, digits)[0]


def df2(beta: Exact, kappa: Exact | Ball, d: Exact | None = None, *, digits: int = 30) -> Ball:
    """Second degrees of freedom, sum lambda_k^2/(lambda_k + kappa)^2 with lambda_k = k^-beta."""
    problem = degrees(beta, d)
    return decreasing(lambda at: (problem.df2(at),), kappa, digits)[0]


def degrees_of_freedom(
    beta: Exact, kappa: Exact | Ball, d: Exact | None = None, *, digits: int = 30
) -> tuple[Ball, Ball]:
    """df1 and df2 together, in less time than one after the other.

    >>> one, two = degrees_of_freedom("3/2", "1e-8", 10**15, digits=20)
    >>> one.overlaps(df1("3/2", "1e-8", 10**15)), two.overlaps(df2("3/2", "1e-8", 10**15))
    (True, True)
    """
    first, second = decreasing(degrees(beta, d).both, kappa, digits)
    return first, second


def degrees(beta: Exact, d: Exact | None) -> DegreesOfFreedom:
    """df1 and df2 of a power law as functions of an ``arb``."""
    found: DegreesOfFreedom = _remembered(_degrees, beta, d)
    return found


def decreasing(work: Callable[[arb], tuple[arb, ...]], kappa: Exact | Ball, digits: int) -> tuple[Ball, ...]:
    """The values of decreasing functions of kappa > 0, at a number or over a ball of numbers (from its ends)."""
    if not isinstance(kappa, Ball):
        value = exact(kappa, "kappa")
        if value <= 0:
            raise InputError("kappa", kappa, "> 0")
        at = fmpq(value.numerator, value.denominator)
        return accurate(lambda: work(arb(at)), digits)
    if kappa.lower <= 0:
        raise InputError("kappa", kappa, "a ball of positive numbers")
    low, high = (fmpq(end.numerator, end.denominator) for end in (kappa.lower, kappa.upper))

    def over_ball() -> tuple[arb, ...]:
        return tuple(most.union(least) for most, least in zip(work(arb(low)), work(arb(high)), strict=True))

    return accurate(over_ball, digits, min(MOST_BITS, 4 * bits_for(digits)))


def _remembered(make: Any, *arguments: Exact | None) -> Any:
    """The object for these arguments: what it has prepared for one kappa serves the next."""
    if all(isinstance(argument, Hashable) for argument in arguments):
        return make(*arguments)
    return make.__wrapped__(*arguments)


@lru_cache(maxsize=32, typed=True)  # a sum at 1000 digits keeps some 10 MB
def _power_law_sum(u: Exact, q: Exact, beta: Exact, d: Exact | None) -> PowerLawSum:
    return PowerLawSum(*read_parameters(u, q, beta, d))


@lru_cache(maxsize=32, typed=True)  # a sum at 1000 digits keeps some 10 MB
def _degrees(beta: Exact, d: Exact | None) -> DegreesOfFreedom:
    if (d is None or d == "oo") and exact(beta, "beta") <= 1:
        raise InputError("beta", beta, "> 1 when d is infinite: the sum diverges")
    _, _, capacity, count = read_parameters(exact(beta, "beta"), 1, beta, d)
    return DegreesOfFreedom(capacity, count)
