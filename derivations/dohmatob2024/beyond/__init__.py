"""What follows from the paper, and is not in it."""

from lemmata.derivations.dohmatob2024.beyond import (
    accumulation,
    exact_optimum,
    optimal_ridge,
    regularisation,
    ridge_generators,
    shrunken_signal,
    weak_directions,
)

__all__ = [
    "accumulation",
    "exact_optimum",
    "optimal_ridge",
    "regularisation",
    "ridge_generators",
    "shrunken_signal",
    "weak_directions",
]
