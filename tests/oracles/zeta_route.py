r"""Spectral sums for large kappa, by Hurwitz zeta functions: a second way to the numbers of Euler-Maclaurin summation.

Where kappa k^beta > 1, the summand is a series in 1/(kappa k^beta), which is summed over k term by term:

    sum_{k=K+1}^{d} k^-u/(k^-beta + kappa)^q = sum_{j < J} C(-q, j) kappa^(-q-j) Z(beta j + u) + R,
    Z(s) = sum_{k=K+1}^{d} k^-s = zeta(s, K+1) - zeta(s, d+1)     (digamma(d+1) - digamma(K+1) for s = 1),

with zeta(s, oo) = 0 for d = oo, which needs u > 1. For every K, J and kappa > 0,

    |R| <= |C(-q, J)| kappa^(-q-J) Z(beta J + u),

the first omitted term. Proof. (1 + x)^-q is completely monotone, so by Lagrange's form its Taylor remainder at x > 0 is
at most the first omitted term; take x = k^-beta/kappa and sum over k. The terms k <= K are added one by one, with K so
large that the series converges quickly.

The Hurwitz zeta function is Arb's (Johansson, "Rigorous high-precision computation of the Hurwitz zeta function and its
derivatives", 2015); nothing is shared with :mod:`lemmata.numerics.sums.euler_maclaurin`.

>>> from lemmata.numerics import df1
>>> zeta_sum("3/2", 1, "3/2", 1000).overlaps(df1("3/2", 1000))
True
"""

from __future__ import annotations

from fractions import Fraction

from flint import arb, ctx, fmpz

from lemmata.numerics.accuracy import as_arb
from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import NotAccurate
from lemmata.numerics.exact import Exact
from lemmata.numerics.sums.parameters import read_parameters
from lemmata.numerics.sums.spectral_sums import decreasing

MOST_DIRECT = 2000
_LEAST_RATIO = 4


def zeta_sum(u: Exact, q: Exact, beta: Exact, kappa: Exact | Ball, d: Exact | None = None, *, digits: int = 30) -> Ball:
    """A ball around sum_{k<=d} k^-u / (k^-beta + kappa)^q, for large kappa.

    Arguments and errors are those of :func:`lemmata.numerics.sums.spectral_sums.spectral_sum`.

    Raises:
        InputError: for a divergent sum, or a parameter out of its domain.
        NotAccurate: also where kappa is so small that thousands of terms would have to be added one by one.

    >>> zeta_sum(2, 1, 2, "1e-8")
    Traceback (most recent call last):
        ...
    lemmata.numerics.errors.NotAccurate: kappa is too small for the series in 1/kappa
    """
    parameters = read_parameters(u, q, beta, d)
    return decreasing(lambda at: (_sum(*parameters, at, digits),), kappa, digits)[0]


def _sum(u: Fraction, q: int, beta: Fraction, d: int | None, kappa: arb, digits: int) -> arb:
    K = _direct(beta, kappa)
    if d is not None and K >= d:
        return direct_sum(u, q, beta, d, kappa)
    head = direct_sum(u, q, beta, K, kappa)
    return head + tail(u, q, beta, kappa, K, d, head, digits)


def _direct(beta: Fraction, kappa: arb) -> int:
    """The least K for a quickly convergent series: kappa (K+1)^beta >= 4."""
    least = (_LEAST_RATIO / kappa) ** (1 / as_arb(beta))
    if not least < MOST_DIRECT:
        raise NotAccurate("kappa is too small for the series in 1/kappa")
    return max(0, int(float(least)))


def direct_sum(u: Fraction, q: int, beta: Fraction, d: int, kappa: arb) -> arb:
    """The first terms, one by one."""
    scale, weight = -as_arb(beta), -as_arb(u)
    return sum((arb(k) ** weight / (arb(k) ** scale + kappa) ** q for k in range(1, d + 1)), arb(0))


def tail(u: Fraction, q: int, beta: Fraction, kappa: arb, K: int, d: int | None, head: arb, digits: int) -> arb:
    """The sum over K < k <= d, with an error small against the total, ``head`` plus this.

    Raises:
        NotAccurate: where everything cancels, so that no term is certainly small against the total.
    """
    total, coefficient, power = arb(0), fmpz(1), kappa**-q
    for j in range(ctx.prec):  # the ratio of consecutive terms is about 1/4 at most
        term = coefficient * power * _power_sum(beta * j + u, K, d)
        if abs(term) < abs(head + total) * arb(10) ** -(digits + 2):
            return total + arb(0, abs(term).upper())
        total += term
        coefficient = -coefficient * (q + j) // (j + 1)
        power /= kappa
    raise NotAccurate(f"{digits} digits are beyond the reach of this series")


def _power_sum(s: Fraction, K: int, d: int | None) -> arb:
    """Z(s), the sum of k^-s over K < k <= d."""
    if d is not None and s == 1:
        return arb(d + 1).digamma() - arb(K + 1).digamma()
    found = as_arb(s).zeta(arb(K + 1))
    return found if d is None else found - as_arb(s).zeta(arb(d + 1))
