"""The letters of the paper: T rows (its P), dimension d (its N), m features, and one renormalised ridge kappa."""

from typing import Any

from sympy import Eq, Rational

from lemmata.theory.models.shipped.random_features import MODEL, F, m
from lemmata.theory.notation import T, df1, df2, kappa, ridge, sigma
from lemmata.theory.spectra.eigensum import SPECTRUM, EigenSum, c2, s

damped = (s + kappa) ** 2
shrunk = kappa**2 * EigenSum(c2 * s / damped)
"""What the mean predictor Sigma (Sigma + kappa)^-1 w0 misses of the truth."""
degrees = [Eq(df1, EigenSum(s / (s + kappa))), Eq(df2, EigenSum(s**2 / damped))]
spectrum: dict[Any, Any] = {
    SPECTRUM: ((1, 1), (Rational(1, 2), 1)), kappa: 1, df1: Rational(5, 6), df2: Rational(13, 36),
}

by_rows = [*degrees, Eq(ridge, kappa * (1 - df1 / T)), ridge > 0, df1 < T]
"""The ridge that T rows renormalise."""
at_rows = {**spectrum, T: 2, ridge: Rational(7, 12)}
total = (shrunk + sigma**2) / (1 - df2 / T)
"""The error on a new row, its label noise included."""

by_both = [*degrees, Eq(ridge, kappa * (1 - df1 / T) * (1 - df1 / m)), ridge > 0, df1 < T, df1 < m]
"""The ridge that T rows and m features renormalise."""
at_both = {**spectrum, T: 1, m: 1, ridge: Rational(1, 36)}

__all__ = [
    "MODEL", "F", "at_both", "at_rows", "by_both", "by_rows", "damped", "degrees", "m", "shrunk", "spectrum", "total",
]
