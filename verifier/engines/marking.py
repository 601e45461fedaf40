"""Marks in an expression: a letter in the place of a term, and the coefficient that it has there.

A derivative of a mark is zero, and the condition of a piecewise function is locally constant in it: neither shows in a
slope. So a term inside a derivative is not marked, and what a condition depends on has no coefficient.

>>> from sympy import Dummy, Piecewise, Symbol
>>> x, mark = Symbol("x", real=True), Dummy("mark", real=True)
>>> coefficient(x*mark + x**2, mark), coefficient(Piecewise((1, mark > 0), (0, True)), mark)
(x, None)
>>> marked(x**2 + Derivative(x**2, x), {x**2: mark}) is None
True
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sympy import Basic, Derivative, Expr, Integral, Mul, Sum, preorder_traversal
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanFunction

from lemmata.verifier.engines.binders import Bound, bounds_of, places_of, renamed


def marked(expression: Any, marks: Mapping[Any, Any]) -> Any:
    """The expression with marks in place of terms; None where a derivative has one inside, which would vanish."""
    walk = preorder_traversal(expression)
    for node in walk:
        if node in marks:
            walk.skip()
        elif isinstance(node, Derivative) and any(node.has(term) for term in marks):
            return None
    return expression.xreplace(dict(marks))


def coefficient(expression: Expr, mark: Any) -> Expr | None:
    """The c of an expression c mark + rest, if it is one: c and rest are free of the mark."""
    if any(node.has(mark) for node in expression.atoms(Relational, BooleanFunction, Derivative)):
        return None
    slope = expression.diff(mark)
    return None if slope.has(mark) else slope


def coefficient_outside(expression: Expr, mark: Any) -> Expr | None:
    """The same for a mark that stands under no binder, so that it is one number."""
    return None if any(places_of(expression, mark)) else coefficient(expression, mark)


def coefficients(
    expression: Basic, mark: Any, factor: Expr, above: tuple[Bound, ...] = ()
) -> Iterator[tuple[Expr, tuple[Bound, ...]]]:
    """What stands before the mark at each place, in the letters that are bound there.

    >>> from sympy import Dummy, Symbol
    >>> i, mark = Symbol("i", integer=True), Dummy("mark", real=True)
    >>> [found for found, _ in coefficients(3*Sum((i - 2)*mark, (i, 1, 5)), mark, Mul())]
    [3*_i - 6]
    """
    if expression == mark:
        yield factor, above
    elif isinstance(expression, Mul):
        rest = Mul(*(part for part in expression.args if not part.has(mark)))
        for part in expression.args:
            if part.has(mark):
                yield from coefficients(part, mark, factor * renamed(rest, above), above)
    elif isinstance(expression, (Sum, Integral)):
        yield from coefficients(expression.function, mark, factor, (*above, *bounds_of(expression, above)))
    else:
        for part in expression.args:
            if part.has(mark):
                yield from coefficients(part, mark, factor, above)
