r"""Generators of any sizes: generation i draws ``size(i)`` rows, an arbitrary sequence of positive integers.

The rows are the letters ``rows(i)``, their label noise ``noise(i)``; the parameter is ``h[i]``, and ``h[0]`` is the
truth. ``size`` is an unknown function of the generation, so that what is proved holds for every sequence.

    AnyOverlap(n) = E <h[n], w0>,    AnyLength(n) = E ||h[n]||^2,    AnyError(n) = E ||h[n] - w0||^2,
    FitNoise(i)   = E tr X^+ (X^+)' for the design X of generation i.

Where numbers are needed the sequence is ``first + more (i - 1)^2`` (:func:`at_a_sequence`): it falls and rises again,
so that formulas which mistake one generation for another fail there.

>>> from lemmata.theory.spectra.eigensum import at_spectrum
>>> moment = at_spectrum(at_a_sequence(any_length(2)), ((1, 4), (1, 0), (1, 0), (1, 0)))
>>> moment.value_at({first: 1, more: 1, sigma0: 0})                   # sizes 2, 1 of d = 4: 4 (2/4) (1/4)
Fraction(1, 2)
>>> at_spectrum(at_a_sequence(fit_noise(0)), ((1, 0),) * 4).value_at({first: 5, more: 1})
Fraction(4, 1)
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from sympy import Basic, Expr, Function, Integer, Min, Symbol
from sympy.core.symbol import Str

from lemmata.theory.models.chain import Chain
from lemmata.theory.notation import d, n, sigma0
from lemmata.theory.quantities.regression import define, model_at, numbers_at, w0
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
from lemmata.theory.spectra.eigensum import SPECTRUM, Spectrum
from lemmata.theory.spectra.spectra import Isotropic
from lemmata.theory.values.exact_value import exact_value

size = Function("size", integer=True, positive=True)
"""The number of rows of generation i."""
first = Symbol("first", integer=True, positive=True)
"""The smallest size, in the sequence at which statements are tried."""
more = Symbol("more", integer=True, nonnegative=True)
"""By how much the neighbouring generations are larger there."""
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

define(h, w0, lambda i: pinv(rows(i)) * (rows(i) * h[i] + noise(i)))


def at_a_sequence(expression: Any) -> Any:
    """The expression with a concrete sequence of sizes, in the letters ``first`` and ``more``.

    >>> at_a_sequence(size(3))
    first + 4*more
    """
    if not (isinstance(expression, Basic) and expression.has(size)):
        return expression
    return expression.replace(size, lambda i: first + more * (i - 1) ** 2)


class AnyMoment(Expr):
    """One of the three moments of ``h[n]``, for Sigma = I."""

    is_commutative = True
    is_real = True

    def _sympystr(self, printer: Any) -> str:
        noise = "" if self.args[2] == sigma0 else f", sigma0={printer._print(self.args[2])}"
        return f"{self.args[3].name}({printer._print(self.args[1])}{noise})"

    @property
    def free_symbols(self) -> set[Any]:
        """The symbols of the arguments, and those of the sequence."""
        return {symbol for part in self.args for symbol in part.free_symbols} - {SPECTRUM, _i}

    def meaning(self) -> Expr:
        """The definition."""
        parameter = h[self.args[1]]
        return {
            "AnyOverlap": lambda: E(tr(parameter * w0.T)),
            "AnyLength": lambda: E(norm2(parameter)),
            "AnyError": lambda: E(norm2(parameter - w0)),
        }[str(self.args[3].name)]()

    def value_at(self, values: Mapping[Any, Any]) -> Fraction | None:
        """The exact moment at a concrete sequence where Sigma = I; None elsewhere."""
        from lemmata.theory.models.exact_laws import isotropic_moments

        numbers = numbers_at(self.args[1:3], values)
        if numbers is None or not isinstance(self.args[0], Spectrum):
            return None
        generations = int(numbers[0])
        sizes = numbers_at(tuple(self.args[4].xreplace({_i: Integer(k)}) for k in range(generations)), values)
        model = model_at(self.args[0], values)
        if sizes is None or not isinstance(model, Isotropic):
            return None
        noises = [numbers[1] ** 2] * generations
        chain = Chain(model, T=1, n=generations, T0=[int(value) for value in sizes], sigma0_2=noises)
        overlap, free, noisy = isotropic_moments(chain, model.d, model.signal)
        length = free + noisy
        of = {"AnyOverlap": overlap, "AnyLength": length, "AnyError": length - 2 * overlap + model.signal}
        return exact_value(of[str(self.args[3].name)])


class FitNoise(Expr):
    """E tr X^+ (X^+)': what unit label noise adds to the squared length of the parameter of generation i."""

    is_commutative = True
    is_real = True

    def _sympystr(self, printer: Any) -> str:
        return f"FitNoise({printer._print(self.args[2])})"

    def meaning(self) -> Expr:
        """The definition."""
        inverse = pinv(rows(self.args[2]))
        return E(tr(inverse * inverse.T))

    def value_at(self, values: Mapping[Any, Any]) -> Fraction | None:
        """The exact mean; None where it is infinite."""
        from lemmata.theory.models.isotropic_ridge import noise_of_least_squares

        numbers = numbers_at(self.args[:2], values)
        return None if numbers is None else exact_value(noise_of_least_squares(*map(int, numbers)))


def any_overlap(n: Any = n, *, sigma0: Any = sigma0) -> AnyMoment:
    """E <h[n], w0>."""
    return _moment("AnyOverlap", n, sigma0)


def any_length(n: Any = n, *, sigma0: Any = sigma0) -> AnyMoment:
    """E ||h[n]||^2."""
    return _moment("AnyLength", n, sigma0)


def any_error(n: Any = n, *, sigma0: Any = sigma0) -> AnyMoment:
    """E ||h[n] - w0||^2."""
    return _moment("AnyError", n, sigma0)


def fit_noise(i: Any) -> FitNoise:
    """E tr X^+ (X^+)' for the design of generation i."""
    index = Integer(i) if isinstance(i, int) else i
    made: FitNoise = FitNoise(d, size(index), index)
    return made


def _moment(name: str, n: Any, sigma0: Any) -> AnyMoment:
    numbers = (Integer(value) if isinstance(value, int) else value for value in (n, sigma0))
    made: AnyMoment = AnyMoment(SPECTRUM, *numbers, Str(name), size(_i))
    return made
