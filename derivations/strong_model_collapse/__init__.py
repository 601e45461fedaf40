"""Dohmatob, Feng, Subramonian, Kempe: "Strong Model Collapse" (arXiv 2410.04840).

The paper studies ridge regression on n1 real rows, labelled by the truth w0, and n2 synthetic rows of the same law,
labelled by w0 + delta, where delta ~ N(0, B) is what is wrong with the generator. Its finding: the error keeps a
collapse term that does not vanish with more rows, however small the share p2 = n2/(n1 + n2) of synthetic ones.

What is proved here. At every size and for every covariance: the error is a bias, a noise and a collapse term, with no
cross terms; by exchangeability the collapse term is p2^2 of what labels do that all have the shift, and p1 p2 of a term
that tells the rows apart. Without ridge it is rho tr B Sigma with a rational function rho of n1, n2 and d; its limit is
p2 (p2 + p1 phi/(1 - phi)). For random projections of an isotropic input to m dimensions it is derived in
proportion: without ridge it rises with m up to the threshold m = n, and falls beyond it to that of the inputs: in this
family a larger model is worse below and better beyond, whatever the shares are.
A loop that mixes n1 fresh real rows into each generation obeys E -> rho E + V exactly, with two noise levels, and tends
to V/(1 - rho) wherever rho < 1; in proportion it is stable if and only if phi < (2 - p1)/(3 - 2 p1), so that below
n = 3d/2 rows *few* real rows make it diverge geometrically, where none would make it grow linearly: rho = 3941/3915 for
d = 20, n1 = 2, n2 = 28. The two forms in which the collapse
term is written differ by a multiple of p1 + p2 - 1, sums over the spectrum included. With many rows it becomes
p2^2 tr B Sigma^3 (Sigma + ridge)^-2, and for Sigma = 1 no ridge makes the error smaller than half the harmonic mean of
signal and p2^2 times shift.

What rests on what. Exact means rest on the moments of Wishart matrices by Weingarten calculus, which the verdicts name.
The equivalents for a ridge > 0, those of random features too, are derived from the matrices, on one principle, the
Dyson equation of linear pencils (in proportion, with bounded inverses). They are ``assumed``, with what rests on them;
the algebra after them is proved. Beyond the threshold the ridge is taken to zero in an equivalent, not in an exact law.

Not here: the fixed-point system in which the paper prints the term of random features, so that nothing is said of it,
and a loop that keeps its real rows: here they are drawn afresh in each round.

The statements of v2 were not at hand word by word, only what readers of it report: Theorem 1 has these three terms, the
quality c^2 of Definition 1 is tr B Sigma/d, and its factor without ridge in Corollary 1 is the limit of rho. None is
judged as printed.
"""

from lemmata.derivations.strong_model_collapse import (
    mixture,
    two_forms,
    isotropic,
    least_squares,
    projections,
    features,
    larger_models,
    iterated,
    strong,
)
from lemmata.derivations.strong_model_collapse.paper import PAPER

__all__ = [
    "PAPER", "features", "isotropic", "iterated", "larger_models", "least_squares", "mixture", "projections", "strong",
    "two_forms",
]
