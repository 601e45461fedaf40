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


@pytest.mark.parametrize(("first", "second", "certainly"), [(12, 12, False), (3, 25, False), (3, 28, True)])
def test_a_sum_of_gram_matrices_is_at_least_each_and_no_more_is_taken_for_certain(first, second, certainly):
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
