"""Signs that show in the structure of words: u C u' is positive semi-definite when C is.

>>> from lemmata.theory.notation import T, d
>>> from lemmata.theory.random_matrices import covariance, design, gram, matrix
>>> X, A, words = design("X", T, d), matrix("A", d, d), Moments((), ())
>>> words.learn(gram(X) + A)
>>> is_semidefinite(words, words.matrix(gram(X))), is_semidefinite(words, words.matrix(A))
(True, False)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy
from sympy import Expr, Ge, Gt, Integer

from lemmata.theory.random_matrices import (
    Determinant,
    Expectation,
    Letter,
    MatrixExpression,
    Scaled,
    SquaredNorm,
    Times,
    Trace,
    Transpose,
    Wishart,
    law_of,
)
from lemmata.verifier.engines.positivity import implied
from lemmata.verifier.matrices.elements import Element, Monomial, Word
from lemmata.verifier.matrices.moments import Moments

_MOST_TERMS_SQUARED = 8


def is_semidefinite(words: Moments, element: Element) -> bool:
    """Whether every word of a matrix is positive semi-definite by structure, with a nonnegative coefficient.

    Or it is what an assumption says; or an orthogonal projection, as its letters are said to be: its own square, P'P.
    """
    return (
        all(
            at_least_zero(words, value) and is_nonnegative_monomial(words, monomial) and semidefinite_word(words, word)
            for (monomial, word), value in element.items()
        )
        or element in words.semidefinite
        or (
            bool(words.rules)
            and len(element) <= _MOST_TERMS_SQUARED
            and element == words.reduce(words.product(words.transpose(element), element))
        )
    )


def semidefinite_word(words: Moments, word: Word) -> bool:
    """Whether a word is u C u' with C positive semi-definite."""
    if len(word) < 2:
        return all(_semidefinite_atom(words, atom) for atom in word)
    if len(word) == 2 and all(_semidefinite_atom(words, atom) for atom in word):
        return words.reduce(words.word(word)) == words.reduce(words.word(word[::-1]))  # they commute
    return words.transposed[word[-1]] == word[0] and semidefinite_word(words, word[1:-1])


def _semidefinite_atom(words: Moments, atom: str) -> bool:
    if atom in words.inside_inverse:
        return is_semidefinite(words, inverted(words, atom))
    if atom in words.inside_expected:
        return is_semidefinite(words, words.inside_expected[atom])
    meaning = words.meaning[atom]
    if words.rules.get((words.transposed[atom], atom)) == words.word((atom,)):
        return True
    return isinstance(meaning, Letter) and (
        meaning.kind in ("semidefinite", "positive") or isinstance(law_of(meaning, words.laws), Wishart)
    )


def inverted(words: Moments, atom: str) -> Element:
    """What an inverse is of, reduced; as it is written where equations such as Y Z = 1 make it an inverse again."""
    inside = words.reduce(words.inside_inverse[atom])
    again = any(other in words.inside_inverse for _, word in inside for other in word)
    return words.inside_inverse[atom] if again else inside


def splits(word: Word) -> Iterator[tuple[Word, Word]]:
    """A cyclic word as a product of two, of which the first may be empty."""
    turns = (word[k:] + word[:k] for k in range(max(len(word), 1)))
    yield from ((turned[:cut], turned[cut:]) for turned in turns for cut in range(max(len(turned), 1)))


def nonnegative_trace(words: Moments, word: Word) -> bool:
    """Whether a cyclic word is a product of two positive semi-definite ones, so that its trace is nonnegative."""
    return any(semidefinite_word(words, one) and semidefinite_word(words, other) for one, other in splits(word))


def is_nonnegative_monomial(words: Moments, monomial: Monomial) -> bool:
    """Whether a product of traces and scalars is nonnegative by structure."""
    return all(power % 2 == 0 or _nonnegative_name(words, name) for name, power in monomial)


def _nonnegative_name(words: Moments, name: str) -> bool:
    if name in words.trace_words:
        return nonnegative_trace(words, words.trace_words[name])
    meaning = words.meaning.get(name)
    return isinstance(meaning, Expr) and is_nonnegative(words, meaning)


def is_nonnegative(words: Moments, expr: Any) -> bool:
    """Whether a scalar is nonnegative by structure: squares, traces of products of two semi-definite matrices, sums."""
    if not isinstance(expr, Expr):
        return False
    if isinstance(expr, SquaredNorm):
        return len(expr.args) == 1 or is_semidefinite(words, words.matrix(expr.args[1]))
    if isinstance(expr, Trace):
        scale, body = expr.args[0].args if isinstance(expr.args[0], Scaled) else (Integer(1), expr.args[0])
        written = is_nonnegative(words, scale) and _product_of_two(words, factors(body))
        return written or all(
            at_least_zero(words, value) and is_nonnegative_monomial(words, monomial) and nonnegative_trace(words, word)
            for (monomial, word), value in words.matrix(expr.args[0]).items()
        )
    if isinstance(expr, Expectation):
        return is_nonnegative(words, expr.args[0])
    if isinstance(expr, Determinant):
        return is_semidefinite(words, words.matrix(expr.args[0]))
    if isinstance(expr, sympy.Sum) and expr.has(MatrixExpression):
        return is_nonnegative(words, expr.function)
    if expr.is_Add or expr.is_Mul:
        return all(is_nonnegative(words, part) for part in expr.args) or _known_nonnegative(words, expr)
    if expr.is_Pow and expr.exp.is_Rational:
        even = expr.exp.is_Integer and expr.exp.is_even
        return bool(even or not expr.exp.is_Integer or is_nonnegative(words, expr.base))
    return _known_nonnegative(words, expr)


def factors(expr: MatrixExpression) -> list[MatrixExpression]:
    """The factors of a product as it is written, with scalars and transposes taken in."""
    if isinstance(expr, Times):
        return [factor for part in expr.args for factor in factors(part)]
    if isinstance(expr, Transpose) and isinstance(expr.args[0], Times):
        return [factor.T for factor in reversed(factors(expr.args[0]))]
    return [expr]


def _product_of_two(words: Moments, product: list[MatrixExpression]) -> bool:
    """Whether a cyclic product, as written, is one of two semi-definite matrices."""
    turns = [product[k:] + product[:k] for k in range(len(product))]
    return any(
        _semidefinite_product(words, turned[:cut]) and _semidefinite_product(words, turned[cut:])
        for turned in turns
        for cut in range(len(turned))
    )


def _semidefinite_product(words: Moments, product: list[MatrixExpression]) -> bool:
    if len(product) < 2:
        return all(is_semidefinite(words, words.matrix(part)) for part in product)
    first, last = words.matrix(product[0]), words.matrix(product[-1])
    return first == words.reduce(words.transpose(last)) and _semidefinite_product(words, product[1:-1])


def _known_nonnegative(words: Moments, expr: Expr) -> bool:
    return expr.is_nonnegative is True or implied(Ge(expr, 0), words.assumptions).answer == "proved"


def at_least_zero(words: Moments, value: Any) -> bool:
    """Whether a coefficient is not negative on the domain."""
    return _known_nonnegative(words, words.field.to_sympy(value))


def above_zero(words: Moments, value: Any) -> bool:
    """Whether a coefficient is positive on the domain."""
    number = words.field.to_sympy(value)
    return number.is_positive is True or implied(Gt(number, 0), words.assumptions).answer == "proved"
