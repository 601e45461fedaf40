"""Moments of the last generator against their recursions and against plain draws of w_n."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from lemmata.numerics.simulation import Setting
from lemmata.numerics.simulation.naive import generated
from tests.oracles.generator_moments import generator_moments

D = 10


def setting(**changes: Any) -> Setting:
    fields: dict[str, Any] = {"T": 30, "T0": (4, 4, 4), "sigma0_2": (0.2,) * 3}
    return Setting(np.ones(D), np.full(D, 0.1), **(fields | changes))


@pytest.mark.parametrize("designs", ["independent", "same"])
def test_isotropic_moments_follow_their_recursion(designs: str) -> None:
    """c <- eta c, S <- eta S + nu with independent designs; S = eta + n nu with one design for all."""
    draws = generator_moments(setting(designs=designs), np.random.default_rng(0), 3000)
    eta, nu, n = 4 / D, 0.2 * 4 / (D - 4 - 1), 3
    if designs == "independent":
        overlap = eta**n
        norm = overlap + nu * (1 - overlap) / (1 - eta)
    else:
        overlap, norm = eta, eta + n * nu
    truth = np.array([overlap, norm, norm - 2 * overlap + 1])
    assert (np.abs(draws.mean(axis=0) - truth) < 5 * draws.std(axis=0) / 3000**0.5 + 1e-12).all()


@pytest.mark.parametrize("protocol", ["replace", "accumulate", "mix"])
def test_they_are_the_moments_of_w_n(protocol: str) -> None:
    model = setting(protocol=protocol, real=2, ridge0=0.3, T0=(4, 14), sigma0_2=(0.2, 0.3))
    rng = np.random.default_rng(0)
    w0 = np.sqrt(model.squared_weights)
    plain = np.array([generated(model, rng) for _ in range(1000)])
    rows = np.stack([plain @ w0, (plain**2).sum(axis=1), ((plain - w0) ** 2).sum(axis=1)], axis=1)
    ours = generator_moments(model, rng, 500)
    error = np.sqrt(rows.var(axis=0) / 1000 + ours.var(axis=0) / 500)
    assert (np.abs(rows.mean(axis=0) - ours.mean(axis=0)) < 5 * error).all()
