r"""Kernel ridge regression chains on given data: the Gram matrix is fixed, only subsets and noises are drawn.

Here the inputs are N given points (images, say), not draws of a Gaussian. With the kernel matrix K of all points and
true labels f, each generation sees T_j of the points chosen without replacement, labels them by its predecessor with
noise, and fits kernel ridge regression; the error is measured on points that no generation has seen:

    f_{j+1} = K[:, I_j] (K[I_j, I_j] + ridge0 T_j)^-1 (f_j[I_j] + E_j),   f_0 = f,
    f_pred  = K[:, I]   (K[I, I]   + ridge T)^-1      (f_n[I] + E),

and the error is the mean of (f_pred - f)^2 over the test points. Every prediction is linear in the noises, so given
the subsets they are integrated exactly: the mean error is the squared error of the noise-free chain plus, for each
noise, sigma_j^2 times the squared norm of its coefficients. These are found backwards, with matrices of test points
x T_j only. For features instead of a kernel, K = Phi Phi'; the linear
kernel of Gaussian inputs gives back the chain of the rest of this package with w' x in place of f.

>>> rng = np.random.default_rng(0)
>>> Phi = rng.standard_normal((60, 3))
>>> K, labels = Phi @ Phi.T, Phi @ np.ones(3)
>>> chain = KernelChain(K, labels, T=20, ridge=0.01, sigma2=0.1, T0=(20,), sigma0_2=(0.1,), ridge0=0.01)
>>> errors = kernel_errors(chain, np.random.default_rng(1), 50)
>>> errors.shape, bool((errors >= 0).all())
((50, 3), True)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve

from lemmata.numerics.errors import InputError
from lemmata.numerics.simulation.setting import Array

Rows = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class KernelChain:
    """A chain on given points.

    Attributes:
        K: kernel matrix of all N points, symmetric and positive semidefinite.
        labels: true values at the points (one number each).
        T, ridge, sigma2: samples, ridge parameter and label-noise variance of the downstream fit.
        T0, sigma0_2: samples and label-noise variances of the generators, oldest first.
        ridge0: ridge parameter of the generators; positive, like ``ridge`` (kernel matrices are all but singular).
        same_rows: whether all generators use the same points.
    """

    K: Array
    labels: Array
    T: int
    ridge: float
    sigma2: float = 0.0
    T0: tuple[int, ...] = ()
    sigma0_2: tuple[float, ...] = ()
    ridge0: float = 0.0
    same_rows: bool = False

    def __post_init__(self) -> None:
        N = len(self.labels)
        if self.K.shape != (N, N) or not np.allclose(self.K, self.K.T, atol=1e-10 * float(np.abs(self.K).max())):
            raise InputError("K", self.K.shape, f"a symmetric {N} x {N} matrix, one row a label")
        if len(self.T0) != len(self.sigma0_2):
            raise InputError("sigma0_2", self.sigma0_2, f"{len(self.T0)} numbers, one per generation")
        if self.ridge <= 0 or (self.T0 and self.ridge0 <= 0):
            raise InputError("ridge", (self.ridge, self.ridge0), "positive numbers")
        if max(self.T, *self.T0, 0) >= N or min((self.T, *self.T0)) < 1:
            raise InputError("T", (self.T, *self.T0), f"between 1 and {N - 1}, so that a point is left to test on")
        if self.same_rows and len(set(self.T0)) > 1:
            raise InputError("T0", self.T0, "one number when the generators share their points")


def kernel_errors(chain: KernelChain, rng: np.random.Generator, replicates: int) -> Array:
    """Rows (bias, variance, collapse) of the mean squared test error given the subsets; the noises are integrated."""
    return np.array([_one(chain, rng) for _ in range(replicates)])


def _one(chain: KernelChain, rng: np.random.Generator) -> Array:
    subsets = _subsets(chain, rng)
    test = _unseen(chain, subsets)
    coefficients = _smoother(chain, test, subsets[-1], chain.ridge)
    variance = chain.sigma2 * _mean_square(coefficients)
    collapse = 0.0
    for j in reversed(range(len(chain.T0))):
        coefficients = coefficients @ _smoother(chain, subsets[j + 1], subsets[j], chain.ridge0)
        collapse += chain.sigma0_2[j] * _mean_square(coefficients)
    residual = coefficients @ chain.labels[subsets[0]] - chain.labels[test]
    return np.array([float((residual**2).mean()), variance, collapse])


def _smoother(chain: KernelChain, at: Rows, rows: Rows, ridge: float) -> Array:
    """K[at, rows] (K[rows, rows] + ridge T)^-1: the fit on ``rows``, read at the points ``at``."""
    gram = chain.K[np.ix_(rows, rows)] + ridge * len(rows) * np.eye(len(rows))
    return np.asarray(cho_solve(cho_factor(gram), chain.K[np.ix_(rows, at)]).T)


def _mean_square(coefficients: Array) -> float:
    """The mean over test points of the squared norm of a row."""
    return float((coefficients**2).sum() / len(coefficients))


def _subsets(chain: KernelChain, rng: np.random.Generator) -> list[Rows]:
    """The points of each generation, oldest first, and of the downstream fit."""
    N = len(chain.labels)
    first = rng.choice(N, chain.T0[0], replace=False) if chain.same_rows and chain.T0 else None
    generators = [first if first is not None else rng.choice(N, rows, replace=False) for rows in chain.T0]
    return [*generators, rng.choice(N, chain.T, replace=False)]


def _unseen(chain: KernelChain, subsets: list[Rows]) -> Rows:
    """The points that no fit has seen."""
    unseen = np.setdiff1d(np.arange(len(chain.labels)), np.concatenate(subsets))
    if len(unseen) == 0:
        raise InputError("T0", chain.T0, "small enough to leave points that no generation has seen")
    return unseen
