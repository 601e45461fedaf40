r"""Constants of the equivalents with ridge > 0, at finite size, for any covariance and dimension.

Rows x = Sigma^(1/2) z, z standard Gaussian, S = X'X/T, R = (S + lam)^-1, F = S R, L = ||Sigma||/lam, s = tr(SR)/T,
m = E(1 - s), rho_k = E R_kk. For any numbers h, ell with E (RSR)_kk <= h rho_k and E (R Sigma R)_kk <= ell rho_k (at
first h = L/(1 + L) and ell = L, or less by ``few_degrees``), Stein's identity and the covariance identity
cov(f, g) = int_0^1 E <grad f(Z), grad g(Z_t)> dt give

    lam rho_k = lam/(lam + sigma_k m_k),   m - m_k in [-eta, h/T + eta],   eta = C0 sqrt(h L ell)/T^2,  C0 = 3 sqrt(3)/4

and R6, the monotone equation of m, that |m_k - m0| <= theta m0 with m0 = lam/kappa. Every constant below is a function
of (Sigma, T, lam) and of (h, ell) only; a valid pair gives, through the theorem, a smaller valid pair, and so on.

    theta = (kappa/lam)(h/T + 2 eta)           om0 = (df1 - df2)/(T - df2)
    q = (kappa/lam)(df1 - df2)/(T (1 - theta)^2),  omega = q/(1 + q)
    x = (kappa/lam) eta/(1 - theta),  y = (kappa/lam) eta om0,  z = (kappa/lam)(h/T + eta) omega

    resolvent   |lam E R_kk - kappa G_k| <= kappa G_k D_k theta/(1 - D_k theta)
    bias        lam^2 E (R Sigma R)_kk = kappa^2 sigma_k G_k^2 T/(T - df2) (1 + err), |err| <= lost
    variance    E (RSR)_kk/T = sigma_k G_k^2/(T - df2) (1 + err), |err| <= noise

The collapse, E tr Sigma R S Sigma^-1 S R, by parts beside Sigma^-1, with
beta = tr(Sigma RSR)/T, is

    T E beta (1 + (d + 1)/T - 2 (1 - m)) - 2 T cov(s, beta) - (2/T) E tr Sigma R S R S R,

the last trace between 0 and T beta. Its equivalent is df2 T/(T - df2) (1 + (d - 2 df1)/T); and by Poincare's inequality
Var s <= (16/27) E tr(Sigma R)/T^3, Var beta <= 4 L^2 E beta/T^2.

Derivation: docs/finite_size.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from flint import arb

from lemmata.theory.models.direction_recursion import Fit
from lemmata.theory.models.finite_size.few_degrees import few_degrees
from lemmata.theory.models.finite_size.fit_errors import FitErrors, NoBound, least, most
from lemmata.theory.models.finite_size.ridge_setting import RidgeErrors, Setting, better

_PASSES = 8


@dataclass(frozen=True)
class Known:
    """A valid pair: E (RSR)_kk <= h rho_k, E (R Sigma R)_kk <= ell rho_k."""

    h: arb
    ell: arb


@dataclass(frozen=True)
class Brackets:
    """The small numbers of first and second order (see the head of this module)."""

    theta: arb
    eta: arb
    omega: arb
    x: arb
    y: arb
    z: arb


def ridge_errors(at: Setting) -> RidgeErrors:
    """The best constants that few degrees of freedom and some passes give.

    Raises:
        NoBound: where the degrees of freedom are not few, and theta >= 1 for the first pair.
    """
    few = few_degrees(at)
    found = few.errors(at) if few else None
    known = Known(at.L / (1 + at.L), least(at.L, few.test * at.L / (1 + at.L)) if few else at.L)
    for _ in range(_PASSES):
        small = _brackets(at, known)
        if small is None:
            break
        up, low = _bias(at, known, small)
        keep, noise = small.theta / (1 - at.D * small.theta), most(*_variance(at, known, small))
        found = better(found, RidgeErrors(small.theta, keep, most(up, low), noise, _map(at, known, small)))
        known = _sharper(at, known, small.theta, up)
    if found is None:
        shares = [
            f"{name} is {float(value.mid()):.3g}" for name, value in (("theta", _theta(at, known)), ("far", at.far))
        ]
        raise NoBound(f"T = {at.T} is too small for this ridge: a theorem needs theta or far < 1; {', '.join(shares)}")
    return found


def errors_of_ridge_fit(at: Setting, d: int | None) -> FitErrors:
    """The bounds of a fit with ridge; ``d`` is None for infinitely many dimensions."""
    found, fit = ridge_errors(at), Fit(at.T, at.kappa, at.df2)
    chi = least(at.L / (1 + at.L), at.D * (1 + found.theta) / (1 + at.D * found.theta))  # of 1 - lam rho_k
    return FitErrors(
        fit=fit,
        keep=found.resolvent,
        lost=found.bias,
        spread=arb(0),
        map=found.map,
        scatter=found.variance * at.om0 / at.kappa,
        chi=most(chi, at.D),
        noise=found.variance * at.df2 / (at.T - at.df2),
        grown=_grown(at, found, d) if d is not None and found.theta < 1 else None,
    )


def _grown(at: Setting, found: RidgeErrors, d: int) -> arb:
    """Relative error of the collapse."""
    room, most_noise = 1 + (d - 2 * at.df1) / at.T, 1 + found.variance
    beta = most_noise * at.df2 / (at.T - at.df2)
    variances = arb(16) / 27 * at.k * at.df1 / (1 - found.theta) / at.T**3, 4 * at.L**2 * beta / at.T**2
    together = 2 * at.T * (variances[0] * variances[1]).sqrt() * (at.T - at.df2) / (at.df2 * at.T)
    return found.variance + (most_noise * (arb(1) / at.T + 2 * found.theta / at.k) + together) / room


def _theta(at: Setting, known: Known) -> arb:
    return at.k * (known.h / at.T + 2 * _eta(at, known))


def _C0() -> arb:
    return 3 * arb(3).sqrt() / 4


def _eta(at: Setting, known: Known) -> arb:
    """|cov(s, R_kk)| <= eta rho_k."""
    return _C0() * (known.h * at.L * known.ell).sqrt() / at.T**2


def _brackets(at: Setting, known: Known) -> Brackets | None:
    eta = _eta(at, known)
    theta = _theta(at, known)
    if not theta < 1:
        return None
    q = at.k * (at.df1 - at.df2) / at.T / (1 - theta) ** 2
    omega = q / (1 + q)
    x, y = at.k * eta / (1 - theta), at.k * eta * at.om0
    return Brackets(theta, eta, omega, x, y, at.k * (known.h / at.T + eta) * omega)


def _word(known: Known, scale: arb, T: int) -> arb:
    """A bound of (2/T)|E (F RBR)_kk|/rho_k, scale = sqrt(bound of (RBR)_kk/R_kk times ||B||/lam)."""
    return least(4 / arb(27).sqrt(), known.h.sqrt()) * scale / T


def _bias(at: Setting, known: Known, small: Brackets) -> tuple[arb, arb]:
    """Relative errors of lam^2 E (R Sigma R)_kk, above and below."""
    L, T, h, ell = at.L, at.T, known.h, known.ell
    cross = L * (h * L * ell).sqrt()
    e = _word(known, (L * ell).sqrt(), T) + (_C0() * L * ell / 2 + (_C0() + arb(2).sqrt()) * cross) / T**2
    room = (1 - at.df2 / T) / (1 - small.theta) ** 2
    share = room / (1 - small.x) if small.x < 1 else arb(1)
    E = e * (1 + small.omega) * least(arb(1), share)
    slope = (1 - small.y) ** -3
    if not (9 - 8 * small.y) / at.k >= 1:
        slope = most(slope, 1 + small.z)
    theta = small.theta
    bracket = 1 + theta * (at.df1 / T + small.eta * at.om0) / (1 - theta)
    up = (1 + E) * bracket / (1 - theta) * (1 + small.x) * slope - 1
    return up, 4 * small.omega * theta + 2 * small.x + E


def _variance(at: Setting, known: Known, small: Brackets) -> tuple[arb, arb]:
    """Relative errors of E (RSR)_kk/T, above and below."""
    L, T, h = at.L, at.T, known.h
    second = _C0() * (2 / arb(27).sqrt() * (L * known.ell).sqrt() + L * h.sqrt()) + arb("0.87") * L * h.sqrt()
    second = second * (1 + small.omega) / T**2
    first = least(arb(0.5), 2 * h) / T
    scale = at.k**2 * (1 - at.df2 / T) / (1 - small.theta) / (1 - small.y) ** 3
    above, below = scale * (first * small.omega + second), scale * (first + second)
    up = (1 + above) * (1 + small.x) / (1 - small.theta) * most((1 + small.z) ** 3, 1 / (1 - small.y)) - 1
    return up, small.x + small.theta * small.omega + most(small.z, 3 * small.y) + below


def _map(at: Setting, known: Known, small: Brackets) -> arb:
    """|E (F a F)_kk - M0| <= D_k map for diagonal 0 <= a <= 1: 1 - 2 p + lam^2 R a R, one by one."""
    theta, x, y, z, omega = small.theta, small.x, small.y, small.z, small.omega
    h, T, L = known.h, at.T, at.L
    e = _word(known, arb(1), T) + (_C0() * L * (0.5 + h.sqrt()) + (2 * h * L * known.ell).sqrt()) / T**2
    away = e * (1 + omega) / (1 - theta) / (1 - y) ** 2
    up = (1 + x) / (1 - theta) ** 2 * most(1 + z, 1 / (1 - y)) ** 3 - 1
    through = most(up, 2 * x + theta * omega + 3 * most(z, y))
    direct = most(1 / ((1 - theta) * (1 - y)) - 1, theta + z)
    return 2 * theta + direct + through * at.om0 + at.k * away


def _sharper(at: Setting, known: Known, theta: arb, up: arb) -> Known:
    """E (RSR)_kk <= rho_k (1 - lam rho_k) and the theorem, of this pair, bound h and ell again."""
    D = at.D
    h = D * (1 + theta) / (1 + D * theta)
    ell = at.k * D * at.T / (at.T - at.df2) * (1 + up) * (1 + D * theta)
    return Known(least(known.h, h), least(known.ell, ell))
