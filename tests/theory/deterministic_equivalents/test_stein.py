"""Random words, by the Dyson equation and by integration by parts: two routes that have nothing in common."""

from random import Random

import numpy as np
import pytest

from lemmata.theory.deterministic_equivalents.derivation import derived
from lemmata.theory.deterministic_equivalents.eigenvalues import letter_of
from lemmata.theory.notation import T, d, ridge
from lemmata.theory.quantities.regression import Sigma, X
from lemmata.theory.random_matrices import E, GaussianRows, covariance, design, gram, identity, inv, symmetric, tr
from lemmata.theory.spectra.eigensum import s
from tests.depth import often
from tests.oracles import stein

Other, A, Y = covariance("Other", d), symmetric("A", d), design("Y", T, d)
LAWS = (GaussianRows(X, Sigma), GaussianRows(Y, Other))
RIDGE, ORDER = 3e3, 3
MATRICES = {
    Sigma: np.diag([1.0, 0.6, 0.3]),
    Other: np.array([[0.4, 0.0, 0.1], [0.0, 0.9, -0.3], [0.1, -0.3, 0.7]]),
    A: np.array([[0.5, 0.4, -0.2], [0.4, -0.1, 0.3], [-0.2, 0.3, 0.8]]),
}
RANDOM = {
    "R": (inv(gram(X) / T + ridge * identity(d)), ("X",)),
    "Q": (inv((gram(X) + gram(Y)) / T + ridge * identity(d)), ("X", "Y")),
    "S": (gram(X) / T, stein.gram("X")),
    "Z": (gram(Y) / T, stein.gram("Y")),
    "XAX": (X.T * X * A * X.T * X / T**2, [*stein.gram("X"), MATRICES[A], *stein.gram("X")]),
}
DETERMINISTIC = {str(letter): (letter, [matrix]) for letter, matrix in MATRICES.items()}


def drawn(seed):
    """A random word of three to five factors, and its parts for the other route."""
    draw = Random(seed)
    names = [draw.choice([*RANDOM, "R", "Q", *DETERMINISTIC]) for _ in range(draw.randint(2, 4))] + ["R"]
    found = [(RANDOM | DETERMINISTIC)[name] for name in names]
    word = found[0][0]
    for letter, _ in found[1:]:
        word = word * letter
    return word, [part for _, part in found]


def at(found):
    given = {s: MATRICES[Sigma], letter_of(Other): MATRICES[Other], letter_of(A): MATRICES[A]}
    solution = found.at({d: 3, T: 5, ridge: RIDGE}, given)
    return solution.value, found.corrected(solution) - solution.value, solution.absolute


@pytest.mark.parametrize("seed", range(often(4, 150)))
def test_a_random_word_has_both_orders_of_integration_by_parts(seed):
    """The series is cut after (||S||/ridge)^3 = 1e-10; what is left, and rounding, is below 1e-11."""
    word, parts = drawn(seed)
    value, corrected, scale = at(derived(E(tr(word)), LAWS, (ridge > 0, T > d)))
    laws = {"X": (MATRICES[Sigma], 5), "Y": (MATRICES[Other], 5)}
    lead, after = stein.with_resolvents(parts, RIDGE, ORDER, laws)
    assert value == pytest.approx(lead, rel=0, abs=1e-11 * scale)
    assert corrected == pytest.approx(after, rel=0, abs=1e-11 * scale)


def test_a_covariance_that_is_taken_for_another_is_seen():
    parts = [RANDOM["Q"][1], [MATRICES[A]]]
    value, corrected, scale = at(derived(E(tr(RANDOM["Q"][0] * A)), LAWS, (ridge > 0,)))
    for other, agrees in ((Other, True), (Sigma, False)):
        laws = {"X": (MATRICES[Sigma], 5), "Y": (MATRICES[other], 5)}
        lead, after = stein.with_resolvents(parts, RIDGE, ORDER, laws)
        assert bool(abs(value - lead) < 1e-11 * scale) == agrees
        assert bool(abs(corrected - after) < 1e-11 * scale) == agrees
