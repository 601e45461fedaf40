"""R Q R beside any P: the exact equation and its remainder, looked at in every pair of directions of drawn matrices."""

import numpy as np
import pytest
from sympy import Symbol, lambdify

from lemmata.derivations.gaussian_equivalents.any_matrix import errors
from lemmata.derivations.gaussian_equivalents.paper import square, trace
from lemmata.numerics.fixed_points.kappa import kappa_diagonal
from lemmata.theory.notation import T, kappa, ridge

first, second = (Symbol(name, positive=True) for name in ("trace", "square"))
IN_TRACES = {trace: first, square: second}
SHARES = lambdify([T, ridge, kappa, first, second], [part.xreplace(IN_TRACES) for part in errors], "math")


def drawn(rows, sigma, penalty, draws):
    """R, and the diagonal of R S R, for each draw."""
    Z = np.random.default_rng(2).standard_normal((draws, rows, len(sigma)))
    X = Z * np.sqrt(sigma)
    S = X.transpose(0, 2, 1) @ X / rows
    R = np.linalg.inv(S + penalty * np.eye(len(sigma)))
    return R, np.diagonal(R @ S @ R, axis1=1, axis2=2)


def sides(rows, sigma, penalty, R, noise):
    """Of any-within at P = e_k e_k', Q = e_j e_j': the gap for each draw, its main part, and the remainder."""
    k = float(kappa_diagonal([str(value) for value in sigma], rows, str(penalty)).kappa.mid)
    of_traces, of_both = SHARES(rows, penalty, k, sigma.sum(), (sigma**2).sum())
    rho, both, d = np.diagonal(R, axis1=1, axis2=2), R**2, len(sigma)
    alone = np.eye(d) * (rho / sigma)[:, :, None]
    main = k / penalty * (alone + noise.mean(0)[None, None, :] / rows * rho[:, :, None])
    left = (k / sigma + 1)[None, :, None] * both
    return left - main, main, k / penalty * (of_traces + of_both * both)


SETTINGS = [(12, [1, 1, 0.3, 0.1], 0.5), (30, [2, 1, 0.5] * 4, 1.0)]


@pytest.mark.parametrize(("rows", "sigma", "penalty"), SETTINGS)
def test_the_remainder_covers_drawn_matrices_in_every_pair_of_directions(rows, sigma, penalty):
    """At a thousandth it does not: the gap is there."""
    sigma, draws = np.array(sigma, dtype=float), 20_000
    gaps, _, remainder = sides(rows, sigma, penalty, *drawn(rows, sigma, penalty, draws))
    gap, width = np.abs(gaps.mean(0)), 5 * gaps.std(0) / np.sqrt(draws)
    assert (gap <= remainder.mean(0) + width).all()
    assert (gap > remainder.mean(0) / 1000 + width).any()


@pytest.mark.parametrize(("rows", "sigma", "penalty"), SETTINGS)
def test_without_the_noise_of_the_other_matrix_different_directions_are_left_out(rows, sigma, penalty):
    """E R_kj^2 is E (RSR)_jj E R_kk/T up to a share, not 0, and not a T-th of it."""
    sigma, draws = np.array(sigma, dtype=float), 20_000
    gaps, main, _ = sides(rows, sigma, penalty, *drawn(rows, sigma, penalty, draws))
    apart = ~np.eye(len(sigma), dtype=bool)
    assert (np.abs(gaps.mean(0)) < main.mean(0) / 2)[apart].all()


def test_the_share_of_the_traces_is_small_beside_the_other_part():
    """It is of order T^(-3/2), the scattered part of order 1/T, that of the left side of order T^(-1/2)."""
    scaled = [np.array(SHARES(size, 1, 2, 2 * size, 2 * size)) * [size**1.5, size**0.5] for size in (10**12, 10**14)]
    assert np.allclose(scaled[0], scaled[1], rtol=1e-3)
