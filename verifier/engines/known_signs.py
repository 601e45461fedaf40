"""The signs that an expression can have on a domain, from what is known of it: assumptions, bounds, roots, integers.

The domain is written down once, as polynomials that are nonnegative, positive or zero on it. The sign of a quotient is
that of its factors, each looked for as a sum of products of these (:mod:`lemmata.verifier.engines.combination`); where
that is not enough, that of the terms and factors of the expression as it is written. Between integers a positive number
is at least one, and k^2 at least k and -k.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import reduce
from math import gcd, lcm

import sympy
from flint import fmpq, fmpq_mpoly
from sympy import Add, Basic, Expr, Integer, Max, Min, Mul, NumberSymbol, Pow, log

from lemmata.theory.values.enclosure import NoEnclosure, enclose
from lemmata.verifier.engines.combination import Known, Sign, sign_shown, without_equations
from lemmata.verifier.engines.normal_form import Algebra
from lemmata.verifier.engines.signs import sign

_ANY = {-1, 0, 1}
_SHOWN: dict[Sign, set[int]] = {">": {1}, ">=": {0, 1}, "<": {-1}, "<=": {-1, 0}, "": _ANY}


class KnownSigns:
    """What is known of a domain, and the signs that follow.

    Args:
        field: in whose generators everything is written.
        relations: the assumptions.
        roots: generator, order and base of the roots that have values on the domain.
    """

    def __init__(self, field: Algebra, relations: Sequence[Basic], roots: Sequence[tuple[Basic, int, Expr]]) -> None:
        self.field = field
        self.facts = [*self._assumed(relations), *self._bounds()]
        self.equations = [
            field.quotient(relation.args[0] - relation.args[1]).numerator
            for relation in relations
            if isinstance(relation, sympy.Eq)
        ]
        for root, order, base in roots:
            position, quotient = field.position(root), field.quotient(base)
            assert position is not None
            variable = field.variable(position)
            self.facts.append(Known(variable, False))
            self.equations.append(variable**order * quotient.denominator - quotient.numerator)

    def of(self, expression: Expr, *, deep: bool) -> set[int]:
        """The signs that an expression can have; all three where its denominator could vanish.

        Args:
            expression: the expression.
            deep: whether long combinations are tried, and the terms and factors of the expression as it is written.
        """
        quotient = self.field.quotient(expression)
        below, facts = without_equations(quotient.denominator, self.facts, self.equations)
        denominators = _signs(below, facts, deep=deep) if below else {0}
        if 0 in denominators:
            return _ANY
        above, facts = without_equations(quotient.numerator, self.facts, self.equations)
        numerators = _signs(above, facts, deep=deep) if above else {0}
        found = _products(numerators, denominators)
        return found if found != _ANY or not deep else self._as_written(expression)

    def _as_written(self, expression: Expr) -> set[int]:
        """By the terms, factors and even powers that are visible."""
        if isinstance(expression, Pow) and isinstance(expression.exp, Integer) and expression.exp > 0:
            return {part ** int(expression.exp) for part in self.of(expression.base, deep=True)}
        if not isinstance(expression, (Add, Mul)):
            return _ANY
        parts = [self.of(part, deep=True) for part in expression.args]
        if isinstance(expression, Mul):
            return reduce(_products, parts)
        if any(all(part <= one_sided for part in parts) for one_sided in ({0, 1}, {-1, 0})):
            return set().union(*parts) - ({0} if any(0 not in part for part in parts) else set())
        return _ANY

    def _assumed(self, relations: Sequence[Basic]) -> Iterator[Known]:
        """The inequalities among the assumptions, cleared of denominators."""
        for relation in relations:
            quotient = self.field.quotient(relation.args[0] - relation.args[1])
            product = quotient.numerator * quotient.denominator
            product = product if isinstance(relation, (sympy.Ge, sympy.Gt)) else -product
            if isinstance(relation, (sympy.Gt, sympy.Lt)):
                yield self._sharpened(product)
            elif isinstance(relation, (sympy.Ge, sympy.Le)):
                yield Known(product, False)

    def _sharpened(self, positive: fmpq_mpoly) -> Known:
        """A positive polynomial; where its values are multiples of a unit, what is left of it above the unit."""
        generators, coefficients = self.field.generators, positive.coeffs()
        whole = all(generators[i].is_integer for i, power in enumerate(positive.degrees()) if power)
        if positive.is_constant() or not whole:
            return Known(positive, True)
        unit = fmpq(gcd(*(int(value.p) for value in coefficients)), lcm(*(int(value.q) for value in coefficients)))
        return Known(positive / unit - self.field.constant(1), False)

    def _bounds(self) -> Iterator[Known]:
        """Of every generator: the sign that it has by structure, the ball of a number, the arguments of a maximum."""
        for index, generator in enumerate(self.field.generators):
            variable = self.field.variable(index)
            yield from self._by_sign(generator, variable)
            if isinstance(generator, (NumberSymbol, log)) and not generator.free_symbols:
                yield from self._in_ball(generator, variable)
            for part in generator.args if isinstance(generator, (Max, Min)) else ():
                quotient = self.field.quotient(part)
                excess = (variable * quotient.denominator - quotient.numerator) * quotient.denominator
                yield Known(excess if isinstance(generator, Max) else -excess, False)

    def _by_sign(self, generator: Basic, variable: fmpq_mpoly) -> Iterator[Known]:
        signs = sign(generator)
        if signs == {1} and generator.is_Symbol and generator.is_integer:
            yield Known(variable - self.field.constant(1), False)
        if signs <= {0, 1}:
            yield Known(variable, 0 not in signs)
        elif signs <= {0, -1}:
            yield Known(-variable, 0 not in signs)
        else:
            yield Known(variable**2, 0 not in signs)
            if generator.is_integer:
                yield Known(variable**2 - variable, False)
                yield Known(variable**2 + variable, False)

    def _in_ball(self, number: Basic, variable: fmpq_mpoly) -> Iterator[Known]:
        with suppress(NoEnclosure):
            ball = enclose(number, {}, digits=12)
            lower, upper = (fmpq(end.numerator, end.denominator) for end in (ball.lower, ball.upper))
            yield Known(variable - self.field.constant(lower), False)
            yield Known(self.field.constant(upper) - variable, False)


def _signs(polynomial: fmpq_mpoly, facts: Sequence[Known], *, deep: bool) -> set[int]:
    """The signs that a polynomial can have, by those of its factors, or as a whole."""
    constant, factors = polynomial.factor()
    signs = {1 if constant > 0 else -1}
    for factor, power in factors:
        shown = _SHOWN[sign_shown(factor, facts, deep=deep)]
        signs = _products(signs, {value**power for value in shown})
        if signs == _ANY:
            return _SHOWN[sign_shown(polynomial, facts, deep=deep)]
    return signs


def _products(left: set[int], right: set[int]) -> set[int]:
    return {one * other for one in left for other in right}
