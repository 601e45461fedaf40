"""m = 1 - E tr SR/T is ridge/kappa up to 1/T: two exact equations that are linear in m - ridge/kappa.

With K = Sigma G Sigma and G = (Sigma + kappa)^-1, the fit's equation and that of the resolvent at P = K give, exactly,

    (m - ridge/kappa)(T + kappa E tr(Sigma G R)) = defect(Sigma) - defect(K),

so that no argument about the root of an equation is needed.
"""

from typing import Any

from lemmata.derivations.gaussian_equivalents.covariances import defect_bound
from lemmata.derivations.gaussian_equivalents.exact_equations import fit_equation, resolvent_equation
from lemmata.derivations.gaussian_equivalents.paper import PAPER, G, P, a, defect, m, mean, rows
from lemmata.verifier.language import *

K = Sigma * G * Sigma
first_df = Eq(df1, EigenSum(s / (s + kappa)))
renormalised: dict[str, Any] = {**rows, "where": [ridge > 0, first_df, Eq(ridge, kappa * (1 - df1 / T))],
                "witness": {SPECTRUM: ((1, 1),), d: 1, T: 1, kappa: 1, df1: "1/2", ridge: "1/2"}}
gap = m - ridge / kappa
room = T + kappa * mean(Sigma * G)

t, u, q = Symbol("t", positive=True), Symbol("u", nonnegative=True), Symbol("q", nonnegative=True)

with PAPER.section("Scalar equation"):
    less_room = PAPER.claim("less-room", "A larger denominator",
        at_most(u / (t + q), u / t), witness={t: 1, u: 1, q: 1}, proof=inequality)

with PAPER.section("Scalar equation", **renormalised):
    split = PAPER.claim("split", "Sigma R by Sigma G R and K R",
        equal(mean(Sigma), kappa * mean(Sigma * G) + mean(K)), proof=matrix_identity)

    degrees = PAPER.claim("degrees", "The degrees of freedom as a trace",
        equal(tr(K * inv(Sigma)), df1),
        proof=[matrix_identity, tr(Sigma * G), eigenbasis, EigenSum(s / (s + kappa)), given])

    closing = PAPER.claim("closing", "The two equations are linear in m - ridge/kappa",
        equal(defect(Sigma) - defect(K), gap * room),
        proof=[
            use(resolvent_equation, {P: K}),
            defect(Sigma) - (ridge * mean(K * inv(Sigma)) + m * mean(K) - tr(K * inv(Sigma))),
            matrix_identity, defect(Sigma) - (ridge * mean(Sigma * G) + m * mean(K) - tr(K * inv(Sigma))),
            use(fit_equation),
            m * mean(Sigma) - E(tr(S * R)) - (ridge * mean(Sigma * G) + m * mean(K) - tr(K * inv(Sigma))),
            degrees, m * mean(Sigma) - E(tr(S * R)) - (ridge * mean(Sigma * G) + m * mean(K) - df1),
            split,
            m * (kappa * mean(Sigma * G) + mean(K)) - E(tr(S * R)) - (ridge * mean(Sigma * G) + m * mean(K) - df1),
            given,
        ])

    quotient = PAPER.claim("quotient", "Solved for m - ridge/kappa",
        equal((defect(Sigma) - defect(K)) / room, gap), proof=closing)

    kernel_below = PAPER.claim("kernel-below", "K <= Sigma, beside R",
        at_most(mean(K), mean(Sigma)), proof=[inequality, kappa * mean(Sigma * G) + mean(K), split])

    scalar_equation = PAPER.claim("scalar-equation", "m is ridge/kappa, up to 1/T",
        within(m, ridge / kappa, 2 * a * mean(Sigma) / T**2),
        proof=[
            triangle_by(use(quotient)),        (Abs(defect(Sigma)) + Abs(defect(K))) / room,
            use(defect_bound, {P: Sigma}),     (a * mean(Sigma) / T + Abs(defect(K))) / room,
            use(defect_bound, {P: K}),         (a * mean(Sigma) / T + a * mean(K) / T) / room,
            kernel_below,                      (a * mean(Sigma) / T + a * mean(Sigma) / T) / room,
            use(less_room, {u: 2 * a * mean(Sigma) / T, t: T, q: kappa * mean(Sigma * G)}),
        ])
