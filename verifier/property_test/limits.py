r"""Equal in the limit: the ratio of formula and truth tends to 1 as the sizes grow together.

*Risk and kappa.* A point fixes the ratios of d, T and T0; the sizes are that point times K, and K grows. The true limit
depends on the ratios alone: it is the deterministic equivalent at the point, and without ridge, for Sigma = I, the
quotient of the leading coefficients of the exact law. (A spectrum keeps its two levels and their proportion.)

*Spectral sums* in infinitely many directions, as kappa = 1/K falls: with s = q - (u - 1)/beta, u > 1,

    sum_k k^-u/(k^-beta + kappa)^q ~ Gamma(s) Gamma(q - s)/(Gamma(q) beta) kappa^-s      for s > 0 (Beta integral),
                                   ~ log(1/kappa)/beta                                   for s = 0,
                                   -> zeta(u - beta q)                                   for s < 0.

The formula becomes an explicit function of K, whose limit is decided (:mod:`leading_forms`) or is not; values at
finitely many sizes never refute a limit, and never confirm one.
"""

from __future__ import annotations

from fractions import Fraction

import sympy
from sympy import Expr, Symbol

from lemmata.theory.notation import T0, T, beta, d, df1, df2, kappa, kappa0
from lemmata.theory.values.asymptotic_forms import K
from lemmata.theory.values.exact_value import as_rational, exact_value
from lemmata.verifier.property_test import two_levels
from lemmata.verifier.property_test.comparison import Comparison, Judge, compared, middle_and_radius
from lemmata.verifier.property_test.definedness import Condition, conditions
from lemmata.verifier.property_test.leading_forms import Tail, sign_in_the_end, tail_of
from lemmata.verifier.property_test.question import Question, q, u
from lemmata.verifier.property_test.truth import NoTruth, Point, Truth, formula_at, truth_at

_GROWING = (d, T, T0, two_levels.first)
_EQUIVALENT, _EXACT, _SUM = "deterministic equivalent", "leading terms of the exact law", "Beta integral"


class LimitJudge(Judge):
    """Judges at the ratios that a point fixes."""

    reaches_far = True

    def fresh(self, point: Point) -> Comparison | None:
        """The comparison of the two limits."""
        sums = self.question.quantity in ("df1", "df2", "spectral_sum")
        return self._of_a_sum(point) if sums else self._of_sizes(point)

    def _of_sizes(self, point: Point) -> Comparison | None:
        if self.question.power_law:
            raise NoTruth("a power law has no proportional limit: ask for --as equivalent, or --as order")
        truth = self.true_limit(point)
        if truth is None:
            return None
        at = {s: as_rational(v) * (K if self.grows(s) else 1) for s, v in point.items()}
        if self.question.expression.free_symbols & {kappa, kappa0, df1, df2} - set(point):
            return self._scale_free(point, at, truth)
        return self._compared(point, self.question.expression, at, truth)

    def grows(self, symbol: Symbol) -> bool:
        """Whether a symbol is a size that grows with the others."""
        return symbol in _GROWING

    def true_limit(self, point: Point) -> Truth | None:
        """The limit at the ratios of a point; None where it is infinite.

        Raises:
            NoTruth: where it is not known.
        """
        truth = truth_at(self.question.in_sense("equivalent"), point)
        if truth is None:
            return None
        exact = isinstance(truth.value, Fraction) and not self.question.two_levels
        return Truth(truth.value, _EXACT if exact else _EQUIVALENT)

    def _scale_free(self, point: Point, at: dict[Symbol, Expr], truth: Truth) -> Comparison | None:
        """A formula in kappa and the degrees of freedom, which grow like the sizes: its value, if K cancels."""
        degrees = {symbol: K * symbol for symbol in (df1, df2)}
        if K in sympy.cancel(self.question.expression.xreplace({**at, **degrees})).free_symbols:
            raise NoTruth("limits in kappa, df1 and df2 are decided where only ratios of sizes occur")
        value = formula_at(self.question, point)
        return None if value is None else compared(point, value, truth)

    def _of_a_sum(self, point: Point) -> Comparison | None:
        """The ratio of formula and leading term, which is to tend to 1."""
        at: dict[Symbol, Expr] = {s: as_rational(v) for s, v in point.items() if s != kappa} | {kappa: 1 / K}
        ratio = self.question.expression / _leading_term(self.question, point)
        return self._compared(point, ratio, at, Truth(Fraction(1), _SUM))

    def _compared(self, point: Point, function: Expr, at: dict[Symbol, Expr], truth: Truth) -> Comparison | None:
        missing = _undefined_in_the_end(function, at)
        if missing:
            return Comparison(point, None, truth, Fraction(1), Fraction(1), undefined=missing)
        tail = tail_of(function.xreplace(at))
        if tail is None:
            why = "the limit of the formula is not decided (sizes up to any bound would not decide it)"
            return Comparison(point, Fraction(0), truth, Fraction(0), Fraction(0), open=why)
        return _judged(point, tail, truth)


def _judged(point: Point, tail: Tail, truth: Truth) -> Comparison:
    """Where the truth is zero at every size, as without noise, the formula must be zero, too."""
    mid, rad = middle_and_radius(truth.value)
    if tail.behaviour == "grows":
        return Comparison(point, None, truth, Fraction(1), Fraction(1), undefined="it grows without bound")
    if tail.behaviour == "vanishes" and mid == rad == 0:
        why = "it is not zero, only its limit is, where the risk is zero at every size"
        return Comparison(point, None, truth, Fraction(1), Fraction(1), undefined=why)
    if tail.behaviour != "tends" and abs(mid) <= rad:
        return Comparison(point, tail.value, truth, Fraction(0), Fraction(0))
    return compared(point, tail.value, truth)


def _undefined_in_the_end(function: Expr, at: dict[Symbol, Expr]) -> str:
    """Why the formula has no value for all large K, or nothing."""
    for condition in conditions(function):
        base = condition.base.xreplace(at)
        if condition.within or base.has(sympy.zoo, sympy.nan):
            continue
        if K not in base.free_symbols:
            said = condition.violation({symbol: value for symbol, value in at.items() if K not in value.free_symbols})
            number = exact_value(base)
            if said is None and condition.kind == "nonzero" and number == 0:
                said = f"{condition.base} = 0 under a fraction"
            if said:
                return said
        elif _needs_a_sign(condition, at) and sign_in_the_end(base) == -1:
            return f"{condition.base} < 0 for all large sizes"
    return ""


def _needs_a_sign(condition: Condition, at: dict[Symbol, Expr]) -> bool:
    if condition.kind == "power":
        return not condition.exponent.xreplace(at).is_integer
    return condition.kind in ("positive", "nonnegative")


def _leading_term(question: Question, point: Point) -> Expr:
    """The leading term of a spectral sum as kappa = 1/K falls.

    Raises:
        NoTruth: for a finite dimension, and where the sum diverges.
    """
    if d in point:
        raise NoTruth("the limit is that of an infinite sum: leave out d")
    b = point[beta]
    powers = {"df1": (b, Fraction(1)), "df2": (2 * b, Fraction(2))}
    decay, order = powers.get(question.quantity) or (point[u], point[q])
    if decay <= 1 or b <= 1:
        raise NoTruth("the sum diverges")
    s = as_rational(order - (decay - 1) / b)
    if s < 0:
        return sympy.zeta(as_rational(decay - b * order))
    if s == 0:
        return sympy.log(K) / as_rational(b)
    rest = as_rational(order) - s
    return sympy.gamma(s) * sympy.gamma(rest) / (sympy.gamma(as_rational(order)) * as_rational(b)) * K**s
