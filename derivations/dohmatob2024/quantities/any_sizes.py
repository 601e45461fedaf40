r"""Generators of any sizes: generation i draws ``size(i)`` rows, an arbitrary sequence of positive integers.

The rows are the letters ``rows(i)``, their label noise ``noise(i)``; the parameter is ``h[i]``, and ``h[0]`` is the
truth. ``size`` is an unknown function of the generation, so that what is proved holds for every sequence,
but that none of the sizes is d - 1, d or d + 1, where the noise of a fit has no finite mean square.

    AnyOverlap(n) = E <h[n], w0>,    AnyLength(n) = E ||h[n]||^2,    AnyError(n) = E ||h[n] - w0||^2,
    FitNoise(i)   = E tr X^+ (X^+)' for the design X of generation i.

Where numbers are needed the sequence is ``first + more (i - 1)^2``, see
:func:`lemmata.theory.quantities.concrete.concrete`.

>>> from lemmata.theory.quantities.concrete import concrete
>>> moment = concrete(AnyLength(2), ((1, 4), (1, 0), (1, 0), (1, 0)))
>>> moment.value_at({first: 1, more: 1, sigma0: 0})                   # sizes 2, 1 of d = 4: 4 (2/4) (1/4)
Fraction(1, 2)
>>> concrete(fit_noise(0), ((1, 0),) * 4).value_at({first: 5, more: 1})
Fraction(4, 1)
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar

from sympy import Expr, Function, Ge, Integer, Min, Symbol

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.quantities.chain_moments import IsotropicMoment
from lemmata.theory.models.chain import Chain
from lemmata.theory.notation import d, sigma0
from lemmata.theory.quantities.concrete import letters_of
from lemmata.theory.quantities.conditions import (
    NonnegativeMean,
    Relations,
    after,
    counts,
    least_squares_mean,
    least_squares_square,
)
from lemmata.theory.quantities.quantity import Quantity
from lemmata.theory.quantities.regression import w0
from lemmata.theory.random_matrices import (
    E,
    GaussianRows,
    Letter,
    Unspecified,
    WhiteNoise,
    design,
    identity,
    noise_vector,
    norm2,
    pinv,
    tr,
    vector,
)
from lemmata.theory.sequences import declare
from lemmata.theory.spectra.eigensum import SPECTRUM
from lemmata.theory.spectra.spectra import Isotropic
from lemmata.theory.values.exact_value import exact_value

size = Function("size", integer=True, positive=True)
declare(size, lambda rows: (Ge((rows - d) ** 2, 4),))
"""The number of rows of generation i."""
first, more = letters_of(size)
"""The smallest size in the sequence at which statements are tried, and by how much its neighbours are larger."""
h = vector("h", d)
"""The parameter after i generations."""
_i = Symbol("i", integer=True, nonnegative=True)


def rows(i: Any) -> Letter:
    """The design of generation i."""
    return design("Drawn", size(i), d)[i]


def noise(i: Any) -> Letter:
    """Its label noise."""
    return noise_vector("eps_drawn", size(i))[i]


def kept(i: Any) -> Expr:
    """The share min(1, size(i)/d) of the directions that generation i sees."""
    share: Expr = Min(1, size(i) / d)
    return share


ISOTROPIC_LAWS = (
    GaussianRows(design("Drawn", size(0), d), identity(d)),
    WhiteNoise(noise_vector("eps_drawn", size(0)), sigma0**2),
    Unspecified(h),
)
"""Sigma = I; every generation draws afresh."""

PAPER.define(h, w0, lambda i: pinv(rows(i)) * (rows(i) * h[i] + noise(i)))


class Moment(IsotropicMoment):
    """One of the three moments of ``h[n]``, for Sigma = I."""

    sigma0: Expr = sigma0
    sizes: Expr = size(_i)
    bound: ClassVar[frozenset[Symbol]] = frozenset({SPECTRUM, _i})

    @property
    def finite_where(self) -> Relations:
        """The noise of each generation has a finite mean square."""
        return (after(self.generations, least_squares_square(self.sizes, d, self.sigma0)),)

    def chain_at(self, model: Isotropic, values: Mapping[Any, Any]) -> Chain | None:
        """Generators of the sizes of a concrete sequence."""
        numbers = self.numbers_at(values, "generations", "sigma0")
        if numbers is None:
            return None
        sizes = [exact_value(self.sizes.xreplace({_i: Integer(k)}), values) for k in range(int(numbers[0]))]
        known = [int(value) for value in sizes if value is not None]
        if len(known) < len(sizes):
            return None
        return Chain(model, T=1, n=len(known), T0=known, sigma0_2=[numbers[1] ** 2] * len(known))


class AnyOverlap(Moment):
    """E <h[n], w0>."""

    weights = (1, 0, 0)

    @property
    def defined_where(self) -> Relations:
        """The fit of each generation has a mean."""
        return *counts(self.generations), after(self.generations, least_squares_mean(self.sizes, d, self.sigma0))

    def meaning(self) -> Expr:
        """The definition."""
        return E(tr(h[self.generations] * w0.T))


class AnyLength(NonnegativeMean, Moment):
    """E ||h[n]||^2."""

    weights = (0, 1, 0)

    def meaning(self) -> Expr:
        """The definition."""
        return E(norm2(h[self.generations]))


class AnyError(NonnegativeMean, Moment):
    """E ||h[n] - w0||^2."""

    weights = (-2, 1, 1)

    def meaning(self) -> Expr:
        """The definition."""
        return E(norm2(h[self.generations] - w0))


class FitNoise(NonnegativeMean, Quantity):
    """E tr X^+ (X^+)': what unit label noise adds to the squared length of the parameter of generation i."""

    generation: Expr
    samples: Expr
    d: Expr = d

    @property
    def defined_where(self) -> Relations:
        """A pseudo-inverse always exists."""
        return ()

    @property
    def finite_where(self) -> Relations:
        """E tr (X'X)^+ is finite."""
        return (least_squares_square(self.samples, self.d, Integer(1)),)

    def meaning(self) -> Expr:
        """The definition."""
        inverse = pinv(rows(self.generation))
        return E(tr(inverse * inverse.T))

    def value_at(self, values: Mapping[Any, Any]) -> Fraction | None:
        """The exact mean; None where it is infinite."""
        from lemmata.theory.models.isotropic_ridge import noise_of_least_squares

        numbers = self.numbers_at(values, "d", "samples")
        return None if numbers is None else exact_value(noise_of_least_squares(*map(int, numbers)))


def fit_noise(i: Any) -> FitNoise:
    """E tr X^+ (X^+)' for the design of generation i."""
    return FitNoise(i, size(i))
