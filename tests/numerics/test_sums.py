"""Three ways to one number: Euler-Maclaurin, Mellin and zeta series share no formula, so that they err apart.

A deep run tries a hundred times as many.
"""

from collections import Counter
from fractions import Fraction
from math import pi, sin
from random import Random

import mpmath as mp
import pytest
from flint import arb, arb_poly, ctx, fmpq

from lemmata.numerics import InputError, spectral_sum
from lemmata.numerics.accuracy import as_arb
from lemmata.numerics.errors import NotAccurate
from lemmata.numerics.sums.end_polynomials import EndPolynomial, _integral
from lemmata.numerics.sums.euler_maclaurin import PowerLawSum, _weights
from tests.depth import often
from tests.oracles import mellin_route
from tests.oracles.mellin_route import mellin_sum
from tests.oracles.zeta_route import zeta_sum

FUZZ = often(1_000, 100_000)


def parameters(random):
    """A sum that exists: some are degrees of freedom, some have a double pole in their Mellin transform."""
    while True:
        beta = Fraction(random.choice([random.randint(11, 60), random.randint(1, 200)]), random.choice([3, 7, 10]))
        q = random.choice([1, 1, 2, 3, 5])
        kind = random.random()
        u = q * beta if kind < 0.4 else Fraction(random.randint(-30, 100), 10)
        if kind > 0.9:
            u = 1 + q * beta + beta * random.randint(0, 2)
        d = random.choice([None, None, random.randint(1, 10**4), 10 ** random.randint(4, 18)])
        if beta < 20 and (d is not None or u > 1):
            kappa = Fraction(10) ** random.randint(-40, 6) * random.randint(1, 9)
            return u, q, beta, kappa, d


def test_the_routes_overlap():
    random, seen = Random(1), Counter()
    for _ in range(FUZZ):
        case = parameters(random)
        digits = random.choice([15, 20, 30])
        found = spectral_sum(*case, digits=digits)
        assert found.accurate_to(digits)
        for route in (mellin_sum, zeta_sum):
            try:
                other = route(*case, digits=digits)
            except NotAccurate:
                continue
            seen[route] += 1
            assert found.overlaps(other), (route, case)
    assert min(seen[mellin_sum], seen[zeta_sum]) > FUZZ / 4


@pytest.mark.parametrize("bits", [80, 200, 700])
def test_the_prepared_polynomial_gives_what_series_and_2f1_give(bits):
    random = Random(bits)
    for _ in range(max(8, FUZZ // bits)):
        u, q, beta, kappa, d = parameters(random)
        problem = PowerLawSum(u, q, beta, d)
        with ctx.workprec(bits):
            at = arb(fmpq(kappa.numerator, kappa.denominator))
            plain, plan = problem.enclosed(at), problem.plan(bits)
            plan.uses = 10**6
            assert problem.enclosed(at).overlaps(plain), (u, q, beta, kappa, d)


def test_a_poor_choice_of_N_m_and_theta_costs_width_never_truth(monkeypatch):
    """Any N, m, theta that the bound admits: the ball contains the sum, and without the bound it would not."""
    random, needed = Random(2), 0
    for _ in range(150):
        u, q, beta, kappa, d = parameters(random)
        order = 2 * random.randint(1, 6) + 2 * max(0, int(q * beta - u) // 2 + 1)
        theta = random.choice([random.uniform(0.1, 0.9), 0.98]) * sin(min(pi / 2, pi / float(beta)))
        monkeypatch.setattr(
            "lemmata.numerics.sums.euler_maclaurin._choice", lambda *_, choice=(4, order, theta): choice
        )
        problem = PowerLawSum(u, q, beta, d)
        with ctx.workprec(200):
            at = arb(fmpq(kappa.numerator, kappa.denominator))
            wide = problem.enclosed(at)
            if not problem.plan(200).is_direct:
                problem.plan(200).remainder = arb(0)
            narrow = problem.enclosed(at)
            monkeypatch.undo()
            truth = PowerLawSum(u, q, beta, d).enclosed(at)
        assert wide.overlaps(truth), (u, q, beta, kappa, d, order, theta)
        needed += not narrow.overlaps(truth)
    assert needed > 50


def test_terms_left_out_at_d_are_in_the_radius(monkeypatch):
    """With two corrections at d in place of all: the ball contains the sum, and without the bound it would not."""
    needed = 0
    for u, q, beta, kappa in [(2, 1, 2, "1e-9"), ("3/2", 1, "3/2", "1e-5"), (-3, 2, "1/2", 1), (3, 3, "7/2", "1e-12")]:
        u, beta, kappa = (Fraction(value) for value in (u, beta, kappa))
        with ctx.workprec(150):
            at = arb(fmpq(kappa.numerator, kappa.denominator))
            truth = PowerLawSum(u, q, beta, 400).enclosed(at)
            monkeypatch.setattr("lemmata.numerics.sums.euler_maclaurin._kept", lambda *_: 2)
            problem = PowerLawSum(u, q, beta, 400)
            assert problem.enclosed(at).overlaps(truth)
            problem.plan(150).omitted = arb(0)
            needed += not problem.enclosed(at).overlaps(truth)
            monkeypatch.undo()
    assert needed == 4


@pytest.mark.parametrize("q", [1, 2, 5])
@pytest.mark.parametrize("alpha", ["1/40", "3/7", "5/2", "-5/3"])
def test_the_rest_of_the_integral_series_is_in_its_radius(q, alpha):
    """At 1 bit the series of 2F1(q, 1; alpha+1; y)/(1+g) is cut early; with beta = 1, 1 + g = alpha."""
    exponent = Fraction(alpha)
    with ctx.workprec(80):
        series = _integral(exponent - 1, Fraction(1), q, 1)
        y, a = arb(fmpq(9, 16)), as_arb(exponent)
        truth = y.hypgeom_2f1(arb(q), arb(1), a + 1) / a
        assert arb_poly(series)(y).overlaps(truth)
        series[0] = series[0].mid()
        assert not arb_poly(series)(y).overlaps(truth)


@pytest.mark.parametrize("y", ["1/2", "1/20", "1/100000", "1e-20"])
def test_what_is_cut_off_a_polynomial_is_in_its_radius(y):
    """Prepared for a few bits, the polynomial still contains the value; its middle alone would not."""
    value, needed = Fraction(y), 0
    for g, beta, q in [(Fraction(0), Fraction(3, 2), 1), (Fraction(-3), Fraction(-3, 2), 2), (Fraction(2), 1, 3)]:
        with ctx.workprec(250):
            weights, at = _weights(16, 250), as_arb(value)
            rough, sharp = (EndPolynomial(10, g, Fraction(beta), q, weights, bits) for bits in (-6, 200))
            assert rough(at).overlaps(sharp(at))
            kept = next(polynomial for largest, polynomial in rough.pieces if at < largest)
            middle = arb_poly([kept[0].mid(), *list(kept)[1:]])
            needed += not middle(at).overlaps(sharp(at))
    assert needed == 3


def test_a_bound_outside_its_conditions_is_infinite(monkeypatch):
    for start, order, theta in [(6, 8, 1.5), (6, 2, 0.5), (6, 8, 0.99)]:
        monkeypatch.setattr(
            "lemmata.numerics.sums.euler_maclaurin._choice", lambda *_, choice=(start, order, theta): choice
        )
        with ctx.workprec(100):
            assert not PowerLawSum(Fraction(3, 2), 1, Fraction(7, 2), None).enclosed(arb(1)).is_finite()


@pytest.mark.parametrize("kappa", ["1e-3", "1e-8", "1e-30"])
def test_a_double_pole_has_a_logarithm(kappa):
    """sum 1/(k (1 + kappa k^2)) = gamma + Re digamma(1 + i/sqrt kappa) (DLMF 5.7.6)."""
    with mp.workdps(60):
        truth = mp.euler + mp.re(mp.digamma(1 + 1j / mp.sqrt(mp.mpf(kappa))))
        truth = Fraction(int(mp.nint(truth * mp.mpf(10) ** 50)), 10**50)
    for route in (mellin_sum, spectral_sum):
        found = route(3, 1, 2, kappa, digits=25)
        assert abs(found.mid - truth) <= found.rad + Fraction(1, 10**49)


def test_close_to_a_double_pole_the_routes_still_agree():
    for shift in ("1e-3", "1e-8", "-1e-12"):
        u = 3 + Fraction(shift)
        assert mellin_sum(u, 1, 2, "1e-8", digits=20).overlaps(spectral_sum(u, 1, 2, "1e-8", digits=20))


def test_the_mellin_remainder_holds_after_every_number_of_terms():
    """|R| is below its bound for each J, and not by much more than the bound's own factors."""
    close = 0
    for u, q, beta in [(Fraction(3, 2), 1, Fraction(3, 2)), (Fraction(14, 5), 3, Fraction(7, 5)), (5, 2, Fraction(3))]:
        g, kappa = q * beta - u, Fraction(1, 50)
        with ctx.workprec(300):
            at = arb(fmpq(1, 50))
            truth = spectral_sum(u, q, beta, kappa, digits=60).to_arb()
            partial, power = mellin_route._leading((1 + g) / beta, q, beta, at), arb(1)
            for j in range(12):
                bound, error = mellin_route._remainder(g, q, beta, j, power), abs(truth - partial)
                assert error < bound
                close += bound.is_finite() and bound < 10**4 * error
                coefficient = (-1) ** j * arb.bin_uiui(q + j - 1, j)
                partial += coefficient * power * as_arb(-beta * j - g).zeta()
                power *= at
    assert close > 20


def test_the_mellin_expansion_knows_its_best_accuracy():
    """Its smallest term at kappa = 1/100, beta = 2 is about exp(-2 pi 10) = 5e-28."""
    assert mellin_sum(2, 1, 2, "1/100", digits=20).overlaps(spectral_sum(2, 1, 2, "1/100", digits=40))
    with pytest.raises(NotAccurate, match="reach"):
        mellin_sum("21/10", 1, "21/10", "1/100", digits=40)


@pytest.mark.parametrize("route", [mellin_sum, zeta_sum])
@pytest.mark.parametrize(
    ("arguments", "named"),
    [((1, 1, 2, 1), "u = 1"), ((2, 0, 2, 1), "q = 0"), ((2, 1, 0, 1, 5), "beta = 0"), ((2, 1, 2, 0), "kappa = 0")],
)
def test_bad_parameters_are_named(route, arguments, named):
    with pytest.raises(InputError, match=named):
        route(*arguments)
