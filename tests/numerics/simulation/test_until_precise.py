"""Runs: coverage over many seeds, planted errors, parts, workers."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from math import inf

import numpy as np
import pytest
from scipy import stats

from lemmata.numerics.errors import InputError
from lemmata.numerics.simulation import Setting
from lemmata.numerics.simulation.estimators import choose
from lemmata.numerics.simulation.until_precise import batches, run
from lemmata.numerics.statistics import decide


def test_over_two_thousand_seeds_the_intervals_miss_no_more_often_than_stated() -> None:
    d, T = 3, 40
    setting = Setting(np.ones(d), np.ones(d), T=T, sigma2=1.0)
    truth, confidence, runs = d / (T - d - 1), 0.9, 2000
    missed = sum(
        run(setting, relative_error=0.05, confidence=confidence, seed=seed).interval.distance(truth) > 0
        for seed in range(runs)
    )
    assert missed <= stats.binom.isf(1e-6, runs, 1 - confidence)


def test_a_formula_wrong_by_one_percent_is_refuted_at_300_1000() -> None:
    d, T = 300, 1000
    setting = Setting(np.arange(1.0, d + 1) ** -1.5, np.ones(d), T=T, sigma2=1.0)
    estimator = choose(setting, "noise", 1e-2, np.random.default_rng(0))
    truth = d / (T - d - 1)
    stream = (batch.sum(axis=1) for batch in batches(estimator, seed=3))
    wrong = decide(stream, value=1.01 * truth, alpha=1e-9, resolution=truth / 1000, max_samples=400)
    assert wrong.outcome == "refuted"
    assert 0 < wrong.gap < 0.01 * truth


def test_the_right_formula_survives_the_same_test() -> None:
    d, T = 30, 100
    setting = Setting(np.arange(1.0, d + 1) ** -1.5, np.ones(d), T=T, sigma2=1.0)
    estimator = choose(setting, "noise", 1e-2, np.random.default_rng(0))
    truth = d / (T - d - 1)
    stream = (batch.sum(axis=1) for batch in batches(estimator, seed=3))
    right = decide(stream, value=truth, alpha=1e-9, resolution=truth / 100, max_samples=20_000)
    assert right.outcome == "consistent"


@pytest.mark.parametrize("integrate", ["all", "noise"])
def test_ols_parts_of_the_risk(integrate: str) -> None:
    """Three parts by three formulas: no bias, sigma^2 d/(T - d - 1), sum_j sigma_j^2 d/(T_j - d - 1)."""
    d = 4
    setting = Setting(np.array([4.0, 2, 1, 0.5]), np.ones(d), T=30, sigma2=0.5, T0=(20, 40), sigma0_2=(1.0, 2.0))
    found = run(setting, relative_error=0.02, integrate=integrate, seed=2)  # type: ignore[arg-type]
    truths = (0.0, 0.5 * d / 25, d / 15 + 2 * d / 35)
    for part, truth in zip((found.bias, found.variance, found.collapse), truths, strict=True):
        assert part is not None
        assert abs(part.mean - truth) <= 5 * part.standard_error + 1e-12


def test_batches_are_the_same_for_any_number_of_workers() -> None:
    setting = Setting(np.ones(4), np.ones(4), T=12, ridge=0.1, T0=(2,), sigma0_2=(1.0,), designs="same")
    estimator = choose(setting, "noise", 0.1, np.random.default_rng(0))
    alone, together = batches(estimator, 5, jobs=1), batches(estimator, 5, jobs=2)
    for _ in range(3):
        assert (next(alone) == next(together)).all()
    together.close()


def test_a_run_out_of_replicates_says_that_its_interval_is_not_to_be_relied_on() -> None:
    setting = Setting(np.ones(4), np.ones(4), T=5, ridge=1e-4, sigma2=1.0, inputs="student")
    found = run(setting, relative_error=1e-3, max_replicates=2, integrate="nothing")
    assert found.guarantee == "none"
    assert found.relative_error > 1e-3


def test_an_infinite_mean_of_a_generator_is_recognised() -> None:
    setting = Setting(np.ones(5), np.ones(5), T=30, T0=(5,), sigma0_2=(1.0,))
    assert run(setting, relative_error=0.5).mean == inf
    assert run(replace(setting, ridge0=0.1), relative_error=0.5).mean < inf


def test_unknown_ways_to_integrate_are_refused() -> None:
    with pytest.raises(InputError, match="integrate"):
        run(Setting(np.ones(2), np.ones(2), T=9), integrate="everything")  # type: ignore[arg-type]


@pytest.mark.parametrize("closed_forms", [True, False])
def test_memory_is_that_of_square_matrices_however_many_samples_there_are(closed_forms: bool) -> None:
    d, T = 40, 20_000
    setting = Setting(np.arange(1.0, d + 1) ** -1.5, np.ones(d), T, 0.01, 1.0, (T,), (1.0,), closed_forms=closed_forms)
    estimator = choose(setting, "all" if closed_forms else "noise", 1e-3, np.random.default_rng(0))
    tracemalloc.start()
    estimator.sample(np.random.default_rng(0), 2)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60 * 8 * d**2 < 8 * T * d / 8
