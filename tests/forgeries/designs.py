"""Genuine claims about random matrices and sums over eigenvalues, to forge the certificates of."""

from sympy import Derivative, Eq, Rational

from lemmata.theory.notation import T, d, df1, df2, kappa, ridge, sigma
from lemmata.theory.quantities.regression import Sigma, w0
from lemmata.theory.random_matrices import (
    E,
    GaussianRows,
    WhiteNoise,
    design,
    gram,
    identity,
    inv,
    noise_vector,
    norm2,
    pinv,
    tr,
)
from lemmata.theory.relations import at_most, equal
from lemmata.theory.spectra.eigensum import SPECTRUM, EigenSum, c2, s
from lemmata.verifier.claim import Paper
from lemmata.verifier.rules import (
    algebra,
    differentiate,
    eigenbasis,
    expectation,
    inequality,
    isotropic,
    matrix_identity,
    rotation_invariant_mean,
    sigma_is_identity,
    wishart_moment,
)

X, eps = design("X", T, d), noise_vector("eps", T)
LAWS = (GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2))
R = inv(gram(X) + ridge * identity(d))
PAPER = Paper("designs", "Claims about designs to forge")

resolvent = PAPER.claim(
    "resolvent",
    "A resolvent",
    equal(tr(Sigma * gram(X) * R), tr(Sigma) - ridge * tr(Sigma * R)),
    where=[ridge > 0],
    laws=LAWS,
    witness={T: 3, d: 2, ridge: 1},
    proof=matrix_identity,
)
noise = PAPER.claim(
    "noise",
    "Noise through a fit",
    equal(
        E(norm2(R * X.T * (X * w0 + eps), Sigma)),
        E(norm2(R * gram(X) * w0, Sigma)) + sigma**2 * E(tr(Sigma * R * gram(X) * R)),
    ),
    where=[ridge > 0],
    laws=LAWS,
    witness={T: 3, d: 2, ridge: 1, sigma: 1},
    proof=expectation,
)
mean = PAPER.claim(
    "mean",
    "The mean of an inverse",
    equal(3 * E(tr(Sigma * inv(gram(X)))), 3 * d / (T - d - 1)),
    where=[T >= d + 2],
    laws=LAWS,
    witness={T: 4, d: 2},
    proof=wishart_moment,
)
sample = PAPER.claim(
    "sample",
    "A sample covariance",
    equal(E(tr(gram(X))), T * tr(Sigma)),
    laws=LAWS,
    witness={T: 4, d: 2},
    proof=wishart_moment,
)
turned = PAPER.claim(
    "turned",
    "A projection",
    equal(E(tr(w0 * w0.T * pinv(X) * X)), T / d * norm2(w0)),
    where=[T <= d],
    laws=(GaussianRows(X, identity(d)),),
    witness={T: 2, d: 3},
    proof=rotation_invariant_mean,
)
basis = PAPER.claim(
    "basis",
    "In the eigenbasis",
    equal(tr(Sigma * inv(Sigma + kappa * identity(d)) * w0 * w0.T), EigenSum(c2 * s / (s + kappa))),
    witness={d: 2, kappa: 1},
    proof=eigenbasis,
)
gap = PAPER.claim(
    "gap",
    "Degrees of freedom",
    equal(2 * df2 / (T - df2), df2 / (T - df2) + 1 / (T / df2 - 1)),
    where=[Eq(df1, EigenSum(s / (s + kappa))), Eq(df2, EigenSum(s**2 / (s + kappa) ** 2)), df1 < T],
    witness={SPECTRUM: ((1, 1), (Rational(1, 2), 1)), T: 3, kappa: 1, df1: Rational(5, 6), df2: Rational(13, 36)},
    proof=algebra,
)
one = PAPER.claim(
    "one",
    "One eigenvalue",
    equal(EigenSum(s / (s + kappa)), d / (1 + kappa)),
    where=[sigma_is_identity],
    witness={SPECTRUM: ((1, 1), (1, 1)), kappa: 1},
    proof=isotropic,
)
share = PAPER.claim(
    "share",
    "A share",
    at_most(d / (T - d - 1), d),
    where=[T >= d + 2],
    witness={d: 1, T: 3},
    proof=inequality,
)
slope = PAPER.claim(
    "slope",
    "A derivative",
    equal(Derivative(kappa * EigenSum(s / (s + kappa)), kappa), EigenSum(s**2 / (s + kappa) ** 2)),
    witness={SPECTRUM: ((1, 1), (Rational(1, 2), 1)), kappa: 1},
    proof=differentiate,
)
