"""Atanasov, Zavatone-Veth, Pehlevan: "Scaling and renormalization in high-dimensional regression" (arXiv 2405.00592).

The paper reads ridge regression and linear random features as one thing: noise of Wishart type, of which the only trace
in the mean is a larger ridge, kappa = ridge times the S-transform of the noise. Rows contribute one such factor,
features another. Here T rows (its P), d dimensions (its N) and m features.

What is proved here. The S-transform of white noise and its moments, exactly and in the limit. At every size: the
degrees of freedom of the sample and the share 1 - tr S R/T of rows that a fit leaves, within explicit multiples of
1/T of their values at kappa, and the variance of that share, as it is seen in one sample, of that order;
cross-validation of least squares, which is off by the share d/((T - d)(T - 1)) in every covariance; and for a truth
without direction the best ridge, sigma^2/(a T), with the error there as one resolvent. Its value in proportion is
sigma^2 kappa/ridge, and the slope of the error has one sign on either side. Without ridge, on a spectrum k^-beta,
kappa lies between (C/(T + 1))^beta and (C/T)^beta, and the cost of noise between two bounds that tend to sigma^2
(beta - 1). For eigenvalues 1/k^2 and r = 3/4 kappa, df2, the cost of noise and the error are, for any number t of
rows, rational in t and pi, up to terms bounded by e^-x, x > 2t. The scatter of m features is bounded in kappa, for
every dimension; without ridge and with fewer features than rows it is kappa tf2, of the order m^-beta at least:
features saturate at r = 1/2, where rows do at r = 1.

What rests on what. The errors of ridge regression on a new row, for a given truth and for one without direction, on
the rows, and what cross-validation sees of them, are proved from equivalents with explicit remainders
(``gaussian_equivalents``); so are exponents with a ridge above T^-beta. Random features and the pieces of their error
(by averages of fits on two sets of features, rows, or both) are derived from the matrices on one principle, the Dyson
equation of linear pencils, and are ``assumed`` with it; exponents and constants without ridge take the equivalents as
given. The algebra after them is proved. That fits to drawn rows approach all this at the rate 1/T is tested.

Not here: the separate variances due to rows alone and to rows and features together are known as their sum only.
The statements of v4 were not at hand word by word: none of them is judged as printed.
"""

from lemmata.derivations.renormalization import (
    s_transform,
    ridge_regression,
    cross_validation,
    optimal_ridge,
    features,
    power_laws,
    closed_case,
    regimes,
)
from lemmata.derivations.renormalization.paper import PAPER

__all__ = [
    "PAPER", "closed_case", "cross_validation", "features", "optimal_ridge", "power_laws", "regimes",
    "ridge_regression", "s_transform",
]
