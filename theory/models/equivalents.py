r"""Deterministic equivalents of the risk of a retraining chain, for any covariance, as balls.

With kappa the renormalised ridge of the downstream fit, D = Sigma (Sigma + kappa)^-1 and G = (Sigma + kappa)^-1, and
kappa0, D0, G0 those of a generator, the mean m_j = M_j w0 and the spread V_j of its parameter obey, in the eigenbasis,

    M' = D0 M,    V' = D0 V D0 + Sigma G0^2 [kappa0^2 tr Sigma G0^2 (m m' + V) + sigma_j^2]/(T_j - df2(kappa0)),

    E ~ ||w0 - D m||_Sigma^2 + tr Sigma D V D + [kappa^2 tr Sigma G^2 (m m' + V) + sigma^2] df2/(T - df2)

(Dohmatob et al., arXiv 2402.07712, Proposition 4.2 and Theorem 4.3, carried from generation to generation). The risk
is affine in the noise variances; bias, variance and collapse are its parts as in
:mod:`lemmata.theory.models.exact_laws`.

The equivalent is a limit: at finite size its error is of order 1/d. It proves nothing about random matrices.

>>> from lemmata.theory.models.chain import Chain
>>> from lemmata.theory.spectra.spectra import Isotropic
>>> found = equivalent_risk(Chain(Isotropic(d=100), T=200, sigma2=1))
>>> found.total.contains(Fraction(1))                              # phi/(1 - phi) at phi = 1/2
True
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from flint import arb, ctx, fmpq
from sympy import Expr

from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import Exact, exact
from lemmata.numerics.fixed_points.fixed_point import log_of
from lemmata.numerics.fixed_points.kappa import (
    RenormalisedRidge,
    kappa_diagonal,
    kappa_isotropic,
    kappa_of,
    kappa_power_law,
)
from lemmata.theory.models.chain import Chain
from lemmata.theory.models.direction_recursion import Directions, Fit, Step, generators, risk_parts
from lemmata.theory.models.direction_sums import Listed, OfFormula
from lemmata.theory.models.reductions import on_one_design
from lemmata.theory.spectra.formula_spectrum import FormulaSpectrum
from lemmata.theory.spectra.spectra import Isotropic, PowerLaw, Spectrum
from lemmata.theory.values.enclosure import enclose

LARGEST_LISTED = 2_000
"""Up to this dimension eigenvalues are listed; beyond it, formulas go through spectral sums."""
LARGEST_POWER_LAW = 50
"""The same for power laws, whose eigenvalues are irrational: beyond it, their sums take less time than a list."""


@dataclass(frozen=True)
class EquivalentRisk:
    """The deterministic equivalent of a risk and its parts, as balls."""

    bias: Ball
    variance: Ball
    collapse: Ball
    total: Ball


def equivalent_risk(chain: Chain, *, digits: int = 30) -> EquivalentRisk:
    """The deterministic equivalent of E ||w_pred - w0||_Sigma^2.

    Args:
        chain: its protocol must be ``replace``, or ``accumulate`` on one design without ridge.
        digits: accuracy of the balls (relative, where the part is not zero).

    Raises:
        InputError: naming what has no equivalent here.
    """
    chain = on_one_design(chain)
    if chain.protocol != "replace":
        raise InputError("protocol", chain.protocol, "replace for a deterministic equivalent")
    if chain.designs != "independent" and chain.ridge0 != 0 and chain.n:
        raise InputError("ridge0", chain.ridge0, "0 for a deterministic equivalent on a reused design")
    before = ctx.prec
    ctx.prec = int(digits * 3.33) + 128
    try:
        bias, variance, collapse = _parts(chain, digits)
        parts = [Ball.from_arb(part) for part in (bias, variance, collapse, bias + variance + collapse)]
    finally:
        ctx.prec = before
    return EquivalentRisk(*parts)


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


def _arb(value: Any) -> arb:
    if isinstance(value, Ball):
        return value.to_arb()
    if isinstance(value, Fraction):
        return arb(fmpq(value.numerator, value.denominator))
    return arb(value)


def _parts(chain: Chain, digits: int) -> tuple[arb, arb, arb]:
    """Bias, variance and collapse."""
    if isinstance(chain.spectrum, PowerLaw) and chain.spectrum.r is None:
        raise InputError("r", "nothing", "given (the source exponent fixes the weights of w0)")
    spectrum, noise = chain.spectrum, [_arb(exact(value)) for value in chain.sigma0_2]
    fit = _fit(spectrum, chain.T, chain.ridge, digits)
    large = _is_large(spectrum)
    directions: Directions = OfFormula(_formula(spectrum)) if large else _listed(spectrum, digits)
    steps: list[Step] = []
    if chain.designs == "independent":
        fits = [_fit(spectrum, size, chain.ridge0, digits) for size in chain.T0]
        steps = generators(directions, fits, noise)
    elif chain.designs == "same" and noise:
        steps = generators(directions, [_fit(spectrum, chain.T0[0], chain.ridge0, digits)], [sum(noise, arb(0))])
    bias, excess, collapse = risk_parts(directions, fit, steps)
    if chain.designs == "shared":
        collapse = sum(noise, arb(0)) * excess
    return bias, _arb(exact(chain.sigma2)) * excess, collapse


def _is_large(spectrum: Spectrum) -> bool:
    """Whether there are too many eigenvalues to list them."""
    most = LARGEST_POWER_LAW if isinstance(spectrum, PowerLaw) else LARGEST_LISTED
    return not isinstance(spectrum, Isotropic) and (spectrum.d is None or spectrum.d > most)


@lru_cache(maxsize=32)
def _formula(spectrum: Spectrum) -> FormulaSpectrum:
    """A large spectrum by the formula of its eigenvalues and weights."""
    if isinstance(spectrum, FormulaSpectrum):
        return spectrum
    if not isinstance(spectrum, PowerLaw):
        raise InputError("d", spectrum.d, f"at most {LARGEST_LISTED} for a spectrum without a formula")
    beta, r = spectrum.beta, spectrum.r
    weights = None if r is None else f"k^(({beta} - 1 - 2*({beta})*({r}))/2)"
    return FormulaSpectrum(f"k^(-({beta}))", weights, spectrum.d)


@lru_cache(maxsize=32)
def _fit(spectrum: Spectrum, T: int, ridge: Expr, digits: int) -> Fit:
    """A fit is the same in every generation, and along a curve only one fit changes."""
    found = renormalised(spectrum, T, ridge, digits + 20)
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
        return Listed([arb(1)], [_arb(_eigenvalue(spectrum.signal, digits + 20))], [spectrum.d])
    return Listed(
        [_arb(_eigenvalue(value, digits + 20)) for value in spectrum.eigenvalues],
        [_arb(_eigenvalue(value, digits + 20)) for value in spectrum.squared_weights],
        [1] * len(spectrum.eigenvalues),
    )
