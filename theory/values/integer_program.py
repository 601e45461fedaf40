"""An expression or condition as a function of the values of its letters, for many exact evaluations in a row.

The tree is walked once; what comes out takes a dictionary of integers and computes with Python's integers and
fractions. Sums, products, powers, moduli, magnitudes, maxima, roundings, factorials, binomial coefficients, finite sums
and quantities with ``counted`` are computed here, anything else by
:func:`lemmata.theory.values.exact_value.exact_value`.

>>> from sympy import Mod, Sum
>>> from sympy.abc import k, n
>>> compiled(Sum(Mod(k**2, 3), (k, 1, n)))({n: 5})
4
>>> condition(n > 2)({n: 2})
False
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from math import ceil, comb, factorial, floor, prod
from typing import Any

import sympy
from sympy import Basic, Expr, Symbol, Tuple

from lemmata.theory.values.exact_value import LARGEST_EXPONENT, NotRational, Reversed, exact_value

Values = dict[Symbol, Any]
Program = Callable[[Values], Any]


def compiled(expr: Any) -> Program:
    """The value of an expression, an integer or a fraction.

    The program raises ArithmeticError where there is no exact value.
    """
    if isinstance(expr, sympy.Rational):
        number = int(expr) if expr.is_Integer else Fraction(int(expr.p), int(expr.q))
        return lambda values: number
    if isinstance(expr, Symbol):
        return operator.itemgetter(expr)
    if isinstance(expr, Tuple):
        inside = [compiled(part) for part in expr.args]
        return lambda values: tuple([part(values) for part in inside])
    for kind, build in _KINDS:
        if isinstance(expr, kind):
            return build(*map(compiled, expr.args))
    if isinstance(expr, (sympy.Sum, sympy.Product)):
        return _gathered(expr)
    counted = getattr(expr, "counted", None)
    return _by_exact_value(expr) if counted is None else _quantity(expr, counted)


def condition(relation: Basic) -> Callable[[Values], bool]:
    """Whether a relation, or what And, Or and Not make of relations, holds."""
    if relation in (sympy.true, sympy.false):
        truth = bool(relation)
        return lambda values: truth
    if isinstance(relation, (sympy.And, sympy.Or, sympy.Not)):
        parts = [condition(part) for part in relation.args]
        if isinstance(relation, sympy.Not):
            return lambda values: not parts[0](values)
        gather = all if isinstance(relation, sympy.And) else any
        return lambda values: gather([part(values) for part in parts])
    compare = _COMPARISONS[type(relation)]
    left, right = map(compiled, relation.args)
    return lambda values: bool(compare(left(values), right(values)))


def _added(*parts: Program) -> Program:
    if len(parts) == 2:  # by far the most common case, and twice as fast
        one, other = parts
        return lambda values: one(values) + other(values)
    return lambda values: sum([part(values) for part in parts])


def _multiplied(*parts: Program) -> Program:
    if len(parts) == 2:
        one, other = parts
        return lambda values: one(values) * other(values)
    return lambda values: prod([part(values) for part in parts])


def _powered(base: Program, exponent: Program) -> Program:
    def run(values: Values) -> Any:
        power = exponent(values)
        if power != int(power) or abs(power) > LARGEST_EXPONENT:
            raise NotRational("a power that is no small integer")
        number = base(values)
        return number ** int(power) if power >= 0 else Fraction(1) / Fraction(number) ** int(-power)

    return run


def _gathered(expr: sympy.Sum | sympy.Product) -> Program:
    """A sum or product over ranges of integers, each of which may end one before its beginning, but no earlier."""
    *inner, outer = expr.limits
    if len(outer) != 3:
        return _by_exact_value(expr)
    index, *ends = outer
    low, high = map(compiled, ends)
    body = compiled(expr.func(expr.function, *inner) if inner else expr.function)
    gather = sum if isinstance(expr, sympy.Sum) else prod

    def run(values: Values) -> Any:
        first, last = low(values), high(values)
        if first != int(first) or last != int(last) or first > last + 1:
            raise Reversed(f"the range of {index} runs from {first} to {last}")
        return gather(body({**values, index: place}) for place in range(int(first), int(last) + 1))

    return run


def _quantity(expr: Any, counted: Callable[..., int | None]) -> Program:
    """A quantity that is an integer of integers."""
    fields = [compiled(part) for part in expr.args]

    def run(values: Values) -> int:
        found = counted(*(_whole(field(values)) for field in fields))
        if found is None:
            raise NotRational(f"{type(expr).__name__} has no value")
        return found

    return run


def _whole(value: Any) -> Any:
    """An integer, or a tuple of integers."""
    if isinstance(value, int):
        return value
    if isinstance(value, tuple):
        return tuple(map(_whole, value))
    if value != int(value):
        raise NotRational(f"{value} is no integer")
    return int(value)


def _counts(value: Any) -> int:
    """A number of things, and not too many."""
    if value != int(value) or not 0 <= value <= LARGEST_EXPONENT:
        raise NotRational(f"{value} is no small number of things")
    return int(value)


def _by_exact_value(expr: Expr) -> Program:
    def run(values: Values) -> Fraction:
        found = exact_value(expr, values)
        if found is None:
            raise NotRational(f"{expr} has no exact value")
        return found

    return run


_KINDS: tuple[tuple[Any, Callable[..., Program]], ...] = (
    (sympy.Add, _added),
    (sympy.Mul, _multiplied),
    (sympy.Pow, _powered),
    (sympy.Mod, lambda one, other: lambda values: one(values) % other(values)),
    (sympy.floor, lambda one: lambda values: floor(one(values))),
    (sympy.ceiling, lambda one: lambda values: ceil(one(values))),
    (sympy.factorial, lambda one: lambda values: factorial(_counts(one(values)))),
    (sympy.binomial, lambda one, other: lambda values: comb(_counts(one(values)), _counts(other(values)))),
    (sympy.Abs, lambda one: lambda values: abs(one(values))),
    (sympy.Max, lambda *parts: lambda values: max(part(values) for part in parts)),
    (sympy.Min, lambda *parts: lambda values: min(part(values) for part in parts)),
)
_COMPARISONS: dict[Any, Callable[[Any, Any], Any]] = {
    sympy.Eq: operator.eq,
    sympy.Ne: operator.ne,
    sympy.Lt: operator.lt,
    sympy.Le: operator.le,
    sympy.Gt: operator.gt,
    sympy.Ge: operator.ge,
}
