"""lemmata evaluate: the value lies within its radius, and bad input is one line."""

import json
import subprocess
import sys
from fractions import Fraction

import pytest

from lemmata.interface.cli import main


@pytest.fixture
def call(capsys):
    def run(*arguments):
        with pytest.raises(SystemExit) as stopped:
            main(["evaluate", *arguments])
        printed = capsys.readouterr()
        return stopped.value.code, printed.out, printed.err

    return run


@pytest.mark.parametrize("digits", [5, 30, 200])
def test_the_radius_meets_the_digits(call, digits):
    status, out, _ = call("df1", "--beta", "3/2", "--kappa", "1e-20", "--digits", str(digits), "--json")
    document = json.loads(out)
    assert status == 0
    assert document["schema"] == "lemmata.evaluate/1"
    assert document["certified"] is True
    assert Fraction(document["radius"]) * 10**digits <= abs(Fraction(document["value"]))


def test_the_exact_law_is_preferred_and_rational(call):
    arguments = ("risk", "--d", "8", "--T", "12", "--sigma2", "1/2", "--n", "3", "--T0", "14", "--json")
    for spelling in ("--sigma0-2", "--sigma0_2"):
        document = json.loads(call(*arguments, spelling, "1/5")[1])
        assert document["value"] == "172/75"
        assert document["method"].startswith("exact")


DIAGONAL = ("risk", "--spectrum", "diagonal", "--eigenvalues", "1,1/2", "--weights", "1,1", "--ridge", "3/10")


def test_a_ridge_risk_is_exact_for_the_identity_and_narrower_than_asked(call):
    document = json.loads(call("risk", "--d", "8", "--T", "12", "--ridge", "3/10", "--sigma2", "0.5", "--json")[1])
    assert document["method"].startswith("exact")
    assert Fraction(document["radius"]) * 10**30 <= Fraction(document["value"])


def test_the_equivalent_is_said_to_be_one(call):
    document = json.loads(call(*DIAGONAL, "--T", "12", "--sigma2", "0.5", "--json")[1])
    assert document["method"] == "deterministic equivalent"
    assert set(document["terms"]) == {"bias", "variance", "collapse"}
    assert document["certified"] is False  # the risk of this size is not within the radius
    assert "another number" in document["note"]
    assert call(*DIAGONAL, "--T", "12", "--sigma2", "0.5")[1].startswith("risk ~ ")


SMALL = ("--d", "3", "--T", "9")
PEAK = ("--T", "2", "--sigma2", "1")


@pytest.mark.parametrize("eigenvalues", ["1,1,1", "4,4,4", "1,1/2,1/8"])
def test_the_infinite_risk_of_a_fit_on_nearly_d_samples_is_said_for_every_spectrum(call, eigenvalues):
    diagonal = ("risk", "--spectrum", "diagonal", "--eigenvalues", eigenvalues, "--weights", "1,1,1", *PEAK)
    document = json.loads(call(*diagonal, "--json")[1])
    assert (document["value"], document["terms"]["variance"]["value"]) == ("oo", "oo")
    assert document["method"].startswith("exact")
    asked = json.loads(call(*diagonal, "--method", "equivalent", "--json")[1])
    assert asked["certified"] is False
    assert "no meaning here: the risk itself is infinite" in asked["note"]


def test_a_spectrum_of_equal_eigenvalues_is_the_identity_scaled(call):
    chain = ("--T", "5", "--ridge", "2", "--sigma2", "1", "--json")
    diagonal = ("--spectrum", "diagonal", "--eigenvalues", "4,4,4", "--weights", "1,0,1")
    scaled, unit = (
        json.loads(call("risk", *options, *chain)[1]) for options in (diagonal, ("--d", "3", "--signal", "8"))
    )
    assert scaled["method"].startswith("exact")
    assert scaled["value"] != unit["value"]  # the ridge is divided by the scale, too
    again = json.loads(
        call("risk", "--d", "3", "--signal", "8", "--T", "5", "--ridge", "1/2", "--sigma2", "1", "--json")[1]
    )
    assert scaled["value"] == again["value"]


def test_labels_accumulated_on_one_design_are_weighted_by_their_age(call):
    """sigma^2 d/(T - d - 1) sum_{i<=n} 1/i^2."""
    reused = ("--protocol", "accumulate", "--designs", "same")
    document = json.loads(
        call("risk", "--d", "3", "--T", "9", "--n", "4", "--T0", "12", "--sigma0_2", "1", *reused, "--json")[1]
    )
    assert Fraction(document["value"]) == Fraction(3, 8) * sum(Fraction(1, i * i) for i in range(1, 5))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("risk", "--beta", "2", "--r", "1/2", *SMALL), "spectrum = nothing: must be power-law with --beta, --r"),
        (("risk",), "d, T = nothing: must be given"),
        (("risk", "--d", "3", "--n", "2"), "T, T0, sigma0_2 = nothing: must be given"),
        (("risk", *SMALL, "--T0", "9"), "n = nothing: must be given"),
        (("risk", *SMALL, "--u", "2"), "u = 2: must be left out (risk with the isotropic spectrum takes d"),
        (("risk", *SMALL, "--n", "1", "--T0", "9", "--sigma0_2", "1", "--real", "2"), "real = 2: must be left out"),
        (("df1", "--beta", "2", "--kappa", "1", "--T", "3", "--ridge", "0"), "T, ridge = 3, 0: must be left out"),
        (("df1", "--beta", "2", "--kappa", "1", "--method", "exact"), "method = exact: must be left out"),
        (("kappa", "--beta", "2", "--T", "3"), "spectrum = nothing: must be power-law with --beta"),
    ],
)
def test_options_that_do_not_apply_are_refused_and_all_that_are_missing_are_named(call, arguments, message):
    status, out, err = call(*arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert message in err


def test_the_model_that_was_evaluated_is_printed_with_its_defaults(call):
    assert "of: spectrum=isotropic  d=3  T=9  signal=1  ridge=0  sigma2=0" in call("risk", "--d", "3", "--T", "9")[1]
    document = json.loads(call("df2", "--beta", "2", "--kappa", "1", "--json")[1])
    assert document["model"] == {"spectrum": "power-law", "beta": "2", "kappa": "1", "d": "oo"}


def test_kappa_comes_with_its_degrees_of_freedom(call):
    document = json.loads(call("kappa", "--d", "20", "--T", "10", "--json")[1])
    assert abs(Fraction(document["value"]) - 1) <= Fraction(document["radius"])
    assert set(document["terms"]) == {"df1", "df2", "derivative"}


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("df3",), "df3"),
        (("df1", "--kappa", "1"), "beta"),
        (("df1", "--beta", "1/2", "--kappa", "1"), "diverges"),
        (("risk", "--d", "5", "--T", "5", "--sigma2", "1", "--method", "equivalent"), "T = 5"),
        ((*DIAGONAL, "--T", "9", "--method", "exact"), "exact"),
        (("risk", "--d", "x", "--T", "9"), "d = x"),
        (("kappa", "--d", "5"), "T"),
    ],
)
def test_bad_input_is_one_line(call, arguments, named):
    status, out, err = call(*arguments)
    assert status == 2
    assert out == ""
    assert err.count("\n") == 1
    assert named in err


FORMULA = ("--spectrum", "formula", "--eigenvalue")


def test_a_formula_is_a_spectrum_and_what_is_certified_of_it_is_said(call):
    document = json.loads(call("df1", *FORMULA, "exp(-k)", "--kappa", "1", "--digits", "40", "--json")[1])
    assert document["value"].startswith("4.64163515761")  # sum of 1/(e^k + 1)
    assert Fraction(document["radius"]) * 10**40 <= Fraction(document["value"])
    assert document["spectrum"][0] == "exp(-k) is positive and does not increase, all k"
    assert "certified: the sum of exp(-k) beyond k is at most" in call("df2", *FORMULA, "exp(-k)", "--kappa", "1")[1]


@pytest.mark.parametrize("d", ["oo", "10^15"])
@pytest.mark.parametrize(
    ("command", "terms"),
    [("kappa", ("df1", "df2", "derivative")), ("risk", ("bias", "variance", "collapse"))],
)
def test_a_formula_and_the_power_law_that_it_is_agree(call, command, terms, d):
    noise = ("--sigma2", "1/4") if command == "risk" else ()
    setting = ("--d", d.replace("10^15", "1e15"), "--T", "100", "--ridge", "1/1000", *noise, "--json")
    formula = (*FORMULA, "k^-2", "--weight", "k^(-1/2)", "--tail", "3/2*k^-2")
    left = json.loads(call(command, *formula, "--d", d, *setting[2:])[1])
    right = json.loads(call(command, "--spectrum", "power-law", "--beta", "2", "--r", "1/2", *setting)[1])
    for first, second in [(left, right), *((left["terms"][name], right["terms"][name]) for name in terms)]:
        distance = abs(Fraction(first["value"]) - Fraction(second["value"]))
        assert distance <= Fraction(first["radius"]) + Fraction(second["radius"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("df1", *FORMULA, "k^-2*(1+k/100)^3", "--kappa", "1"), "it increases from k = 200 to k = 201"),
        (("df1", *FORMULA, "k^-2*log(k+1)", "--tail", "5*k^-2", "--kappa", "1"), "tail = 5*k^-2: must be at least"),
        (("df1", *FORMULA, "1/k", "--kappa", "1"), "eigenvalue = 1/k: must be summable when d is infinite"),
        (("df1", "--spectrum", "formula", "--kappa", "1"), "eigenvalue = nothing: must be given"),
        (("risk", *FORMULA, "k^-2", "--T", "9"), "weight = nothing: must be given"),
        (("spectral_sum", *FORMULA, "k^-2", "--kappa", "1"), "spectrum = formula: must be power-law"),
    ],
)
def test_what_is_wrong_with_a_formula_is_one_line(call, arguments, message):
    status, out, err = call(*arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert message in err


def test_without_python_flint_mpmath_answers_and_says_that_it_is_not_certified(call):
    """In a process that cannot import flint the digits are the same; what needs balls is refused in one line."""
    arguments = ["kappa", "--spectrum", "power-law", "--beta", "3/2", "--T", "40", "--ridge", "1e-3", "--digits", "20"]
    blocked = "import sys; sys.modules['flint'] = None; from lemmata.interface.cli import main; main(sys.argv[1:])"

    def without_flint(*words):
        return subprocess.run([sys.executable, "-c", blocked, *words], capture_output=True, text=True)

    document = json.loads(without_flint("evaluate", *arguments, "--json").stdout)
    certified = json.loads(call(*arguments, "--json")[1])
    assert document["certified"] is False
    assert certified["certified"] is True
    gap = abs(Fraction(document["value"]) - Fraction(certified["value"]))
    assert gap <= Fraction(document["radius"]) + Fraction(certified["radius"]) + Fraction(1, 10**21)
    for refused in (["evaluate", "risk", "--d", "2", "--T", "5"], ["verify"]):
        done = without_flint(*refused)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert "flint" in done.stderr


def test_a_bound_covers_the_value_as_it_is_printed(call):
    """|exact - printed value| <= bound, at few digits too; and halves of the theorem's bound are no bound."""
    chain = ("risk", "--d", "4", "--T", "60", "--ridge", "3/10", "--json")
    exact = Fraction(json.loads(call(*chain)[1])["value"])
    for digits in ("1", "2", "20"):
        found = json.loads(call(*chain, "--method", "equivalent", "--bound", "--digits", digits)[1])
        assert abs(exact - Fraction(found["value"])) <= Fraction(found["bound"])
        assert Fraction(found["bound_terms"]["bias"]) <= Fraction(found["bound"])
    assert Fraction(found["bound"]) / 2 < abs(exact - Fraction(found["value"]))


def test_where_no_theorem_applies_the_reason_is_said(call):
    chain = ("risk", "--d", "400", "--T", "20", "--ridge", "1/1000", "--method", "equivalent", "--bound")
    found = json.loads(call(*chain, "--json")[1])
    assert found["bound"] == "oo"
    assert "theta or far < 1" in found["bound_reason"]
    assert "  bound      oo   T = 20" in call(*chain)[1]


def test_one_draw_has_a_width_or_a_reason(call):
    """By the exact law and by the equivalent, whose bound is added to its parts; an infinite risk has none."""
    chain = ("risk", "--d", "4", "--T", "60", "--ridge", "3/10", "--sigma2", "1", "--bound", "--json")
    exact, close = (
        Fraction(json.loads(call(*chain, *method)[1])["deviation"]) for method in ((), ("--method", "equivalent"))
    )
    assert exact <= close <= exact * 6 / 5
    assert "deviation" not in json.loads(call("risk", "--d", "4", "--T", "60", "--ridge", "1", "--json")[1])
    for less in (("--d", "4", "--T", "4"), ("--d", "400", "--T", "20", "--ridge", "1/1000", "--method", "equivalent")):
        assert "  one draw   oo   " in call("risk", *less, "--sigma2", "1", "--bound")[1]


def test_a_bound_is_one_of_the_risk(call):
    status, _, error = call("df1", "--beta", "2", "--kappa", "1", "--bound")
    assert status == 2
    assert "bound" in error
