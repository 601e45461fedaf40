"""Squared norms of blocks of a function of stacked designs, as functions of one number.

Stack the designs, V = [X; Y]. For rational f of V'V = X'X + Y'Y and every draw, X f = e V f, X f Y' = e (V f V') e~',
c + X f X' = e (c + V f V') e', where e and e~ select rows. So the squared norms are at most the largest values of
t f(t)^2, (t f(t))^2 and (c + t f(t))^2 at the eigenvalues t >= 0 of V'V; of one design they are these values.

>>> from lemmata.theory.notation import T, d, ridge
>>> from lemmata.theory.random_matrices import design, gram, identity, inv
>>> X, Y = design("X", T, d), design("Y", T, d)
>>> R = inv(gram(X) + gram(Y) + ridge*identity(d))
>>> squared_norm(X*R*Y.T, (X, Y)), squared_norm(identity(T) - X*R*X.T, (X, Y))
(_t**2/(_t + ridge)**2, (-_t/(_t + ridge) + 1)**2)
"""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Expr, Integer

from lemmata.theory.random_matrices import Inverse, Letter, MatrixExpression, Transpose
from lemmata.theory.random_matrices.gaussian_calculus import NotByParts, Word, words

EIGENVALUE = Dummy("t", nonnegative=True)
"""An eigenvalue of the Gram matrix of the stack."""


class NotOfTheDesigns(NotByParts):
    """A matrix is not a block of a function of the stacked designs."""


def squared_norm(block: MatrixExpression, designs: tuple[Letter, ...]) -> Expr:
    """A function of t >= 0 whose largest value bounds the squared norm of the block, whatever the designs.

    Raises:
        NotOfTheDesigns: where the block is none of f, X f, f Y', X f Y', c + X f X'.
    """
    constant: Expr = Integer(0)
    found: dict[tuple[Any, Any], Expr] = {}
    for factor, word in words(block):
        if not word:
            constant += factor
            continue
        left = word[0] if word[0] in designs else None
        inside = word if left is None else word[1:]
        right = next((X for X in designs if inside[-1:] == (Transpose(X),)), None)
        value = factor * _product(inside if right is None else inside[:-1], designs)
        found[left, right] = found.get((left, right), Integer(0)) + value
    [(left, right), *others] = found or [(None, None)]
    if others or (constant != 0 and left != right):
        raise NotOfTheDesigns(f"{block} is not one block of a function of {' and '.join(map(str, designs))}")
    function = found.get((left, right), Integer(0))
    ends = (left is not None) + (right is not None)
    return EIGENVALUE * function**2 if ends == 1 else (constant + EIGENVALUE ** (ends // 2) * function) ** 2


def spectral_function(matrix: MatrixExpression, designs: tuple[Letter, ...]) -> Expr:
    """f(t) of a matrix f(V'V), at an eigenvalue t of V'V; all designs have one multiple of their Gram matrices.

    Raises:
        NotOfTheDesigns: where the matrix is no such function.
    """
    if matrix.rows != designs[0].cols:
        raise NotOfTheDesigns(f"{matrix} is not of the size of {designs[0]}'{designs[0]}")
    parts: dict[Word, Expr] = {}
    for factor, word in words(matrix):
        parts[word] = parts.get(word, Integer(0)) + factor
    multiples = {parts.pop((Transpose(X), X), Integer(0)) for X in designs}
    if len(multiples) > 1:
        raise NotOfTheDesigns(f"the Gram matrices have different multiples in {matrix}")
    products = (factor * _product(word, designs) for word, factor in parts.items())
    total: Expr = sum(products, multiples.pop() * EIGENVALUE)
    return total


def _product(word: Word, designs: tuple[Letter, ...]) -> Expr:
    """A product of functions of V'V; of one design, X'X may stand in it."""
    product: Expr = Integer(1)
    while word:
        if len(designs) == 1 and word[:2] == (Transpose(designs[0]), designs[0]):
            product, word = product * EIGENVALUE, word[2:]
        elif isinstance(word[0], Inverse):
            product, word = product / spectral_function(word[0].args[0], designs), word[1:]
        else:
            raise NotOfTheDesigns(f"{word[0]} is no function of the Gram matrix of {' and '.join(map(str, designs))}")
    return product
