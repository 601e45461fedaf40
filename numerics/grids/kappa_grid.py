r"""The renormalised ridge over grids of T and ridge, in doubles.

g(kappa) = kappa - ridge - kappa df1(kappa)/T is convex with g' = 1 - df2/T, and positive to the right of its only
positive root (:mod:`lemmata.numerics.fixed_points.fixed_point`). So Newton's method from the right falls to the root
and never jumps over it; it stops where rounding ends the fall. The sums are those of
:mod:`lemmata.numerics.grids.spectrum_grid`, with a relative error of some 10^-15, and the root inherits it, multiplied
by 1/(1 - df2/T): near T = d with next to no ridge digits are lost. Where that factor is beyond 10^8 the result is not a
number; :func:`lemmata.numerics.fixed_points.kappa.kappa_power_law` knows it.

>>> kappa = kappa_on_grid(2, [100.0, 200.0], 0)
>>> [f"{value:.12g}" for value in kappa]
['0.000244291091832', '6.13777551202e-05']
"""

from __future__ import annotations

from fractions import Fraction
from math import log

import numpy as np
from numpy.typing import ArrayLike

from lemmata.numerics.errors import InputError, NotAccurate
from lemmata.numerics.grids.grid_functions import degrees_of_freedom_on_grid, finite_parameter, parameter
from lemmata.numerics.grids.spectrum_grid import Array

_MOST_STEPS = 500
_LEAST_SLOPE = 1e-8


def kappa_on_grid(beta: object, T: ArrayLike, ridge: ArrayLike, d: object = None) -> Array:
    """kappa of lambda_k = k^-beta, k <= d (beta = 0: Sigma = I), for all pairs of T and ridge, broadcast.

    Raises:
        InputError: naming the argument that is out of its domain.
        NotAccurate: when Newton's method does not arrive.
    """
    capacity, size = finite_parameter("beta", beta), parameter("d", d)
    samples, penalty = np.broadcast_arrays(np.asarray(T, dtype=np.float64), np.asarray(ridge, dtype=np.float64))
    if not (np.isfinite(samples).all() and (samples > 0).all()):
        raise InputError("T", samples[~(samples > 0)][:3], "positive finite numbers")
    if not (np.isfinite(penalty).all() and (penalty >= 0).all()):
        raise InputError("ridge", penalty[~(penalty >= 0)][:3], "finite numbers >= 0")
    if size is None and capacity <= 1:
        raise InputError("beta", beta, "> 1 when d is infinite: the trace diverges")
    kappa = np.zeros(samples.shape)
    proper = np.ones(samples.shape, dtype=bool) if size is None else (penalty > 0) | (samples < float(size))
    if proper.any():
        where = samples[proper], penalty[proper]
        if capacity == 0 and size is not None:
            kappa[proper] = _isotropic(*where, float(size))
        else:
            kappa[proper] = _newton(*where, capacity, size)
    return kappa


def _isotropic(T: Array, ridge: Array, d: float) -> Array:
    """The positive root of kappa^2 - c kappa - ridge, without cancellation for c < 0."""
    c = ridge + (d - T) / T
    root = np.sqrt(c * c + 4 * ridge)
    safe: Array = np.where(c > 0, (c + root) / 2, 2 * ridge / (root + np.abs(c)))
    return safe


def _newton(T: Array, ridge: Array, beta: Fraction, d: Fraction | None) -> Array:
    kappa: Array = ridge + _trace(float(beta), d) / T
    active = np.arange(kappa.size)
    for _ in range(_MOST_STEPS):
        at, samples = kappa[active], T[active]
        one, two = degrees_of_freedom_on_grid(beta, at, d)
        slope = 1 - two / samples
        known = slope > _LEAST_SLOPE
        kappa[active[~known]] = np.nan
        step = np.where(known, at - ridge[active] - at * one / samples, 0.0) / np.where(known, slope, 1.0)
        falls = step > 4e-16 * at
        active = active[falls]
        if not active.size:
            return kappa
        kappa[active] -= step[falls]
    raise NotAccurate(f"kappa was not reached in {_MOST_STEPS} steps of Newton's method")


def _trace(beta: float, d: Fraction | None) -> float:
    """Not less than the trace, by the integral of x^-beta."""
    if d is None:
        return beta / (beta - 1)
    size = float(d)
    integral = log(size) if beta == 1 else (size ** (1 - beta) - 1) / (1 - beta)
    return min(size, 1.000001 * (1 + integral))
