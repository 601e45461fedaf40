r"""kappa = ridge + kappa df1(kappa)/T by other means: bisection and Newton's method in mpmath, the error estimated.

Nothing is shared with :mod:`lemmata.numerics.fixed_points.fixed_point` but the equation: ridge/kappa + df1(kappa)/T - 1
decreases in log kappa from a positive value to -1, so that its root is bracketed by steps, found roughly by bisection
and then by Newton's method at twice the digits. The last Newton step estimates the error; that is no bound.

>>> found = estimate_kappa(power_law(2, None), 100, 0, digits=20)      # (pi/201)^2 up to exponentially small terms
>>> mpmath.nstr(found.kappa.value, 8)
'0.00024429109'
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import mpmath

from lemmata.numerics.errors import InputError, NotAccurate
from lemmata.numerics.exact import Exact, exact
from lemmata.numerics.sums.mpmath_sums import Estimate, as_mpf, estimate

_MOST_STEPS = 60


@dataclass(frozen=True)
class Spectrum:
    """A spectrum by its degrees of freedom.

    Attributes:
        size: the number of eigenvalues; None for infinitely many.
        degrees: (df1, df2) of an mpmath number kappa, to so many digits.
    """

    size: int | None
    degrees: Callable[[Any, int], tuple[Any, Any]]


@dataclass(frozen=True)
class RootEstimate:
    """kappa with its degrees of freedom; not certified."""

    kappa: Estimate
    df1: Estimate
    df2: Estimate


def power_law(beta: Exact, d: Exact | None) -> Spectrum:
    """lambda_k = k^-beta, k <= d."""
    capacity = exact(beta, "beta")
    size = None if d is None or d == "oo" else int(exact(d, "d"))

    def degrees(kappa: Any, digits: int) -> tuple[Any, Any]:
        at = Fraction(*_ratio(kappa))
        one, two = (estimate(q * capacity, q, capacity, at, size, digits=digits) for q in (1, 2))
        return one.value, two.value

    return Spectrum(size, degrees)


def listed(eigenvalues: Sequence[Any]) -> Spectrum:
    """Finitely many eigenvalues, mpmath numbers."""

    def degrees(kappa: Any, digits: int) -> tuple[Any, Any]:
        shares = [value / (value + kappa) for value in eigenvalues]
        return mpmath.fsum(shares), mpmath.fsum(share * share for share in shares)

    return Spectrum(len(eigenvalues), degrees)


def estimate_kappa(spectrum: Spectrum, T: Exact, ridge: Exact, *, digits: int = 30) -> RootEstimate:
    """The renormalised ridge by mpmath.

    Args:
        spectrum: see :func:`power_law` and :func:`listed`.
        T: the number of samples, > 0.
        ridge: the penalty, >= 0.
        digits: those that are wanted; twice as many are worked with.

    Raises:
        InputError: naming the parameter that is out of its domain.
        NotAccurate: when no bracket is found, or the root is not known to the digits.
    """
    samples, penalty = exact(T, "T"), exact(ridge, "ridge")
    if samples <= 0:
        raise InputError("T", T, "> 0")
    if penalty < 0:
        raise InputError("ridge", ridge, ">= 0")
    if penalty == 0 and spectrum.size is not None and samples >= spectrum.size:
        whole = Estimate(mpmath.mpf(spectrum.size), mpmath.mpf(0))
        return RootEstimate(Estimate(mpmath.mpf(0), mpmath.mpf(0)), whole, whole)
    with mpmath.workdps(2 * digits + 10):
        equation = _Equation(spectrum, as_mpf(samples), as_mpf(penalty), digits)
        x, error = equation.polished(equation.near())
        root = mpmath.exp(x)
        return RootEstimate(*(Estimate(value, 2 * error * value) for value in (root, *equation.at(root)[2:])))


class _Equation:
    def __init__(self, spectrum: Spectrum, T: Any, ridge: Any, digits: int) -> None:
        self.spectrum, self.T, self.ridge, self.digits = spectrum, T, ridge, digits

    def at(self, kappa: Any) -> tuple[Any, Any, Any, Any]:
        """The excess, minus its slope in log kappa, df1 and df2."""
        df1, df2 = self.spectrum.degrees(kappa, self.digits)
        share = self.ridge / kappa
        return share + df1 / self.T - 1, share + (df1 - df2) / self.T, df1, df2

    def excess(self, x: Any) -> Any:
        return self.at(mpmath.exp(x))[0]

    def polished(self, x: Any) -> tuple[Any, Any]:
        """The logarithm of the root, and the length of the last step."""
        for _ in range(_MOST_STEPS):
            excess, slope, _, _ = self.at(mpmath.exp(x))
            step = excess / slope
            x += step
            if abs(step) < mpmath.mpf(10) ** -(self.digits + 2):
                return x, abs(step) + mpmath.mpf(10) ** -(self.digits + 5)
        raise NotAccurate(f"kappa is not known to {self.digits} digits")

    def near(self) -> Any:
        """A point near the logarithm of the root."""
        start = mpmath.log(self.ridge) if self.ridge else mpmath.mpf(0)
        direction = 1 if self.excess(start) > 0 else -1
        low, step = start, mpmath.mpf(1) / 2
        for _ in range(_MOST_STEPS):
            high = low + direction * step
            if direction * self.excess(high) <= 0:
                width = mpmath.mpf(1) / 64
                return mpmath.findroot(self.excess, (low, high), solver="bisect", tol=width, verify=False)
            low, step = high, 2 * step
        raise NotAccurate("no bracket around kappa was found")


def _ratio(value: Any) -> tuple[int, int]:
    """An mpmath number as numerator and denominator."""
    mantissa, exponent = value.man, value.exp
    return (int(mantissa) << exponent, 1) if exponent >= 0 else (int(mantissa), 1 << -exponent)
