"""The lemmas, as a chapter, and where they are known from."""

from lemmata.verifier.claim import Paper, Source

PAPER = Paper("spectral_sums", "Spectral sums of power laws: the lemmas behind every scaling law")

INTEGRAL_TEST = Source("Hardy, A Course of Pure Mathematics", "power sums")
EFFECTIVE_DIMENSION = Source(
    "Caponnetto, De Vito, Optimal rates for the regularized least-squares algorithm (2007)", "effective dimension"
)
HARMONIC_SUMS = Source("Flajolet, Gourdon, Dumas, Mellin transforms and asymptotics (1995)", "Mellin expansion")
