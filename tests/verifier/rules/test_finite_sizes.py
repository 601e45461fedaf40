"""Exponents of the exact mean: proved without a principle where every bound is given and reaches, assumed elsewhere."""

import pytest
from sympy import Max, Min, Rational

from lemmata.derivations.dohmatob2024.section_5_power_laws import REASONS, of_exact_mean
from lemmata.derivations.gaussian_equivalents.few_degrees import below
from lemmata.theory.scaling.exponent_quantities import PowerLawModel, letter
from lemmata.theory.scaling.problem import EQUIVALENTS
from lemmata.verifier.rules import at_finite_sizes, derived_exponent
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

ell = letter("ell")
MODEL = PowerLawModel(beta=2, r="1/2", where=("ell > 0", "ell < 2"))
UNUSED = ("collapse", "ridge-growth", "fit-falls", "fit-square", "missed-at-least")
RIGHT = Step(MODEL.exponent(), "=", Max(-ell, ell / 2 - 1))


def judged(rule, step=RIGHT, model=MODEL):
    return rule.judge(step, Context(assumptions=tuple(model.conditions)))


def test_with_every_bound_nothing_is_taken_as_given():
    found = judged(of_exact_mean)
    assert found.verdict is Verdict.PROVED
    assert found.principles == ()
    assert of_exact_mean.grounded(RIGHT) == (EQUIVALENTS,)


@pytest.mark.parametrize("lost", range(len(REASONS)))
def test_what_the_exponent_needs_is_missed(lost):
    """The collapse is none of the parts of this risk, nothing is optimised: what is said of both may be missing."""
    rule = at_finite_sizes(derived_exponent, *REASONS[:lost], *REASONS[lost + 1 :])
    unused = any(word in REASONS[lost].id for word in UNUSED)
    assert (judged(rule).principles == ()) is unused
    assert (rule.grounded(RIGHT) == ()) is not unused


def test_a_best_rate_needs_what_no_fit_sees():
    noise = PowerLawModel(beta=2, r="1/2", sigma2="T^-s", where=("s >= 0",))
    step = Step(noise.exponent("optimum"), "=", -Min((1 + letter("s")) * Rational(2, 3), 2))
    assert judged(of_exact_mean, step, noise).principles == ()
    alone = judged(at_finite_sizes(derived_exponent, *REASONS[:-1]), step, noise)
    assert alone.verdict is Verdict.PROVED
    assert alone.principles == (EQUIVALENTS,)


def test_a_claim_of_another_statement_does_not_count():
    rule = at_finite_sizes(derived_exponent, *REASONS[1:], below)
    assert "not among the claims" in judged(rule).detail


def test_at_the_end_of_the_range_the_equivalent_is_spoken_of():
    closed = PowerLawModel(beta=2, r="1/2", where=("ell > 0", "ell <= 2"))
    found = judged(of_exact_mean, Step(closed.exponent(), "=", Max(-ell, ell / 2 - 1)), closed)
    assert found.verdict is Verdict.PROVED
    assert found.principles == (EQUIVALENTS,)
    assert "ell may be beta" in found.detail


def test_a_wrong_exponent_is_refuted_as_before():
    wrong = Step(MODEL.exponent(), "=", Max(-ell, ell / 3 - Rational(2, 3)))
    assert judged(of_exact_mean, wrong).verdict is Verdict.REFUTED
