"""The paper that this chapter is about, and its table of contents."""

from lemmata.verifier.paper import Paper

PAPER = Paper(
    "quantitative_traits",
    "Model Collapse in the Self-Consuming Chain of Diffusion Finetuning: from quantitative trait modeling",
    "Yoon, Hu, Weissburg, Qin, Jeong, arXiv 2407.17493v3 (6 June 2025)",
    contents={
        "Heritability": "What of the selected trait is inherited",
        "Truncation": "Moments of a truncated normal trait, and Mills' ratio",
        "Selection": "Mean and variance after one round of selection",
        "Mutation": "Balance of selection and mutation, and collapse without mutation",
        "Bulmer": "Selection and segregation",
    },
)
