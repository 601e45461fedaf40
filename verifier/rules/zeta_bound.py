"""Partial sums of 1/i^s are below the whole series, zeta(s)."""

from __future__ import annotations

from sympy import Dummy, Expr, Ge, Integer, Sum, zeta

from lemmata.verifier.engines.marking import coefficient_outside, marked
from lemmata.verifier.obligation import Holds
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict

DLMF = "the sum of all 1/i^s is zeta(s), and zeta(2) = pi^2/6 (DLMF 25.2.1, 25.6.1)"


class ZetaBoundRule(Rule):
    """The sum of 1/i^s over i = 1..n in ``before`` replaced by zeta(s), for a whole number s >= 2."""

    name = "zeta bound"
    version = 1
    proves = ("<=",)

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the sum has a factor that is not negative, and zeta(s) in its place gives the other side."""
        sums = {total: s for total in step.before.atoms(Sum) if (s := _order(total)) is not None}
        if len(sums) != 1 or step.relation != "<=":
            return Finding(Verdict.UNDECIDED, "the left side must contain one sum of 1/i^s from 1 on, and be at most")
        [(total, s)] = sums.items()
        mark = Dummy("sum", real=True)
        there = marked(step.before, {total: mark})
        slope = None if there is None else coefficient_outside(there, mark)
        if slope is None:
            return Finding(Verdict.UNDECIDED, "the sum is not only multiplied")
        found = same_normal_form(step.before.xreplace({total: zeta(s)}), step.after)
        if found.verdict is not Verdict.PROVED:
            return found
        owed = (Holds(Ge(slope, 0, evaluate=False), "the coefficient of the sum"),)
        return Finding(Verdict.PROVED, f"below zeta({s})", cited=(DLMF,), owed=owed)


def _order(total: Sum) -> Expr | None:
    """S when the sum is of 1/i^s over i = 1, 2, ..."""
    index, low, _ = total.limits[0]
    s = -total.function.as_base_exp()[1]
    alike = total.function == 1 / index**s and isinstance(s, Integer) and s >= 2
    return s if alike and low == 1 and len(total.limits) == 1 else None


zeta_bound = ZetaBoundRule()
