"""Closed numbers: both sides are free of parameters, and disjoint or ordered balls decide the step for good."""

from __future__ import annotations

from lemmata.theory.values.enclosure import NoEnclosure, enclose
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class CertifiedRule(Rule):
    """An inequality between two numbers, decided by certified evaluation."""

    name = "certified value"
    version = 2
    proves = ("<=", ">=", "<", ">")

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the balls of the two sides are strictly ordered the right way."""
        free = step.before.free_symbols | step.after.free_symbols
        if free:
            return Finding(Verdict.UNDECIDED, f"{min(map(str, free))} is a parameter; this rule compares numbers")
        if step.relation not in self.proves:
            return Finding(Verdict.UNDECIDED, "balls prove inequalities only")
        try:
            before, after = (enclose(side, digits=context.digits) for side in (step.before, step.after))
        except NoEnclosure as reason:
            return Finding(Verdict.UNDECIDED, str(reason))
        small, large = (before, after) if step.relation in ("<=", "<") else (after, before)
        if small.upper < large.lower or (small.upper == large.lower and step.relation in ("<=", ">=")):
            certificate = {"before": before.to_json(), "after": after.to_json()}
            return Finding(Verdict.PROVED, f"{before} {step.relation} {after}", certificate, digits=context.digits)
        return Finding(Verdict.UNDECIDED, f"{before} and {after} are not ordered so")


certified_value = CertifiedRule()
