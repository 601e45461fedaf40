"""Readouts of one draw of the designs: by rows as directly, and folded over all signs, to the last digits."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from lemmata.numerics.simulation import Setting, conditional
from lemmata.numerics.simulation.conditional import one_replicate, rows_when_folded
from lemmata.numerics.simulation.fits import ByRows, LeastSquares, fit_with_gram, fresh_fit
from lemmata.numerics.simulation.gram import inverse_factor
from lemmata.numerics.simulation.readout import Readout, by_rows, direct, folded

D = 12
METRIC = 1 / np.arange(1.0, D + 1) ** 1.3
SIGNAL = np.linspace(2.0, 0.5, D)


def setting(T: int, *T0: int, ridge0: float = 0.0) -> Setting:
    return Setting(METRIC, SIGNAL, T, 0.05, 0.3, T0, (0.2,) * len(T0), ridge0=ridge0)


def pulled(readout: Readout, *fits: ByRows | LeastSquares) -> tuple[float, float]:
    noise = sum(fit.pull(readout) for fit in fits)
    return readout.bias(SIGNAL), noise


@pytest.mark.parametrize("T0", [(), (5,), (5, 9), (14, 5), (5, 14, 3)])
@pytest.mark.parametrize("ridge0", [0.0, 0.2])
def test_the_rows_of_the_downstream_fit_read_the_error_as_all_coordinates_do(
    T0: tuple[int, ...], ridge0: float
) -> None:
    chain, rng = setting(7, *T0, ridge0=ridge0), np.random.default_rng(len(T0))
    last = fresh_fit(chain, rng, 7, 0.05)
    assert isinstance(last, ByRows)
    older = [fresh_fit(chain, rng, samples, ridge0) for samples in T0]
    whole = direct(METRIC)
    variance = last.pull(whole)
    thin = by_rows(last.X, last.J, METRIC)
    assert thin.inner(thin.R, thin.R) == pytest.approx(variance, rel=1e-12)
    assert pulled(thin, *older) == pytest.approx(pulled(whole, *older), rel=1e-10)  # type: ignore[arg-type]


@pytest.mark.parametrize(("samples", "ridge"), [(5, 0.0), (5, 0.3), (12, 0.0), (30, 0.0), (30, 0.3)])
def test_a_fit_by_rows_is_the_fit_by_its_gram_matrix(samples: int, ridge: float) -> None:
    chain = setting(7)
    fit = fresh_fit(chain, np.random.default_rng(0), samples, ridge)
    assert isinstance(fit, ByRows | LeastSquares)
    other = fit_with_gram(chain, fit.X.T @ fit.X, samples * ridge, samples)
    one, two = direct(METRIC), direct(METRIC)
    assert fit.pull(one) == pytest.approx(other.pull(two), rel=1e-7)  # X'X squares the condition number
    assert np.allclose(one.dense(), two.dense(), atol=1e-8)


class Signs:
    """A source of given signs."""

    def __init__(self, signs: tuple[float, ...]) -> None:
        self.signs = np.array(signs)

    def choice(self, values: object, size: int) -> np.ndarray:
        assert size == len(self.signs)
        return self.signs


@pytest.mark.parametrize("rows", [2, 5, 8])
def test_over_all_signs_a_folded_readout_has_the_mean_and_the_variance_that_are_said(rows: int) -> None:
    """Exactly: 2^(d - q/2) readouts of one chain, T = 7 < d and three generators."""
    rng = np.random.default_rng(1)
    chain = setting(7, 5, 6, 4)
    fits = [fresh_fit(chain, rng, samples, 0.05 if samples == 7 else 0.0) for samples in (7, 4, 6, 5)]
    whole = direct(METRIC)
    exact = np.array(pulled(whole, *fits))  # type: ignore[arg-type]
    own = rows // 2
    found = [
        pulled(folded(Signs(signs), METRIC, rows), *fits)  # type: ignore[arg-type]
        for signs in product((-1.0, 1.0), repeat=D - own)
    ]
    assert np.mean(found, axis=0) == pytest.approx(exact, rel=1e-9)
    missed = (whole.map() - np.diag(np.sqrt(METRIC))) * np.sqrt(SIGNAL)
    row = np.where(np.arange(D) < own, np.arange(D), own + (np.arange(D) - own) % (rows - own))
    together = np.triu(row[:, None] == row, 1)
    assert np.var(found, axis=0)[0] == pytest.approx(4 * ((missed @ missed.T)[together] ** 2).sum(), rel=1e-9)


def test_folded_readouts_serve_errors_in_few_directions_and_keep_the_mean(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chain, draws = setting(9, 5, 6, 4, 7), 1500
    assert rows_when_folded(chain) is None  # too small to gain
    exact = np.array([one_replicate(chain, np.random.default_rng(i)) for i in range(draws)])
    monkeypatch.setattr(conditional, "FEWEST", 3)
    assert rows_when_folded(chain) == 3
    assert rows_when_folded(setting(9)) is None
    assert rows_when_folded(setting(9, 14)) is None  # integrated
    assert rows_when_folded(replace(chain, ridge=1e-3)) is None  # errors in too many directions
    assert rows_when_folded(replace(chain, designs="same")) is None
    found = np.array([one_replicate(chain, np.random.default_rng(draws + i)) for i in range(draws)])
    error = np.sqrt((exact.var(axis=0) + found.var(axis=0)) / draws)
    assert (np.abs(exact.mean(axis=0) - found.mean(axis=0)) < 5 * error).all()


@pytest.mark.parametrize("k", [1, 2, 63, 64, 65, 150, 301])
def test_the_inverse_factor_by_halves(k: int) -> None:
    X = np.random.default_rng(k).standard_normal((k, 2 * k))
    K = X @ X.T
    J = inverse_factor(np.asfortranarray(np.tril(K)), 0.5)
    assert (J == np.tril(J)).all()
    assert np.allclose(J @ (K + 0.5 * np.eye(k)) @ J.T, np.eye(k), atol=1e-12)


def test_the_inverse_factor_of_a_steep_spectrum_is_as_accurate_as_that_of_lapack() -> None:
    """Condition number 1e11: ||J K J' - 1|| is bounded by some k^2 cond(C) eps, not by cond(K) eps."""
    k = 120
    X = np.random.default_rng(0).standard_normal((k, 400)) * np.arange(1.0, 401) ** -2.5
    K = X @ X.T
    C = np.linalg.cholesky(K)
    J = inverse_factor(np.asfortranarray(np.tril(K)), 0.0)
    assert np.abs(J @ C - np.eye(k)).max() < k**2 * np.linalg.cond(C) * 2.3e-16


def test_a_singular_gram_matrix_is_refused() -> None:
    with pytest.raises(np.linalg.LinAlgError, match="give a ridge"):
        inverse_factor(np.zeros((3, 3), order="F"), 0.0)
