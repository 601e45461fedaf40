"""Using an equation among the assumptions: a definition such as df1 = tr Sigma (Sigma + kappa)^-1, or ridge = 0."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Basic, Eq, Expr, Ge, Gt, Integer, Le, Lt, Ne
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from lemmata.verifier.engines.eigensum_form import NotPerEigenvalue, in_basis
from lemmata.verifier.engines.equations import equations, opened, without_irrational
from lemmata.verifier.engines.signs import sign
from lemmata.verifier.rules.algebra import same_value
from lemmata.verifier.rules.eliminated import without_equation
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict

_AGAINST = {Gt: {-1, 0}, Ge: {-1}, Lt: {1, 0}, Le: {1}, Eq: {-1, 1}, Ne: {0}}
"""Signs of a difference with which a relation is false."""


class GivenRule(Rule):
    """The two sides agree once the equations among the assumptions are put in, or solved for a letter."""

    name = "given"
    version = 4

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
        roots = [there for there, letters in without_irrational([difference, *where]) if letters]
        if roots and all(_vanishes_or_is_empty(*there) for there in roots):
            return Finding(Verdict.PROVED, "same normal form at every root of the equations of the assumptions")
        kept = [one.lhs for one in where if isinstance(one, Eq) and isinstance(one.lhs, AppliedUndef)]
        why = f"; {kept[0]} is no letter: of a sequence, state it by recurrence(index, base, step)" if kept else ""
        return Finding(Verdict.UNDECIDED, f"the sides differ after putting in the equations of the assumptions{why}")


def _vanishes_or_is_empty(difference: Expr, *where: Basic) -> bool:
    """Whether a difference is zero wherever the assumptions hold, or one of them cannot."""
    if same_value(difference, Integer(0), where).verdict is Verdict.PROVED:
        return True
    relations = (one for one in where if isinstance(one, Relational))
    return any(sign(one.lhs - one.rhs) <= _AGAINST[type(one)] for one in relations)


given = GivenRule()
