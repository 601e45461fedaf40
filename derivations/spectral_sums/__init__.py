"""Spectral sums of power laws, and the renormalised ridge: the lemmas that every scaling law of ridge regression uses.

The eigenvalues of the covariance are k^-beta, k = 1..d. Degrees of freedom, bias and variance are sums S = sum k^-u /
(k^-beta + kappa)^q at the renormalised ridge kappa. The modules give their order by elementary
inequalities, their constants with explicit errors, all corrections for small kappa, the renormalised ridge, and the gap
1 - df2/T. All constants are explicit, and every bound holds for all parameters in its domain, not only in a limit.

Effective dimension and source: Caponnetto and De Vito, "Optimal rates for the regularized least-squares algorithm"
(2007). Mellin transforms of such sums: Flajolet, Gourdon and Dumas, "Mellin transforms and asymptotics: harmonic sums"
(1995). Special functions: the Digital Library of Mathematical Functions (DLMF).
"""

from lemmata.derivations.spectral_sums import order, constants, expansion, renormalised_ridge, gap
from lemmata.derivations.spectral_sums.paper import PAPER

__all__ = ["PAPER", "constants", "expansion", "gap", "order", "renormalised_ridge"]
