"""An exponent seen by numbers: the model is evaluated at growing T, and its local slope extrapolated.

Nothing of the scaling calculus enters: the fixed point of kappa and every sum are computed at high precision (see
:mod:`lemmata.theory.scaling.confirm`). The check is made at the claim's witness, which must lie away from the walls
between regimes, where slopes converge slowly. At the best ridge the model is minimised over the ridge at each T
(:mod:`lemmata.theory.scaling.best_ridge`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lemmata.numerics.errors import InputError
from lemmata.theory.scaling.best_ridge import best_slope
from lemmata.theory.scaling.confirm import slope_of
from lemmata.theory.scaling.exponent_quantities import ScalingExponent
from lemmata.theory.values.exact_value import exact_value
from lemmata.verifier.checks.extrapolated import looked_at
from lemmata.verifier.claim import Claim
from lemmata.verifier.step import Context, Finding
from lemmata.verifier.verdict import Verdict


@dataclass(frozen=True)
class SlopeCheck:
    """Compare the claimed exponent with the extrapolated local slope at the witness."""

    name = "measured slope"
    version = 4

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
        return looked_at("slope", slope, float(claimed), spread, point, claim.statement.relation)


def measured_slope() -> SlopeCheck:
    """Look at a claimed exponent by numbers, at the witness."""
    return SlopeCheck()
