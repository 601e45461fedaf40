"""The bathtub: its order at equilibrium, its motion, and a depth that is set before or after the equilibrium."""

from lemmata.derivations.causal_ordering.paper import PAPER
from lemmata.derivations.causal_ordering.setting import (
    BATHTUB,
    DEPTH,
    DEPTH_IS_SET,
    INFLOW,
    K0,
    OUTFLOW,
    PRESSURE,
    PRESSURE_IS_FREED,
    K,
    e,
    g,
    inflow,
    level,
    pattern,
    t,
    v,
)
from lemmata.verifier.language import *

depth, pressure, outflow = inflow / (K * g), inflow / K, inflow
point = {inflow: 2, g: 3, K: 1, level: 1}

with PAPER.section("Bathtub", source="Iwasaki, Simon 1994, the bathtub"):
    PAPER.claim("bathtub", "In the bathtub, too, the inverse is not zero exactly where the block graph leads",
        equal(InverseEntry(BATHTUB, v, e), Reaches(BATHTUB, e, v)), where=[v <= 3, e <= 3], witness={v: 1, e: 3},
        proof=enumeration)

    PAPER.claim("inflow-first", "The inflow depends on its own equation only",
        equal(pattern(BATHTUB, INFLOW), 1), proof=enumeration)

    PAPER.claim("outflow-second", "the outflow on that of the inflow and on the balance of flows",
        equal(pattern(BATHTUB, OUTFLOW), 1 + 2), proof=enumeration)

    PAPER.claim("pressure-third", "the pressure on the valve besides",
        equal(pattern(BATHTUB, PRESSURE), 1 + 2 + 8), proof=enumeration)

    PAPER.claim("depth-last", "and the depth, whose motion stops last, on all equations",
        equal(pattern(BATHTUB, DEPTH), 1 + 2 + 4 + 8), proof=enumeration)

with PAPER.section("Bathtub", witness=point):
    PAPER.claim("equilibrium", "D = I/(K g) solves all equations: K g D = I",
        equal(K * g * level, inflow), where=[Eq(level, depth)], witness={**point, level: Rational(2, 3)}, proof=given)

    PAPER.claim("valve-on-depth", "Opening the valve lowers the depth",
        less_than(Derivative(depth, K), 0), proof=[differentiate, -inflow / (K**2 * g), inequality])

    PAPER.claim("valve-on-outflow", "and leaves the outflow as it was",
        equal(Derivative(K * g * depth, K), 0), proof=differentiate)

filling = depth + (level - depth) * exp(-K * g * t)
after_turning = inflow + (K - K0) / K0 * inflow * exp(-K * g * t)

with PAPER.section("Filling", witness={**point, t: 1, K0: 2}):
    PAPER.claim("motion", "The depth moves by D' = I - K g D",
        equal(Derivative(filling, t), inflow - K * g * filling), proof=differentiate)

    PAPER.claim("comes-to-rest", "and comes to the equilibrium from any depth",
        tends(filling, depth, along=Path(t)), proof=limit)

    PAPER.claim("turned", "From the equilibrium of the valve K0 the outflow is I + (K/K0 - 1) I exp(-K g t)",
        equal(K * g * (depth + (inflow / (K0 * g) - depth) * exp(-K * g * t)), after_turning), proof=algebra)

    PAPER.claim("at-once", "so that it changes at once when the valve is opened",
        greater_than(after_turning, inflow), where=[K > K0], witness={inflow: 2, g: 3, K: 2, K0: 1, t: 1},
        proof=[algebra, inflow + (K - K0) * (inflow / K0 * exp(-K * g * t)), inequality])

    PAPER.claim("adapts", "and comes back to the inflow: cause of the motion, not of the equilibrium",
        tends(after_turning, inflow, along=Path(t)), proof=limit)

with PAPER.section("Intervention", source="do() and equilibration, Dash 2005"):
    PAPER.claim("set-then-rest", "With the depth set before, the outflow at rest does not depend on the inflow",
        equal(InverseEntry(DEPTH_IS_SET, OUTFLOW, INFLOW), 0), proof=enumeration)

    PAPER.claim("rest-then-set", "With the depth set in the order of the equilibrium it does",
        equal(InverseEntry(PRESSURE_IS_FREED, OUTFLOW, INFLOW), 1), proof=enumeration)

    PAPER.claim("part", "The two outflows, K g D and I, differ by K g times how far the depth is from its equilibrium",
        equal(K * g * level - outflow, K * g * (level - depth)), witness=point, proof=algebra)

    PAPER.claim("do-not-commute", "so that they agree at that depth only",
        greater_than((K * g * level - outflow) ** 2, 0), where=[Ne(level, depth)], witness=point,
        proof=[algebra, (K * g) ** 2 * (level - depth) ** 2, inequality])
