r"""The first two moments of the parameter along the chain, as quantities.

    Overlap(n)       = E <w[n], w0>        how much of the truth is left
    SquaredLength(n) = E ||w[n]||^2        and how long the parameter is

For Sigma = I they determine the risk, because an isotropic design sees the parameter through its length and its angle
to w0 only (Dohmatob et al., arXiv 2402.07712, Section 4.5). Each knows its definition, which a proof opens, and for
Sigma = I its exact value at a point, by which the proof is checked without using it.

>>> from lemmata.theory.spectra.eigensum import at_spectrum
>>> from lemmata.theory.notation import T0, sigma0
>>> flat = ((1, 4), (1, 0), (1, 0), (1, 0))
>>> at_spectrum(squared_length(2), flat).value_at({T0: 2, sigma0: 1})           # 4/4 + 2 (1 + 1/2)
Fraction(4, 1)

Other covariances have no closed form here when T0 < d; see :mod:`lemmata.theory.models.equivalents`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from sympy import Expr, Integer
from sympy.core.symbol import Str

from lemmata.theory.models.chain import Chain
from lemmata.theory.notation import T0, n, sigma0
from lemmata.theory.quantities.regression import PARAMETER, model_at, numbers_at, w0
from lemmata.theory.random_matrices import E, norm2, tr
from lemmata.theory.spectra.eigensum import SPECTRUM, Spectrum
from lemmata.theory.spectra.spectra import Isotropic
from lemmata.theory.values.exact_value import exact_value


class ChainMoment(Expr):
    """E <w[n], w0> or E ||w[n]||^2, for independent designs of the generators or one that all of them have."""

    is_commutative = True
    is_real = True

    def _sympystr(self, printer: Any) -> str:
        noise = "" if self.args[3] == sigma0 else f", sigma0={printer._print(self.args[3])}"
        designs = "" if self.designs == "independent" else f", {self.designs}"
        return f"{self.args[4].name}({printer._print(self.args[1])}{noise}{designs})"

    @property
    def designs(self) -> str:
        """independent or same."""
        return str(self.args[5].name)

    @property
    def is_overlap(self) -> bool:
        """Whether it is the overlap."""
        return str(self.args[4].name) == "Overlap"

    @property
    def free_symbols(self) -> set[Any]:
        """The symbols of the arguments."""
        return {symbol for part in self.args[:4] for symbol in part.free_symbols} - {SPECTRUM}

    def meaning(self) -> Expr:
        """The definition."""
        parameter = PARAMETER[self.designs][self.args[1]]
        return E(tr(parameter * w0.T) if self.is_overlap else norm2(parameter))

    def value_at(self, values: Mapping[Any, Any]) -> Fraction | None:
        """The exact moment at a point where Sigma = I; None elsewhere."""
        from lemmata.theory.models.exact_laws import isotropic_moments

        numbers = numbers_at(self.args[1:4], values)
        if numbers is None or not isinstance(self.args[0], Spectrum):
            return None
        generations, samples, noise = int(numbers[0]), int(numbers[1]), numbers[2] ** 2
        model = model_at(self.args[0], values)
        if not isinstance(model, Isotropic):
            return None
        chain = Chain(model, T=1, n=generations, T0=samples, sigma0_2=noise, designs=self.designs)  # type: ignore[arg-type]
        overlap, free, noisy = isotropic_moments(chain, model.d, model.signal)
        return exact_value(overlap if self.is_overlap else free + noisy)


def overlap(n: Any = n, *, sigma0: Any = sigma0, designs: str = "independent") -> ChainMoment:
    """E <w[n], w0> after ``n`` generations.

    >>> overlap().meaning()
    E(tr(w[n]*w0'))
    """
    return _moment("Overlap", n, sigma0, designs)


def squared_length(n: Any = n, *, sigma0: Any = sigma0, designs: str = "independent") -> ChainMoment:
    """E ||w[n]||^2 after ``n`` generations.

    >>> squared_length(n + 1, designs="same").meaning()
    E(norm2(w_same[n + 1]))
    """
    return _moment("SquaredLength", n, sigma0, designs)


def _moment(name: str, n: Any, sigma0: Any, designs: str) -> ChainMoment:
    numbers = (Integer(value) if isinstance(value, int) else value for value in (n, T0, sigma0))
    made: ChainMoment = ChainMoment(SPECTRUM, *numbers, Str(name), Str(designs))
    return made
