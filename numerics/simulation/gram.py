r"""Gram matrices W = X'X of random designs, exact in law, at the least cost.

**Bartlett.** For T >= d Gaussian rows, W = Sigma^(1/2) U U' Sigma^(1/2) in law, where U is upper triangular with
independent entries: normals above the diagonal, U_ii^2 ~ chi2_{T-d+i} on it (Bartlett 1933; Muirhead, Theorem
3.2.14, read from the last index to the first). This needs d^2/2 normals instead of T d, and no T x d array.

>>> rng = np.random.default_rng(0)
>>> mean = sum(bartlett(rng, np.array([1.0, 4.0]), 10) for _ in range(4000)) / 4000
>>> bool(np.allclose(symmetric(mean), np.diag([10.0, 40.0]), atol=1.0))
True
"""

from __future__ import annotations

import numpy as np
from scipy.linalg import blas, lapack

from numerics.simulation.setting import Array, Setting


def bartlett(rng: np.random.Generator, eigenvalues: Array, samples: int) -> Array:
    """A Wishart matrix with ``samples >= d`` degrees of freedom: its upper triangle, with zeros below."""
    return square(bartlett_factor(rng, eigenvalues, samples))


def bartlett_factor(rng: np.random.Generator, eigenvalues: Array, samples: int) -> Array:
    """The upper triangular factor Sigma^(1/2) U, column-major."""
    d = len(eigenvalues)
    factor: Array = np.empty((d, d), order="F")
    factor.T[:] = np.tril(rng.standard_normal((d, d)), -1)
    np.fill_diagonal(factor, np.sqrt(rng.chisquare(np.arange(samples - d + 1, samples + 1))))
    factor *= np.sqrt(eigenvalues)[:, None]
    return factor


def square(factor: Array) -> Array:
    """U U', upper triangle, in the place of the upper triangular U."""
    return np.asarray(lapack.dlauum(factor, lower=0, overwrite_c=1)[0])


def symmetric(upper: Array) -> Array:
    """The symmetric matrix with this upper triangle."""
    return upper + np.triu(upper, 1).T


def gram(setting: Setting, rng: np.random.Generator, samples: int) -> Array:
    """X'X for ``samples`` fresh rows, symmetric."""
    if setting.inputs == "gaussian" and samples >= setting.d:
        return symmetric(bartlett(rng, setting.eigenvalues, samples))
    X = setting.design(rng, samples)
    return np.asarray(X.T @ X)


def outer(X: Array) -> Array:
    """XX' by the symmetric kernel: its lower triangle (half the work of a general product)."""
    return np.asarray(blas.dsyrk(1.0, X.T, trans=1, lower=1))


def inverse(W: Array, shift: float, rank: int, *, gaussian: bool = True) -> Array:
    """(W + shift)^-1, or for shift = 0 the pseudo-inverse of the Gram matrix of ``rank`` rows or columns.

    Gaussian rows have full rank almost surely; rows of a discrete law may not, and their rank is judged numerically.
    """
    d = len(W)
    if shift == 0 and not gaussian:
        return np.asarray(np.linalg.pinv(W, rcond=1e-12, hermitian=True))
    if shift > 0 or rank >= d:
        return np.asarray(np.linalg.inv(W + shift * np.eye(d)))
    values, vectors = np.linalg.eigh(W)
    top = vectors[:, d - rank :]
    return np.asarray((top / values[d - rank :]) @ top.T)
