r"""The eigenvalues of a real Wishart matrix, exactly: expected traces of functions of its resolvent.

X has T rows drawn from N(0, I_d), W = X'X, and N = min(d, T), a = |T - d|. The N positive eigenvalues of W have the
joint density prod_i w(x_i) prod_{i<j} |x_i - x_j| with w(x) = x^((a-1)/2) e^(-x/2) (James 1964, Ann. Math. Stat. 35).
Write L_j for the Laguerre polynomials L_j^(a), h_j = Gamma(j+a+1)/j! for their squared norms under
x w(x)^2 = x^a e^-x, and (eps f)(x) = (1/2) int sgn(x - y) f(y) dy. The density of all eigenvalues together is

    rho(x) = x w^2 sum_{j<=N-2} L_j^2/h_j + w L_{N-1} v,
    v = -(N-1)/(2 h_{N-2}) eps(w L_{N-2})                               (N even),
    v = [1 - x w sum_{j<=N-2} L_j I_j/h_j]/I_{N-1},  I_j = int w L_j     (N odd).

Proof. For beta = 1 ensembles rho(x) = S(x, x) where S is the projection onto H = w * {polynomials of degree < N} whose
right functions span eps H (N even), or {eps f : f in H, int f = 0} and the constant 1 (N odd) (Tracy and Widom 1998,
J. Stat. Phys. 92, Section 2). By the recurrences of DLMF 18.9 the derivative of g = x w L_j is

    (x w L_j)' = (w/2) [(j+1) L_{j+1} - (j+a) L_{j-1}],        so  eps g' = g  and  int g' = 0,

so that G = x w * {polynomials of degree <= N-2} lies among the right functions. The kernel
P(x, y) = sum_{j<=N-2} w(x) L_j(x) y w(y) L_j(y)/h_j is the projection onto w * {degree <= N-2} with right functions G,
and S = P + u(x) v(y) with u in H orthogonal to G, hence u = w L_{N-1}; v among the right functions, orthogonal to
w * {degree <= N-2}; and int u v = 1. For N odd v is the multiple of 1 minus its part in G. For N even
v ~ eps(w L_{N-2}): by the identity above, eps(w L_i) with i odd is x w times polynomials of even degree < i, and with
i even it is x w times polynomials of odd degree < i plus a multiple of eps w; as eps is antisymmetric, all
int eps(w L_{N-2}) w L_i with i <= N-2 vanish, and int eps(w L_{N-2}) w L_{N-1} = -2 h_{N-2}/(N-1). (The structure is
that of Adler, Forrester, Nagao and van Moerbeke 2000, J. Stat. Phys. 99.)

The Stieltjes transform m(z) = int rho/(x + z), as a Taylor polynomial in z, gives the mean of every power of the
resolvent. It is computed in two ways that share the density alone: :mod:`lemmata.numerics.wishart.positive_series`, in
which nothing cancels, and :mod:`lemmata.numerics.wishart.forward_recurrences` for very small z. The working precision
is raised until the balls are narrow enough, so that a poor guess costs time and never correctness.

>>> mean_trace((0, 1), 1, 3, 1).to_decimal(10)[0]            # E 1/(1 + chi^2_3), one dimension
'3.443204576e-1'
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from flint import arb, arb_series, ctx

from lemmata.numerics.accuracy import as_arb
from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import InputError, NotAccurate
from lemmata.numerics.exact import Exact, exact, exact_integer
from lemmata.numerics.wishart import forward_recurrences, positive_series

_MOST_BITS = 200_000


def mean_trace(polynomial: Sequence[Exact], d: Exact, T: Exact, z: Exact | Ball, *, digits: int = 30) -> Ball:
    r"""E tr p(G) with G = z (X'X + z)^-1, for a T x d matrix X of independent standard normal entries.

    With z = T ridge, G is ridge times the resolvent of X'X/T: the part of a parameter that ridge regression misses.

    Args:
        polynomial: coefficients of p, constant term first.
        d: columns of X, an integer >= 1.
        T: rows of X, an integer >= 1.
        z: a positive number; an irrational one is given as a ball.
        digits: relative accuracy of the answer.

    Raises:
        InputError: naming the argument that is out of its domain.
        NotAccurate: when no working precision within reason gives the digits.

    >>> mean_trace((1, -1), 3, 5, "1/1000").to_decimal(6)[0]          # close to the rank, 3
    '2.99715'
    """
    coefficients = [exact(c, "polynomial") for c in polynomial]
    dimension, rows = exact_integer(d, "d", least=1), exact_integer(T, "T", least=1)
    ends = (z.lower, z.upper) if isinstance(z, Ball) else (exact(z, "z"),)
    if ends[0] <= 0:
        raise InputError("z", z, "> 0")
    least, order = min(dimension, rows), max(len(coefficients) - 1, 1)
    null = (dimension - least) * sum(coefficients, Fraction(0))  # G is 1 on the kernel of X'X
    bits = int(3.33 * digits) + 64 + 8 * order
    while bits <= _MOST_BITS:
        powers = [_powers(least, abs(rows - dimension), end, order, bits) for end in set(ends)]
        total = _combined(coefficients, powers, least, null, bits)
        if total is not None and (total.accurate_to(digits) or total.is_exact):
            return total
        if isinstance(z, Ball) and total is not None and _as_narrow_as(z, total, bits):
            raise NotAccurate(f"z is known too coarsely for {digits} digits")
        bits *= 2
    raise NotAccurate(f"the trace is not known to {digits} digits at {_MOST_BITS} bits")


def _combined(
    coefficients: list[Fraction], powers: list[list[arb]], least: int, null: Fraction, bits: int
) -> Ball | None:
    """E tr p(G); E tr G^k increases in z, so that the values at both ends of a ball enclose the one in between."""
    before = ctx.prec
    ctx.prec = bits
    try:
        total = as_arb(null) + as_arb(coefficients[0]) * least
        for coefficient, ends in zip(coefficients[1:], zip(*powers, strict=True), strict=False):
            total += as_arb(coefficient) * ends[0].union(ends[-1])
        return Ball.from_arb(total) if total.is_finite() else None
    finally:
        ctx.prec = before


def _as_narrow_as(z: Ball, total: Ball, bits: int) -> bool:
    """Whether the width of z, and not the working precision, limits the accuracy."""
    return bool(total.rad * 2 ** (bits // 2) > abs(total.mid) and z.rad * 2 ** (bits // 4) > z.mid)


@lru_cache(maxsize=256)
def _powers(N: int, a: int, z: Fraction, order: int, bits: int) -> list[arb]:
    """E sum_i g_i^k over the positive eigenvalues, g = z/(x + z), for k = 1..order."""
    before = ctx.prec, ctx.cap
    ctx.prec, ctx.cap = bits, order
    try:
        point = as_arb(z)
        m = _transform(N, a, z, order)
        return [(-1) ** k * m[k] * point ** (k + 1) for k in range(order)]
    finally:
        ctx.prec, ctx.cap = before


def _transform(N: int, a: int, z: Fraction, order: int) -> arb_series:
    """m as a Taylor polynomial, by the route that is quicker."""
    size, most = float(min(z, Fraction(10**300))), 4 * N + 500
    if positive_series.converges(a, size) and positive_series.length(N, a, size, ctx.prec, most) <= most:
        return positive_series.transform(N, a, as_arb(z), order)
    with ctx.workprec(ctx.prec + forward_recurrences.expected_loss(N, z)):
        return forward_recurrences.transform(N, a, as_arb(z), order)
