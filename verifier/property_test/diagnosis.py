"""What a wrong formula was meant to be: a bounded search over single edits, each confirmed by the same test.

In order of how often it happens: the label noise of the test point counted in, an offset in a denominator (or the same
one in all of them), a constant factor, any other single edit; a further condition (no generations, no noise, no ridge,
more samples than dimensions), the two together; a weaker sense (true only as a limit). A candidate must agree with the
truth at the points at hand before it is searched itself. What is confirmed for Sigma = I alone is said to be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import chain, combinations, islice, takewhile
from time import process_time
from typing import Any

import sympy
from sympy import Rational

from lemmata.numerics.errors import InputError
from lemmata.numerics.until import TimeIsUp, until
from lemmata.theory.notation import T0, T, d, n, phi, ridge, sigma, sigma0
from lemmata.theory.values.enclosure import holds
from lemmata.verifier.engines.domain import Point
from lemmata.verifier.property_test.cells import cells
from lemmata.verifier.property_test.comparison import Comparison, Judge
from lemmata.verifier.property_test.edits import Edit, offset_everywhere, single_edits, typed
from lemmata.verifier.property_test.question import Question
from lemmata.verifier.property_test.result import NearMiss
from lemmata.verifier.property_test.search import Findings, easy_points, search

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

_SIDES = ("T >= d + 2", "T <= d - 2", "T0 >= d + 2", "T0 <= d - 2")
Condition = tuple[str, Any]
MakeJudge = Callable[[Question], Judge]


def diagnose(
    asked: Question,
    question: Question,
    make_judge: MakeJudge,
    found: Comparison,
    seed: int,
    deadline: float,
) -> tuple[NearMiss, ...]:
    """At most two near misses: an edit, or a condition where no edit helps; and the limit.

    Args:
        asked: the question as it was asked.
        question: the part of it, about one kind of spectrum, whose formula was refuted.
        make_judge: judges another question about the same quantity.
        found: the counterexample.
        seed: makes the search repeatable.
        deadline: on the clock of ``time.process_time``.
    """
    misses: list[NearMiss] = []
    with suppress(TimeIsUp), until(deadline):
        doctor = _Doctor(asked, question, make_judge, found, seed, deadline)
        tries = doctor.edited(()), doctor.under_a_condition(), doctor.edited_on_a_side(), doctor.under_two_conditions()
        misses += islice(chain.from_iterable(tries), 1)
        misses += islice(doctor.in_the_limit(), 1)
    return tuple(misses)


class _Doctor:
    def __init__(
        self,
        asked: Question,
        question: Question,
        make_judge: MakeJudge,
        found: Comparison,
        seed: int,
        deadline: float,
    ) -> None:
        self.asked = asked
        self.question = question
        self.make_judge = make_judge
        self.seed = seed
        self.deadline = deadline
        known = make_judge(question)
        easy = (point for cell in cells(question) for point in easy_points(cell, 6, seed))
        in_time = takewhile(lambda _: process_time() < deadline, easy)
        compared = [c for point in in_time if (c := known.at(point)) is not None]
        self.at_hand = [found, *(c for c in compared if c.gap > 0)]

    def edited(self, conditions: tuple[Condition, ...]) -> Iterator[NearMiss]:
        """Formulas that are one edit away, where further conditions hold."""
        at_hand = [seen for seen in self.at_hand if all(holds(c, seen.point) for _, c in conditions)][:8]
        if not at_hand:
            return
        for edit in self._candidates(at_hand):
            if process_time() > self.deadline:
                return
            miss = self._confirmed(self.question.with_formula(edit.formula), edit.change, conditions, at_hand)
            if miss is not None:
                yield miss

    def edited_on_a_side(self) -> Iterator[NearMiss]:
        """The same where every number of samples is on the side of the dimension where the counterexample has it."""
        sides = [(words, c) for words, c in self._conditions() if words in _SIDES and holds(c, self.at_hand[0].point)]
        for size in range(1, len(sides) + 1):
            for conditions in combinations(sides, size):
                yield from self.edited(conditions)

    def _candidates(self, at_hand: list[Comparison]) -> Iterator[Edit]:
        formula = self.question.formula
        if self.question.quantity == "risk" and formula.has(sigma):
            yield Edit(
                "meaning", "it is the total test error, with the label noise: risk + sigma^2", formula - sigma**2
            )
        edits = list(single_edits(formula))
        yield from (edit for edit in edits if edit.kind == "offset")
        yield from offset_everywhere(formula)
        factor = self._factor(at_hand)
        if factor is not None:
            yield Edit("coefficient", f"times {factor}", Rational(factor.numerator, factor.denominator) * formula)
        yield from (edit for edit in edits if edit.kind not in ("offset", "omission"))
        yield from (edit for edit in edits if edit.kind == "omission")

    @staticmethod
    def _factor(at_hand: list[Comparison]) -> Fraction | None:
        """truth/formula, when it is the same short rational at all points at hand."""
        ratios = set()
        for seen in at_hand:
            if not (isinstance(seen.formula, Fraction) and isinstance(seen.truth.value, Fraction)) or seen.formula == 0:
                return None
            ratios.add(seen.truth.value / seen.formula)
        return ratios.pop() if len(ratios) == 1 and len(at_hand) > 2 else None

    def _conditions(self) -> list[Condition]:
        """Conditions that may be added: on parameters that none fixes yet."""
        return [
            (words, condition)
            for words, condition in _CONDITIONS
            if condition.free_symbols <= set(self.question.parameters)
            and not condition.free_symbols & self.question.fixed.keys()
        ]

    def under_a_condition(self) -> Iterator[NearMiss]:
        """Conditions under which the formula as it stands holds."""
        yield from self._as_it_stands([(condition,) for condition in self._conditions()])

    def under_two_conditions(self) -> Iterator[NearMiss]:
        """The same with a side for the samples and one condition more."""
        sides = [each for each in self._conditions() if each[0] in _SIDES]
        pairs = [(side, other) for side in sides for other in self._conditions() if other != side]
        yield from self._as_it_stands(pairs)

    def _as_it_stands(self, choices: Iterable[tuple[Condition, ...]]) -> Iterator[NearMiss]:
        for conditions in choices:
            if process_time() > self.deadline:
                return
            miss = self._confirmed(self.question, "", conditions, [])
            if miss is not None:
                yield miss

    def in_the_limit(self) -> Iterator[NearMiss]:
        """The proportional limit, when the formula was meant to be exact."""
        if self.question.other_chain:
            return
        if self.question.sense != "exact" or self.question.quantity != "risk":
            return
        if self.question.infinite_dimension or phi in self.question.fixed or self.question.power_law:
            return
        sides = [each for each in self._conditions() if each[0] in _SIDES]
        for conditions in ((), *((side,) for side in sides)):
            words = "as a limit, d, T and T0 growing together"
            miss = self._confirmed(self.question.in_sense("limit"), words, conditions, [])
            if miss is not None:
                yield miss

    def _confirmed(
        self, question: Question, change: str, conditions: tuple[Condition, ...], at_hand: list[Comparison]
    ) -> NearMiss | None:
        question = question.with_given(*(condition for _, condition in conditions))
        given = [words for words, _ in conditions]
        judge = self.make_judge(question)
        if any(not self._agrees(judge, seen.point) for seen in at_hand):
            return None
        found = self._searched(question, judge, 10)
        if found is None or found.worst is not None or found.open or not found.in_time or found.telling < _ENOUGH:
            return None
        if self.asked.spectra == "every":
            other = question.with_spectra("two levels")
            elsewhere = self._searched(other, self.make_judge(other), 4)
            if elsewhere is None or elsewhere.worst is not None or not elsewhere.points:
                given.append("spectrum == isotropic")
        said = [change] if change else []
        said += [f"given {' and '.join(given)}"] if given else []
        said += ["as far as values are known"] if judge.unknown is not None else []
        return NearMiss(", ".join(said), typed(question.formula), found.points, tuple(given))

    def _searched(self, question: Question, judge: Judge, samples: int) -> Findings | None:
        """What a search finds in the domain of a question; None where that is empty."""
        try:
            domains = cells(question)
        except InputError:
            return None
        return search(judge, domains, seed=self.seed, deadline=self.deadline, samples=samples)

    @staticmethod
    def _agrees(judge: Judge, point: Point) -> bool:
        found = judge.at(point)
        return found is not None and found.gap == 0
