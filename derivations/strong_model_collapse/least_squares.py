"""No ridge, and at least d + 2 rows: the collapse term at every size, for every covariance of inputs and shift.

(X1'X1 + X2'X2)^-1 X2'X2 is a random matrix whose second moment is known: that of a matrix Beta variable.
"""

from lemmata.derivations.strong_model_collapse.paper import PAPER
from lemmata.derivations.strong_model_collapse.setting import (
    MIXTURE_LAWS,
    X1,
    X2,
    B,
    delta,
    e1,
    e2,
    n1,
    n2,
    p2,
    rows,
)
from lemmata.verifier.language import *

K = inv(gram(X1) + gram(X2))
fit = K * (X1.T * (X1 * w0 + e1) + X2.T * (X2 * (w0 + delta.T) + e2))
error = E(norm2(fit - w0, Sigma))
strayed = K * gram(X2) * delta.T
off = n1 * n2 / (rows * (rows - 1) * (rows + 2))
rho = n2 * (n2 + 2) / (rows * (rows + 2)) - off + off * (rows * d - 2) / (rows - d - 1)
noise = (n1 * sigma**2 + n2 * sigma0**2) / rows * d / (rows - d - 1)
enough = [rows >= d + 2]
point = {d: 2, n1: 3, n2: 2, sigma: 1, sigma0: 1}

with PAPER.section("Least squares", where=enough, witness=point, laws=MIXTURE_LAWS):
    collapse = PAPER.claim("collapse-exact", "The collapse term of least squares, for every covariance of the shift",
        equal(E(norm2(strayed, Sigma)), rho * tr(B * Sigma)),
        proof=[wishart_moment, rho * E(norm2(delta.T, Sigma)), expectation])

    split = PAPER.claim("least-squares-splitting", "The error of least squares is noise and collapse: no bias",
        equal(error, sigma**2 * E(tr(Sigma * K * gram(X1) * K)) + sigma0**2 * E(tr(Sigma * K * gram(X2) * K))
                     + E(norm2(strayed, Sigma))),
        proof=[
            matrix_identity, E(norm2(K * X1.T * e1 + K * X2.T * e2 + strayed, Sigma)),
            expectation,
        ])

    PAPER.claim("least-squares-error", "and both are rational functions of the sizes",
        equal(error, noise + rho * tr(B * Sigma)),
        proof=[
            split, sigma**2 * E(tr(Sigma * K * gram(X1) * K)) + sigma0**2 * E(tr(Sigma * K * gram(X2) * K))
                   + E(norm2(strayed, Sigma)),
            wishart_moment, noise + E(norm2(strayed, Sigma)),
            collapse,
        ])

x = Symbol("x", positive=True, integer=True)
y = Symbol("y", nonnegative=True, integer=True)
some = rho.xreplace({n1: y, n2: x})

with PAPER.section("Least squares"):
    PAPER.claim("no-synthetic-rows", "Without synthetic rows nothing collapses",
        equal(rho.xreplace({n1: x, n2: y}), 0), where=[Eq(y, 0), x >= d + 2], witness={d: 2, x: 5, y: 0}, proof=given)

    PAPER.claim("no-real-rows", "Without real rows the whole shift is learnt",
        equal(some, 1), where=[Eq(y, 0), x >= d + 2], witness={d: 2, x: 5, y: 0}, proof=given)

    PAPER.claim("one-dimension", "In one dimension it is the second moment of a Beta variable",
        equal(rho, n2 * (n2 + 2) / (rows * (rows + 2))), where=[Eq(d, 1), rows >= 3], witness={d: 1, n1: 2, n2: 3},
        proof=[given, rho.xreplace({d: Integer(1)}), algebra])

    PAPER.claim("collapse-limit", "In proportion: p2 (p2 + p1 phi/(1 - phi))",
        tends(rho.xreplace({n1: T - n2}), p2 * (p2 + (1 - p2) * phi / (1 - phi)),
              along=Path(T, keeping={n2: p2 * T, d: phi * T})),
        where=[T >= d + 2, phi < 1, p2 < 1, n2 < T],
        witness={T: 5, d: 2, n2: 2, phi: Rational(2, 5), p2: Rational(2, 5)}, proof=limit)
