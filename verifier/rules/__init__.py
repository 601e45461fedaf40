"""The rules that judge one step of a proof. Each is one small object; users add their own."""

from lemmata.verifier.engines.identity_covariance import sigma_is_identity
from lemmata.verifier.rules.algebra import algebra
from lemmata.verifier.rules.cases import cases
from lemmata.verifier.rules.cited import cited
from lemmata.verifier.rules.definition import definition
from lemmata.verifier.rules.derivative import differentiate
from lemmata.verifier.rules.derived_constant import derived_constant
from lemmata.verifier.rules.derived_equivalent import derived_equivalent
from lemmata.verifier.rules.derived_exponent import derived_exponent
from lemmata.verifier.rules.directions import in_every_direction
from lemmata.verifier.rules.eigenbasis import eigenbasis
from lemmata.verifier.rules.elementary_bound import elementary_bound
from lemmata.verifier.rules.enumeration import enumeration
from lemmata.verifier.rules.expectation import (
    expectation,
    rotation_invariant_mean,
    wishart_moment,
)
from lemmata.verifier.rules.finite_sizes import at_finite_sizes
from lemmata.verifier.rules.fixed_point import fixed_point
from lemmata.verifier.rules.functional_recurrence import functional_recurrence
from lemmata.verifier.rules.gaussian_covariance import Split, gaussian_covariance
from lemmata.verifier.rules.given import given
from lemmata.verifier.rules.inequality import inequality, inequality_per_eigenvalue
from lemmata.verifier.rules.infinite_mean import infinite_mean
from lemmata.verifier.rules.integral_comparison import integral_comparison
from lemmata.verifier.rules.integral_rows import integral_rows
from lemmata.verifier.rules.integration import integration
from lemmata.verifier.rules.inverse_function import inverse_function
from lemmata.verifier.rules.isotropic import isotropic
from lemmata.verifier.rules.leading_order import same_leading_order
from lemmata.verifier.rules.limit import limit
from lemmata.verifier.rules.matrix_identity import matrix_identity
from lemmata.verifier.rules.mellin import contour_remainder, mellin_expansion
from lemmata.verifier.rules.raised import raised
from lemmata.verifier.rules.recurrence import recurrence
from lemmata.verifier.rules.ridge_to_zero import ridge_to_zero
from lemmata.verifier.rules.spectral_order import spectral_order
from lemmata.verifier.rules.spectral_rows import first_eigenvalues, spectral_rows
from lemmata.verifier.rules.stein import stein
from lemmata.verifier.rules.summation import summation
from lemmata.verifier.rules.telescoping import telescoping
from lemmata.verifier.rules.term_by_term import term_by_term
from lemmata.verifier.rules.trace_of_product import trace_of_product
from lemmata.verifier.rules.triangle import triangle, triangle_by
from lemmata.verifier.rules.use import equivalent_at, use
from lemmata.verifier.rules.within import from_within, propagated

__all__ = [
    "Split",
    "algebra",
    "at_finite_sizes",
    "cases",
    "cited",
    "contour_remainder",
    "definition",
    "derived_constant",
    "derived_equivalent",
    "derived_exponent",
    "differentiate",
    "eigenbasis",
    "elementary_bound",
    "enumeration",
    "equivalent_at",
    "expectation",
    "first_eigenvalues",
    "fixed_point",
    "from_within",
    "functional_recurrence",
    "gaussian_covariance",
    "given",
    "in_every_direction",
    "inequality",
    "inequality_per_eigenvalue",
    "infinite_mean",
    "integral_comparison",
    "integral_rows",
    "integration",
    "inverse_function",
    "isotropic",
    "limit",
    "matrix_identity",
    "mellin_expansion",
    "propagated",
    "raised",
    "recurrence",
    "ridge_to_zero",
    "rotation_invariant_mean",
    "same_leading_order",
    "sigma_is_identity",
    "spectral_order",
    "spectral_rows",
    "stein",
    "summation",
    "telescoping",
    "term_by_term",
    "trace_of_product",
    "triangle",
    "triangle_by",
    "use",
    "wishart_moment",
]
