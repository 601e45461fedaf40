"""Section 4.2: ridge regression on clean data, and Proposition 4.2.

The error is split exactly into a bias and a noise part; only then do the deterministic equivalents of the resolvent
enter. They are taken as given, and what rests on them is at best ``assumed``.
"""

from sympy import Eq

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.part0_tools import kappa_slope
from lemmata.derivations.dohmatob2024.setting import (
    bias,
    first_df,
    ridge_of_kappa,
    second_df,
    two_eigenvalues,
    variance,
)
from lemmata.theory.notation import T, df1, df2, kappa, ridge, sigma
from lemmata.theory.quantities.regression import LAWS, R, S, Sigma, X, eps, risk, w, w0
from lemmata.theory.quantities.resolvents import (
    RESOLVENT,
    RESOLVENT_EQUIVALENT,
    SAMPLE_RESOLVENT,
    SAMPLE_RESOLVENT_EQUIVALENT,
    TWO_RESOLVENTS,
    TWO_RESOLVENTS_EQUIVALENT,
    A,
    B,
    a,
    b,
)
from lemmata.theory.random_matrices import E, norm2, tr
from lemmata.theory.relations import equal, equivalent
from lemmata.theory.spectra.eigensum import SPECTRUM, EigenSum, c2, s
from lemmata.verifier.checks import exact_sizes, ladder
from lemmata.verifier.claim import by, calc, equivalent_by
from lemmata.verifier.rules import algebra, definition, equivalent_at, expectation, given, matrix_identity, use

proportional_growth = [first_df, second_df, ridge_of_kappa, ridge > 0, df1 < T]
a_point = {**two_eigenvalues, T: 2, ridge: "7/12"}

resolvent_equivalent = PAPER.deterministic_equivalent(
    "resolvent-equivalent",
    "ridge R behaves like kappa (Sigma + kappa)^-1",
    equivalent(RESOLVENT, RESOLVENT_EQUIVALENT),
    where=proportional_growth,
    witness={**a_point, a: 1},
    checks=[exact_sizes(), ladder()],
    reference="Silverstein and Bai 1995, J. Multivariate Anal. 54; Rubio and Mestre 2011, Statist. Probab. Lett. 81",
)  # fmt: skip

two_resolvents_equivalent = PAPER.deterministic_equivalent(
    "two-resolvents-equivalent",
    "The second-order equivalent, with the variance that the design adds",
    equivalent(TWO_RESOLVENTS, TWO_RESOLVENTS_EQUIVALENT),
    where=proportional_growth,
    witness={**a_point, a: 1, b: 1},
    checks=[exact_sizes(), ladder()],
    reference="Bach 2024, SIAM J. Math. Data Sci. 6, Proposition 2; Dobriban and Wager 2018, Ann. Statist. 46",
)  # fmt: skip

sample_resolvent_equivalent = PAPER.deterministic_equivalent(
    "sample-resolvent-equivalent",
    "The equivalent of tr A R S R / T",
    equivalent(SAMPLE_RESOLVENT, SAMPLE_RESOLVENT_EQUIVALENT),
    where=proportional_growth,
    witness={**a_point, a: 1},
    checks=[exact_sizes(), ladder()],
    reference="Bach 2024, SIAM J. Math. Data Sci. 6, Proposition 2; Dobriban and Wager 2018, Ann. Statist. 46",
)  # fmt: skip

clean = risk(n=0)
squared_bias = ridge**2 * E(tr(w0 * w0.T * R * Sigma * R))
noise = sigma**2 * (E(tr(Sigma * R * S * R)) / T)

ridge_risk_clean = PAPER.claim(
    "ridge-risk-clean",
    "The risk of ridge regression is a squared bias and a noise part, exactly",
    equal(clean, squared_bias + noise),
    where=[ridge > 0],
    witness={ridge: 1, T: 3, sigma: 1},
    source=PAPER.at("Proposition 4.2 (proof)"),
    laws=LAWS,
    proof=calc(
        clean,
        by(definition(clean)), E(norm2(R * X.T * (X * w[0] + eps) / T - w0, Sigma)),
        by(definition(w[0])), E(norm2(R * X.T * (X * w0 + eps) / T - w0, Sigma)),
        by(matrix_identity), E(norm2(R * X.T * eps / T - ridge * R * w0, Sigma)),
        by(expectation), squared_bias + sigma**2 * E(tr(Sigma * R * X.T * X * R)) / T**2,
        by(matrix_identity), squared_bias + noise,
    ),
)  # fmt: skip

bias_equivalent = PAPER.claim(
    "ridge-bias-equivalent",
    "The bias of ridge regression on clean data",
    equivalent(squared_bias, bias),
    where=proportional_growth,
    witness=a_point,
    source=PAPER.at("Proposition 4.2 (bias)"),
    laws=LAWS,
    checks=[exact_sizes()],
    proof=calc(
        squared_bias,
        equivalent_by(equivalent_at(two_resolvents_equivalent, {A: w0 * w0.T, B: Sigma})),
        kappa**2 * (EigenSum(c2 * s / (s + kappa) ** 2)
                    + EigenSum(c2 * s / (s + kappa) ** 2) * EigenSum(s**2 / (s + kappa) ** 2) / (T - df2)),
        by(given), kappa**2 * EigenSum(c2 * s / (s + kappa) ** 2) * (1 + df2 / (T - df2)),
        by(algebra), bias,
    ),
)  # fmt: skip

variance_equivalent = PAPER.claim(
    "ridge-variance-equivalent",
    "The variance of ridge regression on clean data",
    equivalent(noise, variance),
    where=proportional_growth,
    witness={**a_point, sigma: 1},
    source=PAPER.at("Proposition 4.2 (variance)"),
    laws=LAWS,
    checks=[exact_sizes(), ladder()],
    proof=calc(
        noise,
        equivalent_by(equivalent_at(sample_resolvent_equivalent, {A: Sigma})),
        sigma**2 * EigenSum(s**2 / (s + kappa) ** 2) / (T - df2),
        by(given), sigma**2 * df2 / (T - df2),
        by(algebra), variance,
    ),
)  # fmt: skip

ridge_equivalent = PAPER.published(
    "ridge-equivalent",
    "The risk of ridge regression on clean data",
    equivalent(clean, bias + variance),
    where=proportional_growth,
    witness={**a_point, sigma: 1},
    source=PAPER.at("Proposition 4.2"),
    checks=[exact_sizes(), ladder()],
    proof=calc(
        clean,
        by(use(ridge_risk_clean)), squared_bias + noise,
        equivalent_by(use(bias_equivalent)), bias + noise,
        equivalent_by(use(variance_equivalent)), bias + variance,
    ),
)  # fmt: skip

min_norm_equivalent = PAPER.deterministic_equivalent(
    "min-norm-equivalent",
    "The minimum-norm solution in general covariance: Proposition 4.2 at ridge = 0, where df1(kappa) = T",
    equivalent(
        risk(n=0, ridge=0),
        (kappa**2 * EigenSum(c2 * s / (s + kappa) ** 2) + sigma**2 * df2 / T) / (1 - df2 / T),
    ),
    where=[first_df, second_df, Eq(T, df1), df2 < T],
    witness={SPECTRUM: ((1, 1), (1, 1)), kappa: 1, df1: 1, df2: "1/2", T: 1, sigma: 1},
    checks=[
        exact_sizes(samples_per_dimension="1/2", penalty="0"),
        ladder(samples_per_dimension="1/4", penalty="0"),
    ],
    reference="Hastie, Montanari, Rosset and Tibshirani 2022, Ann. Statist. 50, Theorem 3",
)  # fmt: skip

slope = 1 / (1 - df2 / T)

bias_by_slope = PAPER.claim(
    "bias-by-slope",
    "The bias through the slope of kappa",
    equal(bias, kappa**2 * EigenSum(c2 * s / (s + kappa) ** 2) * slope),
    where=[second_df, df2 < T],
    witness={**two_eigenvalues, T: 2},
    source=PAPER.at("Lemma I.2"),
    note=f"the slope is that of {kappa_slope.id}",
    proof=calc(bias, by(algebra), kappa**2 * EigenSum(c2 * s / (s + kappa) ** 2) * slope),
)  # fmt: skip

printed_bias_by_slope = PAPER.published(
    "printed-bias-by-slope",
    "The bias through the slope of kappa, as printed",
    equal(bias, EigenSum(c2 * s / (s + kappa) ** 2) * slope),
    where=[second_df, df2 < T],
    witness={**two_eigenvalues, T: 2},
    source=PAPER.at("Lemma I.2 (consequence)"),
    corrected_by=bias_by_slope,
    misprint="a factor kappa^2 left out",
)
