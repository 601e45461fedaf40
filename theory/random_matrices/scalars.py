r"""Scalars made of matrices: traces, squared norms, determinants, expectations. They are SymPy expressions.

>>> from sympy import latex
>>> from lemmata.theory.random_matrices.vocabulary import covariance, vector
>>> Sigma, w = covariance("Sigma", 3), vector("w", 3)
>>> 2*tr(Sigma) + 1
2*tr(Sigma) + 1
>>> latex(norm2(w, Sigma))
'\\left\\|w\\right\\|_{\\Sigma}^{2}'
"""

from __future__ import annotations

from typing import Any

import sympy
from sympy import Expr

from lemmata.numerics.errors import InputError
from lemmata.theory.random_matrices.expressions import ExpectedMatrix, MatrixExpression, same_size
from lemmata.theory.random_matrices.trace import MatrixScalar, Trace


class SquaredNorm(MatrixScalar):
    """||A||^2 = tr A'A, or with a second argument ||A||_M^2 = tr A'MA."""

    is_nonnegative = None

    def _sympystr(self, printer: Any) -> str:
        return f"norm2({', '.join(printer._print(part) for part in self.args)})"

    def _latex(self, printer: Any) -> str:
        shown = rf"\left\|{printer._print(self.args[0])}\right\|"
        return shown + (f"_{{{printer._print(self.args[1])}}}" if len(self.args) == 2 else "") + "^{2}"

    def as_trace(self) -> Expr:
        """The norm as the trace that defines it."""
        body = self.args[0]
        return tr(body.T * body if len(self.args) == 1 else body.T * self.args[1] * body)


class Determinant(MatrixScalar):
    """det A of a square matrix."""

    def _sympystr(self, printer: Any) -> str:
        return f"det({printer._print(self.args[0])})"

    def _latex(self, printer: Any) -> str:
        return rf"\det\left({printer._print(self.args[0])}\right)"


class Expectation(MatrixScalar):
    """The expectation of a scalar over all the random letters in it."""

    def _sympystr(self, printer: Any) -> str:
        return f"E({printer._print(self.args[0])})"

    def _latex(self, printer: Any) -> str:
        return rf"\mathbb{{E}}\left[{printer._print(self.args[0])}\right]"


def tr(A: Any) -> Expr:
    """The trace of a square matrix; of a scalar, the scalar.

    Raises:
        InputError: when ``A`` is not square.
    """
    if not isinstance(A, MatrixExpression):
        return sympy.sympify(A, strict=True)
    if not A.is_square:
        raise InputError("A", f"{A} of shape {A.rows} x {A.cols}", "a square matrix")
    return Trace(A)


def det(A: MatrixExpression) -> Expr:
    """The determinant of a square matrix.

    Raises:
        InputError: when ``A`` is no square matrix.
    """
    if not isinstance(A, MatrixExpression) or not A.is_square:
        raise InputError("A", A, "a square matrix")
    return Determinant(A)


def norm2(A: MatrixExpression, M: MatrixExpression | None = None) -> Expr:
    """The squared norm ||A||^2 = tr A'A, or ||A||_M^2 = tr A'MA (for a vector, a'Ma).

    Raises:
        InputError: when the shapes do not match.
    """
    if not isinstance(A, MatrixExpression):
        return sympy.sympify(A, strict=True) ** 2
    if M is None:
        return SquaredNorm(A)
    if not (same_size(M.rows, A.rows) and same_size(M.cols, A.rows)):
        raise InputError("M", f"{M} of shape {M.rows} x {M.cols}", f"a square matrix of size {A.rows}")
    return SquaredNorm(A, M)


def inner(a: MatrixExpression, b: MatrixExpression, M: MatrixExpression | None = None) -> Expr:
    """The inner product <a, b> = tr a'b, or <a, b>_M = tr a'Mb."""
    return tr(a.T * b if M is None else a.T * M * b)


def E(body: Any) -> Any:
    """The expectation over every random letter that occurs, of a scalar or (entry by entry) of a matrix."""
    return ExpectedMatrix(body) if isinstance(body, MatrixExpression) else Expectation(sympy.sympify(body, strict=True))
