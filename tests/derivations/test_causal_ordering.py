"""Causal ordering: every claim is proved, and other orders, other arrows and other bathtubs are refuted."""

import pytest
from sympy import Derivative, Eq, Min, Mod

from lemmata.derivations.causal_ordering import PAPER
from lemmata.derivations.causal_ordering.bathtub import after_turning, depth
from lemmata.derivations.causal_ordering.order import chain, places, solved, three
from lemmata.derivations.causal_ordering.setting import (
    BATHTUB,
    DEPTH,
    DEPTH_IS_SET,
    INFLOW,
    K0,
    OUTFLOW,
    PRESSURE_IS_FREED,
    THREE,
    K,
    e,
    first,
    g,
    inflow,
    level,
    pattern,
    second,
    t,
    third,
    v,
)
from lemmata.theory.relations import Path, at_most, equal, less_than, tends
from lemmata.theory.structure.counted import Blocks, Deficiency, GenericRank, InverseEntry, PerfectMatchings, Reaches
from lemmata.verifier.rules import limit
from lemmata.verifier.verdict import Verdict
from tests.derivations.variants import judged, verdict_of

POINT = {inflow: 2, g: 3, K: 2, K0: 1, t: 1, level: 1, **chain, v: 1}

WRONG = {
    "arrows turned around": (equal(InverseEntry(THREE, v, e), Reaches(THREE, v, e)), [*three, *places, solved]),
    "an equation acts on its own variables only": (
        equal(InverseEntry((1, 3, third), 2, 0), 0),
        [third >= 4, third <= 7, Eq(Mod(third, 2), 0)],
    ),
    "what comes later is a cause": (
        equal(InverseEntry(THREE, v, 2), 0),
        [first <= 3, second <= 7, third <= 7, v <= 1, solved],
    ),
    "two matchings for two blocks": (
        equal(Min(PerfectMatchings(THREE) - 1, 1), Min(2 - Blocks(THREE), 1)),
        [*three, solved],
    ),
    "half the deficiency": (equal(GenericRank(THREE), 3 - Min(Deficiency(THREE), 1)), three),
    "the outflow depends on the valve": (equal(pattern(BATHTUB, OUTFLOW), 1 + 2 + 8), []),
    "the depth comes first": (equal(pattern(BATHTUB, DEPTH), 2), []),
    "it does not matter when the depth is set": (
        equal(InverseEntry(DEPTH_IS_SET, OUTFLOW, INFLOW), InverseEntry(PRESSURE_IS_FREED, OUTFLOW, INFLOW)),
        [],
    ),
    "the outflow does not matter either": (equal(K * g * level, inflow), []),
    "the valve raises the depth": (less_than(-Derivative(depth, K), 0), []),
    "the outflow stays as it was": (at_most(after_turning, inflow), [K > K0]),
}


def test_every_claim_is_proved():
    assert set(judged(PAPER).values()) == {Verdict.PROVED}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_variants_are_refuted(name):
    statement, where = WRONG[name]
    assert verdict_of(statement, POINT, where=where) is Verdict.REFUTED


def test_the_outflow_does_not_stay_changed():
    assert verdict_of(tends(after_turning, K / K0 * inflow, along=Path(t)), POINT, where=[K > K0], proof=limit) is (
        Verdict.REFUTED
    )
