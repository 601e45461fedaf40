"""The empirical Bernstein confidence sequence: coverage at every time, and refusal of samples out of bounds."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from lemmata.numerics.errors import InputError
from lemmata.numerics.statistics.bounded import BoundedSequence


@pytest.mark.parametrize("law", ["rare", "uniform"])
def test_it_ever_misses_the_mean_no_more_often_than_stated(law: str) -> None:
    """Also for rare large values, where intervals built on the sample variance alone fail."""
    runs, alpha, mean = 400, 0.1, 0.02 if law == "rare" else 0.5
    rng = np.random.default_rng(0)
    missed = 0
    for _ in range(runs):
        samples = (rng.random((20, 20)) < mean).astype(float) if law == "rare" else rng.random((20, 20))
        sequence = BoundedSequence(0.0, 1.0, alpha)
        distances = []
        for batch in samples:
            sequence.extend(batch)
            distances.append(sequence.interval.distance(mean))
        missed += max(distances) > 0
    assert missed <= stats.binom.isf(1e-6, runs, alpha)


def test_it_shrinks_with_the_spread_of_the_samples() -> None:
    widths = []
    for spread in (5.0, 0.01):
        sequence = BoundedSequence(0.0, 10.0, 1e-6)
        for batch in 5 + np.random.default_rng(0).uniform(-spread, spread, (100, 1000)):
            sequence.extend(batch)
        assert sequence.interval.low < 5 < sequence.interval.high
        widths.append(sequence.interval.high - sequence.interval.low)
    assert widths[1] < widths[0] / 3


def test_it_starts_with_the_bounds_and_refuses_what_lies_outside() -> None:
    sequence = BoundedSequence(1.0, 3.0, 0.05)
    assert (sequence.interval.low, sequence.interval.high) == (1.0, 3.0)
    with pytest.raises(InputError, match="sample"):
        sequence.extend(np.array([2.0, 4.0]))
