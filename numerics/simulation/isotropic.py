r"""Isotropic inputs: O(d) work a replicate, and no matrix at all.

With Sigma = s I every conditional risk is a function of traces, because an orthogonal average of S R^2 S and of R S is
a multiple of I. A fit on T samples needs three random numbers, all means over the spectrum of W = X'X,

    a = tr H^2/d,   b = tr H/d,   v = tr (W (W + l)^-2)/d,   H = W (W + l)^-1,  l = T ridge,

and with c_j = <w_j, w0> and S_j = ||w_j||^2 a generation maps c -> b c and S -> a S + sigma_j^2 d v, the downstream
risk being s (a S_n - 2 b c_n + ||w0||^2 + sigma^2 d v). The generations being independent, products of independent
draws have the right mean; without ridge the means are known,

    a = b = min(1, N/d),   d v = d/(N - d - 1)  (N >= d + 2),   N/(d - N - 1)  (N <= d - 2),   divided by s.

**The bidiagonal model.** The eigenvalues of W for N rows are those of s B'B with B bidiagonal, of independent entries
x_i = B_ii^2 ~ chi2_{m-i}, y_i = B_{i,i+1}^2 ~ chi2_{k-1-i}, where m = max(N, d), k = min(N, d) (Dumitriu and Edelman
2002, J. Math. Phys. 43). The pivots of B'B + l obey, with the differential form of the qd recurrence that never
subtracts (Fernando and Parlett 1994),

    p_i = x_i + q_i,   q_{i+1} = l + y_i q_i/p_i,   q_0 = l,

so log det(W + l) = sum log p_i, and tr (W + l)^-1, -tr (W + l)^-2 are its first two derivatives in l, carried along.
The traces are smooth functions of many independent entries and so nearly linear in them: their linear part at the
means of the entries is subtracted as a control variate of mean zero.

>>> from lemmata.numerics.simulation import Setting
>>> setting = Setting(np.ones(6), np.ones(6), T=9, ridge=0.1, sigma2=0.5)
>>> Isotropic(setting).sample(np.random.default_rng(0), 2).shape
(2, 3)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lemmata.numerics.simulation.setting import Array, Setting
from lemmata.numerics.simulation.tails import merges_into_one_fit


def applies(setting: Setting) -> bool:
    """Whether the risk is a function of independent isotropic spectra."""
    if not setting.isotropic or setting.inputs != "gaussian" or setting.protocol != "replace":
        return False
    independent = setting.designs == "independent" or (setting.n <= 1 and setting.designs == "same")
    return independent or (setting.designs == "same" and setting.ridge0 == 0) or merges_into_one_fit(setting)


LARGEST_SLOPES = 2000
"""Beyond this dimension the slopes of the control variate would cost more than they save."""
BLOCK = 4096
"""Replicates that are worked on together: enough that calls are cheap, few enough for the second-level cache."""


@dataclass(frozen=True)
class Isotropic:
    """Draws (bias, variance, collapse) from traces alone."""

    setting: Setting

    def sample(self, rng: np.random.Generator, size: int) -> Array:
        """``size`` independent rows (bias, variance, collapse)."""
        setting = self.setting
        scale = float(setting.eigenvalues[0])
        norm = float(setting.squared_weights.sum())
        known = abs(setting.T - setting.d) < 4  # only where a draw would have an infinite variance
        a, b, dv = _fit(setting, rng, size, setting.T, setting.ridge, known=known)
        if merges_into_one_fit(setting):
            c = S = np.full(size, norm)
            collapse = dv * sum(setting.sigma0_2)
        else:
            c, S, noise = _generations(setting, rng, size, norm)
            collapse = a * noise
        bias = a * S - 2 * b * c + norm
        return scale * np.stack([bias, setting.sigma2 * dv, collapse], axis=1)


def _generations(setting: Setting, rng: np.random.Generator, size: int, norm: float) -> tuple[Array, Array, Array]:
    """<w_n, w0>, and ||w_n||^2 split into signal and noise."""
    c, S, noise = np.full(size, norm), np.full(size, norm), np.zeros(size)
    for j, (samples, variance) in enumerate(zip(setting.T0, setting.sigma0_2, strict=True)):
        a, b, dv = _fit(setting, rng, size, samples, setting.ridge0, known=True)
        if setting.designs == "same" and j > 0:  # no ridge: the projection has done its work, the noises add up
            noise = noise + variance * dv
            continue
        c, S, noise = b * c, a * S, a * noise + variance * dv
    return c, S, noise


def _fit(
    setting: Setting, rng: np.random.Generator, size: int, samples: int, ridge: float, *, known: bool
) -> tuple[Array, ...]:
    """Draws of a, b and d v, or their means where these are ``known`` and may be used."""
    d, scale = setting.d, float(setting.eigenvalues[0])
    if known and setting.closed_forms and ridge == 0 and abs(samples - d) >= 2:
        kept = min(1.0, samples / d)
        mean = min(samples, d) / (abs(samples - d) - 1) / scale
        return tuple(np.full(size, value) for value in (kept, kept, mean))
    shift = samples * ridge / scale
    one, two = resolvent_traces(rng, size, d, samples, shift)
    k = min(samples, d)
    a = (k - 2 * shift * one + shift**2 * two) / d
    return a, (k - shift * one) / d, (one - shift * two) / scale


def resolvent_traces(rng: np.random.Generator, size: int, d: int, samples: int, shift: float) -> tuple[Array, Array]:
    """Draws with the means of tr (W + l)^-1 and tr (W + l)^-2 over the min(N, d) eigenvalues not always zero.

    Args:
        rng: the source of randomness.
        size: how many draws.
        d: the dimension.
        samples: W = X'X for so many standard normal rows.
        shift: l >= 0.
    """
    sizes = [min(BLOCK, size - done) for done in range(0, size, BLOCK)]
    one, two = np.concatenate([np.empty((2, 0)), *(_block(rng, n, d, samples, shift) for n in sizes)], axis=1)
    return one, two


def _block(rng: np.random.Generator, size: int, d: int, samples: int, shift: float) -> Array:
    """Both traces, minus their linear part in the entries; chi2_m = 2 Gamma(m/2), so that W = 2 B'B."""
    shapes, slopes = _shapes(d, samples), _slopes(d, samples, shift / 2)
    control = np.tile(-np.einsum("itk,ik->t", slopes, shapes)[:, None], size)
    entry = np.empty((2, size))

    def entries() -> Iterator[Array]:
        for shape, slope in zip(shapes, slopes, strict=True):
            rng.standard_gamma(shape[0], out=entry[0])
            rng.standard_gamma(shape[1], out=entry[1])
            np.add(control, slope @ entry, out=control)
            yield entry

    draws: Array = (traces(entries(), size, shift / 2) - control) / [[2], [4]]
    return draws


def traces(entries: Iterable[Array], size: int, shift: float) -> Array:
    """tr (B'B + l)^-1 and tr (B'B + l)^-2 from the squared entries (x_i, y_i) of ``size`` bidiagonal matrices.

    Every step is a few operations in place on arrays that stay in the cache.
    """
    one, two = np.zeros(size), np.zeros(size)
    # q, its derivative and its second derivative in l.
    q, q1, q2 = np.full(size, shift), np.ones(size), np.zeros(size)
    inverse, ratio, flow, spare = np.empty((4, size))
    for x, y in entries:
        np.reciprocal(np.add(x, q, out=inverse), out=inverse)  # 1/p
        np.multiply(q1, inverse, out=ratio)
        one += ratio
        np.multiply(y, inverse, out=flow)
        q *= flow
        q += shift
        flow *= x
        flow *= inverse
        np.multiply(q2, inverse, out=spare)
        two -= spare
        np.multiply(ratio, ratio, out=spare)
        two += spare
        # q1, q2 <- 1 + flow q1, flow (q2 - 2 q1 ratio)
        ratio *= q1
        ratio *= 2
        q2 -= ratio
        q2 *= flow
        q1 *= flow
        q1 += 1
    return np.stack([one, two])


def _shapes(d: int, samples: int) -> Array:
    """The shapes, and so the means, of x_i/2 and y_i/2, one pair a row (the last y is none)."""
    m, k = max(d, samples), min(d, samples)
    i = np.arange(k)
    return np.stack([m - i, k - 1 - i], axis=1) / 2


@lru_cache(maxsize=64)
def _slopes(d: int, samples: int, shift: float) -> Array:
    """Derivatives of both traces of B'B + ``shift`` in x_i and in y_i at the means: an array of shape (k, 2, 2).

    By central differences: an inaccurate slope costs a little variance and leaves the mean as it is.
    """
    means = _shapes(d, samples)
    k = len(means)
    if k > LARGEST_SLOPES:
        return np.zeros((k, 2, 2))
    step = 1e-4
    moved = np.tile(means[:, :, None], 4 * k)  # entry, kind, replicate
    index = np.arange(k)
    for kind in (0, 1):
        for start, sign in ((2 * kind * k, 1), ((2 * kind + 1) * k, -1)):
            moved[index, kind, start + index] *= 1 + sign * step
    x_up, x_down, y_up, y_down = np.split(traces(iter(moved), 4 * k, shift), 4, axis=1)
    widths = 2 * step * np.maximum(means, 0.5)
    return np.stack([(x_up - x_down) / widths[:, 0], (y_up - y_down) / widths[:, 1]], axis=-1).swapaxes(0, 1)
