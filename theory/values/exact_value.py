"""The exact rational value of an expression, when field operations lead to it.

Sums, products, integer powers, roots of perfect powers, remainders, absolute values, maxima, finite sums and finite
products are computed in FLINT's rationals, and so are log(1), exp(0), sin(0) and the like; anything else (another
logarithm, an irrational root) has no exact value here, and the caller takes a ball instead.
A quantity that knows its own value (a method ``value_at``, such as the risk of a chain) is asked for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from operator import add, mul
from typing import Any

import sympy
from flint import fmpq
from sympy import Expr, Symbol

from lemmata.numerics.accuracy import as_fmpq
from lemmata.theory.values.work import WORK, as_one

_COMPOUND = (sympy.Add, sympy.Mul, sympy.Pow)
LONGEST_SUM = 100_000
_LONGEST_EXACT = 20_000
LARGEST_EXPONENT = 10_000
_AT_ONE_PLACE = {
    sympy.log: (1, 0),
    sympy.exp: (0, 1),
    **dict.fromkeys((sympy.cos, sympy.cosh, sympy.erfc), (0, 1)),
    **dict.fromkeys((sympy.sin, sympy.tan, sympy.atan, sympy.sinh, sympy.tanh, sympy.asinh, sympy.erf), (0, 0)),
}
"""The rational place at which a function has a rational value: inequalities between functions are often sharp there."""
MOST_BITS = 1 << 20
"""Of a power, a sum or a product; beyond, a ball says as much."""


class NotRational(ArithmeticError):
    """The value is not reached by field operations."""


class Reversed(NotRational):
    """A sum or product whose range is none: it ends before its beginning, or its ends are no integers."""


def exact_value(expr: Expr, values: Mapping[Symbol, Any] | None = None) -> Fraction | None:
    """The value as a rational number, when field operations and integer powers alone lead to it; otherwise None.

    >>> from sympy.abc import x
    >>> exact_value((x + 1)**2 / x, {x: Fraction(1, 2)})
    Fraction(9, 2)
    """
    try:
        value = _rational(expr, values or {})
    except (NotRational, ZeroDivisionError):
        return None
    return Fraction(int(value.p), int(value.q))


def as_rational(value: Any) -> sympy.Rational:
    """An integer or fraction as a rational of SymPy."""
    return sympy.Rational(int(value.numerator), int(value.denominator))


def _rational(expr: Any, values: Mapping[Symbol, Any]) -> fmpq:
    WORK.nodes += 1
    if not isinstance(expr, _COMPOUND):
        expr = values.get(expr, expr)
        if isinstance(expr, fmpq):
            return expr
        if isinstance(expr, (int, sympy.Rational, Fraction)):
            return as_fmpq(expr)
    if isinstance(expr, sympy.Add):
        return sum((_rational(part, values) for part in expr.args), fmpq(0))
    if isinstance(expr, sympy.Mul):
        product = fmpq(1)
        for part in expr.args:
            product *= _rational(part, values)
        return product
    if isinstance(expr, sympy.Pow):
        return _rational_power(_rational(expr.base, values), _rational(expr.exp, values))
    if isinstance(expr, (sympy.Max, sympy.Min)):
        return (max if isinstance(expr, sympy.Max) else min)(_rational(part, values) for part in expr.args)
    if isinstance(expr, sympy.Abs):
        return abs(_rational(expr.args[0], values))
    if isinstance(expr, sympy.Mod):
        number, modulus = (_rational(part, values) for part in expr.args)
        return number - modulus * (number / modulus).floor()
    if isinstance(expr, (sympy.Sum, sympy.Product)):
        *inner, outer = expr.limits
        body = expr.func(expr.function, *inner) if inner else expr.function
        index, places = _range(expr.func(body, outer) if not inner else sympy.Sum(1, outer), values)
        if len(places) > _LONGEST_EXACT:
            raise NotRational("a sum of so many terms that its exact value is long")
        parts = (_rational(body, {**values, index: fmpq(place)}) for place in places)
        return _running(parts, add if isinstance(expr, sympy.Sum) else mul, fmpq(isinstance(expr, sympy.Product)))
    if type(expr) in _AT_ONE_PLACE:
        place, found = _AT_ONE_PLACE[type(expr)]
        if _rational(expr.args[0], values) == place:
            return fmpq(found)
    value_at = getattr(expr, "value_at", None)
    if value_at is not None:
        value = as_one(lambda: value_at(values))
        if isinstance(value, Fraction):
            return as_fmpq(value)
    raise NotRational(type(expr).__name__)  # printing a whole expression takes longer than evaluating it


def _running(parts: Iterable[fmpq], step: Callable[[fmpq, fmpq], fmpq], value: fmpq) -> fmpq:
    for part in parts:
        value = step(value, part)
        if max(value.p.bit_length(), value.q.bit_length()) > MOST_BITS:
            raise NotRational("a huge number")
    return value


def _rational_power(base: fmpq, exponent: fmpq) -> fmpq:
    if exponent.q != 1:
        root = _exact_root(base, int(exponent.q))
        return _rational_power(root, fmpq(exponent.p))
    bits = max(int(base.p).bit_length(), int(base.q).bit_length())
    if abs(int(exponent.p)) > LARGEST_EXPONENT or bits * abs(int(exponent.p)) > MOST_BITS:
        raise NotRational("a huge power")
    if base == 0 and exponent < 0:
        raise ZeroDivisionError
    return base ** int(exponent.p)


def _exact_root(base: fmpq, order: int) -> fmpq:
    """The rational root of a perfect power (sqrt(9/4) is 3/2)."""
    if base < 0:
        raise NotRational("a root of a negative number")
    numerator, exact_numerator = sympy.integer_nthroot(int(base.p), order)
    denominator, exact_denominator = sympy.integer_nthroot(int(base.q), order)
    if not (exact_numerator and exact_denominator):
        raise NotRational("an irrational root")
    return fmpq(int(numerator), int(denominator))


def places_of_sum(expr: sympy.Sum, values: Mapping[Symbol, Any]) -> list[Mapping[Symbol, Any]]:
    """The values of the symbols at each place of a finite sum, its index among them."""
    index, places = _range(expr, values)
    return [{**values, index: place} for place in places]


def _range(expr: sympy.Sum | sympy.Product, values: Mapping[Symbol, Any]) -> tuple[Symbol, range]:
    """The index and the integers that it runs through."""
    if len(expr.limits) != 1 or len(expr.limits[0]) != 3:
        raise NotRational(f"{expr} is not over one finite range")
    index, low, high = expr.limits[0]
    first, last = exact_value(low, values), exact_value(high, values)
    if first is None or last is None or last - first > LONGEST_SUM:
        raise NotRational(f"{expr} has no finite range of integers here")
    if first.denominator != 1 or last.denominator != 1 or first > last + 1:
        raise Reversed(f"the range of {index} in {type(expr).__name__} runs from {first} to {last}")
    return index, range(int(first), int(last) + 1)
