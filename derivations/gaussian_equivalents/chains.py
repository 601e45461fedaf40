"""Chains of ridge generators: any number of generations with fresh designs, and errors that do not add up.

A generator keeps F = S R of the parameter before it, and F^2 <= F is at most x = t/(t + ridge0) in the mean where
Sigma <= t: a chain contracts. With D = Sigma (Sigma + ridge0)^-1, few degrees of freedom
(small = (df + 1 + 1/(2 T0))/T0) and q = (1 + k) x < 1 for a k > 0, for every n

    E |w[n] - D^n w0|^2 <= (1 + 1/k) (3 small/(1 - small)) |w0|^2 (q^n - x^(2n))/(q - x^2)
                           + sigma0^2 tr Sigma/(ridge0^2 T0) (1 - q^n)/(1 - q).
"""

from typing import Any

from lemmata.derivations.gaussian_equivalents.exact_equations import N
from lemmata.derivations.gaussian_equivalents.few_degrees import above, below, few
from lemmata.derivations.gaussian_equivalents.few_degrees_fits import noise_from_below
from lemmata.derivations.gaussian_equivalents.one_draw import k, t
from lemmata.derivations.gaussian_equivalents.paper import PAPER, mean
from lemmata.theory.quantities.few_degrees import D, H, far, small
from lemmata.theory.quantities.regression import RIDGE_LAWS, generator_resolvent, w_ridge
from lemmata.theory.quantities.resolvents import A
from lemmata.theory.quantities.resolvents import a as eigenvalue
from lemmata.verifier.language import *

one = identity(d)
path = vector("path", d)
"""D^n w0."""
generator = {X: X0[n], T: T0, ridge: ridge0}
H0, small0, far0 = H.xreplace(generator), small.xreplace(generator), far.xreplace(generator)
PAPER.define(path, w0, lambda i: (one - ridge0 * H0) * path[i])

R0, S0 = generator_resolvent(n), gram(X0[n]) / T0
error = w_ridge[n] - path[n]
kept, drift, scattered = (one - ridge0 * R0) * error, ridge0 * (H0 - R0) * path[n], R0 * X0[n].T * eps0[n] / T0
labels = inv(gram(X0[n]) + T0 * ridge0 * one) * X0[n].T * (X0[n] * w_ridge[n] + eps0[n])
q, x = Symbol("q", positive=True), Symbol("x", positive=True)
drifted, noise = 3 * small0 / (1 - small0) * norm2(w0), tr(Sigma) / ridge0**2
point = {ridge0: 1, d: 1, T0: 6, n: 1}
few_point = point | {SPECTRUM: ((1, 1),), eigenvalue: 1}
chain: dict[str, Any] = {
    "where": [ridge0 > 0, Sigma <= t * one, Eq(x, t / (t + ridge0))], "laws": RIDGE_LAWS,
    "witness": point | {t: 1, sigma0: 1, x: "1/2"}}

y = H0 * path[n]
seen = norm2(Sigma * y)
few_chain = chain | {"where": [*chain["where"], far0 < 1], "witness": chain["witness"] | few_point | {k: "1/2"}}

with PAPER.section("Few degrees", **few):
    fit_drift = PAPER.claim("fit-drift", "How far R is from H, in the mean square",
        at_most((1 - small) * ridge**2 * E(tr(A * (R - H) * (R - H))), 3 * small * ridge * tr(A * H)),
        proof=[
            matrix_identity, ridge * (1 - small) * (mean(A) - E(tr(A * N)) - 2 * ridge * mean(A * H)
                                                    + ridge * E(tr(A * H * H))),
            expectation, ridge * (1 - small) * (mean(A) - E(tr(A * N)) - 2 * ridge * mean(A * H)
                                                + ridge * tr(A * H * H)),
            in_every_direction(below, {A: A * H}),
            ridge * (1 - small) * (mean(A) - E(tr(A * N)) - ridge * tr(A * H * H)),
            noise_from_below,
            ridge * ((1 - small) * mean(A) - (1 - 3 * small) * tr(A * D * H) - (1 - small) * ridge * tr(A * H * H)),
            above, ridge * (tr(A * H) - (1 - 3 * small) * tr(A * D * H) - (1 - small) * ridge * tr(A * H * H)),
            inequality, ridge * (tr(A * H) - (1 - 3 * small) * tr(A * D * H) - (1 - small) * ridge * tr(A * H * H))
            + 2 * small * ridge**2 * tr(A * H * H),
            matrix_identity,
        ])

with PAPER.section("Chains", **chain | {"laws": ()}):
    path_start = PAPER.claim("path-start", "D^n w0 begins at the truth",
        equal(norm2(path[0]), norm2(w0)), where=[], witness={d: 1}, proof=definition(path[0]))

    path_step = PAPER.claim("path-step", "and contracts",
        at_most(norm2(path[n + 1]), x**2 * norm2(path[n])),
        proof=[
            definition(path[n + 1]), norm2((one - ridge0 * H0) * path[n]),
            matrix_identity, (t**2 * seen + 2 * t * ridge0 * seen + ridge0**2 * seen) / (t + ridge0) ** 2,
            inequality, (t**2 * seen + 2 * t * ridge0 * seen + ridge0**2 * t**2 * norm2(y)) / (t + ridge0) ** 2,
            inequality, (t**2 * seen + 2 * t**2 * ridge0 * norm2(y, Sigma) + ridge0**2 * t**2 * norm2(y))
            / (t + ridge0) ** 2,
            matrix_identity, (t / (t + ridge0)) ** 2 * norm2(path[n]),
            given,
        ])

    path_length = PAPER.claim("path-length", "so that it is so long at most",
        at_most(norm2(path[n]), x ** (2 * n) * norm2(w0)), proof=recurrence(n, path_start, path_step))

with PAPER.section("Chains", **chain):
    least = PAPER.claim("least-resolvent", "(Sigma + ridge0)^-1 is at least 1/(t + ridge0)",
        at_most(E(norm2(error)) / (t + ridge0), E(norm2(error, H0))), proof=inequality)

    kept_below = PAPER.claim("chain-contracts", "What a generation keeps of an error",
        at_most(E(norm2(kept)), x * E(norm2(error))),
        proof=[
            inequality, E(norm2(kept)) + ridge0 * E(norm2(X0[n] * R0 * error)) / T0
            + ridge0 * E(norm2(X0[n] * (R0 - H0) * error)) / T0 + ridge0**2 * E(norm2((R0 - H0) * error)),
            matrix_identity, E(norm2(error)) - 2 * ridge0 * E(tr(error * error.T * H0))
            + ridge0 * E(tr(error * error.T * H0 * (S0 + ridge0 * one) * H0)),
            expectation, E(norm2(error)) - 2 * ridge0 * E(tr(error * error.T * H0))
            + ridge0 * E(tr(error * error.T * H0 * (Sigma + ridge0 * one) * H0)),
            matrix_identity, E(norm2(error)) - ridge0 * E(norm2(error, H0)),
            least, E(norm2(error)) - ridge0 * E(norm2(error)) / (t + ridge0),
            given,
        ])

    noise_below = PAPER.claim("chain-noise", "What it makes of its labels' noise",
        at_most(E(tr(R0 * S0 * R0)), noise), proof=[spectral_order(X0[n]), E(tr(S0)) / ridge0**2, expectation])

    drift_below = PAPER.claim("chain-drift", "How far a generation leads away from D^n w0",
        at_most(E(norm2(drift)), x ** (2 * n) * drifted), where=[*chain["where"], far0 < 1],
        witness=few_chain["witness"],
        proof=[
            matrix_identity,
            (1 - small0) * ridge0**2 * E(tr(path[n] * path[n].T * (R0 - H0) * (R0 - H0))) / (1 - small0),
            use(fit_drift, generator | {A: path[n] * path[n].T}),
            3 * small0 * ridge0 * tr(path[n] * path[n].T * H0) / (1 - small0),
            inequality, 3 * small0 * ridge0 * tr(path[n] * path[n].T * H0) / (1 - small0)
            + 3 * small0 / (1 - small0) * tr(path[n] * path[n].T * H0 * (Sigma * Sigma + ridge0 * Sigma) * H0),
            matrix_identity, 3 * small0 / (1 - small0) * norm2(path[n]),
            path_length,
        ])

added = (1 + 1 / k) * x ** (2 * n) * drifted + sigma0**2 * noise / T0
scattering = sigma0**2 * E(tr(R0 * S0 * R0)) / T0

with PAPER.section("Chains", **few_chain | {
    "where": [*few_chain["where"], Eq(q, (1 + k) * x), q < 1], "witness": few_chain["witness"] | {q: "3/4"}}):
    chain_start = PAPER.claim("chain-start", "A chain starts at the truth",
        equal(E(norm2(w_ridge[0] - path[0])), 0), where=[], witness={d: 1},
        proof=[definition(w_ridge[0]), E(norm2(w0 - path[0])), definition(path[0]), E(norm2(w0 - w0)), matrix_identity])

    chain_step = PAPER.claim("chain-step", "One generation, in the mean square",
        at_most(E(norm2(w_ridge[n + 1] - path[n + 1])), q * E(norm2(error)) + added),
        proof=[
            definition(w_ridge[n + 1]), E(norm2(labels - path[n + 1])),
            definition(path[n + 1]), E(norm2(labels - (one - ridge0 * H0) * path[n])),
            matrix_identity, E(norm2(kept + drift + scattered)),
            expectation, E(norm2(kept + drift)) + scattering,
            inequality, E(norm2(kept + drift)) + E(norm2(k * kept - drift)) / k + scattering,
            matrix_identity, (1 + k) * E(norm2(kept)) + (1 + 1 / k) * E(norm2(drift)) + scattering,
            kept_below, (1 + k) * x * E(norm2(error)) + (1 + 1 / k) * E(norm2(drift)) + scattering,
            given, q * E(norm2(error)) + (1 + 1 / k) * E(norm2(drift)) + scattering,
            drift_below, q * E(norm2(error)) + (1 + 1 / k) * x ** (2 * n) * drifted + scattering,
            noise_below,
        ])

    PAPER.claim("chain-error", "However many generations: the errors do not add up",
        at_most(E(norm2(error)), (1 + 1 / k) * drifted * (q**n - x ** (2 * n)) / (q - x**2)
                + sigma0**2 * noise / T0 * (1 - q**n) / (1 - q)),
        proof=recurrence(n, chain_start, chain_step))
