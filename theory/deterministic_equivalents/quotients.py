"""Rational functions over Q in a fixed list of symbols: reduced quotients of FLINT's polynomials over the integers.

>>> from sympy.abc import x, y
>>> field = Quotients([x, y])
>>> field.read((x**2 - y**2)/(x + y)).expression()
x - y
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sympy
from flint import Ordering, fmpz_mpoly_ctx
from sympy import Add, Expr, Integer, Mul, Pow, Symbol

from lemmata.numerics.until import look_up

SHORT = 8
"""Terms of a polynomial that is written in factors."""


class NotRational(ArithmeticError):
    """The expression is no rational function of the symbols."""


class Quotients:
    """The field."""

    def __init__(self, symbols: Sequence[Symbol]) -> None:
        self.symbols = tuple(symbols)
        self.place = {symbol: k for k, symbol in enumerate(self.symbols)}
        self.context = fmpz_mpoly_ctx.get([f"x{k}" for k in range(len(self.symbols))], Ordering.lex)
        self.unit = self.context.constant(1)
        self.zero, self.one = Quotient(self, self.context.constant(0), self.unit), Quotient(self, self.unit, self.unit)
        self.gens = [Quotient(self, x, self.unit) for x in self.context.gens()]
        self.known: dict[Expr, Quotient] = {}

    def generator(self, symbol: Symbol) -> Quotient:
        """The element that a symbol is."""
        return self.gens[self.place[symbol]]

    def of(self, polynomial: Any) -> Quotient:
        """A polynomial as an element."""
        return Quotient(self, polynomial, self.unit)

    def number(self, value: Any) -> Quotient:
        """A rational number."""
        value = sympy.Rational(value)
        return Quotient(self, self.context.constant(int(value.p)), self.context.constant(int(value.q)))

    def read(self, expression: Expr) -> Quotient:
        """A rational expression in the symbols."""
        found = self.known.get(expression)
        if found is None:
            found = self.known[expression] = self._read(expression)
        return found

    def _read(self, expression: Expr) -> Quotient:
        if expression.is_Rational:
            return self.number(expression)
        if expression in self.place:
            return self.generator(expression)
        if expression.is_Add:
            return sum((self.read(part) for part in expression.args), self.zero)
        if expression.is_Mul:
            total = self.one
            for part in expression.args:
                total = total * self.read(part)
            return total
        if expression.is_Pow and expression.exp.is_Integer:
            return self.read(expression.base) ** int(expression.exp)
        raise NotRational(f"{expression} is no rational function")

    def written(self, polynomial: Any) -> Expr:
        """A polynomial as an expression, in factors where it is short or has them."""
        if len(polynomial) <= 1:
            return self._expanded(polynomial)
        constant, factors = polynomial.factor()
        parts = [Pow(self._expanded(factor), int(power)) for factor, power in factors]
        return Mul(Integer(int(constant)), *parts)

    def _expanded(self, polynomial: Any) -> Expr:
        terms = []
        for m, c in polynomial.terms():
            look_up()
            terms.append(Mul(Integer(int(c)), *(Pow(self.symbols[k], int(e)) for k, e in enumerate(m) if e)))
        return Add(*terms)


class Quotient:
    """A reduced quotient of polynomials."""

    __slots__ = ("denom", "field", "numer")

    def __init__(self, field: Quotients, numer: Any, denom: Any) -> None:
        self.field, self.numer, self.denom = field, numer, denom

    def _reduced(self, numer: Any, denom: Any) -> Quotient:
        if not denom:
            raise ZeroDivisionError("a denominator that vanishes identically")
        common = numer.gcd(denom)
        if common != 1:
            numer, denom = numer // common, denom // common
        if denom.leading_coefficient() < 0:
            numer, denom = -numer, -denom
        return Quotient(self.field, numer, denom)

    def _other(self, other: Any) -> Quotient:
        return other if isinstance(other, Quotient) else self.field.number(other)

    def __add__(self, other: Any) -> Quotient:
        other = self._other(other)
        if self.denom == other.denom:
            return self._reduced(self.numer + other.numer, self.denom)
        return self._reduced(self.numer * other.denom + other.numer * self.denom, self.denom * other.denom)

    __radd__ = __add__

    def __neg__(self) -> Quotient:
        return Quotient(self.field, -self.numer, self.denom)

    def __sub__(self, other: Any) -> Quotient:
        return self + (-self._other(other))

    def __mul__(self, other: Any) -> Quotient:
        other = self._other(other)
        return self._reduced(self.numer * other.numer, self.denom * other.denom)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Quotient:
        other = self._other(other)
        return self._reduced(self.numer * other.denom, self.denom * other.numer)

    def __pow__(self, power: int) -> Quotient:
        if power < 0:
            return self.field.one / self**-power
        return Quotient(self.field, self.numer**power, self.denom**power) if power else self.field.one

    def __bool__(self) -> bool:
        return bool(self.numer)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Quotient) and self.numer == other.numer and self.denom == other.denom

    __hash__ = None  # type: ignore[assignment]

    def uses(self, symbols: Iterable[Symbol]) -> set[Symbol]:
        """Which of the symbols occur."""
        places = {self.field.place[x]: x for x in symbols}
        high = [max(pair) for pair in zip(self.numer.degrees(), self.denom.degrees(), strict=True)]
        return {x for p, x in places.items() if high[p] > 0}

    def put(self, values: dict[Symbol, Quotient]) -> Quotient:
        """Elements for symbols, all at once.

        Raises:
            ZeroDivisionError: when the denominator vanishes.
        """
        met = self.uses(values)
        if not met:
            return self
        places = {self.field.place[x]: values[x] for x in met}
        return _composed(self.field, self.numer, places) / _composed(self.field, self.denom, places)

    def expression(self) -> Expr:
        """As an expression, the denominator in factors, and a short numerator too."""
        top = self.field.written(self.numer) if len(self.numer) <= SHORT else self.field._expanded(self.numer)
        return top / self.field.written(self.denom)

    def factored(self) -> Expr:
        """As an expression in factors."""
        return self.field.written(self.numer) / self.field.written(self.denom)


def _composed(field: Quotients, polynomial: Any, places: dict[int, Quotient]) -> Quotient:
    groups: dict[tuple[int, ...], dict[Any, Any]] = {}
    for monomial, coefficient in polynomial.terms():
        powers = tuple(int(monomial[p]) for p in places)
        rest = tuple(0 if k in places else e for k, e in enumerate(monomial))
        groups.setdefault(powers, {})[rest] = coefficient
    highest = [max(powers) for powers in zip(*groups, strict=True)] if groups else []
    total, bottom = field.zero.numer, field.unit
    for value, top in zip(places.values(), highest, strict=False):
        bottom = bottom * value.denom**top
    for powers, terms in groups.items():  # one common denominator, one reduction
        part = field.context.from_dict(terms)
        for value, power, top in zip(places.values(), powers, highest, strict=True):
            part = part * value.numer**power * value.denom ** (top - power)
        total = total + part
    return field.one._reduced(total, bottom)
