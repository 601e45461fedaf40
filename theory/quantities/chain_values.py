"""Values by the exact laws of a chain: from the fields of a quantity to a chain, and from a chain to its risk."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from sympy import Basic, Integer, sqrt

from lemmata.numerics.ball import Ball
from lemmata.theory.models.chain import Chain
from lemmata.theory.notation import d, signal
from lemmata.theory.spectra.eigensum import ConcreteSpectrum
from lemmata.theory.spectra.spectra import Diagonal, Isotropic, Spectrum
from lemmata.theory.values.exact_value import exact_value


def model_at(spectrum: Basic, values: Mapping[Any, Any]) -> Spectrum | None:
    """The spectrum that was put in; without one, Sigma = I in the dimension d with the signal ||w0||^2 (1 by default).

    None when there is no dimension either.
    """
    if not isinstance(spectrum, ConcreteSpectrum):
        return None if values.get(d) is None else Isotropic(values[d], values.get(signal, 1))
    pairs = spectrum.pairs
    if all(value == 1 for value, _ in pairs):
        return Isotropic(len(pairs), sum((weight for _, weight in pairs), Integer(0)))
    return Diagonal([value for value, _ in pairs], [sqrt(weight) for _, weight in pairs])


def chain_value(chain: Chain | None) -> Fraction | Ball | None:
    """The exact risk; infinite risks and unknown laws have no value."""
    from lemmata.theory.models.exact_laws import NoExactLaw, exact_risk

    if chain is None:
        return None
    try:
        total = exact_risk(chain).total
    except NoExactLaw:
        return None
    return total if isinstance(total, Ball) else exact_value(total)
