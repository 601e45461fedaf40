"""Measured inputs: rows are drawn as they are, and w0 keeps its signs."""

from dataclasses import replace

import numpy as np
import pytest

from lemmata.numerics.errors import InputError
from lemmata.numerics.simulation.estimators import Naive, choose
from lemmata.numerics.simulation.setting import Setting
from lemmata.numerics.simulation.tails import conditional_tail_index, tail_index
from lemmata.theory.spectra.measured import rows_of_data, spectrum_of_data


@pytest.fixture
def data():
    rng = np.random.default_rng(3)
    X = rng.exponential(size=(40, 4)) @ rng.normal(size=(4, 4))
    return X, X @ rng.normal(size=4) + rng.normal(size=40)


def setting(data, **fields):
    spectrum = spectrum_of_data(*data)
    values, squares = ([float(x) for x in part] for part in (spectrum.eigenvalues, spectrum.squared_weights))
    return Setting(np.array(values), np.array(squares), rows=rows_of_data(*data), **fields)


def test_rows_stand_in_the_basis_of_their_covariance_and_least_squares_has_the_weights(data):
    Z, made = rows_of_data(*data), setting(data, T=10, inputs="rows")
    assert np.allclose(Z.T @ Z / len(Z), np.diag(made.eigenvalues))
    assert np.allclose(np.linalg.lstsq(Z, data[1], rcond=None)[0], np.sqrt(made.squared_weights))


def test_all_rows_once_have_the_empirical_covariance_exactly(data):
    """Without ridge E risk = sigma^2 tr Sigma (X'X)^-1 = sigma^2 d/N whatever the order of the rows."""
    made = setting(data, T=40, inputs="rows-once", sigma2=2.0)
    risks = choose(made, "all", 0.01, np.random.default_rng(0)).sample(np.random.default_rng(1), 4000)
    assert abs(risks.mean() - 2.0 * 4 / 40) < 5 * risks.std() / 4000**0.5


def test_the_signs_of_the_target_matter(data):
    """With two rows the bias of ridge is an average over all pairs, ridge^2 |Sigma^1/2 (S + ridge)^-1 w0|^2."""
    made = setting(data, T=2, inputs="rows-once", ridge=0.5)
    Z, w = made.rows, np.sqrt(made.squared_weights)
    pairs = [(i, j) for i in range(40) for j in range(i)]

    def bias(weights):
        found = []
        for pair in pairs:
            X = Z[list(pair)]
            error = 0.5 * np.linalg.solve(X.T @ X / 2 + 0.5 * np.eye(4), weights)
            found.append(error @ (made.eigenvalues * error))
        return np.mean(found)

    sampled = choose(made, "all", 0.01, np.random.default_rng(0)).sample(np.random.default_rng(1), 6000)
    assert abs(sampled.mean() - bias(w)) < 5 * sampled.std() / 6000**0.5
    assert abs(sampled.mean() - bias(w * [1, -1, 1, -1])) > 5 * sampled.std() / 6000**0.5


@pytest.mark.parametrize("T", [3, 4, 5])
def test_finitely_many_designs_have_a_mean_where_gaussian_ones_have_none(data, T):
    made = setting(data, T=T, inputs="rows-once", sigma2=1.0)
    assert tail_index(made) == conditional_tail_index(made) == np.inf
    assert tail_index(replace(made, rows=None, inputs="gaussian")) <= 1


def test_nothing_is_integrated_for_rows(data):
    made = setting(data, T=30, inputs="rows", ridge=1.0, sigma2=1.0)
    assert isinstance(choose(made, "all", 0.01, np.random.default_rng(0)), Naive)


@pytest.mark.parametrize(("fields", "argument"), [({"T": 41, "inputs": "rows-once"}, "T"), ({"T": 3}, "rows")])
def test_what_cannot_be_drawn_is_named(data, fields, argument):
    with pytest.raises(InputError) as told:
        setting(data, **fields)
    assert str(told.value).startswith(argument)
