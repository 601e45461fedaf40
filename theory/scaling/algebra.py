"""One formula, two readings.

The risk is written once, as sums, products and quotients of positive quantities (:mod:`lemmata.theory.scaling.risk`).
Read with :class:`Orders` it becomes a tropical expression, whose proof needs only ``max <= sum <= m max`` and the
two-sided bound of spectral sums; read with :class:`Leadings` on a region it becomes a monomial with its logarithm,
constant and dominant part, by Mellin transforms. Both must have the same exponent, which
:mod:`lemmata.theory.scaling.certificate` proves on every regime.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from lemmata.theory.scaling import spectral
from lemmata.theory.scaling.cases import Cases
from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.monomial import Monomial, leading_sum
from lemmata.theory.scaling.renormalised import Renormalised
from lemmata.theory.scaling.tropical import Tropical, largest, tropical

Q = TypeVar("Q")


class Reading(Protocol[Q]):
    """What a positive quantity is to a reading."""

    def known(self, value: Monomial) -> Q:
        """An input of the model."""

    def excess(self, size: Monomial, d: Monomial, order: Monomial) -> Q:
        """``size - d``, which the domain keeps of the order of ``order``: the only difference there is."""

    def kappa(self, equation: Renormalised) -> Q:
        """The solution of a fixed-point equation."""

    def product(self, *factors: Q) -> Q:
        """A product."""

    def quotient(self, top: Q, bottom: Q) -> Q:
        """A quotient."""

    def total(self, parts: Mapping[str, Q]) -> Q:
        """A sum."""

    def spectral_sum(self, u: Form, factors: Sequence[tuple[int, Q]], beta: Form, d: Monomial | None) -> Q:
        """``sum_{k<=d} k^-u prod (k^-beta + kappa)^-q``."""


class Orders:
    """Exponents, as tropical expressions."""

    def known(self, value: Monomial) -> Tropical:  # noqa: D102
        return tropical(value.exponent)

    def excess(self, size: Monomial, d: Monomial, order: Monomial) -> Tropical:  # noqa: D102
        return tropical(order.exponent)

    def kappa(self, equation: Renormalised) -> Tropical:  # noqa: D102
        return -equation.exponent()

    def product(self, *factors: Tropical) -> Tropical:  # noqa: D102
        total = factors[0]
        for factor in factors[1:]:
            total = total + factor
        return total

    def quotient(self, top: Tropical, bottom: Tropical) -> Tropical:  # noqa: D102
        return top - bottom

    def total(self, parts: Mapping[str, Tropical]) -> Tropical:  # noqa: D102
        return largest(*parts.values())

    def spectral_sum(  # noqa: D102
        self, u: Form, factors: Sequence[tuple[int, Tropical]], beta: Form, d: Monomial | None
    ) -> Tropical:
        delta = None if d is None else d.exponent
        return spectral.exponent(u, [(q, -kappa) for q, kappa in factors], beta, delta)


class Leadings:
    """Leading monomials on the region of ``cases``."""

    def __init__(self, cases: Cases) -> None:
        self.cases = cases

    def known(self, value: Monomial) -> Monomial:  # noqa: D102
        return value

    def excess(self, size: Monomial, d: Monomial, order: Monomial) -> Monomial:  # noqa: D102
        return order

    def kappa(self, equation: Renormalised) -> Monomial:  # noqa: D102
        return equation.leading(self.cases)

    def product(self, *factors: Monomial) -> Monomial:  # noqa: D102
        total = factors[0]
        for factor in factors[1:]:
            total = total * factor
        return total

    def quotient(self, top: Monomial, bottom: Monomial) -> Monomial:  # noqa: D102
        return top / bottom

    def total(self, parts: Mapping[str, Monomial]) -> Monomial:  # noqa: D102
        return leading_sum(parts, self.cases).monomial

    def spectral_sum(  # noqa: D102
        self, u: Form, factors: Sequence[tuple[int, Monomial]], beta: Form, d: Monomial | None
    ) -> Monomial:
        return spectral.leading(self.cases, u, factors, beta, d)
