"""One-pass SGD: every claim is proved; a lost moment, a wrong critical step or risk at rest is refuted."""

import pytest
from sympy import Integer, Rational, Sum, oo

from lemmata.derivations.sgd import PAPER
from lemmata.derivations.sgd.one_pass import (
    M,
    after,
    at_rest,
    eta,
    floor,
    growth,
    k,
    knee,
    lam,
    laws,
    mean_square,
    q,
    q_at,
    steep,
    v,
)
from lemmata.theory.models.descent_recursion import constant_step_risk
from lemmata.theory.notation import d, sigma
from lemmata.theory.quantities.regression import Sigma
from lemmata.theory.random_matrices import E, norm2, tr
from lemmata.theory.relations import at_most, equal, less_than
from lemmata.theory.spectra.spectra import Diagonal, Isotropic
from lemmata.verifier.rules import wishart_moment
from lemmata.verifier.verdict import Verdict
from tests.derivations.variants import judged, verdict_of

POINT = {eta: Rational(1, 4), lam: 1, at_rest: 1, sigma: 1, d: 2, q: Rational(1, 3), steep: 1, knee: 2, M: 5}

WRONG = {
    "without the fourth moment": (
        equal((1 - eta * lam) ** 2 * mean_square + eta**2 * lam * (at_rest + sigma**2), mean_square),
        [eta * lam < 1],
    ),
    "the risk at rest without feedback": (equal((sigma**2 * q + sigma**2) * q, sigma**2 * q), [q < 1]),
    "the critical step of one direction": (less_than(growth, 1), [eta * d < 2]),
    "no dimension at all": (equal(growth * floor + eta**2 * sigma**2, floor), [eta * (d + 2) < 2]),
    "the constant 1": (at_most(sigma**2 * q / (1 - q), sigma**2 * q), [q <= Rational(1, 2)]),
    "nothing beyond the knee": (
        at_most(knee + knee ** (2 * steep) * Sum(k ** (-2 * steep), (k, knee + 1, M)), knee),
        [steep > Rational(1, 2), M >= knee + 1],
    ),
    "the factor without the exponent": (
        at_most(Sum(k ** (-2 * steep), (k, knee + 1, M)), knee ** (1 - 2 * steep) / (2 * steep)),
        [steep > Rational(1, 2), M >= knee + 1],
    ),
    "a larger critical step": (less_than(q_at("0.62"), 1), []),
}


def test_every_claim_is_proved():
    found = judged(PAPER)
    found.pop("poles", None)  # the named theorem
    assert set(found.values()) == {Verdict.PROVED}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_variants_are_refuted(name):
    statement, where = WRONG[name]
    assert verdict_of(statement, POINT, where=where) is Verdict.REFUTED


def test_a_step_without_its_fourth_moment_is_refuted():
    told = norm2(v) - 2 * eta * norm2(v, Sigma) + eta**2 * tr(Sigma) * (norm2(v, Sigma) + sigma**2)
    found = verdict_of(equal(E(norm2(after)), told), POINT, laws=laws, proof=wishart_moment)
    assert found is Verdict.REFUTED


@pytest.mark.parametrize(("size", "step"), [(1, "1/2"), (2, "1/4"), (5, "1/7")])
def test_the_model_rests_at_the_same_risk(size, step):
    told = floor.subs({d: size, eta: Rational(step), sigma: 1})
    assert constant_step_risk(Isotropic(size), Rational(step), oo, Rational(1)) == told


def test_without_noise_at_the_largest_step_it_rests_where_a_long_run_is():
    """One half of sum eta l/(1 - eta l) is 1: between steps that forget the start and those that run away."""
    start = Diagonal([Rational(1, 3), Rational(3, 5)], [1, 3])
    assert constant_step_risk(start, Rational(1), oo, Integer(0)) == Rational(96, 17)
    assert abs(constant_step_risk(start, Rational(1), Integer(190), Integer(0)) - Rational(96, 17)) < Rational(1, 10**9)
    assert constant_step_risk(start, Rational(11, 10), oo, Integer(0)) == oo
    assert constant_step_risk(Isotropic(3, 0), Rational(2), oo, Integer(0)) == 0
