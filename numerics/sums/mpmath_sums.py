r"""The same spectral sums by other means: Euler-Maclaurin summation in mpmath, with an estimate of the error.

    S(u, q, beta, kappa, d) = sum_{k=1}^{d} k^-u/(k^-beta + kappa)^q

Nothing here is shared with the certified routes but the reading of exact numbers: the integral is mpmath's 2F1 (DLMF
15.6.1), the derivatives come from the series of the powers (J.C.P. Miller's recurrence), everything at twice the
digits. The error is estimated by the difference between two cuts, N and 2N, and the rounding; that is an estimate and
no bound. The use of this module is to disagree.

>>> found = estimate(2, 1, 2, 1, digits=30)                    # (pi coth pi - 1)/2
>>> mpmath.nstr(found.value, 20), found.error < mpmath.mpf(10) ** -30
('1.0766740474685811741', True)
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import mpmath

from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import Exact, exact
from lemmata.numerics.sums.parameters import read_parameters


@dataclass(frozen=True)
class Estimate:
    """A value with an estimated error; not certified."""

    value: Any
    error: Any


def estimate(u: Exact, q: Exact, beta: Exact, kappa: Exact, d: Exact | None = None, *, digits: int = 30) -> Estimate:
    """The sum by mpmath.

    Args:
        u: any rational; with infinite ``d`` the sum converges for u > 1.
        q: an integer >= 1.
        beta: > 0.
        kappa: > 0.
        d: the number of terms; None is infinite.
        digits: those that are wanted; twice as many are worked with.

    Raises:
        InputError: as :func:`lemmata.numerics.sums.spectral_sums.spectral_sum` does.
    """
    exponent, power, capacity, count = read_parameters(u, q, beta, d)
    at = exact(kappa, "kappa")
    if at <= 0:
        raise InputError("kappa", kappa, "> 0")
    with mpmath.workdps(2 * digits + 10):
        problem = _Sum(as_mpf(exponent), as_mpf(capacity), as_mpf(at), power, count)
        cut = digits + 5 * int(capacity) + 10
        coarse, fine = problem.value(cut, 2 * digits), problem.value(2 * cut, 2 * digits)
        return Estimate(fine, abs(fine - coarse) + abs(fine) * mpmath.mpf(10) ** (-2 * digits))


class _Sum:
    def __init__(self, u: Any, beta: Any, kappa: Any, q: int, d: int | None) -> None:
        self.u, self.beta, self.kappa, self.q, self.d = u, beta, kappa, q, d
        self.g = q * beta - u

    def term(self, x: Any) -> Any:
        return x**self.g / (1 + self.kappa * x**self.beta) ** self.q

    def value(self, cut: int, terms: int) -> Any:
        if self.d is not None and self.d <= 2 * cut:
            return mpmath.fsum(self.term(mpmath.mpf(k)) for k in range(1, self.d + 1))
        first = mpmath.mpf(cut)
        total = mpmath.fsum(self.term(mpmath.mpf(k)) for k in range(1, cut)) + self.term(first) / 2
        total -= self.corrections(first, terms)
        if self.d is None:
            return total + self.beyond(first)
        last = mpmath.mpf(self.d)
        return total + self.between(first, last) + self.term(last) / 2 + self.corrections(last, terms)

    def between(self, low: Any, high: Any) -> Any:
        """The integral, by the antiderivative that is well conditioned: from 0 below the knee, from oo above it."""
        if self.kappa * high**self.beta < 1 and self.g + 1 > 0:
            return self.before(high) - self.before(low)
        if self.u > 1:
            return self.beyond(low) - self.beyond(high)
        return self.before(high) - self.before(low)

    def beyond(self, x: Any) -> Any:
        """int_x^oo of the term, u > 1."""
        nu = (self.u - 1) / self.beta
        factor = x ** (1 - self.u) / self.kappa**self.q / (self.u - 1)
        return factor * mpmath.hyp2f1(self.q, nu, 1 + nu, -1 / (self.kappa * x**self.beta))

    def before(self, x: Any) -> Any:
        """int_0^x of the term, g > -1."""
        rise = 1 + self.g
        alpha = rise / self.beta
        return x**rise / rise * mpmath.hyp2f1(self.q, alpha, 1 + alpha, -self.kappa * x**self.beta)

    def corrections(self, x: Any, terms: int) -> Any:
        """sum_j B_2j/(2j)! f^(2j-1)(x), as far as the terms fall."""
        series, total, last = self.series(x, 2 * terms), mpmath.mpf(0), mpmath.inf
        for j in range(1, terms + 1):
            here = mpmath.bernoulli(2 * j) / (2 * j) * series[2 * j - 1] / x ** (2 * j - 1)
            if abs(here) > last and j > 3:
                break
            total, last = total + here, abs(here)
        return total

    def series(self, x: Any, count: int) -> list[Any]:
        """Coefficients of f(x (1 + h)) in h."""
        w = self.kappa * x**self.beta
        base = [w * c for c in _binomial(self.beta, count)]
        base[0] += 1
        inverse = _power_of_series(base, -self.q)
        front = [x**self.g * c for c in _binomial(self.g, count)]
        return [mpmath.fsum(front[j] * inverse[i - j] for j in range(i + 1)) for i in range(count)]


def _binomial(exponent: Any, count: int) -> list[Any]:
    found = [mpmath.mpf(1)]
    for i in range(count - 1):
        found.append(found[-1] * (exponent - i) / (i + 1))
    return found


def _power_of_series(base: list[Any], power: int) -> list[Any]:
    found = [base[0] ** power]
    for i in range(1, len(base)):
        parts = ((power * j - i + j) * base[j] * found[i - j] for j in range(1, i + 1))
        found.append(mpmath.fsum(parts) / i / base[0])
    return found


def as_mpf(value: Fraction) -> Any:
    """The nearest number at the current precision."""
    return mpmath.mpf(value.numerator) / value.denominator
