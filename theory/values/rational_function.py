"""Rational functions of one symbol, as quotients of polynomials over Q.

>>> from sympy.abc import x, y
>>> Quotient.of(1/(x + 1) - y/x, x, {y: Fraction(1, 2)}).reduced().rational_poles()
[Fraction(-1, 1), Fraction(0, 1)]
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import sympy
from flint import fmpq_poly, fmpz_poly
from sympy import Symbol

from lemmata.numerics.accuracy import as_fmpq
from lemmata.theory.values.exact_value import exact_value

HIGHEST_DEGREE = 40


class NotRationalFunction(ArithmeticError):
    """The expression is no rational function of the symbol, has no value anywhere, or is too large."""


class Quotient:
    """Two polynomials, the lower one not zero."""

    def __init__(self, above: fmpq_poly, below: fmpq_poly) -> None:
        self.above, self.below = above, below

    @classmethod
    def of(cls, expression: Any, symbol: Symbol, others: Mapping[Symbol, Fraction]) -> Quotient:
        """The expression at the given values of the other symbols, not reduced: what it divides by is kept.

        Raises:
            NotRationalFunction: where it is none.
        """
        return _read(expression, symbol, others)

    def reduced(self) -> Quotient:
        """Without common factors, which are poles of the parts and not of the whole."""
        common = self.above.gcd(self.below)
        return Quotient(self.above // common, self.below // common)

    def at(self, line: fmpq_poly) -> Quotient:
        """With a polynomial in place of the symbol."""
        return Quotient(self.above(line), self.below(line))

    def rational_roots(self) -> list[Fraction]:
        """Those of the upper polynomial."""
        return _rational_roots(self.above)

    def rational_poles(self) -> list[Fraction]:
        """Those of the lower polynomial."""
        return _rational_roots(self.below)

    def __add__(self, other: Quotient) -> Quotient:
        return _checked(self.above * other.below + other.above * self.below, self.below * other.below)

    def __mul__(self, other: Quotient) -> Quotient:
        return _checked(self.above * other.above, self.below * other.below)

    def __pow__(self, power: int) -> Quotient:
        if max(self.above.degree(), self.below.degree()) * abs(power) > HIGHEST_DEGREE or abs(power) > 1000:
            raise NotRationalFunction
        if power >= 0:
            return Quotient(self.above**power, self.below**power)
        if not self.above:
            raise NotRationalFunction
        return Quotient(self.below**-power, self.above**-power)


def _read(expression: Any, symbol: Symbol, others: Mapping[Symbol, Fraction]) -> Quotient:
    if expression == symbol:
        return Quotient(fmpq_poly([0, 1]), fmpq_poly([1]))
    if symbol not in expression.free_symbols:
        value = exact_value(expression, others)
        if value is None:
            raise NotRationalFunction
        return Quotient(fmpq_poly([as_fmpq(value)]), fmpq_poly([1]))
    if isinstance(expression, (sympy.Add, sympy.Mul)):
        first, *rest = (_read(part, symbol, others) for part in expression.args)
        for part in rest:
            first = first + part if isinstance(expression, sympy.Add) else first * part
        return first
    if isinstance(expression, sympy.Pow) and expression.exp.is_Integer:
        return _read(expression.base, symbol, others) ** int(expression.exp)
    raise NotRationalFunction


def _checked(above: fmpq_poly, below: fmpq_poly) -> Quotient:
    if max(above.degree(), below.degree()) > HIGHEST_DEGREE:
        raise NotRationalFunction
    return Quotient(above, below)


def _rational_roots(polynomial: fmpq_poly) -> list[Fraction]:
    factors: Any = fmpz_poly(list(polynomial.numer())).factor()[1]
    lines = [factor for factor, _ in factors if factor.degree() == 1]
    return sorted(Fraction(-int(line[0]), int(line[1])) for line in lines)
