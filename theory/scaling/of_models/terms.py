"""The terms of a derived equivalent on a part of parameter space, as a reading sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from sympy import Expr, Symbol

from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.monomial import Monomial
from lemmata.theory.scaling.of_models.formula import Excess, Formula, PowerSum, Slack
from lemmata.theory.scaling.of_models.shared_kappa import SharedKappa
from lemmata.theory.scaling.readings.protocol import Reading

Q = TypeVar("Q")


@dataclass(frozen=True)
class EquivalentTerms:
    """A derived equivalent where one formula for kappa holds.

    Attributes:
        formula: the terms.
        beta, r: capacity and source.
        d: the dimension; None when infinite.
        sizes: every letter that is a power of T.
        kappa: the equation of kappa; None where there is none.
        apart: ``larger - smaller`` to leading order, for the sizes that the model keeps apart.
    """

    formula: Formula
    beta: Form
    r: Form
    d: Monomial | None
    sizes: Mapping[Symbol, Monomial]
    kappa: SharedKappa | None
    apart: Mapping[Excess, Monomial]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the positive terms whose sum is the value."""
        return tuple(self.formula.terms)

    def term(self, read: Reading[Q], name: str) -> Q:
        """One term."""
        return self._value(read, self.formula.terms[name])

    def _value(self, read: Reading[Q], expression: Expr) -> Q:
        if expression.is_Rational:
            return read.known(Monomial(Form.number(0), constant=expression))
        if expression.is_Symbol:
            return self._letter(read, expression)
        if expression.is_Add:
            return read.total({str(place): self._value(read, part) for place, part in enumerate(expression.args)})
        top: list[Q] = []
        bottom: list[Q] = []
        for factor in expression.as_ordered_factors():
            base, power = factor.as_base_exp()
            if base.is_Rational:
                base, power = factor, 1
            (top if power > 0 else bottom).extend([self._value(read, base)] * abs(int(power)))
        above = read.product(*top) if top else read.known(Monomial(Form.number(0)))
        return read.quotient(above, read.product(*bottom)) if bottom else above

    def _letter(self, read: Reading[Q], letter: Symbol) -> Q:
        meaning = self.formula.letters.get(letter)
        if letter == self.formula.kappa:
            assert self.kappa is not None
            return read.kappa(self.kappa)
        if isinstance(meaning, PowerSum):
            return self._sum(read, meaning)
        if isinstance(meaning, Slack):
            assert self.kappa is not None
            return read.slack(self.kappa, meaning.position)
        if isinstance(meaning, Excess):
            return read.excess(self.sizes[meaning.larger], self.sizes[meaning.smaller], self.apart[meaning])
        return read.known(self.sizes[letter])

    def _sum(self, read: Reading[Q], meaning: PowerSum) -> Q:
        """``kappa^(q-p) sum k^-u/(k^-beta + kappa)^q``; the weight c2 is ``k^-(1 + 2 beta r - beta)``."""
        u = self.beta * meaning.p
        if meaning.weighted:
            u = u + 1 + self.beta * self.r * 2 - self.beta
        if not meaning.q:
            return read.spectral_sum(u, [], self.beta, self.d)
        assert self.kappa is not None
        kappa = read.kappa(self.kappa)
        found = read.spectral_sum(u, [(meaning.q, kappa)], self.beta, self.d)
        front = [kappa] * abs(meaning.q - meaning.p)
        if not front:
            return found
        return read.product(*front, found) if meaning.q > meaning.p else read.quotient(found, read.product(*front))


def half(power: Monomial) -> Monomial:
    """The square root."""
    return power.power(Form.number(Fraction(1, 2)))
