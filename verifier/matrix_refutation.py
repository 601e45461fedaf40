"""A counterexample to a step about matrices: exact at small matrices, or by sampling where expectations occur.

Neither route uses the algebra by which steps are proved, so that an error there is noticed here.
"""

from __future__ import annotations

from typing import Any

from theory.random_matrices import Expectation, ExpectedMatrix, Letter
from theory.regression import meaning
from verifier.matrix_points import has_unspecified, refute_exactly
from verifier.matrix_sampling import refute_by_sampling
from verifier.step import Context, Finding, Step


def refute_matrices(step: Step, context: Context, alpha: float = 1e-9) -> Finding | None:
    """A counterexample to ``before = after``, or None when none was found; other relations are not examined.

    Args:
        step: about the matrices of :mod:`theory.random_matrices`.
        context: assumptions, and the laws of the random letters.
        alpha: the probability that sampling refutes a true statement.
    """
    if step.relation != "=":
        return None
    step = Step(_opened(step.before), "=", _opened(step.after))
    if step.before.has(Expectation, ExpectedMatrix) or step.after.has(Expectation, ExpectedMatrix):
        return refute_by_sampling(step, context, alpha)
    return None if has_unspecified(step, context) else refute_exactly(step, context)


def _opened(side: Any) -> Any:
    """Generations replaced by their definition, down to the truth w0 or to a generation of unknown number."""
    while True:
        known = {letter: what for letter in side.atoms(Letter) if (what := _definition(letter)) is not None}
        if not known:
            return side
        side = side.xreplace(known)


def _definition(letter: Letter) -> Any:
    try:
        return meaning(letter)
    except ValueError:
        return None
