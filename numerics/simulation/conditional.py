r"""The risk given the designs: everything else is integrated in closed form.

Given the designs the prediction is linear in the truth and in the noises, w_pred = M w0 + sum_j N_j E_j + N E. The
noises are independent and centred, and w0 w0' may be replaced by diag(c_k^2) (see :mod:`numerics.simulation.setting`),
so the mean over all of them is

    bias + collapse + variance = sum_k c_k^2 ||(M - I)_k||_Sigma^2 + sum_j sigma_j^2 ||N_j||^2 + sigma^2 ||N||^2,

column norms and Frobenius norms in the metric of Sigma. By the tower rule the mean over the designs of the left side
is the risk, and its variance is smaller than that of the squared error (Rao and Blackwell).

The matrices are built backwards. A *readout* is a matrix B: the part of the error that passes through the newest
model's parameter v is Z'B v, of squared norm (B v)' G (B v) in the metric of Sigma. At first it describes w_pred as a
function of w_n, and each generation multiplies B from the right. B has d rows (Z = I, G = Sigma), or only T of them
where T < d, so that all work is on thin matrices.

A Gaussian generator with T_j >= d + 2 samples and no ridge is integrated as well: it returns w_{j+1} = w_j + X_j^+ E_j
with E X_j^+ X_j^+' = Sigma^-1/(T_j - d - 1) (the mean of an inverse Wishart matrix, Muirhead, Section 3.2.3), so it
needs no draw at all. The downstream fit is treated so only where its variance would be infinite: a simulation should
not turn into a formula.

>>> from numerics.simulation import Setting
>>> setting = Setting(np.ones(3), np.ones(3), T=9, ridge=0.1, sigma2=1.0, T0=(10,), sigma0_2=(0.5,))
>>> bias, variance, collapse = one_replicate(setting, np.random.default_rng(0))
>>> bool(0 < bias < 3 and 0 < variance and 0 < collapse < 0.5 * 3 / (10 - 3 - 1))
True
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from scipy.linalg import blas, lapack

from numerics.errors import InputError
from numerics.simulation.gram import gram, inverse, outer
from numerics.simulation.setting import Array, Setting
from numerics.simulation.tails import merges_into_one_fit


@dataclass
class Readout:
    """What the newest model contributes to the error.

    Attributes:
        B: p x d coefficient of the newest model's parameter.
        Z: p x d with Sigma^(1/2) Z'B v the error; None stands for the identity.
        G: Z Sigma Z', or its diagonal where Z is the identity.
        truth: what rows with true labels contribute of w0 itself, in the coordinates of B.
        noise: sum_j sigma_j^2 ||N_j||^2 collected so far.
        variance: sigma^2 ||N||^2.
    """

    B: Array
    Z: Array | None
    G: Array
    variance: float
    truth: Array | None = None
    noise: float = 0.0

    def inner(self, P: Array, Q: Array) -> float:
        """<Z'P, Z'Q>_Sigma = tr(P'GQ)."""
        weighted = self.G[:, None] * Q if self.G.ndim == 1 else self.G @ Q
        return float(np.einsum("ij,ij->", P, weighted))

    def squared_norm(self, Q: Array) -> float:
        """||Z'Q||_Sigma^2."""
        return self.inner(Q, Q)

    def map(self) -> Array:
        """M: what multiplies w0, once all generations have been pulled through."""
        return self.B if self.truth is None else self.B + self.truth

    def bias(self, setting: Setting) -> float:
        """sum_k c_k^2 ||(Z'M - I)_k||_Sigma^2 = sum_k c_k^2 (lambda_k - 2 lambda_k (Z'M)_kk + (M'GM)_kk)."""
        M = self.map()
        diagonal = np.diag(M) if self.Z is None else np.einsum("ik,ik->k", self.Z, M)
        signal = setting.squared_weights
        cross = float((signal * setting.eigenvalues) @ (1 - 2 * diagonal))
        return cross + self.squared_norm(M * np.sqrt(signal))


def one_replicate(setting: Setting, rng: np.random.Generator) -> Array:
    """(bias, variance, collapse) given one draw of the designs."""
    if merges_into_one_fit(setting):
        return _one_fit(setting, rng)
    pair = common_design(setting, rng)
    shared = setting.designs == "shared" and pair is not None
    readout = _from_gram(setting, pair[0] + pair[1]) if shared and pair else downstream(setting, rng)
    pull_back(setting, rng, readout, pair)
    return np.array([readout.bias(setting), readout.variance, readout.noise])


def common_design(setting: Setting, rng: np.random.Generator) -> tuple[Array, Array] | None:
    """The Gram matrices of the truly and of the otherwise labelled rows that all generations use, if they do."""
    if setting.designs == "independent" or setting.n == 0:
        return None
    return _real_and_fake(setting, rng, setting.T0[0])


def pull_back(setting: Setting, rng: np.random.Generator, readout: Readout, pair: tuple[Array, Array] | None) -> None:
    """Turn a readout of w_n into one of w0, collecting the noises on the way."""
    if setting.protocol == "replace" and setting.designs != "shared":
        _through_replacing(setting, rng, readout)
    else:
        _through_grams(setting, rng, readout, pair)


def integrable(setting: Setting, samples: int, ridge: float) -> bool:
    """Whether a fit on fresh rows can be integrated exactly (inverse Wishart mean)."""
    return setting.closed_forms and setting.inputs == "gaussian" and ridge == 0 and samples >= setting.d + 2


def downstream(setting: Setting, rng: np.random.Generator) -> Readout:
    """The downstream fit on rows of its own."""
    if integrable(setting, setting.T, setting.ridge) and setting.T - setting.d < 4:
        variance = setting.sigma2 * setting.d / (setting.T - setting.d - 1)
        return Readout(np.eye(setting.d), None, setting.eigenvalues, variance)
    if setting.d > setting.T and (setting.ridge > 0 or setting.inputs == "gaussian"):
        return _from_rows(setting, setting.design(rng, setting.T))
    return _from_gram(setting, gram(setting, rng, setting.T))


def _one_fit(setting: Setting, rng: np.random.Generator) -> Array:
    """All fits on one design without ridge: the noises add up."""
    readout = downstream(replace(setting, sigma2=1.0), rng)
    return np.array(
        [readout.bias(setting), setting.sigma2 * readout.variance, sum(setting.sigma0_2) * readout.variance]
    )


def _from_gram(setting: Setting, W: Array) -> Readout:
    """From W = X'X: A = (W + T ridge)^-1, w_pred = A W w_n + A X'E."""
    shift = setting.T * setting.ridge
    A = inverse(W, shift, min(setting.T, setting.d), gaussian=setting.inputs == "gaussian")
    H = A @ W
    # Sigma^(1/2) A X'E has second moment sigma^2 tr(Sigma A W A).
    variance = setting.sigma2 * float(np.einsum("i,ij,ij->", setting.eigenvalues, H, A))
    return Readout(H, None, setting.eigenvalues, variance)


def _from_rows(setting: Setting, X: Array) -> Readout:
    """From X with T < d rows: K = XX' + T ridge = CC', Z = C^-1 X, so that w_pred = Z'Z w_n + Z'C^-1 E."""
    C = _cholesky(outer(X), setting.T * setting.ridge)
    Z = np.asarray(blas.dtrsm(1.0, C, np.asfortranarray(X), lower=1, overwrite_b=1))
    G = outer(Z * np.sqrt(setting.eigenvalues))
    G += np.tril(G, -1).T
    C_inverse = np.asarray(lapack.dtrtri(C, lower=1)[0])
    # ||Sigma^(1/2) Z'C^-1||^2 = tr(C^-T G C^-1).
    variance = setting.sigma2 * float(np.einsum("ij,ij->", C_inverse, G @ C_inverse))
    return Readout(Z, Z, G, variance)


def _through_replacing(setting: Setting, rng: np.random.Generator, readout: Readout) -> None:
    """w_{j+1} = fit(X_j, X_j w_j + E_j), the newest generation first."""
    fit: _Fit | None = None
    for samples, variance in reversed(list(zip(setting.T0, setting.sigma0_2, strict=True))):
        if integrable(setting, samples, setting.ridge0):
            spread = readout.squared_norm(readout.B / np.sqrt(setting.eigenvalues))
            readout.noise += variance * spread / (samples - setting.d - 1)
            continue
        if fit is None or setting.designs == "independent":
            fit = _generator(setting, rng, samples)
        readout.noise += variance * fit.pull(readout)


class _Fit(Protocol):
    """One generator's design, ready to be pulled through, more than once if all use it."""

    def pull(self, readout: Readout) -> float:
        """Multiply B by (X'X + shift)^+ X'X; returns what noise of variance one adds, ||B (X'X + shift)^+ X'||^2."""


@dataclass(frozen=True)
class _ByRows:
    X: Array
    C: Array
    """CC' = XX' + shift."""

    def pull(self, readout: Readout) -> float:
        columns = (readout.B @ self.X.T).T  # column-major, so that LAPACK works in place
        Q = np.asarray(lapack.dpotrs(self.C, columns, lower=1, overwrite_b=1)[0]).T
        readout.B = Q @ self.X
        return readout.squared_norm(Q)


@dataclass(frozen=True)
class _ByGram:
    W: Array
    A: Array
    """(W + shift)^+."""

    def pull(self, readout: Readout) -> float:
        M = readout.B @ self.A
        readout.B = M @ self.W
        return readout.inner(M, readout.B)


def _generator(setting: Setting, rng: np.random.Generator, samples: int) -> _Fit:
    shift = samples * setting.ridge0
    if samples < setting.d and (shift > 0 or setting.inputs == "gaussian"):
        X = setting.design(rng, samples)
        return _ByRows(X, _cholesky(outer(X), shift))
    W = gram(setting, rng, samples)
    return _ByGram(W, inverse(W, shift, min(samples, setting.d), gaussian=setting.inputs == "gaussian"))


def _through_grams(
    setting: Setting, rng: np.random.Generator, readout: Readout, pair: tuple[Array, Array] | None
) -> None:
    """Accumulating, mixing and sharing generations; ``pair`` is the design they all use, if they do.

    The fit behind w_{j+1} has the Gram matrix S_j of all its rows and A_j = (S_j + shift)^+. Rows with Gram matrix V
    and labels of a model add B A_j V to that model's coefficient. Accumulated rows of generation i are used again by
    every later fit, always with the same noise E_i: their coefficient is M_i X_i' with M_i = sum_{j >= i} B_{j+1} A_j,
    which adds sigma_i^2 <M_i W_i, M_i> to the noise and M_i W_i to the coefficient of w_i.
    """
    own = [pair or _real_and_fake(setting, rng, samples) for samples in setting.T0]
    M = np.zeros_like(readout.B)
    for j in reversed(range(setting.n)):
        accumulates = setting.protocol == "accumulate"
        used = range(j + 1) if accumulates else [j]
        S = sum((own[i][0] + own[i][1] for i in used), np.zeros((setting.d, setting.d)))
        samples = sum(setting.T0[i] for i in used)
        distinct = samples if pair is None else setting.T0[j]
        gaussian = setting.inputs == "gaussian"
        A = inverse(S, samples * setting.ridge0, min(distinct, setting.d), gaussian=gaussian)
        M = readout.B @ A + (M if accumulates else 0.0)
        real, fake = own[j]
        from_truth = M @ real
        readout.truth = from_truth if readout.truth is None else readout.truth + from_truth
        readout.B = M @ fake
        readout.noise += setting.sigma0_2[j] * readout.inner(M, from_truth + readout.B)


def _real_and_fake(setting: Setting, rng: np.random.Generator, samples: int) -> tuple[Array, Array]:
    """The Gram matrices of a generation's rows with true labels, and of its other rows."""
    real = setting.real if setting.protocol == "mix" else 0
    nothing = np.zeros((setting.d, setting.d))
    return (
        gram(setting, rng, real) if real else nothing,
        gram(setting, rng, samples - real) if samples > real else nothing,
    )


def _cholesky(lower: Array, shift: float) -> Array:
    """C with CC' = the symmetric matrix with this lower triangle, plus ``shift``; zeros above."""
    if shift:
        lower[np.diag_indices(len(lower))] += shift
    C, failed = lapack.dpotrf(lower, lower=1, clean=1, overwrite_a=1)
    if failed:
        raise np.linalg.LinAlgError("a Gram matrix is singular to double precision: give a ridge > 0")
    return np.asarray(C)


@dataclass(frozen=True)
class Conditional:
    """Draws (bias, variance, collapse) given the designs; for every setting."""

    setting: Setting

    def sample(self, rng: np.random.Generator, size: int) -> Array:
        """``size`` independent rows (bias, variance, collapse)."""
        return np.array([one_replicate(self.setting, rng) for _ in range(size)])


def largest_conditional_risk(setting: Setting) -> float:
    """A bound that the risk given the designs never exceeds.

    With H = W (W + l)^-1 and l = T ridge > 0 all of I - H, H and 4 l W (W + l)^-2 lie between 0 and I, so that

        bias <= lambda_1 ||w0||^2,   variance <= sigma^2 tr Sigma/(4 l),
        collapse = tau ||Sigma^(1/2) H Sigma^(-1/2)||^2 <= tau min(T, d) lambda_1/lambda_d

    for generators that have been integrated, tau = sum_j sigma_j^2/(T_j - d - 1).

    Raises:
        InputError: without a ridge in the downstream fit, or with generators that are drawn.
    """
    values = setting.eigenvalues
    tau = 0.0
    for samples, noise in zip(setting.T0, setting.sigma0_2, strict=True):
        if (
            setting.protocol != "replace"
            or setting.designs == "shared"
            or not integrable(setting, samples, setting.ridge0)
        ):
            raise InputError(
                "guarantee", "finite-sample", "asymptotic where generators are drawn (no bounds are known)"
            )
        tau += noise / (samples - setting.d - 1)
    if setting.ridge == 0:
        raise InputError("guarantee", "finite-sample", "asymptotic for a downstream fit without ridge (no bounds)")
    bias = float(values.max() * setting.squared_weights.sum())
    variance = setting.sigma2 * float(values.sum()) / (4 * setting.T * setting.ridge)
    return bias + variance + tau * min(setting.T, setting.d) * float(values.max() / values.min())
