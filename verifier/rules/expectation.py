"""Expectations: linearity, independence, centred noise integrated out, and the means that theorems give.

Both sides are expanded into expectations of products of traces, reduced as far as the laws allow
(:mod:`verifier.moments`), and compared. A matrix identity E M = N is proved through tr(E[M] K) = tr(N K) for a matrix K
that is left free.

``expectation`` knows the moments of Gaussian letters; ``inverse_wishart_mean``, ``haar_projection_mean`` and
``inverse_gram_trace_mean`` know one theorem each besides, and cite it when they used it.

>>> from theory.notation import T, d, sigma
>>> from theory.random_matrices import E, GaussianRows, WhiteNoise, covariance, design, gram, inv, noise_vector, norm2
>>> from theory.random_matrices import tr
>>> X, eps, Sigma = design("X", T, d), noise_vector("eps", T), covariance("Sigma", d)
>>> context = Context(assumptions=(T >= d + 2,), laws=(GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2)))
>>> risk = E(norm2(inv(gram(X))*X.T*eps, Sigma))
>>> conditional = sigma**2*E(tr(Sigma*inv(gram(X))))
>>> expectation.judge(Step(risk, "=", conditional), context).verdict
<Verdict.PROVED: 'proved'>
>>> inverse_wishart_mean.judge(Step(conditional, "=", sigma**2*d/(T - d - 1)), context).verdict
<Verdict.PROVED: 'proved'>
>>> inverse_wishart_mean.judge(Step(conditional, "=", sigma**2*d/(T - d)), context).detail
'at d=1 sigma=1 T=3: before = 1, after = 1/2'
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import sympy

from theory.random_matrices import Expectation, Letter, MatrixExpression
from verifier.matrix_points import letters_in, refute_exactly
from verifier.matrix_sampling import refute_by_sampling
from verifier.matrix_words import Element, NoNormalForm
from verifier.mean_laws import haar_projection, inverse_gram, inverse_wishart
from verifier.moments import MeanLaw, Moments
from verifier.rules.matrix_identity import same_shape
from verifier.step import Context, Finding, Rule, Step
from verifier.verdict import Verdict

EVERY_MEAN: tuple[MeanLaw, ...] = (inverse_wishart, haar_projection, inverse_gram)


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
        moments, before, after = reduced(step, context, self.means)
        left = moments.difference(before, after)
        if not left:
            return _proved(moments, before)
        found = _refuted(step, context)
        if found is not None:
            return found
        missing = f"; missing: {'; '.join(moments.missing)}" if moments.missing else ""
        return Finding(Verdict.UNDECIDED, f"the reduced sides differ by {moments.shown(left)}{missing}")


def _refuted(step: Step, context: Context) -> Finding | None:
    """By what every known law makes of the two sides: exactly when that is explicit, otherwise by sampling."""
    moments, before, after = reduced(step, context, EVERY_MEAN)
    true, claimed = moments.scalar_expression(before), moments.scalar_expression(after)
    if true.has(Expectation) or claimed.has(Expectation):
        left = moments.scalar_expression(moments.difference(before, after))
        common = Step(left, "=", sympy.Integer(0))
        return refute_by_sampling(common, context) if left.has(Expectation) else _difference(common, context)
    return refute_exactly(Step(true, "=", claimed), context)


def _difference(common: Step, context: Context) -> Finding | None:
    found = refute_exactly(common, context)
    if found is None:
        return None
    where = " ".join(f"{name}={value}" for name, value in (found.counterexample or {}).items())
    return replace(found, detail=f"at {where}: before - after = {found.certificate['before']}")


def reduced(step: Step, context: Context, means: Iterable[MeanLaw]) -> tuple[Moments, Element, Element]:
    """Both sides as sums of products of traces and irreducible expectations."""
    moments = Moments(context.assumptions, context.laws, means)
    if isinstance(step.before, MatrixExpression):
        taken = {letter.name for letter in letters_in(step)}
        name = next(name for name in ("K", "L", "M", "any") if name not in taken)
        free = Letter(name, step.before.cols, step.before.rows)
        moments.learn(step.before, step.after, free)
        moments.complete()
        return moments, _traced(moments, step.before, free), _traced(moments, step.after, free)
    moments.learn(step.before, step.after)
    moments.complete()
    return moments, moments.scalar(step.before), moments.scalar(step.after)


def _traced(moments: Moments, side: Any, free: Letter) -> Element:
    return moments.trace(moments.product(moments.matrix(side), moments.matrix(free)), free.cols)


def _proved(moments: Moments, form: Element) -> Finding:
    shown = moments.shown(form)
    ranks = ", ".join(sorted(moments.full_rank))
    given = f", {ranks} of full rank" if ranks else ""
    return Finding(
        Verdict.PROVED,
        f"both sides reduce to {shown}{given}",
        certificate={"reduced form": shown},
        cited=tuple(sorted(moments.used)),
    )


expectation = ExpectationRule("expectation")
wishart_mean = ExpectationRule("Wishart mean")
inverse_wishart_mean = ExpectationRule("inverse Wishart mean", (inverse_wishart,))
haar_projection_mean = ExpectationRule("Haar projection mean", (haar_projection,))
inverse_gram_trace_mean = ExpectationRule("inverse Gram trace mean", (inverse_gram,))
