"""The paper that this chapter is about."""

from lemmata.verifier.claim import Paper

PAPER = Paper(
    "dohmatob2024",
    "Model Collapse Demystified: The Case of Regression",
    "Dohmatob, Feng, Kempe, arXiv 2402.07712",
)
