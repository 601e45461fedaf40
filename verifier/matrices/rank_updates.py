"""Few ranks added to an invertible matrix M: M + c U V is, where 1 + c V inv(M) U is (Horn and Johnson, 0.8.5).

So is A - x x', a row left out of a Gram matrix, where 1 - x'inv(A) x is not zero by an assumption.

>>> from lemmata.theory.notation import d
>>> from lemmata.theory.random_matrices import covariance, inv, norm2, vector
>>> from sympy import Ne
>>> A, x = covariance("A", d), vector("x", d)
>>> def lacking(*where):
...     words = Moments(where, ())
...     words.learn(A - x * x.T)
...     return lacks_complement(words, words.matrix(A - x * x.T), d)
>>> lacking(norm2(x, inv(A)) < 1), lacking(Ne(norm2(x, inv(A)), 1))
('', '')
>>> lacking(), lacking(norm2(x, inv(A)) <= 1)
("1 - x'*inv(A)*x != 0", "1 - x'*inv(A)*x != 0")
>>> lacking(norm2(x, inv(A)) < 2)
"1 - x'*inv(A)*x != 0"
"""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Expr, Gt, Lt, Ne

from lemmata.theory.random_matrices import Inverse, MatrixExpression
from lemmata.verifier.matrices.elements import ONE, Element, NoNormalForm
from lemmata.verifier.matrices.moments import Moments
from lemmata.verifier.matrices.ranks import not_invertible


def lacks_complement(words: Moments, element: Element, size: Expr) -> str | None:
    """What a number 1 + c v'inv(M) u lacks to be not zero; empty where nothing lacks, None where there is no such M."""
    lacking = None
    for complement, inner in _complements(words, element, size):
        if inner != 1 and not_invertible(words, complement, inner) is None:
            return ""
        if inner == 1 and assumed_nonzero(words, complement):
            return ""
        if inner == 1:
            lacking = lacking or f"{words.shown(complement)} != 0"
    return lacking


def _complements(words: Moments, element: Element, size: Expr) -> Iterator[tuple[Element, Expr]]:
    """1 + c V inv(M) U with its size, for every word U V of another size between and the rest M that is invertible."""
    for (monomial, word), value in element.items():
        rest = {key: other for key, other in element.items() if key != (monomial, word)}
        cuts = [cut for cut in range(1, len(word)) if words.shape[word[cut]][0] != size]
        if monomial or not cuts or not rest or not_invertible(words, rest, size) is not None:
            continue
        inverse = inverse_of(words, rest, size)
        for cut in cuts if inverse is not None else ():
            inside = words.product(words.product(words.word(word[cut:]), inverse or {}), words.word(word[:cut]))
            yield (
                words.reduce(words.sum([{ONE: words.field.one}, words.scaled(inside, value)])),
                words.shape[word[cut]][0],
            )


def inverse_of(words: Moments, element: Element, size: Expr) -> Element | None:
    """The inverse of a matrix, as it is written elsewhere or not."""
    for atom, inside in words.inside_inverse.items():
        if words.reduce(inside) == element:
            return words.word((atom,))
    try:
        return words.matrix(Inverse(words.matrix_expression(element, size)))
    except NoNormalForm:
        return None


def assumed_nonzero(words: Moments, number: Element) -> bool:
    """Whether an assumption says that a number, with products u'v as words, is not zero: it, or a multiple of it."""
    for relation in words.assumptions:
        if not isinstance(relation, (Gt, Lt, Ne)) or not relation.has(MatrixExpression):
            continue
        try:
            known = words.with_numbers_as_words(words.scalar(relation.lhs - relation.rhs))
        except NoNormalForm:
            continue
        lead = next(iter(number), ONE)
        if known.keys() == number.keys() and known and words.scaled(known, number[lead] / known[lead]) == number:
            return True
    return False
