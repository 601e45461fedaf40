"""Derivatives carried out by SymPy, for looking for counterexamples: a second engine beside the derivative rule's own.

>>> from sympy import Symbol
>>> x, k, n = Symbol("x", positive=True), Symbol("k", integer=True), Symbol("n", integer=True, positive=True)
>>> differentiated(Derivative(Sum(x**k, (k, 0, n)), x))
Sum(k*x**k/x, (k, 0, n))
"""

from __future__ import annotations

from typing import Any

from sympy import Basic, Derivative, Eq, Expr, Integral, Ne, Sum, Symbol, nan, oo, zoo


def differentiated(expression: Basic) -> Any:
    """The expression with its derivatives carried out, as far as SymPy can."""
    return expression.xreplace({node: _slope(node) for node in expression.atoms(Derivative)})


def slopes(expression: Basic) -> tuple[tuple[Expr, Expr], ...]:
    """What is differentiated in an expression, with SymPy's derivative of it.

    SymPy writes the slope of x^k as k x^k/x, which has no value at 0, where the slope has one.
    """
    return tuple((node.expr, _slope(node)) for node in expression.atoms(Derivative))


def _slope(node: Derivative) -> Expr:
    """The derivative; as it stands where SymPy's says nothing of it.

    Finite sums are differentiated term by term, integrals by their ends where the letter is in no other place. That of
    the closed form of another sum or integral may arrive at no number (0 log 0, for u^r on [0, 1]), and is that of a
    constant where the closed form has a branch for a single place.
    """
    letters = set(node.variables)
    closed = any(not _passes_through(total, letters) for total in node.expr.atoms(Sum, Integral))
    found: Expr = node.doit(deep=closed, heurisch=False)
    lost = found.has(nan, oo, zoo) or found.atoms(Eq, Ne) - node.atoms(Eq, Ne)
    return node if lost else found


def _passes_through(total: Sum | Integral, letters: set[Symbol]) -> bool:
    """Whether a derivative by some letters is one of finitely many terms, or of the ends of an integral alone."""
    inside, ends = total.function.free_symbols, {part for limit in total.limits for part in limit[1:]}
    if isinstance(total, Integral):
        return len(total.limits) == 1 and not inside & letters
    return not any(end.is_finite is False or end.free_symbols & letters for end in ends)
