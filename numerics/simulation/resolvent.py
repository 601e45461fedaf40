r"""One Wishart matrix: ridge regression with T >= d, where every generation has been integrated.

Here W = X'X is all that is random, and with l = T ridge and A = (W + l)^-1 the risk given W is

    bias      l^2 sum_ik lambda_i A_ik^2 c_k^2
    variance  sigma^2 (tr Sigma A - l tr Sigma A^2)
    collapse  tau sum_ik H_ik^2 lambda_i/lambda_k,   H = I - l A,   tau = sum_j sigma_j^2/(T_j - d - 1),

all of them sums of A_ik^2 against products of vectors: one inverse and O(d^2) on top.

**Control variates.** Statistics of W with known means that move with the risk are subtracted with fixed coefficients,
which leaves the mean as it is and most of the variance away. With g = 1/(lambda + kappa), kappa the renormalised ridge,
they are sums of W_kk and of W_ik^2 weighted by powers of g, and log det W:

    E W_kk = T lambda_k,   E W_ik^2 = T lambda_i lambda_k + delta_ik (T^2 + T) lambda_k^2,
    E log det W = d log 2 + sum_k (psi((T - k + 1)/2) + log lambda_k)

(Muirhead, Sections 3.2 and 3.3). The coefficients come from a pilot run whose draws are used for nothing else.

>>> from numerics.simulation import Setting
>>> setting = Setting(1 / np.arange(1.0, 6.0), np.ones(5), T=12, ridge=0.1, sigma2=0.3, T0=(10,), sigma0_2=(0.2,))
>>> plain, controlled = Resolvent(setting), controlled_resolvent(setting, np.random.default_rng(0))
>>> one, other = (e.sample(np.random.default_rng(1), 2000).sum(axis=1) for e in (plain, controlled))
>>> bool(other.std() < one.std() / 2), bool(abs(one.mean() - other.mean()) < 4 * one.std() / 2000**0.5)
(True, True)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import lapack
from scipy.special import digamma

from numerics.simulation.conditional import integrable
from numerics.simulation.gram import bartlett_factor, square
from numerics.simulation.setting import Array, Setting

PILOT = 64
"""Draws that fix the coefficients of the control variates: eight for each of them."""


def applies(setting: Setting) -> bool:
    """Whether one Wishart matrix with T >= d is all that is random."""
    integrated = all(integrable(setting, samples, setting.ridge0) for samples in setting.T0)
    fresh = setting.protocol == "replace" and (setting.designs != "shared" or setting.n == 0)
    return setting.inputs == "gaussian" and setting.ridge > 0 and setting.d <= setting.T and integrated and fresh


@dataclass(frozen=True)
class Resolvent:
    """Draws (bias, variance, collapse) given W, minus the control variates times ``coefficients``."""

    setting: Setting
    coefficients: Array | None = None

    def sample(self, rng: np.random.Generator, size: int) -> Array:
        """``size`` independent rows (bias, variance, collapse)."""
        draws = [_draw(self.setting, rng, controls=self.coefficients is not None) for _ in range(size)]
        parts = np.array([part for part, _ in draws])
        if self.coefficients is None:
            return parts
        centred = np.array([control for _, control in draws]) - expected_controls(self.setting)
        return parts - centred @ self.coefficients


def controlled_resolvent(setting: Setting, rng: np.random.Generator) -> Resolvent:
    """With coefficients that a pilot run has fitted by least squares."""
    draws = [_draw(setting, rng, controls=True) for _ in range(PILOT)]
    parts, controls = (np.array([draw[i] for draw in draws]) for i in (0, 1))
    spread = controls.std(axis=0)
    centred = (controls - controls.mean(axis=0)) / spread
    coefficients = np.linalg.lstsq(centred, parts - parts.mean(axis=0), rcond=1e-9)[0]
    return Resolvent(setting, coefficients / spread[:, None])


def _draw(setting: Setting, rng: np.random.Generator, *, controls: bool) -> tuple[Array, Array]:
    """(bias, variance, collapse) and the control variates (not centred)."""
    factor = bartlett_factor(rng, setting.eigenvalues, setting.T)
    log_det = 2 * float(np.log(np.diag(factor)).sum())
    W = square(factor)
    observed = _controls(setting, W, log_det) if controls else np.empty(0)
    shift = setting.T * setting.ridge
    np.fill_diagonal(W, np.diag(W) + shift)
    upper = lapack.dpotri(lapack.dpotrf(W, lower=0, clean=0, overwrite_a=1)[0], lower=0, overwrite_c=1)[0]
    return _parts(setting, np.asarray(upper), shift), observed


def _parts(setting: Setting, A: Array, shift: float) -> Array:
    """The three sums from the upper triangle of A."""
    values = setting.eigenvalues
    diagonal = np.diag(A).copy()
    vectors = np.stack([values, setting.squared_weights, np.ones(setting.d), 1 / values], axis=1)
    sums = quadratic_forms(A, vectors)[0]
    bias = shift**2 * sums[1]
    variance = setting.sigma2 * (values @ diagonal - shift * sums[2])
    unit = shift**2 * sums[3] + (1 - 2 * shift * diagonal).sum()
    return np.array([bias, variance, spread_of_generators(setting) * unit])


def spread_of_generators(setting: Setting) -> float:
    """The tau for which w_n - w0 has covariance tau Sigma^-1."""
    return sum(v / (t - setting.d - 1) for t, v in zip(setting.T0, setting.sigma0_2, strict=True))


def quadratic_forms(upper: Array, vectors: Array) -> Array:
    """V' (A o A) V for the symmetric matrix A with this upper triangle (overwritten) and zeros below."""
    np.multiply(upper, upper, out=upper)
    half = vectors.T @ (upper @ vectors)
    return np.asarray(half + half.T - (vectors * np.diag(upper)[:, None]).T @ vectors)


def _controls(setting: Setting, W: Array, log_det: float) -> Array:
    linear, squared = _weights(setting)
    forms = quadratic_forms(W.copy(order="F"), squared)
    return np.concatenate([np.diag(W) @ linear, forms[np.triu_indices(2)], [log_det]])


def expected_controls(setting: Setting) -> Array:
    """The means of the control variates."""
    values, T = setting.eigenvalues, setting.T
    linear, squared = _weights(setting)
    sums = values @ squared
    forms = T * np.outer(sums, sums) + (T * T + T) * (squared * (values**2)[:, None]).T @ squared
    log_det = setting.d * np.log(2) + (digamma((T - np.arange(setting.d)) / 2) + np.log(values)).sum()
    return np.concatenate([T * values @ linear, forms[np.triu_indices(2)], [log_det]])


def _weights(setting: Setting) -> tuple[Array, Array]:
    """The weights of W_kk, and those of W_ik^2, one vector a column, scaled to comparable size."""
    values = setting.eigenvalues
    g = 1 / (values + _kappa(values, setting.T, setting.ridge))
    own = values * g
    return np.stack([g, own, own * g, np.ones_like(g)], axis=1), np.stack([g, own * g], axis=1)


def _kappa(values: Array, T: int, ridge: float) -> float:
    """The renormalised ridge, roughly: it only tunes the control variates. kappa = ridge + kappa df1(kappa)/T."""
    kappa = ridge
    for _ in range(50):
        kappa = ridge + kappa * float((values / (values + kappa)).sum()) / T
    return kappa
