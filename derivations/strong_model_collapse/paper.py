"""The paper that this chapter is about, and its table of contents."""

from lemmata.verifier.paper import Paper

PAPER = Paper(
    "strong_model_collapse",
    "Strong Model Collapse",
    "Dohmatob, Feng, Subramonian, Kempe, arXiv 2410.04840v2 (8 October 2024)",
    contents={
        "Mixture": "ridge regression on real and synthetic rows: three errors, exactly, and their equivalents",
        "Two forms": "the collapse term in two forms, and when they agree",
        "Isotropic": "closed forms for Sigma = I, and the ridgeless limits",
        "Least squares": "the collapse term without ridge, exactly",
        "Projections": "random projections of the inputs",
        "Iterated mixing": "a loop on real and synthetic rows, and when it is stable",
        "Strong collapse": "what no number of rows and no ridge removes",
    },
)
