"""Sums over ranges that overlap: between neighbouring ends their terms are one term, which is compared there.

So is a sum split, sum_{k<=d} = sum_{k<=m} + sum_{m<k<=d} for m <= d, and one of max(k^-beta, K^-beta) at the knee K,
where the maximum is known on either side.

>>> from sympy import Function, symbols
>>> f, i, m, n = Function("f", real=True), *symbols("i m n", integer=True, positive=True)
>>> parts = Sum(f(i), (i, 1, m)) + Sum(f(i), (i, m + 1, n))
>>> vanishes_in_pieces(Sum(f(i), (i, 1, n)) - parts, (m <= n,)), vanishes_in_pieces(Sum(f(i), (i, 1, n)) - parts, ())
(True, False)
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product

from sympy import Add, Basic, Dummy, Expr, Ge, Integer, Le, Max, Sum

from lemmata.verifier.obligations.relations import decided
from lemmata.verifier.rules.algebra import same_value
from lemmata.verifier.rules.mean_value import shown
from lemmata.verifier.rules.sums_in_order import gathered
from lemmata.verifier.verdict import Verdict

_MOST_ENDS = 5


def vanishes_in_pieces(difference: Expr, where: Sequence[Basic]) -> bool:
    """Whether finite sums add up to zero, term by term between all their ends, whose order must be known."""

    def known(small: Expr, large: Expr) -> bool:
        return decided(Ge(large - small, 0, evaluate=False), where).answer == "proved"

    totals, rest = gathered(difference) or ([], difference)
    places = list(dict.fromkeys(end for total in totals for end in (total.limits[0][1], total.limits[0][2] + 1)))
    if not 2 < len(places) <= _MOST_ENDS:
        return False
    ordered: list[Expr] = []
    for place in places:
        at = next((at for at, other in enumerate(ordered) if known(place, other)), len(ordered))
        ordered.insert(at, place)
    if not all(known(low, high) for low, high in pairwise(ordered)):
        return False
    for low, high in pairwise(ordered):
        index = Dummy("k", integer=True, positive=True if known(Integer(1), low) else None)
        inside = [total for total in totals if _covers(total, ordered, low)]
        term = Add(*(total.function.xreplace({total.limits[0][0]: index}) for total in inside))
        there = (*where, Ge(index, low, evaluate=False), Le(index, high - 1, evaluate=False))
        term = _without_maxima(term, index, there)
        if index not in term.free_symbols:
            rest += term * (high - low)
        elif not _vanishes(term, there):
            return False
    return _vanishes(rest, where)


def _covers(total: Sum, ordered: Sequence[Expr], low: Expr) -> bool:
    _, first, last = total.limits[0]
    return ordered.index(first) <= ordered.index(low) < ordered.index(last + 1)


def _vanishes(term: Expr, where: Sequence[Basic]) -> bool:
    return same_value(term, Integer(0), where).verdict is Verdict.PROVED


def _without_maxima(term: Expr, index: Dummy, where: tuple[Basic, ...]) -> Expr:
    """With the larger of two in the place of a maximum, where it is known, as by the letters that the index passes."""
    letters = sorted(term.free_symbols - {index}, key=str) if term.has(Max) else []
    beside = (kind(index, letter, evaluate=False) for letter, kind in product(letters, (Ge, Le)))
    where = (*where, *(one for one in beside if decided(one, where).answer == "proved"))
    for node in sorted(term.atoms(Max), key=str):
        others = {one: [other for other in node.args if other != one] for one in node.args}
        larger = (one for one in node.args if all(shown(one - other, where, strict=False) for other in others[one]))
        term = term.xreplace({node: next(larger, node)})
    return term
