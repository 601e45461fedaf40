"""What is stated: notation, spectra, retraining chains, their risks, and power-law asymptotics.

Expressions are SymPy's; numbers come from ``numerics``. No paper is known here, and nothing is printed.
Names are imported when they are used: a spectrum does not wait for the exponents engine.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from theory.chain import Chain, Mix
    from theory.equivalents import equivalent_risk
    from theory.exact_laws import NoExactLaw, exact_risk
    from theory.formula_spectrum import FormulaSpectrum
    from theory.scaling import derive_exponents
    from theory.simulation import simulated_risk
    from theory.spectra import Diagonal, Isotropic, PowerLaw
    from theory.spectral_functions import Df1, Df2, Kappa, SpectralSum

__all__ = [
    "Chain",
    "Df1",
    "Df2",
    "Diagonal",
    "FormulaSpectrum",
    "Isotropic",
    "Kappa",
    "Mix",
    "NoExactLaw",
    "PowerLaw",
    "SpectralSum",
    "derive_exponents",
    "equivalent_risk",
    "exact_risk",
    "simulated_risk",
]

_PLACES = {
    "chain": ("Chain", "Mix"),
    "equivalents": ("equivalent_risk",),
    "exact_laws": ("NoExactLaw", "exact_risk"),
    "formula_spectrum": ("FormulaSpectrum",),
    "scaling": ("derive_exponents",),
    "simulation": ("simulated_risk",),
    "spectra": ("Diagonal", "Isotropic", "PowerLaw"),
    "spectral_functions": ("Df1", "Df2", "Kappa", "SpectralSum"),
}


def __getattr__(name: str) -> Any:
    for place, names in _PLACES.items():
        if name in names:
            return getattr(import_module(f"theory.{place}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
