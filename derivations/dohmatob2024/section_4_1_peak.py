"""The interpolation peak: with T = d - 1, d or d + 1 samples the mean risk is infinite, at every finite size.

The limit formulas have their pole at phi = 1 only. At finite size three values of T are lost, because 1/chi^2_m has a
mean for m > 2 alone: the diagonal of the inverse Wishart matrix is 1/chi^2 with T - d + 1 degrees of freedom. More is
known: for T >= d the excess error of least squares, in units of sigma^2, has the law of chi^2_d/chi^2_{T-d+1} with
independent numerator and denominator, that is of d/(T - d + 1) times F_{d, T-d+1}, whatever Sigma and w0 are. Medians
exist at the peak too.
"""

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.section_4_1_clean import clean
from lemmata.verifier.language import *

LAW = (
    "Muirhead 1982, Aspects of Multivariate Statistical Theory, Theorem 3.2.12 (the diagonal of an inverse Wishart "
    "matrix); E 1/chi^2_m is infinite for m <= 2"
)

with PAPER.section("Section 4.1"):
    peak = PAPER.theorem("peak", "With d or d + 1 samples the mean risk of least squares is infinite",
        equal(clean, oo), source="Section 4.1 (phi = 1)", where=[T >= d, T <= d + 1, sigma > 0],
        witness={d: 2, T: 3, sigma: 1}, reference=LAW,
        note="the law of the error is d/(T - d + 1) F(d, T - d + 1) for every T >= d: its median is finite")

with PAPER.section("Section 4.3"):
    PAPER.theorem("peak-wide",
        "With d - 1 samples that of the minimum-norm solution is infinite as well, for Sigma = I",
        equal(clean, oo), source="Section 4.3 (phi = 1)", where=[Eq(T, d - 1), sigma > 0, sigma_is_identity],
        witness={SPECTRUM: ((1, 1), (1, 1), (1, 0)), T: 2, sigma: 1},
        reference=f"{LAW}; XX' is a Wishart matrix with d degrees of freedom")
