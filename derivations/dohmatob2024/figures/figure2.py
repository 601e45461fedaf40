"""Figure 2: isotropic inputs, generators with fewer samples than dimensions and without noise.

Each generation projects the truth onto the span of its inputs. With one design for all (a) the first projection is the
only one; with designs of their own (b) the signal shrinks by T0/d in every generation.
"""

from fractions import Fraction

from lemmata.derivations.dohmatob2024.figures import laws
from lemmata.derivations.dohmatob2024.figures.isotropic import GENERATIONS, Model, panels
from lemmata.interface.figures.description import Figure, Parameter
from lemmata.theory.models.chain import Designs


def model(designs: Designs) -> Model:
    """The chain of Figure 2 with one design for all generators, or independent ones."""
    return Model(T0=150, sigma2=Fraction(1, 100), sigma0_2=Fraction(0), designs=designs)


def same_design() -> Figure:
    """Figure 2a."""
    return _figure(
        "2a", "Noise-free generators on one and the same design: the first generation does all the harm", "same"
    )


def independent_designs() -> Figure:
    """Figure 2b."""
    title = "Noise-free generators on independent designs: every generation forgets more of the truth"
    return _figure("2b", title, "independent")


def _figure(key: str, title: str, designs: Designs) -> Figure:
    return Figure(
        key,
        f"Figure {key}",
        title,
        panels(model(designs)),
        (
            Parameter("$d$", "300"),
            Parameter("$T_0$", "150"),
            Parameter(r"$\sigma_0$", "0"),
            Parameter(r"$\sigma$", "0.1"),
            Parameter(r"$\|w_0\|$", "1", stated=False),
            Parameter("$n$", ", ".join(map(str, GENERATIONS)), stated=False),
        ),
        note=laws.DRAWN,
    )
