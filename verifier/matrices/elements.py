"""Sums of words: the elements of a free algebra with coefficients in Q(d, T, sigma, ...).

An element is a dictionary from (monomial of scalars, word) to coefficient. A word is a product of atoms (letters,
transposes, inverses), each known by its name; a monomial is a product of powers of scalars (traces, mostly), which
commute with everything. The identity matrix is the empty word.

>>> algebra = FreeAlgebra()
>>> algebra.transposed.update({"A": "A'", "A'": "A", "S": "S"})
>>> square = algebra.sum([algebra.word(("A", "S")), algebra.word(())])
>>> algebra.shown(algebra.product(square, square))
'1 + 2*A*S + A*S*A*S'
>>> algebra.shown(algebra.transpose(square))
"1 + S*A'"
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sympy
from sympy.polys.domains import QQ
from sympy.polys.fields import FracElement
from sympy.polys.polyerrors import CoercionFailed

Word = tuple[str, ...]
Monomial = tuple[tuple[str, int], ...]
Element = dict[tuple[Monomial, Word], Any]
"""A sum: (monomial of scalars, word) to coefficient. A scalar has the empty word throughout."""

ONE: tuple[Monomial, Word] = ((), ())
"""The key of the identity matrix, and of a plain number."""


class NoNormalForm(ArithmeticError):
    """The expression leaves the algebra, or the bound on the work was reached; the message says where."""


class FreeAlgebra:
    """Arithmetic of elements: the coefficient field, and how atoms are transposed."""

    def __init__(self) -> None:
        self.field: Any = QQ
        self.transposed: dict[str, str] = {}

    def number(self, value: Any) -> Any:
        """A coefficient.

        Raises:
            NoNormalForm: when the value is not a rational function of the symbols.
        """
        try:
            return self.field.from_sympy(sympy.sympify(value))
        except (CoercionFailed, ValueError, ZeroDivisionError):  # SymPy's fields raise each of them
            raise NoNormalForm(f"{value} is not a rational function") from None

    def word(self, word: Word) -> Element:
        """The element that is one word."""
        return {((), word): self.field.one}

    def sum(self, parts: Iterable[Element]) -> Element:
        """The sum of elements."""
        total: Element = {}
        for part in parts:
            for key, value in part.items():
                accumulate(total, key, value)
        return total

    def scaled(self, element: Element, factor: Any) -> Element:
        """A coefficient times an element."""
        return {key: times(value, factor) for key, value in element.items()} if factor else {}

    def difference(self, one: Element, other: Element) -> Element:
        """``one - other``."""
        return self.sum([one, self.scaled(other, -self.field.one)])

    def product(self, one: Element, other: Element) -> Element:
        """The product, not yet reduced."""
        total: Element = {}
        for (monomial, word), value in one.items():
            for (monomial2, word2), value2 in other.items():
                accumulate(total, (multiplied(monomial, monomial2), word + word2), times(value, value2))
        return total

    def transpose(self, element: Element) -> Element:
        """The transpose: words reversed, every atom transposed."""
        return {(monomial, self.transpose_word(word)): value for (monomial, word), value in element.items()}

    def transpose_word(self, word: Word) -> Word:
        """A word read backwards, every atom transposed."""
        return tuple(self.transposed[atom] for atom in reversed(word))

    def shown(self, element: Element) -> str:
        """The element as text, in a fixed order (the identity matrix is 1); the same for the same element."""
        return _joined(self._shown_term(key, value) for key, value in sorted(element.items(), key=_term_order)) or "0"

    def _shown_term(self, key: tuple[Monomial, Word], value: Any) -> str:
        monomial, word = key
        scalars = [name if power == 1 else f"{name}**{power}" for name, power in monomial]
        parts = scalars + list(word)
        number = self.field.to_sympy(value)
        if number == 1 and parts:
            return "*".join(parts)
        if number == -1 and parts:
            return "-" + "*".join(parts)
        text = f"({number})" if number.is_Add else str(number)
        return "*".join([text, *parts])


def times(one: Any, other: Any) -> Any:
    """The product of two coefficients; of two without denominators there is nothing to cancel."""
    if isinstance(one, FracElement) and isinstance(other, FracElement) and one.denom == other.denom == 1:
        return one.raw_new(one.numer * other.numer, one.denom)
    return one * other


def multiplied(one: Monomial, other: Monomial) -> Monomial:
    """The product of two monomials; exponents add, zeros vanish."""
    if not one or not other:
        return one or other
    powers: dict[str, int] = dict(one)
    for name, power in other:
        powers[name] = powers.get(name, 0) + power
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def accumulate(total: Element, key: tuple[Monomial, Word], value: Any) -> None:
    """Add a term in place; a zero coefficient vanishes."""
    new = total[key] + value if key in total else value
    if new:
        total[key] = new
    else:
        total.pop(key, None)


def _term_order(item: tuple[tuple[Monomial, Word], Any]) -> tuple[int, Word, Monomial]:
    (monomial, word), _ = item
    return len(word), word, monomial


def _joined(terms: Iterable[str]) -> str:
    text = ""
    for term in terms:
        text += term if not text else (f" - {term[1:]}" if term.startswith("-") else f" + {term}")
    return text
