"""Section 4.3 as printed, where generators have T0 < d samples, and what holds instead.

What fails, fails for one of two reasons: a term is taken to be linear in n (the noise of independent designs is
forgotten), or an operator norm bounds from the wrong side.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.section_4_3_general_covariance import (
    P,
)
from lemmata.derivations.dohmatob2024.section_4_3_isotropic import ols, ols_after_projections, ols_noise, point
from lemmata.derivations.dohmatob2024.theorem_4_6_moments import eta, gathered
from lemmata.derivations.dohmatob2024.theorems_4_5_and_4_6 import downstream
from lemmata.verifier.language import *

isotropic_rows = (GaussianRows(X, identity(d)), GaussianRows(X0, identity(d)))

# Theorem 4.3: "the last term is linear in n".
noise_of = ols - risk(ridge=0, sigma0=0)
noise_of_first = risk(1, ridge=0) - risk(1, ridge=0, sigma0=0)

with PAPER.section("Section 4.3", where=downstream, witness=point, source="Theorem 4.3 (last term), T0 < d"):
    noise_is_forgotten = PAPER.claim("noise-is-forgotten",
        "With independent designs n generations add the noise of one, times (1 - eta^n)/(1 - eta)",
        equal(noise_of, gathered),
        proof=[
            ols_after_projections, (1 - eta**n) * signal + gathered + ols_noise - risk(ridge=0, sigma0=0),
            use(ols_after_projections, {sigma0: 0}),
        ])

    PAPER.published("printed-linear-growth",
        "The last term of Theorem 4.3, n sigma0^2 rho, read as linear in n for independent designs with T0 < d",
        equal(noise_of, n * noise_of_first),
        printed=r"E_n \sim \widetilde{\mathrm{Bias}} + \mathrm{Var} + n \sigma_0^2 \rho",
        corrected_by=noise_is_forgotten, note="linear for T0 >= d, and for T0 < d when all generators share one design")

# Section 4.3: a lower bound of DeltaBias by an operator norm.
delta = E(norm2(R * S * (P * w0 - w0)))
first_bias = E(norm2(P * w0 - w0))

with PAPER.section("Section 4.3", where=[T0 <= d], laws=isotropic_rows, source="Section 4.3"):
    delta_bias_isotropic = PAPER.claim("delta-bias-isotropic",
        "For Sigma = I the bias of a generator is seen with the mean squared eigenvalue of S R, not with the largest",
        equal(delta, E(tr(S * R * R * S)) / d * first_bias), where=[ridge > 0], witness={d: 3, T0: 2, T: 2, ridge: 1},
        proof=rotation_invariant_mean)

    delta_min_norm = E(norm2(pinv(X) * X * (P * w0 - w0)))

    PAPER.published("printed-delta-bias",
        "DeltaBias is at least E||Sigma^1/2 S R||_op^2 Bias_0: for Sigma = I and ridge = 0, where the norm is 1",
        at_least(delta_min_norm, first_bias),
        printed=r"\Delta\mathrm{Bias} \ge E[\|\Sigma^{1/2} S R\|_{op}^2] \, \mathrm{Bias}_0",
        where=[T <= d], witness={d: 3, T0: 2, T: 2},
        corrected_by=delta_bias_isotropic, note="the operator norm bounds from above",
        misprint="'at least' for 'at most'",
        proof=[
            wishart_moment,     T / d * (1 - T0 / d) * norm2(w0),
            definition(signal), T / d * (1 - T0 / d) * signal,
            inequality,         (1 - T0 / d) * signal,
            definition(signal), (1 - T0 / d) * norm2(w0),
            wishart_moment,
        ])
