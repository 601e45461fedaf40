r"""Where an expression of one symbol may turn: the zeros of what it divides by, takes roots or logarithms of, compares.

All other symbols have rational values. Each such part that is a rational function of the symbol has finitely many real
zeros and poles, which are isolated exactly (factors over Q; the real roots of an irreducible factor in balls). Between
two neighbours nothing changes its sign, so that one number from every gap, and the zeros themselves, say all that a
rational function has to say.

>>> from sympy.abc import x
>>> worth_trying([50/(x + 1) - 1, x - 50], x, {}, integer=False)
[Fraction(-2, 1), Fraction(-1, 1), Fraction(0, 1), Fraction(49, 1), Fraction(99, 2), Fraction(50, 1), Fraction(51, 1)]
>>> worth_trying([x**2 - 2], x, {}, integer=True)
[Fraction(-3, 1), Fraction(-2, 1), Fraction(-1, 1), Fraction(0, 1), Fraction(1, 1), Fraction(2, 1), Fraction(3, 1)]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations, pairwise
from math import ceil, floor
from typing import Any, TypeAlias

import sympy
from flint import fmpq_poly, fmpz_poly
from sympy import Basic, Expr, Symbol

from lemmata.numerics.ball import Ball
from lemmata.theory.values.rational_function import NotRationalFunction, Quotient
from lemmata.theory.values.work import remembered

Bracket: TypeAlias = tuple[Fraction, Fraction]
"""An interval around one number; both ends are the number itself when it is rational."""

_MOST_BITS = 4000
_OF_A_SIGN = (sympy.log, sympy.loggamma, sympy.gamma, sympy.digamma, sympy.polygamma, sympy.Abs, sympy.sign)


def worth_trying(parts: Iterable[Basic], symbol: Symbol, others: Mapping[Symbol, Fraction], integer: bool) -> list[Any]:
    """The zeros and poles of the parts in one symbol, and a simple number from each gap between them."""
    brackets: set[Bracket] = set()
    for part in parts:
        letters = part.free_symbols & others.keys()
        brackets.update(_turns(part, symbol, frozenset((letter, others[letter]) for letter in letters)))
    return _around(sorted(brackets), integer) if brackets else []


@remembered(4096)
def _turns(part: Basic, symbol: Symbol, others: frozenset[tuple[Symbol, Fraction]]) -> tuple[Bracket, ...]:
    """The zeros and poles of one part, none where it is no rational function."""
    try:
        quotient = Quotient.of(part, symbol, dict(others))
    except NotRationalFunction:
        return ()
    return (*_roots(quotient.above), *_roots(quotient.below))


def switches(*expressions: Basic) -> list[Expr]:
    """The parts whose zeros matter, outermost first: what is divided by, under a root, in a logarithm, compared."""
    found: dict[Expr, None] = {}
    for expression in expressions:
        for node in sympy.preorder_traversal(expression):
            found.update((part, None) for part in _switches_of(node) if part.free_symbols)
    return list(found)


def _switches_of(node: Basic) -> Iterator[Expr]:
    if isinstance(node, sympy.Pow) and not (node.exp.is_Integer and node.exp.is_nonnegative):
        yield node.base
    elif isinstance(node, _OF_A_SIGN):
        yield node.args[-1]
    elif isinstance(node, (sympy.Max, sympy.Min)):
        yield from (left - right for left, right in combinations(node.args, 2))
    elif isinstance(node, sympy.core.relational.Relational):
        yield node.args[0] - node.args[1]


def _roots(polynomial: fmpq_poly) -> Iterator[Bracket]:
    whole = fmpz_poly(list(polynomial.numer()))
    if whole.degree() < 1 or max(int(c).bit_length() for c in whole) > _MOST_BITS:
        return
    for factor, _ in whole.factor()[1]:
        if factor.degree() == 1:
            root = Fraction(-int(factor[0]), int(factor[1]))
            yield root, root
            continue
        places: Any = factor.complex_roots()  # pairs of a root and its multiplicity
        for place, _ in places:
            if place.imag == 0:
                ball = Ball.from_arb(place.real)
                yield ball.lower, ball.upper


def _around(brackets: list[Bracket], integer: bool) -> list[Fraction]:
    found: set[Fraction] = set()
    for low, high in brackets:
        found |= {low} if low == high and not integer else set()
        found |= {Fraction(v) for v in (floor(low) - 1, floor(low), ceil(high), ceil(high) + 1)} if integer else set()
    found |= {Fraction(floor(brackets[0][0]) - 1), Fraction(ceil(brackets[-1][1]) + 1)}
    found |= {simplest_between(left[1], right[0]) for left, right in pairwise(brackets) if left[1] < right[0]}
    return sorted(found)


def simplest_between(low: Fraction, high: Fraction) -> Fraction:
    """The number with the smallest denominator strictly between two others, the one nearest to zero of these.

    >>> simplest_between(Fraction(49), Fraction(50)), simplest_between(Fraction(-1, 3), Fraction(7))
    (Fraction(99, 2), Fraction(0, 1))
    """
    if low < 0 < high:
        return Fraction(0)
    if high <= 0:
        return -simplest_between(-high, -low)
    whole = floor(low)
    if whole + 1 < high:
        return Fraction(whole + 1)
    if low == whole:
        return whole + Fraction(1, floor(1 / (high - whole)) + 1)
    return whole + 1 / simplest_between(1 / (high - whole), 1 / (low - whole))
