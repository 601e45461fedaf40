"""Sums over eigenvalues in a basis: powers of s, and powers of 1/(s + kappa) for the poles that have names.

Elements are of one field Q(parameters, unknowns, kappas, s, weights, sums), with a generator for each sum that occurs.
Without a weight the basis is df_j = EigenSum(s^j/(s + kappa)^j), as 1/(s + kappa) = (1 - s/(s + kappa))/kappa.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import comb
from typing import Any

from sympy import Dummy, Expr, Integer, Mul, Symbol

from lemmata.theory.deterministic_equivalents.quotients import Quotient, Quotients
from lemmata.theory.spectra.eigensum import EigenSum, s

_MOST_SUMS = 60


class NoClosedForm(ArithmeticError):
    """The system is not of the kind that is solved in closed form; the message says why."""


class Sums:
    """The field, the poles with names, and the sums met so far."""

    def __init__(
        self, size: Expr, parameters: Iterable[Symbol], weights: Iterable[Symbol], kappas: Iterable[Symbol]
    ) -> None:
        self.size = size
        self.weights = sorted(weights, key=str)
        self.pool = [Dummy(f"sum{k}", real=True) for k in range(_MOST_SUMS)]
        self.field = Quotients([*parameters, *kappas, s, *self.weights, *self.pool])
        self.place = self.field.place
        self.x = self.field.generator(s)
        self.poles: list[Quotient] = [self.field.zero]
        self.names: list[Expr] = [Integer(0)]
        self.met: dict[Any, Symbol] = {}
        self.meaning: dict[Symbol, Expr] = {}

    def name_pole(self, kappa: Symbol) -> None:
        """From now on 1/(s + kappa) is known."""
        self.poles.append(self.field.generator(kappa))
        self.names.append(kappa)

    def sum(self, summand: Quotient) -> Quotient:
        """The sum over eigenvalues of an element."""
        total = self.field.zero
        orders, constant = self._orders(summand.denom)
        for weight, numerator in self._by_weight(summand.numer):
            total = total + self._plain(self.field.of(numerator), orders, constant, weight)
        return total

    def _by_weight(self, numerator: Any) -> list[tuple[tuple[int, ...], Any]]:
        """A polynomial by its powers of the weights."""
        places = [self.place[w] for w in self.weights]
        found: dict[tuple[int, ...], Any] = {}
        for exponents, coefficient in numerator.terms():
            key = tuple(int(exponents[p]) for p in places)
            rest = tuple(0 if k in places else e for k, e in enumerate(exponents))
            found.setdefault(key, {})[rest] = coefficient
        return [(key, self.field.context.from_dict(terms)) for key, terms in found.items()]

    def _orders(self, denominator: Any) -> tuple[dict[int, int], Quotient]:
        """The orders of the named poles, and what is left, which must be free of s."""
        orders: dict[int, int] = {}
        for k, pole in enumerate(self.poles):
            factor = (self.x + pole).numer
            while True:
                quotient, remainder = divmod(denominator, factor)
                if remainder:
                    break
                denominator, orders[k] = quotient, orders.get(k, 0) + 1
        left = self.field.of(denominator)
        if left.uses([s, *self.weights]):
            raise NoClosedForm("a pole without a name")
        return orders, left

    def _plain(
        self, numerator: Quotient, orders: dict[int, int], constant: Quotient, weight: tuple[int, ...]
    ) -> Quotient:
        """Partial fractions: at each pole the Taylor coefficients of what stands beside it."""
        total, rest = self.field.zero, numerator / self._product(orders, constant)
        for k, order in orders.items():
            below = self._product({other: power for other, power in orders.items() if other != k}, constant)
            top, bottom = self._series(numerator, k, order), self._series(below, k, order)
            series: list[Quotient] = []
            for i in range(order):
                taken = sum((bottom[i - j] * series[j] for j in range(i)), self.field.zero)
                series.append((top[i] - taken) / bottom[0])
            for i, coefficient in enumerate(series):
                total = total + coefficient * self.basic(weight, k, order - i)
                rest = rest - coefficient / (self.x + self.poles[k]) ** (order - i)
        if self.field.of(rest.denom).uses([s]):
            raise NoClosedForm("the partial fractions do not come out")
        for power, coefficient in enumerate(self.powers(rest.numer)):
            if coefficient:
                total = total + coefficient / self.field.of(rest.denom) * self.basic(weight, None, power)
        return total

    def _product(self, orders: dict[int, int], constant: Quotient) -> Quotient:
        for k, power in orders.items():
            constant = constant * (self.x + self.poles[k]) ** power
        return constant

    def powers(self, polynomial: Any) -> list[Quotient]:
        """Coefficients of the powers of s."""
        at = self.place[s]
        found: dict[int, dict[Any, Any]] = {}
        for exponents, coefficient in polynomial.terms():
            rest = (*exponents[:at], 0, *exponents[at + 1 :])
            found.setdefault(int(exponents[at]), {})[rest] = coefficient
        return [self.field.of(self.field.context.from_dict(found.get(k, {}))) for k in range(max(found, default=0) + 1)]

    def _series(self, element: Quotient, pole: int, order: int) -> list[Quotient]:
        """Coefficients of (s + kappa)^i, i < order, of a polynomial in s."""
        powers, below, shift = self.powers(element.numer), self.field.of(element.denom), -self.poles[pole]
        found = []
        for i in range(order):
            terms = (c * comb(k, i) * shift ** (k - i) for k, c in enumerate(powers) if k >= i and c)
            found.append(sum(terms, self.field.zero) / below)
        return found

    def basic(self, weight: tuple[int, ...], pole: int | None, power: int) -> Quotient:
        """A basis sum: of weight * s^power without a pole, of weight/(s + kappa)^power with one."""
        if pole and not any(weight):
            terms = (self.degrees(pole, i) * (comb(power, i) * (-1) ** i) for i in range(power + 1))
            return sum(terms, self.field.zero) / self.poles[pole] ** power
        if pole is None and power == 0 and not any(weight):
            return self.field.read(self.size)
        factor = Mul(*(w**e for w, e in zip(self.weights, weight, strict=True)))
        inside = s**power if pole is None else (s + self.names[pole]) ** -power
        return self._generator((weight, pole, power), EigenSum(factor * inside))

    def degrees(self, pole: int, order: int) -> Quotient:
        """df_order at a pole; df_0 is the dimension."""
        if order == 0:
            return self.field.read(self.size)
        return self._generator(("df", pole, order), EigenSum((s / (s + self.names[pole])) ** order))

    def _generator(self, key: Any, meaning: Expr) -> Quotient:
        """The generator for a sum, a new one where it is met for the first time."""
        if key not in self.met:
            if len(self.met) == _MOST_SUMS:
                raise NoClosedForm("too many different sums")
            self.met[key] = self.pool[len(self.met)]
            self.meaning[self.met[key]] = meaning
        return self.field.generator(self.met[key])
