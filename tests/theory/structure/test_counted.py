"""Quantities that are integers of integers: their values, where they have none, and permutations as a group."""

from itertools import permutations

import pytest
from sympy import Rational, Symbol

from lemmata.theory.structure.counted import (
    Blocks,
    Deficiency,
    GenericRank,
    InverseEntry,
    PerfectMatchings,
    Permuted,
    Reaches,
)

k = Symbol("k", integer=True, nonnegative=True)


@pytest.mark.parametrize(
    ("quantity", "at", "value"),
    [
        (PerfectMatchings((7, 7, 7)), {}, 6),
        (GenericRank((1, 1, k)), {k: 7}, 2),
        (Deficiency((1, 1, 1)), {}, 2),
        (Blocks((3, k)), {k: 3}, 1),
        (Blocks((3, k)), {k: 2}, 2),
        (InverseEntry((1, 3), 0, k), {k: 1}, 0),
        (Reaches((1, 3), 0, k), {k: 1}, 1),
        (Reaches((1, 3), 1, k), {k: 0}, 0),
        (Permuted(4, k, 0), {k: 23}, 3),
    ],
)
def test_values(quantity, at, value):
    assert quantity.value_at(at) == value
    assert quantity.is_integer


@pytest.mark.parametrize(
    "quantity",
    [
        PerfectMatchings((1, 4)),
        PerfectMatchings((1, -1)),
        Blocks((1, 1)),
        InverseEntry((1, 1), 0, 0),
        InverseEntry((1, 3), 2, 0),
        InverseEntry((1, 3), -1, 0),
        Reaches((1, 3), 0, 0, matching=1),
        Permuted(3, 6, 0),
        Permuted(3, 0, 3),
        Permuted(3, Rational(1, 2), 0),
        Blocks((3, k)),
    ],
)
def test_no_value(quantity):
    assert quantity.value_at({}) is None


def test_permutations_are_all_of_them_in_lexicographic_order():
    listed = [tuple(int(Permuted(4, code, place).value_at({})) for place in range(4)) for code in range(24)]
    assert listed == sorted(permutations(range(4)))
