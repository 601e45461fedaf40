"""Dimension-independent errors of stochastic gradient descent: one pass of least squares, a fresh sample a step.

The paper bounds the error of stochastic gradient descent without the number of dimensions, by constants that it does
not give: as numbers such bounds cannot be checked. Checked is the exact core for Gaussian inputs and a constant step
eta, derived anew; no claim on what the paper prints (its text was not at hand).

Proved: the second moments after one more step, in any direction, with noise; the risk at rest sigma^2 q/(1 - q) with q
the sum of eta l/(2 (1 - eta l)) over the eigenvalues l of Sigma, and that there is none for q >= 1; all steps in closed
form for Sigma = I, with the critical step 2/(d + 2); that q lies between eta tr Sigma/2 and that over 1 - eta max l, so
that the dimension enters by the trace only, with the constant 2 for q <= 1/2; the critical step for the eigenvalues
k^-2 in infinite dimension, 0.61098566 to eight digits (citing the expansion of the cotangent); for eigenvalues k^-a the
sum that M enters as min(M, K) only, K = (N_eff gamma)^(1/a), in the variance of Lin et al. (arXiv 2406.08466). `lemmata
evaluate risk --model sgd` gives exact values of the same recursion at finite size.

Out of reach: the paper's theorems beyond least squares; that the variance of Lin et al. is this sum over N_eff, which
is N/log N. Their steps fall geometrically in log N phases; the calculus of exponents follows a ridge or a number of
samples along a path, and has no word for a schedule of steps.
"""

from lemmata.derivations.sgd import one_pass
from lemmata.derivations.sgd.paper import PAPER

__all__ = ["PAPER", "one_pass"]
