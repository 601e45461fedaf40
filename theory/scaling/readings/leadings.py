"""The reading that finds leading monomials on a region: exponent, logarithm and constant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod

from lemmata.theory.scaling import spectral
from lemmata.theory.scaling.cases import Cases
from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.monomial import Monomial, leading_sum
from lemmata.theory.scaling.of_models.shared_kappa import SharedKappa
from lemmata.theory.scaling.renormalised import Renormalised


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

    def slack(self, equation: SharedKappa, place: int) -> Monomial:  # noqa: D102
        return equation.leading_slack(place, self.cases)

    def product(self, *factors: Monomial) -> Monomial:  # noqa: D102
        return prod(factors[1:], start=factors[0])

    def quotient(self, top: Monomial, bottom: Monomial) -> Monomial:  # noqa: D102
        return top / bottom

    def total(self, parts: Mapping[str, Monomial]) -> Monomial:  # noqa: D102
        return leading_sum(parts, self.cases).monomial

    def spectral_sum(  # noqa: D102
        self, u: Form, factors: Sequence[tuple[int, Monomial]], beta: Form, d: Monomial | None
    ) -> Monomial:
        return spectral.leading(self.cases, u, factors, beta, d)
