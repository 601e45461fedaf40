"""Finite sums: an antidifference gives the value or a bound.

With G(i) - G(i-1) = t(i) the sum of t(i) over i = low..high is G(high) - G(low-1); when t(i) is merely at most
G(i) - G(i-1) for every i in the range, so is the sum. G may contain the digamma function, whose values at arguments an
integer apart are put in relation by psi(x + 1) = psi(x) + 1/x (DLMF 5.5.2).

>>> from sympy.abc import i
>>> from lemmata.theory.notation import n
>>> step = Step(Sum(1/(i*(i + 1)), (i, 1, n)), "=", 1 - 1/(n + 1))
>>> telescoping(-1/(i + 1), i).judge(step, Context()).verdict
<Verdict.PROVED: 'proved'>
>>> telescoping(1/(i + 1), i).judge(step, Context()).detail
'the differences G(i) - G(i-1) of G = 1/(i + 1) are not the terms'
>>> telescoping(1/i, i).judge(step, Context()).detail
'i != 0 is not known for every place from 0 to n'
"""

from __future__ import annotations

from dataclasses import replace

from sympy import Dummy, Expr, Ge, Gt, Le, Ne, Sum, Symbol, fraction, polygamma, together

from lemmata.verifier.engines.binders import places_of
from lemmata.verifier.engines.marking import coefficient_outside, marked
from lemmata.verifier.engines.positivity import implied, nonnegative
from lemmata.verifier.obligations.relations import decided
from lemmata.verifier.rules.algebra import same_value
from lemmata.verifier.rules.differences import larger_minus_smaller
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class TelescopingRule(Rule):
    """The sum in ``before`` replaced by the difference of an antidifference at its two ends."""

    name = "telescoping"
    version = 3
    proves = ("=", "<=", ">=")

    def __init__(self, antidifference: Expr, index: Symbol) -> None:
        self.antidifference = antidifference
        self.index = index

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the antidifference is defined throughout, fits the terms, and leads to the other side."""
        sums = [total for total in step.before.atoms(Sum) if len(total.limits) == 1]
        if len(sums) != 1 or step.relation not in ("=", "<=", ">="):
            return Finding(Verdict.UNDECIDED, "the left side must contain one sum")
        index, low, high = sums[0].limits[0]
        inside = Dummy("i", integer=True)
        around = {bound.symbol for place in places_of(step.before, sums[0]) for bound in place}
        context = replace(context, assumptions=tuple(x for x in context.assumptions if not x.free_symbols & around))
        domain = [*context.assumptions, Ge(inside, low), Le(inside, high)]
        below = self.at(inside - 1)
        step_up = self.at(inside) - below
        term = sums[0].function.xreplace({index: inside})
        problem = (
            self._undefined(inside, low, high, context)
            or self._unfit(Step(term, step.relation, step_up), domain)
            or _wrong_sign(step, sums[0], context)
        )
        if problem:
            return Finding(Verdict.UNDECIDED, problem)
        value = self.at(high) - self.at(low - 1)
        found = same_value(step.before.xreplace({sums[0]: value}), step.after, context.assumptions)
        detail = f"the terms are differences of {self.antidifference}"
        return Finding(Verdict.PROVED, detail) if found.verdict is Verdict.PROVED else found

    def _differences(self) -> str:
        return f"G({self.index}) - G({self.index}-1) of G = {self.antidifference}"

    def at(self, place: Expr) -> Expr:
        """The antidifference at a place."""
        return self.antidifference.xreplace({self.index: place})

    def _undefined(self, inside: Symbol, low: Expr, high: Expr, context: Context) -> str:
        """Where the antidifference may have a pole from low - 1 to high, or that the range is less than empty."""
        if implied(Ge(high, low - 1), context.assumptions).answer != "proved":
            return f"{high} may be less than {low - 1}"
        domain = [*context.assumptions, Ge(inside, low - 1), Le(inside, high)]
        value = self.at(inside)
        opaque = {node: Dummy("psi", real=True) for node in value.atoms(polygamma)}
        below = fraction(together(value.xreplace(opaque)))[1]
        positive = [(Gt(node.args[1], 0), f"{node.args[1]} > 0") for node in opaque]
        for condition, name in [*positive, (Ne(below, 0), f"{below} != 0")]:
            if decided(condition, domain).answer != "proved":
                return f"{name} is not known for every place from {low - 1} to {high}".replace("_i", str(self.index))
        return ""

    def _unfit(self, term: Step, domain: list[Expr]) -> str:
        """Why the differences of the antidifference are not the terms, or not bounds of them, if so."""
        if term.relation == "=":
            fits = same_value(term.before, term.after, domain).verdict is Verdict.PROVED
            return "" if fits else f"the differences {self._differences()} are not the terms"
        return _unproved(term, domain)


def _unproved(step: Step, domain: list[Expr]) -> str:
    difference = larger_minus_smaller(step)
    if difference is None:
        return "terms are compared by inequalities"
    decision = nonnegative(difference, domain)
    return "" if decision.answer == "proved" else f"the terms are not known to be ordered so ({decision.detail})"


def _wrong_sign(step: Step, total: Sum, context: Context) -> str:
    """Why a bound of the sum is no bound of the side that contains it, if so."""
    mark = Dummy("sum", real=True)
    if step.relation == "=":
        return ""
    there = marked(step.before, {total: mark})
    slope = None if there is None else coefficient_outside(there, mark)
    if slope is None or nonnegative(slope, context.assumptions).answer != "proved":
        return f"the factor {slope} of the sum is not known to be free of it and non-negative"
    return ""


def telescoping(antidifference: Expr, index: Symbol) -> TelescopingRule:
    """The rule that sums differences; ``antidifference`` is G, an expression in ``index``."""
    return TelescopingRule(antidifference, index)
