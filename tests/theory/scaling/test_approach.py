"""Predicted next exponents: those of the theory, and in a deep run (LEMMATA_CENSUS=full) those that numbers show."""

import os
from fractions import Fraction
from itertools import pairwise

import pytest

from numerics.errors import InputError
from theory.scaling.approach import correction, local_slopes
from theory.scaling.derive import derive_exponents

F = Fraction
CASES = [
    # ridgeless and noiseless: 1/T
    ({"beta": 2, "r": "1/2", "ell": "oo", "sigma2": 0}, "total", F(1)),
    # at the critical ridge: 1 - ell/beta, |2 - 2r| ell, ell/beta
    ({"beta": 2, "r": "1/2", "ell": "2/3"}, "variance", F(1, 3)),
    ({"beta": 2, "r": "1/2", "ell": "2/3"}, "bias", F(2, 3)),
    ({"beta": 2, "r": "3/4", "ell": "1/2"}, "total", F(1, 4)),
    ({"beta": 2, "r": "3/2", "ell": "2/5"}, "variance", F(1, 5)),
    # a logarithm at saturation
    ({"beta": 2, "r": 1, "ell": "1/2", "sigma2": 0}, "bias", F(0)),
    # d below T, on the interpolation line, in proportion
    ({"beta": 2, "r": "1/2", "d": "T^(1/2)", "ell": "3/2"}, "total", F(1, 2)),
    ({"beta": 2, "r": "1/2", "d": "T^(1/2)", "ell": "1/2"}, "variance", F(1, 4)),
    ({"beta": 2, "r": "1/2", "d": "T", "ell": "5/2"}, "variance", F(1, 4)),
    ({"beta": 2, "r": "1/4", "d": "1/2*T", "ell": "5/2"}, "bias", F(1, 2)),
    # synthetic labels
    ({"beta": "3/2", "r": "1/2", "d": "T^(3/2)", "T0": "T^2", "n": 1, "ell": 1, "sigma2": 0}, "collapse", F(1, 3)),
    ({"beta": "3/2", "r": "1/3", "d": "T^(6/5)", "T0": "T^(8/5)", "n": "T^(1/5)", "ell": 1}, "collapse", F(1, 5)),
]


@pytest.mark.parametrize(("inputs", "name", "step"), CASES)
def test_the_next_exponent_is_that_of_the_theory(inputs, name, step):
    assert correction(derive_exponents(**inputs), {}, name) == step


@pytest.mark.skipif(os.environ.get("LEMMATA_CENSUS") != "full", reason="numbers for every case take 30 s")
@pytest.mark.parametrize(("inputs", "name", "step"), CASES)
def test_local_slopes_approach_at_that_rate(inputs, name, step):
    found = derive_exponents(**inputs)
    _, values = local_slopes(found, {}, name)
    errors = [abs(value - float(found.piecewise(name).exponent_at({}))) for value in values]
    last = [two / one for one, two in pairwise(errors[3:]) if two > 1e-11]
    wide = 10**0.9
    for share in last:
        assert share > 0.8 if step == 0 else wide ** float(-step * F(6, 5)) < share < wide ** float(-step * F(4, 5))


def test_a_point_between_terms_counts_their_distance():
    found = derive_exponents(2, "1/2")
    assert correction(found, {"ell": F(3, 5)}) == F(1, 10)  # the bias is -3/5, the variance -7/10


def test_what_is_not_known_is_refused():
    two = derive_exponents(2, "1/2", ell=1, d="T^2", T0="T^(3/2)", n=1)
    with pytest.raises(InputError, match="single renormalised ridge"):
        correction(two, {}, "collapse")
    with pytest.raises(InputError, match="away from T"):
        correction(derive_exponents(2, "1/2", ell=3, d="T - T^(1/2)"), {})
