"""The paper that this chapter is about, and its table of contents."""

from lemmata.verifier.paper import Paper

PAPER = Paper(
    "heat_death",
    "Heat Death of Generative Models in Closed-Loop Learning",
    "Marchi, Soatto, Chaudhari, Tabuada, arXiv 2404.02325v2 (28 August 2024)",
    contents={
        "Temperature": "Sampling at a temperature, again and again, from infinitely many samples",
        "Fixed points": "The uniform laws, and when they are stable",
        "Flow": "The order of two outcomes is kept",
        "Urn": "Accumulating samples with weights C^b",
        "External data": "A share a >= 1 - tau of fresh data keeps the closed loop alive, and no less",
        "Finite samples": "Heterozygosity with and without fresh data",
        "Accumulation": "Every sample kept: the variance stays bounded",
    },
)
