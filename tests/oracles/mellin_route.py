r"""Spectral sums for small kappa, by the Mellin transform: a second way to the numbers of Euler-Maclaurin summation.

Let f(x) = x^g (1 + kappa x^beta)^-q, g = q beta - u, alpha = (1+g)/beta. For u > 1 and J with G = g + 1 + beta J > 1,

    sum_{k>=1} f(k) = Gamma(alpha) Gamma(q-alpha)/(beta Gamma(q)) kappa^-alpha
                      + sum_{j<J} C(-q, j) kappa^j zeta(-beta j - g) + R,
    |R| <= 2 kappa^J C(J+q-1, q-1) cos(beta phi/2)^-q Gamma(G) zeta(G)/(2 pi sin phi)^G

for every phi in (0, pi/2) with beta phi < pi. The series is asymptotic: for a given kappa there is a best J, and an
accuracy that it does not pass; more digits than that are refused. (Such expansions: Flajolet, Gourdon, Dumas, "Mellin
transforms and asymptotics: harmonic sums", 1995. The bound is proved in
:mod:`lemmata.theory.spectra.mellin_expansion`.)

**A double pole.** If alpha = -n for an integer n >= 0, the first term and the one of j = n have poles that cancel. With
alpha = -n + e, the limit e -> 0 of their sum is

    C(-q, n) kappa^n ((digamma(n+1) - digamma(q+n) - log kappa)/beta + gamma),

from Gamma(-n+e) = (-1)^n/n! (1/e + digamma(n+1) + O(e)) and zeta(1 - beta e) = -1/(beta e) + gamma + O(e). Close to
such a point the two terms cancel; then the precision rises until the digits are reached.

**Finite d.** Beyond the knee, for kappa d^beta > 4, the sum over k > d is subtracted (:mod:`tests.oracles.zeta_route`).
Below it, for kappa d^beta < 1/4, the binomial series of the summand is summed over k <= d,

    sum_{k<=d} f(k) = sum_{j<J} C(-q, j) kappa^j H(beta j + g) + R,   H(s) = sum_{k<=d} k^s,

and |R| is at most the first omitted term. This is the series of :mod:`tests.oracles.zeta_route` with kappa and
k inverted. Thousands of terms are simply added.

>>> from lemmata.numerics import df1
>>> mellin_sum("3/2", 1, "3/2", "1e-8").overlaps(df1("3/2", "1e-8"))
True
"""

from __future__ import annotations

from fractions import Fraction
from math import cos, log, pi, sin

from flint import arb, fmpz

from lemmata.numerics.accuracy import as_arb, as_fmpq
from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import NotAccurate
from lemmata.numerics.exact import Exact
from lemmata.numerics.sums.parameters import read_parameters
from lemmata.numerics.sums.spectral_sums import decreasing
from tests.oracles.zeta_route import MOST_DIRECT, direct_sum, tail

_MOST_TERMS = 3000
_BEYOND, _BELOW = 4, Fraction(1, 4)


def mellin_sum(
    u: Exact, q: Exact, beta: Exact, kappa: Exact | Ball, d: Exact | None = None, *, digits: int = 30
) -> Ball:
    """A ball around sum_{k<=d} k^-u / (k^-beta + kappa)^q, for small kappa.

    Arguments and errors are those of :func:`lemmata.numerics.sums.spectral_sums.spectral_sum`.

    Raises:
        InputError: for a divergent sum, or a parameter out of its domain.
        NotAccurate: also where the asymptotic series does not reach the digits, for d near the knee kappa^(-1/beta),
            and for u <= 1 beyond it.

    >>> mellin_sum(2, 1, 2, 1)
    Traceback (most recent call last):
        ...
    lemmata.numerics.errors.NotAccurate: 30 digits are beyond the reach of the asymptotic series at this kappa
    """
    parameters = read_parameters(u, q, beta, d)
    return decreasing(lambda at: (_sum(*parameters, at, digits),), kappa, digits)[0]


def _sum(u: Fraction, q: int, beta: Fraction, d: int | None, kappa: arb, digits: int) -> arb:
    if d is None:
        return _infinite(u, q, beta, kappa, digits)
    knee = kappa * arb(d) ** as_arb(beta)
    if d <= MOST_DIRECT:
        return direct_sum(u, q, beta, d, kappa)
    if knee < as_arb(_BELOW):
        # k^-u/(k^-beta + kappa)^q = kappa^-q k^g/(k^beta + 1/kappa)^q, so that this is the other route's series
        return tail(u - q * beta, q, -beta, 1 / kappa, 0, d, arb(0), digits) / kappa**q
    if u > 1 and knee > _BEYOND:
        whole = _infinite(u, q, beta, kappa, digits)
        return whole - tail(u, q, beta, kappa, d, None, whole, digits)
    raise NotAccurate("d is too near the knee, or u <= 1 beyond it, for the Mellin expansion")


def _infinite(u: Fraction, q: int, beta: Fraction, kappa: arb, digits: int) -> arb:
    g = q * beta - u
    alpha = (1 + g) / beta
    double = -alpha.numerator if alpha.denominator == 1 and alpha <= 0 else None
    total = arb(0) if double is not None else _leading(alpha, q, beta, kappa)
    coefficient, power, least, rises = fmpz(1), arb(1), arb.pos_inf(), 0
    for j in range(_MOST_TERMS):
        bound = _remainder(g, q, beta, j, power)
        if bound < abs(total) * arb(10) ** -(digits + 2) and (double is None or j > double):
            return total + arb(0, bound.upper())
        rises = rises + 1 if bound > least else 0
        if rises > 1:
            break
        least = bound
        value = _logarithmic(q, beta, j, kappa) if j == double else as_arb(-beta * j - g).zeta()
        total += coefficient * power * value
        coefficient = -coefficient * (q + j) // (j + 1)
        power *= kappa
    raise NotAccurate(f"{digits} digits are beyond the reach of the asymptotic series at this kappa")


def _leading(alpha: Fraction, q: int, beta: Fraction, kappa: arb) -> arb:
    gammas = arb.gamma_fmpq(as_fmpq(alpha)) * arb.gamma_fmpq(as_fmpq(q - alpha))
    return gammas / (as_arb(beta) * arb.fac_ui(q - 1)) * kappa ** -as_arb(alpha)


def _logarithmic(q: int, beta: Fraction, n: int, kappa: arb) -> arb:
    """The limit of the two terms at a double pole, over C(-q, n) kappa^n."""
    return (arb(n + 1).digamma() - arb(q + n).digamma() - kappa.log()) / as_arb(beta) + arb.const_euler()


def _remainder(g: Fraction, q: int, beta: Fraction, J: int, power: arb) -> arb:
    """The bound of |R|; infinite where it does not hold."""
    G = g + 1 + beta * J
    if G <= 1:
        return arb.pos_inf()
    angle = arb(_angle(float(G), q, float(beta)))
    cosine = (as_arb(beta) * angle / 2).cos()
    if not (angle < arb.pi() / 2 and as_arb(beta) * angle < arb.pi()):
        return arb.pos_inf()
    exponent = as_arb(G)
    size = 2 * power * arb.bin_uiui(J + q - 1, q - 1) * cosine ** (-q)
    return size * arb.gamma_fmpq(as_fmpq(G)) * exponent.zeta() / (2 * arb.pi() * angle.sin()) ** exponent


def _angle(G: float, q: int, beta: float) -> float:
    """phi that makes sin(phi)^-G cos(beta phi/2)^-q small; a choice in doubles."""
    widest = min(pi / 2, pi / beta)
    shares = [1 - 2.0**-i for i in range(1, 30)]
    return widest * min(shares, key=lambda share: _size(widest * share, G, q, beta))


def _size(angle: float, G: float, q: int, beta: float) -> float:
    return -G * log(sin(angle)) - q * log(cos(beta * angle / 2))
