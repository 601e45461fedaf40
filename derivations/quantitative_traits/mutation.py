"""Generations, each taken as normal again: one truncation is exact, the recursion is a model."""

from lemmata.derivations.quantitative_traits.paper import PAPER
from lemmata.derivations.quantitative_traits.setting import V0, VE, VM, V, h2, k
from lemmata.verifier.language import *

after = V * (1 - h2 * k) + VM
root = sqrt(VM**2 + 4 * k * VM * VE)
balance = (VM + root) / (2 * k)
point = {V: 1, VE: 2, VM: "1/3", k: "1/2", V0: 1}
other = Symbol("W", positive=True)
collapsing = V * (1 - h2 * k)

with PAPER.section("Mutation", where=[k < 1], witness=point):
    PAPER.claim("balance", "Normal again in every generation: selection and mutation are in balance at this variance",
        equal(balance * (1 - k * balance / (balance + VE)) + VM, balance), proof=algebra)

    PAPER.claim("balance-equation", "which is a root of k V^2 = V_M (V + V_E)",
        equal(after - V, (VM * (V + VE) - k * V**2) / (V + VE)), proof=algebra)

    PAPER.claim("below-balance", "Below it the variance grows",
        greater_than(after, V), where=[k * V**2 < VM * (V + VE)], witness={**point, VM: 1}, proof=inequality)

    PAPER.claim("above-balance", "above it falls",
        less_than(after, V), where=[k * V**2 > VM * (V + VE)], witness={**point, VM: "1/10"}, proof=inequality)

    PAPER.claim("no-overshoot", "and generations keep the order of two variances, so that none jumps over it",
        less_than(V * (1 - k * V / (V + VE)) + VM, other * (1 - k * other / (other + VE)) + VM), where=[V < other],
        witness={**point, other: 2}, proof=inequality)

    PAPER.claim("mutation-small", "A little mutation keeps a lot: the balance is of the order sqrt(V_M)",
        tends(balance / sqrt(VM), sqrt(VE / k), along=Path(VM, Integer(0))), proof=limit)

with PAPER.section("Mutation", where=[k < 1], witness=point):
    gain = PAPER.claim("collapse-step", "Without mutation 1/V grows in every generation by",
        equal(1 / collapsing - 1 / V, k / (V * (1 - k) + VE)), proof=algebra)

    PAPER.claim("collapse-at-most", "at most k/V_E",
        less_than(1 / collapsing - 1 / V, k / VE), proof=[gain, k / (V * (1 - k) + VE), inequality])

    PAPER.claim("collapse-at-least", "and, below V_0, at least k/(V_0 (1 - k) + V_E): V falls like V_E/(k t)",
        at_least(1 / collapsing - 1 / V, k / (V0 * (1 - k) + VE)), where=[V <= V0],
        proof=[gain, k / (V * (1 - k) + VE), inequality])

    PAPER.claim("collapse-rate", "As V goes to 0 it is k/V_E",
        tends(1 / collapsing - 1 / V, k / VE, along=Path(V, Integer(0))), proof=limit)

halved = V * (1 - h2 * k) / 2 + V0 / 2
bulmer = (V0 - VE + sqrt((VE - V0) ** 2 + 4 * (1 + k) * V0 * VE)) / (2 * (1 + k))

with PAPER.section("Bulmer", where=[k < 1], witness=point):
    PAPER.claim("bulmer-equation", "Segregation gives back half of V_0: at rest (1 + k) V^2 + (V_E - V_0) V = V_0 V_E",
        equal(2 * (V + VE) * (V - halved), (1 + k) * V**2 + (VE - V0) * V - V0 * VE), proof=algebra)

    PAPER.claim("bulmer-root", "which has this root",
        equal(bulmer * (1 - k * bulmer / (bulmer + VE)) / 2 + V0 / 2, bulmer), proof=algebra)

    PAPER.claim("bulmer-above-half", "Selection takes no more than half of V_0 and its own share",
        greater_than(halved, V0 / 2), proof=inequality)

    PAPER.claim("bulmer-below", "and what begins below V_0 stays there",
        less_than(halved, V0), where=[V <= V0], proof=inequality)
