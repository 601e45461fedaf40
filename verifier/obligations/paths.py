"""Discharging what limits owe: conditions on constants, and that the path stays in the domain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lemmata.verifier.engines.domain import EmptyDomain, shown
from lemmata.verifier.engines.path_domain import NoPath, Walk
from lemmata.verifier.engines.path_tail import points_with_a_tail
from lemmata.verifier.matrices.assumed import beside_a_path
from lemmata.verifier.obligation import AlongPath, Discharge, Holds, Obligation, StaysInDomain
from lemmata.verifier.step import Context


def discharge_on_path(
    obligation: AlongPath | StaysInDomain, context: Context, engine: Callable[[Obligation, Context], Discharge]
) -> Discharge:
    """What becomes of a condition of a limit; ``engine`` decides relations between constants."""
    try:
        beside = beside_a_path(context.assumptions, obligation.path.moving)
        walk = Walk.along(obligation.path, beside, obligation.side)
        if isinstance(obligation, StaysInDomain):
            return _a_tail(walk, obligation)
        within = replace(context, assumptions=walk.facts, path=None)
    except NoPath as reason:
        return Discharge(obligation.condition, "", str(reason))
    found = engine(Holds(obligation.subject, obligation.why), within)
    return replace(found, condition=obligation.condition)


def _a_tail(walk: Walk, obligation: StaysInDomain) -> Discharge:
    try:
        point = next(points_with_a_tail(walk), None)
    except EmptyDomain as reason:
        return Discharge(obligation.condition, "", f"{obligation.condition}: {reason}")
    if point is None:
        missing = "no values of its constants are known for which it does"
        return Discharge(obligation.condition, "", f"{obligation.condition}: {missing}")
    values = {str(symbol): str(value) for symbol, value in point.items()}
    return Discharge(obligation.condition, f"for {shown(point) or 'all values'}", certificate={"at": values})
