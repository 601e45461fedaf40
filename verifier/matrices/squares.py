"""Matrices that are positive semi-definite as sums of squares, found by completing them: (w + v)' C (w + v) + the rest.

A word w' C w with C p.s.d. (or nothing) and a positive coefficient is completed with the words w' C v that stand beside
it, until the rest is p.s.d. word by word. N is p.s.d., too, where M N M' is for an inverted matrix M (congruence), and
where S N + N S is, for S the sum of the p.s.d. matrices of which N is a combination (Lyapunov): N x = l x with l < 0
gives 2 l x'Sx >= 0, so that every one of them, and N, takes x to 0.

>>> from lemmata.theory.notation import d
>>> from lemmata.theory.random_matrices import semidefinite, symmetric
>>> A, B = symmetric("A", d), symmetric("B", d)
>>> words = Moments((), ())
>>> shown_semidefinite(words, words.matrix(A*A + B*B - A*B - B*A), d)
'a sum of 1 square and p.s.d. words'
>>> P, Q = semidefinite("P", d), semidefinite("Q", d)
>>> words = Moments((P*P <= Q*Q, ), ())
>>> words.learn(P, Q)
>>> shown_semidefinite(words, words.matrix(Q - P), d)
'N where S N + N S is p.s.d. for S = P + Q'
>>> shown_semidefinite(words, words.matrix(Q*Q*Q - P*P*P), d)
''
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations
from typing import Any

from sympy import Expr

from lemmata.theory.random_matrices import Letter
from lemmata.verifier.matrices.elements import ONE, Element, Word
from lemmata.verifier.matrices.moments import Moments
from lemmata.verifier.matrices.ranks import not_definite
from lemmata.verifier.matrices.signs import above_zero, is_semidefinite, semidefinite_word

_MOST_SIDES = 2
_MOST_SQUARES = 4
_MOST_TRIED = 50
_MOST_SPENT = 150
_MOST_NEW_TERMS = 6


def shown_semidefinite(words: Moments, element: Element, size: Expr, *, definite: bool = False) -> str:
    """How it is known that a square matrix is positive semi-definite (or definite); empty where it is not."""
    if element != words.reduce(words.transpose(element)):
        return ""
    element, size = _inner(words, element, size) if not definite else (element, size)
    search, around = _Search(words, size, definite), list(_beside(words, element, size))
    inner: dict[tuple[str, ...], Element] = {}
    for most in range(_MOST_SQUARES + 1):
        for beside in around:
            if beside not in inner:
                inner[beside] = _between(words, element, beside)
            if search.found(inner[beside], most):
                return _said(most) + (f", seen beside {' and '.join(beside)}" if beside else "")
    return _by_schur(words, element, definite=definite) or ("" if definite else _by_lyapunov(words, element, size))


def _between(words: Moments, element: Element, beside: tuple[str, ...]) -> Element:
    """The element with inverted matrices multiplied from both sides."""
    for atom in beside:
        middle = words.inside_inverse[atom]
        element = words.reduce(words.product(words.product(middle, element), words.transpose(middle)))
    return element


def _by_schur(words: Moments, element: Element, *, definite: bool) -> str:
    """c - a w' inv(M) w is p.s.d. where M - (a/c) w w' is, for M definite: both are complements of one block matrix."""
    constant = element.get(ONE)
    taken = [(word, value) for (monomial, word), value in element.items() if word and not monomial]
    if constant is None or len(element) != 2 or len(taken) != 1 or not above_zero(words, constant):
        return ""
    [(word, value)] = taken
    half = len(word) // 2
    M = words.inside_inverse.get(word[half])
    if M is None or word[:half] != words.transpose_word(word[half + 1 :]) or not above_zero(words, -value):
        return ""
    if not semidefinite_word(words, word[half : half + 1]):
        return ""
    w = word[half + 1 :]
    outer = words.scaled(words.word(w + words.transpose_word(w)), value / constant)
    rest = words.reduce(words.sum([M, outer]))
    how = shown_semidefinite(words, rest, words.shape[word[half]][0], definite=definite)
    return how and f"as {words.shown(rest)} is: {how}"


def _inner(words: Moments, element: Element, size: Expr) -> tuple[Element, Expr]:
    """The C of an element that is written u C u', word by word."""
    while True:
        ends = {(word[:1], word[-1:]) for _, word in element}
        if len(ends) != 1 or any(len(word) < 2 for _, word in element):
            return element, size
        [((first,), (last,))] = ends
        if words.transposed[last] != first:
            return element, size
        element = {(monomial, word[1:-1]): value for (monomial, word), value in element.items()}
        size = words.shape[last][0]


def _beside(words: Moments, element: Element, size: Expr) -> Iterator[tuple[str, ...]]:
    """Which inverted matrices are multiplied from both sides: none, one, or two in either order."""
    inverted = {atom for _, word in element for atom in word if atom in words.inside_inverse}
    atoms = sorted(atom for atom in inverted if words.shape[atom][0] == size)
    for count in range(_MOST_SIDES + 1):
        yield from permutations(atoms, count)


def _said(count: int) -> str:
    return f"a sum of {count} square{'s' * (count > 1)} and p.s.d. words" if count else "p.s.d. by structure"


def _by_lyapunov(words: Moments, element: Element, size: Expr) -> str:
    if len(element) < 2 or not all(semidefinite_word(words, word) and not mono for mono, word in element):
        return ""
    size_of = {key: value if above_zero(words, value) else -value for key, value in element.items()}
    if not all(above_zero(words, value) for value in size_of.values()):
        return ""
    both = words.sum([words.product(size_of, element), words.product(element, size_of)])
    search = _Search(words, size, definite=False)
    found = any(search.found(words.reduce(both), most) for most in range(_MOST_SQUARES + 1))
    return f"N where S N + N S is p.s.d. for S = {words.shown(size_of)}" if found else ""


def _facts(words: Moments, element: Element) -> list[Element]:
    """What assumptions say is p.s.d., products of such that commute, and tr(M) - M for p.s.d. words -M."""
    letters = [name for name, meaning in words.meaning.items() if isinstance(meaning, Letter)]
    kept = (words.word((name,)) for name in letters if semidefinite_word(words, (name,)))
    known = [*words.semidefinite, *(word for word in kept if words.reduce(word) == word)]
    facts = list(words.semidefinite)
    for one, other in combinations(known, 2):
        if _size(words, one) == _size(words, other):
            product = words.reduce(words.product(one, other))
            facts += [product] if product == words.reduce(words.product(other, one)) else []
    for (monomial, word), value in element.items():
        if not monomial and word and semidefinite_word(words, word) and above_zero(words, -value):
            M = words.word(word)
            facts.append(words.difference(words.trace(M, words.shape[word[0]][0]), M))
    return facts


def _size(words: Moments, element: Element) -> Expr | None:
    return next((words.shape[word[0]][0] for _, word in element if word), None)


class _Search:
    """Squares taken out of a matrix one after the other, with a bound on all that is tried."""

    def __init__(self, words: Moments, size: Expr, definite: bool) -> None:
        self.words, self.size, self.definite = words, size, definite
        self.tried = self.spent = 0

    def enough(self, rest: Element) -> bool:
        """Whether what is left is p.s.d., or definite, by structure."""
        if self.definite:
            return not_definite(self.words, rest, self.size) is None
        return is_semidefinite(self.words, rest)

    def found(self, element: Element, most: int) -> bool:
        """Whether what is left is enough when so many squares are taken out at most."""
        self.tried = 0
        return self.spent <= _MOST_SPENT and self._within(element, most)

    def _within(self, element: Element, most: int) -> bool:
        if self.enough(element):
            return True
        for square in self._candidates(element) if most else ():
            self.tried += 1
            self.spent += 1
            if self.tried > _MOST_TRIED:
                return False
            rest = self.words.reduce(self.words.difference(element, square))
            if len(rest) <= len(element) + _MOST_NEW_TERMS and self._within(rest, most - 1):
                return True
        return False

    def _candidates(self, element: Element) -> Iterator[Element]:
        """c (w + v)' C (w + v) for the squares c w' C w in the element, and what is known to be p.s.d. besides."""
        words = self.words
        loose = [
            word
            for (monomial, word), value in element.items()
            if not monomial and not (semidefinite_word(words, word) and above_zero(words, value))
        ]
        for (monomial, word), value in element.items():
            if not monomial and above_zero(words, value):
                for first, centre in self._halves(word):
                    yield from self._completed(element, value, first, centre, loose)
        for fact in _facts(words, element):
            lead = max(fact, key=lambda key: words.rank(key[1]))
            ratio = element[lead] / fact[lead] if lead in element else words.field.zero
            if ratio and above_zero(words, ratio):
                yield words.scaled(fact, ratio)

    def _halves(self, word: Word) -> Iterator[tuple[Word, Word]]:
        """The w' and C of a word w' C w."""
        half = len(word) // 2
        if word == word[:half] + word[half : len(word) - half] + self.words.transpose_word(word[:half]):
            centre = word[half : len(word) - half]
            if semidefinite_word(self.words, centre):
                yield word[:half], centre

    def _completed(
        self, element: Element, value: Any, first: Word, centre: Word, loose: list[Word]
    ) -> Iterator[Element]:
        words, parts = self.words, list[tuple[Element, Any]]()
        side = words.word(first + centre)
        for word in dict.fromkeys([*loose, *map(words.transpose_word, loose)]):
            other = self._other(word, first, centre)
            if other is None or ((), word) not in element:
                continue
            cross = words.product(side, other)
            count = words.reduce(words.sum([cross, words.transpose(cross)])).get(((), word))
            if count:
                parts.append((other, element[((), word)] / (value * count)))
        every = words.sum(words.scaled(other, factor) for other, factor in parts)
        if len(parts) > 1:
            yield self._square(value, first, centre, every)
        for other, factor in parts:
            for scale in dict.fromkeys((factor, words.field.one, -words.field.one)):
                yield self._square(value, first, centre, words.scaled(other, scale))

    def _other(self, word: Word, first: Word, centre: Word) -> Element | None:
        """The v with w' C v = word."""
        words, whole = self.words, first + centre
        if word[: len(whole)] == whole:
            return words.word(word[len(whole) :])
        if word[: len(first)] != first or not centre:
            return None
        inside = words.inside_inverse.get(centre[0])
        if inside is None:
            inside = next((words.word((a,)) for a, b in words.inside_inverse.items() if b == words.word(centre)), None)
        rest = words.word(word[len(first) :])
        return None if inside is None else words.reduce(words.product(inside, rest))

    def _square(self, value: Any, first: Word, centre: Word, other: Element) -> Element:
        words = self.words
        side = words.sum([words.word(words.transpose_word(first)), other])
        middle = words.word(centre) if centre else {ONE: words.field.one}
        square = words.product(words.product(words.transpose(side), middle), side)
        return words.scaled(words.reduce(square), value)
