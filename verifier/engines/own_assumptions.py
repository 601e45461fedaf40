"""What a symbol's own assumptions say of its rational values: a range, and which numbers in it are meant.

>>> from sympy import Symbol
>>> own(Symbol("r", nonpositive=True)).admits(Fraction(1))
False
>>> own(Symbol("p", prime=True)).nearest(Fraction(9))
Fraction(11, 1)

A symbol that is irrational, imaginary or infinite has no rational value at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import sympy
from sympy import Symbol

_FURTHEST = 300  # no two neighbouring primes below 10^9 are further apart (the largest gap there is 282)


def _is_prime(value: Fraction) -> bool:
    return value.denominator == 1 and bool(sympy.isprime(value.numerator))


def _is_composite(value: Fraction) -> bool:
    return value.denominator == 1 and bool(value > 1) and not _is_prime(value)


_TESTS: dict[str, Callable[[Fraction], bool]] = {
    "integer": lambda value: value.denominator == 1,
    "zero": lambda value: value == 0,
    "even": lambda value: value.denominator == 1 and value.numerator % 2 == 0,
    "odd": lambda value: value.denominator == 1 and value.numerator % 2 == 1,
    "prime": _is_prime,
    "composite": _is_composite,
}
"""Facts that single out numbers within a range; those of the sign are the range itself."""
_NO_RATIONAL = {"real": False, "finite": False, "rational": False, "imaginary": True, "algebraic": False}


@dataclass(frozen=True)
class Own:
    """The values that the assumptions of one symbol leave.

    Attributes:
        low, high, open_low, open_high: the range; None where it has no end.
        integer: whether all values are integers.
        tests: what else a value must satisfy.
        empty: whether no rational number is meant.
    """

    low: Fraction | None
    high: Fraction | None
    open_low: bool
    open_high: bool
    integer: bool
    tests: tuple[tuple[str, bool], ...]
    empty: bool

    def admits(self, value: Fraction) -> bool:
        """Whether the value has every assumption of the symbol."""
        above = self.low is None or value > self.low or (value == self.low and not self.open_low)
        below = self.high is None or value < self.high or (value == self.high and not self.open_high)
        return above and below and not self.empty and all(_TESTS[name](value) is truth for name, truth in self.tests)

    def nearest(self, value: Fraction, among: Callable[[Fraction], bool] = lambda _: True) -> Fraction | None:
        """A close value that has every assumption and is ``among`` those wanted; None when there is none nearby."""
        if self.empty:
            return None
        return next((near for near in self._around(value) if self.admits(near) and among(near)), None)

    def _around(self, value: Fraction) -> Iterator[Fraction]:
        middle = Fraction(round(value)) if self.integer else value
        step = Fraction(1) if self.integer else Fraction(1, 7)
        yield middle
        for offset in range(1, _FURTHEST if self.integer else 7):
            yield middle + offset * step
            yield middle - offset * step


@lru_cache(maxsize=4096)
def own(symbol: Symbol) -> Own:
    """What the assumptions of a symbol leave of the rational numbers."""
    facts = symbol.assumptions0
    low = Fraction(0) if facts.get("extended_nonnegative") else None
    high = Fraction(0) if facts.get("extended_nonpositive") else None
    nonzero = facts.get("zero") is False
    tests = tuple((name, facts[name]) for name in _TESTS if name in facts)
    return Own(
        low,
        high,
        nonzero and low is not None,
        nonzero and high is not None,
        facts.get("integer") is True,
        tests,
        any(facts.get(name) is truth for name, truth in _NO_RATIONAL.items()),
    )
