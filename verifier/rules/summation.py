"""Sums in closed form: an antidifference is looked for, and checked as if it had been given.

A term t for which t(i+1)/t(i) is rational has an antidifference of the same kind or none (Gosper 1978). SymPy's is a
guess only: :mod:`lemmata.verifier.rules.telescoping` checks that its differences are the terms. An infinite sum is the
limit of the antidifference, by its order of growth, less its value before the first term; where there is none, its
value may be a named function (:mod:`lemmata.verifier.engines.known_series`).

>>> from sympy import Integer
>>> from sympy.abc import i
>>> from lemmata.theory.notation import n
>>> summation.judge(Step(Sum(i**2, (i, 1, n)), "=", n*(n + 1)*(2*n + 1)/6), Context()).verdict
<Verdict.PROVED: 'proved'>
>>> summation.judge(Step(Sum(1/(i*(i + 1)), (i, 1, oo)), "=", Integer(1)), Context()).verdict
<Verdict.PROVED: 'proved'>
>>> summation.judge(Step(Sum(1/i**2, (i, 1, oo)), "=", Integer(1)), Context()).detail
'the sum is pi**2/6, by the series of the polygamma functions (DLMF 5.15.1)'
"""

from __future__ import annotations

from dataclasses import replace

import sympy
from sympy import Dummy, Expr, Ge, Sum, Symbol, oo
from sympy.concrete.gosper import gosper_term

from lemmata.verifier.engines.growth import Growth
from lemmata.verifier.engines.known_series import series_value
from lemmata.verifier.engines.leading_forms import NoLeadingForm
from lemmata.verifier.engines.moduli import with_moduli_opened
from lemmata.verifier.obligation import Finite, Holds
from lemmata.verifier.obligations.relations import decided
from lemmata.verifier.rules.algebra import same_value
from lemmata.verifier.rules.sums_by_recurrence import by_recurrence
from lemmata.verifier.rules.telescoping import telescoping
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class SummationRule(Rule):
    """The sum in ``before`` replaced by its closed form."""

    name = "summation"
    version = 3

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when an antidifference is found, fits the terms, and leads to the other side; or by a named series."""
        sums = [total for total in step.before.atoms(Sum) if len(total.limits) == 1]
        if len(sums) != 1 or step.relation != "=":
            return Finding(Verdict.UNDECIDED, "the left side of the equation must contain one sum")
        total = sums[0]
        index, _, high = total.limits[0]
        context = replace(context, assumptions=with_moduli_opened(context.assumptions))
        found, finding = antidifference(total.function, index), None
        if found is not None:
            judged_by = telescoping(found, index).judge if high is not oo else None
            finding = judged_by(step, context) if judged_by else self.infinite(step, total, found, context)
            if finding.verdict is Verdict.PROVED:
                return finding
        known = self.by_series(step, total, context)
        if step.before == total and (known is None or known.verdict is not Verdict.PROVED):
            how = by_recurrence(total, step.after, context.assumptions)
            known = Finding(Verdict.PROVED, how) if how else known
        return known or finding or Finding(Verdict.UNDECIDED, f"no antidifference of {total.function} is known")

    def by_series(self, step: Step, total: Sum, context: Context) -> Finding | None:
        """A named expansion, with what its value needs."""
        found = series_value(total)
        if found is None:
            return None
        sides = same_value(step.before.xreplace({total: found.value}), step.after, context.assumptions)
        if sides.verdict is not Verdict.PROVED:
            return Finding(Verdict.UNDECIDED, f"the sum is {found.value}, by the {found.name}")
        _, low, high = total.limits[0]
        owed = [Holds(relation, found.name) for relation in found.owed if relation is not sympy.true]
        owed += [] if high is oo else [Holds(Ge(high + 1, low, evaluate=False), "the range is not reversed")]
        if high is oo:
            return Finding(Verdict.PROVED, found.name, cited=(found.name,), owed=(*owed, Finite(total, "it converges")))
        return Finding(Verdict.PROVED, found.name, cited=(found.name,), owed=tuple(owed))

    def infinite(self, step: Step, total: Sum, found: Expr, context: Context) -> Finding:
        """The limit of the partial sums."""
        value, finding = self.limit_of_sums(total, found, context)
        if value is None:
            return finding
        sides = same_value(step.before.xreplace({total: value}), step.after, context.assumptions)
        return replace(finding, verdict=sides.verdict) if sides.verdict.holds else sides

    def limit_of_sums(self, total: Sum, found: Expr, context: Context) -> tuple[Expr | None, Finding]:
        """The value of an infinite sum with an antidifference, and how it is known; None where it is not known."""
        index, low, _ = total.limits[0]
        last = Dummy("N", integer=True, positive=True)
        partial = found.xreplace({index: last}) - found.xreplace({index: low - 1})
        sums = Step(Sum(total.function, (index, low, last)), "=", partial)
        within = Context(assumptions=(*context.assumptions, Ge(last, low - 1)))
        finite = telescoping(found, index).judge(sums, within)
        if finite.verdict is not Verdict.PROVED:
            return None, finite
        growth = Growth(last, lambda relation: decided(relation, context.assumptions).answer == "proved")
        try:
            value = growth.of(partial).limit
        except NoLeadingForm as reason:
            return None, Finding(Verdict.UNDECIDED, str(reason))
        if value is None:
            return None, Finding(Verdict.UNDECIDED, f"no finite limit of {found} is known")
        owed = tuple(Holds(relation, why) for relation, why in growth.owed.items())
        return value, Finding(Verdict.PROVED, f"the limit of the partial sums; {finite.detail}", owed=owed)


def closed_form(total: Sum, context: Context) -> tuple[Expr, Finding] | None:
    """The value of a sum over one index, and how it is known, with what it owes; None where it is not known."""
    if len(total.limits) != 1 or len(total.limits[0]) != 3:
        return None
    index, low, high = total.limits[0]
    found = antidifference(total.function, index)
    if found is not None and high is oo:
        limit, how = summation.limit_of_sums(total, found, context)
        if limit is not None:
            return limit, how
    elif found is not None:
        value = found.xreplace({index: high}) - found.xreplace({index: low - 1})
        finding = telescoping(found, index).judge(Step(total, "=", value), context)
        if finding.verdict is Verdict.PROVED:
            return value, finding
    known = series_value(total)
    if known is None:
        return None
    named = summation.by_series(Step(total, "=", known.value), total, context)
    return None if named is None or named.verdict is not Verdict.PROVED else (known.value, named)


def antidifference(term: Expr, index: Symbol) -> Expr | None:
    """G with G(i) - G(i - 1) = t(i), as a guess; None where none is found."""
    whole = Dummy("i", integer=True)
    if term.is_polynomial(index):
        last = Dummy("N", integer=True, nonnegative=True)
        return sympy.expand(Sum(term.xreplace({index: whole}), (whole, 1, last)).doit()).xreplace({last: index})
    try:
        factor = gosper_term(term.xreplace({index: whole}), whole)
    except (ValueError, NotImplementedError, ArithmeticError, AttributeError):
        return None
    if factor is None:
        return None
    return (term.xreplace({index: whole}) * factor).xreplace({whole: index + 1}).together()


summation = SummationRule()
