"""Generalised cross-validation without ridge: by how much it is off, exactly, at every size and in every covariance."""

from lemmata.derivations.renormalization.paper import PAPER
from lemmata.verifier.language import *

K = inv(gram(X))
fit = K * X.T * (X * w0 + eps)
residual = E(norm2(X * fit - (X * w0 + eps))) / T
new_row = sigma**2 + E(norm2(fit - w0, Sigma))
seen, tested = sigma**2 * (1 - d / T), sigma**2 * (T - 1) / (T - d - 1)
validated = residual / (1 - d / T) ** 2
gap = d / ((T - d) * (T - 1))
point = {d: 2, T: 5, sigma: 1}

with PAPER.section("Cross-validation", where=[T >= d + 2], witness=point, laws=LAWS):
    training = PAPER.claim("least-squares-training", "Least squares leaves the share 1 - d/T of the noise in the rows",
        equal(residual, seen),
        proof=[
            matrix_identity, E(norm2(X * K * X.T * eps - eps)) / T,
            expectation,     sigma**2 * (T - E(tr(X * K * X.T))) / T,
            matrix_identity,
        ])

    testing = PAPER.claim("least-squares-error", "The error on a new row",
        equal(new_row, tested),
        proof=[
            matrix_identity, sigma**2 + E(norm2(K * X.T * eps, Sigma)),
            expectation,     sigma**2 + sigma**2 * E(tr(Sigma * K)),
            wishart_moment,  sigma**2 + sigma**2 * d / (T - d - 1),
            algebra,
        ])

    PAPER.claim("validation-exact", "Cross-validation finds that error but for a share d/((T - d)(T - 1)) of it",
        equal(new_row - validated, gap * tested),
        proof=[
            testing,  tested - validated,
            training, tested - seen / (1 - d / T) ** 2,
            algebra,
        ])

with PAPER.section("Cross-validation", where=[T >= d + 2], witness={d: 2, T: 5, phi: Rational(2, 5)}):
    PAPER.claim("validation-rate", "The share is phi/(1 - phi) in units of 1/T",
        tends(T * gap, phi / (1 - phi), along=Path(T, keeping={d: phi * T})), where=[phi < 1], proof=limit)
