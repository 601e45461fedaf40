"""The subject of this chapter, and its table of contents."""

from lemmata.verifier.paper import Paper

PAPER = Paper(
    "disentanglement",
    "Disentangled representations, in one stage and in several",
    "Srivastava et al., arXiv 2010.13187 (abstract); Locatello et al., arXiv 1811.12359v4; "
    "Higgins et al., arXiv 1812.02230v1",
    contents={
        "Rotation": "Independent factors, rotated once they are normal: the same law, all factors mixed",
        "Any number": "The same for any number of factors",
        "Actions": "Factors as groups that act: finite cyclic products",
        "Stages": "What a penalty on the code costs, one direction of a linear autoencoder at a time",
    },
)
