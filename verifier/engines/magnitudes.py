"""Magnitudes in the regime of equivalents: bounds from above and below by monomials, up to constants of the regime.

An expression is bounded by a sum of monomials T^k times letters of any size: noise levels, the number of generations,
||w0||^2 and the squared length of a parameter. A sum over eigenvalues of a function of Sigma is O(T), one with a weight
O(||w0||^2); from below they are of that order where the eigenvalues stay away from zero and the function is positive.
A quadratic expression f v + g c + h c2 in the weights of a parameter and of w0 is at least a multiple of v + c2 when
f x^2 + g x + h > 0 for 0 <= x <= 1 and f > 0, since the mean weights have 0 <= c <= c2 and c^2 <= v c2.

>>> from lemmata.theory.notation import T, d, kappa, sigma
>>> from lemmata.theory.spectra.eigensum import EigenSum, s
>>> sizes = Magnitudes((), bounded_below=True)
>>> [str(monomial) for monomial in sizes.above(sigma**2 * d * EigenSum(s / (s + kappa)))]
['T^2*sigma^2']
>>> sizes.dominated(kappa * EigenSum(s / (s + kappa)), EigenSum(s**2 / (s + kappa)**2))
True
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import sympy
from sympy import Add, And, Basic, Dummy, Expr, Ge, Gt, Integer, Le, Mul, Poly, Pow, Symbol

from lemmata.theory.notation import kappa, kappa0, n, ridge, ridge0, sigma, sigma0, signal
from lemmata.theory.quantities.generation_recursion import Carried, Mean
from lemmata.theory.quantities.quantity import Quantity
from lemmata.theory.quantities.regression import meaning
from lemmata.theory.quantities.resolvents import WEIGHTS, a, b, c, in_directions, parameters_in, v
from lemmata.theory.spectra.eigensum import EigenSum, c2, s
from lemmata.verifier.engines.engines_used import remembered
from lemmata.verifier.engines.leading_forms import NoLeadingForm
from lemmata.verifier.engines.positivity import implied
from lemmata.verifier.engines.proportions import BOUNDED, Proportions, bounded

_LETTERS = frozenset({sigma, sigma0, n, signal})
"""Nonnegative and at most bounded, but for ||w0||^2; they may vanish, and are kept apart."""
_COMPACT = frozenset({kappa, kappa0, ridge, ridge0})
"""In [a, b] where they are positive at all."""


_MEAN = Symbol(str(c), nonnegative=True)


class NoMagnitude(ValueError):
    """No bound by monomials is known; the message names the part."""


@dataclass(frozen=True)
class Monomial:
    """T^k times powers of letters."""

    k: Fraction = Fraction(0)
    letters: frozenset[tuple[Symbol, Fraction]] = frozenset()

    def __mul__(self, other: Monomial) -> Monomial:
        powers = dict(self.letters)
        for letter, power in other.letters:
            powers[letter] = powers.get(letter, 0) + power
        return Monomial(self.k + other.k, frozenset((x, p) for x, p in powers.items() if p))

    def at_most(self, other: Monomial) -> bool:
        """Whether it is at most a multiple of the other, for T >= 1; a mean weight is at most that of w0."""
        means = [(x, p) for x, p in self.letters if x == _MEAN and p > 0]
        larger = Monomial(letters=self.letters.difference(means))
        for _, p in means:
            larger *= Monomial(letters=frozenset({(signal, p)}))
        return self.k <= other.k and other.letters in (self.letters, larger.letters)

    def power(self, exponent: Fraction) -> Monomial:
        """It to a power."""
        return Monomial(exponent * self.k, frozenset((letter, exponent * power) for letter, power in self.letters))

    def __str__(self) -> str:
        powers = [f"T^{self.k}"] * (self.k != 0) + [f"{x}^{p}" for x, p in sorted(self.letters, key=str)]
        return "*".join(powers) or "1"


Bound = frozenset[Monomial]
ONE = frozenset({Monomial()})


class Magnitudes:
    """Bounds in the regime, on the domain of the assumptions."""

    def __init__(self, assumptions: Iterable[Basic], *, bounded_below: bool) -> None:
        self.proportions = Proportions(assumptions)
        self.bounded_below = bounded_below

    def dominated(self, small: Expr, large: Expr) -> bool:
        """Whether |small| <= C large on the regime, as far as the bounds tell."""
        try:
            bound = self.below(large)
            return all(any(m.at_most(o) for o in bound) for m in self.above(small))
        except NoMagnitude:
            return False

    def negligible(self, small: Expr, large: Expr) -> bool:
        """Whether |small| <= C T^-e large on the regime for some e > 0, as far as the bounds tell.

        >>> from lemmata.theory.notation import T, kappa
        >>> from sympy import sqrt
        >>> trace = EigenSum(s / (s + kappa))
        >>> sizes = Magnitudes((), bounded_below=True)
        >>> sizes.negligible(sqrt(trace), trace), sizes.negligible(T + sqrt(trace), trace)
        (True, False)
        """
        try:
            bound = self.below(large)
            return all(any(m.at_most(o) and m.k < o.k for o in bound) for m in self.above(small))
        except NoMagnitude:
            return False

    def in_a_compact_part(self, value: Expr, of: Symbol) -> bool:
        """Whether a value is bounded, and away from zero where the letter that it stands for is.

        >>> sizes = Magnitudes((), bounded_below=False)
        >>> sizes.in_a_compact_part(sigma + 1, kappa), sizes.in_a_compact_part(sigma, kappa)
        (True, False)
        >>> sizes.in_a_compact_part(sigma / kappa, sigma), sizes.in_a_compact_part(kappa / sigma, sigma)
        (True, False)
        """
        try:
            bounded = all(power > 0 for monomial in self.above(value) for _, power in monomial.letters)
            return bounded and (of not in _COMPACT or Monomial() in self.below(value))
        except NoMagnitude:
            return False

    def above(self, expression: Expr) -> Bound:
        """Monomials whose sum bounds the absolute value, up to a constant.

        Raises:
            NoMagnitude: naming the part that has no bound.
        """
        return self._above(self._read(expression))

    def below(self, expression: Expr) -> Bound:
        """Monomials of whose sum the expression is at least a positive multiple.

        Raises:
            NoMagnitude: naming the part whose sign or size is not known.
        """
        return self._below(self._read(expression))

    def nonnegative(self, expression: Expr, sign: Callable[[Expr], bool]) -> bool:
        """Whether it is at least zero for large sizes; ``sign`` says so of terms that are not read here."""
        try:
            return self._nonnegative(self._read(expression), sign)
        except NoMagnitude:
            return sign(expression)

    def _nonnegative(self, part: Expr, sign: Callable[[Expr], bool]) -> bool:
        if isinstance(part, Add):
            terms = all(self._nonnegative(term, sign) for term in part.args)
            return terms or self._by_leading_form(part) is not None or sign(part)
        if isinstance(part, Mul):
            return all(self._nonnegative(factor, sign) for factor in part.args) or sign(part)
        if isinstance(part, Pow) and part.exp.is_Integer:
            return part.exp.is_even or self._nonnegative(part.base, sign)
        if isinstance(part, EigenSum):
            return implied(Ge(part.summand, 0), ()).answer == "proved"
        return bool(part.is_nonnegative) or sign(part)

    def _read(self, expression: Expr) -> Expr:
        """Sums over eigenvalues for means of parameters, and for the moments that are carried along the chain."""
        if len(parameters_in(expression)) > 1 or len({node.args[0] for node in expression.atoms(Carried)}) > 1:
            raise NoMagnitude("the parameters of two generations")
        for quantity in expression.atoms(Quantity) - expression.atoms(Carried):
            expression = expression.xreplace({quantity: meaning(quantity)})
        carried = {x: EigenSum(x.weight * (c if isinstance(x, Mean) else v)) for x in expression.atoms(Carried)}
        if carried and parameters_in(expression):
            raise NoMagnitude("a parameter beside its moments")
        expression = in_directions(expression.xreplace(carried))
        for _ in range(len(self.proportions.definitions)):
            expression = expression.xreplace(self.proportions.definitions)
        return expression

    def _above(self, part: Expr) -> Bound:
        if part.is_number:
            return ONE
        if isinstance(part, Add):
            return self._by_leading_form(part) or _largest(frozenset().union(*map(self._above, part.args)))
        if isinstance(part, Mul):
            return _product(map(self._above, part.args))
        if isinstance(part, Pow) and part.exp.is_Rational:
            return _power(self._above(part.base) if part.exp > 0 else self._below(part.base), part)
        if isinstance(part, EigenSum):
            return _largest(self._sum_above(part.summand))
        return self._letter(part)

    def _below(self, part: Expr) -> Bound:
        if part.is_positive and part.is_number:
            return ONE
        if isinstance(part, Mul):
            return _product(map(self._below, part.args))
        if isinstance(part, Pow) and part.exp.is_Rational:
            if part.exp.is_Integer and part.exp < 0 and not self._nonnegative(part, lambda _: False):
                raise NoMagnitude(f"the sign of {part.base}")
            return _power(self._below(part.base) if part.exp > 0 else self._above(part.base), part)
        if isinstance(part, EigenSum):
            return _largest(self._sum_below(part.summand))
        if isinstance(part, Add):
            return self._below_sum(part)
        return self._letter(part)

    def _letter(self, part: Expr) -> Bound:
        """A size, a letter that is kept, or one in a compact part of (0, oo)."""
        if isinstance(part, Symbol):
            if self.proportions.grows(part) and part in self.proportions.sizes:
                return frozenset({Monomial(Fraction(1))})
            if part in _LETTERS:
                return frozenset({Monomial(Fraction(0), frozenset({(part, Fraction(1))}))})
            if part in _COMPACT and self._stays_away(part):
                return ONE
        raise NoMagnitude(f"the order of {part}")

    def _sum_above(self, summand: Expr) -> Iterator[Monomial]:
        for family, weights in _by_weight(summand).items():
            for weight, function in weights.items():
                if not self._bounded(function):
                    raise NoMagnitude(f"a bound of {function}")
                yield _order(family, weight)

    def _bounded(self, function: Expr) -> bool:
        """A quotient of polynomials in positive letters, whose denominator does not vanish for the eigenvalues."""
        small = tuple(x for x in (kappa0, *(() if self.bounded_below else (s,))) if not self._stays_away(x))
        _, below = sympy.together(function).as_numer_denom()
        return self._compact(function) and below.free_symbols <= {s, kappa, kappa0} and bounded(function, small)

    def _compact(self, function: Expr) -> bool:
        """Whether only eigenvalues and letters with bounds occur, so that a positive function stays away from zero."""
        return bool(function.free_symbols <= {s, *BOUNDED, *self.proportions.shares})

    def _stays_away(self, letter: Symbol) -> bool:
        """Whether a renormalised ridge or a ridge is at least a in the regime."""
        return (bool(letter.is_positive) and letter != s) or Gt(letter, 0) in self.proportions.assumptions

    def _sum_below(self, summand: Expr) -> Iterator[Monomial]:
        if not self.bounded_below:
            raise NoMagnitude("a lower bound without one of the eigenvalues")
        facts = self.proportions.facts
        for family, weights in _by_weight(summand).items():
            if c in weights and len(weights) > 1:
                f, g, h = (weights.pop(weight, Integer(0)) for weight in (v, c, c2))
                x = Dummy("x", nonnegative=True)
                if not (all(map(self._compact, (f, g, h))) and self._positive(f, facts)
                        and self._positive(f * x**2 + g * x + h, (*facts, Le(x, 1)))):  # fmt: skip
                    raise NoMagnitude(f"the sign of {summand}")
                yield from (_order(family, v), _order(family, c2))
            for weight, function in weights.items():
                if not self._compact(function) or not self._positive(function, facts):
                    raise NoMagnitude(f"the sign of {function}")
                yield _order(family, weight)

    def _positive(self, function: Expr, where: tuple[Basic, ...]) -> bool:
        """Whether a function of an eigenvalue is positive for all positive ones."""
        return _positive(self.proportions.at_positive(function), where)

    def _below_sum(self, part: Add) -> Bound:
        """Terms of one sign; sums over eigenvalues with numbers for coefficients count as one."""
        leading = self._by_leading_form(part)
        if leading is not None:
            return leading
        summands: list[Expr] = []
        found: list[Monomial] = []
        for term in part.args:
            sums, factors = _split(term)
            if len(sums) == 1 and (factor := self._share(factors)) is not None:
                summands.append(factor * sums[0])
            else:
                found += self._below(term)
        return _largest([*found, *(self._sum_below(Add(*summands)) if summands else ())])

    def _share(self, factor: Expr) -> Expr | None:
        """A factor that stays in a compact part of the real line, to leading order in T."""
        reading = self.proportions.read(factor)
        if any(self.proportions.free(x) or x in _LETTERS for x in reading.free_symbols):
            return None
        forms = self.proportions.forms(reading.free_symbols)
        try:
            form = forms.of(reading)
        except NoLeadingForm:
            return None
        known = implied(And(*forms.owed), self.proportions.facts).answer == "proved"
        return form.c if form.w == 0 and known else None

    def _by_leading_form(self, part: Add) -> Bound | None:
        """A difference of sizes and traces that keeps a margin, such as T - df2."""
        reading = self.proportions.read(part)
        forms = self.proportions.forms(reading.free_symbols)
        if any(self.proportions.free(symbol) for symbol in reading.free_symbols):
            return None
        try:
            form = forms.of(reading)
        except NoLeadingForm:
            return None
        facts = self.proportions.facts
        if implied(And(Gt(form.c, 0), *forms.owed), facts).answer != "proved":
            return None
        return frozenset({Monomial(form.w)})


def _order(family: Expr, weight: Expr) -> Monomial:
    """The order of a sum of a positive function, by its weight and the letters of functions of Sigma."""
    if family == 1 == weight:
        return Monomial(Fraction(1))
    letter = signal if family * weight == c2 else Symbol(str(family * weight), nonnegative=True)
    return Monomial(Fraction(0), frozenset({(letter, Fraction(1))}))


def _by_weight(summand: Expr) -> dict[Expr, dict[Expr, Expr]]:
    """The functions of an eigenvalue, by the letters a and b that they multiply and by weight."""
    letters = (a, b, *WEIGHTS)
    parts: dict[Expr, dict[Expr, Expr]] = {}
    above, below = sympy.fraction(sympy.together(summand))
    if below.has(*letters):
        raise NoMagnitude(f"the order of {summand}")
    for powers, coefficient in Poly(above, *letters).terms():
        if sum(powers[2:]) > 1:
            raise NoMagnitude(f"the order of {summand}")
        family, weight = a ** powers[0] * b ** powers[1], Mul(*(w**p for w, p in zip(WEIGHTS, powers[2:], strict=True)))
        parts.setdefault(family, {})[weight] = coefficient / below
    return parts


def _split(term: Expr) -> tuple[list[Expr], Expr]:
    """The summands of the sums over eigenvalues that are factors of a term, ||w0||^2 among them, and the rest."""
    sums: list[Expr] = []
    others: list[Expr] = []
    for part in Mul.make_args(term):
        if isinstance(part, EigenSum) or part == signal:
            sums.append(c2 if part == signal else part.summand)
        else:
            others.append(part)
    return sums, Mul(*others)


def _largest(monomials: Iterable[Monomial]) -> Bound:
    """The monomials without those that are at most another one for T >= 1."""
    best: dict[frozenset[tuple[Symbol, Fraction]], Fraction] = {}
    for monomial in monomials:
        best[monomial.letters] = max(monomial.k, best.get(monomial.letters, monomial.k))
    return frozenset(Monomial(k, letters) for letters, k in best.items())


@remembered(4096)
def _positive(function: Expr, where: tuple[Basic, ...] = ()) -> bool:
    return implied(Gt(function, 0), where).answer == "proved"


def _product(bounds: Iterable[Bound]) -> Bound:
    found: Bound = ONE
    for bound in bounds:
        found = frozenset(one * other for one in found for other in bound)
    return found


def _power(bound: Bound, part: Pow) -> Bound:
    """A power of a sum of monomials: for a positive one the sum of the powers, up to a constant."""
    if part.exp < 0 and len(bound) != 1:
        raise NoMagnitude(f"the order of {part.base}")
    return frozenset(monomial.power(Fraction(int(part.exp.p), int(part.exp.q))) for monomial in bound)
