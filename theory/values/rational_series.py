r"""Sums and products over rational terms, from a first index on for ever.

Let R = P/Q, the roots r of Q with multiplicity m, and A_{r,j} the coefficient of (k - r)^-j in its partial fractions.
For deg Q >= deg P + 2 the sum converges absolutely, the A_{r,1} add up to zero, and

    sum_{k>=a} R(k) = sum_r [ -A_{r,1} psi(a - r) + sum_{j>=2} A_{r,j} zeta(j, a - r) ]

(DLMF 5.7.6, 25.11.12; zeta is Hurwitz'). With deg Q = deg P + 1 or less the terms are of one sign from some index on,
and the sum is infinite. Terms (-1)^k R(k) are summed over even and odd k. A product of factors P/Q converges to a
number other than zero, if no factor is zero, exactly where P - Q has a degree smaller than Q by two or more; it is

    prod_r Gamma(a - r)^m / prod_s Gamma(a - s)^n,   s the roots of P            (DLMF 5.8.5).

Roots are balls of isolated roots of irreducible factors.

>>> from sympy.abc import k
>>> sum_of_rationals(k/((k + 2)*(k + 4)*(k + 8)), k, 1, 100).overlaps(arb(4)/35)
True
>>> product_of_rationals(1 - 1/k**2, k, 2, 100).overlaps(arb(1)/2)
True
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy
from flint import acb, acb_poly, acb_series, arb, ctx, fmpq_poly, fmpz_poly
from sympy import Expr, Symbol

from lemmata.theory.values.finite_enclosure import Undefined
from lemmata.theory.values.rational_function import NotRationalFunction, Quotient
from lemmata.theory.values.sum_tails import Diverges

_GUARD = 64


def sum_of_rationals(term: Expr, index: Symbol, low: int, bits: int) -> arb | None:
    """The sum over k >= low of R(k) or (-1)^k R(k); None for other terms.

    Raises:
        Diverges: where it does not converge absolutely.
        Undefined: where a term has no value.
    """
    sign, rest = _alternation(term, index)
    quotient = _quotient(rest, index, low)
    if quotient is None:
        return None
    if not quotient.above:
        return arb(0)
    if quotient.below.degree() < quotient.above.degree() + 2:
        raise Diverges(f"the sum of {term} diverges" + (" absolutely" if sign else ""))
    with ctx.workprec(bits + _GUARD):
        if not sign:
            return _sum(quotient, low)
        even, odd = quotient.at(fmpq_poly([0, 2])), quotient.at(fmpq_poly([1, 2]))
        return _sum(even, -(-low // 2)) - _sum(odd, low // 2)


def product_of_rationals(factor: Expr, index: Symbol, low: int, bits: int) -> arb | None:
    """The product over k >= low of R(k); None for other factors.

    Raises:
        Diverges: where it does not converge to a number other than zero, and no factor is zero.
        Undefined: where a factor has no value.
    """
    quotient = _quotient(factor, index, low)
    if quotient is None:
        return None
    if quotient.above == quotient.below:
        return arb(1)
    if any(_integer_from(root, low) for root in quotient.rational_roots()):
        return arb(0)
    if (quotient.above - quotient.below).degree() > quotient.below.degree() - 2:
        raise Diverges(f"the product of {factor} diverges")
    with ctx.workprec(bits + _GUARD):
        value = acb(1)
        for root, times in _roots(quotient.below):
            value *= (low - root).gamma() ** times
        for root, times in _roots(quotient.above):
            value *= (low - root).rgamma() ** times
        return value.real


def _alternation(term: Expr, index: Symbol) -> tuple[bool, Expr]:
    """Whether (-1)^k, or such a power with an odd multiple of k and a shift, is a factor; and what is left."""
    alternating, kept = False, []
    for part in sympy.Mul.make_args(term):
        line = part.exp.as_poly(index) if isinstance(part, sympy.Pow) and part.base == -1 else None
        if line is None or line.degree() != 1 or not all(c.is_Integer for c in line.all_coeffs()):
            kept.append(part)
            continue
        slope, start = map(int, line.all_coeffs())
        alternating ^= bool(slope % 2)
        kept.append(sympy.Integer((-1) ** start))
    return alternating, sympy.Mul(*kept)


def _quotient(term: Expr, index: Symbol, low: int) -> Quotient | None:
    """The term in lowest terms, once what it divides by, as written, is not zero for any index."""
    try:
        quotient = Quotient.of(term, index, {})
    except NotRationalFunction:
        return None
    for root in quotient.rational_poles():
        if _integer_from(root, low):
            raise Undefined(f"a term has a pole at {index} = {root}")
    return quotient.reduced()


def _integer_from(value: Fraction, low: int) -> bool:
    return value.denominator == 1 and value >= low


def _roots(polynomial: fmpq_poly) -> list[tuple[acb, int]]:
    """The complex roots, with their multiplicities, as disjoint balls."""
    factors: Any = fmpz_poly(list(polynomial.numer())).factor()[1]
    return [(root, times) for factor, times in factors for root, _ in factor.complex_roots()]


def _sum(quotient: Quotient, low: int) -> arb:
    """By partial fractions: with Q = q (k - r)^m Q_r, the coefficients are those of the series P/(q Q_r) at r."""
    roots = _roots(quotient.below)
    lead = acb(quotient.below[quotient.below.degree()])
    total = acb(0)
    for root, times in roots:
        others = acb_poly([lead])
        for other, power in roots:
            if other is not root:
                others *= acb_poly([root - other, 1]) ** power
        above = _moved(quotient.above, root)
        series = acb_series(list(above), prec=times) / acb_series(list(others), prec=times)
        for j in range(1, times + 1):
            coefficient = series[times - j]
            part = -(low - root).digamma() if j == 1 else acb(j).zeta(low - root)
            total += coefficient * part
    return total.real


def _moved(polynomial: fmpq_poly, root: acb) -> acb_poly:
    """The polynomial in the distance from a root."""
    moved = acb_poly(polynomial)(acb_poly([root, 1]))
    return moved if isinstance(moved, acb_poly) else acb_poly([moved])
