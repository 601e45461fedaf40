"""Chains in, simulated risks out."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from scipy import stats

from lemmata.numerics.errors import InputError
from lemmata.theory import Chain, Diagonal, Isotropic, Mix, PowerLaw, simulated_risk
from lemmata.theory.models.exact_laws import exact_risk
from lemmata.theory.models.simulation import setting_of

CHAIN = Chain(Isotropic(d=3), T=10, ridge="1/10", sigma2=1, n=2, T0=12, sigma0_2="1/2")


def test_every_field_of_a_chain_is_translated() -> None:
    chain = Chain(
        Diagonal(eigenvalues=["1/2", 2], weights=[3, -1]),
        T=9, ridge="1/4", sigma2="1/8", n=2, T0="5,7", sigma0_2=["1/2", 1], ridge0="3/4", protocol=Mix(real=2),
    )  # fmt: skip
    setting = setting_of(chain)
    assert setting.eigenvalues.tolist() == [0.5, 2]
    assert setting.squared_weights.tolist() == [9, 1]
    assert (setting.T, setting.ridge, setting.sigma2, setting.ridge0) == (9, 0.25, 0.125, 0.75)
    assert (setting.T0, setting.sigma0_2) == ((5, 7), (0.5, 1.0))
    assert (setting.designs, setting.protocol, setting.real) == ("independent", "mix", 2)


def test_a_run_is_repeatable_and_does_not_depend_on_the_workers() -> None:
    one, again, parallel = (simulated_risk(CHAIN, relative_error=0.1, seed=5, jobs=jobs) for jobs in (1, 1, 2))
    assert one.mean == again.mean == parallel.mean
    assert one.interval == parallel.interval
    assert simulated_risk(CHAIN, relative_error=0.1, seed=6).mean != one.mean


def test_it_stops_at_the_relative_error_or_at_the_last_replicate() -> None:
    assert simulated_risk(CHAIN, relative_error=0.05).relative_error <= 0.05
    assert simulated_risk(CHAIN, relative_error=1e-6, max_replicates=500).relative_error > 1e-6


def test_an_interrupt_keeps_what_was_computed() -> None:
    def press_control_c(replicates: int, mean: float, reached: float) -> None:
        raise KeyboardInterrupt

    result = simulated_risk(CHAIN, relative_error=1e-4, on_progress=press_control_c)
    assert result.interrupted
    assert result.replicates > 0


def test_infinite_dimension_is_refused() -> None:
    with pytest.raises(InputError, match="d = oo"):
        simulated_risk(Chain(PowerLaw(2, r="1/2"), T=9))


@pytest.mark.parametrize("argument", ["relative_error", "confidence", "seed", "max_replicates", "jobs"])
def test_numbers_out_of_domain_are_refused(argument: str) -> None:
    with pytest.raises(InputError, match=argument):
        simulated_risk(CHAIN, **{argument: -1})


@pytest.mark.parametrize("integrate", ["all", "noise", "nothing"])
def test_ols_risk_of_a_power_law(integrate: str) -> None:
    chain = Chain(PowerLaw(2, r="1/2", d=4), T=40, sigma2=1, n=1, T0=30, sigma0_2=1)
    truth = Fraction(4, 40 - 4 - 1) + Fraction(4, 30 - 4 - 1)
    result = simulated_risk(chain, relative_error=0.1, confidence=0.999, integrate=integrate)  # type: ignore[arg-type]
    assert result.interval.low < truth < result.interval.high


def test_an_infinite_mean_is_said_and_a_median_given() -> None:
    """At T = d the squared error is chi2_d/chi2_1 in law, whose mean is infinite; its median at d = 15 is 31.4."""
    result = simulated_risk(Chain(Isotropic(d=15), T=15, sigma2=1), relative_error=0.2, confidence=0.999)
    assert (result.mean, result.guarantee) == (float("inf"), "known")
    assert result.median is not None
    median = 15 * stats.f.median(15, 1)
    assert result.median.interval.low < median < result.median.interval.high


def test_a_mean_without_a_variance_gets_a_lower_bound_and_a_median() -> None:
    d = 6
    chain = Chain(Isotropic(d=d), T=d + 2, sigma2=1)
    result = simulated_risk(chain, relative_error=0.1, confidence=0.999, integrate="noise")
    assert result.guarantee == "finite-sample"
    assert 0 < result.interval.low < d / (d + 2 - d - 1)
    assert result.interval.high == float("inf")
    assert result.median is not None
    assert result.median.interval.low < d / 3 * stats.f.median(d, 3) < result.median.interval.high


def test_the_parts_add_up() -> None:
    result = simulated_risk(CHAIN, relative_error=0.05)
    assert result.bias is not None
    assert result.variance is not None
    assert result.collapse is not None
    assert result.bias.mean + result.variance.mean + result.collapse.mean == pytest.approx(result.mean)


ISOTROPIC = Isotropic(d=12, signal=2)
POWER = PowerLaw(2, r="1/2", d=4)
KNOWN = [
    Chain(ISOTROPIC, T=40, sigma2=1, n=3, T0=30, sigma0_2="1/2"),
    Chain(ISOTROPIC, T=3, sigma2=1, n=2, T0=(4, 40), sigma0_2="1/2"),
    Chain(ISOTROPIC, T=40, sigma2=1, n=2, T0=4, sigma0_2="1/2", designs="same"),
    Chain(ISOTROPIC, T=4, sigma2=1, n=2, T0=4, sigma0_2="1/2", designs="shared"),
    Chain(POWER, T=30, sigma2=1, n=3, T0=30, sigma0_2="1/2", protocol=Mix(real=8)),
    Chain(POWER, T=30, sigma2=1, n=2, T0=(28, 35), sigma0_2=(1, "1/2")),
    Chain(POWER, T=30, sigma2=1, n=3, T0=26, sigma0_2=1, protocol="accumulate"),
]


@pytest.mark.parametrize("chain", KNOWN, ids=str)
def test_simulations_that_draw_every_design_agree_with_the_exact_laws(chain: Chain) -> None:
    """Part by part; nothing here rests on an inverse Wishart mean."""
    truth = exact_risk(chain)
    found = simulated_risk(chain, relative_error=0.02, integrate="noise", seed=11, confidence=0.9999)
    assert found.interval.low < truth.total < found.interval.high
    for name in ("bias", "variance", "collapse"):
        part = getattr(found, name)
        assert abs(part.mean - float(getattr(truth, name))) < 6 * part.standard_error + 1e-10, name


def test_isotropic_means_agree_with_the_exact_law_to_two_parts_in_ten_thousand() -> None:
    chain = Chain(Isotropic(d=50), T=150, sigma2=1, n=5, T0=30, sigma0_2="1/2")
    found = simulated_risk(chain, relative_error=2e-4, integrate="noise")
    assert found.mean == pytest.approx(float(exact_risk(chain).total), rel=2e-4)


def test_a_finite_sample_guarantee_where_replicates_are_bounded() -> None:
    chain = Chain(Isotropic(d=10), T=30, ridge="1/2", sigma2=1, n=1, T0=30, sigma0_2=1)
    bounded = simulated_risk(chain, relative_error=0.05, guarantee="finite-sample")
    usual = simulated_risk(chain, relative_error=0.002)
    assert bounded.guarantee == "finite-sample"
    assert bounded.interval.low < usual.mean < bounded.interval.high


@pytest.mark.parametrize("changes", [{"ridge": 0}, {"T0": 2}, {"protocol": "accumulate"}])
def test_no_finite_sample_guarantee_without_bounds(changes: dict[str, Any]) -> None:
    fields: dict[str, Any] = {"T": 30, "ridge": "1/2", "sigma2": 1, "n": 1, "T0": 30, "sigma0_2": 1}
    with pytest.raises(InputError, match="guarantee"):
        simulated_risk(Chain(Isotropic(d=10), **(fields | changes)), guarantee="finite-sample")


def test_measured_rows_have_no_bounds_that_rest_on_symmetry() -> None:
    """Their law is that of the rows: flipping a coordinate changes it, so that the signs of w0 count."""
    rows = np.array([[2.0, 1.0], [1.0, -1.0], [-3.0, 0.5]])
    chain = Chain(Diagonal([2, 1], [1, 1]), T=2, ridge=1)
    assert simulated_risk(chain, relative_error=0.1, inputs="rows", rows=rows).guarantee == "asymptotic"
    with pytest.raises(InputError, match="measured rows"):
        simulated_risk(chain, inputs="rows", rows=rows, guarantee="finite-sample")
