"""One property test from start to end: read, find the domain, search, shrink, diagnose.

>>> result = property_test("sigma^2*d/(T-d)", "risk", given=["ridge==0", "n==0"])
>>> result.verdict, dict(result.counterexample), str(result.formula_value), str(result.true_value)
(<Verdict.REFUTED: 'refuted'>, {'d': '1', 'T': '3', 'sigma': '1'}, '1/2', '1')
>>> result.near_misses[0].formula
'd*sigma^2/(T - d - 1)'
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from time import perf_counter
from typing import Any

from sympy import Expr, Symbol

from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import Exact, exact, exact_integer
from lemmata.theory.values.exact_value import exact_value
from lemmata.verifier.engines.domain import Domain
from lemmata.verifier.property_test.cells import cells
from lemmata.verifier.property_test.closed_forms import proved_by
from lemmata.verifier.property_test.comparison import Comparer, Comparison, Judge, Truths
from lemmata.verifier.property_test.diagnosis import diagnose
from lemmata.verifier.property_test.edits import typed, typed_relation
from lemmata.verifier.property_test.limits import LimitJudge
from lemmata.verifier.property_test.question import Question
from lemmata.verifier.property_test.result import NearMiss, Result
from lemmata.verifier.property_test.search import Findings, search
from lemmata.verifier.property_test.shrink import shrink, telling
from lemmata.verifier.property_test.simulated import ALPHA, SimulationJudge
from lemmata.verifier.property_test.truth import SIMULATED, Point
from lemmata.verifier.verdict import Verdict

_ENOUGH = 10
"""A formula counts as tested when it was compared at so many points."""
_FEW = 3
"""The same where a point is dear: simulated, or followed to infinity."""
_PARAMETER_ORDER = ("d", "T", "T0", "n", "sigma", "sigma0", "ridge", "signal", "beta", "r", "kappa", "u", "q")


def property_test(
    formula: str | Expr,
    quantity: str,
    *,
    sense: str = "exact",
    given: Iterable[str] = (),
    resolution: Exact = "1/100",
    digits: Exact = 30,
    seed: Exact = 0,
    max_seconds: Exact = 10,
    near_misses: bool = True,
) -> Result:
    """Compare a formula with the truth of a quantity over the whole domain.

    Args:
        formula: text (plain or LaTeX) or a SymPy expression in the letters of :mod:`lemmata.theory.notation`.
        quantity: ``risk``, ``kappa``, ``df1``, ``df2`` or ``spectral_sum``.
        sense: ``exact``, ``limit``, ``equivalent`` or ``order``.
        given: conditions such as ``"ridge == 0"`` or ``"T >= d + 2"``.
        resolution: the relative difference that a simulation or an extrapolated limit must exclude.
        digits: relative accuracy of certified balls.
        seed: makes the run repeatable.
        max_seconds: stop searching after so long.
        near_misses: whether to look for changes after which a refuted formula holds.

    Raises:
        InputError: for a formula, quantity, sense or condition that makes no sense, and for an empty domain.
    """
    start = perf_counter()
    question = Question.read(formula, quantity, sense, tuple(given))
    budget = _Budget(
        resolution=_positive(resolution, "resolution"),
        digits=exact_integer(digits, "digits", least=5),
        seed=exact_integer(seed, "seed", least=0),
        deadline=start + float(_positive(max_seconds, "max_seconds")),
    )
    run = _Run(question, cells(question), budget, formula if isinstance(formula, str) else typed(formula))
    findings = run.search()
    found = findings.worst
    misses: tuple[NearMiss, ...] = ()
    if found is not None:
        found, misses = run.explain(findings, near_misses)
    return run.result(findings, found, misses, perf_counter() - start)


@dataclass(frozen=True)
class _Budget:
    resolution: Fraction
    digits: int
    seed: int
    deadline: float


class _Run:
    """The steps of one test."""

    def __init__(self, question: Question, domains: tuple[Domain, ...], budget: _Budget, text: str) -> None:
        self.question = question
        self.text = text
        self.domains = domains
        self.budget = budget
        self.truths: Truths = {}
        self.orders: dict[Hashable, tuple[Fraction, int]] = {}
        self.judge: Judge = self.make_judge(question)
        self.unknown: str | None = None

    def make_judge(self, question: Question) -> Judge:
        """The judge of a question's sense; judges of the same sense share true values."""
        if question.sense == "limit":
            return LimitJudge(question, self.budget.resolution)
        if question.sense == "order":
            from lemmata.verifier.property_test.orders import OrderJudge

            return OrderJudge(question, self.orders)
        return Comparer(question, self.budget.digits, self.truths)

    def search(self) -> Findings:
        """Certified values first; simulation where there are none."""
        costly = self.question.sense in ("limit", "order")
        samples, examples = (6, 0) if costly else (12, 40)
        findings = search(
            self.judge,
            self.domains,
            seed=self.budget.seed,
            deadline=self.budget.deadline,
            samples=samples,
            examples=examples,
        )
        self.unknown = self.judge.unknown
        simulable = self.question.quantity == "risk" and self.question.sense == "exact"
        if findings.worst is None and self.unknown and simulable:
            return self._simulated(findings)
        return findings

    def _simulated(self, certified: Findings) -> Findings:
        judge = SimulationJudge(self.question, self.budget.resolution, self.budget.seed, self.budget.deadline)
        findings = search(
            judge, self.domains, seed=self.budget.seed, deadline=self.budget.deadline, samples=4, examples=0
        )
        if findings.worst is not None:
            self.judge = judge
        findings.merge(certified)
        return findings

    def explain(self, findings: Findings, near_misses: bool) -> tuple[Comparison, tuple[NearMiss, ...]]:
        """The smallest counterexample, and what would hold instead."""
        assert findings.worst is not None
        assert findings.cell is not None
        found = shrink(self.judge, findings.cell, findings.worst, self.budget.deadline)
        if not near_misses or found.truth.source == SIMULATED:
            return found, ()
        seed, deadline = self.budget.seed, self.budget.deadline
        return found, diagnose(self.question, self.domains, self.make_judge, found, seed, deadline)

    def result(
        self, findings: Findings, found: Comparison | None, misses: tuple[NearMiss, ...], seconds: float
    ) -> Result:
        """Everything in one place."""
        point = None if found is None or findings.cell is None else self._shown(found, findings.cell)
        return Result(
            verdict=self._verdict(findings),
            formula=self.text,
            quantity=self.question.quantity,
            sense=self.question.sense,
            reason=self._reason(findings),
            counterexample=point,
            formula_value=found.formula if found else None,
            true_value=found.truth.value if found else None,
            gap=found.gap if found else None,
            points=findings.points,
            resolution=None if found or not findings.points else findings.resolution,
            truth=found.truth.source if found else ", ".join(findings.sources),
            domain=tuple(", ".join(map(typed_relation, cell.relations)) or "all parameters" for cell in self.domains),
            false_alarm_probability=ALPHA if SIMULATED in findings.sources else 0.0,
            near_misses=misses,
            reproduce=None if point is None else _line(self.question, self.text, point),
            seconds=seconds,
        )

    def _verdict(self, findings: Findings) -> Verdict:
        if findings.worst is not None:
            return Verdict.REFUTED
        if findings.points and self.law:
            return Verdict.PROVED
        few = findings.points < self._enough(findings)
        return Verdict.UNDECIDED if few or findings.resolution > self.budget.resolution else Verdict.TESTED

    @cached_property
    def law(self) -> str | None:
        """The closed form with which the formula is identical."""
        return proved_by(self.question, self.domains)

    def _enough(self, findings: Findings) -> int:
        """One point is all there is when every parameter is fixed."""
        if set(self.question.parameters) <= _fixed_values(self.question).keys():
            return 1
        return _FEW if SIMULATED in findings.sources or self.question.sense == "order" else _ENOUGH

    def _reason(self, findings: Findings) -> str:
        if findings.worst is not None:
            return f"differs from the {findings.worst.truth.source} value"
        sources = ", ".join(f"{count} by {source}" for source, count in findings.sources.items())
        if findings.points == 0:
            return self._nothing_compared()
        said = f"agrees at {findings.points} points ({sources})"
        if self.law:
            return f"identical as a rational function with {self.law}; {said}"
        if self._verdict(findings) is Verdict.TESTED:
            return (
                f"{said} to a relative {float(findings.resolution):.2g}" if findings.resolution else f"{said} exactly"
            )
        missing = "too few points" if findings.in_time else "the time was up"
        return f"{said}, but {missing}, or the resolution {float(findings.resolution):.2g} is too coarse"

    def _nothing_compared(self) -> str:
        names = sorted(s.name for s in self.question.expression.free_symbols - self.question.known)
        if names:
            return f"{', '.join(names)} cannot be evaluated for this spectrum"
        return self.unknown or "formula and truth have no value at a common point"

    def _shown(self, found: Comparison, cell: Domain) -> dict[str, str]:
        symbols = telling(self.judge, cell, found, _fixed_values(self.question)) or list(found.point)
        ordered = sorted(symbols, key=lambda symbol: _PARAMETER_ORDER.index(symbol.name))
        return {symbol.name: str(found.point[symbol]) for symbol in ordered}


def values_at(
    formula: str | Expr,
    quantity: str,
    *,
    sense: str = "exact",
    given: Iterable[str] = (),
    digits: int = 30,
    **parameters: Exact,
) -> Comparison:
    """Formula and truth at one point: the line that reproduces a counterexample.

    Args:
        formula: text or expression.
        quantity: as in :func:`property_test`.
        sense: ``exact`` or ``equivalent``, or ``limit`` and ``order`` along the path that starts at the point.
        given: conditions, for the choice of the spectrum.
        digits: relative accuracy of certified balls.
        parameters: values by name; those that do not matter may be left out.

    Raises:
        InputError: for unknown names, and where one of the sides has no value.

    >>> found = values_at("sigma^2*d/(T-d)", "risk", d=1, T=3, n=0, sigma=1, ridge=0)
    >>> str(found.formula), str(found.truth.value), str(found.gap)
    ('1/2', '1', '1/2')
    """
    question = Question.read(formula, quantity, sense, tuple(given))
    names = {symbol.name: symbol for symbol in question.parameters}
    for name in parameters:
        if name not in names:
            raise InputError(name, parameters[name], f"one of {', '.join(names)}")
    point: dict[Symbol, Fraction] = {names[name]: exact(value, name) for name, value in parameters.items()}
    found = _judge_for(question, digits).at(_completed(point, question))
    if found is None:
        raise InputError("point", _words(parameters), "one where formula and truth have a value")
    return found


def _judge_for(question: Question, digits: int) -> Judge:
    return _Run(question, (), _Budget(Fraction(1, 100), digits, 0, 0.0), "").judge


def _completed(point: Mapping[Symbol, Fraction], question: Question) -> Point:
    """Values for the parameters that do not matter: those that were left out."""
    left_out = {symbol: Fraction(1 if symbol.is_positive else 0) for symbol in question.parameters}
    return {**left_out, **_fixed_values(question), **point}


def _fixed_values(question: Question) -> dict[Symbol, Fraction]:
    """The symbols that a condition fixes to a number."""
    values = {symbol: exact_value(value) for symbol, value in question.fixed.items()}
    return {symbol: value for symbol, value in values.items() if value is not None}


def _line(question: Question, text: str, point: Mapping[str, str]) -> str:
    values = "".join(f", {k}={v}" if v.lstrip("-").isdigit() else f', {k}="{v}"' for k, v in point.items())
    sense = "" if question.sense == "exact" else f', sense="{question.sense}"'
    given = "" if not question.given else f", given={[typed_relation(c) for c in question.given]!r}"
    return f'values_at({text!r}, "{question.quantity}"{sense}{given}{values})'


def _words(parameters: Mapping[str, Any]) -> str:
    return " ".join(f"{name}={value}" for name, value in parameters.items())


def _positive(value: Exact, argument: str) -> Fraction:
    number = exact(value, argument)
    if number <= 0:
        raise InputError(argument, value, "> 0")
    return number
