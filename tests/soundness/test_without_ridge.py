"""Beside inverses of XX' itself: what is not integrable is not integrated by parts, and no term or factor is lost."""

import pytest
from sympy import Abs, Eq, Rational

from lemmata.theory.notation import T, d
from lemmata.theory.quantities.regression import Sigma, X
from lemmata.theory.random_matrices import E, GaussianRows, WhiteNoise, gram, identity, inv, matrix, semidefinite, tr
from lemmata.theory.relations import at_most, equal
from lemmata.verifier.claim import at_most_by, by
from lemmata.verifier.rules import gaussian_covariance, inequality, stein
from tests.soundness.support import Cases, shown

cases = Cases()
M, B, P = matrix("M", d, d), semidefinite("B", d), semidefinite("P", d)
Q = inv(X * X.T)
Pi, N = identity(d) - X.T * Q * X, X.T * Q * Q * X
LAWS = [GaussianRows(X, Sigma)]


def step(C, statement, reason, least, laws=LAWS, where=()):
    at = {T: 1, d: 1 + least}
    C("claim", statement, at, statement.lhs, reason, statement.rhs, where=[T <= d - least, *where], laws=laws)


def projection(C, least, *, word=1, **more):
    after = E(tr(Q) * tr(M * Sigma * Pi)) - word * E(tr(M * Sigma * N))
    step(C, equal(E(tr(M * X.T * Q * X)), after), by(stein(X)), least, **more)


@cases.true
def a_projection_by_parts(C):
    projection(C, 2)


@cases.false
def a_projection_whose_derivative_has_no_mean(C):
    """T = d - 1: E tr inv(XX') is infinite, though the projection is bounded."""
    projection(C, 1)


@cases.false
def a_projection_without_its_word(C):
    projection(C, 2, word=0)


@cases.false
def a_projection_whose_word_counts_twice(C):
    projection(C, 2, word=2)


@cases.false
def rows_that_are_only_white(C):
    projection(C, 2, laws=[WhiteNoise(X, 1)])


@cases.false
def as_many_samples_as_dimensions(C):
    """T = d: X'QX is the identity, its derivative is zero, and that of the factors has no mean."""
    step(
        C,
        equal(E(tr(M * X.T * Q * X)), E(tr(Q) * tr(M * Sigma * Pi)) - E(tr(M * Sigma * N))),
        by(stein(X)),
        0,
        where=[Eq(T, d)],
    )


def around(C, *, words=1, beta=1):
    after = E(tr(Q) * tr(M * Sigma * Pi * B * Pi)) - beta * E(tr(B * N) * tr(M * Sigma * Pi))
    after -= words * E(tr(M * Sigma * (N * B * Pi + Pi * B * N)))
    step(C, equal(E(tr(M * X.T * Q * X * B * Pi)), after), by(stein(X)), 2)


@cases.true
def two_projections_by_parts(C):
    around(C)


@cases.false
def two_projections_without_the_noise(C):
    around(C, beta=0)


@cases.false
def half_of_the_words(C):
    around(C, words=Rational(1, 2))


@cases.true
def a_moment_of_the_inverse(C):
    step(C, equal(E(tr(Q * X * inv(Sigma) * X.T)), (d - T - 1) * E(tr(Q))), by(stein(X)), 2)


@cases.false
def a_moment_of_the_inverse_with_one_dimension_more(C):
    step(C, equal(E(tr(Q * X * inv(Sigma) * X.T)), (d - T) * E(tr(Q))), by(stein(X)), 2)


@cases.true
def a_tall_design(C):
    """T >= d + 2: the same of X'X."""
    W = inv(gram(X))
    after = T * E(tr(Sigma * W)) - E(tr(gram(X) * W) * tr(Sigma * W)) - E(tr(Sigma * W * gram(X) * W))
    statement = equal(E(tr(gram(X) * W)), after)
    C("claim", statement, {d: 1, T: 3}, statement.lhs, by(stein(X)), statement.rhs, where=[T >= d + 2], laws=LAWS)


def variance(C, least, factor=4, **more):
    statement = at_most(Abs(E(tr(Q) ** 2) - E(tr(Q)) ** 2), factor * E(tr(Q * Q * X * Sigma * X.T * Q * Q)))
    step(C, statement, at_most_by(gaussian_covariance(X, tr(Q), tr(Q))), least, **more)


@cases.true
def a_variance_by_its_gradient(C):
    variance(C, 6)


@cases.false
def a_gradient_whose_square_has_no_mean(C):
    variance(C, 5)


@cases.false
def half_of_the_square_of_a_gradient(C):
    variance(C, 6, factor=2)


@cases.false
def a_variance_of_white_rows(C):
    variance(C, 6, laws=[WhiteNoise(X, 1)])


def covariance(C, weight, far):
    f, g = tr(Q), tr(P * Pi)
    first, second = E(tr(Q * Q * X * Sigma * X.T * Q * Q)), E(tr(Q * X * P * Pi * Sigma * Pi * P * X.T * Q))
    statement = at_most(Abs(E(f * g) - E(f) * E(g)), 2 * weight * first + 2 * second / far)
    step(C, statement, at_most_by(gaussian_covariance(X, f, g, weight=weight)), 6)


@cases.true
def a_covariance_by_both_gradients(C):
    covariance(C, T, T)


@cases.false
def a_weight_on_one_side_only(C):
    covariance(C, T, T * d)


@cases.false
def a_weight_that_may_be_negative(C):
    covariance(C, T - 5, T - 5)


@cases.false
def a_weight_that_is_drawn(C):
    covariance(C, tr(Q), tr(Q))


def sign(C, middle):
    statement = at_most(0, E(tr(Q) * tr(P * middle)))
    C(
        "claim",
        statement,
        {T: 1, d: 5},
        statement.lhs,
        at_most_by(inequality),
        statement.rhs,
        where=[T <= d - 4],
        laws=LAWS,
    )


@cases.true
def traces_of_two_positive_matrices(C):
    sign(C, N)


@cases.true
def a_projection_beside_the_inverse(C):
    sign(C, Pi)


@cases.false
def a_matrix_beside_one_that_does_not_commute(C):
    sign(C, Sigma * Pi)


@pytest.mark.parametrize("name", cases.right)
def test_true_statements_are_shown(name):
    assert shown(cases.right[name])


@pytest.mark.parametrize("name", cases.wrong)
def test_false_statements_are_not(name):
    assert not shown(cases.wrong[name])
