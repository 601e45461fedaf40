"""Integrals of functions with kinks and jumps, in pieces: |u|, max, min and cases change where a linear u vanishes.

The integral over [a, b] is that over [a, c] and over [c, b] (Rudin, Principles, theorem 6.12), and the value at c does
not matter. On each side the integrand is what it is there.

>>> from sympy.abc import x
>>> [str(piece) for piece in pieces(Integral(Abs(x), (x, -1, 2)), ()) or ()]
['Integral(-x, (x, -1, 0))', 'Integral(x, (x, 0, 2))']
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sympy
from sympy import Abs, Basic, Dummy, Expr, Ge, Gt, Heaviside, Integer, Integral, Le, Lt, Max, Min, Piecewise
from sympy.core.relational import Relational

from lemmata.verifier.obligations.relations import decided

_BROKEN = (Abs, Max, Min, Heaviside, Piecewise)


def pieces(node: Integral, where: Sequence[Basic]) -> tuple[Integral, Integral] | None:
    """The integral on both sides of a place where it changes; None where none is known to lie between the ends."""
    letter, low, high = node.limits[0]
    x = Dummy(letter.name, real=True)
    term = node.function.xreplace({letter: x})
    for one in sorted((one for one in term.atoms(*_BROKEN) if one.has(x)), key=str):
        for u in _turning(one):
            slope = sympy.expand(u).coeff(x)
            if slope == 0 or slope.has(x) or (at := -sympy.expand(u - slope * x) / slope).has(x):
                continue
            if not all(_holds(relation, where) for relation in (Ge(at, low), Le(at, high))):
                continue
            below, above = (_read(term, one, (*where, side)) for side in (Lt(x, at), Gt(x, at)))
            if below is not None and above is not None:
                left, right = below.xreplace({x: letter}), above.xreplace({x: letter})
                return Integral(left, (letter, low, at)), Integral(right, (letter, at, high))
    return None


def _turning(one: Expr) -> Iterator[Expr]:
    """What changes its sign where the function changes."""
    if isinstance(one, (Abs, Heaviside)):
        yield one.args[0]
    elif isinstance(one, Piecewise):
        for condition in (condition for _, condition in one.args if isinstance(condition, Relational)):
            yield condition.lhs - condition.rhs
    else:
        first, *others = one.args
        yield from (first - other for other in others)


def _read(term: Expr, one: Expr, where: tuple[Basic, ...]) -> Expr | None:
    """The integrand on one side; None where it is not known what it is."""
    found: Expr | None = None
    if isinstance(one, (Abs, Heaviside)):
        (u, minus, step) = (one.args[0], -one.args[0], isinstance(one, Heaviside))
        if _holds(Ge(u, 0), where):
            found = Integer(1) if step else u
        elif _holds(Le(u, 0), where):
            found = Integer(0) if step else minus
    elif isinstance(one, Piecewise):
        for value, condition in one.args:
            if condition == True or _holds(condition, where):  # noqa: E712
                found = value
                break
            if not (isinstance(condition, Relational) and _holds(condition.negated, where)):
                return None
    else:
        beats = Ge if isinstance(one, Max) else Le
        winners = (part for part in one.args if all(_holds(beats(part, other), where) for other in one.args))
        found = next(winners, None)
    return None if found is None else term.xreplace({one: found})


def _holds(relation: Basic, where: Sequence[Basic]) -> bool:
    return relation == True or decided(relation, tuple(where)).answer == "proved"  # noqa: E712
