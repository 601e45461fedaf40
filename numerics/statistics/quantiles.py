r"""Intervals that need no moment at all: medians, and lower bounds for nonnegative samples.

**The median.** Below the median lie Bin(n, 1/2) of n samples of a continuous law, so the order statistics x_(k) and
x_(n+1-k) enclose it with probability 1 - 2 P(Bin(n, 1/2) < k), whatever the law. To allow several looks, look number
e = 0, 1, ... spends alpha/((e + 1)(e + 2)); these add up to alpha.

**The lower bound.** For nonnegative samples of mean at most m and 0 <= b < 1 the product of 1 + b (x_i/m - 1) is a
nonnegative supermartingale; so is an average over several b, and by Ville's inequality it ever exceeds 1/alpha with
probability at most alpha (Waudby-Smith and Ramdas 2024, J. R. Stat. Soc. B 86). Every m for which it has not done so
is possible: this bounds the mean from below at every sample size, without any further assumption. Nothing bounds it
from above: a huge value of tiny probability may still be to come.

>>> import numpy as np
>>> samples = np.random.default_rng(0).pareto(1.5, 4000)  # mean 2, no variance; median 0.587
>>> interval = median_interval(samples, 1e-6)
>>> interval.low < 2 ** (1 / 1.5) - 1 < interval.high
True
>>> 1.0 < mean_lower_bound(samples, 1e-6) < 2.0
True
"""

from __future__ import annotations

from math import inf, log

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr, logsumexp

from lemmata.numerics.statistics.sequences import Interval

BETS = np.array([0.003, 0.01, 0.03, 0.1, 0.3, 0.6, 0.9])


def median_interval(samples: NDArray[np.float64], alpha: float, look: int = 0) -> Interval:
    """An interval that covers the median with probability 1 - ``alpha``, over looks 0, 1, ... together."""
    spent = alpha / ((look + 1) * (look + 2))
    n = len(samples)
    ranks = np.arange(n // 2)
    usable = int((bdtr(ranks, n, 0.5) <= spent / 2).sum())  # P(Bin <= k - 1) for k = 1, 2, ...
    if usable == 0:
        return Interval(-inf, inf)
    ordered = np.sort(samples)
    return Interval(float(ordered[usable - 1]), float(ordered[n - usable]))


def mean_lower_bound(samples: NDArray[np.float64], alpha: float) -> float:
    """A number that the mean of nonnegative samples exceeds with probability 1 - ``alpha``, at all times together."""
    low, high = 0.0, float(samples.mean())
    for _ in range(40):
        middle = (low + high) / 2
        growth = np.log1p(np.outer(BETS, samples / middle - 1)).sum(axis=1) if middle > 0 else np.array([inf])
        excluded = logsumexp(growth) - log(len(BETS)) >= -log(alpha)
        low, high = (middle, high) if excluded else (low, middle)
    return low
