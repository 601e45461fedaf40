"""Sums, integrals and slopes whose letters are free in them, whose order matters, or whose ends have passed."""

import pytest
from sympy import (
    Abs,
    Derivative,
    Function,
    Integral,
    KroneckerDelta,
    Rational,
    Sum,
    Symbol,
    acot,
    exp,
    frac,
    log,
    oo,
    sqrt,
    sympify,
)

from lemmata.theory.relations import equal
from lemmata.verifier.claim import by
from lemmata.verifier.rules import differentiate, integration, summation
from lemmata.verifier.verdict import Verdict
from tests.depth import some
from tests.soundness.support import holds, shown, status_of

i, j, k, n, m = (Symbol(name, integer=True, positive=True) for name in "ijknm")
e = Symbol("e", integer=True)
a, p, q, u, v = (Symbol(name, positive=True) for name in "apquv")
r, x = Symbol("r", real=True), Symbol("x", real=True)
f, g = Function("f", nonnegative=True), Function("g", real=True)
h = Rational(1, 2)
POINT = {i: 2, j: 2, n: 2, m: 2, a: 1, p: h, q: h, u: h, v: 1, r: Rational(1, 4), x: 0}

TRUE = [
    (Integral(exp(-u - v), (u, 0, oo), (v, 0, u)), 1 - exp(-u), integration),
    (Integral(u * v, (u, 0, v), (v, 0, u)), u**4 / 8, integration),
    (Derivative(Integral(u**2, (u, 0, u)), u), u**2, differentiate),
    (Derivative(Integral(sqrt(u), (u, 0, x)), x), sqrt(x), differentiate, x > 0),
    (Sum(i, (i, 1, j), (i, 1, n)), n * j * (j + 1) / 2, summation),
    (Sum(1, (i, 1, n), (j, 1, i)), n * i, summation),
    (Sum(Sum(i, (i, 1, i)), (i, 1, n)), n * (n + 1) * (n + 2) / 6, summation),
    (Sum(g(i) * f(j), (i, 1, j - 1), (j, 1, n)), Sum(g(i) * f(j), (j, i + 1, n), (i, 1, n)), summation),
    (Sum(f(i) * f(j), (i, 1, oo), (j, 1, n)), Sum(f(i) * f(j), (j, 1, n), (i, 1, oo)), summation),
    (Sum(1, (i, j, m), (j, 1, n)), n * m - n * (n - 1) / 2, summation, n <= m + 1),
    (Sum((-1) ** i * p**j, (i, 1, 2), (j, 1, oo)), 0, summation, p < 1),
    (Derivative(Integral(log(a**2 + u**2), (u, 0, 1)), a), Integral(2 * a / (a**2 + u**2), (u, 0, 1)), differentiate),
    (Derivative(Integral(exp(-(u**2)), (u, -a, a)), a), 2 * exp(-(a**2)), differentiate),
    (Derivative(Sum(p**k / k, (k, 1, oo)), p), 1 / (1 - p), differentiate, p < 1),
    (Derivative(Integral(exp(-(x**2)), (x, r, oo)), r), -exp(-(r**2)), differentiate),
    (Derivative(Integral(exp(-x), (x, r**2, oo)), r), -2 * r * exp(-(r**2)), differentiate),
    (Derivative(Integral(exp(x), (x, -oo, r)), r), exp(r), differentiate),
    (Derivative(Integral((x + 1) ** -2, (x, r, oo)), r), -1 / (r + 1) ** 2, differentiate, r > -1),
]
"""Statements with their rule and domain; each is proved."""

FALSE = [
    (Integral(exp(-u - v), (u, 0, oo), (v, 0, u)), h, integration),
    (Integral(u * v, (u, 0, v), (v, 0, u)), u**4 / 4, integration),
    (Derivative(Integral(u**2, (u, 0, u)), u), 2 * u**2, differentiate),
    (Derivative(Integral(exp(-(u**2)), (u, 0, u)), u), 2 * exp(-(u**2)) - 1, differentiate),
    (Sum(i, (i, 1, j), (i, 1, n)), j * n * (n + 1) / 2, summation),
    (Sum(1, (i, 1, n), (j, 1, i)), n * (n + 1) / 2, summation),
    (Sum(j, (i, 1, n), (j, 1, i)), Sum(k * (k + 1) / 2, (k, 1, n)), summation),
    (Sum(g(i) * f(j), (i, 1, n), (j, 1, i)), Sum(g(k) * f(j), (j, 1, k), (k, 1, n)), summation),
    (Sum(f(i) * Sum(g(j), (j, 1, i)), (i, 1, j)), Sum(f(i) * g(k), (i, k, j), (k, 1, i)), summation),
    (Sum(g(i) * f(j), (i, 1, j - 1), (j, 1, n)), Sum(g(i) * f(j), (j, i, n), (i, 1, n - 1)), summation),
    (Sum(g(i) * f(j), (i, 1, j - 2), (j, 1, n)), Sum(g(i) * f(j), (j, i + 2, n), (i, 1, n)), summation),
    (Sum(f(i) - f(j), (i, 1, oo), (j, 1, n)), Sum(f(i) - f(j), (j, 1, n), (i, 1, oo)), summation),
    (Sum(1, (i, j, m), (j, 1, n)), n * m - n * (n - 1) / 2, summation, n <= m + 2),
    (Sum((1 - p) * p ** (j - 1) * (-1) ** i, (i, 1, j), (j, 1, oo)), 1, summation, p < 1),
    (Sum(KroneckerDelta(i, j) - KroneckerDelta(i, j + 1), (i, 1, oo), (j, 1, oo)), 1, summation),
    (Derivative(Integral(log(x**2 + u**2), (u, 0, 1)), x), Integral(2 * x / (x**2 + u**2), (u, 0, 1)), differentiate),
    (Derivative(Integral(r**3 * exp(-(r**2) * u), (u, 0, oo)), r),
     Integral((3 * r**2 - 2 * r**4 * u) * exp(-(r**2) * u), (u, 0, oo)), differentiate),
    (Derivative(Integral(acot(u - a), (u, 0, 1)), a), Integral(1 / (1 + (u - a) ** 2), (u, 0, 1)), differentiate),
    (Derivative(Integral(frac(u + a), (u, 0, 1)), a), 1, differentiate),
    (Derivative(Integral(1 / (1 + u), (u, 0, r)), r), 1 / (1 + r), differentiate),
    (Derivative(Integral(sqrt(u), (u, 0, x)), x), sqrt(x), differentiate, x >= 0),  # of no function below 0
    (Derivative(Sum(p**k / k, (k, 1, oo)), p), 1 / (1 - p), differentiate, p <= 1),
    (Derivative(Integral(exp(-(x**2)), (x, r, oo)), r), exp(-(r**2)), differentiate),
    (Derivative(Integral(exp(-x), (x, r**2, oo)), r), -exp(-(r**2)), differentiate),
    (Derivative(Integral(exp(-x), (x, -oo, r)), r), exp(-r), differentiate),
    (Derivative(Integral((x + 1) ** -2, (x, r, oo)), r), -1 / (r + 1) ** 2, differentiate, r > -2),
    (Derivative(Integral(1 / u, (u, a, oo)), a), -1 / a, differentiate),
    (Derivative(Sum(2 ** (-k), (k, n, oo)), n), -(2 ** (-n)), differentiate),
    (Derivative(Integral(exp(-a * u), (u, a, oo)), a), -exp(-(a**2)), differentiate),
]  # fmt: skip
"""Their twins, and others that look like theorems; no rule shows one."""

UNSETTLED = [
    (Integral(exp(-u * v) - 2 * exp(-2 * u * v), (u, 0, 1), (v, 1, oo)),
     Integral(exp(-u * v) - 2 * exp(-2 * u * v), (v, 1, oo), (u, 0, 1)), integration),
]  # fmt: skip
"""Exchanges without absolute convergence, of integrals that have no closed form that is found."""

NOT_REFUTED = [
    (Derivative(Integral(u**r, (u, 0, 1)), r), -1 / (1 + r) ** 2, r > -1),
    (Derivative(Sum(p**e, (e, 0, n)), p), Sum(e * p ** (e - 1), (e, 0, n))),
    (Derivative(Sum(r**e, (e, 0, oo)), r), 1 / (1 - r) ** 2, Abs(r) < 1),
    (Derivative(Integral(exp(-a * u), (u, 0, oo)), a), -1 / a**2),
]
"""True slopes whose closed forms SymPy differentiates to no number, or to zero at a single place."""


def case(left, right, rule, *where):
    used = left.free_symbols.union(*(one.free_symbols for one in (sympify(right), *where)))
    point = {symbol: POINT[symbol] for symbol in used}
    return lambda C: C("c", equal(left, right), point, left, by(rule), right, where=list(where))


@pytest.mark.parametrize("claim", some(TRUE))
def test_true_ones_are_proved(claim):
    assert holds(case(*claim))


@pytest.mark.parametrize("claim", some([*UNSETTLED, *FALSE]))
def test_false_ones_are_not_shown(claim):
    assert not shown(case(*claim))


@pytest.mark.parametrize("claim", some(NOT_REFUTED))
def test_true_slopes_are_not_refuted(claim):
    left, right, *where = claim
    assert status_of(case(left, right, differentiate, *where)).verdict is not Verdict.REFUTED
