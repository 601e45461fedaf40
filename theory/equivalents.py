r"""Deterministic equivalents of the risk of a retraining chain, for any covariance, as balls.

With kappa the renormalised ridge of the downstream fit, D = Sigma (Sigma + kappa)^-1 and G = (Sigma + kappa)^-1, and
kappa0, D0, G0 those of a generator, the mean m_j = M_j w0 and the spread V_j of its parameter obey, in the eigenbasis,

    M' = D0 M,    V' = D0 V D0 + Sigma G0^2 [kappa0^2 tr Sigma G0^2 (m m' + V) + sigma_j^2]/(T_j - df2(kappa0)),

    E ~ ||w0 - D m||_Sigma^2 + tr Sigma D V D + [kappa^2 tr Sigma G^2 (m m' + V) + sigma^2] df2/(T - df2)

(Dohmatob et al., arXiv 2402.07712, Proposition 4.2 and Theorem 4.3, carried from generation to generation). The risk
is affine in the noise variances; bias, variance and collapse are its parts as in :mod:`theory.exact_laws`.

The equivalent is a limit: at finite size its error is of order 1/d. It proves nothing about random matrices.

>>> from theory.chain import Chain
>>> from theory.spectra import Isotropic
>>> found = equivalent_risk(Chain(Isotropic(d=100), T=200, sigma2=1))
>>> found.total.contains(Fraction(1))                              # phi/(1 - phi) at phi = 1/2
True
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from flint import arb, ctx, fmpq
from sympy import Expr, Rational

from numerics.ball import Ball
from numerics.errors import InputError
from numerics.exact import Exact, exact
from numerics.fixed_point import log_of
from numerics.kappa import RenormalisedRidge, kappa_diagonal, kappa_isotropic, kappa_of, kappa_power_law
from numerics.spectral_sums import spectral_sum
from theory.chain import Chain
from theory.enclosure import enclose
from theory.formula_spectrum import FormulaSpectrum
from theory.spectra import Isotropic, PowerLaw, Spectrum

LARGEST_LISTED = 2_000
"""Up to this dimension eigenvalues are listed; beyond it, power laws and formulas go through spectral sums."""


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
        chain: its protocol must be ``replace``.
        digits: accuracy of the balls (relative, where the part is not zero).

    Raises:
        InputError: naming what has no equivalent here.
    """
    if chain.protocol != "replace":
        raise InputError("protocol", chain.protocol, "replace for a deterministic equivalent")
    if chain.designs != "independent" and chain.ridge0 != 0 and chain.n:
        raise InputError("ridge0", chain.ridge0, "0 for a deterministic equivalent on a reused design")
    listed = chain.spectrum.d is not None and chain.spectrum.d <= LARGEST_LISTED
    before = ctx.prec
    ctx.prec = int(digits * 3.33) + 128
    try:
        model = _Listed(chain, digits) if listed else _Summed(chain, digits)
        bias, variance, collapse = model.parts()
        parts = [Ball.from_arb(part) for part in (bias, variance, collapse, bias + variance + collapse)]
    finally:
        ctx.prec = before
    return EquivalentRisk(*parts)


def renormalised(spectrum: Spectrum, T: Exact, ridge: Expr, digits: int) -> RenormalisedRidge:
    """The renormalised ridge of a spectrum."""
    penalty = exact(ridge, "ridge")
    if isinstance(spectrum, Isotropic):
        return kappa_isotropic(spectrum.d, T, penalty, digits=digits)
    if isinstance(spectrum, FormulaSpectrum):
        return kappa_of(spectrum.degrees, T, penalty, digits=digits, near=_guess(spectrum, exact(T, "T"), penalty))
    if isinstance(spectrum, PowerLaw) and spectrum.beta.is_Rational:
        return kappa_power_law(exact(spectrum.beta, "beta"), T, penalty, spectrum.d, digits=digits)
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


class _Fit:
    """One fit: kappa, and D, G per eigenvalue."""

    def __init__(self, spectrum: Spectrum, T: int, ridge: Expr, digits: int) -> None:
        eigenvalues = _listed(spectrum, digits)[0]
        found = renormalised(spectrum, T, ridge, digits + 12)
        self.kappa, self.df2, self.T = found.kappa.to_arb(), found.df2.to_arb(), T
        self.G = [1 / (value + self.kappa) for value in eigenvalues]
        self.D = [value * g for value, g in zip(eigenvalues, self.G, strict=True)]
        if not (T - self.df2) > 0:
            raise InputError("T", T, "different from d when there is no ridge: the equivalent is infinite at T = d")


@lru_cache(maxsize=8)
def _listed(spectrum: Spectrum, digits: int) -> tuple[list[arb], list[arb]]:
    """Eigenvalues and squared weights as balls; chains that differ in T and ridge share them."""
    if isinstance(spectrum, FormulaSpectrum):
        return spectrum.listed()
    return (
        [_arb(_eigenvalue(value, digits + 20)) for value in spectrum.eigenvalues],
        [_arb(_eigenvalue(value, digits + 20)) for value in spectrum.squared_weights],
    )


_fit = lru_cache(maxsize=32)(_Fit)
"""A fit is the same in every generation, and along a curve only one fit changes."""


class _Listed:
    """The recursion of mean and spread over listed eigenvalues; the spread is kept apart by its source."""

    def __init__(self, chain: Chain, digits: int) -> None:
        self.chain, self.digits = chain, digits
        self.s, self.c2 = _listed(chain.spectrum, digits)

    def parts(self) -> tuple[arb, arb, arb]:
        fit = _fit(self.chain.spectrum, self.chain.T, self.chain.ridge, self.digits)
        noise = [_arb(exact(value)) for value in self.chain.sigma0_2]
        if self.chain.designs == "shared":
            ones, zeros = [arb(1)] * len(self.s), [arb(0)] * len(self.s)
            bias, variance, _ = self.final(fit, ones, zeros, zeros)
            return bias, variance, sum(noise, arb(0)) * fit.df2 / (fit.T - fit.df2)
        return self.final(fit, *self.generations(noise))

    def generations(self, noise: list[arb]) -> tuple[list[arb], list[arb], list[arb]]:
        """Mean multiplier, spread of the noise-free chain, spread from the generators' noise, per eigenvalue."""
        mean = [arb(1)] * len(self.s)
        free, noisy = [arb(0)] * len(self.s), [arb(0)] * len(self.s)
        if self.chain.designs == "same" and noise:
            return self.generation(self.chain.T0[0], mean, free, noisy, sum(noise, arb(0)))
        for size, variance in zip(self.chain.T0, noise, strict=True):
            mean, free, noisy = self.generation(size, mean, free, noisy, variance)
        return mean, free, noisy

    def generation(
        self, size: int, mean: list[arb], free: list[arb], noisy: list[arb], variance: arb
    ) -> tuple[list[arb], list[arb], list[arb]]:
        fit = _fit(self.chain.spectrum, size, self.chain.ridge0, self.digits)
        weight = [s * g * g for s, g in zip(self.s, fit.G, strict=True)]
        second = [m * m * c + v for m, c, v in zip(mean, self.c2, free, strict=True)]
        from_signal = fit.kappa**2 * _dot(weight, second) / (fit.T - fit.df2)
        from_noise = (fit.kappa**2 * _dot(weight, noisy) + variance) / (fit.T - fit.df2)
        return (
            [d * m for d, m in zip(fit.D, mean, strict=True)],
            [d * d * v + w * from_signal for d, v, w in zip(fit.D, free, weight, strict=True)],
            [d * d * v + w * from_noise for d, v, w in zip(fit.D, noisy, weight, strict=True)],
        )

    def final(self, fit: _Fit, mean: list[arb], free: list[arb], noisy: list[arb]) -> tuple[arb, arb, arb]:
        excess = fit.df2 / (fit.T - fit.df2)
        weight = [s * g * g for s, g in zip(self.s, fit.G, strict=True)]
        through = [s * d * d for s, d in zip(self.s, fit.D, strict=True)]
        missed = [(1 - d * m) ** 2 * s * c for d, m, s, c in zip(fit.D, mean, self.s, self.c2, strict=True)]
        second = [m * m * c + v for m, c, v in zip(mean, self.c2, free, strict=True)]
        bias = sum(missed, arb(0)) + _dot(through, free) + fit.kappa**2 * _dot(weight, second) * excess
        collapse = _dot(through, noisy) + fit.kappa**2 * _dot(weight, noisy) * excess
        return bias, _arb(exact(self.chain.sigma2)) * excess, collapse


class _Summed:
    """Spectra of large or infinite dimension with unbiased generators: four spectral sums are enough."""

    def __init__(self, chain: Chain, digits: int) -> None:
        self.chain, self.accuracy = chain, digits + 12
        spectrum = chain.spectrum
        if not isinstance(spectrum, (PowerLaw, FormulaSpectrum)):
            raise InputError("d", spectrum.d, f"at most {LARGEST_LISTED} for a spectrum without a formula")
        if isinstance(spectrum, PowerLaw) and not (
            spectrum.r is not None and spectrum.beta.is_Rational and spectrum.r.is_Rational
        ):
            raise InputError("r", spectrum.r, "rational, like beta, for a large dimension")
        if chain.n and (spectrum.d is None or chain.ridge0 != 0 or min(chain.T0) <= spectrum.d):
            raise InputError("T0", chain.T0, "greater than d, without ridge, when d is large or infinite")
        self.spectrum = spectrum

    def parts(self) -> tuple[arb, arb, arb]:
        chain, d = self.chain, self.spectrum.d
        found = renormalised(self.spectrum, chain.T, chain.ridge, 2 * self.accuracy)
        kappa, df2 = found.kappa.to_arb(), found.df2.to_arb()
        excess = df2 / (chain.T - df2)
        bias = kappa**2 * self.source(found.kappa) * (1 + excess)
        collapse = arb(0)
        if chain.n:
            assert d is not None
            per_unit = df2 + kappa**2 * self.resolvent_square(found.kappa) * excess
            shares = (_arb(exact(v)) / (size - d) for v, size in zip(chain.sigma0_2, chain.T0, strict=True))
            collapse = per_unit * sum(shares, arb(0))
        return bias, _arb(exact(chain.sigma2)) * excess, collapse

    def source(self, kappa: Ball) -> arb:
        """sum lambda_k c_k^2/(lambda_k + kappa)^2."""
        if isinstance(self.spectrum, FormulaSpectrum):
            return self.spectrum.source(kappa.to_arb())
        beta, r = exact(self.spectrum.beta), exact(Rational(self.spectrum.r))
        return spectral_sum(1 + 2 * beta * r, 2, beta, kappa, self.spectrum.d, digits=self.accuracy).to_arb()

    def resolvent_square(self, kappa: Ball) -> arb:
        """sum 1/(lambda_k + kappa)^2, for finite d."""
        if isinstance(self.spectrum, FormulaSpectrum):
            return self.spectrum.resolvent_square(kappa.to_arb())
        beta = exact(self.spectrum.beta)
        return spectral_sum(0, 2, beta, kappa, self.spectrum.d, digits=self.accuracy).to_arb()


def _dot(left: Sequence[arb], right: Sequence[arb]) -> arb:
    return sum((a * b for a, b in zip(left, right, strict=True)), arb(0))
