"""The figures of the paper, from theory and simulation together.

Each module is one figure (or a pair that differs in one parameter): what is drawn, with which parameters, and which of
them the paper does not state. Figure 4 is an analogue: scikit-learn's digits take the place of MNIST.
"""

from lemmata.derivations.dohmatob2024.figures import figure1a, figure1b, figure2, figure4
from lemmata.interface.figures.description import Recipe

FIGURES = (
    Recipe("1a", figure1a.build),
    Recipe("1b", figure1b.build),
    Recipe("2a", figure2.same_design),
    Recipe("2b", figure2.independent_designs),
    Recipe("4-rbf", figure4.radial, needs="sklearn", extra="digits"),
    Recipe("4-polynomial", figure4.polynomial, needs="sklearn", extra="digits"),
)
"""What ``lemmata figures dohmatob2024`` draws, in the order of the paper."""
