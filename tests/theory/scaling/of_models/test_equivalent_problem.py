"""Exponents of derived equivalents: against the chain's own formulas, published ones, symmetries, and numbers."""

from fractions import Fraction

import pytest
import sympy

from lemmata.numerics.errors import InputError
from lemmata.theory.models import shipped_model
from lemmata.theory.scaling import derive_exponents
from lemmata.theory.scaling.certificate import certificate
from lemmata.theory.scaling.claims import judge_claim
from lemmata.theory.scaling.confirm import constant_of, slope_of
from lemmata.theory.scaling.derive import exponents_of
from lemmata.theory.scaling.forms import symbol
from lemmata.theory.scaling.of_models.model_inputs import model_inputs
from lemmata.theory.scaling.optimum import optimal_ridge
from lemmata.theory.values.enclosure import enclose
from lemmata.verifier.exponents.certificates import check
from tests.depth import often


def derived(model, quantity="risk", beta="2", r="1/2", d="oo", where=(), ell="ell", **given):
    return exponents_of(model_inputs(shipped_model(model), quantity, given, beta=beta, r=r, d=d, where=where, ell=ell))


def told(piecewise):
    """Regimes without their names of parts."""
    rows = (
        (str(g.region.rows), str(g.region.fixed), str(g.exponent), g.log_power, str(g.constant))
        for g in piecewise.regimes
    )
    return sorted(rows)


@pytest.mark.parametrize(
    ("options", "chain"),
    [
        ({"beta": "beta", "r": "r", "sigma2": "T^-s"}, {}),
        ({"beta": "3/2", "r": "1", "sigma2": "T^-s"}, {}),
        ({"d": "T^delta"}, {}),
        ({"beta": "beta", "r": "r", "d": "T^delta", "sigma2": "T^-s"}, {}),
        ({"d": "T", "r": "1/4"}, {}),
        ({"d": "T/2", "r": "1/4"}, {}),
        ({"d": "3*T", "r": "1/4"}, {}),
        ({"d": "T - T^h"}, {}),
        ({"d": "T + T^h", "beta": "5/4", "r": "2"}, {}),
        ({"d": "T^delta", "beta": "1/2"}, {}),
    ][:: often(2, 1)],
    ids=str,
)
def test_ridge_has_the_regimes_and_constants_of_the_chain_without_generations(options, chain):
    """The same cells, exponents, logarithms and constants, from a system that was derived."""
    given = {"sigma2": "1", **options}
    assert told(derived("ridge", **given).total) == told(derive_exponents(**{"beta": 2, "r": "1/2", **given}).total)


def test_one_generation_has_the_exponents_of_the_chain():
    """Where the generators keep all information: T0 >= d, at d below and above T."""
    found = derived("chain", "collapse", d="T^delta", T0="T^b")
    known = derive_exponents(2, "1/2", d="T^delta", T0="T^b", n=1, where=["b >= delta"]).piecewise("collapse")
    for regime in known.regimes:
        point = regime.region.interior_point({"b", "delta", "ell"})
        assert found.total.exponent_at(point) == regime.exponent.at(point)


def test_the_four_regimes_of_ridge_are_those_of_cui_et_al():
    """Noisy or noiseless, regularised or not (arXiv 2105.15004), as one maximum; a wrong source is refuted."""
    found = derived("ridge", beta="beta", r="r", sigma2="T^-s", where=("ell > 0",))
    bias, variance = "-2*min(r, 1)*min(ell, beta)", "min(ell, beta)/beta - 1 - s"
    assert judge_claim(found, f"max({bias}, {variance})").verdict == "proved"
    wrong = judge_claim(found, f"max(-2*r*min(ell, beta), {variance})")
    assert wrong.verdict == "refuted"
    assert wrong.counterexample["r"] > 1


def test_a_source_that_changes_no_term_may_still_lie_on_either_side_of_saturation():
    found = derived("ridge", "variance", r="r", where=("ell > 0", "ell < 2"))
    assert judge_claim(found, "total <= ell/2 + min(r, 1) - 2").verdict == "refuted"
    assert judge_claim(found, "total <= ell/2 + min(r, 1) - 2", where=["r > 1"]).verdict == "proved"
    assert judge_claim(found, "total >= ell/2 + min(r, 1) - 2").verdict == "proved"


def test_noiseless_ridgeless_features_are_limited_by_the_least_of_samples_and_features():
    """Bahri et al. (arXiv 2102.06701), Maloney, Roberts, Sully (arXiv 2210.16859): kappa ~ min(T, m)^-beta."""
    found = derived("random-features", "bias", beta="beta", r="r", m="T^mu", where=("ell > beta", "ell > beta*mu"))
    assert judge_claim(found, "-beta*min(2*r, 1)*mu", where=["mu < 1"]).verdict == "proved"
    assert judge_claim(found, "max(-2*beta*min(r, 1), 1 - beta - mu)", where=["mu > 1", "r < 1"]).verdict == "proved"
    assert judge_claim(found, "-2*beta*r*mu", where=["mu < 1"]).verdict == "refuted"
    assert judge_claim(found, "-beta*mu", where=["mu < 1", "2*r > 1"]).verdict == "proved"


@pytest.mark.parametrize("mu", ["1/3", "2/3", "1"])
@pytest.mark.parametrize("ridge", ["T^-1/2", "T^-1", "T^-3"])
def test_samples_and_features_change_places_for_a_random_target(mu, ridge):
    """Maloney, Roberts, Sully: for c_k^2 = 1, that is r = (beta - 1)/(2 beta), the noiseless loss is symmetric."""
    ridge = ridge.replace("-1/2", "-(1/2)")
    there = derived("random-features", "bias", r="1/4", m=f"T^({mu})", ridge=ridge)
    back = derived("random-features", "bias", r="1/4", T=f"T^({mu})", m="T", ridge=ridge)
    assert there.total.exponent_at({}) == back.total.exponent_at({})
    (one,), (other,) = there.total.regimes, back.total.regimes
    assert (one.log_power, one.constant) == (other.log_power, other.constant)


def test_the_symmetry_of_samples_and_features_breaks_for_other_targets():
    there = derived("random-features", "bias", r="3/4", m="T^(2/3)", ridge="T^-3")
    back = derived("random-features", "bias", r="3/4", T="T^(2/3)", m="T", ridge="T^-3")
    assert there.total.exponent_at({}) != back.total.exponent_at({})


def test_a_mixture_has_the_noise_of_the_larger_part():
    found = derived("mixture", n1="T", n2="T^nu", where=("ell > 0",))
    assert judge_claim(found, "max(-min(ell, 2*max(1, nu)), min(ell/2, max(1, nu)) - max(1, nu))").verdict == "proved"
    assert judge_claim(found, "max(-min(ell, 2), min(ell/2, 1) - 1)").verdict == "refuted"


def test_the_shift_of_synthetic_labels_costs_the_square_of_their_share():
    """delta2 spread over d = T^2 directions: with many features fitted, (n2/n)^2 of its part among them."""
    found = derived("mixture", "collapse", d="T^2", n1="T", n2="T^nu", delta2="1", ridge="T^-1", where=("nu > 1/2",))
    assert judge_claim(found, "2*min(nu, 1) - 4 + 2", where=["nu < 1"]).verdict == "refuted"
    assert judge_claim(found, "-2", where=["nu > 1"]).verdict == "proved"


NUMBERS = [
    ("random-features", "risk", {"m": "T^(2/3)", "ridge": "T^-3"}),
    ("random-features", "risk", {"m": "T^(1/3)", "ridge": "T^-3"}),
    ("random-features", "risk", {"m": "T", "ridge": "T^-3"}),
    ("random-features", "risk", {"m": "2*T", "ridge": "T^-3"}),
    ("random-features", "bias", {"m": "T^(5/4)", "ridge": "T^-1", "beta": "3/2", "r": "2"}),
    ("random-features", "bias", {"m": "T^(2/3)", "ridge": "T^-3", "r": "1/2"}),
    ("random-features", "training", {"m": "T^(3/2)", "ridge": "T^-3"}),
    ("random-features", "norm", {"m": "T^(3/2)", "ridge": "T^-3"}),
    ("random-features", "risk", {"m": "T", "ridge": "T^-5", "d": "2*T"}),
    ("random-features", "risk", {"m": "T^(3/2)", "ridge": "T^-5", "d": "T"}),
    ("random-features", "risk", {"m": "2*T", "ridge": "T^-5", "d": "T/2"}),
    ("mixture", "collapse", {"n1": "T", "n2": "T^(3/4)", "ridge": "T^-3", "delta2": "1", "d": "T^(3/2)"}),
    ("least-squares", "norm", {"d": "T^(3/2)"}),
    ("least-squares", "norm", {"d": "T^(1/2)"}),
    ("chain", "collapse", {"T0": "T^2", "ridge": "T^-1", "d": "T^(3/2)"}),
]


@pytest.mark.parametrize(("model", "quantity", "given"), NUMBERS[:: often(2, 1)], ids=str)
def test_numbers_have_the_derived_slope_and_constant(model, quantity, given):
    """The equivalent at T = 10^4, ..., 10^16, extrapolated at the predicted corrections."""
    found = derived(model, quantity, **{"r": "1/4", **given})
    (regime,) = found.total.regimes
    slope, tolerance = slope_of(found, {})
    assert abs(slope - float(regime.exponent.at({}))) <= tolerance + 1e-15
    assert tolerance < 1e-6
    constant, within = constant_of(found, {})
    assert abs(constant - float(enclose(regime.constant, digits=20).mid)) <= within + 1e-14 * constant


@pytest.mark.parametrize(
    ("model", "options"),
    [
        ("random-features", {"m": "T^mu", "r": "1/4"}),
        ("random-features", {"m": "T^mu", "r": "1/3", "sigma2": "T^-s", "where": ("ell > 0", "mu < 1")}),
        ("mixture", {"n1": "T", "n2": "T^nu"}),
        ("kernel-ridge", {"quantity": "training"}),
    ][:: often(-2, 1)],
    ids=str,
)
def test_certificates_of_models_are_multiplied_out_and_edits_of_their_formula_are_noticed(model, options):
    found = derived(model, **options)
    document = certificate(found, optimal_ridge(found))
    assert check(document).confirmed
    forged = {**document, "inputs": {**document["inputs"], "value": document["inputs"]["value"] + "*kappa"}}
    assert not check(forged).confirmed


def test_the_optimum_over_features_is_where_bias_and_noise_balance():
    """Few features regularise: at ridge 0, bias m^-1 (r = 1/4, beta = 2) against noise m/T."""
    found = derived("random-features", r="1/4", m="T^mu", ridge="T^-9", where=("mu < 1",), ell="mu")
    (best,) = optimal_ridge(found).regimes
    assert (best.low, best.high, best.exponent) == (sympy.Rational(1, 2),) * 2 + (-sympy.Rational(1, 2),)
    assert judge_claim(found, "ell_star == 1/2").verdict == "proved"


def test_no_part_of_a_domain_is_optimised_as_if_it_were_the_whole():
    """Beyond m = T the best exponent is 0, before it -1/2: neither refutes a claim about the other."""
    features = {"r": "1/4", "m": "T^mu", "ridge": "T^-9", "ell": "mu"}
    for claim in ("optimum == -1/2", "optimum == 0"):
        with pytest.raises(InputError, match=r"kept to one part by --where \(mu > 1 or mu < 1\)"):
            judge_claim(derived("random-features", **features), claim)
    for side, best in (("mu < 1", "-1/2"), ("mu > 1", "0")):
        found = derived("random-features", where=(side,), **features)
        assert judge_claim(found, f"optimum == {best}").verdict == "proved"
        assert judge_claim(found, f"optimum == {best} - 1/8").verdict == "refuted"
    both = derived("random-features", r="1/4", m="T^mu")  # the ridge is free on either side
    assert {str(part.exponent) for part in optimal_ridge(both).regimes} == {"-1/2", "-mu"}


def test_the_optimal_ridge_of_ridge_has_the_constant_of_the_chain():
    one, other = (optimal_ridge(f).regimes for f in (derived("ridge", r="3/4"), derive_exponents(2, "3/4")))
    assert [(g.low, g.exponent, g.constant, g.ridge) for g in one] == [
        (g.low, g.exponent, g.constant, g.ridge) for g in other
    ]


def test_a_logarithm_at_a_single_source_is_a_case_of_its_own():
    """The bias of features saturates at r = 1/2, where sums of c2 s^2/(s + kappa)^2 have a logarithm; at r = 1 too."""
    found = derived("random-features", "bias", r="r", m="T^mu", ridge="T^-9", where=("mu < 1",))
    logs = {g.region.fixed: g.log_power for g in found.total.regimes if g.region.fixed}
    assert logs == {(("r", Fraction(1, 2)),): 1, (("r", Fraction(1)),): 0}
    assert {g.log_power for g in found.total.regimes if not g.region.fixed} == {0}
    r = symbol("r")
    assert all(not g.region.contains({"r": Fraction(1, 2), "mu": Fraction(1, 2)}) or g.region.fixed or g.constant.has(r)
               for g in found.total.regimes)  # fmt: skip


@pytest.mark.parametrize(
    ("model", "quantity", "given", "named"),
    [
        ("random-features", "risk", {}, "m"),
        ("mixture", "risk", {}, "n1, n2"),
        ("ridge", "risk", {"m": "T"}, "m"),
        ("ridge", "nothing", {}, "NAME"),
        ("ridge", "variance", {"sigma2": "0"}, "quantity"),
        ("mixture", "collapse", {"n1": "T", "n2": "T", "delta2": "1"}, "d"),
        ("early-stopping", "risk", {"eta": "1", "d": "T^2"}, "quantity"),
        ("sgd", "risk", {"eta": "1"}, "quantity"),
        ("ensemble", "risk", {"m": "T"}, "m"),
        ("mixture", "risk", {"n1": "T", "n2": "T^(1/2)", "d": "T"}, "where"),
        ("random-features", "risk", {"m": "T", "d": "T"}, "d"),
    ],
    ids=str,
)
def test_what_is_out_of_reach_is_named(model, quantity, given, named):
    with pytest.raises(InputError) as caught:
        derived(model, quantity, **given)
    assert caught.value.argument == named


def test_least_norm_on_real_and_synthetic_rows_has_the_exponents_of_one_design_with_all_rows():
    """kappa = (pi/(2 n))^2 where df1 = n, n the larger of the sizes; the bias is kappa, df2/(n - df2) is 1."""
    bias = derived("mixture", "bias", ridge="0", n1="T", n2="T^x").total
    assert sorted((str(g.exponent), str(g.constant)) for g in bias.regimes) == [("-2", "pi**2/4"), ("-2*x", "pi**2/4")]
    noise = derived("mixture", "variance", ridge="0", n1="T", n2="T^(1/2)").total
    assert [str(g.exponent) for g in noise.regimes] == ["0"]
    small = derived("mixture", "variance", ridge="0", n1="T", n2="T", d="T^(1/2)").total
    assert [(str(g.exponent), str(g.constant)) for g in small.regimes] == [("-1/2", "1/2")]
    with pytest.raises(InputError, match="whether n1 \\+ n2 > d"):
        derived("mixture", "variance", ridge="0", n1="T^x", n2="T", d="T^delta")
