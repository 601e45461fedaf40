"""A limit looked at from a ladder of sizes: exact values on the way, and the rate at which they approach.

The exact reduction of :mod:`lemmata.verifier.rules.limit` is one engine; this is the other. At points of the domain of
the parameters that stay, the expression is evaluated at T = 10^3, 10^6, 10^9 (times what makes the other sizes
integers), and its distance from the claimed limit must shrink at every rung, if only like 1/log T.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import lcm, log10
from typing import Any

from sympy import Basic, Expr, oo

from lemmata.theory.relations import Path
from lemmata.theory.spectra.eigensum import depends_on_spectrum
from lemmata.theory.values.enclosure import NoEnclosure, enclose
from lemmata.verifier.engines.domain import Domain, EmptyDomain

RUNGS = (10**3, 10**6, 10**9)
_POINTS = 3
_SLOWEST = 0.02
"""1/log T falls by a factor 3/2 from 10^6 to 10^9, that is like T^-0.06."""
_DIGITS = 40


@dataclass(frozen=True)
class Ladder:
    """What the rungs say: whether every distance shrinks, and the slowest power of T at which it does."""

    shrinks: bool
    rate: float
    points: int

    def __str__(self) -> str:
        return f"error falls at least as T^-{self.rate:.2f} at {self.points} points up to T = 10^9"


def climb(expression: Expr, value: Expr, path: Path, still: tuple[Basic, ...]) -> Ladder | None:
    """Compare the expression with its claimed limit on the ladder; None where nothing can be evaluated."""
    if path.to is not oo or value in (oo, -oo) or depends_on_spectrum(expression) or depends_on_spectrum(value):
        return None
    moving = expression.xreplace(dict(path.keeping))
    symbols = (moving.free_symbols | value.free_symbols) - {path.variable}
    try:
        points = Domain.of(symbols, still).sample(_POINTS, seed=0)
    except EmptyDomain:
        return None
    rates: list[float] = []
    for point in points:
        try:
            rates += _rates(moving, value, path, point)
        except NoEnclosure:
            continue
    if not rates:
        return None
    return Ladder(min(rates) > _SLOWEST, min(rates), len(points))


def _rates(moving: Expr, value: Expr, path: Path, point: dict[Any, Fraction]) -> list[float]:
    """The powers of T by which the distance shrinks from rung to rung (nothing where it is zero already)."""
    unit = lcm(
        *(number.denominator for number in point.values()), *(number.numerator or 1 for number in point.values())
    )
    target = enclose(value, point, digits=_DIGITS)
    distances = []
    for rung in RUNGS:
        reached = enclose(moving, {**point, path.variable: Fraction(unit * rung)}, digits=_DIGITS)
        distances.append((abs(reached.mid - target.mid), reached.rad + target.rad))
    return [
        log10(before / max(after, error, Fraction(1, 10**_DIGITS))) / 3
        for (before, _), (after, error) in pairwise(distances)
        if before > error
    ]
