"""Exponents and constants against the model itself, evaluated at T from 10^4 to 10^16."""

from fractions import Fraction
from math import log10

import pytest
import sympy
from flint import arb, ctx

from lemmata.numerics.errors import InputError
from lemmata.numerics.sums.spectral_sums import spectral_sum as certified
from lemmata.theory.models.chain import Chain
from lemmata.theory.models.equivalents import equivalent_risk
from lemmata.theory.scaling import derive_exponents
from lemmata.theory.scaling.confirm import constant_of, richardson, series_of, slope_of
from lemmata.theory.scaling.forms import symbol
from lemmata.theory.scaling.readings.corrections import corrections, law_at
from lemmata.theory.scaling.readings.values import spectral_sum, value_at
from lemmata.theory.spectra.spectra import PowerLaw
from tests.depth import often

MODELS = [
    ({"beta": 2, "r": "3/10", "ell": "oo", "sigma2": 0}, "total"),
    ({"beta": 2, "r": "3/2", "ell": "1/2"}, "total"),
    ({"beta": "3/2", "r": "1/2", "ell": "-1/2"}, "total"),
    ({"beta": 2, "r": "1/2", "d": "T", "ell": 3}, "variance"),
    ({"beta": 2, "r": "1/2", "d": "T - T^(1/2)", "ell": 5}, "variance"),
    ({"beta": 2, "r": "1/2", "d": "T + T^(1/2)", "ell": "oo"}, "bias"),
    ({"beta": 2, "r": "1/2", "d": "T^(3/2)", "T0": "T^2", "n": "T^(1/3)", "ell": 1}, "collapse"),
    ({"beta": "1/2", "r": "3/4", "d": "T^2", "ell": 1}, "variance"),
    ({"beta": 2, "r": "1/2", "d": "T^(3/2)", "T0": "T^(5/4)", "n": 2, "ell": 1}, "total"),
    ({"beta": 2, "r": "1/2", "T0": "T^(3/2)", "n": 2, "ell": 1, "ridge0": "T^-(1/2)", "sigma2": 0}, "collapse"),
]


@pytest.mark.parametrize(("model", "name"), MODELS[:: often(-2, 1)], ids=str)
def test_extrapolated_local_slopes_are_the_derived_exponents(model, name):
    found = derive_exponents(**model)
    slope, tolerance = slope_of(found, {}, name)
    assert abs(slope - float(found.piecewise(name).exponent_at({}))) <= tolerance + 1e-15
    assert tolerance < 1e-6
    assert law_at(found, {}, name).exponent == found.piecewise(name).exponent_at({})


@pytest.mark.parametrize(
    "model",
    [
        {"beta": 2, "r": 1, "ell": 1, "sigma2": 0},
        {"beta": 2, "r": "1/2", "ell": "2/3"},
        {"beta": 2, "r": "3/4", "d": "T/2", "ell": 3},
        {"beta": "3/2", "r": "3/4", "d": "2*T", "ell": "oo"},
        {"beta": "3/2", "r": "3/4", "d": "2*T", "ell": "3/2", "T0": "3*T", "n": 2},
        {"beta": 2, "r": "1/2", "ell": 2},
        {"beta": 2, "r": "1/2", "d": "T", "ell": 2},
        {"beta": 2, "r": "1/2", "d": "T - T^(1/2)", "ell": 3, "sigma2": 0},
        {"beta": 2, "r": "1/2", "d": "T + T^(1/2)", "ell": 3},
        {"beta": "1/2", "r": "1/2", "d": "2*T", "ell": "oo"},
        {"beta": "1/2", "r": "1/2", "d": "T^(3/2)", "ell": "1/4"},
        {"beta": 2, "r": 2, "ell": 0, "d": "T^2", "T0": "T^3", "n": 3, "protocol": "accumulate"},
        {"beta": 2, "r": "1/2", "d": "T^(3/2)", "ell": 3, "sigma2": 0},
    ][:: often(2, 1)],
    ids=str,
)
def test_extrapolated_constants_are_the_derived_ones(model):
    """With the logarithm at r = 1, a tie of bias and variance, and everywhere where ridge, d and T meet."""
    found = derive_exponents(**model)
    (regime,) = found.total.regimes
    constant, tolerance = constant_of(found, {})
    derived = float(regime.constant.evalf(20))
    assert abs(constant - derived) <= tolerance + 1e-15 * derived
    assert tolerance < 1e-7 * derived


RATES = [
    ({"beta": 2, "r": "1/2", "ell": "2/3"}, Fraction(1, 3)),
    ({"beta": 2, "r": "3/4", "ell": "1/2"}, Fraction(1, 4)),
    ({"beta": 2, "r": "3/10", "ell": "oo", "sigma2": 0}, Fraction(1)),
    ({"beta": 2, "r": "1/2", "d": "T", "ell": 3}, Fraction(1, 2)),
    ({"beta": 2, "r": "1/2", "d": "T^(3/2)", "ell": 3, "sigma2": 0}, Fraction(1, 2)),
]


@pytest.mark.parametrize(("model", "rate"), RATES, ids=str)
def test_raw_slopes_approach_the_exponent_at_the_predicted_rate(model, rate):
    """The error of the local slope falls like T^-h with the least h that is predicted."""
    found = derive_exponents(**model)
    assert corrections(found, {})[0] == rate
    series = series_of(found, {})
    with ctx.workprec(200):
        errors = [
            abs(slope - arb(str(series.exponent.numerator)) / series.exponent.denominator) for slope in series.slopes()
        ]
        measured = float((errors[-1] / errors[-5]).log() / arb(10).log()) / -3
    assert abs(measured - float(rate)) < 3 * 10 ** (-float(rate) * 13)


def test_the_classical_corrections_at_the_critical_ridge():
    """beta = 2, r = 3/4, ell = beta/(2 beta r + 1): steps ell/beta, 1 - ell/beta, (2 - 2r) ell, ell."""
    law = law_at(derive_exponents(2, "3/4"), {"ell": Fraction(1, 2)})
    assert law.steps >= {Fraction(1, 4), Fraction(3, 4), Fraction(1, 2)}
    assert all((4 * step).denominator == 1 for step in law.steps)
    assert not law.logs
    assert law_at(derive_exponents(2, 1), {"ell": Fraction(1, 2)}).logs


def test_extrapolation_at_wrong_exponents_is_worse_by_orders_of_magnitude():
    series = series_of(derive_exponents(2, "3/4", ell="1/2"), {})
    with ctx.workprec(200):
        right = richardson(series.slopes(), series.steps, series.width)
        wrong = richardson(series.slopes(), tuple(h * Fraction(11, 10) for h in series.steps), series.width)
    assert abs(right[0] + 0.75) < 1e-20
    assert abs(wrong[0] + 0.75) > 1e-9


@pytest.mark.parametrize(
    ("u", "q", "beta", "kappa", "d"),
    [
        (Fraction(2), 1, Fraction(2), "1e-8", None),
        (Fraction(3), 2, Fraction(3, 2), "1e-10", 10**7),
        (Fraction(0), 2, Fraction(3, 2), "1e-10", 10**7),
        (Fraction(1), 2, Fraction(3, 2), "1e-20", 10**7),
        (Fraction(5, 4), 2, Fraction(5, 4), "1e-3", 100),
        (Fraction(3), 2, Fraction(3), "1e-6", 20),
        (Fraction(1, 2), 1, Fraction(1, 2), "2", 1000),
    ],
)
def test_sums_agree_with_the_certified_ones(u, q, beta, kappa, d):
    with ctx.workprec(200):
        here = spectral_sum(u, [(q, arb(kappa))], beta, None if d is None else arb(d))
        there = certified(u, q, beta, kappa, d, digits=40).to_arb()
        assert abs(here / there - 1) < arb(10) ** -30


def test_partial_fractions_add_up():
    """Two kappas far apart, and two that are equal."""
    with ctx.workprec(300):
        a, b, whole = arb("1e-6"), arb("1e-3"), arb(0)
        for k in range(1, 2001):
            whole += arb(k) ** -3 / ((arb(k) ** -2 + a) ** 2 * (arb(k) ** -2 + b) ** 4)
        found = spectral_sum(Fraction(3), [(2, a), (4, b)], Fraction(2), arb(2000))
        assert abs(found / whole - 1) < arb(10) ** -25
        same = spectral_sum(Fraction(3), [(2, a), (4, a)], Fraction(2), arb(2000))
        assert abs(same / spectral_sum(Fraction(3), [(6, a)], Fraction(2), arb(2000)) - 1) < arb(10) ** -25


@pytest.mark.parametrize(
    "model",
    [
        {"T0": "T^(1/2)", "n": 2},
        {"T0": "T^(1/2)", "n": 3, "designs": "same"},
        {"T0": "T^(1/2)", "n": 2, "ridge0": "T^-(1/2)"},
        {"T0": "T^2", "n": 2, "ridge0": "T^-(1/2)"},
        {"T0": "T^2", "n": 2},
    ],
    ids=str,
)
def test_the_chain_agrees_with_the_certified_equivalent_at_a_small_size(model):
    """T = 100, d = 1000: the recursion of mean and spread over listed eigenvalues, in balls."""
    powers = {"T^(1/2)": 10, "T^2": 10_000, "T^-(1/2)": "1/10", None: 0}
    found = derive_exponents(2, "1/2", d="T^(3/2)", ell=1, **model)
    chain = Chain(
        PowerLaw(beta=2, d=1000, r="1/2"),
        T=100,
        ridge="1/100",
        sigma2=1,
        n=model["n"],
        T0=powers[model["T0"]],
        sigma0_2=1,
        ridge0=powers[model.get("ridge0")],
        designs=model.get("designs", "independent"),
    )
    exact = equivalent_risk(chain, digits=20).total
    with ctx.workprec(200):
        assert abs(value_at(found, {}, "total", Fraction(2)) / exact.to_arb() - 1) < arb(10) ** -15


def test_a_wrong_exponent_is_seen():
    found = derive_exponents(2, "1/2", ell="1/2")
    slope, tolerance = slope_of(found, {})
    assert abs(slope + 1) > 0.4 > 1e6 * tolerance


def test_the_case_of_saturation_is_evaluated_with_its_own_formula():
    """With the letter r, the point r = 1 has the logarithm and its neighbours have not."""
    found = derive_exponents("beta", "r", sigma2=0)
    for r, log in ((Fraction(1, 2), 0), (Fraction(1), 1), (Fraction(2), 0)):
        point = {"beta": Fraction(2), "r": r, "ell": Fraction(1)}
        series = series_of(found, point)
        at = {symbol(name): sympy.Rational(str(value)) for name, value in point.items()}
        constant, _ = constant_of(found, point)
        assert series.regime.log_power == log
        assert abs(log10(constant / float(series.regime.constant.subs(at)))) < 1e-9


def test_outside_the_domain_is_refused():
    with pytest.raises(InputError, match="in the domain"):
        slope_of(derive_exponents(2, "1/2", where=["ell > 0"]), {"ell": Fraction(-1)})


def test_a_dimension_that_is_too_small_is_refused():
    with pytest.raises(InputError, match="d is above"):
        slope_of(derive_exponents(2, "1/2", d="T^(1/20)", ell=1), {})


def test_a_dimension_that_grows_slowly_is_followed_from_later_on():
    found = derive_exponents(2, "1/2", d="T^(1/5)", ell=1)
    slope, tolerance = slope_of(found, {})
    assert abs(slope - float(found.total.exponent_at({}))) <= tolerance < 1e-3
