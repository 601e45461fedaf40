r"""How heavy the tail of the risk is.

A fit without ridge divides by the smallest eigenvalue of its Gram matrix. For N Gaussian samples in dimension d that
eigenvalue is as small as a chi-squared variable with m = |N - d| + 1 degrees of freedom: for N >= d the diagonal of
the inverse of a Wishart matrix is exactly 1/chi2_{N-d+1} up to scale, and for N < d the same holds for the N x N
matrix XX' (Muirhead, Aspects of Multivariate Statistical Theory, Theorem 3.2.12). Since E (1/chi2_m)^p is finite if
and only if p < m/2, noise that passes through the fit has

    a finite mean      only for |N - d| >= 2,
    a finite variance  only for |N - d| >= 4.

Labels act as noise, too, when they contradict each other: rows labelled by different models that do not agree on them.
(Accumulated labels agree but for their noise: a model that fits all rows so far exactly is one for the next labels as
well, which come from it; and one that does not has more rows than dimensions, and the next has more still.)

Coordinates that are zero with positive probability (``sparse``) may leave any number of rows, so that there is never a
mean; those with finitely many values, like measured rows, make finitely many designs, which have no tail.

>>> from lemmata.numerics.simulation import Setting
>>> import numpy as np
>>> [tail_index(Setting(np.ones(15), np.ones(15), T=T, sigma2=1.0)) for T in (15, 16, 17, 19)]
[0.5, 1.0, 1.5, 2.5]
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from math import inf

from lemmata.numerics.simulation.setting import Setting


def tail_index(setting: Setting) -> float:
    """The p such that the moments of the squared error of order below p exist, and no others (infinite: all exist)."""
    return min((_index(setting, samples) for samples in _noisy_ridgeless_fits(setting)), default=inf)


def conditional_tail_index(setting: Setting) -> float:
    """The same for the risk given what is drawn: fits that are replaced by their means have no tail."""
    drawn = (samples for samples in _noisy_ridgeless_fits(setting) if not _has_known_mean(setting, samples))
    return min((_index(setting, samples) for samples in drawn), default=inf)


def _index(setting: Setting, samples: int) -> float:
    return 0.5 if setting.inputs == "sparse" else (abs(samples - setting.d) + 1) / 2


def _has_known_mean(setting: Setting, samples: int) -> bool:
    """Whether a fit without ridge is replaced by its mean: inverse Wishart, or rotation invariance below d."""
    replaced = setting.protocol == "replace" and (setting.designs != "shared" or merges_into_one_fit(setting))
    usable = replaced and setting.closed_forms and setting.inputs == "gaussian"
    return usable and (samples >= setting.d + 2 or (setting.isotropic and samples <= setting.d - 2))


def merges_into_one_fit(setting: Setting) -> bool:
    """Whether all fits share one design and no ridge lies between them.

    Then X X^+ acts as the identity inside X' in the downstream fit, and the whole chain is that fit with the noises
    added up, E <- E + sum_j E_j.
    """
    return setting.designs == "shared" and setting.protocol == "replace" and setting.ridge0 == 0


def _noisy_ridgeless_fits(setting: Setting) -> Iterator[int]:
    """The number of distinct samples of each such fit."""
    if setting.rows is not None or setting.inputs == "rademacher":
        return
    first = max((j for j, size in enumerate(setting.T0) if size == setting.real), default=0)  # it sees the truth alone
    seen = setting.designs == "shared" and setting.ridge0 == 0  # the last fit reads X w_n, a projection of labels
    if setting.ridge == 0 and (setting.sigma2 > 0 or (seen and any(setting.sigma0_2[first:]))):
        yield setting.T
    if setting.ridge0 > 0 or seen:
        return
    pooled = setting.protocol == "accumulate" and setting.designs == "independent"
    for j, size in enumerate(accumulate(setting.T0) if pooled else setting.T0):
        if j >= first and (setting.sigma0_2[j] > 0 or _contradictory(setting, first, j)):
            yield size


def _contradictory(setting: Setting, first: int, j: int) -> bool:
    """Whether generation j sees labels of the truth beside those of a model that lost part of it or learnt noise."""
    if setting.protocol != "mix" or setting.designs != "independent" or not 0 < setting.real < setting.T0[j]:
        return False
    enough = inf if setting.inputs == "sparse" and setting.d > 1 else setting.d
    lost = setting.squared_weights.any() and any(size < enough for size in setting.T0[first:j])
    return bool(lost or any(setting.sigma0_2[first:j]))
