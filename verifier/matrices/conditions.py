"""What a statement about random matrices owes: inverses that exist, ranks, means that exist.

``inv(M)`` has a value where M is invertible, almost surely for a random M; ``E(Y)`` where Y is nonnegative by structure
(the value may be oo) or integrable. A rule that splits a mean into those of its words, or cancels one, owes more.

>>> from lemmata.theory.notation import T, d
>>> from lemmata.theory.random_matrices import E, design, gram, inv, tr
>>> X = design("X", T, d)
>>> [owed.condition for owed in existence(Context(), 1 + E(tr(inv(gram(X)))))]
["X'*X is invertible", "E(tr(inv(X'*X))) exists"]
>>> [owed.condition for owed in existence(Context(), 1 - E(tr(gram(X))))]
["E(tr(X'*X)) is integrable"]
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sympy
from sympy import Basic, Expr, Gt

from lemmata.theory.random_matrices import Expectation, ExpectedMatrix, Inverse, Letter, MatrixExpression
from lemmata.verifier.engines.positivity import implied
from lemmata.verifier.obligation import Obligation
from lemmata.verifier.step import Context

MEANS = (Expectation, ExpectedMatrix)


@dataclass(frozen=True)
class Invertible(Obligation):
    """A square matrix is invertible, almost surely if it is random."""

    said = " is invertible"


@dataclass(frozen=True)
class Symmetric(Obligation):
    """A square matrix is its own transpose."""

    said = " is symmetric"


@dataclass(frozen=True)
class FullRank(Obligation):
    """A matrix has the rank that its shape allows, almost surely if it is random."""

    said = " is of full rank"


@dataclass(frozen=True)
class NonzeroScalar(Obligation):
    """A scalar made of matrices is not zero, almost surely if it is random."""

    said = " is not zero"


@dataclass(frozen=True)
class MeanExists(Obligation):
    """A mean has a value: a finite one, or one in [0, oo] because the integrand is nonnegative by structure."""

    said = " exists"


@dataclass(frozen=True)
class MeanSplits(Obligation):
    """A mean is the sum of the means of its words: each exists, and those that may be oo are added only."""

    said = " is the sum of the means of its words"


@dataclass(frozen=True)
class MeanFinite(Obligation):
    """Every word of a mean is integrable."""

    said = " is integrable"


def existence(context: Context, *sides: Any) -> tuple[Obligation, ...]:
    """What it takes for every inverse, denominator and mean in the sides to have a value, and for the sides as well.

    A mean that may be oo is added with a positive coefficient; any other is finite.
    """
    found: dict[Obligation, None] = dict.fromkeys(inverses(*sides))
    for side in sides:
        for mean, added in _occurrences(side, context):
            found[MeanExists(mean, "a mean") if added else MeanFinite(mean, "a mean that is not only added")] = None
    return tuple(found)


def inverses(*sides: Basic) -> tuple[Obligation, ...]:
    """What it takes for every inverse and every denominator that is made of matrices."""
    found: dict[Obligation, None] = {}
    for side in sides:
        for node in sympy.postorder_traversal(side):
            if isinstance(node, Inverse):
                found[Invertible(node.args[0], "it is inverted")] = None
            elif node.is_Pow and node.exp.could_extract_minus_sign() and node.base.has(MatrixExpression):
                found[NonzeroScalar(node.base, "a denominator")] = None
    return tuple(found)


def full_ranks(letters: Iterable[Letter]) -> tuple[Obligation, ...]:
    """What it takes to open the pseudo-inverses of these letters by their shape."""
    return tuple(FullRank(letter, "its pseudo-inverse is opened") for letter in sorted(letters, key=str))


def outermost_means(*sides: Basic) -> list[Any]:
    """The means in the sides that are not inside another one, each once."""
    found: dict[Any, None] = {}
    for side in sides:
        walk = sympy.preorder_traversal(side)
        for node in walk:
            if isinstance(node, MEANS):
                found[node] = None
                walk.skip()
    return list(found)


def splitting(context: Context, *sides: Any) -> tuple[Obligation, ...]:
    """What it takes to replace each mean by those of its words.

    A mean that may be oo is allowed only where it is added with a positive coefficient.
    """
    found: dict[Obligation, None] = {}
    for side in sides:
        for mean, added in _occurrences(side, context):
            kind = MeanSplits if added and isinstance(mean, Expectation) else MeanFinite
            found[kind(mean, "linearity is used")] = None
    return tuple(found)


def _occurrences(side: Any, context: Context) -> list[tuple[Any, bool]]:
    """The outermost means of a side, each with whether it is added with a positive coefficient."""
    if isinstance(side, MEANS):
        return [(side, True)]
    if not isinstance(side, Expr) or not side.has(*MEANS):
        return [(mean, False) for mean in outermost_means(side)]
    if side.is_Add:
        return [found for part in side.args for found in _occurrences(part, context)]
    if isinstance(side, sympy.Sum):
        return _occurrences(side.function, context)
    if side.is_Mul:
        others, within = side.as_independent(*side.atoms(*MEANS), as_Add=False)
        if not within.is_Mul and implied(Gt(others, 0), context.assumptions).answer == "proved":
            return _occurrences(within, context)
    return [(mean, False) for mean in outermost_means(side)]
