"""Exact laws of real Wishart matrices against routes that share nothing with them."""

from fractions import Fraction

import numpy as np
import pytest
from flint import acb, arb, arb_mat, ctx, fmpq
from scipy import stats
from sympy import sqrt

from lemmata.numerics import InputError
from lemmata.numerics.fixed_points.kappa import kappa_isotropic
from lemmata.numerics.simulation.isotropic import resolvent_traces
from lemmata.numerics.wishart import LeastSquaresLaw, matrix_beta_square, mean_trace
from lemmata.theory.values.enclosure import enclose
from tests.depth import often


def ball(value):
    return arb(fmpq(value.numerator, value.denominator))


def monomial_pfaffian(N, a, z):
    """E sum_i z/(x_i + z) for even N as (1/2) tr A^-1 dA, A_ij = int int sgn(y - x) x^i y^j w(x) w(y) (de Bruijn 1955).

    With u = sqrt x; the inner integral is an incomplete gamma function, the outer one is enclosed by Arb.
    """
    point = ball(z)
    powers = [arb(a + 1) / 2 + i for i in range(N)]

    def below(i, u):
        """(1/2) int sgn(u^2 - x) x^i w dx."""
        p = acb(powers[i])
        return acb(2) ** p * (p.gamma() / 2 - (u * u / 2).gamma_upper(p))

    def weighted(i, j, left):
        """int int sgn(y - x) f(x or y) x^i y^j w w, f = z/(. + z)."""
        first, second = (i, j) if left else (j, i)

        def integrand(u, _):
            square = u * u
            return -4 * u ** (a + 2 * first) * (-square / 2).exp() * point / (square + point) * below(second, u)

        value = acb.integral(integrand, acb(0), acb(40)).real
        return value if left else -value

    def plain(i, j):
        def integrand(u, _):
            return 4 * u ** (a + 2 * j) * (-u * u / 2).exp() * below(i, u)

        return acb.integral(integrand, acb(0), acb(40)).real

    A = arb_mat(N, N, [plain(i, j) for i in range(N) for j in range(N)])
    dA = arb_mat(N, N, [weighted(i, j, True) + weighted(i, j, False) for i in range(N) for j in range(N)])
    inverse = A.inv()
    return sum(inverse[i, j] * dA[j, i] for i in range(N) for j in range(N)) / 2


@pytest.mark.parametrize(("N", "a"), [(2, 0), (2, 1), (2, 2), (4, 0), (4, 3)])
@pytest.mark.parametrize("z", [Fraction(1, 3), Fraction(7)][: often(1, 2)])
def test_the_one_point_law_is_the_pfaffian_in_monomials(N, a, z):
    with ctx.workprec(200):
        truth = monomial_pfaffian(N, a, z)
        found = mean_trace((0, 1), N, N + a, z).to_arb()
        assert abs(truth - found) < arb(10) ** -25  # the cut at u = 40 leaves e^-800


@pytest.mark.parametrize("degrees", [1, 2, 5, 8])
@pytest.mark.parametrize("z", [Fraction(1, 100), Fraction(5, 2), Fraction(90)])
def test_in_one_dimension_it_is_the_chi_square_law(degrees, z):
    with ctx.workprec(200):
        point, half = ball(z), arb(degrees) / 2
        density = arb(2) ** (1 - half) / half.gamma()

        def integrand(u, _):
            square = u * u
            return u ** (degrees - 1) * (-square / 2).exp() * (point / (square + point)) ** 2

        truth = density * acb.integral(integrand, acb(0), acb(40)).real
        assert abs(mean_trace((0, 0, 1), 1, degrees, z).to_arb() - truth) < arb(10) ** -28


@pytest.mark.parametrize(("d", "T"), [(3, 8), (4, 9), (5, 9), (6, 20), (1, 4)])
def test_a_vanishing_shift_gives_the_inverse_wishart_mean(d, T):
    """tr G/z -> tr W^-1, with an error of at most z E tr W^-2 = z d (T-1)/((T-d)(T-d-1)(T-d-3)) (von Rosen 1988)."""
    shift = Fraction(1, 10**20)
    mean = Fraction(d, T - d - 1)
    square = Fraction(d * (T - 1), (T - d) * (T - d - 1) * (T - d - 3)) if T >= d + 4 else Fraction(20)
    found = mean_trace((0, 1), d, T, shift, digits=40)
    assert abs(found.mid / shift - mean) <= shift * square + found.rad / shift


@pytest.mark.parametrize(("d", "T"), [(3, 8), (4, 9), (8, 3), (7, 7), (12, 12)])
def test_a_great_shift_gives_the_wishart_moments(d, T):
    """tr (1 - G) = tr W/z - tr W^2/z^2 + O(tr W^3/z^3), with E tr W = dT, E tr W^2 = dT(T+1) + d^2 T."""
    shift = Fraction(10**12)
    found = mean_trace((1, -1), d, T, shift, digits=45)
    expected = Fraction(d * T) / shift - Fraction(d * T * (T + 1) + d**2 * T) / shift**2
    assert abs(found.mid - expected) <= 10 * Fraction(d * T * (d + T + 1) ** 2) / shift**3


@pytest.mark.parametrize(("d", "T"), [(5, 8), (8, 5), (20, 21), (30, 30)])
def test_more_digits_narrow_the_ball_and_never_leave_it(d, T):
    coarse = mean_trace((0, 1, -1), d, T, "3/7", digits=15)
    fine = mean_trace((0, 1, -1), d, T, "3/7", digits=60)
    assert coarse.overlaps(fine)
    assert fine.accurate_to(60)


@pytest.mark.parametrize(("d", "T"), [(6, 9), (7, 9), (9, 6), (40, 60)])
def test_simulated_traces_agree(d, T):
    """The positive eigenvalues. Five standard errors of 20,000 replicates: a false alarm has probability 6e-7."""
    first, second = resolvent_traces(np.random.default_rng(1), 20_000, d, T, 2.0)
    for sample, power in ((first, 1), (second, 2)):
        exact = float(mean_trace((0,) * power + (1,), d, T, 2).mid - max(d - T, 0)) / 2**power
        assert abs(sample.mean() - exact) <= 5 * sample.std() / np.sqrt(len(sample))


@pytest.mark.parametrize("phi", [Fraction(1, 3), Fraction(1, 2), Fraction(1), Fraction(2)])
def test_the_ladder_of_sizes_extrapolates_to_the_deterministic_equivalent(phi):
    """E tr G/d is a power series in 1/d about its limit: sixteen exact sizes give the limit to 15 digits."""
    ridge, sizes = Fraction(1, 5), [8 * k for k in range(1, 17)]
    values = [mean_trace((0, 1), d, int(d / phi), int(d / phi) * ridge, digits=60).mid / d for d in sizes]
    kappa = kappa_isotropic(1000, 1000 / phi, ridge, digits=40).kappa.mid
    limit = kappa / (1 + kappa)
    assert abs(at_zero([Fraction(1, d) for d in sizes], values) - limit) <= limit / 10**15


def at_zero(points, values):
    """The polynomial through the points, at 0 (Neville's algorithm)."""
    column = list(values)
    for power in range(1, len(points)):
        column = [
            (points[i] * column[i + 1] - points[i + power] * column[i]) / (points[i] - points[i + power])
            for i in range(len(column) - 1)
        ]
    return column[0]


def test_an_irrational_shift_is_enclosed_from_both_sides():
    found = mean_trace((0, 1), 3, 4, enclose(sqrt(2), digits=60), digits=25)
    low, high = (mean_trace((0, 1), 3, 4, end, digits=40).mid for end in ("1.41421356", "1.41421357"))
    assert low < found.lower <= found.upper < high
    assert found.accurate_to(25)


@pytest.mark.parametrize(("argument", "call"), [
    ("z", lambda: mean_trace((0, 1), 2, 3, 0)),
    ("d", lambda: mean_trace((0, 1), 0, 3, 1)),
    ("part", lambda: matrix_beta_square(3, 4)),
    ("T", lambda: LeastSquaresLaw(3, 2)),
    ("p", lambda: LeastSquaresLaw(3, 4).quantile(1)),
])  # fmt: skip
def test_bad_input_is_named(argument, call):
    with pytest.raises(InputError, match=f"^{argument} = "):
        call()


def test_second_moments_of_a_share_of_rows_agree_with_draws():
    """A = diag(1, 0, 0), d = 3, T = 20, Sigma = I; five standard errors in each of two numbers."""
    rng, d, T, part = np.random.default_rng(3), 3, 20, 7
    X = rng.standard_normal((40_000, T, d))
    W, first = X.transpose(0, 2, 1) @ X, X[:, :part].transpose(0, 2, 1) @ X[:, :part]
    values, vectors = np.linalg.eigh(W)
    root = vectors / np.sqrt(values)[:, None, :] @ vectors.transpose(0, 2, 1)
    U = root @ first @ root
    outer, trace = matrix_beta_square(T, part)
    for entry, expected in ((0, outer + trace), (1, trace)):
        sample = (U[:, :, :1] * U[:, :1, :])[:, entry, entry]
        assert abs(sample.mean() - float(expected)) <= 5 * sample.std() / np.sqrt(len(sample))


@pytest.mark.parametrize(("d", "T"), [(2, 2), (3, 3), (15, 16), (4, 9), (1, 1)])
@pytest.mark.parametrize("x", ["1/3", "2", "40"])
def test_the_law_of_least_squares_is_a_scaled_F_law(d, T, x):
    free = T - d + 1
    scaled = float(Fraction(x)) * free / d
    assert float(LeastSquaresLaw(d, T).cdf(x).mid) == pytest.approx(stats.f.cdf(scaled, d, free), rel=1e-10)


@pytest.mark.parametrize("p", ["1/10", "1/2", "0.999"])
def test_a_quantile_inverts_the_distribution_function(p):
    law = LeastSquaresLaw(5, 7)
    quantile = law.quantile(p, digits=25)
    assert quantile.accurate_to(24)
    below, above = law.cdf(quantile.lower - Fraction(1, 10**15)), law.cdf(quantile.upper + Fraction(1, 10**15))
    assert below.upper < Fraction(p) < above.lower


def test_at_the_peak_the_median_is_finite_and_the_mean_is_not():
    for T in (15, 16):
        law = LeastSquaresLaw(15, T)
        assert law.mean is law.variance is None
        assert law.quantile("1/2").accurate_to(29)


@pytest.mark.parametrize(("d", "T"), [(3, 7), (10, 20)])
def test_mean_and_variance_are_those_of_the_F_law(d, T):
    free = T - d + 1
    mean, variance = stats.f.stats(d, free, moments="mv")
    law = LeastSquaresLaw(d, T)
    assert float(law.mean) == pytest.approx(mean * d / free, rel=1e-12)
    assert float(law.variance) == pytest.approx(variance * (d / free) ** 2, rel=1e-12)
