"""Exact algebra with deterministic matrices that do not commute: sums of words, and traces of them.

>>> a, b = (Symbol(x, commutative=False) for x in "ab")
>>> field = Words()
>>> (field.read(a)*field.read(b) - field.read(b)*field.read(a)).expression()
a*b - b*a
>>> (field.one/field.read(a)*field.read(a)).expression()
1
>>> from lemmata.theory.notation import d
>>> from lemmata.theory.random_matrices import covariance
>>> trace_of(3 + 2*b/(a + 1), d, {a: covariance("A", d), b: covariance("B", d)})
3*d + 2*tr(B*inv(I_d + A))
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sympy
from sympy import Add, Expr, Integer, Mul, Symbol

from lemmata.theory.deterministic_equivalents.eigenvalues import WEIGHT
from lemmata.theory.random_matrices import (
    Identity,
    Inverse,
    Letter,
    MatrixExpression,
    Plus,
    Scaled,
    Times,
    Trace,
    vector,
)
from lemmata.theory.spectra.eigensum import c2


@dataclass(frozen=True)
class Word:
    """A sum of products of letters and of inverses of such sums."""

    value: Expr

    def __add__(self, other: Word) -> Word:
        return _word(self.value + other.value)

    def __sub__(self, other: Word) -> Word:
        return _word(self.value - other.value)

    def __mul__(self, other: Word | int) -> Word:
        return _word(self.value * (other.value if isinstance(other, Word) else other))

    def __truediv__(self, other: Word) -> Word:
        if not other:
            raise ZeroDivisionError
        return _word(self.value * other.value**-1)

    def __bool__(self) -> bool:
        return bool(self.value != 0)

    def expression(self) -> Expr:
        """As an expression in letters that do not commute."""
        return self.value


def _word(value: Expr) -> Word:
    return Word(sympy.cancel(value) if value.is_commutative else sympy.expand(value))


class Words:
    """The ring of them, as the elimination of a system wants it."""

    zero, one = Word(Integer(0)), Word(Integer(1))

    def read(self, expression: Expr) -> Word:
        """An expression as an element."""
        return _word(expression)


def trace_of(expression: Expr, size: Expr, letters: Mapping[Symbol, Letter]) -> Expr:
    """The trace, written in matrices."""
    found: list[Expr] = []
    for term in Add.make_args(sympy.expand(expression)):
        scalars, word = term.args_cnc()
        inside = _product(word, size, letters) if word else None
        found.append(Mul(*scalars) * (size if inside is None else Trace(inside)))
    return Add(*found)


def shortened(expressions: Sequence[Expr]) -> tuple[list[Expr], dict[Letter, MatrixExpression]]:
    """Expressions in traces with a letter M1, M2, ... for every inverse, and what the letters stand for."""
    names: dict[MatrixExpression, Letter] = {}
    for expression in expressions:
        for inverse in sorted(expression.atoms(Inverse), key=str):
            if inverse not in names:
                names[inverse] = Letter(f"M{len(names) + 1}", inverse.rows, inverse.rows, "symmetric")
    return [e.xreplace(names) for e in expressions], {letter: inverse for inverse, letter in names.items()}


def _matrix(expression: Expr, size: Expr, letters: Mapping[Symbol, Letter]) -> MatrixExpression:
    if expression.is_commutative:
        return _scaled(expression, Identity(size))
    if expression.is_Symbol:
        return _written(letters[expression])
    if expression.is_Add:
        return Plus(*(_matrix(part, size, letters) for part in expression.args))
    if expression.is_Pow:
        base = _matrix(expression.base, size, letters)
        power = [Inverse(base) if expression.exp < 0 else base] * abs(int(expression.exp))
        return Times(*power) if len(power) > 1 else power[0]
    scalars, word = expression.args_cnc()
    return _scaled(Mul(*scalars), _product(word, size, letters))


def _product(word: list[Expr], size: Expr, letters: Mapping[Symbol, Letter]) -> MatrixExpression:
    parts = [_matrix(part, size, letters) for part in word]
    return Times(*parts) if len(parts) > 1 else parts[0]


def _scaled(factor: Expr, matrix: MatrixExpression) -> MatrixExpression:
    return matrix if factor == 1 else Scaled(factor, matrix)


def _written(letter: Letter) -> MatrixExpression:
    """Weights of a vector are its product with itself."""
    if letter.name != WEIGHT:
        return letter
    symbol = letter.index[0]
    column = vector("w0" if symbol == c2 else symbol.name.removeprefix("c2_"), letter.rows)
    return Times(column, column.T)
