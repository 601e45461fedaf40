"""Columns of numbers from a file: text with commas or blanks, or a NumPy array."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lemmata.numerics.errors import InputError
from lemmata.numerics.files import text_of

_MOST_BYTES = 2**28
_MOST_COLUMNS = 3


def columns_of(path: Path) -> NDArray[np.float64]:
    """The numbers of a file as an array of rows x columns, one to three columns.

    Text has one row a line, its numbers apart by commas, semicolons or blanks; what follows ``#`` is left out, and the
    first line may name the columns. A ``.npy`` file holds a vector or a matrix.

    Raises:
        InputError: naming the file, and the line that is no row of numbers.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError("FILE", path, f"a file of at most {_MOST_BYTES} bytes")
        found = _array(path) if path.suffix == ".npy" else _text(path)
    except OSError as reason:
        raise InputError("FILE", path, f"a file that can be read ({reason.strerror})") from None
    if found.ndim != 2 or not len(found) or found.shape[1] > _MOST_COLUMNS:
        raise InputError("FILE", path, "one to three columns of numbers")
    if not np.isfinite(found).all():
        row = int(np.argmin(np.isfinite(found).all(axis=1)))
        raise InputError("FILE", path, f"finite numbers (row {row + 1} holds {found[row].tolist()})")
    return found


def _array(path: Path) -> NDArray[np.float64]:
    try:
        array = np.load(path, allow_pickle=False)
        numbers: NDArray[np.float64] = array.astype(np.float64, casting="same_kind")
    except (ValueError, EOFError, TypeError, AttributeError):
        raise InputError("FILE", path, "a NumPy array of real numbers") from None
    return numbers[:, None] if numbers.ndim == 1 else numbers


def _text(path: Path) -> NDArray[np.float64]:
    rows: list[list[float]] = []
    try:
        lines = text_of(path, _MOST_BYTES, "utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise InputError("FILE", path, "text, or a NumPy array with the suffix .npy") from None
    for number, line in enumerate(lines, start=1):
        words = [word for word in re.split(r"[,;\s]+", line.partition("#")[0].strip()) if word]
        if not words:
            continue
        try:
            rows.append([float(word) for word in words])
        except ValueError:
            if rows or number > 5:
                raise InputError("FILE", path, f"rows of numbers (line {number}: {line.strip()[:60]!r})") from None
            continue  # the names of the columns
        if len(rows[-1]) != len(rows[0]):
            raise InputError("FILE", path, f"rows of {len(rows[0])} numbers (line {number} has {len(rows[-1])})")
    return np.array(rows, dtype=np.float64)
