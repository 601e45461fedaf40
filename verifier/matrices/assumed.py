"""What is assumed of matrices: equations such as ``Sigma u = l u``, ``A B = B A``, ``P P = P``, and bounds of traces.

Such an equation is a relation of the algebra of words (:mod:`lemmata.verifier.matrices.words`). Matrices that satisfy
it are found among diagonal ones, unit vectors and small ones, turned together, and are looked at exactly: they are the
witness, and the points at which a statement is refuted.

>>> from random import Random
>>> from sympy import Eq, Rational, Symbol
>>> from lemmata.theory.notation import d
>>> from lemmata.theory.random_matrices import covariance, vector
>>> S, u, l = covariance("S", d), vector("u", d), Symbol("l")
>>> found = next(satisfying([Eq(S*u, l*u)], [S, u], {d: Fraction(2), l: Fraction(3)}, Random(0)))
>>> holds_at(Eq(S*u, l*u), {**found, d: Fraction(2), l: Fraction(3)})
True
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Any

import sympy
from sympy import Basic, Symbol
from sympy.core.relational import Relational

from lemmata.numerics.errors import InputError
from lemmata.theory.random_matrices import Expectation, ExpectedMatrix, Letter, MatrixExpression, evaluate_matrices
from lemmata.theory.random_matrices.arithmetics import NoValue
from lemmata.theory.random_matrices.order import AtMost, Below
from lemmata.theory.values.exact_value import as_rational
from lemmata.verifier.matrices.definite import in_order, is_symmetric, low_direction

Matrix = list[list[Any]]


def of_matrices(assumptions: Iterable[Basic]) -> tuple[Basic, ...]:
    """The assumptions that speak of matrices."""
    return tuple(relation for relation in assumptions if relation.has(MatrixExpression))


def of_numbers(assumptions: Iterable[Basic]) -> tuple[Basic, ...]:
    """The assumptions that speak of numbers only."""
    return tuple(relation for relation in assumptions if not relation.has(MatrixExpression))


def beside_a_path(assumptions: Iterable[Basic], moving: frozenset[Symbol]) -> tuple[Basic, ...]:
    """The assumptions on numbers, and those on matrices that move with the symbols of a path."""
    return tuple(one for one in assumptions if not one.has(MatrixExpression) or one.free_symbols & moving)


def equations_of_matrices(assumptions: Iterable[Basic]) -> list[sympy.Eq]:
    """The equations among the assumptions that are relations of words: of matrices, or of products with vectors."""
    return [relation for relation in of_matrices(assumptions) if isinstance(relation, sympy.Eq) and _ties(relation)]


def orders_of_matrices(assumptions: Iterable[Basic]) -> list[AtMost | Below]:
    """The assumptions A <= B and A < B on matrices."""
    return [relation for relation in assumptions if isinstance(relation, (AtMost, Below))]


def _ties(relation: sympy.Eq) -> bool:
    if all(isinstance(side, MatrixExpression) for side in relation.args):
        return True
    return not relation.has(Expectation, ExpectedMatrix) and any(1 in x.shape for x in relation.atoms(Letter))


def holds_at(relation: Basic, values: Mapping[Any, Any]) -> bool:
    """Whether a relation certainly holds at matrices of rational numbers."""
    if not isinstance(relation, Relational):
        return False
    try:
        one, other = (evaluate_matrices(side, values) for side in relation.args)
    except (NoValue, InputError):
        return False
    if isinstance(relation, sympy.Eq):
        return bool(one == other)
    if isinstance(relation, (AtMost, Below)):
        return in_order(one, other, strict=isinstance(relation, Below))
    if not (isinstance(one, Fraction) and isinstance(other, Fraction)):
        return False
    return bool(relation.func(as_rational(one), as_rational(other)))


def satisfying(
    relations: Sequence[Basic],
    letters: Sequence[Letter],
    values: Mapping[Symbol, Fraction],
    random: Random,
    draws: int = 300,
) -> Iterator[dict[Letter, Matrix]]:
    """Matrices for the letters, at these values of the symbols, at which all relations hold; as many as are found."""
    for _ in range(draws):
        found = _drawn(relations, letters, values, random)
        if found is not None and all(holds_at(relation, {**values, **found}) for relation in relations):
            yield found


def _drawn(
    relations: Sequence[Basic], letters: Sequence[Letter], values: Mapping[Symbol, Fraction], random: Random
) -> dict[Letter, Matrix] | None:
    """Every letter drawn, those that an equation or an order defines computed from the others."""
    defined = _definitions(relations)
    slack = {letter for body in defined.values() for letter in body.atoms(Letter) if letter.name == _SLACK}
    turned, turns = random.random() < 0.4, dict[int, Matrix]()
    found: dict[Letter, Matrix] = {}
    for letter in (*letters, *sorted(slack, key=str)):
        if letter not in defined:
            drawn = _structured(letter, values, random)
            found[letter] = _turned(drawn, turns, random) if turned else drawn
    waiting = [letter for letter in letters if letter in defined]
    while waiting:
        ready = [letter for letter in waiting if not defined[letter].has(*waiting)]
        waiting = [letter for letter in waiting if letter not in ready]
        for letter in ready:
            try:
                value = evaluate_matrices(defined[letter], {**values, **found})
            except (NoValue, InputError, KeyError):
                return None
            if not _is_of_kind(value, letter.kind):
                return None
            found[letter] = value
        if not ready:
            return None
    return {letter: found[letter] for letter in letters}


_SLACK = "(slack)"


def _definitions(relations: Sequence[Basic]) -> dict[Letter, MatrixExpression]:
    """What letters are by equations, and by orders: the larger side is the smaller one and something p.s.d."""
    defined: dict[Letter, MatrixExpression] = {}
    for place, relation in enumerate(relations):
        if not isinstance(relation, (sympy.Eq, AtMost, Below)):
            continue
        one, other = relation.args
        if isinstance(relation, sympy.Eq):
            meant = [(one, other)]
        else:
            kind = "positive" if isinstance(relation, Below) else "semidefinite"
            slack = Letter(_SLACK, one.rows, one.cols, kind, place)
            meant = [(other, one + slack), (one, other - slack)]
        for letter, body in meant:
            if isinstance(letter, Letter) and letter not in defined and not body.has(letter):
                defined[letter] = body
                break
    return defined


def _size(dimension: Any, values: Mapping[Symbol, Fraction]) -> int:
    return int(dimension.xreplace({symbol: as_rational(value) for symbol, value in values.items()}))


def _structured(letter: Letter, values: Mapping[Symbol, Fraction], random: Random) -> Matrix:
    """A diagonal matrix, or columns with few entries; sometimes a full one. The scalars are among the entries."""
    rows, cols = _size(letter.rows, values), _size(letter.cols, values)
    if letter.kind == "isometry":
        places = random.sample(range(rows), cols)
        return [[int(i == places[j]) for j in range(cols)] for i in range(rows)]
    scalars = [value for symbol, value in values.items() if not symbol.is_integer]
    pool: list[Any] = [0, 1, 1, 2, -1, Fraction(1, 2), *scalars, *scalars]
    if letter.kind in ("positive", "invertible"):
        pool = [1, 2, *(value for value in (*scalars, *scalars) if value > 0)]
    elif letter.kind == "semidefinite":
        pool = [0, 1, 2, *(value for value in (*scalars, *scalars) if value >= 0)]
    if letter.rows == letter.cols and random.random() < 0.75:
        return [[random.choice(pool) if i == j else 0 for j in range(cols)] for i in range(rows)]
    A: Matrix = [[random.choice((0, 0, 1, 1, 2, -1)) for _ in range(cols)] for _ in range(rows)]
    if letter.kind == "symmetric":
        return [[A[min(i, j)][max(i, j)] for j in range(cols)] for i in range(rows)]
    if letter.kind in ("positive", "semidefinite"):
        more = letter.kind == "positive"
        return [
            [sum(A[i][k] * A[j][k] for k in range(cols)) + (more and i == j) for j in range(cols)] for i in range(rows)
        ]
    if letter.kind == "invertible":
        return [[A[i][j] if i < j else int(i == j) for j in range(cols)] for i in range(rows)]
    return A


def _turned(A: Matrix, turns: dict[int, Matrix], random: Random) -> Matrix:
    """Q A P' with one rotation for each size (of sizes one, none)."""
    for size in (len(A), len(A[0])):
        if size not in turns:
            turns[size] = _rotation(size, random)
    Q, P = turns[len(A)], turns[len(A[0])]
    half = [[sum(q * a for q, a in zip(row, col, strict=True)) for col in zip(*A, strict=True)] for row in Q]
    return [[sum(h * p for h, p in zip(row, other, strict=True)) for other in P] for row in half]


def _rotation(size: int, random: Random) -> Matrix:
    """A reflection 1 - 2 v v'/v'v by a small integer vector."""
    v = [random.choice((1, 2, -1)) for _ in range(size)]
    if size == 1:
        return [[1]]
    length = sum(x * x for x in v)
    return [[int(i == j) - Fraction(2 * v[i] * v[j], length) for j in range(size)] for i in range(size)]


def _is_of_kind(A: Matrix, kind: str) -> bool:
    """Whether a matrix of numbers is what its letter says."""
    if kind == "general":
        return True
    if kind == "isometry":
        columns = list(zip(*A, strict=True))
        return all(
            sum(x * y for x, y in zip(one, other, strict=True)) == (i == j)
            for i, one in enumerate(columns)
            for j, other in enumerate(columns)
        )
    if kind == "invertible":
        return bool(sympy.Matrix(A).det() != 0)
    return is_symmetric(A) and (kind == "symmetric" or low_direction(A, definite=kind == "positive") is None)
