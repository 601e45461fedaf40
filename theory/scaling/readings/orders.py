"""The reading that finds exponents, as tropical expressions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lemmata.theory.scaling import spectral
from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.monomial import Monomial
from lemmata.theory.scaling.of_models.shared_kappa import SharedKappa
from lemmata.theory.scaling.renormalised import Renormalised
from lemmata.theory.scaling.tropical import Tropical, largest, tropical


class Orders:
    """Exponents, as tropical expressions."""

    def known(self, value: Monomial) -> Tropical:  # noqa: D102
        return tropical(value.exponent)

    def excess(self, size: Monomial, d: Monomial, order: Monomial) -> Tropical:  # noqa: D102
        return tropical(order.exponent)

    def kappa(self, equation: Renormalised) -> Tropical:  # noqa: D102
        return -equation.exponent()

    def slack(self, equation: SharedKappa, place: int) -> Tropical:  # noqa: D102
        return equation.slack(place)

    def product(self, *factors: Tropical) -> Tropical:  # noqa: D102
        return sum(factors[1:], start=factors[0])

    def quotient(self, top: Tropical, bottom: Tropical) -> Tropical:  # noqa: D102
        return top - bottom

    def total(self, parts: Mapping[str, Tropical]) -> Tropical:  # noqa: D102
        return largest(*parts.values())

    def spectral_sum(  # noqa: D102
        self, u: Form, factors: Sequence[tuple[int, Tropical]], beta: Form, d: Monomial | None
    ) -> Tropical:
        delta = None if d is None else d.exponent
        return spectral.exponent(u, [(q, -kappa) for q, kappa in factors], beta, delta)
