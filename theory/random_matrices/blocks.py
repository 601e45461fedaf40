"""Stacked designs and block matrices: sums of their parts, each put in its place by a selection of coordinates.

``stack(X, Y)`` is J1 X + J2 Y, where J1 = [1; 0] and J2 = [0; 1] have J1'J1 = 1, J1'J2 = 0, J1 J1' + J2 J2' = 1:
whatever is known of sums and products is known of blocks.

>>> from lemmata.theory.notation import T, d, n
>>> from lemmata.theory.random_matrices import covariance, design, gram, matrix, vector
>>> X, Y, x = design("X", T, d), design("Y", n, d), vector("x", d)
>>> stack(X, Y), stack(X, x.T).shape
([X; Y], (T + 1, d))
>>> A, B, C = covariance("A", d), matrix("B", d, n), covariance("C", n)
>>> block_matrix([[A, B], [B.T, C]])
[A, B; B', C]
>>> block_matrix([[A, 0], [B.T, C]]).shape
(d + n, d + n)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import Add, Expr, Integer, sympify

from lemmata.numerics.errors import InputError
from lemmata.theory.random_matrices.expressions import (
    Identity,
    MatrixExpression,
    Plus,
    Times,
    Transpose,
    same_size,
)


class Selection(MatrixExpression):
    """The columns of an identity matrix that belong to part k: ``Selection(k, n0, n1, ...)``, [0; ...; 1; ...; 0]."""

    part = property(lambda self: int(self.args[0]))
    sizes = property(lambda self: self.args[1:])
    rows = property(lambda self: Add(*self.sizes))
    cols = property(lambda self: self.sizes[self.part])

    @property
    def before(self) -> Expr:
        """How many coordinates stand before it."""
        return Add(*self.sizes[: self.part])

    def _sympystr(self, printer: Any) -> str:
        return f"J{self.part + 1}({', '.join(map(printer._print, self.sizes))})"

    def _latex(self, printer: Any) -> str:
        return rf"J_{{{self.part + 1}}}"


class Blocks(Plus):
    """A sum of parts in their places, which shows itself as a block matrix."""

    @property
    def grid(self) -> list[list[Any]] | None:
        """The parts, row by row; None where a term is not a part in its place."""
        parts: dict[tuple[int, int], Any] = {}
        sizes = None
        for term in self.args:
            factors = [*term.args] if isinstance(term, Times) else [term]
            left = factors.pop(0) if isinstance(factors[0], Selection) else None
            last = factors[-1] if factors else None
            right = (
                factors.pop().args[0] if isinstance(last, Transpose) and isinstance(last.args[0], Selection) else None
            )
            here = tuple(None if one is None else one.sizes for one in (left, right))
            place = (0 if left is None else left.part, 0 if right is None else right.part)
            if len(factors) > 1 or place in parts or sizes not in (None, here):
                return None
            sizes, parts[place] = here, factors[0] if factors else Integer(1)
        rows, cols = (1 if one is None else len(one) for one in sizes or (None, None))
        return [[parts.get((i, j), Integer(0)) for j in range(cols)] for i in range(rows)]

    def _sympystr(self, printer: Any) -> str:
        grid = self.grid
        shown = "; ".join(", ".join(map(printer._print, row)) for row in grid) if grid else ""
        return f"[{shown}]" if grid else str(super()._sympystr(printer))

    def _latex(self, printer: Any) -> str:
        grid = self.grid
        shown = r" \\ ".join(" & ".join(map(printer._print, row)) for row in grid) if grid else ""
        return rf"\begin{{pmatrix}} {shown} \end{{pmatrix}}" if grid else str(super()._latex(printer))


def stack(*parts: Any) -> MatrixExpression:
    """One matrix above the other, [X; Y; ...]: the rows of all of them. A number is a matrix of one row and column.

    Raises:
        InputError: when they have different numbers of columns.
    """
    return block_matrix([[part] for part in parts])


def block_matrix(rows: Sequence[Sequence[Any]]) -> MatrixExpression:
    """A block matrix from rows of blocks, ``block_matrix([[A, B], [C, D]])``.

    A 0 is a block of zeros, any other number one of size 1.

    Raises:
        InputError: when the rows have different lengths, or the shapes do not fit.
    """
    grid = [[_block(part) for part in row] for row in rows]
    if not grid or len({len(row) for row in grid}) != 1 or not grid[0]:
        raise InputError("blocks", rows, "rows of blocks, all of one length")
    heights = [_common(row, 0, f"row {i + 1}") for i, row in enumerate(grid)]
    widths = [_common(column, 1, f"column {j + 1}") for j, column in enumerate(zip(*grid, strict=True))]
    terms = [
        _placed(part, heights, i, widths, j)
        for i, row in enumerate(grid)
        for j, part in enumerate(row)
        if part is not None
    ]
    if not terms:
        raise InputError("blocks", rows, "a block that is not zero")
    return Blocks(*terms) if len(terms) > 1 else terms[0]


def _block(part: Any) -> MatrixExpression | None:
    if isinstance(part, MatrixExpression):
        return part
    number = sympify(part, strict=True)
    if not isinstance(number, Expr):
        raise InputError("block", part, "a matrix, a number, or 0 for zeros")
    return None if number == 0 else number * Identity(1)


def _common(parts: Sequence[Any], side: int, name: str) -> Expr:
    """The size that the blocks of a row or a column have in common."""
    sizes = [part.shape[side] for part in parts if part is not None]
    if not sizes:
        raise InputError(name, "zeros only", "a block whose size is known: zero(rows, cols) beside a block")
    if not all(same_size(sizes[0], size) for size in sizes):
        raise InputError(name, f"sizes {', '.join(map(str, sizes))}", "blocks of one size")
    return sizes[0]


def _placed(part: MatrixExpression, heights: list[Expr], i: int, widths: list[Expr], j: int) -> MatrixExpression:
    placed: Any = part
    if len(heights) > 1:
        placed = Selection(Integer(i), *heights) * placed
    if len(widths) > 1:
        placed = placed * Selection(Integer(j), *widths).T
    return placed if isinstance(placed, MatrixExpression) else placed * Identity(1)
