"""Without ridge: exact isotropic laws and drawn designs lie within the bounds, and wrong variants are refuted."""

from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from lemmata.derivations.gaussian_equivalents.without_ridge import (
    Q,
    left_share,
    low,
    room,
    squared,
    t1,
    t2,
    t3,
    top,
    weight,
)
from lemmata.theory.notation import T, d, kappa
from lemmata.theory.quantities.regression import X
from lemmata.theory.random_matrices import E, GaussianRows, identity, tr
from lemmata.theory.relations import at_most, equal
from lemmata.verifier.verdict import Verdict
from tests.derivations.variants import verdict_of


def moments(rows, size):
    """E tr (XX')^-k for k = 1, 2, 3 and X of iid N(0, 1): inverse Wishart moments, with size - rows >= 6."""
    more = size - rows
    first = Fraction(rows, more - 1)
    second = Fraction(rows * (size - 1), more * (more - 1) * (more - 3))
    third = Fraction(rows * (size - 1) * (size + rows - 1), (more + 1) * more * (more - 1) * (more - 3) * (more - 5))
    return first, second, third


def error(rows, size, share=1):
    """The remainder of ``gap-small`` at Sigma = 1 with its best weight, times a share."""
    first, second, third = moments(rows, size)
    at = {T: rows, d: size, low: 1, top: 1, kappa: Fraction(size, rows) - 1, t1: first, t2: second, t3: third}
    best = {weight: float(second / third) ** 0.5}
    return share * float((left_share * T / room).xreplace(at).xreplace(best))


def gap(rows, size):
    """E tr (XX')^-1 - 1/kappa at Sigma = 1, where kappa = d/T - 1."""
    return moments(rows, size)[0] - Fraction(rows, size - rows)


@pytest.mark.parametrize("rows", [1, 2, 5, 20, 100, 1000])
@pytest.mark.parametrize("times", [2, 3, 10, 50])
def test_the_mean_of_the_inverse_is_within_the_error(rows, times):
    size = rows * times + 6
    assert 0 < gap(rows, size) <= error(rows, size)


def test_the_error_is_of_order_one_over_T():
    scaled = [rows * error(rows, 4 * rows) for rows in (10**3, 10**5, 10**7)]
    assert max(scaled) <= 2 * min(scaled)


def test_without_a_factor_of_T_the_error_is_too_small():
    assert any(gap(rows, 2 * rows + 6) > error(rows, 2 * rows + 6, share=1 / rows) for rows in (100, 1000))


ROWS, VALUES = 4, np.array([2.0] * 8 + [0.5] * 16)


@cache
def drawn(draws=6000):
    """tr Q, the diagonals of Pi, N and Pi Sigma Pi, and tr Sigma N of drawn designs."""
    X_ = np.random.default_rng(7).standard_normal((draws, ROWS, len(VALUES))) * np.sqrt(VALUES)
    inverse = np.linalg.inv(X_ @ X_.transpose(0, 2, 1))
    half = inverse @ X_
    seen = np.einsum("nti,ntj->nij", X_, half)
    Pi = np.eye(len(VALUES)) - seen
    N = (half**2).sum(1)
    both = (Pi**2 * VALUES).sum(2)
    return np.trace(inverse, axis1=1, axis2=2), 1 - np.einsum("nii->ni", seen), N, both, (N * VALUES).sum(1), half, Pi


def close(sample, value):
    """Whether a mean over draws is a value, up to six standard errors, in every direction."""
    return (abs(sample.mean(0) - value) <= 6 * sample.std(0) / len(sample) ** 0.5 + 1e-12).all()


def by_parts(words=1):
    """The two sides of ``unseen-equation`` at e_k e_k', draw by draw."""
    inverse, unseen, N, *_ = drawn()
    return (1 - unseen) - VALUES * (inverse[:, None] * unseen - words * N)


def test_drawn_designs_meet_the_equation_of_one_projection():
    assert close(by_parts(), 0)


@pytest.mark.parametrize("words", [0, 2])
def test_without_its_word_or_with_two_they_do_not(words):
    assert not close(by_parts(words), 0)


def around(beta=1, words=2):
    """The two sides of ``around-equation`` at M = e_k e_k' and B = Sigma."""
    inverse, unseen, _, both, noise, half, Pi = drawn()
    beside = np.einsum("nti,ntj,j,nji->ni", half, half, VALUES, Pi)
    after = inverse[:, None] * both - beta * noise[:, None] * unseen - words * beside
    return VALUES * unseen - both - VALUES * after


def test_drawn_designs_meet_the_equation_of_two_projections():
    assert close(around(), 0)


@pytest.mark.parametrize("wrong", [{"beta": 0}, {"beta": 2}, {"words": 1}])
def test_without_the_noise_or_a_word_they_do_not(wrong):
    assert not close(around(**wrong), 0)


def test_the_bounds_of_the_parts_hold_for_drawn_designs():
    inverse, unseen, N, _, _, half, _ = drawn()
    power = half @ half.transpose(0, 2, 1)  # Q X X' Q = Q
    second, third = (np.trace(np.linalg.matrix_power(power, k), axis1=1, axis2=2) for k in (2, 3))
    assert (N.mean(0) <= second.mean() * VALUES).all()
    covariances = (inverse[:, None] * unseen).mean(0) - inverse.mean() * unseen.mean(0)
    norm, best = VALUES.max(), (N.mean(0) / third.mean()) ** 0.5
    assert (abs(covariances) <= 2 * norm * (best * third.mean() + N.mean(0) / best)).all()


ISOTROPIC = {"where": [T <= d - 6], "laws": [GaussianRows(X, identity(d))]}
AT = {T: 2, d: 8}


@pytest.mark.parametrize(
    "statement",
    [
        equal(E(tr(Q)), T / (d - T)),
        at_most(E(tr(squared)), T * (d - 1) / (2 * (d - T) * (d - T - 1) * (d - T - 3))),
        equal(T, E(tr(Q)) * (d - T)),
    ],
    ids=["a dimension too many", "half of the second moment", "the equation without its word"],
)
def test_wrong_variants_are_refuted(statement):
    assert verdict_of(statement, AT, **ISOTROPIC) is Verdict.REFUTED
