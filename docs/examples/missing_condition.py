"""A claim that lacks a condition: its right side has no value where T = d + 1."""

from lemmata.verifier.language import *

PAPER = Paper("missing", "A condition is missing")

PAPER.claim(
    "ratio",
    "The noise term, in two ways",
    equal(sigma**2 * d / (T - d - 1), sigma**2 * (d / T) / (1 - (d + 1) / T)),
    where=[T >= d + 1],
    witness={d: 1, T: 3, sigma: 1},
    proof=algebra,
)
