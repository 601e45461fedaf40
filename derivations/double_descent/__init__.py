"""McKelvey: interpolating regression and double descent (arXiv 2304.08113), with its two sources of exact errors.

Least squares is fitted to more and more features, and beyond as many as there are rows to the solution of minimum norm.
The error rises up to that peak and falls beyond it. Why there, and how low does it fall? The exact errors are those of
Belkin, Hsu, Xu (arXiv 1903.07571) and Hastie, Montanari, Rosset, Tibshirani (arXiv 1903.08560).

What is proved here. For every design: interlacing, that is, one more feature never raises the least singular value up
to the peak and never lowers it from there on; so the bound min(T, d)/s_min^2 of the variance peaks there, and so does
the variance of the coefficients itself, for every nested sequence. The error need not: without noise, and with all
features in, it is zero just there. For Gaussian features: the exact errors on both sides, and that they are infinite
with d - 1, d and d + 1 rows. Beyond the peak, in proportion: sigma^2 (2 t - 1) is the least error, t^2 being the ratio
of signal to noise, at phi = t/(t - 1) for t > 1 and nowhere for t <= 1, and where more data hurt at finite size. A
ridge bounds the error at every size; the best one makes it increase with phi throughout, below the signal.

What rests on what. Moments of inverse Gram matrices, finite and infinite, rest on the theory of Wishart matrices, which
the verdicts name. The law of the least singular value of a square Gaussian matrix is Edelman's theorem; its limit is
``assumed``, and compared with the law at finite size, which is enclosed. The error of a ridge in
proportion is an equivalent (``dohmatob2024``, Section 4.2), whose formula is studied here; the rest is algebra.

The statements of the papers were not at hand word by word: none of them is judged as printed.
"""

from lemmata.derivations.double_descent import (
    nested_designs,
    minimum_norm,
    gaussian_designs,
    beyond_the_peak,
    least_singular_value,
    ridge,
)
from lemmata.derivations.double_descent.paper import PAPER

__all__ = [
    "PAPER", "beyond_the_peak", "gaussian_designs", "least_singular_value", "minimum_norm", "nested_designs", "ridge",
]
