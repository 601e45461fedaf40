"""Infinite sums, products and integrals: narrow balls around the classical values; none where there is no value."""

from fractions import Fraction

import pytest
from sympy import (
    Abs,
    Catalan,
    E,
    Integer,
    Integral,
    Max,
    Product,
    Rational,
    Sum,
    Symbol,
    binomial,
    coth,
    exp,
    factorial,
    floor,
    gamma,
    lambdify,
    log,
    oo,
    pi,
    sin,
    sinh,
    sqrt,
    tan,
    zeta,
)
from sympy.abc import k, x, y

from lemmata.theory.values.enclosure import NoEnclosure, Undefined, enclose, undefined_at
from tests.oracles.mpmath_terms import estimate_terms

KNOWN = [
    (Sum(1 / k**2, (k, 1, oo)), pi**2 / 6),
    (Sum(k ** Rational(-3, 2), (k, 1, oo)), zeta(Rational(3, 2))),
    (Sum((2 * k + 3) ** (-sqrt(5)), (k, 0, oo)), 2 ** (-sqrt(5)) * zeta(sqrt(5), Rational(3, 2))),
    (Sum(k / ((k + 2) * (k + 4) * (k + 8)), (k, 1, oo)), Rational(4, 35)),
    (Sum(1 / (2 * k + 1) ** 2, (k, 0, oo)), pi**2 / 8),
    (Sum(1 / (k**2 + 1), (k, 1, oo)), (pi * coth(pi) - 1) / 2),
    (Sum((k + 1) / k**3, (k, 1, oo)), zeta(2) + zeta(3)),
    (Sum((-1) ** k / (2 * k + 1) ** 2, (k, 0, oo)), Catalan),
    (Sum((-1) ** (k + 1) / k**2, (k, 1, oo)), pi**2 / 12),
    (Sum((-1) ** k / k**2, (k, 2, oo)), 1 - pi**2 / 12),
    (Sum(2 ** (-k), (k, 1, oo)), Integer(1)),
    (Sum(k * Rational(-1, 2) ** k, (k, 1, oo)), Rational(-2, 9)),
    (Sum(exp(-k), (k, 0, oo)), 1 / (1 - exp(-1))),
    (Sum(1 / factorial(k), (k, 0, oo)), E),
    (Sum(binomial(2 * k, k) / 8**k, (k, 0, oo)), sqrt(2)),
    (Sum(factorial(k) ** 2 / factorial(2 * k), (k, 1, oo)), Rational(1, 3) + 2 * pi * sqrt(3) / 27),
    (Sum(1 / k**2 + 2 ** (-k), (k, 1, oo)), pi**2 / 6 + 1),
    (Product(1 - 1 / k**2, (k, 2, oo)), Rational(1, 2)),
    (Product(1 + 1 / k**2, (k, 1, oo)), sinh(pi) / pi),
    (Product((2 * k) ** 2 / ((2 * k - 1) * (2 * k + 1)), (k, 1, oo)), pi / 2),
    (Integral(exp(-(x**2)), (x, -oo, oo)), sqrt(pi)),
    (Integral(exp(10**12 * x - 10**24 * x**2), (x, -oo, oo)), sqrt(pi) * exp(Rational(1, 4)) / 10**12),
    (Integral(x ** Rational(3, 2), (x, 0, 1)), Rational(2, 5)),
    (Integral(1 / sqrt(x), (x, 0, 1)), Integer(2)),
    (Integral(x ** Rational(-9, 10), (x, 0, 1)), Integer(10)),
    (Integral(log(x), (x, 0, 1)), Integer(-1)),
    (Integral(1 / (1 + x**2), (x, 0, oo)), pi / 2),
    (Integral(exp(-x) * x ** Rational(1, 3), (x, 0, oo)), gamma(Rational(4, 3))),
    (Integral(Abs(x - Rational(1, 3)), (x, 0, 1)), Rational(5, 18)),
    (Integral(Max(x, 1 - x), (x, 0, 1)), Rational(3, 4)),
    (Integral(x, (x, 1, 0)), Rational(-1, 2)),
]


@pytest.mark.parametrize(("expr", "value"), KNOWN, ids=str)
def test_the_ball_is_narrow_and_holds_the_classical_value(expr, value):
    ball = enclose(expr)
    assert ball.overlaps(enclose(value))
    assert ball.rad < Fraction(1, 10**20)


@pytest.mark.parametrize(
    "expr",
    [
        Sum(1 / k, (k, 1, oo)),
        Sum(k ** Rational(-9, 10), (k, 1, oo)),
        Sum(k, (k, 1, oo)),
        Sum((-1) ** k, (k, 1, oo)),
        Sum((-1) ** k / k, (k, 1, oo)),
        Sum(2**k / k**5, (k, 1, oo)),
        Sum(1 / (k - 3) ** 2, (k, 1, oo)),
        Sum(1 / sqrt(k**2 + k), (k, 1, oo)),
        Product(1 - 1 / k, (k, 2, oo)),
        Product(k / (k + 1), (k, 1, oo)),
        Integral(1 / x, (x, 1, oo)),
        Integral(1 / x, (x, 0, 1)),
        Integral(1 / x, (x, -1, 1)),
        Integral(1 / (x - 2) ** 2, (x, 0, 3)),
        Integral(tan(x), (x, 0, 3)),
        Integral(1 / log(x), (x, Rational(1, 2), 2)),
        Integral(x / (exp(x) - 3), (x, 0, 2)),
    ],
    ids=str,
)
def test_what_diverges_has_no_value(expr):
    with pytest.raises(Undefined, match=r"diverges|zero under"):
        enclose(expr)


@pytest.mark.parametrize(
    ("expr", "why"),
    [
        (Sum(1 / (k * log(k)), (k, 2, oo)), "no bound was found for the sum of 1"),
        (Sum(sin(k) / k, (k, 1, oo)), "no bound was found for the sum of sin"),
        (Integral(floor(x), (x, 0, 1)), "floor under an integral"),
        (Integral(log(x), (x, -2, -1)), "log"),
        (Integral(sqrt(x) * sqrt(x - 1), (x, -2, -1)), "at infinity"),
        (Integral(sin(x) / x, (x, 0, oo)), "sin"),
    ],
    ids=lambda value: "" if isinstance(value, str) else str(value),
)
def test_what_is_not_known_to_converge_gets_none(expr, why):
    with pytest.raises(NoEnclosure, match=why):
        enclose(expr)


@pytest.mark.parametrize(
    ("term", "first"),
    [(log(k) / k**2, 2), (sqrt(k) / (k**2 + 1), 1), (exp(-sqrt(k)), 1), (1 / (1 + k ** Rational(3, 2) / 1000), 1)],
    ids=str,
)
def test_smooth_sums_agree_with_a_second_opinion(term, first):
    ball = enclose(Sum(term, (k, first, oo)))
    estimate = estimate_terms(lambdify(k, term.xreplace({k: k + first - 1}), "mpmath"), None)
    assert abs(float(ball.mid) - float(estimate.value)) < 1e-9


def test_parameters_are_put_in():
    assert enclose(Sum(1 / (k * (k + x)), (k, 1, oo)), {x: 2}).contains(Fraction(3, 4))
    assert enclose(Sum(k ** (-y), (k, 1, oo)), {y: 2}).overlaps(enclose(pi**2 / 6))


def test_binomial_coefficients_beyond_an_integer_are_zero_and_refute_nothing():
    a = Symbol("a", positive=True)
    series = Sum(binomial(a, k) * x**k, (k, 0, oo))
    assert undefined_at(series, {a: Fraction(1), x: Fraction(1, 3)}) is None
    assert undefined_at(Sum(gamma(3 - k) * x**k, (k, 1, oo)), {x: Fraction(1, 3)}) is not None
