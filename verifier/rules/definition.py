"""Opening a definition of the paper or the model: a quantity or a generation is replaced by what it stands for."""

from __future__ import annotations

from sympy import Basic
from sympy.core.function import FunctionClass

from lemmata.theory.quantities.regression import meaning
from lemmata.verifier.engines.binders import put_in
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class DefinitionRule(Rule):
    """``definition(term)``: the two sides agree once ``term`` is replaced by its meaning."""

    name = "definition"
    version = 2

    def __init__(self, *terms: Basic) -> None:
        self.terms = terms

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the sides are the same expression after opening the terms."""
        if step.relation != "=":
            return Finding(Verdict.UNDECIDED, "a definition is an equation")
        if bare := next((term for term in self.terms if isinstance(term, FunctionClass)), None):
            return Finding(Verdict.UNDECIDED, f"{bare} is a sequence: name its member, definition({bare}(n + 1))")
        try:
            opened = {term: meaning(term, context.definitions) for term in self.terms}
        except ValueError as reason:
            return Finding(Verdict.UNDECIDED, str(reason))
        detail = "; ".join(f"{term} := {what}" for term, what in opened.items())
        for term, what in opened.items():
            for old, new in ((term, what), (what, term)):
                replaced = put_in(step.before, {old: new})
                if replaced != step.before and _same(put_in(replaced, opened), put_in(step.after, opened)):
                    return Finding(Verdict.PROVED, detail)
        return Finding(Verdict.UNDECIDED, f"opening {detail} does not lead from one side to the other")


def _same(left: Basic, right: Basic) -> bool:
    if left == right:
        return True
    scalars = not (getattr(left, "rows", None) or getattr(right, "rows", None))
    return scalars and same_normal_form(left, right).verdict is Verdict.PROVED


def definition(*terms: Basic) -> DefinitionRule:
    """The rule that opens (or closes) the definitions of the given terms."""
    return DefinitionRule(*terms)
