"""Every function with a ball has SymPy's value in it, with each number of arguments that it may have."""

from fractions import Fraction

import pytest
from sympy import Rational, Symbol
from sympy.core.function import FunctionClass

from lemmata.theory.values.ball_functions import FUNCTIONS
from lemmata.theory.values.enclosure import NoEnclosure, enclose

LETTERS = tuple(Symbol(name) for name in "xyz")
PLACES = [(Fraction(1, 3), Fraction(1, 5)), (Fraction(5, 2), Fraction(4, 3)), (Fraction(2), Fraction(7, 2))]
CASES = [
    (function, count)
    for function in FUNCTIONS
    if isinstance(function, FunctionClass)
    for count in (function.nargs if function.nargs.is_finite_set else (2, 3))
]


@pytest.mark.parametrize(("function", "count"), CASES, ids=str)
def test_the_ball_holds_the_value_of_the_function_of_that_many_arguments(function, count):
    whole_first = [(Fraction(3), *place) for place in PLACES]
    for place in [*((*place, Fraction(1, 7)) for place in PLACES), *whole_first]:
        point = dict(zip(LETTERS, place, strict=True))
        wanted = function(*(Rational(value) for value in place[:count])).evalf(40)
        try:
            ball = enclose(function(*LETTERS[:count]), point, digits=20)
        except NoEnclosure:
            continue  # a refusal is no wrong value
        assert wanted.is_real
        assert abs(Fraction(str(wanted)) - ball.mid) <= ball.rad + abs(ball.mid) / 10**30
