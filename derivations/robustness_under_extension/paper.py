"""The subject of this chapter, and its table of contents."""

from lemmata.verifier.paper import Paper

PAPER = Paper(
    "robustness_under_extension",
    "Robustness of model predictions under extension",
    "Blom, Mooij, arXiv 2012.04723v2; Bengio et al., arXiv 1901.10912v2",
    contents={
        "Extensions": "New equations with new variables, matched among themselves",
        "Smallest": "What the conditions are for: the smallest systems that break each",
        "Laws": "The law of the old variables, for every size",
        "Perfect adaptation": "A controller keeps the matching of the whole and breaks that of the parts",
        "Modules": "One mechanism changes: what has to be learned anew",
    },
)
