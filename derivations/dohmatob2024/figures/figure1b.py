r"""Figure 1b: a power-law spectrum. With the ridge that is optimal for clean labels, the error grows with T.

lambda_k is k^-2 and lambda_k c_k^2 = k^-(1 + 2 beta r) with (beta, r) = (2, 3/8), so that the clean optimum is
lambda = T^-ell with ell = beta/(2 beta r + 1) = 4/5 (Corollary 5.2). On the right the ridge follows that rule; it is
rounded to ten digits, so that the chain has rational parameters.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial

from lemmata.derivations.dohmatob2024.figures import laws
from lemmata.interface.figures.description import Abscissa, Figure, Panel, Parameter, Series, logarithmic, whole
from lemmata.theory.models.chain import Chain
from lemmata.theory.spectra.spectra import PowerLaw

GENERATIONS = (0, 1, 2, 5)
SPECTRUM = PowerLaw(2, r="3/8", d=300)
T0, T, ELL = 600, 10_000, 0.8


def against_ridge(n: int, ridge: Abscissa) -> Chain:
    """The chain at T = 10 000 and a ridge parameter."""
    return _chain(n, T, ridge)


def against_samples(n: int, samples: Abscissa) -> Chain:
    """The chain at a sample size, with ridge T^-0.8."""
    return _chain(n, int(samples), Fraction(f"{float(samples) ** -ELL:.9e}"))


def _chain(n: int, samples: int, ridge: Abscissa) -> Chain:
    return Chain(SPECTRUM, T=samples, ridge=ridge, sigma2=1, n=n, T0=T0, sigma0_2=1)


def build() -> Figure:
    """The risk against the ridge (left) and against the samples (right)."""
    ridges, sizes = logarithmic(1e-5, 1, 41), whole(300, 10**6, 41)
    return Figure(
        "1b",
        "Figure 1b",
        "Power-law spectrum: with the ridge that is best for clean labels, more data make later generations worse",
        (
            Panel(r"$T = 10^4$", r"ridge parameter  $\lambda$", r"test error  $E_n$", _series(against_ridge, ridges)),
            Panel(r"$\lambda = T^{-0.8}$", r"samples  $T$", r"test error  $E_n$", _series(against_samples, sizes)),
        ),
        (
            Parameter("$d$", "300"),
            Parameter("$T_0$", "600"),
            Parameter(r"$\sigma = \sigma_0$", "1"),
            Parameter(r"$\lambda_k$", "$k^{-2}$"),
            Parameter(r"$\lambda_k c_k^2$", "$k^{-(1+2\\beta r)}$", stated=False),
            Parameter("$r$", "3/8"),
            Parameter("$n$", ", ".join(map(str, GENERATIONS)), stated=False),
        ),
        note=laws.DRAWN,
    )


def _series(chain_at: Callable[[int, Abscissa], Chain], grid: tuple[Abscissa, ...]) -> tuple[Series, ...]:
    return tuple(
        Series(
            f"$n = {n}$",
            laws.EQUIVALENT,
            partial(laws.equivalent, partial(chain_at, n)),
            partial(laws.simulated, partial(chain_at, n), 0.02),
            grid,
            grid[place::6],
            colour=place,
        )
        for place, n in enumerate(GENERATIONS)
    )
