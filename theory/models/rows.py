"""A deterministic matrix that is typed by its rows, in the eigenbasis of the covariance: it need not be diagonal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from sympy import Expr

from lemmata.numerics.errors import InputError
from lemmata.numerics.files import text_of
from lemmata.theory.models.statement import Spread
from lemmata.theory.reading.parsing import number

Rows = tuple[tuple[Expr, ...], ...]
_MOST_BYTES = 2**28


def is_whole(spread: Spread, text: Any) -> bool:
    """Whether a matrix is given by rows, and not by its diagonal."""
    return spread.whole or (isinstance(text, str) and (";" in text or text.startswith("file:")))


def exact_rows(text: str, option: str, *, semidefinite: bool) -> Rows:
    """A symmetric matrix from ``2,1; 1,3``, or from a file of numbers, ``file:PATH``.

    >>> exact_rows("2,1; 1,1/2", "sigma2s", semidefinite=True)
    ((2, 1), (1, 1/2))

    Raises:
        InputError: for a file that is not read, rows of unequal length, and a matrix that is not as it must be.
    """
    must = "a symmetric matrix, its rows separated by semicolons: 2,1;1,3, or file:PATH"
    try:
        if text.startswith("file:"):
            lines = text_of(Path(text.removeprefix("file:")), _MOST_BYTES).splitlines()
            rows = [line.replace(",", " ").split() for line in lines if line.strip() and not line.startswith("#")]
        else:
            rows = [row.split(",") for row in text.split(";")]
    except (OSError, UnicodeDecodeError) as reason:
        raise InputError(option, text, f"{must} ({str(reason) or type(reason).__name__})") from None
    if not rows or any(len(row) != len(rows) for row in rows):
        raise InputError(option, text, must)
    exact = tuple(tuple(number(entry, option) for entry in row) for row in rows)
    found = doubles(exact)
    if not np.isfinite(found).all():
        raise InputError(option, text, must)
    if not is_symmetric(found):
        raise InputError(option, text, must)
    if semidefinite and np.linalg.eigvalsh(found)[0] < -_rounding(found):
        raise InputError(option, text, "positive semi-definite")
    return exact


def doubles(rows: Rows) -> Any:
    """The rows as an array."""
    return np.array([[float(entry) for entry in row] for row in rows], float)


def is_symmetric(matrix: Any) -> bool:
    """Whether a matrix in doubles is its transpose, up to what rounding leaves in a product of matrices."""
    return bool(np.abs(matrix - matrix.T).max() <= _rounding(matrix))


def _rounding(matrix: Any) -> float:
    """n eps ||A||: of a sum of n products of such a size, and of an eigenvalue (backward stable, Higham 2002)."""
    return float(len(matrix) * np.finfo(float).eps * np.linalg.norm(matrix))


def typed_rows(rows: Rows) -> str:
    """The rows as they are typed.

    >>> typed_rows(exact_rows("2,1; 1,1/2", "sigma2s", semidefinite=True))
    '2,1;1,1/2'
    """
    return ";".join(",".join(map(str, row)) for row in rows)
