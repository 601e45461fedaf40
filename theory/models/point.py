"""A model at numbers: a spectrum and a value for each parameter, checked.

>>> from lemmata.theory.models import shipped_model
>>> from lemmata.theory.spectra.spectra import Isotropic
>>> mixture = shipped_model("mixture")
>>> point = point_of(mixture, Isotropic(3), {"n1": "9", "n2": "6", "sigma2": "1/4", "deltas": "1,0,1/2"})
>>> point.by_option["sigma2"], point.entries[mixture.named("collapse").model.covariance][:2]
(1/4, (1, 1))
>>> point_of(mixture, Isotropic(3), {"T": "9"})  # doctest: +ELLIPSIS
Traceback (most recent call last):
    ...
lemmata.numerics.errors.InputError: T = 9: must be left out (mixture takes n1, n2, delta2, ridge, ...)
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import sympy
from sympy import Basic, Expr, Integer, Symbol, eye, oo, sqrt

from lemmata.numerics.errors import InputError
from lemmata.theory.models.parts import simplified
from lemmata.theory.models.rows import Rows, exact_rows, is_whole
from lemmata.theory.models.shared_parts import letters_of
from lemmata.theory.models.stacks import Stack, rows_of, with_inverses
from lemmata.theory.models.statement import Model, ModelQuantity, Parameter, Spread
from lemmata.theory.random_matrices import GaussianRows, Identity, Letter, Scaled, law_of
from lemmata.theory.reading.parsing import number
from lemmata.theory.spectra.spectra import Spectrum, _finite, _nonnegative

LARGEST_SIZE = 10**6


@dataclass(frozen=True)
class ModelPoint:
    """A model with a spectrum, the values of its parameters by option, and entries of spreads that were listed."""

    model: Model
    spectrum: Spectrum
    by_option: Mapping[str, Expr]
    listed: Mapping[str, tuple[Expr, ...]]
    rows: Mapping[str, Rows] = field(default_factory=dict)
    """Matrices that were given by rows."""

    @cached_property
    def values(self) -> dict[Symbol, Expr]:
        """The values of the symbols, the dimension among them."""
        given = (p for p in self.model.parameters if p.option in self.by_option)
        found = {p.symbol: _of_symbol(p, self.by_option[p.option]) for p in given}
        return found | {self.model.covariance.rows: oo if self.spectrum.d is None else Integer(self.spectrum.d)}

    def expression(self, quantity: ModelQuantity) -> Expr:
        """The expression of a quantity at the structure of the point, without terms that are zero there.

        A pseudo-inverse of a sum of Gram matrices (and a ridge) that has an inverse at the point is that inverse.

        Raises:
            InputError: where the structure is infinite, or too long to be written out.
        """
        structure = {}
        for symbol in self.model.structure:
            value = self.values[symbol]
            if not (value.is_Integer and value <= LONGEST_STRUCTURE):
                raise InputError(symbol.name, value, f"a number, at most {LONGEST_STRUCTURE}, to be written out")
            structure[symbol.name] = int(value)
        zeros = {s: Integer(0) for s, v in self.values.items() if v == 0 and not s.is_integer}
        return with_inverses(simplified(quantity.expression(**structure), zeros), self.is_positive, self._is_tall)

    def is_positive(self, number: Expr) -> bool:
        """Whether a number has a positive value here."""
        return number.subs(self.values).is_positive is True

    def _is_tall(self, stack: Stack) -> bool:
        laws = [law_of(letter, self.model.laws) for letter, _ in stack]
        definite = all(isinstance(law, GaussianRows) and self.is_definite(law.covariance) for law in laws)
        return definite and bool(rows_of(stack).subs(self.values) >= stack[0][0].cols.subs(self.values))

    def is_definite(self, matrix: Any) -> bool:
        """Whether it is the identity or a diagonal matrix with positive entries, times a positive number."""
        if isinstance(matrix, Scaled):
            return self.is_positive(matrix.args[0]) and self.is_definite(matrix.args[1])
        if isinstance(matrix, Letter):
            return all(entry > 0 for entry in self.entries.get(matrix, (0,)))
        return isinstance(matrix, Identity)

    @cached_property
    def entries(self) -> dict[Letter, tuple[Expr, ...]]:
        """The diagonals of the deterministic matrices, in the eigenbasis of the covariance; not of those by rows."""
        found = {self.model.covariance: self.spectrum.eigenvalues}
        for letter, spread in self.model.matrices.items():
            if spread.each in self.rows:
                continue
            if spread.target:
                found[letter] = self.spectrum.squared_weights
            elif spread.each in self.listed:
                found[letter] = self.listed[spread.each]
            else:
                rows = letter.rows.subs(self.values)
                if not rows.is_Integer:
                    raise InputError(str(letter.rows), rows, "finite to spread a trace evenly")
                assert spread.total is not None
                found[letter] = (spread.total.subs(self.values) / rows,) * int(rows)
        return found


LONGEST_STRUCTURE = 2000


def point_of(model: Model, spectrum: Spectrum, given: Mapping[str, Any], quantity: str = "") -> ModelPoint:
    """A model at a spectrum and parameters by option; for one quantity, those that do not occur in it need no value.

    Raises:
        InputError: naming all that do not apply, all that are missing, or one that is out of its domain.
    """
    lists = {spread.each: spread for spread in model.matrices.values() if spread.each}
    options = [p.option for p in model.parameters]
    unfit = [name for name in given if name not in (*options, *lists)]
    if unfit:
        shown = ", ".join(str(given[name]) for name in unfit)
        raise InputError(", ".join(unfit), shown, f"left out ({model.name} takes {', '.join([*options, *lists])})")
    spread_evenly = {n: str(spread.total) for n, spread in lists.items() if _is_own(spread)}
    both = [n for n, total in spread_evenly.items() if n in given and total in given]
    if both:
        raise InputError(both[0], given[both[0]], f"left out where {spread_evenly[both[0]]} is given")
    rows = _by_rows(model, given)
    listed = {name: _list(name, given[name]) for name in lists if name in given and name not in rows}
    diagonals = listed | {name: tuple(row[k] for k, row in enumerate(matrix)) for name, matrix in rows.items()}
    totals = {spread_evenly[n]: sum(values, Integer(0)) for n, values in diagonals.items() if n in spread_evenly}
    needed = [p for p in model.parameters if p.usual is None and p.option not in {**given, **totals}]
    if quantity and not any(p.symbol in model.structure for p in needed):
        met = _occurring(model, quantity, given)
        needed = [p for p in needed if p.symbol in met]
    missing = [p.option for p in needed]
    missing += [name for name, spread in lists.items() if spread.total is None and name not in given]
    if missing:
        raise InputError(", ".join(missing), "nothing", f"given (model {model.name}), such as {example(model)}")
    values = {p.option: _read(p, given[p.option]) if p.option in given else p.usual for p in model.parameters}
    known = {**{k: v for k, v in values.items() if v is not None}, **totals}
    point = ModelPoint(model, spectrum, known, listed, rows)
    satisfied(point.model, point.values)
    _of_the_right_length(point)
    return point


def _occurring(model: Model, quantity: str, given: Mapping[str, Any]) -> set[Basic]:
    """The symbols of a quantity, of the laws of its letters, and of what spreads over directions."""
    structure = {p.symbol.name: int(_read(p, given[p.option])) for p in model.parameters if p.symbol in model.structure}
    expression = model.named(quantity).expression(**structure)
    laws = {law_of(letter, model.laws) for letter in letters_of(expression)} - {None}
    texts = [expression, *(parameter for law in laws for parameter in law.parameters)]
    texts += [spread.total for spread in model.matrices.values() if spread.total is not None]
    return set().union(*(text.free_symbols for text in texts))


def _by_rows(model: Model, given: Mapping[str, Any]) -> dict[str, Rows]:
    return {
        spread.each: exact_rows(given[spread.each], spread.each, semidefinite=letter.kind != "symmetric")
        for letter, spread in model.matrices.items()
        if spread.each in given and is_whole(spread, given[spread.each])
    }


def _is_own(spread: Spread) -> bool:
    """Whether the trace is a parameter that says nothing else."""
    return isinstance(spread.total, Symbol) and not spread.total.is_integer


def example(model: Model) -> str:
    """Options that could be given: the values of the witness.

    >>> from lemmata.theory.models import shipped_model
    >>> example(shipped_model("early-stopping"))
    '--d 2 --T 3 --steps 2 --eta 1/2 --sigma2 1'
    """
    words = [f"--d {model.witness.get(model.covariance.rows, 2)}"]
    for p in model.parameters:
        value = model.witness.get(p.symbol, 1 if p.usual is None else None)
        if value is not None:
            words.append(f"--{p.option} {value ** (2 if p.kind == 'square' else 1)}")
    for letter, spread in model.matrices.items():
        if spread.each and spread.total is None:
            rows = letter.rows.subs({model.covariance.rows: 2, **model.witness})
            count = int(rows if rows.is_Integer else 2)
            one = eye(count).tolist() if spread.whole else [[1] * count]
            shown = ";".join(",".join(map(str, row)) for row in one)
            words.append(f"--{spread.each} {shlex.quote(shown)}")
    return " ".join(words)


def _read(parameter: Parameter, text: Any) -> Expr:
    if parameter.kind != "size":
        signed = parameter.kind == "number" and not parameter.symbol.is_nonnegative
        return (_finite if signed else _nonnegative)(text, parameter.option)
    value = number(text, parameter.option)
    if value == oo:
        return value
    least = 0 if parameter.symbol.is_nonnegative and not parameter.symbol.is_positive else 1
    if not (value.is_Integer and least <= value <= LARGEST_SIZE):
        raise InputError(parameter.option, text, f"an integer from {least} to {LARGEST_SIZE}")
    return value


def _of_symbol(parameter: Parameter, value: Expr) -> Expr:
    return sqrt(value) if parameter.kind == "square" else value


def _list(name: str, text: Any) -> tuple[Expr, ...]:
    return tuple(_finite(part, name) for part in (text.split(",") if isinstance(text, str) else text))


def _of_the_right_length(point: ModelPoint) -> None:
    for letter, spread in point.model.matrices.items():
        values, rows = point.listed.get(spread.each), letter.rows.subs(point.values)
        if spread.each in point.rows and len(point.rows[spread.each]) != rows:
            raise InputError(spread.each, len(point.rows[spread.each]), f"as many rows as {letter} has ({rows})")
        if values is None:
            continue
        if rows.is_Integer and len(values) != rows:
            many = "eigenvalues" if letter.rows == point.model.covariance.rows else "rows"
            raise InputError(spread.each, len(values), f"as many numbers as {many} ({rows})")
        if letter.kind in ("semidefinite", "positive") and any(value < 0 for value in values):
            raise InputError(spread.each, min(values), f">= 0 ({letter} is {letter.kind})")


def satisfied(model: Model, values: Mapping[Any, Any]) -> None:
    """Check the conditions of a model.

    Raises:
        InputError: naming the one that does not hold.
    """
    for condition in model.where:
        if condition.subs(values) == sympy.false:
            known = {str(s): str(v) for s, v in values.items() if condition.has(s)}
            raise InputError(", ".join(known), ", ".join(known.values()), f"such that {condition} (model {model.name})")
