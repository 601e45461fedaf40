"""The renormalised fits of a chain: kappa, df1 and df2 of a spectrum, and its directions to sum over.

>>> float(renormalised(Isotropic(10), 20, Isotropic(1).signal - 1, 20).df2.mid)
10.0
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from flint import arb
from sympy import Expr

from lemmata.numerics.accuracy import as_arb
from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import Exact, exact
from lemmata.numerics.fixed_points.fixed_point import log_of
from lemmata.numerics.fixed_points.kappa import (
    RenormalisedRidge,
    degrees_diagonal,
    kappa_diagonal,
    kappa_isotropic,
    kappa_of,
    kappa_power_law,
)
from lemmata.theory.models.direction_recursion import Directions, Fit
from lemmata.theory.models.direction_sums import Listed, OfFormula
from lemmata.theory.spectra.formula_spectrum import FormulaSpectrum
from lemmata.theory.spectra.spectra import Isotropic, PowerLaw, Spectrum
from lemmata.theory.values.enclosure import enclose
from lemmata.theory.values.formula_program import program

LARGEST_LISTED = 2_000
"""Up to this dimension eigenvalues are listed; beyond it, formulas go through spectral sums."""
LARGEST_POWER_LAW = 50
"""The same for power laws, whose eigenvalues are irrational: beyond it, their sums take less time than a list."""


def renormalised(spectrum: Spectrum, T: Exact, ridge: Expr, digits: int) -> RenormalisedRidge:
    """The renormalised ridge of a spectrum."""
    penalty = exact(ridge, "ridge")
    if isinstance(spectrum, Isotropic):
        return kappa_isotropic(spectrum.d, T, penalty, digits=digits)
    if isinstance(spectrum, PowerLaw) and spectrum.beta.is_Rational:
        return kappa_power_law(exact(spectrum.beta, "beta"), T, penalty, spectrum.d, digits=digits)
    if isinstance(spectrum, FormulaSpectrum) or _is_large(spectrum):
        formula = _formula(spectrum)
        return kappa_of(formula.degrees, T, penalty, digits=digits, near=_guess(formula, exact(T, "T"), penalty))
    return kappa_diagonal([_eigenvalue(value, digits) for value in spectrum.eigenvalues], T, penalty, digits=digits)


def degrees_listed(eigenvalues: Sequence[Expr], kappa: Exact, digits: int) -> tuple[Ball, Ball]:
    """df1 and df2 of eigenvalues one by one, tr Sigma (Sigma + kappa)^-1 and of its square, for kappa > 0.

    >>> degrees_listed(Isotropic(2).eigenvalues, 1, 10)[0].contains(Fraction(1))
    True
    """
    return degrees_diagonal([_eigenvalue(value, digits) for value in eigenvalues], kappa, digits=digits)


def _guess(spectrum: FormulaSpectrum, T: Fraction, ridge: Fraction) -> float:
    """About log(kappa - ridge): kappa is near lambda_T, or near the ridge where that is larger."""

    def height(t: float) -> float:
        value = spectrum.degrees.eigenvalue(arb(t)).log()
        return float(value) if value.is_finite() else 0.0

    if T <= 0 or ridge < 0:
        return 0.0
    most = log_of(max(T, Fraction(1)) if spectrum.d is None else min(max(T, Fraction(1)), Fraction(spectrum.d)))
    if ridge == 0 or height(most) > log_of(ridge):
        return height(most)
    low, high = 0.0, most
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if height(middle) > log_of(ridge) else (low, middle)
    return log_of(ridge) + low - most  # df1 is about the number of eigenvalues above the ridge


def _eigenvalue(value: Expr, digits: int) -> Any:
    return exact(value) if value.is_Rational else enclose(value, digits=digits + 20)


def as_ball(value: Any) -> arb:
    """A number or a ball as an ``arb``, at the current precision."""
    if isinstance(value, Ball):
        return value.to_arb()
    if isinstance(value, Fraction):
        return as_arb(value)
    return arb(value)


def directions_of(spectrum: Spectrum, digits: int) -> Directions:
    """The directions of a spectrum with its weights, to sum over at the current precision."""
    return OfFormula(_formula(spectrum)) if _is_large(spectrum) else _listed(spectrum, digits)


def _is_large(spectrum: Spectrum) -> bool:
    """Whether there are too many eigenvalues to list them."""
    most = LARGEST_POWER_LAW if isinstance(spectrum, PowerLaw) else LARGEST_LISTED
    by_formula = isinstance(spectrum, (PowerLaw, FormulaSpectrum))
    return by_formula and (spectrum.d is None or spectrum.d > most)


@lru_cache(maxsize=32)
def _formula(spectrum: Spectrum) -> FormulaSpectrum:
    """A large spectrum by the formula of its eigenvalues and weights."""
    if isinstance(spectrum, FormulaSpectrum):
        return spectrum
    assert isinstance(spectrum, PowerLaw)
    beta, r = spectrum.beta, spectrum.r
    weights = None if r is None else f"k^(({beta} - 1 - 2*({beta})*({r}))/2)"
    return FormulaSpectrum(f"k^(-({beta}))", weights, spectrum.d)


@lru_cache(maxsize=32)
def renormalised_once(spectrum: Spectrum, T: int, ridge: Expr, digits: int) -> RenormalisedRidge:
    """A fit is the same in every generation, and along a curve only one fit changes."""
    return renormalised(spectrum, T, ridge, digits + 20)


def fit_of(spectrum: Spectrum, T: int, ridge: Expr, digits: int) -> Fit:
    """The numbers of a fit that the recursion needs."""
    found = renormalised_once(spectrum, T, ridge, digits)
    fit = Fit(T, found.kappa.to_arb(), found.df2.to_arb())
    if not (T - fit.df2) > 0:
        raise InputError("T", T, "different from d when there is no ridge: the equivalent is infinite at T = d")
    return fit


@lru_cache(maxsize=8)
def _listed(spectrum: Spectrum, digits: int) -> Listed:
    """Eigenvalues and squared weights as balls; chains that differ in T and ridge share them."""
    if isinstance(spectrum, FormulaSpectrum):
        eigenvalues, signals = spectrum.listed()
        return Listed(eigenvalues, signals, [1] * len(signals))
    if isinstance(spectrum, Isotropic):
        return Listed([arb(1)], [as_ball(_eigenvalue(spectrum.signal, digits + 20))], [spectrum.d])
    return Listed(
        [as_ball(_eigenvalue(value, digits + 20)) for value in spectrum.eigenvalues],
        [as_ball(_eigenvalue(value, digits + 20)) for value in spectrum.squared_weights],
        [1] * len(spectrum.eigenvalues),
    )


def smooth_eigenvalue(spectrum: Spectrum, place: int) -> arb:
    """lambda_k at k = ``place`` of a spectrum that is not listed."""
    found: arb = program(_formula(spectrum).eigenvalue)(arb(place).log())
    return found
