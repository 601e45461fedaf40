r"""Mean and spread of the parameter, carried from generation to generation: the recursion as quantities.

Let f be a function of the eigenvalue, and D0 = s/(s + kappa0), G0 = 1/(s + kappa0). Then

    Mean(0, f)     = sum f c2,        Mean(j + 1, f)   = Mean(j, D0 f),
    Second(0, f)   = sum f c2,        Second(j + 1, f) = Second(j, D0^2 f)
                                        + sum f s G0^2 * [kappa0^2 Second(j, s G0^2) + sigma0^2]/(T0 - sum s^2 G0^2),

so that Mean(n, f) is w0' f(Sigma) m_n and Second(n, f) is tr f(Sigma) (m_n m_n' + V_n) for the mean m_n and the spread
V_n of :mod:`lemmata.theory.models.equivalents`. What they are equivalent to is E w[n]' f(Sigma) w0 and E w[n]' f(Sigma)
w[n].

>>> from lemmata.theory.spectra.eigensum import at_spectrum
>>> from sympy import Integer
>>> from lemmata.theory.notation import n
>>> pairs = ((1, 1), (1, 0))                                                        # Sigma = I, d = 2, T0 = 1
>>> at_spectrum(second_moment(2, Integer(1)), pairs).value_at({T0: 1, kappa0: 1, sigma0: 0})
Fraction(1, 4)
>>> second_moment(n + 1, s).meaning().has(second_moment(n, s**3/(s + kappa0)**2))
True
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar

from sympy import Basic, Expr, Ge, Ne, Symbol

from lemmata.theory.notation import T0, kappa0, sigma0
from lemmata.theory.quantities.conditions import Relations, after, counts
from lemmata.theory.quantities.quantity import Quantity
from lemmata.theory.spectra.eigensum import SPECTRUM, ConcreteSpectrum, EigenSum, c2, s
from lemmata.theory.values.exact_value import exact_value


class Carried(Quantity):
    """Mean(n, f) or Second(n, f); the weight f is written in the letter s."""

    generations: Expr
    weight: Expr
    kappa0: Expr = kappa0
    T0: Expr = T0
    sigma0: Expr = sigma0
    spectrum: Basic = SPECTRUM
    bound: ClassVar[frozenset[Symbol]] = frozenset({SPECTRUM, s})

    @property
    def defined_where(self) -> Relations:
        """The generators' equivalents exist: no negative renormalised ridge, and T0 is not df2."""
        positive = after(self.generations, Ge(self.kappa0, 0, evaluate=False))
        if isinstance(self, Mean):
            return *counts(self.generations), positive
        spare = self.T0 - EigenSum(s**2 / (s + self.kappa0) ** 2)
        return *counts(self.generations), positive, after(self.generations, Ne(spare, 0, evaluate=False))

    def meaning(self) -> Expr:
        """The value at n = 0, or what one generation makes of its predecessor.

        Raises:
            ValueError: for a generation that is not known to be later than the first.
        """
        if self.generations == 0:
            return EigenSum(self.weight * c2)
        if not (self.generations - 1).is_nonnegative:
            raise ValueError(f"{self} is defined from one generation to the next")
        seen, scattered = s / (s + self.kappa0), s / (s + self.kappa0) ** 2
        if isinstance(self, Mean):
            return self.before(self.weight * seen)
        gathered = self.kappa0**2 * self.before(scattered) + self.sigma0**2
        spare = self.T0 - EigenSum(seen**2)
        return self.before(self.weight * seen**2) + EigenSum(self.weight * scattered) * gathered / spare

    def before(self, weight: Expr) -> Carried:
        """The same one generation earlier, for another function."""
        made: Carried = self.func(self.generations - 1, weight, *self.args[2:])
        return made

    def value_at(self, values: Mapping[Any, Any]) -> Fraction | None:
        """The value at a spectrum, in exact arithmetic."""
        numbers = self.numbers_at(values, "generations", "kappa0", "T0", "sigma0")
        if numbers is None or not isinstance(self.spectrum, ConcreteSpectrum):
            return None
        generations, renormalised, samples, deviation = numbers
        pairs = [(exact_value(value), exact_value(weight)) for value, weight in self.spectrum.pairs]
        eigenvalues = [value for value, _ in pairs if value is not None]
        weights = [exact_value(self.weight, {**values, s: value}) for value in eigenvalues]
        carried = [weight for _, weight in pairs if weight is not None]
        seen = [value / (value + renormalised) for value in eigenvalues]
        scattered = [value / (value + renormalised) ** 2 for value in eigenvalues]
        for _ in range(int(generations)):
            gathered = renormalised**2 * _dot(scattered, carried) + deviation**2
            spread = 0 if isinstance(self, Mean) else gathered / (samples - _dot(seen, seen))
            kept = seen if isinstance(self, Mean) else [share**2 for share in seen]
            carried = [k * v + w * spread for k, v, w in zip(kept, carried, scattered, strict=True)]
        known = [weight for weight in weights if weight is not None]
        return _dot(known, carried) if len(known) == len(carried) else None


class Mean(Carried):
    """Mean(n, f): w0' f(Sigma) m, m the mean of the parameter of generation n."""


class Second(Carried):
    """Second(n, f): tr f(Sigma) (m m' + V), m and V mean and spread of the parameter of generation n."""


def mean_moment(n: Any, f: Expr, *, kappa0: Any = kappa0) -> Mean:
    """Mean(n, f)."""
    return Mean(n, f, kappa0=kappa0)


def second_moment(n: Any, f: Expr, *, kappa0: Any = kappa0) -> Second:
    """Second(n, f)."""
    return Second(n, f, kappa0=kappa0)


def _dot(left: list[Fraction], right: list[Fraction]) -> Fraction:
    return sum((a * b for a, b in zip(left, right, strict=True)), Fraction(0))
