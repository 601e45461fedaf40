"""Means of 1/||z + theta||^2 as James and Stein need them: positive, finite from three dimensions on, not beyond."""

import pytest

from lemmata.theory.notation import T0, T, d, ridge, sigma
from lemmata.theory.random_matrices import (
    E,
    GaussianNoise,
    GaussianRows,
    WhiteNoise,
    covariance,
    design,
    gram,
    identity,
    inv,
    noise_vector,
    norm2,
    semidefinite,
    tr,
    vector,
)
from lemmata.theory.relations import less_than
from lemmata.verifier.claim import less_than_by
from lemmata.verifier.matrices.conditions import NonzeroScalar
from lemmata.verifier.matrices.existence import discharge_of_matrices
from lemmata.verifier.rules import inequality
from lemmata.verifier.step import Context
from tests.soundness.support import holds

z, theta, X = design("z", 1, d), vector("theta", d), design("X", T, d)
ROUND, GENERAL = (GaussianRows(z, identity(d)), GaussianRows(z, covariance("Sigma", d)))
LOOSE = GaussianRows(z, semidefinite("B", d))
MIXED = GaussianRows(z, gram(X)), GaussianRows(X, identity(d))
LENGTH = norm2(z.T + theta)


def better(length, where, *laws):
    """Whether d - (d - 2)^2 E 1/length < d, the risk of James and Stein against that of z, is proved."""
    risk = d - (d - 2) ** 2 * E(1 / length)

    def case(C):
        C(
            "c",
            less_than(risk, d),
            {d: 6, T: 8, sigma: 1},
            risk,
            less_than_by(inequality),
            d,
            where=[*where, T >= d],
            laws=laws,
        )

    return holds(case)


def test_noise_in_every_direction_is_as_good_as_a_row():
    noise = noise_vector("eps", d)
    assert better(norm2(noise + theta), [d >= 3], GaussianNoise(noise, 1))
    assert better(norm2(theta - 2 * noise), [d >= 3, sigma > 0], GaussianNoise(noise, sigma**2))
    assert not better(norm2(noise + theta), [d >= 3], GaussianNoise(noise, sigma**2))  # sigma = 0, theta = 0
    assert not better(norm2(noise + theta), [d >= 3], WhiteNoise(noise, 1))  # may be zero with positive probability
    assert not better(norm2(noise + theta), [d >= 2], GaussianNoise(noise, 1))


@pytest.mark.parametrize("law", [ROUND, GENERAL])
def test_shrinking_is_better_from_three_dimensions_on(law):
    assert better(LENGTH, [d >= 3], law)


def test_a_higher_moment_needs_more_dimensions():
    assert better(LENGTH**2, [d >= 5], ROUND)
    assert not better(LENGTH**2, [d >= 4], ROUND)


@pytest.mark.parametrize(
    ("length", "where", "laws"),
    [
        (LENGTH, [d >= 2], [ROUND]),  # infinite at d = 2, and d - 2 is zero there
        (LENGTH, [d >= 3], [LOOSE]),  # a covariance that may vanish
        (LENGTH, [d >= 3], MIXED),  # one that is random itself
        (norm2(z.T - z.T * norm2(theta)), [d >= 3], [ROUND]),  # zero for ||theta|| = 1
        (norm2(z.T * norm2(z) + theta), [d >= 3], [ROUND]),  # not Gaussian
    ],
)
def test_what_may_vanish_or_has_no_mean_is_not_proved(length, where, laws):
    assert not better(length, where, *laws)


Y = design("Y", T0, d)
R = inv(gram(X) / T + ridge * identity(d))
HAT = X * R * X.T / T


@pytest.mark.parametrize(("scalar", "known"), [
    (1 - tr(HAT) / T, True),
    (1 - E(tr(HAT)) / T, True),
    (d - E(tr(HAT)), True),
    (2 - E(tr(HAT)) / T - tr(covariance("Sigma", d) * inv(covariance("Sigma", d))) / d, True),
    (1 - 2 * E(tr(HAT)) / T, False),  # zero at some ridge where d > T/2
    (T - 1 - E(tr(HAT)), False),
    (tr(HAT) - E(tr(HAT)), False),
    (2 * E(tr(R)) - E(tr(R)) ** 2, False),
    (1 - E(tr(R * gram(Y))) / T, False),
])  # fmt: skip
def test_fewer_degrees_of_freedom_than_rows_whether_they_are_a_mean_or_not(scalar, known):
    """Every eigenvalue of X R X'/T is below 1; a combination of means is the mean of the combination."""
    laws = (GaussianRows(X, covariance("Sigma", d)), GaussianRows(Y, covariance("Sigma", d)))
    assert discharge_of_matrices(NonzeroScalar(scalar, "a denominator"), Context((ridge > 0,), laws)).done is known
