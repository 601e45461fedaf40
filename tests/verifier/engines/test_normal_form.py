"""The normal form decides rational identities, both ways."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Function, Integer, log, sqrt, together
from sympy.abc import n, x, y

from lemmata.verifier.engines.normal_form import NotAlgebraic, vanishes

atoms = st.sampled_from([x, y, Integer(1), Integer(2), Integer(-3)])
expressions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda p: p[0] + p[1]),
        st.tuples(inner, inner).map(lambda p: p[0] * p[1]),
        inner.map(lambda e: 1 / (e**2 + 1)),
    ),
    max_leaves=6,
)


@settings(max_examples=60, derandomize=True, database=None, deadline=None)
@given(expressions, expressions)
def test_every_expansion_is_recognised(a, b):
    assert vanishes((a + b) ** 2 - (a**2 + 2 * a * b + b**2))
    assert vanishes(together(a + b) - a - b)


@settings(max_examples=60, derandomize=True, database=None, deadline=None)
@given(expressions)
def test_no_shifted_expression_is_zero(a):
    assert not vanishes(a - a.xreplace({x: x + 1}) + x**7)


def test_golden_ratio_satisfies_its_equation():
    root = (1 + sqrt(5)) / 2
    assert vanishes(root**2 - root - 1)


def test_quadratic_formula():
    b = x + y - 1
    kappa = (b + sqrt(b**2 + 4 * x)) / 2
    assert vanishes(kappa**2 - b * kappa - x)
    assert not vanishes(kappa**2 - b * kappa - y)


def test_nested_roots():
    assert vanishes(sqrt(1 + sqrt(x)) ** 4 - 1 - 2 * sqrt(x) - x)


def test_opaque_subexpressions_are_generators():
    f = Function("f")
    assert vanishes((f(x) + log(y)) ** 2 - f(x) ** 2 - 2 * f(x) * log(y) - log(y) ** 2)


def test_symbolic_powers_add_in_the_exponent():
    assert vanishes(x ** (n + 1) - x * x**n)
    assert vanishes(x ** (2 * n) - (x**n) ** 2)
    assert not vanishes(x ** (n + 1) - x**n)


def test_division_by_zero_is_refused():
    with pytest.raises(NotAlgebraic, match=r"a division by zero"):
        vanishes(1 / ((x + 1) ** 2 - x**2 - 2 * x - 1) + 1)


def test_one_root_written_in_two_ways_is_one_root():
    assert vanishes(sqrt((x + y) ** 2 + 1) - sqrt(x**2 + 2 * x * y + y**2 + 1))
    assert not vanishes(sqrt(x**2 + 1) - sqrt(x**2 + 2))
