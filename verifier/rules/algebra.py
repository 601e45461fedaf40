"""Algebra: both sides have the same exact normal form, as rational functions or in independent powers.

Where the sides differ as rational functions of what is not opened, powers with any exponents, exponentials, logarithms,
moduli, Gamma and hyperbolic functions are (:mod:`lemmata.verifier.engines.exp_log_form`), bases by their signs on the
domain.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import sympy
from sympy import (
    Abs,
    Add,
    Basic,
    Dummy,
    Eq,
    Expr,
    Function,
    Ge,
    Gt,
    Integer,
    Lt,
    Max,
    Min,
    Mul,
    Pow,
    Product,
    Sum,
    Symbol,
    exp,
    log,
    oo,
)
from sympy.core.relational import Relational

from lemmata.verifier.engines.binders import bound_in, bounds_of, put_in, renamed
from lemmata.verifier.engines.exp_log_form import same_by_exp_log
from lemmata.verifier.engines.normal_form import Algebra as Field
from lemmata.verifier.engines.normal_form import NotAlgebraic
from lemmata.verifier.engines.signs import sign
from lemmata.verifier.obligations.relations import decided
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


def same_normal_form(before: Expr, after: Expr) -> Finding:
    """Decide before = after by the normal form of the difference (see :mod:`lemmata.verifier.engines.normal_form`)."""
    difference = with_bare_sums(_begun(before)) - with_bare_sums(_begun(after))
    try:
        field = Field([difference])
        equal = field.vanishes(difference)
    except NotAlgebraic as reason:
        return Finding(Verdict.UNDECIDED, f"not a rational function: {reason}")
    if equal:
        return Finding(Verdict.PROVED, f"same normal form in {len(field.generators)} generators")
    return Finding(Verdict.UNDECIDED, "the normal forms of the two sides differ")


def _begun(expression: Expr) -> Expr:
    """Sums over one index begin at one, with their first term that is not zero; powers of what is positive are split.

    That the range is not reversed is owed on both sides, and so are the values of all terms.
    """
    return expression.replace(lambda node: isinstance(node, Sum) and len(node.limits) == 1, _from_one)


def _from_one(total: Sum) -> Expr:
    (index, low, high), term = total.limits[0], total.function
    if not low.is_Integer:
        return total
    shift = low - 1
    for _ in range(_MOST_ZEROS):
        shift += put_in(term, {index: shift + 1}) == 0
    there = put_in(term, {index: index + shift})
    powers = {node: _apart(node, index) for node in there.atoms(Pow, exp) if node.as_base_exp()[0].is_positive}
    return Sum(there.xreplace(powers), (index, 1, high - shift))


def _apart(power: Expr, index: Symbol) -> Expr:
    """b^(k + c) = b^k b^c."""
    base, exponent = power.as_base_exp()
    constant, varying = sympy.expand(exponent).as_independent(index, as_Add=True)
    return Pow(base, varying) * Pow(base, constant)


def with_bare_sums(expression: Expr) -> Expr:
    """Constant factors stand before their sum, and a finite sum of sums is taken apart.

    No term loses a place where it has no value: the summand is multiplied out, and nothing in it is cancelled.
    """
    expression = expression.replace(lambda node: isinstance(node, Sum) and len(node.limits) > 1, _of_several)
    return expression.replace(lambda node: isinstance(node, Sum) and len(node.limits) == 1, _bare)


def _of_several(total: Sum) -> Expr:
    """A finite sum over several indices whose ranges do not depend on each other, in one order, products apart."""
    indices = {limit[0] for limit in total.limits}
    ends = [end for limit in total.limits for end in limit[1:]]
    if any(end.free_symbols & indices or end.is_finite is False for end in ends) or len(indices) < len(total.limits):
        return total
    limits = sorted(total.limits, key=lambda limit: (*map(sympy.default_sort_key, limit[1:]), str(limit[0])))
    parts = []
    for part in Add.make_args(sympy.expand_mul(total.function)):
        factors = Mul.make_args(part)
        if any(len(factor.free_symbols & indices) > 1 for factor in factors):
            parts.append(Sum(part, *limits))
            continue
        outside = Mul(*(factor for factor in factors if not factor.free_symbols & indices))
        sums = (Sum(Mul(*(f for f in factors if limit[0] in f.free_symbols)), limit) for limit in limits)
        parts.append(outside * Mul(*sums))
    return Add(*parts)


def _bare(total: Sum) -> Expr:
    (index, low, high), term = total.limits[0], total.function
    finite = low.is_finite is not False and high.is_finite is not False
    number = {Sum(1, (index, low, high)): high - low + 1} if finite else {}  # that no range is reversed is owed
    split = (_split(part, index, finite) for part in (Add.make_args(term) if finite else (term,)))
    sums = ((constant, Sum(rest, (index, low, high))) for parts in split for constant, rest in parts)
    return Add(*(constant * number.get(total, total) for constant, total in sums))


def _split(term: Expr, index: Symbol, finite: bool) -> list[tuple[Expr, Expr]]:
    """Constants and what depends on the index; constants first, for multiplying out runs denominators together."""
    constant, rest = term.as_independent(index, as_Add=False)
    opened = sympy.expand_mul(sympy.expand_multinomial(rest))
    parts = [part.as_independent(index, as_Add=False) for part in (Add.make_args(opened) if finite else (opened,))]
    return [(constant * factor, left) for factor, left in parts]


def same_value(before: Expr, after: Expr, assumptions: Sequence[Basic]) -> Finding:
    """Decide before = after on a domain by the normal form of powers, exponentials and logarithms, if need be."""
    found = same_normal_form(before, after)
    if found.verdict is Verdict.PROVED or not (before - after).has(*_OPENED):
        return found
    left, right = (with_bare_sums(_products_as_sums(_begun(side), assumptions)) for side in (before, after))
    if same_by_exp_log(left, right, known_positive(assumptions), known_nonnegative(assumptions)):
        return Finding(Verdict.PROVED, "same normal form in powers, exponentials and logarithms of independent bases")
    return found


def _products_as_sums(side: Expr, assumptions: Sequence[Basic]) -> Expr:
    """Finite products of positive factors as exponentials of sums of logarithms, and these of all factors.

    What is assumed of a letter says nothing of a letter of that name that is bound.
    """
    caught = bound_in(side)

    def logarithms(node: Expr) -> Expr:
        (bound,) = bounds_of(node)
        where = () if node.free_symbols & caught else assumptions

        def opened(argument: Expr) -> Expr | None:
            powers = [part.as_base_exp() for part in Mul.make_args(argument)]
            bases = (Gt(renamed(base, (bound,)), 0, evaluate=False) for base, _ in powers)
            if all(decided(one, (*where, *bound.range)).answer == "proved" for one in bases):
                return Add(*(power * sympy.expand_log(log(base)) for base, power in powers))
            return None

        if isinstance(node, Sum):
            return Sum(node.function.replace(log, lambda argument: opened(argument) or log(argument)), *node.limits)
        inside = opened(node.function)
        return node if inside is None else exp(Sum(inside, *node.limits))

    def is_meant(node: Basic) -> bool:
        """A finite product, or a sum of logarithms, over one index."""
        logs = isinstance(node, Product) or (isinstance(node, Sum) and node.function.has(log))
        return logs and len(node.limits) == 1 and not node.has(oo, -oo)

    return side.replace(is_meant, logarithms)


def known_positive(assumptions: Sequence[Basic]) -> Callable[[Expr], bool]:
    """Whether a term is positive wherever the assumptions hold, as far as signs and short combinations show."""
    return lambda term: _known(Gt(term, 0, evaluate=False), assumptions, {1})


def known_nonnegative(assumptions: Sequence[Basic]) -> Callable[[Expr], bool]:
    """Whether a term is not negative there."""
    return lambda term: _known(Ge(term, 0, evaluate=False), assumptions, {0, 1})


def _known(relation: Relational, assumptions: Sequence[Basic], allowed: set[int]) -> bool:
    term = relation.lhs
    if sign(term) <= allowed:
        return True
    if not term.free_symbols or term.has(Dummy):
        return not term.free_symbols and decided(relation, ()).answer == "proved"
    return decided(relation, assumptions).answer == "proved" if assumptions else False


_LONGEST, _MOST_ZEROS = 60, 2
_OPENED = (Pow, Function, Abs, Max, Min)


class AlgebraRule(Rule):
    """Rational identities, roots, powers with any exponents, exp, log and what is made of them; others unopened."""

    name = "algebra"
    version = 3

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the numerator of the difference vanishes."""
        if step.relation != "=":
            return Finding(Verdict.UNDECIDED, "algebra proves equations only")
        found = same_value(step.before, step.after, context.assumptions)
        if found.verdict is Verdict.PROVED:
            return found
        return self.by_signs(step, context) or replace(found, detail=_residual(step) or found.detail)

    def by_signs(self, step: Step, context: Context) -> Finding | None:
        """A sign is 1, -1 or 0 by its argument: the three cases. A letter that is bound somewhere has no one sign."""
        difference = step.before - step.after
        bound = bound_in(difference)
        signs = sorted(difference.atoms(sympy.sign), key=str)
        node = next((node for node in signs if not node.free_symbols & bound), None)
        if node is None:
            return None
        (u,) = node.args
        for value, relation in ((1, Gt(u, 0)), (-1, Lt(u, 0)), (0, Eq(u, 0))):
            if relation is sympy.false:
                continue
            put = {node: Integer(value), **({u: Integer(0)} if value == 0 and isinstance(u, Symbol) else {})}
            before, after = (put_in(side, put) for side in (step.before, step.after))
            here = replace(context, assumptions=(*context.assumptions, relation))
            if self.judge(Step(before, "=", after), here).verdict is not Verdict.PROVED:
                return None
        return Finding(Verdict.PROVED, f"the same by the sign of {u}")


def _residual(step: Step) -> str:
    """By what the two sides differ, in factors and in the letters of the step; empty where that is long."""
    difference = step.before - step.after
    if not isinstance(difference, Expr) or difference.count_ops() > _LONGEST:
        return ""
    return f"the two sides differ by {sympy.factor(difference) or difference}"


algebra = AlgebraRule()
