"""Even, odd and prime letters by halves: solvers know real numbers, and e = 2 m with m >= 1 is at least 2 for these.

A letter is opened case by case: an even one is 2 m, 0 or -2 m with m >= 1, an odd one 2 m + 1 or -(2 m + 1) with
m >= 0, a prime 2 or an odd number from 3 on. Conditions between whole numbers are rounded: 2 m > 1 says m >= 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from sympy import Basic, Dummy, Expr, Ge, Gt, Integer, Le, Lt, Symbol, ceiling, false, floor, true

_MOST = 3
_SIGNS = ("positive", "negative", "nonnegative", "nonpositive", "nonzero", "even", "odd")


def by_halves(expression: Expr, assumptions: Sequence[Basic]) -> list[tuple[Expr, tuple[Basic, ...]]]:
    """The cases of an expression on its domain; none where no letter is even, odd or prime, or the domain is empty.

    >>> p = Symbol("p", prime=True)
    >>> by_halves(p, [p > 3])
    [(2*_p + 1, (_p >= 2,))]
    """
    letters = {symbol for part in (expression, *assumptions) for symbol in part.free_symbols if _opened(symbol)}
    if not 0 < len(letters) <= _MOST:
        return []
    found = []
    for values in product(*([(letter, value) for value in _values(letter)] for letter in sorted(letters, key=str))):
        there = [_rounded(relation.xreplace(dict(values))) for relation in assumptions]
        if false not in there:
            found.append((expression.xreplace(dict(values)), tuple(one for one in there if one is not true)))
    return found


def _opened(symbol: Basic) -> bool:
    return isinstance(symbol, Symbol) and bool(symbol.is_even or symbol.is_odd or symbol.is_prime)


def _values(letter: Symbol) -> Iterator[Expr]:
    """What a letter may be, in the signs that it has."""
    m, k = Dummy(letter.name, integer=True, positive=True), Dummy(letter.name, integer=True, nonnegative=True)
    every = (Integer(2), 2 * m + 1) if letter.is_prime else (2 * m, Integer(0), -2 * m, 2 * k + 1, -2 * k - 1)
    for value in every:
        if not any(getattr(letter, f"is_{word}") and getattr(value, f"is_{word}") is False for word in _SIGNS):
            yield value


def _rounded(relation: Basic) -> Basic:
    """An inequality between whole numbers, divided by a common factor and rounded."""
    if not isinstance(relation, (Ge, Gt, Le, Lt)):
        return relation
    larger, smaller = relation.args if isinstance(relation, (Ge, Gt)) else reversed(relation.args)
    number, rest = (larger - smaller).expand().as_coeff_Add()
    factor, whole = rest.as_content_primitive()
    if not whole.is_integer or not whole.free_symbols or not number.is_Rational:
        return relation
    bound = -number / factor
    return Ge(whole, floor(bound) + 1 if isinstance(relation, (Gt, Lt)) else ceiling(bound))
