"""Sums whose values are functions by definition or by a named expansion: zeta, polygamma, log, exp, the binomial.

    sum_{k>=0} 1/(k + z)^(m+1) = (-1)^(m+1) psi^(m)(z)/m!       (DLMF 5.15.1; differences of psi: 5.7.6)
    sum_{k>=1} k^-s = zeta(s), s > 1                             (DLMF 25.2.1)
    sum_{k>=0} k(k-1)...(k-m+1) x^k = m! x^m/(1 - x)^(m+1), |x| < 1   (DLMF 1.2.4, differentiated)
    sum_{k>=1} 1/(a k^2 + b) = (z coth z - 1)/(2 b), z = pi sqrt(b/a), a, b > 0  (DLMF 4.36.3)
    sum_{k>=1} x^k/k = -log(1 - x), |x| < 1                      (DLMF 4.6.1)
    sum_{k>=1} x^k k^-s = Li_s(x), |x| < 1                       (DLMF 25.12.10)
    sum_{k>=0} k(k-1)...(k-m+1) x^k/k! = x^m exp(x)              (DLMF 4.2.19, differentiated)
    sum_{k<=n} k(k-1)...(k-m+1) C(n,k) x^k y^(n-k) = n(n-1)...(n-m+1) x^m (x + y)^(n-m)  (DLMF 1.2.2, differentiated)
    sum_{k>=0} k(k-1)...(k-m+1) C(a,k) x^k = a(a-1)...(a-m+1) x^m (1 + x)^(a-m), |x| < 1  (DLMF 4.6.7, differentiated)

A rational summand is taken apart into partial fractions, an alternating one into pairs of terms. What a value needs is
owed; that the sum converges is owed by whoever states it.

>>> from sympy import oo
>>> from sympy.abc import k
>>> series_value(Sum(1/k**2, (k, 1, oo))).value
pi**2/6
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sympy
from sympy import (
    Add,
    Basic,
    Dummy,
    Expr,
    Ge,
    Gt,
    Integer,
    Lt,
    Mul,
    Ne,
    Poly,
    Pow,
    Rational,
    Sum,
    binomial,
    coth,
    exp,
    factorial,
    ff,
    log,
    oo,
    pi,
    polygamma,
    polylog,
    rf,
    sqrt,
    zeta,
)

_MOST_TERMS = 12
POLYGAMMA = "series of the polygamma functions (DLMF 5.15.1)"
COTH = "partial fractions of the hyperbolic cotangent (DLMF 4.36.3)"
ZETA = "series of the zeta function (DLMF 25.2.1)"
GEOMETRIC = "geometric series (DLMF 1.2.4)"
LOGARITHM = "series of the logarithm (DLMF 4.6.1)"
POLYLOGARITHM = "series of the polylogarithm (DLMF 25.12.10)"
EXPONENTIAL = "series of the exponential (DLMF 4.2.19)"
BINOMIAL = "binomial theorem (DLMF 1.2.2)"
BINOMIAL_SERIES = "binomial series (DLMF 4.6.7)"


@dataclass(frozen=True)
class SeriesValue:
    """The value of a sum, what it needs, and the expansion that it is."""

    value: Expr
    owed: tuple[Basic, ...]
    name: str


def series_value(total: Sum) -> SeriesValue | None:
    """The value of a sum over one index; None where its terms are of no known kind."""
    index, low, high = total.limits[0]
    k = Dummy("k", integer=True, nonnegative=low.is_nonnegative or None)
    term = total.function.xreplace({index: k}).rewrite(factorial) if total.function.has(sympy.gamma) else None
    term = total.function.xreplace({index: k}) if term is None else term
    term = term.xreplace({binomial(2 * k, k): 4**k * binomial(k - Rational(1, 2), k)})
    constant, term = sympy.expand_power_exp(term).as_independent(k, as_Add=False)
    for kind in _KINDS:
        found = kind(term, k, low, high)
        if found is not None:
            return SeriesValue(constant * found.value, found.owed, found.name)
    return None


def _rational(term: Expr, k: Dummy, low: Expr, high: Expr) -> SeriesValue | None:
    """Partial fractions c/(k + z)^j; those with j = 1 must cancel at infinity. Negative ones are added from the end."""
    parts = _partial_fractions(term, k)
    if not parts:
        return None
    if high is not oo and all((high + a).is_negative and not (low + a).is_positive for _, a, _ in parts):
        return _rational(term.xreplace({k: low + high - k}), k, low, high)
    if high is oo and Add(*(c for c, _, j in parts if j == 1)).cancel() != 0:
        return None
    value: Expr = Integer(0)
    for c, a, j in parts:
        factor = c * (-1) ** j / factorial(j - 1)
        below = factor * _polygamma(j - 1, low + a)
        value += below if high is oo else below - factor * polygamma(j - 1, high + a + 1)
    owed = tuple(Gt(low + a, 0, evaluate=False) for _, a, _ in parts)
    return SeriesValue(value, owed, POLYGAMMA)


def _quadratic(term: Expr, k: Dummy, low: Expr, high: Expr) -> SeriesValue | None:
    """c/(a k^2 + b) from 0 or 1 on."""
    c, base = sympy.fraction(sympy.together(term))
    if low not in (0, 1) or high is not oo or c.has(k) or not base.is_polynomial(k) or sympy.degree(base, k) != 2:
        return None
    a, linear, b = Poly(base, k).all_coeffs()
    if linear != 0:
        return None
    z = pi * sqrt(b) / sqrt(a)
    value = c * (z * coth(z) + (1 if low == 0 else -1)) / (2 * b)
    return SeriesValue(value, (Gt(a, 0, evaluate=False), Gt(b, 0, evaluate=False)), COTH)


def _polygamma(order: int, argument: Expr) -> Expr:
    """At a number, brought to (0, 1] (DLMF 5.15.5)."""
    value: Expr = Integer(0)
    while argument.is_Rational and 1 < argument <= _MOST_TERMS:
        argument -= 1
        value += (-1) ** order * factorial(order) / argument ** (order + 1)
    return value + polygamma(order, argument)


def _partial_fractions(term: Expr, k: Dummy) -> list[tuple[Expr, Expr, int]]:
    """(c, a, j) of a proper rational function as a sum of c/(k + a)^j; empty where it is none."""
    if not term.is_rational_function(k) or not term.has(k):
        return []
    found = []
    for part in Add.make_args(sympy.apart(sympy.together(term), k)):
        constant, rest = part.as_independent(k, as_Add=False)
        base, power = rest.as_base_exp()
        if not (power.is_Integer and power < 0) or not base.is_polynomial(k) or sympy.degree(base, k) != 1:
            return []
        slope, shift = Poly(base, k).all_coeffs()
        found.append((constant * slope**power, sympy.cancel(shift / slope), -int(power)))
    return found


def _alternating(term: Expr, k: Dummy, low: Expr, high: Expr) -> SeriesValue | None:
    """(-1)^k R(k): the terms in pairs."""
    rest = term / (-1) ** k
    if high is not oo or not low.is_Integer or rest.has(Pow(-1, k)) or not rest.is_rational_function(k):
        return None
    pair = rest.xreplace({k: low + 2 * k}) - rest.xreplace({k: low + 2 * k + 1})
    found = _rational(pair, k, Integer(0), oo)
    return found and SeriesValue((-1) ** low * found.value, found.owed, found.name)


def _powers(term: Expr, k: Dummy, low: Expr, high: Expr) -> SeriesValue | None:
    """(a k + b)^-s from a fixed place on; of halves by sum_{j>=0} (j + 1/2)^-s = (2^s - 1) zeta(s) (DLMF 25.11.11)."""
    base, power = sympy.powsimp(term, combine="exp").as_base_exp()  # k^-s k^-1, too
    if power.has(k) or high is not oo or not low.is_Integer or not base.is_polynomial(k) or sympy.degree(base, k) != 1:
        return None
    slope, shift = Poly(base, k).all_coeffs()
    place = low + shift / slope
    if not (slope.is_positive and place.is_Rational and place.q <= 2 and 0 < place <= _MOST_TERMS):
        return None
    whole, start = zeta(-power), Rational(1, place.q)
    if place.q == 2:
        whole *= 2**-power - 1
    first = Add(*((start + j) ** power for j in range(int(place - start))))
    return SeriesValue(slope**power * (whole - first), (Gt(-power, 1, evaluate=False),), ZETA)


def _geometric_part(term: Expr, k: Dummy) -> tuple[Expr, Expr]:
    """x and the rest of x^k times the rest."""
    ratio: Expr = Integer(1)
    rest: Expr = Integer(1)
    for factor in Mul.make_args(sympy.expand_power_base(term)):
        base, power = factor.as_base_exp()
        if not base.has(k) and power.has(k) and sympy.expand(power).coeff(k) != 0:
            slope = sympy.expand(power).coeff(k)
            ratio *= base**slope
            factor = base ** (power - slope * k).expand()
        rest *= factor
    return ratio, rest


def _geometric(term: Expr, k: Dummy, low: Expr, high: Expr) -> SeriesValue | None:
    """P(k) x^k from any place on."""
    ratio, rest = _geometric_part(sympy.expand_power_exp(term.xreplace({k: k + low})), k)
    if ratio == 1 or high is not oo or not rest.is_polynomial(k):
        return None
    value = Add(*(c * factorial(m) * ratio**m / (1 - ratio) ** (m + 1) for m, c in _falling(rest, k)))
    return SeriesValue(value, (Lt(ratio, 1), Gt(ratio, -1)), GEOMETRIC)


def _logarithmic(term: Expr, k: Dummy, low: Expr, high: Expr) -> SeriesValue | None:
    """x^k/(k + a) for a whole a, with powers of one k in the denominator only."""
    ratio, rest = _geometric_part(term, k)
    parts = _partial_fractions(rest, k)
    if ratio == 1 or high is not oo or not low.is_Integer or not parts:
        return None
    value: Expr = Integer(0)
    for c, a, j in parts:
        if j != 1 or not a.is_Integer or not 1 <= low + a <= _MOST_TERMS:
            return None
        first = Add(*(ratio**i / i for i in range(1, int(low + a))))
        value += c * ratio**-a * (-log(1 - ratio) - first)
    nonzero = (Ne(ratio, 0),) if any(a != 0 for _, a, _ in parts) else ()
    return SeriesValue(value, (Lt(ratio, 1), Gt(ratio, -1), *nonzero), LOGARITHM)


def _polylogarithm(term: Expr, k: Dummy, low: Expr, high: Expr) -> SeriesValue | None:
    """x^k k^-s from a fixed place on."""
    ratio, rest = _geometric_part(term, k)
    base, power = sympy.powsimp(rest, combine="exp").as_base_exp()
    if ratio == 1 or high is not oo or base != k or power.has(k) or not (low.is_Integer and 1 <= low <= _MOST_TERMS):
        return None
    first = Add(*(ratio**j * Integer(j) ** power for j in range(1, int(low))))
    return SeriesValue(polylog(-power, ratio) - first, (Lt(ratio, 1), Gt(ratio, -1)), POLYLOGARITHM)


def _falling(polynomial: Expr, k: Dummy) -> Iterator[tuple[int, Expr]]:
    """The coefficients of a polynomial in k(k-1)...(k-m+1)."""
    rest, m = Poly(polynomial, k), 0
    while not rest.is_zero:
        rest, value = sympy.div(rest, Poly(k - m, k))
        yield m, value.as_expr()
        m += 1


def _exponential(term: Expr, k: Dummy, low: Expr, high: Expr) -> SeriesValue | None:
    """P(k) x^k/k! from a fixed place on."""
    ratio, rest = _geometric_part(term * factorial(k), k)
    if high is not oo or not low.is_Integer or not 0 <= low <= _MOST_TERMS or not rest.is_polynomial(k):
        return None
    value = exp(ratio) * Add(*(c * ratio**m for m, c in _falling(rest, k)))
    first = Add(*(term.xreplace({k: Integer(j)}) for j in range(int(low))))
    return SeriesValue(value - first, (), EXPONENTIAL)


def _binomial(term: Expr, k: Dummy, low: Expr, high: Expr) -> SeriesValue | None:
    """P(k) C(n, k) x^k y^(n - k) up to n, or P(k) C(a, k) x^k for any a and |x| < 1 without end (DLMF 4.6.7)."""
    if low != 0:
        return None
    for node in term.atoms(binomial):
        upper, lower = node.args
        if lower == k and high is oo and not (a := (upper - k).expand()).has(k):
            x, y, rest = _two_powers(term / node, k, Integer(0))
            if y != 1 or not rest.is_polynomial(k):
                return None
            value = Add(*(c * rf(a + 1, m) * x**m * (1 - x) ** (-a - 1 - m) for m, c in _falling(rest, k)))
            return SeriesValue(value, (Lt(x, 1), Gt(x, -1)), BINOMIAL_SERIES)
        if lower != k or upper.has(k) or (high is not oo and upper != high):
            continue
        x, y, rest = _two_powers(term / node, k, upper)
        if not rest.is_polynomial(k) or (high is oo and y != 1):
            continue
        parts = list(_falling(rest, k))
        value = Add(*(c * ff(upper, m) * x**m * (x + y) ** (upper - m) for m, c in parts))
        if high is oo:
            return SeriesValue(value, (Lt(x, 1), Gt(x, -1)), BINOMIAL_SERIES)
        furthest = max(m for m, _ in parts)
        divided = (Ne(x + y, 0),) if furthest and not (upper - furthest).is_nonnegative else ()
        return SeriesValue(value, (Ge(upper, 0), *divided), BINOMIAL)
    return None


def _two_powers(term: Expr, k: Dummy, upper: Expr) -> tuple[Expr, Expr, Expr]:
    """x, y and the rest of x^k y^(n - k) times the rest."""
    x, y, rest = Integer(1), Integer(1), Integer(1)
    for factor in Mul.make_args(sympy.expand_power_base(term)):
        base, power = factor.as_base_exp()
        slope = sympy.expand(power).coeff(k)
        left = (power - slope * k).expand()
        if base.has(k) or left.has(k) or slope == 0:
            rest *= factor
        elif slope.is_Integer and slope < 0 and left.expand() == (-slope * upper).expand():
            y *= base**-slope
        else:
            x, rest = x * base**slope, rest * base**left
    return x, y, rest


_KINDS = (
    _rational,
    _quadratic,
    _alternating,
    _powers,
    _geometric,
    _logarithmic,
    _polylogarithm,
    _exponential,
    _binomial,
)
