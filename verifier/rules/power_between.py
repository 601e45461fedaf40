"""Powers c^n of a ratio between 0 and 1: an inequality that holds for every value in [0, 1] in their place.

For 0 <= c <= 1 and n = 0, 1, 2, ... the power c^n lies in [0, 1]. It is replaced by a fresh variable of that range
(and c^(n+k) by c^k times it), and the inequality is decided for the whole range.

>>> from sympy import Integer, Symbol
>>> from lemmata.theory.notation import n
>>> c = Symbol("c", positive=True)
>>> step = Step(1 - c**(n + 1), ">=", 1 - c)
>>> power_between(c, n).judge(step, Context(assumptions=(c <= 1,))).verdict
<Verdict.PROVED: 'proved'>
>>> [part.condition for part in power_between(c, n).judge(step, Context()).owed]
['c >= 0', 'c <= 1']
>>> power_between(c, n).judge(Step(c**n, "<=", c), Context(assumptions=(c <= 1,))).verdict       # false at n = 0
<Verdict.UNDECIDED: 'undecided'>
"""

from __future__ import annotations

from sympy import Dummy, Expr, Ge, Le, Pow, Symbol

from lemmata.verifier.engines.positivity import nonnegative
from lemmata.verifier.obligation import Holds
from lemmata.verifier.rules.differences import larger_minus_smaller
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class PowerBetweenRule(Rule):
    """The inequality holds whatever c^n is between 0 and 1."""

    name = "power between 0 and 1"
    version = 1
    proves = ("<=", ">=")

    def __init__(self, ratio: Expr, index: Symbol) -> None:
        self.ratio = ratio
        self.index = index

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the ratio lies in [0, 1], the index counts, and the difference is not negative for any power."""
        difference = larger_minus_smaller(step)
        if difference is None:
            return Finding(Verdict.UNDECIDED, "write at_most_by(...) or at_least_by(...)")
        if not (self.index.is_integer and self.index.is_nonnegative):
            return Finding(Verdict.UNDECIDED, f"{self.index} must be a non-negative integer")
        power = Dummy("power", nonnegative=True)
        decision = nonnegative(self.opened(difference, power), [*context.assumptions, Le(power, 1)])
        verdict = Verdict.PROVED if decision.answer == "proved" else Verdict.UNDECIDED
        bounds = (Ge(self.ratio, 0, evaluate=False), Le(self.ratio, 1, evaluate=False))
        owed = tuple(Holds(bound, "the base of the power") for bound in bounds)
        return Finding(verdict, f"for every {self.ratio}^{self.index} in [0, 1]: {decision.detail}", owed=owed)

    def opened(self, expression: Expr, power: Dummy) -> Expr:
        """The expression with ``power`` for c^n and c^k power for c^(n + k)."""
        powers = {node for node in expression.atoms(Pow) if node.base == self.ratio and node.exp.has(self.index)}
        shifts = {node: node.exp - self.index for node in powers}
        return expression.xreplace({
            node: self.ratio**shift * power for node, shift in shifts.items() if shift.is_Integer and shift >= 0
        })  # fmt: skip


def power_between(ratio: Expr, index: Symbol) -> PowerBetweenRule:
    """The rule that lets ``ratio``^``index`` be any number in [0, 1]."""
    return PowerBetweenRule(ratio, index)
