"""Products compared by logarithms: every base has one, not only the product. The rules alone are asked."""

import pytest
from sympy import Function, Ne, Product, Sum, Symbol, exp

from lemmata.theory.notation import n
from lemmata.theory.relations import at_most
from lemmata.verifier.claim import at_most_by
from lemmata.verifier.rules import inequality
from tests.soundness.support import Cases, shown

cases = Cases()
p, q = Symbol("p", positive=True), Symbol("q", positive=True)
x, y, k = Symbol("x", real=True), Symbol("y", real=True), Symbol("k", integer=True)
f, g = Function("f", positive=True), Function("g", real=True)


def below(C, smaller, larger, *where):
    there = {p: 1, q: 1, x: 1, y: 1, n: 1}
    C("claim", at_most(smaller, larger), there, smaller, at_most_by(inequality), larger, where=list(where))


@cases.true
def a_product_of_two_numbers(C):
    below(C, p * q, exp(p + q - 2))


@cases.false
def of_two_that_may_both_be_negative(C):
    below(C, x * y, exp(x + y - 2), x * y > 0)


@cases.true
def two_factors_beyond_minus_one(C):
    below(C, (1 + x) * (1 + y), exp(x + y), x > -1, y > -1)


@cases.false
def two_factors_of_one_sign(C):
    below(C, (1 + x) * (1 + y), exp(x + y), (1 + x) * (1 + y) > 0)


@cases.true
def a_square_of_what_is_positive(C):
    below(C, p**2, exp(2 * p - 2))


@cases.false
def a_square_of_what_may_be_negative(C):
    below(C, x**2, exp(2 * x - 2), Ne(x, 0))


@cases.false
def powers_that_hide_the_sign(C):
    below(C, x**3 * y, exp(3 * x + y - 4), x * y > 0)


@cases.true
def a_product_of_positive_numbers(C):
    below(C, Product(f(k), (k, 1, n)), exp(Sum(f(k) - 1, (k, 1, n))))


@cases.false
def a_product_of_numbers_that_is_positive(C):
    product = Product(g(k), (k, 1, n))
    below(C, product, exp(Sum(g(k) - 1, (k, 1, n))), product > 0)


@pytest.mark.parametrize("name", cases.right)
def test_true_statements_are_shown(name):
    assert shown(cases.right[name])


@pytest.mark.parametrize("name", cases.wrong)
def test_false_statements_are_not(name):
    assert not shown(cases.wrong[name])
