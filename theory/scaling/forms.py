r"""Exponents: exact rational functions of the scaling parameters.

A quantity of the calculus is ``constant * T^e * log^j T``, and ``e`` is a :class:`Form`: affine in the scaling
exponents ``ell, delta, b, g, s, ...`` with coefficients that are rational numbers, or rational functions of ``beta``
and ``r`` when those are symbols. A form is kept as numerator over denominator, polynomials with rational
coefficients; every denominator that the calculus makes is positive on the domain (``beta``, ``1 + 2 beta r``), which
:meth:`Form.of_ratio` checks by its coefficients.

Nothing but integer arithmetic happens here, so that a certificate can be checked with this file alone.

>>> x, y = Form.name("x"), Form.name("y")
>>> (x + y) * 2 - x
x + 2*y
>>> (x / Form.name("beta")).at({"x": Fraction(3), "beta": Fraction(2)})
Fraction(3, 2)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm
from typing import Any
from zlib import crc32

from lemmata.numerics.errors import InputError

Monomial = tuple[tuple[str, int], ...]
"""Names with their powers, sorted: ``(("beta", 1), ("ell", 1))`` is beta*ell; ``()`` is 1."""

ABOVE_ONE = ("beta",)
"""Names that are at least 1 wherever they occur as symbols."""
POSITIVE = ("r",)
"""Names that are positive wherever they occur as symbols."""


class Poly:
    """A polynomial with rational coefficients, immutable and in normal form (equal means identical)."""

    __slots__ = ("_hash", "terms")

    def __init__(self, terms: Mapping[Monomial, Fraction]) -> None:
        self.terms = {monomial: value for monomial, value in sorted(terms.items()) if value}
        self._hash = hash(tuple(self.terms.items()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Poly) and self.terms == other.terms

    def __hash__(self) -> int:
        return self._hash

    def __add__(self, other: Poly) -> Poly:
        total = dict(self.terms)
        for monomial, value in other.terms.items():
            total[monomial] = total.get(monomial, Fraction(0)) + value
        return Poly(total)

    def __mul__(self, other: Poly) -> Poly:
        if self.terms == _ONE or other.terms == _ONE:
            return other if self.terms == _ONE else self
        total: dict[Monomial, Fraction] = {}
        for one, first in self.terms.items():
            for two, second in other.terms.items():
                key = _product(one, two)
                total[key] = total.get(key, Fraction(0)) + first * second
        return Poly(total)

    def scaled(self, factor: Fraction) -> Poly:
        """``factor`` times this."""
        return Poly({monomial: factor * value for monomial, value in self.terms.items()})

    @property
    def names(self) -> frozenset[str]:
        """The names that occur."""
        return frozenset(name for monomial in self.terms for name, _ in monomial)

    @property
    def constant(self) -> Fraction | None:
        """The value, when this is a number."""
        if not self.terms:
            return Fraction(0)
        return self.terms[()] if set(self.terms) == {()} else None

    def at(self, point: Mapping[str, Fraction | int]) -> Fraction:
        """The value at a point that gives every name."""
        total = Fraction(0)
        for monomial, value in self.terms.items():
            for name, power in monomial:
                value *= point[name] ** power
            total += value
        return total

    def coefficient(self, name: str) -> tuple[Poly, Poly]:
        """``(p, q)`` with this = p*name + q; raises ValueError when it is not affine in ``name``."""
        slope: dict[Monomial, Fraction] = {}
        rest: dict[Monomial, Fraction] = {}
        for monomial, value in self.terms.items():
            power = dict(monomial).get(name, 0)
            if power > 1:
                raise ValueError(f"not affine in {name}")
            target = slope if power else rest
            target[tuple(pair for pair in monomial if pair[0] != name)] = value
        return Poly(slope), Poly(rest)

    def put(self, name: str, num: Poly, den: Poly) -> tuple[Poly, Poly]:
        """Numerator and denominator after ``name := num/den``."""
        degree = max((dict(monomial).get(name, 0) for monomial in self.terms), default=0)
        total = Poly({})
        for monomial, value in self.terms.items():
            power = dict(monomial).get(name, 0)
            part = Poly({tuple(pair for pair in monomial if pair[0] != name): value})
            for _ in range(power):
                part = part * num
            for _ in range(degree - power):
                part = part * den
            total = total + part
        bottom = ONE
        for _ in range(degree):
            bottom = bottom * den
        return total, bottom

    def sign(self) -> int | None:
        """The sign wherever beta >= 1 and r > 0, when the coefficients around those corners show it."""
        shifted = self
        for name in ABOVE_ONE:
            shifted, _ = shifted.put(name, Poly({((name, 1),): Fraction(1), (): Fraction(1)}), ONE)
        if not shifted.names <= {*ABOVE_ONE, *POSITIVE}:
            return None
        values = list(shifted.terms.values())
        if not values:
            return 0
        lone = () in shifted.terms or any({name for name, _ in m} <= set(POSITIVE) for m in shifted.terms)
        if not lone:
            return None
        if all(value > 0 for value in values):
            return 1
        return -1 if all(value < 0 for value in values) else None


def _product(one: Monomial, two: Monomial) -> Monomial:
    powers = dict(one)
    for name, power in two:
        powers[name] = powers.get(name, 0) + power
    return tuple(sorted(powers.items()))


_ONE: dict[Monomial, Fraction] = {(): Fraction(1)}
ONE = Poly(_ONE)


@dataclass(frozen=True, eq=False)
class Form:
    """``num / den`` with ``den > 0`` on every domain of the calculus."""

    num: Poly
    den: Poly = ONE

    @classmethod
    def number(cls, value: int | Fraction) -> Form:
        """A number."""
        return cls(Poly({(): Fraction(value)}))

    @classmethod
    def name(cls, name: str) -> Form:
        """One name."""
        return cls(Poly({((name, 1),): Fraction(1)}))

    @classmethod
    def of_ratio(cls, num: Poly, den: Poly) -> Form:
        """``num / den``, the sign of ``den`` moved to the numerator.

        Raises:
            InputError: when the sign of the denominator is not visible from its coefficients.
        """
        sign = den.sign()
        if not sign:
            raise InputError("denominator", Form(den), "of one sign for beta >= 1, r > 0")
        if sign < 0:
            num, den = num.scaled(Fraction(-1)), den.scaled(Fraction(-1))
        return cls(*_reduced(num, den))

    @classmethod
    def from_sympy(cls, expr: Any, argument: str = "exponent") -> Form:
        """Read a SymPy rational function.

        Raises:
            InputError: when it is something else.
        """
        top, bottom = expr.together().as_numer_denom()
        try:
            return cls.of_ratio(_poly(top), _poly(bottom))
        except ValueError:
            raise InputError(argument, expr, "a rational function of the scaling exponents") from None

    def __add__(self, other: Form | int | Fraction) -> Form:
        other = _form(other)
        if self.den == other.den:
            return Form(*_reduced(self.num + other.num, self.den))
        return Form(*_reduced(self.num * other.den + other.num * self.den, self.den * other.den))

    __radd__ = __add__

    def __neg__(self) -> Form:
        return Form(self.num.scaled(Fraction(-1)), self.den)

    def __sub__(self, other: Form | int | Fraction) -> Form:
        return self + (-_form(other))

    def __rsub__(self, other: Form | int | Fraction) -> Form:
        return _form(other) - self

    def __mul__(self, other: Form | int | Fraction) -> Form:
        other = _form(other)
        return Form(*_reduced(self.num * other.num, self.den * other.den))

    __rmul__ = __mul__

    def __truediv__(self, other: Form | int | Fraction) -> Form:
        other = _form(other)
        return Form.of_ratio(self.num * other.den, self.den * other.num)

    def __rtruediv__(self, other: Form | int | Fraction) -> Form:
        return _form(other) / self

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Form):
            return NotImplemented
        return self.num == other.num if self.den == other.den else self.num * other.den == other.num * self.den

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Of the value at one point, since equal forms may be written with different denominators."""
        return hash(self.at({name: 2 + crc32(name.encode()) % 9973 for name in self.names}))

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that occur."""
        return self.num.names | self.den.names

    @property
    def constant(self) -> Fraction | None:
        """The value, when this is a number."""
        top, bottom = self.num.constant, self.den.constant
        if top == 0:
            return top
        return None if top is None or bottom is None else top / bottom

    @property
    def is_zero(self) -> bool:
        """Whether this is identically zero."""
        return not self.num.terms

    def at(self, point: Mapping[str, Fraction | int]) -> Fraction:
        """The value at a point that gives every name."""
        return self.num.at(point) / self.den.at(point)

    @cached_property
    def direction(self) -> Form:
        """A form of the same sign: coprime integer coefficients, no common factor beta or r, denominator 1."""
        num = self.num
        if not num.terms:
            return Form(num)
        common = {name: power for name, power in _common(list(num.terms)).items() if name in (*ABOVE_ONE, *POSITIVE)}
        num = _without(num, common)
        scale = Fraction(lcm(*(value.denominator for value in num.terms.values())))
        return Form(num.scaled(scale / gcd(*(int(value * scale) for value in num.terms.values()))))

    def put(self, name: str, value: Form) -> Form:
        """With ``value`` in the place of ``name``."""
        if name not in self.names:
            return self
        top, top_den = self.num.put(name, value.num, value.den)
        bottom, bottom_den = self.den.put(name, value.num, value.den)
        return Form.of_ratio(top * bottom_den, top_den * bottom)

    def root(self, name: str) -> tuple[Form, int]:
        """Where an affine form vanishes as a function of ``name``, and the sign of its slope.

        Raises:
            InputError: when the sign of the slope is not visible from its coefficients.
        """
        slope, rest = self.num.coefficient(name)
        sign = slope.sign()
        if not sign:
            raise InputError("slope", Form(slope), f"of one sign, to solve for {name}")
        return Form.of_ratio(rest.scaled(Fraction(-1)), slope), sign

    def to_sympy(self) -> Any:
        """As a SymPy expression."""
        import sympy

        def expression(poly: Poly) -> Any:
            return sympy.Add(
                *(
                    sympy.Rational(value.numerator, value.denominator)
                    * sympy.Mul(*(symbol(name) ** power for name, power in monomial))
                    for monomial, value in poly.terms.items()
                )
            )

        shown = expression(self.num)
        if self.den == ONE:
            return shown
        return (
            sympy.expand(shown / expression(self.den))
            if len(self.den.terms) == 1
            else (sympy.cancel(shown / expression(self.den)))
        )

    def to_json(self) -> list[list[list[Any]]]:
        """Numerator and denominator as lists of ``[coefficient, {name: power}]``."""
        return [[[str(v), dict(m)] for m, v in poly.terms.items()] for poly in (self.num, self.den)]

    @classmethod
    def from_json(cls, parts: Any) -> Form:
        """Read what :meth:`to_json` wrote.

        Raises:
            InputError: when the denominator is not visibly positive.
        """
        num, den = (
            Poly({tuple(sorted((str(n), int(p)) for n, p in m.items())): Fraction(v) for v, m in part})
            for part in parts
        )
        return cls.of_ratio(num, den)

    def __repr__(self) -> str:
        return str(self.to_sympy())


def symbol(name: str) -> Any:
    """The SymPy symbol of a scaling exponent."""
    import sympy

    return sympy.Symbol(name, positive=True) if name in (*ABOVE_ONE, *POSITIVE) else sympy.Symbol(name, real=True)


def _form(value: Form | int | Fraction) -> Form:
    return value if isinstance(value, Form) else Form.number(value)


def _reduced(num: Poly, den: Poly) -> tuple[Poly, Poly]:
    """Cancel what is cheap to cancel: a common monomial, and the denominator's leading coefficient."""
    if not num.terms or den == ONE:
        return num, (den if num.terms else ONE)
    common = _common(list(num.terms), list(den.terms))
    if common:
        num, den = _without(num, common), _without(den, common)
    scale = next(iter(den.terms.values()))
    num, den = num.scaled(1 / abs(scale)), den.scaled(1 / abs(scale))
    ratio = _multiple(num, den)
    return (Poly({(): ratio}), ONE) if ratio is not None else (num, den)


def _multiple(num: Poly, den: Poly) -> Fraction | None:
    """The number c with num = c*den, if there is one."""
    if set(num.terms) != set(den.terms):
        return None
    ratios = {num.terms[monomial] / value for monomial, value in den.terms.items()}
    return ratios.pop() if len(ratios) == 1 else None


def _common(*groups: Iterable[Monomial]) -> dict[str, int]:
    found: dict[str, int] | None = None
    for group in groups:
        for monomial in group:
            powers = dict(monomial)
            found = powers if found is None else {n: min(p, powers[n]) for n, p in found.items() if n in powers}
    return found or {}


def _without(poly: Poly, common: Mapping[str, int]) -> Poly:
    def strip(monomial: Monomial) -> Monomial:
        return tuple((name, power - common.get(name, 0)) for name, power in monomial if power > common.get(name, 0))

    return Poly({strip(monomial): value for monomial, value in poly.terms.items()})


def _poly(expr: Any) -> Poly:
    import sympy

    names = sorted(expr.free_symbols, key=str)
    if not names:
        if not expr.is_Rational:
            raise ValueError("not rational")
        return Poly({(): Fraction(int(expr.p), int(expr.q))})
    try:
        poly = sympy.Poly(expr, *names, domain="QQ")
    except (sympy.PolynomialError, sympy.CoercionFailed) as reason:
        raise ValueError(str(reason)) from None
    terms: dict[Monomial, Fraction] = {}
    for powers, value in poly.terms():
        monomial = tuple(sorted((str(n), int(p)) for n, p in zip(names, powers, strict=True) if p))
        terms[monomial] = Fraction(int(value.p), int(value.q))
    return Poly(terms)
