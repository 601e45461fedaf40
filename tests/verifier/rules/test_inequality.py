"""Inequalities: what is cited."""

from sympy import S, Sum, Symbol, log, oo, pi

from lemmata.verifier.rules import inequality
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

k, n = Symbol("k", integer=True), Symbol("n", integer=True, positive=True)
x = Symbol("x", positive=True)
SQUARES = Sum(1 / k**2, (k, 1, oo))


def judged(before, relation, after, where=()):
    found = inequality.judge(Step(before, relation, S(after)), Context(assumptions=tuple(where)))
    assert found.verdict is Verdict.PROVED
    return found


def test_the_series_by_which_sums_were_closed_are_cited():
    (series,) = judged(SQUARES + x, ">", pi**2 / 6).cited
    assert "polygamma" in series
    both = judged(SQUARES + x + Sum(x**k / k, (k, 1, oo)), ">", pi**2 / 6 - log(1 - x), [x < 1]).cited
    assert len(both) == 2
    assert series in both


def test_what_needs_no_series_cites_none():
    assert judged(Sum(k, (k, 1, n)), "<=", n**2).cited == ()
    assert judged(x + 1, ">", 1).cited == ()
    assert judged(SQUARES, "<=", 2 + x).cited == ()  # below 1 + the integral from 1 on
