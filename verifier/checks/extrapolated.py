"""A claimed number beside one that was extrapolated, with the tolerance that the extrapolation has by itself.

The tolerance is what the corrections that were removed leave (:mod:`lemmata.theory.scaling.confirm`,
:mod:`lemmata.numerics.statistics.settling`), and both numbers are doubles, rounded by a unit in the last place each. It
is the size of the last steps, no bound: where two corrections are nearly equal, more is left. So a number within a
hundred tolerances is tested, to the digits by which it is off; one that is farther off is not, and it is refuted where
it is off by more than the resolution as well. Where the tolerance is wider than the resolution nothing is said.

>>> looked_at("slope", -0.66, -2/3, 1e-12, {}).verdict.value, looked_at("slope", -2/3, -2/3, 1e-12, {}).digits
('refuted', 11)
>>> looked_at("slope", -2/3, -0.6663, 1e-12, {}).verdict.value
'undecided'
"""

from __future__ import annotations

from collections.abc import Mapping
from math import floor, log10
from sys import float_info
from typing import Any

from lemmata.verifier.step import Finding
from lemmata.verifier.verdict import Verdict

RESOLUTION = 1e-3
"""Relative to the claimed number where that is larger than one."""
_SAFE = 100


def looked_at(
    name: str, seen: float, claimed: float, tolerance: float, point: Mapping[Any, Any], relation: str = "=="
) -> Finding:
    """Tested within a hundred tolerances, refuted beyond the resolution, undecided between.

    Args:
        name: of the number, in words.
        seen: the extrapolated number.
        claimed: what it should be, or bound.
        tolerance: of the extrapolation.
        point: where it was looked at.
        relation: ``<=``, ``<``, ``>=`` or ``>`` where the claim is a bound.
    """
    scale = max(1.0, abs(claimed))
    allowed = (tolerance + float_info.epsilon * (abs(seen) + abs(claimed))) / scale
    above = (seen - claimed) / scale
    off = {"<": max(above, 0.0), ">": max(-above, 0.0)}.get(relation[0], abs(above))
    equal = relation in ("<", ">") and abs(above) <= _SAFE * allowed
    said = f"{name} {seen:.9g}, claimed {claimed:.9g}"
    if not allowed <= RESOLUTION or _SAFE * allowed < off <= RESOLUTION or equal:
        return Finding(Verdict.UNDECIDED, f"{said}: not settled")
    if off <= _SAFE * allowed:
        return Finding(Verdict.TESTED, said, points=1, digits=min(12, floor(-log10(max(off, allowed)))))
    shown = {str(key): str(value) for key, value in point.items()}
    return Finding(Verdict.REFUTED, f"{said}, to {allowed:.1e}", counterexample=shown, points=1)
