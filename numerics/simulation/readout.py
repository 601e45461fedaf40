r"""What is read of the error, pulled back from the newest model to the truth.

A *readout* follows a few linear coordinates of the prediction. As a function of the newest model's parameter v they
are B v, and each fit multiplies B from the right until it multiplies w0. B is kept as a product R Y, with Y the rows of
the newest fit's design. There are three kinds, of the same mean:

**Direct.** B = Sigma^(1/2) at first: d coordinates of the error, bias sum_k c_k^2 ||(B - Sigma^(1/2))_k||^2.

**By rows.** Where the downstream fit has T < d rows X, its prediction is X'a, and the T numbers a = B v are followed,

    ||X'a - w0||_Sigma^2 = a'Ga - 2 a'X Sigma w0 + ||Sigma^(1/2) w0||^2,   G = X Sigma X',

so that norms and inner products are those of G. Of d columns only products of the rows of two designs, Y X', are ever
computed.

**Folded.** B = U Sigma^(1/2) with q < d rows: the leading coordinates keep a row each, and the others are folded onto
the rest, each with a fair random sign of its own. Every column of U has one entry, 1 or -1, and two columns that share
a row have a product of mean zero, so that for every e that does not depend on the signs

    E U'U = I,   E ||U Sigma^(1/2) e||^2 = ||e||_Sigma^2.

It adds the variance 4 sum A_kl^2 over the pairs k < l that share a row, A the matrix of second moments of
Sigma^(1/2) e. Neighbours never share one, which keeps it small.

>>> rng = np.random.default_rng(0)
>>> np.abs(folded(rng, np.ones(6), 4).R).astype(int)
array([[1, 0, 0, 0, 0, 0],
       [0, 1, 0, 0, 0, 0],
       [0, 0, 1, 0, 1, 0],
       [0, 0, 0, 1, 0, 1]])
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.linalg import blas

from lemmata.numerics.simulation.gram import outer
from lemmata.numerics.simulation.setting import Array


@dataclass
class Readout:
    """Coordinates of the error, (prediction R Y v) - (target w0).

    Attributes:
        R: k x rows of Y.
        target: k x d.
        Y: rows of the newest design; None for the identity.
        truth: k x d, what rows with true labels contribute of w0 itself; None for nothing.
        noise: sum_j sigma_j^2 ||N_j||^2 collected so far.
    """

    R: Array
    target: Array
    Y: Array | None = None
    truth: Array | None = None
    noise: float = 0.0

    def times(self, X: Array) -> Array:
        """B X'."""
        if self.Y is not None and len(self.R) >= len(self.Y) / 2:
            product: Array = self.R @ (self.Y @ X.T)
        else:
            product = self.dense() @ X.T
        return product

    def dense(self) -> Array:
        """B, k x d; from now on kept as such."""
        if self.Y is not None:
            self.R, self.Y = self.R @ self.Y, None
        return self.R

    def map(self) -> Array:
        """What multiplies w0, once all generations have been pulled through; k x d."""
        if self.truth is not None:
            self.R, self.truth = self.dense() + self.truth, None
        return self.dense()

    def inner(self, P: Array, Q: Array) -> float:
        """<P, Q>, in the metric of the coordinates."""
        return float(np.vdot(P, self.weighted(Q)))

    def weighted(self, Q: Array) -> Array:
        """Q, turned by the metric of the coordinates."""
        return Q

    def squared_norm(self, weights: Array) -> float:
        """sum_k ||B_k||^2 weights_k."""
        if self.Y is None or len(self.R) < len(self.Y) / 2:
            B = self.dense()
            return float(np.einsum("ik,ik->k", B, self.weighted(B)) @ weights)
        own = outer(self.Y * np.sqrt(weights))
        return float(np.vdot(self.weighted(self.R).T, blas.dsymm(1.0, own, self.R.T, lower=1)))

    def bias(self, squared_weights: Array) -> float:
        """sum_k c_k^2 ||error of the truth e_k||^2."""
        missed = self.map() - self.target
        return float(np.einsum("ik,ik->k", missed, missed) @ squared_weights)


@dataclass
class ReadoutByRows(Readout):
    """Coordinates a of a prediction X'a.

    Attributes:
        target: X Sigma.
        G: lower triangle of X Sigma X'.
        metric: the diagonal of Sigma.
    """

    G: Array = field(kw_only=True)
    metric: Array = field(kw_only=True)

    def weighted(self, Q: Array) -> Array:
        """GQ."""
        return np.asarray(blas.dsymm(1.0, self.G, Q.T, side=1, lower=1)).T

    def bias(self, squared_weights: Array) -> float:
        """sum_k c_k^2 ||error of the truth e_k||^2."""
        if self.truth is not None:
            self.map()
        own = self.target * squared_weights
        cross = float(np.vdot(own if self.Y is None else own @ self.Y.T, self.R))
        return float(self.metric @ squared_weights) - 2 * cross + self.squared_norm(squared_weights)


def direct(metric: Array) -> Readout:
    """Of a model itself, in this diagonal metric."""
    root = np.diag(np.sqrt(metric))
    return Readout(root, root)


def by_rows(X: Array, J: Array, metric: Array) -> ReadoutByRows:
    """Of X'(XX' + l)^-1 X v, in this diagonal metric, (XX' + l)^-1 = J'J."""
    return ReadoutByRows(J.T @ J, X * metric, X, G=outer(X * np.sqrt(metric)), metric=metric)


def folded(rng: np.random.Generator, metric: Array, rows: int) -> Readout:
    """Of a model itself, through so many rows."""
    d, own = len(metric), rows // 2
    behind = np.arange(d - own)
    root = np.sqrt(metric)
    U = np.zeros((rows, d))
    U[np.arange(own), np.arange(own)] = root[:own]
    U[own + behind % (rows - own), own + behind] = root[own:] * rng.choice([-1.0, 1.0], d - own)
    return Readout(U, U)
