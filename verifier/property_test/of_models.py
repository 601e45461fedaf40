"""A formula against the truth of a quantity of any model: exact where a law is known, simulation otherwise.

As a limit or an equivalent it is compared with what is derived (:mod:`.model_equivalents`), as an order with derived
exponents (:mod:`.model_orders`); a formula that is the exact law itself, in every cell of its domain, is proved
(:mod:`.model_laws`).

>>> from lemmata.theory.models import shipped_model
>>> asked = "sigma^2*d/(T-d)", shipped_model("least-squares"), "risk"
>>> result = model_property_test(*asked, given=["T >= d + 2"], max_seconds=3)
>>> result.verdict.value, dict(result.counterexample), str(result.true_value)
('refuted', {'d': '1', 'T': '3', 'sigma': '1'}, '1')

The question is that of :mod:`lemmata.verifier.property_test.question`, with the parameters of the model in place of the
chain's; search, shrinking and diagnosis are the same. Points without a certain variance are not simulated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from time import perf_counter
from typing import Any

import sympy
from sympy import Expr, Symbol

from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import Exact
from lemmata.numerics.simulation.until_precise import Simulation
from lemmata.theory.models.drawing import simulated_quantity
from lemmata.theory.models.heavy_tails import has_variance
from lemmata.theory.models.point import ModelPoint, point_of
from lemmata.theory.models.statement import Model, ModelQuantity
from lemmata.theory.notation import T, beta, d, df1, df2, kappa, phi, r, ridge, signal
from lemmata.theory.reading.latex import read, read_relation
from lemmata.verifier.engines.domain import Point
from lemmata.verifier.model_values import NoExactValue, exact_model_value
from lemmata.verifier.property_test.answering import _Part, _Run, with_letters
from lemmata.verifier.property_test.budget import budget_of
from lemmata.verifier.property_test.comparison import Comparer, Comparison, Judge
from lemmata.verifier.property_test.edits import typed
from lemmata.verifier.property_test.letters import author_letters, read_by_author
from lemmata.verifier.property_test.model_equivalents import EquivalentJudge, ModelLimitJudge
from lemmata.verifier.property_test.model_laws import proved_by_moments
from lemmata.verifier.property_test.model_orders import ModelOrderJudge, exponents_line
from lemmata.verifier.property_test.question import _SPECTRUM, SENSES, Question, Sense, Spectra
from lemmata.verifier.property_test.result import Result
from lemmata.verifier.property_test.simulated import SimulationJudge
from lemmata.verifier.property_test.truth import SIMULATED, NoTruth, Truth, as_truth, spectrum_at

_LARGEST_SIZE = 200


@dataclass(frozen=True)
class ModelQuestion(Question):
    """A formula, and what is asked about it, for a quantity of a model."""

    stated: ModelQuantity = None  # type: ignore[assignment]

    @property
    def model(self) -> Model:
        """Whose quantity it is."""
        return self.stated.model

    @property
    def names(self) -> Mapping[str, Symbol]:
        """The names that its formula may use."""
        return formula_names(self.model, self.sense)

    @property
    def own_sides(self) -> list[tuple[Any, ...]]:
        """A ridge that is zero is looked at by itself, beside those that are not."""
        free = [s for s in self._of_the_model() if s.name.startswith("ridge") and s not in self.fixed]
        where = tuple(self.model.where)
        if not free or any(sympy.Gt(free[0], 0) == condition for condition in where):
            return [where]
        return [(*where, sympy.Eq(free[0], 0)), (*where, sympy.Gt(free[0], 0))]

    @property
    def path(self) -> Symbol:
        """What grows when an order is asked for."""
        return T

    def _of_the_model(self) -> tuple[Symbol, ...]:
        own = tuple(p.symbol for p in self.model.parameters)
        dimension = self.model.covariance.rows
        if self.sense == "order":
            return tuple(dict.fromkeys((*((dimension,) if dimension in self.mentioned else ()), T, *own, beta, r)))
        return (dimension, *own, *((signal,) if self.model.target is not None else ()))

    def at(self, point: Point) -> ModelPoint:
        """The model at a point of the domain.

        Raises:
            NoTruth: where it is not one.
        """
        options = {p.option: _exactly(point[p.symbol], p.kind == "square") for p in self.model.parameters}
        try:
            return point_of(self.model, spectrum_at(self, point), options)
        except InputError as reason:
            raise NoTruth(str(reason)) from None


def _exactly(value: Any, squared: bool) -> Any:
    number = value * value if squared else value
    return sympy.Rational(number.numerator, number.denominator)


def formula_names(model: Model, sense: Sense = "exact") -> dict[str, Symbol]:
    """The letters of a model, and what is derived from them: phi = d/T; kappa, df1 and df2 of one fit with a ridge.

    An order is one of a power law, as T grows: its letters are those of the model, T, beta and r.

    Raises:
        InputError: for a letter of the model that has the name of what is derived.
    """
    symbols = {model.covariance.rows, *(p.symbol for p in model.parameters)}
    derived = {phi} if {T, d} <= symbols else set()
    derived |= {kappa, df1, df2} if {T, d, ridge} <= symbols else set()
    derived |= {signal} if model.target is not None else set()
    if sense == "order":
        derived = {T, beta, r} - symbols
    meant = {symbol.name for symbol in derived}
    for letter in sorted(symbols, key=str):
        if letter.name in meant:
            means = "d/T, ||w0||^2, of the fit or of a power law"
            words = f"a model whose {letter.name} is called otherwise: in formulas that is {means}"
            raise InputError("model", model.typed, words)
    return {symbol.name: symbol for symbol in sorted((*symbols, *derived), key=str)}


def model_property_test(
    formula: str | Expr,
    model: Model,
    quantity: str,
    *,
    sense: Sense = "exact",
    given: Iterable[str] = (),
    resolution: Exact = "1/100",
    digits: Exact = 30,
    seed: Exact = 0,
    max_seconds: Exact = 20,
    let: Iterable[str] = (),
) -> Result:
    """Compare a formula with the truth of a quantity of a model; the arguments are those of ``property_test``.

    Raises:
        InputError: for a formula, quantity, sense or condition that makes no sense, and for an empty domain.
    """
    start = perf_counter()
    if sense not in SENSES:
        raise InputError("as", sense, f"one of {', '.join(SENSES)}")
    let = tuple(let)
    question = _read(formula, model.named(quantity), sense, tuple(given), let)
    text = formula if isinstance(formula, str) and not let else typed(question.formula)
    run = _ModelRun(question, budget_of(resolution, digits, seed, max_seconds), text, _ModelPart)
    return with_letters(run.answer(start, near_misses=True), question, let)


def _read(
    formula: str | Expr, stated: ModelQuantity, sense: Sense, given: tuple[str, ...], let: tuple[str, ...]
) -> ModelQuestion:
    names: dict[str, Expr] = {**formula_names(stated.model, sense)}
    names |= author_letters(let, names)
    parsed = read_by_author(read, formula, names) if isinstance(formula, str) else formula
    spectra: Spectra = "power-law" if sense == "order" else "every"
    kept: list[Any] = []
    for text in given:
        if named := _SPECTRUM.fullmatch(text):
            if (named[1] == "power-law") != (sense == "order"):
                raise InputError("given", text, "power-law for an order, isotropic or every for anything else")
            if sense == "order":
                continue
            spectra = "every" if named[1] == "every" else "isotropic"
        else:
            kept += sympy.And.make_args(read_by_author(read_relation, text, names, argument="given"))
    kept = [condition for condition in kept if condition is not sympy.true]
    if sympy.false in kept:
        raise InputError("given", "; ".join(given), "conditions that can be satisfied")
    mentioned = frozenset(parsed.free_symbols.union(*(condition.free_symbols for condition in kept)))
    return ModelQuestion(parsed, stated.name, sense, tuple(kept), mentioned, spectra, stated=stated)


class _ModelPart(_Part):
    """The question about one kind of spectrum."""

    question: ModelQuestion

    def make_judge(self, question: Question) -> Judge:
        """Exact values, equivalents, or orders."""
        if question.sense == "order":
            return ModelOrderJudge(question, self.orders)
        if question.sense == "limit":
            return ModelLimitJudge(question)
        shared = self.truths if question.spectra == self.question.spectra else {}
        if question.sense == "equivalent":
            return EquivalentJudge(question, self.budget.digits, shared)
        return _ExactJudge(question, self.budget.digits, shared)

    def simulate(self) -> None:
        """Simulation where no exact law is known."""
        if self.unknown is not None and self.question.sense == "exact":
            judge = _ModelSimulationJudge(self.question, self.budget.resolution, self.budget.seed, self.budget.deadline)
            self.take_simulated(judge)

    @cached_property
    def law(self) -> str | None:
        """The exact law, proved in every cell, with which the formula is identical."""
        return proved_by_moments(self.question, self.domains) if self.question.sense == "exact" else None


class _ModelRun(_Run):
    """The steps of one test."""

    def line(self, point: Mapping[str, str], found: Comparison) -> str:
        """The command that gives the true value again, with all that it needs."""
        question: Any = self.question
        if question.sense == "order":
            return exponents_line(question, point)
        options = {p.symbol.name: (p.option, p.kind == "square") for p in question.model.parameters}
        fixed = {symbol.name: str(value) for symbol, value in question.fixed.items() if value.is_number}
        needed = [p.symbol for p in question.model.parameters if p.usual is None and p.symbol in found.point]
        values = {**fixed, **point, **{s.name: str(found.point[s]) for s in needed}}
        words = ["--spectrum diagonal"] if "eigenvalues" in values else []
        if "eigenvalues" in values:
            values = {name: value for name, value in values.items() if name not in ("d", "signal")}
        elif "d" not in values:
            words.append("--d 1")
        if "squared_weights" in values:
            values["weights"] = ",".join(f"sqrt({x})" for x in _listed(values.pop("squared_weights")))
        if "eigenvalues" in values:
            values["eigenvalues"] = ",".join(_listed(values["eigenvalues"]))
            values.setdefault("weights", ",".join("0" for _ in _listed(values["eigenvalues"])))
        for name, value in values.items():
            option, squared = options.get(name, (name, False))
            words.append(f"--{option} {_squared(value) if squared else value}")
        how = "" if question.sense == "exact" else " --method equivalent"
        command = "simulate" if found.truth.source == SIMULATED else "evaluate"
        return f"lemmata {command} {question.quantity} --model {question.model.typed} {' '.join(words)}{how}"


def _listed(text: str) -> list[str]:
    """``2,1*3`` as 2, 1, 1, 1."""
    runs = (part.partition("*") for part in text.split(","))
    return [number for number, _, count in runs for _ in range(int(count or 1))]


def _squared(value: str) -> str:
    return str(Fraction(value) ** 2)


class _ExactJudge(Comparer):
    """Compares with exact values."""

    reaches_far = False

    def truth(self, point: Point) -> Truth | None:
        """What a law says."""
        return exact_truth(self.question, point, self.digits)


def exact_truth(question: Any, point: Point, digits: int = 30) -> Truth | None:
    """The exact value of the quantity at a point, None where it is infinite.

    Raises:
        NoTruth: where no law is known.
    """
    try:
        return as_truth(exact_model_value(question.stated, question.at(point), digits=digits).value, digits)
    except NoExactValue as reason:
        raise NoTruth(str(reason)) from None


class _ModelSimulationJudge(SimulationJudge):
    """Judges the points of which no exact value is known, where a variance exists."""

    def subject(self, point: Point) -> Any:
        """The model at a point; None where it is not simulated."""
        question: Any = self.question
        try:
            exact_truth(question, point)
        except NoTruth:
            at = question.at(point)
            sizes = [v for s, v in at.values.items() if s.is_integer]
            if max(sizes) <= _LARGEST_SIZE and has_variance(question.stated, at):
                return at
        return None

    def simulated(self, subject: Any, **asked: Any) -> Simulation:
        """One simulation."""
        question: Any = self.question
        try:
            return simulated_quantity(question.stated, subject, **asked)
        except InputError as reason:  # a matrix that has no inverse at these sizes
            raise NoTruth(str(reason)) from None
