r"""The chain as its definition reads: draw inputs, draw noise, fit, repeat.

This is the yardstick. It does nothing clever, so that a reader can check it line by line against the model

    w_0 = w0,   w_{j+1} = fit(X_j, X_j w_j + E_j),   w_pred = fit(X, X w_n + E),   risk = ||w_pred - w0||^2_Sigma,

and every faster estimator of this package is tested to have the same mean.

>>> from lemmata.numerics.simulation.setting import Setting
>>> setting = Setting(np.ones(3), np.full(3, 1 / 3), T=9, sigma2=1.0)
>>> risks = naive_risks(setting, np.random.default_rng(0), 4000)
>>> bool(abs(risks.mean() - 3 / (9 - 3 - 1)) < 5 * risks.std() / 4000**0.5)
True
"""

from __future__ import annotations

import numpy as np

from lemmata.numerics.simulation.setting import Array, Setting


def naive_risks(setting: Setting, rng: np.random.Generator, replicates: int) -> Array:
    """``replicates`` independent realisations of the squared error ||w_pred - w0||^2_Sigma."""
    return np.array([_one_risk(setting, rng) for _ in range(replicates)])


def generated(setting: Setting, rng: np.random.Generator) -> Array:
    """One realisation of w_n, the last generator."""
    return _generators(setting, rng, target(setting, rng))[0]


def target(setting: Setting, rng: np.random.Generator) -> Array:
    """The truth w0."""
    w0: Array = np.sqrt(setting.squared_weights)
    return w0 * rng.standard_normal(setting.d) if setting.random_target else w0


def fit(X: Array, Y: Array, ridge: float) -> Array:
    """(X'X/T + ridge)^-1 X'Y/T, or the minimum-norm least squares solution for ridge = 0."""
    if ridge == 0:
        return np.linalg.pinv(X) @ Y
    rows, d = X.shape
    return np.linalg.solve(X.T @ X / rows + ridge * np.eye(d), X.T @ Y / rows)


def _one_risk(setting: Setting, rng: np.random.Generator) -> float:
    w0 = target(setting, rng)
    w_n, X_last = _generators(setting, rng, w0)
    shared = setting.designs == "shared" and X_last is not None
    X = X_last if shared else setting.design(rng, setting.T)
    assert X is not None
    Y = X @ w_n + np.sqrt(setting.sigma2) * rng.standard_normal(setting.T)
    error = fit(X, Y, setting.ridge) - w0
    return float(error @ (setting.eigenvalues * error))


def _generators(setting: Setting, rng: np.random.Generator, w0: Array) -> tuple[Array, Array | None]:
    """w_n and the last design."""
    w, X = w0, None
    inputs: list[Array] = []
    labels: list[Array] = []
    for rows, variance in zip(setting.T0, setting.sigma0_2, strict=True):
        if X is None or setting.designs == "independent":
            X = setting.design(rng, rows)
        Y = X @ w + np.sqrt(variance) * rng.standard_normal(rows)
        if setting.protocol == "mix":
            Y[: setting.real] += X[: setting.real] @ (w0 - w)
        if setting.protocol != "accumulate":
            inputs, labels = [], []
        inputs.append(X)
        labels.append(Y)
        w = fit(np.concatenate(inputs), np.concatenate(labels), setting.ridge0)
    return w, X
