"""Two implementations that share nothing agree over forty orders of magnitude of kappa, at p and at 2p digits."""

from fractions import Fraction

import mpmath
import pytest

from lemmata.numerics import InputError, spectral_sum
from lemmata.numerics.fixed_points.kappa import kappa_diagonal, kappa_power_law
from lemmata.numerics.fixed_points.mpmath_kappa import estimate_kappa, listed, power_law
from lemmata.numerics.sums.mpmath_sums import estimate
from tests.depth import DEEP


def mp(value):
    return mpmath.mpf(value.numerator) / value.denominator


@pytest.mark.parametrize("beta", ["11/10", "3/2", "2", "37/10"] if DEEP else ["11/10", "2"])
@pytest.mark.parametrize("kappa", ["1", "1e-5", "1e-20", "1e-40"] if DEEP else ["1", "1e-20"])
@pytest.mark.parametrize("d", [None, 1000, 10**15])
def test_at_p_and_at_2p_digits_mpmath_lies_in_the_ball(beta, kappa, d):
    for u, q in ((Fraction(beta), 1), (2 * Fraction(beta), 2)):
        ball = spectral_sum(u, q, beta, kappa, d, digits=25)
        for digits in (15, 30):
            found = estimate(u, q, beta, kappa, d, digits=digits)
            with mpmath.workdps(80):
                assert abs(found.value - mp(ball.mid)) <= mp(ball.rad) + found.error
                assert found.error <= abs(found.value) * mpmath.mpf(10) ** -(digits + 5)


@pytest.mark.parametrize(("u", "q", "d"), [("27/10", 2, None), ("1/2", 1, 10**6), ("-1", 3, 5000), (0, 2, 10**9)])
def test_sums_that_are_no_degrees_of_freedom_agree_too(u, q, d):
    ball, found = spectral_sum(u, q, "3/2", "1e-6", d, digits=25), estimate(u, q, "3/2", "1e-6", d, digits=20)
    with mpmath.workdps(60):
        assert abs(found.value - mp(ball.mid)) <= mp(ball.rad) + found.error


@pytest.mark.parametrize(
    ("argument", "parameters"), [("u", (1, 1, 2, 1)), ("kappa", (2, 1, 2, 0)), ("q", (2, 0, 2, 1))]
)
def test_bad_input_is_named(argument, parameters):
    with pytest.raises(InputError, match=f"^{argument} = "):
        estimate(*parameters)


@pytest.mark.parametrize(
    ("beta", "T", "ridge", "d"),
    [
        ("3/2", 100, 0, None),
        ("11/10", 50, "1e-8", None),
        (2, 100, "1e-30", 50),
        (3, 10, "1e5", None),
        (2, 50, "1e-300", 51),
    ],
)
def test_the_root_by_bisection_and_newton_lies_in_the_certified_ball(beta, T, ridge, d):
    certified = kappa_power_law(beta, T, ridge, d, digits=25)
    found = estimate_kappa(power_law(beta, d), T, ridge, digits=15)
    for one, other in ((certified.kappa, found.kappa), (certified.df1, found.df1), (certified.df2, found.df2)):
        with mpmath.workdps(60):
            assert abs(other.value - mp(one.mid)) <= mp(one.rad) + other.error
            assert other.error <= other.value * mpmath.mpf(10) ** -14


def test_a_listed_spectrum_and_the_edge_without_a_positive_root():
    found = estimate_kappa(listed([mpmath.mpf(1), mpmath.mpf(1) / 2]), 4, "1/10", digits=15)
    certified = kappa_diagonal([1, "1/2"], 4, "1/10").kappa
    with mpmath.workdps(60):
        assert abs(found.kappa.value - mp(certified.mid)) <= mp(certified.rad) + found.kappa.error
    assert estimate_kappa(listed([mpmath.mpf(1)]), 2, 0).kappa.value == 0


@pytest.mark.parametrize(("argument", "T", "ridge"), [("T", 0, 1), ("ridge", 1, -1)])
def test_bad_input_of_the_root_is_named(argument, T, ridge):
    with pytest.raises(InputError, match=f"^{argument} = "):
        estimate_kappa(power_law(2, None), T, ridge)
