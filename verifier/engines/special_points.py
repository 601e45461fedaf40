"""Points of a domain where errors hide, beside those that are drawn at random.

* Corners: every symbol at an end of its range, or far out (10^12, integers 10^9), the others as in an ordinary point.
* Turning points: where a denominator, a radicand, a difference of arguments of a maximum, an assumption or the two
  sides themselves meet zero, and one number from each gap between such places (:mod:`.turning_points`).
* In a thorough search also magnitudes from 10^-12 to 10^12, of two integers at once up to 10^3, long ranges of the
  integers, and where sums and products of many terms turn (:mod:`.long_ranges`).

All are wishes that the domain answers with its nearest point, so that no point lies outside. How far out a symbol may
go depends on what must be computed there: the terms of a sum are added one by one, and a quantity that knows its own
value may need a recursion over its sizes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, product

import sympy
from sympy import Basic, Expr, Symbol

from lemmata.theory.values.infinite_series import is_sum_of_powers
from lemmata.verifier.engines.domain import Domain, Point
from lemmata.verifier.engines.long_ranges import turns
from lemmata.verifier.engines.own_assumptions import own
from lemmata.verifier.engines.turning_points import switches, worth_trying

_FAR_INTEGER = 10**9
_FAR = 10**12
_FAR_IN_SUMS = 300
_FAR_IN_QUANTITIES = 40
_LONG_RANGE = 200
_SELECTED = (255, 256, 257, 500, 997, 1000, 1001, 4096, 5000, 9999, 10**4, 10**5, 10**6, 10**6 + 1, 10**8, 10**9)
_SIZES = (1, 3, 10, 30, 100, 300, 1000)
_EXPONENTS = (-12, -9, -6, -4, -2, 2, 4, 6, 9, 12)


def special_points(
    sides: Sequence[Expr], domain: Domain, bases: Sequence[Point], *, thorough: bool
) -> Iterator[dict[Symbol, Fraction]]:
    """Distinct points of the domain where errors hide; ``bases`` are ordinary points to start from."""
    if not domain.symbols or not bases:
        return
    seen: set[tuple[Fraction, ...]] = set()
    for wish in _wishes(sides, domain, bases, thorough):
        point = domain.near(wish)
        if point is None:
            continue
        key = tuple(point[symbol] for symbol in domain.symbols)
        if key not in seen:
            seen.add(key)
            yield point


def _wishes(sides: Sequence[Expr], domain: Domain, bases: Sequence[Point], thorough: bool) -> Iterator[Point]:
    reach = {symbol: _reach(symbol, *sides) for symbol in domain.symbols}
    yield from _corners(reach, bases[0])
    parts = [sides[0] - sides[1], *sides, *switches(*sides, *domain.relations), *_differences(domain.relations)]
    for base in bases if thorough else bases[:1]:
        yield from _turning(parts, reach, base)
    if thorough:
        for base in bases:
            yield from _magnitudes(reach, base)
        yield from _pairs(reach, bases[0])
        yield from _long_ranges(reach, bases[0])
        yield from _where_totals_turn(parts[0], reach, bases)


def _corners(reach: dict[Symbol, Fraction], base: Point) -> Iterator[Point]:
    yield {symbol: -far for symbol, far in reach.items()}
    yield {symbol: Fraction(0) for symbol in reach}
    yield dict(reach)
    for symbol, far in reach.items():
        yield {**base, symbol: -far}
        yield {**base, symbol: far}


def _turning(parts: Iterable[Expr], reach: dict[Symbol, Fraction], base: Point) -> Iterator[Point]:
    letters = {part: part.free_symbols for part in parts}
    for symbol, far in reach.items():
        mine = [part for part in letters if symbol in letters[part]]
        for value in worth_trying(mine, symbol, base, own(symbol).integer):
            if abs(value) <= far:
                yield {**base, symbol: value}


def _magnitudes(reach: dict[Symbol, Fraction], base: Point) -> Iterator[Point]:
    for symbol, far in reach.items():
        for exponent in _EXPONENTS:
            size = Fraction(10) ** exponent
            if size <= far and (exponent > 0 or not own(symbol).integer):
                yield {**base, symbol: size}
                yield {**base, symbol: -size}


def _pairs(reach: dict[Symbol, Fraction], base: Point) -> Iterator[Point]:
    """Two integers, each small or large: what holds where either is alone may fail between 10 and 50."""
    for pair in combinations(filter(lambda symbol: own(symbol).integer, reach), 2):
        for sizes in product(_SIZES, repeat=2):
            if max(sizes) <= min(reach[symbol] for symbol in pair):
                yield {**base, **dict(zip(pair, map(Fraction, sizes), strict=True))}


def _long_ranges(reach: dict[Symbol, Fraction], base: Point) -> Iterator[Point]:
    for symbol, far in reach.items():
        if own(symbol).integer:
            yield from ({**base, symbol: Fraction(k)} for k in range(min(int(far), _LONG_RANGE) + 1))
            yield from ({**base, symbol: Fraction(k)} for k in _SELECTED if k <= far)


def _where_totals_turn(difference: Expr, reach: dict[Symbol, Fraction], bases: Sequence[Point]) -> Iterator[Point]:
    for base in bases:
        for symbol, far in reach.items():
            if far >= _FAR_IN_SUMS and own(symbol).integer:
                yield from ({**base, symbol: Fraction(place)} for place in turns(difference, symbol, base))


def _differences(relations: Iterable[Basic]) -> Iterator[Expr]:
    for relation in relations:
        if isinstance(relation, sympy.core.relational.Relational):
            yield relation.args[0] - relation.args[1]


def _reach(symbol: Symbol, *sides: Expr) -> Fraction:
    """How far out a symbol is worth going: the smallest that a part in which it occurs allows."""
    far = _FAR_INTEGER if own(symbol).integer else _FAR
    return Fraction(min([far, *(limit for side in sides for names, limit in _limits(side) if symbol in names)]))


@lru_cache(maxsize=256)
def _limits(side: Expr) -> tuple[tuple[frozenset[Symbol], int], ...]:
    """The symbols of the parts that are costly far out, and how far these may go."""
    found = []
    for node in sympy.preorder_traversal(side):
        if isinstance(node, (sympy.Sum, sympy.Product)):
            inner = node.function.has(sympy.Sum, sympy.Product)
            ends = {symbol for limit in node.limits for end in limit[1:] for symbol in end.free_symbols}
            if len(node.limits) > 1 or not isinstance(node, sympy.Sum) or not _is_long(node):
                found.append((frozenset(ends), _FAR_IN_QUANTITIES if inner else _FAR_IN_SUMS))
        elif hasattr(node, "value_at") or hasattr(node, "_enclose_"):
            found.append((frozenset(node.free_symbols), _FAR_IN_QUANTITIES))
    return tuple(found)


def _is_long(total: sympy.Sum) -> bool:
    """Whether any number of its terms is added at once."""
    return is_sum_of_powers(total.function, total.limits[0][0])
