"""Formula against truth at one point: a certified relative gap, or how closely they agree.

The relative gap of two numbers is |f - t| / max(|f|, |t|): 0 when they are equal, 1 when one of them is zero, at most
2. For balls it is a lower bound, and 0 when the balls overlap; then the resolution says what could have gone unseen.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from lemmata.numerics.ball import Ball
from lemmata.theory.notation import d
from lemmata.verifier.property_test import two_levels
from lemmata.verifier.property_test.question import Question
from lemmata.verifier.property_test.truth import NoTruth, Point, Truth, Value, formula_at, truth_at, undefined_there


@dataclass(frozen=True)
class Comparison:
    """What was found at one point.

    Attributes:
        point: a value for each parameter.
        formula: the formula's value; None where it certainly has none.
        truth: the true value and its source.
        gap: a certified lower bound of the relative gap; 1 where the formula has no value.
        resolution: an upper bound of it.
        undefined: why the formula has no value.
        open: why nothing follows from the point, although both sides have a value.
    """

    point: Point
    formula: Value | None
    truth: Truth
    gap: Fraction
    resolution: Fraction
    undefined: str = ""
    open: str = ""


Truths = dict[tuple[Fraction, ...], Truth | NoTruth | None]
"""True values by point, or why there is none, which questions about the same quantity share."""


class Judge(ABC):
    """Formula against truth at one point, in some sense; what was seen is kept, since points are met twice.

    Attributes:
        question: what is asked.
        unknown: why the truth was not known at some point that was asked about; None when it always was.
        reaches_far: whether values far from ordinary ones are as cheap.
    """

    reaches_far: ClassVar[bool]

    def __init__(self, question: Question) -> None:
        self.question = question
        self.unknown: str | None = None
        self._seen: dict[tuple[Fraction, ...], Comparison | None] = {}

    def at(self, point: Point) -> Comparison | None:
        """The comparison at a point; None where a side has no value."""
        if self.question.two_levels and point[d] > two_levels.LARGEST:
            return None
        key = self.key(point)
        if key not in self._seen:
            try:
                self._seen[key] = self.fresh(point)
            except NoTruth as reason:
                self.unknown = str(reason)
                self._seen[key] = None
        return self._seen[key]

    def key(self, point: Point) -> tuple[Fraction, ...]:
        """The parameters at a point."""
        return tuple(point[symbol] for symbol in self.question.parameters)

    @abstractmethod
    def fresh(self, point: Point) -> Comparison | None:
        """The comparison at a point that was not met before.

        Raises:
            NoTruth: where the truth is not known.
        """


class Comparer(Judge):
    """Compares the two values at a point."""

    reaches_far = True

    def __init__(self, question: Question, digits: int = 30, truths: Truths | None = None) -> None:
        super().__init__(question)
        self.digits = digits
        self.truths: Truths = {} if truths is None else truths

    def fresh(self, point: Point) -> Comparison | None:
        """From the values of both sides; true values are shared with other questions."""
        key = self.key(point)
        formula = formula_at(self.question, point, self.digits)
        undefined = undefined_there(self.question, point) if formula is None else None
        if formula is None and undefined is None:
            return None
        if key not in self.truths:
            self.truths[key] = self._known(point)
        truth = self.truths[key]
        if isinstance(truth, NoTruth):
            raise truth
        if truth is None:
            return None
        return compared(point, formula, truth) if formula is not None else without_value(point, truth, undefined or "")

    def _known(self, point: Point) -> Truth | NoTruth | None:
        try:
            return self.truth(point)
        except NoTruth as reason:
            return reason

    def truth(self, point: Point) -> Truth | None:
        """The true value; None where it is infinite.

        Raises:
            NoTruth: where it is not known.
        """
        return truth_at(self.question, point, self.digits)


def compared(point: Point, formula: Value, truth: Truth) -> Comparison:
    """The comparison of two values."""
    gap, resolution = relative_gap(formula, truth.value)
    return Comparison(point, formula, truth, gap, resolution)


def without_value(point: Point, truth: Truth, undefined: str) -> Comparison:
    """What is found where the quantity has a value and the formula has none."""
    return Comparison(point, None, truth, Fraction(1), Fraction(1), undefined)


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


def same(left: Value | None, right: Value | None) -> bool:
    """Whether two values are the same number or the same ball, or both are missing."""
    if left is None or right is None:
        return left is right
    return middle_and_radius(left) == middle_and_radius(right)
