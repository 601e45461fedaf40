"""Leading constants by the scaling calculus: a claimed constant is compared with the derived one on every regime.

Two routes must agree. The constants are brought to a normal form in pi, sines, Gammas and powers
(:mod:`lemmata.verifier.engines.gamma_form`) and compared exactly; and both are enclosed in balls, as they stand, at
points of the domain. (A point with disjoint balls refutes: the judge looks for one beside every rule.)
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lemmata.numerics.errors import InputError
from lemmata.theory.scaling.constant_quantities import ScalingConstant
from lemmata.theory.scaling.finite_size import RIDGE
from lemmata.theory.scaling.forms import symbol as letter
from lemmata.theory.scaling.optimum import ambiguous
from lemmata.theory.scaling.power_law import solved
from lemmata.theory.scaling.regions import Undecided
from lemmata.theory.scaling.walls import edges_of, walls_in
from lemmata.verifier.engines.gamma_form import same_constant
from lemmata.verifier.engines.point_refuter import support
from lemmata.verifier.rules.derived_exponent import not_covered
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class DerivedConstantRule(Rule):
    """``before`` is the leading constant of a model, ``after`` a closed form for it."""

    name = "derived constant"
    version = 1

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the closed form is that of every regime of the domain, and balls agree with it."""
        constant = step.before
        if not isinstance(constant, ScalingConstant) or step.relation != "=":
            return Finding(Verdict.UNDECIDED, "an equation whose left side is the leading constant of a model")
        missing = [relation for relation in constant.model.conditions if relation not in context.assumptions]
        if missing:
            return Finding(Verdict.UNDECIDED, f"the model needs {missing[0]}, which is not assumed")
        problem = _unlike(constant, step.after)
        if problem:
            return Finding(Verdict.UNDECIDED, problem)
        few = replace(context, effort="quick")  # the judge tries more points beside the rule
        seen = support(step.before, "=", step.after, few)
        if seen.verdict is not Verdict.TESTED:
            return Finding(Verdict.UNDECIDED, f"the balls do not confirm it: {seen.detail}")
        detail = f"the same on all {len(constant.regimes())} regimes of the domain; {seen.detail}"
        return Finding(Verdict.PROVED, detail, points=seen.points, principles=constant.model.derived().assumed)


def _unlike(constant: ScalingConstant, wanted: Any) -> str:
    """Where the constant is not seen to be as wanted, also on the edges that the domain reaches; empty for nowhere."""
    try:
        found, regimes = constant.model.derived(), constant.regimes()
        if words := not_covered(found) or (ambiguous(found) if constant.subject == RIDGE else ""):
            return words
        for regime in regimes:
            derived = constant.in_regime(regime)
            where = " and ".join(map(str, regime.conditions)) or "everywhere"
            if derived is None:
                return f"only the order is known: {where}"
            if not same_constant(derived, wanted):
                return f"the normal forms differ from that of {derived}: {where}"
        for wall in (*walls_in(found), *edges_of(regimes)):
            name, value = solved(wall.form, wall.condition)
            there = constant.func(constant.part, constant.model.under((*constant.model.where, wall.condition)))
            if words := _unlike(there, wanted.xreplace({letter(name): value.to_sympy()})):
                return f"{words}, at {wall.condition}"
    except (InputError, Undecided) as reason:
        return str(reason)
    return ""


derived_constant = DerivedConstantRule()
