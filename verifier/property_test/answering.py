"""One property test from start to end: read, find the domain, search, shrink, diagnose.

>>> result = property_test("sigma^2*d/(T-d)", "risk", given=["ridge==0", "n==0", "T>=d+2"])
>>> result.verdict, dict(result.counterexample), str(result.formula_value), str(result.true_value)
(<Verdict.REFUTED: 'refuted'>, {'d': '1', 'T': '3', 'sigma': '1'}, '1/2', '1')
>>> result.near_misses[0].formula
'd*sigma^2/(T - d - 1)'

A formula that is said to hold for every covariance is searched for Sigma = I first, and then for other spectra.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from itertools import product
from time import perf_counter, process_time

from sympy import Expr, Symbol

from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import Exact, exact
from lemmata.numerics.until import TimeIsUp, until
from lemmata.theory.notation import signal
from lemmata.theory.values.exact_value import exact_value
from lemmata.verifier.engines.domain import Domain, shown
from lemmata.verifier.property_test import two_levels
from lemmata.verifier.property_test.budget import Budget, budget_of
from lemmata.verifier.property_test.cells import cells
from lemmata.verifier.property_test.closed_forms import proved_by
from lemmata.verifier.property_test.comparison import Comparer, Comparison, Judge, Truths
from lemmata.verifier.property_test.diagnosis import diagnose
from lemmata.verifier.property_test.edits import typed, typed_relation
from lemmata.verifier.property_test.letters import author_letters, clashes
from lemmata.verifier.property_test.limits import LimitJudge
from lemmata.verifier.property_test.question import SPECTRA, Question
from lemmata.verifier.property_test.result import NearMiss, Result
from lemmata.verifier.property_test.search import Findings, search, steer
from lemmata.verifier.property_test.shrink import shrink, telling
from lemmata.verifier.property_test.simulated import ALPHA, SimulationJudge
from lemmata.verifier.property_test.truth import SIMULATED, Point
from lemmata.verifier.verdict import Verdict

_ENOUGH = 10
"""A formula counts as tested when it was compared at so many points."""
_FEW = 3
"""The same where a point is dear: simulated, or followed to infinity."""
_LAST_SECONDS = 0.3
"""Beyond the deadline, to see which symbols of a counterexample matter; where that is not enough, all are shown."""
_SPECTRUM = ("eigenvalues", "squared_weights")
_PARAMETER_ORDER = (
    *("d", "T", "T0", "n", "sigma", "sigma0", "ridge", "signal", "beta", "r", "kappa", "u", "q"),
    *(symbol.name for symbol in two_levels.SYMBOLS),
)


def property_test(
    formula: str | Expr,
    quantity: str,
    *,
    sense: str = "exact",
    given: Iterable[str] = (),
    resolution: Exact = "1/100",
    digits: Exact = 30,
    seed: Exact = 0,
    max_seconds: Exact = 20,
    near_misses: bool = True,
    let: Iterable[str] = (),
    designs: str = "independent",
    protocol: str = "replace",
) -> Result:
    """Compare a formula with the truth of a quantity over the whole domain.

    Args:
        formula: text (plain or LaTeX) or a SymPy expression in the letters of :mod:`lemmata.theory.notation`.
        quantity: ``risk``, ``kappa``, ``df1``, ``df2`` or ``spectral_sum``.
        sense: ``exact``, ``limit``, ``equivalent`` or ``order``.
        given: conditions such as ``"ridge == 0"``, ``"T >= d + 2"`` or ``"spectrum == isotropic"``.
        resolution: the relative difference that a simulation or an extrapolated limit must exclude.
        digits: relative accuracy of certified balls.
        seed: makes the run repeatable.
        max_seconds: stop searching after so long, in seconds of processor time.
        near_misses: whether to look for changes after which a refuted formula holds.
        let: letters of the author, such as ``"n=T"`` or ``"gamma=d/T"``.
        designs: of the chain, for the exact risk: ``independent``, ``same`` or ``shared``.
        protocol: likewise, ``replace`` or ``accumulate``.

    Raises:
        InputError: for a formula, quantity, sense or condition that makes no sense, and for an empty domain.
    """
    start = perf_counter()
    let = (let,) if isinstance(let, str) else tuple(let)
    question = Question.read(formula, quantity, sense, given, let, designs, protocol)
    budget = budget_of(resolution, digits, seed, max_seconds)
    run = _Run(question, budget, formula if isinstance(formula, str) and not let else typed(question.formula))
    return with_letters(run.answer(start, near_misses), question, let)


def with_letters(result: Result, question: Question, let: tuple[str, ...]) -> Result:
    """The same, with how the letters were read, and what they may have meant otherwise."""
    read_as = (f"read with {', '.join(let)}: {typed(question.formula)}",) if let else ()
    names = author_letters(let, question.names)
    doubtful = () if result.verdict.holds else clashes(question.mentioned, names)
    called = {meaning.name: letter for letter, meaning in names.items() if isinstance(meaning, Symbol)}
    return replace(result, letters=(*read_as, *doubtful), called=called)


class _Part:
    """The same question about one kind of spectrum: its cells, its judge and what was found."""

    def __init__(self, question: Question, budget: Budget) -> None:
        self.question = question
        self.domains = cells(question)
        self.budget = budget
        self.truths: Truths = {}
        self.orders: dict[Hashable, tuple[Fraction, int]] = {}
        self.judge: Judge = self.make_judge(question)
        self.unknown: str | None = None
        self.findings = Findings()

    def make_judge(self, question: Question) -> Judge:
        """The judge of a question's sense; judges of the same sense share true values."""
        if question.sense == "limit":
            return LimitJudge(question)
        if question.sense == "order":
            from lemmata.verifier.property_test.orders import OrderJudge

            return OrderJudge(question, self.orders)
        shared = self.truths if question.spectra == self.question.spectra else {}
        return Comparer(question, self.budget.digits, shared)

    def look(self) -> None:
        """Certified values at small points, corners and far points."""
        costly = self.question.sense in ("limit", "order")
        self.findings = self._searched(self.judge, 6 if costly else 12)
        self.unknown = self.judge.unknown

    def steer(self) -> None:
        """Certified values at points that are steered towards larger gaps, where values are cheap."""
        if self.question.sense in ("exact", "equivalent") and not self.question.two_levels:
            seed, deadline = self.budget.seed, self.budget.deadline
            steer(self.judge, self.domains, self.findings, seed=seed, deadline=deadline)

    def _searched(self, judge: Judge, samples: int) -> Findings:
        return search(judge, self.domains, seed=self.budget.seed, deadline=self.budget.deadline, samples=samples)

    def simulate(self) -> None:
        """Simulation where no certified value is known."""
        if self.unknown is None or self.question.quantity != "risk" or self.question.sense != "exact":
            return
        self.take_simulated(
            SimulationJudge(self.question, self.budget.resolution, self.budget.seed, self.budget.deadline)
        )

    def take_simulated(self, judge: Judge) -> None:
        """What a judge that simulates finds, beside what is known."""
        found = self._searched(judge, 4)
        if found.worst is not None:
            self.judge = judge
        found.merge(self.findings)
        self.findings = found

    @cached_property
    def law(self) -> str | None:
        """The closed form with which the formula is identical."""
        return proved_by(self.question, self.domains)


class _Run:
    """The steps of one test."""

    def __init__(self, question: Question, budget: Budget, text: str, make_part: type[_Part] = _Part) -> None:
        self.question = question
        self.text = text
        self.budget = budget
        self.parts = [make_part(part, budget) for part in question.parts]
        self.findings = Findings()
        self.broken: _Part | None = None

    def answer(self, start: float, near_misses: bool) -> Result:
        """Search part by part, the quick ways first, and say what was found."""
        for step, part in product(("look", "steer", "simulate"), self.parts):
            if step != "look" and process_time() > self.budget.deadline:
                part.findings.in_time = False
                continue
            getattr(part, step)()
            if part.findings.worst is not None:
                self.broken = part
                break
        for part in self.parts:
            self.findings.merge(part.findings)
        found, misses = (None, ()) if self.broken is None else self._explained(self.broken, near_misses)
        return self._result(found, misses, perf_counter() - start)

    def _explained(self, part: _Part, near_misses: bool) -> tuple[Comparison, tuple[NearMiss, ...]]:
        """The smallest counterexample, and what would hold instead."""
        findings, budget = part.findings, self.budget
        assert findings.worst is not None
        assert findings.cell is not None
        found = shrink(part.judge, findings.cell, findings.worst, budget.deadline)
        if not near_misses:
            return found, ()
        whole = self.parts[0]
        if part is not whole and self._is_enough(whole):
            given = "spectrum == isotropic"
            return found, (NearMiss(f"given {given}", typed(self.question.formula), whole.findings.points, (given,)),)
        if found.truth.source == SIMULATED:
            return found, ()
        return found, diagnose(self.question, part.question, part.make_judge, found, budget.seed, budget.deadline)

    def _result(self, found: Comparison | None, misses: tuple[NearMiss, ...], seconds: float) -> Result:
        """Everything in one place."""
        point = None if found is None or self.broken is None else self._shown(found, self.broken)
        findings = self.findings
        return Result(
            verdict=self._verdict(),
            formula=self.text,
            quantity=self.question.quantity,
            sense=self.question.sense,
            reason=self._reason(found),
            counterexample=point,
            formula_value=found.formula if found else None,
            true_value=found.truth.value if found else None,
            gap=found.gap if found and not found.undefined else None,
            points=findings.points,
            resolution=None if found or not findings.points else findings.resolution,
            truth=found.truth.source if found else ", ".join(findings.sources),
            domain=tuple(self._domain()),
            false_alarm_probability=ALPHA if SIMULATED in findings.sources else 0.0,
            near_misses=misses,
            reproduce=self._again(point, found),
            undefined=found.undefined if found else "",
            seconds=seconds,
        )

    def _again(self, point: Mapping[str, str] | None, found: Comparison | None) -> str | None:
        if found is None or point is None or self.question.other_chain:
            return None
        return self.line(point, found)

    def line(self, point: Mapping[str, str], found: Comparison) -> str:
        """What one types to see both values again; ``point`` holds the values that matter."""
        return _line(self.question, self.text, point)

    def _domain(self) -> Iterator[str]:
        """The cells in words, each with the spectra for which the formula was judged there."""
        asked = SPECTRA[self.question.spectra]
        for cell in self.parts[0].domains:
            words = ", ".join(map(typed_relation, cell.relations)) or "all parameters"
            yield f"{words}; {asked if self._every_spectrum(cell) else SPECTRA['isotropic']}"

    def _every_spectrum(self, cell: Domain) -> bool:
        if len(self.parts) == 1 or self.broken is not None or self.law:
            return True
        seen = self.parts[1].findings.uneven
        return any(seen[other] for other in seen if set(cell.relations) <= set(other.relations))

    def _verdict(self) -> Verdict:
        if self.broken is not None:
            return Verdict.REFUTED
        if self.findings.points and self.law:
            return Verdict.PROVED
        return Verdict.TESTED if self._is_enough(self.parts[0]) else Verdict.UNDECIDED

    @property
    def law(self) -> str | None:
        """The closed forms with which the formula is identical, for every kind of spectrum that was asked about."""
        laws = [part.law for part in self.parts]
        return laws[0] if all(laws) else None

    def _is_enough(self, part: _Part) -> bool:
        """Whether a part without a counterexample was looked at closely enough."""
        findings = part.findings
        if findings.worst is not None or findings.open:
            return False
        return findings.points >= self._enough(findings) and findings.resolution <= self.budget.resolution

    def _enough(self, findings: Findings) -> int:
        """One point is all there is when every parameter is fixed."""
        if set(self.parts[0].question.parameters) <= _fixed_values(self.question).keys():
            return 1
        return _FEW if SIMULATED in findings.sources or self.question.sense == "order" else _ENOUGH

    def _reason(self, found: Comparison | None) -> str:
        findings = self.findings
        if found is not None:
            missing = f"has no value at a point of the domain ({found.undefined})" if found.undefined else ""
            return f"the formula {missing}" if missing else f"differs from the {found.truth.source} value"
        sources = ", ".join(f"{count} by {source}" for source, count in findings.sources.items())
        if findings.points == 0:
            return self._nothing_compared()
        said = f"agrees at {findings.points} point{'s' * (findings.points > 1)} ({sources})"
        if self.law:
            return f"identical as a rational function with {self.law}; {said}"
        if self._verdict() is Verdict.TESTED:
            return (
                f"{said} to a relative {float(findings.resolution):.2g}" if findings.resolution else f"{said} exactly"
            )
        if findings.open:
            return f"{said}, but {findings.open}"
        missing = "too few points" if findings.in_time else "the time was up"
        coarse = f", or the resolution {float(findings.resolution):.2g} is too coarse" if findings.resolution else ""
        advice = "; say less at once (--given T==20), or give --resolution 1/20, --max-seconds 120"
        return f"{said}, but {missing}{coarse}{advice if SIMULATED in findings.sources else ''}"

    def _nothing_compared(self) -> str:
        part = self.parts[0]
        names = sorted(s.name for s in part.question.expression.free_symbols - part.question.known)
        if names:
            return f"{', '.join(names)} cannot be evaluated for this spectrum"
        return self.findings.open or part.unknown or "formula and truth have no value at a common point"

    def _shown(self, found: Comparison, part: _Part) -> dict[str, str]:
        assert part.findings.cell is not None
        fixed = _fixed_values(part.question)
        symbols = list(found.point)
        with suppress(TimeIsUp), until(max(self.budget.deadline, process_time() + _LAST_SECONDS)):
            symbols = telling(part.judge, part.findings.cell, found, fixed) or symbols
        ordered = sorted(symbols, key=_place)
        shown = {s.name: str(found.point[s]) for s in ordered if s not in two_levels.SYMBOLS}
        if not part.question.two_levels:
            return shown
        lists = two_levels.listed(found.point)
        if not found.point.get(signal):
            del lists["squared_weights"]
        shown.pop("signal", None)
        return shown | lists


def _place(symbol: Symbol) -> tuple[int, str]:
    """Where a parameter is shown: in the usual order, those of other models after them."""
    known = symbol.name in _PARAMETER_ORDER
    return (_PARAMETER_ORDER.index(symbol.name) if known else len(_PARAMETER_ORDER)), symbol.name


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
        parameters: values by name; those that do not matter may be left out. ``eigenvalues`` and ``squared_weights``
            are comma lists, ``1,1/2*3`` for 1, 1/2, 1/2, 1/2.

    Raises:
        InputError: for unknown names, and where one of the sides has no value.

    >>> found = values_at("sigma^2*d/(T-d)", "risk", d=1, T=3, n=0, sigma=1, ridge=0)
    >>> str(found.formula), str(found.truth.value), str(found.gap)
    ('1/2', '1', '1/2')
    """
    question = Question.read(formula, quantity, sense, given)
    question = question.parts[-1 if "eigenvalues" in parameters else 0]
    names = {symbol.name: symbol for symbol in question.parameters}
    listed = [*_SPECTRUM] if question.two_levels else []
    for name in parameters:
        if name not in names and name not in listed:
            raise InputError(name, parameters[name], f"one of {', '.join([*names, *listed])}")
    point: dict[Symbol, Fraction] = {names[name]: exact(v, name) for name, v in parameters.items() if name in names}
    if question.two_levels:
        point = two_levels.read_lists({name: str(parameters[name]) for name in listed if name in parameters}) | point
    found = _judge_for(question, digits).at(_completed(point, question))
    if found is None:
        raise InputError("point", shown(parameters), "one where formula and truth have a value")
    return found


def _judge_for(question: Question, digits: int) -> Judge:
    return _Part(question, Budget(Fraction(1, 100), digits, 0, 0.0)).judge


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
    conditions = [typed_relation(c) for c in question.given]
    conditions += ["spectrum == isotropic"] if question.spectra == "isotropic" else []
    given = f", given={conditions!r}" if conditions else ""
    return f'values_at({text!r}, "{question.quantity}"{sense}{given}{values})'
