"""Enclosures contain the truth, and refuse where there is none."""

from fractions import Fraction

import pytest
from sympy import Integer, Max, Piecewise, Rational, Sum, gamma, log, pi, polygamma, sqrt
from sympy.abc import j, n, x

from lemmata.numerics.ball import Ball
from lemmata.theory.values.enclosure import NoEnclosure, enclose, holds
from lemmata.theory.values.exact_value import exact_value


def test_difference_of_squares_at_sqrt_two():
    assert enclose((sqrt(x) - 1) * (sqrt(x) + 1), {x: 2}).contains(1)


def test_radius_meets_the_digits_asked():
    assert enclose(pi, digits=100).accurate_to(100)


@pytest.mark.parametrize("expr", [sqrt(x), log(x), 1 / (x + 1), x ** Rational(1, 3)])
def test_outside_the_domain_there_is_no_ball(expr):
    with pytest.raises(NoEnclosure):
        enclose(expr, {x: -1})


def test_gamma_is_the_factorial():
    assert enclose(gamma(x), {x: 6}).contains(120)


def test_trigamma_at_one_is_zeta_two():
    assert enclose(polygamma(1, x), {x: 1}).overlaps(enclose(pi**2 / 6))


def test_finite_sum_is_exact():
    assert exact_value(Sum(1 / j**2, (j, 1, n)), {n: 3}) == Fraction(49, 36)


def test_empty_sum_is_zero():
    assert exact_value(Sum(1 / j**2, (j, 0, n - 1)), {n: 0}) == 0


def test_root_of_a_perfect_power_is_exact():
    assert exact_value(sqrt(x), {x: Fraction(9, 4)}) == Fraction(3, 2)
    assert exact_value(sqrt(x), {x: 2}) is None


def test_ball_inputs_widen_the_result():
    wide = enclose(x**2, {x: Ball.around(Fraction(1), Fraction(1, 100))})
    assert wide.contains(1)
    assert wide.rad >= Fraction(1, 50)


def test_piecewise_needs_a_certain_branch():
    third = Ball.around(Fraction(1, 3), Fraction(1, 100))
    step = Piecewise((1, x < Rational(1, 3)), (2, True))
    assert enclose(step, {x: 0}).contains(1)
    with pytest.raises(NoEnclosure):
        enclose(step, {x: third})


def test_relations_are_certain_or_undecided():
    assert holds(x > 1, {x: 2}) is True
    assert holds(Max(x, 1) >= x, {x: Integer(3)}) is True
    assert holds(x > 1, {x: Ball.around(Fraction(1), Fraction(1, 10))}) is None


def test_division_by_zero_has_no_exact_value():
    assert exact_value(1 / (x - 1), {x: 1}) is None
