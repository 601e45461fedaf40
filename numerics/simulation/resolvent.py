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

>>> from lemmata.numerics.simulation import Setting
>>> setting = Setting(1 / np.arange(1.0, 6.0), np.ones(5), T=12, ridge=0.1, sigma2=0.3, T0=(10,), sigma0_2=(0.2,))
>>> plain, controlled = Resolvent(setting), controlled_resolvent(setting, np.random.default_rng(0))
>>> one, other = (e.sample(np.random.default_rng(1), 2000).sum(axis=1) for e in (plain, controlled))
>>> bool(other.std() < one.std() / 2), bool(abs(one.mean() - other.mean()) < 4 * one.std() / 2000**0.5)
(True, True)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma

from lemmata.numerics.simulation.conditional import integrable
from lemmata.numerics.simulation.gram import bartlett_factors, invert, square
from lemmata.numerics.simulation.setting import Array, Setting

PILOT = 48
"""Draws that fix the coefficients of the control variates: six for each of them."""
STACK = 2**18
"""Numbers in a stack of matrices: two megabytes, so that a stack stays in the cache."""


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
        parts, controls = draw(self.setting, rng, size, controls=self.coefficients is not None)
        if self.coefficients is None:
            return parts
        return parts - (controls - expected_controls(self.setting)) @ self.coefficients


def controlled_resolvent(setting: Setting, rng: np.random.Generator) -> Resolvent:
    """With coefficients that a pilot run has fitted by least squares."""
    parts, controls = draw(setting, rng, PILOT, controls=True)
    spread = controls.std(axis=0)
    centred = (controls - controls.mean(axis=0)) / spread
    coefficients = np.linalg.lstsq(centred, parts - parts.mean(axis=0), rcond=1e-9)[0]
    return Resolvent(setting, coefficients / spread[:, None])


def draw(setting: Setting, rng: np.random.Generator, size: int, *, controls: bool) -> tuple[Array, Array]:
    """``size`` rows (bias, variance, collapse), and as many of control variates (not centred).

    Small matrices are handled in stacks, to share the cost of the calls.
    """
    stack = max(1, STACK // setting.d**2)
    sizes = [min(stack, size - done) for done in range(0, size, stack)]
    pieces = [_stack(setting, rng, count, controls=controls) for count in sizes]
    return np.concatenate([piece[0] for piece in pieces]), np.concatenate([piece[1] for piece in pieces])


def _stack(setting: Setting, rng: np.random.Generator, count: int, *, controls: bool) -> tuple[Array, Array]:
    W = bartlett_factors(rng, setting.eigenvalues, setting.T, count)
    diagonal = np.einsum("rkk->rk", W)  # a view
    log_det = 2 * np.log(diagonal).sum(axis=1)
    for matrix in W:
        square(matrix.T)
    observed = _controls(setting, W, log_det) if controls else np.empty((count, 0))
    shift = setting.T * setting.ridge
    diagonal += shift
    for matrix in W:
        invert(matrix.T)
    return _parts(setting, W, shift), observed


def _parts(setting: Setting, A: Array, shift: float) -> Array:
    """The three sums from the lower triangles of a stack of matrices A (overwritten)."""
    values = setting.eigenvalues
    diagonal = np.einsum("rkk->rk", A).copy()
    vectors = np.stack([values, setting.squared_weights, np.ones(setting.d), 1 / values], axis=1)
    np.multiply(A, A, out=A)
    sums = quadratic_forms(A, vectors)[:, 0]
    bias = shift**2 * sums[:, 1]
    variance = setting.sigma2 * (diagonal @ values - shift * sums[:, 2])
    unit = shift**2 * sums[:, 3] + (1 - 2 * shift * diagonal).sum(axis=1)
    return np.stack([bias, variance, spread_of_generators(setting) * unit], axis=1)


def spread_of_generators(setting: Setting) -> float:
    """The tau for which w_n - w0 has covariance tau Sigma^-1."""
    return sum(v / (t - setting.d - 1) for t, v in zip(setting.T0, setting.sigma0_2, strict=True))


def quadratic_forms(lower: Array, vectors: Array) -> Array:
    """V'MV for a stack of symmetric matrices M with these lower triangles, and zeros above."""
    half: Array = vectors.T @ (lower @ vectors)
    diagonal = np.einsum("rkk->rk", lower)
    twice: Array = np.einsum("rk,ki,kj->rij", diagonal, vectors, vectors, optimize=True)
    return half + half.transpose(0, 2, 1) - twice


def _controls(setting: Setting, W: Array, log_det: Array) -> Array:
    linear, squared = _weights(setting)
    forms = quadratic_forms(W * W, squared)
    rows, columns = np.triu_indices(squared.shape[1])
    return np.concatenate([np.einsum("rkk->rk", W) @ linear, forms[:, rows, columns], log_det[:, None]], axis=1)


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
