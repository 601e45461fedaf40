"""Powers of a ratio below one, and finite products: planted errors are not proved."""

import pytest
from sympy import Integer, Product, Rational, Symbol, exp, gamma, oo, pi

from lemmata.theory.notation import n
from lemmata.theory.values.exact_value import exact_value
from lemmata.verifier.obligations import judged
from lemmata.verifier.rules import algebra, inequality, summation
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

c = Symbol("c", positive=True)
x = Symbol("x", nonnegative=True)
m = Symbol("m", integer=True, nonnegative=True)
k, i = Symbol("k", integer=True, positive=True), Symbol("i", integer=True, positive=True)
proved = Verdict.PROVED


def verdict(rule, before, relation, after, *assumptions):
    return judged(rule, Step(before, relation, after), Context(assumptions=assumptions)).verdict


def test_a_power_of_a_ratio_below_one_lies_between_zero_and_one():
    assert verdict(inequality, c**n * x, "<=", x, c <= 1) is proved
    assert verdict(inequality, 1 - c ** (n + 2), ">=", 1 - c**2, c <= 1) is proved
    assert verdict(inequality, c ** (n + 1), "<=", c**n, c <= 1) is proved


def test_a_ratio_that_may_exceed_one_proves_nothing():
    assert verdict(inequality, c**n * x, "<=", x) is not proved
    assert verdict(inequality, c**n * x, "<=", x, c <= 2) is not proved
    assert verdict(inequality, (c - 2) ** n, "<=", Integer(1), c <= 1) is not proved


def test_what_fails_at_either_end_of_the_range_is_not_proved():
    assert verdict(inequality, c**n, "<=", c, c <= 1) is not proved  # n = 0
    assert verdict(inequality, c**n, ">=", Rational(1, 2), c <= 1) is not proved  # large n
    assert verdict(inequality, 1 - c ** (n + 1), "<=", 1 - c, c <= 1) is not proved
    assert verdict(inequality, c**n * (1 - c**n), "<=", Rational(1, 5), c <= 1) is not proved  # in between


def test_only_whole_exponents_from_zero_count():
    half, negative = Symbol("half", real=True), Symbol("negative", integer=True)
    assert verdict(inequality, c**half, "<=", Integer(1), c <= 1) is not proved
    assert verdict(inequality, c**negative, "<=", Integer(1), c <= 1) is not proved
    assert verdict(inequality, c ** (n - 1), "<=", Integer(1), c <= 1) is not proved


factors = Product((m + 1) * (m + 3) / (m + 2) ** 2, (m, 0, n - 1))
PRODUCTS = [
    (2 * factors, (n + 2) / (n + 1), (n + 3) / (n + 2)),
    (Product(1 - 2 / (k + 2), (k, 1, n)), 2 / ((n + 1) * (n + 2)), 1 / ((n + 1) * (n + 2))),
    (Product(k / (k + c), (k, 1, n)), gamma(n + 1) * gamma(c + 1) / gamma(n + c + 1), gamma(c + 1) / gamma(n + c + 1)),
    (Product(c * exp(-k), (k, 1, n)), c**n * exp(-n * (n + 1) / 2), c**n * exp(-n * (n - 1) / 2)),
    (Product(1 - 1 / k**2, (k, 2, oo)), Rational(1, 2), Rational(2, 3)),
    (Product(4 * k**2 / (4 * k**2 - 1), (k, 1, oo)), pi / 2, Integer(3)),  # Wallis
]


@pytest.mark.parametrize(("product", "value", "wrong"), PRODUCTS, ids=lambda one: str(one)[:24])
def test_a_product_has_its_closed_form_and_no_other(product, value, wrong):
    assert verdict(summation, product, "=", value) is proved
    assert verdict(summation, product, "=", wrong) is not proved
    assert verdict(summation, product, "<=", value) is not proved


ILL = [
    (Product((m - 2) / (m - 3), (m, 1, n)), (n - 2) / -2),  # a pole in the range
    (Product((m + 2) / (m + 1), (m, 2, n)), (n + 2) / Integer(3)),  # a reversed range at n = 0
    (Product(k / (k - i), (k, 1, n)), gamma(n + 1) * gamma(1 - i) / gamma(n + 1 - i)),  # k = i
    (Product(1 - c / k, (k, 1, n)), gamma(n + 1 - c) / (gamma(1 - c) * gamma(n + 1))),  # c = 1
    (Product(1 + 1 / k, (k, 1, oo)), oo),
    (Product(c**k, (k, 1, oo)), Integer(0)),
]


@pytest.mark.parametrize(("product", "value"), ILL, ids=lambda one: str(one)[:24])
def test_a_product_without_a_value_somewhere_has_no_closed_form(product, value):
    assert verdict(summation, product, "=", value) is not proved


def test_conditions_give_values_where_there_are_none_without():
    product, value = ILL[3]
    assert verdict(summation, product, "=", value, c < 1) is proved
    assert verdict(summation, product, "=", value, c < 2) is not proved
    assert verdict(summation, *ILL[1][:1], "=", ILL[1][1], n >= 1) is proved


def test_finite_products_have_exact_values():
    factors = Product(m + 1, (m, 0, n - 1))
    assert [exact_value(factors, {n: k}) for k in (0, 1, 5)] == [1, 1, 120]


def test_gamma_has_a_value_at_every_number_that_is_no_integer():
    """Factors may be negative at first: (1 - 5/2) (2 - 5/2) (3 - 5/2) ..., and no pole is met on the way."""
    half, z, t = Rational(1, 2), Symbol("z", integer=True), Symbol("t", real=True)
    total = Product(k - 5 * half, (k, 1, n))
    assert verdict(summation, total, "=", gamma(n - 3 * half) / gamma(-3 * half), n >= 1) is proved
    assert verdict(summation, total, "=", -gamma(n - 3 * half) / gamma(-3 * half), n >= 1) is not proved
    assert verdict(algebra, gamma(z + half), "=", (z - half) * gamma(z - half)) is proved
    for u in (z + 1, t + half, z / 2 + 1):  # poles, and the first of their neighbours
        assert verdict(algebra, gamma(u), "=", (u - 1) * gamma(u - 1)) is not proved
    assert verdict(inequality, gamma(z - half), ">", Integer(0)) is not proved
