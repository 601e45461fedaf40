"""Equations among the assumptions are solved where a letter stands on both sides, and only where that is possible."""

import pytest
from sympy import Eq, Ne, Symbol, sqrt

from lemmata.theory.relations import equal
from lemmata.verifier.obligations import judged
from lemmata.verifier.rules import given
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

a, b = Symbol("a", positive=True), Symbol("b", positive=True)
x, y, z = (Symbol(name, real=True) for name in "xyz")
k = Symbol("k", positive=True)
REST = [Eq(x, a * x + b), Eq(y, a * y + x), Eq(z, a**2 * z + 2 * a * y + x)]


def verdict(statement, where):
    step = Step(statement.lhs, statement.relation, statement.rhs)
    return judged(given, step, Context(assumptions=tuple(where))).verdict


@pytest.mark.parametrize(
    ("right", "wrong", "where"),
    [
        (equal(x, b / (1 - a)), equal(x, b / (1 + a)), [REST[0], a < 1]),
        (equal(y, b / (1 - a) ** 2), equal(y, b / (1 - a)), [*REST[:2], a < 1]),
        (equal(z * (1 - a) ** 3, b), equal(z * (1 - a) ** 2, b), [*REST, a < 1]),
        (equal(x + y, 3), equal(x + y, 2), [Eq(2 * x - y, 3), Eq(x + 2 * y, 4)]),
        (equal(x**3, 2 * x), equal(x, sqrt(2)), [Eq(x**2, 2)]),
        (equal(k, (sqrt(5) - 1) / 2), equal(k, (sqrt(5) + 1) / 2), [Eq(k**2 + k, 1)]),
        (equal(x**4 + 2 * x**2 * y**2, 1 - y**4), equal(x**4, 1 - y**4), [Eq(x**2 + y**2, 1)]),
        (equal(x**2, y**2), equal(x, y), [Eq(x**2 + 1, y**2 + 1)]),
        (equal(k / 8 + a / k, sqrt(a / 2)), equal(k / 8 + a / k, sqrt(a)), [Eq(k, sqrt(8 * a))]),
    ],
)
def test_what_is_at_rest_is_found(right, wrong, where):
    assert verdict(right, where) is Verdict.PROVED
    assert verdict(wrong, where) is not Verdict.PROVED


def test_an_equation_whose_slope_may_vanish_gives_nothing():
    """x = a x says that x is zero, but for a = 1; a^2 k^2 = a^2 (k = 1) is one whose leading coefficient may vanish."""
    assert verdict(equal(k, 1), [Eq(x**2 * k**2, x**2)]) is not Verdict.PROVED
    assert verdict(equal(x, 0), [Eq(x, a * x)]) is not Verdict.PROVED
    assert verdict(equal(x, 0), [Eq(x, a * x), Ne(a, 1)]) is Verdict.PROVED
