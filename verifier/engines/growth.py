"""Growth along one variable: expansions in powers, logarithms and exponentials, each with the order of what is left.

A function that tends to a limit is written as a finite sum of coefficients times *monomials*, largest first, and a
remainder of at most the order of a last monomial (DLMF 2.1(iii)). A monomial is known by its logarithm, a finite sum of
multiples of *generators* that tend to infinity: the iterated logarithms x, log x, log log x, ... (by their number) and
other monomials. So two monomials are compared by the sign of the first coefficient of the difference of their
logarithms, and no scale has to be chosen in advance.

Powers, logarithms and exponentials of one plus what is small are their series; log Gamma and digamma have Stirling's
(DLMF 5.11.1, 5.11.2), polygammas and sums of powers that of Euler and Maclaurin, each with a remainder of the order of
the first term left out. Coefficients are constants: whether
one vanishes is decided by exact normal forms, and its sign by balls or by the assumptions, or it is owed.

>>> from sympy import Symbol, exp
>>> x = Symbol("x", positive=True)
>>> Growth(x).of((1 + 1/x)**(x**2)*exp(-x)).limit
exp(-1/2)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cmp_to_key
from math import factorial as whole_factorial

import sympy
from sympy import Abs, Add, Basic, Expr, Gt, Integer, Lt, Max, Min, Mul, Pow, Rational, Sum, Symbol, bernoulli

from lemmata.verifier.engines.function_form import opened_function
from lemmata.verifier.engines.growth_orders import Monomials, is_zero, standing_for
from lemmata.verifier.engines.growth_series import ONE, Generator, Monomial, Series, Tends, X
from lemmata.verifier.engines.known_series import EXPONENTIAL, LOGARITHM, series_value
from lemmata.verifier.engines.leading_forms import ABOVE_ZERO, ANYWHERE, NoLeadingForm
from lemmata.verifier.engines.signs import POSITIVE, sign

ORDERS = (3, 6, 12)
"""How many terms of a series are taken; more where the first ones cancel."""


class Growth(Monomials):
    """Expansions in one variable that tends to infinity; what they need of constants is in ``owed``.

    ``known`` says of a relation between constants whether it holds for all of them.
    """

    def __init__(self, variable: Symbol, known: Callable[[Basic], bool] = lambda relation: False) -> None:
        super().__init__(variable, known)
        self.order = ORDERS[0]

    def of(self, expression: Expr) -> Tends:
        """Where the expression goes.

        Raises:
            NoLeadingForm: naming the part whose order is not known.
        """
        for self.order in ORDERS:
            self.owed, self.constants = {}, {}
            found = self.series(expression)
            if found.terms:
                (monomial, c), *_ = found.terms
                grows = self.compare(monomial, ONE)
                if grows > 0:
                    self._owe_nonzero(c, f"the leading coefficient of {expression}")
                return Tends(c, grows)
            if found.rest is None or self.compare(found.rest, ONE) < 0:
                return Tends(Integer(0), -1)
        raise NoLeadingForm(f"the first {self.order} terms of {expression} cancel")

    def series(self, expression: Expr) -> Series:
        """The expansion of an expression."""
        if not expression.has(self.variable):
            return self._constant(expression)
        if expression == self.variable:
            return Series(((X, Integer(1)),))
        if isinstance(expression, Add):
            return self.sum([self.series(part) for part in expression.args])
        if isinstance(expression, Mul):
            total = Series(((ONE, Integer(1)),))
            for part in expression.args:
                total = self.product(total, self.series(part))
            return total
        if isinstance(expression, Pow):
            return self._power_of(*expression.args)
        return self._function(expression)

    # functions

    def _constant(self, expression: Expr) -> Series:
        for node in sympy.preorder_traversal(expression):
            if not str(type(node).__module__).startswith("sympy."):
                raise NoLeadingForm(f"{node} must be opened by its definition first")
        if not expression.is_Rational and not expression.is_Symbol:
            self.constants[expression] = None
        return self._made([(ONE, expression)], None)

    def _power_of(self, base: Expr, exponent: Expr) -> Series:
        if exponent.has(self.variable):
            if not base.has(self.variable) and sign(base) != POSITIVE and exponent.is_integer:
                return self._alternating(base, exponent)
            return self.exp(self.product(self.series(exponent), self.log(self.series(base))))
        return self.power(self.series(base), exponent)

    def _alternating(self, base: Expr, exponent: Expr) -> Series:
        """A power of a constant of any sign in (-1, 1): at most exp(-c k) for some c > 0, k the exponent."""
        if not self.known(Gt(base, 0)):
            small = self.known(Gt(base, -1)) and self.known(Lt(base, 1))
            if not small and not self.known(Lt(Abs(base), 1)):
                raise NoLeadingForm(f"the sign of {base}, or that {base} lies between -1 and 1")
            decay = sympy.Dummy("c", positive=True)
            return Series((), self.exp(self.scaled(self._growing(exponent), -decay)).bound)
        return self.exp(self.product(self.series(exponent), self.log(self.series(base))))

    def _function(self, node: Expr) -> Series:
        if node.func in _REWRITTEN and (opened := opened_function(node)) != node:
            return self.series(opened)
        if isinstance(node, sympy.harmonic):  # of an order that is no whole number
            return self._powers_up_to(self._growing(node.args[0]), node.args[1], 1)
        if isinstance(node, (Max, Min, Abs)):
            return self._extreme(node)
        if isinstance(node, sympy.polygamma) and node.args[0].is_Integer:
            order, argument = node.args
            return self._digamma(self._growing(argument)) if order == 0 else self._polygamma(int(order), argument)
        if isinstance(node, Sum):
            return self._partial_sum(node)
        if len(node.args) != 1:
            raise NoLeadingForm(f"{node} is not known to be continuous where it goes")
        inner = self.series(node.args[0])
        if isinstance(node, sympy.exp):
            return self.exp(inner)
        if isinstance(node, sympy.log):
            return self.log(inner)
        if inner.bound is None or self.compare(inner.bound, ONE) <= 0:
            if node.func in ANYWHERE | ABOVE_ZERO:
                return self._smooth(node, inner)
        elif isinstance(node, (sympy.gamma, sympy.loggamma)):
            large = self._log_gamma(self._growing(node.args[0]))
            return self.exp(large) if isinstance(node, sympy.gamma) else large
        elif isinstance(node, sympy.erfc) and inner.terms and self._sign(inner.terms[0][1]) > 0:
            return self._error_function(inner)
        elif isinstance(node, sympy.erfc):
            return self.series(1 - sympy.erf(node.args[0]))
        elif isinstance(node, (sympy.atan, sympy.erf)) and inner.terms:
            return self._saturating(node, inner)
        raise NoLeadingForm(f"the argument of {node} may grow, or leave where it is continuous")

    def _saturating(self, node: Expr, inner: Series) -> Series:
        """Atan u = pi/2 - atan 1/u; 1 - erf u is at most exp(-u^2) (DLMF 4.24.17, 7.8.3). Both are odd."""
        side = Integer(self._sign(inner.terms[0][1]))
        (u,) = node.args
        if isinstance(node, sympy.atan):
            return self.sum(
                [self._constant(side * sympy.pi / 2), self.scaled(self.series(sympy.atan(1 / u)), Integer(-1))]
            )
        return Series(((ONE, side),), self.exp(self.scaled(self.product(inner, inner), Integer(-1))).bound)

    def _error_function(self, u: Series) -> Series:
        """Erfc u = exp(-u^2)/(u sqrt(pi)) (1 - 1/(2 u^2) + ...), up to the order of what is left out (DLMF 7.12.1)."""
        square = self.product(u, u)
        parts = [
            self.scaled(self.power(square, Integer(-k)), (-1) ** k * sympy.rf(Rational(1, 2), k))
            for k in range(self.order)
        ]
        parts.append(Series((), self.power(square, Integer(-self.order)).bound))
        outside = self.product(self.exp(self.scaled(square, Integer(-1))), self.power(u, Integer(-1)))
        return self.scaled(self.product(outside, self.sum(parts)), 1 / sympy.sqrt(sympy.pi))

    def _growing(self, argument: Expr) -> Series:
        """What tends to infinity."""
        series = self.series(argument)
        if not series.terms or self.compare(series.terms[0][0], ONE) <= 0:
            raise NoLeadingForm(f"{argument} does not grow")
        self._owe_positive(series.terms[0][1], f"{argument} grows")
        return series

    def _smooth(self, node: Expr, inner: Series) -> Series:
        """Taylor's formula where the argument goes."""
        at = inner.terms[0][1] if inner.terms and inner.terms[0][0] == ONE else Integer(0)
        if node.func in ABOVE_ZERO:
            self._owe_positive(at, f"the argument of {node} stays positive")
        t = sympy.Dummy("t", positive=True)
        slopes = [sympy.diff(node.func(t), t, k).subs(t, at) / whole_factorial(k) for k in range(4)]
        return self._small_series(self.sum([inner, Series(((ONE, -at),))]), slopes)

    def _extreme(self, node: Expr) -> Series:
        first, *others = [self.series(part) for part in node.args]
        if isinstance(node, Abs):
            return self.scaled(first, Integer(self._sign_of(first)))
        best = first
        for other in others:
            above = self._sign_of(self.sum([other, self.scaled(best, Integer(-1))]))
            best = other if (above > 0) == isinstance(node, Max) else best
        return best

    def _sign_of(self, series: Series) -> int:
        """The sign from some point on; 1 for what is zero throughout."""
        if not series.terms:
            if series.rest is None:
                return 1
            raise NoLeadingForm("two orders of growth are not told apart")
        return self._sign(series.terms[0][1])

    def _log_gamma(self, z: Series) -> Series:
        log_z, half = self.log(z), Series(((ONE, Rational(-1, 2)),))
        parts = [self.product(self.sum([z, half]), log_z), self.scaled(z, Integer(-1))]
        parts.append(self._constant(sympy.log(2 * sympy.pi) / 2))
        return self._stirling(z, parts, lambda k: bernoulli(2 * k) / (2 * k * (2 * k - 1)), 1)

    def _digamma(self, z: Series) -> Series:
        parts = [self.log(z), self.scaled(self.power(z, Integer(-1)), Rational(-1, 2))]
        return self._stirling(z, parts, lambda k: -bernoulli(2 * k) / (2 * k), 0)

    def _polygamma(self, m: int, argument: Expr) -> Series:
        """DLMF 5.15.8, the m-th derivative of the expansion of digamma, with a remainder of the next order."""
        z, sign_of_all = self._growing(argument), Integer((-1) ** (m - 1))
        first = [(m, whole_factorial(m - 1)), (m + 1, Rational(whole_factorial(m), 2))]
        more = [
            (2 * k + m, bernoulli(2 * k) * Rational(whole_factorial(2 * k + m - 1), whole_factorial(2 * k)))
            for k in range(1, self.order)
        ]
        parts = [self.scaled(self.power(z, Integer(-power)), sign_of_all * c) for power, c in (*first, *more)]
        parts.append(Series((), self.power(z, Integer(-m - 2 * self.order)).bound))
        return self.sum(parts)

    def _partial_sum(self, total: Sum) -> Series:
        """The sum of constants times k^-s up to what grows, by Euler and Maclaurin (DLMF 25.2.9), s > 0 not 1.

        Of a named series that converges geometrically: its value, up to a remainder of order exp(-c n) for some c > 0.
        """
        (index, low, high), *further = total.limits
        if further or high is sympy.oo or low.has(self.variable) or total.function.has(self.variable):
            raise NoLeadingForm(f"no closed form and no order of growth of {total} is known")
        constant, term = total.function.as_independent(index, as_Add=False)
        base, power = term.as_base_exp()
        end = self._growing(high)
        if base == index and low.is_Integer and low >= 1 and not power.has(index):
            return self.scaled(self._powers_up_to(end, -power, int(low)), constant)
        found = series_value(Sum(total.function, (index, low, sympy.oo)))
        if found is None or found.name not in (LOGARITHM, EXPONENTIAL) or not all(map(self.known, found.owed)):
            raise NoLeadingForm(f"no closed form and no order of growth of {total} is known")
        decay = sympy.Dummy("c", positive=True)
        return self.sum([self._constant(found.value), Series((), self.exp(self.scaled(end, -decay)).bound)])

    def _powers_up_to(self, end: Series, s: Expr, low: int) -> Series:
        if not (s.is_positive or self.known(Gt(s, 0))):
            raise NoLeadingForm(f"the sign of {s}")
        self._owe_nonzero(s - 1, "the sum of powers is no logarithm")
        first = Add(*(Integer(k) ** -s for k in range(1, low)))
        parts = [self._constant(sympy.zeta(s) - first), self.scaled(self.power(end, 1 - s), 1 / (1 - s))]
        parts.append(self.scaled(self.power(end, -s), Rational(1, 2)))
        for k in range(1, self.order):
            slope = -sympy.rf(s, 2 * k - 1) * bernoulli(2 * k) / whole_factorial(2 * k)
            parts.append(self.scaled(self.power(end, -s - 2 * k + 1), slope))
        parts.append(Series((), self.power(end, -s - 2 * self.order + 1).bound))
        return self.sum(parts)

    def _stirling(self, z: Series, parts: list[Series], coefficient: Callable[[int], Expr], less: int) -> Series:
        parts += [self.scaled(self.power(z, Integer(less - 2 * k)), coefficient(k)) for k in range(1, self.order)]
        parts.append(Series((), self.power(z, Integer(less - 2 * self.order)).bound))
        return self.sum(parts)

    # arithmetic

    def sum(self, parts: Sequence[Series]) -> Series:
        """The sum, up to the largest remainder."""
        return self._made([term for part in parts for term in part.terms], self._largest(part.rest for part in parts))

    def scaled(self, series: Series, factor: Expr) -> Series:
        """A constant multiple."""
        return self._made([(monomial, factor * c) for monomial, c in series.terms], series.rest)

    def product(self, one: Series, other: Series) -> Series:
        """The product, with both remainders."""
        terms = [(self._times(m, o), c * b) for m, c in one.terms for o, b in other.terms]
        rests = [self._times(one.rest, other.bound), self._times(one.bound, other.rest)]
        return self._made([(m, c) for m, c in terms if m is not None], self._largest(rests))

    def power(self, series: Series, exponent: Expr) -> Series:
        """A constant power of what does not vanish; c^p m^p (1 + u)^p by the binomial series."""
        if exponent.is_Integer and 0 <= exponent <= self.order:
            total = Series(((ONE, Integer(1)),))
            for _ in range(int(exponent)):
                total = self.product(total, series)
            return total
        c, monomial, small = self._parted(series, positive=not exponent.is_integer)
        binomial = [sympy.ff(exponent, k) / whole_factorial(k) for k in range(self.order)]
        whole = exponent.is_Integer and exponent >= 0
        powers = self._small_series(small, binomial, exact=bool(whole and exponent < self.order))
        raised = Monomial(tuple((generator, self._tidy(exponent * e)) for generator, e in monomial.log))
        return self.product(Series(((raised, c**exponent),)), powers)

    def log(self, series: Series) -> Series:
        """The logarithm of what stays positive, c m (1 + u), part by part."""
        c, monomial, small = self._parted(series, positive=True)
        terms = [(standing_for(generator), coefficient) for generator, coefficient in monomial.log]
        mercator = [Integer(0), *(Rational((-1) ** (k + 1), k) for k in range(1, self.order))]
        return self.sum([self._made([(ONE, sympy.log(c)), *terms], None), self._small_series(small, mercator)])

    def exp(self, series: Series) -> Series:
        """The exponential: what grows becomes a monomial, a constant a factor, and the rest a series."""
        if series.rest is not None and self.compare(series.rest, ONE) >= 0:
            raise NoLeadingForm("an exponent is not known up to what vanishes")
        sizes = [(monomial, c, self.compare(monomial, ONE)) for monomial, c in series.terms]
        grown = Monomial(tuple((_generator(monomial), c) for monomial, c, size in sizes if size > 0))
        factor = sympy.exp(Add(*(c for _, c, size in sizes if size == 0)))
        small = Series(tuple((monomial, c) for monomial, c, size in sizes if size < 0), series.rest)
        powers = self._small_series(small, [Rational(1, whole_factorial(k)) for k in range(self.order)])
        return self.product(Series(((grown, factor),)), powers)

    def _small_series(self, small: Series, coefficients: Sequence[Expr], *, exact: bool = False) -> Series:
        """Sum a_k u^k, up to the order of the first power that is left out."""
        if small.bound is not None and self.compare(small.bound, ONE) >= 0:
            raise NoLeadingForm("what was to be small is not")
        power, parts = Series(((ONE, Integer(1)),)), []
        for coefficient in coefficients:
            parts.append(self.scaled(power, coefficient))
            power = self.product(power, small)
        left = None if exact else power.bound
        return self.sum([*parts, Series((), left)])

    def _parted(self, series: Series, *, positive: bool) -> tuple[Expr, Monomial, Series]:
        """c, m, u of c m (1 + u); that c is not zero, or positive, is owed."""
        if not series.terms:
            raise NoLeadingForm("what must not vanish is known up to its order only")
        (monomial, c), *others = series.terms
        owe = self._owe_positive if positive else self._owe_nonzero
        owe(c, "a base or an argument has a logarithm" if positive else "a denominator stays away from zero")
        inverse = Monomial(tuple((generator, -e) for generator, e in monomial.log))
        small = self.product(Series(tuple(others), series.rest), Series(((inverse, 1 / c),)))
        return c, monomial, small

    def _made(self, terms: Iterable[tuple[Monomial, Expr]], rest: Monomial | None) -> Series:
        """Sorted and gathered; what vanishes and what is not larger than the remainder is left out."""
        kept: list[tuple[Monomial, Expr]] = []
        for monomial, c in sorted(terms, key=cmp_to_key(self._larger_first)):
            if rest is not None and self.compare(monomial, rest) <= 0:
                continue
            if kept and self.compare(kept[-1][0], monomial) == 0:
                kept[-1] = (kept[-1][0], kept[-1][1] + c)
            else:
                kept.append((monomial, c))
        tidied = ((monomial, self._tidy(c)) for monomial, c in kept)
        return Series(tuple((monomial, c) for monomial, c in tidied if not is_zero(c)), rest)


_NAMES = ("factorial", "binomial", "harmonic", "zeta", "beta", "sinh", "cosh", "tanh", "coth")
_REWRITTEN = frozenset(getattr(sympy, name) for name in _NAMES)
"""Functions whose growth is that of the simpler ones that they are written in."""


def _generator(monomial: Monomial) -> Generator:
    """What grows, as a generator of larger growth: a logarithm of x by its number."""
    if len(monomial.log) == 1:
        (generator, e) = monomial.log[0]
        if isinstance(generator, int) and generator >= 1 and e == 1:
            return generator - 1
    return monomial
