"""The inputs of a scaling problem: every size of a power-law model as a power of T, as one writes it.

>>> Inputs(2, "1/2", sigma2="T^-s")
Inputs(2, 1/2, T^-s)
>>> Inputs("2", "1/2", sigma2="T^-s") == Inputs(2, "1/2", sigma2="T^-s")
True
"""

from __future__ import annotations

from typing import Any, Self

from sympy import Basic, Tuple
from sympy.core.symbol import Str

from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import instead_of_float
from lemmata.theory.record import Record


class Inputs(Record):
    """A power-law model, as typed; an empty text is "not given".

    Attributes:
        beta: capacity, eigenvalues ``k^-beta``: a rational number, or ``"beta"`` for all beta > 1.
        r: source, ``lambda_k c_k^2 = k^-(1+2 beta r)``: a rational number > 0, or ``"r"``.
        ell: the ridge is ``T^-ell``: a name, a number, an exponent, or ``"oo"`` for ridge -> 0.
        d: dimension: ``"oo"``, a power of T, or ``"T"``, ``"T - T^h"``, ``"T + T^h"`` at the interpolation line.
        T0: sample size of the generators.
        n: number of generations.
        sigma2: variance of the downstream label noise; 0 for none.
        sigma0_2: variance of the generators' label noise; 0 for none.
        ridge0: ridge of the generators; 0 for none.
        designs: ``"independent"``, or ``"same"`` for one design shared by all generators.
        protocol: ``"replace"`` or ``"accumulate"``.
        where: conditions on exponents, such as ``"delta > 1"``; an equation fixes an exponent.
    """

    beta: str
    r: str
    ell: str = "ell"
    d: str = "oo"
    T0: str = ""
    n: str = ""
    sigma2: str = "1"
    sigma0_2: str = "1"
    ridge0: str = "0"
    designs: str = "independent"
    protocol: str = "replace"
    where: tuple[str, ...] = ()

    @classmethod
    def argument(cls, name: str, value: Any) -> Basic:
        """A text; an exact number or an expression as its text, None as nothing.

        Raises:
            InputError: for a float, which is no exact number.
        """
        if isinstance(value, (bool, float)):
            raise InputError(name, value, instead_of_float(value) or "an exact number or a text such as T^(3/2)")
        if name == "where":
            return Tuple(*map(_text, [value] if isinstance(value, str) else value))
        return _text(value)

    def under(self, where: tuple[str, ...]) -> Self:
        """The same under these conditions instead of its own."""
        return type(self)(*self.args[:-1], self.argument("where", where))

    def to_json(self) -> dict[str, Any]:
        """What was given, by name."""
        given = {name: getattr(self, name) for name in self.fields if getattr(self, name) != ""}
        return {**given, "where": list(self.where)}


def _text(value: Any) -> Str:
    return value if isinstance(value, Str) else Str("" if value is None else str(value))
