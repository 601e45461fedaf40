"""Infinite means: where a Wishart matrix has too few rows, and nowhere else."""

import pytest
from sympy import Eq, Symbol, oo

from lemmata.theory.notation import T0, T, d, sigma
from lemmata.theory.quantities.regression import X0, Sigma, X, eps
from lemmata.theory.random_matrices import (
    E,
    GaussianRows,
    WhiteNoise,
    gram,
    identity,
    inv,
    noise_vector,
    norm2,
    semidefinite,
    tr,
    vector,
)
from lemmata.verifier.obligations import judged
from lemmata.verifier.rules import infinite_mean
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

LAWS = (GaussianRows(X, Sigma), GaussianRows(X0, Sigma), WhiteNoise(eps, sigma**2))
ISOTROPIC = (GaussianRows(X, identity(d)), WhiteNoise(eps, sigma**2))
W, P, b = inv(gram(X)), semidefinite("P", d), vector("b", d)
a = Symbol("a", real=True)


def verdict(before, *where, laws=LAWS):
    return judged(infinite_mean, Step(before, "=", oo), Context(where, laws)).verdict


INFINITE = [
    (E(tr(Sigma * W)), [Eq(T, d)], LAWS),
    (E(tr(Sigma * W)), [Eq(T, d + 1)], LAWS),
    (3 * E(tr(W)) + norm2(b) - 7, [T >= d, T <= d + 1], LAWS),
    (E(tr(Sigma * W * W)), [T >= d, T <= d + 3], LAWS),
    (E(tr(W) ** 2), [T >= d, T <= d + 3], LAWS),
    (E(tr(Sigma * W * Sigma * W)), [T >= d, T <= d + 3], LAWS),
    (E(tr(Sigma * W * W * Sigma * W * W)), [T >= d, T <= d + 7], LAWS),
    (E(tr(W) * tr(Sigma * W * W)), [T >= d, T <= d + 5], LAWS),
    (E(tr(W * W * W)), [T >= d, T <= d + 5], LAWS),
    (E(tr(inv(X * X.T))), [Eq(T, d - 1)], LAWS),
    (E(tr(inv(gram(X) + 2 * gram(X0[0])))), [T + T0 >= d, T + T0 <= d + 1], LAWS),
    ((norm2(b) + sigma**2) * E(tr(W)) + 1, [T >= d, T <= d + 1, norm2(b) + sigma**2 > 0], LAWS),
    ((norm2(b) - sigma) * E(tr(W)), [Eq(T, d), norm2(b) > sigma], LAWS),
    (E(norm2(b - X.T * inv(X * X.T) * X * b)) + sigma**2 * E(tr(inv(X * X.T))), [Eq(T, d - 1), sigma > 0], ISOTROPIC),
]
"""Sums with one infinite mean; the last has a word with a negative coefficient, of a bounded matrix."""


@pytest.mark.parametrize(("before", "where", "laws"), INFINITE, ids=[str(before) for before, *_ in INFINITE])
def test_the_mean_is_infinite_with_few_rows(before, where, laws):
    assert verdict(before, *where, laws=laws) is Verdict.PROVED


NOT_KNOWN = [
    (E(tr(Sigma * W)), [T >= d + 2], LAWS),  # finite
    (E(tr(Sigma * W)), [T >= d, T <= d + 2], LAWS),  # finite at the last of them
    (E(tr(Sigma * W)), [], LAWS),  # not invertible everywhere
    (E(tr(Sigma * W * Sigma * W)), [T >= d, T <= d + 4], LAWS),  # finite at the last of them
    (E(tr(Sigma * W * Sigma * W * W)), [Eq(T, d)], LAWS),  # no power of one word: it may have any sign
    (E(tr(P * W * P * W)), [Eq(T, d)], LAWS),  # P = 0
    (sigma * E(tr(W)), [Eq(T, d)], LAWS),  # sigma = 0
    (a * E(tr(W)), [Eq(T, d)], LAWS),  # of any sign
    ((norm2(b) + sigma**2) * E(tr(W)), [Eq(T, d)], LAWS),  # b = 0, sigma = 0
    ((norm2(b) - sigma) * E(tr(W)), [Eq(T, d), norm2(b) + sigma > 0], LAWS),  # of any sign
    ((norm2(b) - sigma) * E(tr(W)), [Eq(T, d), norm2(b, Sigma) > sigma], LAWS),  # another norm
    (E(tr(W)) - E(tr(Sigma * W)), [Eq(T, d)], LAWS),  # oo - oo
    (E(tr(P * W)), [Eq(T, d)], LAWS),  # P = 0
    (E(tr(W * gram(X))), [Eq(T, d)], LAWS),  # d
    (E(tr(W * inv(gram(X0[0])))), [Eq(T, d)], LAWS),  # the other factor is not fixed
    (E(tr(inv(gram(X) + identity(d)))), [Eq(T, d)], LAWS),  # bounded
    (E(tr(X * W * X.T)), [Eq(T, d)], LAWS),  # d
    (E(tr(W)), [Eq(T, d)], ()),  # not random
]


@pytest.mark.parametrize(("before", "where", "laws"), NOT_KNOWN, ids=[str(before) for before, *_ in NOT_KNOWN])
def test_nothing_is_said_where_it_is_finite_or_not_known(before, where, laws):
    assert verdict(before, *where, laws=laws) is not Verdict.PROVED


def test_only_oo_is_concluded():
    few = Context((Eq(T, d),), LAWS)
    assert infinite_mean.judge(Step(E(tr(W)), "=", d), few).verdict is Verdict.UNDECIDED
    assert infinite_mean.judge(Step(E(tr(W)), "<=", oo), few).verdict is Verdict.UNDECIDED
    assert infinite_mean.judge(Step(E(tr(inv(noise_vector("e", 1)))), "=", oo), few).verdict is Verdict.UNDECIDED
