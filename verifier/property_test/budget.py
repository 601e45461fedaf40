"""How closely and how long a property test looks, read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from time import process_time
from typing import TypeVar

from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import Exact, exact, exact_integer

_MOST_DIGITS, _MOST_SECONDS = 1000, 10**6
_Number = TypeVar("_Number", int, Fraction)


def budget_of(resolution: Exact, digits: Exact, seed: Exact, max_seconds: Exact) -> Budget:
    """How closely and how long to look, read and checked."""
    return Budget(
        resolution=_positive(resolution, "resolution"),
        digits=_at_most(_MOST_DIGITS, exact_integer(digits, "digits", least=5), "digits"),
        seed=exact_integer(seed, "seed", least=0),
        deadline=process_time() + float(_at_most(_MOST_SECONDS, _positive(max_seconds, "max_seconds"), "max_seconds")),
    )


@dataclass(frozen=True)
class Budget:
    """Resolution, digits, seed, and the deadline on the clock of ``time.process_time``."""

    resolution: Fraction
    digits: int
    seed: int
    deadline: float


def _at_most(most: int, value: _Number, argument: str) -> _Number:
    if value > most:
        raise InputError(argument, value, f"at most {most}")
    return value


def _positive(value: Exact, argument: str) -> Fraction:
    number = exact(value, argument)
    if number <= 0:
        raise InputError(argument, value, "> 0")
    return number
