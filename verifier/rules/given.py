"""Using an equation among the assumptions: a definition such as df1 = tr Sigma (Sigma + kappa)^-1, or ridge = 0."""

from __future__ import annotations

from collections.abc import Iterable

import sympy
from sympy import Basic, Expr, Symbol

from lemmata.verifier.engines.eigensum_form import NotPerEigenvalue, in_basis
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


def equations(assumptions: Iterable[Basic]) -> dict[Symbol, Expr]:
    """The assumptions of the form symbol = expression, later ones written in terms of earlier ones."""
    found: dict[Symbol, Expr] = {}
    for relation in assumptions:
        if isinstance(relation, sympy.Eq) and isinstance(relation.lhs, Symbol):
            found[relation.lhs] = relation.rhs
    return found


def opened(expression: Expr, assumptions: Iterable[Basic]) -> Expr:
    """The expression with every defined symbol replaced by what it stands for."""
    defined = equations(assumptions)
    for _ in range(len(defined)):
        replaced = expression.xreplace(defined)
        if replaced == expression:
            break
        expression = replaced
    return expression


class GivenRule(Rule):
    """The two sides agree once the equations among the assumptions are put in."""

    name = "given"
    version = 1

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the normal forms agree after substitution."""
        if step.relation != "=":
            return Finding(Verdict.UNDECIDED, "this rule proves equations only")
        before, after = (opened(side, context.assumptions) for side in (step.before, step.after))
        try:
            finding = same_normal_form(in_basis(before), in_basis(after))
        except NotPerEigenvalue as reason:
            return Finding(Verdict.UNDECIDED, str(reason))
        if finding.verdict is not Verdict.PROVED:
            return Finding(Verdict.UNDECIDED, "the sides differ after putting in the equations of the assumptions")
        names = ", ".join(sorted(str(symbol) for symbol in equations(context.assumptions)))
        return Finding(Verdict.PROVED, f"same normal form with {names} put in")


given = GivenRule()
