"""The scaling calculus: from a power-law model to exact exponents, regimes, logarithms, constants and their proof."""

from lemmata.theory.scaling.derive import Exponents, derive_exponents
from lemmata.theory.scaling.piecewise import PiecewiseAffine, Regime

__all__ = ["Exponents", "PiecewiseAffine", "Regime", "derive_exponents"]
