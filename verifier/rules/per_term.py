"""Rearranging spectral sums term by term: an identity between the k-th terms is one between the sums.

Every Df1, Df2 and SpectralSum(a beta, q, ...) of one spectrum is a sum of t^a/(t + kappa)^q over its eigenvalues t, and
its derivative in kappa is the sum of the derivatives (the sums converge uniformly for kappa away from 0).

>>> from sympy import Symbol
>>> kappa = Symbol("kappa", positive=True)
>>> step = Step(Df2(2, kappa), "=", Df1(2, kappa) + kappa*Derivative(Df1(2, kappa), kappa))
>>> per_term.judge(step, Context()).verdict
<Verdict.PROVED: 'proved'>
>>> per_term.judge(Step(Df2(2, kappa), "=", Df1(2, kappa)), Context()).verdict
<Verdict.UNDECIDED: 'undecided'>
"""

from __future__ import annotations

from sympy import Derivative, Dummy, Expr, Integer

from lemmata.theory.spectra.spectral_functions import Df1, Df2, SpectralSum
from lemmata.verifier.engines.marking import coefficient_outside, marked
from lemmata.verifier.engines.normal_form import NotAlgebraic, vanishes
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict

_t = Dummy("t", positive=True)


class PerTermRule(Rule):
    """The two sides are linear in the sums of one spectrum, and agree term by term."""

    name = "per term"
    version = 1

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when terms agree, and what stands outside the sums as well."""
        difference = step.before - step.after
        sums = sorted(difference.atoms(Df1, Df2, SpectralSum, Derivative), key=str)
        terms = {node: term for node in sums if (term := _term(node)) is not None}
        spectra = {_spectrum(node) for node in terms}
        if step.relation != "=" or len(spectra) != 1:
            return Finding(Verdict.UNDECIDED, "an equation between sums over one spectrum")
        marks = {node: Dummy("sum", real=True) for node in sums if node in terms}
        linear = marked(difference, marks)
        slopes = {} if linear is None else {node: coefficient_outside(linear, mark) for node, mark in marks.items()}
        if not slopes or any(slope is None or slope.has(*marks.values()) for slope in slopes.values()):
            return Finding(Verdict.UNDECIDED, "the sides are not linear in the sums")
        outside = linear.xreplace({mark: Integer(0) for mark in marks.values()})
        try:
            agree = vanishes(outside) and vanishes(sum(slopes[node] * terms[node] for node in terms))
        except NotAlgebraic as reason:
            return Finding(Verdict.UNDECIDED, str(reason))
        if agree:
            return Finding(Verdict.PROVED, f"the terms agree, in {len(terms)} sums")
        return Finding(Verdict.UNDECIDED, "the terms of the two sides differ")


def _term(node: Expr) -> Expr | None:
    """t^a/(t + kappa)^q, or its derivative in kappa."""
    if isinstance(node, Derivative):
        inner = node.expr if isinstance(node.expr, (Df1, Df2, SpectralSum)) else None
        if inner is None or node.variables != (inner.args[-2],) or _moves_elsewhere(inner):
            return None
        (a, q), kappa = _powers(inner), inner.args[-2]
        return None if a is None else -q * _t**a / (_t + kappa) ** (q + 1)
    (a, q), kappa = _powers(node), node.args[-2]
    return None if a is None else _t**a / (_t + kappa) ** q


def _moves_elsewhere(node: Expr) -> bool:
    """Whether kappa is more than the place that it has in the terms."""
    return any(part.has(node.args[-2]) for place, part in enumerate(node.args) if place != len(node.args) - 2)


def _powers(node: Expr) -> tuple[Expr | None, Expr]:
    u, q = node.exponents
    a = (u / node.args[-3]).cancel()
    return (a if a.is_Integer and q.is_Integer else None), q


def _spectrum(node: Expr) -> tuple[Expr, ...]:
    inner = node.expr if isinstance(node, Derivative) else node
    return tuple(inner.args[-3:])


per_term = PerTermRule()
