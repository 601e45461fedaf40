"""Invertible block matrices: [A, B; C, D] is, where A and D - C inv(A) B are (Schur; Horn and Johnson, 0.8.5).

>>> from lemmata.theory.notation import d, n
>>> from lemmata.theory.random_matrices import block_matrix, covariance, inv, matrix
>>> A, B, D = covariance("A", d), matrix("B", d, n), covariance("D", n)
>>> M = block_matrix([[A, B], [B.T, D]])
>>> words = Moments((D - B.T * inv(A) * B > 0,), ())
>>> words.learn(M)
>>> lacks_inverse(words, words.matrix(M), d + n) is None
True
>>> words = Moments((), ())
>>> words.learn(M)
>>> lacks_inverse(words, words.matrix(M), d + n)
"D - B'*inv(A)*B > 0 (by structure, or assumed)"
"""

from __future__ import annotations

from sympy import Expr, Integer

from lemmata.theory.random_matrices import Selection
from lemmata.verifier.matrices.elements import Element
from lemmata.verifier.matrices.moments import Moments
from lemmata.verifier.matrices.rank_updates import inverse_of, lacks_complement
from lemmata.verifier.matrices.ranks import not_invertible
from lemmata.verifier.matrices.squares import shown_semidefinite


def lacks_inverse(words: Moments, element: Element, size: Expr) -> str | None:
    """What is missing for a square matrix to be invertible, as it stands or part by part."""
    lacking = not_invertible(words, element, size)
    if lacking is not None and shown_semidefinite(words, element, size, definite=True):
        return None
    first = next((words.meaning[word[0]] for _, word in element if word), None)
    if lacking is None:
        return None
    if not isinstance(first, Selection):
        complement = lacks_complement(words, element, size)
        return lacking if complement is None else complement or None
    parts = [words.matrix(Selection(Integer(k), *first.sizes)) for k in range(len(first.sizes))]
    grid = [[_between(words, one, element, other) for other in parts] for one in parts]
    for k, part in enumerate(first.sizes):
        pivot = grid[k][k]
        lacking = lacks_inverse(words, pivot, part)
        if lacking is not None:
            return lacking
        later = range(k + 1, len(parts))
        if any(grid[i][k] or grid[k][i] for i in later):
            inverse = inverse_of(words, pivot, part)
            if inverse is None:
                return f"the inverse of {words.shown(pivot)}"
            for i in later:
                for j in later:
                    through = words.product(words.product(grid[i][k], inverse), grid[k][j])
                    grid[i][j] = words.reduce(words.difference(grid[i][j], through))
    return None


def _between(words: Moments, one: Element, element: Element, other: Element) -> Element:
    return words.reduce(words.product(words.product(words.transpose(one), element), other))
