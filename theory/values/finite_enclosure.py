"""Enclosing the value of an expression of finitely many operations: SymPy in, a ball out.

The expression is walked once and every node is evaluated in Arb's ball arithmetic, at a precision that is doubled until
the ball is narrow enough. There are two ways to end without a number: :class:`Undefined`, where the expression
certainly has none (a division by zero, the root of a negative number, the logarithm of zero, a pole, a reversed sum),
and :class:`NoEnclosure`, where none was found. What is infinite (sums, products, integrals) is added in
:mod:`lemmata.theory.values.enclosure`, which is what to call.

References: Johansson, "Arb: efficient arbitrary-precision midpoint-radius interval arithmetic" (2017).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import prod
from typing import Any

import sympy
from flint import arb, ctx, fmpq
from sympy import Basic, Expr, Symbol

from lemmata.numerics.accuracy import as_fmpq
from lemmata.numerics.ball import Ball
from lemmata.theory.values.ball_functions import FUNCTIONS
from lemmata.theory.values.exact_value import NotRational, Reversed, exact_value, places_of_sum
from lemmata.theory.values.work import WORK, as_one

_MOST_BITS = 1 << 14
_LARGEST_EXPONENT = 1 << 20
"""Numbers beyond 2^(2^20) are not written down as fractions, and below its inverse no digits are kept."""


class NoEnclosure(ArithmeticError):
    """The expression has no value here, or none could be enclosed; the message says which part."""


class Undefined(NoEnclosure):
    """The expression certainly has no value here; the message says why."""


class Divergent(Undefined):
    """A sum, product or integral has no finite value here; of terms that are not negative it is oo."""


class Undecided(ArithmeticError):
    """A comparison or a division that this precision cannot settle."""


class FiniteWalk:
    """One evaluation at one precision; shared subexpressions are evaluated once."""

    def __init__(self, values: Mapping[Symbol, Any], bits: int) -> None:
        self.values = values
        self.bits = bits
        self.known: dict[Any, arb] = {}

    def value(self, expr: Any) -> arb:
        """The ball of an expression at the current precision."""
        found = self.known.get(expr)
        if found is None:
            found = self.known[expr] = self.fresh(expr)
        return found

    def fresh(self, expr: Any) -> arb:
        """The same, evaluated now."""
        WORK.nodes += 1
        if expr in self.values:
            return self.given(self.values[expr])
        if isinstance(expr, sympy.Rational):
            return arb(fmpq(int(expr.p), int(expr.q)))
        if isinstance(expr, sympy.Pow):
            return self.power(expr.base, expr.exp)
        if isinstance(expr, sympy.Piecewise):
            return self.piecewise(expr)
        if isinstance(expr, (sympy.Sum, sympy.Product)):
            return self.series(expr)
        if isinstance(expr, sympy.Integral):
            return self.integral(expr)
        if hasattr(expr, "value_at"):
            return self.quantity(expr)
        hook = getattr(expr, "_enclose_", None)
        if hook is not None:
            return self.checked(as_one(lambda: hook(self.values, self.bits)), expr)
        return self.function(expr)

    def given(self, value: Any) -> arb:
        """The value of a symbol."""
        if isinstance(value, Ball):
            return value.to_arb()
        if isinstance(value, (int, Fraction)):
            return arb(as_fmpq(value))
        if isinstance(value, arb):
            return value
        return self.value(value)

    def quantity(self, expr: Any) -> arb:
        """A quantity that knows its own value at a point."""
        value = as_one(lambda: expr.value_at(self.values))
        if value is None:
            raise NoEnclosure(f"no exact law gives {expr} here")
        return self.given(value)

    def function(self, expr: Expr) -> arb:
        """A function that Arb knows."""
        if expr in (sympy.zoo, sympy.nan):
            raise Undefined("a division by zero")
        known = FUNCTIONS.get(expr.func)
        if known is None:
            raise NoEnclosure(f"{expr.func.__name__} has no enclosure" if expr.args else f"{expr} has no value")
        parts = [self.value(part) for part in expr.args]
        outside = known.outside(parts)
        if outside:
            raise Undefined(f"{outside} in {expr.func.__name__}({', '.join(map(str, expr.args))})")
        return self.checked(known.value(parts), expr)

    def checked(self, value: arb, expr: Any) -> arb:
        """The value, if it is a number."""
        if not value.is_finite():
            raise Undecided(type(expr).__name__)  # printing a whole expression takes longer than evaluating it
        return value

    def power(self, base: Expr, exponent: Expr) -> arb:
        """The base to an exponent, by the conventions for real numbers; 0^0 = 1 where the exponent is an integer."""
        if exponent.is_Integer:
            return self.whole_power(self.value(base), int(exponent), base)
        if base is sympy.E:
            return self.checked(self.value(exponent).exp(), exponent)
        number = self.value(base)
        whole = None if number > 0 else exact_value(exponent, self.values)
        if whole is not None and whole.denominator == 1:
            return self.whole_power(number, int(whole), base)
        if number < 0:
            raise Undefined(f"{base} is negative under a fractional power")
        if exponent == sympy.Rational(1, 2):
            return self.root(number)
        if self.is_zero(number, base):
            if self.value(exponent) > 0:
                return arb(0)
            if self.value(exponent) < 0:
                raise Undefined(f"{base} is zero under a negative power")
        if not number > 0:
            raise Undecided("may be zero")
        return self.checked(number ** self.value(exponent), base)

    def whole_power(self, number: arb, exponent: int, base: Expr) -> arb:
        """A power that is an integer."""
        if exponent < 0 and number.contains(0):
            if self.is_zero(number, base):
                raise Undefined(f"{base} is zero under a negative power")
            raise Undecided("may be zero")
        return self.checked(number**exponent, base)

    def is_zero(self, number: arb, expr: Expr) -> bool:
        """Whether a ball that may be zero certainly is."""
        return number == 0 or (bool(number.contains(0)) and exact_value(expr, self.values) == 0)

    def root(self, number: arb) -> arb:
        """The square root of a number that is not negative."""
        if not number >= 0:
            raise Undecided("may be negative")
        return number.sqrt()

    def piecewise(self, expr: sympy.Piecewise) -> arb:
        """The branch that is taken."""
        for value, condition in expr.args:
            answer = holding(type(self), condition, self.values, 30)
            if answer is None:
                raise NoEnclosure(f"the condition {condition} is undecided")
            if answer:
                return self.value(value)
        raise Undefined(f"no branch of {expr} applies")

    def series(self, expr: sympy.Sum | sympy.Product) -> arb:
        """A finite sum or product, term by term."""
        try:
            places = places_of_sum(expr, self.values)
        except Reversed as reason:
            raise Undefined(str(reason)) from None
        except NotRational as reason:
            raise NoEnclosure(str(reason)) from None
        terms = (type(self)(at, self.bits).value(expr.function) for at in places)
        return sum(terms, arb(0)) if isinstance(expr, sympy.Sum) else prod(terms, start=arb(1))

    def integral(self, expr: sympy.Integral) -> arb:
        """An integral, for which this walk knows no way."""
        raise NoEnclosure(f"{type(expr).__name__} has no enclosure")


def enclose(expr: Expr, values: Mapping[Symbol, Any] | None = None, *, digits: int = 30) -> Ball:
    """A ball around the value of an expression without infinite sums, products or integrals."""
    return enclosed(FiniteWalk, expr, values or {}, digits)


def enclosed(walk: type[FiniteWalk], expr: Expr, values: Mapping[Symbol, Any], digits: int) -> Ball:
    """A ball around the value, at a precision that is doubled until it has the digits.

    Raises:
        NoEnclosure: where the expression is undefined, or its value could not be enclosed.
    """
    bits = int(digits * 3.33) + 32
    best: arb | None = None
    while bits <= _MOST_BITS:
        value = at_precision(walk, expr, values, bits)
        if value is not None and value.is_finite():
            if value.rel_accuracy_bits() > digits * 3.33 or _tiny(value, digits):
                return _written(value, expr)
            if best is not None and not value.rad() < best.rad():
                break  # more precision does not help: the inputs themselves are balls
            best = value
        bits *= 2
    if best is None:
        raise NoEnclosure(f"{expr} could not be enclosed at {_shown(values)}")
    return _written(best, expr)


def holding(walk: type[FiniteWalk], relation: Basic, values: Mapping[Symbol, Any], digits: int) -> bool | None:
    """Whether a relation is certainly true (True), certainly false (False) or undecided (None) at a point."""
    if relation in (sympy.true, sympy.false):
        return bool(relation)
    if isinstance(relation, (sympy.And, sympy.Or)):
        answers = [holding(walk, part, values, digits) for part in relation.args]
        deciding = isinstance(relation, sympy.Or)
        return deciding if deciding in answers else None if None in answers else not deciding
    if isinstance(relation, sympy.Not):
        inner = holding(walk, relation.args[0], values, digits)
        return None if inner is None else not inner
    left, right = (exact_value(side, values) for side in relation.args)
    if left is not None and right is not None:
        return bool(_COMPARE[type(relation)](left, right))
    try:
        difference = enclosed(walk, relation.args[0] - relation.args[1], values, digits)
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


def at_precision(walk: type[FiniteWalk], expr: Expr, values: Mapping[Symbol, Any], bits: int) -> arb | None:
    """The value in a ball at one precision; None where that leaves something undecided."""
    with ctx.workprec(bits):
        try:
            return walk(values, bits).value(expr)
        except Undecided:
            return None


def _written(value: arb, expr: Expr) -> Ball:
    """The ball, unless its numbers are too long to be computed with."""
    size = abs(value).upper()
    if size > arb((1, _LARGEST_EXPONENT)):
        raise NoEnclosure(f"{type(expr).__name__} is too large to be written down")
    if size != 0 and size < arb((1, -_LARGEST_EXPONENT)):
        return Ball(0, 0, 1, -_LARGEST_EXPONENT)
    return Ball.from_arb(value)


def _tiny(value: arb, digits: int) -> bool:
    return bool(value.contains(0) and value.rad() < arb(10) ** (-2 * digits))


def _shown(values: Mapping[Symbol, Any]) -> str:
    return " ".join(f"{symbol}={value}" for symbol, value in values.items()) or "no parameters"
