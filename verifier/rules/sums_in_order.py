"""Inequalities with finite sums in them: term by term, and by what bounds a single sum.

Sums over one range, each times a number, are one sum of the combined terms; it is not negative where no term is, and
positive where all terms are and there is one. And a sum may be replaced by what it is at least, or at most (by the sign
of its coefficient), as :mod:`lemmata.verifier.engines.power_sum_bounds` finds for powers of the index. How the sign of
a term, or of what is left, is known is the caller's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sympy import Add, Basic, Dummy, Expr, Ge, Integer, Le, Sum, oo

from lemmata.verifier.engines.binders import bounds_of, renamed
from lemmata.verifier.engines.marking import coefficient_outside, marked
from lemmata.verifier.engines.positivity import visible_signs
from lemmata.verifier.engines.power_sum_bounds import bounds_of_sum

Known = Callable[[Basic], bool]
Shown = Callable[[Expr, tuple[Basic, ...], bool], str]
"""How an expression is known not to be negative (or to be positive) under some assumptions; empty where it is not."""


def term_by_term(f: Expr, where: tuple[Basic, ...], strict: bool, known: Known, shown: Shown) -> str:
    """How f >= 0 follows from the signs of the combined terms of its sums, and of what stands beside them."""
    gathered = _gathered(f)
    if gathered is None:
        return ""
    totals, rest = gathered
    above = False
    for total in totals:
        bounds = bounds_of(total)
        inside = (*where, *(relation for bound in bounds for relation in bound.range))
        term = renamed(total.function, bounds)
        _, low, high = total.limits[0]
        if strict and not above and known(Ge(high, low)) and shown(term, inside, True):
            above = True
        elif not shown(term, inside, False):
            return ""
    strictly = strict and not above
    if rest == 0:
        return "" if strictly else "term by term"
    return "term by term" if shown(rest, where, strictly) else ""


def _gathered(f: Expr) -> tuple[list[Sum], Expr] | None:
    """The sums of f, one for every range, with their coefficients inside, and what is left; None where f has none."""
    totals = sorted(_outermost(f), key=str)
    if not totals or any(len(total.limits) != 1 or oo in total.limits[0] for total in totals):
        return None
    marks = {total: Dummy("sum", real=True) for total in totals}
    there = marked(f, marks)
    if there is None:
        return None
    ranges: dict[tuple[Expr, Expr], list[Expr]] = {}
    index = Dummy("i", integer=True)
    for total, mark in marks.items():
        weight = coefficient_outside(there, mark)
        if weight is None or weight.has(*marks.values()):
            return None
        own, low, high = total.limits[0]
        ranges.setdefault((low, high), []).append(weight * total.function.xreplace({own: index}))
    rest = there.xreplace(dict.fromkeys(marks.values(), Integer(0)))
    return [Sum(Add(*terms), (index, *ends)) for ends, terms in ranges.items()], rest


def _outermost(f: Expr) -> set[Sum]:
    if isinstance(f, Sum):
        return {f}
    return {total for part in f.args if isinstance(part, Expr) for total in _outermost(part)}


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
