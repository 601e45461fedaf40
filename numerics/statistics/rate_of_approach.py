r"""An asymptotic formula is judged by its rate: values on a ladder of sizes, a predicted correction, extrapolation.

A formula f that holds as the size s grows, with a correction of order s^-p, makes three checkable statements about the
true values q(s):

* the error e(s) = q(s) - f(s) shrinks like s^-p: on a log-log scale it falls with slope -p;
* s^p e(s) tends to a constant, so that neighbours on the ladder predict each other;
* eliminating the s^-p term from two neighbours (Richardson) leaves an error of higher order: the extrapolated values
  R = (r^p e(r s) - e(s))/(r^p - 1) tend to zero faster than the errors themselves.

The last is the sharp one. Two neighbouring extrapolations of a right formula differ by more than the last of them (they
shrink at least by half, as a rule much faster), while those of a formula that is wrong by a constant stay at that
constant, however small it is against the errors at the sizes that were looked at. With noisy values the standard error
of an extrapolation is known and is allowed for.

This is evidence about a limit from finitely many sizes, never a proof: a correction that starts to shrink only beyond
the largest size would be taken for a constant.

>>> sizes = [20, 40, 80, 160]
>>> right = judge_ladder(sizes, [1 + 3 / s + 5 / s**2 for s in sizes], [1.0] * 4)
>>> right.outcome, round(right.rate, 2), right.resolution < 0.002
('supported', 1.03, True)
>>> judge_ladder(sizes, [1.01 + 3 / s for s in sizes], [1.0] * 4).outcome
'refuted'
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf, nan
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lemmata.numerics.errors import InputError

Array = NDArray[np.float64]

ROUNDING = 1e-12
"""Relative rounding error allowed for a value."""


@dataclass(frozen=True)
class Ladder:
    """How the errors of an asymptotic formula behave along a ladder of sizes.

    Attributes:
        outcome: ``supported`` (to ``resolution``), ``refuted``, or ``undecided`` when the resolution asked for was not
            reached.
        errors: value minus formula, size by size.
        rate: the exponent p fitted to |error| ~ size^-p (nan when noise or rounding hides an error).
        constant: size^p error at the largest size, the coefficient of the predicted correction.
        extrapolated: Richardson extrapolation of the error from the two largest sizes; zero for a right formula.
        allowance: how far from zero it may be for a right formula: its change since the pair of sizes before, noise
            and rounding.
        resolution: a larger constant error than this (relative to the formula) would have been refuted.
    """

    outcome: Literal["supported", "refuted", "undecided"]
    errors: tuple[float, ...]
    rate: float
    constant: float
    extrapolated: float
    allowance: float
    resolution: float


def judge_ladder(
    sizes: Sequence[int],
    values: Sequence[float],
    formula: Sequence[float],
    *,
    standard_errors: Sequence[float] | None = None,
    order: float = 1.0,
    resolution: float = 0.01,
    z: float = 6.5,
) -> Ladder:
    """Judge whether ``formula`` is the limit of ``values`` with a correction of order size^-order.

    Args:
        sizes: at least three sizes, each at least twice the one before; ratios such as T/d held fixed.
        values: the true values there, exact or simulated.
        formula: the formula's values there.
        standard_errors: of the values; none for exact ones.
        order: the predicted order p of the correction, at least 1/2.
        resolution: the relative constant error that must be excluded before the formula counts as supported.
        z: how many standard errors of noise are allowed (6.5 for a false alarm of 1e-10).

    Raises:
        InputError: for fewer than three sizes, sizes too close, or lists of different lengths.
    """
    s, q, f, noise = _checked(sizes, values, formula, standard_errors)
    errors = q - f
    growth = (s[1:] / s[:-1]) ** order
    extrapolated = (growth * errors[1:] - errors[:-1]) / (growth - 1)
    spread = np.hypot(growth * noise[1:], noise[:-1]) / (growth - 1)
    last, before = float(extrapolated[-1]), float(extrapolated[-2])
    hidden = ROUNDING * float(np.abs(q).max()) * float(growth[-1] + 1) / float(growth[-1] - 1)
    allowance = abs(last - before) + z * float(spread[-1] + spread[-2]) + hidden
    reached = (abs(last) + allowance) / abs(float(f[-1])) if f[-1] else inf
    outcome: Literal["supported", "refuted", "undecided"] = "supported" if reached <= resolution else "undecided"
    return Ladder(
        outcome="refuted" if abs(last) > allowance else outcome,
        errors=tuple(float(e) for e in errors),
        rate=_slope(s, errors, z * noise + ROUNDING * np.abs(q)),
        constant=float(s[-1] ** order * errors[-1]),
        extrapolated=last,
        allowance=allowance,
        resolution=reached,
    )


def _checked(
    sizes: Sequence[int],
    values: Sequence[float],
    formula: Sequence[float],
    standard_errors: Sequence[float] | None,
) -> tuple[Array, Array, Array, Array]:
    noise = [0.0] * len(sizes) if standard_errors is None else standard_errors
    if len(sizes) < 3 or any(2 * small > large for small, large in pairwise(sizes)):
        raise InputError("sizes", list(sizes), "at least three, each at least twice the one before")
    for name, column in (("values", values), ("formula", formula), ("standard_errors", noise)):
        if len(column) != len(sizes):
            raise InputError(name, len(column), f"as many numbers as sizes ({len(sizes)})")
    s, q, f, e = (np.asarray(column, dtype=float) for column in (sizes, values, formula, noise))
    return s, q, f, e


def _slope(s: Array, errors: Array, hidden: Array) -> float:
    """The least squares slope of log |error| against log size, with its sign turned."""
    if (np.abs(errors) <= hidden).any():
        return nan
    return float(-np.polyfit(np.log(s), np.log(np.abs(errors)), 1)[0])
