r"""Leading constants as quantities: the c in risk ~ c T^e log(T)^j for a power-law model.

They stand beside the exponents of :mod:`lemmata.theory.scaling.exponent_quantities`. ``constant_in(model, "bias")`` is
the constant of one part, of the whole risk (``"risk"``), of the risk at the optimal ridge (``"optimum"``), or the
prefactor of the optimal ridge itself (``"ridge"``, the L in L T^-ell). Each knows its value at a point from the scaling
calculus.

>>> from fractions import Fraction
>>> from lemmata.theory.scaling.exponent_quantities import PowerLawModel, letter
>>> spectrum = PowerLawModel(beta=2, r="1/2", where=("ell > 0", "ell < 2/3"))
>>> constant_in(spectrum, "bias").regimes()[0].constant
1/2
>>> enclose(constant_in(spectrum, "variance"), {letter("ell"): Fraction(1, 2)}).to_decimal(10)[0]     # pi/4
'7.853981634e-1'
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from sympy import Expr

from lemmata.numerics.errors import InputError
from lemmata.theory.scaling.exponent_quantities import PowerLawModel, ScalingQuantity, optimum_of, regimes_of
from lemmata.theory.values.enclosure import NoEnclosure, enclose


class ScalingConstant(ScalingQuantity):
    """The leading constant of one part of a model's risk."""

    word: ClassVar[str] = "constant"
    of_optimum: ClassVar[tuple[str, ...]] = ("optimum", "ridge")

    def regimes(self) -> list[Any]:
        """The regimes, each with ``constant`` (None where only the order is known), ``exponent`` and ``region``."""
        if self.subject in self.of_optimum:
            return list(optimum_of(self.model).regimes)
        return list(regimes_of(self.model, self.subject).regimes)

    def in_regime(self, regime: Any) -> Expr | None:
        """The constant in one of the regimes."""
        found: Expr | None = regime.ridge if self.subject == "ridge" else regime.constant
        return found

    def _enclose_(self, values: Mapping[Any, Any], bits: int) -> Any:
        """The derived constant at a point of the domain, as a ball.

        On the boundary of a regime terms of one order meet: there it is derived of the model at this point.

        Raises:
            NoEnclosure: outside the domain, and where only the order is known.
        """
        point = self.point_at(values)
        try:
            regimes = [] if point is None else self.regimes()
            within = (r for r in regimes if all(row.form.at(point) > 0 for row in r.region.rows))
            regime = next((r for r in within if r.region.contains(point)), None)
            if regime is None and point:
                return self.func(self.part, self.model.at(point))._enclose_({}, bits)
        except InputError:
            regime = None
        found = None if regime is None else self.in_regime(regime)
        if found is None:
            raise NoEnclosure(f"{self} is not known at this point")
        return enclose(found, values, digits=int(bits / 3.33)).to_arb()


def constant_in(model: PowerLawModel, of: str = "risk") -> ScalingConstant:
    """The leading constant of the risk, of a part of it, of the optimum, or of the optimal ridge."""
    return ScalingConstant(of, model)
