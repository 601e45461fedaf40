r"""Infinite sums and products, with certified bounds of what is left out; a sum that diverges has no value.

A sum has a value where its terms are of one sign from some index on, or it converges absolutely. In turn are tried

* rational terms, and those with alternating signs: partial fractions, by polygamma functions (:mod:`.rational_series`);
* terms with powers and factorials: the ratio of neighbours bounds the rest (:mod:`.ratio_series`);
* powers (k + b)^-y: Hurwitz' zeta function;
* any smooth formula of one sign: Euler-Maclaurin summation (:mod:`lemmata.numerics.sums.smooth_spectrum`), and the
  slope of its terms bounds the rest (:mod:`.sum_tails`).

A product of rational factors is a quotient of gamma functions; any other is the exponential of a sum of logarithms.

>>> from sympy import log
>>> from sympy.abc import k
>>> infinite_sum(1/k**2, k, Integer(1), 100).overlaps(arb.pi()**2/6)
True
>>> infinite_sum(1/k, k, Integer(1), 100)
Traceback (most recent call last):
    ...
lemmata.theory.values.finite_enclosure.Divergent: the sum of 1/k diverges
"""

from __future__ import annotations

from functools import lru_cache

import sympy
from flint import arb, ctx
from sympy import Expr, Integer, Symbol

from lemmata.numerics.errors import InputError, NotAccurate
from lemmata.numerics.sums.log_panels import Summand
from lemmata.numerics.sums.smooth_spectrum import SmoothSpectrum
from lemmata.theory.values.asymptotic_forms import K, NoForm
from lemmata.theory.values.finite_enclosure import Divergent, FiniteWalk, NoEnclosure, Undefined
from lemmata.theory.values.formula_program import program
from lemmata.theory.values.ratio_series import sum_by_ratio
from lemmata.theory.values.rational_series import product_of_rationals, sum_of_rationals
from lemmata.theory.values.sum_tails import Diverges, Tail

_FEWEST_BITS = 128


@lru_cache(maxsize=256)
def infinite_sum(term: Expr, index: Symbol, low: Expr, bits: int) -> arb:
    """The sum of the terms from ``low`` on, at the current precision.

    Raises:
        Divergent: where it diverges, or a term has no value.
        NoEnclosure: where no bound was found.
    """
    if not low.is_Integer:
        raise NoEnclosure(f"a sum from {low} on")
    try:
        for way in (sum_of_rationals, sum_by_ratio, _sum_of_powers, _smooth_sum):
            found = way(term, index, int(low), bits)
            if found is not None:
                return found
    except Diverges as reason:
        raise Divergent(str(reason)) from None
    return _sum_of_parts(term, index, low, bits)


@lru_cache(maxsize=256)
def infinite_product(factor: Expr, index: Symbol, low: Expr, bits: int) -> arb:
    """The product of the factors from ``low`` on.

    Raises:
        Divergent: where it diverges (also to zero), or a factor has no value.
        NoEnclosure: where no bound was found.
    """
    if not low.is_Integer:
        raise NoEnclosure(f"a product from {low} on")
    try:
        found = product_of_rationals(factor, index, int(low), bits)
    except Diverges as reason:
        raise Divergent(str(reason)) from None
    return infinite_sum(sympy.log(factor), index, low, bits).exp() if found is None else found


def _power_of_a_line(term: Expr, index: Symbol) -> tuple[Expr, Expr, Expr] | None:
    """C, y and b of a term C (k + b)^-y; None for another one."""
    factor, rest = term.as_independent(index, as_Add=False)
    base, exponent = rest.as_base_exp()
    line = base.as_poly(index)
    if line is None or line.degree() != 1 or exponent.has(index):
        return None
    slope, start = line.all_coeffs()
    return (factor * slope**exponent, -exponent, start / slope) if slope.is_positive else None


def _sum_of_powers(term: Expr, index: Symbol, low: int, bits: int) -> arb | None:
    """C (k + b)^-y as C zeta(y, low + b)."""
    found = _power_of_a_line(term, index)
    if found is None:
        return None
    factor, y, shift = (FiniteWalk({}, bits).value(part) for part in (*found[:2], low + found[2]))
    if not shift > 0:
        return None
    if y <= 1:
        raise Diverges(f"the sum of {term} diverges")
    return factor * y.zeta(shift) if y > 1 else None


def is_sum_of_powers(term: Expr, index: Symbol) -> bool:
    """Whether :func:`long_sum` knows a sum of such terms, where k + b is positive."""
    return all(_power_of_a_line(part, index) is not None for part in sympy.Add.make_args(sympy.expand_mul(term)))


_STEEPEST = 16
"""Zeta loses digits as |y| grows: for k^(10^12), at any precision, it is asked for more."""


def long_sum(term: Expr, index: Symbol, low: int, high: int, bits: int) -> arb | None:
    """A sum of powers (k + b)^-y from one index to another, however many: by Hurwitz' zeta function, which continues.

    The difference of its values at both ends (DLMF 25.11.3) is that of digamma functions for y = 1. None for others.
    """
    total = arb(0)
    for part in sympy.Add.make_args(sympy.expand_mul(term)):
        found = _power_of_a_line(part, index)
        if found is None:
            return None
        ends = [FiniteWalk({}, bits).value(end + found[2]) for end in (low, high + 1)]
        factor, y = (FiniteWalk({}, bits).value(one) for one in found[:2])
        if not ends[0] > 0 or (y.contains(1) and found[1] != 1) or not abs(y) < _STEEPEST:
            return None
        first, last = ((-end.digamma() if found[1] == 1 else y.zeta(end)) for end in ends)
        total += factor * (first - last)
    return total


def _smooth_sum(term: Expr, index: Symbol, low: int, bits: int) -> arb | None:
    """The term as a formula in k = 1, 2, ...: nu/(lambda + 1) with lambda = 1/k and nu the term times 1 + 1/k."""
    nu = term.xreplace({index: K + (low - 1)})
    if nu.free_symbols - {K}:
        return None
    try:
        return _smooth(nu * (1 + 1 / K)).total(bits)
    except (NoForm, InputError, NotAccurate):
        return None


class _SmoothSum:
    """The parts of a sum that serve every precision; terms that are negative in the end are summed with a minus."""

    def __init__(self, nu: Expr) -> None:
        tail = Tail.of(nu)
        self.sign = -1 if tail.moment(tail.rate.T) < 0 else 1
        nu *= self.sign
        steps, moment = program(nu), program(nu * K)
        inverse, identity, one = program(1 / K), program(K), program(Integer(1))
        self.spectrum = SmoothSpectrum(inverse, identity, one, None, lambda t: abs(tail.beyond(t)))
        self.summand = Summand(1, steps, moment, moment, lambda t: abs(tail.beyond(t)))

    def total(self, bits: int) -> arb:
        """The sum, to about so many bits, and never in so few that rounding makes the panels small."""
        with ctx.workprec(max(bits, _FEWEST_BITS)):
            return self.sign * self.spectrum.sums((self.summand,), arb(1))[0]


_smooth = lru_cache(maxsize=32)(_SmoothSum)


def _sum_of_parts(term: Expr, index: Symbol, low: Expr, bits: int) -> arb:
    """Term by term, where a sum of several converges in each of its parts."""
    parts = sympy.Add.make_args(sympy.expand_mul(term))
    if len(parts) < 2:
        raise NoEnclosure(f"no bound was found for the sum of {term}")
    try:
        return sum((infinite_sum(part, index, low, bits) for part in parts), arb(0))
    except Undefined as reason:  # the parts may diverge where their sum does not
        raise NoEnclosure(str(reason)) from None
