"""Forms hold for all k >= e^T; tails bound what lies beyond; monotonicity is certified or refused."""

from random import Random

import mpmath
import pytest
from flint import acb, arb, arb_series, ctx
from sympy import Integer

from lemmata.numerics.accuracy import series_length
from lemmata.theory.reading.parsing import parse
from lemmata.theory.values.asymptotic_forms import K, NoForm, form, slope
from lemmata.theory.values.finite_enclosure import enclose
from lemmata.theory.values.formula_program import program
from lemmata.theory.values.monotone import Fails, below, decreasing
from lemmata.theory.values.sum_tails import Diverges, Tail

FORMULAS = [
    "k^-2*(1+1/k)",
    "(k+1)/k^3",
    "log(k+1)/k^2",
    "1/(k*log(k+1)^2)",
    "exp(-sqrt(k+1))",
    "exp(-k)+k^-3",
    "exp(sqrt(k)-k)",
    "2^(-k)",
    "1/(exp(k)-1)",
    "(k+7)^(-sqrt(2))",
    "log(1+1/k^2)",
    "k^-2*exp(3/k)",
    "exp(-log(k)^2)",
    "(3*k^2-k+5)^(-3/2)/log(k+2)",
    "1/factorial(k)",
    "harmonic(k)/k^2",
    "factorial(2*k)^(-1/3)",
    "gamma(k+1/2)/factorial(k+1)",
    "1/binomial(2*k,k)",
    "1/(k^2*harmonic(k+1))",
]


WITHOUT_FORM = (
    "exp(-sqrt(k+1))",
    "exp(-log(k)^2)",
    *(text for text in FORMULAS if "factorial" in text or "binom" in text),
)
"""Their slopes have one."""
RESOLUTION = arb(10) ** -18
"""Irrational exponents are known to 25 digits, and k^p to fewer."""


def read(text):
    return parse(text, {"k": K})


def far_points(T, random):
    """Some t >= T, from close to far."""
    return [arb(T + random.random() * 10.0**j) for j in (-6, -2, 0)]


@pytest.mark.parametrize("text", [text for text in FORMULAS if text not in WITHOUT_FORM])
@pytest.mark.parametrize("T", [3, 7])
def test_a_form_holds_from_T_on(text, T):
    expr, random = read(text), Random(T)
    with ctx.workprec(400):
        found = form(expr, arb(T))
        for t in far_points(T, random):
            delta = program(expr)(t) / found.size(t) * found.sign() - 1
            assert abs(delta) <= found.error + RESOLUTION


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("T", [3, 7])
def test_a_slope_holds_from_T_on(text, T):
    """Against the derivative of the program, by power series."""
    expr, random = read(text), Random(T)
    with ctx.workprec(400), series_length(2):
        found = slope(expr, arb(T))
        for t in far_points(T, random):
            value = program(expr)(arb_series([t, 1], prec=2))
            ratio = value[1] / value[0] / found.size(t) * found.sign() - 1
            assert abs(ratio) <= found.error + RESOLUTION


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("k^-2", lambda k: mpmath.zeta(2, k + 1)),
        ("k^-1.1", lambda k: mpmath.zeta(mpmath.mpf("1.1"), k + 1)),
        ("exp(-k/7)", lambda k: mpmath.exp(-mpmath.mpf(k + 1) / 7) / (1 - mpmath.exp(-mpmath.mpf(1) / 7))),
        ("1/(k*(k+1))", lambda k: mpmath.mpf(1) / (k + 1)),
        ("k^-3*(1+1/k)", lambda k: mpmath.zeta(3, k + 1) + mpmath.zeta(4, k + 1)),
    ],
)
def test_a_tail_bounds_what_lies_beyond_and_not_by_much(text, truth):
    tail = Tail.of(read(text))
    for k in (60, 1000, 10**6):
        rest, bound = arb(str(truth(k))), tail.beyond(arb(k).log())
        assert rest * (1 - arb(10) ** -12) <= bound
        assert bound < 2 * rest or text.startswith("exp")  # an integral may exceed a geometric sum by a factor of 7


@pytest.mark.parametrize("text", ["gamma(k+1)/gamma(2*k+5/2)", "1/gamma(k+1)", "exp(-sqrt(k))", "exp(-k^2)"])
def test_a_tail_that_falls_faster_than_powers_is_bounded_from_few_terms_on(text):
    tail = Tail.of(read(text))
    assert tail.rate.T <= 3
    terms = [enclose(read(text).xreplace({K: Integer(k)}), digits=25).to_arb() for k in range(21, 400)]
    assert sum(terms, arb(0)) <= tail.beyond(arb(20).log() + arb("1e-20")) * (1 + arb("1e-12"))


def test_below_its_T_a_tail_says_nothing():
    assert not Tail.of(read("k^-2*(1+5/k)")).beyond(arb(1)).is_finite()


@pytest.mark.parametrize(
    "text",
    [
        "1/k",
        "1/(k+5)",
        "k^-0.9",
        "1",
        "(1+1/k)/k",
        "1/(k*log(k+1)^(9/10))",
        "log(k+1)/k",
        "exp(1/k)/k",
        "k^-2*(k+1)",
        "harmonic(k)/k",
        "1/harmonic(k)",
        "1/(k*harmonic(k)^(9/10))",
        "gamma(k+1)/gamma(k+3/2)",
    ],
)
def test_a_divergent_sum_is_found_to_diverge(text):
    with pytest.raises(Diverges, match=r"the sum of .* diverges"):
        Tail.of(read(text))


@pytest.mark.parametrize("text", ["1/(k*log(k+1))", "1/k-1/(k+1)", "k^-2*log(log(k+2))"])
def test_what_is_not_known_is_refused(text):
    with pytest.raises(NoForm, match=r"cancel|log\(log|whether the sum"):
        Tail.of(read(text))


@pytest.mark.parametrize("d", [1000, 10**15, None])
@pytest.mark.parametrize("text", ["1", *FORMULAS])
def test_decreasing_formulas_are_certified(text, d):
    decreasing(read(text), d)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("k", "increases from k = 1 to k = 2"),
        ("factorial(k)", "increases from k = 1 to k = 2"),
        ("9^k/factorial(k)", "increases from k = 1 to k = 2"),
        ("harmonic(k)", "increases from k = 1 to k = 2"),
        ("k^-3*((k-5)^2+1)", "increases from k = 5 to k = 6"),
        ("k^-2*(1+((k-1000)/100)^4/1000)", "increases from k = 1349 to k = 1350"),  # found by listing 10^4 values
        ("log(k)/k^2", "not positive at k = 1"),
        ("2-k/1000", "not positive at k = 2000"),
        ("sqrt(50-k)", "not positive at k = 50"),
    ],
)
def test_where_a_formula_increases_or_vanishes_is_said(text, place):
    with pytest.raises(Fails, match=place):
        decreasing(read(text), None)


def test_a_formula_may_increase_beyond_its_dimension():
    expr = read("k^-2*(1+((k-1000)/100)^4/1000)")
    decreasing(expr, 1349)
    with pytest.raises(Fails, match=r"it increases from k = 1349"):
        decreasing(expr, 1350)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("k^-2*(1+1/k)", "2*k^-2"),
        ("k^-2*(1-1/(2*k))", "k^-2"),  # the ratio increases to one
        ("log(k+1)/k^2", "3*k^-1.5"),
        ("exp(-sqrt(k+1))", "exp(-0.9*sqrt(k))"),
        ("k^-2", "k^-2"),
    ],
)
def test_true_bounds_are_certified_for_all_k(text, bound):
    below(read(text), read(bound), None)


@pytest.mark.parametrize(
    ("text", "bound", "place"),
    [
        ("log(k+1)/k^2", "2*k^-2", "large k"),
        ("log(k+1)/k^2", "60*k^-2", "large k .as at k = 10.27"),  # log(10^27) = 62.2
        ("k^-2*(1-1/(2*k))", "99/100*k^-2", "large k"),
        ("k^-2*(1+100/k)", "3*k^-2", "k = 1$"),
        ("exp(-k)", "k^-3", "k = 2$"),
        ("k^-1.5", "100*k^-2", "large k"),
    ],
)
def test_false_bounds_are_refused_with_the_place(text, bound, place):
    with pytest.raises(Fails, match=place):
        below(read(text), read(bound), None)


def test_a_program_is_no_number_where_it_is_not_analytic():
    """log(k + 1) = t + log(1 + e^-t) has a branch cut around t = -1 + pi i, which Arb's logarithm would pass over."""
    steps = program(read("log(k+1)"))
    assert steps(acb(arb(-1, 0.1), arb(1, 0.1))).is_finite()
    assert not steps(acb(arb(-1, 0.1), arb.pi() + arb(0, 0.1))).is_finite()
