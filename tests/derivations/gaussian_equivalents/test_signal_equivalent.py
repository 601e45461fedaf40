"""R S R and R Sigma R beside any matrix: remainders cover drawn matrices and exact laws, and have their order in T."""

import numpy as np
import pytest
from sympy import Symbol, lambdify

from lemmata.derivations.gaussian_equivalents.noise_equivalent import noise_error
from lemmata.derivations.gaussian_equivalents.paper import square, trace
from lemmata.derivations.gaussian_equivalents.signal_equivalent import beside, beside_both, errors, growth
from lemmata.derivations.gaussian_equivalents.two_resolvents import top, weight
from lemmata.numerics.fixed_points.kappa import kappa_diagonal
from lemmata.theory.notation import T, d, kappa, ridge

first, second = (Symbol(name, positive=True) for name in ("trace", "square"))
BY_NORM = [beside + growth, beside_both]
PARTS = [part.xreplace({trace: first, square: second}) for part in (noise_error, *errors, *BY_NORM)]
SHARES = lambdify([T, d, ridge, kappa, first, second, top, weight], PARTS, "math")


def drawn(rows, sigma, penalty, draws):
    """The diagonals of R, RSR and R Sigma R, for each draw."""
    Z = np.random.default_rng(1).standard_normal((draws, rows, len(sigma)))
    X = Z * np.sqrt(sigma)
    S = X.transpose(0, 2, 1) @ X / rows
    R = np.linalg.inv(S + penalty * np.eye(len(sigma)))
    return (np.diagonal(W, axis1=1, axis2=2) for W in (R, R @ S @ R, (R * sigma) @ R))


def renormalised(rows, sigma, penalty):
    return float(kappa_diagonal([str(value) for value in sigma], rows, str(penalty)).kappa.mid)


def compared(rows, sigma, penalty, k, rho, noise, signal):
    """Both sides of the claims beside P = e e', and their remainders: of noise, of the signal, of it by the norm."""
    sums = len(sigma), penalty, k, sigma.sum(), (sigma**2).sum()
    share, *signals = SHARES(rows, *sums, sigma.max(), penalty / sigma.max())
    room = rows + k**2 / penalty * (sigma / (sigma + k) ** 2).sum()
    target = (rows + k / penalty * (sigma / (sigma + k)).sum()) / room
    yield (k / sigma + 1) * noise - rows / room * rho, share * rho
    gap = (k / sigma + 1) * signal - k / penalty * target * rho
    for beside_resolvent, beside_signal in (signals[:2], signals[2:]):
        yield gap, k / penalty * (beside_resolvent * rho + beside_signal * signal)


@pytest.mark.parametrize(("rows", "sigma", "penalty"), [(12, [1, 1, 0.3, 0.1], 0.5), (30, [2, 1, 0.5] * 5, 1.0)])
def test_the_remainders_cover_drawn_matrices(rows, sigma, penalty):
    """At a hundredth they do not."""
    sigma, draws = np.array(sigma, dtype=float), 20_000
    k = renormalised(rows, sigma, penalty)
    for seen, remainder in compared(rows, sigma, penalty, k, *drawn(rows, sigma, penalty, draws)):
        gap, width = np.abs(seen.mean(0)), 4.5 * seen.std(0) / np.sqrt(draws)
        assert (gap <= remainder.mean(0) + width).all()
        assert (gap > remainder.mean(0) / 100 + width).any()


@pytest.mark.parametrize("penalty", [1e-2, 1.0, 1e2])
@pytest.mark.parametrize("rows", [1, 4, 60])
def test_the_remainders_cover_the_exact_law_in_one_dimension(rows, penalty):
    """S is chi^2_T/T, whose density is integrated."""
    chi = np.exp(np.linspace(-40, np.log(rows + 60 * np.sqrt(rows)), 40_001))
    density = np.exp((rows / 2) * np.log(chi) - chi / 2 - (rows / 2 * np.log(rows) - rows / 2))
    density /= density.sum()
    S = chi / rows
    R = 1 / (S + penalty)
    means = [np.array([(density * value).sum()]) for value in (R, R * S * R, R * R)]
    sigma = np.array([1.0])
    for gap, remainder in compared(rows, sigma, penalty, renormalised(rows, sigma, penalty), *means):
        assert 0 < abs(gap[0]) <= remainder[0]


@pytest.mark.parametrize(("place", "power"), [(0, 1), (1, 0.5), (2, 0.5), (3, 1), (4, 1)])
def test_the_remainders_have_their_order_in_T(place, power):
    """For sizes in proportion: d = tr Sigma = tr Sigma^2 = 2 T; 1/T where the spectral norm is used."""
    scaled = [SHARES(size, 2 * size, 1, 2, 2 * size, 2 * size, 1, 1)[place] * size**power for size in (10**12, 10**14)]
    assert abs(scaled[1] / scaled[0] - 1) < 1e-3
