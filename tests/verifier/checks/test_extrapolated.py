"""A claimed exponent or constant beside the extrapolated one: the tolerance is that of the extrapolation."""

import pytest

from lemmata.theory.scaling.confirm import slope_of
from lemmata.theory.scaling.derive import derive_exponents
from lemmata.verifier.checks.extrapolated import RESOLUTION, looked_at
from lemmata.verifier.verdict import Verdict


@pytest.mark.parametrize("beta", ["3/2", "2", "7/3"])
@pytest.mark.parametrize("r", ["1/3", "3/4", "5/4"])
def test_an_exponent_or_constant_that_is_off_by_little_is_refuted_beside_the_right_one(beta, r):
    found = derive_exponents(beta, r, sigma2=0, ell=0)
    regime = found.total.regimes[0]
    exponent = float(regime.exponent.at({}))
    slope, tolerance = slope_of(found, {})
    assert looked_at("slope", slope, exponent, tolerance, {}).verdict is Verdict.TESTED
    wrong = exponent + max(200 * tolerance, 2 * RESOLUTION)
    assert looked_at("slope", slope, wrong, tolerance, {}).verdict is Verdict.REFUTED
    assert looked_at("slope", slope, wrong, tolerance, {}, "<=").verdict is Verdict.TESTED
    assert looked_at("slope", slope, wrong, tolerance, {}, ">=").verdict is Verdict.REFUTED
    assert looked_at("slope", slope, wrong, tolerance, {}, "<").verdict is Verdict.TESTED
    assert looked_at("slope", slope, wrong, tolerance, {}, ">").verdict is Verdict.REFUTED
    assert looked_at("slope", slope, exponent, tolerance, {}, "<").verdict is Verdict.UNDECIDED


def test_what_is_off_by_less_than_the_resolution_is_neither_tested_nor_refuted():
    assert looked_at("slope", 1.0, 1.0 + RESOLUTION / 4, 1e-9, {}).verdict is Verdict.UNDECIDED
    assert looked_at("slope", 1.0, 1.0 + 2e-14, 1e-14, {}).verdict is Verdict.TESTED


def test_what_has_not_settled_says_nothing():
    assert looked_at("slope", 1.0, 2.0, 1.0, {}).verdict is Verdict.UNDECIDED
    assert looked_at("slope", 1.0, 1.0, float("inf"), {}).verdict is Verdict.UNDECIDED
