"""The order of symmetric matrices (Loewner): A <= B where B - A is symmetric and positive semi-definite.

>>> from lemmata.theory.notation import d
>>> from lemmata.theory.random_matrices import symmetric
>>> A, B = symmetric("A", d), symmetric("B", d)
>>> A <= B, A > 0, (A <= B).xreplace({A: B})
(A <= B, 0 < A, B <= B)
"""

from __future__ import annotations

from typing import Any

from sympy import Basic, Le, Lt, expand, sympify

from lemmata.numerics.errors import InputError


class AtMost(Le):
    """A <= B: the matrix B - A is symmetric and positive semi-definite."""

    def __new__(cls, lhs: Basic, rhs: Basic, **options: Any) -> AtMost:
        """As written: SymPy would compare numbers."""
        made: AtMost = Basic.__new__(cls, lhs, rhs)
        return made


class Below(Lt):
    """A < B: the matrix B - A is symmetric and positive definite."""

    def __new__(cls, lhs: Basic, rhs: Basic, **options: Any) -> Below:
        """As written: SymPy would compare numbers."""
        made: Below = Basic.__new__(cls, lhs, rhs)
        return made


class Ordered:
    """What is compared by this order: ``A <= B``, ``A > 0`` and so on are relations, for ``where=[...]``."""

    shape: Any
    zeros: Any

    def __le__(self, other: Any) -> AtMost:
        return AtMost(*alike(self, other))

    def __ge__(self, other: Any) -> AtMost:
        return AtMost(*alike(other, self))

    def __lt__(self, other: Any) -> Below:
        return Below(*alike(self, other))

    def __gt__(self, other: Any) -> Below:
        return Below(*alike(other, self))


def alike(one: Any, other: Any) -> tuple[Any, Any]:
    """Two sides of a relation; 0 beside a matrix is the zero matrix of its shape.

    Raises:
        InputError: for a matrix of this order beside anything that is no matrix of its shape.
    """
    if not isinstance(one, Ordered):
        return alike(other, one)[::-1] if isinstance(other, Ordered) else (one, other)
    if not isinstance(other, Ordered):
        if sympify(other, strict=True) != 0:
            raise InputError(f"what {one} is compared with", other, "a matrix of its shape, or 0")
        return one, one.zeros
    if any(expand(size - beside) != 0 for size, beside in zip(one.shape, other.shape, strict=True)):
        raise InputError(f"{one} beside {other}", f"{one.shape} and {other.shape}", "matrices of one shape")
    return one, other
