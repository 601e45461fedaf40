"""Calls of mpmath that answer wrongly and without a warning, beside the certified value.

If one of these tests fails, mpmath has been mended there; the trap may then be taken off the list.
"""

import mpmath
import pytest

from lemmata.numerics import df1, df2, spectral_sum


def shown(ball):
    with mpmath.workdps(40):
        return mpmath.mpf(ball.mid.numerator) / ball.mid.denominator


def summed(beta, kappa, q=1, u=0):
    """nsum as one writes it: sum k^(q beta - u - q beta) ... at 15 digits."""
    with mpmath.workdps(15):
        b, x = mpmath.mpf(beta), mpmath.mpf(kappa)
        return mpmath.nsum(lambda k: k**-u / (1 + x * k**b) ** q, [1, mpmath.inf])


@pytest.mark.parametrize(
    ("beta", "kappa", "least"),
    [("1.5", "1", 0.05), ("1.1", "1", 0.3), ("1.5", "1e-3", 0.1), ("2", "1e-8", 0.9), ("2", "1e-20", 0.99)],
)
def test_nsum_of_the_degrees_of_freedom_is_silently_wrong(beta, kappa, least):
    """At beta = 2, kappa = 1e-8 it returns about 150 for 15707.46: the number of terms that it took."""
    truth = shown(df1(beta, kappa, digits=25))
    assert abs(summed(beta, kappa) / truth - 1) > least


def test_nsum_of_the_second_degrees_of_freedom_is_wrong_in_the_fourth_digit():
    truth = shown(df2("1.1", "1", digits=25))
    assert 1e-5 < abs(summed("1.1", "1", q=2) / truth - 1) < 1e-3


def test_nsum_of_a_quickly_converging_sum_is_wrong_from_the_tenth_digit_on():
    truth = shown(df1("3.7", "1", digits=25))
    assert 1e-11 < abs(summed("3.7", "1") / truth - 1) < 1e-8


@pytest.mark.deep
def test_nsum_of_a_bias_sum_is_wrong_in_the_fourth_digit():
    """sum lambda_k k^-1.7/(lambda_k + kappa)^2 at beta = 3/2, kappa = 1e-3."""
    with mpmath.workdps(15):
        b, x = mpmath.mpf("1.5"), mpmath.mpf("1e-3")
        found = mpmath.nsum(lambda k: k ** (b - mpmath.mpf("1.7")) / (1 + x * k**b) ** 2, [1, mpmath.inf])
    truth = shown(spectral_sum("16/5", 2, "3/2", "1e-3", digits=25))
    assert 1e-5 < abs(found / truth - 1) < 1e-2
