"""The Stieltjes transform of the Wishart density by two routes that share the density alone, and its rest bounds."""

from fractions import Fraction

import pytest
from flint import acb, arb, ctx, fmpq

from lemmata.numerics.wishart import forward_recurrences, mean_trace, positive_series

ROUTES = (positive_series.transform, forward_recurrences.transform)


@pytest.fixture(autouse=True)
def _three_coefficients():
    before = ctx.prec, ctx.cap
    ctx.cap = 3
    yield
    ctx.prec, ctx.cap = before


def transform(route, N, a, z, bits):
    ctx.prec = bits
    return route(N, a, arb(fmpq(z.numerator, z.denominator)), 3)


@pytest.mark.parametrize("N", [1, 2, 3, 4, 7, 8, 30, 61])
@pytest.mark.parametrize("a", [0, 1, 2, 5, 40])
@pytest.mark.parametrize("z", [Fraction(4, 5), Fraction(7), Fraction(300)])
def test_the_series_and_the_recurrences_agree(N, a, z):
    series = transform(positive_series.transform, N, a, z, 120)
    recurrences = transform(forward_recurrences.transform, N, a, z, 500 + forward_recurrences.expected_loss(N, z))
    for power in range(3):
        assert series[power].overlaps(recurrences[power])
        assert min(series[power].rel_accuracy_bits(), recurrences[power].rel_accuracy_bits()) > 80


@pytest.mark.parametrize("change", ["one sample more", "one dimension more", "another shift"])
def test_the_two_routes_would_notice_another_model(change):
    N, a, z = {"one sample more": (7, 5, 7), "one dimension more": (8, 3, 7), "another shift": (7, 4, 8)}[change]
    there = transform(forward_recurrences.transform, N, a, Fraction(z), 250)
    here = transform(positive_series.transform, 7, 4, Fraction(7), 120)
    assert not here[0].overlaps(there[0])


@pytest.mark.parametrize(("N", "a"), [(3, 0), (4, 0), (5, 1), (40, 0), (41, 2)])
def test_a_coarse_series_encloses_a_fine_one(N, a):
    """The rest of the series is bounded, not estimated: at 20 bits it is cut 200 bits early."""
    for z in (Fraction(1), Fraction(3), Fraction(50)):
        coarse, fine = (transform(positive_series.transform, N, a, z, bits) for bits in (20, 220))
        assert all(coarse[power].overlaps(fine[power]) for power in range(3))


@pytest.mark.parametrize(("M", "a", "z"), [(4, 0, 1), (4, 3, 1), (9, 0, 2), (30, 1, 1)])
def test_the_bounds_of_the_rest_are_bounds(M, a, z):
    """s_M = Q_M/P_M and E_M, the sum of t_k Q_k/h_k from M on, with Q_k as the integral of x^(k+a) e^-x/(x+z)^(k+1)."""
    ctx.prec = 80
    laguerre = positive_series._Laguerre(a, arb(z), arb(z))
    for _ in range(M):
        laguerre.step()
    least, tail = positive_series._rest(laguerre, arb(1))

    def Q(k):
        def integrand(x, _):
            return x ** (k + a) * (-x).exp() / (x + z) ** (k + 1)

        return acb.integral(integrand, acb(0), acb(400)).real / arb(a + 1).gamma()

    assert Q(M) / laguerre.P <= least
    found, t, h = arb(0), arb(1), laguerre.h
    for k in range(M, M + 40, 2):
        found += t * Q(k) / h
        t = t * (k + 1 + a) / (k + 2)
        h = h * (k + 1 + a) * (k + 2 + a) / ((k + 1) * (k + 2))
    assert found <= tail


@pytest.mark.parametrize(("route", "z"), [(ROUTES[0], Fraction(40)), (ROUTES[1], Fraction(1, 10**6))])
@pytest.mark.parametrize("N", [999, 1000])
def test_nothing_cancels_in_high_dimension(route, z, N):
    """Where a route is used it loses no more than the rounding of some thousand steps."""
    found = transform(route, N, 0, z, 200)
    assert all(found[power].rel_accuracy_bits() > 150 for power in range(3))


def test_ten_thousand_dimensions_at_the_interpolation_threshold():
    """E tr G for a square matrix is close to that of the deterministic equivalent, kappa/(1 + kappa) d, within O(1)."""
    d, z = 10_000, Fraction(1)
    ridge = float(z) / d
    kappa = (ridge + (ridge**2 + 4 * ridge) ** 0.5) / 2
    assert abs(float(mean_trace((0, 1), d, d, z).mid) - d * kappa / (1 + kappa)) < 1
