"""Fits of least norm on stacked designs: as one design, against numbers, and with the laws that they have then."""

import numpy as np
import pytest
from sympy import Rational

from lemmata.theory.models import shipped_model
from lemmata.theory.models.batches import BatchWalk
from lemmata.theory.models.language import (
    E,
    GaussianRows,
    Model,
    WhiteNoise,
    covariance,
    d,
    design,
    gram,
    noise_vector,
    norm2,
    number,
    pinv,
    sigma,
    sigma0,
    size,
    tr,
)
from lemmata.theory.models.point import point_of
from lemmata.theory.random_matrices import PseudoInverse, evaluate_floats
from lemmata.theory.spectra.spectra import Isotropic
from lemmata.verifier.matrices.stacked_rows import as_one_design
from lemmata.verifier.model_values import exact_model_value

n1, n2, weight = size("n1"), size("n2"), number("weight")
X, Y = design("X", n1, d), design("Y", n2, d)
Sigma, Other = covariance("Sigma", d), covariance("Other", d)
LAWS = (GaussianRows(X, Sigma), GaussianRows(Y, Sigma))
WIDE = (d >= n1 + n2 + 2, weight > 0)
SUM = gram(X) + weight * gram(Y)


@pytest.mark.parametrize("sizes", [(2, 3, 9), (4, 5, 6), (4, 2, 6)])
def test_a_sum_of_gram_matrices_and_its_rewritten_pseudo_inverse_are_what_singular_values_give(sizes):
    draw = np.random.default_rng(3)
    numbers = dict(zip((n1, n2, d), sizes, strict=True)) | {weight: 3}
    rows = {X: draw.standard_normal(sizes[::2]), Y: draw.standard_normal(sizes[1:])}
    whole = rows[X].T @ rows[X] + 3 * rows[Y].T @ rows[Y]
    walk = BatchWalk({x: value[None] for x, value in rows.items()}, {x: float(v) for x, v in numbers.items()})
    expected = np.linalg.pinv(whole, hermitian=True)
    np.testing.assert_allclose(walk.matrix(pinv(SUM))[0], expected, rtol=0, atol=1e-8 * np.abs(expected).max())
    where = WIDE if sizes[0] + sizes[1] <= sizes[2] else (n1 + n2 >= d, weight > 0)
    found, laws = as_one_design(tr(Sigma * pinv(SUM)), LAWS, where)
    assert not any(node.args[0].has(Y) for node in found.atoms(PseudoInverse))
    new = {law.letter: np.concatenate([rows[X], rows[Y]]) for law in laws if law not in LAWS}
    letters = {x: value[None] for x, value in {**rows, **new, Sigma: np.eye(sizes[2])}.items()}
    value = evaluate_floats(found, letters, numbers).item()
    assert value == pytest.approx(np.trace(expected), rel=1e-8)


@pytest.mark.parametrize(("body", "laws", "where"), [
    (SUM, (GaussianRows(X, Sigma), GaussianRows(Y, Other)), WIDE),      # two laws are no one design
    (SUM, LAWS, (d >= n1 + n2,)),                                       # a weight that may be zero
    (SUM, LAWS, (weight > 0, d >= n1)),                                 # neither wide nor tall
    (gram(X) - gram(Y), LAWS, WIDE),
])  # fmt: skip
def test_what_is_no_stack_of_known_size_is_left_as_it_is(body, laws, where):
    expression = E(tr(pinv(body) * Sigma))
    assert as_one_design(expression, laws, where) == (expression, laws)


def test_two_stacks_that_share_a_design_are_not_one():
    expression = E(tr(pinv(gram(X) + gram(Y)) * pinv(gram(X))))
    found, laws = as_one_design(expression, LAWS, WIDE)
    assert (found, laws) == (expression, LAWS)


def test_the_ridgeless_mixture_has_its_laws_on_both_sides_of_the_dimension():
    rows, d_, given = (3, 4), 10, {"n1": 3, "n2": 4, "delta2": 2, "sigma2": 1, "sigma0_2": Rational(1, 2)}
    margin = d_ - sum(rows) - 1
    collapse = Rational(2, d_) * rows[1] * (1 + Rational(rows[0], margin))
    variance = (rows[0] + Rational(rows[1], 2)) / margin
    bias = 3 * (1 - Rational(sum(rows), d_))
    model = shipped_model("mixture")
    found = exact_model_value(model.named("risk"), point_of(model, Isotropic(d_, 3), given))
    assert found.value == collapse + variance + bias


def test_weights_of_rows_do_not_change_a_fit_that_interpolates():
    eps, eta = noise_vector("eps", n1), noise_vector("eta", n2)
    estimator = pinv(SUM) * (X.T * eps + weight * Y.T * eta)
    model = Model(
        "weighted",
        "weighted rows without ridge",
        covariance=Sigma,
        laws=[*LAWS, WhiteNoise(eps, sigma**2), WhiteNoise(eta, sigma0**2)],
        witness={d: 9, n1: 2, n2: 3, weight: 2, sigma: 1, sigma0: 1},
    )
    variance = model.quantity("variance", E(norm2(estimator, Sigma)))
    given = {"n1": 2, "n2": 3, "sigma2": 1, "sigma0_2": 4}
    found = [exact_model_value(variance, point_of(model, Isotropic(9), {**given, "weight": w})).value for w in (1, 7)]
    assert found == [Rational(2 + 3 * 4, 9 - 5 - 1)] * 2
