r"""Integration by parts for Gaussian rows, and products of gradients, on words of matrices.

Let the rows of X be independent N(0, Sigma). For smooth f of polynomial growth Stein's identity E X_ia f = sum_b
Sigma_ab E d f/d X_ib gives, for the first X that stands openly (not inside an inverse) in a product of traces,

    E tr(X U) F = E sum over the other X of

    X' in U = L X' M        tr(L Sigma) tr(M) F              X in U = L X M          tr(L' Sigma M) F
    X' in tr(L X' M) of F   tr(U M L Sigma) F/tr(.)          X in tr(L X M) of F     tr(U' Sigma M L) F/tr(.)

and d inv(N) = -inv(N) dN inv(N). With two copies of the rows instead of one the same contractions give the product of
the gradients of two functions, tr (grad f Sigma (grad g)').

>>> from lemmata.theory.notation import T, d, ridge
>>> from lemmata.theory.random_matrices import E, covariance, design, gram, identity, inv, tr
>>> X, Sigma = design("X", T, d), covariance("Sigma", d)
>>> by_parts(E(tr(gram(X))), X, Sigma)
T*E(tr(Sigma))
>>> by_parts(E(tr(X.T*X*X.T*X)), X, Sigma)
T*E(tr(X'*X*Sigma)) + E(tr(Sigma)*tr(X*X')) + E(tr(X*Sigma*X'))
>>> product_of_gradients(tr(gram(X)), tr(gram(X)), X, X, Sigma)
4*tr(X*Sigma*X')
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sympy import Add, Expr, Integer, Mul, Pow

from lemmata.theory.random_matrices.expressions import (
    Identity,
    Inverse,
    Letter,
    MatrixExpression,
    Plus,
    PseudoInverse,
    Scaled,
    Times,
    Transpose,
    Zero,
)
from lemmata.theory.random_matrices.scalars import Expectation, SquaredNorm
from lemmata.theory.random_matrices.trace import Trace

Word = tuple[Any, ...]
"""Letters, transposed letters and inverses, multiplied; the empty word is an identity."""


class NotByParts(ValueError):
    """An expression is not a sum of products of traces in which X can be integrated by parts."""


@dataclass(frozen=True)
class Occurrence:
    """One X (or X') in a word: ``factor`` times ``left`` X ``right``, the derivative of the word there."""

    factor: Expr
    left: Word
    transposed: bool
    right: Word


@dataclass(frozen=True)
class Product:
    """A coefficient times traces of words."""

    coefficient: Expr
    words: tuple[Word, ...]


def by_parts(mean: Expr, X: Letter, Sigma: MatrixExpression, between: Word = ()) -> Expr:
    """E f integrated by parts, term by term, in the first X that stands openly.

    With any matrices for ``Sigma`` and ``between`` it is E sum d(f's factor of X_ia)/dX_jb Sigma_ab between_ij: a
    combination of all derivatives, one by one.

    Raises:
        NotByParts: when f is no polynomial in traces.
    """
    if not isinstance(mean, Expectation):
        raise NotByParts(f"{mean} is no mean")
    total: Expr = Integer(0)
    for product in products(mean.args[0]):
        place = _first(product, X)
        moved = [product] if place is None else _contracted(product, place, X, _word(Sigma), between)
        total += Add(*map(_mean, moved))
    return total


def opened_at(mean: Expr, X: Letter, Sigma: MatrixExpression, between: Word) -> Expr:
    """E f with the first X that stands openly apart from what is beside it: any combination of X_ia and its factors."""
    total: Expr = Integer(0)
    for product in products(mean.args[0]):
        place = _first(product, X)
        if place is not None:
            U, others = _around(product, place, X)
            total += _mean(Product(product.coefficient, ((X, *_word(Sigma), *U, *between), *others)))
    return total


def stands_openly(mean: Expr, X: Letter) -> bool:
    """Whether X can be integrated by parts in a mean."""
    try:
        return any(_first(product, X) is not None for product in products(mean.args[0]))
    except NotByParts:
        return False


def product_of_gradients(f: Expr, g: Expr, X: Letter, Y: Letter, Sigma: MatrixExpression) -> Expr:
    """sum Sigma_ab df/dX_ia dg/dY_ib for polynomials f, g in traces of words with X, and with Y."""
    total: Expr = Integer(0)
    for one in products(f):
        for other in products(g):
            pairs = ((left, right) for left in _gradient(one, X) for right in _gradient(other, Y))
            total += Add(*(_written(_paired(left, right, _word(Sigma))) for left, right in pairs))
    return total


def inverses_of(expression: Any, X: Letter) -> list[MatrixExpression]:
    """What stands under inverses and depends on X."""
    return [node.args[0] for node in expression.atoms(Inverse) if node.has(X)]


def words(matrix: Any) -> list[tuple[Expr, Word]]:
    """A matrix as a sum of words.

    Raises:
        NotByParts: for a pseudo-inverse, or what is no matrix expression.
    """
    if isinstance(matrix, Identity):
        return [(Integer(1), ())]
    if isinstance(matrix, Zero):
        return []
    if isinstance(matrix, (Letter, Inverse)):
        return [(Integer(1), (matrix,))]
    if isinstance(matrix, Scaled):
        return [(matrix.args[0] * factor, word) for factor, word in words(matrix.args[1])]
    if isinstance(matrix, Plus):
        return [part for term in matrix.args for part in words(term)]
    if isinstance(matrix, Transpose):
        return [(factor, transposed(word)) for factor, word in words(matrix.args[0])]
    if isinstance(matrix, Times):
        found: list[tuple[Expr, Word]] = [(Integer(1), ())]
        for part in matrix.args:
            found = [(a * b, one + other) for a, one in found for b, other in words(part)]
        return found
    raise NotByParts(f"{matrix} is {'a pseudo-inverse' if isinstance(matrix, PseudoInverse) else 'no word'}")


def transposed(word: Word) -> Word:
    """The word of the transpose."""
    return tuple(_turned(factor) for factor in reversed(word))


def _turned(matrix: Any) -> Any:
    if isinstance(matrix, Letter):
        return matrix if matrix.is_symmetric_letter else Transpose(matrix)
    if isinstance(matrix, (Identity, Zero)):
        return matrix if isinstance(matrix, Identity) else Zero(matrix.cols, matrix.rows)
    if isinstance(matrix, Transpose):
        return matrix.args[0]
    if isinstance(matrix, Inverse):
        return Inverse(_turned(matrix.args[0]))
    if isinstance(matrix, Scaled):
        return Scaled(matrix.args[0], _turned(matrix.args[1]))
    if isinstance(matrix, Plus):
        return Plus(*map(_turned, matrix.args))
    if isinstance(matrix, Times):
        return Times(*map(_turned, reversed(matrix.args)))
    raise NotByParts(f"{matrix} is no word")


def products(scalar: Expr) -> list[Product]:
    """A polynomial in traces as a sum of products."""
    traces = {node: node.as_trace() for node in scalar.atoms(SquaredNorm)}
    found = []
    for term in Add.make_args(scalar.xreplace(traces).expand()):
        parts = [Product(Integer(1), ())]
        for factor in Mul.make_args(term):
            base, power = factor.as_base_exp() if isinstance(factor, Pow) else (factor, Integer(1))
            if not isinstance(base, Trace):
                if factor.has(MatrixExpression):
                    raise NotByParts(f"{factor} is no trace")
                parts = [Product(part.coefficient * factor, part.words) for part in parts]
                continue
            if not (power.is_Integer and power > 0):
                raise NotByParts(f"{factor} is no product of traces")
            for _ in range(int(power)):
                parts = [_times(part, front, word, base) for part in parts for front, word in words(base.args[0])]
        found += parts
    return found


def _times(product: Product, front: Expr, word: Word, trace: Expr) -> Product:
    """With one more trace, of ``front`` times a word; the trace of an identity is its size."""
    if not word:
        return Product(product.coefficient * front * trace.args[0].rows, product.words)
    return Product(product.coefficient * front, (*product.words, word))


def occurrences(word: Word, X: Letter) -> Iterator[Occurrence]:
    """Every X and X' in a word, also those under inverses."""
    for place, factor in enumerate(word):
        before, after = word[:place], word[place + 1 :]
        if factor == X:
            yield Occurrence(Integer(1), before, False, after)
        elif isinstance(factor, Transpose) and factor.args[0] == X:
            yield Occurrence(Integer(1), before, True, after)
        elif isinstance(factor, Inverse) and factor.has(X):
            for front, inner in words(factor.args[0]):
                for found in occurrences(inner, X):
                    left, right = (*before, factor, *found.left), (*found.right, factor, *after)
                    yield Occurrence(-front * found.factor, left, found.transposed, right)


def _first(product: Product, X: Letter) -> tuple[int, int] | None:
    for number, word in enumerate(product.words):
        for place, factor in enumerate(word):
            if factor in (X, Transpose(X)):
                return number, place
    return None


def _around(product: Product, at: tuple[int, int], X: Letter) -> tuple[Word, tuple[Word, ...]]:
    """U and the other words, the word at X (or X') being tr(X U)."""
    number, place = at
    word = product.words[number]
    U, others = (*word[place + 1 :], *word[:place]), product.words[:number] + product.words[number + 1 :]
    return U if word[place] == X else transposed(U), others


def _contracted(product: Product, at: tuple[int, int], X: Letter, Sigma: Word, between: Word) -> Iterator[Product]:
    U, others = _around(product, at, X)
    for found in occurrences(U, X):
        coefficient = product.coefficient * found.factor
        if not found.transposed:
            yield Product(coefficient, ((*transposed(found.left), *Sigma, *found.right, *between), *others))
        elif found.right or between:
            yield Product(coefficient, ((*found.left, *Sigma), (*found.right, *between), *others))
        else:
            yield Product(coefficient * X.rows, ((*found.left, *Sigma), *others))
    for index, other in enumerate(others):
        rest = others[:index] + others[index + 1 :]
        for found in occurrences(other, X):
            around = (*found.right, *found.left)
            ends = (U, between, around, Sigma) if found.transposed else (transposed(U), Sigma, around, between)
            joined = tuple(factor for end in ends for factor in end)
            yield Product(product.coefficient * found.factor, (joined, *rest))


@dataclass(frozen=True)
class _Slope:
    """df/dX as ``coefficient`` times the word N' (so that df = tr(N dX)), times other traces."""

    coefficient: Expr
    word: Word
    others: tuple[Word, ...]


def _gradient(product: Product, X: Letter) -> Iterator[_Slope]:
    for index, word in enumerate(product.words):
        rest = product.words[:index] + product.words[index + 1 :]
        for found in occurrences(word, X):
            around = (*found.right, *found.left)
            N = transposed(around) if found.transposed else around
            yield _Slope(product.coefficient * found.factor, N, rest)


def _paired(one: _Slope, other: _Slope, Sigma: Word) -> Product:
    """sum_i (N e_i)' Sigma (M e_i) for df = tr(N dX), dg = tr(M dY): N and M are d x T."""
    word = (*transposed(one.word), *Sigma, *other.word)
    return Product(one.coefficient * other.coefficient, (word, *one.others, *other.others))


def _word(matrix: MatrixExpression) -> Word:
    found = words(matrix)
    if [factor for factor, _ in found] != [1]:
        raise NotByParts(f"{matrix} is no letter or product")
    return found[0][1]


def _written(product: Product) -> Expr:
    found: Expr = Mul(product.coefficient, *map(_trace, product.words))
    return found


def _mean(product: Product) -> Expr:
    inside = [_trace(word) for word in product.words]
    found: Expr = product.coefficient * Expectation(Mul(*inside)) if inside else product.coefficient
    return found


def _trace(word: Word) -> Expr:
    found: Expr = Trace(Times(*word) if len(word) > 1 else word[0])
    return found
