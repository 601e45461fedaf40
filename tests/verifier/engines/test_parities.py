"""Inequalities between even, odd and prime letters, which hold between no real numbers, beside false ones."""

import pytest
from sympy import Ge, Gt, Le, Ne, Symbol, oo

from lemmata.verifier.engines.parities import by_halves
from lemmata.verifier.engines.positivity import implied

e, o, p, q = (
    Symbol("e", even=True),
    Symbol("o", odd=True),
    Symbol("p", prime=True),
    Symbol("q", prime=True),
)
above, below = Symbol("above", odd=True, positive=True), Symbol("below", even=True, negative=True)
x = Symbol("x", real=True)


@pytest.mark.parametrize(
    ("relation", "where", "true"),
    [
        (Ge(p, 2), [], True),
        (Ge(p, 3), [], False),
        (Ge(p, 3), [Ne(p, 2)], True),
        (Ge(p, 5), [Gt(p, 3)], True),
        (Ge(p, 7), [Gt(p, 3)], False),
        (Gt(p * q, 4), [Ne(p, q)], True),
        (Gt(p * q, 4), [], False),
        (Ge(e**2, 4), [Ne(e, 0)], True),
        (Ge(e**2, 4), [], False),
        (Ge(o**2, 1), [], True),
        (Gt(o**2, 1), [], False),
        (Ge(o, 3), [Gt(o, 1)], True),
        (Ge(o, 3), [Gt(2 * o, 1)], False),
        (Ge(above, 1), [], True),
        (Ge(above, 2), [], False),
        (Le(below, -2), [], True),
        (Le(below, -3), [], False),
        (Ne(2 * e, 6 * o - 2 * e + 2), [], False),
        (Ne(e, 1), [], True),
        (Ge(x * p, 2 * x), [Ge(x, 0)], True),
        (Ge(x * p, 2 * x), [], False),
    ],
    ids=str,
)
def test_halves_decide_what_holds_and_nothing_else(relation, where, true):
    assert (implied(relation, where).answer == "proved") is true


def test_an_empty_domain_has_no_cases():
    assert by_halves(p, [Gt(p, 2), Ge(1, p)]) == []
    assert by_halves(x, [Gt(x, 2)]) == []
    assert len(by_halves(e * o, [])) == 6


def test_infinite_ends_are_left_as_they_are():
    assert len(by_halves(e, [Gt(oo, e)])) == 3
