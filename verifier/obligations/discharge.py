"""Discharging obligations: which engine shows that a condition holds on the whole domain."""

from __future__ import annotations

from collections.abc import Iterable

from lemmata.verifier.engines.positivity import implied
from lemmata.verifier.matrices.existence import MATRIX_CONDITIONS, discharge_of_matrices
from lemmata.verifier.obligation import AlongPath, Discharge, Holds, InRegime, Obligation, StaysInDomain
from lemmata.verifier.obligations.paths import discharge_on_path
from lemmata.verifier.obligations.regimes import discharge_in_regime
from lemmata.verifier.step import Context


def discharged(obligations: Iterable[Obligation], context: Context) -> tuple[Discharge, ...]:
    """What becomes of each obligation, each condition once, in the order in which they were emitted."""
    return tuple(discharge(obligation, context) for obligation in dict.fromkeys(obligations))


def discharge(obligation: Obligation, context: Context) -> Discharge:
    """Whether a condition holds at every point of the domain, and how that is known.

    >>> from lemmata.theory.notation import T, d
    >>> discharge(Holds(T - d > 1, "the denominator is positive"), Context(assumptions=(T >= d + 2,))).done
    True
    """
    if isinstance(obligation, (AlongPath, StaysInDomain)):
        return discharge_on_path(obligation, context, discharge)
    if isinstance(obligation, InRegime):
        return discharge_in_regime(obligation, context, discharge)
    if isinstance(obligation, Holds):
        decision = implied(obligation.subject, context.assumptions)
        if decision.answer == "proved":
            return Discharge(obligation.condition, decision.detail)
        return Discharge(obligation.condition, "", f"{obligation.condition} ({obligation.why}): {decision.detail}")
    if isinstance(obligation, MATRIX_CONDITIONS):
        return discharge_of_matrices(obligation, context)
    return Discharge(obligation.condition, "", f"{obligation.condition} ({obligation.why}): no engine knows it")
