"""A model's parameters as typed, as numbers and a spectrum for the solver.

>>> from lemmata.theory.models import shipped_model
>>> from lemmata.theory.spectra.spectra import Isotropic
>>> model = shipped_model("ridge")
>>> given = typed(model, "risk", {"T": "90", "ridge": "1/10", "sigma2": "1/4"}, Isotropic(d=60))
>>> given.numbers[model.parameters[-1].symbol], len(given.spectrum[s])
(1/2, 60)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import Any

import numpy as np
from sympy import Basic, Expr, Gt, Integer, Symbol, oo, sqrt

from lemmata.numerics.errors import InputError
from lemmata.theory.deterministic_equivalents.eigenvalues import letter_of, weight_of
from lemmata.theory.models.point import satisfied
from lemmata.theory.models.rows import doubles, exact_rows, is_whole
from lemmata.theory.models.statement import Model, Parameter
from lemmata.theory.random_matrices import Letter, law_of, vector
from lemmata.theory.reading.parsing import number
from lemmata.theory.spectra.eigensum import c2, s
from lemmata.theory.spectra.spectra import Diagonal


@dataclass(frozen=True)
class Typed:
    """Numbers for symbols, lists for letters that have a value for each eigenvalue, and the structure."""

    numbers: dict[Symbol, Expr]
    spectrum: dict[Symbol, list[Expr]]
    structure: dict[str, int]
    whole: tuple[Letter, ...] = ()
    """Matrices that were given by rows."""

    @property
    def zeros(self) -> dict[Basic, Any]:
        """Parameters that are zero and change the expression."""
        return {symbol: Integer(0) for symbol, value in self.numbers.items() if value == 0}

    @property
    def where(self) -> list[Basic]:
        """What the numbers say of sizes among each other, and of ridges."""
        sizes = [symbol for symbol in self.numbers if symbol.is_integer]
        pairs = [(a, b) for a in sizes for b in sizes if a != b]
        larger: list[Basic] = [Gt(a, b) for a, b in pairs if self.numbers[a] > self.numbers[b]]
        return larger + [
            Gt(x, 0) for x, v in self.numbers.items() if not x.is_integer and x.is_positive is None and v > 0
        ]


LONGEST = 12
"""The largest integer on which the length of an expression may depend: each step is a factor of it."""


def length(name: str, text: str) -> int:
    """An integer on which the length of an expression depends, as typed.

    Raises:
        InputError: beyond :data:`LONGEST`.
    """
    if not text.isdigit() or int(text) > LONGEST:
        raise InputError(name, text, f"a whole number up to {LONGEST}: the expression has that many factors")
    return int(text)


def typed(model: Model, name: str, options: Mapping[str, str], spectrum: Any) -> Typed:
    """What was typed for a quantity: every parameter that occurs in it and has no usual value must be given.

    Raises:
        InputError: naming what is missing or out of its domain.
    """
    structural = [symbol.name for symbol in model.structure]
    known = {p.option: p for p in model.parameters}
    each = {spread.each: letter for letter, spread in model.matrices.items() if spread.each}
    unknown = [name for name in options if name not in known and name not in each]
    if unknown:
        raise InputError(", ".join(unknown), options[unknown[0]], f"one of {', '.join([*known, *each])}")
    _none_missing(model, [o for o in structural if o in known], known, options)
    structure = {o: length(o, str(_value(known[o], options))) for o in structural if o in known}
    occurring = _occurring(model, name, structure)
    listed = {spread.total for spread in model.matrices.values() if spread.each in options}
    needed = [o for o, p in known.items() if p.symbol in occurring - listed and o not in structural]
    _none_missing(model, needed, known, options)
    numbers: dict[Symbol, Expr] = {}
    for option in [o for o in known if o in needed or (o in options and o not in structural)]:
        value = _value(known[option], options)
        numbers[known[option].symbol] = sqrt(value) if known[option].kind == "square" else value
    numbers[model.covariance.rows] = oo if spectrum.d is None else Integer(spectrum.d)
    satisfied(model, {**numbers, **{s: Integer(structure[s.name]) for s in model.structure if s.name in structure}})
    by_rows = (x for x, one in model.matrices.items() if one.each in options and is_whole(one, options[one.each]))
    return Typed(numbers, _spectrum(model, options, spectrum, numbers), structure, tuple(by_rows))


def _none_missing(model: Model, names: list[str], known: Mapping[str, Parameter], options: Mapping[str, str]) -> None:
    missing = [name for name in names if name not in options and known[name].usual is None]
    if missing:
        raise InputError(", ".join(missing), "nothing", f"given (model {model.name})")


def _value(parameter: Parameter, options: Mapping[str, str]) -> Expr:
    option = parameter.option
    value = number(options[option], option) if option in options else parameter.usual
    assert value is not None
    _check(option, value, parameter.kind)
    return value


def _occurring(model: Model, name: str, structure: Mapping[str, int]) -> set[Any]:
    """The symbols of a quantity, of the laws of its letters, and of its conditions."""
    expression = model.named(name).expression(**structure)
    letters = expression.atoms(Letter)
    laws = [law for law in model.laws if any(law_of(letter, (law,)) is not None for letter in letters)]
    texts = [expression, *(parameter for law in laws for parameter in law.parameters)]
    texts += [spread.total for spread in model.matrices.values() if spread.total is not None]
    return {symbol for text in texts for symbol in text.free_symbols}


def _check(option: str, value: Expr, kind: str) -> None:
    if kind == "size" and not (value.is_Integer and value >= 0):
        raise InputError(option, value, "a whole number")
    if not value.is_finite or value < 0:
        raise InputError(option, value, "a number >= 0")


def _spectrum(
    model: Model, options: Mapping[str, str], spectrum: Any, numbers: Mapping[Any, Any]
) -> dict[Symbol, list[Expr]]:
    if spectrum.d is None:
        if model.matrices:
            raise InputError("d", "oo", f"finite: {model.name} has matrices of its own")
        return {}
    found = {s: list(spectrum.eigenvalues)}
    columns: dict[Letter, Any] = {}
    if model.target is not None:
        found[c2] = list(spectrum.squared_weights)
        signed = isinstance(spectrum, Diagonal)
        columns[vector("w0", model.target.rows)] = spectrum.weights if signed else [sqrt(x) for x in found[c2]]
    for letter in model.matrices:
        values = _entries(model, letter, options, spectrum, numbers)
        if letter.cols == 1:
            columns[letter] = values
        else:
            found[letter_of(letter)] = values
    return found | _products(columns, model, by_rows=any(np.ndim(values) == 2 for values in found.values()))


def _entries(
    model: Model, letter: Letter, options: Mapping[str, str], spectrum: Any, numbers: Mapping[Any, Any]
) -> Any:
    """The numbers of a matrix or vector of the model: rows of doubles, or a list in the eigenbasis of Sigma."""
    spread = model.matrices[letter]
    text = options.get(spread.each, "") if spread.each else ""
    rows = letter.rows.xreplace(dict(numbers))
    if text and is_whole(spread, text):
        found = doubles(exact_rows(text, spread.each, semidefinite=letter.kind != "symmetric"))
        if len(found) != int(rows):
            raise InputError(spread.each, len(found), f"as many rows as {letter.rows}")
        return found
    if spread.whole:
        raise InputError(spread.each, "nothing", f"given (model {model.name}), by rows: 2,1;1,3, or file:PATH")
    if text:
        values = [number(part, spread.each) for part in text.split(",")]
        if len(values) != int(rows):
            many = "eigenvalues" if letter.rows == model.covariance.rows else "rows"
            raise InputError(spread.each, len(values), f"as many numbers as {many} ({rows})")
        return values
    if spread.target:
        return spectrum.squared_weights
    total = (spread.total if spread.total is not None else Integer(0)).xreplace(dict(numbers))
    return [total / rows] * int(rows)


def _products(columns: Mapping[Letter, Any], model: Model, *, by_rows: bool) -> dict[Symbol, Any]:
    """Of two vectors the products of their entries: on one eigenvector, or all of them beside a matrix by rows."""
    found: dict[Symbol, Any] = {}
    pairs = combinations_with_replacement(columns, 2)
    for one, other in (pair for pair in pairs if pair[0].rows == pair[1].rows):
        if by_rows and one == other:  # products of entries count, and their signs
            found[weight_of(one, other)] = doubles(tuple(tuple(a * b for b in columns[one]) for a in columns[one]))
        elif one != other or one in model.matrices:
            found[weight_of(one, other)] = [a * b for a, b in zip(columns[one], columns[other], strict=True)]
    return found
