"""Geometric sequences: c^n tends to 0 as n grows, for |c| < 1."""

from __future__ import annotations

from sympy import Dummy, Expr, Gt, Integer, Lt, Pow, oo

from lemmata.verifier.engines.positivity import implied
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class GeometricLimitRule(Rule):
    """``after`` is ``before`` without its power c^n, where -1 < c < 1 on the whole domain."""

    name = "geometric limit"
    version = 1
    proves = ("->",)

    def __init__(self, ratio: Expr) -> None:
        self.ratio = ratio

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the ratio lies in (-1, 1), the rest is free of n and affine in c^n, and only the power goes."""
        path = context.path
        if step.relation != "->" or path is None or path.to is not oo or path.keeping:
            return Finding(
                Verdict.UNDECIDED, "write tends_by(geometric_limit(c)) along a path on which one variable grows"
            )
        if path.variable in self.ratio.free_symbols:
            return Finding(Verdict.UNDECIDED, f"the ratio {self.ratio} depends on {path.variable}")
        mark = Dummy("power", real=True)
        marked = step.before.xreplace({Pow(self.ratio, path.variable): mark})
        slope = marked.diff(mark)
        if path.variable in marked.free_symbols or slope.has(mark):
            return Finding(Verdict.UNDECIDED, f"besides ({self.ratio})^{path.variable} the left side still moves")
        found = same_normal_form(marked.xreplace({mark: Integer(0)}), step.after)
        if found.verdict is not Verdict.PROVED:
            return found
        for bound in (Lt(self.ratio, 1), Gt(self.ratio, -1)):
            decision = implied(bound, context.assumptions)
            if decision.answer != "proved":
                return Finding(Verdict.UNDECIDED, f"{bound} is not known ({decision.detail})")
        return Finding(Verdict.PROVED, "the power vanishes")


def geometric_limit(ratio: Expr) -> GeometricLimitRule:
    """The rule that lets ``ratio``^n vanish."""
    return GeometricLimitRule(ratio)
