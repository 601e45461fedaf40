"""Gaussian features, d of them fitted: the exact error on both sides of the peak, and at it.

The labels are X b + Z c + noise; only the features in X are fitted, so that what the others carry acts as noise of
variance |c|^2. The error is that of predicting a new label, noise included.
"""

from lemmata.derivations.double_descent.paper import PAPER
from lemmata.verifier.language import *

q = Symbol("q", integer=True, positive=True)
Z, b, c = design("Z", T, q), vector("b", d), vector("c", q)
laws = (GaussianRows(X, identity(d)), GaussianRows(Z, identity(q)), WhiteNoise(eps, sigma**2))
fit = pinv(X) * (X * b + Z * c + eps)
missed = norm2(c) + sigma**2
error = E(norm2(fit - b)) + missed
narrow = missed * (1 + d / (T - d - 1))
wide = norm2(b) * (1 - T / d) + missed * (1 + T / (d - T - 1))

with PAPER.section("Gaussian designs", laws=laws, witness={d: 2, T: 5, q: 1, sigma: 1}):
    PAPER.claim("narrow", "With fewer features than rows",
        equal(error, narrow), where=[T >= d + 2],
        proof=[
            matrix_identity, E(norm2(inv(gram(X)) * X.T * (Z * c + eps))) + missed,
            expectation,     missed * E(tr(inv(gram(X)))) + missed,
            wishart_moment,
        ])

    PAPER.claim("wide", "With more features than rows",
        equal(error, wide), where=[T <= d - 2], witness={d: 5, T: 2, q: 1, sigma: 1},
        proof=[
            expectation,     E(norm2(pinv(X) * X * b - b)) + missed * E(tr(inv(X * X.T))) + missed,
            matrix_identity, E(norm2(b) - tr(b * b.T * pinv(X) * X)) + missed * E(tr(inv(X * X.T))) + missed,
            wishart_moment,  norm2(b) * (1 - T / d) + missed * E(tr(inv(X * X.T))) + missed,
            wishart_moment,
        ])

with PAPER.section("Gaussian designs", laws=laws):
    PAPER.claim("infinite-narrow", "With as many features as rows, or one less, the error is infinite",
        equal(error, oo), where=[T >= d, T <= d + 1, missed > 0], witness={d: 2, T: 3, q: 1, sigma: 1},
        proof=[
            matrix_identity, E(norm2(inv(gram(X)) * X.T * (Z * c + eps))) + missed,
            expectation,     missed * E(tr(inv(gram(X)))) + missed,
            infinite_mean,
        ])

    PAPER.claim("infinite-wide", "and with one more, too",
        equal(error, oo), where=[Eq(T, d - 1), missed > 0], witness={d: 3, T: 2, q: 1, sigma: 1},
        proof=[
            expectation, E(norm2(pinv(X) * X * b - b)) + missed * E(tr(inv(X * X.T))) + missed,
            infinite_mean,
        ])

    PAPER.claim("no-noise-no-peak", "Where nothing is missed there is no peak: such rows find the truth",
        equal(E(norm2(pinv(X) * X * b - b)), 0), where=[T >= d], witness={d: 2, T: 3}, proof=matrix_identity)
