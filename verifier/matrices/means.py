"""Means taken away: what holds for every draw holds of the means.

The inverse is convex: inv(A) >= 2 inv(M) - inv(M) A inv(M) for definite A and M (Jensen's inequality at M = E A).

Where l <= r almost surely, E l <= E r (monotony), in [0, oo] too; so an inequality between combinations of means with
deterministic coefficients, whose values exist, follows from that between what is averaged. What is deterministic is its
own mean; what is random and not under the mean is not.

>>> from lemmata.theory.notation import T, d
>>> from lemmata.theory.random_matrices import E, GaussianRows, covariance, design, gram, tr
>>> X, Sigma = design("X", T, d), covariance("Sigma", d)
>>> context = Context(laws=(GaussianRows(X, Sigma),))
>>> W = gram(X)
>>> of_every_draw(Step(E(tr(W)), "<=", tr(Sigma)), context)
Step(before=tr(X'*X), relation='<=', after=tr(Sigma))
>>> of_every_draw(Step(E(tr(W)), "<=", tr(W)), context), of_every_draw(Step(E(tr(W)) ** 2, "<=", E(tr(W))), context)
(None, None)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sympy import Add, Basic, Mul, preorder_traversal

from lemmata.theory.random_matrices import (
    Inverse,
    Letter,
    Plus,
    Scaled,
    Times,
    Trace,
    Transpose,
    law_of,
)
from lemmata.verifier.matrices.conditions import MEANS
from lemmata.verifier.step import Context, Step


def of_every_draw(step: Step, context: Context) -> Step | None:
    """The step for what is averaged; None where a side is no linear combination of means, or random beside them."""
    means = [node for side in (step.before, step.after) for node in side.atoms(*MEANS)]
    stated = (mean.atoms(Letter) for mean in means if is_deterministic(mean, context, frozenset()))
    unstated = frozenset(letter for letters in stated for letter in letters)
    before, after = (_averaged(side, context, unstated) for side in (step.before, step.after))
    return None if before is None or after is None else replace(step, before=before, after=after)


def _averaged(side: Any, context: Context, unstated: frozenset[Letter]) -> Any:
    if not side.has(*MEANS):
        return side if is_deterministic(side, context, unstated) else None
    if isinstance(side, MEANS):
        return None if side.args[0].has(*MEANS) else side.args[0]
    if isinstance(side, (Mul, Times, Scaled)) and sum(part.has(*MEANS) for part in side.args) > 1:
        return None
    if not isinstance(side, (Add, Mul, Plus, Times, Scaled, Trace, Transpose)):
        return None
    parts = [_averaged(part, context, unstated) for part in side.args]
    return None if any(part is None for part in parts) else side.func(*parts)


def is_deterministic(term: Basic, context: Context, unstated: frozenset[Letter]) -> bool:
    """Whether no letter in a term has a law, or stands under a mean whose law is not stated, or for something else."""
    return not any(
        (isinstance(node, Letter) and (node in unstated or law_of(node, context.laws) is not None))
        or context.definitions.meaning(node) is not None
        for node in preorder_traversal(term)
    )


def at_tangents(step: Step, context: Context) -> Iterator[Any]:
    """The larger side, one inverse of a random matrix at its tangent, for each M whose inverse the other side has."""
    larger, smaller = (step.after, step.before) if step.relation == "<=" else (step.before, step.after)
    fixed = [one for one in smaller.atoms(Inverse) if is_deterministic(one, context, frozenset())]
    for moving in sorted(larger.atoms(Inverse) - smaller.atoms(Inverse), key=str):
        for one in sorted((one for one in fixed if one.shape == moving.shape), key=str):
            yield larger.xreplace({moving: 2 * one - one * moving.args[0] * one})
