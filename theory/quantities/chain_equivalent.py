r"""The deterministic equivalent of the whole chain as a quantity: in a proof.

:mod:`lemmata.theory.models.equivalents` computes the same.

    ChainEquivalent(n) = ||w0 - D m_n||_Sigma^2 + tr Sigma D V_n D
                         + [kappa^2 tr Sigma G^2 (m_n m_n' + V_n) + sigma^2] df2/(T - df2)

with the mean m_n and the spread V_n of the parameter carried from generation to generation,

    m_{j+1} = D0 m_j,    V_{j+1} = D0 V_j D0 + Sigma G0^2 [kappa0^2 tr Sigma G0^2 (m_j m_j' + V_j) + sigma0^2]
                                                          / (T0 - df2(kappa0)),

for any covariance and any number of samples. It has no closed form in n; its definition is the recursion, for
generators with T0 < d, and at a spectrum it is a number.

>>> from lemmata.theory.spectra.eigensum import at_spectrum
>>> from lemmata.theory.notation import T0, T, n, ridge, sigma, sigma0
>>> point = {T: 4, T0: 1, n: 2, ridge: 0, sigma: 1, sigma0: 0}
>>> value = at_spectrum(chain_equivalent(), ((1, 1), (1, 0))).value_at(point)
>>> value.contains(Fraction(7, 4))                  # 1 - (T0/d)^2, and the noise phi/(1 - phi)
True
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from sympy import Expr, Ne

from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import InputError
from lemmata.theory.models.chain import Chain
from lemmata.theory.models.equivalents import equivalent_risk
from lemmata.theory.notation import T0, T, df2, kappa, kappa0, n, sigma, sigma0
from lemmata.theory.quantities.conditions import Relations, after, counts
from lemmata.theory.quantities.generation_recursion import mean_moment, second_moment
from lemmata.theory.quantities.regression import Risk, risk
from lemmata.theory.spectra.eigensum import ConcreteSpectrum, EigenSum, c2, s

Moment = Callable[[Expr], Expr]


class ChainEquivalent(Risk):
    """The deterministic equivalent of the risk with the same arguments."""

    may_be_infinite = False
    never_negative = False

    @property
    def defined_where(self) -> Relations:
        """T is not df2, and T0 not that of the generators."""
        spare = Ne(T0 - EigenSum(s**2 / (s + kappa0) ** 2), 0, evaluate=False)
        return *counts(self.generations), Ne(T - df2, 0, evaluate=False), after(self.generations, spare)

    def meaning(self) -> Expr:
        """The risk by mean and spread of the last generator, see :mod:`lemmata.theory.quantities.generation_recursion`.

        Raises:
            ValueError: for one design of all generators, when it is not known that there are any.
        """
        weak, strong = s**2 / (s + kappa), s**3 / (s + kappa) ** 2
        spread, generations = s / (s + kappa) ** 2, self.generations
        if self.designs == "same":
            if not generations.is_positive:
                raise ValueError(f"{self} is defined for at least one generation")
            mean, second = _once(generations)
        else:
            mean, second = (lambda f: mean_moment(generations, f)), (lambda f: second_moment(generations, f))
        bias = second(strong) - 2 * mean(weak) + EigenSum(s * c2)
        return bias + (kappa**2 * second(spread) + sigma**2) * df2 / (T - df2)

    def at(self, chain: Chain) -> Ball:
        """The equivalent for a chain.

        Raises:
            InputError: where there is none (T = d or T0 = d without ridge).
        """
        return equivalent_risk(chain).total

    def value_at(self, values: Mapping[Any, Any]) -> Fraction | Ball | None:
        """The equivalent at a point, once a spectrum is put in."""
        if not isinstance(self.spectrum, ConcreteSpectrum):
            return None
        chain = self.chain(values)
        try:
            return None if chain is None else self.at(chain)
        except InputError:
            return None


def _once(generations: Any) -> tuple[Moment, Moment]:
    """Mean and second moment when all generators share one design: one projection, and the noise of all of them."""
    seen, scattered = s / (s + kappa0), s / (s + kappa0) ** 2
    gathered = kappa0**2 * EigenSum(c2 * scattered) + generations * sigma0**2
    spare = T0 - EigenSum(seen**2)
    return (
        lambda f: EigenSum(f * seen * c2),
        lambda f: EigenSum(f * seen**2 * c2) + EigenSum(f * scattered) * gathered / spare,
    )


def chain_equivalent(generations: Any = n, *, designs: str = "independent") -> ChainEquivalent:
    """The equivalent of ``risk(generations, designs=designs)``.

    >>> chain_equivalent(designs="same")
    ChainEquivalent(n, same)
    """
    made: ChainEquivalent = ChainEquivalent(*risk(generations, designs=designs).args)
    return made
