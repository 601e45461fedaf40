"""Which refutation attempt fits a step: points of the domain, random matrices, or sampling of expectations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lemmata.verifier.engines.point_refuter import examine, refute, refute_at, support
from lemmata.verifier.matrices.matrix_refuter import refute_matrices
from lemmata.verifier.matrices.points import has_matrices
from lemmata.verifier.step import Context, Finding, Step
from lemmata.verifier.verdict import Verdict


def counterexample(step: Step, context: Context, *, thorough: bool = False) -> Finding | None:
    """A counterexample to a step with a certified gap, or None when none was found.

    Args:
        step: the step.
        context: its assumptions and laws.
        thorough: search further: worth it where nothing proves the step.
    """
    if has_matrices(step):
        return refute_matrices(step, context)
    return refute(step.before, step.relation, step.after, context, thorough=thorough)


def examined(step: Step, context: Context, *, thorough: bool = False) -> Finding:
    """A counterexample to a statement; otherwise what evaluation says for it."""
    if has_matrices(step):
        return refute_matrices(step, context) or support_at_points(step, context)
    return examine(step.before, step.relation, step.after, context, thorough=thorough)


def refuted_at(values: Mapping[Any, Any], step: Step, context: Context) -> Finding | None:
    """What the witness of a claim says against it: an author who knows a counterexample can give it as the witness."""
    if has_matrices(step) or not values:
        return None
    return refute_at(step.before, step.relation, step.after, values, context.digits)


def support_at_points(step: Step, context: Context) -> Finding:
    """What evaluation at points of the domain says for a statement that it does not refute."""
    if has_matrices(step):
        return Finding(Verdict.NOT_RUN, "a statement about random matrices has no value at a point")
    return support(step.before, step.relation, step.after, context)
