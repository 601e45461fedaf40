r"""The trace of a Wishart resolvent by forward recurrences, for small z.

The Stieltjes transform m(z) = int rho/(x + z) of the density in :mod:`lemmata.numerics.wishart.one_point` needs, beside
P_j = L_j(-z), only

    Q_j = int x w^2 L_j/(x+z),   R_j = int w L_j/(x+z),   B_j = int w L_j eps(w)/(x+z),

because int x w^2 L_i L_j/(x+z) = P_i Q_j for i <= j. All four satisfy the recurrence

    (j+1) f_{j+1} = (2j+a+1+z) f_j - (j+a) f_{j-1} - s_j

with s_j = 0, h_0 [j = 0], I_j, int w L_j eps(w); their first members are in
:mod:`lemmata.numerics.wishart.first_members`. So f_j = f_0 P_j - g_j, where g_0 = 0 and
P and g are sums of increments of one sign,

    (j+1) (g_{j+1} - g_j) = (j+a) (g_j - g_{j-1}) + z g_j + s_j,

and one subtraction each is all that is lost, about as many digits as P_N has: few where z is small, which is where the
series of :mod:`lemmata.numerics.wishart.positive_series` is slow. Everything is carried as Taylor polynomials in z.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import log, sqrt

from flint import arb, arb_series

from lemmata.numerics.wishart.first_members import Starts

Members = list[arb_series]


def expected_loss(N: int, z: Fraction) -> int:
    """About the bits that are lost, 2 log2 P_N, from L_N(-z) < e^(2 sqrt(N z)) and < (1 + z/N)^N e^N."""
    ratio = float(min(z / N, Fraction(10**300)))
    return int(2 * N * min(2 * sqrt(ratio), 1 + log(1 + ratio)) / log(2))


def transform(N: int, a: int, z: arb, order: int) -> arb_series:
    """m(z + t) = E sum_i 1/(x_i + z + t) as a Taylor polynomial in t."""
    starts = Starts(a, z, order)
    at = arb_series([z, 1])
    P = _sums(a, at, arb_series([1]), 1, [arb(0)] * N)
    Q = _members(a, at, P, starts.Q(), [starts.h])
    h = _norms(N, a, starts.h)
    determinantal = sum((P[j] * Q[j] / h[j] for j in range(N - 1)), arb_series([0]))
    if N % 2:
        integrals = _every_second(N, a, starts.mass, first=0)
        R = _members(a, at, P, starts.R(), integrals)
        inner = sum((P[j] * (integrals[j] / h[j]) for j in range(0, N - 1, 2)), arb_series([0]))
        return determinantal + (R[N - 1] - inner * Q[N - 1]) / integrals[N - 1]
    B = _members(a, at, P, starts.B(), _every_second(N, a, -2 * starts.h, first=1))
    inner, factor = arb_series([0]), arb(1)
    for j in range(N - 3, 0, -2):  # eps(w L_{j+1}) = 2 x w L_j/(j+1) + (j+a)/(j+1) eps(w L_{j-1})
        inner += P[j] * (2 * factor / (j + 1))
        factor *= arb(j + a) / (j + 1)
    return determinantal - (inner * Q[N - 1] + factor * B[N - 1]) * (N - 1) / (2 * h[N - 2])


def _members(a: int, z: arb_series, P: Sequence[arb_series], first: arb_series, sources: Sequence[arb]) -> Members:
    """f_j = f_0 P_j - g_j for j < N; sources beyond the list are 0."""
    g = _sums(a, z, arb_series([0]), 0, [*sources, *[arb(0)] * (len(P) - len(sources))])
    return [first * p - lost for p, lost in zip(P, g, strict=True)]


def _sums(a: int, z: arb_series, first: arb_series, increment: int, sources: Sequence[arb]) -> Members:
    """g_j from g_0 = ``first`` and g_0 - g_{-1} = ``increment``, by the recurrence of the increments."""
    found, g, step = [], first, arb_series([increment])
    for j, source in enumerate(sources):
        found.append(g)
        step = ((j + a) * step + z * g + source) / (j + 1)
        g = g + step
    return found


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
