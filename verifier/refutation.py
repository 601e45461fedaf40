"""Which refutation attempt fits a step: points of the domain, random matrices, or sampling of expectations."""

from __future__ import annotations

from verifier.matrices.points import has_matrices
from verifier.matrices.refutation import refute_matrices
from verifier.refute import refute, support
from verifier.step import Context, Finding, Step
from verifier.verdict import Verdict


def counterexample(step: Step, context: Context) -> Finding | None:
    """A counterexample to a step with a certified gap, or None when none was found."""
    if has_matrices(step):
        return refute_matrices(step, context)
    return refute(step.before, step.relation, step.after, context)


def support_at_points(step: Step, context: Context) -> Finding:
    """What evaluation at points of the domain says for a statement that it does not refute."""
    if has_matrices(step):
        return Finding(Verdict.NOT_RUN, "a statement about random matrices has no value at a point")
    return support(step.before, step.relation, step.after, context)
