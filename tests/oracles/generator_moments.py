r"""Moments of the last generator w_n: how much of the truth is left in it, and how large it has become.

Given the designs, w_n = M w0 + sum_j N_j E_j, and with the noises and the signs of w0 integrated

    <w_n, w0>           sum_k c_k^2 M_kk,
    ||w_n||^2           sum_k c_k^2 ||M_k||^2 + sum_j sigma_j^2 ||N_j||^2,
    ||w_n - w0||_Sigma^2   the risk of the generator itself.

These are readouts of w_n in two metrics, pulled back as in :mod:`~lemmata.numerics.simulation.conditional`.

>>> from lemmata.numerics.simulation import Setting
>>> half = Setting(np.ones(8), np.full(8, 1 / 8), T=9, T0=(4,), sigma0_2=(0.0,))
>>> overlap, norm, error = generator_moments(half, np.random.default_rng(0), 400).mean(axis=0)
>>> bool(abs(overlap - 0.5) < 0.05), bool(abs(norm - 0.5) < 0.05), bool(abs(error - 0.5) < 0.05)
(True, True, True)
"""

from __future__ import annotations

import numpy as np

from lemmata.numerics.simulation.conditional import common_design, pull_back
from lemmata.numerics.simulation.readout import direct
from lemmata.numerics.simulation.setting import Array, Setting


def generator_moments(setting: Setting, rng: np.random.Generator, size: int) -> Array:
    """``size`` independent rows (<w_n, w0>, ||w_n||^2, ||w_n - w0||_Sigma^2), given the designs.

    Their means are the moments; where a fit without ridge has nearly d samples these may be infinite
    (:mod:`~lemmata.numerics.simulation.tails`).
    """
    return np.array([_one(setting, rng) for _ in range(size)])


def _one(setting: Setting, rng: np.random.Generator) -> Array:
    plain = np.ones(setting.d)
    stream = rng.bit_generator.state
    rows = []
    for metric in (plain, setting.eigenvalues):
        rng.bit_generator.state = stream  # the same designs, read in two metrics
        readout = direct(metric)
        pull_back(setting, rng, readout, common_design(setting, rng))
        rows.append(readout)
    M = rows[0].map()
    signal = setting.squared_weights
    norm = float(signal @ np.einsum("ik,ik->k", M, M)) + rows[0].noise
    return np.array([float(signal @ np.diag(M)), norm, rows[1].bias(signal) + rows[1].noise])
