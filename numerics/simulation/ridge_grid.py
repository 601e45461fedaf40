r"""A whole grid of ridge parameters from one decomposition of each drawn matrix.

With W = V diag(s) V' every A = (W + l)^-1 is V diag(g) V', g = 1/(s + l), and the sums of
:mod:`~lemmata.numerics.simulation.resolvent` become

    sum_ik x_i A_ik^2 y_k = g' [ (V' diag(x) V) o (V' diag(y) V) ] g,

so that after one eigendecomposition and two products each further ridge costs O(d^2). The same draws serve the whole
grid: differences along it are much less noisy than the values themselves.

>>> from lemmata.numerics.simulation import Setting
>>> setting = Setting(1 / np.arange(1.0, 6.0), np.ones(5), T=12, ridge=0.1, sigma2=0.3)
>>> risks = ridge_grid(setting, [0.05, 0.1, 0.2], np.random.default_rng(0), 100)
>>> risks.shape
(100, 3, 3)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from lemmata.numerics.errors import InputError
from lemmata.numerics.simulation.gram import bartlett, symmetric
from lemmata.numerics.simulation.resolvent import applies, spread_of_generators
from lemmata.numerics.simulation.setting import Array, Setting


def ridge_grid(setting: Setting, ridges: Sequence[float], rng: np.random.Generator, size: int) -> Array:
    """Draws of (bias, variance, collapse) for every ridge: an array of shape (size, len(ridges), 3).

    Args:
        setting: the chain; its own ridge is replaced by those of the grid.
        ridges: positive ridge parameters of the downstream fit.
        rng: the source of randomness.
        size: how many replicates.

    Raises:
        InputError: unless one Wishart matrix with T >= d is all that is random (Gaussian inputs, labels replaced by
            generators without ridge on at least d + 2 rows), and every ridge is positive.
    """
    if not ridges or min(ridges) <= 0:
        raise InputError("ridges", list(ridges), "positive numbers")
    if not applies(replace(setting, ridge=float(ridges[0]))):
        raise InputError("setting", "this chain", "one with T >= d and generators of at least d + 2 Gaussian rows")
    shifts = setting.T * np.asarray(ridges, dtype=float)
    return np.array([_one(setting, shifts, rng) for _ in range(size)])


def _one(setting: Setting, shifts: Array, rng: np.random.Generator) -> Array:
    values = setting.eigenvalues
    s, V = np.linalg.eigh(symmetric(bartlett(rng, values, setting.T)))
    by_values = (V.T * values) @ V
    with_signal = by_values * ((V.T * setting.squared_weights) @ V)
    with_inverse = by_values * ((V.T / values) @ V)
    g = 1 / (s + shifts[:, None])
    diagonal = np.diag(by_values)
    bias = shifts**2 * np.einsum("li,ij,lj->l", g, with_signal, g, optimize=True)
    variance = setting.sigma2 * (g @ diagonal - shifts * (g**2 @ diagonal))
    unit = shifts**2 * np.einsum("li,ij,lj->l", g, with_inverse, g, optimize=True)
    unit += setting.d - 2 * shifts * g.sum(axis=1)
    return np.stack([bias, variance, spread_of_generators(setting) * unit], axis=1)
