"""Rows of any law: what one white row does not fit is known by its first two moments, up to its fourth.

With P what the other rows have made, R = (P + ridge)^-1, q = v'Rv/T for a row v with uncorrelated entries of variance
1, b = E q = tr R/T, the row is not fitted by 1/(1 + q), and

    1/(1 + b) <= E 1/(1 + q) <= 1/(1 + b) + Var(q)/(1 + b)^2,

for Gaussian entries at most 1/(1 + b) + 1/(2 ridge T). The equation m = 1/(1 + u(m)) of isotropic rows, u linear of
slope 1/ridge, turns an error of m into one of its root that is no larger.
"""

from lemmata.derivations.gaussian_equivalents.paper import PAPER
from lemmata.verifier.language import *

v, P, one = vector("v", d), semidefinite("P", d), identity(d)
rest, whole = inv(P + ridge * one), inv(P + v * v.T / T + ridge * one)
q, b = norm2(v, rest) / T, tr(rest) / T
tangent = 1 / (1 + b) - (q - b) / (1 + b) ** 2
m, m0 = Symbol("m", real=True), Symbol("m0", real=True)
u, u0 = Symbol("u", nonnegative=True), Symbol("u0", nonnegative=True)
slope = 1 + 1 / (ridge * (1 + u) * (1 + u0))
point = {ridge: 1, d: 1, T: 1}

with PAPER.section("Rows of any law", where=[ridge > 0], witness=point):
    PAPER.claim("row-unfitted", "What a row does not fit, by the others",
        equal(1 - norm2(v, whole) / T, 1 / (1 + q)), proof=matrix_identity)

    square = PAPER.claim("rest-square", "R^2 <= R/ridge for the others",
        at_most(tr(rest * rest), tr(rest) / ridge), proof=inequality)

with PAPER.section("Rows of any law", where=[ridge > 0], witness=point, laws=[WhiteNoise(v, 1)]):
    PAPER.claim("row-below", "It is at least what the mean of q gives",
        at_least(E(1 / (1 + q)), 1 / (1 + b)), proof=[inequality, E(tangent), expectation])

    above = PAPER.claim("row-above", "and larger by the variance of q at most: fourth moments are enough",
        at_most(E(1 / (1 + q)), 1 / (1 + b) + (E(q**2) - b**2) / (1 + b) ** 2),
        proof=[inequality, E(tangent + (q - b) ** 2 / (1 + b) ** 2), expectation])

with PAPER.section("Rows of any law", where=[ridge > 0], witness=point, laws=[GaussianNoise(v, 1)]):
    PAPER.claim("gaussian-row", "Gaussian entries: of the order of 1/T",
        at_most(E(1 / (1 + q)), 1 / (1 + b) + 1 / (2 * ridge * T)),
        proof=[
            above, 1 / (1 + b) + (E(q**2) - b**2) / (1 + b) ** 2,
            expectation, 1 / (1 + b) + 2 * tr(rest * rest) / T**2 / (1 + b) ** 2,
            square, 1 / (1 + b) + 2 * (tr(rest) / ridge) / T**2 / (1 + b) ** 2,
            inequality,
        ])

with PAPER.section("Rows of any law",
                   where=[ridge > 0, Eq(m0, 1 / (1 + u0)), Eq(u, u0 + (m - m0) / ridge)],
                   witness={ridge: 1, m: "1/2", m0: "1/2", u: 1, u0: 1}):
    PAPER.claim("root-of-isotropic-rows", "The root is as near as the equation says",
        at_most(Abs(m - m0), Abs(m - 1 / (1 + u))),
        proof=[inequality, Abs(m - m0) * slope, algebra, Abs((m - m0) * slope), given])
