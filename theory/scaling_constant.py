r"""Leading constants as quantities: the c in risk ~ c T^e log(T)^j for a power-law model.

They stand beside the exponents of :mod:`theory.scaling_law`. ``constant_in(model, "bias")`` is the constant of one
part, of the whole risk (``"risk"``), of the risk at the optimal ridge (``"optimum"``), or the prefactor of the optimal
ridge itself (``"ridge"``, the L in L T^-ell). Each knows its value at a point from the scaling calculus.

>>> from fractions import Fraction
>>> from theory.scaling_law import PowerLawModel
>>> spectrum = PowerLawModel(beta=2, r="1/2", where=("ell > 0", "ell < 2/3"))
>>> constant_in(spectrum, "bias").regimes()[0].constant
1/2
>>> enclose(constant_in(spectrum, "variance"), {letter("ell"): Fraction(1, 2)}).to_decimal(10)[0]     # pi/4
'7.853981634e-1'
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Expr
from sympy.core.symbol import Str

from theory.enclosure import NoEnclosure, enclose
from theory.exact_value import exact_value
from theory.scaling.derive import TOTAL
from theory.scaling.forms import symbol as letter
from theory.scaling_law import PowerLawModel, optimum_of, regimes_of

OF_OPTIMUM = ("optimum", "ridge")


class ScalingConstant(Expr):
    """The leading constant of one part of a model's risk."""

    is_commutative = True
    is_real = True

    @property
    def subject(self) -> str:
        """What it is the constant of."""
        name = str(self.args[0].name)
        return TOTAL if name == "risk" else name

    @property
    def model(self) -> PowerLawModel:
        """The model."""
        return PowerLawModel.read(str(part.name) for part in self.args[1:])

    @property
    def free_symbols(self) -> set[Any]:
        """The letters of the model."""
        names = set(self.model.derived().problem.names)
        return {letter(name) for name in (names - {"ell"} if self.subject in OF_OPTIMUM else names)}

    def regimes(self) -> list[Any]:
        """The regimes, each with ``constant`` (None where only the order is known), ``exponent`` and ``region``."""
        if self.subject in OF_OPTIMUM:
            return list(optimum_of(self.model).regimes)
        return list(regimes_of(self.model, self.subject).regimes)

    def in_regime(self, regime: Any) -> Expr | None:
        """The constant in one of the regimes."""
        found: Expr | None = regime.ridge if self.subject == "ridge" else regime.constant
        return found

    def _enclose_(self, values: Mapping[Any, Any], bits: int) -> Any:
        """The derived constant at a point of the domain, as a ball.

        Raises:
            NoEnclosure: outside the domain, and where only the order is known.
        """
        known = {symbol.name: exact_value(symbol, values) for symbol in self.free_symbols}
        point = {name: value for name, value in known.items() if value is not None}
        inside = (regime for regime in self.regimes() if len(point) == len(known) and regime.region.contains(point))
        regime = next(inside, None)
        found = None if regime is None else self.in_regime(regime)
        if found is None:
            raise NoEnclosure(f"{self} is not known at this point")
        return enclose(found, values, digits=int(bits / 3.33)).to_arb()

    def _sympystr(self, printer: Any) -> str:
        inputs = ", ".join(f"{key}={value}" for key, value in self.model.inputs)
        return f"Constant({self.args[0].name}; {inputs})"

    def _latex(self, printer: Any) -> str:
        return rf"\operatorname{{constant}}\left(\mathrm{{{self.args[0].name}}}\right)"


def constant_in(model: PowerLawModel, of: str = "risk") -> ScalingConstant:
    """The leading constant of the risk, of a part of it, of the optimum, or of the optimal ridge."""
    made: ScalingConstant = ScalingConstant(Str(of), *model.texts)
    return made
