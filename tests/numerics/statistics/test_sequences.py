"""Moments, confidence sequences and decisions: identities, coverage, planted errors."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf, log, sqrt

import numpy as np
import pytest
from scipy import stats

from lemmata.numerics.errors import InputError
from lemmata.numerics.statistics import RunningMoments, confidence_sequence, decide, half_width, trusted


def test_merged_moments_are_those_of_the_whole() -> None:
    values = np.random.default_rng(0).exponential(2.0, 1000) + 1e6
    whole, parts = RunningMoments(), RunningMoments()
    whole.extend(values)
    for piece in np.split(values, [1, 7, 300, 300, 999]):
        parts.extend(piece)
    assert parts.count == whole.count == 1000
    assert parts.mean == pytest.approx(values.mean(), rel=1e-14)
    assert parts.variance == pytest.approx(values.var(ddof=1), rel=1e-9)
    assert parts.skewness == pytest.approx(stats.skew(values), rel=1e-6)


def test_nothing_is_known_of_the_spread_of_one_value() -> None:
    moments = RunningMoments()
    moments.extend(3.0)
    assert moments.standard_error == inf
    assert confidence_sequence(moments, 0.05).low == -inf


def test_the_edge_of_the_interval_is_where_the_martingale_reaches_one_over_alpha() -> None:
    n, alpha, tuned = 25, 0.01, 40
    t = half_width(n, alpha, tuned)
    g = (-2 * log(alpha) + log(1 - 2 * log(alpha))) / tuned
    a, nu = 1 + n * g, n - 1
    martingale = a**-0.5 * ((1 + t * t / nu) / (1 + t * t / (a * nu))) ** (n / 2)
    assert martingale == pytest.approx(1 / alpha, rel=1e-12)


def test_the_interval_is_wider_than_that_of_a_single_look() -> None:
    for n in (10, 100, 10_000):
        assert half_width(n, 0.05) > stats.t.ppf(0.975, n - 1)


def test_for_many_samples_it_is_the_normal_mixture() -> None:
    """K - 1 -> log(a/alpha^2)/n, hence the half width tends to sqrt(log(a/alpha^2))."""
    n, alpha = 10**9, 0.01
    g = (-2 * log(alpha) + log(1 - 2 * log(alpha))) / 100
    assert half_width(n, alpha) == pytest.approx(sqrt(log((1 + n * g) / alpha**2)), rel=1e-6)


@pytest.mark.parametrize("law", ["normal", "exponential"])
def test_the_sequence_ever_misses_the_mean_no_more_often_than_stated(law: str) -> None:
    runs, length, alpha = 2000, 400, 0.05
    rng = np.random.default_rng(7)
    samples = rng.normal(1.0, 2.0, (runs, length)) if law == "normal" else rng.exponential(1.0, (runs, length))
    counts = np.arange(1, length + 1)
    means = samples.cumsum(axis=1) / counts
    squares = (samples**2).cumsum(axis=1) - counts * means**2
    radius = np.array([half_width(int(n), alpha / 2) for n in counts])
    start = 10 if law == "normal" else 50  # the normal law needs no warm-up
    with np.errstate(invalid="ignore", divide="ignore"):
        missed = np.abs(means - 1.0) > radius * np.sqrt(squares / (counts - 1) / counts)
    misses = int(missed[:, start:].any(axis=1).sum())
    # One-sided binomial test of "at most alpha" at level 1e-6.
    assert misses <= stats.binom.isf(1e-6, runs, alpha)


def test_skewed_samples_are_not_trusted_before_there_are_many() -> None:
    rng = np.random.default_rng(0)
    moments = RunningMoments()
    moments.extend(rng.exponential(1.0, 200))
    assert not trusted(moments, 1e-9)
    moments.extend(rng.exponential(1.0, 1_000_000))
    assert trusted(moments, 1e-9)


def gaussians(mean: float, seed: int = 0) -> Iterator[np.ndarray]:
    rng = np.random.default_rng(seed)
    while True:
        yield rng.normal(mean, 1.0, 1000)


def test_a_wrong_value_is_refuted_with_a_gap_below_the_true_one() -> None:
    decision = decide(gaussians(0.05), alpha=1e-9, resolution=0.001)
    assert decision.outcome == "refuted"
    assert 0 < decision.gap < 0.05


def test_a_right_value_is_consistent_to_the_resolution_asked_for() -> None:
    decision = decide(gaussians(0.0), alpha=1e-9, resolution=0.05)
    assert (decision.outcome, decision.gap, decision.resolution) == ("consistent", 0.0, 0.05)


def test_too_few_samples_leave_it_undecided_and_say_what_is_open() -> None:
    decision = decide(gaussians(0.0), alpha=1e-9, resolution=1e-6, max_samples=3000)
    assert decision.outcome == "undecided"
    assert decision.resolution > 0.05
    assert decision.count == 3000


def test_rounding_refutes_nothing() -> None:
    """Two ways to compute one number differ by 10^-16, always with the same sign."""
    noise = (np.full(100, 1e-16) for _ in range(10))
    assert decide(noise, alpha=1e-9, resolution=1e-9, rounding=1e-14).outcome == "consistent"


def test_bad_levels_are_refused() -> None:
    with pytest.raises(InputError, match="alpha"):
        decide(gaussians(0.0), alpha=0.0, resolution=0.1)
    with pytest.raises(InputError, match="resolution"):
        decide(gaussians(0.0), alpha=0.1, resolution=0.0)
