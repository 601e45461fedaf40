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
_NOTHING = Fraction(1, 10**25)
_CAUTION = 8
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


def settled(values: Sequence[Fraction], limit: Fraction, *, resolution: Fraction = Fraction(1, 50)) -> Settled:
    """Judge whether values at sizes in geometric progression tend to a limit.

    Args:
        values: at least five of them, with an accuracy of 25 digits.
        limit: what they are said to tend to.
        resolution: the relative error that must be excluded before the limit counts as supported.

    Raises:
        InputError: for fewer than five values.
    """
    if len(values) < 5:
        raise InputError("values", len(values), "at least five")
    scale = max(abs(limit), abs(values[0]), abs(values[-1])) if limit == 0 else max(abs(limit), abs(values[-1]))
    if scale == 0:
        return Settled("supported", Fraction(0), Fraction(0))
    errors = [(value - limit) / scale for value in values]
    steps = [after - before for before, after in pairwise(errors)]
    if all(abs(step) <= _NOTHING for step in steps[-3:]):
        return _judged(errors[-1], _NOTHING, resolution)
    if any(step == 0 for step in steps[-4:-1]):
        return Settled("undecided", abs(errors[-1]), abs(errors[-1]))
    quotients = [after / before for before, after in pairwise(steps[-4:])]
    if all(quotient >= 1 for quotient in quotients):
        return Settled("refuted", abs(errors[-1]), Fraction(0))
    if any(abs(quotient) > _SLOWEST for quotient in quotients) or not _steady(quotients):
        return Settled("undecided", abs(errors[-1]), abs(errors[-1]))
    last, before = (
        error + step * quotient / (1 - quotient)
        for error, step, quotient in zip(errors[:-3:-1], steps[:-3:-1], quotients[:-3:-1], strict=True)
    )
    return _judged(last, _CAUTION * abs(last - before) + _NOTHING, resolution)


def _steady(quotients: Sequence[Fraction]) -> bool:
    """Whether the quotients settle, or fall (faster than any power)."""
    return abs(quotients[-1]) <= abs(quotients[-2]) + Fraction(1, 50)


def _judged(off: Fraction, allowance: Fraction, resolution: Fraction) -> Settled:
    reached = abs(off) + allowance
    outcome: Outcome = "supported" if reached <= resolution else "undecided"
    return Settled("refuted" if abs(off) > allowance else outcome, abs(off), allowance)
