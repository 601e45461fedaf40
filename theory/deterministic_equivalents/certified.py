"""Certified digits of a closed form: its renormalised ridges and sums over eigenvalues in balls, d = oo included.

The equation of a kappa is taken in one of two shapes, in which the branch has one solution and no other:

    ridge = product of kappa and of factors c - b df1(kappa), b, c > 0,          or      df1(kappa) = c.

In the second, df1 decreases from its number of directions to 0. In the first, follow the wanted solution as Sigma grows
from zero: there df1 = 0 and every factor is positive, their product stays at the ridge, which is positive, so that none
can change its sign; and where all are positive each increases with kappa, hence their product, which is at the ridge
once. So kappa lies between two values at which the factors are positive and the product is
certainly below and above the ridge. Sums are opened one by one at finite spectra, and go through spectral sums for
power laws of many or infinitely many dimensions.

>>> from lemmata.theory.models import shipped_model
>>> from lemmata.theory.models.point import point_of
>>> from lemmata.theory.spectra.spectra import PowerLaw
>>> from lemmata.theory.deterministic_equivalents.derivation import derived_from
>>> from lemmata.theory.deterministic_equivalents.parameters import typed
>>> model = shipped_model("ridge")
>>> spectrum = PowerLaw(2, "1/2")
>>> given = typed(point_of(model, spectrum, {"T": "90", "ridge": "1/20"}))
>>> closed = derived_from(model, "bias", where=given.where).closed
>>> certified(closed, given.numbers, {}, spectrum, 20).value.to_decimal(20)[0]
'2.7513205295687459826e-2'
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial, reduce
from typing import Any

import sympy
from flint import arb
from sympy import Add, Basic, Dummy, Expr, Integer, Mul, Symbol

from lemmata.numerics.accuracy import accurate
from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import InputError, NotAccurate
from lemmata.numerics.exact import exact
from lemmata.numerics.sums.spectral_sums import spectral_sum
from lemmata.theory.deterministic_equivalents.algebras import NoSolution
from lemmata.theory.deterministic_equivalents.closed_form import ClosedForm
from lemmata.theory.models.renormalised_fits import LARGEST_POWER_LAW, as_ball
from lemmata.theory.notation import d, signal
from lemmata.theory.spectra.eigensum import EigenSum, c2, s
from lemmata.theory.spectra.spectra import PowerLaw
from lemmata.theory.values.enclosure import enclose
from lemmata.theory.values.factored import factored

_GUARD, _LESS = 15, 10
_HALVINGS = 40
_WIDEST = 400
_SECANTS = 60

Values = Mapping[Basic, arb]
Sum = Callable[[Expr, Values], arb]


@dataclass(frozen=True)
class Certified:
    """The value and the renormalised ridges as balls."""

    value: Ball
    kappas: dict[Symbol, Ball]


def certified(
    closed: ClosedForm, numbers: Mapping[Symbol, Any], lists: Mapping[Symbol, Sequence[Any]], spectrum: Any, digits: int
) -> Certified:
    """The value of a closed form to so many digits.

    Args:
        closed: the closed form.
        numbers: exact values of sizes and parameters; d may be oo.
        lists: of a finite spectrum, exact values for the letters s, c2, ...
        spectrum: the spectrum, whose own formula is used where it is a large power law.
        digits: relative, of the value.

    Raises:
        NoSolution: for equations of another shape, and sums that are not known for the spectrum.
        InputError: for a sum that diverges.
        NotAccurate: where the digits are not reached.
    """
    kappas = closed.kappas
    if len(kappas) != len(closed.equations):
        raise NoSolution("not every kappa has an equation of its own")
    listed = not (isinstance(spectrum, PowerLaw) and (spectrum.d is None or spectrum.d > LARGEST_POWER_LAW))
    exact_numbers = {x: v for x, v in numbers.items() if v != sympy.oo}

    def work(inner: int) -> tuple[arb, ...]:
        sums: Sum = _Listed(lists, inner) if listed else _PowerLaw(spectrum, inner)
        values: dict[Basic, arb] = {x: as_ball(_ball(v, inner)) for x, v in exact_numbers.items()}
        for name, equation in zip(kappas, closed.equations, strict=True):
            values[name] = _Root(name, equation, closed, values, sums, inner).ball()
        return _value(closed.value.xreplace(closed.sums), values, sums), *(values[name] for name in kappas)

    inner = digits + _GUARD
    while True:
        try:
            found = accurate(partial(work, inner), digits, most_bits=8 * (digits + _GUARD) + 800)
            return Certified(found[0], dict(zip(kappas, found[1:], strict=True)))
        except NotAccurate:
            if inner > 4 * digits + 4 * _GUARD:
                raise
            inner *= 2


def _ball(value: Any, digits: int) -> Any:
    value = sympy.sympify(value, strict=True)
    return exact(value) if value.is_Rational else enclose(value, digits=digits + 5)


def _value(expression: Expr, values: Values, sums: Sum) -> arb:
    """An expression in balls.

    Raises:
        NoSolution: for a letter that has no value.
    """
    if expression in values:
        return values[expression]
    if isinstance(expression, EigenSum):
        return sums(expression.summand, values)
    if expression == signal:
        return sums(c2, values)
    if expression.is_Rational:
        return as_ball(exact(expression))
    if expression.is_Add:
        return reduce(lambda x, y: x + y, (_value(part, values, sums) for part in expression.args))
    if expression.is_Mul:
        return reduce(lambda x, y: x * y, (_value(part, values, sums) for part in expression.args))
    if expression.is_Pow:
        base, power = _value(expression.base, values, sums), expression.exp
        return base ** int(power) if power.is_Integer else base ** as_ball(exact(power))
    if expression == d:
        raise NoSolution("the value holds the dimension, which is infinite")
    raise NoSolution(f"{expression} has no number")


class _Listed:
    """Sums over a finite spectrum, direction by direction."""

    def __init__(self, lists: Mapping[Symbol, Sequence[Any]], digits: int) -> None:
        columns = {x: [as_ball(_ball(v, digits)) for v in values] for x, values in lists.items()}
        count = len(columns[s])
        self.rows = [{x: values[k] for x, values in columns.items()} for k in range(count)]

    def __call__(self, summand: Expr, values: Values) -> arb:
        return reduce(lambda x, y: x + y, (_value(summand, {**values, **row}, self) for row in self.rows), arb(0))


class _PowerLaw:
    """Sums over a power law: c2^a s^p/(s + kappa)^q is k^-u/(k^-beta + kappa)^q."""

    def __init__(self, spectrum: PowerLaw, digits: int) -> None:
        self.spectrum, self.digits = spectrum, digits

    def __call__(self, summand: Expr, values: Values) -> arb:
        return reduce(lambda x, y: x + y, (self._term(t, values) for t in _single_poles(summand)), arb(0))

    def _term(self, term: Expr, values: Values) -> arb:
        front, u, pole, q = arb(1), Integer(0), None, 0
        beta, r = self.spectrum.beta, self.spectrum.r
        for factor in Mul.make_args(term):
            base, power = factor.as_base_exp()
            if base == s:
                u += power * beta
            elif base == c2 and r is not None:
                u += power * (1 + 2 * beta * r - beta)
            elif base.is_Add and base.coeff(s, 1) == 1 and power.is_Integer and power < 0 and pole is None:
                pole, q = base - s, -int(power)
            elif factor.has(s, c2) or not set(factor.free_symbols) <= set(values):
                raise NoSolution(f"the sum of {term} over a power law is not known")
            else:
                front *= _value(factor, values, self)
        size = self.spectrum.d
        if pole is None:
            if size is not None:
                powers = (arb(k) ** as_ball(exact(-u)) for k in range(1, size + 1))
                return front * reduce(lambda x, y: x + y, powers, arb(0))
            if not u > 1:
                raise InputError("d", "oo", f"finite: the sum of {term} diverges")
            return front * as_ball(exact(u)).zeta()
        kappa = Ball.from_arb(_value(pole, values, self))
        found = spectral_sum(exact(u), q, exact(beta), kappa, size, digits=self.digits - _LESS)
        return front * found.to_arb()


@lru_cache(maxsize=256)
def _single_poles(summand: Expr) -> tuple[Expr, ...]:
    """As a sum of terms with one pole each; powers of s stay in front, so that every term converges as the whole does.

    >>> from sympy.abc import x, y
    >>> _single_poles(s/((s + x)*(s + y)))
    (s/((s + y)*(x - y)), -s/((s + x)*(x - y)))
    """
    above, below = sympy.fraction(sympy.together(summand))
    poles = [part for part in Mul.make_args(below) if part.has(s)]
    parts = Add.make_args(sympy.apart(1 / Mul(*poles), s)) if len(poles) > 1 else [1 / Mul(*poles)]
    rest = Mul(*(part for part in Mul.make_args(below) if not part.has(s)))
    return tuple(term * part / rest for term in Add.make_args(sympy.expand(above)) for part in parts)


class _Root:
    """The kappa of one equation."""

    def __init__(
        self, name: Symbol, equation: Expr, closed: ClosedForm, values: Values, sums: Sum, digits: int
    ) -> None:
        self.name, self.values, self.sums, self.digits = name, values, sums, digits
        df1 = EigenSum(s / (s + name))
        letter = next((x for x, found in closed.sums.items() if found == df1), None)
        left, right = equation.args
        meaning = closed.sums
        if letter is None:  # of isotropic designs df1 = d/(1 + kappa) has no letter
            letter = Dummy("df1")
            right, meaning[letter] = name * (right / name).xreplace({name: d / letter - 1}), d / (1 + name)
        self.target, self.factors = left, list[Expr]()
        self.falls = left == letter
        if self.falls:
            self.target, self.factors = right, [left]
        else:
            self.factors = [self._factor(part, letter) for part in Mul.make_args(factored(right))]
        self.factors = [part.xreplace(meaning) for part in self.factors]
        if self.target.has(EigenSum, name) or self.target.free_symbols & set(closed.names):
            raise NoSolution(f"the equation of {name} is not of a shape that has one solution: {equation}")

    def _factor(self, part: Expr, df1: Symbol) -> Expr:
        """A factor that increases with kappa where it is positive: kappa, a constant, c - b df1 (to a power)."""
        base, power = part.as_base_exp()
        known = set(self.values)
        if part.free_symbols <= known or (base == self.name and power.is_positive):
            return part
        if power.is_positive and power.is_Integer and base.is_Add:
            slope = base.coeff(df1, 1)
            rest = sympy.expand(base - slope * df1)
            if slope.is_negative and rest.free_symbols <= known and rest.is_positive is not False:
                return part
        raise NoSolution(f"the equation of {self.name} holds the factor {part}: one solution is not certain")

    def sign(self, kappa: arb) -> int:
        """1 where kappa is certainly above the root, -1 certainly below, 0 undecided."""
        values = {**self.values, self.name: kappa}
        parts = [_value(part, values, self.sums) for part in self.factors]
        wanted = _value(self.target, values, self.sums)
        if self.falls:
            return 1 if parts[0] < wanted else -1 if parts[0] > wanted else 0
        bases = [_value(f.as_base_exp()[0], values, self.sums) for f in self.factors]
        if any(base < 0 or base == 0 for base in bases):
            return -1
        if not all(base > 0 for base in bases):
            return 0
        product = reduce(lambda x, y: x * y, parts)
        return 1 if product > wanted else -1 if product < wanted else 0

    def excess(self, kappa: arb) -> arb:
        """What the root makes zero; certainly increasing about it."""
        values = {**self.values, self.name: kappa}
        product = reduce(lambda x, y: x * y, (_value(part, values, self.sums) for part in self.factors))
        gap = product - _value(self.target, values, self.sums)
        return -gap if self.falls else gap

    def ball(self) -> arb:
        """A ball that contains the root, between two points on its sides.

        Raises:
            NoSolution: where none is found.
        """
        low, high = self._between()
        for _ in range(_HALVINGS):
            middle = ((low + high) / 2).mid()
            low, high = (low, middle) if self.sign(middle.exp().mid()) >= 0 else (middle, high)
        at, before = high.exp().mid(), low.exp().mid()
        width = arb(10) ** (4 - self.digits)
        gap, previous = (self.excess(x).mid() for x in (at, before))
        for _ in range(_SECANTS):
            step = gap * (at - before) / (gap - previous) if gap != previous else arb(0)
            before, previous, at = at, gap, (at - step).mid()
            if not at > 0:
                break
            gap = self.excess(at).mid()
            if abs(step) < width * at / 100:
                break
        while width < 1:
            ends = [(at * (1 + sign * width)).mid() for sign in (-1, 1)]
            if self.sign(ends[0]) == -1 and self.sign(ends[1]) == 1:
                found: arb = ends[0].union(ends[1])
                return found
            width = width * 100
        raise NoSolution(f"{self.name} is not enclosed")

    def _between(self) -> tuple[arb, arb]:
        """Logarithms certainly below and above the root."""
        low, high, step = arb(0), arb(0), arb(1)
        while self.sign(low.exp().mid()) != -1:
            low, step = low - step, 2 * step
            if step > _WIDEST:
                raise NoSolution(f"no {self.name} > 0 solves its equation")
        step = arb(1)
        while self.sign(high.exp().mid()) != 1:
            high, step = high + step, 2 * step
            if step > _WIDEST:
                raise NoSolution(f"no {self.name} > 0 solves its equation")
        return low, high
