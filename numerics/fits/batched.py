"""Least squares of log L against log(E + sum of A_i x_i^-a_i), many problems at once (Levenberg-Marquardt).

The parameters are log E and, for each column, log A and a. A batch holds the starts of one fit, or the replicates of a
bootstrap; weights are common to all.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
LEAST_EXPONENT, LARGEST_EXPONENT = 1e-3, 20.0
_LOWEST = -40.0  # of log E below the least loss: E is zero
_GAIN, _PATIENCE = 1e-10, 3


def predicted(theta: Array, logs: Array) -> Array:
    """log(E + sum of A_i x_i^-a_i), for every problem and row; ``logs`` are the logarithms of the columns."""
    return np.asarray(np.logaddexp.reduce(_terms(theta, logs), axis=1))


def _terms(theta: Array, logs: Array) -> Array:
    """The logarithms of the terms: problems x terms x rows."""
    powers = theta[:, 1::2, None] - theta[:, 2::2, None] * logs.T[None]
    return np.concatenate([np.broadcast_to(theta[:, :1, None], (len(theta), 1, len(logs))), powers], axis=1)


def solved(start: Array, logs: Array, target: Array, weights: Array, steps: int = 300) -> tuple[Array, Array]:
    """The parameters (problems x parameters) and the weighted sum of squares of each problem."""
    found, floor = start.copy(), target.min(axis=-1) + _LOWEST
    cost = _cost(found, logs, target, weights)
    damping, stalled = np.full(len(found), 1e-2), np.zeros(len(found), dtype=int)
    for _ in range(steps):
        active = np.flatnonzero(stalled < _PATIENCE)
        if not len(active):
            break
        theta = found[active]
        step = _step(theta, logs, target[active], weights, damping[active])
        tried = theta + np.clip(step, -2.0, 2.0)
        tried[:, 0] = np.maximum(tried[:, 0], floor[active])
        tried[:, 2::2] = np.clip(tried[:, 2::2], LEAST_EXPONENT, LARGEST_EXPONENT)
        new, old = _cost(tried, logs, target[active], weights), cost[active]
        better = new < old
        found[active[better]], cost[active[better]] = tried[better], new[better]
        stalled[active] = np.where(old - new > _GAIN * old, 0, stalled[active] + 1)
        damping[active] = np.where(better, np.maximum(damping[active] / 5, 1e-12), np.minimum(damping[active] * 8, 1e9))
    return found, cost


def _step(theta: Array, logs: Array, target: Array, weights: Array, damping: Array) -> Array:
    residual, jacobian = linearised(theta, logs, target)
    weighted = np.swapaxes(jacobian, 1, 2) * weights
    gradient, information = weighted @ residual[..., None], weighted @ jacobian
    diagonal = np.arange(theta.shape[1])
    information[:, diagonal, diagonal] *= 1 + damping[:, None]
    information[:, diagonal, diagonal] += 1e-14
    return np.asarray(np.linalg.solve(information, gradient)[..., 0])


def linearised(theta: Array, logs: Array, target: Array) -> tuple[Array, Array]:
    """Residuals, and the derivatives of the predictions by the parameters."""
    terms = _terms(theta, logs)
    total = np.logaddexp.reduce(terms, axis=1)
    shares = np.exp(terms - total[:, None])
    jacobian = np.empty((*total.shape, theta.shape[1]))
    jacobian[..., 0] = shares[:, 0]
    for column in range(logs.shape[1]):
        jacobian[..., 1 + 2 * column] = shares[:, 1 + column]
        jacobian[..., 2 + 2 * column] = -shares[:, 1 + column] * logs[None, :, column]
    return target - total, jacobian


def _cost(theta: Array, logs: Array, target: Array, weights: Array) -> Array:
    return np.asarray((weights * (target - predicted(theta, logs)) ** 2).sum(axis=-1))
