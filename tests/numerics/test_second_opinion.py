"""Two implementations that share nothing agree over forty orders of magnitude of kappa, at p and at 2p digits."""

from fractions import Fraction

import mpmath
import pytest

from numerics import InputError, spectral_sum
from numerics.second_opinion import estimate


def mp(value):
    return mpmath.mpf(value.numerator) / value.denominator


@pytest.mark.parametrize("beta", ["11/10", "3/2", "2", "37/10"])
@pytest.mark.parametrize("kappa", ["1", "1e-5", "1e-20", "1e-40"])
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
