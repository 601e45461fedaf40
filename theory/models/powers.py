"""Powers of a matrix as expressions that stay short to evaluate.

>>> from lemmata.theory.random_matrices.vocabulary import symmetric
>>> geometric(symmetric("A", 3), 3)
A*A + A + I_3
"""

from __future__ import annotations

from typing import Any

from lemmata.numerics.errors import InputError
from lemmata.theory.random_matrices import Identity, MatrixExpression


def geometric(A: MatrixExpression, terms: int) -> Any:
    """I + A + ... + A^(terms - 1), by doubling: the number of its parts is logarithmic.

    Raises:
        InputError: for less than one term.
    """
    if terms < 1:
        raise InputError("terms", terms, "an integer >= 1")
    if terms == 1:
        return Identity(A.rows)
    if terms % 2:
        return A ** (terms - 1) + geometric(A, terms - 1)
    half = geometric(A, terms // 2)
    return A + half if terms == 2 else A ** (terms // 2) * half + half
