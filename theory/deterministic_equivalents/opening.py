"""A quantity opened: label noise integrated out exactly, parameters written as weights, traces of designs left.

White noise e with covariance v 1 enters at most quadratically, and whatever the laws of the other letters are,

    E tr(e B e' C) = v tr(B) tr(C),      E tr(e B e C) = v tr(B' C),      E tr(e B) = 0,
    E tr(e B) tr(e C) = v tr(B' C),      E tr(e B) tr(e' C) = v tr(C B),

in one trace and in products of several. Gaussian noise may enter in any even order: the mean is the sum over all pairs
(Isserlis), E (e'Ae)(e'Be) = v^2 (tr A tr B + tr AB + tr A'B).

A deterministic vector enters as a pair, tr(w w' M), of which the diagonal of w w' counts (its mean squared weights).

>>> from lemmata.theory.quantities.regression import LAWS, R, Sigma, X, eps
>>> from lemmata.theory.random_matrices import E, norm2
>>> opened(E(norm2(R*X.T*eps, Sigma)), LAWS)
sigma**2*tr(X*inv(X'*X/T + ridge*I_d)'*Sigma*inv(X'*X/T + ridge*I_d)*X')
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sympy import Add, Expr, Integer, Mul, Pow

from lemmata.theory.deterministic_equivalents.eigenvalues import WEIGHT, OutOfScope, weight_of
from lemmata.theory.random_matrices import (
    Expectation,
    GaussianRows,
    Identity,
    Letter,
    MatrixExpression,
    Plus,
    Scaled,
    SquaredNorm,
    Times,
    Trace,
    Transpose,
    WhiteNoise,
    Zero,
    law_of,
)

Word = tuple[MatrixExpression, ...]
"""Factors of a product: vectors one by one, and matrices without vectors."""
Term = tuple[Expr, Word]
"""A coefficient, and a word."""
Monomial = tuple[Expr, tuple[Word, ...]]
"""A coefficient, and words whose traces are multiplied."""

_MOST_TERMS = 4_000


def opened(quantity: Expr, laws: Iterable[Any]) -> Expr:
    """The mean over the label noise, an expression in traces of matrices without noise and without vectors.

    Raises:
        OutOfScope: where noise or a vector stands inside an inverse, or beyond the second order.
    """
    opening = _Opening(tuple(laws))
    for node in quantity.atoms(Scaled):
        if node.args[0].has(MatrixExpression) and not opening.has_noise(node.args[0]):
            raise OutOfScope(f"the random scalar {node.args[0]} stands inside a matrix")
    return opening.scalar(quantity)


class _Opening:
    def __init__(self, laws: tuple[Any, ...]) -> None:
        self.laws = laws

    def is_noise(self, matrix: MatrixExpression) -> bool:
        """Whether it is a random vector: white noise, or one Gaussian row."""
        bare = _bare(matrix)
        if not self.is_vector(bare):
            return False
        law = law_of(bare, self.laws)
        if law is not None and not isinstance(law, (WhiteNoise, GaussianRows)):
            raise OutOfScope(f"{bare} is random, and its second moments are not known ({type(law).__name__})")
        if isinstance(law, GaussianRows) and bare.rows != 1:
            raise OutOfScope(f"{bare}: a column of Gaussian rows; state it as white noise")
        return law is not None

    def is_vector(self, matrix: MatrixExpression) -> bool:
        bare = _bare(matrix)
        return isinstance(bare, Letter) and (bare.cols == 1 or bare.rows == 1)

    def has_vector(self, expression: Any) -> bool:
        return any(self.is_vector(letter) for letter in expression.atoms(Letter))

    def has_noise(self, expression: Any) -> bool:
        """Whether there is noise outside of expectations."""
        if isinstance(expression, Letter):
            return self.is_noise(expression)
        return not isinstance(expression, Expectation) and any(map(self.has_noise, expression.args))

    def scalar(self, expression: Expr) -> Expr:
        """The mean of a scalar over its noise; traces without noise stay as they are."""
        if not expression.has(MatrixExpression):
            return expression
        if isinstance(expression, Expectation):
            return self.scalar(expression.args[0])
        if expression.is_Add:
            return Add(*(self.scalar(part) for part in expression.args))
        if self.has_noise(expression) or isinstance(expression, (SquaredNorm, Trace)):
            return Add(*(self.mean(*monomial) for monomial in self.monomials(expression)))
        if expression.is_Mul:
            return Mul(*(self.scalar(part) for part in expression.args))
        if expression.is_Pow and not expression.exp.has(MatrixExpression):
            return Pow(self.scalar(expression.base), expression.exp)
        raise OutOfScope(f"{expression} is no rational expression of traces")

    def monomials(self, expression: Expr) -> list[Monomial]:
        """A polynomial in traces that hold noise, with coefficients that hold none."""
        if isinstance(expression, SquaredNorm):
            expression = expression.as_trace()
        if isinstance(expression, Trace):
            terms = self.terms(expression.args[0])  # a step of descent has noise in coefficients, too
            return [(c, (*words, word)) for factor, word in terms for c, words in self.monomials(factor)]
        if not self.has_noise(expression):
            return [(self.scalar(expression), ())]
        if expression.is_Add:
            return [one for part in expression.args for one in self.monomials(part)]
        parts = list(expression.args) if expression.is_Mul else []
        if expression.is_Pow and expression.exp.is_Integer and expression.exp > 0:
            parts = [expression.base] * int(expression.exp)
        if not parts:
            raise OutOfScope(f"{expression} is no polynomial in what holds noise")
        return _multiplied([self.monomials(part) for part in parts])

    # -- words ------------------------------------------------------------------------------------------------------

    def terms(self, matrix: MatrixExpression) -> list[Term]:
        """A matrix as a sum of products in which every vector is a factor."""
        if self.is_vector(matrix):
            return [(Integer(1), (matrix,))]
        if not self.has_vector(matrix):
            return [] if isinstance(matrix, Zero) else [(Integer(1), (matrix,))]
        if isinstance(matrix, Scaled):
            return [(matrix.args[0] * c, f) for c, f in self.terms(matrix.args[1])]
        if isinstance(matrix, Plus):
            return [term for part in matrix.args for term in self.terms(part)]
        if isinstance(matrix, Transpose):
            return [(c, tuple(part.T for part in reversed(f))) for c, f in self.terms(matrix.args[0])]
        if isinstance(matrix, Times):
            return _multiplied([self.terms(part) for part in matrix.args])
        within = self.of_rank_one(matrix)
        if self.has_vector(within):
            vector = next(letter for letter in within.atoms(Letter) if self.is_vector(letter))
            raise OutOfScope(f"the vector {vector} stands inside {matrix}")
        return [(Integer(1), (within,))]

    def of_rank_one(self, matrix: Any) -> Any:
        """A matrix in which products w w' of a fixed vector are symmetric letters, which are kept whole."""
        if not isinstance(matrix, MatrixExpression) or isinstance(matrix, Letter):
            return matrix
        parts = [self.of_rank_one(part) for part in matrix.args]
        if isinstance(matrix, Times):
            for k in range(len(parts) - 1, 0, -1):
                column, row = parts[k - 1 : k + 1]
                if self.is_vector(column) and column.cols == 1 and row == column.T and not self.is_noise(column):
                    parts[k - 1 : k + 1] = [_weights(_bare(column), _bare(row))]
            return Times(*parts) if len(parts) > 1 else parts[0]
        return matrix.func(*parts)

    def mean(self, coefficient: Expr, words: tuple[Word, ...]) -> Expr:
        """The mean of a product of traces over its noise: what stands first is paired with every other place.

        Of a letter that is not Gaussian the first and second moments are known, and no others.
        """
        noise = [(k, place) for k, word in enumerate(words) for place, part in enumerate(word) if self.is_noise(part)]
        if not noise:
            return Mul(coefficient, *(self.weighted(word) for word in words))
        letter = _bare(words[noise[0][0]][noise[0][1]])
        (k, place), *others = [at for at in noise if _bare(words[at[0]][at[1]]) == letter]
        if len(others) > 1 and type(law_of(letter, self.laws)) is WhiteNoise:
            raise OutOfScope(f"moments of {letter} beyond the second: white noise has none (GaussianNoise has)")
        scale, covariance = self.covariance(letter)
        total: list[Expr] = []
        for other, at in others:
            first, *around = words[k][place:] + words[k][:place]
            if within := other == k:
                second, distance = words[k][at], (at - place) % len(words[k])
                between, around = around[: distance - 1], around[distance:]
            else:
                second, *between = words[other][at:] + words[other][:at]
            rest = tuple(word for n, word in enumerate(words) if n not in (k, other))
            found, *apart = _paired(first, second, covariance, (*between,), (*around,), within)
            size = Integer(1) if found else max(letter.shape, key=lambda x: x != 1)
            total.append(self.mean(coefficient * scale * size, (*(w for w in (found, *apart) if w), *rest)))
        return Add(*total)

    def covariance(self, letter: Letter) -> tuple[Expr, tuple[MatrixExpression, ...]]:
        """E v v' of a random vector, v the column: a factor and a matrix (the identity is left out)."""
        law = law_of(letter, self.laws)
        if isinstance(law, WhiteNoise):
            return law.variance, ()
        matrix, scale = law.covariance, Integer(1)
        if isinstance(matrix, Scaled):
            scale, matrix = matrix.args
        return scale, () if isinstance(matrix, Identity) else (matrix,)

    def weighted(self, factors: tuple[MatrixExpression, ...]) -> Expr:
        """The trace of a word: tr(v w' M) has a letter of weights for v w', and tr(v v' M w w' N) = (v'Mw)(w'Nv)."""
        places = [k for k, part in enumerate(factors) if self.is_vector(part) and part.cols == 1]
        if not places:
            return Trace(Times(*factors) if len(factors) > 1 else factors[0])
        turned = factors[places[0] :] + factors[: places[0]]
        starts = [(k - places[0]) % len(factors) for k in places]
        rows = []
        for start, end in zip(starts, [*starts[1:], len(turned)], strict=True):
            column, *rest = turned[start:end]
            at = next(k for k, part in enumerate(rest) if self.is_vector(part))
            if at != 0:
                raise OutOfScope(f"{column} and {rest[at]} do not meet")
            rows.append(rest)
        found = Integer(1)
        for start, rest in zip([*starts[1:], 0], rows, strict=True):  # each row meets the column of the next pair
            word = (_weights(_bare(turned[start]), _bare(rest[0])), *rest[1:])
            found *= Trace(Times(*word) if len(word) > 1 else word[0])
        return found


def _paired(v: Any, u: Any, middle: Word, between: Word, around: Word, within: bool) -> list[Word]:
    """With E v v' = middle for two vectors: of tr(v between u around), or else of tr(v around) tr(u between)."""
    if v.cols == u.cols == 1:  # v b v = v v' b'
        return [(*middle, *_turned(between), *around)]
    if v.rows == u.rows == 1:  # v' b v' = b' v v'
        return [(*_turned(between), *middle, *around)]
    inner, outer = (around, between) if v.cols == 1 else (between, around)
    return [(*middle, *inner), outer] if within else [(*middle, *outer, *inner)]


def _multiplied(sums: list[Any]) -> list[Any]:
    """The product of sums of pairs (coefficient, sequence), multiplied out."""
    found: list[Any] = [(Integer(1), ())]
    for one in sums:
        found = [(c * e, (*f, *g)) for c, f in found for e, g in one]
        if len(found) > _MOST_TERMS:
            raise OutOfScope("too many terms")
    return found


def _weights(column: Letter, row: Letter) -> Letter:
    """A matrix that stands for the diagonal of a column times a row in the eigenbasis."""
    symbol = weight_of(column, row)
    kind = "semidefinite" if symbol.is_nonnegative else "symmetric"
    return Letter(WEIGHT, column.rows, column.rows, kind, symbol)


def _turned(factors: tuple[MatrixExpression, ...]) -> tuple[MatrixExpression, ...]:
    """The transpose of a product."""
    return tuple(part.T for part in reversed(factors))


def _bare(matrix: MatrixExpression) -> Any:
    return matrix.args[0] if isinstance(matrix, Transpose) else matrix
