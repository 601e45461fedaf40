"""A model at a point, as numbers and a spectrum for the solver.

>>> from lemmata.theory.models import shipped_model
>>> from lemmata.theory.models.point import point_of
>>> from lemmata.theory.spectra.spectra import Isotropic
>>> model = shipped_model("ridge")
>>> given = typed(point_of(model, Isotropic(d=60), {"T": "90", "ridge": "1/10", "sigma2": "1/4"}))
>>> given.numbers[model.parameters[-1].symbol], len(given.spectrum[s])
(1/2, 60)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement
from typing import Any

import numpy as np
from sympy import Add, Basic, Expr, Gt, Integer, Symbol, oo, sqrt

from lemmata.numerics.errors import InputError
from lemmata.theory.deterministic_equivalents.eigenvalues import letter_of, weight_of
from lemmata.theory.models.point import ModelPoint
from lemmata.theory.models.rows import doubles
from lemmata.theory.models.statement import Model
from lemmata.theory.random_matrices import Letter, vector
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
        """What the numbers say of sizes, and of sums of them, among each other, and of ridges."""
        sizes = {symbol: value for symbol, value in self.numbers.items() if symbol.is_integer}
        sums = {Add(*some): Add(*(sizes[x] for x in some)) for k in (1, 2, 3) for some in combinations(sizes, k)}
        pairs = [(a, b, sums[a] - sizes[b]) for a in sums for b in sizes if not a.has(b)]
        larger: list[Basic] = [Gt(a, b) if gap > 0 else Gt(b, a) for a, b, gap in pairs if gap != 0]
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
        words = "equivalents are derived of a fixed number of parts, not of one that grows with T"
        raise InputError(name, text, f"a whole number up to {LONGEST}: {words}")
    return int(text)


def typed(point: ModelPoint) -> Typed:
    """The numbers of a point of a model.

    Raises:
        InputError: for what has no number in an equivalent.
    """
    model = point.model
    structure = {x.name: length(x.name, str(point.values[x])) for x in model.structure}
    numbers = {x: value for x, value in point.values.items() if x not in model.structure}
    for symbol, value in numbers.items():
        if value == oo and symbol != model.covariance.rows:
            raise InputError(symbol.name, value, "finite in an equivalent")
    by_rows = (letter for letter, spread in model.matrices.items() if spread.each in point.rows)
    return Typed(numbers, _spectrum(point), structure, tuple(by_rows))


def _spectrum(point: ModelPoint) -> dict[Symbol, Any]:
    spectrum, model = point.spectrum, point.model
    if spectrum.d is None:
        if model.matrices:
            raise InputError("d", "oo", f"finite: {model.name} has matrices of its own")
        return {}
    found: dict[Symbol, Any] = {s: list(spectrum.eigenvalues)}
    columns: dict[Letter, Any] = {}
    if model.target is not None:
        found[c2] = list(spectrum.squared_weights)
        weights = spectrum.weights if isinstance(spectrum, Diagonal) else [sqrt(x) for x in found[c2]]
        columns[vector("w0", model.target.rows)] = weights
    for letter, spread in model.matrices.items():
        values = doubles(point.rows[spread.each]) if spread.each in point.rows else list(point.entries[letter])
        if letter.cols == 1:
            columns[letter] = values
        else:
            found[letter_of(letter)] = values
    return found | _products(columns, model, by_rows=any(np.ndim(values) == 2 for values in found.values()))


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
