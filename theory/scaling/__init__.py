"""The scaling calculus: from a power-law model to exact exponents, regimes, logarithms, constants and their proof."""

from theory.scaling.derive import Exponents, derive_exponents
from theory.scaling.piecewise import PiecewiseAffine, Regime

__all__ = ["Exponents", "PiecewiseAffine", "Regime", "derive_exponents"]
