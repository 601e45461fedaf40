r"""An earlier inequality between positive numbers, raised to a power.

From 0 < a <= b follow a^p <= b^p for p >= 0 and a^p >= b^p for p <= 0. The sign of p is decided by z3, those of a and b
are owed; the result is used like any earlier claim (see :mod:`lemmata.verifier.rules.use`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sympy import Expr, Ge, Gt, Le, expand_power_base

from lemmata.theory.relations import Relation, Statement
from lemmata.verifier.claim import Claim, as_expression
from lemmata.verifier.engines.binders import bound_in
from lemmata.verifier.engines.positivity import follows
from lemmata.verifier.obligation import Holds
from lemmata.verifier.rules.use import UseRule
from lemmata.verifier.step import Context, Finding, Step
from lemmata.verifier.verdict import Verdict

_TURNED: Mapping[Relation, Relation] = {"<=": ">=", ">=": "<="}


class RaisedRule(UseRule):
    """``raised(claim, p)``: both sides of the claim's inequality to the power p, which is written in its letters."""

    version = 3

    def __init__(self, claim: Claim, power: Expr | int, instance: Mapping[Any, Any] | None = None) -> None:
        super().__init__(claim, instance)
        self.power = as_expression(power)
        self.name = f"raised {claim.id.partition(':')[2]}"

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when both sides are positive, and the raised inequality leads from one side to the other."""
        statement = self.claim.statement
        if statement.relation not in _TURNED:
            return Finding(Verdict.UNDECIDED, f"{self.claim.id} is no inequality")
        missing = self.undischarged(context)
        if missing:
            return Finding(Verdict.UNDECIDED, missing)
        power = self.at_instance(self.power)
        positive = [Gt(self.at_instance(side), 0) for side in (statement.lhs, statement.rhs)]
        caught = bound_in(step.before) | bound_in(step.after)
        # what is assumed of a free letter says nothing of a bound one
        everywhere = replace(context, assumptions=tuple(a for a in context.assumptions if not a.free_symbols & caught))
        unknown = [one for one in positive if not follows(one, everywhere)]
        letter = next((x for one in unknown for x in sorted(one.free_symbols & caught, key=str)), None)
        if letter is not None:
            return Finding(
                Verdict.UNDECIDED, f"{letter} is bound where {self.claim.id} is raised, and a side has no sign"
            )
        owed = tuple(Holds(one, "a side that is raised") for one in unknown)
        if follows(Ge(power, 0), everywhere):
            relation = statement.relation
        elif follows(Le(power, 0), everywhere):
            relation = _TURNED[statement.relation]
        else:
            return Finding(Verdict.UNDECIDED, f"the sign of the power {power} is undecided")
        lhs, rhs = (expand_power_base(side**self.power) for side in (statement.lhs, statement.rhs))
        powers = replace(self.claim, statement=Statement(lhs, relation, rhs))
        spread = Step(expand_power_base(step.before), step.relation, expand_power_base(step.after))
        found = UseRule(powers, self.instance).judge(spread, context)
        return replace(found, owed=(*found.owed, *owed))


def raised(claim: Claim, power: Expr | int, instance: Mapping[Any, Any] | None = None) -> RaisedRule:
    """The rule that uses an earlier inequality between positive numbers, raised to ``power``."""
    return RaisedRule(claim, power, instance)
