"""Enclosing the value of an expression: SymPy in, a ball out.

Expressions of finitely many operations are evaluated in ball arithmetic (:mod:`.finite_enclosure`); infinite sums and
products and integrals of one variable get rigorous bounds of what is left out (:mod:`.infinite_series`,
:mod:`.integrals`). What has no value, or whose value could not be enclosed, is never a number: it ends in
:class:`NoEnclosure`, which means "no information" and decides nothing; where the expression is *certainly* undefined,
in its special case :class:`Undefined`. Comparisons inside ``Piecewise``, ``Max`` and ``Min`` are decided by certainty
or not at all.

>>> from sympy import Rational, Sum, oo, sqrt
>>> from sympy.abc import k, x
>>> enclose(sqrt(x) - 1, {x: Rational(9, 4)}).contains(Fraction(1, 2))
True
>>> enclose(Sum(1/(k*(k + x)), (k, 1, oo)), {x: 2}).contains(Fraction(3, 4))
True
>>> undefined_at(Sum(1/(k - x), (k, 1, 5)), {x: 2})
'k - x is zero under a negative power'
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from fractions import Fraction
from math import prod
from typing import Any

import sympy
from flint import arb
from sympy import Basic, Expr, Symbol, oo

from lemmata.numerics.ball import Ball
from lemmata.theory.values.exact_value import exact_value
from lemmata.theory.values.finite_enclosure import (
    Divergent,
    FiniteWalk,
    NoEnclosure,
    Undecided,
    Undefined,
    at_precision,
    enclosed,
    holding,
)
from lemmata.theory.values.infinite_series import infinite_product, infinite_sum, long_sum
from lemmata.theory.values.integrals import integral
from lemmata.theory.values.nested_sums import separated
from lemmata.theory.values.work import WHOLE, WORK, as_one

__all__ = ["NoEnclosure", "Undefined", "diverges_at", "enclose", "holds", "undefined_at"]

_FIRST_TERMS = 3
_MANY = 1_000
_FEW_BITS = 48
"""Enough to see that something diverges, which hangs on no digit of it."""


class _Walk(FiniteWalk):
    """A walk that knows what to do at infinity."""

    def series(self, expr: sympy.Sum | sympy.Product) -> arb:
        if isinstance(expr, sympy.Sum) and len(expr.limits) > 1 and any(oo in limit for limit in expr.limits):
            return self.of_several(expr)
        if len(expr.limits) != 1 or len(expr.limits[0]) != 3 or expr.limits[0][2] is not oo:
            found = self.long_sum(expr)
            return super().series(expr) if found is None else found
        index, low, _ = expr.limits[0]
        self.begins(expr)
        of = infinite_sum if isinstance(expr, sympy.Sum) else infinite_product
        return as_one(lambda: of(self.closed(expr.function, index), index, self.closed(low, index), self.bits))

    def long_sum(self, expr: sympy.Sum | sympy.Product) -> arb | None:
        """A sum of so many terms that they are not added one by one, where its terms are powers; None for others."""
        if isinstance(expr, sympy.Product) or len(expr.limits) != 1 or len(expr.limits[0]) != 3:
            return None
        index, *ends = expr.limits[0]
        low, high = (exact_value(end, self.values) for end in ends)
        if low is None or high is None or high - low < _MANY or low.denominator != 1 or high.denominator != 1:
            return None
        return as_one(lambda: long_sum(self.closed(expr.function, index), index, int(low), int(high), self.bits))

    def of_several(self, expr: sympy.Sum) -> arb:
        """An infinite sum over several indices whose terms come apart."""
        products = separated(self.closed(expr, *expr.bound_symbols))
        if products is None:
            raise NoEnclosure(f"the terms of {expr} do not come apart")
        try:
            return sum(
                (self.value(c) * prod(map(self.value, singles), start=arb(1)) for c, singles in products), arb(0)
            )
        except Undefined as reason:  # the parts may diverge where their sum does not
            raise NoEnclosure(str(reason)) from None

    def begins(self, expr: sympy.Sum | sympy.Product) -> None:
        """See to it that the first terms, as written, have values: constants put in could cancel what has none."""
        index, low, _ = expr.limits[0]
        first = exact_value(low, self.values)
        if first is None:
            return
        for place in range(_FIRST_TERMS):
            with suppress(Undecided):
                _Walk({**self.values, index: first + place}, self.bits).value(expr.function)

    def integral(self, expr: sympy.Integral) -> arb:
        if len(expr.limits) != 1 or len(expr.limits[0]) != 3:
            raise NoEnclosure(f"{expr} is not over one interval")
        index, low, high = expr.limits[0]
        function, ends = self.closed(expr.function, index), (self.closed(low), self.closed(high))
        WORK.nodes += WHOLE
        return integral(function, index, *ends, self.bits)

    def closed(self, expr: Expr, *bound: Symbol) -> Expr:
        """The expression with the exact values of its symbols put in."""
        exact = {
            symbol: _exact(self.values[symbol]) for symbol in expr.free_symbols - {*bound} if symbol in self.values
        }
        return expr.xreplace(exact)


def _exact(value: Any) -> Expr:
    if isinstance(value, Fraction):
        return sympy.Rational(value.numerator, value.denominator)
    if isinstance(value, (int, Expr)):
        return sympy.sympify(value)
    raise NoEnclosure("a ball stands under a binder")


def enclose(expr: Expr, values: Mapping[Symbol, Any] | None = None, *, digits: int = 30) -> Ball:
    """A ball that contains the value of ``expr`` at the given values of its symbols.

    Args:
        expr: a real expression.
        values: symbol to exact number (int, Fraction, SymPy Rational or closed form) or :class:`Ball`.
        digits: the ball's radius is at most 10^-digits times its midpoint, unless the value is zero or the given
            balls are too wide; then the radius is at most 10^-(2 digits), or the narrowest that was reached.

    Raises:
        Undefined: where the expression certainly has no value.
        NoEnclosure: where its value could not be enclosed.
    """
    return enclosed(_Walk, expr, values or {}, digits)


def holds(relation: Basic, values: Mapping[Symbol, Any] | None = None, *, digits: int = 30) -> bool | None:
    """Whether a relation is certainly true (True), certainly false (False) or undecided (None) at a point."""
    return holding(_Walk, relation, values or {}, digits)


def undefined_at(expr: Expr, values: Mapping[Symbol, Any] | None = None) -> str | None:
    """Why an expression certainly has no value at a point; None where it has one, or where that is not known.

    >>> from sympy import log
    >>> from sympy.abc import x
    >>> undefined_at(x*log(x), {x: 0}), undefined_at(x*log(x), {x: 1})
    ('an argument that is not positive in log(x)', None)
    """
    try:
        enclosed(_Walk, expr, values or {}, 5)
    except Undefined as reason:
        return str(reason)
    except NoEnclosure:
        return None
    return None


def diverges_at(total: sympy.Sum | sympy.Integral, values: Mapping[Symbol, Any]) -> bool:
    """Whether a sum or an integral, all of whose terms have values, has certainly none that is finite."""
    try:
        at_precision(_Walk, total, values, _FEW_BITS)
    except Divergent:
        return True
    except NoEnclosure:
        return False
    return False
