r"""How kappa and its slacks scale where several sizes share it: ``lambda = kappa prod_i (1 - df1(kappa)/c_i)^p_i``.

Linear random features have one kappa for samples and features, ``lambda = kappa (1 - df1/T)(1 - df1/m)``. Let N be the
least of the c_i and p the power of its factor. Every factor is at most 1, so ``kappa >= lambda``, and ``df1 <= N``.

* The factors of sizes that are larger with margin lie between ``1 - N/c_j`` and 1: they matter to no exponent, and
  where c_j is much larger they tend to 1. So ``(1 - df1/N)^p`` is of the order of lambda/kappa.
* If df1 <= N/2 this gives kappa of the order of lambda; otherwise df1 is of the order of N, as for a single size. So
  the order of kappa is that of ``kappa = lambda + kappa df1(kappa)/N`` (:mod:`lemmata.theory.scaling.renormalised`).
* The slack of N is ``N - df1``, of the order of ``N (lambda/kappa)^(1/p)``; that of c_j is of the order of c_j.

For p > 1 (samples and features of the same number) this is used away from the interpolation line d = N only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import sympy

from lemmata.theory.scaling.cases import Cases
from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.monomial import Monomial
from lemmata.theory.scaling.renormalised import Renormalised
from lemmata.theory.scaling.tropical import Tropical, tropical

TIED = "sizes in proportion, and a ridge of the order of the ridgeless kappa"


@dataclass(frozen=True)
class SharedKappa(Renormalised):
    """The data of one equation; the fields of :class:`Renormalised` are those of the least size.

    Attributes:
        sizes: the c_i in their places, with their powers p_i.
        least: the places of the least.
    """

    sizes: tuple[tuple[Monomial, int], ...] = ()
    least: tuple[int, ...] = ()

    @property
    def power(self) -> int:
        """p: the power of ``1 - df1/N``."""
        return sum(self.sizes[place][1] for place in self.least)

    @property
    def factors(self) -> tuple[tuple[Monomial, int], ...]:
        """The sizes with their powers."""
        return self.sizes

    def slack(self, place: int) -> Tropical:
        """The exponent of ``c - df1``."""
        if place not in self.least:
            return tropical(self.sizes[place][0].exponent)
        return (self.exponent() - self._ridge_exponent) * Fraction(1, self.power) + self.size.exponent

    def leading_slack(self, place: int, cases: Cases) -> Monomial:
        """``c - df1`` to leading order on a region."""
        size = self.sizes[place][0]
        share = self._share(cases)
        if place not in self.least:
            if not self._is_tied(place) or share == 0:
                return size
            return Monomial(size.exponent, constant=share and size.constant - share * self.size.constant, unknown=TIED)
        kappa = self.leading(cases)
        ridge = Monomial(-self._ridge_exponent, constant=self.ridge)
        found = size * (ridge / kappa).power(Form.number(Fraction(1, self.power)))
        others = self._others(share)
        if others is None or found.constant is None:
            return replace(found, constant=None, unknown=TIED)
        return replace(found, constant=found.constant * others ** sympy.Rational(-1, self.power))

    def leading(self, cases: Cases) -> Monomial:
        """kappa to leading order on a region."""
        found = super().leading(cases)
        return replace(found, unknown=TIED) if found.constant is None else found

    def _constant(self, cases: Cases) -> Any:
        if self.power == 1 and not any(map(self._is_tied, range(len(self.sizes)))):
            return super()._constant(cases)
        share = self._share(cases)
        if share is None:
            return None
        if self.side == "below":
            others = self._others(share)
            return None if others is None else self.ridge / (1 - share) ** self.power / others
        return self.ridge if share == 0 else super()._constant(cases)

    def _share(self, cases: Cases) -> Any:
        """The limit of ``df1/N``; None where it is another function."""
        if self.side == "below" and not self._proportional:
            return sympy.S.Zero
        scale = self._floor if self.side == "above" else self.beta * self.size.exponent
        order = cases.sign(self._ridge_exponent - scale)
        if order == 0:
            return None
        return sympy.S.Zero if order < 0 else sympy.S.One if self.side != "below" else self._phi

    def _others(self, share: Any) -> Any:
        """The limit of the factors of the other sizes."""
        tied = [place for place in range(len(self.sizes)) if self._is_tied(place)]
        if share is None:
            return None if tied else sympy.S.One
        found = sympy.S.One
        for place in tied:
            size, power = self.sizes[place]
            found *= (1 - share * self.size.constant / size.constant) ** power
        return found

    def _is_tied(self, place: int) -> bool:
        """Whether a size that is not the least is in proportion to it."""
        return place not in self.least and (self.sizes[place][0].exponent - self.size.exponent).is_zero

    @property
    def _ridge_exponent(self) -> Form:
        assert self.ell is not None
        return self.ell
