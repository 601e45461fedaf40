"""Three ways to one number: Euler-Maclaurin, Mellin and zeta series share no formula, so that they err apart.

LEMMATA_FUZZ=100000 python -m pytest tests/numerics/test_independent_routes.py runs the deep version.
"""

import os
from collections import Counter
from fractions import Fraction
from random import Random

import mpmath as mp
import pytest
from flint import arb, ctx, fmpq

from numerics import InputError, spectral_sum
from numerics.euler_maclaurin import PowerLawSum
from numerics.mellin_route import mellin_sum
from numerics.spectral_sums import NotAccurate
from numerics.zeta_route import zeta_sum

FUZZ = int(os.environ.get("LEMMATA_FUZZ", "1000"))


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
        theta = random.uniform(0.1, 0.9) * min(1.0, 2 / float(beta))
        monkeypatch.setattr("numerics.euler_maclaurin._choice", lambda *_, choice=(4, order, theta): choice)
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


def test_a_bound_outside_its_conditions_is_infinite(monkeypatch):
    for start, order, theta in [(6, 8, 1.5), (6, 2, 0.5), (6, 8, 0.99)]:
        monkeypatch.setattr("numerics.euler_maclaurin._choice", lambda *_, choice=(start, order, theta): choice)
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
