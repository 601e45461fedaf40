"""Magnitudes in the regime: each bound that is not there, beside its neighbour that is."""

import pytest
from sympy import log

from lemmata.theory.notation import T, d, df1, kappa, kappa0, sigma, signal
from lemmata.theory.quantities.resolvents import c
from lemmata.theory.spectra.eigensum import EigenSum, s
from lemmata.verifier.engines.magnitudes import Magnitudes

OF_ORDER_T = EigenSum(s / (s + kappa))


@pytest.mark.parametrize(
    ("small", "large", "where"),
    [
        (sigma**2 / T, sigma**2 / T + sigma**2 / (d - T), ()),  # zero at T = 2 d
        (T, EigenSum(kappa0 * s), ()),
        (T, df1, (df1 > 0,)),
        (1 / EigenSum(c * s), 1 / signal, ()),
        (signal * EigenSum(c * s), signal, ()),
        (EigenSum(log(s)), T, ()),
        (EigenSum(1 / (kappa - s + s**2)), T, ()),
    ],
)
def test_what_has_no_bound(small, large, where):
    assert not Magnitudes(where, bounded_below=True).dominated(small, large)


@pytest.mark.parametrize(
    ("small", "large", "where"),
    [
        (sigma**2 / T, sigma**2 / T + sigma**2 / (T - d), (d < T,)),
        (T, EigenSum(kappa0 * s), (kappa0 > 0,)),
        (T, OF_ORDER_T, ()),
        (signal * EigenSum(c * s), signal**2, ()),
        (EigenSum(1 / (kappa + s + s**2)), T, ()),
    ],
)
def test_what_has_one(small, large, where):
    assert Magnitudes(where, bounded_below=True).dominated(small, large)
