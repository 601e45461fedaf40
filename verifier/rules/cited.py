"""Citing for one step what its author believes: the step is assumed, and what rests on it is, too.

A known theorem is better stated as a claim of its own (``PAPER.theorem``), with its domain and with evidence that could
have refuted it; what uses that is proved, citing the theorem.
"""

from __future__ import annotations

from lemmata.theory.relations import LINKS
from lemmata.verifier.claim import DerivationError
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class CitedRule(Rule):
    """The step is taken from elsewhere, unread; the refutation attempt beside it still runs."""

    name = "cited"
    version = 1
    proves = tuple(LINKS)

    def __init__(self, theorem: str) -> None:
        self.theorem = theorem

    def judge(self, step: Step, context: Context) -> Finding:
        """Assumed, with the words of the citation."""
        return Finding(Verdict.ASSUMED, self.theorem, assuming=(self.theorem,))


def cited(theorem: str) -> CitedRule:
    """The rule that takes a step from elsewhere, by name and place.

    Raises:
        DerivationError: when that is no text.
    """
    if not isinstance(theorem, str):
        raise DerivationError(f"cited({theorem!r}): say in words what is cited")
    return CitedRule(theorem)
