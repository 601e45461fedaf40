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

The Stieltjes transform m(z) = int rho/(x + z) then needs, beside P_j = L_j(-z), only

    Q_j = int x w^2 L_j/(x+z),   R_j = int w L_j/(x+z),   B_j = int w L_j eps(w)/(x+z),

because int x w^2 L_i L_j/(x+z) = P_i Q_j for i <= j. All four satisfy the recurrence

    (j+1) f_{j+1} = (2j+a+1+z) f_j - (j+a) f_{j-1} - s_j

with s_j = 0, h_0 [j = 0], I_j, int w L_j eps(w); their first members are in :mod:`numerics.wishart.starts`. They are
carried as Taylor polynomials in z, which gives every power of the resolvent at once. The recurrences lose digits
(about as many as P_N has); the working precision is raised until the balls are narrow enough, so that a poor guess
costs time and never correctness.

>>> mean_trace((0, 1), 1, 3, 1).to_decimal(10)[0]            # E 1/(1 + chi^2_3), one dimension
'3.443204576e-1'
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from math import log, sqrt

from flint import arb, arb_series, ctx, fmpq

from numerics.ball import Ball
from numerics.errors import InputError
from numerics.exact import Exact, exact, exact_integer
from numerics.spectral_sums import NotAccurate
from numerics.wishart.starts import Starts

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
    bits = int(3.33 * digits) + 64 + 3 * least + _expected_loss(least, ends[-1])
    while bits <= _MOST_BITS:
        powers = [_powers(least, abs(rows - dimension), end, order, bits) for end in set(ends)]
        total = _combined(coefficients, powers, least, null, bits)
        if total is not None and (total.accurate_to(digits) or total.is_exact):
            return total
        if isinstance(z, Ball) and total is not None and _as_narrow_as(z, total, bits):
            raise NotAccurate(f"z is known too coarsely for {digits} digits")
        bits *= 2
    raise NotAccurate(f"the trace is not known to {digits} digits at {_MOST_BITS} bits")


def _expected_loss(N: int, z: Fraction) -> int:
    """About the bits that the recurrences lose, 2 log2 P_N, from L_N(-z) < e^(2 sqrt(N z)) and < (1 + z/N)^N e^N."""
    ratio = float(min(z / N, Fraction(10**300)))
    return int(2 * N * min(2 * sqrt(ratio), 1 + log(1 + ratio)) / log(2))


def _combined(
    coefficients: list[Fraction], powers: list[list[arb]], least: int, null: Fraction, bits: int
) -> Ball | None:
    """E tr p(G); E tr G^k increases in z, so that the values at both ends of a ball enclose the one in between."""
    before = ctx.prec
    ctx.prec = bits
    try:
        total = _arb(null) + _arb(coefficients[0]) * least
        for coefficient, ends in zip(coefficients[1:], zip(*powers, strict=True), strict=False):
            total += _arb(coefficient) * ends[0].union(ends[-1])
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
        point = _arb(z)
        transform = _stieltjes(N, a, point, order)
        return [(-1) ** k * transform[k] * point ** (k + 1) for k in range(order)]
    finally:
        ctx.prec, ctx.cap = before


def _stieltjes(N: int, a: int, z: arb, order: int) -> arb_series:
    """m(z + t) = E sum_i 1/(x_i + z + t) as a Taylor polynomial in t."""
    starts = Starts(a, z, order)
    at = arb_series([z, 1])
    P = _members(N, a, at, arb_series([1]), [])
    Q = _members(N, a, at, starts.Q(), [starts.h])
    h = _norms(N, a, starts.h)
    determinantal = sum((P[j] * Q[j] / h[j] for j in range(N - 1)), arb_series([0]))
    if N % 2:
        integrals = _every_second(N, a, starts.mass, first=0)
        R = _members(N, a, at, starts.R(), integrals)
        inner = sum((P[j] * (integrals[j] / h[j]) for j in range(0, N - 1, 2)), arb_series([0]))
        return determinantal + (R[N - 1] - inner * Q[N - 1]) / integrals[N - 1]
    B = _members(N, a, at, starts.B(), _every_second(N, a, -2 * starts.h, first=1))
    inner, factor = arb_series([0]), arb(1)
    for j in range(N - 3, 0, -2):  # eps(w L_{j+1}) = 2 x w L_j/(j+1) + (j+a)/(j+1) eps(w L_{j-1})
        inner += P[j] * (2 * factor / (j + 1))
        factor *= arb(j + a) / (j + 1)
    return determinantal - (inner * Q[N - 1] + factor * B[N - 1]) * (N - 1) / (2 * h[N - 2])


def _members(N: int, a: int, z: arb_series, first: arb_series, sources: Sequence[arb]) -> list[arb_series]:
    """f_0 .. f_{N-1} by the recurrence of the module's head; sources beyond the list are 0."""

    def steps() -> Iterator[arb_series]:
        earlier, f = arb_series([0]), first
        for j in range(N):
            yield f
            source = sources[j] if j < len(sources) else 0
            earlier, f = f, ((2 * j + a + 1 + z) * f - (j + a) * earlier - source) / (j + 1)

    return list(steps())


def _norms(N: int, a: int, first: arb) -> list[arb]:
    """h_0 .. h_{N-1}, h_{j+1} = h_j (j+1+a)/(j+1)."""
    norms = [first]
    for j in range(N - 1):
        norms.append(norms[-1] * (j + 1 + a) / (j + 1))
    return norms


def _every_second(N: int, a: int, value: arb, *, first: int) -> list[arb]:
    """s_first = value, s_{j+1} = s_{j-1} (j+a)/(j+1), and 0 in between."""
    members = [arb(0)] * N
    for j in range(first, N, 2):
        members[j] = value
        value = value * (j + 1 + a) / (j + 2)
    return members


def _arb(value: Fraction) -> arb:
    return arb(fmpq(value.numerator, value.denominator))
