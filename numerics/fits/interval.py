"""A fitted number with its confidence interval."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Interval:
    """A value, and the interval that holds the truth with the stated confidence.

    >>> str(Interval(1.98765, 1.9, 2.1)), Interval(2.0, 1.9, 2.1).holds(2.05)
    ('1.988 [1.9, 2.1]', True)
    """

    value: float
    low: float
    high: float

    def holds(self, truth: float) -> bool:
        """Whether a number lies in it."""
        return self.low <= truth <= self.high

    def __str__(self) -> str:
        return f"{self.value:.4g} [{self.low:.4g}, {self.high:.4g}]"
