"""The derivative rule differentiates first and looks at the point afterwards."""

from sympy import Derivative, Eq, Integer, Symbol

from lemmata.verifier.rules import differentiate
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

x, y = Symbol("x", positive=True), Symbol("y", positive=True)


def verdict(before, after, *assumptions):
    return differentiate.judge(Step(before, "=", after), Context(assumptions=assumptions)).verdict


def test_the_derivative_at_a_point_is_not_that_of_the_value_there():
    assert verdict(Derivative(x**2, x), 2 * x, Eq(x, 1)) is Verdict.PROVED
    assert verdict(Derivative(x**2, x), Integer(0), Eq(x, 1)) is not Verdict.PROVED


def test_other_equations_are_put_in_before_the_derivative_is_taken():
    assert verdict(Derivative(y**2, x), 4 * x**3, Eq(y, x**2)) is Verdict.PROVED
