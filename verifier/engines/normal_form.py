"""Exact normal forms: deciding identities between rational functions.

An expression is read as a quotient of two polynomials with rational coefficients in *generators*. A generator is a
symbol, a root ``b^(1/q)`` with its defining relation g^q = b, or any other subexpression (a logarithm, a trace, the
risk of a chain), which is carried along unopened. Polynomial arithmetic is FLINT's. Two expressions are equal as
rational functions if and only if the numerator of their difference vanishes once powers of roots have been reduced
by their relations; for expressions without roots this decides every identity, in both directions.

With roots a zero is still a proof, since the relation holds on every branch; a non-zero is not a refutation, because
the relation g^2 = 4 x^2, say, is reducible. (That is why the caller asks balls for a counterexample.)

>>> from sympy import sqrt
>>> from sympy.abc import x, y
>>> vanishes((x**2 - y**2)/(x - y) - x - y)
True
>>> vanishes(1/(sqrt(x) - 1) - (sqrt(x) + 1)/(x - 1))
True

Reference: the "zero equivalence" of rational functions, Geddes, Czapor and Labahn, Algorithms for Computer Algebra,
chapter 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sympy
from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx
from sympy import Add, Basic, Expr, Integer, Mul, Pow, Rational, Symbol

LARGEST_POWER = 200
_FACTORED = 10**6


class NotAlgebraic(ValueError):
    """The expression cannot be read as a rational function: a division by zero, or a power that is too large."""


@dataclass(frozen=True)
class Quotient:
    """numerator / denominator, two polynomials in the generators of one :class:`Algebra`."""

    numerator: fmpq_mpoly
    denominator: fmpq_mpoly


class Algebra:
    """The field of rational functions in the generators of some expressions.

    ``roots`` gives letters that stand for roots: the order and the base of each, in the order in which they depend on
    each other.
    """

    def __init__(self, expressions: Iterable[Expr], roots: Mapping[Basic, tuple[int, Expr]] | None = None) -> None:
        self._position: dict[Basic, int] = {}
        self._roots: dict[int, tuple[int, Expr]] = {}
        for letter, (order, base) in (roots or {}).items():
            self._collect(base)
            self._roots[self._position.setdefault(letter, len(self._position))] = (order, base)
        for expression in expressions:
            self._collect(expression)
        names = [f"g{i}" for i in range(max(1, len(self._position)))]
        self._ring = fmpq_mpoly_ctx.get(names, Ordering.lex)
        self._gens = self._ring.gens()
        self._read: dict[Expr, Quotient] = {}
        self._same: dict[int, int] = {}
        self._relations: dict[int, tuple[int, Quotient]] = {}
        for index, (order, base) in self._roots.items():
            self._relate(index, order, self.quotient(base))

    @property
    def generators(self) -> tuple[Basic, ...]:
        """The generators, in the order of their polynomial variables."""
        return tuple(self._position)

    @property
    def opaque(self) -> tuple[Basic, ...]:
        """The generators that are neither symbols nor roots."""
        return tuple(g for g, i in self._position.items() if not isinstance(g, Symbol) and i not in self._roots)

    def position(self, generator: Basic) -> int | None:
        """The index of a generator's polynomial variable."""
        return self._position.get(generator)

    def variable(self, index: int) -> fmpq_mpoly:
        """The polynomial variable of a generator."""
        return self._gens[index]

    def constant(self, value: Any) -> fmpq_mpoly:
        """A constant polynomial."""
        return self._ring.constant(fmpq(value))

    def relations(self) -> list[tuple[Basic, int, Expr]]:
        """The roots: generator, order, base."""
        generators = self.generators
        return [(generators[i], order, base) for i, (order, base) in self._roots.items()]

    def quotient(self, expression: Expr) -> Quotient:
        """The expression as a quotient of polynomials without a common factor.

        Raises:
            NotAlgebraic: when a denominator is identically zero.
        """
        found = self._read.get(expression)
        if found is None:
            found = self._read[expression] = self._fresh(expression)
        return found

    def vanishes(self, expression: Expr) -> bool:
        """Whether the numerator is zero modulo the relations of the roots."""
        quotient = self.quotient(expression)
        if self.reduced(quotient.denominator).is_zero():
            raise NotAlgebraic(f"the denominator of {expression} is zero")
        return bool(self.reduced(quotient.numerator).is_zero())

    def reduced(self, polynomial: fmpq_mpoly) -> fmpq_mpoly:
        """The polynomial modulo g^q = b for each root, up to a non-zero factor (powers of b's denominator)."""
        for index in sorted(self._relations, reverse=True):
            order, base = self._relations[index]
            polynomial = self._reduce_one(polynomial, index, order, base)
        return polynomial

    def expression(self, polynomial: fmpq_mpoly) -> Expr:
        """The polynomial back as an expression."""
        generators = self.generators
        terms = []
        for exponents, coefficient in polynomial.to_dict().items():
            powers = [generators[i] ** int(e) for i, e in enumerate(exponents) if e]
            terms.append(Mul(Rational(int(coefficient.p), int(coefficient.q)), *powers))
        return Add(*terms)

    def _relate(self, index: int, order: int, base: Quotient) -> None:
        """Give a root its relation, or the variable of an earlier root of the same number written differently."""
        for other, (other_order, other_base) in self._relations.items():
            difference = base.numerator * other_base.denominator - other_base.numerator * base.denominator
            if order == other_order and self.reduced(difference).is_zero():
                self._same[index] = other
                return
        self._relations[index] = (order, base)

    # reading

    def _collect(self, expression: Basic) -> None:
        if expression in (sympy.nan, sympy.zoo, sympy.oo, -sympy.oo):
            raise NotAlgebraic(f"{expression} is not a number")
        if isinstance(expression, Rational):
            return
        if isinstance(expression, (Add, Mul)):
            for part in expression.args:
                self._collect(part)
        elif isinstance(expression, Pow):
            self._collect_power(expression)
        else:
            self._position.setdefault(expression, len(self._position))

    def _collect_power(self, expression: Pow) -> None:
        base, exponent = expression.args
        if isinstance(exponent, Integer):
            self._collect(base)
        elif isinstance(exponent, Rational):
            self._collect(base)
            root = Pow(base, Rational(1, exponent.q), evaluate=False)
            if root not in self._position:
                self._position[root] = len(self._position)
                self._roots[self._position[root]] = (int(exponent.q), base)
        else:
            for part, _, whole in _split_power(base, exponent):
                self._collect(part) if whole else self._position.setdefault(part, len(self._position))

    def _fresh(self, expression: Expr) -> Quotient:
        one = self.constant(1)
        if isinstance(expression, Rational):
            return Quotient(self.constant(fmpq(int(expression.p), int(expression.q))), one)
        if isinstance(expression, Add):
            total = Quotient(self.constant(0), one)
            for part in expression.args:
                total = _sum(total, self.quotient(part))
            return total
        if isinstance(expression, Mul):
            product = Quotient(one, one)
            for part in expression.args:
                product = _product(product, self.quotient(part))
            return product
        if isinstance(expression, Pow):
            return self._power(expression)
        return Quotient(self._gens[self._position[expression]], one)

    def _power(self, expression: Pow) -> Quotient:
        base, exponent = expression.args
        if isinstance(exponent, Integer):
            return _integer_power(self.quotient(base), int(exponent))
        if isinstance(exponent, Rational):
            root = Pow(base, Rational(1, exponent.q), evaluate=False)
            index = self._position[root]
            gen = Quotient(self._gens[self._same.get(index, index)], self.constant(1))
            return _integer_power(gen, int(exponent.p))
        product = Quotient(self.constant(1), self.constant(1))
        for part, power, whole in _split_power(base, exponent):
            factor = self.quotient(part) if whole else Quotient(self._gens[self._position[part]], self.constant(1))
            product = _product(product, _integer_power(factor, power))
        return product

    def _reduce_one(self, polynomial: fmpq_mpoly, index: int, order: int, base: Quotient) -> fmpq_mpoly:
        """Replace g^(order m + k) by g^k (b_n/b_d)^m, cleared of b_d."""
        by_power: dict[int, dict[tuple[int, ...], Any]] = {}
        for exponents, coefficient in polynomial.to_dict().items():
            whole, rest = divmod(int(exponents[index]), order)
            lowered = tuple(rest if i == index else int(e) for i, e in enumerate(exponents))
            by_power.setdefault(whole, {})[lowered] = coefficient
        highest = max(by_power, default=0)
        if highest == 0:
            return polynomial
        total = self.constant(0)
        for whole, terms in by_power.items():
            part = self._ring.from_dict(terms)
            total += part * base.numerator**whole * base.denominator ** (highest - whole)
        return total


def vanishes(expression: Expr) -> bool:
    """Whether an expression is zero as a rational function in its generators (see :class:`Algebra`)."""
    return Algebra([expression]).vanishes(expression)


def generators_of(*expressions: Expr) -> tuple[Basic, ...]:
    """The generators that the expressions are rational functions of."""
    return Algebra(expressions).generators


def _split_power(base: Expr, exponent: Expr) -> list[tuple[Expr, int, bool]]:
    """(a b)^e is a^e b^e for a positive a or an integer e, (a^k)^e is a^(k e): each part, and whether it is a base."""
    whole = exponent.is_integer
    if isinstance(base, Pow) and (base.base.is_positive or (whole and base.exp.is_integer)):
        return _split_power(base.base, base.exp * exponent)
    factors = [base]
    if isinstance(base, Add) and (content := base.primitive())[0] != 1:
        factors = list(content)
    elif isinstance(base, Mul):
        factors = [factor for factor in base.args if whole or factor.is_positive]
        factors += [Mul(*rest)] if (rest := [factor for factor in base.args if factor not in factors]) else []
    elif isinstance(base, Rational) and base > 0 and max(base.p, base.q) < _FACTORED:
        primes = {**sympy.factorint(base.p), **{p: -power for p, power in sympy.factorint(base.q).items()}}
        return [part for p, power in primes.items() for part in _by_terms(Integer(p), power * exponent)]
    if len(factors) == 1:
        return _by_terms(base, exponent)
    return [part for factor in factors for part in _split_power(factor, exponent)]


def _by_terms(base: Expr, exponent: Expr) -> list[tuple[Expr, int, bool]]:
    """b^(2n + 1) is (b^n)^2 b: the integer part on the base, the rest on one generator per symbolic term."""
    parts: list[tuple[Expr, int, bool]] = []
    for term in Add.make_args(_proper(exponent)):
        coefficient, rest = term.as_coeff_Mul()
        if rest == 1 and isinstance(coefficient, Integer):
            parts.append((base, int(coefficient), True))
        elif rest == 1 and isinstance(coefficient, Rational):
            parts.append((Pow(base, coefficient), 1, True))
        elif base == -1 and isinstance(coefficient, Integer) and rest.is_integer:
            parts.append((Pow(base, rest), int(coefficient) % 2, False))
        elif isinstance(coefficient, Rational):
            parts.append((Pow(base, rest / coefficient.q), int(coefficient.p), False))
        else:
            parts.append((Pow(base, term), 1, False))
    return parts


def _proper(exponent: Expr) -> Expr:
    """A sum of terms of which those with one denominator are a polynomial and a proper fraction."""
    terms = Add.make_args(sympy.expand(exponent))
    by_denominator: dict[Expr, Expr] = {}
    for term in terms:
        above, below = sympy.fraction(term)
        letters = below.free_symbols
        key = below if letters else Integer(1)
        by_denominator[key] = by_denominator.get(key, Integer(0)) + (above if letters else term)
    total = by_denominator.pop(Integer(1), Integer(0))
    for below, above in by_denominator.items():
        letters = sorted(below.free_symbols, key=str)
        if below.is_polynomial(*letters) and above.is_polynomial(*letters):
            whole, rest = sympy.div(above, below, *letters)
            total += whole + rest / below
        else:
            total += above / below
    return sympy.expand(total)


def _cancelled(numerator: fmpq_mpoly, denominator: fmpq_mpoly) -> Quotient:
    common = numerator.gcd(denominator)
    if not common.is_one():
        numerator, denominator = divmod(numerator, common)[0], divmod(denominator, common)[0]
    return Quotient(numerator, denominator)


def _sum(left: Quotient, right: Quotient) -> Quotient:
    if left.denominator == right.denominator:
        return _cancelled(left.numerator + right.numerator, left.denominator)
    return _cancelled(
        left.numerator * right.denominator + right.numerator * left.denominator,
        left.denominator * right.denominator,
    )


def _product(left: Quotient, right: Quotient) -> Quotient:
    return _cancelled(left.numerator * right.numerator, left.denominator * right.denominator)


def _integer_power(quotient: Quotient, exponent: int) -> Quotient:
    if abs(exponent) > LARGEST_POWER:
        raise NotAlgebraic(f"the power {exponent} is beyond {LARGEST_POWER}")
    if exponent >= 0:
        return Quotient(quotient.numerator**exponent, quotient.denominator**exponent)
    if quotient.numerator.is_zero():
        raise NotAlgebraic("a division by zero")
    return Quotient(quotient.denominator**-exponent, quotient.numerator**-exponent)
