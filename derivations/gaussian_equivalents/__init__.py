"""Deterministic equivalents of ridge regression, proved at finite size: no random-matrix theorem is cited.

Rows x ~ N(0, Sigma), any covariance, any d and T, ridge > 0; S = X'X/T, R = (S + ridge)^-1. From integration by parts
alone: the exact equations of one and of two resolvents, the covariance of tr SR and tr PR, the scalar equation of the
renormalised ridge, and the equivalent of the resolvent with an explicit remainder. With A = P + kappa P Sigma^-1,
ridge E tr AR is within (kappa a/T)(1 + 2 tr Sigma/(ridge T)) E tr PR of kappa tr A (Sigma + kappa)^-1, where
a = 1 + (499/384) tr Sigma/(ridge T), for every p.s.d. P. From the equation of two resolvents: the equivalents of R S R,
up to 1/T, and of R Sigma R, up to T^(-1/2), beside any P: the variance and the bias of a ridge fit; and of R B R for
any B, where the eigenvalues of Sigma stay away from zero. Where the degrees of freedom at the ridge are few beside T,
all of these, and the collapse, are bounded from both sides without kappa or a norm of Sigma, for any ridge; and where
there are more than T of them at some kappa, what a fit misses is bounded from below at every smaller ridge. The
resolvent of the sum of two Gram matrices, whose covariances need not commute, is within a relative 1/T of that of
m Sigma + m0 Sigma0, with an explicit error. The risk of one design and its labels has a standard deviation of the
order of T^(-1/2), with explicit constants. After any number of generations of ridge regression on fresh designs, where
a generator has few degrees of freedom, the parameter is (Sigma (Sigma + ridge0)^-1)^n w0 up to an error that does not
grow with n. Without ridge, for T <= d - 6 and Sigma between two multiples of the identity, the projection on what the
rows do not span has its equivalent up to 1/T. What one row does not fit needs no Gaussian law: two moments bound it
from below, four from above.

``docs/finite_size.md`` has the sharper constants of ``lemmata evaluate --bound``, which are tested against exact laws
and are not yet derived step by step.
"""

from lemmata.derivations.gaussian_equivalents import (
    exact_equations, covariances, scalar_equation, resolvent, two_resolvents, balance, noise_equivalent,
    signal_equivalent, any_matrix, few_degrees, few_degrees_fits, few_degrees_collapse, any_ridge, two_designs,
    one_draw, chains, any_rows, without_ridge,
)
from lemmata.derivations.gaussian_equivalents.paper import PAPER

__all__ = [
    "PAPER", "any_matrix", "any_ridge", "any_rows", "balance", "chains", "covariances", "exact_equations",
    "few_degrees", "few_degrees_collapse", "few_degrees_fits", "noise_equivalent", "one_draw", "resolvent",
    "scalar_equation", "signal_equivalent", "two_designs", "two_resolvents", "without_ridge",
]
