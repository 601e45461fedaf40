"""Exact normal forms of products of powers, exponentials and logarithms: monomials in independent bases.

A positive number is the product of powers of primes and of irreducible polynomials that are known to be positive, and
its logarithm the sum of theirs, exponents times logarithms; so a power with a symbolic exponent is the exponential of
an exponent times a logarithm, and ``exp`` of a sum the product of its terms'. Exponents are brought to one denominator:
exp of (coefficient times monomial over it) is a power of one letter for each monomial, b^(k/q) of one letter for each
base. What is left is rational in these letters, with g^q = b for the roots, and decided as such
(:mod:`lemmata.verifier.engines.normal_form`).

    (x y)^a = x^a y^a, log(x^a y) = a log x + log y        for x, y > 0 (DLMF 4.8, 4.4)

A base of unknown sign is not taken apart: its factors may be negative.

>>> from sympy import exp, log, sqrt, symbols
>>> x, y, a = symbols("x y a", positive=True)
>>> both = lambda f: f.is_positive is True
>>> form = ExpLog(both, both)
>>> form.vanishes((x*y)**(a/(a + y))*x**(-1 + y/(a + y)) - y**(a/(a + y)))
True
>>> form.vanishes(log(x**2*y) - 2*log(x) - log(y)), form.vanishes(log(x + y) - log(x) - log(y))
(True, False)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import lcm
from typing import Any

import sympy
from flint import fmpq_mpoly
from sympy import Abs, Add, Basic, Dummy, Expr, Integer, Max, Min, Mul, Pow, Rational, Symbol, exp, log

from lemmata.verifier.engines.function_form import opened_function
from lemmata.verifier.engines.gamma_form import unit_of
from lemmata.verifier.engines.infinity import may_be_infinite
from lemmata.verifier.engines.normal_form import Algebra, NotAlgebraic

_LARGEST_ROOT = 120
_PASSES = 9

Known = Callable[[Expr], bool]


class _AnotherDenominator(Exception):
    """An exponent does not have the common denominator: it must be enlarged, and everything read again."""


@dataclass(frozen=True)
class _Factors:
    """A number as a product: bases that are known to be positive (or not negative), other bases, and a sign."""

    known: tuple[tuple[Expr, int], ...]
    unknown: tuple[tuple[Expr, int], ...]
    sign: int

    @property
    def rest(self) -> Expr:
        """What is not known to be positive."""
        above = Mul(*(base**power for base, power in self.unknown if power > 0)).expand()
        below = Mul(*(base**-power for base, power in self.unknown if power < 0)).expand()
        return self.sign * above / below


class ExpLog:
    """Expressions as rational functions of letters that stand for exponentials, logarithms, roots and moduli.

    Args:
        positive: whether a term is known to be positive.
        nonnegative: whether it is known not to be negative.
        multiply: Gamma functions of multiples of this in front of a letter are taken apart (DLMF 5.5.6).
    """

    def __init__(self, positive: Known, nonnegative: Known, *, multiply: Rational | None = None) -> None:
        self._is_positive = positive
        self._is_nonnegative = nonnegative
        self.multiply = multiply
        self.denominator: Expr = Integer(1)
        self.order = 1
        self._named: dict[tuple[Any, ...], Dummy] = {}
        self._forget()

    def _forget(self) -> None:
        self._read: dict[Basic, Expr] = {}
        self._exponentials: dict[Expr, Dummy] = {}
        self._exponents: dict[Basic, Expr] = {}
        self._logarithms: dict[Expr, Dummy] = {}
        self._bases: dict[Basic, Expr] = {}
        self._letters: dict[tuple[str, Expr], Dummy] = {}
        self.roots: dict[Basic, tuple[int, Expr]] = {}

    def vanishes(self, expression: Expr) -> bool:
        """Whether an expression is zero wherever it is defined.

        Raises:
            NotAlgebraic: when it cannot be read.
        """
        read = self.read(expression)
        return Algebra([read], self.roots).vanishes(read)

    def read(self, expression: Expr) -> Expr:
        """The expression in the letters; they keep their meaning until the next one is read."""
        for _ in range(_PASSES):
            self._forget()
            try:
                return self._of(expression)
            except _AnotherDenominator:
                continue
        raise NotAlgebraic("exponents without a common denominator")

    def _of(self, node: Expr) -> Expr:
        found = self._read.get(node)
        if found is None:
            found = self._read[node] = self._fresh(node)
        return found

    def _fresh(self, node: Expr) -> Expr:
        if isinstance(node, (Rational, Symbol)) or node.is_Atom:
            return self.exponential(Integer(1)) if node is sympy.E else node
        if isinstance(node, (Add, Mul)):
            return node.func(*(self._of(part) for part in node.args))
        if isinstance(node, Pow):
            return self._power(*node.args)
        if isinstance(node, exp):
            return self.exponential(self._of(node.args[0]))
        if isinstance(node, log):
            return self.logarithm(self._of(node.args[0]))
        if isinstance(node, Abs):
            return self._modulus(self._of(node.args[0]))
        if isinstance(node, (Max, Min)) and not may_be_infinite(node):
            return self._extreme(node)
        opened = opened_function(node, multiply=self.multiply)
        if opened.has(sympy.zoo, sympy.nan):
            raise NotAlgebraic(f"{node} has a pole in another form")
        if opened != node:
            return self._of(opened)
        return self._opaque(node)

    def _opaque(self, node: Expr) -> Expr:
        """A function of SymPy with its arguments in one form, cos by sin; anything else as it stands."""
        if not isinstance(node, sympy.Function) or not str(type(node).__module__).startswith("sympy.functions"):
            return node
        if isinstance(node, sympy.Piecewise):
            return node
        same = node.func(*(self._canonical(self._of(part)) for part in node.args))
        if isinstance(same, sympy.cos):
            return self._root_letter("cos", same, 2, 1 - sympy.sin(same.args[0]) ** 2)
        return same

    def _canonical(self, expression: Expr) -> Expr:
        if expression.is_Atom:
            return expression
        field = Algebra([expression], self.roots)
        quotient = field.quotient(expression)
        return field.expression(quotient.numerator) / field.expression(quotient.denominator)

    def _extreme(self, node: Expr) -> Expr:
        """Max(a, b) = (a + b + |a - b|)/2."""
        first, *others = node.args
        best = self._of(first)
        for other in map(self._of, others):
            apart = self._modulus(best - other)
            best = (best + other + (apart if isinstance(node, Max) else -apart)) / 2
        return best

    # factors

    def _factored(self, value: Expr, known: Known) -> _Factors:
        field = Algebra([value], self.roots)
        quotient = field.quotient(value)
        if field.reduced(quotient.numerator).is_zero():
            return _Factors((), (), 0)
        constant, factors, unknown, sign = Rational(1), [], [], 1
        for polynomial, turn in ((quotient.numerator, 1), (quotient.denominator, -1)):
            content, parts = polynomial.factor()
            constant *= Rational(int(content.p), int(content.q)) ** turn
            for part, times in parts:
                size, base = field.expression(part).primitive() if len(part) > 1 else (1, field.expression(part))
                power = int(times) * turn
                constant *= Rational(size) ** power
                turned = (-base).expand()
                if known(base):
                    factors.append((base, power))
                elif known(turned):
                    factors.append((turned, power))
                    constant *= Integer(-1) ** power
                else:
                    unknown.append((base, power))
        if constant < 0:
            constant, sign = -constant, -1
        primes = {**sympy.factorint(constant.p), **{p: -k for p, k in sympy.factorint(constant.q).items()}}
        factors += [(Integer(p), power) for p, power in primes.items() if p != 1]
        return _Factors(tuple(factors), tuple(unknown), sign)

    def positive(self, term: Expr) -> bool:
        """Whether a term in the letters is known to be positive."""
        return self._is_positive(term)

    def nonnegative(self, term: Expr) -> bool:
        """Whether a term in the letters is known not to be negative."""
        return self._is_positive(term) or self._is_nonnegative(term)

    # functions

    def _power(self, base: Expr, exponent: Expr) -> Expr:
        if exponent.is_Integer:
            return self._of(base) ** exponent
        value = self._of(base)
        if exponent.is_Rational:
            return self._root(value, exponent)
        raised = self._of(exponent)
        factors = self._factored(value, self.positive)
        known = self.exponential(raised * Add(*(power * self._log_of(part) for part, power in factors.known)))
        return known if factors.rest == 1 else known * Pow(factors.rest, self._canonical(raised))

    def _root(self, value: Expr, exponent: Rational) -> Expr:
        """A rational power: of factors that are not negative by their roots, of squares by their moduli."""
        factors = self._factored(value, self.nonnegative)
        if factors.sign < 0 or any(power % 2 for _, power in factors.unknown):
            factors = self._factored(value, self.positive)
        factors = self._squares_apart(factors)
        known = Mul(*(self._base_power(part, power * exponent) for part, power in factors.known))
        return known if factors.rest == 1 else known * Pow(factors.rest, exponent)

    def _squares_apart(self, factors: _Factors) -> _Factors:
        """Even powers of what may be negative as powers of its modulus."""
        even = [(self._modulus_letter(base), power) for base, power in factors.unknown if power % 2 == 0]
        odd = [(base, power) for base, power in factors.unknown if power % 2]
        return _Factors((*factors.known, *even), tuple(odd), factors.sign)

    def _modulus_letter(self, base: Expr) -> Dummy:
        one = _unsigned(base)
        return self._root_letter("abs", one, 2, one**2)

    def _modulus(self, value: Expr) -> Expr:
        factors = self._factored(value, self.nonnegative)
        if factors.sign == 0:
            return Integer(0)
        known = Mul(*(part**power for part, power in factors.known))
        return known * Mul(*(self._modulus_letter(base) ** power for base, power in factors.unknown))

    def logarithm(self, value: Expr) -> Expr:
        """The logarithm of what is positive, as every argument of a logarithm must be."""
        factors = self._squares_apart(self._factored(value, self.positive))
        if factors.rest in (0, -1):
            raise NotAlgebraic("the logarithm of what is not positive")
        known = Add(*(power * self._log_of(part) for part, power in factors.known))
        return known if factors.rest == 1 else known + self._log_letter(factors.rest)

    def _log_of(self, base: Expr) -> Expr:
        if base in self._exponents:
            return self._exponents[base]
        if base in self.roots and self.roots[base][0] == self.order and base in self._bases:
            return self._log_of(self._bases[base]) / self.order
        return self._log_letter(base)

    def _log_letter(self, base: Expr) -> Dummy:
        return self._logarithms.setdefault(base, self._dummy("log", base, real=True))

    def _dummy(self, kind: str, of: Expr, **signs: bool) -> Dummy:
        """One letter for what it stands for, whenever it is read: denominators hold letters of earlier passes."""
        key = (kind, of, self.order if kind in ("root", "exp") else 0)
        return self._named.setdefault(key, Dummy(kind, **signs))

    def _root_letter(self, kind: str, base: Expr, order: int, of: Expr) -> Dummy:
        """A letter g with g^order = of."""
        signs: dict[str, bool] = {"real": True} if kind == "cos" else {"nonnegative": True}
        letter = self._letters.setdefault((kind, base), self._dummy(kind, base, **signs))
        self.roots.setdefault(letter, (order, of))
        return letter

    def _base_power(self, base: Expr, exponent: Rational) -> Expr:
        """b^(k/q) as a power of the letter b^(1/q)."""
        if exponent.is_Integer:
            return base**exponent
        if base in self._exponents:
            return self.exponential(self._exponents[base] * exponent)
        times = exponent * self.order
        if not times.is_Integer:
            raise self._larger_order(exponent.q)
        letter = self._letters.get(("root", base))
        if letter is None:
            signs: dict[str, bool] = {"positive": True} if self.positive(base) else {"nonnegative": True}
            letter = self._letters["root", base] = self._dummy("root", base, **signs)
            self.roots[letter] = (self.order, base)
            self._bases[letter] = base
        return letter**times

    def _larger_order(self, order: int) -> Exception:
        self.order = lcm(self.order, int(order))
        return NotAlgebraic("roots of a high order") if self.order > _LARGEST_ROOT else _AnotherDenominator()

    # exponentials

    def exponential(self, exponent: Expr) -> Expr:
        """exp of a sum, as a product: rational multiples of logarithms are powers, the rest letters by monomial."""
        field = Algebra([exponent, self.denominator], self.roots)
        quotient = field.quotient(exponent)
        common = field.quotient(self.denominator).numerator
        share, left = divmod(common, quotient.denominator)
        if not left.is_zero():
            wanted = common * quotient.denominator / common.gcd(quotient.denominator)
            self.denominator = field.expression(wanted)
            raise _AnotherDenominator
        return self._by_monomials(field, quotient.numerator * share, common)

    def _by_monomials(self, field: Algebra, above: fmpq_mpoly, below: fmpq_mpoly) -> Expr:
        generators, product = field.generators, [Integer(1)]
        terms = {_monomial(generators, powers): (powers, value) for powers, value in below.to_dict().items()}
        powers, leading = terms[min(terms, key=str)]
        bases = {letter: base for base, letter in self._logarithms.items()}
        for index in [None, *(i for i, g in enumerate(generators) if g in bases)]:
            key = tuple(int(p) + (i == index) for i, p in enumerate(powers))
            value = above.to_dict().get(key)
            if value is None:
                continue
            share = value / leading
            above = above - share * below * (1 if index is None else field.variable(index))
            times = Rational(int(share.p), int(share.q))
            if index is None:
                product.append(self._letter_of(Integer(1), times))
            else:
                product.append(self._base_power(bases[generators[index]], times))
        for powers, value in above.to_dict().items():
            share = Rational(int(value.p), int(value.q))
            product.append(self._letter_of(_monomial(generators, powers) / field.expression(below), share))
        return Mul(*product)

    def _letter_of(self, monomial: Expr, times: Rational) -> Expr:
        """exp(times monomial) as a power of the letter exp(monomial/order)."""
        power = times * self.order
        if not power.is_Integer:
            raise self._larger_order(times.q)
        letter = self._exponentials.get(monomial)
        if letter is None:
            letter = self._exponentials[monomial] = self._dummy("exp", monomial, positive=True)
            self._exponents[letter] = monomial / self.order
        return letter**power


def _monomial(generators: tuple[Basic, ...], powers: Any) -> Expr:
    return Mul(*(generator ** int(power) for generator, power in zip(generators, powers, strict=False)))


def _unsigned(polynomial: Expr) -> Expr:
    """One of f and -f, the same for both."""
    return min(polynomial, (-polynomial).expand(), key=sympy.default_sort_key)


def same_by_exp_log(one: Expr, other: Expr, positive: Known, nonnegative: Known) -> bool:
    """Whether two expressions are equal wherever both are defined, as far as their forms show."""
    gammas = (one - other).has(sympy.gamma, sympy.factorial, sympy.binomial)
    for multiply in (None, unit_of(one - other)) if gammas else (None,):
        try:
            if ExpLog(positive, nonnegative, multiply=multiply).vanishes(one - other):
                return True
        except NotAlgebraic:
            continue
    return False
