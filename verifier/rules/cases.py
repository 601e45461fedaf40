"""Distinguishing cases: two claims, one for each case, whose conditions leave no third.

>>> from sympy import Min, Symbol
>>> from lemmata.theory.relations import equal
>>> from lemmata.verifier.claim import Paper
>>> paper, x, y = Paper("demo", "A demonstration"), Symbol("x", real=True), Symbol("y", real=True)
>>> small = paper.claim("small", "", equal(Min(x, y), x), where=[x <= y], witness={x: 0, y: 1})
>>> large = paper.claim("large", "", equal(Min(x, y), y), where=[x >= y], witness={x: 1, y: 0})
>>> step = Step(Min(x, y), "=", Min(x, y))
>>> cases(small, large).judge(step, Context()).verdict
<Verdict.PROVED: 'proved'>
>>> larger = paper.claim("larger", "", equal(Min(x, y), y), where=[x >= y + 1], witness={x: 1, y: 0})
>>> [owed.condition for owed in cases(small, larger).judge(step, Context()).owed][:1]
['(x <= y) | (x >= y + 1)']
"""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Basic, Expr, Le, Min, Or

from lemmata.verifier.claim import Claim
from lemmata.verifier.engines.binders import put_in
from lemmata.verifier.engines.positivity import all_implied, implied
from lemmata.verifier.obligation import Defined, Holds
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.rules.stand_ins import other_laws
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class CasesRule(Rule):
    """The step holds in each of two cases by a claim of its own; minima are resolved by the condition of the case."""

    name = "cases"
    version = 1

    def __init__(self, one: Claim, other: Claim) -> None:
        self.claims = (one, other)

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the conditions exhaust the domain and either claim states what the step says in its case."""
        if step.relation != "=":
            return Finding(Verdict.UNDECIDED, "cases prove equations only")
        known = context.assumptions
        own = [[relation for relation in claim.where if relation not in known] for claim in self.claims]
        if [len(relations) for relations in own] != [1, 1]:
            return Finding(Verdict.UNDECIDED, "each claim must have one condition besides the assumptions")
        (one,), (other,) = own
        for claim, condition in zip(self.claims, (one, other), strict=True):
            problem = other_laws(claim, {}, context) or _differs(claim, step, [*known, condition])
            if problem:
                return Finding(Verdict.UNDECIDED, f"{problem} where {condition}")
        owed = (
            Holds(Or(one, other, evaluate=False), "the cases leave no third"),
            *(Defined(side, "a condition of a case") for condition in (one, other) for side in condition.args),
        )
        return Finding(Verdict.PROVED, f"{self.claims[0].id} where {one}, {self.claims[1].id} where {other}", owed=owed)


def _differs(claim: Claim, step: Step, known: Sequence[Basic]) -> str:
    """Why the claim does not state the step in its case, if so."""
    stated = claim.statement
    if stated.relation != "=" or all_implied(claim.where, known):
        return f"{claim.id} does not apply"
    sides = ((stated.lhs, step.before), (stated.rhs, step.after))
    if any(
        same_normal_form(_resolved(one, known), _resolved(other, known)).verdict is not Verdict.PROVED
        for one, other in sides
    ):
        return f"{claim.id} states something else"
    return ""


def _resolved(expression: Expr, known: Sequence[Basic]) -> Expr:
    """Minima of two of which the smaller is known."""
    found = {}
    for least in expression.atoms(Min):
        one, other = least.args
        for low, high in ((one, other), (other, one)):
            if implied(Le(low, high), known).answer == "proved":
                found[least] = low
    return put_in(expression, found)


def cases(one: Claim, other: Claim) -> CasesRule:
    """The rule that distinguishes two cases."""
    return CasesRule(one, other)
