"""What may be inverted: every inverse must be bounded, seen from its structure.

Allowed is N = sum of B'B (B any expression, coefficients that are nonnegative) plus a part that is bounded below: a
ridge, the identity, a positive definite deterministic matrix, or the Gram matrix of one design with more rows than
columns, with margin. A matrix that is not symmetric, or whose ridge may be negative, has no mean in general, and the
Dyson equation then converges to a wrong value; it is refused by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sympy
from sympy import Basic, Expr, Ge, Gt, Integer, Le, Lt, Mul

from lemmata.theory.deterministic_equivalents.eigenvalues import WEIGHT, OutOfScope, eigenvalue, letter_of, whole_letter
from lemmata.theory.models.stacks import Stack, factors, is_semidefinite, rows_of, stack_of, turned
from lemmata.theory.quantities.regression import Sigma
from lemmata.theory.quantities.resolvents import PER_EIGENVALUE, A, B
from lemmata.theory.random_matrices import (
    GaussianNoise,
    GaussianRows,
    Identity,
    Inverse,
    Letter,
    MatrixExpression,
    Plus,
    PseudoInverse,
    Scaled,
    Times,
    Transpose,
    law_of,
)


class NoEigenbasis(OutOfScope):
    """Deterministic matrices do not commute, and products of their entries count."""


class Scope:
    """What is known of letters, sizes and signs; what had to be assumed is kept in ``conditions``."""

    def __init__(
        self,
        laws: Iterable[Any],
        where: Iterable[Basic],
        commuting: Iterable[Letter] = (),
        usual: Mapping[Any, Any] | None = None,
        whole: bool = False,
    ) -> None:
        self.whole = whole
        self.laws = tuple(laws)
        self.where = tuple(where)
        self.conditions: list[Basic] = []
        self.common = {*commuting, A, B}
        self.letters: dict[Any, Letter] = {}
        self.usual = dict(usual or {})

    # -- letters ----------------------------------------------------------------------------------------------------

    def is_random(self, letter: Letter) -> bool:
        """Whether a letter is a Gaussian design.

        Raises:
            OutOfScope: for a letter of another law, or one that is neither random nor symmetric.
        """
        law = law_of(letter, self.laws)
        if isinstance(law, (GaussianRows, GaussianNoise)):
            return True
        if law is not None:
            raise OutOfScope(f"{letter} is not Gaussian ({type(law).__name__})")
        if not letter.is_symmetric_letter:
            raise OutOfScope(f"{letter} has no law, and is not symmetric")
        return False

    def random(self, matrix: Basic) -> bool:
        """Whether a design occurs."""
        return any(self.is_random(letter) for letter in matrix.atoms(Letter))

    # -- matrices that need not commute -----------------------------------------------------------------------------

    @property
    def eigenvalues(self) -> set[Any]:
        """The letters that have a value for each eigenvalue."""
        return set(self.letters) if self.whole else {*PER_EIGENVALUE, *self.letters}

    def value(self, matrix: MatrixExpression) -> Expr:
        """A deterministic matrix: its eigenvalue, or, where there is no common eigenbasis, itself."""
        return eigenvalue(matrix, whole_letter if self.whole else letter_of)

    def few_strangers(self, matrix: MatrixExpression) -> None:
        """Matrices that are not known to commute: a single one in the whole trace, outside every inverse.

        Raises:
            NoEigenbasis: where products of their entries would count.
        """
        covariances = {
            part for letter in matrix.atoms(Letter) if isinstance(law := law_of(letter, self.laws), GaussianRows)
            for part in law.covariance.atoms(Letter)
        }  # fmt: skip
        given = covariances | {letter for letter in matrix.atoms(Letter) if not self.is_random(letter)}
        self.letters |= {(whole_letter if self.whole else letter_of)(letter): letter for letter in given}
        if self.whole:
            pairs = [letter for letter in given if letter.name == WEIGHT and letter.kind == "symmetric"]
            if pairs:
                raise OutOfScope("two different vectors beside matrices that do not commute")
            return
        common = self.common | ({Sigma} if Sigma in given else set())
        if not common and covariances:
            common = {min(covariances, key=str)}
        if covariances - common:
            raise NoEigenbasis(f"{_named(covariances)} are not known to have one eigenbasis (say commuting)")
        strangers = {letter for letter in given if letter not in common}
        if strangers and _occurrences(matrix, strangers) > 1:
            raise NoEigenbasis(
                f"{_named(strangers)} need not commute with the covariance, and products of entries count"
            )

    # -- sizes ------------------------------------------------------------------------------------------------------

    def at_least(self, large: Expr, small: Expr, *, guess: bool = True) -> bool | None:
        """Whether one size is at least another, as far as numbers and the assumptions (or usual sizes) tell."""
        difference = sympy.expand(large - small)
        if difference.is_Integer:
            return bool(difference >= 0)
        for relation in self.where:
            low = _lower(relation)
            if low is None:
                continue
            if sympy.expand(difference - low).is_nonnegative:
                return True
            if sympy.expand(-difference - low).is_nonnegative:
                return False
        return self._usually(large, small) if guess else None

    def _usually(self, large: Expr, small: Expr) -> bool | None:
        """As at the witness of the model, where the assumptions say nothing; kept as a condition."""
        sizes = [size.xreplace(self.usual) for size in (large, small)]
        if not all(size.is_Integer for size in sizes) or sizes[0] == sizes[1]:
            return None
        larger = bool(sizes[0] > sizes[1])
        self.assume(Gt(large, small) if larger else Gt(small, large))
        return larger

    def pseudo_inverse(self, matrix: PseudoInverse) -> MatrixExpression:
        """inv(A'A) A' or A' inv(AA') for a product A of designs whose number of columns or rows is less than all sizes.

        Of a sum of p.s.d. matrices it is the inverse (a stack of fewer rows than columns is :meth:`wide`).

        Raises:
            OutOfScope: for anything else, and where the sizes are not compared.
        """
        body = matrix.args[0]
        if self.semidefinite(body):
            return Inverse(body)
        parts = factors(body)
        if not self._are_designs(parts):
            raise OutOfScope(f"{matrix}: the pseudo-inverse of a design, or of a product of different designs, only")
        least = [self._is_least(size, [p.rows for p in parts] + [parts[-1].cols]) for size in (body.cols, body.rows)]
        if least[0] is None or (not least[0] and least[1] is None):
            sizes = dict.fromkeys([part.rows for part in parts] + [body.cols])
            raise OutOfScope(f"{matrix}: say which of {' and '.join(map(str, sizes))} is larger")
        if not any(least):
            return self._through_least(matrix, parts)
        other = turned(Times(*parts) if len(parts) > 1 else parts[0])
        whole = [*factors(other), *parts] if least[0] else [*parts, *factors(other)]
        return Times(Inverse(Times(*whole)), other) if least[0] else Times(other, Inverse(Times(*whole)))

    def wide(self, body: MatrixExpression) -> Stack | None:
        """The designs of which it is the sum of Gram matrices, where all their rows are fewer than the columns."""
        stack = self._stack(body)
        return stack if stack and self.at_least(body.rows, rows_of(stack)) else None

    def _stack(self, body: MatrixExpression) -> Stack | None:
        """Designs with covariances that are bounded below, and with positive coefficients."""
        stack = stack_of(body)
        if not stack or not self._are_designs([letter for letter, _ in stack]):
            return None
        laws = [law_of(letter, self.laws) for letter, _ in stack]
        bounded = all(isinstance(law, GaussianNoise) or self.definite(law.covariance) for law in laws)
        return stack if bounded and all(self.sign(weight) == 1 for _, weight in stack) else None

    def _through_least(self, matrix: PseudoInverse, parts: list[MatrixExpression]) -> MatrixExpression:
        """pinv(BC) = pinv(C) pinv(B), the columns of B and the rows of C being the least size: both have full rank."""
        sizes = [part.rows for part in parts] + [parts[-1].cols]
        for k in range(1, len(parts)):
            if self._is_least(sizes[k], sizes):
                halves = [Times(*part) if len(part) > 1 else part[0] for part in (parts[k:], parts[:k])]
                return Times(*(self.pseudo_inverse(PseudoInverse(half)) for half in halves))
        raise OutOfScope(f"{matrix}: say which of {' and '.join(map(str, dict.fromkeys(sizes)))} is least")

    def _is_least(self, size: Expr, sizes: list[Expr]) -> bool | None:
        """Whether a size is at most all others; None where that is not said."""
        found = [self.at_least(other, size) for other in sizes if other != size]
        return None if None in found and False not in found else all(found)

    def _are_designs(self, parts: list[MatrixExpression]) -> bool:
        """Whether the factors are different designs, or transposes of such."""
        letters = [part.args[0] if isinstance(part, Transpose) else part for part in parts]
        return len(set(letters)) == len(letters) and all(isinstance(x, Letter) and self.is_random(x) for x in letters)

    # -- inverses ---------------------------------------------------------------------------------------------------

    def bounded_inverse(self, matrix: Inverse) -> bool:
        """Whether the inverse has a ridge (True) or is that of a Gram matrix without one (False).

        Raises:
            OutOfScope: naming the matrix, when it is not seen to be bounded below.
        """
        below = matrix.args[0]
        terms = below.args if isinstance(below, Plus) else (below,)
        ridge, gram = False, False
        for term in terms:
            factor, body = _split(term)
            if not self.semidefinite(body):
                raise OutOfScope(f"inv({below}): {term} is not symmetric and positive semi-definite as written")
            sign = self.sign(factor)
            if sign is None or sign < 0:
                raise OutOfScope(f"inv({below}): {factor} is not known to be nonnegative")
            ridge |= sign > 0 and self.definite(body)
        if not ridge:
            parts = [(self.sign(factor), factor, body) for factor, body in map(_split, terms) if factor != 0]
            vanishing = [factor for sign, factor, body in parts if sign == 0 and self.definite(body)]
            gram = any(sign == 1 and self.is_gram(body, guess=False) for sign, _, body in parts)
            gram = gram or (not vanishing and self._is_tall(below))
            gram = gram or any(sign == 1 and self.is_gram(body, guess=not vanishing) for sign, _, body in parts)
            if not gram and vanishing:
                self.assume(Gt(vanishing[0], 0))
                ridge = True
        if not ridge and not gram:
            raise OutOfScope(
                f"inv({below}) is not known to be bounded: no ridge, and no design of more rows than columns"
            )
        return ridge

    def _is_tall(self, below: MatrixExpression) -> bool:
        """Whether all rows of a stack are more than the columns: its Gram matrix is bounded below."""
        stack = self._stack(below)
        known = self.at_least(rows_of(stack), below.rows) if stack and len(stack) > 1 else False
        if known is None and stack:
            self.assume(Gt(rows_of(stack), below.rows))
        return known is not False

    def semidefinite(self, body: MatrixExpression) -> bool:
        """Whether the matrix is symmetric and p.s.d. as written: B'B, B'CB with C p.s.d., deterministic p.s.d."""
        return is_semidefinite(body, lambda factor: self.sign(factor) in (0, 1))

    def definite(self, body: MatrixExpression) -> bool:
        """Whether a p.s.d. matrix is deterministic and bounded below."""
        if isinstance(body, (Scaled, Plus)):
            terms = body.args if isinstance(body, Plus) else (body,)
            return any(self.sign(factor) == 1 and self.definite(part) for factor, part in map(_split, terms))
        if isinstance(body, Inverse):
            return not self.random(body) and self.definite(body.args[0])
        return isinstance(body, Identity) or (isinstance(body, Letter) and body.kind == "positive")

    def is_gram(self, body: MatrixExpression, *, guess: bool) -> bool:
        """Whether the matrix is A'A, A a design with more rows than columns, or a product of different designs.

        In a product X F of designs whose columns are fewer than all other sizes, X F has given F the rows of a design
        with covariance F' Sigma F, which is bounded below; and so on.
        """
        parts = factors(body)
        right = parts[len(parts) // 2 :]
        if len(parts) % 2 or not self._are_designs(right):
            return False
        if any(one != turned(other) for one, other in zip(parts, reversed(right), strict=False)):
            return False
        least = right[-1].cols
        tall = [self.at_least(part.rows, least, guess=guess) for part in right]
        if False in tall or any(part.rows == least for part in right) or (None in tall and not guess):
            return False
        for part, known in zip(right, tall, strict=True):
            if known is None:
                self.assume(Gt(part.rows, least))
        return True

    def sign(self, factor: Expr) -> int | None:
        """1 for a positive factor, 0 for one that may vanish, -1 for a negative one, None for any other."""
        if factor.is_positive:
            return 1
        if factor.is_negative:
            return -1
        parts = Mul.make_args(factor)
        if all(part.is_positive or self.is_stated_positive(part) for part in parts):
            return 1
        return 0 if factor.is_nonnegative else None

    def is_stated_positive(self, factor: Expr) -> bool:
        """Whether one of the assumptions says so: l > r, the factor being l - r and a number that is not negative."""
        for relation in self.where:
            if isinstance(relation, (Ge, Gt, Le, Lt)):
                rest = sympy.expand(factor - relation.gts + relation.lts)
                if rest.is_positive if isinstance(relation, (Ge, Le)) else rest.is_number and rest.is_nonnegative:
                    return True
        return False

    def assume(self, condition: Basic) -> None:
        """Keep what had to be assumed."""
        if condition not in self.conditions and condition not in self.where:
            self.conditions.append(condition)


def _named(letters: Iterable[Letter]) -> str:
    shown = {"weights of a vector" if letter.name == WEIGHT else str(letter) for letter in letters}
    return " and ".join(sorted(shown))


def _occurrences(matrix: Basic, strangers: set[Letter]) -> int:
    """How many of them meet in one product; inside an inverse one is too many."""
    if isinstance(matrix, Letter):
        return int(matrix in strangers)
    counts = [_occurrences(part, strangers) for part in matrix.args if isinstance(part, MatrixExpression)]
    if isinstance(matrix, (Inverse, PseudoInverse)):
        return 2 * sum(counts)
    return max(counts, default=0) if isinstance(matrix, Plus) else sum(counts)


def _lower(relation: Basic) -> Expr | None:
    """l - r, and one less where l > r strictly, for a relation between sizes."""
    if not isinstance(relation, (Ge, Gt, Le, Lt)):
        return None
    return sympy.expand(relation.gts - relation.lts - (1 if isinstance(relation, (Gt, Lt)) else 0))


def _split(term: MatrixExpression) -> tuple[Expr, MatrixExpression]:
    return (term.args[0], term.args[1]) if isinstance(term, Scaled) else (Integer(1), term)
