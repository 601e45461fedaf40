"""The value of a matrix expression at given matrices: exact over the rationals, in a prime field, or in floats.

One walk over the expression serves three arithmetics. In FLINT's rationals the value is exact; in a prime field it
decides identities with a small known probability of error; in NumPy arrays a whole batch of samples is evaluated at
once, the first axis being the sample.

>>> from lemmata.theory.random_matrices.vocabulary import design, gram, inv
>>> from lemmata.theory.random_matrices.scalars import tr
>>> X = design("X", 2, 1)
>>> evaluate_matrices(tr(inv(gram(X))), {X: [[1], [2]]})
Fraction(1, 5)

Expectations have no value at one point and are refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from flint import fmpq, fmpq_mat
from sympy import Basic, Expr, Float, Integer, Symbol, Tuple

from lemmata.numerics.accuracy import as_fmpq
from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import exact
from lemmata.numerics.linear_program import as_fraction
from lemmata.theory.random_matrices.arithmetics import AbsoluteFloats, Arithmetic, Floats, NoValue, Rationals
from lemmata.theory.random_matrices.blocks import Selection
from lemmata.theory.random_matrices.eigenvalue import Eigenvalue
from lemmata.theory.random_matrices.expressions import (
    ExpectedMatrix,
    Identity,
    Inverse,
    Letter,
    MatrixExpression,
    PseudoInverse,
    Scaled,
    Times,
    Transpose,
    Zero,
)
from lemmata.theory.random_matrices.scalars import Determinant, Expectation, SquaredNorm
from lemmata.theory.random_matrices.trace import Trace
from lemmata.theory.values.exact_value import exact_value


class Walk:
    """One evaluation: letters and symbols have values, shared parts are evaluated once."""

    def __init__(self, arithmetic: Arithmetic, letters: Mapping[Letter, Any], symbols: Mapping[Symbol, Any]) -> None:
        self.arithmetic = arithmetic
        self.letters = letters
        self.numbers = symbols
        self.known: dict[Basic, Any] = {}
        self.begun: dict[tuple[Basic, ...], Any] = {}

    def value(self, expr: Any) -> Any:
        """The value of a scalar or matrix expression."""
        found = self.known.get(expr)
        if found is None:
            found = self.known[expr] = self._matrix(expr) if isinstance(expr, MatrixExpression) else self._scalar(expr)
        return found

    def size(self, dimension: Expr) -> int:
        """A dimension, as an integer."""
        value = exact_value(dimension, {s: Fraction(int(v)) for s, v in self.sizes.items()})
        if value is None or value.denominator != 1 or value < 1:
            raise NoValue(f"the dimension {dimension} has no value")
        return int(value)

    @cached_property
    def sizes(self) -> Mapping[Symbol, int]:
        """The integer symbols, which may be dimensions."""
        return {s: int(v) for s, v in self.numbers.items() if s.is_integer}

    def _matrix(self, expr: MatrixExpression) -> Any:
        use = self.arithmetic
        if isinstance(expr, Letter):
            if expr not in self.letters:
                raise NoValue(f"the letter {expr} has no value")
            return self.letters[expr]
        if isinstance(expr, Identity):
            return use.identity(self.size(expr.rows))
        if isinstance(expr, Zero):
            return use.zero(self.size(expr.rows), self.size(expr.cols))
        if isinstance(expr, Selection):
            before = self.size(expr.before + 1) - 1  # it may be zero
            return use.selection(self.size(expr.rows), before, self.size(expr.cols))
        if isinstance(expr, ExpectedMatrix):
            raise NoValue("an expectation has no value at one point")
        if isinstance(expr, Times):
            return self._product(expr.args)
        parts = [self.value(part) for part in expr.args]
        if isinstance(expr, Transpose):
            return use.transpose(parts[0])
        if isinstance(expr, Inverse):
            return use.inverse(parts[0])
        if isinstance(expr, PseudoInverse):
            return use.pseudo_inverse(parts[0])
        if isinstance(expr, Scaled):
            return use.scaled(*parts)
        result = parts[0]
        for part in parts[1:]:
            result = result + part
        return result

    def _product(self, factors: tuple[Basic, ...]) -> Any:
        """From the left; words that begin alike share what they begin with."""
        if len(factors) == 1:
            return self.value(factors[0])
        found = self.begun.get(factors)
        if found is None:
            found = self.arithmetic.product(self._product(factors[:-1]), self.value(factors[-1]))
            self.begun[factors] = found
        return found

    def _scalar(self, expr: Expr) -> Any:
        use = self.arithmetic
        if isinstance(expr, Tuple):
            return tuple(self.value(part) for part in expr)
        if expr in self.numbers:
            return self.numbers[expr]
        if isinstance(expr, Trace):
            return use.trace(self.value(expr.args[0]))
        if isinstance(expr, SquaredNorm):
            return self.value(expr.as_trace())
        if isinstance(expr, Determinant):
            return use.determinant(self.value(expr.args[0]))
        if isinstance(expr, Eigenvalue):
            return use.eigenvalue(self.value(expr.args[0]), self.size(expr.args[1]))
        if isinstance(expr, Expectation):
            raise NoValue("an expectation has no value at one point")
        if expr.is_Add or expr.is_Mul:
            parts = [self.value(part) for part in expr.args]
            result = parts[0]
            for part in parts[1:]:
                result = result + part if expr.is_Add else result * part
            return result
        if expr.is_Pow:
            floats = {s: Float(v) for s, v in self.numbers.items() if isinstance(v, float)}
            sizes = {s: Integer(v) for s, v in self.sizes.items() if s.is_nonnegative and s not in floats}
            return use.power(self.value(expr.base), expr.exp.xreplace(floats | sizes))
        if expr.free_symbols or expr.has(MatrixExpression):
            raise NoValue(f"{expr} is not a rational expression of letters with values")
        return use.number(expr)


def evaluate_matrices(expr: Any, values: Mapping[Any, Any]) -> Any:
    """The exact value of an expression without expectations.

    Args:
        expr: a scalar or matrix expression.
        values: letters to rows of exact numbers, symbols to exact numbers. Dimensions follow from the letters.

    Returns:
        A Fraction, or rows of Fractions.

    Raises:
        NoValue: when an inverse is singular, a letter or symbol has no value, or the value is irrational.
        InputError: for floats, and for letters whose shapes contradict each other.
    """
    use = Rationals()
    letters = {letter: use.from_rows(rows) for letter, rows in values.items() if isinstance(letter, Letter)}
    symbols = {s: as_fmpq(exact(v, str(s))) for s, v in values.items() if not isinstance(s, Letter)}
    for letter, given in letters.items():
        for dimension, size in ((letter.rows, given.nrows()), (letter.cols, given.ncols())):
            if isinstance(dimension, Symbol):
                dimension = symbols.setdefault(dimension, fmpq(size))
            if dimension != size:
                raise InputError(str(letter), f"a matrix of {given.nrows()} x {given.ncols()}", str(letter.shape))
    found = Walk(use, letters, symbols).value(expr)
    if isinstance(found, fmpq_mat):
        return [[as_fraction(found[i, j]) for j in range(found.ncols())] for i in range(found.nrows())]
    return as_fraction(found)


def evaluate_floats(expr: Any, letters: Mapping[Letter, Any], symbols: Mapping[Symbol, Any]) -> Any:
    """The value in doubles on a batch: letters are arrays (samples, rows, cols), symbols are numbers.

    Of a ``Tuple`` the values of its parts, which share what they have in common.

    Raises:
        NoValue: as :func:`evaluate_matrices`.
    """
    return Walk(Floats(), letters, {s: float(v) for s, v in symbols.items()}).value(expr)


def sizes_in_floats(expr: Any, letters: Mapping[Letter, Any], symbols: Mapping[Symbol, Any]) -> Any:
    """The value that the same expression has with every entry, number and inverse made positive, and sums with them.

    Rounding errors of :func:`evaluate_floats` are some multiple of the unit of rounding times this, also where the
    value itself cancels.
    """
    return _SizeWalk(Walk(Floats(), letters, {s: float(v) for s, v in symbols.items()})).value(expr)


class _SizeWalk(Walk):
    """Absolute values all the way up; what is inverted has the size of its inverse."""

    def __init__(self, actual: Walk) -> None:
        letters = {letter: np.abs(value) for letter, value in actual.letters.items()}
        super().__init__(AbsoluteFloats(), letters, {s: abs(v) for s, v in actual.numbers.items()})
        self.actual = actual

    def value(self, expr: Any) -> Any:
        if isinstance(expr, (Inverse, PseudoInverse)) or (expr.is_Pow and expr.exp.could_extract_minus_sign()):
            return np.abs(self.actual.value(expr))
        return super().value(expr)
