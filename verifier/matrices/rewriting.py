"""Relations between words, read as rewriting rules, and completed.

A relation (an element that is zero) is solved for its largest word, longer words being larger, and rewrites that word
into smaller ones. Where two rules overlap in a word, the two ways of rewriting it give a new relation (Bergman, "The
diamond lemma for ring theory", Adv. Math. 29, 1978; the noncommutative Buchberger procedure of Mora). Every rule is a
consequence of the relations, so two elements with one reduced form are equal whatever the atoms stand for; the
converse is not claimed, because completion stops at a bound.

Words under a trace are cyclic and may be transposed, and where a dimension is one they split: for vectors,
tr(a b' c d') = (b'c)(d'a).

>>> from sympy import Integer
>>> algebra = Rewriting()
>>> for atom in "AB":
...     algebra.transposed[atom], algebra.shape[atom] = atom, (Integer(2), Integer(2))
...     algebra.letters[atom] = frozenset()
>>> algebra.relate(algebra.difference(algebra.word(("A", "B")), algebra.word(())))
>>> algebra.shown(algebra.reduce(algebra.word(("A", "A", "B", "A"))))
'A*A'
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import sympy
from sympy import Expr

from lemmata.theory.random_matrices import Letter
from lemmata.verifier.matrices.elements import (
    Element,
    FreeAlgebra,
    Monomial,
    NoNormalForm,
    Word,
    accumulate,
    multiplied,
    times,
)

_MOST_RULES = 60
_LONGEST_RULE = 10
_MOST_TERMS = 16
_MOST_STEPS = 4000


class Rewriting(FreeAlgebra):
    """Elements modulo relations, with their traces."""

    def __init__(self) -> None:
        super().__init__()
        self.shape: dict[str, tuple[Expr, Expr]] = {}
        self.letters: dict[str, frozenset[Letter]] = {}
        self.rules: dict[Word, Element] = {}
        self.trace_words: dict[str, Word] = {}
        self._pending: list[tuple[Word, Word]] = []

    def scalar(self, expr: Expr) -> Element:
        """The element of a scalar expression; here, of a number of the coefficient field."""
        return {((), ()): self.number(expr)}

    def trace(self, element: Element, size: Expr) -> Element:
        """The trace of a square element; ``size`` is its dimension, for the trace of the identity."""
        total: Element = {}
        steps = 0
        work = [(monomial, word, value, size) for (monomial, word), value in element.items()]
        while work:
            steps += 1
            if steps > _MOST_STEPS:
                raise NoNormalForm("a trace with too many rewriting steps")
            monomial, word, value, size = work.pop()
            turned = self._reducible_rotation(word)
            if turned is not None:
                size = self.shape[turned[0]][0]
                rest = self.reduce({(monomial, turned): value})
                work += [(m, w, v, size) for (m, w), v in rest.items()]
            elif not word:
                total = self.sum([total, self.product({(monomial, ()): value}, self.scalar(size))])
            else:
                accumulate(total, (multiplied(monomial, self._trace_monomial(word)), ()), value)
        return total

    def _reducible_rotation(self, word: Word) -> Word | None:
        for k in range(len(word)):
            turned = word[k:] + word[:k]
            if self._match(turned) is not None:
                return turned
        return None

    def _trace_monomial(self, word: Word) -> Monomial:
        """The traces that a cyclic word stands for: split where the dimension is one, each in its smallest form."""
        cuts = [k for k, atom in enumerate(word) if self.shape[atom][0] == 1]
        if len(cuts) >= 2:
            pieces = [word[a:b] for a, b in pairwise(cuts)] + [word[cuts[-1] :] + word[: cuts[0]]]
        else:
            pieces = [word]
        monomial: Monomial = ()
        for piece in pieces:
            least = min(_rotations(piece) + _rotations(self.transpose_word(piece)))
            key = f"tr({'*'.join(least)})"
            self.name_trace(key, least)
            monomial = multiplied(monomial, ((key, 1),))
        return monomial

    def name_trace(self, key: str, word: Word) -> None:
        """Remember the word of a trace, and the letters in it."""
        self.trace_words[key] = word
        self.letters[key] = frozenset().union(*(self.letters[atom] for atom in word))

    def reduce(self, element: Element) -> Element:
        """Rewrite every word until no rule applies, and take scalars that stand inside a word out of it."""
        done: Element = {}
        work = dict(element)
        steps = 0
        while work:
            steps += 1
            if steps > _MOST_STEPS:
                raise NoNormalForm("too many rewriting steps")
            (monomial, word), value = work.popitem()
            found = self._match(word)
            if found is not None:
                at, left = found
                for (extra, middle), factor in self.rules[left].items():
                    key = (multiplied(monomial, extra), word[:at] + middle + word[at + len(left) :])
                    accumulate(work, key, times(value, factor))
                continue
            inside = self._scalar_inside(word)
            if inside is None:
                accumulate(done, (monomial, word), value)
                continue
            first, last = inside
            scalar = self.trace({((), word[first:last]): self.field.one}, sympy.Integer(1))
            for (extra, _), factor in scalar.items():
                accumulate(work, (multiplied(monomial, extra), word[:first] + word[last:]), value * factor)
        return done

    def _match(self, word: Word) -> tuple[int, Word] | None:
        for left in self.rules:
            size = len(left)
            for at in range(len(word) - size + 1):
                if word[at : at + size] == left:
                    return at, left
        return None

    def _scalar_inside(self, word: Word) -> tuple[int, int] | None:
        cuts = [k for k in range(1, len(word)) if self.shape[word[k]][0] == 1]
        return (cuts[0], cuts[1]) if len(cuts) >= 2 else None

    def rank(self, word: Word) -> Any:
        """What orders words: the larger is rewritten. Longer ones are larger."""
        return len(word), word

    def relate(self, element: Element) -> None:
        """Take ``element = 0`` as a relation, with its transpose."""
        work = [element, self.transpose(element)]
        while work:
            relation = self.reduce(work.pop())
            if not relation:
                continue
            lead = max((word for _, word in relation), key=self.rank)
            if len(lead) > _LONGEST_RULE or len(relation) > _MOST_TERMS:
                continue
            value = relation.get(((), lead))
            unique = sum(word == lead for _, word in relation) == 1
            if value is None or not unique or not lead or not self.certainly_nonzero(value):
                continue
            if len(self.rules) >= _MOST_RULES:
                continue
            longer = [left for left in self.rules if _contains(left, lead)]
            work += [self.difference(self.word(old), self.rules.pop(old)) for old in longer]
            self.rules[lead] = self.scaled({k: v for k, v in relation.items() if k[1] != lead}, -1 / value)
            self._pending += [(lead, other) for other in self.rules] + [(other, lead) for other in self.rules]

    def complete(self, most_pairs: int = 400) -> None:
        """Add the rules that overlapping rules imply, shortest overlaps first, up to a bound."""
        for _ in range(most_pairs):
            self._pending = [(a, b) for a, b in self._pending if a in self.rules and b in self.rules]
            if not self._pending:
                return
            pair = min(self._pending, key=lambda ab: (len(ab[0]) + len(ab[1]), ab))
            self._pending = [other for other in self._pending if other != pair]
            for ambiguity in self._overlaps(*pair):
                self.relate(ambiguity)

    @property
    def overlapping(self) -> bool:
        """Whether overlaps of rules are left that were not looked at."""
        return bool(self._pending)

    def _overlaps(self, one: Word, other: Word) -> Iterator[Element]:
        """For each proper overlap u v w with one = u v, other = v w: the two ways of rewriting, subtracted."""
        for size in range(1, min(len(one), len(other))):
            if one[-size:] == other[:size] and one in self.rules and other in self.rules:
                left, right = self.word(one[:-size]), self.word(other[size:])
                yield self.difference(self.product(self.rules[one], right), self.product(left, self.rules[other]))

    def certainly_nonzero(self, value: Any) -> bool:
        """Whether a coefficient is known not to vanish at any admissible sizes.

        A factor without integer symbols may vanish for special values of the scalars only; both sides are
        rational in those, so that an identity outside extends to wherever both sides are defined.
        """
        factors = sympy.Mul.make_args(sympy.factor_terms(self.field.to_sympy(value)))
        return all(not any(s.is_integer for s in part.free_symbols) or part.is_zero is False for part in factors)


def _rotations(word: Word) -> list[Word]:
    return [word[k:] + word[:k] for k in range(len(word))]


def _contains(word: Word, part: Word) -> bool:
    return any(word[k : k + len(part)] == part for k in range(len(word) - len(part) + 1))
