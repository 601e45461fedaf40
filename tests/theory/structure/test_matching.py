"""Matchings decide determinants and inverses with independent letters: against SymPy's, and against Hall's theorem."""

from itertools import permutations, product
from random import Random

import pytest
from sympy import Matrix, symbols

from lemmata.theory.structure.matching import deficiency, inverse_pattern, matching_number, perfect_matchings


def generic(rows):
    size = len(rows)
    letters = symbols(f"a0:{size * size}")
    return Matrix(size, size, lambda i, j: letters[size * i + j] if rows[i] >> j & 1 else 0)


def test_perfect_matchings_are_the_monomials_of_the_determinant():
    for rows in product(range(8), repeat=3):
        determinant = generic(rows).det(method="berkowitz").expand()
        assert len(perfect_matchings(rows)) == len(determinant.args if determinant.is_Add else [1] * (determinant != 0))


def symbolic_pattern(rows):
    adjugate = generic(rows).adjugate().applyfunc(lambda entry: entry.expand())
    return tuple(sum(1 << e for e in range(len(rows)) if adjugate[v, e] != 0) for v in range(len(rows)))


def test_the_zero_pattern_is_that_of_the_symbolic_inverse():
    for rows in product(range(4), repeat=2):
        if perfect_matchings(rows):
            assert inverse_pattern(rows) == symbolic_pattern(rows)
    drawn = Random(1)
    for _ in range(12):
        rows = tuple(drawn.randrange(16) | 1 << k for k in range(4))
        assert inverse_pattern(rows) == symbolic_pattern(rows)


def test_letters_that_are_not_independent_may_have_more_zeros():
    assert inverse_pattern((3, 7, 6))[2] >> 2 & 1
    assert Matrix([[1, 1, 0], [1, 1, 1], [0, 1, 1]]).inv()[2, 2] == 0


@pytest.mark.parametrize("rows", [(1, 1, 6), (0, 7, 7), (3, 3, 3, 8), (5, 5, 10, 10)])
def test_a_deficient_set_certifies_that_no_matching_is_perfect(rows):
    best = max(sum(rows[e] >> v & 1 for e, v in enumerate(order)) for order in permutations(range(len(rows))))
    assert matching_number(rows) == len(rows) - deficiency(rows) == best
    assert bool(perfect_matchings(rows)) == (deficiency(rows) == 0)
