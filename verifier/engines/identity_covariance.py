"""Sigma = I: a sum over eigenvalues is d times its summand at one.

The assumption is written :data:`sigma_is_identity`, "the sum of (lambda_k - 1)^2 is zero", so that it can be checked at
a concrete spectrum like any other. By rotation invariance of the design the signal may be spread evenly where it enters
linearly.
"""

from __future__ import annotations

from sympy import Eq, Expr, Integer

from lemmata.theory.notation import d, signal
from lemmata.theory.quantities.regression import Sigma
from lemmata.theory.random_matrices import identity
from lemmata.theory.spectra.eigensum import EigenSum, c2, s, with_sums
from lemmata.verifier.engines.marking import coefficient

sigma_is_identity = Eq(EigenSum((s - 1) ** 2), 0)
"""Sigma = I."""


def at_identity(expression: Expr) -> Expr:
    """Every sum over eigenvalues at Sigma = I.

    >>> at_identity(EigenSum(c2/(s + 1)))
    signal/2
    """
    found: Expr = with_sums(expression, _sum_of_equal_terms).xreplace({Sigma: identity(d)})
    return found


def _sum_of_equal_terms(summand: Expr) -> Expr:
    """D f(1, .) + signal times the coefficient of c2; the summand must be affine in c2."""
    at_one = summand.xreplace({s: Integer(1)})
    constant, slope = at_one.xreplace({c2: Integer(0)}), coefficient(at_one, c2)
    if slope is None:
        raise ValueError(f"{summand} is not affine in the squared weight")
    return constant * d + slope * signal
