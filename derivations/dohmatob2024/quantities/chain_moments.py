r"""The first two moments of the parameter along the chain, as quantities.

    Overlap(n)       = E <w[n], w0>        how much of the truth is left
    SquaredLength(n) = E ||w[n]||^2        and how long the parameter is

For Sigma = I they determine the risk, because an isotropic design sees the parameter through its length and its angle
to w0 only (Dohmatob et al., arXiv 2402.07712, Section 4.5). Each knows its definition, which a proof opens, and for
Sigma = I its exact value at a point, by which the proof is checked without using it.

>>> from lemmata.theory.spectra.eigensum import at_spectrum
>>> from lemmata.theory.notation import T0, d, sigma0
>>> flat = ((1, 4), (1, 0), (1, 0), (1, 0))
>>> at_spectrum(squared_length(2), flat).value_at({T0: 2, sigma0: 1})           # 4/4 + 2 (1 + 1/2)
Fraction(4, 1)

Other covariances have no closed form here when T0 < d; see :mod:`lemmata.theory.models.equivalents`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar

from sympy import Basic, Expr

from lemmata.theory.models.chain import Chain
from lemmata.theory.notation import T0, d, n, sigma0
from lemmata.theory.quantities.chain_values import model_at
from lemmata.theory.quantities.conditions import (
    NonnegativeMean,
    Relations,
    after,
    counts,
    least_squares_mean,
    least_squares_square,
)
from lemmata.theory.quantities.quantity import Quantity
from lemmata.theory.quantities.regression import PARAMETER, w0
from lemmata.theory.random_matrices import E, Letter, norm2, tr
from lemmata.theory.spectra.eigensum import SPECTRUM, ConcreteSpectrum
from lemmata.theory.spectra.spectra import Isotropic
from lemmata.theory.values.exact_value import exact_value


class IsotropicMoment(Quantity):
    """A combination of E <w[n], w0>, E ||w[n]||^2 and ||w0||^2, which for Sigma = I has a value at a point."""

    generations: Expr
    spectrum: Basic = SPECTRUM
    weights: ClassVar[tuple[int, int, int]]

    @property
    def defined_where(self) -> Relations:
        """Pseudo-inverses always exist."""
        return counts(self.generations)

    def chain_at(self, model: Isotropic, values: Mapping[Any, Any]) -> Chain | None:
        """The generators as a chain, or None where a number is missing."""
        raise NotImplementedError

    def value_at(self, values: Mapping[Any, Any]) -> Fraction | None:
        """The exact value where Sigma = I; None elsewhere."""
        from lemmata.theory.models.exact_laws import isotropic_moments

        model = model_at(self.spectrum, values)
        if not (isinstance(model, Isotropic) and isinstance(self.spectrum, ConcreteSpectrum)):
            return None
        chain = self.chain_at(model, values)
        if chain is None:
            return None
        overlap, free, noisy = isotropic_moments(chain, model.d, model.signal)
        moments = overlap, free + noisy, model.signal
        terms = [weight * moment for weight, moment in zip(self.weights, moments, strict=True) if weight]
        return exact_value(sum(terms))


class ChainMoment(IsotropicMoment):
    """E <w[n], w0> or E ||w[n]||^2, for ``designs`` of the generators that are independent, or one that all have."""

    T0: Expr = T0
    sigma0: Expr = sigma0
    designs: str = "independent"

    @property
    def finite_where(self) -> Relations:
        """The noise has a finite mean square."""
        return (after(self.generations, least_squares_square(self.T0, d, self.sigma0)),)

    @property
    def parameter(self) -> Letter:
        """The letter of the parameter."""
        return PARAMETER[self.designs][self.generations]

    def chain_at(self, model: Isotropic, values: Mapping[Any, Any]) -> Chain | None:
        """Generators of one size."""
        numbers = self.numbers_at(values, "generations", "T0", "sigma0")
        if numbers is None:
            return None
        designs: Any = self.designs
        return Chain(model, T=1, n=int(numbers[0]), T0=int(numbers[1]), sigma0_2=numbers[2] ** 2, designs=designs)


class Overlap(ChainMoment):
    """E <w[n], w0>."""

    weights = (1, 0, 0)

    @property
    def defined_where(self) -> Relations:
        """The fits have a mean."""
        return *counts(self.generations), after(self.generations, least_squares_mean(self.T0, d, self.sigma0))

    def meaning(self) -> Expr:
        """The definition."""
        return E(tr(self.parameter * w0.T))


class SquaredLength(NonnegativeMean, ChainMoment):
    """E ||w[n]||^2."""

    weights = (0, 1, 0)

    def meaning(self) -> Expr:
        """The definition."""
        return E(norm2(self.parameter))


def overlap(n: Any = n, *, sigma0: Any = sigma0, designs: str = "independent") -> Overlap:
    """E <w[n], w0> after ``n`` generations.

    >>> overlap().meaning()
    E(tr(w[n]*w0'))
    """
    return Overlap(n, sigma0=sigma0, designs=designs)


def squared_length(n: Any = n, *, sigma0: Any = sigma0, designs: str = "independent") -> SquaredLength:
    """E ||w[n]||^2 after ``n`` generations.

    >>> squared_length(n + 1, designs="same").meaning()
    E(norm2(w_same[n + 1]))
    """
    return SquaredLength(n, sigma0=sigma0, designs=designs)
