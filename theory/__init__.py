"""What is stated: notation, spectra, retraining chains, their risks, and power-law asymptotics.

Expressions are SymPy's; numbers come from ``numerics``. No paper is known here, and nothing is printed.
Names are imported when they are used: a spectrum does not wait for the exponents engine.

SymPy takes a sum, a product or an integral without free letters for a number, and evaluates it, slowly and at times
wrongly, whenever one is beside a number that is printed or compared. Here it is a term; ``values`` encloses it.
"""

from typing import TYPE_CHECKING

from sympy.concrete.expr_with_limits import ExprWithLimits

from lemmata.lazy import lazily

ExprWithLimits.is_number = False

if TYPE_CHECKING:
    from lemmata.theory.models.chain import Chain, Mix
    from lemmata.theory.models.equivalents import equivalent_risk
    from lemmata.theory.models.exact_laws import NoExactLaw, exact_risk
    from lemmata.theory.models.simulation import simulated_risk
    from lemmata.theory.scaling import derive_exponents
    from lemmata.theory.spectra.formula_spectrum import FormulaSpectrum
    from lemmata.theory.spectra.spectra import Diagonal, Isotropic, PowerLaw
    from lemmata.theory.spectra.spectral_functions import Df1, Df2, Kappa, SpectralSum

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

__getattr__, __dir__ = lazily(
    __name__,
    {
        "models.chain": ("Chain", "Mix"),
        "models.equivalents": ("equivalent_risk",),
        "models.exact_laws": ("NoExactLaw", "exact_risk"),
        "models.simulation": ("simulated_risk",),
        "scaling": ("derive_exponents",),
        "spectra.formula_spectrum": ("FormulaSpectrum",),
        "spectra.spectra": ("Diagonal", "Isotropic", "PowerLaw"),
        "spectra.spectral_functions": ("Df1", "Df2", "Kappa", "SpectralSum"),
    },
)
