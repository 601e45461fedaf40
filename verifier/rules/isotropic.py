"""Isotropic covariance: every eigenvalue is one (:mod:`lemmata.verifier.engines.identity_covariance`)."""

from __future__ import annotations

from lemmata.verifier.engines.equations import opened
from lemmata.verifier.engines.identity_covariance import at_identity, sigma_is_identity
from lemmata.verifier.matrices.points import has_matrices
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.rules.matrix_identity import matrix_identity
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class IsotropicRule(Rule):
    """The two sides agree once every eigenvalue is one."""

    name = "isotropic"
    version = 1

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when Sigma = I is among the assumptions and the normal forms agree."""
        if sigma_is_identity not in context.assumptions:
            return Finding(Verdict.UNDECIDED, "Sigma = I is not among the assumptions")
        if step.relation != "=":
            return Finding(Verdict.UNDECIDED, "this rule proves equations only")
        if has_matrices(step):
            found = matrix_identity.judge(Step(at_identity(step.before), "=", at_identity(step.after)), context)
            if found.verdict is Verdict.PROVED:
                return found
        try:
            before, after = (at_identity(opened(side, context.assumptions)) for side in (step.before, step.after))
        except ValueError as reason:
            return Finding(Verdict.UNDECIDED, str(reason))
        if has_matrices(step):
            return matrix_identity.judge(Step(before, "=", after), context)
        finding = same_normal_form(before, after)
        if finding.verdict is Verdict.PROVED:
            return Finding(Verdict.PROVED, "same normal form with every eigenvalue 1")
        return finding


isotropic = IsotropicRule()
