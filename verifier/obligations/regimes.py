"""Discharging what equivalents owe: relations between shares of T, uniformly in the regime."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sympy import Ge, Le

from lemmata.verifier.engines.magnitudes import Magnitudes
from lemmata.verifier.engines.proportions import Proportions
from lemmata.verifier.obligation import Discharge, Holds, InRegime, NoCancellation, Obligation
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


def discharge_cancellation(
    obligation: NoCancellation, context: Context, engine: Callable[[Obligation, Context], Discharge]
) -> Discharge:
    """By signs, with the constant 1; or by the order of the result, with a constant of the regime."""
    term, rest = obligation.subject, obligation.rest
    for kind, word in ((Ge, "both are at least 0"), (Le, "both are at most 0")):
        parts = [engine(Holds(kind(part, 0), obligation.why), context) for part in (term, rest)]
        if all(part.done for part in parts):
            return Discharge(obligation.condition, "; ".join([word, *(part.by for part in parts)]))
    if obligation.aim is not None:
        below = context.regime.eigenvalues_bounded_below
        if Magnitudes(context.assumptions, bounded_below=below).dominated(term, obligation.aim):
            return Discharge(obligation.condition, f"it is at most of the order of the result {context.regime}")
    missing = f"{obligation.condition} ({obligation.why}): the terms have no common sign, and the order of the result "
    missing += "is not known" if context.regime.eigenvalues_bounded_below else "is not known for small eigenvalues"
    return Discharge(obligation.condition, "", missing)
