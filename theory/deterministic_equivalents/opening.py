"""A quantity opened: label noise integrated out exactly, parameters written as weights, traces of designs left.

White noise e with covariance v 1 enters at most quadratically, and whatever the laws of the other letters are,

    E tr(e B e' C) = v tr(B) tr(C),      E tr(e B e C) = v tr(B' C),      E tr(e B) = 0.

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

Term = tuple[Expr, tuple[MatrixExpression, ...]]
"""A coefficient, and factors: vectors one by one, and matrices without vectors."""

_MOST_TERMS = 4_000


def opened(quantity: Expr, laws: Iterable[Any]) -> Expr:
    """The mean over the label noise, an expression in traces of matrices without noise and without vectors.

    Raises:
        OutOfScope: where noise or a vector stands inside an inverse, or beyond the second order.
    """
    for node in quantity.atoms(Scaled):
        if node.args[0].has(MatrixExpression):
            raise OutOfScope(f"the random scalar {node.args[0]} stands inside a matrix")
    return _Opening(tuple(laws)).scalar(quantity)


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
        return any(self.is_noise(letter) for letter in expression.atoms(Letter))

    def scalar(self, expression: Expr) -> Expr:
        if not expression.has(MatrixExpression):
            return expression
        if isinstance(expression, Expectation):
            return self.scalar(expression.args[0])
        if isinstance(expression, SquaredNorm):
            expression = expression.as_trace()
        if isinstance(expression, Trace):
            return Add(*(self.mean(coefficient, factors) for coefficient, factors in self.terms(expression.args[0])))
        if expression.is_Add:
            return Add(*(self.scalar(part) for part in expression.args))
        if expression.is_Mul:
            if sum(self.has_noise(part) for part in expression.args) > 1:
                raise OutOfScope(f"noise beyond the second order in {expression}")
            return Mul(*(self.scalar(part) for part in expression.args))
        if expression.is_Pow and not expression.exp.has(MatrixExpression) and not self.has_noise(expression.base):
            return Pow(self.scalar(expression.base), expression.exp)
        if expression.is_Pow or expression.args:
            raise OutOfScope(f"{expression} is no rational expression of traces with noise to the second order")
        return Add(*(self.mean(c, f) for c, f in self.terms(expression)))

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
            found: list[Term] = [(Integer(1), ())]
            for part in matrix.args:
                more = self.terms(part)
                found = [(c * e, (*f, *g)) for c, f in found for e, g in more]
                if len(found) > _MOST_TERMS:
                    raise OutOfScope("too many terms")
            return found
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

    def mean(self, coefficient: Expr, factors: tuple[MatrixExpression, ...]) -> Expr:
        """The mean of one trace over its noise; of each letter the first and second moments are known."""
        places = [k for k, part in enumerate(factors) if self.is_noise(part)]
        if not places:
            return coefficient * self.weighted(factors)
        letter = _bare(factors[places[0]])
        own = [k for k in places if _bare(factors[k]) == letter]
        if len(own) == 1:
            return Integer(0)
        if len(own) > 2:
            raise OutOfScope(f"the moments of order {len(own)} of {letter}: noise enters at most quadratically")
        first, second = own
        between, around = factors[first + 1 : second], factors[second + 1 :] + factors[:first]
        scale, covariance = self.covariance(letter)
        column, other = (part.cols == 1 for part in (factors[first], factors[second]))
        if column and other:  # v b v = v v' b'
            return self.mean(coefficient * scale, (*covariance, *_turned(between), *around))
        if not column and not other:  # v' b v' = b' v v'
            return self.mean(coefficient * scale, (*_turned(between), *covariance, *around))
        inner, outer = (between, around) if not column else (around, between)
        size = letter.rows if letter.cols == 1 else letter.cols
        return self.product(coefficient * scale, ((*covariance, *inner), size), (outer, Integer(1)))

    def covariance(self, letter: Letter) -> tuple[Expr, tuple[MatrixExpression, ...]]:
        """E v v' of a random vector, v the column: a factor and a matrix (the identity is left out)."""
        law = law_of(letter, self.laws)
        if isinstance(law, WhiteNoise):
            return law.variance, ()
        matrix, scale = law.covariance, Integer(1)
        if isinstance(matrix, Scaled):
            scale, matrix = matrix.args
        return scale, () if isinstance(matrix, Identity) else (matrix,)

    def product(self, coefficient: Expr, *parts: tuple[tuple[MatrixExpression, ...], Expr]) -> Expr:
        """tr(B) tr(C), of which only one may hold more noise."""
        if sum(any(self.is_noise(f) for f in factors) for factors, _ in parts) > 1:
            raise OutOfScope("noise beyond the second order in a product of traces")
        return Mul(coefficient, *(self.mean(Integer(1), f) if f else size for f, size in parts))

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
