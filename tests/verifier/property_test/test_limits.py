"""Limits of formulas are decided by leading terms: slow corrections neither refute a true one nor save a wrong one."""

from fractions import Fraction

import pytest

from lemmata.verifier.property_test import property_test
from lemmata.verifier.verdict import Verdict
from tests.depth import often

MANY = ["ridge==0", "n==0", "T >= d + 2"]
CHAIN = ["ridge==0", "T >= d + 2", "T0 >= d + 2"]
LEAST_SQUARES = "sigma^2*d/(T-d-1)"


def verdict(formula, given=MANY, quantity="risk"):
    return property_test(formula, quantity, sense="limit", given=given, near_misses=False)


@pytest.mark.parametrize(
    "factor",
    ["(1+1/sqrt(T))", "(1+T^(-1/4))", "(1+1/log(T+20))", "(1+1/(1+log(T)))", "(1-exp(-T))", "max(1, 10^15/T)"][
        :: often(2, 1)
    ],
)
def test_a_true_limit_is_held_however_slow_its_corrections(factor):
    assert verdict(f"{LEAST_SQUARES}*{factor}").verdict is Verdict.TESTED


@pytest.mark.parametrize(
    "wrong",
    [
        "*max(1, T/10^15)",
        "+ max(0, T-10^6)",
        "+ max(0, sigma-1000)",
        "*(1 + 1/10^6)",
        "*(1 + (1 - 1/log(T))/1000)",
        "*T^(1/1000)",
        "/log(T+1)^(1/100)",
        "*(1 + min(1/10^3, T/10^30))",
    ][:: often(2, 1)],
)
def test_a_wrong_limit_is_refuted_however_late_it_shows(wrong):
    assert verdict(LEAST_SQUARES + wrong).verdict is Verdict.REFUTED


def test_what_is_not_decided_is_said_to_be_undecided_and_never_refuted_by_finite_sizes():
    found = verdict(f"{LEAST_SQUARES}*(1 + sin(T)/T)")
    assert found.verdict is Verdict.UNDECIDED
    assert "not decided" in found.reason


def test_the_values_of_a_counterexample_are_the_limits_themselves():
    found = verdict("2*sigma^2*phi/(1-phi)")
    assert found.formula_value == 2 * found.true_value
    assert isinstance(found.true_value, Fraction)
    assert "true limit" in next(found.lines())


def test_a_limit_must_hold_wherever_the_risk_is_finite():
    published = "n*phi0*sigma0^2/(1-phi0) + sigma^2*phi/(1-phi)"
    assert verdict(published, CHAIN).verdict is Verdict.TESTED
    assert verdict(published.replace("/(1-phi0)", "/(1-n)"), CHAIN).verdict is Verdict.REFUTED


@pytest.mark.parametrize(
    ("right", "wrong", "quantity", "given"),
    [
        ("pi/2*kappa^(-1/2)", "pi/3*kappa^(-1/2)", "df1", ["beta==2"]),
        ("pi/beta*kappa^(-1/beta)/sin(pi/beta)", "pi/beta*kappa^(-1/beta)", "df1", ["beta==3"]),
        ("log(1/kappa)/2", "log(1/kappa)", "spectral_sum", ["q==2", "beta==2", "u==5"]),
        ("pi^2/6", "pi^2/7", "spectral_sum", ["q==1", "beta==2", "u==4"]),
    ],
)
def test_leading_constants_of_spectral_sums_as_kappa_falls(right, wrong, quantity, given):
    assert verdict(right, given, quantity).verdict in (Verdict.TESTED, Verdict.PROVED)
    assert verdict(wrong, given, quantity).verdict is Verdict.REFUTED
