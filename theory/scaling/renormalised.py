r"""How the renormalised ridge scales: ``kappa = lambda + kappa df1(kappa)/N``, ``lambda = T^-ell``, ``N = T^t``.

Written without subtraction, ``N lambda/kappa + df1(kappa) = N``. Both terms are positive, so ``kappa >= lambda`` and
``df1(kappa) <= N``; and one of them is at least N/2, so ``kappa <= 2 lambda`` or ``df1(kappa) >= N/2``. As df1 falls
with kappa and is of order ``K = kappa^(-1/beta)`` while ``K <= d``, this pins the order of kappa:

* d much larger than N: ``kappa ~ max(lambda, (C/N)^beta)``, ``C = (pi/beta)/sin(pi/beta)``;
* d much smaller than N (or d = phi N, phi < 1, up to the factor 1/(1-phi)): ``lambda <= kappa <= lambda/(1-d/N)``;
* d = N, or ``|N - d| = T^h``: the equation is quadratic to leading order, ``kappa (kappa N^beta/(beta+1) + 1 - d/N) ~
  lambda``, because ``df1 = d - d^(1+beta)/(beta+1)/K^beta + ...`` for K above d. So the interpolation line is a
  scaling regime of its own: ``kappa ~ sqrt((beta+1) lambda N^-beta)`` at d = N.

For beta < 1 (finite d) the eigenvalues are not summable, ``df1 ~ d^(1-beta)/((1-beta) kappa)`` while K <= d, and the
ridgeless kappa is ``d^(1-beta)/((1-beta) N)``. For beta = 1 a logarithm enters the equation itself: refused.

Where ridge, d and N meet (d = phi N, or lambda of the order of N^-beta) the constant is the root of the equation for a
continuous spectrum, :class:`lemmata.theory.scaling.limit_functions.ScaledKappa`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import sympy

from lemmata.theory.scaling.cases import Cases
from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.limit_functions import ScaledKappa
from lemmata.theory.scaling.monomial import Monomial, capacity_constant
from lemmata.theory.scaling.tropical import Tropical, largest, least, tropical

Side = Literal["above", "below", "close above", "close below", "equal"]
"""Where d is: much larger than N (or infinite), much smaller, N + T^h, N - T^h, or N itself."""


@dataclass(frozen=True)
class Renormalised:
    """The data of one fixed-point equation.

    Attributes:
        ell: the ridge is ``ridge * T^-ell``; None for ridge -> 0.
        size: exponent and prefactor of the number of samples.
        beta: decay of the eigenvalues.
        d: exponent and prefactor of the dimension; None when infinite.
        side: where d is, compared with the number of samples.
        gap: the exponent h when d is close.
    """

    ell: Form | None
    size: Monomial
    beta: Form
    d: Monomial | None
    side: Side
    gap: Form | None = None
    ridge: Any = sympy.S.One

    @property
    def power(self) -> int:
        """p, in ``kappa (1 - df1/N)^p = lambda``."""
        return 1

    @property
    def factors(self) -> tuple[tuple[Monomial, int], ...]:
        """Every size c with its power p, in ``kappa prod (1 - df1/c)^p = lambda``."""
        return ((self.size, 1),)

    @property
    def vanishes(self) -> bool:
        """Whether kappa is zero: ridgeless with more samples than dimensions."""
        return self.ell is None and self.side in ("below", "close below", "equal")

    def exponent(self) -> Tropical:
        """e, for kappa = T^-e."""
        ell, top = self.ell, self.beta * self.size.exponent
        if self.side == "above":
            return tropical(self._floor) if ell is None else least(ell, self._floor)
        if self.side == "close above":
            return tropical(top + self._lost) if ell is None else least(ell, (ell + top) / 2, top + self._lost)
        assert ell is not None
        if self.side == "below":
            return tropical(ell)
        middle = (ell + top) / 2
        return least(ell, middle if self.side == "equal" else largest(ell - self._lost, middle))

    def leading(self, cases: Cases) -> Monomial:
        """kappa to leading order on a region."""
        return Monomial(-self.exponent().on(cases), constant=self._constant(cases))

    def _constant(self, cases: Cases) -> Any:
        """By where the ridge is: above, at, or below the scale on which df1 reaches N."""
        if self.side == "below" and not self._proportional:
            return self.ridge
        scale = self._floor if self.side == "above" else self.beta * self.size.exponent
        order = 1 if self.ell is None else cases.sign(self.ell - scale)
        if order < 0:
            return self.ridge
        if order == 0:
            return self._critical()
        if self.side == "above":
            return self._ridgeless()
        if self.side == "below":
            return self.ridge / (1 - self._phi)
        return self._interpolating(cases)

    def _interpolating(self, cases: Cases) -> Any:
        """The positive root of ``k^2/(beta+1) +- k = ridge``, as far as its terms balance, with k = kappa N^beta.

        Both signs are those of 1 - d/N, whose size is ``T^(h-1)``.
        """
        size, twice = self.size.constant ** -self.beta.to_sympy(), (self.beta + 1).to_sympy() / 2
        middle = sympy.sqrt(2 * twice * self.ridge * size)
        if self.side == "equal":
            return middle
        if self.ell is None:
            return 2 * twice * size
        # the linear term is larger than the square root of the others where the ridge is small
        order = cases.sign(self.ell - self.beta * self.size.exponent - 2 * self._lost)
        root = sympy.sqrt(1 + 2 * self.ridge / twice)
        if self.side == "close below":
            return middle if order < 0 else self.ridge if order > 0 else twice * (root - 1)
        return middle if order < 0 else 2 * twice * size if order > 0 else twice * (root + 1)

    @property
    def _lost(self) -> Form:
        """1 - h, for |N - d| = T^h."""
        assert self.gap is not None
        return self.size.exponent - self.gap

    @property
    def _proportional(self) -> bool:
        """Whether d = phi N."""
        return self.d is not None and (self.d.exponent - self.size.exponent).is_zero

    @property
    def _phi(self) -> Any:
        assert self.d is not None
        return self.d.constant / self.size.constant

    @property
    def _summable(self) -> bool:
        value = self.beta.constant
        return value is None or value > 1

    @property
    def _floor(self) -> Form:
        """e of the ridgeless kappa for d above N."""
        if self._summable:
            return self.beta * self.size.exponent
        assert self.d is not None
        return self.size.exponent - (1 - self.beta) * self.d.exponent

    def _ridgeless(self) -> Any:
        """The constant of the ridgeless kappa for d above N."""
        beta = self.beta.to_sympy()
        if self._proportional:
            return ScaledKappa(beta, self._phi, 0) * self.size.constant**-beta
        if self._summable:
            return (capacity_constant(self.beta) / self.size.constant) ** beta
        assert self.d is not None
        return self.d.constant ** (1 - beta) / (1 - beta) / self.size.constant

    def _critical(self) -> Any:
        """The constant for a ridge of the order of the ridgeless kappa."""
        beta = self.beta.to_sympy()
        if not (self._summable or self._proportional):
            return self.ridge + self._ridgeless()  # df1 is proportional to 1/kappa
        phi = self._phi if self._proportional else sympy.oo
        return ScaledKappa(beta, phi, self.ridge * self.size.constant**beta) * self.size.constant**-beta
