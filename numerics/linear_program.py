"""Nonnegative multipliers with which rational columns add up to nothing: a linear feasibility problem, solved exactly.

A vertex of the feasible set is found in floating point (the dual simplex method of HiGHS), which only says which
multipliers are not zero there. Their values are then solved for over the rationals, and checked. Nothing depends on the
clock, and nothing that is returned on rounding; a feasible problem that rounding hides counts as not solved. Columns
that must vanish because all entries of a row have one sign are left out before, which settles most problems.

References: Dantzig (1963), chapter 5; Huangfu and Hall, "Parallelizing the dual revised simplex method" (2018), for
HiGHS; Steffy (2011) for solving again, exactly, what a basis says.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeVar

import numpy as np
from flint import fmpq, fmpq_mat

Key = TypeVar("Key", bound=Hashable)

_MOST_ROWS = 800


def vertex(columns: Sequence[Mapping[Key, Any]], counted: Sequence[bool]) -> list[fmpq] | None:
    """Values ``c_i >= 0`` with ``sum c_i columns_i = 0`` whose counted ones add up to one; None where none was found.

    Args:
        columns: the rational entries (``fmpq``) of every column that are not zero, by row.
        counted: which columns are counted.

    >>> one, minus = {"x": fmpq(1), "y": fmpq(2)}, {"x": fmpq(-2), "y": fmpq(-4)}
    >>> vertex([one, minus], [True, False])
    [1, 1/2]
    >>> vertex([one, one], [True, False]) is None
    True
    """
    keys: dict[Key, int] = {}
    for column in columns:
        for key in column:
            keys.setdefault(key, len(keys))
    if len(keys) > _MOST_ROWS:
        return None
    kept = _not_forced_to_vanish(columns)
    if not any(counted[j] for j in kept):
        return None
    found = _support([columns[j] for j in kept], [counted[j] for j in kept], keys)
    support = None if found is None else [kept[j] for j in found]
    return None if support is None else _exactly(columns, counted, keys, support)


def _not_forced_to_vanish(columns: Sequence[Mapping[Key, Any]]) -> list[int]:
    """The places of the columns that may take part: where a row has entries of one sign only, none of them does."""
    kept = set(range(len(columns)))
    rows: dict[Key, tuple[set[int], set[int]]] = {}
    for j, column in enumerate(columns):
        for key, value in column.items():
            rows.setdefault(key, (set(), set()))[value > 0].add(j)
    waiting = [key for key, sides in rows.items() if not all(sides)]
    while waiting:
        for j in set().union(*rows[waiting.pop()]):
            kept.discard(j)
            for key, value in columns[j].items():
                sides = rows[key]
                sides[value > 0].discard(j)
                if not sides[value > 0] and sides[value < 0]:
                    waiting.append(key)
    return sorted(kept)


def _support(
    columns: Sequence[Mapping[Key, Any]], counted: Sequence[bool], keys: Mapping[Key, int]
) -> list[int] | None:
    """Which columns take part at a vertex, found in floating point."""
    from scipy.optimize import linprog

    matrix = np.zeros((len(keys) + 1, len(columns)))
    for j, column in enumerate(columns):
        for key, value in column.items():
            matrix[keys[key], j] = int(value.p) / int(value.q)
    largest = np.abs(matrix[:-1]).max(axis=0, initial=0.0)
    matrix[:-1] /= np.where(largest > 0, largest, 1.0)
    matrix[-1] = counted
    right = np.zeros(len(keys) + 1)
    right[-1] = 1
    found = linprog(np.zeros(len(columns)), A_eq=matrix, b_eq=right, method="highs-ds")
    return [j for j, value in enumerate(found.x) if value > 1e-9] if found.status == 0 else None


def _exactly(
    columns: Sequence[Mapping[Key, Any]], counted: Sequence[bool], keys: Mapping[Key, int], support: Sequence[int]
) -> list[fmpq] | None:
    """The values on the support, by elimination over the rationals; what is free there is zero."""
    width = len(support)
    entries = [[fmpq(0)] * (width + 1) for _ in range(len(keys) + 1)]
    for k, j in enumerate(support):
        for key, value in columns[j].items():
            entries[keys[key]][k] = value
        entries[-1][k] = fmpq(int(counted[j]))
    entries[-1][width] = fmpq(1)
    reduced, rank = fmpq_mat(entries).rref()
    values = [fmpq(0)] * len(columns)
    for row in range(rank):
        leading = next(k for k in range(width + 1) if reduced[row, k] != 0)
        if leading == width or reduced[row, width] < 0:
            return None
        values[support[leading]] = reduced[row, width]
    return values


def as_fraction(value: fmpq) -> Fraction:
    """The same number as Python's own."""
    return Fraction(int(value.p), int(value.q))
