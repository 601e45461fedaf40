"""What the exact laws of the chain say of one fit: least squares and ridge regression as models."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import S

from lemmata.theory.models.chain import Chain
from lemmata.theory.models.exact_laws import NoExactLaw, exact_risk
from lemmata.theory.spectra.spectra import Diagonal, Isotropic


def part_of_chain(part: str) -> Callable[..., Any]:
    """The law of ``total``, ``bias`` or ``variance`` of one fit; None where there is none, or moments prove it.

    >>> from lemmata.theory.spectra.spectra import Isotropic
    >>> part_of_chain("total")(Isotropic(6), 3, 1)
    2
    """

    def law(spectrum: Any, T: Any, sigma2: Any, ridge: Any = S.Zero, digits: int = 30) -> Any:
        """An exact law of one fit."""
        if spectrum.d is None or (ridge == 0 and spectrum.d + 2 <= T):
            return None
        try:
            return getattr(exact_risk(Chain(spectrum, T=T, ridge=ridge, sigma2=sigma2), digits=digits), part)
        except NoExactLaw:
            return None

    return law


def of_chain(part: str) -> Callable[..., Any]:
    """The law of a whole chain; None where there is none.

    >>> from lemmata.theory.spectra.spectra import Isotropic
    >>> of_chain("collapse")(Isotropic(2), 9, 7, 2, sigma0_2=1)
    1
    """

    def law(
        spectrum: Any, T: Any, T0: Any, n: Any, ridge: Any = S.Zero, sigma2: Any = S.Zero, sigma0_2: Any = S.Zero,
        digits: int = 30,
    ) -> Any:  # fmt: skip
        """An exact law of the chain."""
        if spectrum.d is None:
            return None
        try:
            chain = Chain(spectrum, T=T, T0=T0, n=n, ridge=ridge, sigma2=sigma2, sigma0_2=sigma0_2)
            return getattr(exact_risk(chain, digits=digits), part)
        except NoExactLaw:
            return None

    return law


def part_alone(chain: Chain, part: str) -> Chain:
    """A chain whose whole risk is one part of that of another: the other noises, or the truth, are zero.

    >>> from lemmata.theory.spectra.spectra import Isotropic
    >>> part_alone(Chain(Isotropic(3), T=9, sigma2=1), "variance").spectrum
    Isotropic(d=3, signal=0)
    """
    spectrum = chain.spectrum
    if part != "bias" and spectrum.d is not None:
        isotropic = isinstance(spectrum, Isotropic)
        spectrum = Isotropic(spectrum.d, 0) if isotropic else Diagonal(spectrum.eigenvalues, [0] * spectrum.d)
    return Chain(
        spectrum,
        T=chain.T,
        ridge=chain.ridge,
        sigma2=chain.sigma2 if part == "variance" else 0,
        n=chain.n,
        T0=chain.T0 or None,
        sigma0_2=[v if part == "collapse" else 0 for v in chain.sigma0_2] or None,
        ridge0=chain.ridge0,
        designs=chain.designs,
        protocol=chain.protocol,
    )
