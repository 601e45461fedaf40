"""The paper that this chapter is about, and its table of contents."""

from lemmata.verifier.paper import Paper

PAPER = Paper(
    "dohmatob2024",
    "Model Collapse Demystified: The Case of Regression",
    "Dohmatob, Feng, Kempe, arXiv 2402.07712, NeurIPS 2024 version",
    contents={
        "Section 3": "The setting",
        "Section 4.1": "Least squares: Theorem 4.1",
        "Section 4.2": "Ridge regression on clean data: Proposition 4.2",
        "Section 4.3": "Ridge regression after n generations: Theorem 4.3",
        "Corollary 4.4": "Generators with enough samples, and the covariance I",
        "Theorem 4.5": "One design for all generators",
        "Theorem 4.6": "A design of its own for each generator",
        "Section 4.5": "One design or many",
        "Section 5": "Power laws: Theorem 5.1 and Corollary 5.2",
        "Appendix F": "General covariance: Lemma F.4, Proposition F.6, Lemmas F.7 and F.8",
        "Appendix G": "Noisy labels, and the ridge of clean data kept",
        "Appendix I": "Degrees of freedom and the renormalised ridge: Lemmas I.1 and I.2",
        "Beyond the paper": "What follows from it",
    },
)
