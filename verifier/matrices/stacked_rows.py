"""Designs of one law as the rows of a single one, where a sum of their Gram matrices has a pseudo-inverse.

Let X_1, ..., X_k be independent with rows N(0, Sigma), Z = [X_1; ...; X_k] and J_j the selection of the rows of X_j:
Z has rows N(0, Sigma), and X_j = J_j'Z. With at most as many rows as columns (:mod:`lemmata.theory.models.stacks`)

    pinv(sum c_j X_j'X_j) = pinv(Z) (sum J_j J_j'/c_j) pinv(Z)',

so that its means are those of one design beside fixed matrices.

>>> from lemmata.theory.models.language import *
>>> m, Sigma = size("m"), covariance("Sigma", d)
>>> X, Y = design("X", T, d), design("Y", m, d)
>>> laws = (GaussianRows(X, Sigma), GaussianRows(Y, Sigma))
>>> as_one_design(E(tr(X*pinv(gram(X) + gram(Y))*X.T)), laws, [d >= T + m])[0]
E(tr(J1(T, m)'*[X; Y]*(pinv([X; Y])*pinv([X; Y])')*(J1(T, m)'*[X; Y])'))
>>> as_one_design(E(tr(pinv(gram(X) + gram(Y)))), laws, [T + m >= d])[0]
E(tr(inv(X'*X + Y'*Y)))
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sympy import Basic, Expr, Gt, Integer

from lemmata.theory.models.shared_parts import nodes, replaced
from lemmata.theory.models.stacks import Stack, rows_of, stack_of, with_inverses
from lemmata.theory.random_matrices import (
    GaussianRows,
    Identity,
    Letter,
    MatrixExpression,
    Plus,
    PseudoInverse,
    Scaled,
    Selection,
    Times,
    Transpose,
    law_of,
)
from lemmata.verifier.engines.linear_facts import implies_at_least
from lemmata.verifier.engines.positivity import implied


def as_one_design(expression: Expr, laws: Sequence[Any], where: Iterable[Basic]) -> tuple[Expr, tuple[Any, ...]]:
    """An expression of the same mean, and its laws: pseudo-inverses of sums of Gram matrices opened as they can be."""
    where = tuple(where)

    def positive(value: Expr) -> bool:
        return value.is_positive is True or implied(Gt(value, 0), where).answer == "proved"

    def is_tall(stack: Stack) -> bool:
        return _covariance(stack, laws) is not None and implies_at_least(rows_of(stack), stack[0][0].cols, where)

    expression = with_inverses(expression, positive, is_tall)
    sums = [node for node in nodes(expression) if isinstance(node, PseudoInverse)]
    stacks = {node: stack for node in sums if (stack := stack_of(node.args[0]))}
    found, laws = expression, tuple(laws)
    for letters in dict.fromkeys(tuple(sorted(dict(stack), key=str)) for stack in stacks.values()):
        own = {node: dict(stack) for node, stack in stacks.items() if set(dict(stack)) == set(letters)}
        apart = all(node in own or not set(letters) & set(dict(stack)) for node, stack in stacks.items())
        covariance = _covariance(tuple((x, Integer(1)) for x in letters), laws)
        weights = [weight for stack in own.values() for weight in stack.values()]
        if not (apart and covariance is not None and all(map(positive, weights))):
            continue
        size, rows = letters[0].cols, [letter.rows for letter in letters]
        if implies_at_least(size, sum(rows, Integer(0)), where):
            whole = Letter(f"[{'; '.join(map(str, letters))}]", sum(rows, Integer(0)), size) if rows[1:] else letters[0]
            places = [Selection(Integer(k), *rows) for k in range(len(rows))] if rows[1:] else []
            changed = {node: _least_norm(whole, [weights[x] for x in letters], places) for node, weights in own.items()}
            found = replaced(found, changed)
            found = replaced(found, {x: Times(J.T, whole) for x, J in zip(letters, places, strict=False)})
            laws = (*laws, GaussianRows(whole, covariance)) if places else laws
    return found, laws


def _covariance(stack: Stack, laws: Iterable[Any]) -> MatrixExpression | None:
    """The one covariance, positive definite, of the rows of designs."""
    found = {law_of(letter, laws) for letter, _ in stack}
    common = {law.covariance for law in found if isinstance(law, GaussianRows)}
    one = next(iter(common)) if len(common) == 1 and len(found) == len(stack) else None
    bare = one.args[1] if isinstance(one, Scaled) and one.args[0].is_positive else one
    definite = isinstance(bare, Identity) or (isinstance(bare, Letter) and bare.kind == "positive")
    return one if definite else None


def _least_norm(whole: Letter, weights: list[Expr], places: list[Selection]) -> MatrixExpression:
    """pinv(Z) C^-1 pinv(Z)'."""
    root = PseudoInverse(whole)
    if len(set(weights)) == 1:
        return Scaled(1 / weights[0], Times(root, Transpose(root)))
    inverse = Plus(*(Scaled(1 / weight, Times(J, J.T)) for weight, J in zip(weights, places, strict=True)))
    return Times(root, inverse, Transpose(root))
