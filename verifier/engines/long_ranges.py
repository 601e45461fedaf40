"""Where a claim about sums of n terms first turns, far out: running totals in one sweep of doubles.

A sum or product up to n is the one up to n - 1 and one term more, so that a difference of two sides is computed at
every n up to :data:`LAST` for the price of one long sum. Doubles decide nothing: what is found are places worth trying,
which are evaluated exactly or in balls before anything is said. A product of exact factors turns where a factor does.

>>> from sympy import Integer
>>> n, k = Symbol("n", integer=True, positive=True), Symbol("k", integer=True, positive=True)
>>> turns(Sum(1 / k, (k, 1, n)) - 9, n, {})
[4549, 4550, 20000]
>>> turns(Product(1 - 3 * k / Integer(1000), (k, 1, n)), n, {})[:2]
[333, 334]
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import sympy
from sympy import Abs, Dummy, Expr, Function, Max, Min, Product, Rational, Sum, Symbol, cos, exp, log, sin

from lemmata.verifier.engines.binders import put_in
from lemmata.verifier.engines.turning_points import worth_trying

LAST = 20_000
_KNOWN = (exp, log, sin, cos, Abs, Max, Min)
_MOST_ROOTS = 8


def turns(difference: Expr, n: Symbol, others: Mapping[Symbol, Fraction]) -> list[int]:
    """The n at which a difference changes its sign for the first time, and the last one; where a factor does, too.

    Args:
        difference: of two sides, in sums and products that end at n plus a whole number.
        n: the letter that moves.
        others: the values of all others.

    Returns:
        Nothing where the difference is of another kind.
    """
    exact = {symbol: Rational(value.numerator, value.denominator) for symbol, value in others.items() if symbol != n}
    difference = put_in(difference, exact)
    totals = {total: Dummy() for total in difference.atoms(Sum, Product)}
    outer = difference.xreplace(totals)
    if (
        not totals
        or difference.has(sympy.zoo, sympy.nan)
        or not _plain(outer)
        or not all(_runs(total, n) for total in totals)
    ):
        return []
    found: list[int] = []
    with np.errstate(all="ignore"):
        places = np.arange(max(int(total.limits[0][1] - _shift(total, n)) for total in totals), LAST + 1)
        values = [_running(total, n, places) for total in totals]
        signs = np.sign(_at(outer, [n, *totals.values()], [places.astype(float), *values]))
        changed: Any = np.flatnonzero(signs != signs[:1])
        if len(changed):
            found += [int(places[changed[0]]) - 1, int(places[changed[0]])]
    for total in totals:
        index, low, _ = total.limits[0]
        roots = worth_trying([total.function], index, {}, integer=True) if isinstance(total, Product) else []
        found += [int(root) - int(_shift(total, n)) for root in roots if low <= root <= LAST][:_MOST_ROOTS]
    return list(dict.fromkeys([*found, LAST]))


def _shift(total: Sum | Product, n: Symbol) -> Expr:
    shift: Expr = total.limits[0][2] - n
    return shift


def _runs(total: Sum | Product, n: Symbol) -> bool:
    """Whether it is over one index from a number to n plus a number, its terms plain functions of the index."""
    if len(total.limits) != 1 or not (total.limits[0][1].is_Integer and _shift(total, n).is_Integer):
        return False
    term = total.function
    return term.free_symbols <= {total.limits[0][0]} and _plain(term) and not term.has(Sum, Product)


def _plain(expression: Expr) -> bool:
    return all(isinstance(node, _KNOWN) for node in expression.atoms(Function)) and not any(
        hasattr(node, "value_at") or hasattr(node, "_enclose_") for node in sympy.preorder_traversal(expression)
    )


def _running(total: Sum | Product, n: Symbol, places: Any) -> Any:
    """The totals at all places."""
    index, low, _ = total.limits[0]
    along = np.arange(int(low), LAST + 1 + max(0, int(_shift(total, n)))).astype(float)
    terms = np.broadcast_to(_at(total.function, [index], [along]), along.shape)
    if np.iscomplexobj(terms):  # a root of a negative number has no value
        terms = np.where(terms.imag == 0, terms.real, np.nan)
    empty, gathered = (0.0, np.cumsum) if isinstance(total, Sum) else (1.0, np.cumprod)
    before = np.concatenate([[empty], gathered(terms.astype(np.longdouble))])
    return before[places + int(_shift(total, n)) - int(low) + 1]


def _at(expression: Expr, letters: list[Symbol], values: list[Any]) -> Any:
    """A plain expression on arrays."""
    marks = [Dummy(real=True) for _ in letters]
    put = expression.xreplace(dict(zip(letters, marks, strict=True)))
    return np.asarray(sympy.lambdify(marks, put, "numpy")(*values))
