"""What the constants of a fit with ridge depend on, and what they bound."""

from __future__ import annotations

from dataclasses import dataclass

from flint import arb

from lemmata.theory.models.finite_size.fit_errors import least


@dataclass(frozen=True)
class Setting:
    """What the constants depend on: lam, T, ||Sigma||, kappa, df1 and df2 there, and df1 at lam."""

    T: int
    ridge: arb
    norm: arb
    kappa: arb
    df1: arb
    df2: arb
    df: arb

    @property
    def L(self) -> arb:
        """||Sigma||/lam."""
        return self.norm / self.ridge

    @property
    def k(self) -> arb:
        """kappa/lam."""
        return self.kappa / self.ridge

    @property
    def D(self) -> arb:
        """The largest sigma/(sigma + kappa)."""
        return self.norm / (self.norm + self.kappa)

    @property
    def far(self) -> arb:
        """Degrees of freedom are few where this is less than 1."""
        return (self.df + 3 + arb(1) / self.T) / self.T

    @property
    def om0(self) -> arb:
        """(df1 - df2)/(T - df2)."""
        return (self.df1 - self.df2) / (self.T - self.df2)


@dataclass(frozen=True)
class RidgeErrors:
    """Relative errors of the three equivalents, and the map of a chain.

    Attributes:
        theta: |m_k - m0| <= theta m0.
        resolvent: of kappa G_k, divided by D_k.
        bias: of kappa^2 sigma_k G_k^2 T/(T - df2).
        variance: of sigma_k G_k^2/(T - df2).
        map: |E (F a F)_kk - its equivalent| <= D_k map for diagonal 0 <= a <= 1.
    """

    theta: arb
    resolvent: arb
    bias: arb
    variance: arb
    map: arb


def better(old: RidgeErrors | None, new: RidgeErrors) -> RidgeErrors:
    """Of two bounds the smaller, one by one."""
    if old is None:
        return new
    pairs = zip(vars(old).values(), vars(new).values(), strict=True)
    return RidgeErrors(*(least(*pair) for pair in pairs))
