r"""Label noise, integrated: a squared error is quadratic in it, so that its mean given the designs is explicit.

A column that is affine in independent centred vectors, v = a + sum_j L_j e_j with E e_j e_j' = C_j, has

    E ||v||_M^2 = ||a||_M^2 + sum_j tr L_j C_j L_j' M,      E u'M v = a_u' M a_v + sum_j tr C_j L_ju' M L_jv.

>>> from lemmata.theory.models.language import *
>>> X, eps, w0 = design("X", T, d), noise_vector("eps", T), vector("w0", d)
>>> integrated(norm2(pinv(X)*(X*w0 + eps) - w0), [WhiteNoise(eps, sigma**2)])
sigma**2*norm2(pinv(X)) + norm2(pinv(X)*X*w0 - w0)

A target in the eigenbasis of the covariance is such a vector, too: the law of Gaussian rows does not change when a
direction is reflected, and neither does a mean over them when a coordinate of the target changes its sign. So it may be
taken over independent signs (:class:`RandomSigns`), which are integrated as noise is.

>>> integrated(tr(gram(X)*w0*w0.T), [RandomSigns(w0)])
tr(w0^2*X'*X)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sympy import Add, Expr, Integer, Mul

from lemmata.theory.random_matrices import (
    GaussianRows,
    Identity,
    Letter,
    MatrixExpression,
    Plus,
    Scaled,
    Times,
    Transpose,
    WhiteNoise,
    law_of,
    tr,
)
from lemmata.theory.random_matrices.laws import Law
from lemmata.theory.random_matrices.scalars import SquaredNorm
from lemmata.theory.random_matrices.trace import Trace


@dataclass(frozen=True)
class RandomSigns(Law):
    """A column with known squares and independent random signs: centred, E w w' = :attr:`squares`."""

    @property
    def squares(self) -> Letter:
        """The diagonal matrix of the squared entries."""
        return Letter(f"{self.letter}^2", self.letter.rows, self.letter.rows, "semidefinite")


class NotQuadratic(ValueError):
    """The noise enters otherwise than quadratically, or in a place that is not looked at."""


def integrated(body: Expr, laws: Iterable[Any]) -> Expr:
    """The mean of a scalar over the random vectors in it, the random matrices held fixed.

    Raises:
        NotQuadratic: when the scalar is not a sum of quadratic forms in those vectors.
    """
    return _Noise(tuple(laws)).scalar(body)


def integrated_where_quadratic(body: Expr, laws: tuple[Any, ...], signs: RandomSigns) -> Expr:
    """With the signs and the noise integrated, or the noise alone, where they enter quadratically."""
    for known in ((*laws, signs), laws):
        try:
            return integrated(body, known)
        except NotQuadratic:
            continue
    return body


class _Affine:
    """a + sum of L e, by the columns e."""

    def __init__(self, constant: Any = None, linear: dict[MatrixExpression, Any] | None = None) -> None:
        self.constant = constant
        self.linear = linear or {}

    def through(self, change: Any) -> _Affine:
        constant = None if self.constant is None else change(self.constant)
        return _Affine(constant, {e: change(L) for e, L in self.linear.items()})

    def plus(self, other: _Affine) -> _Affine:
        linear = dict(self.linear)
        for e, L in other.linear.items():
            linear[e] = linear[e] + L if e in linear else L
        missing = self.constant is None or other.constant is None
        known = self.constant if other.constant is None else other.constant
        return _Affine(known if missing else self.constant + other.constant, linear)


class _Noise:
    def __init__(self, laws: tuple[Any, ...]) -> None:
        self.laws = laws
        self._random: dict[Any, bool] = {}
        self._affine: dict[Any, _Affine] = {}

    def scalar(self, body: Expr) -> Expr:
        """The mean of a scalar."""
        if not self.noisy(body):
            return body
        if body.is_Add:
            return Add(*(self.scalar(term) for term in body.args))
        if body.is_Mul:
            noisy = [factor for factor in body.args if self.noisy(factor)]
            if len(noisy) > 1:
                raise NotQuadratic(f"a product of random scalars, {body}")
            return Mul(*(factor for factor in body.args if factor != noisy[0]), self.scalar(noisy[0]))
        if isinstance(body, SquaredNorm) and not any(map(self.noisy, body.args[1:])):
            return self._norm(*body.args)
        if isinstance(body, Trace):
            return self._form(body.args[0])
        raise NotQuadratic(f"the noise in {body}")

    def noisy(self, expr: Any) -> bool:
        """Whether a vector with a law of its own occurs."""
        if expr not in self._random:
            parts = expr.args if not isinstance(expr, Letter) else ()
            self._random[expr] = self._vector(expr) or any(map(self.noisy, parts))
        return self._random[expr]

    def _vector(self, expr: Any) -> bool:
        return isinstance(expr, Letter) and self._covariance(expr) is not None

    def _covariance(self, letter: Letter) -> MatrixExpression | None:
        """C of a random column, or of a random row."""
        law = law_of(letter, self.laws)
        if isinstance(law, RandomSigns):
            return law.squares
        if isinstance(law, WhiteNoise) and letter.cols == 1:
            return Scaled(law.variance, Identity(letter.rows))
        return law.covariance if isinstance(law, GaussianRows) and letter.rows == 1 else None

    def _norm(self, column: Any, *metric: Any) -> Expr:
        found = self.affine(column)
        total = Integer(0) if found.constant is None else SquaredNorm(found.constant, *metric)
        for e, L in found.linear.items():
            covariance = self._covariance(_letter(e))
            if isinstance(covariance, Scaled) and isinstance(covariance.args[1], Identity):
                total += covariance.args[0] * SquaredNorm(L, *metric)
            else:
                total += tr(_product(L, covariance, _transposed(L), *metric))
        return total

    def _form(self, body: Any) -> Expr:
        """tr u' M v with noise in u and v only, from any place of the cycle."""
        if isinstance(body, Scaled):
            return self.scalar(body.args[0] * tr(body.args[1]))
        if isinstance(body, Plus):
            return Add(*(self.scalar(tr(term)) for term in body.args))
        factors = body.args if isinstance(body, Times) else ()
        turned = (factors[k:] + factors[:k] for k, factor in enumerate(factors) if factor.rows == 1)
        found = next((each for each in turned if not any(map(self.noisy, each[1:-1]))), ())
        if len(found) < 2:
            raise NotQuadratic(f"the noise in tr({body})")
        first, *middle, last = found
        u, v = self.affine(first.T), self.affine(last)
        total: Expr = Integer(0)
        if u.constant is not None and v.constant is not None:
            total += tr(_product(u.constant.T, *middle, v.constant))
        for e in u.linear.keys() & v.linear.keys():
            covariance = self._covariance(_letter(e))
            total += tr(_product(covariance, _transposed(u.linear[e]), *middle, v.linear[e]))
        return total

    def affine(self, column: Any) -> _Affine:
        """A column as a + sum of L e."""
        if column not in self._affine:
            self._affine[column] = self._fresh(column)
        return self._affine[column]

    def _fresh(self, column: Any) -> _Affine:
        if not self.noisy(column):
            return _Affine(column)
        if column.cols != 1:
            raise NotQuadratic(f"the noise in {column}")
        if self._vector(_letter(column)):
            return _Affine(None, {column: Identity(column.rows)})
        if isinstance(column, Plus):
            total = self.affine(column.args[0])
            for term in column.args[1:]:
                total = total.plus(self.affine(term))
            return total
        if isinstance(column, Scaled) and not self.noisy(column.args[0]):
            return self.affine(column.args[1]).through(lambda part: column.args[0] * part)
        if isinstance(column, Times) and not any(map(self.noisy, column.args[:-1])):
            before = column.args[:-1]
            return self.affine(column.args[-1]).through(lambda part: _product(*before, part))
        raise NotQuadratic(f"the noise in {column}")


def _letter(column: Any) -> Any:
    """The letter of a random column, which may be the transpose of a row."""
    return column.args[0] if isinstance(column, Transpose) else column


def _transposed(matrix: Any) -> Any:
    return matrix if isinstance(matrix, Identity) else matrix.T


def _product(*factors: Any) -> Any:
    """The product, without identities."""
    kept = [factor for factor in factors if not isinstance(factor, Identity)]
    if not kept:
        return factors[0]
    result = kept[0]
    for factor in kept[1:]:
        result = result * factor
    return result
