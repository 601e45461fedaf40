"""Spectral functions in SymPy: identities, certified digits, NumPy code."""

from fractions import Fraction

import numpy as np
import pytest
from sympy import Float, Rational, Sum, coth, lambdify, latex, pi, pretty, sqrt, symbols

from numerics import InputError, spectral_sum
from theory.enclosure import enclose
from theory.notation import T, beta, d, kappa, ridge
from theory.spectral_functions import NUMPY, DegreesOfFreedom, Kappa, SpectralSum, df1, df2


def test_df2_is_df1_plus_kappa_df1_prime():
    assert (df1(beta, kappa, d) + kappa * df1(beta, kappa, d).diff(kappa) - df2(beta, kappa, d)).expand() == 0


def test_derivatives_by_kappa_raise_the_power():
    assert SpectralSum(3, 2, beta, kappa, d).diff(kappa) == -2 * SpectralSum(3, 3, beta, kappa, d)
    chained = SpectralSum(3, 2, beta, kappa**2, d).diff(kappa)
    assert chained == -4 * kappa * SpectralSum(3, 3, beta, kappa**2, d)


@pytest.mark.parametrize("m", [1, 2, 3])
def test_a_derivative_is_the_limit_of_difference_quotients(m):
    step = Rational(1, 10**20)
    function = DegreesOfFreedom(m, 2, kappa, 1000)
    slope = function.diff(kappa).subs(kappa, Rational(1, 7)).evalf(15)
    ahead, behind = (function.subs(kappa, Rational(1, 7) + sign * step).evalf(60) for sign in (1, -1))
    assert abs((ahead - behind) / (2 * step) / slope - 1) < 1e-14


@pytest.mark.parametrize(("symbol", "point"), [(ridge, Rational(1, 50)), (T, 40)])
def test_kappa_moves_with_ridge_and_samples_as_its_equation_says(symbol, point):
    fixed = {ridge: Rational(1, 50), T: 40}
    t = symbols("t", positive=True)
    curve = Kappa(Rational(3, 2), T, ridge, 500).subs(symbol, t).subs(fixed)
    slope = curve.diff(t).subs(t, point).evalf(15)
    step = Rational(1, 10**15)
    ahead, behind = (curve.subs(t, point + sign * step).evalf(50) for sign in (1, -1))
    assert abs((ahead - behind) / (2 * step) / slope - 1) < 1e-12


def test_evalf_is_right_to_the_last_digit():
    """df1 of beta = 2 is (x coth x - 1)/2 at x = pi/sqrt kappa."""
    x = pi / sqrt(Rational(1, 1000))
    for digits in (15, 50, 300):
        assert abs(df1(2, Rational(1, 1000)).evalf(digits) - ((x * coth(x) - 1) / 2).evalf(digits + 10)) < Float(
            10
        ) ** (3 - digits)


def test_small_kappa_is_no_harder_than_a_large_one():
    found = df1(2, Rational(1, 10**40)).evalf(40)
    assert abs(found - (pi / 2 * 10**20 - Rational(1, 2)).evalf(60)) < Float(10) ** -15


def test_a_function_of_a_function_keeps_its_digits():
    assert abs(df1(2, Kappa(2, 100, 0)).evalf(60) - 100) < Float(10) ** -55


def test_differences_that_cancel_keep_their_digits():
    near = Rational(1, 3) + Rational(1, 10**30)
    difference = (df1(2, Rational(1, 3)) - df1(2, near)).evalf(20)
    assert (
        abs(difference / (-df1(2, kappa).diff(kappa).subs(kappa, Rational(1, 3)).evalf(25) * Float("1e-30")) - 1)
        < 1e-15
    )


def test_balls_reach_through_expressions():
    ball = enclose(df1(beta, kappa, d) - 1, {beta: Fraction(3, 2), kappa: Fraction(1, 10), d: 50}, digits=25)
    truth = spectral_sum("3/2", 1, "3/2", "1/10", 50, digits=40).mid - 1
    assert ball.contains(truth)
    assert ball.accurate_to(20)


def test_numpy_code_agrees_with_balls_and_needs_a_finite_dimension():
    expression = kappa * df2(Rational(11, 10), kappa, 10**9) + SpectralSum(Rational(1, 2), 2, 2, kappa, 300)
    curve = lambdify(kappa, expression, [NUMPY, "numpy"])
    points = np.array([1e-12, 1e-3, 2.0])
    for value, point in zip(curve(points), points, strict=True):
        truth = enclose(expression, {kappa: Fraction(point)}, digits=20).mid
        assert abs(Fraction(value) / truth - 1) < Fraction(1, 10**14)
    with pytest.raises(InputError, match=r"^d = oo"):
        lambdify(kappa, df1(2, kappa), [NUMPY, "numpy"])(1.0)
    with pytest.raises(InputError, match="Kappa"):
        lambdify(ridge, Kappa(2, 10, ridge), [NUMPY, "numpy"])


def test_printing_is_mathematics():
    assert str(df1(2, kappa)) == "df1(kappa; 2, oo)"
    assert latex(df1(2, kappa)) == r"\mathrm{df}_{1}\left(\kappa\right)"
    assert r"\sum_{k=1}^{d}" in latex(SpectralSum(1, 2, beta, kappa, d))
    assert pretty(df1(2, kappa)) == "df₁(κ)"
    assert df1(2, kappa, 3).rewrite(Sum).doit().subs(kappa, 1) == Rational(1, 2) + Rational(1, 5) + Rational(1, 10)


def test_what_cannot_be_evaluated_stays_or_is_named():
    assert df1(beta, kappa).evalf() == df1(beta, kappa)
    with pytest.raises(InputError, match="rational"):
        df1(sqrt(2), 1).evalf()
    with pytest.raises(InputError, match="diverges"):
        SpectralSum(1, 1, 2, 1).evalf()
