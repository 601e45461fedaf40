"""Kernel chains on given points."""

from __future__ import annotations

import numpy as np
import pytest

from lemmata.numerics.errors import InputError
from lemmata.numerics.simulation.kernel_chain import KernelChain, kernel_errors
from tests.oracles.kernel_chain import naive_kernel_error


def chain(**changes: object) -> KernelChain:
    points = np.random.default_rng(0).standard_normal((80, 2))
    K = np.exp(-((points[:, None] - points[None]) ** 2).sum(axis=2))
    fields: dict[str, object] = {
        "labels": np.sin(points[:, 0]), "T": 15, "ridge": 0.01, "sigma2": 0.2, "T0": (10, 12),
        "sigma0_2": (0.3, 0.1), "ridge0": 0.02,
    }  # fmt: skip
    return KernelChain(K, **(fields | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("changes", [{}, {"same_rows": True, "T0": (10, 10)}, {"T0": (), "sigma0_2": ()}])
def test_integrating_the_noises_keeps_the_mean_and_cuts_the_spread(changes: dict[str, object]) -> None:
    model = chain(**changes)
    rng = np.random.default_rng(1)
    naive = np.array([naive_kernel_error(model, rng) for _ in range(700)])
    ours = kernel_errors(model, rng, 400).sum(axis=1)
    error = np.hypot(naive.std() / 700**0.5, ours.std() / 400**0.5)
    assert abs(naive.mean() - ours.mean()) < 5 * error
    assert ours.std() < naive.std()


def test_without_generations_the_variance_is_that_of_kernel_ridge_regression() -> None:
    """One point per fit, K = I: the prediction elsewhere is zero, the error the mean square of the labels."""
    labels = np.array([1.0, -1.0, 1.0, -1.0])
    errors = kernel_errors(KernelChain(np.eye(4), labels, T=1, ridge=0.5, sigma2=3.0), np.random.default_rng(0), 5)
    assert errors == pytest.approx(np.tile([1.0, 0.0, 0.0], (5, 1)))


def test_a_linear_kernel_is_ridge_regression_on_the_features() -> None:
    rng = np.random.default_rng(0)
    Phi, w = rng.standard_normal((30, 3)), np.array([1.0, -2.0, 0.5])
    model = KernelChain(Phi @ Phi.T, Phi @ w, T=12, ridge=0.3)
    bias = kernel_errors(model, np.random.default_rng(4), 1)[0, 0]
    rows = np.random.default_rng(4).choice(30, 12, replace=False)
    X = Phi[rows]
    fitted = np.linalg.solve(X.T @ X / 12 + 0.3 * np.eye(3), X.T @ (X @ w) / 12)
    test = np.setdiff1d(np.arange(30), rows)
    assert bias == pytest.approx(((Phi[test] @ (fitted - w)) ** 2).mean())


def test_chains_that_leave_nothing_to_test_on_are_refused() -> None:
    with pytest.raises(InputError, match="T ="):
        chain(T=80)
    with pytest.raises(InputError, match="ridge"):
        chain(ridge0=0.0)
    with pytest.raises(InputError, match="K ="):
        KernelChain(np.ones((3, 2)), np.ones(3), T=1, ridge=0.1)
    with pytest.raises(InputError, match="T0"):
        chain(same_rows=True)
    with pytest.raises(InputError, match="T0"):
        kernel_errors(chain(T=79, T0=(79, 79)), np.random.default_rng(0), 1)
