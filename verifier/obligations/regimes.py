"""Discharging what equivalents owe: relations between shares of T, uniformly in the regime."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sympy import Expr, Ge

from lemmata.verifier.engines.magnitudes import Magnitudes
from lemmata.verifier.engines.proportions import Proportions, regime_of
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
    regime = regime_of(context.assumptions, context.regime)
    orders = Magnitudes(context.assumptions, bounded_below=regime.eigenvalues_bounded_below)

    def known(part: Expr) -> bool:
        return engine(Holds(Ge(part, 0), obligation.why), context).done

    for factor, word in ((1, "at least"), (-1, "at most")):
        if orders.nonnegative(factor * term, known) and orders.nonnegative(factor * rest, known):
            return Discharge(obligation.condition, f"both are {word} zero")
    if obligation.aim is not None and orders.dominated(term, obligation.aim):
        return Discharge(obligation.condition, f"it is at most of the order of the result, {regime}")
    missing = f"{obligation.condition} ({obligation.why}): the terms have no common sign, and the order of the result "
    missing += "is not known" if regime.eigenvalues_bounded_below else "is not known where eigenvalues may be small"
    return Discharge(obligation.condition, "", missing)
