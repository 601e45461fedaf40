"""Bernoulli's inequality with real exponents: y^p >= 1 + p (y - 1) for y > 0 and p >= 1, with equality only at y = 1.

(Mitrinovic, Analytic Inequalities, Section 2.4; it says that the convex function y^p lies above its tangent at 1.)

>>> from sympy import Symbol
>>> y, p = Symbol("y", positive=True), Symbol("p", positive=True)
>>> context = Context(assumptions=(p >= 1,))
>>> bernoulli(y, p).judge(Step(2*y**p + 3, ">=", 2*(1 + p*(y - 1)) + 3), context).verdict
<Verdict.PROVED: 'proved'>
>>> [part.condition for part in bernoulli(y, p).judge(Step(2*y**p, ">=", 2*(1 + p*(y - 1))), Context()).owed]
['p >= 1', 'y > 0', '2 >= 0']
"""

from __future__ import annotations

from sympy import Dummy, Expr, Ge, Gt

from lemmata.verifier.engines.marking import coefficient_outside, marked
from lemmata.verifier.obligation import Holds
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict

THEOREM = "Bernoulli's inequality (Mitrinovic 1970, Analytic Inequalities, Section 2.4)"


class BernoulliRule(Rule):
    """``after`` is ``before`` with the tangent in the place of the power, whose coefficient is not negative."""

    name = "Bernoulli"
    version = 1
    proves = (">=",)

    def __init__(self, base: Expr, power: Expr) -> None:
        self.base = base
        self.power = power

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when base and exponent are in the range, and only the power changes."""
        if step.relation != ">=":
            return Finding(Verdict.UNDECIDED, "the power lies above its tangent: write at_least_by(bernoulli(y, p))")
        mark = Dummy("power", real=True)
        there = marked(step.before, {self.base**self.power: mark})
        slope = None if there is None else coefficient_outside(there, mark)
        if slope is None:
            return Finding(Verdict.UNDECIDED, f"the power {self.base**self.power} is not only multiplied")
        tangent = 1 + self.power * (self.base - 1)
        found = same_normal_form(there.xreplace({mark: tangent}), step.after)
        if found.verdict is not Verdict.PROVED:
            return found
        owed = (
            Holds(Ge(self.power, 1, evaluate=False), "the exponent"),
            Holds(Gt(self.base, 0, evaluate=False), "the base"),
            Holds(Ge(slope, 0, evaluate=False), "the coefficient of the power"),
        )
        return Finding(Verdict.PROVED, f"equality only at {self.base} = 1", cited=(THEOREM,), owed=owed)


def bernoulli(base: Expr, power: Expr) -> BernoulliRule:
    """The rule that replaces ``base**power`` by its tangent at 1."""
    return BernoulliRule(base, power)
