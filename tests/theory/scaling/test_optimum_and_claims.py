"""The optimal ridge and claims, against theorems and against brute force at rational points."""

import math
import random
from fractions import Fraction

import pytest
import sympy

from lemmata.numerics.errors import InputError
from lemmata.theory.scaling import derive_exponents
from lemmata.theory.scaling.claims import judge_claim
from lemmata.theory.scaling.optimum import optimal_ridge


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


def test_the_optimum_is_the_lower_envelope_over_ell():
    """Brute force: at random parameters no ell on a fine grid does better, and the argmin set does as well."""
    found = derive_exponents(2, "3/8", d="T^delta", T0="T^b", n=1, sigma2="T^-s", where=["delta > 1"])
    optimum = optimal_ridge(found)
    draw = random.Random(7)
    for _ in range(30):
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


def test_a_counterexample_at_saturation_has_r_equal_to_one():
    found = derive_exponents("beta", "r", where=["ell > 0", "ell < beta"])
    assert judge_claim(found, "bias >= -2*ell*min(r,1)").verdict == "proved"
    case = next(regime for regime in found.total.regimes if regime.domain.fixed)
    assert case.region.contains({"r": Fraction(1), "beta": Fraction(2), "ell": Fraction(1)})
    assert not case.region.contains({"r": Fraction(2), "beta": Fraction(2), "ell": Fraction(1)})


def test_collapse_theorem_with_its_hypotheses():
    """Theorem 5.1 (arXiv 2402.07712): bias and variance as printed, collapse max(T, d)/T0 T^-(1-ell/beta)."""
    chain = {"d": "T^delta", "T0": "T^b", "n": "T^g", "sigma2": "T^-s"}
    inside = ["ell > 0", "ell < beta", "delta > ell/beta"]
    found = derive_exponents("beta", "r", **chain, where=inside)
    printed = "max(max(-s, 1 - 2*min(r,1)*ell - ell/beta) - (1 - ell/beta), g + max(1,delta) - b - (1 - ell/beta))"
    assert judge_claim(found, printed).verdict == "proved"
    without = derive_exponents(2, "1/2", **chain, where=["ell > 0"])
    refuted = judge_claim(without, printed)
    assert refuted.verdict == "refuted"
    assert refuted.derived != refuted.claimed


def test_corollary_5_2_needs_the_dimension_below_the_sample_size():
    """The printed exponent (b-a)c is right for d << T and wrong for d >> T, where b becomes b - (delta - 1)."""
    printed = "optimum == -min((b - a)*2*beta*min(r,1)/(2*beta*min(r,1)+1), 2*beta*min(r,1))"
    chain = {"d": "T^delta", "T0": "2*T^delta", "n": "T^a", "sigma2": 0}
    claim = printed.replace("b - a", "delta - a")
    above = judge_claim(derive_exponents("beta", "r", **chain, where=["delta > 1", "a <= delta"]), claim)
    assert above.verdict == "refuted"
    corrected = claim.replace("delta - a", "1 - a")
    assert (
        judge_claim(derive_exponents("beta", "r", **chain, where=["delta > 1", "a <= 1"]), corrected).verdict
        == "proved"
    )


@pytest.mark.parametrize("text", ["max(ell", "risk == 1", "ell*max(ell, 1)*min(ell, 2)", "T", "optimum < -1"])
def test_unreadable_claims_are_refused(text):
    with pytest.raises(InputError):
        judge_claim(derive_exponents(2, "1/2"), text)


def test_ridge_must_be_free_to_be_optimised():
    with pytest.raises(InputError, match="to be optimised over"):
        optimal_ridge(derive_exponents(2, "1/2", ell=1))
