"""The derivative of a matrix with respect to a number in it: sums, products, and d inv(M) = -inv(M) dM inv(M).

>>> from sympy import Derivative, Symbol, diff
>>> from lemmata.theory.notation import d
>>> from lemmata.theory.random_matrices import covariance, inv, semidefinite
>>> S, B, t = covariance("S", d), semidefinite("B", d), Symbol("t")
>>> slope_of_matrix(inv(S + t*B), t, diff)
-inv(S + t*B)*B*inv(S + t*B)
"""

from __future__ import annotations

from collections.abc import Callable

import sympy
from sympy import Expr, Symbol

from lemmata.theory.random_matrices.expressions import (
    Inverse,
    MatrixExpression,
    Plus,
    Scaled,
    Times,
    Transpose,
    Zero,
)


class NoSlope(ArithmeticError):
    """The matrix has no derivative that is known here."""


def slope_of_matrix(expr: MatrixExpression, symbol: Symbol, slope: Callable[[Expr, Symbol], Expr]) -> MatrixExpression:
    """d expr / d symbol, scalars being differentiated by ``slope``.

    Raises:
        NoSlope: for means and pseudo-inverses that contain the symbol, and where a size does.
    """
    if any(symbol in size.free_symbols for size in expr.shape):
        raise NoSlope(f"{symbol} is in the size of {expr}")
    if symbol not in expr.free_symbols:
        return Zero(*expr.shape)
    if isinstance(expr, Transpose):
        flipped: MatrixExpression = slope_of_matrix(expr.args[0], symbol, slope).T
        return flipped
    if isinstance(expr, Inverse):
        return Scaled(sympy.Integer(-1), expr * slope_of_matrix(expr.args[0], symbol, slope) * expr)
    if isinstance(expr, Scaled):
        scalar, body = expr.args
        parts = [slope(scalar, symbol) * body] if symbol in scalar.free_symbols else []
        if symbol in body.free_symbols:
            parts.append(scalar * slope_of_matrix(body, symbol, slope))
        return _sum(parts)
    if isinstance(expr, Plus):
        return _sum([slope_of_matrix(part, symbol, slope) for part in expr.args if symbol in part.free_symbols])
    if isinstance(expr, Times):
        return _sum([
            sympy.prod([*expr.args[:k], slope_of_matrix(part, symbol, slope), *expr.args[k + 1 :]])
            for k, part in enumerate(expr.args)
            if symbol in part.free_symbols
        ])  # fmt: skip
    raise NoSlope(f"no derivative of {expr} with respect to {symbol}")


def _sum(parts: list[MatrixExpression]) -> MatrixExpression:
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total
