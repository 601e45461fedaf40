r"""Scaling exponents as quantities: how the risk of a power-law model moves with the sample size T.

A :class:`PowerLawModel` gives every size as a power of T. ``model.exponent()`` is the e in E risk = T^(e + o(1)), the
exact mean, as a function of the letters in the sizes; ``model.exponent("collapse")`` that of one part,
``model.exponent("optimum")`` the smallest exponent over the ridge, and ``model.exponent("ell_star")`` the ell of the
optimal ridge T^-ell. They know their value at a point from the scaling calculus (:mod:`lemmata.theory.scaling`), which
reads the deterministic equivalent (bias, variance and collapse by their formulas, see
:mod:`lemmata.theory.models.equivalents`). The equivalent is taken as given, except where
:mod:`lemmata.theory.scaling.finite_size` says that proved bounds reach.

>>> model = PowerLawModel(beta=2, r="1/2", where=("ell > 0", "ell < 2"))
>>> model.exponent()
Exponent(risk; beta=2, r=1/2)
>>> model.exponent().value_at({letter("ell"): Fraction(1)})
Fraction(-1, 2)
>>> model.conditions
(ell > 0, ell < 2)
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any, ClassVar

from sympy import Basic, Ge, Gt

from lemmata.numerics.errors import InputError
from lemmata.theory.quantities.quantity import Quantity
from lemmata.theory.reading.parsing import parse_relation
from lemmata.theory.scaling.derive import Exponents, exponents_of
from lemmata.theory.scaling.forms import symbol as letter
from lemmata.theory.scaling.inputs import Inputs
from lemmata.theory.scaling.optimum import OptimalRidge, optimal_ridge
from lemmata.theory.scaling.piecewise import PiecewiseAffine
from lemmata.theory.scaling.problem import EQUIVALENTS, Problem
from lemmata.theory.scaling.read_inputs import names_in
from lemmata.theory.scaling.risk import TOTAL
from lemmata.theory.values.exact_value import exact_value

OPTIMUM, ARGMIN = "optimum", "ell_star"


class PowerLawModel(Inputs):
    """The inputs of :func:`lemmata.theory.scaling.derive_exponents`, with what is said of them."""

    def exponent(self, of: str = "risk") -> ScalingExponent:
        """The exponent of the risk, of one part of it, of its optimum over the ridge; or the optimal ell."""
        return ScalingExponent(of, self)

    @property
    def conditions(self) -> tuple[Basic, ...]:
        """What is assumed of the letters: the model's own conditions (beta > 1, positive sizes), and ``where``."""
        problem = self.derived().problem
        assert isinstance(problem, Problem)
        rows: list[Any] = [] if problem.beta.constant is not None else [Gt(letter("beta"), 1)]
        sizes = (size for size in (problem.d, problem.T0) if size is not None and size.exponent.constant is None)
        rows += [Gt(size.exponent.to_sympy(), 0) for size in sizes]
        if problem.n.exponent.constant is None:
            rows.append(Ge(problem.n.exponent.to_sympy(), 0))
        given = (parse_relation(text, names_in(text), argument="where") for text in self.where)
        return tuple(dict.fromkeys((*rows, *given)))

    def at(self, point: Mapping[str, Fraction]) -> PowerLawModel:
        """The model at values of its letters."""
        given = {name: getattr(self, name) for name in self.fields} | {
            n: str(point[n]) for n in {"beta", "r"} & {*point}
        }
        equal = (f"{name} == {value}" for name, value in point.items() if name not in ("beta", "r"))
        return PowerLawModel(**{**given, "where": (*self.where, *equal)})

    def derived(self) -> Exponents:
        """The exponents, derived once."""
        return _derived(self)


@lru_cache(maxsize=64)
def _derived(model: PowerLawModel) -> Exponents:
    return exponents_of(model)


@lru_cache(maxsize=64)
def regimes_of(model: PowerLawModel, subject: str) -> PiecewiseAffine:
    """The regimes of a part of the risk, derived once."""
    return model.derived().piecewise(subject)


@lru_cache(maxsize=64)
def optimum_of(model: PowerLawModel) -> OptimalRidge:
    """The optimal ridge, found once."""
    return optimal_ridge(model.derived())


class ScalingQuantity(Quantity):
    """What is said of one part of a model's risk."""

    part: str
    model: PowerLawModel
    word: ClassVar[str]
    """What it is, in lower case."""
    principles: ClassVar[tuple[str, ...]] = (EQUIVALENTS,)
    """What is taken as given wherever it is spoken of."""
    of_optimum: ClassVar[tuple[str, ...]]
    """The parts that are optimised over the ridge."""

    @property
    def subject(self) -> str:
        """The part, in the words of :func:`lemmata.theory.scaling.claims.judge_claim`."""
        return TOTAL if self.part == "risk" else self.part

    @property
    def free_symbols(self) -> set[Any]:
        """The letters; the ridge is none of them where it is optimised over."""
        names = set(self.model.derived().problem.names)
        if self.subject in self.of_optimum:
            names -= {"ell"}
        return {letter(name) for name in names}

    @property
    def defined_where(self) -> tuple[Basic, ...]:
        """The conditions of the model."""
        return self.model.conditions

    def point_at(self, values: Mapping[Any, Any]) -> dict[str, Fraction] | None:
        """The letters' values by name, None when one is missing."""
        known = {symbol.name: exact_value(symbol, values) for symbol in self.free_symbols}
        point = {name: value for name, value in known.items() if value is not None}
        return point if len(point) == len(known) else None

    def _sympystr(self, printer: Any) -> str:
        sizes = ((name, getattr(self.model, name)) for name in self.model.fields[:-1])
        given = ", ".join(f"{name}={size}" for name, size in sizes if size != self.model.usual.get(name))
        return f"{self.word.capitalize()}({self.part}; {given})"

    def _latex(self, printer: Any) -> str:
        name = self.part.replace("_", r"\_")
        return rf"\operatorname{{{self.word}}}\left(\mathrm{{{name}}}\right)"


class ScalingExponent(ScalingQuantity):
    """The exponent of T in one part of a model's risk."""

    word: ClassVar[str] = "exponent"
    of_optimum: ClassVar[tuple[str, ...]] = (OPTIMUM, ARGMIN)

    def value_at(self, values: Mapping[Any, Any]) -> Fraction | None:
        """The derived exponent at a point of the domain, None elsewhere."""
        point = self.point_at(values)
        try:
            return None if point is None else self._at(point)
        except InputError:
            return None

    def _at(self, point: dict[str, Fraction]) -> Fraction | None:
        if self.subject not in self.of_optimum:
            return regimes_of(self.model, self.subject).exponent_at(point)
        found = optimum_of(self.model).at(point).minimum
        if self.subject == OPTIMUM:
            return None if found.value is None else found.value.exponent.at(point)
        return found.low.at(point) if found.low is not None and found.low == found.high else None
