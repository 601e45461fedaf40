"""Strict inequalities are relations of their own: what holds with equality somewhere is refuted there."""

import pytest
from sympy import Integer, Sum, Symbol, oo, pi

from lemmata.theory.relations import Statement, greater_than, less_than
from lemmata.theory.spectra.eigensum import EigenSum, s
from lemmata.verifier.claim import DerivationError, Paper
from lemmata.verifier.engines.point_refuter import refute_at
from lemmata.verifier.obligations import judged
from lemmata.verifier.paper import at_most_by, calc, less_than_by
from lemmata.verifier.refuting import counterexample
from lemmata.verifier.rules import inequality, inequality_per_eigenvalue, use
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

x, y, z = Symbol("x", positive=True), Symbol("y", positive=True), Symbol("z", real=True)
i = Symbol("i", integer=True, positive=True)
PAPER = Paper("strict", "Strict inequalities")
BELOW = PAPER.claim("below", "Below", less_than(x, x + y), witness={x: 1, y: 1}, proof=inequality)


def proved(rule, before, relation, after, *where):
    return judged(rule, Step(before, relation, after), Context(assumptions=where)).verdict is Verdict.PROVED


def test_an_inequality_that_is_attained_is_not_strict():
    assert proved(inequality, z**2, ">=", Integer(0))
    assert not proved(inequality, z**2, ">", Integer(0))
    assert proved(inequality, z**2 + x, ">", Integer(0))
    assert not proved(inequality, x, "<", x)
    assert proved(inequality, z, "<", Integer(2), z <= 1)
    assert not proved(inequality, z, "<", Integer(1), z <= 1)
    found = counterexample(Step(z**2, ">", Integer(0)), Context())
    assert found.verdict is Verdict.REFUTED
    assert found.counterexample == {"z": "0"}
    assert refute_at(x, "<", x, {x: 1}, 30) is not None
    assert refute_at(x, "<=", x, {x: 1}, 30) is None


def test_what_is_infinite_is_not_less_than_itself_and_more():
    series = Sum(1 / i, (i, 1, oo))
    assert not proved(inequality, series, "<", series + 1)


def test_numbers_and_sums_over_eigenvalues():
    assert proved(inequality, pi, "<", Integer(4))
    assert not proved(inequality, pi, "<", pi)
    assert proved(inequality_per_eigenvalue, EigenSum(1 / (s + 2)), "<", EigenSum(1 / (s + 1)))
    assert not proved(inequality_per_eigenvalue, EigenSum(1 / (s + 1)), "<", EigenSum(1 / (s + 1)))


@pytest.mark.parametrize(
    ("before", "relation", "after", "holds"),
    [
        (2 * x, "<", 2 * (x + y), True),
        (-x, ">", -(x + y), True),
        (2 * x, "<=", 2 * (x + y), True),
        (z**2 * x, "<=", z**2 * (x + y), True),
        (z**2 * x, "<", z**2 * (x + y), False),
    ],
)
def test_a_strict_claim_is_used_strictly_where_its_coefficient_is_positive(before, relation, after, holds):
    assert proved(use(BELOW), before, relation, after) is holds


def test_one_strict_link_makes_a_chain_strict():
    chain = calc(x, less_than_by(use(BELOW)), x + y, at_most_by(inequality), x + 2 * y)
    assert chain.relation == "<"
    assert PAPER.claim("chain", "", less_than(x, x + 2 * y), witness={x: 1, y: 1}, proof=chain).proof is chain
    with pytest.raises(DerivationError):
        PAPER.claim("weak", "", less_than(x, x + y), witness={x: 1, y: 1}, proof=[at_most_by(inequality)])
    assert isinstance(greater_than(x, 0), Statement)
    assert str(greater_than(x, 0)) == "x > 0"
