"""Asymptotic formulas judged by their rate."""

from __future__ import annotations

import numpy as np
import pytest

from lemmata.numerics.errors import InputError
from lemmata.numerics.simulation import Setting
from lemmata.numerics.simulation.until_precise import run
from lemmata.numerics.statistics import judge_ladder

SIZES = [10, 20, 40, 80, 160]


def test_the_limit_of_the_ols_risk_is_supported_at_rate_one() -> None:
    """d/(T - d - 1) with T = 2d tends to phi/(1 - phi) = 1; the correction is 1/d."""
    found = judge_ladder(SIZES, [d / (d - 1) for d in SIZES], [1.0] * 5)
    assert found.outcome == "supported"
    assert found.rate == pytest.approx(1.0, abs=0.05)
    assert found.constant == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize("factor", [1.001, 0.999])
def test_a_constant_error_far_below_the_errors_seen_is_refuted(factor: float) -> None:
    """At d = 160 the finite-size error is 0.6 percent; the planted one is 0.1 percent."""
    assert judge_ladder(SIZES, [d / (d - 1) for d in SIZES], [factor] * 5).outcome == "refuted"


def test_a_wrong_order_is_noticed() -> None:
    """A correction of order d^(-1/2) is no correction of order 1/d, although both vanish."""
    values = [1 + d**-0.5 for d in SIZES]
    assert judge_ladder(SIZES, values, [1.0] * 5).outcome == "refuted"
    assert judge_ladder(SIZES, values, [1.0] * 5, order=0.5).outcome == "supported"


def test_an_exact_formula_is_supported_to_rounding() -> None:
    found = judge_ladder(SIZES, [1 / 3] * 5, [1 / 3] * 5)
    assert found.outcome == "supported"
    assert found.resolution < 1e-10
    assert np.isnan(found.rate)


def test_noise_is_allowed_for_and_limits_the_resolution() -> None:
    rng = np.random.default_rng(0)
    noisy = [d / (d - 1) + rng.normal(0, 1e-3) for d in SIZES]
    found = judge_ladder(SIZES, noisy, [1.0] * 5, standard_errors=[1e-3] * 5, resolution=0.1)
    assert found.outcome == "supported"
    assert found.resolution > 0.01
    assert judge_ladder(SIZES, noisy, [1.0] * 5, standard_errors=[1e-3] * 5).outcome == "undecided"


def test_simulated_ridge_risks_support_their_deterministic_equivalent() -> None:
    """(kappa^2 + sigma^2 phi)/((1 + kappa)^2 - phi) for Sigma = I, with kappa^2 = (ridge + phi - 1) kappa + ridge."""
    ridge, phi, sizes = 0.5, 0.5, [20, 40, 80]
    kappa = (ridge + phi - 1 + np.sqrt((ridge + phi - 1) ** 2 + 4 * ridge)) / 2
    formula = (kappa**2 + phi) / ((1 + kappa) ** 2 - phi)
    runs = [
        run(Setting(np.ones(d), np.full(d, 1 / d), T=2 * d, ridge=ridge, sigma2=1.0), relative_error=1e-3)
        for d in sizes
    ]
    errors = [r.relative_error * r.mean / 3 for r in runs]
    found = judge_ladder(sizes, [r.mean for r in runs], [formula] * 3, standard_errors=errors, resolution=0.05)
    assert found.outcome == "supported"
    off = judge_ladder(sizes, [r.mean for r in runs], [formula * 1.1] * 3, standard_errors=errors, resolution=0.05)
    assert off.outcome == "refuted"


def test_ladders_that_say_nothing_are_refused() -> None:
    with pytest.raises(InputError, match="sizes"):
        judge_ladder([10, 20], [1, 1], [1, 1])
    with pytest.raises(InputError, match="sizes"):
        judge_ladder([10, 15, 30], [1, 1, 1], [1, 1, 1])
    with pytest.raises(InputError, match="formula"):
        judge_ladder([10, 20, 40], [1, 1, 1], [1, 1])
