"""Finite sums split at one another's ends: their order is known, and no term is lost or counted twice."""

import pytest
from sympy import Function, Max, Sum, Symbol, exp

from lemmata.theory.relations import equal
from lemmata.verifier.rules import summation
from tests.analysis.facts import proved, refuted

f = Function("f", real=True)
i, z = Symbol("i", integer=True), Symbol("z", integer=True)
TERM = f(i)
a, m, n = (Symbol(name, integer=True, positive=True) for name in "amn")
c, p, q, u = (Symbol(name, positive=True) for name in "cpqu")
x, k = Symbol("x", real=True), Symbol("k", integer=True, positive=True)


def total(first, last, term=TERM):
    return Sum(term, (i, first, last))


bent = Sum(Max(k**-q, p**-q), (k, 1, n))
weighted = Sum(k**-x * Max(k**-q, p**-q) ** -u, (k, 1, n))
knee = (m <= p, p <= m + 1, m <= n)
TRUE = [
    (total(1, n), total(1, m) + total(m + 1, n), (m <= n,)),
    (total(1, m + n), total(1, m) + total(m + 1, m + n), ()),
    (total(z, n), total(z, m) + total(m + 1, n), (z <= m + 1, m <= n)),
    (total(1, n) - total(1, a), total(a + 1, m) + total(m + 1, n), (a <= m, m <= n)),
    (c * total(1, n, exp(-(i**2))), total(1, m, c * exp(-(i**2))) + c * total(m + 1, n, exp(-(i**2))), (m <= n,)),
    (total(1, n, f(i) + 1), total(1, m) + total(m + 1, n) + n, (m <= n,)),
    (bent, Sum(k**-q, (k, 1, m)) + p**-q * (n - m), knee),
    (weighted, Sum(k ** (u * q - x), (k, 1, m)) + p ** (u * q) * Sum(k**-x, (k, m + 1, n)), knee),
]
FALSE = [
    (total(1, n), total(1, m) + total(m + 1, n), ()),  # m may be more than n + 1
    (total(1, n), total(1, m) + total(m, n), (m <= n,)),
    (total(1, n), total(1, m) + total(m + 2, n), (m + 1 <= n,)),
    (total(1, n), total(1, m) + 2 * total(m + 1, n), (m <= n,)),
    (total(1, n), total(1, m) + total(m + 1, n) + f(m), (m <= n,)),
    (total(z, n), total(z, m) + total(m + 1, n), (m <= n,)),
    (total(1, n, f(i) + 1), total(1, m) + total(m + 1, n) + m, (m <= n,)),
    (total(1, n, c * f(i)), total(1, m, c * f(i)) + total(m + 1, n), (m <= n,)),
    (bent, Sum(k**-q, (k, 1, m)) + p**-q * (n - m), knee[:2]),
    (bent, Sum(k**-q, (k, 1, m)) + p**-q * (n - m), (m <= p, p <= m + 2, m <= n)),
    (bent, Sum(k**-q, (k, 1, m)) + p**-q * (n - m), (m + 2 <= p, m <= n)),
    (bent, p**-q * m + Sum(k**-q, (k, m + 1, n)), knee),
    (Sum(Max(k**-x, p**-x), (k, 1, n)), Sum(k**-x, (k, 1, m)) + p**-x * (n - m), knee),
]


@pytest.mark.parametrize(("left", "right", "where"), TRUE, ids=str)
def test_a_sum_is_split(left, right, where):
    assert proved(equal(left, right), summation, where) == ""


@pytest.mark.parametrize(("left", "right", "where"), FALSE, ids=str)
def test_what_is_lost_or_counted_twice_is_no_split(left, right, where):
    assert proved(equal(left, right), summation, where) != ""


def test_a_wrong_split_of_known_terms_is_refuted():
    square = Sum(i**2 * exp(-i), (i, 1, n))
    assert refuted(equal(square, total(1, m, i**2 * exp(-i)) + total(m, n, i**2 * exp(-i))), summation, (m <= n,))
