"""Matrices in batches of draws: arrays (draws, rows, columns); a diagonal one that is the same in all is its diagonal.

>>> multiplied(np.ones((2, 1, 2)), Diagonal(np.array([1.0, 3.0]))).tolist()
[[[1.0, 3.0]], [[1.0, 3.0]]]
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.linalg import lapack

from lemmata.numerics.errors import InputError
from lemmata.numerics.simulation.setting import Array

_WELL_CONDITIONED = 1e5  # a Gram matrix up to this condition may stand for the matrix itself
_SINGULAR = 1e14
_ALONE = 48  # from this size on matrices of a batch are inverted one by one, by their Cholesky factors


class Diagonal:
    """A diagonal matrix that is the same in all draws."""

    def __init__(self, entries: Array) -> None:
        self.entries = entries
        self.shape = (1, len(entries), len(entries))


def spread(left: Array, right: Array) -> tuple[Array, Array]:
    """Both with as many draws as the longer one has."""
    draws = max(len(left), len(right))
    return np.broadcast_to(left, (draws, *left.shape[1:])), np.broadcast_to(right, (draws, *right.shape[1:]))


def scaled(scalar: Any, value: Any) -> Any:
    """A number, or one a draw, times a matrix."""
    if isinstance(value, Diagonal) and np.ndim(scalar) == 0:
        return Diagonal(scalar * value.entries)
    return np.reshape(scalar, (-1, 1, 1)) * _dense(value)


def added(left: Any, right: Any) -> Any:
    """The sum."""
    if isinstance(left, Diagonal) and isinstance(right, Diagonal):
        return Diagonal(left.entries + right.entries)
    if isinstance(left, Diagonal) or isinstance(right, Diagonal):
        dense, diagonal = (right, left) if isinstance(left, Diagonal) else (left, right)
        total = dense.copy()
        index = np.arange(total.shape[1])
        total[:, index, index] += diagonal.entries
        return total
    return left + right


def multiplied(left: Any, right: Any) -> Any:
    """The product."""
    if isinstance(left, Diagonal):
        if isinstance(right, Diagonal):
            return Diagonal(left.entries * right.entries)
        return left.entries[:, None] * right
    return left * right.entries if isinstance(right, Diagonal) else left @ right


def inverted(value: Any, *, semidefinite: bool) -> Any:
    """The inverse.

    Raises:
        InputError: where it is singular, to working precision.
    """
    if isinstance(value, Diagonal):
        if not value.entries.all():
            raise _singular("a singular matrix")
        return Diagonal(1 / value.entries)
    if semidefinite and value.shape[1] >= _ALONE:
        return np.stack([_by_cholesky(matrix) for matrix in value])
    try:
        inverse = np.linalg.inv(value)
    except np.linalg.LinAlgError:
        raise _singular("a singular matrix") from None
    _regular(np.abs(value).max(axis=(1, 2)) * np.abs(inverse).max(axis=(1, 2)))
    return inverse


def _singular(found: str = "a matrix that is singular to working precision") -> InputError:
    return InputError("inverse", found, "of matrices that have one (a ridge or pinv gives one)")


def _regular(conditions: Any) -> None:
    if np.any(conditions > _SINGULAR):
        raise _singular()


def _by_cholesky(matrix: Array) -> Array:
    factor, failed = lapack.dpotrf(matrix, lower=1)
    if failed:
        raise _singular()
    inverse, _ = lapack.dpotri(factor, lower=1)
    full = np.tril(inverse)
    full += np.tril(inverse, -1).T
    _regular(np.abs(matrix).max() * np.abs(full).max())
    return np.asarray(full, dtype=float)


def solved(value: Any, right: Array) -> Array:
    """The inverse times columns.

    Raises:
        InputError: for a singular matrix.
    """
    if isinstance(value, Diagonal):
        return np.asarray(multiplied(inverted(value, semidefinite=False), right), dtype=float)
    try:
        return np.asarray(np.linalg.solve(*spread(value, right)), dtype=float)
    except np.linalg.LinAlgError:
        raise _singular("a singular matrix") from None


def pseudo_inverse(value: Any) -> Any:
    """By the smaller Gram matrix where that is well conditioned, otherwise by singular values."""
    value = _dense(value)
    transposed = np.swapaxes(value, 1, 2)
    tall = value.shape[1] >= value.shape[2]
    gram = transposed @ value if tall else value @ transposed
    try:
        inverse = inverted(gram, semidefinite=True)
    except InputError:
        return np.linalg.pinv(value)
    if np.any(np.abs(gram).max(axis=(1, 2)) * np.abs(inverse).max(axis=(1, 2)) > _WELL_CONDITIONED):
        return np.linalg.pinv(value)
    return inverse @ transposed if tall else transposed @ inverse


def _dense(value: Any) -> Array:
    return np.diag(value.entries)[None] if isinstance(value, Diagonal) else value
