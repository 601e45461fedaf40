"""The best ridge by numbers: slopes and prefactors against rates that are known by hand."""

import pytest
from sympy import Rational

from lemmata.numerics.errors import InputError
from lemmata.theory.scaling.best_ridge import best_constant, best_slope
from lemmata.theory.scaling.derive import derive_exponents
from tests.depth import often


@pytest.mark.parametrize(("beta", "r"), [(2, "1/2"), (3, "1/3"), ("3/2", "3/4")][:: often(2, 1)])
def test_bias_and_variance_balance_at_the_known_rates(beta, r):
    """T^-ell with ell = beta/(2 beta r + 1), and the risk falls as T^(-2 beta r/(2 beta r + 1)), for r < 1."""
    power = 2 * Rational(beta) * Rational(r)
    for subject, rate in (("ell_star", Rational(beta) / (power + 1)), ("optimum", -power / (power + 1))):
        slope, tolerance = best_slope(derive_exponents(beta, r), {}, subject)
        assert abs(slope - rate) <= tolerance < 1e-2


def test_the_balance_of_two_powers_gives_the_prefactors():
    """B L + (pi/4) L^(-1/2) is least at L = (pi/4/2/B)^(2/3), for beta = 2, r = 1/2 with B = 1/2, V = pi/4."""
    from math import pi

    exponents, V, B = derive_exponents(2, "1/2"), pi / 4, 1 / 2
    least = (V / (2 * B)) ** (2 / 3)
    ridge, tolerance = best_constant(exponents, {}, "ridge", Rational(-2, 3))
    assert abs(ridge - least) <= tolerance < 1e-3
    risk, tolerance = best_constant(exponents, {}, "optimum", Rational(-2, 3))
    assert abs(risk - (B * least + V / least**0.5)) <= tolerance < 1e-3


def test_a_wrong_exponent_gives_no_prefactor():
    with pytest.raises(InputError, match="settle"):
        best_constant(derive_exponents(2, "1/2"), {}, "optimum", Rational(-1))
