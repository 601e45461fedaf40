"""What a wrong formula was meant to be: a bounded search over single edits, each confirmed by the same test.

In order of how often it happens: an offset in a denominator (or the same one in all of them), a constant factor, any
other single edit, a further condition (no generations, no noise, no ridge, more samples than dimensions), a weaker
sense (true only as a limit). A candidate must agree with the truth at the points at hand before it is searched itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import takewhile
from time import perf_counter
from typing import Any

import sympy
from sympy import Rational

from lemmata.numerics.errors import InputError
from lemmata.theory.notation import T0, T, d, n, phi, ridge, sigma, sigma0
from lemmata.verifier.engines.domain import Domain, Point
from lemmata.verifier.property_test.cells import cells
from lemmata.verifier.property_test.comparison import Comparison, Judge
from lemmata.verifier.property_test.edits import Edit, offset_everywhere, single_edits, typed
from lemmata.verifier.property_test.question import Question
from lemmata.verifier.property_test.result import NearMiss
from lemmata.verifier.property_test.search import easy_points, search

_ENOUGH = 5
"""At so many points with a value other than zero a near miss must hold."""
_CONDITIONS: tuple[tuple[str, Any], ...] = (
    ("n == 0", sympy.Eq(n, 0)),
    ("ridge == 0", sympy.Eq(ridge, 0)),
    ("sigma == 0", sympy.Eq(sigma, 0)),
    ("sigma0 == 0", sympy.Eq(sigma0, 0)),
    ("T >= d + 2", sympy.Ge(T, d + 2)),
    ("T <= d - 2", sympy.Le(T, d - 2)),
    ("T0 >= d + 2", sympy.Ge(T0, d + 2)),
    ("T0 <= d - 2", sympy.Le(T0, d - 2)),
    ("n == 1", sympy.Eq(n, 1)),
)

MakeJudge = Callable[[Question], Judge]


def diagnose(
    question: Question,
    domains: tuple[Domain, ...],
    make_judge: MakeJudge,
    found: Comparison,
    seed: int,
    deadline: float,
) -> tuple[NearMiss, ...]:
    """At most two near misses: an edit, or a condition where no edit helps; and the limit.

    Args:
        question: whose formula was refuted.
        domains: its cells.
        make_judge: judges another question about the same quantity.
        found: the counterexample.
        seed: makes the search repeatable.
        deadline: on the clock of ``time.perf_counter``.
    """
    doctor = _Doctor(question, domains, make_judge, found, seed, deadline)
    repaired = next(doctor.edited(), None) or next(doctor.under_a_condition(), None)
    return tuple(miss for miss in (repaired, next(doctor.in_the_limit(), None)) if miss is not None)


class _Doctor:
    def __init__(
        self,
        question: Question,
        domains: tuple[Domain, ...],
        make_judge: MakeJudge,
        found: Comparison,
        seed: int,
        deadline: float,
    ) -> None:
        self.question = question
        self.domains = domains
        self.make_judge = make_judge
        self.seed = seed
        self.deadline = deadline
        known = make_judge(question)
        easy = (point for cell in domains for point in easy_points(cell, 6, seed))
        in_time = takewhile(lambda _: perf_counter() < deadline, easy)
        compared = [c for point in in_time if (c := known.at(point)) is not None]
        self.at_hand = [found, *(c for c in compared if c.gap > 0)][:8]

    def edited(self) -> Iterator[NearMiss]:
        """Formulas that are one edit away."""
        for edit in self._candidates():
            if perf_counter() > self.deadline:
                return
            miss = self._confirmed(self.question.with_formula(edit.formula), self.domains, edit.change, self.at_hand)
            if miss is not None:
                yield miss

    def _candidates(self) -> Iterator[Edit]:
        formula = self.question.formula
        edits = list(single_edits(formula))
        yield from (edit for edit in edits if edit.kind == "offset")
        yield from offset_everywhere(formula)
        factor = self._factor()
        if factor is not None:
            yield Edit("coefficient", f"times {factor}", Rational(factor.numerator, factor.denominator) * formula)
        yield from (edit for edit in edits if edit.kind not in ("offset", "omission"))
        yield from (edit for edit in edits if edit.kind == "omission")

    def _factor(self) -> Fraction | None:
        """truth/formula, when it is the same short rational at all points at hand."""
        ratios = set()
        for seen in self.at_hand:
            if not (isinstance(seen.formula, Fraction) and isinstance(seen.truth.value, Fraction)) or seen.formula == 0:
                return None
            ratios.add(seen.truth.value / seen.formula)
        return ratios.pop() if len(ratios) == 1 and len(self.at_hand) > 2 else None

    def under_a_condition(self) -> Iterator[NearMiss]:
        """Conditions under which the formula as it stands holds."""
        for words, condition in _CONDITIONS:
            question = self.question.with_given(condition)
            symbols = condition.free_symbols
            if perf_counter() > self.deadline:
                return
            if not symbols <= set(self.question.parameters) or symbols & self.question.fixed.keys():
                continue
            try:
                domains = cells(question)
            except InputError:
                continue
            miss = self._confirmed(question, domains, f"given {words}", [])
            if miss is not None:
                yield miss

    def in_the_limit(self) -> Iterator[NearMiss]:
        """The proportional limit, when the formula was meant to be exact."""
        if self.question.sense != "exact" or self.question.quantity != "risk":
            return
        if self.question.infinite_dimension or phi in self.question.fixed or self.question.power_law:
            return
        question = self.question.in_sense("limit")
        miss = self._confirmed(question, self.domains, "as a limit, d, T and T0 growing together", [])
        if miss is not None:
            yield miss

    def _confirmed(
        self, question: Question, domains: tuple[Domain, ...], change: str, at_hand: list[Comparison]
    ) -> NearMiss | None:
        judge = self.make_judge(question)
        if any(not self._agrees(judge, seen.point) for seen in at_hand):
            return None
        found = search(judge, domains, seed=self.seed, deadline=self.deadline, samples=10, examples=0)
        if found.worst is not None or not found.in_time or found.telling < _ENOUGH:
            return None
        if judge.unknown is not None:
            change += ", as far as exact values are known"
        return NearMiss(change, typed(question.formula), found.points)

    @staticmethod
    def _agrees(judge: Judge, point: Point) -> bool:
        found = judge.at(point)
        return found is not None and found.gap == 0
