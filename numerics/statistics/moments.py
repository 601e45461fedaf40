"""Count, mean, variance and skewness of a stream, from one pass and without keeping it.

Batches are merged by the update formulas of Chan, Golub and LeVeque (1983) and Pébay (2008), which subtract the mean
before they square: the textbook sum of squares minus squared sum loses all digits when the spread is small against
the mean, and a good simulation makes it small.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike


@dataclass
class RunningMoments:
    """The first three central moments of everything given to :meth:`extend`.

    >>> moments = RunningMoments()
    >>> moments.extend([1.0, 2.0])
    >>> moments.extend([6.0])
    >>> moments.count, moments.mean, moments.variance
    (3, 3.0, 7.0)
    """

    count: int = 0
    mean: float = 0.0
    second: float = 0.0
    """sum (x - mean)^2."""
    third: float = 0.0
    """sum (x - mean)^3."""

    def extend(self, values: ArrayLike) -> None:
        """Take in a number, or an array of numbers."""
        batch = np.atleast_1d(np.asarray(values, dtype=float)).ravel()
        if batch.size == 0:
            return
        centre = float(batch.mean())
        deviations = batch - centre
        squares = deviations * deviations
        self.merge(RunningMoments(batch.size, centre, float(squares.sum()), float((squares * deviations).sum())))

    def merge(self, other: RunningMoments) -> None:
        """Take in what another stream has seen."""
        total = self.count + other.count
        if total == 0:
            return
        step = other.mean - self.mean
        share = self.count * other.count / total
        self.third += (
            other.third
            + step**3 * share * (self.count - other.count) / total
            + 3 * step * (self.count * other.second - other.count * self.second) / total
        )
        self.second += other.second + step * step * share
        self.mean += step * other.count / total
        self.count = total

    @property
    def variance(self) -> float:
        """The unbiased sample variance (infinite below two values: nothing is known of the spread yet)."""
        return self.second / (self.count - 1) if self.count > 1 else float("inf")

    @property
    def standard_error(self) -> float:
        """The estimated standard deviation of the mean."""
        return sqrt(self.variance / self.count) if self.count else float("inf")

    @property
    def skewness(self) -> float:
        """The standardised third central moment (0 for a constant stream)."""
        return self.third * sqrt(self.count) / self.second**1.5 if self.second > 0 else 0.0
