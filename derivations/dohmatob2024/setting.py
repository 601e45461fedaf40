"""The letters of the paper, and the assumptions that several sections share."""

from sympy import Eq, Rational

from lemmata.theory.notation import T0, T, d, df1, df2, kappa, phi, phi0, ridge, sigma
from lemmata.theory.relations import Path
from lemmata.theory.spectra.eigensum import SPECTRUM, EigenSum, c2, s

# Degrees of freedom and the renormalised ridge, equation (9).
first_df = Eq(df1, EigenSum(s / (s + kappa)))
second_df = Eq(df2, EigenSum(s**2 / (s + kappa) ** 2))
ridge_of_kappa = Eq(ridge, kappa * (1 - df1 / T))

# Aspect ratios.
phi_is_d_over_T = Eq(phi, d / T)
phi0_is_d_over_T0 = Eq(phi0, d / T0)

# The deterministic equivalents of bias and variance, Proposition 4.2.
bias = kappa**2 * EigenSum(c2 * s / (s + kappa) ** 2) / (1 - df2 / T)
variance = sigma**2 * (df2 / T) / (1 - df2 / T)

# Witnesses: a point at which nothing is empty.
two_eigenvalues = {SPECTRUM: ((1, 1), (Rational(1, 2), 1)), kappa: 1, df1: Rational(5, 6), df2: Rational(13, 36)}
unit_covariance = {SPECTRUM: ((1, 1), (1, 1)), kappa: 1, df1: 1, df2: Rational(1, 2)}

# When d, T and T0 grow in proportion.
in_proportion = Path(T, keeping={d: phi * T, T0: phi * T / phi0})
