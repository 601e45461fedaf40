"""Letters that a rule makes for itself are no letters of the user, and a letter that is bound has no one sign."""

from dataclasses import replace

import numpy as np
import pytest
from sympy import Abs, Integral, Sum, Symbol, sign

from lemmata.theory.models.batches import BatchWalk
from lemmata.theory.notation import T, d, ridge
from lemmata.theory.quantities.definitions import Definitions
from lemmata.theory.quantities.regression import R, S, Sigma, X
from lemmata.theory.random_matrices import (
    E,
    GaussianRows,
    Letter,
    gram,
    identity,
    inv,
    matrix,
    norm2,
    semidefinite,
    tr,
    vector,
)
from lemmata.theory.relations import at_least, at_most, equal, within
from lemmata.verifier.claim import at_most_by, by
from lemmata.verifier.rules import (
    Split,
    algebra,
    expectation,
    gaussian_covariance,
    inequality,
)
from tests.analysis.facts import proved
from tests.soundness.support import Cases, shown

cases = Cases()
LAWS = [GaussianRows(X, Sigma)]
AT = {ridge: 1, d: 1, T: 1}
k = Symbol("k", positive=True)
B, COPY = semidefinite("B", d), Letter("X~", *X.args[1:])
RESOLVENT_OF_COPY = inv(COPY.T * COPY / T + ridge * identity(d))
SPLIT = Split(-4 * ridge / T**2, X * R * R, Sigma * R, B, R * X.T, 27 * T / (256 * ridge**3), k)


def covariance(C, split, g):
    rule = gaussian_covariance(X, tr(S * R), g, split)
    statement = within(E(tr(S * R) * g), E(tr(S * R)) * E(g), rule.bound())
    C("c", statement, {**AT, k: 1}, statement.lhs, at_most_by(rule), statement.rhs, where=[ridge > 0], laws=LAWS)


@cases.true
def a_fixed_matrix_that_is_called_like_a_copy(C):
    fixed = semidefinite("X~", d)
    covariance(C, replace(SPLIT, P=fixed), tr(fixed * R))


@cases.false
def the_copy_of_a_part_is_a_fixed_matrix(C):
    """Its mean would be that of the fixed matrix, which may be small."""
    covariance(C, replace(SPLIT, Z=RESOLVENT_OF_COPY * COPY.T), tr(B * R))


@cases.false
def both_copies_are_fixed_matrices(C):
    covariance(C, replace(SPLIT, Y=Sigma * RESOLVENT_OF_COPY, Z=RESOLVENT_OF_COPY * COPY.T), tr(B * R))


@cases.false
def a_letter_like_the_mark_of_a_mean(C):
    mark = Symbol("mean0", real=True)
    mean = E(tr(gram(X)))
    C("c", equal(2 * mean, mean + mark), {**AT, mark: 1}, 2 * mean, by(expectation), mean + mark, laws=LAWS)


@pytest.mark.parametrize("name", cases.right)
def test_true_statements_are_shown(name):
    assert shown(cases.right[name])


@pytest.mark.parametrize("name", cases.wrong)
def test_false_statements_are_not(name):
    assert not shown(cases.wrong[name])


def test_sequences_that_differ_by_a_letter_have_different_definitions():
    """e(i + 1) = e(i) + i with a constant i, or with the index."""
    e, i = matrix("e", d, d), Symbol("i", integer=True, nonnegative=True)
    one = Definitions().define(e, e, lambda j: j * e[j])
    other = Definitions().define(e, e, lambda j: i * e[j])
    assert one.used_by(e[0]) != other.used_by(e[0])


def test_a_parameter_is_no_mark_of_a_trace():
    a, x0 = vector("a", d), Symbol("x0", positive=True)
    walk = BatchWalk({a: np.ones((1, 1, 1))}, {d: 1.0, x0: 3.0})
    assert walk.scalar((x0 + norm2(a)) ** 2) == 16


j, m = Symbol("j", integer=True), Symbol("m", integer=True, positive=True)
x, y = Symbol("x", real=True), Symbol("y", real=True)
SQUARE_ROOTS = Sum(j**2, (j, -m, m))
OF_BOUND_LETTERS = [
    (equal(sign(j) ** 2 * Sum(Abs(j), (j, -m, m)), sign(j) ** 3 * Sum(j, (j, -m, m))), algebra, []),
    (equal(Sum(sign(j) * j, (j, -m, m)), Sum(j, (j, -m, m))), algebra, [j >= 0]),
    (equal(Sum(Abs(j), (j, -m, m)), Sum(j, (j, -m, m))), algebra, [j >= 0]),
    (equal(Integral(Abs(x), (x, -1, 1)), Integral(x, (x, -1, 1))), algebra, [x >= 0]),
    (at_most(Sum(Abs(j), (j, -m, m)), 0), inequality, []),
    (at_most(Sum(Abs(j), (j, -m, m)), Abs(j)), inequality, [j <= 0]),
    (at_most(Sum(Abs(j), (j, -m, m)), Sum(j, (j, -m, m))), inequality, [j >= 0]),
]
OF_FREE_LETTERS = [
    (equal(sign(x) * Abs(x), x), algebra, []),
    (equal(sign(x) * Abs(x) + SQUARE_ROOTS, x + SQUARE_ROOTS), algebra, []),
    (at_least(Abs(x) + SQUARE_ROOTS, x + SQUARE_ROOTS), inequality, []),
]


@pytest.mark.parametrize(("statement", "rule", "where"), OF_BOUND_LETTERS)
def test_a_bound_letter_has_no_one_sign(statement, rule, where):
    assert proved(statement, rule, where) != ""


@pytest.mark.parametrize(("statement", "rule", "where"), OF_FREE_LETTERS)
def test_a_free_letter_has_one_of_three(statement, rule, where):
    assert proved(statement, rule, where) == ""
