"""Sums and integrals over several letters, in the orders that Tonelli and Fubini allow."""

import pytest
from sympy import Function, Integral, Rational, Sum, Symbol, exp, log, oo, pi, zeta

from lemmata.theory.relations import equal
from lemmata.verifier.rules import integration, summation
from tests.analysis.facts import proved, refuted

p, q, a = (Symbol(name, positive=True) for name in "pqa")
r = Symbol("r", real=True)
i, j, k = (Symbol(name, integer=True) for name in "ijk")
n, m = (Symbol(name, integer=True, positive=True) for name in "nm")
u, v = (Symbol(name, real=True) for name in "uv")
f, g = Function("f", nonnegative=True), Function("g", real=True)

NESTS = [
    (Sum(p**i * q**j, (i, 0, oo), (j, 0, oo)), 1 / ((1 - p) * (1 - q)), 1 / (1 - p * q), summation, [p < 1, q < 1]),
    (Sum(i * j, (i, 1, n), (j, 1, m)), n * (n + 1) * m * (m + 1) / 4, n * m * (n + 1) / 4, summation, []),
    (Sum(1, (i, 1, j), (j, 1, n)), n * (n + 1) / 2, n * (n - 1) / 2, summation, []),
    (Sum(p**k, (k, j, oo), (j, 1, oo)), p / (1 - p) ** 2, p / (1 - p), summation, [p < 1]),
    (Sum(k ** (-j), (j, 2, oo), (k, 2, oo)), 1, 2, summation, []),
    (Sum(1 / (i**2 * j**2), (i, 1, oo), (j, 1, oo)), zeta(2) ** 2, pi**4 / 35, summation, []),
    (Integral(exp(-u - 2 * v), (u, 0, oo), (v, 0, oo)), Rational(1, 2), 1, integration, []),
    (Integral(exp(-u), (v, 0, u), (u, 0, oo)), 1, 2, integration, []),
    (Integral(Sum(p**k * u**k, (k, 0, oo)), (u, 0, 1)), -log(1 - p) / p, -log(1 - p), integration, [p < 1]),
    pytest.param(Integral(Sum(p**k * exp(-(k + 1) * u), (k, 0, oo)), (u, 0, oo)), -log(1 - p) / p, -log(1 - p),
                 integration, [p < 1], marks=pytest.mark.deep),
]  # fmt: skip


@pytest.mark.parametrize(("nest", "value", "wrong", "rule", "where"), NESTS)
def test_one_after_the_other(nest, value, wrong, rule, where):
    assert proved(equal(nest, value), rule, where) == ""
    assert proved(equal(nest, wrong), rule, where) != ""
    assert refuted(equal(nest, wrong), rule, where)


def test_the_order_matters_where_terms_have_both_signs():
    """A finite sum has any order; an infinite one needs terms of one sign, or absolute convergence."""
    triangle = Sum(g(i) * f(j), (i, 1, j), (j, 1, n))
    assert proved(equal(triangle, Sum(g(i) * f(j), (j, i, n), (i, 1, n))), summation, []) == ""
    assert proved(equal(triangle, Sum(g(i) * f(j), (j, i + 1, n), (i, 1, n))), summation, []) != ""
    plane = Sum(f(i) * f(j), (i, 1, j), (j, 1, oo))
    assert proved(equal(plane, Sum(f(i) * f(j), (j, i, oo), (i, 1, oo))), summation, []) == ""
    signed = Sum(g(i) * g(j), (i, 1, j), (j, 1, oo))
    assert proved(equal(signed, Sum(g(i) * g(j), (j, i, oo), (i, 1, oo))), summation, []) != ""
    assert proved(equal(Sum(r**i, (i, j, oo), (j, 0, oo)), 1 / (1 - r) ** 2), summation, [r < 1, r > -1]) == ""
    assert proved(equal(Sum(r**i, (i, j, oo), (j, 0, oo)), 1 / (1 - r) ** 2), summation, [r < 1]) != ""
