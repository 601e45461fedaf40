"""Least squares: a risk, its limit, bounds, an induction, sums between integrals, and one claim that is false."""

from lemmata.verifier.language import *

PAPER = Paper("least-squares", "Least squares in proportion")

# d, T, sigma, phi and n are there already; a letter of one's own is declared.
rho = Symbol("rho", positive=True)
k = Symbol("k", positive=True, integer=True)
X, eps, Sigma = design("X", T, d), noise_vector("eps", T), covariance("Sigma", d)
w0, v0, v = vector("w0", d), vector("v0", d), vector("v", d)

fitted = inv(gram(X)) * X.T * (X * w0 + eps)
risk = E(norm2(fitted - w0, Sigma))
value = sigma**2 * d / (T - d - 1)

with PAPER.section("Risk", where=[T >= d + 2], witness={d: 2, T: 5, sigma: 1},
                   laws=[GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2)]):
    ols_risk = PAPER.claim("risk", "Only the noise is left",
        equal(risk, value),
        proof=[
            matrix_identity, E(norm2(inv(gram(X)) * X.T * eps, Sigma)),
            expectation, sigma**2 * E(tr(Sigma * inv(gram(X)))),
            wishart_moment,
        ])

    PAPER.claim("floor", "At least the rate d/T",
        at_least(risk, sigma**2 * d / T), proof=[ols_risk, value, inequality])

    PAPER.claim("ceiling", "At most the noise, from T = 2d on",
        at_most(risk, sigma**2), where=[T >= 2 * d], proof=[ols_risk, value, inequality])

    PAPER.claim("limit", "In proportion",
        tends(risk, sigma**2 * phi / (1 - phi), along=Path(T, keeping={d: phi * T})),
        where=[phi < 1], witness={d: 1, T: 3, sigma: 1, phi: Rational(1, 3)},
        proof=[ols_risk, value, limit])

PAPER.define(v, v0, lambda i: rho * v[i])  # v[0] = v0, v[i+1] = rho v[i]

with PAPER.section("Induction", witness={rho: 2, n: 3, d: 1}):
    base = PAPER.claim("base", "Generation 0",
        equal(norm2(v[0]), norm2(v0)), proof=definition(v[0]))

    step = PAPER.claim("step", "One more generation",
        equal(norm2(v[n + 1]), rho**2 * norm2(v[n])),
        proof=[definition(v[n + 1]), norm2(rho * v[n]), matrix_identity])

    PAPER.claim("growth", "All generations",
        equal(norm2(v[n]), rho ** (2 * n) * norm2(v0)), proof=recurrence(n, base, step))

with PAPER.section("Sums", witness={d: 3}):
    PAPER.claim("gauss", "In closed form",
        equal(Sum(k, (k, 1, d)), d * (d + 1) / 2), proof=telescoping(k * (k + 1) / 2, k))

    PAPER.claim("tail", "By an integral",
        at_most(Sum(k**-2, (k, d + 1, oo)), 1 / d), proof=inequality)

    PAPER.claim("harmonic", "By an integral",
        at_most(Sum(1 / k, (k, 1, d)), 1 + log(d)), proof=inequality)
