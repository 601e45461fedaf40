"""The words that a derivation uses: design matrices, vectors, covariances, inverses.

>>> from lemmata.theory.notation import T, d
>>> X = design("X", T, d)
>>> inv(gram(X))*X.T*noise_vector("eps", T)
inv(X'*X)*X'*eps
"""

from __future__ import annotations

from typing import Any

from lemmata.numerics.errors import InputError
from lemmata.theory.random_matrices.expressions import (
    Identity,
    Inverse,
    Letter,
    MatrixExpression,
    PseudoInverse,
    Zero,
    as_expression,
)


def matrix(name: str, rows: Any, cols: Any) -> Letter:
    """A general matrix of the given shape."""
    return Letter(name, rows, cols)


def design(name: str, samples: Any, dimension: Any) -> Letter:
    """A design matrix, one sample a row: samples x dimension. Its law says whether it has full rank.

    >>> design("X", 5, 2).shape
    (5, 2)
    """
    return Letter(name, samples, dimension)


def vector(name: str, size: Any) -> Letter:
    """A column vector."""
    return Letter(name, size, 1)


noise_vector = vector
"""A column of label noise; its law (white noise) is stated beside it."""


def isometry(name: str, rows: Any, cols: Any) -> Letter:
    """A fixed matrix J with orthonormal columns, J'J = 1: a choice of coordinates, or an orthonormal frame.

    There are no more columns than rows; who speaks of one owes that.
    """
    return Letter(name, rows, cols, "isometry")


def symmetric(name: str, size: Any) -> Letter:
    """A symmetric matrix."""
    return Letter(name, size, size, "symmetric")


def semidefinite(name: str, size: Any) -> Letter:
    """A symmetric positive semi-definite matrix."""
    return Letter(name, size, size, "semidefinite")


def invertible(name: str, size: Any) -> Letter:
    """A square matrix that has an inverse."""
    return Letter(name, size, size, "invertible")


def covariance(name: str, size: Any) -> Letter:
    """A symmetric positive definite matrix."""
    return Letter(name, size, size, "positive")


def identity(size: Any) -> Identity:
    """The identity matrix of the given size."""
    return Identity(size)


def zero(rows: Any, cols: Any) -> Zero:
    """The zero matrix."""
    return Zero(rows, cols)


def gram(X: MatrixExpression) -> Any:
    """X'X, the Gram matrix of the columns.

    >>> gram(design("X", 5, 2))
    X'*X
    """
    return X.T * X


def inv(A: Any) -> Any:
    """The inverse of a square matrix, 1/A for a scalar.

    Raises:
        InputError: when ``A`` is not square.
    """
    if not isinstance(A, MatrixExpression):
        return 1 / as_expression(A)
    if not A.is_square:
        raise InputError("A", f"{A} of shape {A.rows} x {A.cols}", "a square matrix")
    return Inverse(A)


def pinv(X: MatrixExpression) -> PseudoInverse:
    """The Moore-Penrose pseudo-inverse: (X'X)^-1 X' when X has full column rank, X'(XX')^-1 when full row rank."""
    return PseudoInverse(X)
