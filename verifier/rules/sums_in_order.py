"""Inequalities with finite sums in them: term by term, and by what bounds a single sum.

Sums over one range, each times a number, are one sum of the combined terms; it is not negative where no term is, and
positive where all terms are and there is one; what stands beside them may be spread over the terms. And a sum may be
replaced by what it is at least, or at most (by the sign of its coefficient), as
:mod:`lemmata.verifier.engines.power_sum_bounds` finds for powers of the index. How the sign of a term, or of what is
left, is known is the caller's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sympy import Add, Basic, Dummy, Eq, Expr, Ge, Integer, Integral, Le, Mul, Ne, Sum, oo

from lemmata.verifier.engines.binders import bounds_of, renamed
from lemmata.verifier.engines.marking import coefficient_outside, marked
from lemmata.verifier.engines.positivity import visible_signs
from lemmata.verifier.engines.power_sum_bounds import bounds_of_sum

Known = Callable[[Basic], bool]
Shown = Callable[[Expr, tuple[Basic, ...], bool], str]
"""How an expression is known not to be negative (or to be positive) under some assumptions; empty where it is not."""


def term_by_term(f: Expr, where: tuple[Basic, ...], strict: bool, known: Known, shown: Shown) -> str:
    """How f >= 0 follows from the signs of the combined terms of its sums, and of what stands beside them."""
    found = gathered(f)
    if found is None:
        return ""
    for total in spread(f, where, known):
        if _term_shown(total, where, strict, shown):  # there is a term, whose weight is not the empty sum
            return "term by term, with what stands beside the sum spread over its terms"
    totals, rest = found
    above = False
    for total in totals:
        filled = strict and not above and known(Ge(total.limits[0][2], total.limits[0][1]))
        if filled and _term_shown(total, where, True, shown):
            above = True
        elif not _term_shown(total, where, False, shown):
            return ""
    strictly = strict and not above
    if rest == 0:
        return "" if strictly else "term by term"
    return "term by term" if shown(rest, where, strictly) else ""


def _term_shown(total: Sum, where: tuple[Basic, ...], strict: bool, shown: Shown) -> bool:
    bounds = bounds_of(total)
    inside = (*where, *(relation for bound in bounds for relation in bound.range))
    return bool(shown(renamed(total.function, bounds), inside, strict))


def spread(f: Expr, where: Sequence[Basic], known: Known) -> Iterator[Sum]:
    """f as one sum, what stands beside its sums put into their terms: in equal parts, or by weights of a known sum.

    >>> from sympy import Eq, Function, Symbol
    >>> i, n, w = Symbol("i", integer=True), Symbol("n", integer=True, positive=True), Function("w", positive=True)
    >>> [str(one.function) for one in spread(n - Sum(w(i), (i, 1, n)), (), lambda relation: True)]
    ['1 - w(_i)']
    """
    found = gathered(f)
    if found is None or len(found[0]) != 1 or found[1] == 0:
        return
    (total,), rest = found
    index, low, high = total.limits[0]
    for one in where:
        for weights, value in (one.args, one.args[::-1]) if isinstance(one, Eq) else ():
            same = isinstance(weights, Sum) and len(weights.limits) == 1 and weights.limits[0][1:] == (low, high)
            if same and known(Ne(value, 0)):
                weight = weights.function.xreplace({weights.limits[0][0]: index})
                yield Sum(total.function + rest * weight / value, (index, low, high))
    if known(Ge(high, low)):
        yield Sum(total.function + rest / (high - low + 1), (index, low, high))


def gathered(f: Expr, kind: type[Sum | Integral] = Sum) -> tuple[list[Any], Expr] | None:
    """The finite sums (or the integrals) of f, one for every range, and what is left; None where f has none.

    Their coefficients are inside.
    """
    totals = sorted(_outermost(f, kind), key=str)
    if not totals or any(len(total.limits) != 1 or len(total.limits[0]) != 3 for total in totals):
        return None
    if kind is Sum and any(oo in total.limits[0] for total in totals):
        return None
    marks = {total: Dummy("sum", real=True) for total in totals}
    there = marked(f, marks)
    if there is None:
        return None
    ranges: dict[tuple[Expr, Expr], list[Expr]] = {}
    index = Dummy("i", integer=True) if kind is Sum else Dummy("u", real=True)
    for total, mark in marks.items():
        weight = coefficient_outside(there, mark)
        if weight is None or weight.has(*marks.values()):
            return None
        own, low, high = total.limits[0]
        ranges.setdefault((low, high), []).append(weight * total.function.xreplace({own: index}))
    rest = there.xreplace(dict.fromkeys(marks.values(), Integer(0)))
    return [kind(Add(*terms), (index, *ends)) for ends, terms in ranges.items()], rest


def _outermost(f: Expr, kind: type[Sum | Integral] = Sum) -> set[Any]:
    """The sums that are added, or multiplied by something."""
    if isinstance(f, kind):
        return {f}
    return {total for part in f.args for total in _outermost(part, kind)} if isinstance(f, (Add, Mul)) else set()


def with_sums_bounded(f: Expr, where: Sequence[Basic], known: Known) -> Iterator[Expr]:
    """What f is at least, with each of the bounds of one of its sums in the place of it."""
    for total in sorted(_outermost(f), key=str):
        mark = Dummy("sum", real=True)
        there = marked(f, {total: mark})
        weight = None if there is None else coefficient_outside(there, mark)
        if weight is None:
            continue
        signs = visible_signs(weight, tuple(where))
        kinds = [kind for kind, needed in ((Ge, {0, 1}), (Le, {-1, 0})) if signs <= needed]
        for bound in bounds_of_sum(total, known):
            if type(bound) in kinds:
                yield there.xreplace({mark: bound.rhs})
