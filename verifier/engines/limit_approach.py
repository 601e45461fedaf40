"""A limit looked at from a ladder of sizes: values on the way, and where they seem to go.

The exact reduction of :mod:`lemmata.verifier.rules.limit` is one engine; this is the other. At points of the domain of
the parameters that stay, the expression is evaluated in balls at T = 10^3, 10^6, 10^12, 10^24, 10^48 (times what makes
the other sizes integers; up to 10^9 where it holds quantities that are costly at large sizes). Where the distance does
not shrink there, as that of T^-a for a small a, the rungs up to 10^3072 are looked at. No rate is presumed: on such a
ladder powers of T fall by ever larger factors and powers of log T by a constant one, whose extrapolation
(Aitken's) goes to zero, but for a wrong limit the distance stays. Whatever the ladder says is no proof and no
refutation.

>>> from lemmata.theory.notation import T
>>> from sympy import log, sympify
>>> print(climb(1 + 1/log(T), sympify(1), Path(T), ()))
the distance falls by a factor 2 or more from T to T^2, at 1 point up to T = 10^48
>>> print(climb(1 + 1/T, sympify(2), Path(T), ()))
the distance stays near 1 at 1 point up to T = 10^48
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from math import inf, lcm
from typing import Any

import sympy
from sympy import Basic, Expr, oo

from lemmata.theory.relations import Path
from lemmata.theory.spectra.eigensum import depends_on_spectrum
from lemmata.theory.values.enclosure import NoEnclosure, enclose
from lemmata.verifier.engines.binders import put_in
from lemmata.verifier.engines.domain import Domain, EmptyDomain

_FAR, _NEAR, _FARTHER = (3, 6, 12, 24, 48), (3, 6, 9), (768, 1536, 3072)
_POINTS = 3
_MOST = 10**300
_DIGITS = 60
_FAST = Fraction(1, 4)
_SETTLES = Fraction(3, 4)  # of the last distance: what extrapolation may leave of it (1/log log T leaves about a half)


@dataclass(frozen=True)
class Ladder:
    """What the rungs say.

    Attributes:
        shrinks: whether the distances go to zero, as far as that can be seen.
        factor: the smallest factor by which a distance falls from the last rung but one to the last.
        distance: the largest of those at the last rung.
        points: how many points of the other parameters were looked at.
        exponents: the powers of ten of the first and the last size.
    """

    shrinks: bool
    factor: float
    distance: float
    points: int
    exponents: tuple[int, int]

    def __str__(self) -> str:
        where = f"at {self.points} point{'s' * (self.points > 1)} up to T = 10^{self.exponents[1]}"
        if not self.shrinks:
            return f"the distance stays near {self.distance:.2g} {where}"
        if self.factor == inf:
            return f"the distance vanishes {where}"
        last = "10^6 to 10^9" if self.exponents[1] == _NEAR[-1] else "T to T^2"
        return f"the distance falls by a factor {self.factor:.3g} or more from {last}, {where}"


def climb(expression: Expr, value: Expr, path: Path, still: tuple[Basic, ...]) -> Ladder | None:
    """Compare the expression with its claimed limit on the ladder; None where nothing can be evaluated."""
    if path.to is not oo or value in (oo, -oo) or depends_on_spectrum(expression) or depends_on_spectrum(value):
        return None
    moving = put_in(expression, path.keeping)
    costly = any(hasattr(node, "value_at") or hasattr(node, "_enclose_") for node in sympy.preorder_traversal(moving))
    exponents = _NEAR if costly else _FAR
    symbols = (moving.free_symbols | value.free_symbols) - {path.variable}
    try:
        points = Domain.of(symbols, still).sample(_POINTS, seed=0)
    except EmptyDomain:
        return None
    seen, ends = [], (exponents[0], exponents[-1])
    for point in points:
        with suppress(NoEnclosure):
            seen.append(_distances(moving, value, path, point, exponents))
            if not costly and not _settles(seen[-1]):
                far = _distances(moving, value, path, point, _FARTHER)
                if all(far) and _settles(far):
                    seen[-1], ends = far, (exponents[0], _FARTHER[-1])
    if not seen:
        return None
    factor = min(abs(before / last) if last else inf for *_, before, last in seen)
    largest = max(abs(last) for *_, last in seen)
    return Ladder(all(map(_settles, seen)), inf if factor > _MOST else float(factor), float(largest), len(seen), ends)


def _distances(
    moving: Expr, value: Expr, path: Path, point: dict[Any, Fraction], exponents: tuple[int, ...]
) -> list[Fraction]:
    """By how much the expression exceeds the limit at each rung; zero where the balls do not tell."""
    unit = lcm(
        *(number.denominator for number in point.values()), *(number.numerator or 1 for number in point.values())
    )
    difference = moving - value
    found = []
    for exponent in exponents:
        ball = enclose(difference, {**point, path.variable: Fraction(unit * 10**exponent)}, digits=_DIGITS)
        found.append(Fraction(0) if ball.contains(0) else ball.mid)
    return found


def _settles(distances: list[Fraction]) -> bool:
    """Whether the last distances shrink, by a large factor or so that their extrapolation leaves little of the last."""
    first, second, third = distances[-3:]
    if abs(third) <= _FAST * abs(second):
        return True
    if abs(third) >= abs(second):
        return False
    bend = third - 2 * second + first
    return bend == 0 or abs(third - (third - second) ** 2 / bend) <= _SETTLES * abs(third)
