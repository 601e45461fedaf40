"""The derivative rule differentiates first and looks at the point afterwards."""

import time

from sympy import Derivative, Eq, Integer, Integral, Sum, Symbol, acot, erf, erfc, exp, oo, pi, sign, sqrt

from lemmata.verifier.obligations import judged
from lemmata.verifier.refuting import counterexample
from lemmata.verifier.rules import differentiate
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict
from tests.pace import within

PROVED = Verdict.PROVED
x, y = Symbol("x", positive=True), Symbol("y", positive=True)


def verdict(before, after, *assumptions):
    return judged(differentiate, Step(before, "=", after), Context(assumptions=assumptions)).verdict


def test_the_derivative_at_a_point_is_not_that_of_the_value_there():
    assert verdict(Derivative(x**2, x), 2 * x, Eq(x, 1)) is Verdict.PROVED
    assert verdict(Derivative(x**2, x), Integer(0), Eq(x, 1)) is not Verdict.PROVED


def test_a_letter_that_an_equation_ties_to_the_variable_is_not_put_in():
    """Under y = x^2 the slope of y^2 in x is 4 x^3 along the curve, and 0 at fixed y: it has to be written with x."""
    assert verdict(Derivative(y**2, x), 4 * x**3, Eq(y, x**2)) is Verdict.UNDECIDED
    assert verdict(Derivative(x**4, x), 4 * x**3, Eq(y, x**2)) is Verdict.PROVED


def test_the_error_functions():
    assert verdict(Derivative(erf(2 * x), x), 4 * exp(-4 * x**2) / sqrt(pi)) is Verdict.PROVED
    assert verdict(Derivative(erfc(x) + erf(x), x), Integer(0)) is Verdict.PROVED
    assert verdict(Derivative(erf(2 * x), x), 2 * exp(-4 * x**2) / sqrt(pi)) is not Verdict.PROVED


def test_an_integral_moves_with_its_ends_where_the_integrand_is_continuous():
    t = Symbol("t", real=True)
    bell = exp(-y * t**2)
    assert verdict(Derivative(Integral(bell, (t, -x, x**2)), x), 2 * x * exp(-y * x**4) + exp(-y * x**2)) is PROVED
    assert verdict(Derivative(Integral(1 / (1 + t**2), (t, x, 5)), x), -1 / (1 + x**2), x < 5) is PROVED
    assert verdict(Derivative(Integral(bell, (t, 0, x)), x), exp(-y * x)) is not PROVED
    assert verdict(Derivative(Integral(bell, (t, 0, x)), x), -exp(-y * x**2)) is not PROVED
    for jumps in (sign(t), 1 / t, 1 / sqrt(t**2)):
        assert verdict(Derivative(Integral(jumps, (t, -1, x)), x), jumps.xreplace({t: x})) is not PROVED
    assert verdict(Derivative(Integral(x * bell, (t, 0, x)), x), x * exp(-y * x**2)) is not PROVED
    within = Integral(bell, (t, 0, x))
    assert verdict(Derivative(Integral(x * bell, (t, 0, x)), x), x * exp(-y * x**2) + within) is PROVED
    assert verdict(Derivative(Integral(bell, (t, 0, oo)), x), Integer(0)) is PROVED


def test_a_sum_may_begin_at_its_first_term_that_is_not_zero():
    n, k = Symbol("n", integer=True, positive=True), Symbol("k", integer=True)
    powers = Derivative(Sum(y * x**k, (k, 0, n)), x)
    assert verdict(powers, Sum(y * k * x ** (k - 1), (k, 1, n))) is PROVED
    assert verdict(powers, Sum((k + 1) * y * x**k, (k, 0, n - 1))) is PROVED
    for wrong in (Sum(y * k * x ** (k - 1), (k, 2, n)), Sum((k + 1) * y * x**k, (k, 0, n)), Sum(k * x**k, (k, 1, n))):
        assert verdict(powers, wrong) is not PROVED
        step = Step(powers, "=", wrong)
        assert counterexample(step, Context()) is not None


def test_a_power_series_has_its_slope_inside_its_interval():
    r, k = Symbol("r", real=True), Symbol("k", integer=True)
    inside, series = (r > -1, r < 1), Derivative(Sum(r**k, (k, 0, oo)), r)
    assert verdict(series, 1 / (1 - r) ** 2, *inside) is PROVED
    assert verdict(series, Sum(k * r ** (k - 1), (k, 1, oo)), *inside) is PROVED
    assert verdict(Derivative(Sum(r**k / k, (k, 1, oo)), r), 1 / (1 - r), *inside) is PROVED
    assert verdict(Derivative(Sum(x**-k, (k, 0, oo)), x), -1 / (x - 1) ** 2, x > 1) is PROVED
    around = Derivative(Sum((2 * r - 1) ** k, (k, 0, oo)), r)
    assert verdict(around, 1 / (2 * (1 - r) ** 2), r > 0, r < 1) is PROVED
    assert verdict(around, 1 / (2 * (1 - r) ** 2), r > -1, r < 1) is not PROVED
    assert verdict(around, 1 / (4 * (1 - r) ** 2), r > 0, r < 1) is not PROVED
    assert verdict(series, Sum(k * r ** (k - 1), (k, 0, oo)), *inside) is not PROVED
    assert verdict(series, Sum(k * r ** (k - 1), (k, 2, oo)), *inside) is not PROVED
    assert verdict(series, 1 / (1 - r) ** 2, r > -1, r <= 1) is not PROVED
    assert verdict(Derivative(Sum(r**k / k, (k, 1, oo)), r), 1 / (1 - r), r >= -1, r < 1) is not PROVED


def test_the_slope_of_an_integral_with_no_closed_form_takes_no_time():
    """SymPy looks for the antiderivative of acot(x) exp(-x^2) for minutes; the end alone moves."""
    tail = Derivative(Integral(acot(x) * exp(-(x**2)), (x, y, oo)), y)
    before = time.process_time()
    assert counterexample(Step(tail, "=", Integer(0)), Context()) is None
    assert within(time.process_time() - before, 5)
