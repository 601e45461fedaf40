r"""The remainder of the Mellin expansion of a spectral sum, as an integral along a vertical line, enclosed by balls.

For u > 1 and M > 0, with G(s) = Gamma(s) Gamma(q-s)/Gamma(q),

    sum_{k>=1} k^-u/(k^-beta + kappa)^q = (the residues at the poles with Re s > -M) + R,     |R| <= C_M kappa^M,
    C_M = (1/pi) int_0^oo |G(-M + it) zeta(a + i beta t)| dt,     a = u - q beta - M beta,

for every kappa > 0, provided that no pole lies on the line Re s = -M: M is no integer, and q - (u-1)/beta is not -M.
(The sum is (1/2 pi i) int kappa^-s G(s) zeta(u - q beta + beta s) ds along a line to the right; the line is moved,
which the decay of G allows. Flajolet, Gourdon, Dumas, "Mellin transforms and asymptotics: harmonic sums", 1995.)

**Evaluation.** As q is an integer, G(s) = (pi/sin(pi s)) prod_{i<q} (i - s)/i exactly. On [0, L] the modulus is
enclosed on intervals of t, the ones that contribute most to the width being halved until the ball is narrow enough.

**Tail.** For t >= L: |sin(pi s)| >= sinh(pi t), |i - s|/i <= 1 + M + t. With n >= 1 such that a + 2n >= 1, the formula

    zeta(s) = 1/(s-1) + 1/2 + sum_{k<=n} C(s+2k-2, 2k-1) B_2k/(2k) - C(s+2n, 2n+1) int_1^oo B~_{2n+1}(x) x^(-s-2n-1) dx

(DLMF 25.2.10), |B_2k| <= 4 (2k)!/(2 pi)^2k and |B~_{2n+1}| <= 4 (2n+1)!/(2 pi)^(2n+1) (DLMF 24.9, 24.8.1), and
|s + j| <= Y = |a| + 2n + beta t for 0 <= j <= 2n give, where Y >= 2 pi and beta t >= 1,

    |zeta(a + i beta t)| <= (3/2 + 4n + 4/(a+2n)) (Y/(2 pi))^(2n+1).

So the integrand is at most a constant times Y^(2n+1) (1+M+t)^(q-1) e^(-pi t), whose logarithm falls at least as fast as
-eta t, eta = pi - (2n+1) beta/(|a| + 2n + beta L) - (q-1)/(1+M+L): the tail is at most its value at L over eta.

>>> ball = remainder_constant(3, 2, 2, "1/2")
>>> ball.contains(Fraction("0.0258744906007398")), ball.upper < Fraction("0.0272")
(True, True)
"""

from __future__ import annotations

from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import ceil

from flint import acb, arb, ctx

from lemmata.numerics.accuracy import as_arb
from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import InputError, NotAccurate
from lemmata.numerics.exact import Exact, exact
from lemmata.numerics.sums.parameters import read_parameters

_BITS = 64
_WIDEST = 400
_NEGLIGIBLE = 1e-9
_MOST_INTERVALS = 1 << 15


def remainder_constant(u: Exact, q: Exact, beta: Exact, M: Exact, *, within: Exact = "1/20") -> Ball:
    """A ball around C_M.

    Args:
        u: > 1.
        q: an integer >= 1.
        beta: > 0.
        M: > 0, no integer, and not (u-1)/beta - q.
        within: the radius is at most this share of the value; halving it takes twice the time.

    Raises:
        InputError: for a parameter out of its domain.
        NotAccurate: when that is not reached.
    """
    exponent, power, capacity, _ = read_parameters(u, q, beta, None)
    shift = exact(M, "M")
    if shift <= 0 or shift.denominator == 1 or power - (exponent - 1) / capacity == -shift:
        raise InputError("M", M, "> 0 and between the poles: no integer, and not (u-1)/beta - q")
    share = exact(within, "within")
    if not 0 < share <= 1:
        raise InputError("within", within, "in (0, 1]")
    with ctx.workprec(_BITS):
        line = _Line(exponent, power, capacity, shift)
        return Ball.from_arb(line.integral(line.end(), float(share)) / arb.pi())


class _Line:
    """The integrand on Re s = -M."""

    def __init__(self, u: Fraction, q: int, beta: Fraction, M: Fraction) -> None:
        self.q, self.beta, self.M = q, beta, M
        self.a = u - q * beta - M * beta
        self.n = max(1, ceil((1 - self.a) / 2))

    def end(self) -> int:
        """L beyond which the tail is far below the integrand at t = 1."""
        size = abs(self._at(acb(1)))
        for end in range(4, _WIDEST):
            if self.tail(end) < size * _NEGLIGIBLE:
                return end
        raise NotAccurate(f"the integrand is not small at t = {_WIDEST}")

    def integral(self, end: int, within: float) -> arb:
        """The integral from 0 to L by intervals, and the bound of the rest."""
        pieces = [self._piece(Fraction(i, 8), Fraction(i + 1, 8)) for i in range(8 * end)]
        heapify(pieces)
        for _ in range(_MOST_INTERVALS // 64):
            total: arb = sum((piece[-1] for piece in pieces), arb(0))
            if total.rad() < within * abs(total.mid()):
                return total + self.tail(end).union(arb(0))
            for _ in range(64):
                _, low, high, _ = heappop(pieces)
                middle = (low + high) / 2
                heappush(pieces, self._piece(low, middle))
                heappush(pieces, self._piece(middle, high))
        raise NotAccurate(f"the ball is wider than {within} of the value after {_MOST_INTERVALS} intervals")

    def _piece(self, low: Fraction, high: Fraction) -> tuple[float, Fraction, Fraction, arb]:
        """An interval with the integral over it; the widest balls come first in order."""
        value = abs(self._at(acb(as_arb(low).union(as_arb(high))))) * as_arb(high - low)
        width = float(value.rad()) if value.is_finite() else float("inf")
        return -width, low, high, value

    def tail(self, end: int) -> arb:
        """The bound of the integral from L on; infinite where it does not hold."""
        a, n, beta, M, L = as_arb(self.a), self.n, as_arb(self.beta), as_arb(self.M), arb(end)
        Y = abs(a) + 2 * n + beta * L
        eta = arb.pi() - (2 * n + 1) * beta / Y - (self.q - 1) / (1 + M + L)
        if not (eta > 0 and Y >= 2 * arb.pi() and beta * L >= 1):
            return arb.pos_inf()
        zeta = (arb(3) / 2 + 4 * n + 4 / (a + 2 * n)) * (Y / (2 * arb.pi())) ** (2 * n + 1)
        gammas = arb.pi() / (arb.pi() * L).sinh() * (1 + M + L) ** (self.q - 1)
        # e^(pi t)/sinh(pi t) falls, so that 1/sinh(pi t) <= e^(-pi (t-L))/sinh(pi L)
        return zeta * gammas / eta

    def _at(self, t: acb) -> acb:
        """G(-M + it) zeta(a + i beta t)."""
        s = acb(-as_arb(self.M)) + acb(0, 1) * t
        value = acb(arb.pi()) / s.sin_pi()
        for i in range(1, self.q):
            value *= (i - s) / i
        return value * (acb(as_arb(self.a)) + acb(0, 1) * as_arb(self.beta) * t).zeta()
