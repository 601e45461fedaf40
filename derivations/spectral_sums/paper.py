"""The lemmas, as a chapter."""

from verifier.claim import Paper

PAPER = Paper(
    "spectral_sums",
    "Spectral sums of power laws, the lemmas of every scaling law",
    "Caponnetto, De Vito (2007); Flajolet, Gourdon, Dumas (1995)",
)
