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

from lemmata.numerics.simulation.setting import Array, Setting

LEAF = 64
"""Matrices up to this size are inverted by LAPACK."""


def bartlett(rng: np.random.Generator, eigenvalues: Array, samples: int) -> Array:
    """A Wishart matrix with ``samples >= d`` degrees of freedom: its upper triangle, with zeros below."""
    return square(bartlett_factors(rng, eigenvalues, samples, 1)[0].T)


def bartlett_factors(rng: np.random.Generator, eigenvalues: Array, samples: int, count: int) -> Array:
    """A stack of ``count`` factors U' Sigma^(1/2), lower triangular.

    The transpose of each is upper triangular and column-major, so that LAPACK works on it in place.
    """
    d = len(eigenvalues)
    factors = rng.standard_normal((count, d, d))
    factors *= np.tri(d, k=-1)
    np.einsum("rkk->rk", factors)[:] = np.sqrt(rng.chisquare(np.arange(samples - d + 1, samples + 1), (count, d)))
    factors *= np.sqrt(eigenvalues)
    return factors


def square(factor: Array) -> Array:
    """U U', upper triangle, in the place of the column-major upper triangular U."""
    factor[:] = lapack.dlauum(factor, lower=0, overwrite_c=1)[0]
    return factor


def invert(upper: Array) -> Array:
    """The inverse of a positive matrix, upper triangle, in the place of its column-major upper triangle."""
    factor = lapack.dpotrf(upper, lower=0, clean=0, overwrite_a=1)[0]
    upper[:] = lapack.dpotri(factor, lower=0, overwrite_c=1)[0]
    return upper


def symmetric(upper: Array) -> Array:
    """The symmetric matrix with this upper triangle."""
    return upper + np.triu(upper, 1).T


def gram(setting: Setting, rng: np.random.Generator, samples: int) -> Array:
    """X'X for ``samples`` fresh rows, symmetric."""
    if setting.inputs == "gaussian" and samples >= setting.d:
        return symmetric(bartlett(rng, setting.eigenvalues, samples))
    W = np.zeros((setting.d, setting.d))
    for start in range(0, samples, setting.d):  # in blocks: never a T x d array
        X = setting.design(rng, min(setting.d, samples - start))
        W += X.T @ X
    return W


def outer(X: Array) -> Array:
    """XX' by the symmetric kernel: its lower triangle (half the work of a general product)."""
    return np.asarray(blas.dsyrk(1.0, X.T, trans=1, lower=1))


def cholesky(lower: Array) -> Array:
    """C with CC' = the symmetric matrix with this lower triangle (overwritten), zeros above.

    Raises:
        LinAlgError: when it is not positive to double precision.
    """
    C, failed = lapack.dpotrf(lower, lower=1, clean=1, overwrite_a=1)
    if failed:
        raise np.linalg.LinAlgError("a Gram matrix is singular to double precision: give a ridge > 0")
    return np.asarray(C)


def inverse_factor(lower: Array, shift: float) -> Array:
    """The lower triangular J, J'J = (K + shift)^-1, K the positive matrix with this lower triangle (overwritten)."""
    lower[np.diag_indices(len(lower))] += shift
    return _by_halves(lower)


def _by_halves(lower: Array) -> Array:
    """J = C^-1 for CC' = the matrix, from the factors J_1, J_2 of one half and of its Schur complement.

    As stable as Cholesky's method, and most of the work is products of matrices: with M = B J_1',

    [[A, B'], [B, D]]:   J_2 from D - MM',   J = [[J_1, 0], [-J_2 M J_1, J_2]].
    """
    k = len(lower)
    if k <= LEAF:
        return np.asarray(lapack.dtrtri(cholesky(lower), lower=1)[0])
    h = k // 2
    J = np.zeros((k, k))
    J[:h, :h] = _by_halves(lower[:h, :h])
    M = lower[h:, :h] @ J[:h, :h].T
    J[h:, h:] = _by_halves(lower[h:, h:] - M @ M.T)
    J[h:, :h] = -(J[h:, h:] @ M @ J[:h, :h])
    return J


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
