r"""Equal in the proportional limit: the ratio of formula and truth tends to 1 as d, T and T0 grow together.

A point fixes the ratios. On a ladder of sizes (d, T, T0) times 16, 32, ..., 4096 the ratio is formed from exact values,
and :func:`lemmata.numerics.statistics.judge_ladder` judges its rate (a correction of order 1/size, since the exact laws
are rational functions of the sizes) and its Richardson extrapolation. With a ridge, where exact values are known at
small sizes only, the truth on the ladder is the deterministic equivalent, and the source says so.
"""

from __future__ import annotations

from fractions import Fraction

from lemmata.numerics.statistics import judge_ladder
from lemmata.theory.notation import T0, T, d, ridge
from lemmata.verifier.property_test.comparison import Comparison, middle_and_radius
from lemmata.verifier.property_test.question import Question
from lemmata.verifier.property_test.truth import NoTruth, Point, Truth, formula_at, truth_at

LADDER = tuple(2**k for k in range(4, 13))
"""The factors by which d, T and T0 are multiplied."""


_FAR = Fraction(10**9)
"""A ratio beyond this does not tend to 1."""


class LimitJudge:
    """Judges at the ratios that a point fixes."""

    def __init__(self, question: Question, resolution: Fraction) -> None:
        self.question = question
        self.resolution = resolution
        self.unknown: str | None = None
        self._seen: dict[tuple[Fraction, ...], Comparison | None] = {}

    def at(self, point: Point) -> Comparison | None:
        """The comparison of the limits; its values are those at the largest size."""
        key = tuple(point[symbol] for symbol in self.question.parameters)
        if key not in self._seen:
            self._seen[key] = self._fresh(point)
        return self._seen[key]

    def _fresh(self, point: Point) -> Comparison | None:
        ratios, formula, truth = [], None, None
        for factor in LADDER:
            larger = {s: v * factor if s in (d, T, T0) else v for s, v in point.items()}
            formula, truth = formula_at(self.question, larger), self._truth(larger)
            if formula is None or truth is None:
                return None
            (f, _), (t, _) = middle_and_radius(formula), middle_and_radius(truth.value)
            if t == 0 or f == 0:
                gap = Fraction(0) if t == f else Fraction(1)
                return Comparison(point, formula, truth, gap, gap)
            ratios.append(float(min(max(f / t, -_FAR), _FAR)))
        assert formula is not None
        assert truth is not None
        found = judge_ladder(LADDER, ratios, [1.0] * len(ratios), resolution=float(self.resolution))
        distance = Fraction(max(0.0, abs(found.extrapolated) - found.allowance))
        gap = distance / (1 + distance) if found.outcome == "refuted" else Fraction(0)
        return Comparison(point, formula, truth, gap, Fraction(found.resolution).limit_denominator(10**12))

    def _truth(self, point: Point) -> Truth | None:
        question = self.question
        if point.get(ridge):
            question = question.in_sense("equivalent")
        try:
            found = truth_at(question, point)
        except NoTruth as reason:
            self.unknown = str(reason)
            return None
        if found is not None and question.sense == "equivalent":
            return Truth(found.value, "deterministic equivalent")
        return found
