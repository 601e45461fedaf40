r"""Constants of the equivalents without ridge and with fewer samples than dimensions, at finite size.

Pi is the projection on what T rows do not see, pi_k = E Pi_kk, K = XX'/T, Lam = ||K^-1||, q_j >= E Lam^j,
tau = E tr K^-1/T, kh = 1/tau, u = 1 - df2/T (df1 = T at kappa). The equations of the fit with ridge, as ridge -> 0:

    1 - pi_k = sigma_k (tau pi_k - delta_k),   -eta0 <= delta_k <= Delta = q1/T + eta0,   eta0 = 2 ||Sigma|| q2/T^2
    E (Pi B Pi)_kk = g_k [b_k pi_k + sigma_k pi_k b_B + sigma_k xi_k],   g_k = kh/(sigma_k + kh)
    |xi_k| <= ||B|| zeta,   zeta = q1/T + (4 + 2 sqrt 2) ||Sigma|| q2/T^2,   b_B = E tr(B S^+)/T

and sum (1 - pi_k) = T gives lo <= kh/kappa <= hi, with xi = kappa Delta < 1,

    lo = 1 - xi/((1 - xi) u),    hi = 1/(1 - eta0 tr Sigma/(T u)),    H = max(hi, 1/lo).

With A = 1 + Delta (||Sigma|| + kappa), a = 1 + Delta ||Sigma||, a' = 1 - eta0 ||Sigma||:

    |pi_k - kappa G_k| <= kappa G_k D_k (H A - 1)
    b_0 (a'/a) min(lo, hi^-3) - add <= b_B <= b_0 (a/a') max(hi, lo^-3) + add,   add = ||B|| zeta H/(a' (1 - xi) u)
    E (Pi B Pi)_kk in kappa^2 G_k^2 [a'/H^2, a H^2] (b_k + sigma_k b_B) +- H kappa D_k ||B|| zeta

with b_0 = tr(B Sigma G^2)/(T - df2). Derivation: docs/finite_size.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from flint import arb

from lemmata.theory.models.direction_recursion import Fit
from lemmata.theory.models.finite_size.fit_errors import FitErrors, NoBound, most
from lemmata.theory.models.finite_size.least_eigenvalue import InverseMoments


@dataclass(frozen=True)
class Setting:
    """T, ||Sigma||, tr Sigma, kappa and df2 (df1 = T)."""

    T: int
    norm: arb
    trace: arb
    kappa: arb
    df2: arb


@dataclass(frozen=True)
class Small:
    """The small numbers (see the head of this module)."""

    H: arb
    a: arb
    a_low: arb
    A: arb
    zeta: arb
    add: arb
    above: arb
    below: arb


def small_numbers(at: Setting, moments: InverseMoments) -> Small:
    """From the moments of the least eigenvalue.

    Raises:
        NoBound: where T is too small for the first interval.
    """
    T, q1, q2 = at.T, moments.first, moments.second
    u = 1 - at.df2 / T
    eta0 = 2 * at.norm * q2 / T**2
    Delta = q1 / T + eta0
    xi, y, a_low = at.kappa * Delta, eta0 * at.trace / (T * u), 1 - eta0 * at.norm
    if not (xi < 1 and y < 1 and a_low > 0 and 1 - xi / ((1 - xi) * u) > 0):
        raise NoBound(f"T = {T} is too small without ridge, by what is known of the least eigenvalue")
    lo, hi = 1 - xi / ((1 - xi) * u), 1 / (1 - y)
    H, a = most(hi, 1 / lo), 1 + Delta * at.norm
    zeta = q1 / T + (4 + 2 * arb(2).sqrt()) * at.norm * q2 / T**2
    return Small(
        H=H,
        a=a,
        a_low=a_low,
        A=1 + Delta * (at.norm + at.kappa),
        zeta=zeta,
        add=zeta * H / (a_low * (1 - xi) * u),
        above=a / a_low * most(hi, lo**-3),
        below=a_low / a / most(1 / lo, hi**3),
    )


def errors_without_ridge(at: Setting, moments: InverseMoments) -> FitErrors:
    """The bounds of a fit without ridge on T < rank samples."""
    small = small_numbers(at, moments)
    H, excess, D = small.H, at.df2 / (at.T - at.df2), at.norm / (at.norm + at.kappa)
    add = at.norm * small.add
    top = excess * small.above + add
    lowest = excess * small.below - add
    lowest = lowest if lowest > 0 else arb(0)
    up = small.a * H**2 * (1 + top) / (1 + excess) - 1
    down = 1 - small.a_low / H**2 * (1 + lowest) / (1 + excess)
    return FitErrors(
        fit=Fit(at.T, at.kappa, at.df2),
        keep=H * small.A - 1,
        lost=most(up, down),
        spread=H * at.kappa * at.norm * small.zeta,
        map=_map(at, small),
        scatter=most(small.above - 1, 1 - small.below) / at.kappa + small.add,
        chi=1 - (1 - D) * small.a_low / H,
        noise=most(top - excess, excess - lowest),
        gordon=True,
    )


def _map(at: Setting, small: Small) -> arb:
    """|E (P a P)_kk - its equivalent| <= D_k map for diagonal 0 <= a <= 1: 1 - 2 pi + Pi a Pi, one by one."""
    H, room = small.H, at.kappa * small.add
    above = H**2 * small.A * (small.above + room) - 1
    share = small.a_low / H**2
    below = 1 - share * small.below + share * room
    kept = 2 * (H * small.A - 1) + (H**2 * small.A - 1)
    return kept + most(above, below) + at.kappa * H * small.zeta
