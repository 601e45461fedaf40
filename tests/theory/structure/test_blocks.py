"""The block triangular form: blocks of shuffled systems, and influence that follows arrows."""

from random import Random

import pytest

from lemmata.theory.structure.blocks import blocks, influence
from lemmata.theory.structure.matching import inverse_pattern, perfect_matchings


def shuffled(rows, seed):
    """The same system with its equations and variables in another order."""
    drawn = Random(seed)
    size = len(rows)
    equations, variables = drawn.sample(range(size), size), drawn.sample(range(size), size)
    return tuple(sum(1 << variables[v] for v in range(size) if rows[e] >> v & 1) for e in equations)


@pytest.mark.parametrize(
    ("rows", "number"),
    [((1, 3, 7), 3), ((3, 3, 4), 2), ((3, 6, 5), 1), ((3, 3, 12 + 1, 12), 2), ((3, 3, 4, 8), 3), ((1, 2, 4, 8, 16), 5)],
)
def test_blocks_do_not_depend_on_the_order_of_writing(rows, number):
    assert {blocks(shuffled(rows, seed)) for seed in range(5)} == {number}


def test_influence_is_where_the_inverse_is_not_zero_beyond_the_sizes_that_are_enumerated():
    drawn = Random(5)
    for _ in range(25):
        rows = tuple(1 << k | (drawn.randrange(64) & drawn.randrange(64)) for k in range(6))
        pattern = inverse_pattern(rows)
        reached = influence(rows, which=len(perfect_matchings(rows)) - 1)
        assert all((pattern[v] >> e & 1) == (reached[e] >> v & 1) for v in range(6) for e in range(6))
