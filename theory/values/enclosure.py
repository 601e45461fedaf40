"""Enclosing the value of an expression: SymPy in, a ball out.

The expression is walked once and every node is evaluated in Arb's ball arithmetic, at a precision that is doubled
until the ball is narrow enough. A domain error (the square root of a negative number, a division by a ball that
contains zero, the logarithm at zero) is never a number: it ends in :class:`NoEnclosure`, which means "no information"
and decides nothing. Comparisons inside ``Piecewise``, ``Max`` and ``Min`` are decided by certainty or not at all.

>>> from sympy import Rational, sqrt
>>> from sympy.abc import x
>>> enclose(sqrt(x) - 1, {x: Rational(9, 4)}).contains(Fraction(1, 2))
True

References: Johansson, "Arb: efficient arbitrary-precision midpoint-radius interval arithmetic" (2017).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import sympy
from flint import arb, ctx, fmpq
from sympy import Basic, Expr, Symbol

from lemmata.numerics.ball import Ball
from lemmata.theory.values.exact_value import NotRational, as_fmpq, exact_value, places_of_sum

_MOST_BITS = 1 << 14
_LARGEST_EXPONENT = 1 << 20
"""Numbers beyond 2^(2^20) are not written down as fractions, and below its inverse no digits are kept."""


class NoEnclosure(ArithmeticError):
    """The expression has no value here, or none could be enclosed; the message says which part."""


def enclose(expr: Expr, values: Mapping[Symbol, Any] | None = None, *, digits: int = 30) -> Ball:
    """A ball that contains the value of ``expr`` at the given values of its symbols.

    Args:
        expr: a real expression.
        values: symbol to exact number (int, Fraction, SymPy Rational or closed form) or :class:`Ball`.
        digits: the ball's radius is at most 10^-digits times its midpoint, unless the value is zero or the given
            balls are too wide; then the radius is at most 10^-(2 digits), or the narrowest that was reached.

    Raises:
        NoEnclosure: where the expression is undefined, or its value could not be enclosed.
    """
    bits = int(digits * 3.33) + 32
    best: arb | None = None
    while bits <= _MOST_BITS:
        value = _at_precision(expr, values or {}, bits)
        if value is not None and value.is_finite():
            if value.rel_accuracy_bits() > digits * 3.33 or _tiny(value, digits):
                return _written(value, expr)
            if best is not None and not value.rad() < best.rad():
                break  # more precision does not help: the inputs themselves are balls
            best = value
        bits *= 2
    if best is None:
        raise NoEnclosure(f"{expr} could not be enclosed at {_shown(values or {})}")
    return _written(best, expr)


def _written(value: arb, expr: Expr) -> Ball:
    """The ball, unless its numbers are too long to be computed with."""
    size = abs(value).upper()
    if size > arb((1, _LARGEST_EXPONENT)):
        raise NoEnclosure(f"{type(expr).__name__} is too large to be written down")
    if size != 0 and size < arb((1, -_LARGEST_EXPONENT)):
        return Ball(0, 0, 1, -_LARGEST_EXPONENT)
    return Ball.from_arb(value)


def holds(relation: Basic, values: Mapping[Symbol, Any] | None = None, *, digits: int = 30) -> bool | None:
    """Whether a relation is certainly true (True), certainly false (False) or undecided (None) at a point."""
    if relation in (sympy.true, sympy.false):
        return bool(relation)
    if isinstance(relation, (sympy.And, sympy.Or)):
        return _connective(relation, values or {}, digits)
    if isinstance(relation, sympy.Not):
        inner = holds(relation.args[0], values, digits=digits)
        return None if inner is None else not inner
    left, right = (exact_value(side, values) for side in relation.args)
    if left is not None and right is not None:
        return bool(_COMPARE[type(relation)](left, right))
    try:
        difference = enclose(relation.args[0] - relation.args[1], values, digits=digits)
    except NoEnclosure:
        return None
    if difference.contains(0) and not difference.is_exact:
        return None
    return bool(_COMPARE[type(relation)](difference.mid, Fraction(0)))


_COMPARE: Mapping[type, Callable[[Fraction, Fraction], bool]] = {
    sympy.Equality: lambda a, b: a == b,
    sympy.Unequality: lambda a, b: a != b,
    sympy.StrictLessThan: lambda a, b: a < b,
    sympy.LessThan: lambda a, b: a <= b,
    sympy.StrictGreaterThan: lambda a, b: a > b,
    sympy.GreaterThan: lambda a, b: a >= b,
}


def _connective(relation: Basic, values: Mapping[Symbol, Any], digits: int) -> bool | None:
    answers = [holds(part, values, digits=digits) for part in relation.args]
    deciding = isinstance(relation, sympy.Or)
    if deciding in answers:
        return deciding
    return None if None in answers else not deciding


def _tiny(value: arb, digits: int) -> bool:
    return bool(value.contains(0) and value.rad() < arb(10) ** (-2 * digits))


def _shown(values: Mapping[Symbol, Any]) -> str:
    return " ".join(f"{symbol}={value}" for symbol, value in values.items()) or "no parameters"


def _at_precision(expr: Expr, values: Mapping[Symbol, Any], bits: int) -> arb | None:
    before = ctx.prec
    ctx.prec = bits
    try:
        return _Walk(values, bits).value(expr)
    except _Undecided:
        return None
    finally:
        ctx.prec = before


class _Undecided(ArithmeticError):
    """A comparison or a division that this precision cannot settle."""


class _Walk:
    """One evaluation at one precision; shared subexpressions are evaluated once."""

    def __init__(self, values: Mapping[Symbol, Any], bits: int) -> None:
        self.values = values
        self.bits = bits
        self.known: dict[Any, arb] = {}

    def value(self, expr: Any) -> arb:
        found = self.known.get(expr)
        if found is None:
            found = self.known[expr] = self.fresh(expr)
        return found

    def fresh(self, expr: Any) -> arb:
        if expr in self.values:
            return self.given(self.values[expr])
        if isinstance(expr, sympy.Rational):
            return arb(fmpq(int(expr.p), int(expr.q)))
        if isinstance(expr, sympy.Pow):
            return self.power(expr.base, expr.exp)
        if isinstance(expr, sympy.Piecewise):
            return self.piecewise(expr)
        if isinstance(expr, sympy.Sum):
            return self.sum(expr)
        if hasattr(expr, "value_at"):
            return self.quantity(expr)
        hook = getattr(expr, "_enclose_", None)
        if hook is not None:
            return self.checked(hook(self.values, self.bits), expr)
        operation = _OPERATIONS.get(expr.func)
        if operation is None:
            raise NoEnclosure(f"{expr.func.__name__} has no enclosure" if expr.args else f"{expr} has no value")
        return self.checked(operation([self.value(part) for part in expr.args]), expr)

    def given(self, value: Any) -> arb:
        if isinstance(value, Ball):
            return value.to_arb()
        if isinstance(value, (int, Fraction)):
            return arb(as_fmpq(value))
        if isinstance(value, arb):
            return value
        return self.value(value)

    def quantity(self, expr: Any) -> arb:
        """A quantity that knows its own value at a point."""
        value = expr.value_at(self.values)
        if value is None:
            raise NoEnclosure(f"no exact law gives {expr} here")
        return self.given(value)

    def checked(self, value: arb, expr: Any) -> arb:
        if not value.is_finite():
            raise _Undecided(type(expr).__name__)  # printing a whole expression takes longer than evaluating it
        return value

    def power(self, base: Expr, exponent: Expr) -> arb:
        if exponent.is_Integer:
            return self.whole_power(self.value(base), int(exponent), base)
        if base is sympy.E:
            return self.checked(self.value(exponent).exp(), exponent)
        number = self.value(base)
        whole = None if number > 0 else exact_value(exponent, self.values)
        if whole is not None and whole.denominator == 1:
            return self.whole_power(number, int(whole), base)
        if exponent == sympy.Rational(1, 2):
            return self.root(number, base)
        if number < 0:
            raise NoEnclosure(f"{base} is negative under a fractional power")
        if number == 0 and self.value(exponent) > 0:
            return arb(0)
        if not number > 0:
            raise _Undecided("may be zero")
        return self.checked(number ** self.value(exponent), base)

    def whole_power(self, number: arb, exponent: int, base: Expr) -> arb:
        if exponent < 0 and number.contains(0):
            raise _Undecided("may be zero")
        return self.checked(number**exponent, base)

    def root(self, number: arb, base: Expr) -> arb:
        if number < 0:
            raise NoEnclosure(f"{base} is negative under a square root")
        if not number >= 0:
            raise _Undecided("may be negative")
        return number.sqrt()

    def piecewise(self, expr: sympy.Piecewise) -> arb:
        for value, condition in expr.args:
            answer = holds(condition, self.values)
            if answer is None:
                raise NoEnclosure(f"the condition {condition} is undecided")
            if answer:
                return self.value(value)
        raise NoEnclosure(f"no branch of {expr} applies")

    def sum(self, expr: sympy.Sum) -> arb:
        try:
            places = places_of_sum(expr, self.values)
        except NotRational as reason:
            raise NoEnclosure(str(reason)) from None
        return sum((_Walk(at, self.bits).value(expr.function) for at in places), arb(0))


def _product(parts: list[arb]) -> arb:
    product = arb(1)
    for part in parts:
        product *= part
    return product


def _largest(parts: list[arb]) -> arb:
    best = parts[0]
    for part in parts[1:]:
        best = best.max(part)
    return best


def _smallest(parts: list[arb]) -> arb:
    best = parts[0]
    for part in parts[1:]:
        best = best.min(part)
    return best


_OPERATIONS: Mapping[Any, Callable[[list[arb]], arb]] = {
    sympy.Add: lambda parts: sum(parts, arb(0)),
    sympy.Mul: _product,
    sympy.Max: _largest,
    sympy.Min: _smallest,
    sympy.Abs: lambda parts: abs(parts[0]),
    sympy.exp: lambda parts: parts[0].exp(),
    sympy.log: lambda parts: parts[0].log(),
    sympy.sin: lambda parts: parts[0].sin(),
    sympy.cos: lambda parts: parts[0].cos(),
    sympy.tan: lambda parts: parts[0].tan(),
    sympy.cot: lambda parts: parts[0].cot(),
    sympy.sinh: lambda parts: parts[0].sinh(),
    sympy.cosh: lambda parts: parts[0].cosh(),
    sympy.tanh: lambda parts: parts[0].tanh(),
    sympy.coth: lambda parts: parts[0].coth(),
    sympy.gamma: lambda parts: parts[0].gamma(),
    sympy.loggamma: lambda parts: parts[0].lgamma(),
    sympy.digamma: lambda parts: parts[0].digamma(),
    sympy.polygamma: lambda parts: _polygamma(*parts),
    sympy.factorial: lambda parts: (parts[0] + 1).gamma(),
    sympy.zeta: lambda parts: parts[0].zeta() if len(parts) == 1 else parts[0].zeta(parts[1]),
    type(sympy.pi): lambda parts: arb.pi(),
    type(sympy.E): lambda parts: arb(1).exp(),
    type(sympy.EulerGamma): lambda parts: arb.const_euler(),
}


def _polygamma(order: arb, argument: arb) -> arb:
    """psi^(m)(x) = (-1)^(m+1) m! zeta(m+1, x) for m >= 1 (DLMF 25.11.12)."""
    m = int(str(order.unique_fmpz()))
    return argument.digamma() if m == 0 else (-1) ** (m + 1) * arb.fac_ui(m) * arb(m + 1).zeta(argument)
