r"""The first members Q_0, R_0, B_0 of the recurrences in :mod:`lemmata.numerics.wishart.one_point`.

With w = x^c e^(-x/2), c = (a-1)/2, all integrals over (0, oo):

    Q_0 = int x w^2/(x+z) = Gamma(a+1) z^a U(a+1, a+1, z)                                          (DLMF 13.4.4)
    R_0 = int w/(x+z)     = 2^c Gamma(c+1) (z/2)^c U(c+1, c+1, z/2)
    B_0 = int w eps(w)/(x+z).

Partial integration of x (.)'/(x+z) gives differential equations, and from them the Taylor polynomials in z:

    z Q_0' = (a + z) Q_0 - h_0,     z R_0' = (c + z/2) R_0 - I_0/2,     z B_0' = (c + z/2) B_0 + Q_0.

From eps(x w) = (a+1) eps(w) - 2 x w follows, with the weight named by its a,

    B_0[a+2] = -(a+1) z B_0[a] - 2 (h_0[a] - z Q_0[a]),    Q_0[a+1] = h_0[a] - z Q_0[a],

so that B_0 is wanted for a = 1, B_0[1] = e^(z/2) E_1(z/2) - 2 e^z E_1(z), and for a = 0. There, with x = u^2 and
K(p) = int e^(-p (u^2+z)/2) erf(u/sqrt 2)/(u^2+z) du, dK/dp is elementary (int e^(-p u^2/2) erf(u/sqrt 2) du =
sqrt(2/(pi p)) arctan(1/sqrt p), DLMF 7.7), and with p = e^(2 s)

    B_0[0] = 4 int_0^oo e^(s - (e^(2s) - 1) z/2) arctan(e^-s) ds - pi U(1/2, 1/2, z/2)/sqrt(2 z)    (DLMF 13.6.8),

a smooth integral, enclosed by Arb (Petras's algorithm; Johansson 2018, arXiv 1802.07942).
"""

from __future__ import annotations

from functools import cached_property

from flint import acb, arb, arb_series, ctx


class Starts:
    """The first members at one point z, as Taylor polynomials of ``order`` terms, at the current precision.

    Attributes:
        h: h_0 = Gamma(a + 1).
        mass: I_0 = int w = 2^(c+1) Gamma(c + 1).
    """

    def __init__(self, a: int, z: arb, order: int) -> None:
        self.a, self.z, self.order = a, z, order
        self.c = arb(a - 1) / 2
        self.h: arb = arb(a + 1).gamma()
        self.mass: arb = (self.c + 1).gamma() * arb(2) ** (self.c + 1)

    @cached_property
    def _Q(self) -> list[arb]:
        value = self.h * self.z**self.a * self.z.hypgeom_u(self.a + 1, self.a + 1)
        return self._taylor(value, arb(self.a), arb(1), [-self.h])

    def Q(self) -> arb_series:
        """int x w^2/(x + z)."""
        return arb_series(self._Q)

    def R(self) -> arb_series:
        """int w/(x + z)."""
        half, c = self.z / 2, self.c
        value = self.mass / 2 * half**c * half.hypgeom_u(c + 1, c + 1)
        return arb_series(self._taylor(value, c, arb(1) / 2, [-self.mass / 2]))

    def B(self) -> arb_series:
        """int w eps(w)/(x + z)."""
        return arb_series(self._taylor(_raised(self.a, self.z), self.c, arb(1) / 2, self._Q))

    def _taylor(self, value: arb, constant: arb, slope: arb, source: list[arb]) -> list[arb]:
        """Coefficients of f(z + t) from f(z) = value and z f' = (constant + slope z) f + source."""
        f = [value]
        for k in range(self.order - 1):
            right = (constant + slope * self.z - k) * f[k]
            right += slope * f[k - 1] if k else 0
            right += source[k] if k < len(source) else 0
            f.append(right / ((k + 1) * self.z))
        return f


def _raised(a: int, z: arb) -> arb:
    """B_0 for the weight with parameter a, from a = 0 or 1 in steps of two."""
    value, h = (_first_odd(z) if a % 2 else _first_even(z)), arb(1)
    q = z ** (a % 2) * z.hypgeom_u(a % 2 + 1, a % 2 + 1)
    for known in range(a % 2, a, 2):
        value = -(known + 1) * z * value - 2 * (h - z * q)
        q = (known + 1) * h - z * (h - z * q)
        h *= (known + 1) * (known + 2)
    return value


def _first_odd(z: arb) -> arb:
    half = z / 2
    return half.exp() * half.gamma_upper(0) - 2 * z.exp() * z.gamma_upper(0)


def _first_even(z: arb) -> arb:
    """B_0 for a = 0; the integral is cut at s = S, where the rest is at most e^((1 - q^2) z/2)/(q^2 z), q = e^S."""

    def integrand(s: acb, analytic: bool) -> acb:
        small = (-s).exp()
        if analytic and small.real.contains(0) and not abs(small.imag) < 1:
            return acb(float("nan"))  # the cuts of arctan
        return (s - (2 * s).expm1() * z / 2).exp() * small.atan()

    end = ((1 + 2 * (ctx.prec + 64) * arb(2).log() / z).log() / 2).mid()
    rest = (-(2 * end).expm1() * z / 2).exp() / ((2 * end).exp() * z)
    tolerance = arb(2) ** -ctx.prec / (1 + z)
    integral = acb.integral(integrand, acb(0), acb(end), abs_tol=tolerance).real + arb(0, rest.upper())
    return 4 * integral - arb.pi() * (z / 2).hypgeom_u(arb(1) / 2, arb(1) / 2) / (2 * z).sqrt()
