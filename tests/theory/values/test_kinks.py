"""Integrals with kinks and jumps have the values that their pieces add up to."""

import pytest
from sympy import Abs, And, Heaviside, Integer, Integral, Max, Min, Piecewise, Rational, Symbol, exp, oo, pi, sqrt

from lemmata.theory.values.enclosure import enclose
from lemmata.theory.values.kinks import pieces

x = Symbol("x", real=True)
VALUES = [
    (Max(x, 0) ** 2 * exp(-(x**2) / 2), -oo, oo, sqrt(pi / 2)),
    (Abs(Abs(x) - 1), Integer(-2), Integer(2), Integer(2)),
    (Max(x, 1 - x, Rational(2, 3)), Integer(0), Integer(1), Rational(7, 9)),
    (Min(x, 1 - x, Rational(1, 3)), Integer(0), Integer(1), Rational(2, 9)),
    (Heaviside(x - 1) * exp(-x), Integer(0), oo, exp(-1)),
    (Piecewise((x, And(x > 0, x < 1)), (0, True)), Integer(-1), Integer(3), Rational(1, 2)),
]


@pytest.mark.parametrize(("term", "low", "high", "value"), VALUES, ids=lambda one: str(one)[:16])
def test_the_pieces_add_up(term, low, high, value):
    for difference in (Integral(term, (x, low, high)) - value, Integral(term, (x, high, low)) + value):
        found = enclose(difference, digits=15)
        assert found.lower <= 0 <= found.upper
        assert found.rad < Rational(1, 10**12)


def test_where_a_range_runs_backwards_its_ends_say_on_which_side_of_the_kink_they_are():
    assert pieces(Integral(Abs(x), (x, 2, -1))) == (Integral(x, (x, 2, 0)), Integral(-x, (x, 0, -1)))
    assert pieces(Integral(Abs(x), (x, -1, -2))) == (Integral(-x, (x, -1, -2)),)


def test_a_kink_outside_the_range_does_not_part_it():
    assert pieces(Integral(Abs(x), (x, 1, 2))) == (Integral(x, (x, 1, 2)),)
    assert pieces(Integral(Max(x, 3), (x, 1, 2))) == (Integral(3, (x, 1, 2)),)
    a = Symbol("a", real=True)
    assert pieces(Integral(Abs(x - a), (x, 0, 1))) == ()  # it is not known where a lies
    assert pieces(Integral(Abs(x - a), (x, 0, 1)), lambda relation: True) != ()


def test_beside_a_jump_to_no_value_there_are_no_pieces():
    assert pieces(Integral(Piecewise((1, x < 0)), (x, -1, 1))) == ()
