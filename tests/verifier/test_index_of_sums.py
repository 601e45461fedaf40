"""An index that is declared positive and runs through zero is named: SymPy would lose the term at zero."""

import pytest
from sympy import Product, Rational, Sum, Symbol, oo

from lemmata.theory.values.enclosure import enclose
from lemmata.verifier.declared import no_expression

q = Symbol("q", nonnegative=True)
k, j = Symbol("k", integer=True, positive=True), Symbol("j", integer=True)
m = Symbol("m", integer=True, nonnegative=True)


@pytest.mark.parametrize("wrong", [Sum(q**k, (k, 0, oo)), Product(1 + q**k, (k, 0, 3)), Sum(q**m, (m, -1, 2))])
def test_an_index_below_its_kind_is_named(wrong):
    assert "declare" in no_expression(1 + 2 * wrong)


@pytest.mark.parametrize(
    "right", [Sum(q**k, (k, 1, oo)), Sum(q**m, (m, 0, oo)), Sum(q**j, (j, -1, 2)), Sum(q**k, (k, m, 9))]
)
def test_others_are_not(right):
    assert no_expression(right) == ""


def test_the_term_at_zero_counts():
    assert enclose(Sum(q**j, (j, 0, oo)), {q: 0}).contains(1)
    assert enclose(Sum(q**m, (m, 0, oo)), {q: Rational(1, 2)}).contains(2)
