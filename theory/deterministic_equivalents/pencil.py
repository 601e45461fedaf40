"""A rational expression as a linear pencil: r = c' L^-1 b with L linear in the designs.

Every inverse and every design that is applied brings one block of unknowns and one block equation:

    u = N^-1 v   :   N u - v = 0,          y = X v   :   y - X v = 0.

What occurs twice is brought once. Blocks have a size class (d, T, ...); the equation of a block has the class of the
block, so that L is square class by class. Entries are sums of deterministic functions f and of f X g, f and g functions
of an eigenvalue.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import sympy
from sympy import Expr, Integer, S

from lemmata.theory.deterministic_equivalents.eigenvalues import OutOfScope
from lemmata.theory.deterministic_equivalents.scope import Scope
from lemmata.theory.models.stacks import Stack
from lemmata.theory.random_matrices import (
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


@lru_cache(maxsize=1 << 14)
def simple(coefficient: Expr) -> Expr:
    """A coefficient without common factors; few different ones occur, many times."""
    found: Expr = sympy.cancel(coefficient) if coefficient.is_commutative else sympy.expand(coefficient)
    return found


@dataclass(frozen=True)
class Term:
    """left * (letter or its transpose) * right * block; without a letter, left * block."""

    left: Expr
    block: int
    letter: Letter | None = None
    transposed: bool = False
    right: Expr = S.One

    def times(self, factor: Expr) -> Term:
        """The term with a function of the eigenvalue in front."""
        return Term(simple(factor * self.left), self.block, self.letter, self.transposed, self.right)

    @property
    def key(self) -> tuple[Any, ...]:
        """All but the coefficient in front."""
        return self.block, self.letter, self.transposed, self.right


Value = tuple[Term, ...]


@dataclass
class Pencil:
    """Blocks with their classes, the equations as sums of terms, and what is read off."""

    scope: Scope
    classes: list[Expr] = field(default_factory=list)
    equations: list[Value] = field(default_factory=list)
    bare: list[int] = field(default_factory=list)
    """The equations of inverses without ridge, in whose corner the continuation puts one."""
    inputs: dict[Expr, int] = field(default_factory=dict)
    known: dict[Any, int] = field(default_factory=dict)

    def output(self, matrix: MatrixExpression) -> tuple[int, Value]:
        """The block that the matrix is applied to, and its value as deterministic functions times blocks."""
        if matrix.rows not in self.inputs:
            self.inputs[matrix.rows] = self._block(matrix.rows)
            self.equations[self.inputs[matrix.rows]] = (Term(Integer(1), self.inputs[matrix.rows]),)
        source = self.inputs[matrix.rows]
        found = self.applied(matrix, (Term(Integer(1), source),), False)
        return source, self.plain(found, matrix.rows)

    def applied(self, matrix: MatrixExpression, value: Value, transposed: bool) -> Value:
        """The matrix, or its transpose, times a value."""
        if isinstance(matrix, Transpose):
            return self.applied(matrix.args[0], value, not transposed)
        if isinstance(matrix, Identity) or not value:
            return value
        if isinstance(matrix, Zero):
            return ()
        if isinstance(matrix, Scaled):
            return tuple(term.times(matrix.args[0]) for term in self.applied(matrix.args[1], value, transposed))
        if isinstance(matrix, PseudoInverse) and (stack := self.scope.wide(matrix.args[0])):
            return self._least_norm(stack, value)
        if isinstance(matrix, PseudoInverse):
            return self.applied(self.scope.pseudo_inverse(matrix), value, transposed)
        if isinstance(matrix, Letter) and self.scope.is_random(matrix):
            return self._design(matrix, value, transposed)
        if not self.scope.random(matrix):
            factor = self.scope.value(matrix.T if transposed else matrix)
            return tuple(term.times(factor) for term in value)
        if isinstance(matrix, Plus):
            return _sum(term for part in matrix.args for term in self.applied(part, value, transposed))
        if isinstance(matrix, Times):
            for part in matrix.args if transposed else reversed(matrix.args):
                value = self.applied(part, value, transposed)
            return value
        if isinstance(matrix, Inverse):
            return self._inverse(matrix, value)
        raise OutOfScope(f"{matrix} is no rational expression of the letters")

    def _design(self, letter: Letter, value: Value, transposed: bool) -> Value:
        size = letter.rows if transposed else letter.cols
        return _sum(Term(Integer(1), term.block, letter, transposed, term.left) for term in self.plain(value, size))

    def plain(self, value: Value, size: Expr) -> Value:
        """The value without letters: what a design is applied to gets a block of its own."""
        if all(term.letter is None for term in value):
            return value
        moving = tuple(term for term in value if term.letter is not None)
        fixed = tuple(term for term in value if term.letter is None)
        key = (size, frozenset(moving))
        if key not in self.known:
            block = self.known[key] = self._block(size)
            self.equations[block] = (Term(Integer(1), block), *(term.times(Integer(-1)) for term in moving))
        return _sum((*fixed, Term(Integer(1), self.known[key])))

    def _inverse(self, matrix: Inverse, value: Value) -> Value:
        key = (matrix, frozenset(value))
        if key not in self.known:
            ridge = self.scope.bounded_inverse(matrix)
            block = self._block(matrix.rows)
            above = self.applied(matrix.args[0], (Term(Integer(1), block),), False)
            self.equations[block] = _sum((*above, *(term.times(Integer(-1)) for term in value)))
            if not ridge:
                self.bare.append(block)
            self.known[key] = block
        return (Term(Integer(1), self.known[key]),)

    def _least_norm(self, stack: Stack, value: Value) -> Value:
        """pinv(Z'CZ) = Z' K^-1 C^-1 K^-1 Z, Z the stack of all rows, K = ZZ'; K^-1 Z X_j' is a part of the identity."""
        kept: dict[Letter, Value] = {letter: () for letter, _ in stack}
        others: list[Term] = []
        for term in value:
            if term.letter in kept and term.transposed and not term.left.free_symbols & self.scope.eigenvalues:
                part = Term(simple(term.left * term.right), term.block)
                kept[term.letter] = _sum((*kept[term.letter], part))
            else:
                others.append(term)
        once = self._by_rows({letter: self._design(letter, tuple(others), False) for letter, _ in stack})
        again = {x: tuple(t.times(1 / weight) for t in (*once[x], *kept[x])) for x, weight in stack}
        twice = self._by_rows(again)
        return _sum(term for letter, _ in stack for term in self._design(letter, twice[letter], True))

    def _by_rows(self, images: dict[Letter, Value]) -> dict[Letter, Value]:
        """K^-1 of columns for the rows of designs, which are parts of a stack."""
        images = {letter: self.plain(image, letter.rows) for letter, image in images.items()}
        if not any(images.values()):
            return images
        key = frozenset((letter, frozenset(image)) for letter, image in images.items())
        if key not in self.known:
            blocks = {letter: self._block(letter.rows) for letter in images}
            self.known[key] = next(iter(blocks.values()))
            columns = [self._design(x, (Term(Integer(1), block),), True) for x, block in blocks.items()]
            whole = _sum(term for column in columns for term in column)
            for letter, block in blocks.items():
                rows = self._design(letter, whole, False)
                self.equations[block] = _sum((*rows, *(term.times(Integer(-1)) for term in images[letter])))
            self.bare += blocks.values()
        first = self.known[key]
        return {letter: (Term(Integer(1), first + k),) for k, letter in enumerate(images)}

    def _block(self, size: Expr) -> int:
        self.classes.append(size)
        self.equations.append(())
        return len(self.classes) - 1


def _sum(terms: Any) -> Value:
    """Terms that differ in front only are added."""
    found: dict[Any, Term] = {}
    for term in terms:
        other = found.get(term.key)
        left = term.left if other is None else simple(other.left + term.left)
        found[term.key] = Term(left, term.block, term.letter, term.transposed, term.right)
    return tuple(term for term in found.values() if term.left != 0)
