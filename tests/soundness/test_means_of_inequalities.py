"""Inequalities between means, by what holds for every draw: false claims beside true neighbours."""

import pytest

from lemmata.theory.notation import T, d, ridge
from lemmata.theory.random_matrices import (
    E,
    GaussianRows,
    covariance,
    design,
    gram,
    identity,
    inv,
    matrix,
    norm2,
    tr,
    vector,
)
from lemmata.theory.random_matrices import semidefinite as semi
from lemmata.theory.relations import at_least, at_most, greater_than, less_than
from lemmata.verifier.obligations import judged
from lemmata.verifier.refuting import counterexample
from lemmata.verifier.rules import inequality, spectral_order
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

X, Sigma, A, B = design("X", T, d), covariance("Sigma", d), semi("A", d), semi("B", d)
LAWS = (GaussianRows(X, Sigma),)
W, ONE = gram(X), identity(d)
R = inv(W + ridge * ONE)
HAT = X * R * X.T
MEAN = E(tr(inv(W)))
FIXED, K = inv(T * Sigma + ridge * ONE), matrix("K", d, d)
u, v = vector("u", d), vector("v", d)

TRUE = [
    (at_most(E(tr(HAT)), d), inequality, ridge > 0),
    (at_most(E(tr(HAT)), T), inequality, ridge > 0),
    (at_most(-d, -E(tr(HAT))), inequality, ridge > 0),
    (at_most(E(tr(A * W)), E(tr(B * W))), inequality, A <= B),
    (at_most(E(tr(A * R)), tr(A) / ridge), inequality, ridge > 0),
    (at_most(tr(A * inv(B + ridge * ONE)), d), inequality, ridge > 0, A <= B),
    (at_most(E(R), ONE / ridge), inequality, ridge > 0),
    (at_most(E(tr(inv(W + A))), MEAN), inequality, T >= d),
    (at_most(E(tr(A * W * R)), tr(A)), spectral_order(X, A), ridge > 0),
    (at_most(E(tr(A * R * A * R)), E(tr(A * R * A)) / ridge), spectral_order(X, A * R * A), ridge > 0),
    (at_most(E(tr(HAT)) + E(norm2(X)), d + E(norm2(X))), inequality, ridge > 0),
    (at_most(norm2(v - u, A), norm2(v - u, B)), inequality, A <= B),
    (at_most(norm2(v - u), 2 * norm2(v) + 2 * norm2(u)), inequality),
    # Jensen's inequality for the inverse
    (at_least(E(tr(R)), tr(FIXED)), inequality, ridge > 0),
    (at_least(E(tr(A * R)), tr(A * FIXED)), inequality, ridge > 0),
    (at_least(E(R), FIXED), inequality, ridge > 0),
    (at_least(MEAN, tr(inv(T * Sigma))), inequality, T >= d),
]

FALSE = [
    (at_most(E(tr(HAT)), d - 1), inequality, ridge > 0),
    (at_most(E(tr(HAT)), T - 1), inequality, ridge > 0),
    (at_most(norm2(v - u, A), norm2(v - u, B)), inequality, B <= A),
    (at_most(norm2(v - u, A), norm2(v + u, B)), inequality, A <= B),
    (at_most(norm2(v - u), norm2(v) + norm2(u)), inequality),
    (at_most(E(tr(A * W)), E(tr(B * W))), inequality, B <= A),
    (at_most(E(tr(A * R)), tr(A)), inequality, ridge > 0),
    (at_most(tr(A * inv(B + ridge * ONE)), d), inequality, ridge > 0, B <= A),
    (at_most(E(R), ONE), inequality, ridge > 0),
    (less_than(MEAN, MEAN + 1), inequality, T >= d),
    (at_most(E(tr(R)), tr(R)), inequality, ridge > 0),
    (at_most(E(tr(A * W * R)), tr(A * W * R)), spectral_order(X, A), ridge > 0),
    (at_most(E(tr(A * R * A * R)), E(tr(A * R * A)) / (2 * ridge)), spectral_order(X, A * R * A), ridge > 0),
    (at_most(E(tr(A * R * A * R)), tr(A * A) / ridge), spectral_order(X, A), ridge > 0),
    (at_most(E(tr(A * R)), tr(A)), spectral_order(X, A), ridge > 0),
    (at_most(E(tr(R)) ** 2, E(tr(R) ** 2) / 2), inequality, ridge > 0),
    (at_least(E(tr(W)) * E(tr(R)), E(tr(W) * tr(R))), inequality, ridge < 0),
    (greater_than(E(norm2(X * A)), 0), inequality),
    (at_most(E(tr(R)), tr(FIXED)), inequality, ridge > 0),
    (at_least(-E(tr(R)), -tr(FIXED)), inequality, ridge > 0),
    (at_least(E(tr(K * R)), tr(K * FIXED)), inequality, ridge > 0),
    (at_least(E(tr(R)), tr(inv(T * Sigma))), inequality, ridge > 0),
    (at_least(E(tr(R)), tr(FIXED)), inequality),
    (at_least(MEAN, tr(inv(T * Sigma))), inequality),
]


def shown(statement, rule, where):
    step = Step(statement.lhs, statement.relation, statement.rhs)
    return judged(rule, step, Context(tuple(where), LAWS)).verdict is Verdict.PROVED


@pytest.mark.parametrize("claim", TRUE, ids=lambda claim: str(claim[0]))
def test_what_holds_for_every_draw_holds_of_the_means(claim):
    statement, rule, *where = claim
    assert shown(statement, rule, where)


@pytest.mark.parametrize("claim", FALSE, ids=lambda claim: str(claim[0]))
def test_what_fails_for_some_draws_or_stands_beside_the_mean_is_not_shown(claim):
    statement, rule, *where = claim
    assert not shown(statement, rule, where)


def test_a_false_inequality_between_linear_means_is_refuted_exactly():
    step = Step(E(tr(A * W)), "<=", E(tr(B * W)))
    found = counterexample(step, Context((B <= A,), LAWS), thorough=True)
    assert found is not None
    assert found.verdict is Verdict.REFUTED
    assert counterexample(step, Context((A <= B,), LAWS), thorough=True) is None


def test_a_letter_under_the_mean_without_a_law_is_not_taken_for_deterministic():
    step = Step(E(tr(R)), "<=", tr(R))
    assert judged(inequality, step, Context((ridge > 0,))).verdict is not Verdict.PROVED


def test_names_of_letters_do_not_matter():
    for rows, cols in (("a", "z"), ("z", "a")):
        n, p = (T.func(name, integer=True, positive=True) for name in (rows, cols))
        Y = design("Y", n, p)
        hat = Y * inv(gram(Y) + ridge * identity(p)) * Y.T
        assert shown(at_most(E(tr(hat)), n), inequality, [ridge > 0])
