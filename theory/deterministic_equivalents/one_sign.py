"""Whether a quantity has one sign by structure, so that its equivalent has a small relative error.

>>> from lemmata.theory.quantities.regression import LAWS, R, S, Sigma
>>> from lemmata.theory.quantities.resolvents import A, B
>>> from lemmata.theory.random_matrices import E, tr
>>> from lemmata.theory.deterministic_equivalents.scope import Scope
>>> nonnegative(E(tr(A*R*B*R)), Scope(LAWS, [])), nonnegative(E(tr(A*R) - tr(B*R)), Scope(LAWS, []))
(True, False)
"""

from __future__ import annotations

from sympy import Expr, Integer

from lemmata.theory.deterministic_equivalents.scope import Scope
from lemmata.theory.models.stacks import turned
from lemmata.theory.random_matrices import (
    Expectation,
    MatrixExpression,
    Plus,
    PseudoInverse,
    Scaled,
    SquaredNorm,
    Times,
    Trace,
    semidefinite,
)


def nonnegative(quantity: Expr, scope: Scope) -> bool:
    """Whether it is a sum of squared norms and traces of products of two p.s.d. matrices, times what is nonnegative."""
    if not quantity.has(MatrixExpression):
        return (scope.sign(quantity) or 0) >= 0 and scope.sign(quantity) is not None
    if isinstance(quantity, Expectation):
        return nonnegative(quantity.args[0], scope)
    if quantity.is_Add or quantity.is_Mul:
        return all(nonnegative(part, scope) for part in quantity.args)
    if quantity.is_Pow and quantity.exp.is_Integer:
        return nonnegative(quantity.base, scope)  # of a square as well: what vanishes inside has no leading order
    if isinstance(quantity, SquaredNorm):
        return len(quantity.args) == 1 or scope.semidefinite(quantity.args[1])
    return isinstance(quantity, Trace) and _trace(quantity.args[0], scope)


def _trace(matrix: MatrixExpression, scope: Scope) -> bool:
    """Whether a cyclic word is a product of two p.s.d. ones."""
    if isinstance(matrix, Plus):
        return all(_trace(part, scope) for part in matrix.args)
    if isinstance(matrix, Scaled):
        return nonnegative(matrix.args[0], scope) and _trace(matrix.args[1], scope)
    if not isinstance(matrix, Times):
        return scope.semidefinite(matrix)
    word: list[MatrixExpression] = []
    for part in matrix.args:
        factor, body = (part.args[0], part.args[1]) if isinstance(part, Scaled) else (Integer(1), part)
        if not nonnegative(factor, scope):
            return False
        word += body.args if isinstance(body, Times) else [body]
    word = _projections(word)
    turns = (word[k:] + word[:k] for k in range(len(word)))
    return any(_semidefinite(t[:k], scope) and _semidefinite(t[k:], scope) for t in turns for k in range(len(t)))


def _projections(word: list[MatrixExpression]) -> list[MatrixExpression]:
    """With a p.s.d. letter for every pinv(X) X and X pinv(X)."""
    found: list[MatrixExpression] = []
    for factor in word:
        before = found[-1] if found else None
        pair = next((p for p, q in ((before, factor), (factor, before)) if _is_inverse_of(p, q)), None)
        if before is not None and pair is not None:
            found[-1] = semidefinite(f"projection {before}*{factor}", before.rows)
        else:
            found.append(factor)
    return found


def _is_inverse_of(one: MatrixExpression | None, other: MatrixExpression | None) -> bool:
    return isinstance(one, PseudoInverse) and one.args[0] == other


def _semidefinite(word: list[MatrixExpression], scope: Scope) -> bool:
    if not word:
        return True
    if len(word) == 1:
        return scope.semidefinite(word[0])
    inner = word[1:-1]
    same = word[0] == turned(word[-1])
    return same and _semidefinite(inner, scope)
