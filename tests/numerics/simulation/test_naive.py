"""The naive chain against closed forms of finite size."""

from __future__ import annotations

import numpy as np
import pytest

from lemmata.numerics.errors import InputError
from lemmata.numerics.simulation import INPUTS, Setting
from lemmata.numerics.simulation.naive import generated, naive_risks

ALPHA_Z = 5.0  # standard errors; a false alarm has probability 6e-7 for a normal mean


def isotropic(d: int) -> tuple[np.ndarray, np.ndarray]:
    return np.ones(d), np.full(d, 1 / d)


def agrees(setting: Setting, truth: float, replicates: int = 1500, seed: int = 0) -> None:
    risks = naive_risks(setting, np.random.default_rng(seed), replicates)
    assert abs(risks.mean() - truth) < ALPHA_Z * risks.std() / replicates**0.5, (risks.mean(), truth)


@pytest.mark.parametrize("designs", ["independent", "same"])
def test_ols_risk_grows_linearly_with_the_generations(designs: str) -> None:
    d, T, T0, n = 5, 20, 14, 3
    eigenvalues = np.arange(1, d + 1) ** -1.5
    setting = Setting(eigenvalues, np.ones(d), T=T, sigma2=0.5, T0=(T0,) * n, sigma0_2=(1.0,) * n, designs=designs)  # type: ignore[arg-type]
    agrees(setting, 0.5 * d / (T - d - 1) + n * d / (T0 - d - 1))


def test_isotropic_minimum_norm_chain() -> None:
    """E = a S_n - 2 b c_n + alpha^2 + sigma^2 v with a = b = T/d, v = T/(d - T - 1); here eta = T0/d."""
    d, T, T0, n = 20, 8, 10, 3
    eta, nu = T0 / d, 0.09 * T0 / (d - T0 - 1)
    c = eta**n
    S = c + nu * (1 - c) / (1 - eta)
    setting = Setting(*isotropic(d), T=T, sigma2=0.25, T0=(T0,) * n, sigma0_2=(0.09,) * n)
    agrees(setting, T / d * (S - 2 * c) + 1 + 0.25 * T / (d - T - 1))


def test_accumulating_data_bounds_the_growth() -> None:
    d, T, T0, n = 5, 60, 14, 4
    setting = Setting(*isotropic(d), T=T, T0=(T0,) * n, sigma0_2=(1.0,) * n, protocol="accumulate")
    agrees(setting, d * sum(1 / (i * (i * T0 - d - 1)) for i in range(1, n + 1)))


def test_mixing_real_rows_contracts_the_error() -> None:
    """The factor h of the error from one generation to the next, by second moments of the matrix beta law."""
    d, T, m, n = 5, 16, 4, 4
    cubic = T**3 - T**2 * d - T**2 * m + 2 * T * d * m - T * d + T * m - 3 * T + 2 * d - 2 * m + 2
    h = (T - m) * cubic / (T * (T - 1) * (T + 2) * (T - d - 1))
    fresh = d / (T - d - 1)
    truth = fresh * (1 - h**n) / (1 - h)
    agrees(Setting(*isotropic(d), T=40, T0=(T,) * n, sigma0_2=(1.0,) * n, protocol="mix", real=m), truth)


def test_a_shared_design_only_adds_the_noises() -> None:
    """With one design for everybody, X X^+ acts as the identity: sigma^2 becomes sigma^2 + sum sigma_j^2."""
    d, T = 6, 9
    spectrum = (1.0 / np.arange(1, d + 1), np.ones(d))
    chain = Setting(*spectrum, T=T, ridge=0.2, sigma2=0.5, T0=(T, T), sigma0_2=(0.3, 0.2), designs="shared")
    classical = Setting(*spectrum, T=T, ridge=0.2, sigma2=1.0)
    rng = np.random.default_rng(3)
    one, other = naive_risks(chain, rng, 2000), naive_risks(classical, rng, 2000)
    error = np.hypot(one.std(), other.std()) / 2000**0.5
    assert abs(one.mean() - other.mean()) < ALPHA_Z * error


def test_the_generator_keeps_the_share_eta_of_the_signal() -> None:
    d, T0 = 10, 4
    setting = Setting(*isotropic(d), T=20, T0=(T0,), sigma0_2=(0.0,))
    rng = np.random.default_rng(0)
    norms = np.array([float((generated(setting, rng) ** 2).sum()) for _ in range(2000)])
    assert abs(norms.mean() - T0 / d) < ALPHA_Z * norms.std() / 2000**0.5


@pytest.mark.parametrize("law", list(INPUTS))
def test_inputs_are_standardised_and_symmetric(law: str) -> None:
    z = INPUTS[law](np.random.default_rng(0), (400, 500))
    for power, truth in ((1, 0.0), (2, 1.0), (3, 0.0)):
        values = z.ravel() ** power
        assert abs(values.mean() - truth) <= 6 * values.std() / values.size**0.5 + 1e-12


def test_bad_settings_are_refused() -> None:
    with pytest.raises(InputError, match="squared_weights"):
        Setting(np.ones(3), np.ones(2), T=4)
    with pytest.raises(InputError, match="eigenvalues"):
        Setting(np.array([1.0, 0.0]), np.ones(2), T=4)
    with pytest.raises(InputError, match="inputs"):
        Setting(np.ones(2), np.ones(2), T=4, inputs="cauchy")
    with pytest.raises(InputError, match="sigma0_2"):
        Setting(np.ones(2), np.ones(2), T=4, T0=(3,))
