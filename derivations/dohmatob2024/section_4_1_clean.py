"""Classical estimators on clean data: least squares and the minimum-norm solution (Section 4.1, n = 0).

The label noise is integrated first, then the design; nothing is asymptotic until the last line of each part.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.setting import in_proportion
from lemmata.verifier.language import *

clean = risk(n=0, ridge=0)
half = Rational(1, 2)

with PAPER.section("Section 4.1", where=[T >= d + 2], laws=LAWS, source="Theorem 4.1 (n = 0)"):
    inverse_wishart_trace = PAPER.claim("inverse-wishart-trace", "E tr Sigma (X'X)^-1 for a Gaussian design",
        equal(E(tr(Sigma * inv(gram(X)))), d / (T - d - 1)), source="Theorem 4.1 (proof)", witness={d: 2, T: 5},
        proof=[wishart_moment, tr(Sigma * inv(Sigma)) / (T - d - 1), matrix_identity])

    ols_risk_clean = PAPER.claim("ols-risk-clean",
        "The risk of least squares on clean data, for every covariance and every w0",
        equal(clean, sigma**2 * d / (T - d - 1)), witness={d: 2, T: 5, sigma: 1},
        checks=[simulation({d: 8, T: 24}, resolution="1/50")],
        proof=[
            definition(clean), E(norm2(pinv(X) * (X * w[0] + eps) - w0, Sigma)),
            definition(w[0]),  E(norm2(pinv(X) * (X * w0 + eps) - w0, Sigma)),
            matrix_identity,   E(norm2(inv(gram(X)) * X.T * eps, Sigma)),
            expectation,       sigma**2 * E(tr(Sigma * inv(gram(X)))),
            inverse_wishart_trace,
        ])

    PAPER.claim("ols-risk-clean-limit", "Its limit when d and T grow in proportion",
        tends(clean, sigma**2 * phi / (1 - phi), along=in_proportion), where=[phi < 1],
        witness={d: 2, T: 5, sigma: 1, phi: Rational(2, 5)}, proof=[ols_risk_clean, sigma**2 * d / (T - d - 1), limit])

isotropic_laws = (GaussianRows(X, identity(d)), WhiteNoise(eps, sigma**2))

with PAPER.section("Section 4.3", where=[T <= d - 2, sigma_is_identity], source="Section 4.3 (n = 0)"):
    min_norm_risk_clean = PAPER.claim("min-norm-risk-clean",
        "The risk of the minimum-norm solution for Sigma = I and fewer samples than dimensions",
        equal(clean, signal * (1 - T / d) + sigma**2 * T / (d - T - 1)),
        witness={SPECTRUM: ((1, 1), (1, 1), (1, 0), (1, 2)), T: 2, sigma: 1}, laws=isotropic_laws,
        checks=[simulation({SPECTRUM: ((1, 1),) * 40, T: 10, sigma: half}, resolution="1/50")],
        proof=[
            definition(clean), E(norm2(pinv(X) * (X * w[0] + eps) - w0, Sigma)),
            definition(w[0]),  E(norm2(pinv(X) * (X * w0 + eps) - w0, Sigma)),
            isotropic,         E(norm2(pinv(X) * (X * w0 + eps) - w0)),
            expectation,       E(norm2(pinv(X) * X * w0 - w0)) + sigma**2 * E(tr(inv(X * X.T))),
            matrix_identity,   E(norm2(w0) - tr(w0 * w0.T * pinv(X) * X)) + sigma**2 * E(tr(inv(X * X.T))),
            wishart_moment,    norm2(w0) * (1 - T / d) + sigma**2 * E(tr(inv(X * X.T))),
            wishart_moment,    norm2(w0) * (1 - T / d) + sigma**2 * T / (d - T - 1),
            definition(signal),
        ])

    PAPER.claim("min-norm-risk-clean-limit", "Its limit when d and T grow in proportion",
        tends(clean, signal * (1 - 1 / phi) + sigma**2 / (phi - 1), along=in_proportion), where=[phi > 1],
        witness={SPECTRUM: ((1, 1), (1, 1), (1, 0), (1, 2)), T: 2, sigma: 1, phi: 2},
        proof=[min_norm_risk_clean, signal * (1 - T / d) + sigma**2 * T / (d - T - 1), limit])
