r"""Scaling exponents as quantities: how the risk of a power-law model moves with the sample size T.

A :class:`PowerLawModel` gives every size as a power of T. Its *risk* here is the deterministic equivalent (bias,
variance and collapse by their formulas, see :mod:`lemmata.theory.models.equivalents`); ``model.exponent()`` is the e in
risk = T^(e + o(1)), as a function of the letters in the sizes, ``model.exponent("collapse")`` that of one part,
``model.exponent("optimum")`` the smallest exponent over the ridge, and ``model.exponent("ell_star")`` the ell of the
optimal ridge T^-ell. They know their value at a point from the scaling calculus (:mod:`lemmata.theory.scaling`).

>>> model = PowerLawModel(beta=2, r="1/2", where=("ell > 0", "ell < 2"))
>>> model.exponent()
Exponent(risk; beta=2, r=1/2)
>>> model.exponent().value_at({letter("ell"): Fraction(1)})
Fraction(-1, 2)
>>> model.conditions
(ell > 0, ell < 2)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from inspect import signature
from typing import Any

from sympy import Basic, Expr, Ge, Gt
from sympy.core.symbol import Str

from lemmata.numerics.errors import InputError
from lemmata.theory.reading.parsing import parse_relation
from lemmata.theory.scaling.derive import TOTAL, Exponents, derive_exponents
from lemmata.theory.scaling.forms import symbol as letter
from lemmata.theory.scaling.optimum import OptimalRidge, optimal_ridge
from lemmata.theory.scaling.piecewise import PiecewiseAffine
from lemmata.theory.scaling.problem import EQUIVALENTS
from lemmata.theory.scaling.reading import names_in
from lemmata.theory.values.exact_value import exact_value

OPTIMUM, ARGMIN = "optimum", "ell_star"
_INPUTS = frozenset(signature(derive_exponents).parameters) - {"where"}


@dataclass(frozen=True, init=False)
class PowerLawModel:
    """The inputs of :func:`lemmata.theory.scaling.derive_exponents`, as they are typed.

    Attributes:
        inputs: argument and value, in the order given.
        where: conditions on the letters.
    """

    inputs: tuple[tuple[str, str], ...]
    where: tuple[str, ...]

    def __init__(self, *, where: tuple[str, ...] = (), **inputs: Any) -> None:
        object.__setattr__(self, "inputs", tuple((key, str(value)) for key, value in inputs.items()))
        object.__setattr__(self, "where", where)

    def exponent(self, of: str = "risk") -> ScalingExponent:
        """The exponent of the risk, of one part of it, of its optimum over the ridge; or the optimal ell."""
        made: ScalingExponent = ScalingExponent(Str(of), *self.texts)
        return made

    @property
    def texts(self) -> tuple[Str, ...]:
        """The model as arguments of a quantity."""
        return (*(Str(f"{key}={value}") for key, value in self.inputs), *(Str(text) for text in self.where))

    @classmethod
    def read(cls, texts: Iterable[str]) -> PowerLawModel:
        """The model back from them."""
        texts = list(texts)
        inputs = [text.partition("=")[::2] for text in texts if _is_input(text)]
        return cls(where=tuple(text for text in texts if not _is_input(text)), **dict(inputs))

    @property
    def conditions(self) -> tuple[Basic, ...]:
        """What is assumed of the letters: the model's own conditions (beta > 1, positive sizes), and ``where``."""
        problem = self.derived().problem
        rows: list[Any] = [] if problem.beta.constant is not None else [Gt(letter("beta"), 1)]
        sizes = (size for size in (problem.d, problem.T0) if size is not None and size.exponent.constant is None)
        rows += [Gt(size.exponent.to_sympy(), 0) for size in sizes]
        if problem.n.exponent.constant is None:
            rows.append(Ge(problem.n.exponent.to_sympy(), 0))
        given = (parse_relation(text, names_in(text), argument="where") for text in self.where)
        return tuple(dict.fromkeys((*rows, *given)))

    def derived(self) -> Exponents:
        """The exponents, derived once."""
        return _derived(self)


@lru_cache(maxsize=64)
def _derived(model: PowerLawModel) -> Exponents:
    return derive_exponents(**dict(model.inputs), where=model.where)


@lru_cache(maxsize=64)
def regimes_of(model: PowerLawModel, subject: str) -> PiecewiseAffine:
    """The regimes of a part of the risk, derived once."""
    return _derived(model).piecewise(subject)


@lru_cache(maxsize=64)
def optimum_of(model: PowerLawModel) -> OptimalRidge:
    """The optimal ridge, found once."""
    return optimal_ridge(_derived(model))


class ScalingQuantity(Expr):
    """What is said of one part of a model's risk; its arguments are the part's name and the model's texts."""

    is_commutative = True
    is_real = True
    word: str
    """What it is, in lower case."""
    principles = (EQUIVALENTS,)
    """What is taken as given wherever it is spoken of."""
    of_optimum: tuple[str, ...]
    """The parts that are optimised over the ridge."""

    @property
    def subject(self) -> str:
        """The part, in the words of :func:`lemmata.theory.scaling.claims.judge_claim`."""
        name = str(self.args[0].name)
        return TOTAL if name == "risk" else name

    @property
    def model(self) -> PowerLawModel:
        """The model."""
        return PowerLawModel.read(str(part.name) for part in self.args[1:])

    @property
    def free_symbols(self) -> set[Any]:
        """The letters; the ridge is none of them where it is optimised over."""
        names = set(self.model.derived().problem.names)
        if self.subject in self.of_optimum:
            names -= {"ell"}
        return {letter(name) for name in names}

    def point_at(self, values: Mapping[Any, Any]) -> dict[str, Fraction] | None:
        """The letters' values by name, None when one is missing."""
        known = {symbol.name: exact_value(symbol, values) for symbol in self.free_symbols}
        point = {name: value for name, value in known.items() if value is not None}
        return point if len(point) == len(known) else None

    def _sympystr(self, printer: Any) -> str:
        inputs = ", ".join(f"{key}={value}" for key, value in self.model.inputs)
        return f"{self.word.capitalize()}({self.args[0].name}; {inputs})"

    def _latex(self, printer: Any) -> str:
        name = str(self.args[0].name).replace("_", r"\_")
        return rf"\operatorname{{{self.word}}}\left(\mathrm{{{name}}}\right)"


class ScalingExponent(ScalingQuantity):
    """The exponent of T in one part of a model's risk."""

    word = "exponent"
    of_optimum = (OPTIMUM, ARGMIN)

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


def _is_input(text: str) -> bool:
    key, sign, _ = text.partition("=")
    return (bool(sign) and key.isidentifier()) or key in ("sigma0_2",)
