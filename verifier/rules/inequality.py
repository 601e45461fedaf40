"""Inequality: one side is at most the other, or less than it, at every point of the domain.

Polynomials as they stand, functions by their bounds and derivatives (:mod:`lemmata.verifier.rules.mean_value`).

See :mod:`lemmata.verifier.engines.positivity`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from sympy import (
    Abs,
    Add,
    Basic,
    Derivative,
    Expr,
    Ge,
    Gt,
    I,
    Integer,
    Integral,
    Mul,
    Product,
    Sum,
    exp,
    gamma,
    log,
    oo,
    preorder_traversal,
)
from sympy.core.relational import Relational

from lemmata.theory.quantities.resolvents import PER_EIGENVALUE
from lemmata.theory.random_matrices import MatrixExpression
from lemmata.theory.spectra.eigensum import EigenSum, c2, s
from lemmata.theory.values.enclosure import NoEnclosure, enclose
from lemmata.verifier.engines.binders import bound_in, bounds_of, renamed
from lemmata.verifier.engines.equations import opened
from lemmata.verifier.engines.infinity import may_be_infinite
from lemmata.verifier.engines.logarithms import compared_by_logarithms
from lemmata.verifier.engines.normal_form import NotAlgebraic
from lemmata.verifier.engines.positivity import Decision, nonnegative
from lemmata.verifier.matrices.conditions import MEANS, existence
from lemmata.verifier.matrices.means import at_tangents, of_every_draw
from lemmata.verifier.matrices.order import shown_nonnegative
from lemmata.verifier.obligation import Finite, Obligation
from lemmata.verifier.obligations.relations import decided
from lemmata.verifier.rules.algebra import known_nonnegative, known_positive
from lemmata.verifier.rules.derivative import differentiate
from lemmata.verifier.rules.differences import excess
from lemmata.verifier.rules.eliminated import without_equation
from lemmata.verifier.rules.expectation import expectation
from lemmata.verifier.rules.finite_sums import by_induction, by_ratio
from lemmata.verifier.rules.iterated import with_closed_forms
from lemmata.verifier.rules.mean_value import are_defined, has_functions, shown
from lemmata.verifier.rules.sums_in_order import gathered
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict

_LETTERS = frozenset(PER_EIGENVALUE)
_MOST_MAGNITUDES = 4


def nonnegative_by_cases(expression: Expr, assumptions: Sequence[Basic], *, strict: bool = False) -> Decision:
    """Whether an expression is not negative on the domain (or positive), by the signs of what it has magnitudes of.

    >>> from sympy import symbols
    >>> x, y = symbols("x y", real=True)
    >>> nonnegative_by_cases(Abs(x) + Abs(y) - x - y, []).answer
    'proved'
    >>> nonnegative_by_cases(Abs(x) - y, []).answer == "proved"
    False
    """
    bound = bound_in(expression)
    inside = sorted({node.args[0] for node in expression.atoms(Abs) if not node.free_symbols & bound}, key=str)
    if not inside or len(inside) > _MOST_MAGNITUDES or not all(map(_is_real, inside)):
        return nonnegative(expression, assumptions, strict=strict)
    for signs in product((1, -1), repeat=len(inside)):
        values = {Abs(part): sign * part for sign, part in zip(signs, inside, strict=True)}
        known = [Ge(sign * part, 0, evaluate=False) for sign, part in zip(signs, inside, strict=True)]
        found = nonnegative(expression.xreplace(values), [*assumptions, *known], strict=strict)
        if found.answer != "proved":
            return found
    return found


def _is_real(part: Expr) -> bool:
    """Whether a term is real wherever it is defined, and no magnitude is hidden in it."""
    return not part.has(Abs, I) and all(symbol.is_extended_real for symbol in part.free_symbols)


def _finding(decision: Decision) -> Finding:
    verdict = Verdict.PROVED if decision.answer == "proved" else Verdict.UNDECIDED
    return Finding(verdict, decision.detail)


def without_logarithm(step: Step) -> Step | None:
    """A compared with exp(B) for log(A) compared with B, where A has a sum; None where no side is such a logarithm."""
    for side in (step.before, step.after):
        if isinstance(side, log) and side.args[0].has(Sum):
            return replace(step, before=exp(step.before), after=exp(step.after))
    return None


class InequalityRule(Rule):
    """Polynomial inequalities between the two sides, unopened subexpressions as free variables with their own sign.

    A magnitude is opened in two cases, by the sign of what it is of.
    """

    name = "inequality"
    version = 10
    proves = ("<=", ">=", "<", ">")

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when no real point of the domain violates it, or, between means, no draw does."""
        found = self.of_values(step, context)
        means = found.verdict is not Verdict.PROVED and any(side.has(*MEANS) for side in (step.before, step.after))
        return (self.for_every_draw(step, context) if means else None) or found

    def of_values(self, step: Step, context: Context) -> Finding:
        """The same, each mean being a value of its own."""
        wanted = excess(step)
        if wanted is None:
            return Finding(Verdict.UNDECIDED, "write at_most_by(inequality) or at_least_by(inequality)")
        difference, strict = wanted
        if (step.after if step.relation in ("<=", "<") else step.before) is oo:
            return Finding(Verdict.PROVED, "every value is at most oo, and every finite one is less")
        if not (difference.free_symbols or difference.has(MatrixExpression)) and (
            found := between_numbers(step, context)
        ):
            return found
        if difference.has(MatrixExpression) and (how := shown_nonnegative(difference, context, strict=strict)):
            return Finding(Verdict.PROVED, how, owed=existence(context, step.before, step.after))
        if isinstance(difference, MatrixExpression):
            kind = "definite" if strict else "semi-definite"
            return Finding(Verdict.UNDECIDED, f"{difference} is not known to be symmetric and positive {kind}")
        if difference.has(Derivative) and (found := self.opened(step, context)):
            return found
        if has_functions(difference):
            f, where = without_equation(difference, context.assumptions) or (difference, context.assumptions)
            how = self.by_logarithms(step, context, strict) if f.has(gamma) else ""
            how = how or shown(f, where, strict=strict) or self.by_logarithms(step, context, strict)
            how = how or by_induction(f, where, strict=strict)
            if how:
                return Finding(Verdict.PROVED, how)
        there = without_logarithm(step)
        if there is not None and (found := self.judge(there, context)).verdict is Verdict.PROVED:
            return replace(found, detail=f"without the logarithm, which increases: {found.detail}")
        if difference.has(Sum, Integral, Product) and (found := self.opened(step, context)):
            return found
        if difference.has(Integral) and (found := self.under_integrals(difference, context, strict)):
            return found
        return _finding(nonnegative_by_cases(difference, context.assumptions, strict=strict))

    def for_every_draw(self, step: Step, context: Context) -> Finding | None:
        """The finding for what is averaged, if that proves it: the mean is monotone."""
        there = of_every_draw(step, context)
        found = None if there is None else self.judge(there, context)
        if found is not None and found.verdict is Verdict.PROVED:
            return replace(found, detail=f"for every draw: {found.detail}")
        return self.by_convexity(step, context) if step.relation in ("<=", ">=") else None

    def by_convexity(self, step: Step, context: Context) -> Finding | None:
        """Jensen's inequality for the inverse: the mean of its tangent, in every draw at most it, is the other side."""
        larger, smaller = (step.after, step.before) if step.relation == "<=" else (step.before, step.after)
        for tangent in at_tangents(step, context):
            mean = expectation.judge(Step(tangent, "=", smaller), context)
            if mean.verdict is not Verdict.PROVED:
                continue
            there = of_every_draw(Step(tangent, "<=", larger), context)
            below = None if there is None else self.judge(there, context)
            if below is not None and below.verdict is Verdict.PROVED:
                owed, cited = (*below.owed, *mean.owed), tuple(dict.fromkeys((*below.cited, *mean.cited)))
                return Finding(Verdict.PROVED, "by Jensen's inequality for the inverse", cited=cited, owed=owed)
        return None

    def opened(self, step: Step, context: Context) -> Finding | None:
        """The finding with derivatives carried out, sums and integrals in closed form, if that proves it."""
        owed: list[Obligation] = []
        cited: list[str] = []
        sides: list[Expr] = []
        try:
            for side in (step.before, step.after):
                form = with_closed_forms(differentiate.carried_out(side, context, owed), context)
                sides.append(form.value)
                owed += form.owed
                cited += form.cited
        except NotAlgebraic:
            return None
        there = Step(sides[0], step.relation, sides[1])
        if there == step or any(side.has(Derivative) for side in sides):
            return None
        found = self.judge(there, context)
        if found.verdict is not Verdict.PROVED:
            return None
        return replace(found, owed=(*found.owed, *owed), cited=tuple(dict.fromkeys((*found.cited, *cited))))

    def under_integrals(self, difference: Expr, context: Context, strict: bool) -> Finding | None:
        """Integrals over one range are compared where what is integrated is, strictly where the range is not empty."""
        totals, rest = gathered(difference, Integral) or ([], difference)
        if not totals or rest != 0:
            return None
        for total in totals:
            (bound,) = bounds_of(total)
            there = replace(context, assumptions=(*context.assumptions, *bound.range))
            longer = strict and _holds(Gt(total.limits[0][2], total.limits[0][1], evaluate=False), context.assumptions)
            found = self.judge(Step(Integer(0), "<" if longer else "<=", renamed(total.function, (bound,))), there)
            if (strict and not longer) or found.verdict is not Verdict.PROVED or found.owed or found.cited:
                return None
        owed = tuple(Finite(node, "an integral") for node in sorted(difference.atoms(Integral), key=str))
        return Finding(Verdict.PROVED, "under the integral", owed=owed)

    def by_logarithms(self, step: Step, context: Context, strict: bool) -> str:
        """Products of powers compared by their logarithms, where both sides and all their bases are positive.

        Where the base of a positive power vanishes, the smaller side does, and nothing is to be shown.
        """
        larger, smaller = step.after, step.before
        if step.relation in (">=", ">"):
            larger, smaller = smaller, larger
        where = context.assumptions
        vanishing = tuple(may_vanish(smaller, where))
        if vanishing and _holds((Gt if strict else Ge)(larger, 0, evaluate=False), where):
            where = (*where, *(Gt(base, 0, evaluate=False) for base in vanishing))
        quotient = compared_by_logarithms(larger, smaller)
        if (
            quotient is None
            or may_be_infinite(quotient)
            or not all(_holds(Gt(side, 0, evaluate=False), where) for side in (larger, smaller))
        ):
            return ""
        if _has_logarithms(quotient, where):
            how = shown(quotient, where, strict=strict) or by_induction(quotient, where, strict=strict)
            if how:
                return f"logarithms compared: {how}"
        return by_ratio(larger, smaller, where, strict=strict)


def _holds(relation: Relational, where: Sequence[Basic]) -> bool:
    known = (known_positive if isinstance(relation, Gt) else known_nonnegative)(where)
    return known(relation.lhs) or decided(relation, where).answer == "proved"


def _has_logarithms(quotient: Expr, where: Sequence[Basic]) -> bool:
    """Whether every base is positive: a product may be where two of its factors are not."""
    walk = preorder_traversal(quotient)
    for node in walk:
        if isinstance(node, (log, Sum)):
            walk.skip()
            if not (
                are_defined([node], where)
                if isinstance(node, Sum)
                else _holds(Gt(node.args[0], 0, evaluate=False), where)
            ):
                return False
    return True


def may_vanish(side: Expr, where: Sequence[Basic]) -> Iterator[Expr]:
    """The bases of positive powers in a product that are known not to be negative, and may be zero."""
    for factor in Mul.make_args(side):
        base, power = factor.as_base_exp()
        positive, whole = (_holds(Gt(part, 0, evaluate=False), where) for part in (base, power))
        if not positive and whole and _holds(Ge(base, 0, evaluate=False), where):
            yield base


def between_numbers(step: Step, context: Context) -> Finding | None:
    """Two numbers whose balls are ordered the right way."""
    try:
        before, after = (enclose(side, digits=context.digits) for side in (step.before, step.after))
    except NoEnclosure:
        return None
    small, large = (before, after) if step.relation in ("<=", "<") else (after, before)
    if small.upper < large.lower or (small.upper == large.lower and step.relation in ("<=", ">=")):
        certificate = {"before": before.to_json(), "after": after.to_json()}
        return Finding(Verdict.PROVED, f"{before} {step.relation} {after}", certificate, digits=context.digits)
    return None


class PerEigenvalueInequalityRule(Rule):
    """An inequality that holds for every eigenvalue s > 0 and weight c2 >= 0 holds for the sums."""

    name = "inequality per eigenvalue"
    version = 2
    proves = ("<=", ">=", "<", ">")

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the difference is one sum over eigenvalues whose summand has the sign; there is an eigenvalue."""
        wanted = excess(step)
        if wanted is None:
            return Finding(Verdict.UNDECIDED, "write at_most_by(...) or at_least_by(...)")
        difference, strict = wanted
        summand = self.summand(difference, context)
        if summand is None:
            return Finding(Verdict.UNDECIDED, "the difference of the two sides is not linear in sums over eigenvalues")
        scalars = [r for r in context.assumptions if not r.has(EigenSum) and not r.free_symbols & _LETTERS]
        return _finding(nonnegative(summand, [*scalars, Gt(s, 0)], strict=strict))

    @staticmethod
    def summand(difference: Expr, context: Context) -> Expr | None:
        """What is summed over the eigenvalues in the difference of two sides; None where it is no such sum."""
        return as_one_summand(opened(difference, context.assumptions))


def as_one_summand(expression: Expr) -> Expr | None:
    """F such that the expression is EigenSum(f), when it is a combination of sums with coefficients free of them.

    >>> from lemmata.theory.notation import kappa
    >>> as_one_summand(kappa*EigenSum(1/(s + kappa)) - EigenSum(c2*s))
    -c2*s + kappa/(kappa + s)
    """
    from lemmata.theory.notation import d, signal

    whole = {d: 1, signal: c2}
    total = Add()
    for term in Add.make_args(expression.expand()):
        sums = [part for part in Mul.make_args(term) if isinstance(part, EigenSum) or part in whole]
        if len(sums) != 1:
            return None
        coefficient = term / sums[0]
        if coefficient.has(EigenSum, d, signal):
            return None
        total += coefficient * (whole[sums[0]] if sums[0] in whole else sums[0].summand)
    return total


inequality = InequalityRule()
inequality_per_eigenvalue = PerEigenvalueInequalityRule()
