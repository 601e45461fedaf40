"""Factors over the rationals: the product is the expression, and the factors are those that SymPy finds."""

import pytest
import sympy
from sympy import Rational, pi, sqrt

from lemmata.theory.values.factored import factored

a, x, y, z = sympy.symbols("a x y z")


@pytest.mark.parametrize(
    "expression",
    [
        sympy.S.Zero,
        Rational(3, 4) * x**2 - Rational(3, 4) * y**2,
        x / y - y / x,
        (x - y) ** 3 * (y - x) / (2 * z),
        (x**a) ** 2 - 1,
        1 / (x + 1) + 1 / (x - 1),
        sympy.expand((x**2 + y * z + 1) ** 2 * (x - 3 * z) * (5 * y + z)) / (z * y + y),
        sqrt(2) * x**2 - 2 * sqrt(2),
        pi * x + pi,
    ],
    ids=str,
)
def test_factors_are_those_over_the_rationals(expression):
    found = factored(expression)
    assert sympy.cancel(found - expression) == 0
    assert sympy.expand(found / sympy.factor(expression) if expression else found) in (0, 1)


def test_what_does_not_factor_stays():
    assert factored(x**2 - 2) == x**2 - 2
    assert factored(x**2 + y**2 + 1).is_Add
