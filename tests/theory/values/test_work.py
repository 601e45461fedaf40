"""Counted work depends on what is evaluated and on nothing else: not on the machine, nor on what is remembered."""

import pytest
from sympy import Integral, Sum, oo
from sympy.abc import k, x

from lemmata.theory.values.enclosure import enclose
from lemmata.theory.values.exact_value import exact_value
from lemmata.theory.values.work import WHOLE, WORK
from lemmata.verifier.engines import point_refuter
from lemmata.verifier.step import Context


def nodes(evaluate):
    before = WORK.nodes
    evaluate()
    return WORK.nodes - before


@pytest.mark.parametrize(
    "expression", [x**2 + 1 / x, Sum(k * x, (k, 1, 50)), Sum(1 / (k**2 + x), (k, 1, oo)), Integral(x**k, (k, 0, 1))]
)
def test_the_same_is_counted_again(expression):
    first = nodes(lambda: enclose(expression, {x: 2}))
    assert first > 0
    assert nodes(lambda: enclose(expression, {x: 2})) == first
    assert (first >= WHOLE) == (expression.has(oo) or expression.has(Integral))


def test_a_longer_sum_counts_for_more():
    short, long = (nodes(lambda n=n: exact_value(Sum(k * x, (k, 1, n)), {x: 2})) for n in (10, 100))
    assert long > 5 * short


def test_a_search_looks_at_fewer_points_where_each_is_dear(monkeypatch):
    monkeypatch.setattr(point_refuter, "_NODES", {False: 3 * WHOLE, True: 3 * WHOLE})
    dear = Sum(1 / (k**2 + x**2 + 1), (k, 1, oo))
    cheap = point_refuter.examine(x**2 + 1, "=", x**2 + 1, Context()).points
    assert point_refuter.examine(dear, "=", dear + 0 * x, Context()).points < cheap
