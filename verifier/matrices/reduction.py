"""What the laws of the random letters make of the two sides of a step, and a refutation where that is explicit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import sympy

from lemmata.theory.random_matrices import Expectation, Letter, MatrixExpression
from lemmata.verifier.matrices.elements import Element
from lemmata.verifier.matrices.matrix_refuter import at_first_generation, refute_matrices, with_generations
from lemmata.verifier.matrices.moments import MeanLaw, Moments, free_letter
from lemmata.verifier.matrices.points import letters_in
from lemmata.verifier.matrices.rotation_law import rotation_invariance
from lemmata.verifier.matrices.wishart_law import wishart_moment
from lemmata.verifier.step import Context, Finding, Step

COMPLETION = (0, 20, 300)
"""How many overlaps of rules are looked at before the two sides are compared; more only where less was not enough."""

EVERY_MEAN: tuple[MeanLaw, ...] = (wishart_moment, rotation_invariance)


def reduced(step: Step, context: Context, means: Iterable[MeanLaw]) -> tuple[Moments, Element, Element]:
    """Both sides as sums of products of traces and irreducible expectations.

    A matrix M is replaced by tr(M K) with a letter K that occurs nowhere else.

    Raises:
        NoNormalForm: when a side leaves the algebra.
    """
    moments = Moments(context.assumptions, context.laws, means)
    free = free_letter(step.before, letters_in(step)) if isinstance(step.before, MatrixExpression) else None
    moments.learn(step.before, step.after, *([] if free is None else [free]))
    for pairs in COMPLETION:
        moments.complete(pairs)
        before, after = (_scalar(moments, side, free) for side in (step.before, step.after))
        if before == after or not moments.overlapping:
            break
    return moments, before, after


def _scalar(moments: Moments, side: Any, free: Letter | None) -> Element:
    if free is None:
        return moments.scalar(side)
    return moments.trace(moments.product(moments.matrix(side), moments.matrix(free)), free.cols)


def with_values(step: Step, context: Context) -> Step | None:
    """The step with their values in the place of means, where the laws give all and no matrix remains.

    Raises:
        NoNormalForm: when a side leaves the algebra.
    """
    opened, placed, generations = at_first_generation(step, context)
    moments, before, after = reduced(opened, placed, EVERY_MEAN)
    sides = tuple(moments.scalar_expression(side) for side in (before, after))
    if generations or any(side.has(Expectation, Letter, MatrixExpression) for side in sides):
        return None
    return Step(sides[0], step.relation, sides[1])


def refute_by_means(step: Step, context: Context) -> Finding | None:
    """A counterexample by what every known law makes of the sides: exact where that is explicit, otherwise sampled.

    Raises:
        NoNormalForm: when a side leaves the algebra.
    """
    opened, placed, generations = at_first_generation(step, context)
    return with_generations(_refuted(opened, placed), generations)


def _refuted(step: Step, context: Context) -> Finding | None:
    moments, before, after = reduced(step, context, EVERY_MEAN)
    true, claimed = moments.scalar_expression(before), moments.scalar_expression(after)
    if not (true.has(Expectation) or claimed.has(Expectation)):
        return refute_matrices(Step(true, step.relation, claimed), context)
    if step.relation != "=":
        return None
    common = Step(moments.scalar_expression(moments.difference(before, after)), "=", sympy.Integer(0))
    found = refute_matrices(common, context)
    return found if found is None or common.before.has(Expectation) else _as_difference(found)


def _as_difference(found: Finding) -> Finding:
    where = " ".join(f"{name}={value}" for name, value in (found.counterexample or {}).items())
    return replace(found, detail=f"at {where}: before - after = {found.certificate['before']}")
