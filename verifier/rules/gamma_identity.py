"""Identities of Gamma functions: shifts and reflections (DLMF 5.5.1, 5.5.3) bring both sides to one form.

>>> from sympy import Symbol, gamma
>>> x = Symbol("x", positive=True)
>>> gamma_identity.judge(Step(gamma(x + 2)/gamma(x), "=", x*(x + 1)), Context(assumptions=(x <= 5,))).verdict
<Verdict.PROVED: 'proved'>
>>> gamma_identity.judge(Step(gamma(x + 2)/gamma(x), "=", x*(x + 2)), Context(assumptions=(x <= 5,))).verdict
<Verdict.UNDECIDED: 'undecided'>
"""

from __future__ import annotations

from lemmata.verifier.engines.gamma_form import same_constant
from lemmata.verifier.engines.point_refuter import support
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class GammaIdentityRule(Rule):
    """The normal forms of Gamma functions agree, and balls do at points of the domain."""

    name = "Gamma identity"
    version = 1

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved by normal form and confirmed by balls."""
        if step.relation != "=":
            return Finding(Verdict.UNDECIDED, "this rule proves equations only")
        if not same_constant(step.before, step.after):
            return Finding(Verdict.UNDECIDED, "the normal forms of the two sides differ")
        seen = support(step.before, "=", step.after, context)
        return Finding(Verdict.PROVED, f"same normal form; {seen.detail}") if seen.verdict is Verdict.TESTED else seen


gamma_identity = GammaIdentityRule()
