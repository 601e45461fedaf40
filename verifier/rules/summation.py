"""Sums in closed form: an antidifference is looked for, and checked as if it had been given.

A term t for which t(i+1)/t(i) is rational has an antidifference of the same kind or none (Gosper 1978). SymPy's is a
guess only: :mod:`lemmata.verifier.rules.telescoping` checks that its differences are the terms. An infinite sum is the
limit of the antidifference, by its order of growth, less its value before the first term.

>>> from sympy import Integer
>>> from sympy.abc import i
>>> from lemmata.theory.notation import n
>>> summation.judge(Step(Sum(i**2, (i, 1, n)), "=", n*(n + 1)*(2*n + 1)/6), Context()).verdict
<Verdict.PROVED: 'proved'>
>>> summation.judge(Step(Sum(1/(i*(i + 1)), (i, 1, oo)), "=", Integer(1)), Context()).verdict
<Verdict.PROVED: 'proved'>
>>> summation.judge(Step(Sum(1/i**2, (i, 1, oo)), "=", Integer(1)), Context()).detail
'no antidifference of i**(-2) is known'
"""

from __future__ import annotations

from sympy import Dummy, Expr, Ge, Sum, Symbol, oo
from sympy.concrete.gosper import gosper_term

from lemmata.verifier.engines.growth import Growth
from lemmata.verifier.engines.leading_forms import NoLeadingForm
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.rules.telescoping import telescoping
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class SummationRule(Rule):
    """The sum in ``before`` replaced by its closed form."""

    name = "summation"
    version = 1

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when an antidifference is found, fits the terms, and leads to the other side."""
        sums = [total for total in step.before.atoms(Sum) if len(total.limits) == 1]
        if len(sums) != 1 or step.relation != "=":
            return Finding(Verdict.UNDECIDED, "the left side of the equation must contain one sum")
        total = sums[0]
        index, _, high = total.limits[0]
        found = antidifference(total.function, index)
        if found is None:
            return Finding(Verdict.UNDECIDED, f"no antidifference of {total.function} is known")
        if high is not oo:
            return telescoping(found, index).judge(step, context)
        return self.infinite(step, total, found, context)

    def infinite(self, step: Step, total: Sum, found: Expr, context: Context) -> Finding:
        """The limit of the partial sums."""
        index, low, _ = total.limits[0]
        last = Dummy("N", integer=True, positive=True)
        partial = found.xreplace({index: last}) - found.xreplace({index: low - 1})
        sums = Step(Sum(total.function, (index, low, last)), "=", partial)
        within = Context(assumptions=(*context.assumptions, Ge(last, low - 1)))
        finite = telescoping(found, index).judge(sums, within)
        if finite.verdict is not Verdict.PROVED:
            return finite
        growth = Growth(last)
        try:
            value = growth.of(partial).limit
        except NoLeadingForm as reason:
            return Finding(Verdict.UNDECIDED, str(reason))
        if value is None or growth.owed:
            return Finding(Verdict.UNDECIDED, f"no finite limit of {found} is known")
        sides = same_normal_form(step.before.xreplace({total: value}), step.after)
        return (
            Finding(sides.verdict, f"the limit of the partial sums; {finite.detail}") if sides.verdict.holds else sides
        )


def antidifference(term: Expr, index: Symbol) -> Expr | None:
    """G with G(i) - G(i - 1) = t(i), as a guess; None where none is found."""
    whole = Dummy("i", integer=True)
    try:
        factor = gosper_term(term.xreplace({index: whole}), whole)
    except (ValueError, NotImplementedError, ArithmeticError, AttributeError):
        return None
    if factor is None:
        return None
    return (term.xreplace({index: whole}) * factor).xreplace({whole: index + 1}).together()


summation = SummationRule()
