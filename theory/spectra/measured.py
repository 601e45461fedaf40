"""Spectra as they come: eigenvalues from a file, or those of data with the coefficients of its targets.

A double is read as the rational number that it is; a numeral in a text file as what is written. Eigenvalues that are
zero contribute nothing.

>>> spectrum_of_pairs([0.5, 0.25, 0.0], [1.0, 2.0, 9.0])
Diagonal(eigenvalues=(1/2, 1/4), weights=(1, 2))
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import exact
from lemmata.theory.spectra.spectra import Diagonal
from lemmata.theory.values.exact_value import as_rational

MOST_EIGENVALUES = 100_000
_LARGEST_FILE = 200_000_000  # bytes
_SEPARATOR = re.compile(r"[,;\s]+")


def spectrum_from_file(path: str | Path, *, weighted: bool) -> Diagonal:
    """The spectrum in a text file or ``.npy``: an eigenvalue a line, or an eigenvalue and a coordinate of w0.

    Args:
        path: the file; text may have one line of column names and lines that begin with ``#``.
        weighted: whether coordinates of w0 are needed. Without them every coordinate is 1.

    Raises:
        InputError: naming the line that is no eigenvalue, or what is missing.
    """
    rows = _array(path) if str(path).endswith(".npy") else _lines(path)
    if not rows:
        raise InputError("spectrum", path, "a file with eigenvalues")
    if len(rows) > MOST_EIGENVALUES:
        raise InputError("spectrum", f"{len(rows)} eigenvalues", f"at most {MOST_EIGENVALUES}")
    columns = {len(row) for row in rows}
    if not columns <= {1} and not columns <= {2}:
        raise InputError("spectrum", path, "one column (eigenvalues) or two (eigenvalues and coordinates of w0)")
    if weighted and columns == {1}:
        raise InputError("spectrum", path, "two columns, eigenvalue and coordinate of w0: this quantity depends on w0")
    return spectrum_of_pairs([row[0] for row in rows], [row[1] for row in rows] if columns == {2} else None)


def spectrum_of_pairs(eigenvalues: Sequence[Any], weights: Sequence[Any] | None = None) -> Diagonal:
    """A diagonal spectrum from doubles or exact numbers, largest first; zeros and their weights are left out.

    Raises:
        InputError: for an eigenvalue that is negative or no number.
    """
    values = [_rational(value, "eigenvalues") for value in eigenvalues]
    coordinates = [Fraction(1)] * len(values) if weights is None else [_rational(w, "weights") for w in weights]
    for place, value in enumerate(values, 1):
        if value < 0:
            shown = f"{float(value):.3g} (number {place})"
            raise InputError("eigenvalues", shown, ">= 0; what rounding has made negative is written as 0")
    kept = sorted(((v, w) for v, w in zip(values, coordinates, strict=True) if v > 0), key=lambda p: -p[0])
    if not kept:
        raise InputError("eigenvalues", "0", "at least one positive number")
    return Diagonal.of_exact([as_rational(v) for v, _ in kept], [as_rational(w) for _, w in kept])


def spectrum_of_data(inputs: Any, targets: Any = None) -> Diagonal:
    """Eigenvalues of the empirical covariance X'X/N, and the coefficients of the targets along its eigenvectors.

    The coefficient along v is v'X'y/(N lambda), that of least squares. Eigenvalues below N times the unit of rounding
    of the largest are taken as zero.

    >>> spectrum_of_data(np.array([[2.0, 0.0], [0.0, 1.0]]), np.array([2.0, 3.0]))
    Diagonal(eigenvalues=(2, 1/2), weights=(1, 3))
    """
    X = _finite(inputs, "data", 2)
    values, vectors = np.linalg.eigh(X.T @ X / len(X))
    return _along(values, vectors, None if targets is None else X.T @ _targets(targets, len(X)) / len(X), len(X))


def rows_of_data(inputs: Any, targets: Any = None) -> Any:
    """The rows of data in the basis of :func:`spectrum_of_data`: Z with Z'Z/N = diag(eigenvalues).

    Eigenvectors point to where the coefficients of the targets are not negative, so that w0 is the vector of weights.

    >>> rows_of_data(np.array([[2.0, 0.0], [0.0, 1.0]]), np.array([2.0, -3.0]))
    array([[ 2.,  0.],
           [ 0., -1.]])
    """
    X = _finite(inputs, "data", 2)
    values, vectors = np.linalg.eigh(X.T @ X / len(X))
    signs = np.ones(len(values))
    if targets is not None:
        signs = np.where(vectors.T @ (X.T @ _targets(targets, len(X))) < 0, -1.0, 1.0)
    kept = values > _least(values, len(X))
    order = np.argsort(-values[kept], kind="stable")
    return (X @ (vectors * signs)[:, kept])[:, order] + 0.0


def spectrum_of_kernel(kernel: Any, targets: Any = None) -> Diagonal:
    """Eigenvalues of K/N for a kernel matrix K, and coefficients c with lambda c^2 = (u'y)^2/N.

    >>> spectrum_of_kernel(np.array([[4.0, 0.0], [0.0, 2.0]]), np.array([2.0, 1.0]))
    Diagonal(eigenvalues=(2, 1), weights=(1, 6369051672525773/9007199254740992))
    """
    K = _finite(kernel, "kernel", 2)
    if K.shape[0] != K.shape[1] or not np.allclose(K, K.T, rtol=1e-10, atol=1e-12 * np.abs(K).max()):
        raise InputError("kernel", f"an array of shape {K.shape}", "a symmetric matrix")
    values, vectors = np.linalg.eigh(K / len(K))
    if values[0] < -1e-8 * max(float(values[-1]), 0.0):
        raise InputError("kernel", f"an eigenvalue {values[0] * len(K):.3g}", "positive semi-definite")
    moments = None
    if targets is not None:
        moments = vectors @ (np.sqrt(np.clip(values, 0, None) / len(K)) * (vectors.T @ _targets(targets, len(K))))
    return _along(values, vectors, moments, len(K))


def _along(values: Any, vectors: Any, moments: Any, rows: int) -> Diagonal:
    kept = values > _least(values, rows)
    if not kept.any():
        raise InputError("data", "zero", "inputs that vary")
    weights = None if moments is None else (vectors.T @ moments)[kept] / values[kept]
    return spectrum_of_pairs(values[kept], weights)


def _least(values: Any, rows: int) -> float:
    """Eigenvalues up to here are rounding."""
    return float(max(len(values), rows) * np.finfo(float).eps * max(float(values[-1]), 0.0))


def load(path: str | Path, argument: str) -> Any:
    """An array from ``.npy``, or of numbers in a text file.

    Raises:
        InputError: when it cannot be read.
    """
    place = _readable(path, argument)
    try:
        if place.suffix == ".npy":
            return np.load(place, allow_pickle=False)
        rows = _lines(place)
        return np.array([[float(x) for x in row] for row in rows])
    except (ValueError, OSError) as reason:
        raise InputError(argument, path, f"an array of numbers ({reason})") from None


def _targets(targets: Any, rows: int) -> Any:
    y = _finite(targets, "targets", 1)
    if len(y) != rows:
        raise InputError("targets", len(y), f"as many numbers as rows of the data ({rows})")
    return y


def _finite(value: Any, argument: str, dimensions: int) -> Any:
    array = np.asarray(value, dtype=float)
    if dimensions == 1 and array.ndim == 2 and 1 in array.shape:
        array = array.ravel()
    if array.ndim != dimensions or not array.size or not np.isfinite(array).all():
        raise InputError(argument, f"an array of shape {array.shape}", f"{dimensions}-dimensional, of finite numbers")
    return array


def _readable(path: str | Path, argument: str) -> Path:
    place = Path(path)
    if not place.is_file():
        raise InputError(argument, path, "a file that exists")
    if place.stat().st_size > _LARGEST_FILE:
        raise InputError(argument, path, f"a file of at most {_LARGEST_FILE} bytes")
    return place


def _array(path: str | Path) -> list[list[float]]:
    array = load(path, "spectrum")
    if array.ndim == 2 and array.shape[0] == 2 < array.shape[1]:
        array = array.T
    if array.ndim not in (1, 2) or array.dtype.kind not in "fiu":
        raise InputError("spectrum", path, "an array of eigenvalues, or of eigenvalues and coordinates of w0")
    return [[float(x) for x in np.atleast_1d(row)] for row in array]


def _lines(path: str | Path) -> list[list[Fraction]]:
    try:
        lines = _readable(path, "spectrum").read_text().splitlines()
    except (UnicodeDecodeError, OSError):
        raise InputError("spectrum", path, "a text file of numbers, or a .npy file") from None
    rows: list[list[Fraction]] = []
    for number, line in enumerate(lines, 1):
        words = [word for word in _SEPARATOR.split(line.partition("#")[0].strip()) if word]
        if not words:
            continue
        try:
            rows.append([exact(word) for word in words])
        except InputError:
            if rows or not all(re.match(r"[^\d.+-]", word) for word in words):
                raise InputError("spectrum", f"{path}, line {number}: {line.strip()[:40]}", "numbers") from None
    return rows


def _rational(value: Any, argument: str) -> Fraction:
    if isinstance(value, Fraction):
        return value
    if isinstance(value, (float, np.floating)):
        if not np.isfinite(value):
            raise InputError(argument, value, "finite")
        return Fraction(float(value))
    return exact(int(value) if isinstance(value, np.integer) else value, argument)
