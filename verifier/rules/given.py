"""Using an equation among the assumptions: a definition such as df1 = tr Sigma (Sigma + kappa)^-1, or ridge = 0."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Basic, Eq, Expr, Integer

from lemmata.verifier.engines.eigensum_form import NotPerEigenvalue, in_basis
from lemmata.verifier.engines.equations import equations, opened
from lemmata.verifier.rules.algebra import same_value
from lemmata.verifier.rules.eliminated import without_equation
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class GivenRule(Rule):
    """The two sides agree once the equations among the assumptions are put in."""

    name = "given"
    version = 3

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the normal forms agree after substitution."""
        if step.relation != "=":
            return Finding(Verdict.UNDECIDED, "this rule proves equations only")
        before, after = (opened(side, context.assumptions) for side in (step.before, step.after))
        try:
            finding = same_value(in_basis(before), in_basis(after), context.assumptions)
        except NotPerEigenvalue as reason:
            return Finding(Verdict.UNDECIDED, str(reason))
        if finding.verdict is not Verdict.PROVED:
            return self.solved(step.before - step.after, context)
        names = ", ".join(sorted(str(symbol) for symbol in equations(context.assumptions)))
        return Finding(Verdict.PROVED, f"same normal form with {names} put in")

    def solved(self, difference: Expr, context: Context) -> Finding:
        """Proved where the difference vanishes once each equation is solved for a letter in which it is linear."""
        where: Sequence[Basic] = context.assumptions
        for _ in range(sum(isinstance(one, Eq) for one in where)):
            found = without_equation(difference, where)
            if found is None:
                break
            difference, where = found
            if same_value(difference, Integer(0), where).verdict is Verdict.PROVED:
                return Finding(Verdict.PROVED, "same normal form with the equations of the assumptions solved")
        return Finding(Verdict.UNDECIDED, "the sides differ after putting in the equations of the assumptions")


given = GivenRule()
