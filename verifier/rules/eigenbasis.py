"""The eigenbasis of the covariance: the trace of a function of Sigma, with or without w0w0', is a sum over eigenvalues.

tr f(Sigma) = sum of f(lambda_k), and tr f(Sigma) w0 w0' = sum of f(lambda_k) c_k^2.

>>> from theory.eigensum import c2, s
>>> from theory.random_matrices import inv, tr
>>> from theory.regression import Sigma, w0
>>> eigenbasis.judge(Step(tr(w0*w0.T*inv(Sigma)) + 1, "=", EigenSum(c2/s) + 1), Context()).verdict
<Verdict.PROVED: 'proved'>
"""

from __future__ import annotations

from sympy import Dummy

from theory.eigensum import EigenSum
from theory.random_matrices import Expectation, Trace
from theory.resolvents import eigenvalue_of
from verifier.eigensum_form import NotPerEigenvalue, in_basis
from verifier.rules.algebra import same_normal_form
from verifier.step import Context, Finding, Rule, Step
from verifier.verdict import Verdict


class EigenbasisRule(Rule):
    """The two sides agree once every trace outside an expectation is a sum over eigenvalues."""

    name = "eigenbasis"
    version = 1

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the normal forms agree; expectations are carried along unopened."""
        if step.relation != "=":
            return Finding(Verdict.UNDECIDED, "this rule proves equations only")
        random = {node: Dummy("E", real=True) for side in (step.before, step.after) for node in side.atoms(Expectation)}
        before, after = step.before.xreplace(random), step.after.xreplace(random)
        try:
            sums = {
                node: EigenSum(eigenvalue_of(node.args[0])) for side in (before, after) for node in side.atoms(Trace)
            }
            return same_normal_form(in_basis(before.xreplace(sums)), in_basis(after.xreplace(sums)))
        except (ValueError, NotPerEigenvalue) as reason:
            return Finding(Verdict.UNDECIDED, str(reason))


eigenbasis = EigenbasisRule()
