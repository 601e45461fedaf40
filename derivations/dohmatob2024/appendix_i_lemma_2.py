"""Lemma I.2 and equation (9): degrees of freedom and the renormalised ridge.

The renormalised ridge kappa solves kappa - ridge = kappa df1(kappa)/T, equation (9) of the paper. Read from kappa to
ridge it is a formula, ridge = kappa (1 - df1(kappa)/T), and everything about it follows from two sums over the
eigenvalues of the covariance.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.setting import bias, first_df, ridge_of_kappa, second_df, two_eigenvalues
from lemmata.verifier.language import *

with PAPER.section("Appendix I"):
    degrees_of_freedom_gap = PAPER.claim("degrees-of-freedom-gap",
        "The two degrees of freedom differ by kappa tr Sigma (Sigma + kappa)^-2",
        equal(kappa * EigenSum(s / (s + kappa) ** 2), df1 - df2), source="Lemma I.2 (proof)",
        where=[first_df, second_df], witness=two_eigenvalues,
        proof=[eigenbasis, EigenSum(s / (s + kappa)) - EigenSum(s**2 / (s + kappa) ** 2), given])

with PAPER.section("Appendix I", source="Lemma I.2 (proof)"):
    PAPER.claim("df1-slope", "The first degrees of freedom decrease in kappa",
        at_most(Derivative(EigenSum(s / (s + kappa)), kappa), 0), witness={SPECTRUM: ((1, 1),), kappa: 1},
        proof=[differentiate, -EigenSum(s / (s + kappa) ** 2), inequality_per_eigenvalue])

    ridge_slope = PAPER.claim("ridge-slope", "ridge, as a function of kappa, has slope 1 - df2/T",
        equal(Derivative(kappa * (1 - EigenSum(s / (s + kappa)) / T), kappa), 1 - df2 / T), where=[first_df, second_df],
        witness={**two_eigenvalues, T: 2},
        proof=[
            differentiate,          1 - EigenSum(s / (s + kappa)) / T + kappa * EigenSum(s / (s + kappa) ** 2) / T,
            degrees_of_freedom_gap, 1 - EigenSum(s / (s + kappa)) / T + (df1 - df2) / T,
            given,
        ])

kappa_of_ridge = Function("kappa")(ridge)

with PAPER.section("Appendix I"):
    kappa_slope = PAPER.published("kappa-slope", "The renormalised ridge has slope 1/(1 - df2/T)",
        equal(Derivative(kappa_of_ridge, ridge), 1 / (1 - df2 / T)),
        printed=r"\frac{d\kappa}{d\lambda} = \frac{1}{1 - df_2(\kappa)/T}",
        source="Lemma I.2",
        where=[first_df, second_df, ridge_of_kappa, df1 < T], witness={**two_eigenvalues, T: 2, ridge: Rational(7, 12)},
        proof=[
            inverse_function(kappa), 1 / Derivative(kappa * (1 - EigenSum(s / (s + kappa)) / T), kappa),
            ridge_slope,
        ])

with PAPER.section(
    "Appendix I", where=[first_df, second_df, ridge_of_kappa, df1 < T],
    witness={**two_eigenvalues, T: 2, ridge: Rational(7, 12)},
):
    bias_by_slope = PAPER.claim("bias-by-slope", "The bias through the slope of kappa",
        equal(bias, kappa**2 * EigenSum(c2 * s / (s + kappa) ** 2) * Derivative(kappa_of_ridge, ridge)),
        source="Lemma I.2", proof=kappa_slope)

    PAPER.published("printed-bias-by-slope", "The bias through the slope of kappa, as printed",
        equal(bias, EigenSum(c2 * s / (s + kappa) ** 2) * Derivative(kappa_of_ridge, ridge)),
        printed=r"\mathrm{Bias} \sim w_0^\top \Sigma G^2 w_0 \, \kappa'(\lambda)",
        source="Lemma I.2 (consequence)", corrected_by=bias_by_slope, misprint="a factor kappa^2 left out",
        proof=[algebra, EigenSum(c2 * s / (s + kappa) ** 2) / (1 - df2 / T), kappa_slope])

# Equation (9) has one solution, and it is at least the ridge.
with PAPER.section("Section 4.2"):
    df2_below_df1 = PAPER.claim("df2-below-df1", "The second degrees of freedom are at most the first",
        at_most(df2, df1), source="Section 4.2", where=[first_df, second_df], witness=two_eigenvalues,
        proof=[
            given,                     EigenSum(s**2 / (s + kappa) ** 2),
            inequality_per_eigenvalue, EigenSum(s / (s + kappa)),
            given,
        ])

with PAPER.section("Section 4.2", where=[first_df], source="equation (9)"):
    PAPER.claim("ridge-increases",
        "ridge increases with kappa wherever df1 <= T, so equation (9) has at most one solution there",
        at_least(Derivative(kappa * (1 - EigenSum(s / (s + kappa)) / T), kappa), 0), where=[second_df, df1 <= T],
        witness={**two_eigenvalues, T: 2},
        proof=[
            ridge_slope,   1 - df2 / T,
            df2_below_df1, 1 - df1 / T,
            inequality,
        ])

    PAPER.claim("kappa-above-ridge", "The renormalised ridge is at least the ridge",
        at_least(kappa, ridge), where=[ridge_of_kappa], witness={**two_eigenvalues, T: 2, ridge: Rational(7, 12)},
        proof=[given, ridge + kappa * df1 / T, inequality])
