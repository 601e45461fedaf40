"""Bijections of finite products: dependence and commuting turns, against plain loops and the orders of centralisers."""

from math import factorial

import pytest

from lemmata.theory.structure.finite_maps import Commutes, DependsOn, bijection


def value(quantity):
    return int(quantity.value_at({}))


@pytest.mark.parametrize("sizes", [(2, 2), (2, 3), (3, 2), (4,), (5, 1)])
def test_dependence_is_that_of_the_table(sizes):
    total = factorial(len(bijection(sizes, 0)))
    for code in range(0, total, max(1, total // 40)):
        image = bijection(sizes, code)
        assert sorted(image.values()) == sorted(image)
        for factor in range(len(sizes)):
            for coordinate in range(len(sizes)):
                lines = {}
                for place, found in image.items():
                    lines.setdefault((*place[:factor], *place[factor + 1 :]), set()).add(found[coordinate])
                depends = any(len(line) > 1 for line in lines.values())
                assert value(DependsOn(sizes, code, coordinate, factor)) == depends


@pytest.mark.parametrize(("sizes", "factor", "order"), [((2, 3), 0, 48), ((2, 3), 1, 18), ((4,), 0, 4), ((2, 2), 1, 8)])
def test_codes_that_commute_with_a_turn_are_its_centraliser(sizes, factor, order):
    """A turn of m cycles of length k commutes with k^m m! permutations."""
    total = factorial(len(bijection(sizes, 0)))
    assert sum(value(Commutes(sizes, code, factor)) for code in range(total)) == order


@pytest.mark.parametrize(
    "quantity",
    [DependsOn((2, 2), 24, 0, 0), DependsOn((2, 2), 0, 2, 0), DependsOn((2, 2), 0, 0, -1), Commutes((2, 0), 0, 0)],
)
def test_no_value(quantity):
    assert quantity.value_at({}) is None
