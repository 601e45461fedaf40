"""Claims about exponents, against the theorems of a paper: proved with all hypotheses, refuted without one."""

from fractions import Fraction

import pytest

from lemmata.numerics.errors import InputError
from lemmata.theory.scaling import derive_exponents
from lemmata.theory.scaling.claims import judge_claim
from tests.depth import often

BETA_AND_R = often((2, "1/2"), ("beta", "r"))
"""Of the theorems about chains; in a deep run for all of them at once."""


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
    found = derive_exponents(*BETA_AND_R, **chain, where=inside)
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
    above = judge_claim(derive_exponents(*BETA_AND_R, **chain, where=["delta > 1", "a <= delta"]), claim)
    assert above.verdict == "refuted"
    corrected = claim.replace("delta - a", "1 - a")
    assert (
        judge_claim(derive_exponents(*BETA_AND_R, **chain, where=["delta > 1", "a <= 1"]), corrected).verdict
        == "proved"
    )


@pytest.mark.parametrize("text", ["max(ell", "risk == 1", "ell*max(ell, 1)*min(ell, 2)", "T", "optimum < -1"])
def test_unreadable_claims_are_refused(text):
    with pytest.raises(InputError, match=r"claim = .*: must be (written|made|a|about)"):
        judge_claim(derive_exponents(2, "1/2"), text)
