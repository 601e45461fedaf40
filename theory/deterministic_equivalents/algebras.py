"""The deterministic matrices of a size class in numbers: by their eigenvalues, or whole.

Where they have one eigenbasis an entry of a block matrix is an array over eigenvectors, and block matrices are inverted
eigenvector by eigenvector; otherwise an entry is itself a matrix, and order counts.

>>> import numpy as np
>>> from sympy import Symbol
>>> both = Spectral(2), Whole(2)
>>> a, b = Symbol("a"), Symbol("b", commutative=False)
>>> float(both[0].trace(both[0].value(1/(a + 1), {a: np.array([0.0, 1.0])})))
1.5
>>> bool(both[1].value(b + 2*b**-1, {b: 2*np.eye(2)})[0, 0] == 3)
True
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Any, Protocol

import numpy as np
from sympy import Expr


class NoSolution(ArithmeticError):
    """The continuation did not arrive, a letter has no value, or the value vanishes at leading order."""


class Algebra(Protocol):
    """Entries of block matrices over one size class."""

    dimension: int

    def value(self, expression: Expr, values: Mapping[Any, Any]) -> Any:
        """A coefficient as an entry."""

    def zeros(self, blocks: int) -> Any:
        """A block matrix."""

    def entry(self, matrix: Any, row: int, column: int) -> Any:
        """A view of an entry of a block matrix."""

    def times(self, *entries: Any) -> Any:
        """A product of entries."""

    def turned(self, entry: Any) -> Any:
        """The transpose of an entry."""

    def trace(self, entry: Any) -> float:
        """The sum over eigenvectors."""

    def one(self) -> Any:
        """The identity as an entry."""

    def insertions(self, matrix: Any, at: tuple[int, int], weight: Any, places: Any) -> Any:
        """tr(weight M[a, row] factor M[column, b]) for rows, columns and factors; ``at`` is (a, b)."""


class Spectral:
    """Entries are arrays over the eigenvectors of a class (one where it has no spectrum)."""

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension

    def value(self, expression: Expr, values: Mapping[Any, Any]) -> Any:
        """A coefficient as an entry."""
        return np.broadcast_to(np.asarray(numeric(expression, values), float), (self.dimension,))

    def zeros(self, blocks: int) -> Any:
        """A block matrix."""
        return np.zeros((self.dimension, blocks, blocks))

    def entry(self, matrix: Any, row: int, column: int) -> Any:
        """A view of an entry of a block matrix."""
        return matrix[:, row, column]

    def times(self, *entries: Any) -> Any:
        """A product of entries."""
        return reduce(np.multiply, entries)

    def turned(self, entry: Any) -> Any:
        """The transpose of an entry."""
        return entry

    def trace(self, entry: Any) -> float:
        """The sum over eigenvectors."""
        return float(entry.sum())

    def one(self) -> Any:
        """The identity as an entry."""
        return np.ones(self.dimension)

    def insertions(self, matrix: Any, at: tuple[int, int], weight: Any, places: Any) -> Any:
        """tr(weight M[a, row] factor M[column, b]) for rows, columns and factors; ``at`` is (a, b)."""
        rows, columns, factors = places
        before, after = weight[:, None] * matrix[:, at[0], :], matrix[:, :, at[1]]
        return (before[:, rows] * factors.T * after[:, columns]).sum(axis=0)


class Whole:
    """Entries are matrices."""

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension

    def value(self, expression: Expr, values: Mapping[Any, Any]) -> Any:
        """A coefficient as an entry."""
        if expression.is_commutative:
            return float(numeric(expression, values)) * self.one()
        if expression in values:
            return values[expression]
        if expression.is_Add:
            return sum(self.value(part, values) for part in expression.args)
        if expression.is_Mul:
            return reduce(np.matmul, [self.value(part, values) for part in expression.args])
        if expression.is_Pow and expression.exp.is_Integer:
            return np.linalg.matrix_power(self.value(expression.base, values), int(expression.exp))
        raise NoSolution(f"{expression} has no number")

    def zeros(self, blocks: int) -> Any:
        """A block matrix."""
        return np.zeros((blocks * self.dimension,) * 2)

    def entry(self, matrix: Any, row: int, column: int) -> Any:
        """A view of an entry of a block matrix."""
        n = self.dimension
        return matrix[row * n : (row + 1) * n, column * n : (column + 1) * n]

    def times(self, *entries: Any) -> Any:
        """A product of entries."""
        return reduce(np.matmul, entries)

    def turned(self, entry: Any) -> Any:
        """The transpose of an entry."""
        return entry.T

    def trace(self, entry: Any) -> float:
        """The sum over eigenvectors."""
        return float(np.trace(entry))

    def one(self) -> Any:
        """The identity as an entry."""
        return np.eye(self.dimension)

    def insertions(self, matrix: Any, at: tuple[int, int], weight: Any, places: Any) -> Any:
        """tr(weight M[a, row] factor M[column, b]) for rows, columns and factors; ``at`` is (a, b)."""
        found = np.zeros(len(places[0]))
        for k, (row, column, factor) in enumerate(zip(*places, strict=True)):
            before, after = self.entry(matrix, at[0], row), self.entry(matrix, column, at[1])
            if before.any() and after.any():
                found[k] = self.trace(self.times(weight, before, factor, after))
        return found


def numeric(expression: Any, values: Mapping[Any, Any], *, absolute: bool = False) -> Any:
    """A rational expression (with roots) in doubles or arrays; with ``absolute``, all terms are made positive.

    Raises:
        NoSolution: for a letter without a value, or a function that is not rational.
    """
    if expression in values:
        return np.abs(values[expression]) if absolute else values[expression]
    if expression.is_number:
        return abs(float(expression)) if absolute else float(expression)
    if expression.is_Add or expression.is_Mul:
        parts = [numeric(part, values, absolute=absolute) for part in expression.args]
        return reduce(np.add if expression.is_Add else np.multiply, parts)
    if expression.is_Pow:
        positive = absolute and not expression.exp.could_extract_minus_sign()
        return numeric(expression.base, values, absolute=positive) ** float(numeric(expression.exp, values))
    raise NoSolution(f"{expression} has no number")
