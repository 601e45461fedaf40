"""Disentanglement: every claim is proved, and what a rotation, a group or a penalty does not do is refuted."""

import pytest
from sympy import Derivative, Eq, Integer, Rational, Sum

from lemmata.derivations.disentanglement import PAPER
from lemmata.derivations.disentanglement.actions import STATES, code, codes, crossed, equivariant, straight
from lemmata.derivations.disentanglement.rotation import (
    below,
    density,
    first_by_first,
    first_by_second,
    h,
    second_by_first,
    second_by_second,
    u,
    w,
    x,
    y,
)
from lemmata.derivations.disentanglement.stages import B, a, error, lam, loss, noise, s2
from lemmata.derivations.disentanglement.stages import w as decoder
from lemmata.theory.notation import sigma
from lemmata.theory.relations import at_least, at_most, equal, less_than
from lemmata.theory.structure.finite_maps import Commutes
from lemmata.verifier.verdict import Verdict
from tests.derivations.variants import judged, verdict_of

HALF = Rational(1, 2)
POINT = {x: 1, y: 2, h: HALF, code: 0, lam: 4, B: 3, sigma: 1, decoder: 1, a: 1, s2: 1}

WRONG = {
    "sheared factors": (equal(density(u) * density(y), density(x) * density(y)), []),
    "the first factor alone": (equal(density(u), density(x)), []),
    "a determinant of the other sign": (
        equal(first_by_first * second_by_second + first_by_second * second_by_first, 1),
        [],
    ),
    "the old factor is kept": (equal(Derivative(below(u), x) / Derivative(below(x), x), 1), []),
    "the second old factor does not matter": (equal(first_by_second, 0), []),
    "turning on moves the factor by itself": (equal(Derivative(u, h), -2 * u / (1 + h**2)), []),
    "every code is disentangled": (equal(straight(STATES), 1), codes),
    "one factor is enough": (equal(straight(STATES), 1), [*codes, Eq(Commutes(STATES, code, 0), 1)]),
    "disentangled codes turn": (equal(equivariant, 1), [*codes, Eq(straight(STATES), 1)]),
    "equal sizes tell factors apart": (equal(Sum(crossed((2, 2)), (code, 0, 23)), 0), []),
    "a smaller error": (less_than(error, lam * s2 / (lam * a**2 + s2)), []),
    "the penalty is free": (at_most(error, noise), [Eq(decoder, 1), Eq(a, 1 / lam), Eq(s2, B * noise / lam)]),
    "every direction is lost": (at_least(loss, lam / (2 * noise)), [sigma > 0]),
    "mixed nowhere": (equal(second_by_first * (1 + h**2), Integer(0)), []),
    "no more than itself": (at_most(w**2, x**2 + y**2 - u**2 - 1), []),
}


def test_every_claim_is_proved():
    assert set(judged(PAPER).values()) == {Verdict.PROVED}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_variants_are_refuted(name):
    statement, where = WRONG[name]
    point = POINT | ({s2: Rational(3, 4), a: Rational(1, 4)} if name == "the penalty is free" else {})
    assert verdict_of(statement, point, where=where) is Verdict.REFUTED
