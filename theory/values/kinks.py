"""Integrands with kinks and jumps, in pieces between them.

>>> from sympy import Abs, oo
>>> from sympy.abc import x
>>> between_kinks(Abs(x - 1), x, Integer(0), oo)
((1 - x, 0, 1), (x - 1, 1, oo))
"""

from __future__ import annotations

from sympy import Abs, Expr, Heaviside, Integer, Max, Min, Symbol, expand, oo

Piece = tuple[Expr, Expr, Expr]


def between_kinks(function: Expr, x: Symbol, low: Expr, high: Expr) -> tuple[Piece, ...]:
    """The integrand and its ends on each side of a kink at a rational place; as it stands where there is none."""
    for node in sorted(function.atoms(Abs, Max, Min, Heaviside), key=str):
        u = expand(node.args[0] - (node.args[1] if isinstance(node, (Max, Min)) else 0))
        slope = u.coeff(x)
        place = -(u - slope * x) / slope if slope.is_Rational and slope != 0 else oo
        if not (place.is_Rational and len(node.args) <= 2 and (low < place) == (place < high) == True):  # noqa: E712
            continue
        values = _values(node, u)
        left, right = values if slope < 0 else values[::-1]
        ends = ((left, low, place), (right, place, high))
        return tuple(piece for value, *at in ends for piece in between_kinks(function.xreplace({node: value}), x, *at))
    return ((function, low, high),)


def _values(node: Expr, u: Expr) -> tuple[Expr, Expr]:
    """Where u is positive, and where it is negative."""
    if isinstance(node, Heaviside):
        return Integer(1), Integer(0)
    if isinstance(node, Abs):
        return u, -u
    one, other = node.args
    return (one, other) if isinstance(node, Max) else (other, one)
