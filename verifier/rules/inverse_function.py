"""The derivative of an inverse function: dx/dy = 1/(dy/dx), where y as a function of x stands among the assumptions."""

from __future__ import annotations

from sympy import Derivative, Expr, Ne, Symbol

from lemmata.verifier.engines.derivatives import derivative
from lemmata.verifier.engines.equations import equations, opened
from lemmata.verifier.engines.normal_form import NotAlgebraic
from lemmata.verifier.obligation import Holds
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict

THEOREM = "the inverse function theorem (Rudin, Principles of Mathematical Analysis, Theorem 9.24)"


class InverseFunctionRule(Rule):
    """``before`` is the derivative of x(y); ``after`` is 1/Derivative(y, x) with y as the assumptions give it."""

    name = "inverse function"
    version = 1

    def __init__(self, variable: Symbol) -> None:
        self.variable = variable

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved, down to the theorem it cites, when the derivative inside is that of y and does not vanish."""
        value = step.before.variables[0] if isinstance(step.before, Derivative) else None
        inside = list(step.after.atoms(Derivative))
        once = [step.before, *inside] if value in equations(context.assumptions) else []
        if step.relation != "=" or len(inside) != 1 or [len(one.variables) for one in once] != [1, 1]:
            return Finding(
                Verdict.UNDECIDED, "write Derivative(x(y), y) = 1/Derivative(y, x), and y among the assumptions"
            )
        inverse = step.before.args[0]
        if (inverse.func.__name__, inverse.args) != (self.variable.name, (value,)) or step.after != 1 / inside[0]:
            return Finding(Verdict.UNDECIDED, f"the sides are not those of the inverse of {self.variable}")
        function = opened(value, context.assumptions)
        held = [relation for relation in context.assumptions if self.variable not in relation.free_symbols]
        given = opened(inside[0].expr, held)
        same = same_normal_form(function, given)
        if same.verdict is not Verdict.PROVED or inside[0].variables != (self.variable,):
            return Finding(
                Verdict.UNDECIDED, f"{inside[0]} is not the derivative of {value} with respect to {self.variable}"
            )
        return self._regular(function)

    def _regular(self, function: Expr) -> Finding:
        try:
            slope = derivative(function, self.variable)
        except NotAlgebraic as reason:
            return Finding(Verdict.UNDECIDED, str(reason))
        owed = (Holds(Ne(slope, 0, evaluate=False), "the slope does not vanish"),)
        return Finding(Verdict.PROVED, "one over the slope", cited=(THEOREM,), owed=owed)


def inverse_function(variable: Symbol) -> InverseFunctionRule:
    """The rule for the derivative of ``variable`` as a function of the quantity that the assumptions define by it."""
    return InverseFunctionRule(variable)
