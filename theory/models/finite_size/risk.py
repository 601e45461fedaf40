r"""A proved bound of |risk - deterministic equivalent| at finite size, for a retraining chain.

Let v = diag E w w' and mu = E w of the last generator, v0 and mu0 their equivalents. For diagonal a >= 0 the bound

    |tr a (v - v0)| <= rho tr a v0 + e max a

goes from one generator to the next (:mod:`lemmata.theory.models.finite_size.fit_errors` has the names):

    e' = chi e + (1 + rho) map sum D_k v0_k + sigma0^2 scatter,      rho' = rho,

or rho' = max(rho, 1/(T0 - d - 1)), e' = e for a generator that sees every direction; and |mu_k - mu0_k| <= |w0_k| far_k
with far' = chi far + keep D kappa G m0. A fit after them has the risk (exactly)

    sum_k sigma_k (v_k - 2 mu_k w0_k + w0_k^2) - 2 sigma_k p_k (v_k - mu_k w0_k) + c_k v_k   +   what its noise adds,

where v_k has the coefficient E (F Sigma F)_kk, between 0 and ||Sigma|| chi.

After generators that see every direction v is a multiple of Sigma^-1, and the collapse has an error of its own.

A chain without ridge whose exact law is a rational number has |exact - equivalent| itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import arb

from lemmata.theory.models.direction_recursion import Directions, State, Step, Weight, state
from lemmata.theory.models.finite_size.fit_errors import FitErrors, least, most


@dataclass(frozen=True)
class Within:
    """|exact mean - equivalent| is at most this; None is no finite bound.

    Attributes:
        bias, variance, collapse: bounds of the parts.
        total: a bound of the whole, their sum.
        reason: why there is no finite bound; empty where there is one.
        law: what the bound rests on.
    """

    bias: Fraction | None
    variance: Fraction | None
    collapse: Fraction | None
    reason: str = ""
    law: str = ""

    @property
    def total(self) -> Fraction | None:
        """The sum of the three."""
        if self.bias is None or self.variance is None or self.collapse is None:
            return None
        return self.bias + self.variance + self.collapse


@dataclass(frozen=True)
class _Moment:
    """|tr a (v - v0)| <= rho tr a v0 + e max a."""

    rho: arb
    e: arb


def risk_errors(
    directions: Directions,
    norm: arb,
    fit: FitErrors,
    steps: Sequence[Step],
    past: Sequence[FitErrors],
    noise: Sequence[arb],
    collapsed: arb,
) -> tuple[arb, arb]:
    """Bounds of the errors of bias and of collapse; the variance's is the fit's own.

    Args:
        directions: to sum over.
        norm: ||Sigma||.
        fit: the last fit.
        steps: the numbers of the chain, oldest first.
        past: the generators, oldest first.
        noise: their noise variances.
        collapsed: the equivalent of the collapse.
    """
    free, noisy = _moments(directions, steps, past, noise)
    bias, collapse = _last_fit(directions, fit, steps)
    if fit.grown is not None and all(errors.ratio is not None for errors in past):
        collapse = least(collapse, fit.grown * collapsed)
    whole = norm * fit.chi
    if steps:
        bias += free.e * whole + _of_means(directions, fit, steps, past)
    if noisy.rho.upper() > 0:
        collapse += noisy.rho * (collapsed + collapse)
    return bias, collapse + noisy.e * whole


def _moments(
    directions: Directions, steps: Sequence[Step], past: Sequence[FitErrors], noise: Sequence[arb]
) -> tuple[_Moment, _Moment]:
    """The bounds for the signal and for the noise of the generators."""
    zero = arb(0)
    free, noisy = _Moment(zero, zero), _Moment(zero, zero)
    for place, (errors, variance) in enumerate(zip(past, noise, strict=True)):
        if errors.ratio is not None:
            more = arb(1) / errors.ratio if variance.upper() > 0 else zero
            noisy = _Moment(most(noisy.rho, more), noisy.e)
            continue
        signal, scattered = _seen(directions, errors.fit.kappa, steps[:place])
        free = _Moment(zero, errors.chi * free.e + errors.map * signal)
        e = errors.chi * noisy.e + (1 + noisy.rho) * errors.map * scattered + variance * errors.scatter
        noisy = _Moment(noisy.rho, e)
    return free, noisy


def _seen(directions: Directions, kappa: arb, steps: Sequence[Step]) -> tuple[arb, arb]:
    """sum D_k v0_k after these generators, of the signal and of their noise."""

    def spread(source: Callable[[State], Any]) -> Weight | None:
        return (lambda value: (value + kappa) * source(state(value, steps))) if steps else None

    signal = directions.sum(kappa, lambda value: (value + kappa) * state(value, steps).mean ** 2, spread(_free))
    noisy = spread(_noisy)
    return signal, directions.sum(kappa, None, noisy) if noisy else arb(0)


def _free(found: State) -> Any:
    return found.free


def _noisy(found: State) -> Any:
    return found.noisy


def _last_fit(directions: Directions, fit: FitErrors, steps: Sequence[Step]) -> tuple[arb, arb]:
    """What the coefficients of the last fit miss of the signal and of the noise, at v0 and mu0."""
    kappa, df2 = fit.fit.kappa, fit.fit.df2
    if fit.ratio is not None:
        return arb(0), arb(0)
    whole = fit.lost * kappa**2 * fit.fit.T / (fit.fit.T - df2)

    def of(size: Any, crossed: Any, value: Any) -> Any:
        """From v0_k (over w0_k^2) and |v0_k - mu0_k w0_k|."""
        return (whole + fit.spread * (value + kappa)) * size + 2 * kappa * fit.keep * value * crossed

    def signal(value: Any) -> Any:
        found = state(value, steps)
        return of(found.mean**2, found.mean * found.missed, value)

    def spread(source: Callable[[State], Any]) -> Weight | None:
        if not steps:
            return None
        return lambda value: of(source(state(value, steps)), source(state(value, steps)), value)

    bias = directions.sum(kappa, signal, spread(_free))
    noisy = spread(_noisy)
    return bias, directions.sum(kappa, None, noisy) if noisy else arb(0)


def _of_means(directions: Directions, fit: FitErrors, steps: Sequence[Step], past: Sequence[FitErrors]) -> arb:
    """2 sum sigma_k w0_k^2 far_k chi."""
    if all(errors.ratio is not None for errors in past):
        return arb(0)
    kappa = fit.fit.kappa

    def far(value: Any) -> Any:
        found: Any = arb(0)
        for place, errors in enumerate(past):
            own = errors.fit.kappa
            added = errors.keep * own * value / (value + own) ** 2 * state(value, steps[:place]).mean
            found = errors.chi * found + added
        return 2 * fit.chi * (value + kappa) ** 2 * found

    return directions.sum(kappa, far, None)
