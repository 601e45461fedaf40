"""A counterexample to a step about matrices: exact at small matrices, or by sampling where expectations occur.

Neither route uses the algebra by which steps are proved, so that an error there is noticed here.
"""

from __future__ import annotations

from theory.random_matrices import Expectation, ExpectedMatrix
from verifier.matrix_points import refute_exactly
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
    if step.before.has(Expectation, ExpectedMatrix) or step.after.has(Expectation, ExpectedMatrix):
        return refute_by_sampling(step, context, alpha)
    return refute_exactly(step, context)
