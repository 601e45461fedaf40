"""The lemmas, as a chapter, and where they are known from."""

from lemmata.verifier.claim import Source
from lemmata.verifier.paper import Paper

PAPER = Paper(
    "spectral_sums",
    "Spectral sums of power laws: the lemmas behind every scaling law",
    contents={
        "Order": "by elementary inequalities",
        "Constants": "with explicit errors, in every row of the table",
        "Expansion": "all corrections for small kappa",
        "Renormalised ridge": "how kappa scales",
        "Gap": "1 - df2/T in every regime",
    },
)

INTEGRAL_TEST = Source("Hardy, A Course of Pure Mathematics", "power sums")
EFFECTIVE_DIMENSION = Source(
    "Caponnetto, De Vito, Optimal rates for the regularized least-squares algorithm (2007)", "effective dimension"
)
HARMONIC_SUMS = Source("Flajolet, Gourdon, Dumas, Mellin transforms and asymptotics (1995)", "Mellin expansion")
