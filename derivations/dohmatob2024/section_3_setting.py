"""Tools: the means of Gaussian designs that every proof of Section 4 uses.

Each rests on a theorem about the Wishart distribution or about uniformly random subspaces, which the rule cites.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.verifier.language import *

isotropic_rows = (GaussianRows(X, identity(d)),)

with PAPER.section("Section 3"):
    PAPER.claim("sample-covariance-mean", "The sample covariance is unbiased",
        equal(E(gram(X) / T), Sigma), source="Section 3", witness={d: 2, T: 3}, laws=LAWS, proof=wishart_moment)

with PAPER.section("Section 4.1"):
    PAPER.claim("inverse-wishart", "The mean of the inverse Gram matrix exists for T >= d + 2",
        equal(E(inv(gram(X))), inv(Sigma) / (T - d - 1)), source="Theorem 4.1 (proof)", where=[T >= d + 2],
        witness={d: 2, T: 5}, laws=LAWS, proof=wishart_moment)

    PAPER.claim("projection-is-identity", "With at least d samples the design loses nothing: X^+ X = I",
        equal(pinv(X) * X, identity(d)), source="Section 4.1", where=[T >= d], witness={d: 2, T: 3}, laws=LAWS,
        proof=[matrix_identity, inv(gram(X)) * gram(X), matrix_identity])

with PAPER.section("Section 4.3", witness={d: 3, T: 2}, source="Section 4.3"):
    PAPER.claim("projection-mean",
        "With fewer samples than dimensions X^+ X keeps T of d directions, evenly for Sigma = I",
        equal(E(pinv(X) * X), T / d * identity(d)), where=[T <= d], laws=isotropic_rows, proof=wishart_moment)

    PAPER.claim("projection-rank", "The trace of X^+ X is its rank T, whatever the design",
        equal(E(tr(pinv(X) * X)), T), where=[T <= d], laws=LAWS,
        proof=[matrix_identity, E(tr(X * X.T * inv(X * X.T))), matrix_identity])

    PAPER.claim("inverse-gram-trace", "E tr (XX')^-1 for fewer samples than dimensions, Sigma = I",
        equal(E(tr(inv(X * X.T))), T / (d - T - 1)), where=[T <= d - 2], witness={d: 4, T: 2}, laws=isotropic_rows,
        proof=wishart_moment)
