"""What is stated: notation, spectra, retraining chains, their risks, and power-law asymptotics.

Expressions are SymPy's; numbers come from ``numerics``. No paper is known here, and nothing is printed.
"""

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
