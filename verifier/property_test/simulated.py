"""Where no certified value is known: simulation with a confidence sequence, and a budget for false alarms.

The k-th simulation may raise a false alarm with probability alpha/(k(k+1)); these sum to alpha over any
number of simulations, also when the number depends on what was seen. (The confidence sequences of
:mod:`lemmata.numerics.statistics` hold at whatever replicate a simulation stops, in the limit of many replicates.)
"""

from __future__ import annotations

from fractions import Fraction
from math import isfinite
from time import process_time
from typing import Any

from lemmata.numerics.simulation.until_precise import Simulation
from lemmata.numerics.until import TimeIsUp
from lemmata.theory.models.simulation import simulated_risk
from lemmata.verifier.property_test.comparison import Comparison, Judge, middle_and_radius
from lemmata.verifier.property_test.question import Question
from lemmata.verifier.property_test.truth import SIMULATED, NoTruth, Point, Truth, Value, chain_at, formula_at, truth_at

ALPHA = 1e-9
"""Probability of a false refutation in one run."""
_LARGEST_SIZE = 200
_MOST_REPLICATES = 100_000
_SHARE = 0.3
"""Of the time that is left, what one simulation may take: a point that is hard to simulate must not be the only one."""


class SimulationJudge(Judge):
    """Judges the points of which no certified truth is known."""

    reaches_far = False

    def __init__(self, question: Question, resolution: Fraction, seed: int, deadline: float) -> None:
        super().__init__(question)
        self.resolution = resolution
        self.seed = seed
        self.deadline = deadline
        self.looks = 0
        self._until = deadline

    def fresh(self, point: Point) -> Comparison | None:
        """The comparison with a simulated mean; None where a side has no value, or certified values are known."""
        formula = formula_at(self.question, point)
        subject = None if formula is None else self.subject(point)
        return None if subject is None or formula is None else self._judged(point, formula, subject)

    def subject(self, point: Point) -> Any:
        """What is simulated at a point; None where certified values are known, or it is too large."""
        chain = chain_at(self.question, point)
        if chain.spectrum.d is None or max(chain.spectrum.d, chain.T, *chain.T0) > _LARGEST_SIZE:
            return None
        try:
            truth_at(self.question, point)
        except NoTruth:
            return chain
        return None

    def simulated(self, subject: Any, **asked: Any) -> Simulation:
        """One simulation."""
        return simulated_risk(subject, **asked)

    def _judged(self, point: Point, formula: Value, subject: Any) -> Comparison | None:
        """A coarse look first: a formula that is far off need not wait for the last digit."""
        found = None
        for wanted in (Fraction(1, 10), self.resolution / 2):
            found = self._looked(point, formula, subject, float(wanted))
            if found is None or found.gap > 0:
                break
        return found

    def _looked(self, point: Point, formula: Value, subject: Any, wanted: float) -> Comparison | None:
        self.looks += 1
        self._until = process_time() + _SHARE * (self.deadline - process_time())
        alpha = ALPHA / (self.looks * (self.looks + 1))
        try:
            found = self.simulated(
                subject,
                relative_error=wanted,
                seed=self.seed + self.looks,
                confidence=1 - alpha,
                max_replicates=_MOST_REPLICATES,
                on_progress=self._watch,
            )
        except TimeIsUp:
            return None
        bounds = (found.interval.low, found.interval.high, found.mean)
        if found.guarantee not in ("asymptotic", "finite-sample") or not all(map(isfinite, bounds)):
            return None
        return _compared(point, middle_and_radius(formula)[0], formula, *map(Fraction, bounds))

    def _watch(self, _replicates: int, _value: float, _reached: float) -> None:
        if process_time() > min(self.deadline, self._until):
            raise TimeIsUp


def _compared(
    point: Point, value: Fraction, formula: Value, low: Fraction, high: Fraction, mean: Fraction
) -> Comparison:
    """The gap to the interval, relative to the larger of formula and mean."""
    largest = max(abs(value), abs(mean)) or Fraction(1)
    outside = max(low - value, value - high, Fraction(0))
    unseen = max(abs(high - value), abs(value - low))
    return Comparison(point, formula, Truth(mean, SIMULATED), outside / largest, unseen / largest)
