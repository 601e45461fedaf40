"""Citing a theorem for one step: the step is assumed, and the theorem is named in every result that rests on it."""

from __future__ import annotations

from lemmata.theory.relations import LINKS
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class CitedRule(Rule):
    """The step is an instance of a theorem proved elsewhere; the refutation attempt beside it still runs."""

    name = "cited"
    version = 1
    proves = tuple(LINKS)

    def __init__(self, theorem: str) -> None:
        self.theorem = theorem

    def judge(self, step: Step, context: Context) -> Finding:
        """Assumed, with the theorem's name."""
        return Finding(Verdict.ASSUMED, self.theorem, cited=(self.theorem,))


def cited(theorem: str) -> CitedRule:
    """The rule that cites a theorem by name and place."""
    return CitedRule(theorem)
