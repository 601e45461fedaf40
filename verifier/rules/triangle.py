"""The triangle inequality: |x| is at most a sum of magnitudes whose terms, with signs, add up to x.

For real (or complex) numbers |e_1 y_1 + ... + e_k y_k| <= |y_1| + ... + |y_k| with every e_i one of -1, 0, 1. The rule
reads the terms on the right side, a product of magnitudes as the magnitude of the product, a finite sum of magnitudes
as that of the sum, and looks for the signs.

>>> from sympy import Abs, symbols
>>> x, y, z = symbols("x y z", real=True)
>>> triangle.judge(Step(Abs(x - z), "<=", Abs(x - y) + Abs(y - z)), Context()).verdict
<Verdict.PROVED: 'proved'>
>>> triangle.judge(Step(Abs(x - z), "<=", Abs(x - y) + Abs(y + z)), Context()).verdict
<Verdict.UNDECIDED: 'undecided'>
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

from sympy import Abs, Add, Expr, Ge, Integer, Mul, Sum

from lemmata.verifier.claim import DerivationError
from lemmata.verifier.engines.eigensum_form import NotPerEigenvalue, in_basis
from lemmata.verifier.engines.equations import opened
from lemmata.verifier.engines.infinity import may_be_infinite
from lemmata.verifier.engines.normal_form import NotAlgebraic, vanishes
from lemmata.verifier.obligation import Finite, Holds, Obligation
from lemmata.verifier.provenance import outside
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict

_MOST_TERMS = 6


class TriangleRule(Rule):
    """A magnitude is at most the sum of the magnitudes of its parts."""

    name = "triangle inequality"
    version = 2
    proves = ("<=", ">=")

    def __init__(self, by: Rule | None = None) -> None:
        self.by = by

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when signs are found with which the terms of the larger side add up to what the smaller is of."""
        if step.relation not in ("<=", ">="):
            return Finding(Verdict.UNDECIDED, "write at_most_by(triangle)")
        small, large, terms = sides(step)
        if len(terms) > _MOST_TERMS:
            return Finding(Verdict.UNDECIDED, f"more than {_MOST_TERMS} terms")
        found = self.signed(step, context)
        if found is None:
            return Finding(Verdict.UNDECIDED, f"no signs make the terms of {large} add up to {small}")
        _, equation, why = found
        values = [without_magnitude(small), *map(of_a_sum, terms)]
        owed = (*why.owed, *_signs(*(front for _, front in values)), *_finite(*(value for value, _ in values)))
        return replace(why, detail=f"{equation.before} = {equation.after}", owed=owed)

    def signed(self, step: Step, context: Context) -> tuple[tuple[int, ...], Step, Finding] | None:
        """Signs with which the terms add up, the equation that says so, and why it holds; None where none are found."""
        small, _, terms = sides(step)
        values = [of_a_sum(term)[0] for term in terms]
        for signs in product((1, -1, 0), repeat=len(terms)):
            total = Add(*(sign * value for sign, value in zip(signs, values, strict=True)))
            equation = Step(without_magnitude(small)[0], "=", total)
            found = self.equal(equation, context)
            if found is not None:
                return signs, equation, found
        return None

    def equal(self, equation: Step, context: Context) -> Finding | None:
        """That the two are equal, by normal form or by the given rule, with all it owes and cites; None elsewhere."""
        if self.by is None:
            return Finding(Verdict.PROVED, "") if equal_on(equation.before - equation.after, context) else None
        found = self.by.judge(equation, context)
        return found if found.verdict is Verdict.PROVED else None


def sides(step: Step) -> tuple[Expr, Expr, list[Expr]]:
    """The smaller side, the larger, and the terms of that."""
    small, large = (step.before, step.after) if step.relation == "<=" else (step.after, step.before)
    return small, large, list(Add.make_args(large.expand()))


def without_magnitude(term: Expr) -> tuple[Expr, Expr]:
    """The product with |y| replaced by y, and the factors beside, which must not be negative."""
    powers = [factor.as_base_exp() for factor in Mul.make_args(term)]
    inside = [base.args[0] ** power for base, power in powers if isinstance(base, Abs) and power.is_Integer]
    beside = Mul(*(base**power for base, power in powers if not (isinstance(base, Abs) and power.is_Integer)))
    return Mul(beside, *inside), beside


def of_a_sum(term: Expr) -> tuple[Expr, Expr]:
    """The same of a term of the larger side, where a finite sum of magnitudes is at least that of the sum."""
    if isinstance(term, Sum) and not any(end.is_finite is False for limit in term.limits for end in limit[1:]):
        inside, beside = without_magnitude(term.function)
        if beside == 1:
            return Sum(inside, *term.limits), beside
    return without_magnitude(term)


def equal_on(difference: Any, context: Context) -> bool:
    """Whether a difference vanishes by its normal form and the equations of the assumptions."""
    try:
        return difference == 0 or bool(vanishes(in_basis(opened(difference, context.assumptions))))
    except (NotAlgebraic, NotPerEigenvalue, AttributeError, TypeError):
        return False


def _signs(*beside: Expr) -> tuple[Obligation, ...]:
    doubtful = [part for part in dict.fromkeys(beside) if not (part.is_Rational and part >= 0)]
    return tuple(Holds(Ge(part, Integer(0), evaluate=False), "the factor of a magnitude") for part in doubtful)


def _finite(*terms: Expr) -> tuple[Obligation, ...]:
    return tuple(Finite(term, "a term of a sum of magnitudes") for term in terms if may_be_infinite(term))


triangle = TriangleRule()


def triangle_by(equation: Rule) -> TriangleRule:
    """The triangle inequality for the parts of what an equation says.

    Args:
        equation: the rule that shows what the smaller side is the magnitude of to be a sum with signs: ``use(claim)``.

    Raises:
        DerivationError: for a rule of one's own: the step would not say where it comes from.
    """
    if not isinstance(equation, Rule) or outside(equation) is not None:
        raise DerivationError(f"triangle_by takes a rule of the project, such as use(claim), not {equation}")
    return TriangleRule(equation)
