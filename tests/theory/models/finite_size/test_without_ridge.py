"""The constants without ridge: against the exact laws of the isotropic model, and against drawn matrices."""

import numpy as np
import pytest
from flint import arb

from lemmata.theory import Isotropic
from lemmata.theory.models.finite_size.fit_errors import NoBound
from lemmata.theory.models.finite_size.least_eigenvalue import InverseMoments, inverse_moments
from lemmata.theory.models.finite_size.of_chain import fit_errors
from lemmata.theory.models.finite_size.without_ridge import Setting, errors_without_ridge
from lemmata.theory.models.renormalised_fits import directions_of, renormalised
from lemmata.theory.spectra.spectra import Diagonal


@pytest.mark.parametrize(("d", "T"), [(400, 100), (1000, 100), (4000, 400)])
def test_the_isotropic_model(d, T):
    """pi = 1 - T/d and the mean of what noise adds is T/(d - T - 1): exactly."""
    spectrum = Isotropic(d)
    found = fit_errors(spectrum, directions_of(spectrum, 30), T, spectrum.signal - 1)
    noise = T / (d - T - 1) - T / (d - T)
    assert noise <= found.noise
    assert found.keep.lower() > 0
    assert found.gordon


def test_moments_of_the_least_eigenvalue_are_bounded():
    T, p = 20, 120
    Z = np.random.default_rng(3).standard_normal((2000, T, p))
    least = np.linalg.eigvalsh(Z @ Z.transpose(0, 2, 1) / T)[:, 0]
    found = inverse_moments(T, [p], lambda _: arb(1))
    first, second = (1 / least).mean(), (1 / least**2).mean()
    assert first < float(found.first.mid()) < 4 * first
    assert second < float(found.second.mid()) < 40 * second
    with pytest.raises(NoBound, match="rank"):
        inverse_moments(T, [T + 7], lambda _: arb(1))


def test_two_levels_direction_by_direction():
    """With measured moments of the least eigenvalue, all of the intervals hold, and those of pi are not far off."""
    T, sigma = 40, np.array([1.0] * 80 + [0.3] * 80)
    X = np.random.default_rng(4).standard_normal((1200, T, 160)) * np.sqrt(sigma)
    K = X @ X.transpose(0, 2, 1) / T
    Y = np.linalg.solve(K, X)
    pi = 1 - np.einsum("ntk,ntk->nk", X, Y) / T
    noise = (np.einsum("ntk,k->n", Y**2, sigma) / T**2).mean()
    inverse = 1 / np.linalg.eigvalsh(K)[:, 0]
    known = renormalised(Diagonal(["1"] * 80 + ["3/10"] * 80, [1] * 160), T, Isotropic(1).signal - 1, 30)
    kappa, df2 = known.kappa.to_arb(), known.df2.to_arb()
    at = Setting(T, arb(1), arb(104), kappa, df2)
    found = errors_without_ridge(at, InverseMoments(arb(inverse.mean() * 1.05), arb((inverse**2).mean() * 1.1)))
    k, df = float(kappa.mid()), float(df2.mid())
    G = 1 / (sigma + k)
    error = 6 * pi.std(0) / np.sqrt(1200)
    assert (np.abs(pi.mean(0) - k * G) <= k * G * sigma * G * float(found.keep.mid()) + error).all()
    assert abs(noise - df / (T - df)) <= float(found.noise.mid())
