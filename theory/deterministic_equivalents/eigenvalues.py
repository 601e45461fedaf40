"""The eigenvalue of a deterministic matrix, as an expression in letters that have a value for each eigenvector.

Sigma has the letter s, the matrices A and B of the templates a and b, w0 w0' the letter c2; any other deterministic
matrix of the user has a letter of its own (``s_Theta`` for Theta), and may be used with its eigenvalues where it has
the eigenbasis of Sigma, or where it occurs once, outside every inverse: then its diagonal in that basis is what counts.

>>> from lemmata.theory.quantities.regression import Sigma, w0
>>> from lemmata.theory.random_matrices import inv, identity, covariance
>>> from lemmata.theory.notation import d
>>> eigenvalue(inv(Sigma + 2*identity(d))*covariance("Theta", d))
s_Theta/(s + 2)
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sympy import Add, Expr, Integer, Mul, Symbol

from lemmata.theory.quantities.resolvents import EIGENVALUE
from lemmata.theory.random_matrices import (
    Identity,
    Inverse,
    Letter,
    MatrixExpression,
    Plus,
    Scaled,
    Times,
    Transpose,
    Zero,
)
from lemmata.theory.spectra.eigensum import c2, s


class OutOfScope(ValueError):
    """No equivalent is derived; the message names the matrix or the condition in the way."""


WEIGHT = "weights"
"""The name of matrices that stand for the diagonal of a column times a row; their index is the letter."""


def letter_of(matrix: Letter) -> Symbol:
    """The letter for the eigenvalues of a deterministic matrix."""
    if matrix.name == WEIGHT and matrix.index:
        return matrix.index[0]
    if matrix in EIGENVALUE:
        return EIGENVALUE[matrix]
    if matrix.name == "Sigma" and not matrix.index:
        return s
    return Symbol(f"s_{_plain(matrix)}", **({} if matrix.kind == "symmetric" else _sign(matrix)))


def weight_of(column: Letter, row: Letter) -> Symbol:
    """The letter for the diagonal of a column times a row: c2 for w0 w0', and one of its own for any other pair."""
    if column == row:
        return c2 if _plain(column) == "w0" else Symbol(f"c2_{_plain(column)}", nonnegative=True)
    return Symbol("c_" + "_".join(sorted((_plain(column), _plain(row)))), real=True)


def whole_letter(matrix: Letter) -> Symbol:
    """The letter for a deterministic matrix that is kept whole: one that does not commute."""
    return Symbol(letter_of(matrix).name, commutative=False)


def flipped(expression: Expr) -> Expr:
    """The transpose of an expression in whole symmetric matrices.

    >>> a, b = (Symbol(x, commutative=False) for x in "ab")
    >>> flipped(2*a*b)
    2*b*a
    """
    if expression.is_commutative or expression.is_Symbol:
        return expression
    parts = [flipped(part) for part in expression.args]
    if expression.is_Mul:
        return Mul(*reversed(parts))
    return expression.func(*parts)


def eigenvalue(matrix: MatrixExpression, letter: Callable[[Letter], Symbol] = letter_of) -> Expr:
    """The eigenvalue of a function of deterministic matrices with one eigenbasis; or the function itself.

    Args:
        matrix: a function of symmetric deterministic matrices.
        letter: what each of them is called, a number for each eigenvector (or a letter that does not commute).

    Raises:
        OutOfScope: for a matrix that is none.
    """
    match matrix:
        case Identity():
            return Integer(1)
        case Zero():
            return Integer(0)
        case Letter() if matrix.is_symmetric_letter:
            return letter(matrix)
        case Transpose():
            return flipped(eigenvalue(matrix.args[0], letter))
        case Inverse():
            return 1 / eigenvalue(matrix.args[0], letter)
        case Scaled():
            return matrix.args[0] * eigenvalue(matrix.args[1], letter)
        case Plus():
            return Add(*(eigenvalue(part, letter) for part in matrix.args))
        case Times():
            return Mul(*(eigenvalue(part, letter) for part in matrix.args))
    raise OutOfScope(f"{matrix} is no function of symmetric deterministic matrices")


def _plain(letter: Letter) -> str:
    return re.sub(r"\W", "", str(letter))


def _sign(letter: Letter) -> dict[str, bool]:
    return {"positive": True} if letter.kind == "positive" else {"nonnegative": True}
