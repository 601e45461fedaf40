"""Spectral sums as plain functions of arrays: what SymPy's ``lambdify`` calls.

kappa runs over an array of any shape; the other parameters are one number each. They are read exactly where they are
given exactly (``"11/10"``), and a float is taken as the double that it is. Grids are kept, so that the second call with
the same beta and d costs the evaluation only.

>>> df1_on_grid("3/2", np.array([1e-8, 1e-4]), 10**15).shape
(2,)
>>> df2_on_grid(2, 1e-40, "oo") / 1e20 < 0.8                       # pi/4
np.True_
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import floor, isfinite, log2
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import exact
from lemmata.numerics.grids.infinite_grid import InfiniteGrid
from lemmata.numerics.grids.spectrum_grid import Array, SpectrumGrid

_STRIDE = 32  # the least kappa of a grid of infinite dimension is 2^(-32 m), so that few grids serve all calls


def spectral_sum_on_grid(u: object, q: object, beta: object, kappa: ArrayLike, d: object = None) -> Array:
    """sum_{k<=d} k^-u/(k^-beta + kappa)^q in doubles, in the shape of ``kappa``.

    Raises:
        InputError: naming the argument that is out of its domain.
    """
    exponent, power = (finite_parameter(name, value) for name, value in (("u", u), ("q", q)))
    return _grid(finite_parameter("beta", beta), kappa, d).sums(exponent, power, kappa)


def df1_on_grid(beta: object, kappa: ArrayLike, d: object = None) -> Array:
    """First degrees of freedom in doubles; d where kappa = 0."""
    return _degrees(1, finite_parameter("beta", beta), kappa, d)


def df2_on_grid(beta: object, kappa: ArrayLike, d: object = None) -> Array:
    """Second degrees of freedom in doubles; d where kappa = 0."""
    return _degrees(2, finite_parameter("beta", beta), kappa, d)


def _degrees(q: int, beta: Fraction, kappa: ArrayLike, d: object) -> Array:
    values, size = np.asarray(kappa, dtype=np.float64), parameter("d", d)
    limit = np.inf if size is None else float(size)
    if beta == 0:
        return np.asarray(limit / (1 + values) ** q)
    none = values == 0
    positive = np.where(none, 1.0, values)
    return np.where(none, limit, _grid(beta, positive, size).sums(q * beta, q, positive))


def degrees_of_freedom_on_grid(beta: object, kappa: ArrayLike, d: object = None) -> tuple[Array, Array]:
    """Both degrees of freedom in doubles."""
    return _grid(finite_parameter("beta", beta), kappa, d).degrees_of_freedom(kappa)


def parameter(name: str, value: Any) -> Fraction | None:
    """One number, exact or the double that is given; None where it is infinite.

    Raises:
        InputError: for an array, or anything that is no number.
    """
    if np.ndim(value):
        raise InputError(name, "an array", "one number (only kappa, T and the ridge run over a grid)")
    if value is None or value == "oo":
        return None
    if isinstance(value, (float, np.floating)):
        if value == np.inf:
            return None
        if isfinite(value):
            return Fraction(float(value))
    if isinstance(value, np.integer):
        value = int(value)
    return exact(value, name)


def finite_parameter(name: str, value: object) -> Fraction:
    """One number that is finite."""
    number = parameter(name, value)
    if number is None:
        raise InputError(name, value, "a finite number")
    return number


def _grid(beta: Fraction, kappa: ArrayLike, d: object) -> SpectrumGrid | InfiniteGrid:
    size = parameter("d", d)
    if size is not None:
        return _finite(beta, size)
    values = np.asarray(kappa, dtype=np.float64)
    least = float(values.min()) if values.size else 1.0
    if not 0 < least < np.inf:
        raise InputError("kappa", least, "positive finite numbers")
    return _infinite(beta, min(0, floor(log2(least) / _STRIDE)) * _STRIDE)


_finite = lru_cache(maxsize=32)(SpectrumGrid)


@lru_cache(maxsize=32)
def _infinite(beta: Fraction, exponent: int) -> InfiniteGrid:
    return InfiniteGrid(beta, 2.0**exponent)
