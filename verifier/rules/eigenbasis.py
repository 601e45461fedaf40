"""The eigenbasis of the covariance: the trace of a function of Sigma, with or without w0w0', is a sum over eigenvalues.

tr f(Sigma) = sum of f(lambda_k), tr f(Sigma) w0 w0' = sum of f(lambda_k) c_k^2, and E tr f(Sigma) w[n] w[n]' is the sum
of f(lambda_k) v_k with v_k the mean squared weight of the parameter.

>>> from lemmata.theory.spectra.eigensum import EigenSum, c2, s
>>> from lemmata.theory.random_matrices import E, inv, tr
>>> from lemmata.theory.quantities.regression import Sigma, w, w0
>>> eigenbasis.judge(Step(tr(w0*w0.T*inv(Sigma)) + 1, "=", EigenSum(c2/s) + 1), Context()).verdict
<Verdict.PROVED: 'proved'>
>>> turned = Step(E(tr(w[1].T*Sigma*inv(Sigma)*w[1])), "=", E(tr(w[1]*w[1].T)))
>>> eigenbasis.judge(turned, Context()).verdict
<Verdict.PROVED: 'proved'>
"""

from __future__ import annotations

from lemmata.theory.quantities.resolvents import in_directions, parameters_in
from lemmata.verifier.engines.eigensum_form import NotPerEigenvalue, in_basis
from lemmata.verifier.engines.equations import opened
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class EigenbasisRule(Rule):
    """The two sides agree once traces of functions of Sigma are sums over eigenvalues, and the assumptions put in."""

    name = "eigenbasis"
    version = 2

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the normal forms agree; other expectations are carried along unopened."""
        if step.relation != "=":
            return Finding(Verdict.UNDECIDED, "this rule proves equations only")
        if len(parameters_in(step.before, step.after)) > 1:
            return Finding(Verdict.UNDECIDED, "the parameters of two generations have weights of their own")
        before, after = (opened(in_directions(side), context.assumptions) for side in (step.before, step.after))
        try:
            return same_normal_form(in_basis(before), in_basis(after))
        except NotPerEigenvalue as reason:
            return Finding(Verdict.UNDECIDED, str(reason))


eigenbasis = EigenbasisRule()
