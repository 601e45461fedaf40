r"""Numbers for a derived exponent: local slopes at growing T, extrapolated.

What is evaluated is the model itself, at real dimension and sample size: the fixed point of kappa, then each term by
its formula, with every spectral sum as direct terms and an Euler-Maclaurin tail (an integral of hypergeometric type and
derivatives at the last direct term; DLMF 2.10). This is a check by numbers, independent of the calculus: neither Mellin
transforms nor two-sided bounds enter. It is high-precision, not certified.

The local slope ``log E(aT)/E(T) / log a`` approaches the exponent like powers of T, the distances to competing terms.
They are extrapolated away by the epsilon algorithm (Wynn, Math. Tables Aids Comput. 10, 1956), for which sums of
geometric errors, as these are in equal steps of log T, are exact.

>>> from theory.scaling.derive import derive_exponents
>>> found = derive_exponents(2, "1/2", sigma2=0, ell=1)
>>> slope, spread = slope_of(found, {})
>>> abs(slope + 1) < 1e-6
True
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

import mpmath

from numerics.errors import InputError
from theory.scaling.derive import Exponents
from theory.scaling.forms import Form
from theory.scaling.monomial import L, Monomial
from theory.scaling.renormalised import Renormalised

_DIGITS = 34
_DIRECT = 30
_TERMS = 8
_SIZES = 11


@dataclass(frozen=True)
class _Numbers:
    """The reading of the risk that evaluates it at one T (see :mod:`theory.scaling.algebra`)."""

    T: Any
    point: Mapping[str, Fraction]
    beta: Any
    close: tuple[int, Form] | None

    def known(self, value: Monomial) -> Any:
        """An input of the model."""
        if value.constant is None:
            raise InputError("model", "this chain", "one whose formulas are exact, not known to order only")
        return mpmath.mpf(str(value.constant.subs(L, 1).evalf(_DIGITS))) * self._power(value.exponent)

    def _power(self, exponent: Form) -> Any:
        value = exponent.at(self.point)
        return self.T ** (mpmath.mpf(value.numerator) / value.denominator)

    def kappa(self, equation: Renormalised) -> Any:
        """The root of ``kappa = ridge + kappa df1(kappa)/N``, bracketed from the ridge upwards."""
        size = self.known(equation.size)
        ridge = mpmath.mpf(0) if equation.ell is None else self._power(-equation.ell)

        def excess(x: Any) -> Any:
            kappa = mpmath.exp(x)
            df1 = self.spectral_sum(equation.beta, [(1, kappa)], equation.beta, equation.d)
            return ridge / kappa + df1 / size - 1

        start = mpmath.log(ridge) if ridge else -self.beta * mpmath.log(size)
        low, high, step = start, start, mpmath.mpf(1) / 4
        while excess(high) > 0:  # the left side decreases with kappa
            low, high, step = high, high + step, 2 * step
        while excess(low) < 0:
            low, high, step = low - step, low, 2 * step
        return mpmath.exp(_root(excess, low, high))

    def product(self, *factors: Any) -> Any:
        """A product."""
        return mpmath.fprod(factors)

    def quotient(self, top: Any, bottom: Any) -> Any:
        """A quotient."""
        return top / bottom

    def total(self, parts: Mapping[str, Any]) -> Any:
        """A sum."""
        return mpmath.fsum(parts.values())

    def spectral_sum(self, u: Form, factors: Any, beta: Form, d: Monomial | None) -> Any:
        """``sum_{k<=d} k^-u prod (k^-beta + kappa)^-q`` for real d."""
        value = u.at(self.point)
        power = mpmath.mpf(value.numerator) / value.denominator
        size = None if d is None else self.known(d)
        if self.close is not None and size is not None:
            size += self.close[0] * self._power(self.close[1])
        return _spectral_sum(power, factors, self.beta, size)


def _root(decreasing: Any, low: Any, high: Any) -> Any:
    """The root in a bracket, by the Illinois variant of false position, until steps no longer change it."""
    at_low, at_high = decreasing(low), decreasing(high)
    last = low
    for _ in range(200):
        if at_low == at_high or not at_low:
            return low
        here = high - at_high * (high - low) / (at_high - at_low)
        if abs(here - last) < mpmath.mpf(10) ** (4 - _DIGITS) * (1 + abs(here)):
            return here
        at, last = decreasing(here), here
        if at * at_high < 0:
            low, at_low = high, at_high
        else:
            at_low /= 2
        high, at_high = here, at
    return high


def _spectral_sum(u: Any, factors: Any, beta: Any, d: Any) -> Any:
    """Direct terms, then Euler-Maclaurin from the last of them to d (DLMF 2.10.1)."""

    def term(k: Any) -> Any:
        found = k**-u
        for q, kappa in factors:
            found /= (k**-beta + kappa) ** q
        return found

    first = _DIRECT
    if d is not None and d <= first + 1:
        return mpmath.fsum(term(mpmath.mpf(k)) for k in range(1, int(mpmath.floor(d)) + 1))
    head = mpmath.fsum(term(mpmath.mpf(k)) for k in range(1, first))
    ends = [mpmath.mpf(first)] if d is None else [mpmath.mpf(first), d]
    total = head + _integral(term, u, factors, beta, ends) + mpmath.fsum(term(k) for k in ends) / 2
    for j in range(1, _TERMS + 1):
        weight = mpmath.bernoulli(2 * j) / mpmath.factorial(2 * j)
        total -= weight * _derivative(u, factors, beta, ends[0], 2 * j - 1)
        if d is not None:
            total += weight * _derivative(u, factors, beta, ends[1], 2 * j - 1)
    return total


def _integral(term: Any, u: Any, factors: Any, beta: Any, ends: Any) -> Any:
    """``int term`` between the ends: by 2F1 for one factor, else by Gauss-Legendre in log k between the scales."""
    if len(factors) == 1:
        q, kappa = factors[0]

        def beyond(x: Any) -> Any:
            # int_x^oo k^-u (k^-beta + kappa)^-q dk, for u > 1
            return (
                x ** (1 - u)
                / kappa**q
                / (u - 1)
                * mpmath.hyp2f1(q, (u - 1) / beta, 1 + (u - 1) / beta, -(x**-beta) / kappa)
            )

        def before(x: Any) -> Any:
            # int_0^x k^(q beta - u) (1 + kappa k^beta)^-q dk, for 1 - u + q beta > 0
            rise = 1 - u + q * beta
            return x**rise / rise * mpmath.hyp2f1(q, rise / beta, 1 + rise / beta, -kappa * x**beta)

        if u > 1:
            return beyond(ends[0]) - (beyond(ends[1]) if len(ends) == 2 else 0)
        if 1 - u + q * beta > 0:
            return before(ends[1]) - before(ends[0])
    scales = sorted({mpmath.log(e) for e in ends} | {-mpmath.log(kappa) / beta for _, kappa in factors})
    low, high = mpmath.log(ends[0]), mpmath.log(ends[1]) if len(ends) == 2 else mpmath.log(ends[0]) + 400
    nodes = [x for x in scales if low < x < high]
    steps = [low, *nodes, high]
    fine = [a + (b - a) * i / 24 for a, b in pairwise(steps) for i in range(24)] + [high]
    return mpmath.quad(lambda x: term(mpmath.exp(x)) * mpmath.exp(x), fine, method="gauss-legendre")


def _derivative(u: Any, factors: Any, beta: Any, k: Any, order: int) -> Any:
    """The derivative of the term at k, from its Taylor series: powers of series by the J.C.P. Miller recurrence."""

    def powers(exponent: Any) -> list[Any]:  # coefficients of (1 + h)^exponent
        found = [mpmath.mpf(1)]
        for i in range(order):
            found.append(found[-1] * (exponent - i) / (i + 1))
        return found

    series = [k**-u * value for value in powers(-u)]
    for q, kappa in factors:
        base = [k**-beta * value for value in powers(-beta)]
        base[0] += kappa
        inverse = [base[0] ** -q]
        for i in range(1, order + 1):
            inverse.append(
                mpmath.fsum((-q * j - i + j) * base[j] * inverse[i - j] for j in range(1, i + 1)) / i / base[0]
            )
        series = [mpmath.fsum(series[j] * inverse[i - j] for j in range(i + 1)) for i in range(order + 1)]
    return series[order] * mpmath.factorial(order) / k**order


def _values(exponents: Exponents, point: Mapping[str, Fraction], name: str) -> tuple[list[Any], list[Any]]:
    """Sample sizes from 10^4 upwards in equal steps of log T, and one term (or the total) there."""
    case = next((case for case in exponents.cases if case.domain.contains(point)), None)
    if case is None:
        raise InputError("point", dict(point), "in the domain")
    step = mpmath.mpf(10) ** mpmath.mpf("0.9")
    sizes = [mpmath.mpf(10) ** 5 * step**i for i in range(_SIZES)]
    beta = case.risk.beta.at(point)
    names = case.risk.names if name == "total" else (name,)
    values = []
    for T in sizes:
        read = _Numbers(T, point, mpmath.mpf(beta.numerator) / beta.denominator, exponents.problem.close)
        values.append(mpmath.fsum(case.risk.term(read, part) for part in names))
        if values[-1] <= 0:
            raise InputError("point", dict(point), "one where the formulas are positive from T = 10^5 on")
    return sizes, values


def sizes_and_values(exponents: Exponents, point: Mapping[str, Fraction], name: str) -> tuple[list[Any], list[Any]]:
    """Sample sizes, and a term (or the total) there."""
    with mpmath.workdps(_DIGITS):
        return _values(exponents, point, name)


def slope_of(exponents: Exponents, point: Mapping[str, Fraction], name: str = "total") -> tuple[float, float]:
    """The extrapolated local slope at a point of the domain, and how far the last two extrapolations differ.

    Where a logarithm is present slopes converge like 1/log T and are of no use: see :func:`constant_of`.

    Raises:
        InputError: outside the domain, or when the formulas are known to order only.
    """
    with mpmath.workdps(_DIGITS):
        sizes, values = _values(exponents, point, name)
        width = mpmath.log(sizes[1] / sizes[0])
        return _ends(_epsilon([mpmath.log(b / a) / width for a, b in pairwise(values)]))


def constant_of(exponents: Exponents, point: Mapping[str, Fraction], name: str = "total") -> tuple[float, float]:
    """The extrapolated constant of the derived law: of ``E/T^e``, or its increase with log T if it has a logarithm.

    It exists only if exponent and power of the logarithm are right.

    Raises:
        InputError: outside the domain, or when the formulas are known to order only.
    """
    regime = next(g for g in exponents.piecewise(name).regimes if g.region.contains(point))
    exponent = regime.exponent.at(point)
    with mpmath.workdps(_DIGITS):
        sizes, values = _values(exponents, point, name)
        power = mpmath.mpf(exponent.numerator) / exponent.denominator
        found = [value / T**power for T, value in zip(sizes, values, strict=True)]
        if regime.log_power == 1:
            width = mpmath.log(sizes[1] / sizes[0])
            found = [(b - a) / width for a, b in pairwise(found)]
        return _ends(_epsilon(found))


def _ends(found: list[Any]) -> tuple[float, float]:
    return float(found[-1]), float(abs(found[-1] - found[-2]))


def _epsilon(values: list[Any]) -> list[Any]:
    """The even columns of Wynn's epsilon table, last entries."""
    previous, current = [mpmath.mpf(0)] * (len(values) + 1), list(values)
    lasts = [current[-1]]
    column = 0
    while len(current) > 1:
        following = []
        for i in range(len(current) - 1):
            gap = current[i + 1] - current[i]
            if abs(gap) < mpmath.mpf(10) ** (14 - _DIGITS):
                return [*lasts, current[-1]] if column % 2 == 0 else lasts if len(lasts) > 1 else [*lasts, lasts[-1]]
            following.append(previous[i + 1] + 1 / gap)
        previous, current = current, following
        column += 1
        if column % 2 == 0:
            lasts.append(current[-1])
    return lasts
