"""Accumulating on one design: every generation has the rows ``X0[0]``, and labels of its own.

Least squares on n + 1 copies of the rows solves (n + 1) X'X c[n+1] = (sum of X'y): the old labels enter by n X'X c[n],
the normal equations of the fit before.
"""

from sympy import Tuple

from lemmata.derivations.accumulation.paper import PAPER
from lemmata.derivations.accumulation.replacing import a_point, first
from lemmata.verifier.language import *

c = vector("c", d)
i = Symbol("i", integer=True, positive=True)
j = Symbol("j", integer=True, nonnegative=True)
rows = X0[0]

PAPER.define(
    c, w0, lambda k: inv((k + 1) * gram(rows)) * (k * gram(rows) * c[k] + rows.T * (rows * c[k] + eps0[k]))
)

laws = (GaussianRows(X0, Sigma), WhiteNoise(eps0, sigma0**2), Unspecified(c[j], Tuple(rows)))
squares = Sum(1 / i**2, (i, 1, n))
error = E(norm2(c[n] - w0, Sigma))

with PAPER.section("One design", where=[T0 >= d + 2], witness=a_point, laws=laws):
    one_design_step = PAPER.claim("one-design-step",
        "The noise of generation n + 1 enters the fit on all labels with the share 1/(n + 1)",
        equal(E(norm2(c[n + 1] - w0, Sigma)), error + first / (n + 1) ** 2),
        proof=[
            definition(c[n + 1]),
                E(norm2(inv((n + 1) * gram(rows)) * (n * gram(rows) * c[n] + rows.T * (rows * c[n] + eps0[n])) - w0,
                        Sigma)),
            matrix_identity, E(norm2(c[n] - w0 + inv(gram(rows)) * rows.T * eps0[n] / (n + 1), Sigma)),
            expectation,     error + sigma0**2 / (n + 1) ** 2 * E(tr(Sigma * inv(gram(rows)))),
            wishart_moment,
        ])

    one_design_start = PAPER.claim("one-design-start", "It starts at the truth",
        equal(E(norm2(c[0] - w0, Sigma)), 0),
        proof=[definition(c[0]), E(norm2(w0 - w0, Sigma)), matrix_identity])

    one_design = PAPER.claim("one-design",
        "On one design that is reused the error after n generations is that of one, times the sum of 1/i^2: equality",
        equal(error, first * squares), proof=recurrence(n, base=one_design_start, step=one_design_step))

    PAPER.claim("one-design-bounded", "which is at most pi^2/6 of it for all generations together",
        at_most(error, first * pi**2 / 6), proof=[one_design, first * squares, inequality])

    PAPER.claim("one-design-no-less", "and no constant below 1.63 would do: a hundred generations cost more",
        at_least(Sum(1 / i**2, (i, 1, 100)), Rational(163, 100)), where=[], witness={}, proof=inequality)
