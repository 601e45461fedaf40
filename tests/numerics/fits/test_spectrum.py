"""Exponents of spectra: known ones are recovered, intervals hold them, and what is no power law is called so."""

import numpy as np
import pytest
from scipy.stats import binom

from lemmata.numerics.errors import InputError
from lemmata.numerics.fits import fit_spectrum

K = np.arange(1.0, 401.0)


@pytest.mark.parametrize(("beta", "r"), [(1.1, 0.25), (2.0, 0.5), (3.5, 1.5)])
def test_exact_power_laws_are_recovered(beta, r):
    found = fit_spectrum(3 * K**-beta, np.sqrt(K ** -(1 + 2 * beta * r) / K**-beta))
    assert found.beta.value == pytest.approx(beta, abs=1e-9)
    assert found.r.value == pytest.approx(r, abs=1e-9)
    assert found.warnings == ()


def test_intervals_hold_the_truth_as_often_as_they_say():
    """Lognormal eigenvalues and Gaussian coefficients; 120 spectra give 95 per cent up to a binomial error."""
    random, trials, held = np.random.default_rng(0), 120, np.zeros(2)
    for _ in range(trials):
        eigenvalues = K**-1.7 * np.exp(0.1 * random.standard_normal(len(K)))
        coefficients = np.sqrt(K ** -(1 + 2 * 1.7 * 0.6) / K**-1.7) * random.standard_normal(len(K))
        found = fit_spectrum(eigenvalues, coefficients)
        held += found.beta.holds(1.7), found.r.holds(0.6)
    assert (held >= binom.ppf(1e-4, trials, 0.95)).all(), held / trials


def test_errors_that_neighbours_share_widen_the_interval():
    """A slow wave is no independent noise: an interval by the count of points would exclude the truth."""
    wave = np.exp(0.1 * np.sin(2 * np.log(K)))
    found = fit_spectrum(K**-1.5 * wave)
    assert found.beta.holds(1.5)
    assert found.beta.high - found.beta.low > 0.02


@pytest.mark.parametrize(
    ("eigenvalues", "said"),
    [
        (np.exp(-K / 100), "no pure power law"),
        (1 / (K * np.log(K + 1) ** 2), "no pure power law"),
        (K**-2.0 * np.where(K > 250, np.exp(-((K - 250) ** 2) / 1000), 1), "bend away"),
        (K[:20] ** -2.0, "decades"),
        (K**-0.7, "not clearly above 1"),
    ],
)
def test_what_is_no_power_law_is_called_so(eigenvalues, said):
    assert any(said in warning for warning in fit_spectrum(eigenvalues).warnings)


def test_order_and_zeros_do_not_matter():
    random = np.random.default_rng(1)
    values = np.concatenate([K**-1.4, np.zeros(7)])
    weights = np.concatenate([K**-0.3, np.ones(7)])
    mixed = random.permutation(len(values))
    one, two = fit_spectrum(values, weights), fit_spectrum(values[mixed], weights[mixed])
    assert one.zeros == two.zeros == 7
    assert two.beta.value == pytest.approx(one.beta.value, rel=1e-12)
    assert two.r.value == pytest.approx(one.r.value, rel=1e-9)


@pytest.mark.parametrize(
    ("eigenvalues", "window", "said"),
    [
        (-(K**-2.0), {}, "not negative"),
        (K[:5], {}, "at least 8"),
        (K**-2.0, {"first": 10, "last": 12}, "8 or more"),
        (K**-2.0, {"last": 1000}, "of the 400 positive"),
    ],
)
def test_what_cannot_be_fitted_is_refused(eigenvalues, window, said):
    with pytest.raises(InputError, match=said):
        fit_spectrum(eigenvalues, **window)
