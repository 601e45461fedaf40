"""The domain of a statement, and points in it.

A domain is what the symbols' own assumptions (``T`` is a positive integer, ``p`` a prime number) and some relations
(``T >= d + 2``) leave. Points are found one symbol after the other: the relations whose other symbols are already known
and that are linear in the new one give its range, an equation gives its value, and what remains is decided by exact
evaluation. They are drawn at random (:meth:`Domain.sample`), by Hypothesis (:meth:`Domain.strategy`), or as close as
possible to values that somebody wishes for (:meth:`Domain.near`); whatever the way, a point lies in the domain.

>>> from sympy import Ge
>>> from lemmata.theory.notation import T, d
>>> domain = Domain.of([d, T], [Ge(T, d + 2)])
>>> domain.contains({d: Fraction(1), T: Fraction(3)})
True
>>> domain.contains({d: Fraction(1), T: Fraction(2)})
False
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor
from random import Random
from typing import TYPE_CHECKING, Any

import sympy
from sympy import Basic, Expr, Symbol

from lemmata.theory.values.exact_value import exact_value
from lemmata.theory.values.work import remembered
from lemmata.verifier.engines.exact_points import satisfied
from lemmata.verifier.engines.own_assumptions import own

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Point = Mapping[Symbol, Fraction]

_LARGEST_INTEGER = 40
_LARGEST_RATIONAL = 8
_PATIENCE = 400  # trials in a row that gave no new point: a small domain has no more, a thin one is not met by chance


class EmptyDomain(ValueError):
    """No point satisfies the assumptions, as far as the search went."""


@dataclass(frozen=True)
class Domain:
    """Symbols in the order in which they are drawn, and the relations between them."""

    symbols: tuple[Symbol, ...]
    relations: tuple[Basic, ...]

    @classmethod
    def of(cls, symbols: Iterable[Symbol], relations: Iterable[Basic]) -> Domain:
        """The domain of the given symbols, and of those that the relations mention."""
        conjuncts = tuple(_conjuncts(relations))
        every = {*symbols, *(s for relation in conjuncts for s in relation.free_symbols)}
        return cls(_drawing_order(every, conjuncts), conjuncts)

    def contains(self, point: Point) -> bool:
        """Whether the point certainly satisfies every assumption."""
        return all(own(symbol).admits(point[symbol]) for symbol in self.symbols) and self._satisfies(point)

    def _satisfies(self, point: Point) -> bool:
        return all(satisfied(relation, point) for relation in self.relations)

    def strategy(self) -> SearchStrategy[dict[Symbol, Fraction]]:
        """A Hypothesis strategy for points of the domain."""
        from hypothesis import strategies as st

        @st.composite
        def points(draw: Any) -> dict[Symbol, Fraction]:
            from hypothesis import assume

            point: dict[Symbol, Fraction] = {}
            for symbol in self.symbols:
                candidates = _range(symbol, self.relations, point)
                assume(candidates is not None)
                assert candidates is not None
                value = candidates.within(draw(candidates.strategy()))
                assume(value is not None)
                assert value is not None
                point[symbol] = value
            assume(self._satisfies(point))
            return point

        return points()

    def sample(self, count: int, seed: int) -> list[dict[Symbol, Fraction]]:
        """Up to ``count`` distinct points, the same for the same seed.

        Raises:
            EmptyDomain: when no point was found.
        """
        for order in (lambda domain: domain, _with_equations_last):
            domain = order(self)
            if found := _sampled(domain, count, seed):
                return [dict(zip(domain.symbols, values, strict=True)) for values in found]
        raise EmptyDomain(f"no point satisfies {', '.join(map(str, self.relations)) or 'the assumptions'}")

    def _attempts(self, random: Random, tries: int) -> Iterator[dict[Symbol, Fraction] | None]:
        for _ in range(tries):
            yield self._drawn(random)

    def _drawn(self, random: Random) -> dict[Symbol, Fraction] | None:
        """One point at random; None where that led out of the domain."""
        point: dict[Symbol, Fraction] = {}
        for symbol in self.symbols:
            candidates = _range(symbol, self.relations, point)
            value = None if candidates is None else candidates.within(candidates.draw(random))
            if value is None:
                return None
            point[symbol] = value
        return point if self._satisfies(point) else None

    def near(self, wishes: Point) -> dict[Symbol, Fraction] | None:
        """A point whose values are as close to the given ones as the domain allows; None when none was found.

        >>> from lemmata.theory.notation import T, d
        >>> Domain.of([d, T], [T >= d + 2]).near({d: Fraction(7), T: Fraction(3)})
        {d: Fraction(7, 1), T: Fraction(9, 1)}
        """
        found = _near(self, tuple(wishes.get(symbol, Fraction(1)) for symbol in self.symbols))
        return None if found is None else dict(zip(self.symbols, found, strict=True))


@remembered(4096)
def _near(domain: Domain, wishes: tuple[Fraction, ...]) -> tuple[Fraction, ...] | None:
    """The values of the symbols at the point that is nearest: the steps of a proof wish for much the same."""
    point: dict[Symbol, Fraction] = {}
    for symbol, wish in zip(domain.symbols, wishes, strict=True):
        candidates = _range(symbol, domain.relations, point)
        value = None if candidates is None else candidates.within(wish)
        if value is None:
            return None
        point[symbol] = value
    return tuple(point.values()) if domain._satisfies(point) else None


@lru_cache(maxsize=256)
def _sampled(domain: Domain, count: int, seed: int) -> tuple[tuple[Fraction, ...], ...]:
    """The values of the symbols at the points of a sample: the steps of a proof share their domain."""
    found: dict[tuple[Fraction, ...], None] = {}
    in_vain = 0
    for point in domain._attempts(Random(seed), 200 * count):
        size = len(found)
        if point is not None:
            found.setdefault(tuple(point[s] for s in domain.symbols))
        in_vain = in_vain + 1 if len(found) == size else 0
        if len(found) == count or not domain.symbols or in_vain == _PATIENCE:
            break
    return tuple(found)


def _conjuncts(relations: Iterable[Basic]) -> Iterator[Basic]:
    for relation in relations:
        if isinstance(relation, sympy.And):
            yield from _conjuncts(relation.args)
        elif relation is sympy.true:
            continue
        elif relation is sympy.false:
            raise EmptyDomain("the assumptions contain a relation that is false")
        else:
            yield relation


def _drawing_order(symbols: set[Symbol], relations: tuple[Basic, ...]) -> tuple[Symbol, ...]:
    """Symbols that an equation gives come after those that it needs; otherwise what others are bounded by is first."""
    needs = {_solved_symbol(r): r.free_symbols for r in relations if isinstance(r, sympy.Eq)}
    free = sorted((s for s in symbols if s not in needs), key=lambda s: (len(_bounds_mentioned(s, relations)), s.name))
    order = list(free)
    waiting = sorted((s for s in symbols if s in needs), key=lambda s: s.name)
    while waiting:
        ready = [s for s in waiting if needs[s] - {s} <= set(order)] or waiting[:1]
        order.append(ready[0])
        waiting.remove(ready[0])
    return tuple(order)


def _with_equations_last(domain: Domain) -> Domain:
    """The domain with a letter for every equation drawn last, which it then gives: each is linear in its own."""
    equations = [relation for relation in domain.relations if isinstance(relation, sympy.Eq)]
    given: dict[Symbol, None] = {}
    for equation in sorted(equations, key=lambda one: (len(one.free_symbols), str(one))):
        mine = (s for s in domain.symbols if s in equation.free_symbols and s not in given)
        fewest = sorted(mine, key=lambda s: (sum(s in one.free_symbols for one in equations), bool(s.is_integer)))
        linear = (s for s in fewest if not (equation.lhs - equation.rhs).diff(s).has(s))
        if (found := next(linear, None)) is not None:
            given[found] = None
    return Domain((*(s for s in domain.symbols if s not in given), *given), domain.relations)


def _solved_symbol(relation: sympy.Eq) -> Symbol | None:
    for side in relation.args:
        if isinstance(side, Symbol):
            return side
    return None


def _bounds_mentioned(symbol: Symbol, relations: tuple[Basic, ...]) -> set[Symbol]:
    """The symbols in relations of which ``symbol`` is the left-hand side alone."""
    mentioned: set[Symbol] = set()
    for relation in relations:
        if relation.args and relation.args[0] == symbol:
            mentioned |= relation.free_symbols - {symbol}
    return mentioned


@dataclass(frozen=True)
class _Range:
    """The candidates for one symbol: an interval of integers or rationals."""

    symbol: Symbol
    low: Fraction | None
    high: Fraction | None
    integer: bool
    open_low: bool
    open_high: bool

    def ends(self) -> tuple[Fraction, Fraction]:
        """A bounded window: the whole interval when it is short, otherwise its beginning."""
        size = _LARGEST_INTEGER if self.integer else _LARGEST_RATIONAL
        if self.low is not None:
            return self.low, self.low + size if self.high is None else self.high
        if self.high is not None:
            return self.high - size, self.high
        return Fraction(-size), Fraction(size)

    def within(self, wish: Fraction) -> Fraction | None:
        """A candidate close to a value; None when there is none nearby."""
        return own(self.symbol).nearest(self._clamped(wish), self._contains)

    def _clamped(self, wish: Fraction) -> Fraction:
        if self.low is not None and (wish < self.low or (wish == self.low and self.open_low)):
            return self.low + self._step() if self.open_low else self.low
        if self.high is not None and (wish > self.high or (wish == self.high and self.open_high)):
            return self.high - self._step() if self.open_high else self.high
        return wish

    def _step(self) -> Fraction:
        """How far from an end that does not belong to the range."""
        if self.low is None or self.high is None:
            return Fraction(1, 1000)
        return (self.high - self.low) / 1000

    def _contains(self, value: Fraction) -> bool:
        above = self.low is None or value > self.low or (value == self.low and not self.open_low)
        return above and (self.high is None or value < self.high or (value == self.high and not self.open_high))

    def draw(self, random: Random) -> Fraction:
        low, high = self.ends()
        if low == high:
            return low
        if self.integer:
            return self._integer(low, high, random)
        return self._rational(low, high, random)

    def _integer(self, low: Fraction, high: Fraction, random: Random) -> Fraction:
        first, last = ceil(low), floor(high)
        near = first + min(int(random.expovariate(0.4)), last - first)
        value = near if random.random() < 0.7 else random.randint(first, last)
        return Fraction(value)

    def _rational(self, low: Fraction, high: Fraction, random: Random) -> Fraction:
        if random.random() < 0.25 and self.low is not None and self.high is None:
            return low + Fraction(random.choice([1, 2, 3, 5])) * Fraction(10) ** random.randint(-3, 3)
        denominator = random.choice([1, 2, 3, 4, 5, 8, 12])
        if random.random() < 0.1 and not self.open_low:
            return low
        return low + (high - low) * Fraction(random.randint(1, 8 * denominator - 1), 8 * denominator)

    def strategy(self) -> SearchStrategy[Fraction]:
        from hypothesis import strategies as st

        low, high = self.ends()
        if low == high:
            return st.just(low)
        if self.integer:
            return st.integers(ceil(low), floor(high)).map(Fraction)
        inside = st.fractions(low, high, max_denominator=max(12, low.denominator, high.denominator))
        if self.open_low:
            inside = inside.filter(lambda value: value > low)
        if self.open_high:
            inside = inside.filter(lambda value: value < high)
        return inside


def _range(symbol: Symbol, relations: tuple[Basic, ...], point: Point) -> _Range | None:
    """What the relations leave for ``symbol`` once ``point`` is fixed; None when that is nothing."""
    mine = own(symbol)
    if mine.empty:
        return None
    low, high, open_low, open_high = mine.low, mine.high, mine.open_low, mine.open_high
    for relation, others in _relations_of(symbol, relations):
        if any(other not in point for other in others):
            continue
        bound = _linear_bound(relation, symbol, others, tuple(point[other] for other in others))
        if bound is None:
            continue
        value, below, above, strict = bound
        if below and (low is None or value > low or (value == low and strict)):
            low, open_low = value, strict
        if above and (high is None or value < high or (value == high and strict)):
            high, open_high = value, strict
    if mine.integer:
        low, high = _integer_ends(low, high, open_low, open_high)
        open_low = open_high = False
    if low is not None and high is not None and (low > high or (low == high and (open_low or open_high))):
        return None
    return _Range(symbol, low, high, mine.integer, open_low, open_high)


def _integer_ends(
    low: Fraction | None, high: Fraction | None, open_low: bool, open_high: bool
) -> tuple[Fraction | None, Fraction | None]:
    if low is not None:
        low = Fraction(floor(low) + 1 if open_low else ceil(low))
    if high is not None:
        high = Fraction(ceil(high) - 1 if open_high else floor(high))
    return low, high


@lru_cache(maxsize=4096)
def _relations_of(symbol: Symbol, relations: tuple[Basic, ...]) -> tuple[tuple[Basic, tuple[Symbol, ...]], ...]:
    """The relations that may bound a symbol, each with the other letters on which the bound depends."""
    mine = (one for one in relations if not isinstance(one, sympy.Ne) and symbol in one.free_symbols)
    return tuple((one, tuple(one.free_symbols - {symbol})) for one in mine)


@remembered(1 << 14)
def _linear_bound(
    relation: Basic, symbol: Symbol, others: tuple[Symbol, ...], known: tuple[Fraction, ...]
) -> tuple[Fraction, bool, bool, bool] | None:
    """The bound that a relation linear in ``symbol`` gives: value, is it a lower one, an upper one, is it strict."""
    point = dict(zip(others, known, strict=True))
    difference: Expr = relation.args[0] - relation.args[1]
    at = [exact_value(difference, {**point, symbol: Fraction(k)}) for k in (1, 2, 3)]
    if None in at:
        return None
    first, second, third = (value for value in at if value is not None)
    slope = second - first
    if slope == 0 or third - second != slope:
        return None
    root = 1 - first / slope
    if isinstance(relation, sympy.Eq):
        return root, True, True, False
    strict = isinstance(relation, (sympy.StrictGreaterThan, sympy.StrictLessThan))
    wants_large = isinstance(relation, (sympy.Ge, sympy.Gt)) == (slope > 0)
    return root, wants_large, not wants_large, strict


def shown(point: Mapping[Any, Any]) -> str:
    """``d=1 T=3 sigma=1/2``, as it is printed beside a counterexample."""
    return " ".join(f"{symbol}={value}" for symbol, value in point.items())
