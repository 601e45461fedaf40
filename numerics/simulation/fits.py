r"""Fits on fresh rows, ready for a readout to be pulled through.

A fit v -> (X'X + l)^+ X'(X v + E) turns a readout B of its result into the readout Q X of v, and reads the noise E
through Q, where

    Q = B (X'X + l)^+ X' = B X' (XX' + l)^-1   (l > 0, or XX' invertible),

so that noise of variance one adds ||Q||^2. Only X'X matters. With at least d Gaussian rows X is therefore replaced by
the d rows of a triangular factor of X'X (Bartlett); if l = 0 as well, Q = B X^-1 and Q X = B: least squares returns
what it was given.

>>> from lemmata.numerics.simulation import Setting
>>> setting = Setting(np.ones(3), np.ones(3), T=9)
>>> readout = Readout(np.eye(3), np.eye(3))
>>> fit = fresh_fit(setting, np.random.default_rng(0), 9, 0.0)
>>> fit.pull(readout) > 0, bool((readout.dense() == np.eye(3)).all())
(True, True)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.linalg import blas

from lemmata.numerics.simulation.gram import bartlett_factors, gram, inverse, inverse_factor, outer
from lemmata.numerics.simulation.readout import Readout
from lemmata.numerics.simulation.setting import Array, Setting


class Fit(Protocol):
    """One fit; if several generations have the same design, they are pulled through the same one."""

    def pull(self, readout: Readout) -> float:
        """Replace B by Q X; returns ||Q||^2."""


@dataclass(frozen=True)
class ByRows:
    """For rows X: J'J = (XX' + l)^-1."""

    X: Array
    J: Array

    def pull(self, readout: Readout) -> float:
        """Q = B X'J'J."""
        readout.R, readout.Y = readout.times(self.X) @ self.J.T @ self.J, self.X
        return readout.inner(readout.R, readout.R)


@dataclass(frozen=True)
class LeastSquares:
    """For at least d samples and no ridge: a square X, lower triangular."""

    X: Array

    def pull(self, readout: Readout) -> float:
        """Q = B X^-1."""
        # Transposed, and so column-major: Q' = X'^-1 B'.
        Q = np.asarray(blas.dtrsm(1.0, self.X.T, readout.dense().T, lower=0)).T
        return readout.inner(Q, Q)


@dataclass(frozen=True)
class ByGram:
    """For W = X'X: A = (W + l)^+."""

    W: Array
    A: Array

    def pull(self, readout: Readout) -> float:
        """||Q||^2 = <B A, B A W>."""
        M = readout.dense() @ self.A
        readout.R = M @ self.W
        return readout.inner(M, readout.R)


def fresh_fit(setting: Setting, rng: np.random.Generator, samples: int, ridge: float) -> Fit:
    """A fit on so many fresh rows."""
    shift = samples * ridge
    gaussian = setting.inputs == "gaussian"
    if not gaussian and (samples >= setting.d or shift == 0):
        return fit_with_gram(setting, gram(setting, rng, samples), shift, samples)
    if samples < setting.d:
        X = setting.design(rng, samples)
        return ByRows(X, inverse_factor(outer(X), shift))
    X = bartlett_factors(rng, setting.eigenvalues, samples, 1)[0]
    return LeastSquares(X) if shift == 0 else ByRows(X, inverse_factor(outer(X), shift))


def fit_with_gram(setting: Setting, W: Array, shift: float, samples: int) -> ByGram:
    """A fit on so many distinct rows with Gram matrix W."""
    return ByGram(W, inverse(W, shift, min(samples, setting.d), gaussian=setting.inputs == "gaussian"))
