"""Which moments exist near T = d."""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np
import pytest

from lemmata.numerics.simulation import Setting
from lemmata.numerics.simulation.naive import naive_risks
from lemmata.numerics.simulation.tails import conditional_tail_index, tail_index


def setting(**changes: Any) -> Setting:
    fields: dict[str, Any] = {"T": 20, "sigma2": 1.0}
    return Setting(1 / np.arange(1.0, 11), np.ones(10), **(fields | changes))


@pytest.mark.parametrize(("T", "finite_mean", "finite_variance"), [
    (6, True, True), (7, True, False), (8, True, False), (9, False, False), (10, False, False), (11, False, False),
    (12, True, False), (13, True, False), (14, True, True),
])  # fmt: skip
def test_ols_has_a_mean_away_from_the_peak_and_a_variance_farther_away(
    T: int, finite_mean: bool, finite_variance: bool
) -> None:
    index = tail_index(setting(T=T))
    assert (index > 1, index > 2) == (finite_mean, finite_variance)


def test_a_ridge_or_the_absence_of_noise_makes_all_moments_finite() -> None:
    assert tail_index(setting(T=10, ridge=0.01)) == inf
    assert tail_index(setting(T=10, sigma2=0.0)) == inf


def test_the_worst_generation_decides() -> None:
    chain = {"T0": (30, 11), "sigma0_2": (1.0, 1.0)}
    assert tail_index(setting(**chain)) == 1.0
    assert tail_index(setting(**chain, ridge0=0.1)) == 5.5  # the downstream fit at T = 20 remains
    assert tail_index(setting(T0=(30, 11), sigma0_2=(1.0, 0.0))) == 5.5


def test_accumulated_rows_count_together() -> None:
    chain = {"T0": (5, 5), "sigma0_2": (1.0, 1.0), "protocol": "accumulate"}
    assert tail_index(setting(**chain)) == 0.5
    assert tail_index(setting(**chain, designs="same")) == 3.0


def test_accumulated_labels_agree_but_for_their_own_noise() -> None:
    """A model that fits all rows so far exactly stands behind the next labels: the fit of all only projects it."""
    quiet = setting(T0=(5, 5), sigma0_2=(1.0, 0.0), protocol="accumulate", sigma2=0.0)
    assert tail_index(quiet) == 3.0
    assert tail_index(setting(T0=(4, 6), sigma0_2=(0.0, 0.0), protocol="accumulate", sigma2=0.0)) == inf
    largest = naive_risks(quiet, np.random.default_rng(0), 2000).max()
    once = naive_risks(setting(T0=(5,), sigma0_2=(1.0,), sigma2=0.0), np.random.default_rng(0), 2000).max()
    assert largest < 2 * once


def test_inputs_with_zeros_have_no_mean_and_finitely_many_values_every_moment() -> None:
    noisy = {"T": 30, "sigma2": 1.0}
    assert tail_index(setting(**noisy, inputs="sparse")) == 0.5
    assert tail_index(setting(**noisy, inputs="student")) == 10.5
    assert tail_index(setting(T=10, sigma2=1.0, inputs="rademacher")) == inf
    assert tail_index(setting(T=10, sigma2=1.0, inputs="sparse", ridge=0.1)) == inf


def test_labels_that_contradict_each_other_are_noise() -> None:
    quiet = {"T0": (5, 10), "sigma0_2": (0.0, 0.0)}
    assert tail_index(setting(**quiet)) == 5.5
    assert tail_index(setting(**quiet, protocol="mix", real=3)) == 0.5
    learnt = {"T0": (20, 11), "sigma0_2": (1.0, 0.0), "protocol": "mix"}
    assert tail_index(setting(**learnt, real=3)) == 1.0
    assert tail_index(setting(**learnt, real=11)) == 5.5  # the second generation sees true labels alone
    nothing = Setting(np.ones(10), np.zeros(10), T=20, T0=(5, 10), sigma0_2=(0.0, 0.0), protocol="mix", real=3)
    assert tail_index(nothing) == inf


def test_a_shared_design_with_ridge_has_no_tail() -> None:
    chain = {"T": 10, "T0": (10,), "sigma0_2": (1.0,), "designs": "shared"}
    for protocol in ({}, {"protocol": "accumulate"}, {"protocol": "mix", "real": 3}):
        assert tail_index(setting(**chain, **protocol, ridge=0.1)) == inf
        assert tail_index(setting(**chain, **protocol)) == 0.5
    relabelled = chain | {"T0": (10, 10), "sigma0_2": (1.0, 0.0), "protocol": "mix", "sigma2": 0.0}
    assert tail_index(setting(**relabelled, real=3)) == 0.5
    assert tail_index(setting(**relabelled, real=10)) == inf  # the noise of the first labels is seen by nobody


def test_fits_replaced_by_their_means_have_no_tail() -> None:
    chain = setting(T=12, T0=(12,), sigma0_2=(1.0,))
    assert tail_index(chain) == 1.5
    assert conditional_tail_index(chain) == inf
    assert conditional_tail_index(setting(T=8)) == 1.5
