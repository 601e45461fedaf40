"""The optimal ridge, against theorems and against brute force at rational points."""

import math
import random
from fractions import Fraction

import pytest
import sympy

from lemmata.numerics.errors import InputError
from lemmata.theory.scaling import derive_exponents
from lemmata.theory.scaling.claims import judge_claim
from lemmata.theory.scaling.optimum import optimal_ridge
from tests.depth import often


def test_minimum_of_the_crossing_powers_that_computer_algebra_gets_wrong():
    """min over ell of max(-ell, ell/2 - 1) is -2/3 at ell = 2/3; SymPy's minimum of such maxima says 0."""
    (regime,) = optimal_ridge(derive_exponents(2, "1/2")).regimes
    assert (regime.low, regime.high, str(regime.exponent)) == (Fraction(2, 3), Fraction(2, 3), "-2/3")


def test_optimal_constant_where_two_power_laws_balance():
    """lambda* = (V/(2 r beta b))^(beta/(1+2 beta r)), value b lambda*^(2r) (1 + 2 r beta), at b = 1/2, V = pi/4."""
    (regime,) = optimal_ridge(derive_exponents(2, "1/2")).regimes
    b, v = 0.5, 3.141592653589793 / 4
    ridge = (v / (2 * b)) ** (2 / 3)
    assert abs(float(regime.ridge) - ridge) < 1e-12
    assert abs(float(regime.constant) - b * ridge * 3) < 1e-12


@pytest.mark.parametrize(("samples", "known"), [("T^(1/3)", False), ("T^(2/5)", True)])
def test_a_third_term_of_the_order_of_the_optimum_counts_in_its_constant(samples, known):
    """What generators lose is level in ell: of order T^-2/3 on T^(1/3) rows, where bias and variance balance."""
    (regime,) = optimal_ridge(derive_exponents(2, "1/2", T0=samples, n=1, sigma0_2="T^-5")).regimes
    assert (regime.low, str(regime.exponent)) == (Fraction(2, 3), "-2/3")
    assert (regime.constant is not None, regime.ridge is not None) == (known, known)
    assert bool(regime.unknown) is not known


def test_the_optimum_is_the_lower_envelope_over_ell():
    """Brute force: at random parameters no ell on a fine grid does better, and the argmin set does as well."""
    found = derive_exponents(2, "3/8", d="T^delta", T0="T^b", n=1, sigma2="T^-s", where=["delta > 1"])
    optimum = optimal_ridge(found)
    draw = random.Random(7)
    for _ in range(often(8, 30)):
        point = {"s": Fraction(draw.randint(-20, 60), 12)}
        point["delta"] = 1 + Fraction(draw.randint(1, 30), 12)
        point["b"] = point["delta"] + Fraction(draw.randint(0, 40), 12)
        regime = optimum.at(point)
        least = regime.minimum.value.exponent.at(point)
        grid = [Fraction(k, 6) for k in range(-20, 30)]
        assert min(found.total.exponent_at({**point, "ell": ell}) for ell in grid) >= least
        for end in (regime.minimum.low, regime.minimum.high):
            if end is not None:
                assert found.total.exponent_at({**point, "ell": end.at(point)}) == least


def test_clean_rate_for_symbolic_capacity_and_source():
    """ell* = beta/(2 beta r_ + 1) and rate 2 beta r_/(2 beta r_ + 1), r_ = min(r, 1); Cui et al., arXiv 2105.15004."""
    found = derive_exponents("beta", "r")
    assert judge_claim(found, "optimum == -2*beta*min(r,1)/(2*beta*min(r,1)+1)").verdict == "proved"
    assert judge_claim(found, "ell_star == beta/(2*beta*min(r,1)+1)").verdict == "proved"
    assert judge_claim(found, "optimum == -2*beta*min(r,1)/(2*beta*min(r,1)+2)").verdict == "refuted"


def test_the_optimal_ridge_at_saturation_carries_a_power_of_the_logarithm():
    """beta = 2, r = 1: minimise (ell/2) log(T) L^2 T^-2ell + (pi/4) L^(-1/2) T^(ell/2-1), so L ~ log(T)^(-2/5)."""
    (regime,) = optimal_ridge(derive_exponents(2, 1)).regimes
    T = sympy.Symbol("T", positive=True)
    assert regime.log_power == sympy.Rational(1, 5)
    for size in (10**20, 10**300):
        a, b = 0.2 * math.log(size), math.pi / 4
        best = (b / (4 * a)) ** 0.4
        assert abs(float(regime.ridge.subs(T, size)) / best - 1) < 1e-12
        least = a * best**2 + b * best**-0.5
        assert abs(float(regime.constant) * math.log(size) ** 0.2 / least - 1) < 1e-12


def test_ridge_must_be_free_to_be_optimised():
    with pytest.raises(InputError, match="to be optimised over"):
        optimal_ridge(derive_exponents(2, "1/2", ell=1))
