"""Programs of integers give what exact evaluation gives, and nothing where there is no value."""

from fractions import Fraction

import pytest
from sympy import (
    Abs,
    And,
    Eq,
    Max,
    Min,
    Mod,
    Ne,
    Not,
    Or,
    Product,
    Rational,
    Sum,
    Symbol,
    binomial,
    ceiling,
    factorial,
    floor,
    true,
)

from lemmata.theory.structure.counted import Permuted
from lemmata.theory.values.exact_value import exact_value
from lemmata.theory.values.integer_program import compiled, condition

a, b, k = (Symbol(name, integer=True) for name in "abk")

EXPRESSIONS = [
    a + 2 * b - 3,
    a * b**2 / 7,
    (a + Rational(1, 2)) ** -2,
    Mod(a * b, 5) + Mod(-a, 3),
    Max(a, b, 2) - Min(a, -b) + Abs(a - 9),
    Sum(Mod(k * a, 4), (k, 1, b)),
    Product(k + a, (k, 0, b)),
    Sum(k, (k, 1, 0)) + 2**b,
    Permuted(3, Mod(a, 6), (b - Mod(b, 2)) / 2),
]


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=str)
def test_programs_agree_with_exact_values(expression):
    for point in ({a: 3, b: 2}, {a: 11, b: 4}, {a: 0, b: 1}):
        assert Fraction(compiled(expression)(dict(point))) == exact_value(expression, point)


@pytest.mark.parametrize(
    "expression",
    [
        1 / a,
        Mod(b, a),
        Sum(k, (k, 3, a)),
        Permuted(3, 7, a),
        2 ** (1 / (a + 2)),
        binomial(b, a) ** 0 * 0 + b ** Rational(1, 2),
    ],
)
def test_no_value_is_no_number(expression):
    with pytest.raises(ArithmeticError):
        compiled(expression)({a: 0, b: 2})


def test_numbers_of_things():
    """Pascal's rule at every place of a triangle; a number of things is a small one, and not negative."""
    pascal = compiled(binomial(a, b) + binomial(a, b + 1) - binomial(a + 1, b + 1))
    assert not any(pascal({a: n, b: m}) for n in range(9) for m in range(9))
    halves = compiled(floor(a / 2) + ceiling(a / 2) - a)
    assert not any(halves({a: n}) for n in range(-5, 6))
    assert compiled(factorial(a))({a: 20}) == 2432902008176640000
    for expression in (factorial(a), binomial(a, b), binomial(b, a), factorial(b**9)):
        with pytest.raises(ArithmeticError):
            compiled(expression)({a: -1, b: 5})


def test_conditions():
    relation = And(Or(a > 2, Eq(Mod(b, 2), 0)), Not(Eq(a, 5)), Ne(b, 7))
    assert [condition(relation)({a: x, b: y}) for x, y in ((3, 1), (5, 2), (0, 4), (0, 1), (4, 7))] == [
        True, False, True, False, False,
    ]  # fmt: skip
    assert condition(true)({})
