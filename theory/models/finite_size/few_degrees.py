r"""Constants with ridge > 0 where the degrees of freedom at the ridge are few beside T: no norm of Sigma is needed.

With h_k = 1/(sigma_k + lam), df = sum sigma_k h_k and far = (df + 3 + 1/T)/T < 1, for Gaussian rows (the names are
those of :mod:`lemmata.theory.quantities.few_degrees`, the bounds those of ``gaussian_equivalents``, "Few degrees"):

    lam rho_k = lam/(lam + sigma_k m_k),                      1 - small <= m_k <= 1
    sigma_k h_k^2 <= E (R Sigma R)_kk <= test sigma_k h_k^2,  test = grown/((1 - small)(1 - near))
    (1 - 3 small)/(1 - small) sigma_k h_k^2 <= E (RSR)_kk <= sigma_k h_k^2/(1 - small)

They are compared with the equivalents at kappa: kappa G_k <= 1, lam/kappa is between 1 - small and 1, and
h_k/G_k = (sigma_k + kappa)/(sigma_k + lam) falls in sigma_k, from kappa/lam.

A chain: for diagonal 0 <= a <= 1, lam^2 E (R a R)_kk is at least a_k lam^2 rho_k^2 (Jensen) and exceeds it by at most

    lam^2 E (R^2)_kk - lam^2 rho_k^2 = lam rho_k (1 - lam rho_k) - lam E (RSR)_kk
                                    <= lam sigma_k h_k^2 min(1, 3 small)/(1 - small).

The relative errors are of the order of df/T, those of :mod:`lemmata.theory.models.finite_size.with_ridge` of 1/T.
"""

from __future__ import annotations

from dataclasses import dataclass

from flint import arb

from lemmata.theory.models.finite_size.fit_errors import least, most
from lemmata.theory.models.finite_size.ridge_setting import RidgeErrors, Setting


@dataclass(frozen=True)
class FewDegrees:
    """The factors that bound the means from above.

    Attributes:
        small: what R misses of h_k, relatively.
        test: E (R Sigma R)_kk over sigma_k h_k^2 is at most this.
    """

    small: arb
    test: arb

    def errors(self, at: Setting) -> RidgeErrors:
        """Relative errors of the equivalents at kappa."""
        room, full = 1 - at.df2 / at.T, 1 - self.small
        lowest = (at.norm + at.kappa) / (at.norm + at.ridge)
        keep = most(at.k - 1, 1 / (at.k * full) - 1)
        spread = least(arb(1), 3 * self.small)
        return RidgeErrors(
            theta=most(at.k - 1, 1 - at.k * full),
            resolvent=keep,
            bias=most(self.test * room - 1, 1 - (lowest / at.k) ** 2 * room),
            variance=most(at.k**2 * room / full - 1, 1 - lowest**2 * room * (1 - spread) / full),
            map=2 * keep + most(at.k * spread / full, at.om0),
        )


def few_degrees(at: Setting) -> FewDegrees | None:
    """The factors, where far < 1."""
    T, df = at.T, at.df
    if not at.far < 1:
        return None
    small, near = (df + 1 + arb(0.5) / T) / T, (df + arb(2) / T) / T
    grown = 1 + (3 + arb(0.125) / T) / T * (df + arb(0.5) / T) / (1 - at.far)
    return FewDegrees(small, grown / ((1 - small) * (1 - near)))
