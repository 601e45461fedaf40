"""Compressed spectra: the certified bound holds against balls, and the pieces that it is made of."""

from fractions import Fraction

import numpy as np
import pytest
from flint import arb, ctx
from hypothesis import given, settings
from hypothesis import strategies as st

from lemmata.numerics import InputError, spectral_sum
from lemmata.numerics.grids.counting_gauss import counting_rule
from lemmata.numerics.grids.spectrum_grid import FIRST, SpectrumGrid, panel_bound

KAPPAS = 10.0 ** np.arange(-40, 3, 3)


def worst(grid, u, q, kappas):
    """The largest relative error against certified values at the doubles that were given."""
    values = grid.sums(u, q, kappas)
    truth = [spectral_sum(u, q, grid.beta, Fraction(k), grid.d, digits=22).mid for k in kappas]
    return max(abs(float(Fraction(v) / t - 1)) for v, t in zip(values, truth, strict=True))


@pytest.mark.parametrize("beta", ["1/2", "11/10", "3/2", "2", "37/10", "8"])
@pytest.mark.parametrize("d", [1, 20, 31, 33, 100, 1000, 10**9, 10**15])
def test_degrees_of_freedom_stay_within_their_bound(beta, d):
    grid = SpectrumGrid(beta, d)
    for q in (1, 2):
        u = q * Fraction(beta)
        assert worst(grid, u, q, KAPPAS) <= grid.bound(u, q) < 5e-15


@settings(derandomize=True, max_examples=40, deadline=None)
@given(
    beta=st.fractions(Fraction(1, 4), 6, max_denominator=20),
    u=st.fractions(-2, 12, max_denominator=10),
    q=st.integers(1, 4),
    d=st.integers(1, 10**12),
    exponent=st.integers(-30, 5),
)
def test_any_spectral_sum_stays_within_its_bound(beta, u, q, d, exponent):
    grid = SpectrumGrid(beta, d)
    assert worst(grid, u, q, np.array([10.0**exponent])) <= grid.bound(u, q)


@pytest.mark.parametrize(("L", "n"), [(5, 5), (32, 7), (36, 36), (64, 46), (1000, 14), (2**40, 20)])
def test_the_rule_sums_polynomials_of_degree_2n_minus_1_exactly(L, n):
    nodes, weights = counting_rule(L, n)
    with ctx.workprec(160):
        assert all(w > 0 for w in weights)
        for degree in (0, 2, 2 * n - 2):
            scaled = sum((w * (2 * x / L) ** degree for x, w in zip(nodes, weights, strict=True)), arb(0))
            # sum over the points = (B_{p+1}(L/2 + 1/2) - B_{p+1}(-L/2 + 1/2))/(p + 1)
            high, low = (_bernoulli(degree + 1, sign * arb(L) / 2 + arb(1) / 2) for sign in (1, -1))
            assert ((high - low) / (degree + 1) * (arb(2) / L) ** degree).overlaps(scaled)


def _bernoulli(n, x):
    from math import comb

    from flint import fmpq

    return sum((comb(n, k) * arb(fmpq.bernoulli(k)) * x ** (n - k) for k in range(n + 1)), arb(0))


@pytest.mark.parametrize("n", [8, 12, 16])
@pytest.mark.parametrize("kappa", ["1e-30", "1e-9", "1e-6", "1e-3"])
def test_the_panel_bound_is_above_the_error_of_a_panel(n, kappa):
    """One panel [1024, 2048), kappa below, at and above its knee."""
    beta, q, L = 2, 2, 1024
    nodes, weights = counting_rule(L, n)
    with ctx.workprec(160):
        k = arb(kappa)
        middle = arb(2 * L + L - 1) / 2
        rule = sum((w / (1 + k * (middle + x) ** beta) ** q for x, w in zip(nodes, weights, strict=True)), arb(0))
        plain = sum((1 / (1 + k * arb(x) ** beta) ** q for x in range(L, 2 * L)), arb(0))
        assert abs(rule / plain - 1) < panel_bound(Fraction(0), q, Fraction(beta), n)


def test_a_small_spectrum_is_summed_index_by_index():
    grid = SpectrumGrid(2, FIRST - 1)
    assert grid.nodes == FIRST - 1
    assert SpectrumGrid(2, 10**15).nodes < 1000


def test_values_come_in_the_shape_of_kappa_and_do_not_depend_on_the_block():
    grid = SpectrumGrid(2, 10**6)
    kappa = np.logspace(-12, 0, 3000).reshape(60, 50)
    whole = grid.df1(kappa)
    assert whole.shape == kappa.shape
    assert whole[17, 3] == grid.df1(kappa[17, 3])
    assert np.array_equal(np.array(grid.degrees_of_freedom(kappa)), np.array([whole, grid.df2(kappa)]))


@pytest.mark.parametrize(("argument", "call"), [
    ("d", lambda: SpectrumGrid(2, None)),
    ("beta", lambda: SpectrumGrid(0, 5)),
    ("beta", lambda: SpectrumGrid(40, 500)),
    ("kappa", lambda: SpectrumGrid(2, 50).df1([1.0, 0.0])),
    ("q", lambda: SpectrumGrid(2, 50).sums(1, 0, 1.0)),
    ("q beta - u", lambda: SpectrumGrid(8, 10**15).sums(1, 4, 1e-200)),  # (10^15)^31
    ("kappa", lambda: SpectrumGrid(8, 10**15).sums(1, 2, [1.0, 1e40])),  # (10^-160)^2
])  # fmt: skip
def test_bad_input_is_named(argument, call):
    with pytest.raises(InputError, match=f"^{argument} = "):
        call()
