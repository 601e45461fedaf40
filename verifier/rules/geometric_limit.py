"""Geometric sequences: c^n tends to 0 as n grows, for constant |c| < 1."""

from __future__ import annotations

from fractions import Fraction

from sympy import Dummy, Expr, Gt, Integer, Lt, Pow, oo

from lemmata.verifier.engines.leading_forms import Leading, NoLeadingForm
from lemmata.verifier.engines.path_domain import NoPath, Walk
from lemmata.verifier.obligation import AlongPath
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.rules.limit import on_path
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class GeometricLimitRule(Rule):
    """``after`` is the limit of ``before`` when its power c^n, with -1 < c < 1, vanishes."""

    name = "geometric limit"
    version = 2
    proves = ("->",)

    def __init__(self, ratio: Expr) -> None:
        self.ratio = ratio

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the ratio is constant and what is left has the limit; owes -1 < c < 1 (0 < c < 1 for real n)."""
        path = context.path
        if step.relation != "->" or path is None or path.to is not oo or path.keeping:
            return Finding(
                Verdict.UNDECIDED, "write tends_by(geometric_limit(c)) along a path on which one variable grows"
            )
        mark = Dummy("power", real=True)
        marked = step.before.xreplace({Pow(self.ratio, path.variable): mark})
        try:
            walk = Walk.along(path, context.assumptions)
            if walk.moves(self.ratio):
                return Finding(Verdict.UNDECIDED, f"the ratio {self.ratio} moves with {path.variable}")
            value, owed = on_path(marked, walk, path.side, {mark: Leading(Integer(0), Fraction(0))})
        except (NoLeadingForm, NoPath) as reason:
            return Finding(Verdict.UNDECIDED, str(reason))
        if walk.moves(step.after):
            return Finding(Verdict.UNDECIDED, f"{step.after} moves along the path: it is no limit")
        if value is None:
            return Finding(Verdict.UNDECIDED, f"{step.before} may grow with {path.variable}")
        found = same_normal_form(value, step.after)
        if found.verdict is not Verdict.PROVED:
            return found
        lowest = -1 if path.variable.is_integer else 0
        bounds = (Lt(self.ratio, 1), Gt(self.ratio, lowest))
        owed += tuple(AlongPath(bound, "the powers vanish", path=path, side=path.side) for bound in bounds)
        return Finding(Verdict.PROVED, "the power vanishes", owed=owed)


def geometric_limit(ratio: Expr) -> GeometricLimitRule:
    """The rule that lets ``ratio``^n vanish."""
    return GeometricLimitRule(ratio)
