"""Strict inequalities between functions that are equalities at one point: refuted there, exactly; true beside it."""

import pytest
from sympy import Rational, Symbol, acos, cos, erf, exp, gamma, log, sin, tanh

from lemmata.theory.relations import at_most, less_than
from lemmata.theory.values.exact_value import exact_value
from lemmata.verifier.rules import inequality
from tests.analysis.facts import proved, refuted

t, x, u = Symbol("t", nonnegative=True), Symbol("x", positive=True), Symbol("u", real=True)


@pytest.mark.parametrize(
    ("left", "right", "where"),
    [
        (log(1 + t), t, []),
        (1 + u, exp(u), []),
        (log(x), x - 1, []),
        (1 - exp(-t), t, []),
        (1 - 1 / x, log(x), [x >= 1]),
    ],
)
def test_a_strict_twin_is_refuted_where_it_is_sharp(left, right, where):
    assert refuted(less_than(left, right), inequality, where)
    assert proved(at_most(left, right), inequality, where) == ""


def test_values_at_one_place_are_exact_and_no_others():
    assert [exact_value(f(u), {u: 0}) for f in (exp, cos, sin, tanh, erf)] == [1, 1, 0, 0, 0]
    assert exact_value(log(x) + exp(x - 1), {x: 1}) == 1
    assert all(exact_value(f(u), {u: Rational(1, 2)}) is None for f in (exp, log, sin, tanh, erf, acos, gamma))
    assert exact_value(log(u), {u: 0}) is None
