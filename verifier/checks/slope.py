"""An exponent seen by numbers: the model is evaluated at growing T, and its local slope extrapolated.

Nothing of the scaling calculus enters: the fixed point of kappa and every sum are computed at high precision (see
:mod:`lemmata.theory.scaling.confirm`). The check is made at the claim's witness, which must lie away from the walls
between regimes, where slopes converge slowly. At the best ridge the model is minimised over the ridge at each T
(:mod:`lemmata.theory.scaling.best_ridge`).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10
from typing import Any

from lemmata.numerics.errors import InputError
from lemmata.theory.scaling.best_ridge import best_slope
from lemmata.theory.scaling.confirm import slope_of
from lemmata.theory.scaling.exponent_quantities import ScalingExponent
from lemmata.theory.values.exact_value import exact_value
from lemmata.verifier.claim import Claim
from lemmata.verifier.step import Context, Finding
from lemmata.verifier.verdict import Verdict

_CLOSE = 1e-3
_SETTLED = 1e-4


@dataclass(frozen=True)
class SlopeCheck:
    """Compare the claimed exponent with the extrapolated local slope at the witness."""

    name = "measured slope"
    version = 2

    def content(self) -> str:
        """For the ledger."""
        return f"measured slope/{self.version}"

    def gather(self, claim: Claim, context: Context) -> Finding:
        """Tested to the digits that agree; refuted when the slope has settled elsewhere."""
        exponent, values = claim.statement.lhs, claim.witness
        claimed = exact_value(claim.statement.rhs, values)
        if not isinstance(exponent, ScalingExponent) or claimed is None:
            return Finding(Verdict.UNDECIDED, "the statement gives no exponent at the witness")
        point = {symbol.name: exact_value(symbol, values) for symbol in exponent.free_symbols}
        try:
            measured: Any = best_slope if exponent.subject in exponent.of_optimum else slope_of
            slope, spread = measured(exponent.model.derived(), point, exponent.subject)
        except InputError as reason:
            return Finding(Verdict.UNDECIDED, str(reason))
        above = slope - float(claimed)
        distance = {"<=": max(above, 0.0), ">=": max(-above, 0.0)}.get(claim.statement.relation, abs(above))
        said = f"slope {slope:.6f}, claimed {claimed}"
        if distance < _CLOSE and spread < _CLOSE:
            digits = min(9, floor(-log10(max(distance, spread, 1e-9))))
            return Finding(Verdict.TESTED, said, points=1, digits=digits)
        if spread < _SETTLED and distance > 100 * spread:
            return Finding(Verdict.REFUTED, said, counterexample={k: str(v) for k, v in point.items()}, points=1)
        return Finding(Verdict.UNDECIDED, f"{said}: not settled")


def measured_slope() -> SlopeCheck:
    """Look at a claimed exponent by numbers, at the witness."""
    return SlopeCheck()
