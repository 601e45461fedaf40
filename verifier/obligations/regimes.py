"""Discharging what equivalents owe: relations between shares of T, uniformly in the regime."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lemmata.verifier.engines.proportions import Proportions
from lemmata.verifier.obligation import Discharge, Holds, InRegime, Obligation
from lemmata.verifier.step import Context


def discharge_in_regime(
    obligation: InRegime, context: Context, engine: Callable[[Obligation, Context], Discharge]
) -> Discharge:
    """What becomes of a relation between shares of T; ``engine`` decides it on what is known of them."""
    proportions = Proportions(context.assumptions, obligation.sizes)
    for expression in obligation.about:
        proportions.read(expression)
    within = replace(context, assumptions=proportions.facts)
    found = engine(Holds(obligation.subject, obligation.why), within)
    return replace(found, condition=obligation.condition)
