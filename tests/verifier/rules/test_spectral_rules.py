"""Rules about spectral sums: what they must not accept."""

import pytest
from sympy import Integer, Max, Rational, Sum, Symbol, exp, pi

from lemmata.theory.notation import T, beta, d, kappa, ridge
from lemmata.theory.relations import at_least, at_most
from lemmata.theory.spectra.mellin_expansion import MellinExpansion
from lemmata.theory.spectra.scaling_integral import ScalingIntegral
from lemmata.theory.spectra.spectral_functions import Df1, Df2, Kappa, SpectralSum
from lemmata.verifier.claim import Paper
from lemmata.verifier.engines.positivity import nonnegative
from lemmata.verifier.obligations import judged
from lemmata.verifier.rules import (
    contour_remainder,
    elementary_bound,
    fixed_point,
    inequality,
    integral_comparison,
    mellin_expansion,
    raised,
    term_by_term,
)
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

k = Symbol("k", integer=True, positive=True)
m = Symbol("m", integer=True, nonnegative=True)
u, x, y = Symbol("u", real=True), Symbol("x", positive=True), Symbol("y", positive=True)
proved = Verdict.PROVED


def verdict(rule, before, relation, after, *assumptions):
    return judged(rule, Step(before, relation, after), Context(assumptions=assumptions)).verdict


def test_terms_need_a_sum():
    assert verdict(term_by_term, kappa * (1 - 1 / T), ">=", kappa) is not proved  # no sum on either side


def test_ranges_of_unknown_order_are_not_compared():
    shorter, longer = Df1(beta, kappa, m), Df1(beta, kappa, d)
    assert verdict(term_by_term, shorter, "<=", longer) is not proved
    assert verdict(term_by_term, shorter, "<=", longer, m >= 1, m <= d) is proved
    assert verdict(term_by_term, shorter, "<=", longer, m <= d) is not proved  # of no dimension
    assert verdict(term_by_term, shorter, ">=", longer, m <= d) is not proved


def test_terms_know_their_powers_within_the_range_only():
    bend = d / (1 + kappa * d**beta)
    assert verdict(term_by_term, Df1(beta, kappa, d), ">=", bend) is proved
    assert verdict(term_by_term, Df1(u, kappa, d), ">=", d / (1 + kappa * d**u)) is not proved  # u may be negative
    assert verdict(term_by_term, Df1(beta, kappa), ">=", Df2(beta, kappa)) is not proved  # may diverge
    assert verdict(term_by_term, Df1(beta, kappa), ">=", Df2(beta, kappa), beta > 1) is proved


def test_the_elementary_bound_knows_its_factor():
    q = Symbol("q", integer=True, positive=True)
    total, bound = (
        SpectralSum(u, q, beta, kappa, d),
        Sum(k**-u * Max(k**-beta, kappa) ** -q, (k, 1, d)),
    )
    for c, holds in ((2, True), (3, True), (Rational(3, 2), False)):
        assert (verdict(elementary_bound, total, ">=", c**-q * bound) is proved) is holds


def test_maxima_are_known_to_the_solver():
    assert nonnegative(2 * Max(x, y) - x - y, []).answer == "proved"
    assert nonnegative(Rational(3, 2) * Max(x, y) - x - y, []).answer != "proved"
    assert nonnegative(x + y - Max(x, y, x + y), []).answer == "proved"


def test_power_sums_from_zero_need_a_convergent_integral():
    a = Symbol("a", real=True)
    powers = Sum(k**a, (k, 1, d))
    assert verdict(inequality, powers, "<=", d ** (a + 1) / (a + 1), a <= 0) is not proved
    assert (
        verdict(inequality, Sum(k**a, (k, m, d)), "<=", (d ** (a + 1) - (m - 1) ** (a + 1)) / (a + 1), a < -1)
        is not proved
    )


def test_a_ridge_may_vanish():
    """With ridge = 0 and d <= T the root is 0, and the equation says nothing of df1."""
    root = Kappa(beta, T, ridge, d)
    step = (root * (1 - Df1(beta, root, d) / T), "=", ridge)
    assert verdict(fixed_point, *step) is not proved
    assert verdict(fixed_point, *step, root > 0) is proved
    assert verdict(fixed_point, *step, ridge > 0) is not proved  # of the root itself nothing is said


def test_raising_turns_with_the_sign_of_the_power():
    paper = Paper("demo", "A demonstration")
    claim = paper.claim("order", "y below x", at_least(x, y), where=[x >= y], witness={x: 2, y: 1})
    for power, relation, holds in ((2, ">=", True), (-1, "<=", True), (-1, ">=", False), (u, ">=", False)):
        assert (verdict(raised(claim, power), x**power, relation, y**power, x >= y) is proved) is holds
    assert verdict(raised(claim, u), x**u, ">=", y**u, x >= y, u >= 0) is proved
    assert verdict(raised(claim, 2), x**2, ">=", y**2) is not proved


@pytest.mark.parametrize(("power", "holds"), [(1, True), (2, True), (-1, False)])
def test_raising_needs_positive_sides(power, holds):
    paper = Paper("demo", "A demonstration")
    v = Symbol("v", real=True)
    claim = paper.claim("order", "v below x", at_least(x, v), where=[x >= v], witness={x: 2, v: 1})
    assert verdict(raised(claim, power), x**power, ">=", v**power, x >= v) is not proved
    positive = verdict(raised(claim, power), x**power, ">=", v**power, x >= v, v > 0)
    assert (positive is proved) is holds


def test_what_is_raised_may_be_positive_by_the_range_of_a_function():
    paper = Paper("demo", "A demonstration")
    chord = paper.claim("chord", "A chord", at_most(x, exp(x) - exp(-x)), witness={x: 1}, proof=inequality)
    assert verdict(raised(chord, 2), x**2, "<=", (exp(x) - exp(-x)) ** 2) is proved
    v = Symbol("v", real=True)
    line = paper.claim("line", "A line", at_least(exp(v) - 1, v), witness={v: 1}, proof=inequality)
    assert verdict(raised(line, 2), (exp(v) - 1) ** 2, ">=", v**2) is not proved


def test_finite_sums_may_be_subtracted():
    first, second = Df1(beta, kappa, d), Df2(beta, kappa, d)
    assert verdict(inequality, y / (y - second), "<=", Integer(2), second <= first, y >= 2 * first) is proved
    assert verdict(inequality, y / (y - second), "<=", Integer(2), second <= first, y >= first) is not proved


def test_the_integral_of_a_divergent_sum_is_no_bound():
    bound = kappa ** (-1 / beta) * ScalingIntegral(beta, 1, beta)
    assert verdict(integral_comparison, Df1(beta, kappa), "<=", bound, beta > 1) is proved
    assert verdict(integral_comparison, Df1(beta, kappa), "<=", bound) is not proved
    assert verdict(integral_comparison, Df1(beta, kappa, d), ">=", bound - 1, beta > 1) is not proved  # d may be small


@pytest.mark.parametrize("angle", [pi / beta, pi / 2, -pi / (2 * beta), Integer(2)])
def test_a_contour_turned_too_far_is_refused(angle):
    expansion = MellinExpansion.of(beta, 1, beta, terms=1)
    after = expansion.expression(kappa) + expansion.bound(kappa, angle)
    assert verdict(mellin_expansion(1, angle), Df1(beta, kappa), "<=", after, beta > 1) is not proved


def test_a_missing_term_is_noticed():
    b = Rational(3, 2)
    terms = MellinExpansion.of(b, 1, b, terms=2)
    for left_out in terms.terms:
        rest = terms.expression(kappa) - left_out.at(kappa)
        after = rest + kappa**b
        assert verdict(contour_remainder(b), Df1(b, kappa), "<=", after) is not proved
    assert verdict(contour_remainder(b), Df1(b, kappa), "<=", terms.expression(kappa) + kappa**b) is proved
    assert verdict(contour_remainder(b), Df1(b, kappa, d), "<=", terms.expression(kappa) + kappa**b) is not proved
