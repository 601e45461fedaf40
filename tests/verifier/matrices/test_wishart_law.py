"""Means for stacked designs: shares of exchangeable rows, and what depends on the rows is not taken out."""

from fractions import Fraction

import numpy as np
import pytest
from sympy import Integer, Rational

from lemmata.theory.notation import T0, T, d, n, sigma0
from lemmata.theory.quantities.regression import X0, Sigma, eps0, w0
from lemmata.theory.quantities.retraining import ACCUMULATED_LAWS, G, a
from lemmata.theory.random_matrices import E, GaussianRows, covariance, design, gram, inv, norm2, symmetric, tr, vector
from lemmata.verifier.rules import expectation, wishart_moment
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict


def squared_share(size, rows, part):
    """E tr Q K^2 Q/d for a block of ``part`` of the rows, by the second moments of a random projection (Konno 1988)."""
    b = part * (rows - part) / (rows * (rows - 1) * (rows + 2))
    a = part * (part + 2) / (rows * (rows + 2)) - b
    return a + b * (rows * size - 2) / (rows - size - 1)


X, Y = design("X", T, d), design("Y", T0, d)
A, Other, u = symmetric("A", d), covariance("Other", d), vector("u", d)
K = inv(gram(X) + gram(Y))
LAWS = (GaussianRows(X, Sigma), GaussianRows(Y, Sigma))
ENOUGH = Context((T >= d + 2,), LAWS)


def judged(rule, before, after, context=ENOUGH):
    return rule.judge(Step(before, "=", after), context)


def test_a_block_contributes_its_share_of_the_rows():
    share = T / (T + T0)
    assert judged(wishart_moment, E(tr(A * K * gram(X))), share * tr(A)).verdict is Verdict.PROVED
    assert judged(wishart_moment, E(tr(A * K)), tr(A * inv(Sigma)) / (T + T0 - d - 1)).verdict is Verdict.PROVED
    sandwich = E(tr(A * K * gram(Y) * K))
    claimed = T0 / (T + T0) / (T + T0 - d - 1) * tr(A * inv(Sigma))
    found = judged(wishart_moment, sandwich, claimed)
    assert found.verdict is Verdict.PROVED
    assert any("Weingarten" in theorem for theorem in found.cited)


def test_a_wrong_share_is_refuted_at_a_small_point():
    found = judged(wishart_moment, E(tr(A * K * gram(X))), T0 / (T + T0) * tr(A))
    assert found.verdict is Verdict.REFUTED
    found = judged(wishart_moment, E(norm2(K * gram(X) * u, Sigma)), T / (T + T0) * norm2(u, Sigma))
    assert found.verdict is Verdict.REFUTED


def test_the_square_of_a_share():
    h = squared_share(d, T + T0, T)
    before = E(norm2(K * gram(X) * u, Sigma))
    assert judged(wishart_moment, before, h * norm2(u, Sigma)).verdict is Verdict.PROVED
    other = E(norm2(K * gram(X) * u, Other))
    assert judged(wishart_moment, other, h * norm2(u, Other)).verdict is not Verdict.PROVED


def test_a_covariance_of_two_terms_is_not_taken_for_one_of_them():
    both = Sigma + Other
    context = Context((T >= d + 2,), (GaussianRows(X, both), GaussianRows(Y, both)))
    claimed = squared_share(d, T + T0, T) * (norm2(u, Sigma) + norm2(u, Other))
    for middle in (Sigma, Other):
        before = E(norm2(K * gram(X) * u, middle))
        assert judged(wishart_moment, before, claimed, context).verdict is not Verdict.PROVED


@pytest.mark.parametrize(
    "context",
    [
        Context((T >= 1,), LAWS),
        Context((T >= d + 2,), (GaussianRows(X, Sigma), GaussianRows(Y, Other))),
        Context((T >= d + 2,), (GaussianRows(X, Sigma),)),
    ],
    ids=["too few rows", "two covariances", "a block that is not random"],
)
def test_conditions_of_the_means(context):
    assert judged(wishart_moment, E(tr(A * K * gram(X))), T / (T + T0) * tr(A), context).verdict is not (Verdict.PROVED)


def test_in_one_dimension_the_squared_share_is_the_second_moment_of_a_beta_variable():
    for rows in range(3, 9):
        for part in range(rows + 1):
            beta = Rational(part * (part + 2), rows * (rows + 2))
            assert squared_share(1, Integer(rows), Integer(part)) == beta


def test_the_squared_share_against_drawn_matrices():
    rng = np.random.default_rng(5)
    size, rows, part = 3, 9, 4
    Z = rng.standard_normal((40_000, rows, size))
    W, Q = (np.einsum("kri,krj->kij", M, M) for M in (Z, Z[:, :part]))
    drawn = (np.linalg.solve(W, Q) ** 2).sum(axis=(1, 2)) / size
    expected = float(Fraction(str(squared_share(Integer(size), Integer(rows), Integer(part)))))
    assert abs(drawn.mean() - expected) < 5 * drawn.std() / len(drawn) ** 0.5


# What the past has made

ACCUMULATED = Context((T0 >= d + 2,), ACCUMULATED_LAWS)
S = inv(G[n] + gram(X0[n]))


def test_what_was_fitted_on_the_rows_is_not_taken_out_of_their_mean():
    before = E(tr(a[n] * a[n].T * S * gram(X0[n])))
    after = E(norm2(a[n])) / (n + 1)
    assert judged(wishart_moment, before, after, ACCUMULATED).verdict is not Verdict.PROVED
    fixed = E(tr(w0 * w0.T * S * gram(X0[n])))
    assert judged(wishart_moment, fixed, norm2(w0) / (n + 1), ACCUMULATED).verdict is Verdict.PROVED


def test_rows_that_may_lie_in_the_past_are_not_independent_of_it():
    later = E(norm2(a[n])) * E(norm2(eps0[n]))
    assert judged(expectation, E(norm2(a[n]) * norm2(eps0[n])), later, ACCUMULATED).verdict is Verdict.PROVED
    found = judged(expectation, E(norm2(a[n + 1]) * norm2(eps0[n])), T0 * sigma0**2 * E(norm2(a[n + 1])), ACCUMULATED)
    assert found.verdict is not Verdict.PROVED
    assert "drawn later" in found.detail
