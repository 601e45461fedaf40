"""Exponents and constants against the model evaluated at T from 10^5 to 10^14."""

from fractions import Fraction

import pytest

from numerics.errors import InputError
from theory.scaling import derive_exponents
from theory.scaling.confirm import constant_of, slope_of

MODELS = [
    ({"beta": 2, "r": "3/10", "ell": "oo", "sigma2": 0}, "total"),
    ({"beta": 2, "r": "3/2", "ell": "1/2"}, "total"),
    ({"beta": "3/2", "r": "1/2", "ell": "-1/2"}, "total"),
    ({"beta": 2, "r": "1/2", "d": "T", "ell": 3}, "variance"),
    ({"beta": 2, "r": "1/2", "d": "T - T^(1/2)", "ell": 5}, "variance"),
    ({"beta": 2, "r": "1/2", "d": "T^(3/2)", "T0": "T^2", "n": "T^(1/3)", "ell": 1}, "collapse"),
]


@pytest.mark.parametrize(("model", "name"), MODELS, ids=str)
def test_extrapolated_local_slopes_are_the_derived_exponents(model, name):
    found = derive_exponents(**model)
    slope, spread = slope_of(found, {}, name)
    assert abs(slope - float(found.piecewise(name).exponent_at({}))) < 1e-6 + 10 * spread
    assert spread < 1e-5


@pytest.mark.parametrize(
    "model",
    [
        {"beta": 2, "r": 1, "ell": 1, "sigma2": 0},
        {"beta": 2, "r": "1/2", "ell": "2/3"},
        {"beta": 2, "r": "3/4", "d": "T/2", "ell": 3},
    ],
    ids=str,
)
def test_extrapolated_constants_are_the_derived_ones(model):
    """With the logarithm at r = 1, a tie of bias and variance, and d = T/2 with its 1/(1 - phi)."""
    found = derive_exponents(**model)
    (regime,) = found.total.regimes
    constant, spread = constant_of(found, {})
    assert abs(constant / float(regime.constant) - 1) < 1e-6 + 10 * spread


def test_a_wrong_exponent_is_seen():
    found = derive_exponents(2, "1/2", ell="1/2")
    slope, _ = slope_of(found, {})
    assert abs(slope + 1) > 0.4


def test_outside_the_domain_is_refused():
    with pytest.raises(InputError, match="in the domain"):
        slope_of(derive_exponents(2, "1/2", where=["ell > 0"]), {"ell": Fraction(-1)})
