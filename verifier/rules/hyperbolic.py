"""Hyperbolic identities: sinh and coth are tied by 1/sinh^2 x = coth^2 x - 1 (DLMF 4.35.12).

>>> from sympy.abc import x
>>> hyperbolic.judge(Step(1/sinh(x)**2 + 1, "=", coth(x)**2), Context()).verdict
<Verdict.PROVED: 'proved'>
"""

from __future__ import annotations

from sympy import Pow, coth, sinh

from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class HyperbolicRule(Rule):
    """The sides agree once even powers of sinh are written in coth."""

    name = "hyperbolic"
    version = 1

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the normal forms agree."""
        if step.relation != "=":
            return Finding(Verdict.UNDECIDED, "this rule proves equations only")
        powers = {
            node: (coth(node.base.args[0]) ** 2 - 1) ** (-node.exp / 2)
            for side in (step.before, step.after)
            for node in side.atoms(Pow)
            if isinstance(node.base, sinh) and node.exp.is_even
        }
        return same_normal_form(step.before.xreplace(powers), step.after.xreplace(powers))


hyperbolic = HyperbolicRule()
