"""A ridge removes the peak: by the filter at every size, and by the best ridge in proportion, monotonically."""

from lemmata.derivations.double_descent.paper import PAPER
from lemmata.verifier.language import *

x, k, r2 = (Symbol(name, positive=True) for name in ("x", "k", "r2"))
P = semidefinite("P", d)

with PAPER.section("Ridge", where=[ridge > 0], witness={x: 1, ridge: 1}):
    PAPER.claim("filter", "What a singular value x is inverted to is at most 1/(2 sqrt(ridge))",
        at_most(x / (x**2 + ridge), 1 / (2 * sqrt(ridge))), proof=inequality)

    PAPER.claim("filter-reached", "and it is that at x = sqrt(ridge)",
        equal(x / (x**2 + ridge), 1 / (2 * sqrt(ridge))), where=[Eq(x, sqrt(ridge))], proof=given)

fitted = R * X.T * (X * w0 + eps) / T

with PAPER.section("Ridge", where=[ridge > 0], witness={ridge: 1, d: 2, T: 2, sigma: 1},
                   laws=[GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2)]):
    split = PAPER.claim("ridge-splitting", "The error of ridge regression is a bias and a noise",
        equal(E(norm2(fitted - w0)), ridge**2 * E(tr(w0 * w0.T * R * R)) + sigma**2 / T * E(tr(R * S * R))),
        proof=[matrix_identity, E(norm2(R * X.T * eps / T - ridge * R * w0)), expectation])

    noise = PAPER.claim("ridge-noise", "The noise is at most 1/(4 ridge) in every direction, whatever the design is",
        at_most(E(tr(R * S * R)), d / (4 * ridge)),
        proof=[spectral_order(X), E(tr(identity(d))) / (4 * ridge), expectation])

    shrinks = PAPER.claim("ridge-shrinks", "and the bias at most what there is to learn",
        at_most(ridge**2 * E(tr(P * R * R)), tr(P)),
        proof=[spectral_order(X, P), E(tr(P * identity(d))), expectation])

    PAPER.claim("ridge-bounded", "So the error is bounded at every size, d = T included",
        at_most(E(norm2(fitted - w0)), norm2(w0) + sigma**2 * d / (4 * ridge * T)),
        proof=[
            split, ridge**2 * E(tr(w0 * w0.T * R * R)) + sigma**2 / T * E(tr(R * S * R)),
            use(shrinks, {P: w0 * w0.T}), tr(w0 * w0.T) + sigma**2 / T * E(tr(R * S * R)),
            noise, tr(w0 * w0.T) + sigma**2 / T * d / (4 * ridge),
            matrix_identity,
        ])

# In proportion, Sigma = I, signal r2: kappa belongs to any ridge, k to the best one.
value = (kappa**2 * r2 + sigma**2 * phi) / ((1 + kappa) ** 2 - phi)
ridge_of = kappa * (1 - phi / (1 + kappa))
shape = r2 * k * (1 + k) / (sigma**2 * (1 + k) + r2 * k)
best = r2 * k / (1 + k)

there = {k: 1, phi: 1, r2: 2, sigma: 1, kappa: 2}

with PAPER.section("Ridge", where=[Eq(phi, shape), phi < 1 + kappa], witness=there):
    PAPER.claim("best-ridge", "At the ridge sigma^2 phi/r2 kappa is k, phi = r2 k (1 + k)/(sigma^2 (1 + k) + r2 k)",
        equal(ridge_of.xreplace({kappa: k}), sigma**2 * phi / r2), where=[phi < 1 + k], witness={**there, kappa: 1},
        proof=given)

    distance = PAPER.claim("best-ridge-distance", "and any other ridge costs a square more than r2 k/(1 + k)",
        equal(value, best + r2 * (kappa - k) ** 2 / ((1 + k) * ((1 + kappa) ** 2 - phi))), proof=given)

    PAPER.claim("best-ridge-is-best", "So no ridge is better",
        at_least(value, best),
        proof=[distance, best + r2 * (kappa - k) ** 2 / ((1 + k) * ((1 + kappa) ** 2 - phi)), inequality])

with PAPER.section("Ridge", witness={k: 1, r2: 1, sigma: 1}):
    PAPER.claim("best-ridge-bounded", "The error with the best ridge stays below the signal for every phi: no peak",
        less_than(best, r2), proof=inequality)

    half_way = r2 * (phi - 1) + sigma**2 * phi
    solved = (half_way + sqrt(half_way**2 + 4 * r2 * sigma**2 * phi)) / (2 * r2)
    PAPER.claim("best-kappa", "Every phi has such a k, a root of r2 k^2 - (r2 (phi - 1) + sigma^2 phi) k = sigma^2 phi",
        equal(shape, phi), where=[Eq(k, solved)], witness={k: 1, r2: 2, phi: 1, sigma: 1}, proof=given)

    PAPER.claim("phi-increases", "phi increases with k",
        greater_than(Derivative(shape, k), 0), where=[sigma > 0],
        proof=[
            differentiate, r2 * (sigma**2 * (1 + k) ** 2 + r2 * k**2) / (sigma**2 * (1 + k) + r2 * k) ** 2,
            inequality,
        ])

    PAPER.claim("best-error-increases", "and so does the error with the best ridge: it increases with phi throughout",
        greater_than(Derivative(best, k), 0), proof=[differentiate, r2 / (1 + k) ** 2, inequality])
