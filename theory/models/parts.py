"""The part of a quantity that some letters make: what it is when others are zero.

A squared error is quadratic in independent centred letters (label noises, shifts), so that its mean is the sum of what
each of them makes alone; that of one letter is the quantity without the others.

>>> from lemmata.theory.models.language import *
>>> X, eps, w = design("X", T, d), noise_vector("eps", T), vector("w", d)
>>> without(E(norm2(pinv(X)*(X*w + eps) - w)), eps)
E(norm2(pinv(X)*X*w - w))
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Basic, Expr, Integer

from lemmata.theory.models.shared_parts import replaced
from lemmata.theory.models.statement import ModelQuantity
from lemmata.theory.random_matrices import (
    ExpectedMatrix,
    Letter,
    MatrixExpression,
    Plus,
    Scaled,
    Times,
    Transpose,
    Zero,
)
from lemmata.theory.random_matrices.scalars import Expectation, SquaredNorm
from lemmata.theory.random_matrices.trace import Trace


def without(body: Any, *letters: Letter) -> Any:
    """A quantity with some letters put to zero; of a function of the structure, such a function."""
    if isinstance(body, ModelQuantity):
        body = body.body
    if callable(body) and not isinstance(body, Basic):
        return lambda *structure: without(body(*structure), *letters)
    return _without(body, frozenset(letters), {})


def simplified(expression: Expr, zeros: Mapping[Any, Any]) -> Expr:
    """An expression with some symbols replaced by 0 or 1, and without the terms and factors that vanish with them."""
    found: Expr = _without(replaced(expression, {s: Integer(v) for s, v in zeros.items()}), frozenset(), {})
    return found


def _without(expr: Any, letters: frozenset[Letter], known: dict[Any, Any]) -> Any:
    if expr not in known:
        known[expr] = _fresh(expr, letters, known)
    return known[expr]


def _fresh(expr: Any, letters: frozenset[Letter], known: dict[Any, Any]) -> Any:
    if isinstance(expr, Letter):
        named = expr in letters or any(x.name == expr.name and not x.index for x in letters)
        return Zero(expr.rows, expr.cols) if named else expr
    if not expr.args:
        return expr
    parts = [_without(part, letters, known) for part in expr.args]
    vanishing = isinstance(expr, Scaled) and parts[0] in (0, 1)
    if not vanishing and all(new is old or new == old for new, old in zip(parts, expr.args, strict=True)):
        return expr
    if isinstance(expr, MatrixExpression):
        return _matrix(expr, parts)
    if isinstance(expr, (Trace, SquaredNorm)) and any(isinstance(part, Zero) for part in parts):
        return Integer(0)
    if isinstance(expr, (Trace, Expectation)) and isinstance(parts[0], Expr) and parts[0].is_number:
        return parts[0]
    return expr.func(*parts)


def _matrix(expr: MatrixExpression, parts: list[Any]) -> Any:
    zero = Zero(expr.rows, expr.cols)
    if isinstance(expr, Plus):
        left = [part for part in parts if not isinstance(part, Zero)]
        return zero if not left else left[0] if len(left) == 1 else Plus(*left)
    if isinstance(expr, (Times, Scaled)) and any(isinstance(part, Zero) or part == 0 for part in parts):
        return zero
    if isinstance(expr, (Transpose, ExpectedMatrix)) and isinstance(parts[0], Zero):
        return zero
    if isinstance(expr, Scaled) and parts[0] == 1:
        return parts[1]
    return expr.func(*parts)
