"""A counterexample to a step about matrices: exact at small matrices, or by sampling where expectations occur.

Neither route uses the algebra by which steps are proved, so that an error there is noticed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from types import NoneType
from typing import Any

from sympy import Integer

from lemmata.theory.occurring import occurring
from lemmata.theory.quantities.concrete import concrete
from lemmata.theory.quantities.regression import meaning
from lemmata.theory.random_matrices import (
    Expectation,
    ExpectedMatrix,
    Letter,
    MatrixExpression,
    Unspecified,
    law_of,
)
from lemmata.theory.relations import AT_POINTS
from lemmata.verifier.checks.budget import ALPHA
from lemmata.verifier.engines.binders import bound_in
from lemmata.verifier.engines.own_assumptions import own
from lemmata.verifier.matrices.assumed import of_matrices
from lemmata.verifier.matrices.points import has_unspecified, letters_in, refute_exactly
from lemmata.verifier.matrices.sampling_refuter import refute_by_sampling
from lemmata.verifier.step import Context, Finding, Step


def refute_matrices(step: Step, context: Context, alpha: float = ALPHA) -> Finding | None:
    """A counterexample to an equation or an inequality; None when none was found.

    What is said of random letters is said almost surely: a strict failure at one point is one nearby, too, which has
    positive probability where the letters have a density. Other relations are not examined.

    Generations w[n] are opened by their definition, at n = 1 when n is a symbol.

    Args:
        step: about the matrices of :mod:`lemmata.theory.random_matrices`.
        context: assumptions, and the laws of the random letters.
        alpha: the probability that sampling refutes a true statement.
    """
    sides = (step.before, step.after)
    of_means = any(side.has(Expectation, ExpectedMatrix) for side in sides)
    ordered = of_means and step.relation != "=" and any(isinstance(side, MatrixExpression) for side in sides)
    if step.relation not in AT_POINTS or ordered:
        return None
    opened, placed, generations = at_first_generation(step, context)
    if has_unspecified(opened, placed):
        return None
    if any(side.has(Expectation, ExpectedMatrix) for side in (opened.before, opened.after)):
        found = None if of_matrices(placed.assumptions) else refute_by_sampling(opened, placed, alpha)
    else:
        found = refute_exactly(opened, placed)
    return with_generations(found, generations)


Generations = Mapping[Any, Integer]
"""The generation that was chosen, for each symbol that counts generations."""


def at_first_generation(step: Step, context: Context) -> tuple[Step, Context, Generations]:
    """The step and the assumptions at n = 1 for every index n of a letter, generations opened by their definition.

    Where an index is no 1, since it is prime, say, at what is nearest.
    """
    bound = bound_in(step.before) | bound_in(step.after)
    indices = {index for letter in letters_in(step) for index in letter.index if index.is_Symbol} - bound
    firsts = {index: own(index).nearest(Fraction(1)) for index in sorted(indices, key=str)}
    generations = {index: Integer(first) for index, first in firsts.items() if first is not None}
    before, after = (concrete(_opened(side.xreplace(generations), context)) for side in (step.before, step.after))
    opened = Step(before, step.relation, after)
    assumed = tuple(concrete(relation.xreplace(generations)) for relation in context.assumptions)
    placed = replace(context, assumptions=assumed)
    return opened, placed, generations


def with_generations(found: Finding | None, generations: Generations) -> Finding | None:
    """The finding with the chosen generation in its counterexample."""
    if found is None or not generations:
        return found
    chosen = {str(symbol): str(value) for symbol, value in sorted(generations.items(), key=str)}
    shown = " ".join(f"{name}={value}" for name, value in chosen.items())
    point = {**chosen, **(found.counterexample or {})}
    certificate = {**found.certificate, "point": point}
    detail = f"at {shown} {found.detail.removeprefix('at ')}"
    return replace(found, detail=detail, counterexample=point, certificate=certificate)


def _opened(side: Any, context: Context) -> Any:
    """Generations replaced by their definition, down to the truth w0 or to a generation of unknown number."""
    while True:
        known = {
            letter: what for letter in occurring(side, Letter) if (what := _definition(letter, context)) is not None
        }
        if not known:
            return side
        side = side.xreplace(known)


def _definition(letter: Letter, context: Context) -> Any:
    """What the letter stands for; a letter that is drawn from a law of its own stands for itself."""
    if not isinstance(law_of(letter, context.laws), (Unspecified, NoneType)):
        return None
    try:
        return meaning(letter, context.definitions)
    except ValueError:
        return None
