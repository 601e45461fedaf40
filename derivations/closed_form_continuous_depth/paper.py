"""The paper that this chapter is about, and its table of contents."""

from lemmata.verifier.paper import Paper

PAPER = Paper(
    "closed_form_continuous_depth",
    "Closed-form continuous-time neural models",
    "Hasani, Lechner, Amini, Liebenwein, Ray, Tschaikowski, Teschl, Rus, Nature Machine Intelligence 4 (2022); "
    "arXiv 2106.13898v2",
    contents={
        "Solution": "The equation that the proof solves, for any input",
        "Lemma": "The closed form is within |x0 - A| exp(-w t): for which f",
        "Start": "Where the closed form begins and ends",
        "Original equation": "The liquid time-constant equation, which the proof replaces",
    },
)
