"""R S R beside any matrix: the remainder covers what matrices do, and a smaller order in T would not."""

import numpy as np
import pytest
from sympy import Symbol

from lemmata.derivations.gaussian_equivalents.noise import square
from lemmata.derivations.gaussian_equivalents.noise_equivalent import noise_error
from lemmata.derivations.gaussian_equivalents.paper import trace
from lemmata.numerics.fixed_points.kappa import kappa_diagonal
from lemmata.theory.notation import T, kappa, ridge


def drawn(rows, sigma, penalty, draws):
    """The diagonals of R and RSR, for each draw."""
    Z = np.random.default_rng(1).standard_normal((draws, rows, len(sigma)))
    X = Z * np.sqrt(sigma)
    S = X.transpose(0, 2, 1) @ X / rows
    R = np.linalg.inv(S + penalty * np.eye(len(sigma)))
    return np.diagonal(R, axis1=1, axis2=2), np.diagonal(R @ S @ R, axis1=1, axis2=2)


def renormalised(rows, sigma, penalty):
    return float(kappa_diagonal([str(value) for value in sigma], rows, str(penalty)).kappa.mid)


@pytest.mark.parametrize(("rows", "sigma", "penalty"), [(12, [1, 1, 0.3, 0.1], 0.5), (30, [2, 1, 0.5] * 5, 1.0)])
def test_the_remainder_covers_drawn_matrices(rows, sigma, penalty):
    """Direction by direction, P = e e'; at a hundredth it does not."""
    sigma, draws = np.array(sigma, dtype=float), 20_000
    rho, noise = drawn(rows, sigma, penalty, draws)
    k = renormalised(rows, sigma, penalty)
    room = rows + k**2 / penalty * (sigma / (sigma + k) ** 2).sum()
    letters = {T: rows, ridge: penalty, kappa: k, trace: sigma.sum(), square: (sigma**2).sum()}
    share = float(noise_error.xreplace(letters))
    seen = (k / sigma + 1) * noise - rows / room * rho
    gap, width = np.abs(seen.mean(0)), 4.5 * seen.std(0) / np.sqrt(draws)
    assert (gap <= share * rho.mean(0) + width).all()
    assert (gap > share * rho.mean(0) / 100 + width).any()


def test_the_remainder_is_of_order_one_over_T():
    """For sizes in proportion, tr Sigma = tr Sigma^2 = 2 T."""
    size = Symbol("size", positive=True)
    found = noise_error.xreplace({trace: 2 * size, square: 2 * size, T: size, ridge: 1, kappa: 2})
    assert found.free_symbols == {size}
    large, larger = (float(found.subs(size, value) * value) for value in (10**6, 10**8))
    assert abs(larger / large - 1) < 1e-4
