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
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import sympy

from theory.scaling.cases import Cases
from theory.scaling.forms import Form
from theory.scaling.monomial import Monomial, capacity_constant
from theory.scaling.tropical import Tropical, largest, least, tropical

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
    def vanishes(self) -> bool:
        """Whether kappa is zero: ridgeless with more samples than dimensions."""
        return self.ell is None and self.side in ("below", "close below", "equal")

    def exponent(self) -> Tropical:
        """e, for kappa = T^-e."""
        ell, top = self.ell, self.beta * self.size.exponent
        if self.side == "above":
            floor = top if self._summable else -self._ridgeless_sum()
            return tropical(floor) if ell is None else least(ell, floor)
        assert ell is not None
        if self.side == "below":
            return tropical(ell)
        middle = (ell + top) * Form.number(1) / 2
        if self.side == "equal":
            return least(ell, middle)
        assert self.gap is not None
        lost = self.size.exponent - self.gap
        if self.side == "close below":
            return least(ell, largest(ell - lost, middle))
        return least(ell, middle, top + lost)

    def leading(self, cases: Cases) -> Monomial:
        """kappa to leading order on a region."""
        e = self.exponent().on(cases)
        found = self._constant(cases)
        return Monomial(-e, constant=found)

    def _constant(self, cases: Cases) -> Any:
        ell, top = self.ell, self.beta * self.size.exponent
        if self.side == "below":
            return self._below(cases)
        if self.side == "above":
            floor = top if self._summable else -self._ridgeless_sum()
            order = 1 if ell is None else cases.sign(ell - floor)
            if order < 0:
                return self.ridge
            return self._floor_constant() if order > 0 else None
        assert ell is not None
        order = cases.sign(ell - top)
        if order < 0:
            return self.ridge
        if self.side == "equal" and order > 0:
            beta = self.beta.to_sympy()
            return sympy.sqrt((beta + 1) * self.ridge * self.size.constant ** (-beta))
        return None

    def _below(self, cases: Cases) -> Any:
        """``lambda/(1 - d/N)`` when K is far above d and d = phi N; otherwise lambda."""
        assert self.ell is not None
        assert self.d is not None
        if not (self.d.exponent - self.size.exponent).is_zero:
            return self.ridge
        order = cases.sign(self.ell - self.beta * self.d.exponent)
        phi = self.d.constant / self.size.constant
        return self.ridge if order < 0 else self.ridge / (1 - phi) if order > 0 else None

    @property
    def _summable(self) -> bool:
        value = self.beta.constant
        return value is None or value > 1

    def _ridgeless_sum(self) -> Form:
        """The exponent of ``d^(1-beta)/N``."""
        assert self.d is not None
        return (1 - self.beta) * self.d.exponent - self.size.exponent

    def _floor_constant(self) -> Any:
        beta = self.beta.to_sympy()
        if self.d is not None and (self.d.exponent - self.size.exponent).is_zero:
            return None  # d = phi N with phi > 1: the root of an integral equation
        if self._summable:
            return (capacity_constant(self.beta) / self.size.constant) ** beta
        assert self.d is not None
        return self.d.constant ** (1 - beta) / (1 - beta) / self.size.constant
