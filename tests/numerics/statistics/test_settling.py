"""Limits of exact values are decided by the rate at which their steps shrink, never by how close the last one is."""

from fractions import Fraction

import pytest

from lemmata.numerics.errors import InputError
from lemmata.numerics.statistics.settling import settled

RUNGS = [4**k for k in range(1, 9)]


@pytest.mark.parametrize("power", [1, 2, 3])
@pytest.mark.parametrize("size", [Fraction(1, 100), Fraction(1), Fraction(1000)])
def test_powers_of_the_size_settle_at_their_limit_and_nowhere_else(power, size):
    values = [3 + size / s**power + size / s ** (power + 1) for s in RUNGS]
    assert settled(values, Fraction(3)).outcome == "supported"
    assert settled(values, Fraction(3) + Fraction(1, 1000)).outcome == "refuted"


def test_the_last_value_may_be_closer_to_a_wrong_limit_than_to_the_right_one():
    values = [1 + Fraction(3, s) for s in RUNGS]
    assert settled(values, values[-1]).outcome == "refuted"


def test_a_slow_power_is_extrapolated():
    values = [2 + Fraction(1, 2) ** k for k in range(8)]  # 4^(-k/2)
    assert settled(values, Fraction(2)).outcome == "supported"
    assert settled(values, Fraction(202, 100)).outcome == "refuted"


def test_logarithms_are_not_decided():
    values = [1 + Fraction(1, k) for k in range(3, 11)]
    assert settled(values, Fraction(1)).outcome == "undecided"
    assert settled(values, Fraction(11, 10)).outcome == "undecided"


def test_what_grows_has_no_finite_limit():
    assert settled([Fraction(s) for s in RUNGS], Fraction(5)).outcome == "refuted"


def test_faster_than_any_power_and_constants():
    assert settled([1 + Fraction(1, 2**s) for s in RUNGS], Fraction(1)).outcome == "supported"
    assert settled([Fraction(1)] * 6, Fraction(1)).outcome == "supported"
    assert settled([Fraction(1)] * 6, Fraction(2)).outcome == "refuted"
    assert settled([Fraction(0)] * 6, Fraction(0)).outcome == "supported"


def test_too_few_values_are_refused():
    with pytest.raises(InputError):
        settled([Fraction(1)] * 4, Fraction(1))
