"""Same leading order: two expressions whose ratio tends to one when d and T grow in proportion.

Traces grow with the dimension. Along the path every sum over eigenvalues, and df1 and df2, is therefore a free positive
constant times T; only what is left of the ratio when T -> oo is compared with one. (Holding traces fixed instead would
call terms negligible that are not.)
"""

from __future__ import annotations

from sympy import Dummy, Expr

from lemmata.theory.notation import df1, df2
from lemmata.theory.relations import Path
from lemmata.theory.spectra.eigensum import EigenSum
from lemmata.verifier.engines.leading_forms import NoLeadingForm
from lemmata.verifier.engines.normal_form import NotAlgebraic, vanishes
from lemmata.verifier.engines.path_domain import NoPath, Walk
from lemmata.verifier.rules.limit import leading_form
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class LeadingOrderRule(Rule):
    """An equivalence between deterministic expressions: after/before tends to one along the path."""

    name = "same leading order"
    version = 2
    proves = ("~",)

    def __init__(self, path: Path) -> None:
        self.path = path

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the limit of the ratio is exactly one."""
        if step.relation != "~":
            return Finding(Verdict.UNDECIDED, "write equivalent_by(same_leading_order(path))")
        ratio = self.with_extensive_traces(step.after / step.before)
        try:
            form, owed = leading_form(ratio, Walk.along(self.path, context.assumptions), self.path.side)
        except (NoLeadingForm, NoPath) as reason:
            return Finding(Verdict.UNDECIDED, str(reason))
        value = form.limit
        if value is not None and _is_one(value):
            return Finding(Verdict.PROVED, f"the ratio of the sides tends to 1 as {self.path}", owed=owed)
        return Finding(Verdict.UNDECIDED, f"the ratio of the sides tends to {value}")

    def with_extensive_traces(self, expression: Expr) -> Expr:
        """Every trace as a constant times the path's variable."""
        traces = [*expression.atoms(EigenSum), df1, df2]
        return expression.xreplace({trace: self.path.variable * Dummy("t", positive=True) for trace in traces})


def _is_one(value: Expr) -> bool:
    try:
        return vanishes(value - 1)
    except NotAlgebraic:
        return False


def same_leading_order(path: Path) -> LeadingOrderRule:
    """The rule that two deterministic expressions are equivalent along a path."""
    return LeadingOrderRule(path)
