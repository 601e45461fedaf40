"""Shrinking: from a point where a formula fails to a point that one can check by hand.

Points are ordered by how much there is to compute with: first the number of values that are not integers, then the sum
of numerators and denominators. From the point that was found, one or two values at a time are replaced by simpler ones,
and d, T and T0 are moved down together, as long as the point stays in its cell and the certified gap stays above a
floor. The walk ends where no such move is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations

from sympy import Eq, Symbol

from lemmata.numerics.until import TimeIsUp, look_up, until
from lemmata.theory.notation import T0, T, d, sigma0
from lemmata.verifier.engines.domain import Domain, Point
from lemmata.verifier.property_test.comparison import Comparison, Judge, same
from lemmata.verifier.property_test.search import FLOOR

_SIMPLE = tuple(Fraction(value) for value in (0, 1, 2, 3, 4, 5, "1/2", "1/3", "3/2"))


def size(point: Point) -> tuple[int, int, tuple[Fraction, ...]]:
    """What makes a point hard to check: fractions, then large numbers.

    >>> size({d: Fraction(1), T: Fraction(3)}) < size({d: Fraction(1), T: Fraction(5, 2)})
    True
    """
    values = tuple(point.values())
    broken = sum(1 for value in values if value.denominator > 1)
    return broken, sum(abs(v.numerator) + v.denominator for v in values), values


def shrink(judge: Judge, cell: Domain, found: Comparison, deadline: float) -> Comparison:
    """A smaller point of the cell where the formula still fails by a wide margin.

    Args:
        judge: formula against truth.
        cell: where the point must stay.
        found: a comparison with a positive gap; if that is below the floor, half of it is the floor instead.
        deadline: on the clock of ``time.process_time``.
    """
    floor = min(FLOOR, found.gap / 2)
    moved = True
    while moved:
        moved = False
        for point in _simpler(found.point):
            if not cell.contains(point):
                continue
            try:
                with until(deadline):
                    look_up()
                    tried = judge.at(point)
            except TimeIsUp:
                return found
            if tried is not None and tried.gap >= floor and (tried.formula is None) == (found.formula is None):
                found, moved = tried, True
                break
    return found


def _simpler(point: Point) -> Iterator[dict[Symbol, Fraction]]:
    """Simpler points, the boldest moves first."""
    here = size(point)
    for change in _changes(point):
        candidate = {**point, **change}
        if size(candidate) < here:
            yield candidate


def _changes(point: Point) -> Iterator[dict[Symbol, Fraction]]:
    yield from _small_designs(point)
    options = {symbol: _options(symbol, value) for symbol, value in point.items()}
    for symbol, values in options.items():
        for value in values:
            yield {symbol: value}
    for one, other in combinations(point, 2):
        for first in options[one]:
            for second in options[other]:
                yield {one: first, other: second}


def _small_designs(point: Point) -> Iterator[dict[Symbol, Fraction]]:
    """The smallest sizes together: a dimension, and samples a little above or below it."""
    sizes = [symbol for symbol in (T, T0) if symbol in point]
    if d not in point or not sizes:
        return
    for dimension in (1, 2, 3, 4):
        for samples in range(1, 7):
            for other in range(1, 7) if len(sizes) > 1 else (samples,):
                yield {d: Fraction(dimension), **dict(zip(sizes, map(Fraction, (samples, other)), strict=False))}


def _options(symbol: Symbol, value: Fraction) -> list[Fraction]:
    """Simpler values for one symbol."""
    simple = [option for option in _SIMPLE if option != value and (option.denominator == 1 or not symbol.is_integer)]
    if symbol.is_integer and value > 6:
        simple += [Fraction(value // 2), value - 1]
    elif value.denominator > 1:
        simple += [Fraction(round(value)), value.limit_denominator(3)]
    return simple


def telling(judge: Judge, cell: Domain, found: Comparison, fixed: Iterable[Symbol]) -> list[Symbol]:
    """The symbols whose value matters at a counterexample.

    A symbol is left out when a condition fixes it, or when no inequality of the cell restrains it and other values of
    all that are left out change neither side: sigma0 where there are no generations.
    """
    fixed = set(fixed)
    bounded = {s for relation in cell.relations if not isinstance(relation, Eq) for s in relation.free_symbols}
    if found.formula is None:  # where it has no value, whatever it speaks of matters
        bounded |= judge.question.expression.free_symbols
    out: list[Symbol] = []
    for symbol in sorted(found.point, key=lambda s: (s.is_integer is True, s.name != sigma0.name, s.name)):
        if symbol not in fixed and symbol not in bounded and _idle(judge, found, [*out, symbol]):
            out.append(symbol)
    return [symbol for symbol in found.point if symbol not in out and symbol not in fixed]


def _idle(judge: Judge, found: Comparison, symbols: list[Symbol]) -> bool:
    """Whether other values of these symbols leave both sides as they are."""
    for change in (Fraction(1), Fraction(2), Fraction(5)):
        other = judge.at({**found.point, **{symbol: found.point[symbol] + change for symbol in symbols}})
        if other is None or not (same(other.formula, found.formula) and same(other.truth.value, found.truth.value)):
            return False
    return True
