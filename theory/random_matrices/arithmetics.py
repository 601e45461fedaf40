"""Matrices and scalars of one number system: FLINT's rationals, a prime field, batches of doubles.

Each says how numbers are read and how matrices are multiplied, inverted and traced; the walk over an expression
(:mod:`lemmata.theory.random_matrices.evaluation`) is the same for all of them.

>>> use = Rationals()
>>> use.trace(use.inverse(use.from_rows([[2, 0], [0, 3]])))
5/6
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from math import isqrt
from typing import Any

import numpy as np
import sympy
from flint import fmpq, fmpq_mat, nmod, nmod_mat
from sympy import Expr

from lemmata.numerics.accuracy import as_fmpq
from lemmata.numerics.exact import exact
from lemmata.theory.values.exact_value import exact_value

_SINGULAR = 1e12  # condition from which a double-precision inverse is noise
_SQUARED = 1e5  # condition of a Gram matrix up to which it may stand for the matrix itself


class NoValue(ArithmeticError):
    """The expression has no value at this point: a singular inverse, a missing letter, an expectation."""


class Arithmetic(ABC):
    """Matrices and scalars of one number system. ``+``, ``-``, ``*`` of scalars are the system's own."""

    @abstractmethod
    def number(self, value: Expr) -> Any:
        """The number that an expression without symbols stands for."""

    @abstractmethod
    def identity(self, size: int) -> Any:
        """The identity matrix."""

    @abstractmethod
    def zero(self, rows: int, cols: int) -> Any:
        """The zero matrix."""

    @abstractmethod
    def selection(self, rows: int, before: int, cols: int) -> Any:
        """The identity matrix of ``rows``, its columns from ``before`` on."""

    @abstractmethod
    def transpose(self, A: Any) -> Any:
        """The transpose."""

    @abstractmethod
    def inverse(self, A: Any) -> Any:
        """The inverse; raises NoValue when singular."""

    @abstractmethod
    def pseudo_inverse(self, A: Any) -> Any:
        """The Moore-Penrose pseudo-inverse."""

    @abstractmethod
    def trace(self, A: Any) -> Any:
        """The trace."""

    @abstractmethod
    def determinant(self, A: Any) -> Any:
        """The determinant."""

    def eigenvalue(self, A: Any, place: int) -> Any:
        """The eigenvalue of a symmetric matrix at a place, 1 for the largest; NoValue where it is not in the system."""
        raise NoValue("an eigenvalue is not in the system")

    def product(self, A: Any, B: Any) -> Any:
        """The matrix product."""
        return A * B

    def scaled(self, scalar: Any, A: Any) -> Any:
        """A scalar times a matrix."""
        return A * scalar

    def root(self, base: Any, exponent: Expr) -> Any:
        """The root that a power p/q takes, where it is in the system; otherwise None."""
        return None

    def power(self, base: Any, exponent: Expr) -> Any:
        """A scalar to an integer power, or a power whose value is in the system."""
        root = None if exponent.is_Integer else self.root(base, exponent)
        if root is not None:
            base, exponent = root, sympy.Integer(exponent.p)
        if not exponent.is_Integer:
            raise NoValue(f"the power {exponent} leaves the field")
        if base == 0 and exponent < 0:
            raise NoValue("division by zero")
        return base ** int(exponent)


class _Flint(Arithmetic):
    """What matrices of FLINT do alike."""

    @abstractmethod
    def matrix(self, rows: int, cols: int, entries: list[int]) -> Any:
        """A matrix of whole numbers, row by row."""

    def identity(self, size: int) -> Any:
        """The identity matrix."""
        return self.selection(size, 0, size)

    def zero(self, rows: int, cols: int) -> Any:
        """The zero matrix."""
        return self.matrix(rows, cols, [0] * (rows * cols))

    def selection(self, rows: int, before: int, cols: int) -> Any:
        """Columns of the identity matrix."""
        return self.matrix(rows, cols, [int(i == before + j) for i in range(rows) for j in range(cols)])

    def trace(self, A: Any) -> Any:
        """The trace."""
        return sum((A[i, i] for i in range(1, A.nrows())), A[0, 0])

    def transpose(self, A: Any) -> Any:
        """The transpose."""
        return A.transpose()

    def inverse(self, A: Any) -> Any:
        """The inverse; NoValue when singular."""
        try:
            return A.inv()
        except ZeroDivisionError:
            raise NoValue("a singular matrix is inverted") from None

    def determinant(self, A: Any) -> Any:
        """The determinant."""
        return A.det()


class Rationals(_Flint):
    """FLINT's rationals: exact."""

    def number(self, value: Expr) -> Any:
        """An exact rational value, or NoValue."""
        found = exact_value(value)
        if found is None:
            raise NoValue(f"{value} is not rational")
        return as_fmpq(found)

    def root(self, base: Any, exponent: Expr) -> Any:
        """The square root of a square of a positive rational number."""
        if not exponent.is_Rational or exponent.q != 2 or base <= 0:
            return None
        root = fmpq(isqrt(int(base.p)), isqrt(int(base.q)))
        return root if root * root == base else None

    def matrix(self, rows: int, cols: int, entries: list[int]) -> Any:
        """A matrix of whole numbers, row by row."""
        return fmpq_mat(rows, cols, entries)

    def from_rows(self, entries: Any) -> Any:
        """A matrix from rows of exact numbers."""
        return fmpq_mat([[as_fmpq(exact(entry)) for entry in row] for row in entries])

    def pseudo_inverse(self, A: Any) -> Any:
        """By the full-rank factorisation A = C F from the reduced row echelon form: A^+ = F'(FF')^-1 (C'C)^-1 C'."""
        echelon, rank = A.rref()
        if rank == 0:
            return fmpq_mat(A.ncols(), A.nrows())
        pivots = [next(j for j in range(A.ncols()) if echelon[i, j] != 0) for i in range(rank)]
        F = fmpq_mat(rank, A.ncols(), [echelon[i, j] for i in range(rank) for j in range(A.ncols())])
        C = fmpq_mat(A.nrows(), rank, [A[i, j] for i in range(A.nrows()) for j in pivots])
        Ft, Ct = F.transpose(), C.transpose()
        return Ft * (F * Ft).inv() * (Ct * C).inv() * Ct

    def eigenvalue(self, A: Any, place: int) -> Any:
        """A rational one, where all are."""
        roots = [root for root, count in A.charpoly().roots() for _ in range(count)] if A == A.transpose() else []
        if len(roots) != A.nrows() or place > len(roots):
            raise NoValue("the eigenvalues are not rational, or too few")
        return sorted(roots, reverse=True)[place - 1]


class PrimeField(_Flint):
    """Matrices over GF(p) for a prime p below 2^64; letters of full rank."""

    def __init__(self, prime: int) -> None:
        self.prime = prime

    def number(self, value: Expr) -> Any:
        """A rational number modulo the prime."""
        found = exact_value(value)
        if found is None or found.denominator % self.prime == 0:
            raise NoValue(f"{value} has no residue")
        return self.scalar(found.numerator) / self.scalar(found.denominator)

    def scalar(self, value: int) -> Any:
        """A residue."""
        return nmod(value % self.prime, self.prime)

    def matrix(self, rows: int, cols: int, entries: list[int]) -> Any:
        """A matrix of residues, row by row."""
        return nmod_mat(rows, cols, entries, self.prime)

    def pseudo_inverse(self, A: Any) -> Any:
        """(A'A)^-1 A' or A'(AA')^-1 by the shape: the rational function that A^+ is at matrices of full rank."""
        At = A.transpose()
        return self.inverse(At * A) * At if A.nrows() >= A.ncols() else At * self.inverse(A * At)


class Floats(Arithmetic):
    """Batches of double-precision matrices: arrays (samples, rows, cols); scalars are arrays (samples,) or floats."""

    def number(self, value: Expr) -> Any:
        """The nearest double."""
        found = exact_value(value)
        return float(found) if found is not None else float(sympy.N(value, 20))

    def identity(self, size: int) -> Any:
        """The identity matrix, a batch of one."""
        return np.eye(size)[None]

    def zero(self, rows: int, cols: int) -> Any:
        """The zero matrix, a batch of one."""
        return np.zeros((1, rows, cols))

    def selection(self, rows: int, before: int, cols: int) -> Any:
        """Columns of the identity matrix, a batch of one."""
        return np.eye(rows)[None, :, before : before + cols]

    def transpose(self, A: Any) -> Any:
        """The transpose."""
        return np.swapaxes(A, 1, 2)

    def inverse(self, A: Any) -> Any:
        """The inverse; NoValue when singular."""
        return self._inverse(A, _SINGULAR)

    def _inverse(self, A: Any, worst: float) -> Any:
        try:
            inverse = np.linalg.inv(A)
        except np.linalg.LinAlgError:
            raise NoValue("a singular matrix is inverted") from None
        if np.any(np.abs(A).max(axis=(1, 2)) * np.abs(inverse).max(axis=(1, 2)) > worst):
            raise NoValue("a matrix that is singular to working precision is inverted")
        return inverse

    def pseudo_inverse(self, A: Any) -> Any:
        """By the smaller Gram matrix where that is well conditioned (it is faster), otherwise by singular values."""
        At = self.transpose(A)
        tall = A.shape[1] >= A.shape[2]
        try:
            inverse = self._inverse(At @ A if tall else A @ At, _SQUARED)
        except NoValue:
            return np.linalg.pinv(A)
        return inverse @ At if tall else At @ inverse

    def eigenvalue(self, A: Any, place: int) -> Any:
        """The eigenvalue at a place, from the largest on."""
        if place > A.shape[1]:
            raise NoValue("there are fewer eigenvalues")
        return np.linalg.eigvalsh(A)[:, -place]

    def trace(self, A: Any) -> Any:
        """The trace."""
        return np.trace(A, axis1=1, axis2=2)

    def determinant(self, A: Any) -> Any:
        """The determinant."""
        return np.linalg.det(A)

    def product(self, A: Any, B: Any) -> Any:
        """The matrix product, sample by sample."""
        return A @ B

    def scaled(self, scalar: Any, A: Any) -> Any:
        """A scalar times a matrix, sample by sample."""
        return np.reshape(scalar, (-1, 1, 1)) * A

    def power(self, base: Any, exponent: Expr) -> Any:
        """A scalar to a real power."""
        if exponent.free_symbols:
            raise NoValue(f"the power {exponent} has no value")
        if exponent < 0 and np.any(np.equal(base, 0)):
            raise NoValue("division by zero")
        return base ** float(exponent)


class AbsoluteFloats(Floats):
    """Floats whose numbers are positive."""

    def number(self, value: Expr) -> Any:
        """The absolute value of the nearest double."""
        return abs(super().number(value))

    def determinant(self, A: Any) -> Any:
        """At least every sum of products of entries, one of each row: the product of the sums of the rows."""
        return np.prod(np.sum(A, axis=2), axis=1)
