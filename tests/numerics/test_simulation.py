"""Every reduction keeps the mean: integrated noises, thin matrices, Bartlett factors, spectra, control variates.

Some 200 comparisons of means, each with a false alarm probability of 6e-7: about 1e-4 for the file (and the seeds are
fixed). What can be compared draw by draw is in ``test_simulation_readouts.py``, without any.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from lemmata.numerics.simulation import INPUTS, Setting
from lemmata.numerics.simulation.conditional import Conditional
from lemmata.numerics.simulation.estimators import Estimator, Naive, choose
from lemmata.numerics.simulation.gram import bartlett, gram, inverse, symmetric
from lemmata.numerics.simulation.isotropic import Isotropic, resolvent_traces, traces
from lemmata.numerics.simulation.resolvent import Resolvent, applies, controlled_resolvent, draw, expected_controls
from tests.depth import often

Z = 5.0  # standard errors; a false alarm has probability 6e-7 a comparison
D = 8
SPECTRUM = (1 / np.arange(1.0, D + 1) ** 1.3, np.linspace(2.0, 0.5, D))
FLAT = (np.full(D, 2.0), np.linspace(2.0, 0.5, D))


def setting(spectrum: tuple[np.ndarray, np.ndarray] = SPECTRUM, **changes: Any) -> Setting:
    fields: dict[str, Any] = {"T": 20, "ridge": 0.1, "sigma2": 0.5, "T0": (4, 14), "sigma0_2": (0.3, 0.2)}
    return Setting(*spectrum, **(fields | changes))


def same_mean(one: Estimator, other: Estimator, draws: tuple[int, int] = (800, 400), seed: int = 0) -> None:
    """The means agree within their errors, part by part where both know the parts."""
    first = one.sample(np.random.default_rng(seed), draws[0])
    second = other.sample(np.random.default_rng(seed + 1), draws[1])
    if first.shape[1] != second.shape[1]:
        first, second = first.sum(axis=1, keepdims=True), second.sum(axis=1, keepdims=True)
    error = np.sqrt(first.var(axis=0) / draws[0] + second.var(axis=0) / draws[1])
    rounding = 1e-12 * np.abs(second).max()
    assert (np.abs(first.mean(axis=0) - second.mean(axis=0)) <= Z * error + rounding).all()


@dataclass(frozen=True)
class Drawn:
    """Draws that serve several comparisons."""

    setting: Setting
    draws: np.ndarray

    def sample(self, rng: np.random.Generator, size: int) -> np.ndarray:
        return self.draws[:size]


OWN = ("independent", "same")
CASES: list[dict[str, Any]] = [
    *({"T": T, "ridge": ridge, "designs": designs} for T in (5, 20) for ridge in (0.0, 0.1) for designs in OWN),
    *({"ridge0": 0.2, "designs": designs} for designs in OWN),
    *({"protocol": "accumulate", "designs": designs, "ridge0": ridge} for designs in OWN for ridge in (0.0, 0.2)),
    *({"protocol": "mix", "real": 2, "designs": designs} for designs in OWN),
    *(
        {"designs": "shared", "T": 14, "T0": (14, 14), "protocol": protocol, "real": 3, "ridge0": ridge}
        for protocol in ("replace", "accumulate", "mix")
        for ridge in (0.0, 0.2)
    ),
]


CASE = pytest.mark.parametrize(
    "changes", CASES[:: often(3, 1)], ids=lambda changes: "-".join(f"{k}={v}" for k, v in changes.items())
)


@CASE
def test_whatever_is_integrated_the_mean_is_that_of_the_naive_squared_error(changes: dict[str, Any]) -> None:
    """For every protocol, sharing of designs and kind of fit: all that can be integrated, and the noise alone."""
    if changes.get("designs") == "same":
        changes = {"T0": (4, 4)} | changes
    rng = np.random.default_rng(2)
    for spectrum in (SPECTRUM, FLAT):
        chain = setting(spectrum, **changes)
        reduced = [choose(chain, integrate, 0.1, rng) for integrate in ("all", "noise")]
        if spectrum is FLAT and not isinstance(reduced[0], Isotropic):
            continue  # nothing but the numbers would differ
        naive = Drawn(chain, Naive(chain).sample(np.random.default_rng(0), 500))
        for estimator in reduced:
            same_mean(naive, estimator, draws=(500, 300))


def test_a_random_truth_has_the_risk_of_a_fixed_one() -> None:
    chain = setting(T0=(14, 15))
    same_mean(Naive(replace(chain, random_target=True)), Conditional(chain))


def test_integrating_the_noise_cuts_the_variance() -> None:
    chain = setting(T0=(14, 15))
    naive = Naive(chain).sample(np.random.default_rng(0), 500).sum(axis=1)
    conditional = Conditional(chain).sample(np.random.default_rng(0), 500).sum(axis=1)
    assert conditional.std() < naive.std() / 2


def test_the_comparison_of_all_cases_covers_isotropic_spectra_too() -> None:
    rng = np.random.default_rng(0)
    chosen = {
        type(choose(setting(spectrum, **changes), "all", 0.1, rng))
        for spectrum in (SPECTRUM, FLAT)
        for changes in CASES
    }
    assert {Isotropic, Conditional} <= chosen


@pytest.mark.parametrize("changes", [{"T": 20}, {"T": 5}, {"T": 20, "ridge": 0.0, "T0": (14, 13)}])
def test_inverse_wishart_means_may_replace_the_draws(changes: dict[str, Any]) -> None:
    chain = setting(**changes)
    same_mean(Conditional(chain), Conditional(replace(chain, closed_forms=False)))


@pytest.mark.parametrize("law", list(INPUTS))
def test_other_inputs_are_sampled_plainly(law: str) -> None:
    chain = setting(inputs=law, ridge0=0.1)
    same_mean(Naive(chain), Conditional(chain))


@pytest.mark.parametrize("T", [5, 20])
@pytest.mark.parametrize("ridge0", [0.0, 0.3])
@pytest.mark.parametrize("designs", ["independent", "same"])
def test_isotropic_chains_need_only_spectra(T: int, ridge0: float, designs: str) -> None:
    generations: dict[str, Any] = {"T0": (5,), "sigma0_2": (0.3,)} if designs == "same" and ridge0 else {"T0": (5, 5)}
    chain = setting(FLAT, T=T, ridge0=ridge0, designs=designs, **generations)
    same_mean(Isotropic(chain), Conditional(chain))
    same_mean(Isotropic(replace(chain, closed_forms=False)), Conditional(chain), seed=7)


def test_isotropic_shared_designs() -> None:
    chain = setting(FLAT, T=12, T0=(12, 12), designs="shared")
    same_mean(Isotropic(chain), Conditional(chain))


@pytest.mark.parametrize(("d", "samples"), [(5, 9), (9, 5), (6, 6)])
def test_bidiagonal_traces_have_the_law_of_dense_eigenvalues(d: int, samples: int) -> None:
    rng = np.random.default_rng(0)
    shift, draws = 0.7, 4000
    m, k = max(d, samples), min(d, samples)
    entries = (np.stack([rng.chisquare(m - i, draws), rng.chisquare(max(k - 1 - i, 1), draws)]) for i in range(k))
    bidiagonal = traces(entries, draws, shift).T
    values = [np.linalg.svd(rng.standard_normal((samples, d)), compute_uv=False) ** 2 for _ in range(draws)]
    dense = np.array([[(1 / (v + shift)).sum(), (1 / (v + shift) ** 2).sum()] for v in values])
    for power in (1, 2):  # the spread as well as the mean: the law is the same, not only its mean
        one, other = bidiagonal**power, dense**power
        error = np.sqrt((one.var(axis=0) + other.var(axis=0)) / draws)
        assert (np.abs(one.mean(axis=0) - other.mean(axis=0)) < Z * error).all()


def test_the_linear_part_of_the_traces_is_taken_away_without_a_bias() -> None:
    d, samples, shift, draws = 40, 80, 8.0, 4000
    rng = np.random.default_rng(0)
    entries = (np.stack([rng.chisquare(samples - i, draws), rng.chisquare(max(d - 1 - i, 1), draws)]) for i in range(d))
    plain = traces(entries, draws, shift).T
    controlled = np.stack(resolvent_traces(rng, draws, d, samples, shift), axis=1)
    error = np.sqrt((plain.var(axis=0) + controlled.var(axis=0)) / draws)
    assert (np.abs(plain.mean(axis=0) - controlled.mean(axis=0)) < Z * error).all()
    assert (controlled.std(axis=0) < plain.std(axis=0) / 3).all()


def test_the_qd_recurrence_gives_the_traces_of_its_own_bidiagonal_matrix() -> None:
    d, shift = 7, 0.4
    rng = np.random.default_rng(3)
    entries = rng.chisquare(9, (d, 2, 1))
    B = np.diag(np.sqrt(entries[:, 0, 0])) + np.diag(np.sqrt(entries[:-1, 1, 0]), 1)
    values = np.linalg.svd(B, compute_uv=False) ** 2 + shift
    one, two = traces(entries, 1, shift)
    assert one[0] == pytest.approx((1 / values).sum(), rel=1e-12)
    assert two[0] == pytest.approx((1 / values**2).sum(), rel=1e-12)


def test_bartlett_matrices_have_wishart_moments() -> None:
    """E W_ij^2 = T lambda_i lambda_j + delta_ij (T^2 + T) lambda_i^2."""
    values, T, draws = np.array([1.0, 2.0, 0.5]), 4, 20_000
    rng = np.random.default_rng(0)
    squares = np.array([symmetric(bartlett(rng, values, T)) ** 2 for _ in range(draws)])
    truth = T * np.outer(values, values) + np.diag((T * T + T) * values**2)
    assert (np.abs(squares.mean(axis=0) - truth) < Z * squares.std(axis=0) / draws**0.5).all()


def test_the_pseudo_inverse_of_a_thin_gram_matrix() -> None:
    X = np.random.default_rng(0).standard_normal((3, 6))
    assert np.allclose(inverse(X.T @ X, 0.0, 3), np.linalg.pinv(X.T @ X))
    assert np.allclose(inverse(X.T @ X, 0.5, 3), np.linalg.inv(X.T @ X + 0.5 * np.eye(6)))
    assert gram(setting(), np.random.default_rng(0), 3).shape == (D, D)


def test_one_wishart_matrix_serves_ridge_regression() -> None:
    chain = setting(T0=(14, 15))
    assert applies(chain)
    same_mean(Resolvent(chain), Conditional(chain))


def test_control_variates_have_the_means_they_are_said_to_have() -> None:
    chain = setting(T0=(14, 15))
    controls = draw(chain, np.random.default_rng(0), 5000, controls=True)[1]
    error = controls.std(axis=0) / 5000**0.5
    assert (np.abs(controls.mean(axis=0) - expected_controls(chain)) < Z * error).all()


def test_control_variates_keep_the_mean_and_cut_the_variance() -> None:
    chain = setting(T0=(14, 15))
    controlled = controlled_resolvent(chain, np.random.default_rng(5))
    same_mean(Resolvent(chain), controlled, draws=(3000, 1000))
    spread = [e.sample(np.random.default_rng(1), 1000).sum(axis=1).std() for e in (controlled, Resolvent(chain))]
    assert spread[0] < spread[1] / 2


def test_the_cheapest_estimator_is_chosen() -> None:
    rng = np.random.default_rng(0)
    assert isinstance(choose(setting(), "nothing", 0.1, rng), Naive)
    assert isinstance(choose(setting(FLAT), "all", 0.1, rng), Isotropic)
    assert isinstance(choose(setting(T0=(14, 15)), "all", 0.5, rng), Resolvent)
    assert isinstance(choose(setting(T0=(14, 15)), "noise", 0.5, rng), Conditional)
    assert isinstance(choose(setting(), "all", 0.1, rng), Conditional)


@pytest.mark.parametrize("law", ["gaussian", "rademacher"])
@CASE
def test_no_design_with_more_rows_than_columns_is_ever_held(
    changes: dict[str, Any], law: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = Setting.design

    def watched(self: Setting, rng: np.random.Generator, rows: int) -> np.ndarray:
        assert rows <= self.d
        return drawn(self, rng, rows)

    monkeypatch.setattr(Setting, "design", watched)
    if changes.get("designs") == "same":
        changes = {"T0": (14, 14)} | changes
    chain = setting(**({"T0": (14, 15)} | changes), inputs=law)
    choose(chain, "noise", 0.1, np.random.default_rng(0)).sample(np.random.default_rng(0), 1)
