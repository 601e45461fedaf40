"""A leading constant seen by numbers: the model is evaluated at growing T, and the prefactor of its power extrapolated.

As for slopes (:mod:`lemmata.verifier.checks.slope`) nothing of the scaling calculus enters but the exponent: every sum
is computed at high precision. If the exponent were wrong the prefactor would not settle.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10

from lemmata.numerics.errors import InputError
from lemmata.theory.scaling.confirm import constant_of
from lemmata.theory.scaling.constant_quantities import ScalingConstant
from lemmata.theory.values.enclosure import NoEnclosure, enclose
from lemmata.theory.values.exact_value import exact_value
from lemmata.verifier.claim import Claim
from lemmata.verifier.step import Context, Finding
from lemmata.verifier.verdict import Verdict

_CLOSE = 1e-3
_SETTLED = 1e-4


@dataclass(frozen=True)
class ConstantCheck:
    """Compare the claimed constant with the extrapolated prefactor at the witness."""

    name = "measured constant"
    version = 1

    def content(self) -> str:
        """For the ledger."""
        return f"measured constant/{self.version}"

    def gather(self, claim: Claim, context: Context) -> Finding:
        """Tested to the digits that agree; refuted when the prefactor has settled elsewhere."""
        constant, values = claim.statement.lhs, claim.witness
        if not isinstance(constant, ScalingConstant):
            return Finding(Verdict.UNDECIDED, "the left side is no leading constant")
        if constant.subject in constant.of_optimum:
            return Finding(Verdict.UNDECIDED, "the optimum over the ridge has no prefactor at one ridge")
        point = {symbol.name: exact_value(symbol, values) for symbol in constant.free_symbols}
        try:
            claimed = float(enclose(claim.statement.rhs, values, digits=20).mid)
            seen, spread = constant_of(constant.model.derived(), point, constant.subject)  # type: ignore[arg-type]
        except (InputError, NoEnclosure, StopIteration) as reason:
            return Finding(Verdict.UNDECIDED, f"no prefactor at the witness: {reason}")
        distance, settled = abs(seen / claimed - 1), abs(spread / claimed)
        said = f"prefactor {seen:.9g}, claimed {claimed:.9g}"
        if distance < _CLOSE and settled < _CLOSE:
            digits = min(12, floor(-log10(max(distance, settled, 1e-12))))
            return Finding(Verdict.TESTED, said, points=1, digits=digits)
        if settled < _SETTLED and distance > 100 * settled:
            return Finding(Verdict.REFUTED, said, counterexample={k: str(v) for k, v in point.items()}, points=1)
        return Finding(Verdict.UNDECIDED, f"{said}: not settled")


def measured_constant() -> ConstantCheck:
    """Look at a claimed leading constant by numbers, at the witness."""
    return ConstantCheck()
