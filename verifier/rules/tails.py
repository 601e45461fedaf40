"""Integrals from a letter to an end that does not move: tails, which vanish as the letter goes there.

>>> from sympy import Symbol, exp, oo
>>> x, u = Symbol("x", positive=True), Symbol("u", positive=True)
>>> tail = Integral(exp(-(u**2)), (u, x, oo))
>>> without_tails(exp(-x) - 2 * tail, x, oo)
exp(-x)
>>> without_tails(exp(-x) - x * tail, x, oo) is None
True
"""

from __future__ import annotations

from collections.abc import Callable

from sympy import Add, Basic, Dummy, Expr, Gt, Integral, Symbol


def without_tails(f: Expr, x: Symbol, end: Expr) -> Expr | None:
    """What f tends to as x goes to the end if the rest does; None where an integral is no tail, or a factor moves.

    A tail from x to the end, of what is free of x, vanishes there if it has a value. Beside a factor that moves it
    need not: x int_x^oo du/u^2 = 1.
    """
    rest = Add(*(term for term in Add.make_args(f) if not _is_tail(term.as_independent(x, as_Add=False)[1], x, end)))
    return None if rest.has(Integral) else rest


def _is_tail(node: Expr, x: Symbol, end: Expr) -> bool:
    return isinstance(node, Integral) and [*map(tuple, node.limits)] == [(node.limits[0][0], x, end)] and not (
        node.function.has(x)
    )  # fmt: skip


def beside_its_integral(f: Expr, known: Callable[[Basic], bool]) -> Expr:
    """f over the modulus of the factor of its only integral, where the sign of that is known: f has the same sign."""
    integrals = f.atoms(Integral)
    if len(integrals) != 1:
        return f
    (node,) = integrals
    tail = Dummy("tail", real=True)
    opened = f.xreplace({node: tail}).expand()
    factor, rest = opened.coeff(tail), opened.coeff(tail, 0)
    if not factor.free_symbols or (factor * tail + rest - opened).expand() != 0:
        return f
    sign = next((side for side in (1, -1) if known(Gt(side * factor, 0, evaluate=False))), 0)
    return sign * node + (rest / (sign * factor)).expand() if sign else f
