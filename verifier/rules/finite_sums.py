"""Inequalities with finite sums and products by induction over the number of terms, and by the growth of a quotient.

Where n occurs as the last index, f(n) >= 0 follows for all
n from the first on from f(first) >= 0 and f(n + 1) - f(n) >= 0, for all n, whatever is assumed of n beside a bound from
below; the last terms are split off by the machine.

>>> from sympy import Symbol, sqrt
>>> n, k = Symbol("n", integer=True, positive=True), Symbol("k", integer=True)
>>> by_induction(2 * sqrt(n) - Sum(1 / sqrt(k), (k, 1, n)), (), strict=True)
'by induction on n from 1 on'
>>> by_induction(sqrt(n) - Sum(1 / sqrt(k), (k, 1, n)), (), strict=False)
''
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import sympy
from sympy import Add, Basic, Dummy, Expr, Ge, Gt, Integer, Le, Lt, Product, Sum, Symbol, factorial, log
from sympy.core.function import AppliedUndef

from lemmata.verifier.engines.binders import written_out
from lemmata.verifier.engines.logarithms import compared_by_logarithms
from lemmata.verifier.engines.normal_form import NotAlgebraic
from lemmata.verifier.engines.positivity import nonnegative
from lemmata.verifier.obligations.relations import decided
from lemmata.verifier.rules.mean_value import are_defined, has_functions, shown

MOST_TERMS = 8
"""Of a sum that is written out."""
_SIGNS = ("positive", "nonnegative", "negative", "nonpositive", "nonzero")


def _in_letters(f: Expr) -> Expr:
    """With a letter for every value of an unknown function outside sums: any number of its sign."""
    inside = {node for total in f.atoms(Sum, Product) for node in total.atoms(AppliedUndef)}
    return f.xreplace({node: _letter(node) for node in f.atoms(AppliedUndef) - inside if node.is_real})


def _letter(node: AppliedUndef) -> Dummy:
    """A real letter with the sign of a value of an unknown function."""
    signs = {name: True for name in _SIGNS if getattr(node, f"is_{name}")}
    return Dummy(node.func.__name__, real=True, **signs)


def _has_sign(f: Expr, where: Sequence[Basic], strict: bool) -> bool:
    if has_functions(f):
        return bool(shown(f, where, strict=strict))
    return nonnegative(f, where, strict=strict).answer == "proved"


def by_induction(f: Expr, where: Sequence[Basic], *, strict: bool) -> str:
    """How f is known to have the sign by induction over the last index of its sums and products; empty otherwise."""
    f = _with_factorials_as_sums(f)
    totals = f.atoms(Sum, Product)
    ends = {total.limits[0][2] for total in totals if len(total.limits) == 1}
    letters = [end for end in ends if isinstance(end, Symbol) and end.is_integer and end.is_nonnegative]
    if len(letters) != 1 or any(
        not _ends_at(total, letters[0]) for total in totals if letters[0] in total.free_symbols
    ):
        return ""
    (n,) = letters
    first = first_of(n, where)
    beside = tuple(one for one in where if n not in one.free_symbols)
    start = written_out(f.xreplace({n: Integer(first)}), MOST_TERMS)
    with suppress(NotAlgebraic):
        if start.has(Sum, Product) or not _has_sign(_in_letters(start), beside, strict):
            return ""
        index = Dummy(n.name, integer=True, nonnegative=True, **({"positive": True} if first else {}))
        later, known = f.xreplace({n: index}), (*beside, Ge(index, first, evaluate=False))
        rise = sympy.expand_mul(_last_split_off(later.xreplace({index: index + 1}), index) - later)
        if are_defined([rise], known) and _has_sign(_in_letters(rise), known, False):
            return f"by induction on {n} from {first} on"
    return ""


def _with_factorials_as_sums(f: Expr) -> Expr:
    """The logarithm of n! is the sum of those of 1, ..., n."""
    k = Dummy("k", integer=True, positive=True)
    whole = {node: node.args[0].args[0] for node in f.atoms(log) if isinstance(node.args[0], factorial)}
    return f.xreplace({node: Sum(log(k), (k, 1, n)) for node, n in whole.items() if n.is_integer})


def by_ratio(larger: Expr, smaller: Expr, where: Sequence[Basic], *, strict: bool) -> str:
    """How q(n) = larger/smaller >= 1 is known by q(first) >= 1 and q(n + 1) >= q(n), rational; empty where it is not.

    >>> from sympy import binomial
    >>> n = Symbol("n", integer=True, positive=True)
    >>> by_ratio(4**n, binomial(2*n, n), (), strict=True)
    'by its growth from n = 1 on'
    """
    quotient = larger / smaller
    if not quotient.has(sympy.factorial, sympy.binomial, sympy.gamma):
        return ""
    for n in sorted(quotient.free_symbols, key=str):
        first = _least(n, where) if n.is_integer else None
        if first is None:
            continue
        index = Dummy(n.name, integer=True, positive=first.is_positive or None)
        at, beside = {n: index}, tuple(one for one in where if n not in one.free_symbols)
        tops = (one for one in map(_turned, where) if one.lhs == n and n not in one.rhs.free_symbols)
        above = [one.xreplace(at) for one in tops if isinstance(one, (Le, Lt))]
        known = (*beside, Ge(index, first, evaluate=False), *above)
        further = (*known, *(one.xreplace({index: index + 1}) for one in above))
        growth = sympy.combsimp(quotient.xreplace({n: index + 1}) / quotient.xreplace(at))
        growth = sympy.powsimp(growth, combine="base")
        sides = [side.xreplace(at) for side in (larger, smaller)]
        start = sympy.combsimp(quotient.xreplace({n: first})) - 1
        if (
            all(decided(Gt(side, 0, evaluate=False), known).answer == "proved" for side in sides)
            and (_has_sign(growth - 1, further, False) or _grows(growth, further))
            and _has_sign(start, beside, strict)
        ):
            return f"by its growth from {n} = {first} on"
    return ""


def _grows(growth: Expr, where: Sequence[Basic]) -> bool:
    """Whether the logarithm of a quotient of positive terms is not negative."""
    sums = {base for base in growth.atoms(Add) if decided(Lt(base, 0, evaluate=False), where).answer == "proved"}
    turned = growth.xreplace({base**power: (-1) ** power * (-base) ** power for base in sums for power in (1, -1)})
    logarithm = compared_by_logarithms(turned, Integer(1))
    if logarithm is None or not logarithm.has(log):
        return False
    inside = (Gt(node.args[0], 0, evaluate=False) for node in logarithm.atoms(log))
    return all(decided(one, where).answer == "proved" for one in inside) and _has_sign(logarithm, where, False)


def _turned(relation: Basic) -> Basic:
    """An inequality with its larger side on the right."""
    return relation.reversed if isinstance(relation, (Ge, Gt)) else relation


def _least(n: Symbol, where: Sequence[Basic]) -> Expr | None:
    """The least value of an integer: another one that is at most it, or a number; None where nothing is assumed."""
    below = (one.lhs for one in map(_turned, where) if isinstance(one, Le) and one.rhs == n)
    letters = [one for one in below if one.is_Symbol and one.is_integer]
    first = letters[0] if letters else first_of(n, where)
    return None if first is None else sympy.sympify(first)


def _ends_at(total: Sum | Product, n: Symbol) -> bool:
    """Whether a sum ends at n, and neither its terms nor its beginning depend on n."""
    if len(total.limits) != 1:
        return False
    _, low, high = total.limits[0]
    return bool(high == n and low.is_Integer and n not in total.function.free_symbols)


def first_of(n: Symbol, where: Sequence[Basic]) -> int | None:
    """The least integer that n can be, by its sign and by what is assumed of it alone; None where nothing is."""
    bounds = [one for one in where if isinstance(one, (Ge, Gt)) and one.lhs == n and one.rhs.is_Rational]
    least = [int(sympy.floor(one.rhs)) + 1 if isinstance(one, Gt) else int(sympy.ceiling(one.rhs)) for one in bounds]
    least += [int(bool(n.is_positive))] if n.is_nonnegative else []
    return max(least, default=None)


def _last_split_off(f: Expr, n: Symbol) -> Expr:
    """With the terms at n + 1 apart, of sums and products up to n + 1."""
    values: dict[Basic, Basic] = {}
    for total in f.atoms(Sum, Product):
        index, low, high = total.limits[0]
        if high == n + 1:
            last, before = total.function.xreplace({index: high}), total.func(total.function, (index, low, n))
            values[total] = before + last if isinstance(total, Sum) else before * last
    return f.xreplace(values)
