"""What the exact laws of the chain say of one fit: least squares and ridge regression as models."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import S

from lemmata.theory.models.chain import Chain
from lemmata.theory.models.exact_laws import NoExactLaw, exact_risk


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
