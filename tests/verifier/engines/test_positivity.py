"""Inequalities between integers are stronger than between reals: i > j is i - j >= 1, and k^2 >= k."""

import pytest
from sympy import Rational, Symbol, symbols

from lemmata.verifier.engines.positivity import implied

i, j, k = symbols("i j k", integer=True)
m = Symbol("m", integer=True, positive=True)
x, y = symbols("x y", real=True)


@pytest.mark.parametrize(
    ("relation", "assumptions"),
    [
        (i - j >= 1, [i > j]),
        (2 * i - j >= 1, [2 * i > j]),
        (i - j / 2 >= Rational(1, 2), [i > j / 2]),
        (2 * i - 2 * j >= 2, [2 * i > 2 * j]),
        (i * j >= 1, [i * j > 0]),
        (i * j >= 1, [i / j > 0]),
        (k**2 >= k, []),
        (m**2 >= m, []),
    ],
    ids=str,
)
def test_what_holds_between_integers_is_proved(relation, assumptions):
    assert implied(relation, assumptions).answer == "proved"


@pytest.mark.parametrize(
    ("relation", "assumptions"),
    [
        (x - y >= 1, [x > y]),
        (i - x >= 1, [i > x]),
        (i - j >= 2, [i > j]),
        (i - j / 2 >= 1, [i > j / 2]),
        (x**2 >= x, []),
        (k**2 >= 2 * k, []),
        (i * x >= 1, [i * x > 0]),
        (i > 0, [i**2 > 0]),
    ],
    ids=str,
)
def test_what_does_not_is_not(relation, assumptions):
    assert implied(relation, assumptions).answer != "proved"
