"""Inequalities raised to a power: what is assumed of a free letter says nothing of a bound one."""

import pytest
from sympy import Function, Sum, Symbol

from lemmata.theory.relations import at_most
from lemmata.verifier.claim import at_most_by
from lemmata.verifier.rules import inequality, raised
from tests.soundness.support import Cases, shown

cases = Cases()
p, q = Symbol("p", positive=True), Symbol("q", positive=True)
k, z = Symbol("k", integer=True), Symbol("z", real=True)
other = Function("f", real=True)(z)


def summed(C, term, bound, low, high):
    less = C("less", at_most(p, q), {p: 1, q: 2}, p, at_most_by(inequality), q, where=[p <= q])
    left, right = (Sum(base**term, (bound, low, high)) for base in (p, q))
    at = {p: 1, q: 2, k: 1, z: 1}
    reason = at_most_by(raised(less, term))
    C("claim", at_most(other + left, other + right), at, other + left, reason, other + right, where=[p <= q, k >= 0])


@cases.true
def the_power_is_free(C):
    summed(C, k, Symbol("j", integer=True), 1, 3)


@cases.true
def the_power_is_bound_and_counts(C):
    j = Symbol("j", integer=True, positive=True)
    summed(C, j, j, 1, 3)


@cases.false
def the_power_is_bound_below_zero(C):
    """p^k >= q^k for k = -3, -2, -1, where the free k is not negative."""
    summed(C, k, k, -3, -1)


@pytest.mark.parametrize("name", cases.right)
def test_true_statements_are_shown(name):
    assert shown(cases.right[name])


@pytest.mark.parametrize("name", cases.wrong)
def test_false_statements_are_not(name):
    assert not shown(cases.wrong[name])
