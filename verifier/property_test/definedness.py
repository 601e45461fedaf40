"""Where a formula has a value: the conditions of its divisions, roots, logarithms and functions.

A formula is compared with a quantity wherever the quantity has a value. Where the formula certainly has none, that is
the counterexample (:func:`undefined_at`); and it is identical with the quantity only where all its conditions certainly
hold. What is neither is left open.

>>> from lemmata.theory.notation import T, n
>>> undefined_at(T / (1 - n), {T: Fraction(3), n: Fraction(1)})
'1 - n = 0 under a fraction'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import sympy
from sympy import Basic, Expr

from lemmata.theory.values.enclosure import NoEnclosure, enclose
from lemmata.theory.values.exact_value import exact_value
from lemmata.verifier.engines.positivity import implied
from lemmata.verifier.property_test.edits import typed

Kind = Literal["nonzero", "positive", "nonnegative", "power", "no pole", "not one"]
_WORDS: Mapping[Kind, str] = {
    "nonzero": "under a fraction",
    "positive": "where a logarithm or a negative root needs a positive number",
    "nonnegative": "under a root",
    "power": "under a power that is no integer",
    "no pole": "as the argument of a function with a pole there",
    "not one": "as the argument of zeta",
}


@dataclass(frozen=True)
class Condition:
    """A subexpression, and what it must be for the formula to have a value.

    Attributes:
        base: the subexpression.
        kind: what it must be.
        exponent: of a power.
        within: the bounds of the index where the condition stands inside a sum.
    """

    base: Expr
    kind: Kind
    exponent: Expr = sympy.S.One
    within: tuple[Basic, ...] = ()

    def violation(self, values: Mapping[Any, Any]) -> str | None:
        """In words, if it certainly fails at a point; None where it holds or is not decided."""
        number = _number(self.base, values)
        if number is None or self.within:
            return None
        sign, value = number
        shown = f"{typed(self.base)} = {value}" if value is not None else f"{typed(self.base)} < 0"
        return f"{shown} {_WORDS[self.kind]}" if self._fails(sign, value, values) else None

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
        exponent = exact_value(self.exponent, values)
        if exponent is None:
            return False
        return exponent < 0 if sign == 0 else sign < 0 and exponent.denominator != 1

    def follows(self, relations: Iterable[Basic]) -> bool:
        """Whether it certainly holds wherever the relations do."""
        relation = {
            "nonzero": sympy.Ne(self.base, 0),
            "nonnegative": sympy.Ge(self.base, 0),
            "not one": sympy.Ne(self.base, 1),
        }.get(self.kind, sympy.Gt(self.base, 0))
        if self.kind == "nonnegative" and self.base.is_nonnegative:
            return True
        return implied(relation, [*relations, *self.within]).answer == "proved"


def conditions(formula: Any, within: tuple[Basic, ...] = ()) -> Iterator[Condition]:
    """What must hold for a formula to have a value; inner parts first."""
    if isinstance(formula, sympy.Sum):
        for index, first, last in formula.limits:
            within = (*within, sympy.Ge(index, first), sympy.Le(index, last))
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
