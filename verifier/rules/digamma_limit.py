"""Limits of digamma functions: psi(x + b) - psi(x + c) tends to 0 as x grows.

psi(x) = log x - 1/(2x) - O(1/x^2) (DLMF 5.11.2), and log(x + b) - log(x + c) tends to 0. So in a combination of
psi(x + b_j) whose coefficients are free of x and add up to zero, they all vanish in the limit.
"""

from __future__ import annotations

from collections.abc import Mapping

from sympy import Dummy, Expr, Integer, oo, polygamma

from lemmata.verifier.engines.leading_forms import NoLeadingForm
from lemmata.verifier.engines.marking import coefficient_outside, marked
from lemmata.verifier.engines.normal_form import NotAlgebraic, vanishes
from lemmata.verifier.engines.path_domain import NoPath, Walk
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.rules.limit import on_path
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict

DLMF = "psi(x) = log x - 1/(2x) - ... for large x (DLMF 5.11.2)"


class DigammaLimitRule(Rule):
    """``after`` is ``before`` without the digamma functions of the path's variable, which cancel in the limit."""

    name = "digamma limit"
    version = 2
    proves = ("->",)

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the moving digammas enter linearly with constant coefficients that add up to zero."""
        path = context.path
        if step.relation != "->" or path is None or path.to is not oo or path.keeping:
            return Finding(Verdict.UNDECIDED, "write tends_by(digamma_limit) along a path on which one variable grows")
        x = path.variable
        try:
            walk = Walk.along(path, context.assumptions)
        except NoPath as reason:
            return Finding(Verdict.UNDECIDED, str(reason))
        before = walk.opened(step.before)
        psi = {node: Dummy("psi", real=True) for node in before.atoms(polygamma) if x in node.free_symbols}
        if not all(node.args[0] == 0 and not walk.moves(node.args[1] - x) for node in psi):
            return Finding(Verdict.UNDECIDED, f"the digamma functions must be those of {x} + a constant")
        there = marked(before, psi)
        weights = [] if there is None else [coefficient_outside(there, mark) for mark in psi.values()]
        if there is None or not _cancel(weights, walk, psi):
            return Finding(Verdict.UNDECIDED, "their coefficients must be constants that add up to zero")
        if walk.moves(step.after):
            return Finding(Verdict.UNDECIDED, f"{step.after} moves along the path: it is no limit")
        rest = there.xreplace(dict.fromkeys(psi.values(), Integer(0)))
        try:
            value, owed = on_path(rest, walk, path.side)
        except NoLeadingForm as reason:
            return Finding(Verdict.UNDECIDED, str(reason))
        if value is None:
            return Finding(Verdict.UNDECIDED, f"{rest} may grow with {x}")
        found = same_normal_form(value, step.after)
        if found.verdict is not Verdict.PROVED:
            return found
        return Finding(Verdict.PROVED, "they cancel", cited=(DLMF,), owed=owed)


def _cancel(weights: list[Expr | None], walk: Walk, psi: Mapping[Expr, Expr]) -> bool:
    known = [weight for weight in weights if weight is not None]
    if len(known) < len(weights) or any(walk.moves(weight) or weight.has(*psi.values()) for weight in known):
        return False
    try:
        return vanishes(sum(known, Integer(0)))
    except NotAlgebraic:
        return False


digamma_limit = DigammaLimitRule()
