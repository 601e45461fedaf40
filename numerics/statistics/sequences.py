r"""Confidence sequences: intervals for a mean that may be looked at after every sample.

An interval of fixed-sample statistics is valid at one sample size chosen in advance. A confidence sequence covers the
mean at *all* sample sizes at once with probability 1 - alpha, so one may stop when it is narrow enough, or as soon as
it excludes a formula, without paying for having looked.

**The t mixture.** Let t be Student's statistic of x_1..x_n at a candidate mean m, nu = n - 1. For i.i.d. normal data
with mean m and any variance,

    M_n = (1 + n g)^(-1/2) * [ (1 + t^2/nu) / (1 + t^2/((1 + n g) nu)) ]^(n/2)

is a likelihood ratio of scale-invariant statistics (a standardised effect drawn from N(0, g), against none), hence a
nonnegative martingale of mean one, and Ville's inequality gives P(some M_n >= 1/alpha) <= alpha (Lai 1976, Ann. Stat.
4; Goenen, Johnson, Lu and Westfall 2005; Wang and Ramdas 2023, arXiv 2310.03722). With a = 1 + n g and
K = (sqrt(a)/alpha)^(2/n) the set {m : M_n <= 1/alpha} is the interval

    mean +- s/sqrt(n) * sqrt( nu (K - 1)/(1 - K/a) )          (everything while K >= a).

It is exact for normal replicates at every n, and as n grows it becomes the asymptotic confidence sequence of
Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2024, Ann. Stat. 52) for any law with a finite variance. Simulated
risks are not normal, so every interval from here is labelled *asymptotic*.

**How far to trust the normal law.** At a small alpha one works in the far tail, where skewness matters: the tail of
Student's statistic at z is that of the normal law times exp(-+ skewness z^3/(3 sqrt n)) to first order (Jing, Shao and
Wang 2003, Ann. Prob. 31; Wang 2005, Electron. J. Probab. 10). :func:`trusted` says when this factor is at most two;
:func:`confidence_sequence` works at alpha/2 to pay for it.

>>> from lemmata.numerics.statistics import RunningMoments
>>> import numpy as np
>>> moments = RunningMoments()
>>> moments.extend(np.random.default_rng(0).normal(3.0, 1.0, 10_000))
>>> interval = confidence_sequence(moments, 0.01)
>>> interval.low < 3.0 < interval.high
True
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import expm1, inf, log, sqrt
from typing import ClassVar

from numpy.typing import ArrayLike

from lemmata.numerics.errors import InputError
from lemmata.numerics.statistics.moments import RunningMoments

TUNED_FOR = 100
"""The sample size at which the intervals are tightest, unless told otherwise; elsewhere they lose little."""


@dataclass(frozen=True)
class Interval:
    """A closed interval ``[low, high]``."""

    low: float
    high: float

    def distance(self, value: float) -> float:
        """How far ``value`` lies outside (0 inside)."""
        return max(0.0, self.low - value, value - self.high)

    def widened(self, margin: float) -> Interval:
        """The interval with ``margin`` added on both sides."""
        return Interval(self.low - margin, self.high + margin)

    def within(self, resolution: float, value: float) -> bool:
        """Whether the whole interval lies within ``resolution`` of ``value``."""
        return value - resolution <= self.low and self.high <= value + resolution


def half_width(count: int, alpha: float, tuned_for: int = TUNED_FOR) -> float:
    """Half the width of the t-mixture confidence sequence, in standard errors of the mean.

    Args:
        count: the number of samples.
        alpha: the probability that the sequence ever misses the mean.
        tuned_for: the sample size at which the sequence is to be tightest; fixed before the data are seen.

    Raises:
        InputError: unless 0 < alpha < 1.

    >>> round(half_width(100, 0.05), 2), round(half_width(10_000, 0.05), 2), half_width(2, 0.05)
    (3.1, 3.56, inf)
    """
    if not 0 < alpha < 1:
        raise InputError("alpha", alpha, "a probability between 0 and 1")
    if count < 2:
        return inf
    wanted = -2 * log(alpha)
    spread = (wanted + log(wanted + 1)) / tuned_for
    a = 1 + count * spread
    excess = expm1((log(a) + wanted) / count)  # K - 1
    if excess + 1 >= a:
        return inf
    return sqrt((count - 1) * excess / (1 - (excess + 1) / a))


def confidence_sequence(moments: RunningMoments, alpha: float, tuned_for: int = TUNED_FOR) -> Interval:
    """The interval for the mean after the samples that ``moments`` has seen, valid at all times together.

    Worked at ``alpha / 2``; the other half pays for the skewness of the samples, once they are :func:`trusted`.
    """
    width = half_width(moments.count, alpha / 2, tuned_for)
    if width == inf:
        return Interval(-inf, inf)
    radius = width * moments.standard_error
    return Interval(moments.mean - radius, moments.mean + radius)


def trusted(moments: RunningMoments, alpha: float, tuned_for: int = TUNED_FOR) -> bool:
    """Whether the skewness seen so far at most doubles the tail probability at the edge of the interval.

    >>> few, many = RunningMoments(), RunningMoments()
    >>> few.extend([0.0] * 19 + [1.0])
    >>> many.extend([0.0, 1.0] * 1000)
    >>> trusted(few, 1e-9), trusted(many, 1e-9)
    (False, True)
    """
    width = half_width(moments.count, alpha / 2, tuned_for)
    return width < inf and abs(moments.skewness) * width**3 <= 3 * log(2) * sqrt(moments.count)


@dataclass
class AsymptoticSequence:
    """The t-mixture confidence sequence of a stream, kept up to date.

    >>> sequence = AsymptoticSequence(0.05)
    >>> sequence.extend([1.0, 2.0, 3.0] * 10)
    >>> round(sequence.interval.low, 2), sequence.trusted
    (1.41, True)
    """

    alpha: float
    tuned_for: int = TUNED_FOR
    moments: RunningMoments = field(default_factory=RunningMoments)
    guarantee: ClassVar[str] = "asymptotic"

    def __post_init__(self) -> None:
        half_width(2, self.alpha / 2, self.tuned_for)  # refuses a bad alpha before any sample is drawn

    def extend(self, batch: ArrayLike) -> None:
        """Take in an array of samples."""
        self.moments.extend(batch)

    @property
    def interval(self) -> Interval:
        """The interval after the samples so far."""
        return confidence_sequence(self.moments, self.alpha, self.tuned_for)

    @property
    def trusted(self) -> bool:
        """Whether there are enough samples for their skewness."""
        return trusted(self.moments, self.alpha, self.tuned_for)
