"""The paper that this chapter is about, and its table of contents."""

from lemmata.verifier.paper import Paper

PAPER = Paper(
    "accumulation",
    "Is Model Collapse Inevitable? Breaking the Curse of Recursion by Accumulating Real and Synthetic Data",
    "Gerstgrasser et al., arXiv 2404.01413v2 (29 April 2024)",
    contents={
        "Replacing": "only the newest labels are fitted",
        "One design": "all labels so far are fitted, on one design that is reused",
        "Fresh designs": "all labels so far are fitted, each generation on rows of its own",
        "Replace or accumulate": "monotone and bounded, against growth without bound",
        "Weights": "fresh real rows beside the newest synthetic ones: the golden ratio",
    },
)
