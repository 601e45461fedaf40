"""Signs that are integrated, against the mean over all of them, in rationals."""

from fractions import Fraction
from itertools import product

import pytest

from lemmata.theory.models.label_noise import NotQuadratic, RandomSigns, integrated
from lemmata.theory.models.language import *
from lemmata.theory.random_matrices import evaluate_matrices

X, Sigma, w0, eps = design("X", T, d), covariance("Sigma", d), vector("w0", d), noise_vector("eps", T)
R = inv(gram(X) + identity(d))
VALUES = {X: [[1, 2], [0, 3], ["1/2", 1]], Sigma: [[2, 0], [0, 1]]}
ENTRIES = (Fraction(3, 2), Fraction(5))
SIGNS = RandomSigns(w0)


def mean_over_signs(body):
    found = [evaluate_matrices(body, VALUES | {w0: [[a * x], [b * y]]})
             for a, b in product((1, -1), repeat=2) for x, y in [ENTRIES]]  # fmt: skip
    return sum(found) / len(found)


@pytest.mark.parametrize(
    "body",
    [
        norm2(R * w0, Sigma),
        norm2(R * gram(X) * w0 - w0, Sigma),
        tr(R * Sigma * R * w0 * w0.T * (identity(d) - Sigma)),
        tr(w0.T * R * w0) / 3 + tr(R),
        tr(gram(X) * w0 * (R * w0 - w0).T / 7),
    ],
)
def test_the_mean_over_the_signs_of_a_target_is_that_of_all_of_them(body):
    squares = {SIGNS.squares: [[ENTRIES[0] ** 2, 0], [0, ENTRIES[1] ** 2]]}
    assert evaluate_matrices(integrated(body, [SIGNS]), VALUES | squares) == mean_over_signs(body)


@pytest.mark.parametrize("body", [norm2(w0) * norm2(R * w0), norm2(w0) ** 2, 1 / norm2(R * w0)])
def test_what_is_not_quadratic_in_the_target_is_refused(body):
    with pytest.raises(NotQuadratic):
        integrated(body, [SIGNS])


def test_signs_and_noise_are_integrated_together_without_a_mixed_term():
    fit = R * X.T * (X * w0 + eps)
    law = WhiteNoise(eps, sigma**2)
    apart = integrated(integrated(norm2(fit - w0), [law]), [SIGNS])
    assert integrated(norm2(fit - w0), [law, SIGNS]) == apart
