r"""Where exact values on a geometric ladder of sizes go, when nobody says how fast.

Values v_k at sizes s, r s, r^2 s, ... with v_k = v + A q^k + smaller terms (a power of the size, or faster) settle: the
quotients of neighbouring steps settle below one, and Aitken's extrapolation v_k - (v_k - v_{k-1})^2/(...) leaves the
smaller terms only. A right limit is met by the extrapolation better and better; from a wrong one it stays away, however
close the last value is. Steps whose quotients approach one (logarithms) are not decided, nor is what oscillates.

>>> from fractions import Fraction
>>> rungs = [4**k for k in range(2, 8)]
>>> settled([Fraction(2) + Fraction(3, s) for s in rungs], Fraction(2)).outcome
'supported'
>>> settled([Fraction(2) + Fraction(3, s) for s in rungs], Fraction(2001, 1000)).outcome
'refuted'
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from lemmata.numerics.errors import InputError

_SLOWEST = Fraction(9, 10)
"""The quotient of the slowest correction that is looked for: T^-0.08 at sizes that grow by 4, T^-0.15 by 2."""
_REST = _SLOWEST / (1 - _SLOWEST)
"""What is left of a geometric sequence after its last step, in such steps, if its quotient is at most the slowest."""
_NOTHING = Fraction(1, 10**25)
Outcome = Literal["supported", "refuted", "undecided"]


@dataclass(frozen=True)
class Settled:
    """What a ladder says of a limit.

    Attributes:
        outcome: ``supported`` to the resolution, ``refuted``, or ``undecided``.
        off: how far the extrapolated value is from the claimed one, relative to the larger of the two.
        allowance: how far it may be for a right limit.
    """

    outcome: Outcome
    off: Fraction
    allowance: Fraction


class Unsettled(ArithmeticError):
    """The values do not settle in a way that is understood; the message says why."""


def settled(values: Sequence[Fraction], limit: Fraction, *, resolution: Fraction = Fraction(1, 50)) -> Settled:
    """Judge whether values at sizes in geometric progression tend to a limit.

    Args:
        values: at least five of them, with an accuracy of 25 digits.
        limit: what they are said to tend to.
        resolution: the relative error that must be excluded before the limit counts as supported.

    Raises:
        InputError: for fewer than five values.
    """
    scale = max(abs(limit), abs(values[0]), abs(values[-1])) if limit == 0 else max(abs(limit), abs(values[-1]))
    if scale == 0:
        return Settled("supported", Fraction(0), Fraction(0))
    errors = [(value - limit) / scale for value in values]
    try:
        off, allowance = extrapolated(errors, accuracy=_NOTHING)
    except Diverging:
        return Settled("refuted", abs(errors[-1]), Fraction(0))
    except Unsettled:
        return Settled("undecided", abs(errors[-1]), abs(errors[-1]))
    outcome: Outcome = "supported" if abs(off) + allowance <= resolution else "undecided"
    return Settled("refuted" if abs(off) > allowance else outcome, abs(off), allowance)


class Diverging(Unsettled):
    """The steps grow."""


def extrapolated(values: Sequence[Fraction], *, accuracy: Fraction) -> tuple[Fraction, Fraction]:
    """The limit of values at sizes in geometric progression by Aitken's extrapolation, and its tolerance.

    Of v + A q^k + B p^k with |p| < |q| two neighbouring extrapolations keep errors that are to each other as 1 to p,
    to leading order, so that the last is p/(1 - p) times their distance: at most :data:`_REST` times.

    Args:
        values: at least five.
        accuracy: of each of them.

    Raises:
        InputError: for fewer than five values.
        Unsettled: where the steps do not shrink by quotients that settle.
    """
    if len(values) < 5:
        raise InputError("values", len(values), "at least five")
    steps = [after - before for before, after in pairwise(values)]
    if all(abs(step) <= accuracy for step in steps[-3:]):
        return values[-1], accuracy
    if any(step == 0 for step in steps[-4:-1]):
        raise Unsettled("a step is zero")
    quotients = [after / before for before, after in pairwise(steps[-4:])]
    if all(quotient >= 1 for quotient in quotients):
        raise Diverging("the steps grow")
    if any(abs(quotient) > _SLOWEST for quotient in quotients) or not _steady(quotients):
        raise Unsettled("the quotients of the steps do not settle below one")
    last, before = (
        value + step * quotient / (1 - quotient)
        for value, step, quotient in zip(values[:-3:-1], steps[:-3:-1], quotients[:-3:-1], strict=True)
    )
    return last, _REST * abs(last - before) + accuracy


def _steady(quotients: Sequence[Fraction]) -> bool:
    """Whether the quotients fall (faster than any power), or stay below the slowest, however slowly they still rise."""
    rise = abs(quotients[-1]) - abs(quotients[-2])
    return rise <= 0 or abs(quotients[-1]) + _REST * rise <= _SLOWEST
