r"""The end of an Euler-Maclaurin sum as one polynomial in w/(1 + w).

For f(x) = x^g (1 + kappa x^beta)^-q, a point x and w = kappa x^beta, everything that Euler-Maclaurin summation needs
at x is a function of w alone, times x f(x). Let

    y = w/(1 + w):  f(x (1 + t)) = f(x) (1 + t)^g (1 + y h(t))^-q,    h(t) = (1 + t)^beta - 1.

The same holds with (g, beta, y) replaced by (g - q beta, -beta, 1/(1 + w)), because f(x) = kappa^-q x^(g - q beta)
(1 + x^-beta/kappa)^-q. So one of two polynomials with y <= 1/2 always serves; call its exponents (g, beta) again.

**Corrections.** With b_n = B_(n+1)/((n+1) x^(n+1)) and [t^n] the Taylor coefficients at 0,

    sum_{odd n < m} b_n [t^n] (1 + t)^g (1 + y h)^-q = sum_{i < m} C(-q, i) D_i y^i,
    D_i = sum_n b_n [t^n] (1 + t)^g h^i = (i-th forward difference at 0 of P),   P(j) = sum_n b_n C(g + beta j, n),

by the binomial theorem for h^i = ((1 + t)^beta - 1)^i; h^i starts at t^i, so the polynomial is exact.

**Integral.** With alpha = (1 + g)/beta (DLMF 15.6.1 and Pfaff's transformation 15.8.1),

    int_0^x f = x f(x)/(1 + g) 2F1(q, 1; alpha + 1; y) = x f(x)/(1 + g) sum_n (q)_n/(alpha + 1)_n y^n,

and for the second set of exponents, where 1 + g < 0 < alpha, the right side is minus the integral from x to infinity.
For alpha <= 0, not an integer, both stay antiderivatives of f (up to sign) by analytic continuation. The series is
cut where its terms are small; the ratio of consecutive terms from the M-th on is at most
rho = y max(1, (q + M)/(alpha + 1 + M)) in absolute value for alpha + 1 + M > 0, so that the rest is at most
(first omitted term)/(1 - rho).

**Cutting.** For small y few coefficients matter. With T_n = sum_{i >= n} |c_i| Y^i for Y = 9/16, the terms from the
n-th on are at most T_n (y/Y)^n for y <= Y. A copy of the polynomial for a smaller range keeps the first n and adds this
bound to the radius of the constant term. Coefficients are balls: rounding and cutting are enclosed.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate, pairwise
from math import ceil, lcm

from flint import arb, arb_mat, arb_poly, ctx, fmpq, fmpz

LARGEST = arb(fmpq(9, 16))
"""The polynomials are meant for y <= 1/2 and enclose the value for y below this."""

_RANGES = [arb((1, -shift)) for shift in (64, 16, 4)]


class EndPolynomial:
    """x f(x) times this, at y, is the integral and the corrections of f at x, less f(x)/2: see the module's head.

    Args:
        x: the point, an integer.
        g, beta, q: the exponents of f, or of its reflection.
        weights: B_(n+1)/(n+1) for n = 1, 3, 5, ..., as balls.
        bits: the precision of the coefficients.
    """

    def __init__(self, x: int, g: Fraction, beta: Fraction, q: int, weights: list[arb], bits: int) -> None:
        before = ctx.prec
        ctx.prec = bits + 4 * len(weights) + 16  # differences of order m lose about m bits
        try:
            coefficients = _integral(g, beta, q, bits)
            coefficients += [arb(0)] * (2 * len(weights) - len(coefficients))
            for i, value in enumerate(_corrections(x, g, beta, q, weights)):
                coefficients[i] += value
            coefficients[0] -= arb(fmpq(1, 2 * x))
            self.pieces = _pieces(coefficients, bits)
        finally:
            ctx.prec = before

    def __call__(self, y: arb) -> arb:
        """The value at 0 <= y < 9/16."""
        for largest, polynomial in self.pieces:
            if y < largest:
                return polynomial(y)
        return arb.nan()


def _integral(g: Fraction, beta: Fraction, q: int, bits: int) -> list[arb]:
    """(q)_n/(alpha + 1)_n/(1 + g), with the rest of the series for y <= LARGEST in the first one's radius."""
    alpha = (1 + g) / beta
    p, r = alpha.numerator, alpha.denominator
    count = max(ceil(1.21 * (bits + 8)) + 8 * q, ceil(-alpha) + 2)  # (9/16)^(1.21 b) < 2^-b
    found = [arb(fmpq(g.denominator, g.numerator + g.denominator))]
    for n in range(1, count + 1):
        found.append(found[-1] * (r * (q + n - 1)) / (p + r * n))
    size = abs(found.pop()) * LARGEST**count
    ratio = LARGEST * arb(fmpq(r * (q + count), p + r * (count + 1))).max(arb(1))
    found[0] += arb(0, (size / (1 - ratio)).upper()) if ratio < 1 else arb.nan()
    return found


def _corrections(x: int, g: Fraction, beta: Fraction, q: int, weights: list[arb]) -> list[arb]:
    """C(-q, i) D_i for i < m."""
    r = lcm(g.denominator, beta.denominator)
    row = _row(x, r, weights)
    first, step = int(g * r), int(beta * r)
    values = [_binomial_sum(row, first + step * j, r) for j in range(2 * len(weights))]
    found, binomial = [], fmpz(1)
    for i in range(len(values)):
        found.append(values[0] * binomial)
        values = [after - value for value, after in pairwise(values)]
        binomial = -binomial * (q + i) // (i + 1)
    return found


def _row(x: int, r: int, weights: list[arb]) -> arb_mat:
    """b_n/(n! r^n) for odd n."""
    found, scale = [], fmpz(r) * x * x
    for n, weight in zip(range(1, 2 * len(weights), 2), weights, strict=True):
        found.append(weight / scale)
        scale *= (n + 1) * (n + 2) * (r * x) ** 2
    return arb_mat(1, len(weights), found)


def _binomial_sum(row: arb_mat, p: int, r: int) -> arb:
    """The sum of b_n C(p/r, n) over odd n; n! r^n times the binomial coefficient is an integer."""
    term, column = fmpz(p), []
    for n in range(1, 2 * row.ncols(), 2):
        column.append(term)
        term = term * ((p - n * r) * (p - (n + 1) * r))
    return (row * arb_mat(row.ncols(), 1, column))[0, 0]


def _pieces(coefficients: list[arb], bits: int) -> list[tuple[arb, arb_poly]]:
    """For each range of y the polynomial with as few coefficients as the precision needs."""
    powers = accumulate(range(len(coefficients) - 1), lambda power, _: power * LARGEST, initial=arb(1))
    sizes = [abs(value) * power for value, power in zip(coefficients, powers, strict=True)]
    rests = list(accumulate(reversed(sizes), initial=arb(0)))[::-1]
    small = sizes[0] * arb((1, -bits - 8))
    kept = len(coefficients)
    while kept > 1 and rests[kept - 1] < small:
        kept -= 1
    found = [(LARGEST, _cut(coefficients, kept, rests[kept]))]
    for largest in reversed(_RANGES):
        shrink, kept, power = largest / LARGEST, 1, largest / LARGEST
        while kept < len(coefficients) and not rests[kept] * power < small:
            kept, power = kept + 1, power * shrink
        found.append((largest, _cut(coefficients, kept, rests[kept] * power)))
    return found[::-1]


def _cut(coefficients: list[arb], kept: int, rest: arb) -> arb_poly:
    return arb_poly([coefficients[0] + arb(0, rest.upper()), *coefficients[1:kept]])
