"""What a reading must know: the operations of which the risk of a model is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.monomial import Monomial
from lemmata.theory.scaling.of_models.shared_kappa import SharedKappa
from lemmata.theory.scaling.renormalised import Renormalised

Q = TypeVar("Q")


class Reading(Protocol[Q]):
    """What a positive quantity is to a reading."""

    def known(self, value: Monomial) -> Q:
        """An input of the model."""

    def excess(self, size: Monomial, d: Monomial, order: Monomial) -> Q:
        """``size - d``, which the domain keeps of the order of ``order``: the only difference there is."""

    def kappa(self, equation: Renormalised) -> Q:
        """The solution of a fixed-point equation."""

    def slack(self, equation: SharedKappa, place: int) -> Q:
        """``c - df1(kappa)``, for one of the sizes of a fixed-point equation."""

    def product(self, *factors: Q) -> Q:
        """A product."""

    def quotient(self, top: Q, bottom: Q) -> Q:
        """A quotient."""

    def total(self, parts: Mapping[str, Q]) -> Q:
        """A sum."""

    def spectral_sum(self, u: Form, factors: Sequence[tuple[int, Q]], beta: Form, d: Monomial | None) -> Q:
        """``sum_{k<=d} k^-u prod (k^-beta + kappa)^-q``."""
