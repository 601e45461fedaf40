"""Exact laws that hold for every covariance, against simulation and against each other."""

from contextlib import suppress

import pytest
from sympy import Rational, oo

from lemmata.theory.models.chain import Chain
from lemmata.theory.models.exact_laws import NoExactLaw, exact_risk
from lemmata.theory.models.simulation import simulated_risk
from lemmata.theory.spectra.spectra import Diagonal, Isotropic
from tests.depth import often

UNEVEN = Diagonal([2, "1/2", 1, 1, 1, "1/3", 1], [1, 0, 3, 1, 1, 1, 0])


@pytest.mark.parametrize(
    "chain",
    [
        Chain(UNEVEN, T=1, sigma2=2, n=2, T0=12, sigma0_2="1/2"),
        Chain(UNEVEN, T=14, sigma2=2, n=1, T0=1, sigma0_2="1/2"),
        Chain(Isotropic(4, 2), T=31, n=3, T0=29, sigma0_2=["1", "2", "1/2"], designs="same", protocol="accumulate"),
        Chain(Isotropic(4, 2), T=31, n=3, T0=31, sigma0_2=["1", "2", "1/2"], designs="shared", protocol="accumulate"),
    ],
)
def test_an_exact_law_lies_in_the_interval_of_a_simulation(chain):
    total = exact_risk(chain).total
    value = float(getattr(total, "mid", total))
    found = simulated_risk(chain, relative_error=often(0.1, 0.03), confidence=1 - 1e-6, seed=3)
    assert found.interval.low <= value <= found.interval.high


def test_one_sample_of_the_identity_is_the_haar_projection():
    """Equal eigenvalues go through the law for Sigma = I; nearly equal ones through integrals, to nearly the same."""
    even = exact_risk(Chain(Diagonal([1, 1, 1], [1, 2, 0]), T=1, sigma2=1)).total
    uneven = exact_risk(Chain(Diagonal([1, 1, 1 + Rational(1, 10**12)], [1, 2, 0]), T=1, sigma2=1)).total
    assert even == Rational(10, 3) + 1
    assert abs(float(uneven.mid) - float(even)) < 1e-10


@pytest.mark.parametrize(("T", "infinite"), [(3, False), (4, True), (5, True), (6, True), (7, False)])
def test_noise_has_an_infinite_mean_on_nearly_d_samples_for_every_spectrum(T, infinite):
    chain = Chain(Diagonal([3, 2, 1, 1, 1], [1, 1, 0, 0, 0]), T=T, sigma2=1)
    if infinite:
        assert exact_risk(chain).variance == oo
    else:
        with suppress(NoExactLaw):
            assert exact_risk(chain).total != oo


def test_without_noise_nothing_is_infinite():
    assert exact_risk(Chain(Diagonal([3, 2, 1], [1, 1, 0]), T=3)).total == 0
