r"""A confidence sequence for bounded samples that holds at every sample size, whatever their law.

For independent samples in [0, 1] with mean m, predictable numbers 0 <= b_i < 1 and predictable guesses g_i of the mean,

    exp( sum_i b_i (x_i - m) - sum_i (x_i - g_i)^2 psi(b_i) ),   psi(b) = -log(1 - b) - b,

is a nonnegative supermartingale that starts at one, and so is its mirror image; Ville's inequality and a union bound
give the empirical Bernstein confidence sequence

    sum b_i x_i / sum b_i  +-  (log(2/alpha) + sum (x_i - g_i)^2 psi(b_i)) / sum b_i

(Howard, Ramdas, McAuliffe and Sekhon 2021, Ann. Stat. 49, Theorem 4; Waudby-Smith and Ramdas 2024, J. R. Stat. Soc. B
86, Theorem 2). Its width adapts to the spread, but a term of order range log(1/alpha)/n remains: the price of knowing
nothing but the range.

>>> import numpy as np
>>> sequence = BoundedSequence(0.0, 2.0, alpha=1e-3)
>>> for batch in np.random.default_rng(0).uniform(0.5, 1.5, (100, 100)):
...     sequence.extend(batch)
>>> sequence.interval.low < 1.0 < sequence.interval.high, sequence.interval.high - sequence.interval.low < 0.1
(True, True)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import log, log1p, sqrt
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from lemmata.numerics.errors import InputError
from lemmata.numerics.statistics.moments import RunningMoments
from lemmata.numerics.statistics.sequences import Interval

LARGEST_BET = 0.5


@dataclass
class BoundedSequence:
    """An interval for the mean of samples in [``low``, ``high``], at every time with probability 1 - ``alpha``.

    Batches must not be chosen by looking into them: a bet is fixed at the start of a batch.

    Raises:
        InputError: for a sample outside the bounds: then they were no bounds.
    """

    low: float
    high: float
    alpha: float
    moments: RunningMoments = field(default_factory=RunningMoments)
    trusted: ClassVar[bool] = True
    guarantee: ClassVar[str] = "finite-sample"
    _scaled: RunningMoments = field(default_factory=RunningMoments)
    _bets: float = 0.0
    _weighted: float = 0.0
    _penalty: float = 0.0

    def extend(self, samples: ArrayLike) -> None:
        """Take in an array of samples."""
        batch = np.atleast_1d(np.asarray(samples, dtype=float)).ravel()
        unit = (batch - self.low) / (self.high - self.low)
        if unit.min() < -1e-9 or unit.max() > 1 + 1e-9:
            raise InputError("sample", (batch.min(), batch.max()), f"between {self.low} and {self.high}")
        bet = self._bet(len(unit))
        before = self._scaled.count * self._scaled.mean + np.concatenate([[0.0], np.cumsum(unit)[:-1]])
        guesses = (0.5 + before) / (1 + self._scaled.count + np.arange(len(unit)))
        self._bets += bet * len(unit)
        self._weighted += bet * float(unit.sum())
        self._penalty += float(((unit - guesses) ** 2).sum()) * (-log1p(-bet) - bet)
        self._scaled.extend(unit)
        self.moments.extend(batch)

    def _bet(self, size: int) -> float:
        """The bet that would be best for a fixed sample size, spread over all sizes (predictable plug-in)."""
        n = self._scaled.count
        variance = (0.25 + self._scaled.second) / (n + 1)
        time = n + size
        return min(LARGEST_BET, sqrt(2 * log(2 / self.alpha) / (variance * time * log(1 + time))))

    @property
    def interval(self) -> Interval:
        """The interval after the samples so far."""
        if self._bets == 0:
            return Interval(self.low, self.high)
        centre = self._weighted / self._bets
        radius = (log(2 / self.alpha) + self._penalty) / self._bets
        span = self.high - self.low
        return Interval(
            self.low + span * max(0.0, centre - radius),
            self.low + span * min(1.0, centre + radius),
        )
