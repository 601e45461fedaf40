"""Classical estimators on clean data: least squares and the minimum-norm solution (Section 4.1, n = 0).

The label noise is integrated first, then the design; nothing is asymptotic until the last line of each part.
"""

from sympy import Rational

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.setting import in_proportion
from lemmata.theory.notation import T, d, phi, sigma, signal
from lemmata.theory.quantities.regression import LAWS, Sigma, X, eps, risk, w, w0
from lemmata.theory.random_matrices import E, GaussianRows, WhiteNoise, gram, identity, inv, norm2, pinv, tr
from lemmata.theory.relations import equal, tends
from lemmata.theory.spectra.eigensum import SPECTRUM
from lemmata.verifier.checks import simulation
from lemmata.verifier.claim import by, calc, tends_by
from lemmata.verifier.rules import (
    definition,
    expectation,
    haar_projection_mean,
    inverse_gram_trace_mean,
    inverse_wishart_mean,
    isotropic,
    limit,
    matrix_identity,
    sigma_is_identity,
    use,
)

clean = risk(n=0, ridge=0)
half = Rational(1, 2)

inverse_wishart_trace = PAPER.claim(
    "inverse-wishart-trace",
    "E tr Sigma (X'X)^-1 for a Gaussian design",
    equal(E(tr(Sigma * inv(gram(X)))), d / (T - d - 1)),
    where=[T >= d + 2],
    witness={d: 2, T: 5},
    source=PAPER.at("Theorem 4.1 (proof)"),
    laws=LAWS,
    proof=calc(
        E(tr(Sigma * inv(gram(X)))),
        by(inverse_wishart_mean), tr(Sigma * inv(Sigma)) / (T - d - 1),
        by(matrix_identity), d / (T - d - 1),
    ),
)  # fmt: skip

ols_risk_clean = PAPER.claim(
    "ols-risk-clean",
    "The risk of least squares on clean data, for every covariance and every w0",
    equal(clean, sigma**2 * d / (T - d - 1)),
    where=[T >= d + 2],
    witness={d: 2, T: 5, sigma: 1},
    source=PAPER.at("Theorem 4.1 (n = 0)"),
    laws=LAWS,
    checks=[simulation({d: 8, T: 24}, resolution="1/50")],
    proof=calc(
        clean,
        by(definition(clean)), E(norm2(pinv(X) * (X * w[0] + eps) - w0, Sigma)),
        by(definition(w[0])), E(norm2(pinv(X) * (X * w0 + eps) - w0, Sigma)),
        by(matrix_identity), E(norm2(inv(gram(X)) * X.T * eps, Sigma)),
        by(expectation), sigma**2 * E(tr(Sigma * inv(gram(X)))),
        by(use(inverse_wishart_trace)), sigma**2 * d / (T - d - 1),
    ),
)  # fmt: skip

ols_risk_clean_limit = PAPER.claim(
    "ols-risk-clean-limit",
    "Its limit when d and T grow in proportion",
    tends(clean, sigma**2 * phi / (1 - phi), along=in_proportion),
    where=[T >= d + 2, phi < 1],
    witness={d: 2, T: 5, sigma: 1, phi: Rational(2, 5)},
    source=PAPER.at("Theorem 4.1 (n = 0)"),
    proof=calc(
        clean,
        by(use(ols_risk_clean)), sigma**2 * d / (T - d - 1),
        tends_by(limit), sigma**2 * phi / (1 - phi),
    ),
)  # fmt: skip

isotropic_laws = (GaussianRows(X, identity(d)), WhiteNoise(eps, sigma**2))

min_norm_risk_clean = PAPER.claim(
    "min-norm-risk-clean",
    "The risk of the minimum-norm solution for Sigma = I and fewer samples than dimensions",
    equal(clean, signal * (1 - T / d) + sigma**2 * T / (d - T - 1)),
    where=[T <= d - 2, sigma_is_identity],
    witness={SPECTRUM: ((1, 1), (1, 1), (1, 0), (1, 2)), T: 2, sigma: 1},
    source=PAPER.at("Section 4.3 (n = 0)"),
    laws=isotropic_laws,
    checks=[simulation({SPECTRUM: ((1, 1),) * 40, T: 10, sigma: half}, resolution="1/50")],
    proof=calc(
        clean,
        by(definition(clean)), E(norm2(pinv(X) * (X * w[0] + eps) - w0, Sigma)),
        by(definition(w[0])), E(norm2(pinv(X) * (X * w0 + eps) - w0, Sigma)),
        by(isotropic), E(norm2(pinv(X) * (X * w0 + eps) - w0)),
        by(expectation), E(norm2(pinv(X) * X * w0 - w0)) + sigma**2 * E(tr(inv(X * X.T))),
        by(matrix_identity), E(norm2(w0) - tr(w0 * w0.T * pinv(X) * X)) + sigma**2 * E(tr(inv(X * X.T))),
        by(haar_projection_mean), norm2(w0) * (1 - T / d) + sigma**2 * E(tr(inv(X * X.T))),
        by(inverse_gram_trace_mean), norm2(w0) * (1 - T / d) + sigma**2 * T / (d - T - 1),
        by(definition(signal)), signal * (1 - T / d) + sigma**2 * T / (d - T - 1),
    ),
)  # fmt: skip

min_norm_risk_clean_limit = PAPER.claim(
    "min-norm-risk-clean-limit",
    "Its limit when d and T grow in proportion",
    tends(clean, signal * (1 - 1 / phi) + sigma**2 / (phi - 1), along=in_proportion),
    where=[T <= d - 2, sigma_is_identity, phi > 1],
    witness={SPECTRUM: ((1, 1), (1, 1), (1, 0), (1, 2)), T: 2, sigma: 1, phi: 2},
    source=PAPER.at("Section 4.3 (n = 0)"),
    proof=calc(
        clean,
        by(use(min_norm_risk_clean)), signal * (1 - T / d) + sigma**2 * T / (d - T - 1),
        tends_by(limit), signal * (1 - 1 / phi) + sigma**2 / (phi - 1),
    ),
)  # fmt: skip
