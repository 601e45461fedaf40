"""The derived exponents, against theorems and against the tropical expression that proves them."""

from fractions import Fraction

import pytest
import sympy

from lemmata.numerics.errors import InputError
from lemmata.theory.scaling import derive_exponents
from lemmata.theory.scaling.cases import Cases
from lemmata.theory.scaling.derive import order_of
from lemmata.theory.scaling.forms import symbol
from lemmata.theory.scaling.risk import TOTAL

MODELS = [
    {"beta": 2, "r": "1/2"},
    {"beta": "3/2", "r": 1, "sigma2": "T^-s"},
    {"beta": "beta", "r": "r", "sigma2": "T^-s"},
    pytest.param({"beta": 2, "r": "3/2", "d": "T^delta", "T0": "T^b", "n": "T^g", "sigma2": "T^-s"},
                 marks=pytest.mark.deep),
    {"beta": 2, "r": "1/4", "d": "T"},
    {"beta": 2, "r": "1/4", "d": "T - T^h"},
    {"beta": "5/4", "r": 2, "d": "T + T^h"},
    {"beta": "1/2", "r": "1/2", "d": "T^delta"},
    {"beta": 2, "r": "1/2", "d": "T^delta", "T0": "T^b", "n": 1, "where": ["delta > b", "delta > 1"]},
    pytest.param({"beta": 2, "r": "1/2", "d": "T^delta", "T0": "T^b", "n": 1, "ridge0": "T^-q", "where": ["delta > 1"]},
                 marks=pytest.mark.deep),
]  # fmt: skip


@pytest.mark.parametrize("model", MODELS, ids=str)
def test_mellin_constants_and_elementary_bounds_have_the_same_exponent(model):
    """Two readings of one formula: leading poles of Mellin transforms, and the two-sided bound by power sums."""
    found = derive_exponents(**model)
    for case in found.cases:
        regimes = [regime for regime in found.total.regimes if regime.domain == case.domain]
        assert case.domain.within([regime.region for regime in regimes])
        for regime in regimes:
            assert order_of(case, TOTAL).at(point := _inside(regime)) == regime.exponent.at(point)


def _inside(regime):
    point = Cases(regime.region, regime.exponent.names | {"ell", "s", "r", "beta", "b", "g", "h", "q"}).sample
    return {name: point.get(name, Fraction(0)) for name in {*point, "delta"}}


def test_four_regimes_of_cui_et_al_for_symbolic_capacity_and_source():
    """Noisy or noiseless, regularised or not: arXiv 2105.15004, with constants."""
    beta, r, ell, s = (symbol(name) for name in ("beta", "r", "ell", "s"))
    found = derive_exponents("beta", "r", sigma2="T^-s", where=["ell > 0", "r < 1"])
    values = {sympy.factor(regime.exponent.to_sympy()): regime.constant for regime in found.total.regimes}
    C = sympy.pi / beta / sympy.sin(sympy.pi / beta)
    expected = {
        sympy.factor(ell / beta - 1 - s): (1 - 1 / beta) * C,
        -2 * ell * r: sympy.gamma(2 * r) * sympy.gamma(2 - 2 * r) / beta,
        -s: beta - 1,
        -2 * beta * r: C ** (2 * beta * r) * sympy.gamma(2 * r) * sympy.gamma(2 - 2 * r),
    }
    assert set(values) == set(expected)
    at = {beta: sympy.Rational(7, 4), r: sympy.Rational(3, 10)}
    for exponent, constant in expected.items():
        assert abs(sympy.N((values[exponent] - constant).subs(at), 30)) < sympy.Float("1e-25")


def test_saturation_has_a_logarithm_at_r_equal_to_one_only():
    powers = {r: {g.log_power for g in derive_exponents(2, r, sigma2=0, ell=1).total.regimes} for r in ("1/2", 1, 2)}
    assert powers == {"1/2": {0}, 1: {1}, 2: {0}}


def test_over_regularisation_ends_at_the_null_predictor():
    """ell < 0: the risk is ||w0||^2_Sigma = zeta(1 + 2 beta r)."""
    (regime,) = derive_exponents(2, "1/2", ell=-1).total.regimes
    assert (regime.exponent.constant, regime.constant) == (0, sympy.zeta(3))


def test_collapse_needs_a_finite_dimension():
    """kappa^2 tr(Sigma + kappa)^-2 is of order d: with d infinite a ridgeless generator is over-parametrised."""
    found = derive_exponents(2, "1/2", T0="T^b", n=1)
    assert set(found.terms) == {"bias", "variance", "drift", "collapse"}


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"beta": 0.5}, "beta"),
        ({"beta": "1/2"}, "beta"),
        ({"beta": 1, "d": "T^delta"}, "beta"),
        ({"r": 0}, "r"),
        ({"d": "T - 1 - T^h"}, "d"),
        ({"d": "-T"}, "d"),
        ({"n": 3}, "T0"),
        ({"T0": "T", "d": "T^(1/2)", "n": "T^-1"}, "n"),
        ({"where": ["1 > 2"]}, "where"),
        ({"where": ["ell > 3", "ell < 2"]}, "where"),
        ({"where": ["T > 2"]}, "where"),
        ({"sigma2": "__import__('os')"}, "sigma2"),
        ({"d": "T", "ell": "oo"}, "ell"),
        ({"T0": "T^b", "n": "T^g", "d": "T^delta", "where": ["b < delta"]}, "where"),
        ({"T0": "T^b", "n": 1, "protocol": "accumulate"}, "where"),
        ({"designs": "fresh"}, "designs"),
    ],
)
def test_bad_input_names_the_argument(arguments, named):
    with pytest.raises(InputError, match=f"^{named} = .*: must be ") as caught:
        derive_exponents(**{"beta": 2, "r": "1/2", **arguments})
    assert caught.value.argument == named
