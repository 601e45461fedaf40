"""Blocks of one stack contribute their shares of whatever is a symmetric function of the stack."""

import pytest
from sympy import Integer

from lemmata.theory.notation import T0, T, d, ridge
from lemmata.theory.quantities.regression import Sigma
from lemmata.theory.random_matrices import E, GaussianRows, covariance, design, gram, identity, inv, semidefinite, tr
from lemmata.verifier.rules import wishart_moment
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict
from tests.depth import often

X, Y, Z = design("X", T, d), design("Y", T0, d), design("Z", 3, d)
A, D, Other = covariance("A", d), semidefinite("D", d), covariance("Other", d)
BOTH = (GaussianRows(X, Sigma), GaussianRows(Y, Sigma))
ALL = (*BOTH, GaussianRows(Z, Sigma))
R = inv(gram(X) + gram(Y) + ridge * identity(d))
share = T / (T + T0)


def judged(before, after, laws=BOTH, where=(ridge > 0,)):
    return wishart_moment.judge(Step(before, "=", after), Context(where, laws)).verdict


def test_a_block_has_its_share_beside_one_inverse_or_two():
    """Per row E x'Rx = (d - ridge E tr R)/N, so that a block of T rows has T of them."""
    assert judged(E(tr(R * gram(X))), share * E(d - ridge * tr(R))) is Verdict.PROVED
    assert judged(E(tr(A * R * gram(X) * R)), share * E(tr(A * R * (gram(X) + gram(Y)) * R))) is Verdict.PROVED
    assert judged(T0 * E(tr(A * R * gram(X) * R)), T * E(tr(A * R * gram(Y) * R))) is Verdict.PROVED


def test_three_blocks_and_an_addition_that_is_a_covariance():
    V = inv(2 * gram(X) + 2 * gram(Y) + 2 * gram(Z) + A)
    rows = T + T0 + 3
    assert (
        judged(E(tr(D * V * gram(Z))), 3 / rows * E(tr(D * V * (gram(X) + gram(Y) + gram(Z)))), ALL) is Verdict.PROVED
    )


def test_away_from_the_inverse_blocks_are_compared():
    """A and R do not commute, so that the Gram matrix stands beside no inverse; per row all blocks are alike."""
    one, other = E(tr(A * gram(X) * D * R)), E(tr(A * gram(Y) * D * R))
    assert judged(T0 * one, T * other) is Verdict.PROVED
    assert judged(T * one, T0 * other) is not Verdict.PROVED


def test_a_fixed_stack_may_be_what_is_added():
    """Z is a letter without a law here: Z'Z + ridge is definite, and longer than the blocks in the order of words."""
    V = inv(gram(X) + gram(Y) + gram(Z) + ridge * identity(d))
    before, all_rows = E(tr(V * gram(X))), E(tr(V * (gram(X) + gram(Y))))
    assert judged(before, share * all_rows) is Verdict.PROVED
    assert judged(before, T0 / (T + T0) * all_rows) is not Verdict.PROVED


def test_a_product_with_another_function_of_the_stack():
    assert judged(E(tr(A * R) * tr(R * gram(X))), share * E(tr(A * R) * (d - ridge * tr(R)))) is Verdict.PROVED


@pytest.mark.parametrize(
    ("before", "after", "laws"),
    [
        (E(tr(R * gram(X))), T0 / (T + T0) * E(d - ridge * tr(R)), BOTH),
        (E(tr(R * gram(X))), share * E(d - ridge * tr(R)), (BOTH[0], GaussianRows(Y, Other))),
        (E(tr(R * gram(X))), share * E(d - ridge * tr(R)), BOTH[:1]),
        (
            E(tr(inv(gram(X) + 2 * gram(Y) + ridge * identity(d)) * gram(X))),
            share * E(d - ridge * tr(inv(gram(X) + 2 * gram(Y) + ridge * identity(d)))),
            BOTH,
        ),
        (
            E(tr(R * gram(X) * R * gram(X))),
            share**2 * E(tr(R * (gram(X) + gram(Y)) * R * (gram(X) + gram(Y)))),
            BOTH,
        ),
        (
            E(tr(R * gram(X)) * tr(A * gram(X))),
            share * E(tr(R * (gram(X) + gram(Y))) * tr(A * gram(X))),
            BOTH,
        ),
        (
            E(tr(inv(gram(X) + gram(Y) + gram(Z) + ridge * identity(d)) * gram(X))),
            share * E(tr(inv(gram(X) + gram(Y) + gram(Z) + ridge * identity(d)) * (gram(X) + gram(Y) + gram(Z)))),
            ALL,
        ),
    ][often(1, 0) :: often(2, 1)],
    ids=["the other share", "two laws", "a fixed block", "two weights", "twice", "beside itself", "a third block"][
        often(1, 0) :: often(2, 1)
    ],
)
def test_false_shares_are_not_proved(before, after, laws):
    assert judged(before, after, laws) is not Verdict.PROVED


def test_what_is_added_bounds_the_inverse():
    """With nothing definite in it the inverse needs rows, which are not given here."""
    for added in (D, ridge * identity(d) - A, Integer(0) * identity(d)):
        V = inv(gram(X) + gram(Y) + added)
        verdict = judged(E(tr(V * gram(X))), share * E(tr(V * (gram(X) + gram(Y)))))
        assert verdict is not Verdict.PROVED
