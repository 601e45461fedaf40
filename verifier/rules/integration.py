"""Integration: integrals in closed form (:mod:`lemmata.verifier.rules.integrals_in_closed_form`), one by one.

>>> from sympy import Symbol, log
>>> x, b = Symbol("x", real=True), Symbol("b", positive=True)
>>> integration.judge(Step(Integral(1/(1 + x), (x, 0, b)), "=", log(1 + b)), Context()).verdict
<Verdict.PROVED: 'proved'>
>>> integration.judge(Step(Integral(1/(1 + x), (x, 0, b)), "=", log(b)), Context()).detail
'the left side is log(b + 1)'
"""

from __future__ import annotations

from sympy import Integral

from lemmata.verifier.rules.iterated import same_in_some_order
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class IntegrationRule(Rule):
    """Integrals replaced by their closed forms, those over several letters one after the other."""

    name = "integration"
    version = 3

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when named integrals and antiderivatives that are checked make the two sides the same."""
        nodes = [node for side in (step.before, step.after) for node in side.atoms(Integral)]
        if not nodes or step.relation != "=" or any(len(limit) != 3 for node in nodes for limit in node.limits):
            return Finding(Verdict.UNDECIDED, "the equation must contain an integral with its ends")
        return same_in_some_order(step, context)


integration = IntegrationRule()
