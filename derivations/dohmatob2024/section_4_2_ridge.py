"""Section 4.2: ridge regression on clean data, and Proposition 4.2.

The error is split exactly into a bias and a noise part; only then do the deterministic equivalents of the resolvent
enter. They are proved at finite size (chapter ``gaussian_equivalents``), that of R B R for any B where the eigenvalues
of the covariance stay away from zero.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.setting import (
    bias,
    first_df,
    ridge_of_kappa,
    second_df,
    two_eigenvalues,
    variance,
)
from lemmata.derivations.gaussian_equivalents.any_matrix import any_equivalent
from lemmata.derivations.gaussian_equivalents.noise_equivalent import noise_equivalent
from lemmata.derivations.gaussian_equivalents.resolvent import resolvent_equivalent as one_resolvent
from lemmata.derivations.gaussian_equivalents.signal_equivalent import signal_equivalent
from lemmata.theory.quantities.resolvents import (
    RESOLVENT,
    RESOLVENT_EQUIVALENT,
    SAMPLE_RESOLVENT,
    SAMPLE_RESOLVENT_EQUIVALENT,
    TWO_RESOLVENTS,
    TWO_RESOLVENTS_EQUIVALENT,
    WITH_AND_WITHOUT_RIDGE,
    A,
    B,
    a,
    b,
    unseen,
)
from lemmata.verifier.language import *

proportional_growth = [first_df, second_df, ridge_of_kappa, ridge > 0, df1 < T]
a_point = {**two_eigenvalues, T: 2, ridge: "7/12"}

with PAPER.section("Section 4.2", where=proportional_growth, witness={**a_point, a: 1}):
    resolvent_equivalent = PAPER.claim("resolvent-equivalent",
        "ridge R behaves like kappa (Sigma + kappa)^-1",
        equivalent(RESOLVENT, RESOLVENT_EQUIVALENT),
        reference=(
            "Silverstein and Bai 1995, J. Multivariate Anal. 54; Rubio and "
            "Mestre 2011, Statist. Probab. Lett. 81"
        ),
        checks=[exact_sizes(), ladder()], laws=LAWS,
        proof=one_resolvent)

    two_resolvents_equivalent = PAPER.claim("two-resolvents-equivalent",
        "The second-order equivalent, with the variance that the design adds",
        equivalent(TWO_RESOLVENTS, TWO_RESOLVENTS_EQUIVALENT, BOUNDED_BELOW), witness={**a_point, a: 1, b: 1},
        reference="Bach 2024, SIAM J. Math. Data Sci. 6, Proposition 2; Dobriban and Wager 2018, Ann. Statist. 46",
        checks=[exact_sizes(), ladder()], laws=LAWS,
        proof=any_equivalent)

    around_covariance = PAPER.claim("resolvents-around-covariance",
        "The second-order equivalent around Sigma: what a squared bias is made of",
        equivalent(TWO_RESOLVENTS.xreplace({B: Sigma, b: s}), TWO_RESOLVENTS_EQUIVALENT.xreplace({B: Sigma, b: s})),
        reference="Bach 2024, SIAM J. Math. Data Sci. 6, Proposition 2; Dobriban and Wager 2018, Ann. Statist. 46",
        checks=[exact_sizes()], laws=LAWS,
        proof=signal_equivalent)

    sample_resolvent_equivalent = PAPER.claim("sample-resolvent-equivalent",
        "The equivalent of tr A R S R / T",
        equivalent(SAMPLE_RESOLVENT, SAMPLE_RESOLVENT_EQUIVALENT),
        reference="Bach 2024, SIAM J. Math. Data Sci. 6, Proposition 2; Dobriban and Wager 2018, Ann. Statist. 46",
        checks=[exact_sizes(), ladder()], laws=LAWS,
        proof=noise_equivalent)

clean = risk(n=0)
squared_bias = ridge**2 * E(tr(w0 * w0.T * R * Sigma * R))
noise = sigma**2 * (E(tr(Sigma * R * S * R)) / T)

with PAPER.section("Section 4.2"):
    ridge_risk_clean = PAPER.claim("ridge-risk-clean",
        "The risk of ridge regression is a squared bias and a noise part, exactly",
        equal(clean, squared_bias + noise), source="Proposition 4.2 (proof)", where=[ridge > 0],
        witness={ridge: 1, T: 3, sigma: 1}, laws=LAWS,
        proof=[
            definition(clean), E(norm2(R * X.T * (X * w[0] + eps) / T - w0, Sigma)),
            definition(w[0]),  E(norm2(R * X.T * (X * w0 + eps) / T - w0, Sigma)),
            matrix_identity,   E(norm2(R * X.T * eps / T - ridge * R * w0, Sigma)),
            expectation,       squared_bias + sigma**2 * E(tr(Sigma * R * X.T * X * R)) / T**2,
            matrix_identity,
        ])

with PAPER.section("Section 4.2", where=proportional_growth, witness={**a_point, sigma: 1}, laws=LAWS):
    bias_equivalent = PAPER.claim("ridge-bias-equivalent", "The bias of ridge regression on clean data",
        equivalent(squared_bias, bias), source="Proposition 4.2 (bias)", witness=a_point, checks=[exact_sizes()],
        proof=[
            equivalent_at(around_covariance, {A: w0 * w0.T}),
                kappa**2 * (EigenSum(c2 * s / (s + kappa) ** 2)
                            + EigenSum(c2 * s / (s + kappa) ** 2) * EigenSum(s**2 / (s + kappa) ** 2) / (T - df2)),
            given, kappa**2 * EigenSum(c2 * s / (s + kappa) ** 2) * (1 + df2 / (T - df2)),
            algebra,
        ])

    variance_equivalent = PAPER.claim("ridge-variance-equivalent", "The variance of ridge regression on clean data",
        equivalent(noise, variance), source="Proposition 4.2 (variance)", checks=[exact_sizes(), ladder()],
        proof=[
            equivalent_at(sample_resolvent_equivalent, {A: Sigma}),
                sigma**2 * EigenSum(s**2 / (s + kappa) ** 2) / (T - df2),
            given, sigma**2 * df2 / (T - df2),
            algebra,
        ])

    ridge_equivalent = PAPER.published("ridge-equivalent", "The risk of ridge regression on clean data",
        equivalent(clean, bias + variance),
        printed=r"\mathrm{Bias} \sim \frac{\kappa^2 w_0^\top \Sigma (\Sigma + \kappa)^{-2} w_0}{1 - "
                r"df_2/T}, \quad \mathrm{Var} \sim \frac{\sigma^2 df_2/T}{1 - df_2/T}",
        source="Proposition 4.2", checks=[exact_sizes(), ladder()],
        proof=[
            ridge_risk_clean, squared_bias + noise,
            bias_equivalent,  bias + noise,
            variance_equivalent,
        ])

# Without ridge and with T < d samples, where df1(kappa) = T.
two_without_ridge, noise_without_ridge = (
    WITH_AND_WITHOUT_RIDGE[form](X) for form in (TWO_RESOLVENTS, SAMPLE_RESOLVENT)
)
missed = w0 * w0.T * unseen(X) * Sigma * unseen(X)
interpolation = [first_df, second_df, Eq(T, df1), kappa > 0, T <= d - 2]
interpolation_point = {SPECTRUM: ((1, 1),) * 4, kappa: 1, df1: 2, df2: 1, T: 2, sigma: 1, a: 1, b: 1}

with PAPER.section("Section 4.2", where=interpolation, witness=interpolation_point, laws=LAWS):
    two_equivalent = PAPER.claim("two-resolvents-without-ridge", "The second-order equivalent without ridge",
        equivalent(two_without_ridge, TWO_RESOLVENTS_EQUIVALENT, BOUNDED_BELOW),
        proof=ridge_to_zero(two_resolvents_equivalent))

    noise_equivalent_without = PAPER.claim("sample-resolvent-without-ridge", "and that of the noise",
        equivalent(noise_without_ridge, SAMPLE_RESOLVENT_EQUIVALENT, BOUNDED_BELOW),
        proof=ridge_to_zero(sample_resolvent_equivalent))

    min_norm_equivalent = PAPER.claim("min-norm-equivalent",
        "The minimum-norm solution in general covariance: Proposition 4.2 at ridge = 0, where df1(kappa) = T",
        equivalent(
            risk(n=0, ridge=0),
            (kappa**2 * EigenSum(c2 * s / (s + kappa) ** 2) + sigma**2 * df2 / T) / (1 - df2 / T),
            BOUNDED_BELOW,
        ),
        reference="Hastie, Montanari, Rosset and Tibshirani 2022, Ann. Statist. 50, Theorem 3",
        checks=[
            exact_sizes(samples_per_dimension="1/2", penalty="0"),
            ladder(samples_per_dimension="1/4", penalty="0"),
        ],
        proof=[
            definition(risk(n=0, ridge=0)), E(norm2(pinv(X) * (X * w[0] + eps) - w0, Sigma)),
            definition(w[0]), E(norm2(pinv(X) * (X * w0 + eps) - w0, Sigma)),
            expectation, E(tr(missed)) + sigma**2 * noise_without_ridge.xreplace({A: Sigma}),
            equivalent_at(two_equivalent, {A: w0 * w0.T, B: Sigma}),
                kappa**2 * EigenSum(c2 * s / (s + kappa) ** 2) * (1 + df2 / (T - df2))
                + sigma**2 * noise_without_ridge.xreplace({A: Sigma}),
            equivalent_at(noise_equivalent_without, {A: Sigma}),
                kappa**2 * EigenSum(c2 * s / (s + kappa) ** 2) * (1 + df2 / (T - df2)) + sigma**2 * df2 / (T - df2),
            algebra,
        ])
