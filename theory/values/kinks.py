"""Integrals of functions with kinks and jumps, in pieces: |u|, max, min and cases change where a linear u vanishes.

The integral from a to b is that from a to c and from c to b (Rudin, Principles, theorem 6.12), whichever end is larger,
and the value at c does not matter. On each side u has one sign, and the integrand is what it is there.

>>> from sympy.abc import x
>>> [str(piece) for piece in pieces(Integral(Abs(x), (x, -1, 2)))]
['Integral(-x, (x, -1, 0))', 'Integral(x, (x, 0, 2))']
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import sympy
from sympy import Abs, Basic, Dummy, Expr, Ge, Gt, Heaviside, Integer, Integral, Le, Lt, Max, Min, Piecewise
from sympy.core.relational import Relational

_BROKEN = (Abs, Max, Min, Heaviside, Piecewise)


def as_it_stands(relation: Basic) -> bool:
    """Whether a relation is true for SymPy."""
    return relation is sympy.true


def pieces(node: Integral, holds: Callable[[Basic], bool] = as_it_stands) -> tuple[Integral, ...]:
    """The integral on both sides of a place where it changes, or on the one side on which all of its range lies.

    Empty where of no such place it is known where it lies.
    """
    letter, low, high = node.limits[0]
    x = Dummy(letter.name, real=True)
    term = node.function.xreplace({letter: x})
    for one in sorted((one for one in term.atoms(*_BROKEN) if one.has(x)), key=str):
        for u, below, above in _turning(one):
            slope = sympy.expand(u).coeff(x)
            if slope == 0 or slope.has(x) or (at := -sympy.expand(u - slope * x) / slope).has(x):
                continue
            rising = holds(Gt(slope, 0))
            first, last = ({side for side, on in ((0, Le), (1, Ge)) if holds(on(end, at))} for end in (low, high))
            if not ((rising or holds(Lt(slope, 0))) and first and last):
                continue
            values = (below, above) if rising else (above, below)
            sides = [term.xreplace({one: value}).xreplace({x: letter}) for value in values]
            if sympy.nan in sides:
                continue
            if both := first & last:
                return (Integral(sides[min(both)], (letter, low, high)),)
            halves = ((first, low, at), (last, at, high))
            return tuple(Integral(sides[min(there)], (letter, *ends)) for there, *ends in halves)
    return ()


def _turning(one: Expr) -> Iterator[tuple[Expr, Expr, Expr]]:
    """What changes its sign where the function changes, with the function where that is negative, and positive."""
    if isinstance(one, Abs):
        yield one.args[0], -one.args[0], one.args[0]
    elif isinstance(one, Heaviside):
        yield one.args[0], Integer(0), Integer(1)
    elif isinstance(one, Piecewise):
        conditions = {relation for _, condition in one.args for relation in condition.atoms(Relational)}
        for condition in sorted(conditions, key=str):
            below, above = (one.xreplace({condition: condition.func(sign, 0)}) for sign in (-1, 1))
            yield condition.lhs - condition.rhs, below, above
    else:
        for number, other in enumerate(one.args[1:], 1):
            first, rest = one.args[0], one.func(*one.args[1:])
            without = one.func(first, *(part for place, part in enumerate(one.args[1:], 1) if place != number))
            yield (first - other, rest, without) if isinstance(one, Max) else (first - other, without, rest)
