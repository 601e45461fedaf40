"""Sums over any smooth spectrum: the ball contains the truth, however the spectrum falls."""

from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from flint import arb, ctx, fmpq

from lemmata.numerics.accuracy import accurate, as_arb, as_fmpq
from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import NotAccurate
from lemmata.numerics.sums.log_panels import Panel, Summand, legendre_rule
from lemmata.numerics.sums.smooth_spectrum import SmoothSpectrum, _End, _Evaluation, _Plan
from lemmata.numerics.sums.spectral_sums import degrees_of_freedom


def spectrum(eigenvalue, d, beyond=None):
    return SmoothSpectrum(eigenvalue, lambda t: 1 / eigenvalue(t), lambda t: t.exp() * eigenvalue(t), d, beyond=beyond)


def power_law(beta, d):
    def power(p):
        return lambda t: (as_arb(p) * t).exp()

    p = Fraction(beta)
    beyond = None if p <= 1 else lambda t: power(1 - p)(t) / as_arb(p - 1)  # int_K^oo x^-p dx
    return SmoothSpectrum(power(-p), power(p), power(1 - p), d, beyond)


def both(found, kappa, digits):
    """df1 and df2 at an exact kappa."""
    return accurate(lambda: found.both(arb(kappa)), digits, most_bits=600)


def direct(found, kappa, d):
    """df1 and df2 term by term."""
    with ctx.workprec(300):
        values = [found.eigenvalue(arb(k).log()) for k in range(1, d + 1)]
        shares = [value / (value + kappa) for value in values]
        return Ball.from_arb(sum(shares, arb(0))), Ball.from_arb(sum((share**2 for share in shares), arb(0)))


SHAPES = {
    "power": lambda t: (-2 * t).exp(),
    "steep power": lambda t: (-30 * t).exp(),
    "flat power": lambda t: (-t / 10).exp(),
    "constant": lambda t: arb(1) + 0 * t,
    "stretched": lambda t: (-(t / 2).exp()).exp(),
    "geometric": lambda t: (-t.exp() / 10).exp(),
    "log-normal": lambda t: (-t * t).exp(),
    "smooth step": lambda t: 1 / (1 + ((t.exp() - 500) / 10).exp()),
    "sharp step on a power law": lambda t: 1 / (1 + ((t.exp() - 300) / 2).exp()) + (-2 * t).exp(),
    "shifted": lambda t: 1 / ((2 * t).exp() + 1000),
    "linear": lambda t: 3 - t.exp() / 1000,
    "Gaussian": lambda t: (-((t.exp() / 100) ** 3)).exp(),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_finite_sums_overlap_direct_summation(shape):
    found, random = spectrum(SHAPES[shape], d := 1500), Random(shape)
    for digits in (8, 20, 45):
        kappa = fmpq(random.randint(1, 999)) * fmpq(10) ** random.randint(-30, 3)
        pair = both(found, kappa, digits)
        for ball, truth in zip(pair, direct(found, kappa, d), strict=True):
            assert ball.accurate_to(digits)
            assert ball.overlaps(truth), (shape, digits, kappa)


@pytest.mark.parametrize("beta", ["11/10", "3/2", "2", "37/10"])
@pytest.mark.parametrize("d", [10**4, 10**15, 10**40, None])
def test_power_laws_overlap_their_own_code(beta, d):
    """Two routes: hypergeometric functions there, Gauss rules on panels here."""
    found = power_law(beta, d)
    for kappa, digits in (("1e3", 15), ("1e-5", 40), ("1e-40", 20)):
        pair = both(found, as_fmpq(Fraction(kappa)), digits)
        truths = degrees_of_freedom(beta, kappa, d, digits=digits)
        assert all(ball.overlaps(truth) for ball, truth in zip(pair, truths, strict=True)), (kappa, digits)


@pytest.mark.parametrize("d", [10**9, None])
def test_the_derivative_of_df1_is_minus_df1_less_df2_over_kappa(d):
    """(df1 - df2)/kappa decreases: it bounds the difference quotient of df1 from both sides."""
    found = power_law("3/2", d)
    with ctx.workprec(160):
        low, high = arb("1e-4"), arb("1e-4") * (1 + arb("1e-12"))
        (one, two), (one_high, two_high) = found.both(low), found.both(high)
        quotient = (one - one_high) / (high - low)
        assert (one_high - two_high) / high < quotient < (one - two) / low


def test_more_eigenvalues_give_more_degrees_of_freedom():
    with ctx.workprec(120):
        values = [power_law("3/2", d).df1(arb("1e-8")) for d in (10**5, 10**9, 10**15, None)]
    assert all(fewer < more for fewer, more in pairwise(values))


def test_a_sum_that_hardly_converges_needs_no_small_tail():
    """lambda = 1/(k (1 + log k)^2): what lies beyond K = 10^15 is known from the integral, 1/(1 + log x)."""

    def eigenvalue(t):
        return (-t).exp() / (t + 1) ** 2

    def inverse(t):
        return t.exp() * (t + 1) ** 2

    def moment(t):
        return 1 / (t + 1) ** 2

    def beyond(t):
        return 1 / (t + 1)

    K = 10**15
    with ctx.workprec(80):
        kappa = arb("1e-6")
        finite = SmoothSpectrum(eigenvalue, inverse, moment, K).df1(kappa)
        whole = SmoothSpectrum(eigenvalue, inverse, moment, None, beyond).df1(kappa)
        most = beyond(arb(K).log()) / kappa
        least = beyond(arb(K + 1).log()) / kappa * (1 - eigenvalue(arb(K).log()) / kappa)
        assert least - whole.rad() < whole - finite < most + whole.rad()
        assert whole.rel_accuracy_bits() > 70


@pytest.mark.parametrize(("start", "order"), [(3, 2), (4, 6), (9, 4)])
def test_a_poor_plan_costs_width_and_never_correctness(start, order):
    """Few terms and a low order: the error is large, and the ball knows it."""
    found, kappa = power_law("2", 10**6), arb(1) / 64
    with ctx.workprec(200):
        truth = found.df1(kappa)
    with ctx.workprec(120):
        plan = _Plan(found, 96)
        plan.start, plan.order = start, order
        evaluation = _Evaluation(plan, (found.first,), kappa)
        evaluation.tolerance = arb(1)
        poor = evaluation.total()[0]
    assert poor.overlaps(truth)
    assert abs(poor.mid() - truth) > arb(2) ** -90


def lorentzian(low, high):
    """A panel for f = 1/(1 + x^2/900), whose poles are at the distance pi/2 from the middle, log 30."""
    panel = Panel(low, high, lambda t: (-2 * t).exp(), lambda t: (2 * t).exp())
    return panel, Summand(1, lambda t: (-2 * t).exp(), lambda t: (-t).exp(), lambda t: arb(1)), fmpq(1, 900)


def test_the_bound_of_the_quadrature_exceeds_its_error_and_falls_no_faster():
    """The integral of f over the panel is a difference of arctangents."""
    panel, summand, kappa = lorentzian(12, 75)
    with ctx.workprec(200):
        truth = 30 * ((arb(75) / 30).atan() - (arb(12) / 30).atan())
        (_, most), *_ = panel.largest((summand,), arb(kappa))
        for n in (2, 5, 10, 20, 40):
            values = [kappa / (value + kappa) for _, _, value in panel.nodes(n)]
            rule = sum((w * v for w, v in zip(panel.moments(summand, n), values, strict=True)), arb(0)) / kappa
            assert 0 < abs(rule - truth) <= panel.quadrature(most, n)


@pytest.mark.parametrize("order", [2, 10, 20, 30])
def test_the_bound_of_the_remainder_exceeds_it_and_grows_no_faster(order):
    """Euler-Maclaurin summation of f = 1/(1 + kappa x^2), nearly x^-2/kappa, from 3 to 3000: the sum and the integral
    are known, the rest is the remainder, which from order 20 on grows."""
    low, high, kappa, found = 3, 3000, 2**20, power_law("2", None)
    panel = Panel(low, high, found.eigenvalue, found.inverse)
    with ctx.workprec(300):
        terms = [1 / arb(1 + kappa * k * k) for k in range(low, high + 1)]
        total = sum(terms, arb(0)) - (terms[0] + terms[-1]) / 2
        integral = (arb(1024 * high).atan() - arb(1024 * low).atan()) / 1024
        ends = [_End(found, at, order).corrections(found.first, arb(kappa)) for at in (low, high)]
        remainder = abs(total - integral - (ends[1] - ends[0]))
        (most, _), *_ = panel.largest((found.first,), arb(kappa))
        bound = panel.remainder(most, order)
    assert 0 < remainder <= bound
    assert bound < 10**6 * remainder


def test_a_summand_with_a_pole_in_a_panel_has_no_bound():
    """lambda = 12 - x and kappa = 1: the summand is infinite at x = 13."""
    panel = Panel(10, 14, lambda t: 12 - t.exp(), lambda t: 1 / (12 - t.exp()))
    summand = Summand(1, lambda t: arb(1), lambda t: t.exp(), lambda t: 1 / (12 - t.exp()))
    assert not any(most.is_finite() for most in panel.largest((summand,), arb(1))[0])


def test_a_step_that_takes_too_many_terms_is_refused_and_not_guessed(monkeypatch):
    monkeypatch.setattr("lemmata.numerics.sums.smooth_spectrum._MOST_NODES", 3000)
    cliff = spectrum(lambda t: 1 / (1 + (t.exp() - 10**12).exp()), 10**15)
    with pytest.raises(NotAccurate, match="change too fast near"), ctx.workprec(80):
        cliff.df1(arb(1) / 1024)


def test_the_gauss_rule_is_exact_to_its_degree():
    for n in (1, 2, 7, 12):
        rule = legendre_rule(n, 120)
        for power in range(2 * n):
            total = sum((w * x**power for x, w in rule), arb(0))
            assert total.overlaps(arb(fmpq(0 if power % 2 else 2, power + 1)))
