"""The renormalised ridge solves its equation, at the ends of its domain too."""

from fractions import Fraction
from random import Random

import mpmath as mp
import pytest
from flint import ctx

from lemmata.numerics import Ball, InputError, df1
from lemmata.numerics.accuracy import as_arb
from lemmata.numerics.fixed_points.fixed_point import _Root
from lemmata.numerics.fixed_points.kappa import kappa_diagonal, kappa_isotropic, kappa_of, kappa_power_law
from lemmata.numerics.sums.spectral_sums import degrees


def root(d, T, ridge):
    """(ridge + phi - 1 + sqrt((ridge + phi - 1)^2 + 4 ridge))/2, to 60 digits."""
    with mp.workdps(80):
        penalty = mp.mpf(ridge.numerator) / ridge.denominator
        b = penalty + mp.mpf(d) / T - 1
        return Fraction(int(mp.nint((b + mp.sqrt(b * b + 4 * penalty)) / 2 * mp.mpf(10) ** 65)), 10**65)


@pytest.mark.parametrize(("d", "T"), [(10, 20), (20, 10), (10, 10), (300, 299)])
@pytest.mark.parametrize("ridge", ["1e-6", "1/2", "3", "1e6"])
def test_isotropic_kappa_is_the_root_of_its_quadratic(d, T, ridge):
    found = kappa_isotropic(d, T, ridge)
    truth = root(d, T, Fraction(ridge))
    assert abs(found.kappa.mid - truth) <= found.kappa.rad + Fraction(1, 10**60)


@pytest.mark.parametrize("T", [1, 7, 100, 10**6])
def test_ridgeless_kappa_of_beta_two(T):
    """pi/(2 sqrt kappa) coth(pi/sqrt kappa) = T + 1/2, so kappa = (pi/(2T+1))^2 up to exp(-2 pi/sqrt kappa)."""
    found = kappa_power_law(2, T, 0, digits=20)
    with mp.workdps(60):
        near = (mp.pi / (2 * T + 1)) ** 2
        allowance = 8 * near * mp.exp(-2 * mp.pi / mp.sqrt(near)) + near * mp.mpf(10) ** -19
        assert abs(mp.mpf(found.kappa.mid.numerator) / found.kappa.mid.denominator - near) <= allowance


@pytest.mark.parametrize("T", [8, 9, 1000])
def test_without_ridge_and_with_enough_samples_kappa_is_zero(T):
    found = kappa_power_law("3/2", T, 0, 8)
    assert found.kappa.mid == found.kappa.rad == 0
    assert found.df1.mid == found.df2.mid == 8
    assert (found.derivative is None) == (T == 8)


@pytest.mark.parametrize("ridge", ["1e-300", "1e-20", "1", "1e300"])
@pytest.mark.parametrize("T", [3, 5, 50])
def test_every_ridge_has_a_root_that_satisfies_the_equation(ridge, T):
    found = kappa_diagonal([1, "1/2", "1/4", "1/8", "1/16"], T, ridge, digits=25)
    assert found.kappa.accurate_to(25)
    left = T * (found.kappa.mid - Fraction(ridge))
    right = found.kappa.mid * found.df1.mid
    assert abs(left - right) <= (abs(left) + abs(right)) * Fraction(1, 10**20) + T * found.kappa.rad


def certain_sign(beta, T, ridge, d, kappa, digits):
    """The sign of h = 1 - ridge/kappa - df1/T, with as many digits of df1 as that takes."""
    for more in (20, 60, 400, 1600):
        df = df1(beta, kappa, d, digits=digits + more)
        ends = [1 - ridge / kappa - end / T for end in (df.upper, df.lower)]
        if ends[0] * ends[1] > 0:
            return 1 if ends[0] > 0 else -1
    raise AssertionError("no sign")


def test_h_changes_its_sign_over_every_ball():
    """Seeded cases over 600 orders of magnitude of the ridge, many with T next to d."""
    random = Random(3)
    for _ in range(300):
        beta = Fraction(random.choice([random.randint(11, 60), random.randint(1, 140)]), random.choice([3, 7, 10]))
        d = random.choice([None, random.randint(2, 10**4), 10 ** random.randint(4, 18)]) if beta > 1 else 10**6
        T = Fraction(10) ** random.randint(-2, 12) * random.randint(1, 9)
        if d and random.random() < 0.3:
            T = Fraction(d + random.choice([-1, 0, 1]))
        ridge = random.choice([Fraction(0), Fraction(10) ** random.randint(-300, 300), Fraction(1, 1000)])
        digits = random.choice([10, 15, 40])
        found = kappa_power_law(beta, T, ridge, d, digits=digits)
        if found.kappa.is_exact:
            assert d is not None
            assert ridge == 0
            assert T >= d
            continue
        assert all(ball.accurate_to(digits) for ball in (found.kappa, found.df1, found.df2, found.derivative))
        if random.random() < 0.3:
            wider = Fraction(1, 10 ** (digits + 8))
            assert certain_sign(beta, T, ridge, d, found.kappa.lower * (1 - wider), digits) == -1
            assert certain_sign(beta, T, ridge, d, found.kappa.upper * (1 + wider), digits) == 1


@pytest.mark.parametrize("d", [None, 10**9])
def test_a_poor_guess_costs_time_not_truth(d):
    right = kappa_power_law("3/2", 1000, "1e-7", d)
    for near in (-2000.0, -3.0, 0.0, 500.0):
        assert kappa_of(degrees("3/2", d), 1000, "1e-7", near=near).kappa.overlaps(right.kappa)


def test_values_at_the_root_are_those_of_a_sharper_root():
    """df1, df2 and the derivative are enclosed at the root itself, not at the point that stood for it."""
    for d in (None, 50, 10**12):
        rough, sharp = (kappa_power_law("7/5", 30, "1e-5", d, digits=digits) for digits in (3, 60))
        for name in ("kappa", "df1", "df2", "derivative"):
            assert getattr(rough, name).overlaps(getattr(sharp, name))
        assert abs(sharp.derivative.mid * (1 - sharp.df2.mid / 30) - 1) < Fraction(1, 10**55)
        assert abs(sharp.kappa.mid * (1 - sharp.df1.mid / 30) * 10**5 - 1) < Fraction(1, 10**55)


@pytest.mark.parametrize("off", ["-1/10", "-1/100", "0", "1/1000", "1/10"])
@pytest.mark.parametrize("d", [None, 50, 10**12])
@pytest.mark.parametrize("ridge", ["1e-5", "1", "1e4"])
def test_one_evaluation_near_the_root_encloses_it_and_all_values(off, d, ridge):
    """For a large ridge the root is at an end of its enclosure, and df2 falls like kappa^-2: no factor is spare."""
    sharp = kappa_power_law("7/5", 30, ridge, d, digits=60)
    problem = _Root(degrees("7/5", d), Fraction(30), Fraction(ridge))
    with ctx.workprec(200):
        point = (sharp.kappa.to_arb() * as_arb(1 + Fraction(off))).mid()
        root = problem.enclosure(point, *degrees("7/5", d).both(point))
        assert Ball.from_arb(root).overlaps(sharp.kappa)
    found = problem.finished(point, 1, 200, 100, 0)
    for name in ("kappa", "df1", "df2", "derivative"):
        assert getattr(found, name).overlaps(getattr(sharp, name))


def test_the_slope_is_that_of_a_difference_quotient():
    step = Fraction(1, 10**12)
    ahead, behind = (kappa_diagonal([1, "1/3"], 3, Fraction(1, 5) + sign * step, digits=40) for sign in (1, -1))
    slope = (ahead.kappa.mid - behind.kappa.mid) / (2 * step)
    found = kappa_diagonal([1, "1/3"], 3, "1/5", digits=40).derivative
    assert abs(slope - found.mid) <= Fraction(1, 10**20)


def test_irrational_eigenvalues_are_given_as_balls():
    ball = Ball.around(Fraction(1, 2), Fraction(1, 10**60))
    assert kappa_diagonal([1, ball], 4, "1/10").kappa.overlaps(kappa_diagonal([1, "1/2"], 4, "1/10").kappa)


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: kappa_isotropic(0, 5, 1), "d = 0"),
        (lambda: kappa_isotropic(5, 0, 1), "T = 0"),
        (lambda: kappa_isotropic(5, 5, -1), "ridge = -1"),
        (lambda: kappa_diagonal([], 5, 1), "eigenvalues"),
        (lambda: kappa_diagonal([1, 0], 5, 1), "eigenvalues = 0"),
        (lambda: kappa_power_law(1, 5, 1), "beta = 1: must be > 1 when d is infinite"),
    ],
)
def test_bad_parameters_are_named(call, named):
    with pytest.raises(InputError, match=named):
        call()
