r"""The model evaluated at one sample size: the fixed points, then every term by its formula.

Real d and T, so that powers of T need no rounding. A spectral sum is direct terms and an Euler-Maclaurin tail (DLMF
2.10), which for real d is the analytic continuation of the sum in d: the integral is of hypergeometric type (DLMF
15.6.1; partial fractions for two kappas), the derivatives come from Taylor series. No Mellin transform and no
two-sided bound enters, so this is independent of the calculus. Rounding is enclosed by balls, and the precision raised
until it does not matter; the cut of the Euler-Maclaurin series is not bounded here (it is far below 10^-25; the tests
compare with the certified sums of :mod:`lemmata.numerics.sums.spectral_sums`). So the values are of high precision, not
certified.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from math import prod
from typing import Any

from flint import arb, arb_series, ctx, fmpq

from lemmata.numerics.accuracy import as_arb, as_fmpq
from lemmata.numerics.errors import InputError
from lemmata.theory.scaling.derive import Exponents
from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.monomial import L, Monomial
from lemmata.theory.scaling.of_models.shared_kappa import SharedKappa
from lemmata.theory.scaling.regions import Point
from lemmata.theory.scaling.renormalised import Renormalised
from lemmata.theory.scaling.risk_to_the_constant import real_term
from lemmata.theory.values.enclosure import enclose

_BITS = 200
_MOST_BITS = 3200
_WANTED = 90
_DIRECT = 40
_ORDER = 32
_LEAST_D = 8


class _NotNarrow(Exception):
    """Rounding errors are too large at this precision."""


def value_at(exponents: Exponents, point: Point, name: str, log10_T: Fraction) -> arb:
    """A term, or the total, at ``T = 10^log10_T``; some 25 digits are right.

    Raises:
        InputError: outside the domain, or when a dimension is too small for the formula or a difference not positive.
    """
    case = exponents.case_at(point)
    bits = _BITS
    while bits <= _MOST_BITS:
        with ctx.workprec(bits):
            try:
                read = Values(point, case.risk.beta, exponents.problem.close, log10_T)
                found = real_term(case.risk, read, name)
                if found.rel_accuracy_bits() >= _WANTED:
                    return found
            except _NotNarrow:
                pass
        bits *= 2
    raise InputError("point", dict(point), "one where the model can be evaluated")


class Values:
    """The reading of the formulas that evaluates them at one T (see :mod:`lemmata.theory.scaling.readings`)."""

    def __init__(self, point: Point, beta: Form, close: tuple[int, Form] | None, log10_T: Fraction) -> None:
        self.point, self.close = point, close
        self.beta = beta.at(point)
        self.log_T = arb(10).log() * as_fmpq(log10_T)
        self.kappas: dict[Renormalised, arb] = {}

    def known(self, value: Monomial) -> arb:
        """An input of the model; a factor that is known to order only counts as 1."""
        power = (self.log_T * as_fmpq(value.exponent.at(self.point))).exp()
        return power if value.constant is None or value.constant == 1 else _constant(value.constant, ctx.prec) * power

    def excess(self, size: Monomial, d: Monomial, order: Monomial) -> arb:
        """``size - d``, as it is."""
        dimension = self._dimension(d)
        assert dimension is not None
        found = self.known(size) - dimension
        if not found > 0:
            raise InputError("point", dict(self.point), "one where T0 - d and T - d are positive from the start")
        return found

    def kappa(self, equation: Renormalised) -> arb:
        """The root of ``kappa = ridge + kappa df1(kappa)/N``."""
        if equation not in self.kappas:
            self.kappas[equation] = self._root(equation)
        return self.kappas[equation]

    def product(self, *factors: arb) -> arb:
        """A product."""
        return prod(factors[1:], start=factors[0])

    def quotient(self, top: arb, bottom: arb) -> arb:
        """A quotient."""
        return top / bottom

    def total(self, parts: Mapping[str, arb]) -> arb:
        """A sum."""
        return sum(parts.values(), arb(0))

    def spectral_sum(self, u: Form, factors: Sequence[tuple[int, arb]], beta: Form, d: Monomial | None) -> arb:
        """``sum_{k<=d} k^-u prod (k^-beta + kappa)^-q``."""
        return self.sum(u.at(self.point), factors, self._dimension(d))

    def sum(self, u: Fraction, factors: Sequence[tuple[int, arb]], d: arb | None) -> arb:
        """A spectral sum of numbers."""
        return spectral_sum(u, factors, self.beta, d)

    def slack(self, equation: SharedKappa, place: int) -> arb:
        """``c - df1``; of the least size by the equation, in which nothing cancels."""
        kappa = self.kappa(equation)
        df1 = self.sum(self.beta, [(1, kappa)], self._dimension(equation.d))
        if place not in equation.least:
            return self.known(equation.sizes[place][0]) - df1
        assert equation.ell is not None
        share = self.known(Monomial(-equation.ell, constant=equation.ridge)) / kappa
        for other, (size, power) in enumerate(equation.sizes):
            if other not in equation.least:
                share /= (1 - df1 / self.known(size)) ** power
        return self.known(equation.size) * share ** as_arb(Fraction(1, equation.power))

    def _dimension(self, d: Monomial | None) -> arb | None:
        if d is None:
            return None
        size = self.known(d)
        if self.close is not None:
            size += self.close[0] * self.known(Monomial(self.close[1]))
        if not size > _LEAST_D:
            raise InputError("point", dict(self.point), f"one where d is above {_LEAST_D} from the start")
        return size

    def _root(self, equation: Renormalised) -> arb:
        """Newton's method in log kappa inside a bracket, from the order that the calculus says.

        ``h = ridge/kappa - prod (1 - df1/c)^p`` decreases where the factors are positive; the root is enclosed where h
        is certainly positive on its left and negative on its right.
        """
        d, factors = self._dimension(equation.d), [(self.known(size), power) for size, power in equation.factors]
        size, ridge = self.known(equation.size), arb(0)
        if equation.ell is not None:
            ridge = self.known(Monomial(-equation.ell, constant=equation.ridge))

        def terms(kappa: arb) -> tuple[arb, arb]:
            """h, and its slope without the sign; where one of several factors is not positive, kappa is too small."""
            df1 = self.sum(self.beta, [(1, kappa)], d)
            spread = df1 - self.sum(2 * self.beta, [(2, kappa)], d)
            if equation.power == len(factors) == 1:
                return (ridge / kappa + df1 / size - 1), ridge / kappa + spread / size
            if any(df1 >= bound for bound, _ in factors):
                return arb(1), arb(1)
            left = prod((1 - df1 / bound) ** power for bound, power in factors)
            return ridge / kappa - left, ridge / kappa + left * sum(p * spread / (c - df1) for c, p in factors)

        log_kappa, fine = -self.log_T * as_fmpq(equation.exponent().at(self.point)), max(_WANTED + 40, ctx.prec // 2)
        low: arb | None = None
        high: arb | None = None
        for _ in range(300):
            kappa = log_kappa.mid().exp().mid()
            h, slope = terms(kappa)
            r = h / slope
            if not r.is_finite():
                raise _NotNarrow
            if abs(r) < arb((1, -fine - 10)):
                ends = kappa * (1 - arb((1, -fine))), kappa * (1 + arb((1, -fine)))
                if not (terms(ends[0])[0] > 0 and terms(ends[1])[0] < 0):
                    raise _NotNarrow
                return ends[0].union(ends[1])
            if r.contains(0) and r.rad() > arb((1, -fine - 11)):
                raise _NotNarrow
            if r > 0:
                low = log_kappa
            else:
                high = log_kappa
            log_kappa = _inside(log_kappa + r, low, high)
        raise _NotNarrow


def _inside(here: arb, low: arb | None, high: arb | None) -> arb:
    """A step that would leave the bracket goes to its middle instead."""
    if (low is None or here > low) and (high is None or here < high):
        return here.mid()
    if low is not None and high is not None:
        return ((low + high) / 2).mid()
    middle = low + 2 if low is not None else high - 2 if high is not None else here
    return arb(middle).mid()


@lru_cache(maxsize=64)
def _constant(constant: Any, bits: int) -> arb:
    return enclose(constant.subs(L, 1), digits=bits * 3 // 10).to_arb()


@lru_cache(maxsize=256)
def _powers(exponent: Fraction, bits: int) -> list[arb]:
    """k^exponent for the direct terms."""
    power = as_arb(exponent)
    return [arb(k) ** power for k in range(1, _DIRECT)]


@lru_cache(maxsize=8)
def _weights(bits: int) -> list[arb]:
    """B_2j/(2j) for j = 1, 2, ..."""
    return [arb(fmpq.bernoulli(n) / n) for n in range(2, _ORDER + 1, 2)]


def spectral_sum(u: Fraction, factors: Sequence[tuple[int, arb]], beta: Fraction, d: arb | None) -> arb:
    """Direct terms, then Euler-Maclaurin from k = 40 to d, forwards or backwards."""
    total = arb(0)
    for numerator, eigenvalue in zip(_powers(-u, ctx.prec), _powers(-beta, ctx.prec), strict=True):
        for q, kappa in factors:
            numerator = numerator / (eigenvalue + kappa) ** q
        total += numerator
    first = arb(_DIRECT)
    total += _integral(u, factors, beta, first, d) + _end(u, factors, beta, first, -1)
    return total if d is None else total + _end(u, factors, beta, d, 1)


def _end(u: Fraction, factors: Sequence[tuple[int, arb]], beta: Fraction, x: arb, side: int) -> arb:
    """``f(x)/2`` plus or minus the sum of ``B_2j/(2j)! f^(2j-1)(x)``, as far as these fall."""
    weights = _weights(ctx.prec)
    kept = min(len(weights), int(float(x.mid()) * 2) + 1) if x < 1000 else min(len(weights), 12)
    before = ctx.cap
    ctx.cap = 2 * kept
    try:
        t = arb_series([1, 1 / x])
        series = (x ** as_arb(-u)) * t ** as_arb(-u) if u else arb_series([1])
        eigenvalue = (x ** as_arb(-beta)) * t ** as_arb(-beta)
        for q, kappa in factors:
            series = series / (eigenvalue + kappa) ** q
        total = arb(series[0]) / 2
        for j, weight in enumerate(weights[:kept]):
            total += side * weight * series[2 * j + 1]
        return total
    finally:
        ctx.cap = before


def _integral(u: Fraction, factors: Sequence[tuple[int, arb]], beta: Fraction, low: arb, high: arb | None) -> arb:
    if not factors:
        return _power_integral(u, low, high)
    if len(factors) == 2:
        return _partial_fractions(u, factors, beta, low, high)
    q, kappa = factors[0]
    rise = 1 - u + q * beta

    def beyond(x: arb) -> arb:
        # int_x^oo k^-u (k^-beta + kappa)^-q dk, for u > 1
        nu, w = (u - 1) / beta, kappa * x ** as_arb(beta)
        hypergeometric = (-1 / w).hypgeom_2f1(arb(q), as_arb(nu), as_arb(nu + 1))
        return x ** as_arb(1 - u) / kappa**q / as_arb(u - 1) * hypergeometric

    def before(x: arb) -> arb:
        # int_0^x k^(q beta - u) (1 + kappa k^beta)^-q dk, for rise > 0
        alpha, w = rise / beta, kappa * x ** as_arb(beta)
        return x ** as_arb(rise) / as_arb(rise) * (-w).hypgeom_2f1(arb(q), as_arb(alpha), as_arb(alpha + 1))

    if high is None:
        return beyond(low)
    if rise > 0 and (u <= 1 or kappa * high ** as_arb(beta) < 1):
        return before(high) - before(low)
    return beyond(low) - beyond(high)


def _power_integral(u: Fraction, low: arb, high: arb | None) -> arb:
    if u == 1:
        assert high is not None
        return (high / low).log()
    ends = [-(x ** as_arb(1 - u)) / as_arb(1 - u) for x in (low, high) if x is not None]
    return ends[0] - ends[1] if len(ends) == 2 else ends[0]


def _partial_fractions(
    u: Fraction, factors: Sequence[tuple[int, arb]], beta: Fraction, low: arb, high: arb | None
) -> arb:
    """Two kappas a, b: ``(x+a)^-p (x+b)^-q`` as a sum of powers of either; these cancel, which the balls notice."""
    (p, a), (q, b) = factors
    if a.overlaps(b):
        return _integral(u, [(p + q, a)], beta, low, high)
    total = arb(0)
    for (own, here), (other, there) in (factors, factors[::-1]):
        coefficient = (there - here) ** -other
        for m in range(own):
            total += coefficient * _integral(u, [(own - m, here)], beta, low, high)
            coefficient = -coefficient * (other + m) / (m + 1) / (there - here)
    return total
