"""Where a formula has a value: the conditions of its divisions, roots, logarithms and functions.

A formula is compared with a quantity wherever the quantity has a value. Where the formula certainly has none, that is
the counterexample (:func:`undefined_at`).

>>> from lemmata.theory.notation import T, n
>>> undefined_at(T / (1 - n), {T: Fraction(3), n: Fraction(1)})
'1 - n = 0 under a fraction'
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal

import sympy
from sympy import Expr, Symbol

from lemmata.theory.values.enclosure import NoEnclosure, enclose
from lemmata.theory.values.exact_value import exact_value
from lemmata.verifier.property_test.edits import typed

Kind = Literal["nonzero", "positive", "nonnegative", "power", "no pole", "not one", "count"]
_WORDS: Mapping[Kind, str] = {
    "nonzero": "under a fraction",
    "positive": "where a logarithm or a negative root needs a positive number",
    "nonnegative": "under a root",
    "power": "under a power that is no integer",
    "no pole": "as the argument of a function with a pole there",
    "not one": "as the argument of zeta",
    "count": "as the number of terms of a sum",
}
_LONGEST_SUM = 1_000
"""Terms of a sum that are looked at one by one."""


@dataclass(frozen=True)
class Condition:
    """A subexpression, and what it must be for the formula to have a value.

    Attributes:
        base: the subexpression.
        kind: what it must be.
        exponent: of a power.
        within: the index, with its bounds, where the condition stands inside a sum.
    """

    base: Expr
    kind: Kind
    exponent: Expr = sympy.S.One
    within: tuple[tuple[Symbol, Expr, Expr], ...] = ()

    def violation(self, values: Mapping[Any, Any]) -> str | None:
        """In words, if it certainly fails at a point; None where it holds or is not decided."""
        if self.within and self.base.has(self.within[0][0]):
            return self._violation_in_sum(values)
        number = _number(self.base, values)
        if number is None or (self.within and not _places(self.within[0], values)):
            return None
        sign, value = number
        shown = f"{typed(self.base)} = {value}" if value is not None else f"{typed(self.base)} < 0"
        return f"{shown} {_WORDS[self.kind]}" if self._fails(sign, value, values) else None

    def _violation_in_sum(self, values: Mapping[Any, Any]) -> str | None:
        """The same at the first term of a sum where it fails."""
        (index, _, _), *outer = self.within
        alone = replace(self, within=tuple(outer))
        every = (
            (place, alone.violation({**values, index: Fraction(place)})) for place in _places(self.within[0], values)
        )
        return next((f"{said} at {index} = {place}" for place, said in every if said), None)

    def _fails(self, sign: int, value: Fraction | None, values: Mapping[Any, Any]) -> bool:
        match self.kind:
            case "nonzero":
                return sign == 0
            case "positive":
                return sign <= 0
            case "nonnegative":
                return sign < 0
            case "no pole":
                return value is not None and value <= 0 and value.denominator == 1
            case "not one":
                return value == 1
            case "count":
                return sign < 0 or (value is not None and value.denominator != 1)
        exponent = exact_value(self.exponent, values)
        if exponent is None:
            return False
        return exponent < 0 if sign == 0 else sign < 0 and exponent.denominator != 1


def conditions(formula: Any, within: tuple[tuple[Symbol, Expr, Expr], ...] = ()) -> Iterator[Condition]:
    """What must hold for a formula to have a value; inner parts first, and a range before what stands in its sum."""
    if isinstance(formula, sympy.Sum):
        for index, first, last in reversed(formula.limits):
            yield from (condition for bound in (first, last) for condition in conditions(bound, within))
            yield Condition(last - first + 1, "count", within=within)
            within = ((index, first, last), *within)
        yield from conditions(formula.function, within)
        return
    for part in formula.args:
        yield from conditions(part, within)
    own = _own(formula)
    if own is not None:
        yield Condition(own.base, own.kind, own.exponent, within)


def undefined_at(formula: Expr, values: Mapping[Any, Any]) -> str | None:
    """Why the formula certainly has no value at a point, or None."""
    return next((said for condition in conditions(formula) if (said := condition.violation(values))), None)


def _own(node: Any) -> Condition | None:
    """The condition of the outermost operation."""
    match node:
        case sympy.Pow() if node.base.is_positive:
            return None
        case sympy.Pow() if node.exp.is_Integer:
            return Condition(node.base, "nonzero") if node.exp < 0 else None
        case sympy.Pow() if node.exp.is_Rational:
            return Condition(node.base, "nonnegative" if node.exp > 0 else "positive")
        case sympy.Pow() if node.exp.is_integer and node.exp.is_nonnegative:
            return None
        case sympy.Pow():
            return Condition(node.base, "power", node.exp)
        case sympy.log():
            return None if node.args[0].is_positive else Condition(node.args[0], "positive")
        case sympy.gamma() | sympy.loggamma():
            return None if node.args[0].is_positive else Condition(node.args[0], "no pole")
        case sympy.zeta():
            return Condition(node.args[0], "not one")
    return None


def _places(bounds: tuple[Symbol, Expr, Expr], values: Mapping[Any, Any]) -> range:
    """The places of a sum at a point; none where they are not known, or too many."""
    first, last = (exact_value(bound, values) for bound in bounds[1:])
    if first is None or last is None or first.denominator != 1 or last - first > _LONGEST_SUM:
        return range(0)
    return range(int(first), int(last) + 1)


def _number(base: Expr, values: Mapping[Any, Any]) -> tuple[int, Fraction | None] | None:
    """The sign of a number, and the number itself where it is rational; None where that is open."""
    value = exact_value(base, values)
    if value is not None:
        return (value > 0) - (value < 0), value
    try:
        ball = enclose(base, values, digits=10)
    except NoEnclosure:
        return None
    return None if ball.contains(0) else (1 if ball.mid > 0 else -1, None)
