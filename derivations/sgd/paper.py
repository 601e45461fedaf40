"""The paper that this chapter is about, and its table of contents."""

from lemmata.verifier.paper import Paper

PAPER = Paper(
    "sgd",
    "Dimension Independent Generalization Error by Stochastic Gradient Descent",
    "Chen, Liu, Tong, arXiv 2003.11196v2 (4 January 2021)",
    contents={
        "One step": "The second moments after one more sample, exactly",
        "Stationary": "The risk at rest, and when there is one",
        "Isotropic": "All steps in closed form, where all eigenvalues are one",
        "Dimension": "What depends on the dimension, and what does not",
        "Power law": "Eigenvalues k^-2 in infinite dimension: the critical step",
    },
)
