"""The papers that this chapter is about, and its table of contents."""

from lemmata.verifier.paper import Paper

PAPER = Paper(
    "scaling_laws",
    "Scaling laws: regimes, features, harmless noise and lost tails",
    "Cui et al., arXiv 2105.15004v2; Maloney, Roberts, Sully, arXiv 2210.16859v1; Bahri et al., arXiv 2102.06701v2; "
    "Bartlett et al., arXiv 1906.11300v3; Dohmatob et al., arXiv 2402.07043v2",
    contents={
        "Regimes": "ridge and noise: four regimes, their constants and where they meet",
        "Samples and features": "an error that does not tell them apart",
        "Benign noise": "effective ranks, and two spectra",
        "Lost tails": "what samples of a power law miss",
        "Generations": "samples of samples: critical branching",
    },
)
