"""Tools: degrees of freedom and the renormalised ridge.

The renormalised ridge kappa solves kappa - ridge = kappa df1(kappa)/T, equation (9) of the paper. Read from kappa to
ridge it is a formula, ridge = kappa (1 - df1(kappa)/T), and everything about it follows from two sums over the
eigenvalues of the covariance.
"""

from sympy import Derivative, Function, Integer, Rational

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.setting import first_df, ridge_of_kappa, second_df, two_eigenvalues
from lemmata.theory.notation import T, df1, df2, kappa, ridge
from lemmata.theory.relations import at_least, at_most, equal
from lemmata.theory.spectra.eigensum import SPECTRUM, EigenSum, s
from lemmata.verifier.claim import at_least_by, at_most_by, by, calc
from lemmata.verifier.rules import (
    differentiate,
    given,
    inequality,
    inequality_per_eigenvalue,
    inverse_function,
    per_eigenvalue,
    use,
)

degrees_of_freedom_gap = PAPER.claim(
    "degrees-of-freedom-gap",
    "The two degrees of freedom differ by kappa tr Sigma (Sigma + kappa)^-2",
    equal(kappa * EigenSum(s / (s + kappa) ** 2), df1 - df2),
    where=[first_df, second_df],
    witness=two_eigenvalues,
    source=PAPER.at("Lemma I.2 (proof)"),
    proof=calc(
        kappa * EigenSum(s / (s + kappa) ** 2),
        by(per_eigenvalue), EigenSum(s / (s + kappa)) - EigenSum(s**2 / (s + kappa) ** 2),
        by(given), df1 - df2,
    ),
)  # fmt: skip

df2_below_df1 = PAPER.claim(
    "df2-below-df1",
    "The second degrees of freedom are at most the first",
    at_most(df2, df1),
    where=[first_df, second_df],
    witness=two_eigenvalues,
    source=PAPER.at("Section 4.2"),
    proof=calc(
        df2,
        by(given), EigenSum(s**2 / (s + kappa) ** 2),
        at_most_by(inequality_per_eigenvalue), EigenSum(s / (s + kappa)),
        by(given), df1,
    ),
)  # fmt: skip

df1_slope = PAPER.claim(
    "df1-slope",
    "The first degrees of freedom decrease in kappa",
    at_most(Derivative(EigenSum(s / (s + kappa)), kappa), 0),
    witness={SPECTRUM: ((1, 1),), kappa: 1},
    source=PAPER.at("Lemma I.2 (proof)"),
    proof=calc(
        Derivative(EigenSum(s / (s + kappa)), kappa),
        by(differentiate), -EigenSum(s / (s + kappa) ** 2),
        at_most_by(inequality_per_eigenvalue), Integer(0),
    ),
)  # fmt: skip

ridge_slope = PAPER.claim(
    "ridge-slope",
    "ridge, as a function of kappa, has slope 1 - df2/T",
    equal(Derivative(kappa * (1 - EigenSum(s / (s + kappa)) / T), kappa), 1 - df2 / T),
    where=[first_df, second_df],
    witness={**two_eigenvalues, T: 2},
    source=PAPER.at("Lemma I.2 (proof)"),
    proof=calc(
        Derivative(kappa * (1 - EigenSum(s / (s + kappa)) / T), kappa),
        by(differentiate), 1 - EigenSum(s / (s + kappa)) / T + kappa * EigenSum(s / (s + kappa) ** 2) / T,
        by(use(degrees_of_freedom_gap)), 1 - EigenSum(s / (s + kappa)) / T + (df1 - df2) / T,
        by(given), 1 - df2 / T,
    ),
)  # fmt: skip

ridge_increases = PAPER.claim(
    "ridge-increases",
    "ridge increases with kappa wherever df1 <= T, so equation (9) has at most one solution there",
    at_least(Derivative(kappa * (1 - EigenSum(s / (s + kappa)) / T), kappa), 0),
    where=[first_df, second_df, df1 <= T],
    witness={**two_eigenvalues, T: 2},
    source=PAPER.at("equation (9)"),
    proof=calc(
        Derivative(kappa * (1 - EigenSum(s / (s + kappa)) / T), kappa),
        by(use(ridge_slope)), 1 - df2 / T,
        at_least_by(use(df2_below_df1)), 1 - df1 / T,
        at_least_by(inequality), Integer(0),
    ),
)  # fmt: skip

kappa_above_ridge = PAPER.claim(
    "kappa-above-ridge",
    "The renormalised ridge is at least the ridge",
    at_least(kappa, ridge),
    where=[first_df, ridge_of_kappa],
    witness={**two_eigenvalues, T: 2, ridge: Rational(7, 12)},
    source=PAPER.at("equation (9)"),
    proof=calc(
        kappa,
        by(given), ridge + kappa * df1 / T,
        at_least_by(inequality), ridge,
    ),
)  # fmt: skip

kappa_of_ridge = Function("kappa")(ridge)

kappa_slope = PAPER.published(
    "kappa-slope",
    "The renormalised ridge has slope 1/(1 - df2/T)",
    equal(Derivative(kappa_of_ridge, ridge), 1 / (1 - df2 / T)),
    where=[first_df, second_df, ridge_of_kappa, df1 < T],
    witness={**two_eigenvalues, T: 2, ridge: Rational(7, 12)},
    source=PAPER.at("Lemma I.2"),
    proof=calc(
        Derivative(kappa_of_ridge, ridge),
        by(inverse_function(kappa)),
        1 / Derivative(kappa * (1 - EigenSum(s / (s + kappa)) / T), kappa),
        by(use(ridge_slope)), 1 / (1 - df2 / T),
    ),
)  # fmt: skip
