"""Identities of determinants hold in every dimension (Horn and Johnson, Matrix Analysis, 0.8), and near ones do not."""

import pytest
from sympy import Abs, Derivative, Eq, Symbol, atan, exp, log, pi, sqrt

from lemmata.theory.notation import T, d
from lemmata.theory.random_matrices import (
    GaussianRows,
    block_matrix,
    covariance,
    design,
    det,
    gram,
    identity,
    inv,
    matrix,
    norm2,
    stack,
    tr,
    vector,
)
from lemmata.theory.random_matrices.order import AtMost
from lemmata.theory.relations import at_most, equal, greater_than
from lemmata.verifier.obligations import judged
from lemmata.verifier.rules import differentiate, inequality, matrix_identity
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict
from tests.analysis.facts import proved, refuted

h, x, N = Symbol("h", positive=True), Symbol("x", positive=True), Symbol("N", integer=True, positive=True)
P, Q, C, one = covariance("P", d), covariance("Q", d), covariance("C", T), identity(d)
A, B, M, W = matrix("A", d, T), matrix("B", T, d), matrix("M", d, d), matrix("W", d, d)
X, Y, u, v, dM = design("X", T, d), design("Y", N, d), vector("u", d), vector("v", d), matrix("dM", d, d)
more = gram(X) + h * one

TRUE = [
    (det(one + A * B), det(identity(T) + B * A), det(identity(T) - B * A)),
    (det(M * W), det(W * M), 2 * det(W * M)),
    (det(M * W), det(M) * det(W), det(M) + det(W)),
    (det(inv(P)), 1 / det(P), det(P)),
    (det(M.T), det(M), det(M) ** 2),
    (det(h * M), h**d * det(M), h * det(M)),
    (det(P + u * v.T), det(P) * (1 + v.T * inv(P) * u), det(P) * (1 - v.T * inv(P) * u)),
    (det(P + A * C * A.T), det(P) * det(C) * det(inv(C) + A.T * inv(P) * A), det(P) * det(inv(C) + A.T * inv(P) * A)),
    (det(block_matrix([[P, A], [A.T, C]])), det(P) * det(C - A.T * inv(P) * A), det(P) * det(C + A.T * inv(P) * A)),
    (det(block_matrix([[P, A], [A.T, C]])), det(C) * det(P - A * inv(C) * A.T), det(P) * det(P - A * inv(C) * A.T)),
    (det(block_matrix([[P, A], [0, C]])), det(P) * det(C), 2 * det(P) * det(C)),
    (det(X * X.T + h * identity(T)) * h**d, h**T * det(more), det(more)),
    (det(gram(stack(X, Y)) + h * one), det(more) * det(identity(N) + Y * inv(more) * Y.T), det(more)),
    (det(M * dM), det(dM) * det(M), det(dM)),
    (log(det(P + u * u.T)) - log(det(P)), log(1 + norm2(u, inv(P))), None),
    (log(det(2 * pi * P)) / 2, d * log(2 * pi) / 2 + log(det(P)) / 2, None),
]


@pytest.mark.parametrize(("left", "right", "wrong"), TRUE)
def test_an_identity_of_determinants(left, right, wrong):
    assert proved(equal(left, right), matrix_identity, ()) == ""
    if wrong is not None:
        assert refuted(equal(left, wrong), matrix_identity, ())
        assert proved(equal(left, wrong), matrix_identity, ()) != ""


FALSE = [
    (det(A * B), det(B * A)),  # of different ranks
    (det(gram(X)), det(X * X.T)),
    (sqrt(det(M) ** 2), det(M)),
    (Abs(det(M)), det(M)),
    (atan(det(M)) + atan(1 / det(M)), pi / 2),  # equal at M = 1, with equal slopes, and false for negative ones
    (2 + sqrt(det(M) ** 2 + 2 * det(M) + 1), 3 + det(M)),
    (log(det(M) ** 2), 2 * log(det(M))),
    (log(det(P * Q)), log(det(P)) - log(det(Q))),
    (log(det(P)) * det(P), det(P) * log(det(P)) + det(P) - 1),
    (exp(tr(M)), exp(det(M))),
    (det(gram(X)) * det(one + M), det(gram(X)) * det(one - M)),
    (det(one + dM * M), det(one + dM) * det(one + M)),
    (det(P + Q), det(P) + det(Q)),
    (det(-M), -det(M)),
]


@pytest.mark.parametrize(("left", "right"), FALSE)
def test_what_only_looks_like_one_is_not_proved(left, right):
    assert proved(equal(left, right), matrix_identity, ()) != ""


def test_a_determinant_that_vanishes_begins_no_identity():
    """On fewer rows than columns det X'X = 0: what is divided by it has no value there."""
    left, right = det(gram(X) + u * u.T), det(gram(X)) * (1 + norm2(u, inv(gram(X))))
    laws = (GaussianRows(X, P),)
    step, rule = equal(left, right), matrix_identity
    assert "is invertible" in proved(step, rule, [T >= d])  # without a law X may be 0
    for where, expected in (((T >= d,), True), ((), False)):
        found = judged(rule, Step(left, "=", right), Context(where, laws))
        assert (found.verdict is Verdict.PROVED) is expected


def test_the_slope_of_its_logarithm():
    """Jacobi: d log det(P + x Q)/dx = tr inv(P + x Q) Q."""
    slope = tr(inv(P + x * Q) * Q)
    assert proved(equal(Derivative(log(det(P + x * Q)), x), slope), differentiate, ()) == ""
    assert proved(equal(Derivative(log(det(P + x * Q)), x), 2 * slope), differentiate, ()) != ""
    assert proved(equal(Derivative(det(P + x * Q), x), det(P + x * Q) * slope), differentiate, ()) == ""


def test_its_sign():
    assert proved(greater_than(det(P), 0), inequality, ()) == ""
    assert proved(greater_than(det(gram(X)), 0), inequality, ()) != ""
    assert proved(greater_than(det(M), 0), inequality, [Eq(M * M, M)]) != ""


def test_an_order_of_matrices_beside_a_function_of_numbers_is_no_error():
    """log x <= x - 1 beside P <= 1, and log det P, of which more would have to be known."""
    assert proved(at_most(log(x), x - 1), inequality, [AtMost(P, one)]) == ""
    assert proved(at_most(log(det(P)), 1), inequality, [AtMost(P, one)]) != ""
