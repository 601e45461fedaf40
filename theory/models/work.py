"""What a matrix expression takes to be built, and to be applied to a column, in multiplications.

A polynomial of a Gram matrix, as gradient descent makes it, is a few products of two large matrices where it is built,
and a few products of a matrix and a column where it is applied.

>>> from lemmata.theory.models.language import *
>>> X = design("X", T, d)
>>> work = Work(lambda size: {T: 400, d: 200}[size])
>>> step = identity(d) - gram(X)/T
>>> work.applying(step) / work.building(step, 1) < 1/90
True
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from sympy import Expr

from lemmata.theory.random_matrices import (
    Identity,
    Inverse,
    Letter,
    Plus,
    PseudoInverse,
    Scaled,
    Times,
    Transpose,
    Zero,
)


class Work:
    """The costs of expressions, each looked at once."""

    def __init__(self, size: Callable[[Expr], int]) -> None:
        self.size = size
        self._applying: dict[Any, float] = {}
        self._building: dict[Any, float] = {}

    def applying(self, expr: Any) -> float:
        """To a column, part by part."""
        if expr not in self._applying:
            self._applying[expr] = self._applied(expr)
        return self._applying[expr]

    def building(self, expr: Any, exponent: int) -> float:
        """Of a power, by repeated squaring."""
        if expr not in self._building:
            self._building[expr] = self._built(expr)
        squarings = exponent.bit_length() - 1 + (exponent.bit_count() - 1)
        return self._building[expr] + squarings * 2.0 * self.size(expr.rows) ** 3

    def _applied(self, expr: Any) -> float:
        entries = 2.0 * self.size(expr.rows) * self.size(expr.cols)
        if isinstance(expr, (Identity, Zero)):
            return float(self.size(expr.rows))
        if isinstance(expr, Scaled):
            return self.applying(expr.args[1]) + self.size(expr.rows)
        if isinstance(expr, (Plus, Times)):
            return sum(map(self.applying, expr.args))
        if isinstance(expr, (Inverse, PseudoInverse)):
            return self.building(expr, 1) + entries
        return entries

    def _built(self, expr: Any) -> float:
        rows, cols = self.size(expr.rows), self.size(expr.cols)
        if isinstance(expr, (Identity, Zero, Letter, Transpose)):
            return 0.0
        if isinstance(expr, PseudoInverse):
            return 4.0 * rows * cols * min(rows, cols)
        parts = [part for part in expr.args if hasattr(part, "rows")]
        total = sum(self.building(part, 1) for part in parts)
        if isinstance(expr, Times):
            return total + sum(2.0 * rows * self.size(a.cols) * self.size(b.cols) for a, b in pairwise(parts))
        return total + (2.0 * rows**3 if isinstance(expr, Inverse) else float(rows * cols))
