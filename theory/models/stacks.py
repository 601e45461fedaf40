"""The pseudo-inverse of a sum of Gram matrices, by which a fit without ridge has least norm, whatever the sizes are.

A sum N = c_1 X_1'X_1 + ... + c_k X_k'X_k, c_j > 0, is Z'CZ for the stack Z = [X_1; ...; X_k]. Where a ridge is added to
it, or where the stack has as many independent Gaussian rows as columns, N has an inverse, and pinv(N) is that. Where it
has at most as many, Z has full rank almost surely, and with P = pinv(Z) = Z'(ZZ')^-1

    pinv(N) = P C^-1 P',      pinv(N) Z' C = P:

the limit of (N + r)^-1 Z' C as r goes to zero, and the solution of least norm whatever the weights are.

>>> from lemmata.theory.models.language import *
>>> X, Y = design("X", T, d), design("Y", n, d)
>>> stack_of((gram(X) + 2*gram(Y))/T + 0*identity(d))
((X, 1/T), (Y, 2/T))
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Add, Expr, S

from lemmata.theory.models.shared_parts import nodes, replaced
from lemmata.theory.random_matrices import (
    Identity,
    Inverse,
    Letter,
    MatrixExpression,
    Plus,
    PseudoInverse,
    Scaled,
    Times,
    Transpose,
    Zero,
)

Stack = tuple[tuple[Letter, Expr], ...]
"""Different designs, each with the coefficient of its Gram matrix."""


def summands(matrix: MatrixExpression, factor: Expr = S.One) -> list[tuple[Expr, MatrixExpression]]:
    """The terms of a sum with their coefficients, those that are zero left out."""
    if isinstance(matrix, Scaled):
        return summands(matrix.args[1], factor * matrix.args[0])
    if isinstance(matrix, Plus):
        return [term for part in matrix.args for term in summands(part, factor)]
    return [] if factor == 0 or isinstance(matrix, Zero) else [(factor, matrix)]


def stack_of(matrix: MatrixExpression) -> Stack | None:
    """The designs of which it is the sum of Gram matrices; None for anything else."""
    found: dict[Letter, Expr] = {}
    for factor, term in summands(matrix):
        letter = term.args[-1] if isinstance(term, Times) and len(term.args) == 2 else None
        if not isinstance(letter, Letter) or term.args[0] != Transpose(letter) or letter in found:
            return None
        found[letter] = factor
    return tuple(found.items()) or None


def rows_of(stack: Stack) -> Expr:
    """How many rows all of them have."""
    return Add(*(letter.rows for letter, _ in stack))


def with_inverses(expression: Any, positive: Callable[[Expr], bool], is_tall: Callable[[Stack], bool]) -> Any:
    """An expression with an inverse for every pseudo-inverse of a sum that is known to have one.

    Args:
        expression: of matrices.
        positive: whether a coefficient is known to be positive.
        is_tall: whether the rows of a stack are known to span all columns almost surely.
    """

    def has_inverse(body: MatrixExpression) -> bool:
        if not all(positive(factor) and is_semidefinite(term) for factor, term in summands(body)):
            return False
        stack = stack_of(body)
        return is_tall(stack) if stack else any(_is_definite(term) for _, term in summands(body))

    met = [node for node in nodes(expression) if isinstance(node, PseudoInverse) and has_inverse(node.args[0])]
    return replaced(expression, {node: Inverse(node.args[0]) for node in met})


def _is_definite(term: MatrixExpression) -> bool:
    return isinstance(term, Identity) or (isinstance(term, Letter) and term.kind == "positive")


def is_semidefinite(
    expr: Any, nonnegative: Callable[[Expr], bool] = lambda factor: bool(factor.is_nonnegative)
) -> bool:
    """Whether a matrix is certainly symmetric and has no negative eigenvalue, seen from how it is written."""
    if isinstance(expr, Letter):
        return bool(expr.kind in ("semidefinite", "positive"))
    if isinstance(expr, (Inverse, Transpose)):
        return is_semidefinite(expr.args[0], nonnegative)
    if isinstance(expr, Scaled):
        return nonnegative(expr.args[0]) and is_semidefinite(expr.args[1], nonnegative)
    if isinstance(expr, Plus):
        return all(is_semidefinite(term, nonnegative) for term in expr.args)
    if isinstance(expr, Times):
        word = factors(expr)
        half = len(word) // 2
        paired = all(turned(word[k]) == turned(turned(word[-1 - k])) for k in range(half))
        return paired and (len(word) % 2 == 0 or is_semidefinite(word[half], nonnegative))
    return isinstance(expr, (Identity, Zero))


def factors(matrix: MatrixExpression) -> list[MatrixExpression]:
    """Those of a product, transposes of products opened.

    >>> from lemmata.theory.quantities.regression import X, X0
    >>> factors((X*X0[0].T).T*X)
    [X0[0], X', X]
    """
    if isinstance(matrix, Times):
        return [factor for part in matrix.args for factor in factors(part)]
    if isinstance(matrix, Transpose) and isinstance(matrix.args[0], Times):
        return [turned(factor) for factor in reversed(factors(matrix.args[0]))]
    return [matrix]


def turned(matrix: MatrixExpression) -> MatrixExpression:
    """The transpose, with symmetric letters and inverses left as they are."""
    if isinstance(matrix, Letter) and matrix.is_symmetric_letter:
        return matrix
    if isinstance(matrix, (Identity, Inverse)):
        return matrix if isinstance(matrix, Identity) else Inverse(turned(matrix.args[0]))
    if isinstance(matrix, Times):
        return Times(*(turned(part) for part in reversed(matrix.args)))
    if isinstance(matrix, Plus):
        return Plus(*(turned(part) for part in matrix.args))
    if isinstance(matrix, Scaled):
        return Scaled(matrix.args[0], turned(matrix.args[1]))
    return matrix.T
