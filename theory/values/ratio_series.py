r"""Sums whose terms are a rational function times powers c^k and factorials: the ratio of neighbours bounds the rest.

Let f(k) = R(k) h(k), h a product of powers c^(a k + b), factorials and gamma functions of a k + b, a an integer. Then
f(k+1)/f(k) is a rational function c P/Q, and for k >= N, with d, e the degrees,

    |c P/Q| <= |c| |p_d/q_e| k^(d-e) (1 + sum_{i<d} |p_i/p_d| N^(i-d)) / (1 - sum_{i<e} |q_i/q_e| N^(i-e)).

For d <= e this is at most its value rho at k = N; where rho < 1, sum_{k>=N} |f(k)| <= |f(N)|/(1 - rho). Where the ratio
tends to more than 1 the terms do not tend to zero.

>>> from sympy import factorial
>>> from sympy.abc import k
>>> sum_by_ratio(1/factorial(k), k, 0, 100).overlaps(arb(1).exp())
True
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import sympy
from flint import arb, ctx, fmpq, fmpq_poly
from sympy import Expr, Symbol

from lemmata.numerics.accuracy import as_fmpq
from lemmata.theory.values.exact_value import exact_value
from lemmata.theory.values.finite_enclosure import FiniteWalk, Undefined
from lemmata.theory.values.rational_function import NotRationalFunction, Quotient
from lemmata.theory.values.sum_tails import Diverges

_MOST_TERMS = 20_000
_FACTORIALS = (sympy.gamma, sympy.factorial, sympy.binomial)
_GUARD = 64


@dataclass(frozen=True)
class _Term:
    """R(k) h(k), and the ratio of neighbours: a number times a rational function."""

    rational: Quotient
    rest: Expr
    factor: Expr
    ratio: Quotient


def sum_by_ratio(term: Expr, index: Symbol, low: int, bits: int) -> arb | None:
    """The sum over k >= low; None for terms that are not of this kind, or whose ratio tends to one.

    Raises:
        Diverges: where the terms do not tend to zero.
        Undefined: where a term has no value.
    """
    try:
        parts = _read(term, index)
    except NotRationalFunction:
        return None
    if not _no_pole(parts, index, low, term):
        return None
    with ctx.workprec(bits + _GUARD):
        factor = FiniteWalk({}, bits + _GUARD).value(parts.factor)
        return _total(parts, factor, index, low, bits, term)


def _no_pole(parts: _Term, index: Symbol, low: int, term: Expr) -> bool:
    """Whether each term has a value by its factors; a binomial coefficient may vanish where its Gammas fail."""
    for root in parts.rational.rational_poles():
        if root.denominator == 1 and root >= low:
            raise Undefined(f"a term has a pole at {index} = {root}")
    for root in (*parts.ratio.rational_poles(), *parts.ratio.rational_roots()):
        if root.denominator == 1 and root >= low:
            if term.has(sympy.binomial):
                return False
            raise Undefined(f"a term has the gamma function at a pole, near {index} = {root}")
    return True


def _total(parts: _Term, factor: arb, index: Symbol, low: int, bits: int, term: Expr) -> arb | None:
    ratio = _Bound(factor, parts.ratio)
    if ratio.grows():
        raise Diverges(f"the sum of {term} diverges")
    if not ratio.shrinks():
        return None
    rest = FiniteWalk({index: low}, ctx.prec).value(parts.rest)
    total, tolerance = arb(0), arb((1, -bits))
    turn = parts.ratio
    for k in range(low, low + _MOST_TERMS):
        total += _at(parts.rational, k) * rest
        rest *= factor * _at(turn, k)
        if k % 8 == 0:
            here = abs(_at(parts.rational, k + 1) * rest)
            rho = ratio.from_on(k + 1, parts.rational)
            if rho is not None and here / (1 - rho) < tolerance * abs(total).max(tolerance):
                return total + arb(0, (here / (1 - rho)).upper())
    return None


def _at(quotient: Quotient, k: int) -> arb:
    return arb(quotient.above(fmpq(k)) / quotient.below(fmpq(k)))


class _Bound:
    """Of the absolute value of a number times a rational function, for all large k."""

    def __init__(self, factor: arb, ratio: Quotient) -> None:
        self.factor, self.ratio = abs(factor), ratio
        self.excess = ratio.above.degree() - ratio.below.degree()
        leading = arb(ratio.above[ratio.above.degree()] / ratio.below[ratio.below.degree()])
        self.limit = self.factor * abs(leading)

    def grows(self) -> bool:
        """Whether it tends to more than one."""
        return self.excess > 0 or (self.excess == 0 and bool(self.limit > 1))

    def shrinks(self) -> bool:
        """Whether it tends to less than one."""
        return self.excess < 0 or (self.excess == 0 and bool(self.limit < 1))

    def from_on(self, n: int, rational: Quotient) -> arb | None:
        """A bound of |f(k+1)/f(k)| for all k >= n that is below one; None where n is too small."""
        if n < 1:
            return None
        shifted = rational.at(fmpq_poly([1, 1]))
        whole = Quotient(
            self.ratio.above * shifted.above * rational.below, self.ratio.below * shifted.below * rational.above
        )
        above, below = _spread(whole.above, n), 1 - _spread(whole.below, n) + 1
        if not below > 0:
            return None
        rho: arb = self.limit * arb(n) ** self.excess * above / below
        return rho if rho < 1 else None


def _spread(polynomial: fmpq_poly, n: int) -> arb:
    """The sum of |p_i/p_d| n^(i-d), its largest term 1."""
    degree = polynomial.degree()
    lead = abs(arb(polynomial[degree]))
    return sum((abs(arb(polynomial[i])) / lead / arb(n) ** (degree - i) for i in range(degree + 1)), arb(0))


def _read(term: Expr, index: Symbol) -> _Term:
    """Take a product apart.

    Raises:
        NotRationalFunction: where a part is of another kind.
    """
    one = Quotient(fmpq_poly([1]), fmpq_poly([1]))
    rational, rest, factor, ratio = one, sympy.Integer(1), sympy.Integer(1), one
    for part in sympy.Mul.make_args(term):
        base, exponent = part.as_base_exp()
        if index not in part.free_symbols:
            rest *= part
        elif index not in base.free_symbols:
            line = _line(exponent, index)
            rest *= part
            factor *= base ** line[0]
        elif isinstance(base, _FACTORIALS) and exponent.is_Integer:
            rest *= part
            for argument, power in _gammas(base):
                ratio = ratio * _gamma_ratio(argument, index) ** (power * int(exponent))
        else:
            rational = rational * Quotient.of(part, index, {})
    return _Term(rational, rest, factor, ratio.reduced())


def _line(expression: Expr, index: Symbol) -> tuple[Expr, Expr]:
    """Slope and start of a linear function."""
    line = expression.as_poly(index)
    if line is None or line.degree() != 1:
        raise NotRationalFunction
    slope, start = line.all_coeffs()
    return slope, start


def _gammas(function: Expr) -> list[tuple[Expr, int]]:
    """A factorial or binomial coefficient as powers of gamma functions: their arguments and exponents."""
    if isinstance(function, sympy.gamma):
        return [(function.args[0], 1)]
    if isinstance(function, sympy.factorial):
        return [(function.args[0] + 1, 1)]
    n, k = function.args
    return [(n + 1, 1), (k + 1, -1), (n - k + 1, -1)]


def _gamma_ratio(argument: Expr, index: Symbol) -> Quotient:
    """gamma(a (k+1) + b)/gamma(a k + b) for an integer a, as a rational function."""
    if index not in argument.free_symbols:
        return Quotient(fmpq_poly([1]), fmpq_poly([1]))
    slope, start = _line(argument, index)
    shift = exact_value(start)
    if not slope.is_Integer or shift is None or abs(int(slope)) > 20:
        raise NotRationalFunction
    steps = [
        Quotient(fmpq_poly([as_fmpq(shift + Fraction(i)), int(slope)]), fmpq_poly([1]))
        for i in (range(int(slope)) if slope > 0 else range(int(slope), 0))
    ]
    product = Quotient(fmpq_poly([1]), fmpq_poly([1]))
    for step in steps:
        product = product * step
    return product if slope > 0 else product**-1
