"""What theory says of a simulated quantity: the exact value where a law is known, else the deterministic equivalent."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lemmata.theory.models.chain import Chain
    from lemmata.theory.models.point import ModelPoint


@dataclass(frozen=True)
class Known:
    """A number in double precision, and whether it is the quantity itself or what it tends to."""

    value: float
    exact: bool


def known_risk(chain: Chain) -> Known | None:
    """The risk of a chain, exactly where that is known, else its deterministic equivalent, if any."""
    from lemmata.numerics.errors import InputError, NotAccurate
    from lemmata.theory.models.equivalents import equivalent_risk
    from lemmata.theory.models.exact_laws import NoExactLaw, exact_risk

    with suppress(NoExactLaw):
        total = exact_risk(chain).total
        return Known(float(getattr(total, "mid", total)), exact=True)
    with suppress(InputError, NotAccurate):
        return Known(float(equivalent_risk(chain, digits=15).total.mid), exact=False)
    return None


def known_quantity(name: str, at: ModelPoint) -> Known | None:
    """A quantity of a model at a point, likewise."""
    from lemmata.numerics.errors import NotAccurate
    from lemmata.verifier.model_values import NoExactValue, exact_model_value
    from lemmata.verifier.property_test.model_equivalents import model_equivalent
    from lemmata.verifier.property_test.truth import NoTruth

    with suppress(NoExactValue, NotAccurate):
        value = exact_model_value(at.model.named(name), at, digits=17).value
        return Known(float(getattr(value, "mid", value)), exact=True)
    with suppress(NoTruth):
        return Known(model_equivalent(name, at)[0], exact=False)
    return None
