"""The subject of this chapter, and its table of contents."""

from lemmata.verifier.paper import Paper

PAPER = Paper(
    "causal_ordering",
    "Causal ordering of equilibrium systems",
    "Simon 1953; Iwasaki, Simon, Artificial Intelligence 67 (1994); "
    "Blom, van Diepen, Mooij, arXiv 2007.07183v2, JMLR 22 (2021)",
    contents={
        "Order": "Zero patterns of inverses and reachability in the block graph",
        "Matching": "Which systems have an order, and that it does not depend on the matching",
        "Bathtub": "The order of the equilibrium of a bathtub, and its solution",
        "Filling": "How the bathtub comes to its equilibrium",
        "Intervention": "Setting a variable before and after the equilibrium",
    },
)
