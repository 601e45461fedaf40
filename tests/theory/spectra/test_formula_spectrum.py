"""A spectrum given by a formula: what is said of it is certified, and its sums overlap every other way to them."""

from fractions import Fraction

import mpmath
import pytest
from flint import arb, ctx
from sympy import lambdify

from lemmata.numerics.errors import InputError
from lemmata.theory import Chain, FormulaSpectrum, PowerLaw, equivalent_risk, exact_risk
from lemmata.theory.models import renormalised_fits
from lemmata.theory.models.equivalents import renormalised
from lemmata.theory.models.simulation import setting_of
from lemmata.theory.spectra.formula_spectrum import K
from tests.depth import often
from tests.oracles.mpmath_terms import estimate_terms

PARTS = ("bias", "variance", "collapse", "total")


def near(ball, value, digits):
    """Whether an mpmath number of at least so many right digits is in the ball, up to those digits."""
    exact = Fraction(int(mpmath.nint(value * mpmath.mpf(2) ** 300)), 2**300)
    return abs(ball.mid - exact) <= ball.rad + abs(exact) / 10**digits


FORMULAS = [
    ("exp(-sqrt(k))", None),
    ("k^-2*log(k+1)", None),
    ("1/(k*log(k+1)^2)", 10**9),
    ("(k+1)^(-3/2)*(1+1/k)", 10**15),
    ("1/factorial(k)", None),
    ("harmonic(k)/k^2", None),
    ("binomial(2*k,k)/5^k", 50),
    ("1/harmonic(2*k)", 1000),
]
PLACES = [(*one, kappa) for kappa, first in (("1", 0), ("1e-6", often(1, 0))) for one in FORMULAS[first :: often(2, 1)]]
"""Every formula at one kappa, in a deep run at both."""


@pytest.mark.parametrize(("text", "d", "kappa"), PLACES)
def test_mpmath_agrees(text, d, kappa):
    spectrum = FormulaSpectrum(text, d=d)
    eigenvalue = lambdify(K, spectrum.eigenvalue, "mpmath")
    for order, ball in ((1, spectrum.df1(kappa, digits=14)), (2, spectrum.df2(kappa, digits=14))):
        second = estimate_terms(lambda k, m=order: (1 / (1 + mpmath.mpf(kappa) / eigenvalue(k))) ** m, d, digits=12)
        with mpmath.workdps(30):
            assert near(ball, second.value, 12)


def test_a_slowly_falling_spectrum_is_summed_wherever_its_index_begins():
    """The sum over k of f(k + 1) is that of f(k) without its first term, also where it converges as 1/log k."""
    shifted = FormulaSpectrum("1/((k+1)*log(k+2)^2)").df1("1/100", digits=20)
    whole = FormulaSpectrum("1/(k*log(k+1)^2)").df1("1/100", digits=20)
    first = 1 / (1 + mpmath.log(2) ** 2 / 100)
    assert near(shifted, mpmath.mpf(whole.mid.numerator) / whole.mid.denominator - first, 14)
    assert FormulaSpectrum("1/(sqrt(k^2+1)*log(k+3)^3)").df1("1e-3", digits=12).rad > 0


@pytest.mark.parametrize("a", [0, 3, 1000])
@pytest.mark.parametrize("kappa", ["1e-12", "1e-3", "1e3"])
def test_a_shifted_square_is_a_hyperbolic_cotangent(a, kappa):
    """sum 1/(1 + kappa (k^2 + a)) = (pi b coth(pi b) - 1)/(2 kappa b^2), b^2 = a + 1/kappa."""
    with ctx.workprec(400):
        b = (a + 1 / arb(kappa)).sqrt()
        truth = (arb.pi() * b * (arb.pi() * b).coth() - 1) / (2 * arb(kappa) * b * b)
        found = FormulaSpectrum(f"1/(k^2+{a})").df1(kappa, digits=40)
        assert found.to_arb().overlaps(truth)


def test_a_geometric_spectrum_is_a_lambert_series():
    """sum_k 1/(e^k + 1) = sum_n (-1)^(n+1)/(e^n - 1)."""
    with ctx.workprec(200):
        truth = sum(((-1) ** (n + 1) / (arb(n).exp() - 1) for n in range(1, 160)), arb(0)) + arb(0, arb(-159).exp())
        assert FormulaSpectrum("exp(-k)").df1(1, digits=40).to_arb().overlaps(truth)


@pytest.mark.parametrize("d", [10**6, None])
@pytest.mark.parametrize(("T", "ridge"), [(100, "1/1000"), (10**4, 0), (30, "1e-30")])
def test_the_power_law_as_a_formula_has_the_kappa_of_the_power_law(d, T, ridge):
    formula, known = FormulaSpectrum("k^-2", weights="k^(-1/2)", d=d), PowerLaw(2, r="1/2", d=d)
    found = renormalised(formula, T, Chain(known, T=T, ridge=ridge).ridge, 25)
    same = renormalised(known, T, Chain(known, T=T, ridge=ridge).ridge, 25)
    for name in ("kappa", "df1", "df2", "derivative"):
        assert getattr(found, name).accurate_to(25)
        assert getattr(found, name).overlaps(getattr(same, name))


GENERATORS = {
    "unbiased": {"n": 2, "T0": (500, 700), "sigma0_2": (1, "1/2")},
    "fewer than dimensions": {"n": 3, "T0": (30, 500, 60), "sigma0_2": (1, 0, 2)},
    "one design": {"n": 3, "T0": 30, "sigma0_2": (1, "1/2", 2), "designs": "same"},
    "ridge": {"n": 2, "T0": (30, 500), "sigma0_2": 1, "ridge0": "1/7"},
    "everything reused": {"n": 2, "T0": 50, "sigma0_2": 1, "designs": "shared"},
}


@pytest.mark.parametrize("generators", GENERATORS)
@pytest.mark.parametrize(
    "spectrum",
    [FormulaSpectrum("exp(-sqrt(k))*(1+1/k)", weights="1/log(k+1)", d=400), PowerLaw("3/2", r="2/3", d=400)],
    ids=["formula", "power law"],
)
def test_listed_and_summed_chains_agree(monkeypatch, spectrum, generators):
    chain = Chain(spectrum, T=50, ridge="1/10", sigma2=1, **GENERATORS[generators])
    listed = equivalent_risk(chain, digits=20)
    monkeypatch.setattr(renormalised_fits, "LARGEST_LISTED", 10)
    summed = equivalent_risk(chain, digits=20)
    for name in PARTS:
        assert getattr(listed, name).overlaps(getattr(summed, name))
        assert getattr(summed, name).accurate_to(20)


@pytest.mark.parametrize("generators", ["fewer than dimensions", "one design", "ridge"])
def test_infinitely_many_directions_are_the_limit_of_many(generators):
    """Dropping the eigenvalues beyond d changes a risk by about their sum, 1/d at beta = 2."""
    few, most = (
        equivalent_risk(Chain(PowerLaw(2, r="1/2", d=d), T=50, ridge="1/10", **GENERATORS[generators]), digits=15)
        for d in (10**8, None)
    )
    for name in ("bias", "collapse", "total"):
        first, second = (float(getattr(found, name).mid) for found in (few, most))
        assert 0 < abs(first - second) < 1e-6 * second


def test_a_tail_that_is_given_changes_the_bound_and_not_the_value():
    alone = FormulaSpectrum("k^-2*log(k+1)").df1("1e-4", digits=25)
    given = FormulaSpectrum("k^-2*log(k+1)", tail="3*k^(-3/2)")
    assert given.df1("1e-4", digits=25).overlaps(alone)
    assert any("3/k**(3/2)" in line for line in given.statements)


def test_without_weights_or_with_zero_weights():
    with pytest.raises(InputError, match="weights = nothing"):
        equivalent_risk(Chain(FormulaSpectrum("k^-2"), T=10, ridge=1))
    found = equivalent_risk(Chain(FormulaSpectrum("k^-2", weights="0"), T=10, ridge=1, sigma2=1))
    assert found.bias.contains(0)
    assert found.bias.rad == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"eigenvalue": "k^-2*(1+k/100)^3"}, "increases from k = 200 to k = 201"),
        ({"eigenvalue": "1/k"}, "diverges"),
        ({"eigenvalue": "1/(k*log(k+1))"}, "not certified for large k: whether the sum"),
        ({"eigenvalue": "k^-2*log(log(k+2))"}, r"not certified for large k: log\(log\(k \+ 2\)\)"),
        ({"eigenvalue": "Max(k^-2, 1/100)", "d": 9}, "which are smooth .not Max"),
        ({"eigenvalue": "j^-2"}, "names k"),
        ({"eigenvalue": "k^-2", "d": "1/2"}, "d = 1/2: must be an integer >= 1, or oo"),
        ({"eigenvalue": "k^-2", "weights": "k"}, "weights = k: must be such that the sum of lambda_k c_k.2 converges"),
        ({"eigenvalue": "k^-2", "weights": "1/(k-5)"}, "no real value was found at k = 5"),
        ({"eigenvalue": "k^-2", "weights": "1/(k-5)", "d": 10}, "no real value was found at k = 5"),
        ({"eigenvalue": "k^-2*log(k+1)", "tail": "5*k^-2"}, "false for large k .as at k = 10.3"),
        ({"eigenvalue": "k^-2", "tail": "1/k"}, "tail = 1/k: must be summable"),
        ({"eigenvalue": "exp(-k)", "tail": "k^-3", "d": 10}, "false at k = 2"),
    ],
)
def test_planted_errors_are_refused_in_one_line(arguments, message):
    with pytest.raises(InputError, match=message) as refused:
        FormulaSpectrum(**arguments)
    assert "\n" not in str(refused.value)


def test_kappa_must_be_positive():
    with pytest.raises(InputError, match="kappa = 0: must be > 0"):
        FormulaSpectrum("k^-2").df1(0)


def test_finite_formulas_can_be_listed_for_simulations_and_exact_laws():
    spectrum = FormulaSpectrum("exp(-sqrt(k))", weights="1/k", d=3)
    assert setting_of(Chain(spectrum, T=9)).eigenvalues.tolist() == pytest.approx(
        [mpmath.exp(-mpmath.sqrt(k)) for k in (1, 2, 3)]
    )
    assert exact_risk(Chain(spectrum, T=9, sigma2=1)).total == Fraction(3, 5)
    with pytest.raises(InputError, match="d = 1000000000: must be at most 10000"):
        setting_of(Chain(FormulaSpectrum("k^-2", weights="1", d=10**9), T=9))
    with pytest.raises(InputError, match="finite to be simulated"):
        setting_of(Chain(FormulaSpectrum("k^-2", weights="1/k"), T=9))


def test_quotients_of_gamma_functions_are_products_where_they_have_values():
    """gamma(k)/gamma(k + 2) = 1/(k (k + 1)); (k - 3)(k - 2) has a value at k = 1, and gamma(-2) none."""
    one, other = FormulaSpectrum("gamma(k)/gamma(k + 2)"), FormulaSpectrum("1/(k*(k + 1))")
    assert one.eigenvalue == other.eigenvalue
    with pytest.raises(InputError, match="no real value was found at k = 1"):
        FormulaSpectrum("gamma(k - 3)/gamma(k - 1)")


def test_a_quotient_of_gamma_functions_that_falls_like_another_power_is_refused_by_name_without_a_dimension():
    with pytest.raises(InputError, match="differ by integers"):
        FormulaSpectrum("gamma(k + 1)/gamma(k + 5/2)")
    assert FormulaSpectrum("gamma(k + 1)/gamma(k + 5/2)", d=5).d == 5
