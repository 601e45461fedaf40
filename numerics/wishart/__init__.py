"""Exact finite-size laws of real Wishart matrices: resolvent traces, moments, the risk of least squares."""

from lemmata.numerics.wishart.least_squares import LeastSquaresLaw
from lemmata.numerics.wishart.matrix_beta import matrix_beta_square
from lemmata.numerics.wishart.one_point import mean_trace

__all__ = ["LeastSquaresLaw", "matrix_beta_square", "mean_trace"]
