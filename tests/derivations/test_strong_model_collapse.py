"""Strong collapse: what is given against what the engine derives, exact laws against drawn fits, wrong variants."""

import numpy as np
import pytest
from sympy import Integer, Rational, simplify

from lemmata.derivations.strong_model_collapse.isotropic import added as isotropic_added
from lemmata.derivations.strong_model_collapse.isotropic import shift
from lemmata.derivations.strong_model_collapse.iterated import factor, in_the_limit, threshold
from lemmata.derivations.strong_model_collapse.least_squares import rho
from lemmata.derivations.strong_model_collapse.mixture import (
    bias_equivalent,
    collapse_equivalent,
    other_noise_equivalent,
    real_noise_equivalent,
)
from lemmata.derivations.strong_model_collapse.projections import exact, m
from lemmata.derivations.strong_model_collapse.setting import B, b, n1, n2, p1, p2
from lemmata.derivations.strong_model_collapse.strong import harmonic, left, r2
from lemmata.derivations.strong_model_collapse.two_forms import one_single, other_single, u, x
from lemmata.theory.deterministic_equivalents.derivation import derived
from lemmata.theory.deterministic_equivalents.eigenvalues import letter_of
from lemmata.theory.notation import T0, d, df1, df2, kappa, phi, ridge
from lemmata.theory.quantities.regression import Sigma
from lemmata.theory.quantities.retraining import m as real
from lemmata.theory.relations import at_least, at_most, equal, less_than
from lemmata.theory.spectra.eigensum import at_spectrum, s
from lemmata.verifier.engines.point_refuter import refute_at
from lemmata.verifier.verdict import Verdict

PAIRS = ((Integer(2), Integer(3)), (Rational(1, 2), Integer(1)))
NUMBERS = {kappa: 1, n1: 2, n2: 3, df1: Rational(1, 1), df2: Rational(5, 9), ridge: Rational(4, 5)}
GIVEN = [bias_equivalent, real_noise_equivalent, other_noise_equivalent, collapse_equivalent]


def value(expression):
    """At two eigenvalues, with 2 s + 1 for the eigenvalue of the shift."""
    marked = expression.xreplace({letter_of(B): 2 * s + 1, b: 2 * s + 1})
    return simplify(at_spectrum(marked, PAIRS).xreplace(NUMBERS))


@pytest.mark.parametrize("claim", GIVEN, ids=lambda claim: claim.id.partition(":")[2])
def test_the_engine_derives_what_the_chapter_takes_as_given(claim):
    found = derived(claim.statement.lhs, claim.laws, [ridge > 0], (Sigma, B)).closed
    assert found is not None
    assert value(found.value) == value(claim.statement.rhs)
    assert value(found.value) != value(claim.statement.rhs.xreplace({n1: n2, n2: n1})) or claim is bias_equivalent


def drawn(real_rows, fake_rows, size, features, draws=20_000):
    """The mean squared length of what least squares on random features makes of a unit shift of the second rows."""
    rng = np.random.default_rng(19)
    rows = real_rows + fake_rows
    X = rng.standard_normal((draws, rows, size))
    F = rng.standard_normal((draws, size, features)) if features < size else np.eye(size)[None]
    labels = X[:, :, :1].copy()  # the shift is the first axis
    labels[:, :real_rows] = 0
    Z = X @ F
    turned = Z.transpose(0, 2, 1)
    kept = ((F @ np.linalg.solve(turned @ Z, turned @ labels)) ** 2).sum(axis=(1, 2))
    return kept.mean(), kept.std() / draws**0.5


def test_rho_against_drawn_fits():
    mean, spread = drawn(5, 7, 4, 4)
    expected = float(rho.xreplace({n1: Integer(5), n2: Integer(7), d: Integer(4)}))
    assert abs(mean - expected) < 4 * spread
    assert abs(mean - (7 / 12) ** 2) > 4 * spread  # the share squared: what a deterministic fit would keep


def test_random_projections_against_drawn_fits():
    mean, spread = drawn(5, 7, 6, 3)
    expected = exact.xreplace({n1: Integer(5), n2: Integer(7), d: Integer(6), m: Integer(3), shift: Integer(1)})
    assert abs(mean - float(expected)) < 4 * spread


def wrong():
    """What is false, and where."""
    loop = {real: 2, d: 20, T0: 30}
    near = {p1: Rational(1, 10), phi: Rational(7, 10)}
    forms = {x: 2, kappa: 1, p1: Rational(1, 2), p2: 1, u: 1, b: 1}
    ridges = {ridge: Rational(1, 4), r2: 1, p2: Rational(1, 2), shift: 1}
    yield "any real rows make the loop stable", less_than(factor, 1), loop
    yield "stable for every phi below one", less_than(in_the_limit, 1), near
    yield "the threshold is 1/(1 + p1)", equal(threshold, 1 / (1 + p1)), near
    yield "rho is the share squared", equal(rho, n2**2 / (n1 + n2) ** 2), {n1: 2, n2: 3, d: 2}
    yield "rho is the share at most", at_most(rho, n2 / (n1 + n2)), {n1: 2, n2: 28, d: 20}
    yield "two forms for all shares", equal(one_single, other_single), forms
    yield "ridge cures", at_most(left, harmonic / 2), ridges
    yield "the floor has p2 for p2 squared", at_least(left, r2 * p2 * shift / (r2 + p2 * shift)), ridges
    yield "the noise of d - T", equal(isotropic_added, phi / (1 - phi)), {kappa: 1, phi: Rational(1, 2)}


@pytest.mark.parametrize(("name", "statement", "point"), list(wrong()), ids=[name for name, *_ in wrong()])
def test_wrong_variants_are_refuted(name, statement, point):
    values = {symbol: Rational(value) for symbol, value in point.items()}
    found = refute_at(statement.lhs, statement.relation, statement.rhs, values, 30)
    assert found is not None, name
    assert found.verdict is Verdict.REFUTED
