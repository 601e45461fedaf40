"""Same leading order: two expressions whose ratio tends to one along a path, with everything else held fixed."""

from __future__ import annotations

from sympy import Integer

from theory.relations import Path
from verifier.rules.limit import Refused, limit_along
from verifier.step import Context, Finding, Rule, Step
from verifier.verdict import Verdict


class LeadingOrderRule(Rule):
    """An equivalence between deterministic expressions: after/before tends to one along the path."""

    name = "same leading order"
    version = 1

    def __init__(self, path: Path) -> None:
        self.path = path

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the limit of the ratio is exactly one."""
        if step.relation != "~":
            return Finding(Verdict.UNDECIDED, "write equivalent_by(same_leading_order(path))")
        try:
            value = limit_along(step.after / step.before, self.path, context.assumptions)
        except Refused as reason:
            return Finding(Verdict.UNDECIDED, str(reason))
        if value - Integer(1) == 0:
            return Finding(Verdict.PROVED, f"the ratio of the sides tends to 1 as {self.path}")
        return Finding(Verdict.UNDECIDED, f"the ratio of the sides tends to {value}")


def same_leading_order(path: Path) -> LeadingOrderRule:
    """The rule that two deterministic expressions are equivalent along a path."""
    return LeadingOrderRule(path)
