"""Sums over several indices as sums of products of sums over one, where their terms come apart.

A range that begins or ends at another index is shifted first: k = j + m for k >= j, and sums over i <= j without end
are taken over j >= i. That changes the order of the terms, so that it holds where none is negative (Tonelli), or where
every part converges absolutely (Fubini), which it does where all its single sums do.

>>> from sympy import Symbol, Sum, oo
>>> i, j, p = Symbol("i", integer=True), Symbol("j", integer=True), Symbol("p", positive=True)
>>> [(str(c), len(singles)) for c, singles in separated(Sum(p**i, (i, j, oo), (j, 1, oo))) or ()]
[('1', 2)]
>>> separated(Sum(1/(i + j), (i, 1, oo), (j, 1, oo)))
"""

from __future__ import annotations

import sympy
from sympy import Add, Dummy, Expr, Integer, Mul, Sum, Symbol, oo

Product = tuple[Expr, tuple[Sum, ...]]
_Range = tuple[Symbol, Expr, Expr]


def separated(total: Sum) -> tuple[Product, ...] | None:
    """Factors that are free of all indices, each with sums over one index; None where terms do not come apart."""
    if len(total.limits) < 2 or any(len(limit) != 3 for limit in total.limits):
        return None
    term, ranges = _shifted(total.function, [(limit[0], limit[1], limit[2]) for limit in total.limits])
    indices = {index for index, *_ in ranges}
    if len(indices) < len(ranges) or any(end.free_symbols & indices for _, *ends in ranges for end in ends):
        return None
    signed = {index: _letter(index, low) for index, low, _ in ranges}
    opened = sympy.expand(sympy.expand_power_base(sympy.expand_power_exp(term.xreplace(signed)), force=False))
    products = []
    for part in Add.make_args(sympy.expand_power_base(sympy.expand_power_exp(opened))):
        factors = Mul.make_args(part)
        letters = set(signed.values())
        if any(len(factor.free_symbols & letters) > 1 for factor in factors):
            return None
        singles = tuple(
            Sum(Mul(*(f for f in factors if signed[index] in f.free_symbols)), (signed[index], low, high))
            for index, low, high in ranges
        )
        products.append((Mul(*(factor for factor in factors if not factor.free_symbols & letters)), singles))
    return tuple(products)


def _letter(index: Symbol, low: Expr) -> Symbol:
    return Dummy(index.name, integer=True, positive=low.is_positive or None, nonnegative=low.is_nonnegative or None)


def _shifted(term: Expr, ranges: list[_Range]) -> tuple[Expr, list[_Range]]:
    """Terms and ranges whose ends depend on no index of the same sum, where a shift does it; innermost first."""
    for place, (index, low, high) in enumerate(ranges):
        outer = [one for one in ranges[place + 1 :] if one[0] in low.free_symbols | high.free_symbols]
        if len(outer) != 1:
            continue
        j, first, last = outer[0]
        if high is oo and not (low - j).has(j):
            term = term.xreplace({index: index + low})
            ranges = [*ranges[:place], (index, Integer(0), oo), *ranges[place + 1 :]]
        elif last is oo and j not in low.free_symbols and not (high - j).has(j) and first + high - j - low in (0, -1):
            term = term.xreplace({j: index - (high - j) + j})
            moved = ((j, Integer(0), oo) if one[0] == j else one for one in ranges)
            ranges = [(index, low, oo) if one[0] == index else one for one in moved]
    return term, ranges
