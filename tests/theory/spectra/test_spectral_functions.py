"""Spectral sums and kappa in SymPy: identities, certified decimals, NumPy code."""

from fractions import Fraction

import numpy as np
import pytest
from sympy import (
    Derivative,
    Float,
    Function,
    Limit,
    Rational,
    Sum,
    Symbol,
    coth,
    expand_func,
    lambdify,
    latex,
    limit,
    oo,
    pi,
    pretty,
    sqrt,
    srepr,
    sympify,
)

from lemmata.numerics import Ball, InputError, df1
from lemmata.numerics.fixed_points.kappa import kappa_power_law
from lemmata.theory.notation import T, beta, d, kappa, ridge
from lemmata.theory.spectra.spectral_functions import Df1, Df2, Kappa, SpectralSum
from lemmata.theory.values.enclosure import NoEnclosure, enclose

HALF, SMALL = Rational(1, 2), Rational(1, 10**12)
EXACT = {beta: Rational(11, 10), kappa: SMALL, d: 10**15, T: 1000, ridge: Rational(1, 10**6)}


def agrees(left, right, digits=40):
    """Whether two numbers are equal, judged by the digits of both."""
    a, b = left.evalf(digits), right.evalf(digits)
    assert isinstance(a, Float)
    return abs(a - b) <= Float(10, digits) ** (1 - digits) * abs(b)


@pytest.mark.parametrize("at", [Rational(1), Rational(1, 3), sqrt(2), pi, SMALL])
def test_df1_is_a_hyperbolic_cotangent_at_beta_2(at):
    """sum 1/(1 + kappa k^2) = (y coth y - 1)/2 with y = pi/sqrt(kappa) (DLMF 4.36.3)."""
    y = pi / sqrt(at)
    assert agrees(Df1(2, at), (y * coth(y) - 1) / 2)


def test_sums_expand_in_degrees_of_freedom():
    """kappa sum lambda^a/(lambda + kappa)^q = sum lambda^a/(lambda + kappa)^(q-1) - sum lambda^(a+1)/(..)^q."""
    one = Df1(beta, kappa, d)
    assert expand_func(one + kappa * one.diff(kappa) - Df2(beta, kappa, d)) == 0
    assert expand_func(SpectralSum(0, 1, beta, kappa, d)) == (d - one) / kappa
    untouched = SpectralSum(1, 3, beta, kappa, d)
    assert expand_func(untouched) == untouched
    for a, q in ((0, 2), (1, 2), (1, 3), (2, 3), (0, 4)):
        whole = SpectralSum(a * beta, q, beta, kappa, d)
        assert agrees(whole.subs(EXACT), expand_func(whole).subs(EXACT), 30)


@pytest.mark.parametrize("size", [d, oo])
@pytest.mark.parametrize("capacity", [Rational(11, 10), Rational(3, 2), 3])
def test_df2_is_df1_plus_kappa_df1_prime(capacity, size):
    identity = Df1(capacity, kappa, size) + kappa * Df1(capacity, kappa, size).diff(kappa)
    exact = {**EXACT, beta: capacity}
    assert agrees(identity.subs(exact), Df2(capacity, kappa, size).subs(exact))


@pytest.mark.parametrize("function", [Df1(beta, kappa, 7), Df2(beta, kappa, 7), SpectralSum(3, 4, beta, kappa, 7)])
def test_a_derivative_is_that_of_the_written_out_sum(function):
    written = function.rewrite(Sum).doit().subs(beta, 2)
    exact = {kappa: Rational(2, 7)}
    assert function.diff(kappa).subs(beta, 2).rewrite(Sum).doit().subs(exact) == written.diff(kappa).subs(exact)
    assert agrees(function.subs(beta, 2).subs(exact), written.subs(exact))


@pytest.mark.parametrize("size", [oo, 10**15, 40])
@pytest.mark.parametrize("letter", [T, ridge])
def test_the_derivatives_of_kappa_are_its_difference_quotients(letter, size):
    """The central difference of step h has an error of order h^2."""
    exact = {beta: Rational(3, 2), T: Rational(50), ridge: Rational(1, 100)}
    h = Rational(1, 10**12)
    curve = Kappa(beta, T, ridge, size)
    above, below = (curve.subs({**exact, letter: exact[letter] + step}) for step in (h, -h))
    slope = curve.diff(letter).subs(exact).evalf(40)
    assert abs(((above - below) / (2 * h)).evalf(40) / slope - 1) < 1e-18


def test_kappa_solves_its_equation():
    found = Kappa(beta, T, ridge, d).subs(EXACT)
    equation = ridge + found * Df1(beta, found, d) / T - found
    assert abs(equation.subs(EXACT).evalf(30)) < 1e-40
    assert enclose(equation.subs(EXACT), digits=60).contains(0)


def test_isotropic_kappa_is_the_root_of_a_quadratic():
    for samples, penalty in ((10, HALF), (30, SMALL), (10, 0), (10, sqrt(2))):
        found = Kappa(0, samples, penalty, 30)
        assert agrees(found, Kappa(0, T, ridge, 30).rewrite(sqrt).subs({T: samples, ridge: penalty}))


def test_edge_cases_have_their_exact_values():
    assert Kappa(beta, 20, 0, 20) == 0
    assert Kappa(beta, 30, ridge, 20).diff(ridge).subs(ridge, 0) == 3  # 1/(1 - d/T)
    assert Df1(beta, 0, 7) == Df2(beta, 0, 7) == 7
    assert Df1(1, kappa) == Df2(HALF, kappa) == SpectralSum(1, 2, 5, kappa) == oo
    assert Df1(1, kappa, d) != oo
    assert Df1(1, Symbol("x")) != oo  # nothing is known about the sign of x


@pytest.mark.parametrize("digits", [5, 15, 50, 200])
@pytest.mark.parametrize("function", [
    Df1(Rational(11, 10), SMALL), Df2(Rational(37, 10), sqrt(2)), Kappa(2, 100, 0), Kappa(Rational(3, 2), 10, sqrt(2)),
    SpectralSum(2, 3, Rational(3, 2), Rational(1, 10**40), 10**15),
])  # fmt: skip
def test_all_digits_that_are_returned_are_right(function, digits):
    """Against a ball with more digits than were asked for."""
    shown = Rational(str(function.evalf(digits)))
    ball = enclose(function, digits=digits + 20)
    unit = abs(ball.upper) / 10 ** (digits - 1)
    assert abs(shown - ball.mid) <= unit


def test_cancellation_takes_more_digits_and_not_fewer_correct_ones():
    """1/kappa's df1 against d: the difference is 10^-30 of either."""
    tiny = Rational(1, 10**40)
    lost = (20 - Df1(2, tiny, 20)) / tiny
    assert agrees(lost, Rational(sum(k**2 for k in range(1, 21))), digits=20)


def test_differences_of_neighbours_keep_their_digits():
    """To first order in the step of 10^-30 it is minus the step times the derivative."""
    near = Rational(1, 3) + Rational(1, 10**30)
    difference = (Df1(2, near) - Df1(2, Rational(1, 3))).evalf(20)
    slope = Df1(2, kappa).diff(kappa).subs(kappa, Rational(1, 3))
    assert abs(difference / (slope * Rational(1, 10**30)).evalf(20) - 1) < 1e-18


def test_a_power_law_of_small_kappa_meets_its_leading_terms():
    """df1 = pi/(2 sqrt kappa) - 1/2 at beta = 2, up to exp(-2 pi/sqrt kappa)."""
    assert agrees(Df1(2, Rational(1, 10**40)), pi / 2 * 10**20 - HALF)


def test_derivatives_obey_the_chain_rule():
    chained = SpectralSum(3, 2, beta, kappa**2, d).diff(kappa)
    assert chained == -4 * kappa * SpectralSum(3, 3, beta, kappa**2, d)


def test_balls_reach_through_expressions():
    at = {beta: Fraction(3, 2), kappa: Fraction(1, 10), d: 50}
    ball = enclose(Df1(beta, kappa, d) - 1, at, digits=25)
    assert ball.contains(df1("3/2", "1/10", 50, digits=40).mid - 1)
    assert ball.accurate_to(20)
    wide = Ball.around(Fraction(1, 10), Fraction(1, 10**9))
    assert enclose(Df1(beta, kappa, d), {**at, kappa: wide}, digits=5).contains(df1("3/2", "1/10", 50, digits=40).mid)


def test_a_float_is_refused_and_never_evaluated_by_itself():
    inexact = Df1(2, 0.1)
    assert isinstance(inexact, Df1)
    with pytest.raises(InputError, match=r"^kappa = 0\.1"):
        inexact.evalf()
    assert agrees(Df1(2, kappa).evalf(30, subs={kappa: Rational(1, 10)}), Df1(2, Rational(1, 10)), 30)


def test_bad_input_is_named():
    for argument, function in {
        "kappa": Df1(2, -1), "beta": Df1(sqrt(2), 1), "d": Df1(2, 1, HALF), "T": Kappa(2, -3, 1),
        "q": SpectralSum(2, HALF, 2, 1),
    }.items():  # fmt: skip
        with pytest.raises(InputError, match=f"^{argument} = "):
            function.evalf()
    with pytest.raises(InputError, match=r"^beta = 1: must be > 1"):
        Kappa(1, 10, 1).evalf()
    with pytest.raises(NoEnclosure, match="kappa = -1: must be > 0"):
        enclose(Df1(2, kappa), {kappa: -1})


def test_what_is_not_known_stays_as_it_is():
    assert isinstance(Df1(beta, kappa).diff(beta), Derivative)
    assert isinstance(limit(Df1(2, kappa), kappa, 0), Limit)
    assert Df1(2, kappa).evalf() == Df1(2, kappa)
    unknown = Df1(2, Function("g")(1))
    assert unknown.evalf() == unknown


def test_printing_names_the_sum_and_reads_back():
    for function in (Df1(beta, kappa, d), Kappa(beta, T, ridge), SpectralSum(2, 1, beta, kappa)):
        assert sympify(srepr(function), locals={f.__name__: f for f in (Df1, Kappa, SpectralSum)}) == function
    assert latex(1 / Df2(beta, kappa, d)) == r"\frac{1}{\mathrm{df}_{2}\left(\kappa; \beta, d\right)}"
    assert latex(Kappa(beta, T, Symbol("lambda")) ** 2) == r"\kappa^{2}\left(\lambda, T; \beta, \infty\right)"
    assert latex(SpectralSum(2, 1, 2, kappa) ** 2).startswith(r"\left(\sum_{k=1}^{\infty}")
    assert latex(SpectralSum(Symbol("k"), 1, 2, kappa)).startswith(r"\sum_{k_{0}=1}")  # k is taken
    assert pretty(Df1(beta, kappa, d)) == "df₁(κ, β, d)"


@pytest.mark.parametrize("size", [oo, 10**15, 300])
def test_numpy_code_meets_the_certified_values(size):
    where = np.array([1e-12, 1e-5, 1.0])
    for function in (Df1(Rational(11, 10), kappa, size), SpectralSum(2, 3, Rational(3, 2), kappa, size)):
        values = lambdify(kappa, function / 2 + 1)(where)
        for at, value in zip(where, values, strict=True):
            truth = (function / 2 + 1).subs(kappa, Rational(at)).evalf(20)
            assert abs(value / truth - 1) < 2e-14


def test_numpy_code_composes():
    """d kappa/d ridge on a grid of T and ridge, with T on both sides of d."""
    code = lambdify((T, ridge), Kappa(Rational(3, 2), T, ridge, 50).diff(ridge))
    samples, penalties = np.array([20.0, 100.0]), np.array([[0.0], [1e-3]])
    for row, penalty in zip(code(samples, penalties), penalties[:, 0], strict=True):
        for value, T_value in zip(row, samples, strict=True):
            truth = kappa_power_law("3/2", int(T_value), Rational(penalty), 50).derivative
            assert abs(value / float(truth.mid) - 1) < 1e-12


def test_numpy_code_takes_parameters_at_run_time():
    code = lambdify((beta, kappa, d), Df1(beta, kappa, d))
    assert abs(code(1.5, np.array([0.25]), 1e6)[0] / Df1(Rational(3, 2), Rational(1, 4), 10**6).evalf(20) - 1) < 1e-14
