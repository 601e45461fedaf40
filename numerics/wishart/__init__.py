"""Exact finite-size laws of real Wishart matrices: resolvent traces, second moments, the risk of least squares."""

from lemmata.numerics.wishart.least_squares import LeastSquaresLaw
from lemmata.numerics.wishart.moments import (
    Pair,
    inverse_wishart_square,
    inverse_wishart_with_trace,
    matrix_beta_square,
    wishart_square,
    wishart_with_trace,
)
from lemmata.numerics.wishart.one_point import mean_trace

__all__ = [
    "LeastSquaresLaw",
    "Pair",
    "inverse_wishart_square",
    "inverse_wishart_with_trace",
    "matrix_beta_square",
    "mean_trace",
    "wishart_square",
    "wishart_with_trace",
]
