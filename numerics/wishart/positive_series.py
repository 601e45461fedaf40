r"""The trace of a Wishart resolvent as one series of positive terms.

With the density and the notation of :mod:`lemmata.numerics.wishart.one_point`, but norms scaled to h_0 = 1,

    P_j = L_j(-z),    Q_j = (1/Gamma(a+1)) int x w^2 L_j/(x+z),    h_j = (a+1)_j/j!,
    t_{N-1} = 1,      t_{j+2} = t_j (j+1+a)/(j+2),

the Stieltjes transform m(z) = int rho/(x+z) is

    m = sum_{j<=N-2} P_j Q_j/h_j + P_{N-1} sum_{k = N-1, N+1, ..} t_k Q_k/h_k                                (1)
      = sum_{i>=0} h_i A_i/((i+1) P_i P_{i+1}),                                                              (2)
    A_i = sum_{j<=min(i,N-2)} P_j^2/h_j + P_{N-1} sum_{N-1<=k<=i, k-N+1 even} t_k P_k/h_k.

Every term is positive and every P comes from a recurrence of positive terms, (j+1) D_j = (j+a) D_{j-1} + z P_j with
D_j = P_{j+1} - P_j, so nothing cancels: balls stay narrow in any dimension.

Proof of (1). The first sum is that of the projection P of the density. For the rest, w L_{N-1} v, put
V_j = int w L_j v/(x+z) and c_j = int w L_j v. Orthogonality of v gives c_j = 0 for j <= N-2, and int u v = 1 gives
c_{N-1} = 1. Now v is a constant minus x w times a polynomial of degree <= N-3 (N odd), or v' is a multiple of w L_{N-2}
(N even); integrated against (x w L_j)' = (w/2) [(j+1) L_{j+1} - (j+a) L_{j-1}] both give (j+1) c_{j+1} = (j+a) c_{j-1}
for j >= N-1. So c_j = t_j, and 0 where j-N+1 is odd. The recurrence of the L_j makes

    (j+1) V_{j+1} = (2j+a+1+z) V_j - (j+a) V_{j-1} - c_j,

that of P_j with a source. Hence V_j = V_0 P_j for j <= N-1. With K_j = (j+1) (V_{j+1} Q_j - V_j Q_{j+1})/h_j one finds
K_j = K_{j-1} - c_j Q_j/h_j for j >= 1 and K_0 = V_0 - c_0 Q_0. As j grows V_j grows like a power of j at most (|w L_j|
is below a multiple of x^((a-1)/2) j^a near 0, DLMF 18.14.8, and the inequality of Cauchy and Schwarz does beyond 1),
while Q_j falls faster than any power (below), so K_j -> 0 and V_0 = sum c_j Q_j/h_j. Then V_{N-1} = P_{N-1} V_0.

Proof of (2). Rodrigues' formula (DLMF 18.5.5) and j integrations by parts give

    Q_j = (1/Gamma(a+1)) int x^(j+a) e^-x/(x+z)^(j+1) > 0,                                                   (3)

and the Casoratian of the recurrence is P_{j+1} Q_j - P_j Q_{j+1} = h_j/(j+1). By (3) Q_{j+1} <= Q_j, and P_j and D_j
grow faster than any power (all coefficients of L_j(-z) in z are positive, that of z^k is of order j^(a+k)). So
Q_j <= h_j/((j+1) D_j) falls faster than any power, Q_j/P_j -> 0, and Q_j = P_j s_j with s_j =
sum_{i>=j} h_i/((i+1) P_i P_{i+1}). Exchange the sums.

**The rest from i = M on**, M - N + 1 even and M >= N-1, is A_{M-1} s_M + P_{N-1} E_M, E_M = sum_{k>=M} t_k Q_k/h_k with
k - M even, and Q_M <= h_M/((M+1) D_M) bounds s_M = Q_M/P_M and the first term of E_M. The recurrence and Q_{j+1} <= Q_j
give (j+a) (Q_{j-1} - Q_j) >= z Q_j, that is Q_j/Q_{j-1} <= (j+a)/(j+a+z). So the ratio of two terms of E_M is at most

    (k+1+a)/(k+1+a+z) (k+1)/(k+2+a+z) <= exp(-(1+a+2z)/(k+2+a+z)),

whence E_M <= t_M Q_M/h_M (1 + B/(a-1+2z)), B = M+2+a+z, if a-1+2z > 0. As functions of z, Q_j is completely monotone
by (3) and 1/P_j because L_j has positive zeros; so are s_M and E_M. A completely monotone f has Taylor coefficients
of alternating sign with |f_k| <= f(z-g)/g^k for 0 < g < z; we take g = z/8.

The terms of (2) fall like exp(-2 sqrt(z i)) in the end. For small z that is slow, which is why
:mod:`lemmata.numerics.wishart.forward_recurrences` is there.

>>> with ctx.workprec(100):
...     print(transform(1, 2, arb(1), 1)[0].str(10, radius=False))          # E 1/(1 + chi^2_3), one dimension
0.3443204576
"""

from __future__ import annotations

from math import asinh, log, sqrt
from typing import Any

from flint import arb, arb_series, ctx

_STEPS_BETWEEN_LOOKS = 16
_HUGE = 10**300


def length(N: int, a: int, z: float, bits: int, most: float) -> float:
    """About how many terms give so many bits, as far as that is at most ``most``.

    Beyond N the terms fall like exp(-sum theta_i), (2 sinh(theta_i/2))^2 = ((sqrt(i+a) - sqrt i)^2 + z)/sqrt(i (i+a)).
    """
    i, a, left = float(min(N, _HUGE)), min(a, _HUGE), bits * log(2)
    while left > 0 and i <= most:
        step = 1 + i // 16
        spread = a / (sqrt(i + a) + sqrt(i))
        left -= step * 2 * asinh(sqrt((spread * spread + z) / sqrt(i * (i + a))) / 2)
        i += step
    return i


def converges(a: int, z: float) -> bool:
    """Whether the rest of the series is bounded, at z - z/8."""
    return a - 1 > -7 * z / 4  # a whole number of any size is compared with a float, not turned into one


def transform(N: int, a: int, z: arb, order: int) -> arb_series:
    """m(z + t) = E sum_i 1/(x_i + z + t) as a Taylor polynomial in t, at the current precision and ``ctx.cap``.

    Args:
        N: min(d, T), >= 1.
        a: |T - d|.
        z: > 0, with ``converges(a, z)``.
        order: the number of coefficients.
    """
    nearby = _Laguerre(a, z * 7 / 8, z * 7 / 8)  # a second point, where the rest is bounded
    here = _Laguerre(a, arb_series([z, 1]), z)
    total, gathered, top, t = arb_series([0]), arb_series([0]), arb_series([0]), arb(1)
    while True:
        i = here.index
        if i == N - 1:
            top = here.P
        if i <= N - 2:
            gathered += here.P * here.P / here.h
        elif (i - N + 1) % 2 == 0:
            if (i - N + 1) % _STEPS_BETWEEN_LOOKS == 0:
                least, tail = _rest(nearby, t)
                if gathered[0] * least + top[0] * tail < total[0] * arb((1, -ctx.prec)):
                    return total + gathered * _monotone(least, z, order) + top * _monotone(tail, z, order)
            gathered += top * here.P * (t / here.h)
            t = t * (i + 1 + a) / (i + 2)
        before, h = here.P, here.h
        here.step()
        nearby.step()
        total += gathered * h / ((i + 1) * before * here.P)


class _Laguerre:
    """P_j = L_j(-z), its increment D_j, and h_j, for j = 0, 1, ..; ``at`` is z as a ball or as a series about it."""

    def __init__(self, a: int, at: Any, z: arb) -> None:
        self.a, self.at, self.z = a, at, z
        self.index, self.h = 0, arb(1)
        self.P: Any = at * 0 + 1
        self.D: Any = at + a

    def step(self) -> None:
        j = self.index = self.index + 1
        self.h = self.h * (j + self.a) / j
        self.P = self.P + self.D
        self.D = ((j + self.a) * self.D + self.at * self.P) / (j + 1)


def _rest(near: _Laguerre, t: arb) -> tuple[arb, arb]:
    """Bounds of s_M and E_M at a point."""
    M, a, z = near.index, near.a, near.z
    Q = 1 / ((M + 1) * near.D)  # Q_M/h_M
    return near.h * Q / near.P, t * Q * (1 + (M + 2 + a + z) / (a - 1 + 2 * z))


def _monotone(bound: arb, z: arb, order: int) -> arb_series:
    """The Taylor coefficients at z of a completely monotone function that is at most ``bound`` at z - z/8."""
    return arb_series([(-1) ** k * arb(0).union(bound * (8 / z) ** k) for k in range(order)])
