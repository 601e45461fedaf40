"""Summation: finite and infinite sums (:mod:`.sums_in_closed_form`) and products in closed form, one by one.

Finite sums without one are split at one another's ends (:mod:`.sums_in_pieces`).

>>> from sympy import Integer, oo
>>> from sympy.abc import i
>>> from lemmata.theory.notation import n
>>> summation.judge(Step(Sum(i**2, (i, 1, n)), "=", n*(n + 1)*(2*n + 1)/6), Context()).verdict
<Verdict.PROVED: 'proved'>
>>> summation.judge(Step(Sum(1/(i*(i + 1)), (i, 1, oo)), "=", Integer(1)), Context()).verdict
<Verdict.PROVED: 'proved'>
"""

from __future__ import annotations

from dataclasses import replace

from sympy import Expr, Integral, Product, Sum, Symbol, oo

from lemmata.theory.spectra.spectral_functions import Df1
from lemmata.verifier.engines.moduli import with_moduli_opened
from lemmata.verifier.rules.iterated import same_in_some_order
from lemmata.verifier.rules.sums_by_recurrence import by_recurrence
from lemmata.verifier.rules.sums_in_pieces import vanishes_in_pieces
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class SummationRule(Rule):
    """Sums and products replaced by their closed forms, those over several indices one after the other."""

    name = "summation"
    version = 7

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when antidifferences that are found and checked, or named series, make the two sides the same."""
        if step.relation != "=" or not any(side.has(Df1, Sum, Product) for side in (step.before, step.after)):
            return Finding(Verdict.UNDECIDED, "the equation must contain a sum or a product")
        step = replace(step, before=_opened(step.before), after=_opened(step.after))
        context = replace(context, assumptions=with_moduli_opened(context.assumptions))
        found = same_in_some_order(step, context)
        alone = isinstance(step.before, Sum) and len(step.before.limits) == 1 and not step.before.has(Integral)
        if found.verdict is not Verdict.PROVED and alone:
            how = by_recurrence(step.before, step.after, context.assumptions)
            found = Finding(Verdict.PROVED, how) if how else found
        if found.verdict is not Verdict.PROVED and vanishes_in_pieces(step.before - step.after, context.assumptions):
            return Finding(Verdict.PROVED, "term by term, between the ends of the sums")
        return found


def _opened(side: Expr) -> Expr:
    """With degrees of freedom of infinite dimension as the series that they are for every kappa, in derivatives too."""
    k = Symbol("k", integer=True, positive=True)
    nodes = (node for node in side.atoms(Df1) if node.args[2] is oo and not node.has(k))
    opened: Expr = side.xreplace({node: Sum(1 / (1 + node.args[1] * k ** node.args[0]), (k, 1, oo)) for node in nodes})
    return opened


summation = SummationRule()
