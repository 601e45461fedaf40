"""Figure 1a: isotropic inputs, generators with more samples than dimensions. The collapse grows linearly with n.

The paper gives d, T0, sigma0, T and the ridge of each panel. The downstream noise is the one that it
gives with Figure 2 ("everything else as in Figure 1a"); the norm of w0 and the generations drawn are not given.
"""

from fractions import Fraction

from lemmata.derivations.dohmatob2024.figures import laws
from lemmata.derivations.dohmatob2024.figures.isotropic import GENERATIONS, Model, panels
from lemmata.interface.figures.description import Figure, Parameter

MODEL = Model(T0=600, sigma2=Fraction(1, 100), sigma0_2=Fraction(1, 25), designs="independent")


def build() -> Figure:
    """The risk against the ridge (left) and against the samples (right)."""
    return Figure(
        "1a",
        "Figure 1a",
        "Isotropic inputs: each generation of synthetic labels adds the same amount, and regularisation tempers it",
        panels(MODEL),
        (
            Parameter("$d$", "300"),
            Parameter("$T_0$", "600"),
            Parameter(r"$\sigma_0$", "0.2"),
            Parameter(r"$\sigma$", "0.1", stated=False),
            Parameter(r"$\|w_0\|$", "1", stated=False),
            Parameter("$n$", ", ".join(map(str, GENERATIONS)), stated=False),
        ),
        note=laws.DRAWN,
    )
