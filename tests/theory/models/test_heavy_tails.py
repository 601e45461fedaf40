"""Where replicates have a variance: by negative moments of the least eigenvalue, sharp in dimension one."""

import pytest

from lemmata.theory.models import shipped_model
from lemmata.theory.models.drawing import simulated_quantity
from lemmata.theory.models.heavy_tails import has_variance
from lemmata.theory.models.language import *
from lemmata.theory.models.point import point_of
from lemmata.theory.spectra.spectra import Isotropic

X, eps, Sigma = design("X", T, d), noise_vector("eps", T), covariance("Sigma", d)
n1, n2 = size("n1"), size("n2")
X1, X2 = design("X1", n1, d), design("X2", n2, d)


def certain(body, dimension, *laws, **sizes):
    model = Model("m", "m", covariance=Sigma, laws=laws, witness={d: 1, T: 9, sigma: 1})
    quantity = model.quantity("value", body)
    return has_variance(quantity, point_of(model, Isotropic(dimension), sizes))


@pytest.mark.parametrize("power", [1, 2, 3])
def test_in_dimension_one_it_is_the_condition_of_inverse_chi_square_moments(power):
    """E chi_T^(-4k) is finite for T > 4k and for no other T."""
    for rows in range(1, 16):
        body = E(tr(inv(gram(X))) ** power)
        assert certain(body, 1, GaussianRows(X, Sigma), T=rows) is (rows > 4 * power)


def test_a_projection_counts_nothing_and_a_pseudo_inverse_half():
    law = GaussianRows(X, Sigma)
    assert certain(E(tr(Sigma * pinv(X) * X)), 5, law, T=5)
    assert not certain(E(norm2(pinv(X) * eps, Sigma)), 5, law, WhiteNoise(eps, sigma**2), T=8, sigma2=1)
    assert certain(E(norm2(pinv(X) * eps, Sigma)), 5, law, WhiteNoise(eps, sigma**2), T=9, sigma2=1)
    assert certain(E(norm2(pinv(X) * eps, Sigma)), 5, law, WhiteNoise(eps, sigma**2), T=1, sigma2=1)


@pytest.mark.parametrize(
    ("first", "second", "certainly"), [(12, 12, False), (3, 24, False), (14, 14, True), (12, 8, False)]
)
def test_a_sum_of_gram_matrices_is_that_of_all_rows_and_no_more_is_taken_for_certain(first, second, certainly):
    """Twelve and twelve rows in 24 directions are a square design: its inverse has no mean."""
    body = E(tr(inv(gram(X1) + gram(X2))))
    laws = (GaussianRows(X1, Sigma), GaussianRows(X2, Sigma))
    assert certain(body, 24, *laws, n1=first, n2=second) is certainly


def test_what_may_have_no_variance_is_simulated_without_a_guarantee():
    model = shipped_model("least-squares")
    for rows, guarantee in ((6, "none"), (30, "asymptotic")):
        point = point_of(model, Isotropic(5), {"T": rows, "sigma2": 1})
        found = simulated_quantity(model.named("risk"), point, relative_error=0.1, max_replicates=300_000)
        assert found.guarantee == guarantee


S, m = design("S", size("m"), T), size("m")
Gamma = covariance("Gamma", d)


@pytest.mark.parametrize(
    ("rows", "sketched", "certainly"), [(9, 9, True), (8, 9, False), (9, 8, False), (30, 8, False), (12, 9, True)]
)
def test_a_sketched_design_counts_in_both_with_the_margin_over_the_dimension(rows, sketched, certainly):
    """Both inverse moments must exist: that of the rows, and that of the sketch of a frame."""
    laws = (GaussianRows(X, Sigma), GaussianRows(S, identity(T)))
    assert certain(E(tr(inv(gram(S * X)))), 5, *laws, T=rows, m=sketched) is certainly


def test_one_row_of_a_product_in_dimension_one_is_a_product_of_chi_squares():
    """(s'x)^2 = |x|^2 g^2 for one sketched row: 1/g^2 has no mean, with any number of rows of x."""
    laws = (GaussianRows(X, Sigma), GaussianRows(S, identity(T)))
    assert not certain(E(tr(inv(gram(S * X)))), 1, *laws, T=100, m=1)


def test_the_pseudo_inverse_of_a_product_looks_at_its_shortest_side():
    laws = (GaussianRows(X, Sigma), GaussianRows(S, identity(T)))
    body = E(norm2(pinv(S * X), Sigma))
    assert certain(body, 20, *laws, T=5, m=2) is False
    assert certain(body, 20, *laws, T=6, m=2) is True
    assert certain(body, 5, *laws, T=2, m=4) is False


@pytest.mark.parametrize(("entries", "certainly"), [("1,2,3", True), ("0,2,3", False)])
def test_a_positive_matrix_that_is_added_is_a_ridge_and_a_singular_one_is_none(entries, certainly):
    model = Model("m", "m", covariance=Sigma, laws=[GaussianRows(X, Sigma)], witness={d: 1, T: 9, ridge: 1},
                  matrices={Gamma: Spread(total=d, each="penalties")})  # fmt: skip
    quantity = model.quantity("value", E(tr(inv(gram(X) + ridge * Gamma))))
    point = point_of(model, Isotropic(3), {"T": 3, "ridge": 1, "penalties": entries})
    assert has_variance(quantity, point) is certainly


@pytest.mark.parametrize(("n1", "n2", "known"), [(3, 4, True), (5, 8, False), (9, 3, False), (9, 14, True)])
def test_a_fit_of_least_norm_on_two_designs_is_as_heavy_as_on_one_that_has_all_rows(n1, n2, known):
    """Noise passes through pinv(N) twice where d - n1 - n2 is the margin, and through inv(N) beyond."""
    model = shipped_model("mixture")
    given = {"n1": n1, "n2": n2, "sigma2": 1, "ridge": 0}
    assert has_variance(model.named("variance"), point_of(model, Isotropic(15), given)) is known
