"""Expectations: linearity, independence, centred noise integrated out, and the means that theorems give.

Both sides are expanded into expectations of products of traces, reduced as far as the laws allow
(:mod:`lemmata.verifier.matrices.moments`), and compared. A matrix identity E M = N is proved through tr(E[M] K) = tr(N
K) for a matrix K that is left free.

``expectation`` knows the moments of Gaussian letters, ``wishart_moment`` those of Gram matrices and their inverses
besides, up to degree six, and the shares of a stack's blocks, ``rotation_invariant_mean`` what rotations of an
isotropic design leave; each cites its theorem when it was used.

>>> from lemmata.theory.notation import T, d, sigma
>>> from lemmata.theory.random_matrices import E, GaussianRows, WhiteNoise, covariance, design, gram, inv, noise_vector
>>> from lemmata.theory.random_matrices import norm2, tr
>>> X, eps, Sigma = design("X", T, d), noise_vector("eps", T), covariance("Sigma", d)
>>> context = Context(assumptions=(T >= d + 2,), laws=(GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2)))
>>> risk = E(norm2(inv(gram(X))*X.T*eps, Sigma))
>>> conditional = sigma**2*E(tr(Sigma*inv(gram(X))))
>>> expectation.judge(Step(risk, "=", conditional), context).verdict
<Verdict.PROVED: 'proved'>
>>> wishart_moment.judge(Step(conditional, "=", sigma**2*d/(T - d - 1)), context).verdict
<Verdict.PROVED: 'proved'>
>>> wishart_moment.judge(Step(conditional, "=", sigma**2*d/(T - d)), context).detail
'at d=1 sigma=1 T=3: before = 1, after = 1/2'
"""

from __future__ import annotations

from dataclasses import dataclass

from sympy import Dummy, Sum

from lemmata.theory.random_matrices import Expectation
from lemmata.verifier.matrices import exchangeable_rows, wishart_law
from lemmata.verifier.matrices.conditions import existence, full_ranks, outermost_means, splitting
from lemmata.verifier.matrices.elements import Element, NoNormalForm
from lemmata.verifier.matrices.moments import MeanLaw, Moments
from lemmata.verifier.matrices.points import same_shape
from lemmata.verifier.matrices.reduction import reduced, refute_by_means
from lemmata.verifier.matrices.rotation_law import rotation_invariance
from lemmata.verifier.rules.matrix_identity import ranks
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


@dataclass(frozen=True)
class ExpectationRule(Rule):
    """Both sides have the same expectation by linearity, independence, Gaussian moments and the named means."""

    name: str
    means: tuple[MeanLaw, ...] = ()
    version: int = 1

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the reduced forms agree; refuted at a small exact point when they are explicit and differ."""
        if step.relation != "=":
            return Finding(Verdict.UNDECIDED, "this rule proves equations only")
        if not same_shape(step):
            return Finding(Verdict.UNDECIDED, "the two sides have different shapes")
        try:
            return self._compared(step, context)
        except NoNormalForm as reason:
            return Finding(Verdict.UNDECIDED, f"no normal form: {reason}")

    def _compared(self, step: Step, context: Context) -> Finding:
        shared = without_shared_means(step)
        for part in (shared, step) if shared != step else (step,):
            moments, before, after = reduced(part, context, self.means)
            left = moments.difference(before, after)
            if not left:
                return _proved(moments, before, step, part, context)
        found = refute_by_means(step, context)
        if found is not None:
            return found
        missing = f"; missing: {'; '.join(moments.missing)}" if moments.missing else ""
        return Finding(Verdict.UNDECIDED, f"the reduced sides differ by {moments.shown(left)}{missing}")


def without_shared_means(step: Step) -> Step:
    """The step with a symbol for every mean that stands on both sides: what is not touched owes that it exists only."""
    if step.before.has(Sum) or step.after.has(Sum):
        return step
    one, other = (set(outermost_means(side)) for side in (step.before, step.after))
    shared = sorted((mean for mean in one & other if isinstance(mean, Expectation)), key=str)
    marks = {mean: Dummy(f"mean{place}", real=True) for place, mean in enumerate(shared)}
    return Step(step.before.xreplace(marks), step.relation, step.after.xreplace(marks))


def _proved(moments: Moments, form: Element, step: Step, part: Step, context: Context) -> Finding:
    shown = moments.shown(form)
    return Finding(
        Verdict.PROVED,
        f"both sides reduce to {shown}{ranks(moments)}",
        certificate={"reduced form": shown},
        cited=tuple(sorted(moments.used)),
        owed=(
            *existence(context, step.before, step.after),
            *full_ranks(moments.full_rank),
            *splitting(context, part.before, part.after),
        ),
    )


expectation = ExpectationRule("expectation")
wishart_moment = ExpectationRule(
    "Wishart moment", (wishart_law.wishart_moment, exchangeable_rows.share_of_rows), version=2
)
rotation_invariant_mean = ExpectationRule("rotation invariant mean", (rotation_invariance,))
