"""From a suspicion to a minimal counterexample: what is refuted, what holds, and what is said about it."""

from fractions import Fraction

import pytest

from lemmata.numerics.errors import InputError
from lemmata.verifier.property_test import FormulaRefuted, FormulaUndecided, assert_formula, property_test, values_at
from lemmata.verifier.property_test.simulated import ALPHA
from lemmata.verifier.verdict import Verdict

RIDGELESS = ["ridge==0"]
CLEAN = ["ridge==0", "n==0"]
MANY = [*CLEAN, "T >= d + 2"]
FEW = [*CLEAN, "T <= d - 2", "spectrum == isotropic"]
ALL_MANY = [*RIDGELESS, "T >= d + 2", "T0 >= d + 2"]
GROWTH = "sigma^2*d/(T-d-1) + n*sigma0^2*d/(T0-d-1)"


def test_the_formula_of_theorem_4_1_is_no_identity_and_three_samples_in_one_dimension_show_it():
    found = property_test("sigma^2*d/(T-d) + n*sigma0^2*d/(T0-d)", "risk", given=RIDGELESS)
    assert found.verdict is Verdict.REFUTED
    assert found.counterexample == {"d": "1", "T": "3", "T0": "3", "n": "0", "sigma": "1"}
    assert (found.formula_value, found.true_value, found.gap) == (Fraction(1, 2), Fraction(1), Fraction(1, 2))
    assert found.truth == "exact rational"
    assert found.false_alarm_probability == 0


def test_its_exact_form_holds_exactly():
    found = property_test(GROWTH, "risk", given=ALL_MANY)
    assert found.verdict is Verdict.PROVED
    assert found.domain == ("ridge == 0, T >= d + 2, T0 >= d + 2; every covariance",)
    assert found.resolution == 0
    assert found.points >= 50


@pytest.mark.parametrize(
    ("wrong", "given", "right"),
    [
        ("sigma^2*d/(T-d)", CLEAN, "d*sigma^2/(T - d - 1)"),
        ("2*sigma^2*d/(T-d-1)", CLEAN, "d*sigma^2/(T - d - 1)"),
        ("sigma*d/(T-d-1)", CLEAN, "d*sigma^2/(T - d - 1)"),
        ("sigma^2*T/(T-d-1)", MANY, "d*sigma^2/(T - d - 1)"),
        ("sigma^2*d/(T-d-1) - n*sigma0^2*d/(T0-d-1)", RIDGELESS, "d*n*sigma0^2/(T0 - d - 1) + d*sigma^2/(T - d - 1)"),
        ("sigma^2*d/(T-d) + n*sigma0^2*d/(T0-d)", RIDGELESS, "d*n*sigma0^2/(T0 - d - 1) + d*sigma^2/(T - d - 1)"),
        ("signal*(1+T/d) + sigma^2*T/(d-T-1)", FEW, "T*sigma^2/(-T + d - 1) + signal*(-T/d + 1)"),
    ],
)
def test_a_slip_is_named(wrong, given, right):
    found = property_test(wrong, "risk", given=given)
    assert found.verdict is Verdict.REFUTED
    assert found.near_misses[0].formula == right


def test_a_missing_condition_is_named():
    found = property_test("sigma^2*d/(T-d-1)", "risk", given=RIDGELESS)
    assert found.verdict is Verdict.REFUTED
    assert found.near_misses[0].change == "given T >= d + 2 and n == 0"
    assert found.near_misses[0].given == ("T >= d + 2", "n == 0")


def test_true_only_as_a_limit_is_named():
    found = property_test("sigma^2*phi/(1-phi)", "risk", given=MANY)
    assert any("limit" in miss.change for miss in found.near_misses)
    assert property_test("sigma^2*phi/(1-phi)", "risk", sense="limit", given=MANY).verdict is Verdict.TESTED


@pytest.mark.parametrize(
    "wrong", ["sigma^2*phi/(1-phi)*101/100", "sigma^2*phi/(1-phi^2)", "sigma^2*phi/(1-phi) + 1/d^(1/2)"]
)
def test_a_wrong_limit_is_refuted_or_at_least_not_held(wrong):
    assert property_test(wrong, "risk", sense="limit", given=MANY, near_misses=False).verdict is not Verdict.TESTED


MIN_NORM = "signal*(1-T/d) + sigma^2*T/(d-T-1)"


def test_the_domain_is_where_the_quantity_has_a_value_and_not_where_the_formula_is_meant():
    """The side of the dimension on which a formula holds is a near miss, or the user's own condition."""
    found = property_test("sigma^2*d/(T-d-1)", "risk", given=CLEAN)
    assert found.verdict is Verdict.REFUTED
    assert int(found.counterexample["T"]) <= int(found.counterexample["d"]) - 2
    assert found.near_misses[0].given == ("T >= d + 2",)
    assert property_test("sigma^2*d/(T-d-1)", "risk", given=MANY).verdict is Verdict.PROVED
    assert property_test(MIN_NORM, "risk", given=FEW).verdict is Verdict.PROVED
    assert property_test(MIN_NORM, "risk", given=MANY, near_misses=False).verdict is Verdict.REFUTED


@pytest.mark.parametrize(
    ("formula", "given", "undefined"),
    [
        ("sigma^2*d*(T^2-49)/((T-d-1)*(T-7)*(T+7))", MANY, "T - 7 = 0 under a fraction"),
        ("sigma^2*d/(T-d-1) + log(1 - n)", [*ALL_MANY, "sigma0 == 0"], "1 - n = 0 where a logarithm"),
        (
            "sigma0^2*d/(T0-d-1)*(1 + Sum(1, (j, 1, n-1)))",
            [*ALL_MANY, "sigma == 0"],
            "n - 1 = -1 as the number of terms",
        ),
        ("sigma0^2*d/(T0-d-1)*Sum((j-3)/(j-4) - 1/(j-4), (j, 1, n))", [*ALL_MANY, "sigma == 0"], "j - 4 = 0 under"),
        ("n*sigma0^2*d/(T0-d-1)*(n-3)/(n-3)^2*(n-3) + sigma^2*d/(T-d-1)", ALL_MANY, ""),
    ],
)
def test_a_formula_without_a_value_where_the_quantity_has_one_is_refuted_there(formula, given, undefined):
    found = property_test(formula, "risk", given=given, near_misses=False)
    if undefined:
        assert found.verdict is Verdict.REFUTED
        assert found.formula_value is None
        assert undefined in found.undefined
        assert undefined in "\n".join(found.lines())
        assert values_at(formula, "risk", given=given, **found.counterexample).undefined == found.undefined
    else:  # the factors cancel as they are typed
        assert found.verdict is Verdict.PROVED


@pytest.mark.parametrize(
    ("formula", "least"),
    [("Sum(1, (j, 1, n))", 0), ("1 + Sum(1, (j, 1, n-1))", 1), ("Sum((j+3)/(j+4) + 1/(j+4), (j, 1, n))", 0)],
)
def test_a_formula_with_a_sum_that_has_a_value_in_the_whole_domain_holds(formula, least):
    given = [*ALL_MANY, "sigma == 0", f"n >= {least}"]
    found = property_test(f"sigma0^2*d/(T0-d-1)*({formula})", "risk", given=given, near_misses=False)
    assert found.verdict is Verdict.TESTED


def test_a_formula_that_needs_the_identity_is_not_proved_for_every_covariance():
    found = property_test(MIN_NORM, "risk", given=FEW[:-1])
    assert found.verdict is Verdict.REFUTED
    assert "eigenvalues" in found.counterexample
    assert found.near_misses[0].given == ("spectrum == isotropic",)
    assert all("every covariance" in cell for cell in found.domain)
    held = property_test(MIN_NORM, "risk", given=FEW)
    assert held.verdict is Verdict.PROVED
    assert all("Sigma = I" in cell for cell in held.domain)


def test_a_variance_that_does_not_change_with_the_scale_needs_the_identity_as_well():
    """Sigma = c I cannot tell; one sample in three dimensions can, by an exact law."""
    found = property_test("sigma^2*T/(d-T-1)", "risk", given=[*FEW[:-1], "signal == 0"])
    assert found.verdict is Verdict.REFUTED
    assert found.truth == "certified ball"
    again = values_at("sigma^2*T/(d-T-1)", "risk", given=["ridge==0", "n==0"], **found.counterexample)
    assert again.gap == found.gap


@pytest.mark.parametrize(
    "wrong",
    [
        "max(0, T - 10^6)",
        "max(0, sigma - 1000)",
        "max(0, 10^-9 - sigma)",
        pytest.param("max(0, d - 10^8)", marks=pytest.mark.deep),
        "max(0, (T-100)*(101-T)*(T-102)^2+1)",
    ],
)
def test_what_is_wrong_only_far_away_is_found(wrong):
    found = property_test(f"sigma^2*d/(T-d-1) + {wrong}", "risk", given=MANY, near_misses=False)
    assert found.verdict is Verdict.REFUTED


def test_the_total_test_error_is_a_near_miss_with_its_name():
    found = property_test("sigma^2*d/(T-d-1) + sigma^2", "risk", given=MANY)
    assert "total test error, with the label noise" in found.near_misses[0].change


def test_renormalised_ridge_of_the_identity_by_balls():
    held = property_test("(ridge+phi-1+sqrt((ridge+phi-1)^2+4*ridge))/2", "kappa", given=["spectrum == isotropic"])
    assert held.verdict is Verdict.PROVED
    assert held.resolution < Fraction(1, 10**20)
    wrong = property_test("(ridge+phi-1+sqrt((ridge+phi-1)^2+2*ridge))/2", "kappa")
    assert wrong.verdict is Verdict.REFUTED
    assert "4*ridge" in wrong.near_misses[0].formula


def test_a_tiny_error_is_certified_and_not_mistaken_for_round_off():
    found = property_test("sigma^2*d/(T-d-1)*(1+1/10^25)", "risk", given=MANY)
    assert found.verdict is Verdict.REFUTED
    assert 0 < found.gap < Fraction(1, 10**24)


def test_the_counterexample_is_reproduced_by_the_line_that_is_printed():
    found = property_test("sigma*d/(T-d-1)", "risk", given=CLEAN)
    again = eval(found.reproduce, {"values_at": values_at})
    assert (again.formula, again.truth.value) == (found.formula_value, found.true_value)


def test_latex_is_read_too():
    given = [r"\lambda = 0", r"T \ge d+2", r"T_0 \ge d + 2"]
    assert_formula(r"\frac{\sigma^2 d}{T-d-1} + \frac{n \sigma_0^2 d}{T_0-d-1}", "risk", given=given)


def test_assertions_for_a_suite_of_ones_own():
    with pytest.raises(FormulaRefuted, match="smallest counterexample  d=1 T=3 sigma=1") as refuted:
        assert_formula("sigma^2*d/(T-d)", "risk", given=CLEAN)
    assert refuted.value.result.gap == Fraction(1, 2)
    with pytest.raises(FormulaUndecided, match="an infinite dimension has no exact finite-size law"):
        # no exact law, and no simulation, reaches an infinite dimension
        assert_formula("T^(-2*beta*r)", "risk", given=["ridge==1", "n==0", "beta>1"])


def test_where_every_parameter_is_fixed_one_point_is_the_domain():
    given = [*CLEAN, "d==2", "T==5", "sigma==1", "signal==1", "spectrum==isotropic"]
    assert assert_formula("sigma^2*d/(T-d-1)", "risk", given=given).points == 1


@pytest.mark.parametrize(
    ("right", "wrong", "quantity", "given"),
    [
        ("d/T", "d/T^(101/100)", "risk", CLEAN),
        ("n*sigma0^2", "n*sigma0^2/T", "risk", [*RIDGELESS, "T0==9", "d==3"]),
        ("kappa^(-1/beta)", "kappa^(-1/2)", "df1", []),
        ("kappa^(-1/beta)", "kappa^(-1/beta)*log(1/kappa)", "df2", []),
        ("log(1/kappa)", "1", "spectral_sum", ["q==2", "beta==2", "u==5"]),
        ("T^(-1/2)", "T^(-1/2)*log(T)", "risk", ["n==0", "sigma==1", "ridge==T^(-1/2)", "beta==2", "r==1/2"]),
    ],
)
def test_order_is_exponent_and_power_of_the_logarithm(right, wrong, quantity, given):
    assert property_test(right, quantity, sense="order", given=given).verdict is Verdict.TESTED
    assert property_test(wrong, quantity, sense="order", given=given, near_misses=False).verdict is Verdict.REFUTED


@pytest.mark.parametrize("formula", ["log(1/kappa) + 5000", "log(1/kappa)*(1 + 10^30*kappa^(1/100))"])
def test_no_right_order_is_refuted_by_what_it_looks_like_up_to_some_size(formula):
    given = ["q==2", "beta==2", "u==5"]
    assert property_test(formula, "spectral_sum", sense="order", given=given).verdict is Verdict.TESTED
    wrong = property_test(f"({formula})*log(1/kappa)", "spectral_sum", sense="order", given=given, near_misses=False)
    assert wrong.verdict is Verdict.REFUTED


EQUIVALENT = "(kappa^2*signal + sigma^2*phi)/((1+kappa)^2 - phi)"


def test_equation_of_corollary_4_4_is_the_equivalent_and_the_limit_but_no_identity():
    isotropic = ["n==0", "spectrum == isotropic"]
    assert property_test(EQUIVALENT, "risk", sense="equivalent", given=isotropic).verdict is Verdict.PROVED
    assert property_test(EQUIVALENT, "risk", sense="limit", given=isotropic).verdict is Verdict.TESTED
    for sense in ("equivalent", "limit"):
        every = property_test(EQUIVALENT, "risk", sense=sense, given=["n==0"], near_misses=False)
        assert every.verdict is Verdict.REFUTED
    found = property_test(EQUIVALENT, "risk", given=CLEAN, near_misses=False)
    assert found.verdict is Verdict.REFUTED


@pytest.mark.parametrize(
    ("formula", "quantity", "sense", "given", "said"),
    [
        (
            "sigma^2*d/(T-d-1)",
            "risk",
            "exact",
            ["T >= d+2", "T <= d"],
            "T >= d . 2; T <= d: must be conditions for",
        ),
        ("sigma^2*d/(T-d-1)", "risk", "exact", ["1 > 2"], "given = 1 > 2: must be conditions that can be satisfied"),
        ("sigma^2*d/(T-d-1)", "risks", "exact", [], "quantity = risks: must be one of risk, kappa"),
        ("sigma^2*d/(T-d-1)", "risk", "exactly", [], "as = exactly: must be one of exact, limit"),
        ("sigma^2*x", "risk", "exact", [], r"must be written with the names d, T, .* \('x'\)"),
        ("sigma^2", "kappa", "exact", [], r"must be written with the names d, T, ridge, beta, phi \('sigma'\)"),
        ("sigma^2", "risk", "exact", ["T"], "given = T: must be a relation such as T >= d . 2"),
    ],
)
def test_bad_input_and_an_empty_domain_are_errors(formula, quantity, sense, given, said):
    with pytest.raises(InputError, match=said):
        property_test(formula, quantity, sense=sense, given=given)


def test_where_nothing_exact_is_known_simulation_decides_within_its_budget():
    """No closed form is known for ridge regression under a power law at finite size."""
    given = ["beta==2", "r==1/2", "d==3", "T==40", "n==0", "ridge==1", "sigma==1"]
    found = property_test("d/(T-d-1)", "risk", given=given, near_misses=False)
    assert found.verdict is Verdict.REFUTED
    assert found.truth == "simulation"
    assert found.false_alarm_probability == ALPHA


def test_a_run_is_repeatable():
    first, second = (property_test("sigma*phi/(1-phi)", "risk", given=CLEAN, seed=3) for _ in range(2))
    assert (first.counterexample, first.points) == (second.counterexample, second.points)


@pytest.mark.parametrize(
    "formula",
    ["T^(T^T)", "exp(exp(exp(T)))", "exp(-exp(exp(T)))", "Sum(1/j, (j,1,99999))", "d/(T-T)", "log(-T)", "n^T"],
)
@pytest.mark.parametrize("sense", ["exact", "limit", "order"])
def test_no_formula_makes_it_trip(formula, sense):
    try:
        found = property_test(formula, "risk", sense=sense, given=CLEAN, near_misses=False, max_seconds=2)
    except InputError:
        return
    assert found.verdict in (Verdict.REFUTED, Verdict.UNDECIDED)


CHAINS = {
    "T0 >= d + 2": "signal*(1-T/d) + sigma^2*T/(d-T-1) + n*sigma0^2*T/(T0-d-1)",
    "T0 <= d - 2": "signal*(1 - T/d*(T0/d)^n) + sigma^2*T/(d-T-1) + T/d*sigma0^2*T0/(d-T0-1)*(1-(T0/d)^n)/(1-T0/d)",
}


@pytest.mark.parametrize("side", CHAINS)
def test_the_risk_of_a_chain_of_minimum_norm_fits_is_proved_by_its_closed_form(side):
    given = ["ridge == 0", "T <= d - 2", side, "spectrum == isotropic"]
    assert property_test(CHAINS[side], "risk", given=given).verdict is Verdict.PROVED
    planted = CHAINS[side].replace("d-T-1", "d-T")
    assert property_test(planted, "risk", given=given, near_misses=False).verdict is Verdict.REFUTED


def test_what_has_no_closed_form_is_tested_and_not_proved():
    found = property_test("1/(1+kappa) + 1/(1+4*kappa)", "df1", given=["beta == 2", "d == 2"])
    assert found.verdict is Verdict.TESTED


POWER_LAW = "kappa^2*Sum(k^(-1-2*beta*r)/(k^(-beta)+kappa)^2,(k,1,d))/(1-df2/T) + sigma^2*df2/(T-df2)"


def test_formulas_for_power_laws_may_speak_of_kappa_and_the_degrees_of_freedom():
    held = property_test(POWER_LAW, "risk", sense="equivalent", given=["n==0"])
    assert held.verdict is Verdict.TESTED
    assert held.resolution < Fraction(1, 10**20)
    wrong = property_test(POWER_LAW.replace("(T-df2)", "(T-df1)"), "risk", sense="equivalent", given=["n==0"])
    assert wrong.verdict is Verdict.REFUTED
    assert any("df1 -> df2" in miss.change for miss in wrong.near_misses)


def test_one_condition_or_letter_needs_no_list():
    alone = property_test("sigma^2*p/(T-p-1)", "risk", given="n==0", let="p=d")
    assert alone.verdict is Verdict.REFUTED
    assert (
        alone.counterexample == property_test("sigma^2*p/(T-p-1)", "risk", given=["n==0"], let=["p=d"]).counterexample
    )


@pytest.mark.parametrize(("part", "proved"), [("harmonic(T-d-4)", False), ("harmonic(T)", True), ("tan(sigma)", False)])
def test_a_formula_is_proved_only_where_all_of_its_functions_have_values(part, proved):
    """At T = d + 2 the harmonic number of -2 has none; that the tangent has one everywhere is not known."""
    law = "sigma^2*d/(T-d-1)"
    found = property_test(f"{law}*({part} + 1) - {law}*{part}", "risk", given=["ridge==0", "n==0", "T>=d+2"])
    assert (found.verdict is Verdict.PROVED) == proved
