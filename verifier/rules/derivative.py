"""Derivative: derivatives carried out (:mod:`lemmata.verifier.engines.derivatives`), with the assumptions put in.

Equations with the letter x by which something is differentiated are put in afterwards: they say at which x it is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sympy import Basic, Derivative, Dummy, Expr, Function, Integral, Sum, Symbol, preorder_traversal

from lemmata.theory.random_matrices import MatrixExpression
from lemmata.verifier.engines.binders import places_of, renamed
from lemmata.verifier.engines.derivatives import derivative
from lemmata.verifier.engines.eigensum_form import NotPerEigenvalue, in_basis
from lemmata.verifier.engines.equations import opened
from lemmata.verifier.engines.normal_form import NotAlgebraic
from lemmata.verifier.obligation import Obligation
from lemmata.verifier.rules.algebra import same_value
from lemmata.verifier.rules.given import given
from lemmata.verifier.rules.iterated import same_in_some_order
from lemmata.verifier.rules.matrix_identity import matrix_identity
from lemmata.verifier.rules.under_the_sign import moves, slope_of
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class DerivativeRule(Rule):
    """``before`` contains derivatives (``Derivative(f, x)``, or ``(f, x, 2)``), which ``after`` has carried out."""

    name = "derivative"
    version = 8

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when carrying out the derivatives gives the other side, as a normal form."""
        if step.relation != "=":
            return Finding(Verdict.UNDECIDED, "this rule proves equations only")
        owed: list[Obligation] = []
        try:
            before, after = (self.carried_out(side, context, owed) for side in (step.before, step.after))
            if before.has(MatrixExpression) or after.has(MatrixExpression):
                return matrix_identity.judge(Step(before, "=", after), context)
            found = same_value(in_basis(before), in_basis(after), context.assumptions)
            there = given.judge(Step(before, "=", after), context) if found.verdict is not Verdict.PROVED else found
            found = there if there.verdict is Verdict.PROVED else found
            if found.verdict is not Verdict.PROVED and (before.has(Integral, Sum) or after.has(Integral, Sum)):
                found = same_in_some_order(Step(before, "=", after), context)
            return replace(found, owed=(*found.owed, *owed))
        except (NotAlgebraic, NotPerEigenvalue) as reason:
            return Finding(Verdict.UNDECIDED, str(reason))

    def carried_out(self, expression: Expr, context: Context, owed: list[Obligation]) -> Expr:
        """Derivatives replaced by their values, what those owe written down.

        Equations of the assumptions are put in first, save those with x.

        At x = 1 the derivative of x^2 is 2, not that of 1; and where y = x^2 that of y x is y, for y is held fixed.
        """
        replacements = {}
        for node in expression.atoms(Derivative):
            if not all(times.is_Integer for _, times in node.variable_count):
                raise NotAlgebraic(f"only derivatives of a given order are carried out, not {node}")
            for bounds in places_of(expression, node):
                letters = {*node.variables, *(bound.letter for bound in bounds)}
                others = [relation for relation in context.assumptions if not letters & relation.free_symbols]
                found, needed = opened(renamed(node.expr, bounds), others), list[Obligation]()
                for symbol, times in node.variable_count:
                    for _ in range(int(times)):
                        found = slope(found, symbol, context.assumptions, needed)
                under = tuple(relation for bound in bounds for relation in bound.range)
                owed += (replace(one, under=(*under, *one.under)) for one in needed)
                replacements[node] = found.xreplace({bound.letter: bound.symbol for bound in bounds})
        return expression.xreplace(replacements)


def slope(f: Expr, x: Symbol, where: Sequence[Basic], owed: list[Obligation]) -> Expr:
    """The derivative, integrals and infinite sums with x in them as functions of x by themselves."""
    nodes = {node: Function(f"integral {Dummy().dummy_index}", real=True)(x) for node in _moving(f, x)}
    around = derivative(f.xreplace(nodes), x)
    back: dict[Basic, Expr] = {}
    for node, name in nodes.items():
        value, needed = slope_of(node, x, where)
        owed += needed
        back |= {Derivative(name, x): value, name: node}
    return around.xreplace(back)


def _moving(f: Expr, x: Symbol) -> Iterator[Expr]:
    walk = preorder_traversal(f)
    for node in walk:
        if moves(node, x):
            walk.skip()
            yield node


differentiate = DerivativeRule()
