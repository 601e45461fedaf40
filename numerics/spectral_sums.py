r"""Certified spectral sums of power laws, by Euler-Maclaurin summation in ball arithmetic.

    S(u, q, beta, kappa, d) = sum_{k=1}^{d} k^-u / (k^-beta + kappa)^q = sum f(k),
    f(x) = x^g (1 + kappa x^beta)^-q,   g = q beta - u.

With d = oo the sum converges exactly when u > 1. Degrees of freedom are df_m = S(m beta, m, beta, kappa, d).

**Euler-Maclaurin.** For N < d and m even (DLMF 2.10(i)),

    sum_{k=N}^{d} f(k) = int_N^d f + (f(N) + f(d))/2 + sum_{j=1}^{m/2} B_2j/(2j)! (f^(2j-1)(d) - f^(2j-1)(N)) + R,

and for d = oo all terms at d vanish. Derivatives come from the Taylor series of f at N, in Arb.

**Remainder.** For m - 1 > max(g, 0), 0 < theta < 1, phi = asin(theta), beta phi < pi,

    |R| <= 4 m!/(2 pi theta N)^m max((1+theta)^g, (1-theta)^g) (1-theta)^(-beta q) cos(beta phi/2)^-q
           f(N) N/(m - 1 - max(g, 0)).

Proof. R is minus the integral of B_m({x}) f^(m)(x)/m!, and |B_m({x})| <= 4 m!/(2 pi)^m (DLMF 24.9.8 bounds the even
Bernoulli numbers). By Cauchy on |z - x| <= theta x, |f^(m)(x)| <= m!/(theta x)^m sup |f|. On that disc |arg z| <= phi,
|1 + w| >= (1 + |w|) cos(arg(w)/2), and 1 + kappa c^beta x^beta >= c^beta (1 + kappa x^beta) for c = 1 - theta. Finally
f(x) <= f(N) max(1, (x/N)^g), and x^-m times that integrates to N^(1-m)/(m - 1 - max(g, 0)). The bound is evaluated in
balls and added to the radius, so that a poor choice of N, m or theta costs width, never correctness. (The argument is
that of Johansson, "Rigorous high-precision computation of the Hurwitz zeta function", 2015.)

**Integral.** With w = kappa x^beta, alpha = (1+g)/beta, nu = q - alpha (DLMF 15.6.1),

    int_x^oo f = x^(1+g) w^-q/(beta nu) 2F1(q, nu; nu+1; -1/w)   (nu > 0),
    int_0^x f  = x^(1+g)/(1+g) 2F1(q, alpha; alpha+1; -w)         (alpha > 0).

Both are antiderivatives up to sign wherever they are defined; for finite d the one without cancellation is taken.

>>> ball = df1(2, 1, digits=20)
>>> abs(float(ball.mid) - 1.0766740474685811) < 1e-15       # (pi coth pi - 1)/2
True
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import asin, ceil, cos, lgamma, log, pi, sin
from typing import Any

from flint import arb, arb_series, ctx, fmpq

from numerics.ball import Ball
from numerics.errors import InputError
from numerics.exact import Exact, exact, exact_integer

_MOST_BITS = 1 << 16


class NotAccurate(ArithmeticError):
    """The accuracy asked for was not reached; nothing wider is returned in its place."""


def spectral_sum(
    u: Exact, q: Exact, beta: Exact, kappa: Exact | Ball, d: Exact | None = None, *, digits: int = 30
) -> Ball:
    """A ball around sum_{k<=d} k^-u / (k^-beta + kappa)^q.

    Args:
        u: any rational; with infinite ``d`` the sum converges exactly for u > 1.
        q: an integer >= 1.
        beta: the capacity, > 0.
        kappa: > 0, exact or a ball of positive numbers.
        d: the number of terms; None or ``"oo"`` is infinite.
        digits: the radius is at most 10^-digits times the value.

    Raises:
        InputError: for a divergent sum, or a parameter out of its domain.
        NotAccurate: when a ball given for kappa is too wide for the digits.

    >>> spectral_sum(1, 1, 1, 1, 3).contains(Fraction(1, 2) + Fraction(1, 3) + Fraction(1, 4))
    True
    >>> spectral_sum(1, 1, 2, 1)
    Traceback (most recent call last):
        ...
    numerics.errors.InputError: u = 1: must be > 1 when d is infinite: the sum diverges
    """
    problem = _Sum(u, q, beta, d)
    if isinstance(kappa, Ball):
        return _accurate(lambda bits: problem.between(kappa, bits), digits, most_bits=4 * _bits(digits))
    value = exact(kappa, "kappa")
    if value <= 0:
        raise InputError("kappa", kappa, "> 0")
    at = fmpq(value.numerator, value.denominator)
    return _accurate(lambda bits: problem.enclosed(at, bits), digits)


def df1(beta: Exact, kappa: Exact | Ball, d: Exact | None = None, *, digits: int = 30) -> Ball:
    """First degrees of freedom, sum lambda_k/(lambda_k + kappa) with lambda_k = k^-beta."""
    return spectral_sum(beta, 1, beta, kappa, d, digits=digits)


def df2(beta: Exact, kappa: Exact | Ball, d: Exact | None = None, *, digits: int = 30) -> Ball:
    """Second degrees of freedom, sum lambda_k^2/(lambda_k + kappa)^2 with lambda_k = k^-beta."""
    return spectral_sum(2 * exact(beta, "beta"), 2, beta, kappa, d, digits=digits)


def _bits(digits: int) -> int:
    return int(digits * 3.3219281) + 24


def _accurate(enclosed: Any, digits: int, most_bits: int = _MOST_BITS) -> Ball:
    """Raise the precision until the radius meets the digits."""
    if digits < 1 or digits > 15_000:
        raise InputError("digits", digits, "between 1 and 15000")
    bits = _bits(digits)
    while bits <= most_bits:
        before = ctx.prec
        ctx.prec = bits
        try:
            value = enclosed(bits)
        finally:
            ctx.prec = before
        if value.is_finite():
            ball = Ball.from_arb(value)
            if ball.accurate_to(digits):
                return ball
        bits = int(bits * 1.6)
    raise NotAccurate(f"{digits} digits were not reached with {most_bits} bits")


class _Sum:
    """One sum with its exact parameters; evaluated at any kappa and precision."""

    def __init__(self, u: Exact, q: Exact, beta: Exact, d: Exact | None) -> None:
        self.u, self.beta = exact(u, "u"), exact(beta, "beta")
        self.q = exact_integer(q, "q", least=1)
        if self.beta <= 0:
            raise InputError("beta", beta, "> 0")
        self.d = None if d is None or d == "oo" else exact_integer(d, "d", least=1)
        if self.d is None and self.u <= 1:
            raise InputError("u", u, "> 1 when d is infinite: the sum diverges")
        self.g = self.q * self.beta - self.u

    def between(self, kappa: Ball, bits: int) -> arb:
        """Over a ball of kappas: the sum decreases in kappa, so its ends bound it."""
        if kappa.lower <= 0:
            raise InputError("kappa", kappa, "a ball of positive numbers")
        ends = (fmpq(end.numerator, end.denominator) for end in (kappa.lower, kappa.upper))
        largest, smallest = (self.enclosed(end, bits) for end in ends)
        return largest.union(smallest)

    def enclosed(self, kappa: fmpq, bits: int) -> arb:
        """The sum at the current precision."""
        plan = _plan(self.g, self.q, self.beta, bits)
        if self.d is not None and self.d <= 3 * plan[0]:
            return self._direct(1, self.d, arb(kappa))
        return self._euler_maclaurin(arb(kappa), *plan)

    def _term(self, k: Any, kappa: arb) -> arb:
        x = arb(k)
        return x ** _arb(self.g) * (1 + kappa * x ** _arb(self.beta)) ** (-self.q)

    def _direct(self, first: int, last: int, kappa: arb) -> arb:
        return sum((self._term(k, kappa) for k in range(first, last + 1)), arb(0))

    def _euler_maclaurin(self, kappa: arb, start: int, order: int, theta: float) -> arb:
        total = self._direct(1, start - 1, kappa) + self._integral(start, kappa)
        total += self._term(start, kappa) / 2 - self._corrections(start, order, kappa)
        if self.d is not None:
            total += self._term(self.d, kappa) / 2 + self._corrections(self.d, order, kappa)
        bound = self._remainder(start, order, theta, kappa)
        return total + arb(0, bound.upper())

    def _corrections(self, at: int, order: int, kappa: arb) -> arb:
        """The sum of B_2j/(2j) a_(2j-1) over j <= order/2, with a_i the Taylor coefficients of f at ``at``."""
        cap = ctx.cap
        ctx.cap = order
        try:
            s = arb_series([1, 1])
            powers = s ** _arb(self.beta)
            series = s ** _arb(self.g) / (1 + kappa * arb(at) ** _arb(self.beta) * powers) ** self.q
            series = series * arb(at) ** _arb(self.g)
            coefficients = [series[i] for i in range(order)]
        finally:
            ctx.cap = cap
        total, scale = arb(0), 1 / arb(at)
        factor = scale
        for j in range(1, order // 2 + 1):
            total += arb(_bernoulli(2 * j)) / (2 * j) * coefficients[2 * j - 1] * factor
            factor *= scale * scale
        return total

    def _remainder(self, start: int, order: int, theta: float, kappa: arb) -> arb:
        g, q, beta = _arb(self.g), self.q, _arb(self.beta)
        t = arb(theta)
        phi = t.asin()
        growth = ((1 + t) ** g).max((1 - t) ** g)
        shape = growth * (1 - t) ** (-beta * q) * (beta * phi / 2).cos() ** (-q)
        size = 4 * arb.fac_ui(order) / (2 * arb.pi() * t * start) ** order
        return size * shape * self._term(start, kappa) * start / (order - 1 - arb(0).max(g))

    def _integral(self, start: int, kappa: arb) -> arb:
        alpha = (1 + self.g) / self.beta
        nu = self.q - alpha
        if self.d is None:
            return self._tail(start, kappa, nu)
        below_knee = (kappa * arb(self.d) ** _arb(self.beta)).upper() < 1
        if alpha > 0 and (below_knee or nu <= 0):
            return self._head(self.d, kappa, alpha) - self._head(start, kappa, alpha)
        return self._tail(start, kappa, nu) - self._tail(self.d, kappa, nu)

    def _tail(self, x: int, kappa: arb, nu: Fraction) -> arb:
        w = kappa * arb(x) ** _arb(self.beta)
        hypergeometric = (-1 / w).hypgeom_2f1(arb(self.q), _arb(nu), _arb(nu + 1))
        return arb(x) ** _arb(1 + self.g) * w ** (-self.q) / (_arb(self.beta) * _arb(nu)) * hypergeometric

    def _head(self, x: int, kappa: arb, alpha: Fraction) -> arb:
        w = kappa * arb(x) ** _arb(self.beta)
        hypergeometric = (-w).hypgeom_2f1(arb(self.q), _arb(alpha), _arb(alpha + 1))
        return arb(x) ** _arb(1 + self.g) / _arb(1 + self.g) * hypergeometric


def _arb(value: Fraction) -> arb:
    return arb(fmpq(value.numerator, value.denominator))


@lru_cache(maxsize=4096)
def _bernoulli(n: int) -> fmpq:
    return fmpq.bernoulli(n)


@lru_cache(maxsize=512)
def _plan(g: Fraction, q: int, beta: Fraction, bits: int) -> tuple[int, int, float]:
    """N, m and theta that make the remainder small; a choice in doubles, which only the width depends on."""
    widest = sin(min(pi / 2, pi / float(beta)))
    theta = 0.75 * widest
    wanted = bits * log(2)
    start = max(4, ceil(0.08 * bits / theta))
    while True:
        order = _order(float(g), q, float(beta), start, theta, wanted)
        if order:
            return start, order, theta
        start = int(start * 1.4) + 1


def _order(g: float, q: int, beta: float, start: int, theta: float, wanted: float) -> int:
    """The least even m whose remainder is small enough, or 0."""
    first = 2 * ceil((max(g, 0.0) + 4) / 2)
    for m in range(first, first + int(2 * pi * theta * start) + 2, 2):
        if _log_remainder(g, q, beta, start, m, theta) < -wanted:
            return m
    return 0


def _log_remainder(g: float, q: int, beta: float, start: int, m: int, theta: float) -> float:
    shape = max(g * log(1 + theta), g * log(1 - theta)) - beta * q * log(1 - theta)
    shape -= q * log(cos(beta * asin(theta) / 2))
    return log(4) + lgamma(m + 1) - m * log(2 * pi * theta * start) + shape + log(start / (m - 1 - max(g, 0.0)))
