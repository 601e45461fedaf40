r"""Norms, inner and transposed products of plain vectors (lower case, bold or not, numbered) as numbers of a formula.

A matrix, or a letter with a hat, a star or a moving index, has a meaning that a formula alone does not say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from operator import add

from sympy import Add, Expr, Symbol, expand, sqrt

from lemmata.interface.drafting.calculus import closed
from lemmata.interface.drafting.letters import Letters, Unread
from lemmata.theory.random_matrices import inner, norm2, vector

DIMENSION = Symbol("dim", integer=True, positive=True)
_KEY, _BAR = r"QZ[A-Z]{4}", r"\\(?:\||[lr]?Vert(?![A-Za-z]))"
_TOP = r"\s*\^\s*(?:\{\s*\\(?:top|intercal)\s*\}|\\(?:top|intercal)(?![A-Za-z]))"
_FACTOR = rf"({_KEY}|\((?:[^()]*)\))"
_NORM = re.compile(rf"{_BAR}((?:(?!{_BAR}).)+){_BAR}\s*(_\s*(?:\{{[^{{}}]*\}}|\\[A-Za-z]+|\S))?", re.DOTALL)
_INNER = re.compile(r"\\langle(?![A-Za-z])((?:(?!\\[lr]angle|,).)+),((?:(?!\\[lr]angle|,).)+)\\rangle(?![A-Za-z])")
_PRODUCT = re.compile(rf"{_FACTOR}{_TOP}\s*{_FACTOR}(?!\s*\^)")
other_norms = re.compile(rf"{_BAR}\s*_\s*\{{?\s*[^\s2F]").search
"""Whether a norm has another index than 2 and F: one without any may be another, too."""
_PLAIN = re.compile(r"[a-z]+(?:_(?:mathbf|boldsymbol|bm|vec))?(?:_\d+)?")


def vectors_in(formulas: Iterable[str]) -> Iterator[str]:
    """The keys that are transposed somewhere, or a term in a norm or in a product: they are vectors or matrices."""
    for formula in formulas:
        inside = [part for form in (_NORM, _INNER, _PRODUCT) for found in form.findall(formula) for part in found]
        yield from re.findall(rf"({_KEY}){_TOP}", formula)
        for term in (term.strip(" ()") for text in inside for term in re.split("[+-]", text)):
            yield from [term] * bool(re.fullmatch(_KEY, term))


def without_vectors(text: str, letters: Letters, read: Callable[[str], Expr]) -> str:
    """The formula, keys in the place of letters, with a key for each number that vectors make; Unread with words."""

    def normed(found: re.Match[str]) -> str:
        index = (found[2] or "").strip(" _{}")
        if index != "2" and (index or not letters.euclidean):
            raise Unread("which norm this is")
        return f" {letters.stand_in(sqrt(norm2(_vector(found[1], letters, read))))} "

    def product(found: re.Match[str]) -> str:
        return f" {letters.stand_in(inner(*(_vector(part, letters, read) for part in found.groups())))} "

    return _NORM.sub(normed, _PRODUCT.sub(product, _INNER.sub(product, text)))


def _vector(text: str, letters: Letters, read: Callable[[str], Expr]) -> Expr:
    """A sum of vectors with coefficients."""
    vectors, parts = {letters.symbols[key] for key in letters.vectors}, []
    for term in Add.make_args(expand(read(text))) if closed(text) else ():
        if tied := sorted(str(letters.symbols[key]) for key in letters.tied if term.has(letters.symbols[key])):
            raise Unread(f"of {tied[0]} something is assumed elsewhere, where it stands once")
        factor, one = term.as_independent(*vectors, as_Add=False)
        if one not in vectors or not all(_PLAIN.fullmatch(str(letter)) for letter in (one, *factor.atoms(Symbol))):
            raise Unread(f"{one if one in vectors else term} is no plain vector of this source")
        parts.append(factor * vector(str(one), DIMENSION))
    return reduce(add, parts)
