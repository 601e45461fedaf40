"""Spectral sums: the ball contains the truth, whatever the parameters."""

from fractions import Fraction
from random import Random

import mpmath as mp
import pytest
from flint import arb, ctx, fmpq

from lemmata.numerics import Ball, InputError, df1, df2, spectral_sum
from lemmata.numerics.accuracy import accurate
from lemmata.numerics.errors import NotAccurate

FUZZ = 1_000


def direct(u, q, beta, kappa, d, bits=260):
    """The finite sum, term by term in Arb."""
    before, ctx.prec = ctx.prec, bits
    try:
        power, scale, shift = (arb(fmpq(x.numerator, x.denominator)) for x in (-u, -beta, kappa))
        return Ball.from_arb(sum((arb(k) ** power / (arb(k) ** scale + shift) ** q for k in range(1, d + 1)), arb(0)))
    finally:
        ctx.prec = before


def parameters(random):
    beta = Fraction(random.randint(3, 60), random.choice([2, 3, 7, 10]))
    kappa = Fraction(10) ** random.randint(-40, 3) * random.randint(1, 9)
    return Fraction(random.randint(-20, 60), 10), random.choice([1, 2, 3]), beta, kappa


def test_finite_sums_overlap_direct_summation():
    random = Random(0)
    for _ in range(FUZZ):
        u, q, beta, kappa = parameters(random)
        d = random.randint(1, 900)
        found = spectral_sum(u, q, beta, kappa, d, digits=20)
        assert found.accurate_to(20)
        assert found.overlaps(direct(u, q, beta, kappa, d)), (u, q, beta, kappa, d)


@pytest.mark.parametrize("kappa", ["1e3", "1", "1e-3", "1e-8", "1e-20", "1e-40", "1e-300"])
def test_df1_of_beta_two_is_a_hyperbolic_cotangent(kappa):
    """sum 1/(1 + kappa k^2) = pi/(2 sqrt kappa) coth(pi/sqrt kappa) - 1/2."""
    with mp.workdps(380):
        root = mp.sqrt(mp.mpf(kappa))
        truth = mp.pi / (2 * root) * mp.coth(mp.pi / root) - mp.mpf(1) / 2
        truth = Fraction(int(mp.nint(truth * mp.mpf(10) ** 360)), 10**360)
    found = df1(2, kappa, digits=40)
    assert abs(found.mid - truth) <= found.rad + Fraction(1, 10**359)


@pytest.mark.parametrize("beta", ["11/10", "3/2", "37/10"])
@pytest.mark.parametrize("kappa", ["10", "1e-4", "1e-12"])
@pytest.mark.parametrize("d", [None, 10**6, 10**15])
def test_two_precisions_agree(beta, kappa, d):
    low, high = df1(beta, kappa, d, digits=20), df1(beta, kappa, d, digits=60)
    assert low.overlaps(high)
    assert high.accurate_to(60)


@pytest.mark.parametrize("d", [5, 5000, 10**9, None])
def test_df2_is_df1_plus_kappa_df1_prime(d):
    """By a difference quotient whose error is bounded by the second derivative, 2 df1/kappa^2."""
    kappa, step = Fraction(1, 100), Fraction(1, 10**12)
    ahead, behind = df1("3/2", kappa + step, d, digits=40), df1("3/2", kappa - step, d, digits=40)
    slope = (ahead.mid - behind.mid) / (2 * step)
    one, two = df1("3/2", kappa, d, digits=40), df2("3/2", kappa, d, digits=40)
    assert abs(one.mid + kappa * slope - two.mid) <= 6 * kappa * one.mid * step**2 / kappa**3 + Fraction(1, 10**20)


def test_the_sum_over_a_large_dimension_lies_below_the_infinite_one():
    assert df1("3/2", "1e-3", 10**9).upper < df1("3/2", "1e-3").lower


def test_a_ball_of_kappas_gives_a_ball_of_sums():
    kappa = Ball.around(Fraction(1, 3), Fraction(1, 10**30), bits=200)
    wide = spectral_sum(2, 2, 2, kappa, digits=20)
    assert wide.overlaps(spectral_sum(2, 2, 2, "1/3", digits=40))


def test_a_wide_ball_of_kappas_gives_the_sums_of_both_ends():
    kappa = Ball.around(Fraction(1, 3), Fraction(1, 1000))
    wide = spectral_sum(2, 2, 2, kappa, digits=2)
    for end in (kappa.lower, kappa.upper):
        assert wide.overlaps(spectral_sum(2, 2, 2, end, digits=40))


def test_a_radius_just_above_the_digits_is_refused():
    for radius, ok in [("9e-21", True), ("11e-21", False), ("2e-20", False)]:
        value = Fraction(radius)
        ball = arb(1, arb(fmpq(value.numerator, value.denominator)))
        if ok:
            assert accurate(lambda ball=ball: (ball,), 20)[0].accurate_to(20)
        else:
            with pytest.raises(NotAccurate, match="20 digits were not reached with 200 bits"):
                accurate(lambda ball=ball: (ball,), 20, most_bits=200)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ((1, 1, 2, 1), "u = 1"),
        ((2, 0, 2, 1), "q = 0"),
        ((2, 1, 0, 1, 5), "beta = 0"),
        ((2, 1, 2, 0), "kappa = 0"),
        ((2, 1, 3000, 1), "beta = 3000"),
        ((2, 1, "1e-9", 1, 5), "beta = 1e-9"),
        ((2, 2000, 2, 1), "q = 2000"),
        ((10**4, 1, 2, 1), "u = 10000"),
        ((2, 1, 2, 0.1), "kappa = 0.1"),
        ((2, 1, 2, 1, 0), "d = 0"),
    ],
)
def test_bad_parameters_are_named(arguments, named):
    with pytest.raises(InputError, match=named):
        spectral_sum(*arguments)
