"""Closed loops: every claim is proved, and what misses a threshold, a power or a sample is refuted."""

import pytest
from sympy import Eq, Rational, log, sqrt

from lemmata.derivations.heat_death import PAPER
from lemmata.derivations.heat_death.external import odds
from lemmata.derivations.heat_death.finite import C, s0, stationary
from lemmata.derivations.heat_death.setting import N, Z, a, b, n, p, q, tau
from lemmata.derivations.heat_death.temperature import other, sampled
from lemmata.theory.relations import equal, greater_than, less_than
from lemmata.verifier.verdict import Verdict
from tests.derivations.variants import judged, verdict_of

POINT = {a: Rational(1, 4), b: 2, tau: Rational(3, 4), p: 1, q: 2, Z: 1, N: 3, n: 2, C: 2, s0: Rational(1, 2), odds: 3}
ONE = Rational(1)

WRONG = {
    "stable a little below the threshold": (less_than((1 - a) / tau, 1), [a > ONE * 9 / 10 - tau]),
    "strictly stable at the threshold": (less_than((1 - a) / tau, 1), [Eq(a, 1 - tau), tau < 1]),
    "the temperature upside down": (equal(log(sampled / other), log(p / q) / b), []),
    "odds grow at any temperature": (greater_than(odds**b, odds), [odds > 1]),
    "nothing else is fixed below the threshold": (
        less_than((1 - a) * (1 - 2 / (odds**b + 1)), (odds - 1) / (odds + 1)),
        [odds > 1, b > 1, a < 1],
    ),
    "a branch of the wrong width": (equal((1 - a) * 2 * sqrt(1 - a) / (2 - a), sqrt(1 - a)), [a < 1]),
    "fresh data count twice": (
        equal(1 / N + (1 - 1 / N) * ((1 - (1 - a) ** 2) * s0 + (1 - a) * stationary), stationary),
        [a > 0, a < 1],
    ),
    "one pseudo-count less": (equal(1 - C * (C + n + 1) / ((C + 1) * (C + n)), n / (C * (C + n))), []),
}


def test_every_claim_is_proved():
    assert set(judged(PAPER).values()) == {Verdict.PROVED}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_variants_are_refuted(name):
    statement, where = WRONG[name]
    point = POINT | ({tau: Rational(3, 4), a: Rational(1, 4)} if where else {})
    assert verdict_of(statement, point, where=where) is Verdict.REFUTED
