"""Any number of normal factors: the reflection at the span of d random directions, the columns of X, mixes them all."""

from lemmata.derivations.disentanglement.paper import PAPER
from lemmata.verifier.language import *

x = vector("x", T)
M = semidefinite("M", T)
mirror = identity(T) - 2 * X * inv(gram(X)) * X.T

with PAPER.section("Any number", where=[T >= d], witness={d: 1, T: 2}, laws=[GaussianRows(X, Sigma)]):
    PAPER.claim("reflection-distance", "A reflection keeps the distance from the origin",
        equal(norm2(mirror * x), norm2(x)), proof=matrix_identity)

    PAPER.claim("reflection-twice", "and is undone by itself: volume is kept",
        equal(mirror * mirror, identity(T)), proof=matrix_identity)

    PAPER.claim("reflection-law", "Independent factors of variance 1 stay uncorrelated, of variance 1",
        equal(E(norm2(mirror * eps, M)), tr(M)), laws=[GaussianRows(X, Sigma), WhiteNoise(eps, 1)],
        proof=expectation)
