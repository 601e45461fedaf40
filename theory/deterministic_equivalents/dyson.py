"""The Dyson equation of a pencil in finitely many scalars.

L = A0 + W with E W = 0, and to leading order M = E L^-1 = (A0 - eta(M))^-1, eta(M) = E[W M W]. A design with rows
N(0, C) has E[X M X'] = tr(C M) 1 and E[X' M X] = tr(M) C; M is block diagonal over size classes, so that each pair of
entries f X g at (i, j) and h X' k at (j', l) contributes f k tr(C g h M_{j j'}) to the entry (i, l), and likewise with
X' first. The traces are the unknowns. E[X M X] has no trace, vanishes between two classes and is O(1/T) within one.

Zero and equal scalars are pruned before anything is solved: the set that they cut out contains A0^-1 and is mapped into
itself by the iteration, eigenvalue by eigenvalue. Both are identities of rational functions in the remaining unknowns,
decided at random points of a prime field (wrongly with probability below 10^-15).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Any

from flint import nmod, nmod_mat
from sympy import Dummy, Expr, Integer

from lemmata.numerics.until import look_up
from lemmata.theory.deterministic_equivalents.eigenvalues import OutOfScope
from lemmata.theory.deterministic_equivalents.pencil import Pencil, Term, simple
from lemmata.theory.deterministic_equivalents.scope import Scope
from lemmata.theory.random_matrices import GaussianRows, Letter, law_of

_PRIME = 2**61 - 1
_WHOLE = 6
"""The size of the symmetric matrices that stand for whole ones."""

_MOST_TERMS, _MOST_WORK = 20_000, 1_200_000
"""What is taken up: a few seconds for an equation that is as large as this (a Newton step costs their product)."""

CORNER = Dummy("corner")
"""What is added to the corner of an inverse without ridge; zero in the end."""


@dataclass(frozen=True)
class Scalar:
    """One unknown: the mean of ``weight * M[block, equation]`` over the eigenvectors of a class."""

    size: Expr
    weight: Expr
    block: int
    equation: int


@dataclass(frozen=True)
class Contribution:
    """``factor * size_of_class * scalar`` is subtracted from an entry of the class ``size``."""

    size: Expr
    row: int
    column: int
    factor: Expr
    scalar: Scalar


class Dyson:
    """A pencil with the scalars of its Dyson equation; ``root[scalar]`` is the unknown that stands for it."""

    def __init__(self, pencil: Pencil) -> None:
        self.pencil = pencil
        self.known: dict[Letter, tuple[Expr, Expr]] = {}
        self.blocks: dict[Expr, list[int]] = {}
        for block, size in enumerate(pencil.classes):
            self.blocks.setdefault(size, []).append(block)
        self.fixed = self._fixed()
        self.contributions = [self._pair(*pair) for pair in islice(self._pairs(), _MOST_TERMS + 1)]
        _bounded("terms", len(self.contributions), _MOST_TERMS)
        self.root = self._pruned()
        self.unknowns = [scalar for scalar in self.root if self.root[scalar] == scalar]
        _bounded("unknowns times terms", len(self.unknowns) * len(self.contributions), _MOST_WORK)

    def _fixed(self) -> dict[tuple[int, int], Expr]:
        """A0, with the corner that continuation uses."""
        found: dict[tuple[int, int], Expr] = {}
        for row, equation in enumerate(self.pencil.equations):
            for term in equation:
                if term.letter is None:
                    found[row, term.block] = found.get((row, term.block), Integer(0)) + term.left
        for block in self.pencil.bare:
            found[block, block] = found.get((block, block), Integer(0)) + CORNER
        return found

    def _pairs(self) -> Any:
        placed = [(row, term) for row, equation in enumerate(self.pencil.equations) for term in equation if term.letter]
        for row, one in placed:
            for equation, other in placed:
                if one.letter == other.letter and one.transposed != other.transposed:
                    yield row, one, equation, other

    def _pair(self, row: int, one: Term, equation: int, other: Term) -> Contribution:
        look_up()
        letter = one.letter
        assert letter is not None
        outer, inner = self.covariances(letter)
        if one.transposed:
            outer, inner = inner, outer
        inside = letter.rows if one.transposed else letter.cols
        scalar = Scalar(inside, simple(other.left * inner * one.right), one.block, equation)
        size = self.pencil.classes[row]
        return Contribution(size, row, other.block, simple(one.left * outer * other.right), scalar)

    def covariances(self, letter: Letter) -> tuple[Expr, Expr]:
        """Those of a design, looked up once."""
        if letter not in self.known:
            self.known[letter] = covariances(letter, self.pencil.scope)
        return self.known[letter]

    # -- pruning ----------------------------------------------------------------------------------------------------

    def _pruned(self) -> dict[Scalar, Scalar]:
        scalars = list(dict.fromkeys(c.scalar for c in self.contributions))
        at = PrimePoint(self, scalars)
        alive: set[Scalar] = set()
        while True:  # the least set that contains A0^-1 and that the iteration does not leave
            values = at.values({scalar: at.draw() for scalar in alive})
            grown = alive | {scalar for scalar in scalars if values[scalar]}
            if grown == alive:
                break
            alive = grown
        living = [scalar for scalar in scalars if scalar in alive]
        classes = _split(dict.fromkeys(living, 0), at.values({}), living)
        while True:  # the coarsest equalities that hold at A0^-1 and that the iteration keeps
            draws = {key: at.draw() for key in set(classes.values())}
            values = at.values({scalar: draws[classes[scalar]] for scalar in living})
            finer = _split(classes, values, living)
            if len(set(finer.values())) == len(set(classes.values())):
                break
            classes = finer
        first: dict[int, Scalar] = {}
        for scalar in living:
            first.setdefault(classes[scalar], scalar)
        return {scalar: first[classes[scalar]] for scalar in living}


def _bounded(what: str, number: int, most: int) -> None:
    if number > most:
        raise OutOfScope(f"more than {most:,} {what} in its equation: take fewer steps, generations or factors")


def _split(classes: Mapping[Scalar, int], values: Mapping[Scalar, Any], living: list[Scalar]) -> dict[Scalar, int]:
    numbers: dict[Any, int] = {}
    return {s: numbers.setdefault((classes[s], s.size, int(values[s])), len(numbers)) for s in living}


def covariances(letter: Letter, scope: Scope) -> tuple[Expr, Expr]:
    """Of the rows among each other and of the entries of a row, as eigenvalues: E X M X' = outer tr(inner M)."""
    law = law_of(letter, scope.laws)
    if isinstance(law, GaussianRows):
        if any(law_of(part, scope.laws) is not None for part in law.covariance.atoms(Letter)):
            raise OutOfScope(f"the covariance of {letter} is random")
        return Integer(1), scope.value(law.covariance)
    return Integer(1), law.variance


class PrimePoint:
    """A random point of a prime field: parameters and eigenvalues have values, unknowns are drawn."""

    def __init__(self, dyson: Dyson, scalars: list[Scalar]) -> None:
        self.random = Random(20260101)
        self.dyson, self.scalars = dyson, scalars
        self.known: dict[Expr, Any] = {}
        self.order = _WHOLE if dyson.pencil.scope.whole else 1

    def draw(self) -> Any:
        """An element of the field."""
        return nmod(self.random.randrange(1, _PRIME), _PRIME)

    def value(self, expression: Expr) -> Any:
        """A rational expression at the point."""
        if expression not in self.known:
            self.known[expression] = self._value(expression)
        return self.known[expression]

    def _value(self, expression: Expr) -> Any:
        if expression.is_Rational:
            return nmod(int(expression.p) % _PRIME, _PRIME) / nmod(int(expression.q) % _PRIME, _PRIME)
        if expression.is_Add or expression.is_Mul:
            parts = [self.value(part) for part in expression.args]
            if expression.is_Add and not expression.is_commutative:
                parts = [self.matrix(part) for part in parts]
            total = parts[0]
            for part in parts[1:]:
                total = total + part if expression.is_Add else total * part
            return total
        if expression.is_Pow and expression.exp.is_Integer:
            base, power = self.value(expression.base), int(expression.exp)
            inverse = base.inv() if isinstance(base, nmod_mat) else 1 / base
            return base**power if power >= 0 else inverse**-power
        if expression.is_Symbol:
            return self.draw() if expression.is_commutative else self._symmetric()
        raise OutOfScope(f"{expression} is no rational expression")

    def _symmetric(self) -> Any:
        k = self.order
        drawn = {(i, j): self.random.randrange(1, _PRIME) for i in range(k) for j in range(i, k)}
        return nmod_mat(k, k, [drawn[min(i, j), max(i, j)] for i in range(k) for j in range(k)], _PRIME)

    def matrix(self, value: Any) -> Any:
        """A number as a multiple of the identity."""
        if isinstance(value, nmod_mat):
            return value
        k = self.order
        return nmod_mat(k, k, [value if i == j else 0 for i in range(k) for j in range(k)], _PRIME)

    def values(self, unknowns: Mapping[Scalar, Any]) -> dict[Scalar, Any]:
        """The trace of weight * M[block, equation], when the unknowns have the given values and others vanish."""
        inverses = {size: self._inverse(size, unknowns) for size in self.dyson.blocks}
        found, k = {}, self.order
        for scalar in self.scalars:
            blocks = self.dyson.blocks[scalar.size]
            row, column = blocks.index(scalar.block) * k, blocks.index(scalar.equation) * k
            weight, total = self.value(scalar.weight), nmod(0, _PRIME)
            whole = isinstance(weight, nmod_mat)
            for i in range(k):
                for j in range(k) if whole else [i]:
                    total += (weight[j, i] if whole else weight) * inverses[scalar.size][row + i, column + j]
            found[scalar] = total
        return found

    def _inverse(self, size: Expr, unknowns: Mapping[Scalar, Any]) -> Any:
        blocks, k = self.dyson.blocks[size], self.order
        place = {block: k * at for at, block in enumerate(blocks)}
        matrix = nmod_mat(k * len(blocks), k * len(blocks), _PRIME)
        for (row, column), entry in self.dyson.fixed.items():
            if row in place and column in place:
                self._add(matrix, place[row], place[column], self.value(entry))
        for part in self.dyson.contributions:
            if part.size == size and part.scalar in unknowns:
                change = self.value(part.scalar.size) * unknowns[part.scalar] * -1
                self._add(matrix, place[part.row], place[part.column], self.value(part.factor) * change)
        try:
            return matrix.inv()
        except ZeroDivisionError:
            raise OutOfScope("the equation without designs is singular") from None

    def _add(self, matrix: Any, row: int, column: int, value: Any) -> None:
        whole = isinstance(value, nmod_mat)
        for i in range(self.order):
            for j in range(self.order) if whole else [i]:
                matrix[row + i, column + j] += value[i, j] if whole else value
