"""Factorials, sines, series and long sums: inequalities that hold, and twins that fail by little or far out."""

import pytest
from sympy import (
    E,
    Integer,
    Product,
    Rational,
    Sum,
    Symbol,
    acos,
    asin,
    binomial,
    cos,
    cot,
    exp,
    factorial,
    gamma,
    harmonic,
    log,
    oo,
    pi,
    sin,
    sqrt,
    tan,
    zeta,
)

from lemmata.theory.relations import at_least, at_most, equal, greater_than, less_than
from lemmata.verifier.claim import at_least_by, at_most_by, greater_than_by, less_than_by
from lemmata.verifier.rules import inequality
from lemmata.verifier.verdict import Verdict
from tests.depth import some
from tests.soundness.support import holds, shown, status_of

p, q = Symbol("p", positive=True), Symbol("q", positive=True)
x = Symbol("x", real=True)
m, n = (Symbol(name, integer=True, positive=True) for name in "mn")
k = Symbol("k", integer=True)
POINT = {p: 1, q: Rational(1, 2), x: 0, m: 2, n: 2}
WAYS = {
    "<=": (at_most, at_most_by),
    ">=": (at_least, at_least_by),
    "<": (less_than, less_than_by),
    ">": (greater_than, greater_than_by),
}

TRUE = [
    (log(factorial(m)), ">=", m * log(m) - m + 1),
    (log(factorial(m)), "<=", m * log(m)),
    (factorial(m), ">=", (m / E) ** m * E),
    (factorial(m), "<=", ((m + 1) / Integer(2)) ** m),
    (binomial(2 * m, m), "<=", 4**m),
    (harmonic(m, 2), "<", 2),
    (harmonic(m, 2), "<=", pi**2 / 6 - 1 / (m + 1)),
    (zeta(2, p), ">", 1 / p),
    (zeta(2, p), "<=", (p + 1) / p**2),
    (zeta(1 + q), ">", 1 / q + Rational(1, 2)),
    (cos(p), "<", 1, p < pi),
    (cos(p), ">", -1, p < pi),
    (sin(p), ">", 0, p < pi),
    (cos(x), ">", 0, x > -pi / 2, x < pi / 2),
    (tan(p), ">", p, p < pi / 2),
    (cos(x), "<=", 1 - 2 * x**2 / pi**2, x >= -pi / 2, x <= pi / 2),
    (Sum(q**k, (k, 0, oo)), ">=", 1 + q, q < 1),
    (Sum(q**k, (k, 1, oo)), "<=", q / (1 - q), q < 1),
    (Sum(q**k, (k, 0, n)), "<=", 1 / (1 - q), q < 1),
    (sqrt(p) * log(p), ">=", -2 / E),
    ((p - q) * log(p / q), ">=", 0),
    (1 / sin(p), ">=", 1, p < pi),
    (sin(p) + cos(p), ">", 1, p < pi / 2),
    (log(sin(p)), "<", 0, p < pi / 2),
    (factorial(m), ">=", (m / Integer(2)) ** (m / Integer(2))),
    (Sum(1 / (k * (k + 1)), (k, 1, oo)), "<=", 1),
    (p**2 * log(p), ">=", -1 / (2 * E)),
    (factorial(m) ** 3, ">=", m**m),
    (p * log(1 + 1 / p), "<", 1),
    (log(1 + 1 / p), "<=", 1 / sqrt(p * (p + 1))),
    (log(p) * log(q), ">=", 0, p <= 1, q <= 1),
]
"""Statements with their domain; each is proved."""

FALSE = [
    (log(factorial(m)), ">=", m * log(m) - m + 1 + log(m)),
    (log(factorial(m)), ">", m * log(m) - m + 1),
    (factorial(m), ">=", (m / E) ** m * 3),
    (factorial(m), "<=", (m / Integer(2)) ** m),
    (binomial(2 * m, m), "<=", 4**m / m),
    (binomial(n, m), "<=", (n / m) ** m, m <= n),
    (binomial(n, m), ">=", n**m / factorial(m), m <= n),
    (binomial(n, m), ">=", (n / m) ** m),  # zero for m > n
    (harmonic(m, 2), "<=", pi**2 / 6 - 1 / m),
    (zeta(2, p), ">", 1),
    (zeta(2, p), ">", 1, p <= 2),
    (zeta(1 + q), ">=", 1 / q + 1),
    (zeta(q), ">", 1 / (q - 1), q < 1),
    (cos(p), "<", 1, p < 7),
    (cos(p), ">", -1, p < 4),
    (sin(p), ">", 0, p <= pi),
    (cos(x), ">", 0, x >= -pi / 2, x < pi / 2),
    (tan(p), ">", p, p < pi),
    (cos(x), "<=", 1 - x**2 / 2, x >= -pi / 2, x <= pi / 2),
    (Sum(q**k, (k, 0, oo)), ">=", 1 + 2 * q, q < 1),
    (Sum(q**k, (k, 1, oo)), "<=", q / (1 - q), q <= 1),
    (Sum(q**k, (k, 0, n)), "<=", 1 / (1 - q), q < 2),
    (sqrt(p) * log(p), ">=", -1 / E),
    (p**2 * log(p), ">=", -1 / (3 * E)),
    (q**2 * x, ">=", 0, q < 1),
    (sqrt(p) * (p - 1), ">=", 0),
    (sin(p) * log(p), ">=", 0, p < pi),
    (sin(p) + cos(p), ">", 1, p <= pi / 2),
    (factorial(m), ">=", m**2, m >= 3),
    (factorial(m), "<=", (m / Integer(2) + Rational(49, 100)) ** m),
    (log(factorial(m)) - log(factorial(n)), ">=", 0, m >= n - 1),
    (Sum(sin(m), (m, 1, n)), ">=", 0, m <= 3),  # what is assumed of a free letter says nothing of a bound one
    (Sum(sin(m * p), (m, 1, n)), ">=", 0, m * p < pi),
    (Product(cos(m * p), (m, 1, n)), ">", 0, p < pi / 2),
    (Sum(q**k, (k, 1, oo)), ">=", q + q**2 + q**3),
    (Sum(1 / (k * (k + 1)), (k, 1, oo)), "<=", Rational(999, 1000)),
    (factorial(m) ** 2, ">", m**m),
    (factorial(m) ** 2, ">=", (m + 1) ** m),
    (gamma(p + 1), ">=", (p / E) ** p * (1 + p / 100) ** 2),  # limits that are right at one end only
    (p * log(p) ** 2, "<=", 4 / E**2, p <= 6),
    (p * log(p) ** 2, "<", 4 / E**2, p <= 1),
    (sin(x), ">", 0, x >= 0, x <= pi),
    (sin(x), ">=", 0, x >= 0, x <= pi + Rational(1, 1000)),
    (cot(p), "<=", 1 / p - p / 2, p < pi),
    (cot(p), "<=", 1 / p, p <= pi),
    (q**n, "<=", 1 / (3 * n * (1 - q)), q < 1),
    ((1 + 1 / p) ** p, "<=", E - Rational(1, 1000)),
    (p * log(1 + 1 / p), "<=", Rational(99, 100)),
    (exp(-p), ">", Rational(1, 1000)),
    (log(p) * log(q), ">=", 0, p <= 1),
]
"""Their twins, false or without a value somewhere; the rule alone shows none."""


def case(left, relation, right, *where):
    statement, by = WAYS[relation]
    used = (left - right).free_symbols.union(*(one.free_symbols for one in where))
    point = {symbol: value for symbol, value in POINT.items() if symbol in used}
    return lambda C: C("c", statement(left, right), point, left, by(inequality), right, where=list(where))


@pytest.mark.parametrize("claim", some(TRUE), ids=str)
def test_true_inequalities_are_proved(claim):
    assert holds(case(*claim))


@pytest.mark.parametrize("claim", some(FALSE), ids=str)
def test_false_ones_are_not_shown(claim):
    assert not shown(case(*claim)) or not holds(case(*claim))


FAR_OUT = [
    (Product(1 - 3 * m / Integer(1000), (m, 1, n)), ">=", 0),  # first false at n = 334
    (Product(1 - m / Integer(4999), (m, 1, n)), ">", 0),
    (Product(1 + 1 / m, (m, 1, n)), "<=", 2000),
    (Sum(1 / m, (m, 1, n)), "<=", 9),
    (Sum(1 / m, (m, 1, n)), "<=", 14),  # at n = 675,214
    (Sum(1 / sqrt(m), (m, 1, n)), "<=", 100),
    (Sum(1 / m**2, (m, 1, n)), "<=", Rational(16449, 10000)),
    (Sum((-1) ** m * m, (m, 1, n)), "<=", 1000),
    (Sum(log(m) / m, (m, 1, n)), "<=", 20),
]


@pytest.mark.parametrize("claim", some(FAR_OUT), ids=str)
def test_sums_and_products_that_fail_far_out_are_refuted(claim):
    left, relation, right = claim
    found = status_of(lambda C: C("c", WAYS[relation][0](left, right), {n: 2}))
    assert found.verdict is Verdict.REFUTED


@pytest.mark.parametrize(
    ("left", "right"),
    [(Product(1 - 1 / (m + 1), (m, 1, n)), 0), (Sum(1 / m**2, (m, 1, n)), Rational(16449, 10**4) / 2)],
)
def test_true_ones_are_not(left, right):
    assert status_of(lambda C: C("c", at_least(left, right), {n: 2})).verdict is not Verdict.REFUTED


@pytest.mark.parametrize("value", [Rational(22, 10), Rational(21, 10)])
def test_slowly_converging_sums_are_compared_by_certified_tails(value):
    """The sum over m >= 2 of 1/(m log(m)^2) is 2.10974...: half of it lies beyond m = 10."""
    total = Sum(1 / (m * log(m) ** 2), (m, 2, oo))
    assert status_of(lambda C: C("c", equal(total, value), {})).verdict is Verdict.REFUTED
    bound = status_of(lambda C: C("c", at_most(total, value), {}, total, at_most_by(inequality), value))
    assert bound.verdict is (Verdict.PROVED if value > 2.11 else Verdict.REFUTED)


@pytest.mark.parametrize(("right", "refuted"), [(pi / 2, False), (pi / 3, True), (2 * asin(x), True)])
def test_inverse_functions_are_compared_in_balls(right, refuted):
    found = status_of(lambda C: C("c", equal(asin(x) + acos(x), right), {x: 0}, where=[x <= 1, x >= -1]))
    assert (found.verdict is Verdict.REFUTED) is refuted


def test_an_inverse_sine_beyond_one_has_no_value():
    found = status_of(lambda C: C("c", equal(asin(x) + acos(x), pi / 2), {x: 0}))
    assert found.verdict is Verdict.REFUTED
    assert "outside of [-1, 1]" in found.reason
