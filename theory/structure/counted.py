"""Quantities that are integers of integers: zero patterns, matchings, blocks, permutations.

A system is a tuple of equations, each the set of its variables as the bits of an integer
(:mod:`lemmata.theory.structure.matching`). Its entries may be letters: a claim speaks of every system of a size.

>>> from sympy import Symbol
>>> row = Symbol("row", integer=True, nonnegative=True)
>>> entry = InverseEntry((1, row), 1, 0)
>>> entry, entry.value_at({row: 3}), entry.value_at({row: 2}), entry.value_at({row: 1})
(InverseEntry((1, row), 1, 0), Fraction(1, 1), Fraction(0, 1), None)
>>> [int(Permuted(3, 5, place).value_at({})) for place in range(3)]         # the last permutation turns them around
[2, 1, 0]
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import factorial
from typing import Any

from sympy import Basic, Expr, Ge, Integer, Le, Lt, Ne, Tuple

from lemmata.theory.quantities.quantity import Quantity
from lemmata.theory.structure.blocks import blocks, influence
from lemmata.theory.structure.matching import Rows, deficiency, inverse_pattern, matching_number, perfect_matchings
from lemmata.theory.values.exact_value import exact_value


class Counted(Quantity):
    """An integer that depends on integers, or on tuples of them: a subclass says how, in ``counted``."""

    is_integer = True

    @staticmethod
    def counted(*fields: Any) -> int | None:
        """The value at integers and tuples of integers; None where there is none."""
        raise NotImplementedError

    def value_at(self, values: Mapping[Any, Any]) -> Fraction | None:
        """The value at a point, None where a field is no integer or the quantity has no value."""
        fields = [_whole(part, values) for part in self.args]
        found = None if None in fields else self.counted(*fields)
        return None if found is None else Fraction(found)


def _whole(part: Basic, values: Mapping[Any, Any]) -> Any:
    if isinstance(part, Tuple):
        inside = tuple(_whole(one, values) for one in part.args)
        return None if None in inside else inside
    value = exact_value(part, values)
    return None if value is None or value.denominator != 1 else int(value)


def _is_system(system: Rows) -> bool:
    return all(0 <= row < 1 << len(system) for row in system)


class PerfectMatchings(Counted):
    """How many ways there are to solve each equation of a system for a variable of its own.

    Defined where every equation is a set of the variables, that is an integer from 0 to 2^n - 1.
    """

    system: Any

    @property
    def defined_where(self) -> tuple[Basic, ...]:
        """Every equation is a set of variables."""
        return _sets(self.system)

    @staticmethod
    def counted(*fields: Any) -> int | None:
        """By going through them."""
        (system,) = fields
        return len(perfect_matchings(system)) if _is_system(system) else None


class GenericRank(PerfectMatchings):
    """The rank of the generic matrix: how many equations can be matched at once."""

    @staticmethod
    def counted(*fields: Any) -> int | None:
        """By augmenting paths."""
        (system,) = fields
        return matching_number(system) if _is_system(system) else None


class Deficiency(PerfectMatchings):
    """The most equations by which a set of equations exceeds the set of its variables (Hall, Ore)."""

    @staticmethod
    def counted(*fields: Any) -> int | None:
        """Over all sets of equations."""
        (system,) = fields
        return deficiency(system) if _is_system(system) else None


class Blocks(Counted):
    """How many blocks the block triangular form of a system has, which must have a perfect matching."""

    system: Any

    @property
    def defined_where(self) -> tuple[Basic, ...]:
        """There is a perfect matching."""
        return *_sets(self.system), Ne(PerfectMatchings(self.system), 0, evaluate=False)

    @staticmethod
    def counted(*fields: Any) -> int | None:
        """By strongly connected components."""
        (system,) = fields
        return blocks(system) if _is_system(system) and perfect_matchings(system) else None


class InverseEntry(Counted):
    """1 where the inverse of the generic matrix of a system is not zero at (variable, equation), 0 where it is.

    Whether a variable of the solution depends on the right side of an equation, unless coefficients conspire. The
    system must have a perfect matching; decided by the matchings of the minor (Cramer's rule).
    """

    system: Any
    variable: Expr
    equation: Expr

    @property
    def defined_where(self) -> tuple[Basic, ...]:
        """There are such a variable, such an equation, and a perfect matching."""
        ends = [end for place in (self.variable, self.equation) for end in ends_of(place, len(self.system))]
        return *_sets(self.system), *ends, Ne(PerfectMatchings(self.system), 0, evaluate=False)

    @staticmethod
    def counted(*fields: Any) -> int | None:
        """By the minor."""
        system, variable, equation = fields
        if not (_is_system(system) and max(variable, equation) < len(system) and min(variable, equation) >= 0):
            return None
        return inverse_pattern(system)[variable] >> equation & 1 if perfect_matchings(system) else None


class Reaches(Counted):
    """1 where the block of an equation comes before the block of a variable, or is the same; otherwise 0.

    The arrows between blocks are drawn by the perfect matching number ``matching`` in lexicographic order, from 0 on.
    """

    system: Any
    equation: Expr
    variable: Expr
    matching: Expr = Integer(0)

    @property
    def defined_where(self) -> tuple[Basic, ...]:
        """There are such a variable, such an equation, and that many perfect matchings."""
        ends = [end for place in (self.variable, self.equation) for end in ends_of(place, len(self.system))]
        last = Lt(self.matching, PerfectMatchings(self.system), evaluate=False)
        return *_sets(self.system), *ends, Ge(self.matching, 0, evaluate=False), last

    @staticmethod
    def counted(*fields: Any) -> int | None:
        """By the block graph."""
        system, equation, variable, matching = fields
        if not (_is_system(system) and max(variable, equation) < len(system) and min(variable, equation) >= 0):
            return None
        there = 0 <= matching < len(perfect_matchings(system))
        return influence(system, matching)[equation] >> variable & 1 if there else None


class Permuted(Counted):
    """Where a permutation of 0, ..., size - 1 takes ``place``: the one of number ``code`` in lexicographic order."""

    size: Expr
    code: Expr
    place: Expr

    @property
    def defined_where(self) -> tuple[Basic, ...]:
        """There are such a permutation and such a place; sizes are numbers."""
        return *ends_of(self.code, factorial(int(self.size))), *ends_of(self.place, self.size)

    @staticmethod
    def counted(*fields: Any) -> int | None:
        """By the factorial digits of its number."""
        size, code, place = fields
        if not (0 <= place < size and 0 <= code < factorial(size)):
            return None
        left: list[int] = list(range(size))
        for taken in range(place):
            left.pop(code // factorial(size - 1 - taken) % (size - taken))
        return int(left[code // factorial(size - 1 - place) % (size - place)])


def ends_of(place: Any, size: Any) -> tuple[Basic, ...]:
    """That a place is one of 0, ..., size - 1."""
    return Ge(place, 0, evaluate=False), Le(place, size - 1, evaluate=False)


def _sets(system: Any) -> tuple[Basic, ...]:
    return tuple(end for row in system for end in ends_of(row, 2 ** len(system)))
