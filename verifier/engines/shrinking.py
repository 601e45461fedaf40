"""From a point where a statement fails to one that can be checked by hand.

Points are ordered by how much there is to compute with: first the number of values that are not integers, then the sum
of numerators and denominators. All integers are moved down together, or one value is replaced by a simpler one, the
domain answering with its nearest point, as long as the certified relative gap stays above a floor. The walk ends where
no such move is left, or after a fixed number of trials.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from sympy import Symbol

from lemmata.verifier.engines.domain import Domain, Point

_SIMPLE = tuple(Fraction(value) for value in (0, 1, 2, 3, 4, 5, -1, -2, "1/2", "1/3", "3/2"))
_MOST_TRIALS = 160

Gap = Callable[[dict[Symbol, Fraction]], Fraction]
"""The certified relative gap at a point, zero where the statement does not certainly fail."""


def size(point: Point) -> tuple[int, Fraction, int]:
    """What makes a point hard to check: fractions, then large numbers, then negative ones."""
    values = point.values()
    broken = sum(value.denominator > 1 for value in values)
    return broken, Fraction(sum(abs(v.numerator) + v.denominator for v in values)), sum(v < 0 for v in values)


def smaller(domain: Domain, gap: Gap, point: dict[Symbol, Fraction], floor: Fraction) -> dict[Symbol, Fraction]:
    """The smallest point that is reached from the given one with the gap at least ``floor`` on the way."""
    trials, moved = 0, True
    refused: set[tuple[Fraction, ...]] = set()
    while moved:
        moved = False
        for tried in _moves(domain, point):
            key = tuple(tried.values())
            if key in refused:
                continue
            if trials == _MOST_TRIALS:
                return point
            trials += 1
            found = gap(tried)
            if found > 0 and found >= floor:
                point, moved = tried, True
                break
            refused.add(key)
    return point


def _moves(domain: Domain, point: dict[Symbol, Fraction]) -> Iterator[dict[Symbol, Fraction]]:
    """Smaller points of the domain: all integers moved down together, or one value changed (and those it bounds)."""
    whole = [symbol for symbol in domain.symbols if point[symbol].denominator == 1 and point[symbol] > 1]
    least = min((point[symbol] for symbol in whole), default=Fraction(1))
    together = [{symbol: point[symbol] - step for symbol in whole} for step in (least - 1, least // 2, Fraction(1))]
    one = [{symbol: value} for symbol in domain.symbols for value in _simpler(point[symbol])]
    for change in (*(together if len(whole) > 1 else ()), *one):
        moved = domain.near({**point, **change})
        held_up = len(change) > 1 and moved is not None and any(moved[symbol] != change[symbol] for symbol in change)
        if moved is not None and not held_up and size(moved) < size(point):
            yield moved


def _simpler(value: Fraction) -> Iterator[Fraction]:
    yield from (simple for simple in _SIMPLE if simple != value)
    sign, magnitude = (1 if value > 0 else -1), abs(value)
    if value.denominator > 1:
        yield from (Fraction(round(value)), value.limit_denominator(2), value.limit_denominator(10))
    power = 10
    while power < magnitude:
        yield from (Fraction(sign * digit * power) for digit in (1, 2, 5) if digit * power < magnitude)
        power *= 10
    if 5 < magnitude <= 200:
        whole = magnitude.numerator // magnitude.denominator
        yield from (Fraction(sign * (whole // 2)), Fraction(sign * (whole - 1)))
