r"""Equal in order: the same exponent and the same power of the logarithm, along a path to infinity.

The path is T -> infinity (for the risk) or kappa -> 0 (for spectral sums); what a condition ties to it (``ridge ==
T^(-1/2)``, ``d == T^(1/2)``) moves along, everything else stays where the point has it. The order of the truth is

* for the risk under a power law: from the scaling calculus, exactly (:func:`lemmata.theory.scaling.derive_exponents`);
* for the risk with Sigma = I: from exact values or equivalents at the sizes themselves;
* for sum_k k^-u/(k^-beta + kappa)^q, u > 1: kappa^-max(s, 0) with s = q - (u - 1)/beta, with a logarithm for s = 0,
  by comparison with the integral up to the knee k = kappa^(-1/beta) and the convergent sum beyond it.

Formula and truth are compared at x = 10^(2^j). When f ~ const x^e log^p x, log f(x_{j+1}) - log f(x_j) is
e log x_j + p log 2 + o(1); so the difference of these increments between formula and truth tends to 0 for the right
order, to a multiple of log 2 for a wrong power of the logarithm, and doubles in each step for a wrong exponent.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from fractions import Fraction
from functools import lru_cache
from math import exp, log
from typing import Any

import sympy
from sympy import Expr, Symbol

from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import exact
from lemmata.theory.notation import T0, T, beta, d, n, r, ridge, sigma, sigma0
from lemmata.theory.scaling import derive_exponents
from lemmata.theory.values.asymptotic_forms import K
from lemmata.theory.values.exact_value import as_rational
from lemmata.verifier.property_test.comparison import Comparison, Judge, middle_and_radius
from lemmata.verifier.property_test.leading_forms import tail_of
from lemmata.verifier.property_test.question import Question, Sense, q, u
from lemmata.verifier.property_test.truth import NoTruth, Point, Truth, Value, formula_at, truth_at

_STEPS = range(3, 10)
_DIGITS = 2 ** (_STEPS.stop + 1)
"""Of a size along the path, before it is rounded down: SymPy's floor leaves powers of such numbers as they are."""
_SHORT, _FINE = 100, 10_000  # largest denominators of the exponents that are shown
_NEGLIGIBLE = 0.1
"""Increments that differ by less than this at the end are the same; a logarithm too many makes log 2."""
_MOST_GENERATIONS = 1000


class OrderJudge(Judge):
    """Judges along the path that starts at a point; values shown are exponents of the path variable."""

    reaches_far = False

    def __init__(self, question: Question, orders: dict[Hashable, tuple[Fraction, int]]) -> None:
        super().__init__(question)
        self._orders = orders  # shared by judges of one run, since deriving an order takes its time

    def fresh(self, point: Point) -> Comparison | None:
        """The comparison of the orders; None where a side has no value on the path."""
        sizes = [10 ** (2**j) for j in _STEPS]
        places = [self._place(point, x) for x in sizes]
        formula = [_logarithm(formula_at(self.question, place)) for place in places]
        truth = along(*self.order(point)) if self.derived else [self._value(place) for place in places]
        if None in formula or None in truth:
            return None
        excess = [f - t for f, t in zip(formula, truth, strict=True) if f is not None and t is not None]
        before, last = excess[-2] - excess[-3], excess[-1] - excess[-2]
        wrong = abs(last) > _NEGLIGIBLE and abs(last) > 0.7 * abs(before)
        gap = Fraction(1 - exp(-min(abs(last), 50.0))).limit_denominator(10**6) if wrong else Fraction(0)
        span = log(sizes[-1]) - log(sizes[-2])
        most = _FINE if wrong and abs(last) > 1.5 * abs(before) and abs(last) < span / _SHORT else _SHORT
        seen, true = (_exponent((values[-1] or 0.0) - (values[-2] or 0.0), span, most) for values in (formula, truth))
        unseen, why = Fraction(_NEGLIGIBLE / span).limit_denominator(10**6), ""
        behaviour = self._in_the_end(point, self.order(point) if self.derived else (true, 0)) if wrong else ""
        if behaviour == "tends":
            seen, gap, unseen = true, Fraction(0), Fraction(0)
        elif wrong and not behaviour:
            gap, why = Fraction(0), f"its order is another one up to 10^{2 ** _STEPS[-1]}, and not known beyond"
        return Comparison(point, seen, Truth(true, self.derived or "values along the path"), gap, unseen, open=why)

    def _in_the_end(self, point: Point, order: tuple[Fraction, int]) -> str:
        """What the formula does beside a power and one of the logarithm, whatever it looks like at any size."""
        at = {symbol: as_rational(value) for symbol, value in point.items()}
        at[self.question.path] = K if self.question.path == T else 1 / K
        at |= {symbol: sympy.sympify(value).xreplace(at) for symbol, value in self.question.moving.items()}
        found = tail_of(self.question.expression.xreplace(at) / (K ** as_rational(order[0]) * sympy.log(K) ** order[1]))
        return "" if found is None else found.behaviour

    def _place(self, point: Point, x: int) -> dict[Symbol, Any]:
        """The parameters at one place of the path."""
        variable = self.question.path
        place: dict[Symbol, Any] = {**point, variable: Fraction(x) if variable == T else Fraction(1, x)}
        for symbol, expression in self.question.moving.items():
            value = sympy.sympify(expression).xreplace({s: sympy.Rational(v) for s, v in place.items()})
            if symbol.is_integer and not value.is_integer:
                value = _whole(value)
            place[symbol] = Fraction(int(value.p), int(value.q)) if value.is_Rational else value
        return place

    @property
    def derived(self) -> str:
        """How the order is known; empty where it is seen from values."""
        of_risk = "scaling calculus" if self.question.power_law else ""
        return of_risk if self.question.quantity == "risk" else "integral comparison"

    def _value(self, place: dict[Symbol, Any]) -> float | None:
        if place[n] > _MOST_GENERATIONS:
            raise NoTruth("too many generations to follow one by one")
        wanted: Sense = "equivalent" if place[ridge] != 0 else "exact"
        found = truth_at(self.question.in_sense(wanted), place)
        return None if found is None else _logarithm(found.value)

    def order(self, point: Point) -> tuple[Fraction, int]:
        """Exponent and power of the logarithm in the path variable x (T, or 1/kappa)."""
        moving = sorted((str(symbol), value) for symbol, value in self.question.moving.items())
        key = (*sorted((str(symbol), value) for symbol, value in point.items()), *moving)
        if key not in self._orders:
            self._orders[key] = self.fresh_order(point)
        return self._orders[key]

    def fresh_order(self, point: Point) -> tuple[Fraction, int]:
        """The same, derived."""
        return self._risk_order(point) if self.question.quantity == "risk" else self._sum_order(point)

    def _sum_order(self, point: Point) -> tuple[Fraction, int]:
        if d in point:
            raise NoTruth("the order is that of an infinite sum: leave out d")
        powers = {"df1": (point[beta], Fraction(1)), "df2": (2 * point[beta], Fraction(2))}
        if self.question.quantity == "kappa":
            raise NoTruth("the order of kappa is not known here")
        decay, order = powers.get(self.question.quantity) or (point[u], point[q])
        if decay <= 1:
            raise NoTruth("the sum diverges")
        knee = order - (decay - 1) / point[beta]
        return max(knee, Fraction(0)), 1 if knee == 0 else 0

    def _risk_order(self, point: Point) -> tuple[Fraction, int]:
        numbers = {symbol: sympy.Rational(value.numerator, value.denominator) for symbol, value in point.items()}
        moving = {symbol: value.xreplace(numbers) for symbol, value in self.question.moving.items()}
        penalty = moving.get(ridge, point.get(ridge))
        try:
            found = derive_exponents(
                point[beta],
                point[r],
                ell="oo" if penalty == 0 else -_power(penalty),
                d=_monomial(d, moving, point) or "oo",
                T0=_monomial(T0, moving, point),
                n=_monomial(n, moving, point),
                sigma2=_squared(_monomial(sigma, moving, point)),
                sigma0_2=_squared(_monomial(sigma0, moving, point)),
            )
            regimes = found.total.regimes
            if len(regimes) != 1:
                raise NoTruth("the exponents depend on more than the point says")
            return exact(str(regimes[0].exponent)), int(regimes[0].log_power)
        except InputError as reason:
            raise NoTruth(str(reason)) from None


@lru_cache(maxsize=1024)
def _whole(value: Expr) -> sympy.Integer:
    """A size rounded down: all points with one path have the same."""
    return sympy.Integer(int(value.evalf(_DIGITS)))


def along(order: Fraction, power: int) -> list[float | None]:
    """The logarithms of ``x^order log(x)^power`` along the path."""
    lengths = [log(10) * 2**j for j in _STEPS]
    return [float(order) * length + power * log(length) for length in lengths]


def _monomial(symbol: Symbol, moving: Mapping[Symbol, Expr], point: Point) -> Any:
    """``T^(p)``, a number, or None when the symbol does not matter."""
    if symbol in moving:
        return f"T^({_power(moving[symbol])})"
    value = point.get(symbol)
    return value if value else None if symbol in (d, T0, n) else 0


def _power(expression: Any) -> Fraction:
    """p for c T^p.

    Raises:
        NoTruth: for anything else.
    """
    power = sympy.Integer(0)
    for factor in sympy.Mul.make_args(sympy.sympify(expression)):
        base, exponent = factor.as_base_exp()
        if base == T and exponent.is_Rational:
            power += exponent
        elif T in factor.free_symbols:
            raise NoTruth(f"{expression} is not a power of T")
    return Fraction(int(power.p), int(power.q))


def _squared(monomial: Any) -> Any:
    if isinstance(monomial, str):
        return f"T^({2 * exact(monomial[3:-1])})"
    return 1 if monomial else 0


def _logarithm(value: Value | None) -> float | None:
    """log |value|, also of numbers beyond a double; None without a value, or at zero."""
    if value is None:
        return None
    mid, rad = middle_and_radius(value)
    if abs(mid) <= rad:
        return None
    return log(abs(mid.numerator)) - log(mid.denominator)


def _exponent(increment: float, span: float, most: int) -> Fraction:
    """The exponent that an increment over a stretch of log x shows, as the short fraction that it is close to."""
    return Fraction(increment / span).limit_denominator(most)
