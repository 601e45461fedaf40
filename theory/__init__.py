"""What is stated: notation, spectra, retraining chains, their risks, and power-law asymptotics.

Expressions are SymPy's; numbers come from ``numerics``. No paper is known here, and nothing is printed.
"""

from theory.chain import Chain, Mix
from theory.scaling import derive_exponents
from theory.simulation import simulated_risk
from theory.spectra import Diagonal, Isotropic, PowerLaw

__all__ = ["Chain", "Diagonal", "Isotropic", "Mix", "PowerLaw", "derive_exponents", "simulated_risk"]
