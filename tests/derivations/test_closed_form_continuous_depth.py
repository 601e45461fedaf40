"""Closed-form continuous-time networks: what is false of the lemma is refuted, and all else is proved."""

import pytest
from sympy import Abs, Derivative, Eq, Integer, Rational, exp

from lemmata.derivations.closed_form_continuous_depth import PAPER
from lemmata.derivations.closed_form_continuous_depth.setting import (
    A,
    closed_form,
    f,
    g,
    gap,
    omega,
    original,
    solution,
    start,
    t,
    u,
    x0,
)
from lemmata.theory.relations import Path, at_least, at_most, equal, tends
from lemmata.verifier.rules import limit
from lemmata.verifier.verdict import Verdict
from tests.derivations.variants import judged, verdict_of

POINT = {t: 1, omega: 1, A: 2, x0: 0, u: Rational(1, 2), f: Rational(1, 3), g: Rational(1, 2)}
BOUND = Abs(start) * exp(-omega * t)
X = solution()

WRONG = {
    "for f up to 3": (at_most(Abs(solution() - closed_form), BOUND), [Eq(t, 0), Eq(u, 0), f <= 3, g <= 3]),
    "for the original equation": (at_most(Abs(original() - closed_form), BOUND), [f <= 1, g <= 1]),
    "the original equation is solved": (
        equal(Derivative(X, t) + f * Derivative(X, u), -(omega + f) * X + A * f),
        [],
    ),
    "it begins at x0": (equal(closed_form, x0), [Eq(t, 0), g < 1]),
    "half the constant": (at_most(gap, Rational(1, 2)), [u <= t, f <= 1, g <= 1]),
    "never too large": (at_least(gap, 0), [u <= t, f <= 1, g <= 1]),
}


def test_what_is_printed_is_refuted_and_all_else_is_proved():
    found = judged(PAPER)
    assert found.pop("printed-lemma") is Verdict.REFUTED
    assert set(found.values()) == {Verdict.PROVED}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_variants_are_refuted(name):
    statement, where = WRONG[name]
    point = POINT | ({t: 0, u: 0} if Eq(t, 0) in where else {})
    assert verdict_of(statement, point, where=where) is Verdict.REFUTED


def test_another_end_is_refuted():
    path = Path(t)
    assert verdict_of(tends(original(), A, along=path), POINT, where=[A > 0], proof=limit) is Verdict.REFUTED
    assert verdict_of(tends(solution(f * t), Integer(0), along=path), POINT, proof=limit) is Verdict.REFUTED
