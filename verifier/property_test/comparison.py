"""Formula against truth at one point: a certified relative gap, or how closely they agree.

The relative gap of two numbers is |f - t| / max(|f|, |t|): 0 when they are equal, 1 when one of them is zero, at most
2. For balls it is a lower bound, and 0 when the balls overlap; then the resolution says what could have gone unseen.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from lemmata.numerics.ball import Ball
from lemmata.verifier.property_test.question import Question
from lemmata.verifier.property_test.truth import NoTruth, Point, Truth, Value, formula_at, truth_at


@dataclass(frozen=True)
class Comparison:
    """What was found at one point.

    Attributes:
        point: a value for each parameter.
        formula: the formula's value.
        truth: the true value and its source.
        gap: a certified lower bound of the relative gap.
        resolution: an upper bound of it.
    """

    point: Point
    formula: Value
    truth: Truth
    gap: Fraction
    resolution: Fraction


Truths = dict[tuple[Fraction, ...], Truth | None]
"""True values by point, which questions about the same quantity share."""


class Judge(Protocol):
    """Formula against truth at one point, in some sense.

    Attributes:
        unknown: why the truth was not known at some point that was asked about; None when it always was.
    """

    unknown: str | None

    def at(self, point: Point) -> Comparison | None:
        """The comparison at a point; None where a side has no value."""


class Comparer:
    """Compares at points and remembers what it has seen, since searching and shrinking meet points twice."""

    def __init__(self, question: Question, digits: int = 30, truths: Truths | None = None) -> None:
        self.question = question
        self.digits = digits
        self.truths: Truths = {} if truths is None else truths
        self.unknown: str | None = None
        self._seen: dict[tuple[Fraction, ...], Comparison | None] = {}

    def at(self, point: Point) -> Comparison | None:
        """The comparison at a point; None where a side has no value."""
        key = tuple(point[symbol] for symbol in self.question.parameters)
        if key not in self._seen:
            self._seen[key] = self._fresh(point, key)
        return self._seen[key]

    def _fresh(self, point: Point, key: tuple[Fraction, ...]) -> Comparison | None:
        formula = formula_at(self.question, point, self.digits)
        if formula is None:
            return None
        if key not in self.truths:
            self.truths[key] = self._truth(point)
        truth = self.truths[key]
        return None if truth is None else compared(point, formula, truth)

    def _truth(self, point: Point) -> Truth | None:
        try:
            return truth_at(self.question, point, self.digits)
        except NoTruth as reason:
            self.unknown = str(reason)
            return None


def compared(point: Point, formula: Value, truth: Truth) -> Comparison:
    """The comparison of two values."""
    gap, resolution = relative_gap(formula, truth.value)
    return Comparison(point, formula, truth, gap, resolution)


def relative_gap(left: Value, right: Value) -> tuple[Fraction, Fraction]:
    """Lower and upper bound of |left - right| / max(|left|, |right|).

    >>> relative_gap(Fraction(1, 2), Fraction(1))
    (Fraction(1, 2), Fraction(1, 2))
    """
    (a, da), (b, db) = (middle_and_radius(value) for value in (left, right))
    distance, slack = abs(a - b), da + db
    largest = max(abs(a) + da, abs(b) + db)
    least = max(abs(a) - da, abs(b) - db)
    if largest == 0:
        return Fraction(0), Fraction(0)
    if least <= 0:
        return max(distance - slack, Fraction(0)) / largest, Fraction(2)
    return max(distance - slack, Fraction(0)) / largest, (distance + slack) / least


def middle_and_radius(value: Value) -> tuple[Fraction, Fraction]:
    """Midpoint and radius; an exact number has radius zero."""
    return (value.mid, value.rad) if isinstance(value, Ball) else (value, Fraction(0))


def same(left: Value, right: Value) -> bool:
    """Whether two values are the same number or the same ball."""
    return middle_and_radius(left) == middle_and_radius(right)
