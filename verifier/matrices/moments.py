"""Expectations of words in independent random letters.

The integrand is expanded into monomials of traces. A centred Gaussian letter N with independent rows of covariance C
has E N_ia N_jb = [i = j] C_ab, so that a pair of its occurrences is contracted (Isserlis 1918):

    E tr(N B N' C1) = tr(C1) tr(B C),   E tr(N B N C1) = tr(B C1' C) = E tr(N B) tr(N C1),

the noise being integrated first over the others held fixed. White noise has C = variance I; only its first two moments
are known unless it is Gaussian. What is left factorises over letters that do not meet (independence), and the rest
stays an expectation of its own, keyed by its normal form. A *mean law* may then know it: the inverse-Wishart mean is
one.

Integrability is not examined here: the statements are those of the laws that are applied, under their conditions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import sympy
from sympy import Basic, Expr

from lemmata.theory.occurring import occurring
from lemmata.theory.random_matrices import (
    Expectation,
    ExpectedMatrix,
    GaussianNoise,
    GaussianRows,
    Identity,
    Inverse,
    Letter,
    MatrixExpression,
    Unspecified,
    WhiteNoise,
    Wishart,
    law_of,
)
from lemmata.verifier.engines.binders import bound_by
from lemmata.verifier.matrices.elements import Element, Monomial, NoNormalForm, Word, multiplied
from lemmata.verifier.matrices.words import Words


@dataclass(frozen=True)
class Mean:
    """The mean of a product of traces over some of its letters, the others held fixed, and the theorem for it.

    The theorem is empty where the argument stands with the law.
    """

    value: Element
    theorem: str


MeanLaw = Callable[["Moments", Monomial], Mean | None]
"""From a product of traces to its mean, or None where the law does not apply."""

HISTORY = (Unspecified, Wishart)
"""Laws of letters that are made of earlier draws."""

_MOST_OCCURRENCES = 6


class Moments(Words):
    """The algebra of words when some letters are random."""

    def __init__(self, assumptions: Iterable[Basic], laws: Iterable[Any], means: Iterable[MeanLaw] = ()) -> None:
        super().__init__(assumptions)
        self.laws = tuple(laws)
        self.means = tuple(means)
        self.used: set[str] = set()
        self.inside_expected: dict[str, Element] = {}

    def learn(self, *expressions: Basic) -> None:
        """As before, with the symbols and inverses of the laws' parameters."""
        letters = {letter for e in expressions for letter in occurring(e, Letter)}
        self._distinct(letters)
        for expression in expressions:
            self._later(occurring(expression, Letter))
        laws = [law_of(letter, self.laws) for letter in sorted(letters, key=str)]
        super().learn(*expressions, *(parameter for law in laws for parameter in _parameters(law)))

    def _distinct(self, letters: set[Letter]) -> None:
        """Members of one family must be certainly different to be independent."""
        ordered = sorted(letters, key=str)
        for k, one in enumerate(ordered):
            for other in ordered[k + 1 :]:
                if one.name != other.name or law_of(one, self.laws) is None:
                    continue
                if not any((i - j).is_zero is False for i, j in zip(one.index, other.index, strict=False)):
                    raise NoNormalForm(f"it is not known whether {one} and {other} are the same letter")

    def _later(self, letters: set[Letter]) -> None:
        """What the past has made (w[n], the Gram matrices so far) is independent only of what is drawn later."""
        laws = {letter: law_of(letter, self.laws) for letter in letters}
        past = {letter: law for letter, law in laws.items() if isinstance(law, HISTORY)}
        for made, law in past.items():
            known = {made, *getattr(law, "given", ())}
            for other in letters:
                drawn = len(made.index) == len(other.index) == 1 and laws[other] is not None
                if drawn and other not in known and not (other.index[0] - made.index[0]).is_nonnegative:
                    raise NoNormalForm(f"it is not known whether {other} is drawn later than {made}")

    def _letter(self, letter: Letter) -> str:
        """As before; what the letter depends on counts as occurring wherever it does.

        It may depend on what its law says is given, and on the random letters in the parameters of its law.
        """
        name, law = super()._letter(letter), law_of(letter, self.laws)
        if law is not None:
            drawn = self.drawn_before(law)
            self.letters[name] = self.letters[self.transposed[name]] = frozenset([letter, *drawn])
        return name

    def drawn_before(self, law: Any) -> frozenset[Letter]:
        """The random letters on which a law depends, and those on which they do."""
        direct = {letter for parameter in law.parameters for letter in occurring(parameter, Letter)}
        laws = {letter: law_of(letter, self.laws) for letter in direct}
        further = (self.drawn_before(law) for law in laws.values() if law is not None)
        return frozenset(letter for letter, law in laws.items() if law is not None).union(*further)

    def random(self, name: str) -> frozenset[Letter]:
        """The random letters in an atom or scalar."""
        return frozenset(x for x in self.letters.get(name, frozenset()) if law_of(x, self.laws) is not None)

    # -- expectations ---------------------------------------------------------------------------------------------

    def expectation(self, element: Element) -> Element:
        """The expectation of a scalar."""
        total: Element = {}
        for (monomial, _), value in element.items():
            total = self.sum([total, self.scaled(self._of_monomial(monomial), value)])
        return total

    def _of_monomial(self, monomial: Monomial) -> Element:
        self.apart_from_sums(monomial)
        fixed = tuple(part for part in monomial if not self.random(part[0]))
        moving = tuple(part for part in monomial if self.random(part[0]))
        if not moving:
            return {(fixed, ()): self.field.one}
        product: Element = {(fixed, ()): self.field.one}
        for part in self._components(moving):
            contracted = self._contracted(part)
            product = self.product(product, self._irreducible(part) if contracted is None else contracted)
        return product

    def apart_from_sums(self, monomial: Monomial) -> None:
        """A letter X[j] under a sum over j may be any member of its family that stands beside the sum.

        Raises:
            NoNormalForm: where one does.
        """
        for name, _ in monomial if len(monomial) > 1 else ():
            for total in occurring(self.meaning.get(name, sympy.S.One), sympy.Sum):
                inside = {x.name for x in occurring(total, Letter) if x.free_symbols & bound_by(total)}
                beside = {x.name for other, _ in monomial if other != name for x in self.random(other)}
                if inside & beside:
                    raise NoNormalForm(f"it is not known whether a letter of {total} stands beside it")

    def _components(self, monomial: Monomial) -> list[Monomial]:
        """The factors that share no random letter, hence are independent."""
        groups: list[tuple[frozenset[Letter], Monomial]] = []
        for part in monomial:
            letters = self.random(part[0])
            merged: Monomial = (part,)
            apart = []
            for group in groups:
                if group[0] & letters:
                    letters, merged = letters | group[0], multiplied(merged, group[1])
                else:
                    apart.append(group)
            groups = [*apart, (letters, merged)]
        return [merged for _, merged in groups]

    def _irreducible(self, monomial: Monomial) -> Element:
        for law in self.means:
            found = law(self, monomial)
            if found is not None:
                if found.theorem:
                    self.used.add(found.theorem)
                return self.expectation(found.value)
        name = f"E({self.shown({(monomial, ()): self.field.one})})"
        self.letters[name] = frozenset()
        self.meaning[name] = Expectation(self.scalar_expression({(monomial, ()): self.field.one}))
        return {(((name, 1),), ()): self.field.one}

    # -- contraction of Gaussian letters --------------------------------------------------------------------------

    def _contracted(self, monomial: Monomial) -> Element | None:
        """The expectation over the first letter that can be integrated out, then over the others; None if none can."""
        if any(name not in self.trace_words or power < 0 for name, power in monomial):
            return None
        pieces = [self.trace_words[name] for name, power in monomial for _ in range(power)]
        for letter in sorted(frozenset().union(*(self.random(name) for name, _ in monomial)), key=self._noise_first):
            covariance = self._covariance(letter, pieces)
            if covariance is not None:
                return self.expectation(self._paired(pieces, str(letter), covariance, letter))
        return None

    def _noise_first(self, letter: Letter) -> tuple[bool, str]:
        return not isinstance(law_of(letter, self.laws), WhiteNoise), str(letter)

    def _covariance(self, letter: Letter, pieces: list[Word]) -> Element | None:
        """The row covariance of a letter that occurs as itself only and whose moments are known that far."""
        law, name = law_of(letter, self.laws), str(letter)
        if name not in self.transposed:
            return None  # another letter may depend on it
        own = {name, self.transposed[name]}
        if any(letter in self.letters[atom] and atom not in own for piece in pieces for atom in piece):
            return None
        count = sum(atom in own for piece in pieces for atom in piece)
        if isinstance(law, WhiteNoise):
            if count > 2 and not isinstance(law, GaussianNoise):
                self.lacks(f"the moments of order {count} of {letter}, of which two are known for white noise")
                return None
            covariance = self.scalar(law.variance)
        elif isinstance(law, GaussianRows):
            covariance = self.matrix(law.covariance)
        else:
            return None
        if count > _MOST_OCCURRENCES:
            self.lacks(f"the moments of order {count} of {letter}")
            return None
        return covariance

    def _paired(self, pieces: list[Word], name: str, covariance: Element, letter: Letter) -> Element:
        """The first occurrence paired with every other one, summed."""
        (first, *rest) = sorted(pieces, key=lambda piece: not {name, self.transposed[name]} & set(piece))
        opened = self._from(first, name, next(k for k, a in enumerate(first) if a in (name, self.transposed[name])))
        total: Element = {}
        for k in range(1, len(opened)):
            if opened[k] in (name, self.transposed[name]):
                found = self._same_word(opened, k, name, covariance, letter)
                total = self.sum([total, self._times_traces(found, rest)])
        for which, piece in enumerate(rest):
            for k, atom in enumerate(piece):
                if atom in (name, self.transposed[name]):
                    other = self._from(piece, name, k)
                    found = self._joined(opened[1:], other[1:], covariance, letter)
                    total = self.sum([total, self._times_traces(found, rest[:which] + rest[which + 1 :])])
        return total

    def _from(self, word: Word, name: str, at: int) -> Word:
        """The cyclic word opened at an occurrence of the letter; transposed if that is what makes it the letter."""
        if word[at] != name:
            word, at = self.transpose_word(word), len(word) - 1 - at
        return word[at:] + word[:at]

    def _same_word(self, word: Word, at: int, name: str, covariance: Element, letter: Letter) -> Element:
        between, after = word[1:at], word[at + 1 :]
        if word[at] == name:
            return self._joined(between, after, covariance, letter)
        outer = self.trace(self.word(after), letter.rows)
        return self.product(outer, self.trace(self.product(self.word(between), covariance), letter.cols))

    def _joined(self, one: Word, other: Word, covariance: Element, letter: Letter) -> Element:
        inside = self.product(self.word(one + self.transpose_word(other)), covariance)
        return self.trace(self.reduce(inside), letter.cols)

    def _times_traces(self, element: Element, pieces: list[Word]) -> Element:
        for piece in pieces:
            element = self.product(element, self.trace(self.word(piece), self.shape[piece[0]][0]))
        return element

    # -- expectations of matrices ---------------------------------------------------------------------------------

    def expected_matrix(self, expr: ExpectedMatrix) -> Element:
        """E M, word by word, what is deterministic at either end taken out."""
        total: Element = {}
        for (monomial, word), value in self.matrix(expr.args[0]).items():
            start, stop = self._random_span(word)
            if start == stop and not any(self.random(name) for name, _ in monomial):
                part: Element = {(monomial, word): value}
            else:
                inside: Element = {(monomial, word[start:stop]): self.field.one}
                name = self._expected_atom(inside, expr)
                part = {((), (*word[:start], name, *word[stop:])): value}
            total = self.sum([total, part])
        return self.reduce(total)

    def _random_span(self, word: Word) -> tuple[int, int]:
        places = [k for k, atom in enumerate(word) if self.random(atom)]
        return (places[0], places[-1] + 1) if places else (0, 0)

    def _expected_atom(self, inside: Element, expr: ExpectedMatrix) -> str:
        [(_, word)] = inside
        rows = self.shape[word[0]][0] if word else expr.rows
        name = f"E({self.told(inside, rows)})"
        if name not in self.shape:
            symmetric = inside == self.reduce(self.transpose(inside))
            self._enter(name, symmetric, ExpectedMatrix(self._expression(inside, rows)), frozenset())
            self.inside_expected[name] = inside
            self.inside_expected[self.transposed[name]] = self.reduce(self.transpose(inside))
        return name

    def _expression(self, inside: Element, rows: Expr) -> Any:
        [((monomial, word), value)] = inside.items()
        body = self.product_expression(word) if word else Identity(rows)
        return self.scalar_expression({(monomial, ()): value}) * body

    def trace(self, element: Element, size: Expr) -> Element:
        """The trace; tr(A E[M]) is E tr(A M) when A is deterministic."""
        plain: Element = {}
        total: Element = {}
        for (monomial, word), value in self.reduce(element).items():
            at = next((k for k, atom in enumerate(word) if atom in self.inside_expected), None)
            around = () if at is None else word[at + 1 :] + word[:at]
            if at is None or any(self.random(atom) for atom in around):
                plain = self.sum([plain, {(monomial, word): value}])
                continue
            inside = self.product(self.inside_expected[word[at]], self.word(around))
            inner = self.expectation(self.trace(inside, self.shape[word[at]][0]))
            total = self.sum([total, self.product({(monomial, ()): value}, inner)])
        return self.sum([total, super().trace(plain, size)])


def free_letter(side: MatrixExpression, letters: Iterable[Letter]) -> Letter:
    """A letter K that occurs nowhere else, of the shape for which tr(side K) is defined."""
    taken = {letter.name for letter in letters}
    name = next(name for name in ("K", "L", "M", "any", *(f"K{k}" for k in range(len(taken)))) if name not in taken)
    return Letter(name, side.cols, side.rows)


def _parameters(law: Any) -> tuple[Basic, ...]:
    if isinstance(law, WhiteNoise):
        return (sympy.sympify(law.variance),)
    return (Inverse(law.covariance),) if isinstance(law, (GaussianRows, Wishart)) else ()
