r"""The risk given the designs: everything else is integrated in closed form.

Given the designs the prediction is linear in the truth and in the noises, w_pred = M w0 + sum_j N_j E_j + N E. The
noises are independent and centred, and w0 w0' may be replaced by diag(c_k^2) (see
:mod:`lemmata.numerics.simulation.setting`), so the mean over all of them is

    bias + collapse + variance = sum_k c_k^2 ||(M - I)_k||_Sigma^2 + sum_j sigma_j^2 ||N_j||^2 + sigma^2 ||N||^2,

column norms and Frobenius norms in the metric of Sigma. By the tower rule the mean over the designs of the left side
is the risk, and its variance is smaller than that of the squared error (Rao and Blackwell).

The matrices are built backwards: a :mod:`~lemmata.numerics.simulation.readout` of the prediction in terms of the newest
model is pulled through one fit after the other (:mod:`~lemmata.numerics.simulation.fits`), until it reads w0.

A Gaussian generator with T_j >= d + 2 samples and no ridge is integrated as well: it returns w_{j+1} = w_j + X_j^+ E_j
with E X_j^+ X_j^+' = Sigma^-1/(T_j - d - 1) (the mean of an inverse Wishart matrix, Muirhead, Section 3.2.3), so it
needs no draw at all. The downstream fit is treated so only where its variance would be infinite: a simulation should
not turn into a formula.

>>> from lemmata.numerics.simulation import Setting
>>> setting = Setting(np.ones(3), np.ones(3), T=9, ridge=0.1, sigma2=1.0, T0=(10,), sigma0_2=(0.5,))
>>> bias, variance, collapse = one_replicate(setting, np.random.default_rng(0))
>>> bool(0 < bias < 3 and 0 < variance and 0 < collapse < 0.5 * 3 / (10 - 3 - 1))
True
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lemmata.numerics.errors import InputError
from lemmata.numerics.simulation.fits import ByRows, Fit, fit_with_gram, fresh_fit
from lemmata.numerics.simulation.gram import gram, inverse
from lemmata.numerics.simulation.readout import Readout, by_rows, direct, folded
from lemmata.numerics.simulation.setting import Array, Setting
from lemmata.numerics.simulation.tails import merges_into_one_fit

FEWEST = 32
"""Rows of a folded readout: with fewer the other work dominates."""


def one_replicate(setting: Setting, rng: np.random.Generator) -> Array:
    """(bias, variance, collapse) given one draw of the designs."""
    merged = merges_into_one_fit(setting)
    pair = None if merged else common_design(setting, rng)
    readout, unit = downstream(setting, rng, pair)
    if merged:
        readout.noise = sum(setting.sigma0_2) * unit
    else:
        pull_back(setting, rng, readout, pair)
    bias = readout.bias(setting.squared_weights)
    return np.array([bias, setting.sigma2 * unit, readout.noise])


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


def downstream(setting: Setting, rng: np.random.Generator, pair: tuple[Array, Array] | None) -> tuple[Readout, float]:
    """The prediction as a function of w_n, and what noise of variance one in its own labels adds."""
    readout = direct(setting.eigenvalues)
    if setting.designs == "shared" and pair is not None:
        fit: Fit = fit_with_gram(setting, pair[0] + pair[1], setting.T * setting.ridge, setting.T)
        return readout, fit.pull(readout)
    if integrable(setting, setting.T, setting.ridge) and setting.T - setting.d < 4:
        return readout, _expected_noise(setting, readout, setting.T)
    fit = fresh_fit(setting, rng, setting.T, setting.ridge)
    rows = rows_when_folded(setting)
    if rows is not None:
        readout = folded(rng, setting.eigenvalues, rows)
    elif isinstance(fit, ByRows) and setting.T < setting.d:
        readout = by_rows(fit.X, fit.J, setting.eigenvalues)
        return readout, readout.inner(readout.R, readout.R)
    return readout, fit.pull(readout)


def rows_when_folded(setting: Setting) -> int | None:
    """How many rows read the error where a folded readout is cheaper for its accuracy, otherwise None.

    That is so for T < d, a generator to draw, and degrees of freedom of the downstream fit below 3/4 T, or df1(4 ridge)
    < 3/4 T: the error then lives in few directions. For spectra k^-1/2 .. k^-2, ridges 1e-5 and 1e-3, n = 1 and 4, and
    (d, T) = (1000, 300) and (300, 100), T/3 rows took 55 to 70 percent of the time and added 0 to 46 percent to the
    variance there, but up to twelve times the variance itself where the degrees of freedom were more.
    """
    chain = setting.protocol == "replace" and setting.designs == "independent" and setting.T < setting.d
    drawn = not all(integrable(setting, samples, setting.ridge0) for samples in setting.T0)
    freedom = float((setting.eigenvalues / (setting.eigenvalues + 4 * setting.ridge)).sum())
    rows = setting.T // 3
    return rows if chain and drawn and freedom < 0.75 * setting.T and rows >= FEWEST else None


def _expected_noise(setting: Setting, readout: Readout, samples: int) -> float:
    """E ||B X^+||^2 = tr(B Sigma^-1 B')/(N - d - 1)."""
    return readout.squared_norm(1 / setting.eigenvalues) / (samples - setting.d - 1)


def _through_replacing(setting: Setting, rng: np.random.Generator, readout: Readout) -> None:
    """w_{j+1} = fit(X_j, X_j w_j + E_j), the newest generation first."""
    fit: Fit | None = None
    for samples, variance in reversed(list(zip(setting.T0, setting.sigma0_2, strict=True))):
        if integrable(setting, samples, setting.ridge0):
            readout.noise += variance * _expected_noise(setting, readout, samples)
            continue
        if fit is None or setting.designs == "independent":
            fit = fresh_fit(setting, rng, samples, setting.ridge0)
        readout.noise += variance * fit.pull(readout)


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
    B = readout.dense()
    M, truth = np.zeros_like(B), np.zeros_like(B)
    for j in reversed(range(setting.n)):
        accumulates = setting.protocol == "accumulate"
        used = range(j + 1) if accumulates else [j]
        S = sum((own[i][0] + own[i][1] for i in used), np.zeros((setting.d, setting.d)))
        samples = sum(setting.T0[i] for i in used)
        distinct = samples if pair is None else setting.T0[j]
        gaussian = setting.inputs == "gaussian"
        A = inverse(S, samples * setting.ridge0, min(distinct, setting.d), gaussian=gaussian)
        M = B @ A + (M if accumulates else 0.0)
        real, fake = own[j]
        from_truth = M @ real
        truth += from_truth
        B = M @ fake
        readout.noise += setting.sigma0_2[j] * readout.inner(M, from_truth + B)
    readout.R, readout.truth = B, truth


def _real_and_fake(setting: Setting, rng: np.random.Generator, samples: int) -> tuple[Array, Array]:
    """The Gram matrices of a generation's rows with true labels, and of its other rows."""
    real = setting.real if setting.protocol == "mix" else 0
    nothing = np.zeros((setting.d, setting.d))
    return (
        gram(setting, rng, real) if real else nothing,
        gram(setting, rng, samples - real) if samples > real else nothing,
    )


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
        InputError: without a ridge in the downstream fit, with generators that are drawn, and for measured rows.
    """
    if setting.rows is not None:  # the signs of w0 count there
        raise InputError("guarantee", "finite-sample", "asymptotic for measured rows (their law is not symmetric)")
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
