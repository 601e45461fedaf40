"""Two panels over isotropic inputs, shared by Figures 1a and 2: the risk against the ridge, and against T.

The generators fit T0 samples without ridge; the downstream model fits T samples with ridge lambda.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from lemmata.derivations.dohmatob2024.figures import laws
from lemmata.interface.figures.description import Abscissa, Mark, Panel, Series, logarithmic, whole
from lemmata.theory.models.chain import Chain, Designs
from lemmata.theory.spectra.spectra import Isotropic

GENERATIONS = (0, 1, 2, 5, 10)
T, RIDGE, D = 1000, Fraction(1, 1000), 300
RISK = r"test error  $E_n$"


ModelAt = Callable[[int, Abscissa], Chain]


@dataclass(frozen=True)
class Model:
    """What distinguishes the figures: the generators' samples and noise, the downstream noise, the reuse of designs."""

    T0: int
    sigma2: Fraction
    sigma0_2: Fraction
    designs: Designs

    def against_ridge(self, n: int, ridge: Abscissa) -> Chain:
        """The chain at a ridge parameter."""
        return self._chain(n, T, ridge)

    def against_samples(self, n: int, samples: Abscissa) -> Chain:
        """The chain at a sample size."""
        return self._chain(n, int(samples), RIDGE)

    def _chain(self, n: int, samples: int, ridge: Abscissa) -> Chain:
        return Chain(
            Isotropic(d=D),
            T=samples,
            ridge=ridge,
            sigma2=self.sigma2,
            n=n,
            T0=self.T0,
            sigma0_2=self.sigma0_2,
            designs=self.designs,
        )


def panels(model: Model) -> tuple[Panel, Panel]:
    """The risk against the ridge at T = 1000, and against T at ridge 10^-3."""
    ridges, sizes = logarithmic(1e-4, 2, 49), whole(50, 10_000, 97)
    # Every curve has points of its own, so that curves on top of each other can be told apart.
    few, many = ridges[::2], sizes[::4]
    step = len(GENERATIONS)
    return (
        Panel(
            rf"$T = {T}$",
            r"ridge parameter  $\lambda$",
            RISK,
            tuple(
                _series(model.against_ridge, place, n, ridges, few[place::step]) for place, n in enumerate(GENERATIONS)
            ),
        ),
        Panel(
            r"$\lambda = 10^{-3}$",
            r"samples  $T$",
            RISK,
            tuple(
                _series(model.against_samples, place, n, sizes, many[place::step])
                for place, n in enumerate(GENERATIONS)
            ),
            marks=(Mark("x", D, "$T = d$"),),
        ),
    )


def _series(
    model_at: ModelAt, place: int, n: int, curve_at: tuple[Abscissa, ...], points_at: tuple[Abscissa, ...]
) -> Series:
    chain_at = partial(model_at, n)
    return Series(
        f"$n = {n}$",
        laws.EQUIVALENT,
        partial(laws.equivalent, chain_at),
        partial(laws.simulated, chain_at, 0.01),
        curve_at,
        points_at,
        exact=partial(laws.exact, chain_at),
        colour=place,
    )
