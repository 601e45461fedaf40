"""Matrices without the eigenbasis of Sigma: simulations draw them whole, exact laws and equivalents agree with them."""

import numpy as np
import pytest

from lemmata.numerics.errors import InputError
from lemmata.theory.models.drawing import simulated_quantity
from lemmata.theory.models.language import *
from lemmata.theory.models.point import example, point_of
from lemmata.theory.models.rows import doubles, exact_rows
from lemmata.theory.spectra.spectra import Diagonal
from lemmata.verifier.property_test.model_equivalents import model_equivalent

rows = size("rows")
X, e = design("X", rows, d), noise_vector("e", rows)
Sigma, Other, w0 = covariance("Sigma", d), covariance("Other", d), vector("w0", d)
laws = [GaussianRows(X, Other), WhiteNoise(e, sigma**2)]


def shifted(estimator):
    """The error on inputs of covariance Sigma of a fit to rows of covariance Other."""
    model = Model("shifted", "Covariances that do not commute", covariance=Sigma, target=w0, estimator=estimator,
                  matrices={Other: Spread(each="other", whole=True)}, laws=laws,
                  witness={d: 2, rows: 5, ridge: 1, sigma: 1})  # fmt: skip
    model.quantity("risk", E(norm2(estimator - w0, Sigma)))
    return model


def at(model, other, **numbers):
    return point_of(model, Diagonal(["1", "2"], ["1/2", "1/2"]), {**numbers, "other": other, "sigma2": "1"})


def simulated(model, point):
    return simulated_quantity(model.named("risk"), point, relative_error=0.02, seed=1).interval


OLS = shifted(inv(gram(X)) * X.T * (X * w0 + e))
RIDGE = shifted(inv(gram(X) + ridge * identity(d)) * X.T * (X * w0 + e))


@pytest.mark.parametrize("other", ["2,1;1,3", "2,0;0,3", "1,-1/2;-1/2,1"])
def test_least_squares_has_the_mean_of_the_inverse_of_its_own_covariance(other):
    """sigma^2 tr(Sigma Other^-1)/(rows - d - 1), which the diagonal of Other alone misses."""
    matrix = doubles(exact_rows(other, "other", semidefinite=True))
    sigma_values = np.diag([1.0, 2.0])
    exact = np.trace(sigma_values @ np.linalg.inv(matrix)) / (12 - 2 - 1)
    of_the_diagonal = np.trace(sigma_values / np.diag(matrix)) / (12 - 2 - 1)
    found = simulated(OLS, at(OLS, other, rows="12"))
    assert found.low < exact < found.high
    assert (found.low < of_the_diagonal < found.high) == (matrix[0, 1] == 0)


def test_simulation_and_equivalent_agree_where_rows_are_many_even_for_a_singular_matrix():
    for other in ("2,1;1,3", "2,2;2,2"):
        point = at(RIDGE, other, rows="200", ridge="10")
        found = simulated(RIDGE, point)
        assert 0.97 * float(found.low) < model_equivalent("risk", point)[0] < 1.03 * float(found.high)


def test_what_is_no_matrix_of_this_size_is_refused_and_the_example_shows_one():
    for other in ("2,1,3", "1", "2,1;3,1", "1,2;2,1", "2,x;1,3"):
        with pytest.raises(InputError, match="other"):
            at(OLS, other, rows="12")
    assert example(OLS).endswith("--other '1,0;0,1'")


@pytest.mark.parametrize("weights", [["1", "-1/3"], ["-1", "-1/3"], ["1", "1/3"]])
def test_signs_of_the_target_count_beside_another_vector_and_a_matrix_by_rows(weights):
    """E w0'X'X v = rows w0'Sigma v and E w0'Y'Y w0 = rows w0'Other w0, at every size: no sign may be lost."""
    v, Y = vector("v", d), design("Y", rows, d)
    model = Model("signs", "Two vectors", covariance=Sigma, target=w0, estimator=gram(X) * v + gram(Y) * w0,
                  matrices={v: Spread(each="entries"), Other: Spread(each="other", whole=True)},
                  laws=[GaussianRows(X, Sigma), GaussianRows(Y, Other)], witness={d: 2, rows: 5})  # fmt: skip
    first, second = map(Rational, weights)
    known = {"crossed": first + 2 * 3 * second, "own": 2 * first**2 + 2 * first * second + 3 * second**2}
    model.quantity("crossed", E(inner(w0, gram(X) * v)) / rows)
    model.quantity("own", E(inner(w0, gram(Y) * w0)) / rows)
    for name, exact in known.items():
        given = {"rows": "50", "entries": "1,3", "other": "2,1;1,3"}
        point = point_of(model, Diagonal(["1", "2"], weights), given)
        found = simulated_quantity(model.named(name), point, relative_error=0.05, seed=1).interval
        value, error = model_equivalent(name, point)
        assert found.low < exact < found.high
        assert abs(value - exact) <= error < 1e-10
