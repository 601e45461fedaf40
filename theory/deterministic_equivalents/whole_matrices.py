"""Whole matrices as numbers: those that were given for letters, and generic ones.

>>> a, b = (Symbol(x, commutative=False) for x in ("s_A", "c2"))
>>> found = given_matrices([a, b], {"s_A": [[2, 1], [1, 2]], "c2": [4, 9]}, 2)
>>> found[b].tolist()
[[4.0, 6.0], [6.0, 9.0]]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from random import Random
from typing import Any

import numpy as np
from sympy import Symbol

from lemmata.theory.deterministic_equivalents.algebras import NoSolution
from lemmata.theory.deterministic_equivalents.dyson import CORNER, PrimePoint
from lemmata.theory.deterministic_equivalents.system import System
from lemmata.theory.models.rows import is_symmetric

_GENERIC = 4


def given_matrices(letters: Iterable[Symbol], given: Mapping[str, Any], size: int) -> dict[Symbol, Any]:
    """The matrices of one size; a list is a diagonal, or, for weights c2, the squared entries of a vector.

    A vector is taken with positive entries where only their squares are given.

    Raises:
        NoSolution: for a letter without a matrix, and for a matrix that is not symmetric or of another size.
    """
    found = {}
    for letter in letters:
        if letter.name not in given:
            raise NoSolution(f"no matrix is given for {letter}")
        entries = np.asarray(given[letter.name], float)
        if entries.ndim == 1 and _is_vector(letter):
            entries = np.outer(np.sqrt(entries), np.sqrt(entries))
        elif entries.ndim == 1:
            entries = np.diag(entries)
        if entries.shape != (size, size):
            raise NoSolution(f"{letter} is {' x '.join(map(str, entries.shape))}, not {size} x {size}")
        if not is_symmetric(entries):
            raise NoSolution(f"{letter} is not symmetric")
        found[letter] = entries
    return found


def diagonals(given: Mapping[Symbol, Any], diagonal: Iterable[Symbol]) -> dict[Symbol, Any]:
    """The lists, and of a matrix that occurs once, beside functions of Sigma, the diagonal: what counts of it there.

    Raises:
        NoSolution: for a matrix that was said to be diagonal and is not.
    """
    found = {}
    for letter, value in given.items():
        entries = np.asarray(value, float) if np.ndim(value) == 2 else None
        if entries is not None and letter in diagonal and np.count_nonzero(entries - np.diag(np.diag(entries))):
            raise NoSolution(f"{letter} is not diagonal, as was said")
        found[letter] = value if entries is None else np.diag(entries)
    return found


def generic_matrices(letters: Iterable[Symbol], draw: Random) -> dict[Symbol, Any]:
    """Small positive definite matrices without a common eigenbasis, each repeated along the diagonal of its class."""
    found, size = {}, _GENERIC
    for letter in sorted(letters, key=str):
        root = np.array([[draw.gauss(0, 1) for _ in range(size)] for _ in range(size)])
        found[letter] = root @ root.T / size + 0.3 * np.eye(size)
    return found


def repeated_matrix(letter: Symbol, matrix: Any, times: int) -> Any:
    """A generic matrix in a class that is larger; the squared norm of a vector is spread over the copies."""
    return matrix / (times if _is_vector(letter) else 1)


def confirm(system: System) -> None:
    """The equations, written in matrices, are those of the block matrices: decided exactly at a point of a prime field.

    Raises:
        NoSolution: where they are not.
    """
    dyson = system.dyson
    at = PrimePoint(dyson, list(dyson.root))
    drawn = {scalar: at.draw() for scalar in dyson.unknowns}
    at.known[CORNER] = at.draw() * 0
    for scalar, symbol in system.symbols.items():
        at.known[symbol] = drawn[scalar] * (at.value(scalar.size) if scalar.size in system.spectral else 1)
    values = at.values({scalar: drawn[root] for scalar, root in dyson.root.items()})
    for scalar, symbol in system.symbols.items():
        written = at.matrix(at.value(system.summands[symbol]))
        if sum(written[i, i] for i in range(at.order)) != values[scalar]:
            raise NoSolution(f"the equation of {symbol} is not confirmed")


def _is_vector(letter: Symbol) -> bool:
    return bool(letter.name.partition("_")[0] == "c2")
