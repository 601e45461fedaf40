"""Medians and lower bounds for samples without a variance: coverage, and what they cannot do."""

from __future__ import annotations

from math import inf

import numpy as np
from scipy import stats

from lemmata.numerics.statistics.quantiles import mean_lower_bound, median_interval


def test_the_median_is_covered_as_often_as_stated_whatever_the_law() -> None:
    runs, alpha = 2000, 0.1
    samples = np.random.default_rng(0).standard_cauchy((runs, 101))
    # The interval of look 0 spends alpha/2; its coverage is that of the binomial law, exactly.
    missed = sum(median_interval(row, alpha).distance(0.0) > 0 for row in samples)
    assert missed <= stats.binom.isf(1e-6, runs, alpha / 2)
    assert missed > 0


def test_later_looks_are_wider_and_few_samples_say_nothing() -> None:
    samples = np.random.default_rng(0).standard_normal(1000)
    first, fifth = median_interval(samples, 0.01), median_interval(samples, 0.01, look=5)
    assert fifth.low < first.low < first.high < fifth.high
    assert median_interval(samples[:5], 1e-6).high == inf


def test_the_lower_bound_holds_for_an_infinite_variance() -> None:
    runs, alpha = 300, 0.05
    rng = np.random.default_rng(1)
    bounds = [mean_lower_bound(rng.pareto(1.5, 300), alpha) for _ in range(runs)]  # mean 2
    assert sum(bound > 2.0 for bound in bounds) <= stats.binom.isf(1e-6, runs, alpha)
    assert np.median(bounds) > 1.0
