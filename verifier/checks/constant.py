"""A leading constant seen by numbers: the model is evaluated at growing T, and the prefactor of its power extrapolated.

As for slopes (:mod:`lemmata.verifier.checks.slope`) nothing of the scaling calculus enters but the exponent: every sum
is computed at high precision. If the exponent were wrong the prefactor would not settle.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lemmata.numerics.errors import InputError
from lemmata.theory.scaling.best_ridge import best_constant
from lemmata.theory.scaling.confirm import constant_of
from lemmata.theory.scaling.constant_quantities import ScalingConstant
from lemmata.theory.scaling.exponent_quantities import optimum_of
from lemmata.theory.values.enclosure import NoEnclosure, enclose
from lemmata.theory.values.exact_value import exact_value
from lemmata.verifier.checks.extrapolated import looked_at
from lemmata.verifier.claim import Claim
from lemmata.verifier.step import Context, Finding
from lemmata.verifier.verdict import Verdict


@dataclass(frozen=True)
class ConstantCheck:
    """Compare the claimed constant with the extrapolated prefactor at the witness."""

    name = "measured constant"
    version = 4

    def content(self) -> str:
        """For the ledger."""
        return f"measured constant/{self.version}"

    def gather(self, claim: Claim, context: Context) -> Finding:
        """Tested to the digits that agree; refuted when the prefactor has settled elsewhere."""
        constant, values = claim.statement.lhs, claim.witness
        if not isinstance(constant, ScalingConstant):
            return Finding(Verdict.UNDECIDED, "the left side is no leading constant")
        point = {symbol.name: exact_value(symbol, values) for symbol in constant.free_symbols}
        try:
            claimed = float(enclose(claim.statement.rhs, values, digits=20).mid)
            seen, spread = _measured(constant, point)
        except (InputError, NoEnclosure, StopIteration) as reason:
            return Finding(Verdict.UNDECIDED, f"no prefactor at the witness: {reason}")
        return looked_at("prefactor", seen, claimed, spread, point, claim.statement.relation)


def _measured(constant: ScalingConstant, point: Any) -> tuple[float, float]:
    """The prefactor at one ridge, or at the best one, whose exponent is that of the calculus."""
    model = constant.model
    if constant.subject not in constant.of_optimum:
        return constant_of(model.derived(), point, constant.subject)
    found = optimum_of(model).at(point).minimum
    ends = (found.low, found.high)
    if constant.subject == "ridge" and (None in ends or ends[0] != ends[1]):
        raise InputError("point", point, "one with one best ridge")
    form = found.value.exponent if constant.subject == "optimum" and found.value is not None else -found.low  # type: ignore[operator]
    return best_constant(model.derived(), point, constant.subject, form.at(point))  # type: ignore[arg-type]


def measured_constant() -> ConstantCheck:
    """Look at a claimed leading constant by numbers, at the witness."""
    return ConstantCheck()
