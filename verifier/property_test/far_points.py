"""Points where errors hide: magnitudes from 10^-12 to 10^12, sizes to 10^9, and where the formula changes its nature.

A denominator, a radicand, the argument of a logarithm and the difference of the arguments of a maximum are zero
somewhere; there, and on either side, a formula that agrees at ordinary points may have no value or another branch. One
letter at a time is solved for. The roots are only proposals: what is said of a point is computed at the point.

>>> from lemmata.theory.notation import T, sigma
>>> from lemmata.theory.reading.parsing import parse
>>> sorted({int(point[T]) for point in turning_points(parse("sigma^2*max(1, T/10^6)"), {T: Fraction(3)})})
[999999, 1000000, 1000001]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from math import ceil, floor
from typing import Any

import sympy
from sympy import Expr, Symbol

from lemmata.theory.notation import T0, T, d, n
from lemmata.verifier.property_test.definedness import conditions

Point = Mapping[Symbol, Fraction]

_SIZES = tuple(Fraction(10) ** k for k in (3, 6, 9))
_REALS = tuple(Fraction(10) ** k for k in (-12, -6, 4, 8, 12))
_MOST_GENERATIONS = 1000
_MOST_DEGREE = 6


def magnitudes(point: Point, *, sizes: bool) -> Iterator[dict[Symbol, Fraction]]:
    """Points with one value far from the others, and with large dimensions and samples.

    Args:
        point: where to start.
        sizes: whether dimensions and samples may be large, too.
    """
    for symbol in point:
        if not symbol.is_integer:
            yield from ({**point, symbol: value} for value in _REALS)
        elif sizes and symbol in (T, T0):
            yield from ({**point, symbol: value + 7} for value in _SIZES)
    if sizes and d in point:
        for size in _SIZES:
            for more in (size + 2, 2 * size + 1, size**2):
                yield from (
                    _only(point, sizes) for sizes in ({d: size, T: more, T0: more + 1}, {d: more, T: size, T0: size})
                )
    if n in point and sizes:
        yield {**point, n: Fraction(_MOST_GENERATIONS)}


def _only(point: Point, values: Mapping[Symbol, Fraction]) -> dict[Symbol, Fraction]:
    return {**point, **{symbol: value for symbol, value in values.items() if symbol in point}}


def turning_points(formula: Expr, point: Point) -> Iterator[dict[Symbol, Fraction]]:
    """Points around zeros of what the formula divides by, takes a root or a logarithm of, or compares."""
    numbers = {symbol: sympy.Rational(value.numerator, value.denominator) for symbol, value in point.items()}
    for base in dict.fromkeys(_turning(formula)):
        for symbol in sorted(base.free_symbols & set(point), key=str):
            others = {other: value for other, value in numbers.items() if other != symbol}
            for root in _roots(base.xreplace(others), symbol):
                yield from ({**point, symbol: value} for value in _around(root, symbol))


def _turning(formula: Expr) -> Iterator[Expr]:
    yield from (condition.base for condition in conditions(formula))
    for node in sorted(formula.atoms(sympy.Max, sympy.Min), key=str):
        yield from (left - right for left, right in combinations(node.args, 2))
    yield from (node.args[0] for node in sorted(formula.atoms(sympy.Abs), key=str))


def _roots(base: Expr, symbol: Symbol) -> list[Any]:
    """The real zeros of a rational function of low degree; none where it is something else."""
    numerator, _ = sympy.fraction(sympy.together(base))
    if not numerator.is_polynomial(symbol):
        return []
    polynomial = sympy.Poly(numerator, symbol)
    if not 0 < polynomial.degree() <= _MOST_DEGREE or not all(c.is_Rational for c in polynomial.all_coeffs()):
        return []
    return list(polynomial.real_roots())


def _around(root: Any, symbol: Symbol) -> Iterator[Fraction]:
    """The zero itself where it is a value of the symbol, and values on either side."""
    if symbol.is_integer:
        below, above = floor(root), ceil(root)
        yield from (Fraction(int(value)) for value in dict.fromkeys((below - 1, below, above, above + 1)))
        return
    near = Fraction(int(root.p), int(root.q)) if root.is_Rational else Fraction(str(root.evalf(20)))
    yield from dict.fromkeys((near, near * Fraction(9, 10), near * Fraction(11, 10), near - 1, near + 1))
