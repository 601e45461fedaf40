"""Enclosures contain the truth, and refuse where there is none."""

from fractions import Fraction

import pytest
from sympy import (
    Function,
    Integer,
    Integral,
    Max,
    Piecewise,
    Product,
    Rational,
    Sum,
    acos,
    asin,
    atanh,
    gamma,
    harmonic,
    log,
    oo,
    pi,
    polygamma,
    sqrt,
    zeta,
)
from sympy.abc import j, n, x, y

from lemmata.numerics.ball import Ball
from lemmata.theory.values.enclosure import NoEnclosure, Undefined, enclose, holds, undefined_at
from lemmata.theory.values.exact_value import exact_value


def test_difference_of_squares_at_sqrt_two():
    assert enclose((sqrt(x) - 1) * (sqrt(x) + 1), {x: 2}).contains(1)


def test_radius_meets_the_digits_asked():
    assert enclose(pi, digits=100).accurate_to(100)


@pytest.mark.parametrize("expr", [sqrt(x), log(x), 1 / (x + 1), x ** Rational(1, 3)])
def test_outside_the_domain_there_is_no_ball(expr):
    with pytest.raises(NoEnclosure, match=r"not positive|zero under|negative under"):
        enclose(expr, {x: -1})


@pytest.mark.parametrize("function", [asin, acos, atanh])
def test_inverse_functions_have_values_between_one_and_minus_one_only(function):
    assert enclose(asin(x) + acos(x), {x: Rational(3, 10)}).overlaps(enclose(pi / 2))
    assert enclose(2 * atanh(x), {x: Rational(1, 3)}).overlaps(enclose(log(2)))
    with pytest.raises(Undefined, match="outside"):
        enclose(function(x), {x: -2})


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
    with pytest.raises(NoEnclosure, match=r"the condition x < 1/3 is undecided"):
        enclose(step, {x: third})


def test_relations_are_certain_or_undecided():
    assert holds(x > 1, {x: 2}) is True
    assert holds(Max(x, 1) >= x, {x: Integer(3)}) is True
    assert holds(x > 1, {x: Ball.around(Fraction(1), Fraction(1, 10))}) is None


def test_division_by_zero_has_no_exact_value():
    assert exact_value(1 / (x - 1), {x: 1}) is None


def test_division_by_what_vanishes_only_as_a_whole_is_undefined():
    assert undefined_at(1 / (x / 3 - Rational(1, 3)), {x: 1}) is not None
    assert undefined_at(1 / (sqrt(x) * sqrt(x) - x + 1), {x: 2}) is None


@pytest.mark.parametrize(
    ("expr", "at"),
    [
        (1 / x, 0),
        (x / x**2, 0),
        (log(x), 0),
        (log(x), -1),
        (sqrt(x), -1),
        (x ** Rational(1, 3), -8),
        (x ** (-y), 0),
        (gamma(x), -2),
        (polygamma(1, x), 0),
        (zeta(x), 1),
        (harmonic(x), -1),
        (0 * y + x * log(x), 0),
        (Sum(1 / (j - x), (j, 1, 4)), 2),
        (Sum(j, (j, 3, x)), 1),
        (Sum(j, (j, 1, x)), Fraction(3, 2)),
        (Sum(1 / j, (j, 1, oo)) + x, 1),
        (Sum((-1) ** j / j, (j, 1, oo)) + x, 1),
        (Sum(1 / (j - x) ** 2, (j, 1, oo)), 20),
        (Product(1 + x / j, (j, 1, oo)), 1),
        (Integral(1 / y, (y, x, oo)), 1),
        (Piecewise((1 / x, x < 1), (2, True)), 0),
    ],
    ids=str,
)
def test_what_certainly_has_no_value_is_said_to_be_undefined(expr, at):
    assert undefined_at(expr, {x: at, y: 1}) is not None
    with pytest.raises(Undefined, match=r"pole|diverges|range of j|not positive|zero under|negative under"):
        enclose(expr, {x: at, y: 1})


@pytest.mark.parametrize(
    ("expr", "at"),
    [
        (1 / x, 1),
        (x**x, 0),
        (x**y, 0),
        (sqrt(x), 0),
        (gamma(x), -Fraction(1, 2)),
        (Sum(j, (j, 3, x)), 2),
        (Sum(1 / (j - x), (j, 1, 4)), 5),
        (Piecewise((1 / x, x > 0), (2, True)), 0),
        (Piecewise((1, x < 1), (1 / x, True)), 0),
    ],
    ids=str,
)
def test_its_neighbours_have_values(expr, at):
    assert undefined_at(expr, {x: at, y: 1}) is None
    enclose(expr, {x: at, y: 1})


def test_what_nobody_can_evaluate_is_not_undefined():
    unknown = Function("f")(x)
    with pytest.raises(NoEnclosure, match="f has no enclosure") as caught:
        enclose(unknown, {x: 1})
    assert not isinstance(caught.value, Undefined)
    assert undefined_at(unknown, {x: 1}) is None
