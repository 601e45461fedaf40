"""Algebra: both sides have the same exact normal form as rational functions."""

from __future__ import annotations

import sympy
from sympy import Add, Expr, Sum

from lemmata.verifier.engines.eigensum_form import NotPerEigenvalue, in_basis
from lemmata.verifier.engines.normal_form import Algebra as Field
from lemmata.verifier.engines.normal_form import NotAlgebraic
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


def same_normal_form(before: Expr, after: Expr) -> Finding:
    """Decide before = after by the normal form of the difference (see :mod:`lemmata.verifier.engines.normal_form`)."""
    difference = with_bare_sums(before) - with_bare_sums(after)
    try:
        field = Field([difference])
        equal = field.vanishes(difference)
    except NotAlgebraic as reason:
        return Finding(Verdict.UNDECIDED, f"not a rational function: {reason}")
    if equal:
        return Finding(Verdict.PROVED, f"same normal form in {len(field.generators)} generators")
    return Finding(Verdict.UNDECIDED, "the normal forms of the two sides differ")


def with_bare_sums(expression: Expr) -> Expr:
    """Constant factors stand before their sum, and a finite sum of sums is taken apart.

    No term loses a place where it has no value: the summand is multiplied out, and nothing in it is cancelled.
    """
    return expression.replace(lambda node: isinstance(node, Sum) and len(node.limits) == 1, _bare)


def _bare(total: Sum) -> Expr:
    (index, low, high), term = total.limits[0], sympy.expand_mul(total.function)
    terms = Add.make_args(term) if low.is_finite is not False and high.is_finite is not False else (term,)
    split = (part.as_independent(index, as_Add=False) for part in terms)
    return Add(*(constant * Sum(rest, (index, low, high)) for constant, rest in split))


class AlgebraRule(Rule):
    """Rational identities, square roots by their defining relation; anything else is carried along unopened."""

    name = "algebra"
    version = 1

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the numerator of the difference vanishes."""
        if step.relation != "=":
            return Finding(Verdict.UNDECIDED, "algebra proves equations only")
        return same_normal_form(step.before, step.after)


class PerEigenvalueRule(Rule):
    """Rearranging sums over eigenvalues: an identity that holds per eigenvalue holds for the trace."""

    name = "per eigenvalue"
    version = 1

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the sides agree once every eigenvalue sum is written in basis sums."""
        if step.relation != "=":
            return Finding(Verdict.UNDECIDED, "this rule proves equations only")
        try:
            return same_normal_form(in_basis(step.before), in_basis(step.after))
        except NotPerEigenvalue as reason:
            return Finding(Verdict.UNDECIDED, str(reason))


algebra = AlgebraRule()
per_eigenvalue = PerEigenvalueRule()
