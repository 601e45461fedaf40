r"""What a bound for a chain has to know of one fit.

With F the matrix that a fit applies to the truth (S R, or the projection P without ridge), p_k = E (1 - F)_kk,
c_k = E ((1 - F) Sigma (1 - F))_kk, the exact mean map M with (M a)_k = E (F a F)_kk on diagonal matrices a, and the
noise gam_k = E (F S^+ F)_kk/T, and with a zero for the equivalent of each (kappa, G = 1/(sigma + kappa), D = sigma G):

    |p_k - kappa G_k| <= kappa G_k D_k keep        |c_k - c0_k| <= lost c0_k + spread D_k
    |((M - M0) a)_k| <= D_k map                    |tr a (gam - gam0)| <= scatter          for diagonal 0 <= a <= 1
    M 1 <= chi,  M0 1 <= chi

and the mean of what unit noise adds to the risk is within ``noise`` of df2/(T - df2).
"""

from __future__ import annotations

from dataclasses import dataclass

from flint import arb

from lemmata.theory.models.direction_recursion import Fit


@dataclass(frozen=True)
class FitErrors:
    """Bounds of one fit (see above), as balls whose upper ends count.

    Attributes:
        fit: samples, renormalised ridge and df2.
        ratio: T - d - 1 where the fit sees every direction exactly (no ridge, T >= d + 2): then gam is gam0 times
            1 + 1/(T - d - 1), and everything else but ``noise`` is exact. None for other fits.
        grown: relative error of the collapse after generators that see every direction; None where d is infinite or the
            fit has no ridge.
        gordon: whether Gordon's inequality is cited.
    """

    fit: Fit
    keep: arb
    lost: arb
    spread: arb
    map: arb
    scatter: arb
    chi: arb
    noise: arb
    ratio: int | None = None
    grown: arb | None = None
    gordon: bool = False


class NoBound(ValueError):
    """No theorem gives a finite bound here; the message says what is in the way."""


def most(*values: arb) -> arb:
    """The largest upper end."""
    found = arb(values[0].upper())
    for value in values[1:]:
        found = found.max(arb(value.upper()))
    return found


def least(*values: arb) -> arb:
    """The smallest upper end: of several upper bounds, the best."""
    found = arb(values[0].upper())
    for value in values[1:]:
        found = found.min(arb(value.upper()))
    return found
