"""A statement about finitely many integers, computed at every one of them.

The letters of the two sides must be integers between bounds that the assumptions give, each in terms of letters before
it (0 <= i, i <= n - 1, n <= 4). At every point that satisfies the assumptions both sides are computed exactly and
compared; assumptions about other letters are left aside, which only makes the domain larger.

>>> from sympy import Mod, Symbol
>>> a, m = Symbol("a", integer=True, nonnegative=True), Symbol("m", integer=True, positive=True)
>>> squares = Step(Mod(a**2, 4), "<=", Mod(a, 2))
>>> enumeration.judge(squares, Context(assumptions=(a <= 99,))).detail
'exactly, at each of the 100 points of the domain'
>>> enumeration.judge(Step(Mod(a**2, m), "=", Mod(a, m)), Context(assumptions=(m <= 5, a < m))).counterexample
{'m': '3', 'a': '2'}
>>> enumeration.judge(squares, Context()).detail
'the assumptions do not bound a'
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any

from sympy import And, Basic, Eq, Expr, Ge, Gt, Integer, Le, Lt, Symbol

from lemmata.numerics.ball import decimal_string
from lemmata.theory.values.integer_program import Program, Values, compiled, condition
from lemmata.verifier.engines.own_assumptions import own
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict

MOST_POINTS = 300_000
"""Beyond, a statement about integers wants a proof of another kind."""
_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}


class NotFinite(ValueError):
    """A letter without bounds, or more points than are worth looking at."""


class EnumerationRule(Rule):
    """Both sides are computed exactly at every point of a domain of finitely many integers."""

    name = "enumeration"
    version = 1
    proves = ("=", "<=", ">=", "<", ">")
    owes_values = True

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the relation holds at every point; refuted at the smallest one where it does not."""
        compare = _COMPARE.get(step.relation)
        if compare is None or not (isinstance(step.before, Expr) and isinstance(step.after, Expr)):
            return Finding(Verdict.UNDECIDED, "this rule compares numbers")
        letters = step.before.free_symbols | step.after.free_symbols
        relations = [part for relation in context.assumptions for part in _conjuncts(relation)]
        mine = [relation for relation in relations if relation.free_symbols <= letters]
        left, right = compiled(step.before), compiled(step.after)
        looked, failures = 0, []
        try:
            for point in points(letters, mine):
                looked += 1
                if not compare(left(point), right(point)):
                    failures.append(dict(point))
        except NotFinite as reason:
            return Finding(Verdict.UNDECIDED, str(reason))
        except ArithmeticError as reason:
            return Finding(Verdict.UNDECIDED, f"a side or a condition has no exact value somewhere: {reason}")
        if not looked:
            return Finding(Verdict.UNDECIDED, "no point is in the domain")
        if not failures:
            where = "at the one point" if looked == 1 else f"at each of the {looked} points"
            return Finding(Verdict.PROVED, f"exactly, {where} of the domain", points=looked)
        if len(mine) < len(relations):
            return Finding(Verdict.UNDECIDED, "it fails at points of a larger domain, without the other letters")
        point = min(failures, key=lambda values: (sum(map(abs, values.values())), tuple(values.values())))
        return _refuted(point, left(point), right(point))


def _refuted(point: Values, left: Any, right: Any) -> Finding:
    gap = abs(Fraction(left) - Fraction(right))
    return Finding(
        Verdict.REFUTED,
        f"left side {left}, right side {right}",
        counterexample={str(letter): str(value) for letter, value in point.items()},
        gap=decimal_string(gap, 3)[0] if gap else "0",
        points=1,
    )


def _conjuncts(relation: Basic) -> Iterator[Basic]:
    if isinstance(relation, And):
        for part in relation.args:
            yield from _conjuncts(part)
    else:
        yield relation


@dataclass(frozen=True)
class _Bound:
    """What a relation that is linear in a letter says of it, as a program in the letters before it."""

    value: Program
    strict: bool

    def floor(self, values: Values) -> int:
        """The largest integer that it allows as an upper bound."""
        value: Fraction = self.value(values)
        return ceil(value) - 1 if self.strict else floor(value)

    def ceiling(self, values: Values) -> int:
        """The smallest integer that it allows as a lower bound."""
        value: Fraction = self.value(values)
        return floor(value) + 1 if self.strict else ceil(value)


@dataclass(frozen=True)
class _Letter:
    """How one letter is gone through: its bounds in letters before it, and what is asked once it is known."""

    symbol: Symbol
    lower: Sequence[_Bound]
    upper: Sequence[_Bound]
    asked: Sequence[Callable[[Values], bool]]

    def values(self, known: Values) -> Iterator[int]:
        first = max(bound.ceiling(known) for bound in self.lower)
        last = min(bound.floor(known) for bound in self.upper)
        if last - first >= MOST_POINTS:
            raise NotFinite(f"{self.symbol} takes more than {MOST_POINTS} values")
        mine = own(self.symbol)
        if mine.tests == (("integer", True),) and not mine.empty:
            return iter(range(first, last + 1))
        return (value for value in range(first, last + 1) if mine.admits(Fraction(value)))


def points(letters: set[Symbol], relations: Sequence[Basic]) -> Iterator[Values]:
    """The points at which the relations hold, one dictionary that changes from point to point.

    Raises:
        NotFinite: when a letter is no integer, or has no bounds in terms of those before it.
        ArithmeticError: when a condition has no exact value at a point.
    """
    order = _ordered(letters, relations)
    always = [condition(relation) for relation in relations if not relation.free_symbols]
    looked = 0
    values: Values = {}

    def walk(depth: int) -> Iterator[Values]:
        nonlocal looked
        if depth == len(order):
            yield values
            return
        letter = order[depth]
        for value in letter.values(values):
            looked += 1
            if looked > MOST_POINTS:
                raise NotFinite(f"the domain has more than {MOST_POINTS} points")
            values[letter.symbol] = value
            if all(holds(values) for holds in letter.asked):
                yield from walk(depth + 1)
        values.pop(letter.symbol, None)

    if all(holds(values) for holds in always):
        yield from walk(0)


def _ordered(letters: set[Symbol], relations: Sequence[Basic]) -> list[_Letter]:
    """The letters in an order in which each has bounds by those before it."""
    waiting = sorted(letters, key=str)
    order: list[_Letter] = []
    while waiting:
        known = {letter.symbol for letter in order}
        found = next((one for symbol in waiting if (one := _bounded(symbol, known, relations)) is not None), None)
        if found is None:
            raise NotFinite(f"the assumptions do not bound {', '.join(map(str, waiting))}")
        order.append(found)
        waiting.remove(found.symbol)
    return order


def _bounded(symbol: Symbol, known: set[Symbol], relations: Sequence[Basic]) -> _Letter | None:
    if not symbol.is_integer:
        raise NotFinite(f"{symbol} is no integer")
    lower, upper, asked = [], [], []
    if own(symbol).low is not None:
        lower.append(_Bound(compiled(Integer(int(own(symbol).low or 0))), strict=own(symbol).open_low))
    if own(symbol).high is not None:
        upper.append(_Bound(compiled(Integer(int(own(symbol).high or 0))), strict=own(symbol).open_high))
    for relation in relations:
        if symbol not in relation.free_symbols or not relation.free_symbols <= known | {symbol}:
            continue
        sides = _linear(relation, symbol)
        if sides is None:
            asked.append(condition(relation))
            continue
        bound, above, below = sides
        lower += [bound] if above else []
        upper += [bound] if below else []
    return _Letter(symbol, lower, upper, asked) if lower and upper else None


def _linear(relation: Basic, symbol: Symbol) -> tuple[_Bound, bool, bool] | None:
    """The bound that a relation linear in a letter gives, whether it is a lower one, whether an upper one."""
    if not isinstance(relation, (Eq, Ge, Gt, Le, Lt)):
        return None
    difference = (relation.lhs - relation.rhs).expand()
    slope = difference.coeff(symbol, 1)
    rest = difference - slope * symbol
    if not slope.is_Rational or slope == 0 or rest.has(symbol):
        return None
    bound = _Bound(compiled(-rest / slope), strict=isinstance(relation, (Gt, Lt)))
    if isinstance(relation, Eq):
        return bound, True, True
    above = isinstance(relation, (Ge, Gt)) == bool(slope > 0)
    return bound, above, not above


enumeration = EnumerationRule()
