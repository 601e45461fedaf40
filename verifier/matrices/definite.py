"""Whether a matrix of rational numbers is positive (semi-)definite, and a direction that shows where it is not.

>>> A = [[Fraction(1), Fraction(2)], [Fraction(2), Fraction(3)]]
>>> low_direction(A)
[Fraction(-2, 1), Fraction(1, 1)]
>>> low_direction([[Fraction(1), Fraction(1)], [Fraction(1), Fraction(1)]]) is None
True
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

Rows = Sequence[Sequence[Any]]


def is_symmetric(A: Rows) -> bool:
    """Whether the matrix is square and its own transpose."""
    return len(A) == len(A[0]) and all(A[i][j] == A[j][i] for i in range(len(A)) for j in range(i))


def low_direction(A: Rows, *, definite: bool = False) -> list[Fraction] | None:
    """A vector x with x'Ax < 0, or with x'Ax <= 0 and x != 0 for what is to be definite; None where there is none.

    By symmetric elimination: A is [a, b'; b, C], and for a > 0 one has x'Ax = y'(C - b b'/a)y at x = (-b'y/a, y).
    """
    if not A:
        return None
    size, pivot, edge = len(A), Fraction(A[0][0]), A[0][1:]
    if pivot < 0 or (definite and pivot == 0):
        return [Fraction(int(i == 0)) for i in range(size)]
    beside = next((j for j, entry in enumerate(edge) if entry), None)
    if pivot == 0 and beside is not None:
        first = -(Fraction(A[beside + 1][beside + 1]) + 1) / (2 * edge[beside])
        return [first, *(Fraction(int(j == beside)) for j in range(size - 1))]
    rest = [
        [A[i + 1][j + 1] - (edge[i] * edge[j] / pivot if pivot else 0) for j in range(size - 1)]
        for i in range(size - 1)
    ]
    y = low_direction(rest, definite=definite)
    if y is None:
        return None
    return [-sum((b * x for b, x in zip(edge, y, strict=True)), Fraction(0)) / pivot if pivot else Fraction(0), *y]


def quadratic_form(A: Rows, x: Sequence[Fraction]) -> Fraction:
    """x'Ax."""
    return sum((x[i] * A[i][j] * x[j] for i in range(len(x)) for j in range(len(x))), Fraction(0))


def difference(larger: Any, smaller: Any) -> Rows:
    """The difference of two matrices."""
    return [[a - b for a, b in zip(row, beside, strict=True)] for row, beside in zip(larger, smaller, strict=True)]


def in_order(smaller: Any, larger: Any, *, strict: bool = False) -> bool:
    """Whether smaller <= larger (or smaller < larger) for matrices."""
    gap = difference(larger, smaller)
    return is_symmetric(gap) and low_direction(gap, definite=strict) is None
