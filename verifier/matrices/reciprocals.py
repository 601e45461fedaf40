"""Numbers that are divided by, 1/(1 + u'S v), as inverses of matrices of one row, so that Sherman-Morrison is algebra.

>>> from lemmata.theory.notation import d
>>> from lemmata.theory.random_matrices import covariance, inv, norm2, vector
>>> S, u = covariance("S", d), vector("u", d)
>>> words = Reciprocals()
>>> words.learn(1 / (1 + norm2(u, inv(S))))
>>> words.shown(words.scalar(1 / (1 + norm2(u, inv(S)))))
"tr(inv(1 + u'*inv(S)*u))"
"""

from __future__ import annotations

from typing import Any

from sympy import Integer

from lemmata.theory.random_matrices import Inverse, Trace
from lemmata.verifier.matrices.elements import Element, Monomial, Word, accumulate, multiplied
from lemmata.verifier.matrices.words import Words

_MOST_JOINED = 200


class Reciprocals(Words):
    """Words in which 1/(1 + u'S v) is the inverse of a matrix of one row, so that it is multiplied out."""

    def rank(self, word: Word) -> Any:
        """By length, then inverses of sums before those of their parts: inv(S + u u') u is rewritten by inv(S) u."""
        return len(word), tuple((len(atom), atom) for atom in word)

    def _denominator(self, inside: Element, exponent: int) -> Element:
        body = self.with_numbers_as_words(inside)
        if exponent > 0 or any(monomial for monomial, _ in body):
            return super()._denominator(inside, exponent)
        one = self.scalar(Trace(Inverse(self.matrix_expression(body, Integer(1)))))
        result = one
        for _ in range(-exponent - 1):
            result = self.product(result, one)
        return result

    def cleared(self, element: Element) -> Element:
        """Zero where the element is, multiplied out, with u'v w'z read as u'(v w')z wherever that is rewritten."""
        return self._rejoined(self._multiplied_out(element))

    def _multiplied_out(self, element: Element) -> Element:
        """The element times what it is divided by: r^k f^n is f^(n - k) for r = 1/f, which has a value."""
        for name, word in list(self.trace_words.items()):
            inside = self.inside_inverse.get(word[0]) if len(word) == 1 else None
            if inside is None or self.shape[word[0]][0] != 1:
                continue
            most = max((dict(monomial).get(name, 0) for monomial, _ in element), default=0)
            form = self.trace(inside, Integer(1))
            total: Element = {}
            for (monomial, rest), value in element.items():
                power = dict(monomial).get(name, 0)
                part: Element = {(tuple(one for one in monomial if one[0] != name), rest): value}
                for _ in range(most - power):
                    part = self.reduce(self.product(part, form))
                total = self.sum([total, part])
            element = total if most else element
        return element

    def _rejoined(self, element: Element) -> Element:
        total: Element = {}
        work = dict(element)
        steps = 0
        while work:
            steps += 1
            if steps > _MOST_JOINED:
                return element
            (monomial, word), value = work.popitem()
            joined = self._joined(monomial)
            if joined is None:
                accumulate(total, (monomial, word), value)
                continue
            rest, pair = joined
            for (extra, _), factor in self.trace(self.word(pair), Integer(1)).items():
                accumulate(work, (multiplied(rest, extra), word), value * factor)
        return total

    def _joined(self, monomial: Monomial) -> tuple[Monomial, Word] | None:
        """Two numbers u'v and w'z of a product as one word that is rewritten, and what is left of the product."""
        forms = [(name, form) for name, power in monomial if power > 0 for form in self._as_number(name)]
        for one, left in forms:
            for other, right in forms:
                powers = dict(monomial)
                if one != other or powers[one] > 1:
                    pair = left + right
                    if self._match(pair) is not None:
                        for name in (one, other):
                            powers[name] -= 1
                        return tuple(sorted((name, power) for name, power in powers.items() if power)), pair
        return None

    def _as_number(self, name: str) -> list[Word]:
        """A trace u'v as a word of one row and column, and its transpose."""
        word = self.trace_words.get(name, ())
        cuts = [k for k, atom in enumerate(word) if self.shape[atom][0] == 1]
        if len(cuts) != 1:
            return []
        turned = word[cuts[0] :] + word[: cuts[0]]
        return [turned, self.transpose_word(turned)]
