"""Simulation: the quantity of a claim is simulated at one point and compared with the formula there.

Every design is drawn and fitted as the model says, whatever the proof says (label noise alone is integrated); the
confidence sequence decides. A formula
outside the interval is refuted, with the stated probability of a false alarm; inside, it is supported to the
resolution that the interval leaves open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from lemmata.theory.relations import AT_POINTS
from lemmata.theory.spectra.eigensum import SPECTRUM, at_spectrum
from lemmata.theory.values.enclosure import enclose, holds
from lemmata.verifier.checks.budget import ALPHA, RESOLUTION
from lemmata.verifier.claim import Claim, as_expression
from lemmata.verifier.step import Context, Finding
from lemmata.verifier.verdict import Verdict


@dataclass(frozen=True)
class SimulationCheck:
    """Simulate the risk on the left side of the statement and compare it with the right side.

    Attributes:
        at: the parameters, with ``SPECTRUM`` for the covariance; those of the claim's witness by default.
        resolution: the relative difference that would be noticed, at standard effort.
    """

    at: Mapping[Any, Any]
    resolution: Fraction
    name = "simulation"
    version = 3

    def content(self) -> str:
        """For the ledger."""
        return f"simulation/{self.version}({sorted(map(str, self.at.items()))}, {self.resolution})"

    def gather(self, claim: Claim, context: Context) -> Finding:
        """Simulated to a resolution, or refuted with a gap at a stated confidence."""
        from lemmata.theory.models.simulation import simulated_risk

        point = {**claim.witness, **self.at}
        pairs = point.pop(SPECTRUM, None)
        quantity, formula, *where = (
            part if pairs is None else at_spectrum(part, pairs)
            for part in (claim.statement.lhs, claim.statement.rhs, *claim.where)
        )
        if claim.statement.relation not in AT_POINTS:
            return Finding(Verdict.UNDECIDED, "an equivalent or a limit is not compared at one point")
        if any(holds(relation, point) is False for relation in where):
            return Finding(Verdict.UNDECIDED, "the point is outside of the domain")
        if not hasattr(quantity, "chain"):
            return Finding(Verdict.UNDECIDED, "the left side of the statement is not the error of a chain")
        chain = quantity.chain(point)
        if chain is None:
            return Finding(Verdict.UNDECIDED, "the point gives no value to a parameter of the risk")
        value = float(enclose(formula, point, digits=20).mid)
        wanted = float(self.resolution) * RESOLUTION[context.effort]
        result = simulated_risk(
            chain, relative_error=wanted / 2, confidence=1 - ALPHA, seed=context.seed, integrate="noise"
        )
        if result.guarantee == "none":
            return Finding(Verdict.UNDECIDED, "the tails are too heavy for a confidence sequence here")
        return self._judged(value, result, point, wanted, claim.statement.relation)

    def _judged(self, value: float, result: Any, point: Mapping[Any, Any], wanted: float, relation: str) -> Finding:
        low, high = result.interval.low, result.interval.high
        said = (
            f"formula {value:.6g}, simulated {result.mean:.6g} in [{low:.6g}, {high:.6g}] "
            f"from {result.replicates} replicates"
        )
        gap = {"<": low - value, ">": value - high}.get(relation[0], max(low - value, value - high))
        if gap > 0:
            return Finding(
                Verdict.REFUTED,
                said,
                counterexample={str(symbol): str(number) for symbol, number in point.items()},
                gap=f"{gap:.3g}",
                seed=result.seed,
                error_probability=ALPHA,
            )
        reached = max(high - value, value - low) / abs(value) if value else high - low
        if result.relative_error > wanted / 2:
            return Finding(Verdict.UNDECIDED, f"{said}: the resolution {wanted:g} was not reached", seed=result.seed)
        return Finding(
            Verdict.SIMULATED,
            said,
            resolution=f"{reached:.2g}",
            points=result.replicates,
            seed=result.seed,
            error_probability=ALPHA,
        )


def simulation(at: Mapping[Any, Any] | None = None, *, resolution: str = "1/100") -> SimulationCheck:
    """Compare the formula with a simulation at the claim's witness, or at other parameters."""
    return SimulationCheck({letter: as_expression(value) for letter, value in (at or {}).items()}, Fraction(resolution))
