"""The eigenvalues of a symmetric matrix, the largest first.

>>> from lemmata.theory.notation import d
>>> from lemmata.theory.random_matrices import covariance
>>> eigenvalue_of(covariance("A", d), 1)
eigenvalue_of(A, 1)
"""

from __future__ import annotations

from typing import Any

from sympy import Expr, sympify

from lemmata.numerics.errors import InputError
from lemmata.theory.random_matrices.expressions import MatrixExpression
from lemmata.theory.random_matrices.trace import MatrixScalar


class Eigenvalue(MatrixScalar):
    """The k-th largest eigenvalue of a symmetric matrix, 1 <= k <= its size."""

    def _sympystr(self, printer: Any) -> str:
        return f"eigenvalue_of({', '.join(map(printer._print, self.args))})"

    def _latex(self, printer: Any) -> str:
        return rf"\lambda_{{{printer._print(self.args[1])}}}\left({printer._print(self.args[0])}\right)"


def eigenvalue_of(A: MatrixExpression, k: Any) -> Expr:
    """The k-th largest eigenvalue of a symmetric matrix, counted with multiplicity: 1 is the largest.

    Raises:
        InputError: when ``A`` is no square matrix, or ``k`` no integer.
    """
    if not isinstance(A, MatrixExpression) or not A.is_square:
        raise InputError("A", A, "a square matrix")
    index = sympify(k, strict=True)
    if index.is_integer is not True:
        raise InputError("k", k, "an integer, 1 for the largest eigenvalue, or a symbol for one")
    return Eigenvalue(A, index)
