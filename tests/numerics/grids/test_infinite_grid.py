"""Infinite dimension and kappa on grids of doubles: the certified bounds hold against balls."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemmata.numerics import InputError, spectral_sum
from lemmata.numerics.fixed_points.kappa import kappa_isotropic, kappa_power_law
from lemmata.numerics.grids.grid_functions import (
    degrees_of_freedom_on_grid,
    df1_on_grid,
    df2_on_grid,
    spectral_sum_on_grid,
)
from lemmata.numerics.grids.infinite_grid import InfiniteGrid
from lemmata.numerics.grids.kappa_grid import kappa_on_grid


def worst(grid, u, q, kappas):
    """The largest relative error against certified values at the doubles that were given."""
    values = grid.sums(u, q, kappas)
    truth = [spectral_sum(u, q, grid.beta, Fraction(k), digits=22).mid for k in kappas]
    return max(abs(float(Fraction(v) / t - 1)) for v, t in zip(values, truth, strict=True))


@pytest.mark.parametrize("beta", ["1001/1000", "11/10", "3/2", "2", "37/10", "8"])
@pytest.mark.parametrize("least", [1e-40, 1e-9, 1.0, 1e6])
def test_degrees_of_freedom_of_infinite_dimension_stay_within_their_bound(beta, least):
    grid = InfiniteGrid(beta, least)
    kappas = least * np.array([1.0, 1.7, 1e3, 1e11])
    for q in (1, 2):
        u = q * Fraction(beta)
        assert worst(grid, u, q, kappas) <= grid.bound(u, q) < 5e-15


@settings(derandomize=True, max_examples=40, deadline=None)
@given(
    beta=st.fractions(Fraction(1, 2), 6, max_denominator=20),
    u=st.fractions(Fraction(21, 20), 12, max_denominator=20),
    q=st.integers(1, 4),
    exponent=st.integers(-12, 5),
)
def test_any_infinite_sum_stays_within_its_bound(beta, u, q, exponent):
    least = 10.0**exponent
    grid = InfiniteGrid(beta, least)
    assert worst(grid, u, q, np.array([least, 2.5 * least])) <= grid.bound(u, q)


def test_plain_functions_agree_with_the_grids_they_keep():
    kappas = np.logspace(-20, 0, 50).reshape(5, 10)
    one, two = degrees_of_freedom_on_grid("3/2", kappas)
    assert np.array_equal(one, df1_on_grid("3/2", kappas))
    assert np.array_equal(two, df2_on_grid("3/2", kappas, "oo"))
    assert np.array_equal(one, spectral_sum_on_grid("3/2", 1, 1.5, kappas, np.inf))
    assert np.allclose(one, df1_on_grid("3/2", kappas, 10**30), rtol=1e-4)
    assert df1_on_grid(2, 0.25, 10**6).shape == ()


def test_at_kappa_zero_each_eigenvalue_counts_once():
    assert df1_on_grid(2, [0.0, 1e-30], 100).tolist() == pytest.approx([100, 100], rel=1e-15)
    assert df2_on_grid(2, 0.0) == np.inf


CASES = [("11/10", None), ("3/2", None), ("37/10", None), ("2", 10**15), ("3/2", 200), ("1/2", 10**6), ("1", 40)]


@pytest.mark.parametrize(("beta", "d"), CASES)
@pytest.mark.parametrize("ridge", ["0", "1e-12", "1/100", "50"])
def test_kappa_on_a_grid_meets_the_certified_root(beta, d, ridge):
    """Its error is that of df1, some 5e-15, and a rounding or two, over 1 - df2/T."""
    penalty = float(Fraction(ridge))
    samples = np.array([3.0, 25.0, 130.0, 1000.0])
    for T, value in zip(samples, kappa_on_grid(beta, samples, penalty, d), strict=True):
        found = kappa_power_law(beta, int(T), Fraction(penalty), d, digits=20)
        if found.kappa.mid == 0:
            assert value == 0
        else:
            assert abs(Fraction(value) / found.kappa.mid - 1) <= 1e-14 * found.derivative.mid


def test_kappa_on_a_grid_is_missing_where_doubles_do_not_know_it():
    """At T = d - 1 without ridge 1 - df2/T is of the order 1/d."""
    assert np.isnan(kappa_on_grid(2, 10.0**12 - 1, 0.0, 10**12))
    assert kappa_on_grid(2, [10.0**12 - 1, 10.0**11], 0.0, 10**12)[1] > 0


@pytest.mark.parametrize(("beta", "T"), [("8", 10**6), ("11/10", 10**9), ("1001/1000", 3)])
def test_the_way_to_kappa_is_found_from_far_away(beta, T):
    found = kappa_power_law(beta, T, 0, digits=20)
    assert abs(Fraction(kappa_on_grid(beta, T, 0.0)[()]) / found.kappa.mid - 1) <= 1e-14 * found.derivative.mid


def test_isotropic_kappa_on_a_grid_does_not_cancel():
    samples, ridges = np.array([10.0, 20.0, 40.0]), np.array([[0.0], [1e-30], [0.5], [1e20]])
    values = kappa_on_grid(0, samples, ridges, 20)
    for row, ridge in zip(values, ridges[:, 0], strict=True):
        for value, T in zip(row, samples, strict=True):
            truth = kappa_isotropic(20, int(T), Fraction(ridge), digits=20).kappa.mid
            assert value == truth == 0 or abs(float(Fraction(value) / truth - 1)) < 1e-15


@pytest.mark.parametrize(("argument", "call"), [
    ("beta", lambda: InfiniteGrid(0, 1.0)),
    ("kappa", lambda: InfiniteGrid(2, 0.0)),
    ("kappa", lambda: InfiniteGrid("101/100", 1e-300)),
    ("kappa", lambda: InfiniteGrid(2, 1e-3).df1(1e-4)),
    ("kappa", lambda: df1_on_grid(2, [1.0, -1.0])),
    ("kappa", lambda: df1_on_grid(2, [1.0, np.nan])),
    ("u", lambda: df1_on_grid(1, 1.0)),
    ("beta", lambda: df1_on_grid(np.array([2.0, 3.0]), 1.0)),
    ("beta", lambda: kappa_on_grid(1, 10, 0)),
    ("T", lambda: kappa_on_grid(2, [1.0, 0.0], 0)),
    ("ridge", lambda: kappa_on_grid(2, 10, -1.0)),
    ("beta", lambda: kappa_on_grid(0, 10, 1.0)),
])  # fmt: skip
def test_bad_input_is_named(argument, call):
    with pytest.raises(InputError, match=f"^{argument} = "):
        call()
