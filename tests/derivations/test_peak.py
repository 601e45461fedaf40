"""The peak, by the exact laws and by the law of the error itself."""

import numpy as np
import pytest
from scipy import stats
from sympy import oo

from lemmata.theory.models.chain import Chain
from lemmata.theory.models.exact_laws import exact_risk
from lemmata.theory.spectra.spectra import Isotropic

DIMENSION = 6


@pytest.mark.parametrize("samples", range(1, 12))
def test_exactly_three_sample_sizes_have_no_mean(samples):
    risk = exact_risk(Chain(Isotropic(DIMENSION), T=samples, sigma2=1)).total
    assert (risk == oo) == (abs(samples - DIMENSION) <= 1)


@pytest.mark.parametrize("samples", [6, 7, 10])
def test_the_error_of_least_squares_has_the_law_of_a_ratio_of_chi_squares(samples):
    """At the peak as well, and for a covariance far from the identity (Kolmogorov-Smirnov, at level 10^-6)."""
    rng = np.random.default_rng(samples)
    roots = np.array([3.0, 1.0, 1.0, 0.5, 0.2, 0.1])
    X = rng.standard_normal((4000, samples, DIMENSION)) * roots
    noise = rng.standard_normal((4000, samples, 1))
    error = np.linalg.pinv(X) @ noise
    seen = ((error[:, :, 0] * roots) ** 2).sum(axis=1)
    freedom = samples - DIMENSION + 1
    assert stats.kstest(seen * freedom / DIMENSION, stats.f(DIMENSION, freedom).cdf).pvalue > 1e-6
