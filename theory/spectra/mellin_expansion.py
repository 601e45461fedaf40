r"""The Mellin expansion of a spectral sum for small kappa, with all its poles.

    S = sum_{k>=1} k^-u/(k^-beta + kappa)^q = (1/2 pi i) int kappa^-s G(s) zeta(u - q beta + beta s) ds,
    G(s) = Gamma(s) Gamma(q-s)/Gamma(q),  u > 1,  along a line max(0, s0) < Re s < q,  s0 = q - (u-1)/beta.

Moving the line to the left past its poles gives the terms (Flajolet, Gourdon, Dumas, "Mellin transforms and
asymptotics: harmonic sums", 1995):

* at s0, from zeta:      G(s0)/beta kappa^-s0, the *integral* term;
* at -j, from Gamma:     g_j zeta(u - q beta - j beta) kappa^j, g_j = (-1)^j C(q+j-1, j), the *eigenvalue* terms;
* where s0 = -j, a double pole: g_j kappa^j [log(1/kappa)/beta + gamma + (psi(j+1) - psi(q+j))/beta].

zeta vanishes at -2, -4, ..: such a term is absent, so that the next correction is not always that of the next pole.

>>> from lemmata.theory.notation import beta, kappa
>>> MellinExpansion.of(beta, 1, beta, terms=1).terms            # df1
(Term(exponent=-1/beta, coefficient=pi/(beta*sin(pi/beta)), kind='integral'),
 Term(exponent=0, coefficient=-1/2, kind='eigenvalue'))
>>> MellinExpansion.of(5, 2, 2, terms=2).expression(kappa)         # a double pole at s = 0; zeta(-1)
kappa/6 - log(kappa)/2 - 1/2 + EulerGamma

**Remainder.** After the terms with j < J (those right of Re s = -J, and s0) it is at most ``kappa^J`` times

    2 C(J+q-1, q-1) cos(beta phi/2)^-q Gamma(v) zeta(v)/(2 pi sin phi)^v,      v = 1 - u + q beta + beta J > 1,

for any phi in (0, pi/2) with beta phi < pi and every kappa > 0; and on a line between two poles at most kappa^M times
the constant that :mod:`lemmata.numerics.sums.mellin_remainder` encloses.

**Proof of the first.** Let f(x) = x^g (1 + kappa x^beta)^-q, g = q beta - u, G = v, and f_J be f with the first J terms
of the binomial series of (1 + kappa x^beta)^-q taken away. With w = kappa x^beta,

    f_J(x) = x^g (-w)^J sum_{i=1}^{q} C(J+q-1-i, q-i) (1 + w)^-i.

First let -beta J < g < -beta (J-1) - 1 (possible for beta > 1). Then f_J vanishes at 0 and decays faster than 1/x. The
Abel-Plana formula (DLMF 2.10.2), with its two contours turned to the rays of argument phi and -phi, between which f_J
is analytic, says that sum f_J(k) is the integral of f_J over (0, oo) plus R, the sum of the integrals of
f_J(z)/(exp(-2 pi i z) - 1) over the first ray and of its conjugate. The integral is the Mellin transform of the beta
function in a shifted strip, which is the first term above, and sum f_J(k) = sum f(k) - sum_j C(-q, j) kappa^j
zeta(-beta j - g), because all these series converge. On the rays, |exp(-2 pi i z) - 1| >= exp(2 pi r sin phi) - 1,
|1 + w| >= cos(beta phi/2), and the binomials add up to C(J+q-1, q-1); so

    |R| <= 2 kappa^J C(J+q-1, q-1) cos(beta phi/2)^-q integral of r^(G-1)/(exp(2 pi r sin phi) - 1),

and the integral is Gamma(G) zeta(G)/(2 pi sin phi)^G (DLMF 25.5.1). Finally both sides of the identity are analytic in
g and beta where u > 1 and G > 1, a convex set for real parameters; so the identity, and with it the bound, holds there.

What it cannot do: name the order of the terms for symbolic parameters, or d finite.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import sympy
from sympy import EulerGamma, Expr, Integer, S, binomial, cos, digamma, gamma, log, pi, sin, zeta

from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import InputError
from lemmata.numerics.sums.mellin_remainder import remainder_constant
from lemmata.theory.reading.parsing import number
from lemmata.theory.values.exact_value import exact_value

Kind = Literal["integral", "eigenvalue", "double pole"]


@dataclass(frozen=True)
class Term:
    """``coefficient * kappa^exponent``; at a double pole ``coefficient * kappa^exponent * (log(1/kappa) + ...)``.

    Attributes:
        exponent: of kappa.
        coefficient: exact; at a double pole that of the logarithm.
        kind: where it comes from.
        beside: at a double pole the coefficient without logarithm.
    """

    exponent: Expr
    coefficient: Expr
    kind: Kind
    beside: Expr = S.Zero

    def at(self, kappa: Expr) -> Expr:
        """The term as an expression in kappa."""
        if self.kind == "double pole":
            return kappa**self.exponent * (self.beside - self.coefficient * log(kappa))
        return self.coefficient * kappa**self.exponent

    def __repr__(self) -> str:
        return f"Term(exponent={self.exponent}, coefficient={self.coefficient}, kind={self.kind!r})"


@dataclass(frozen=True)
class MellinExpansion:
    """The terms of S at the poles s0 and 0, -1, .., -(J-1), where they do not vanish.

    Attributes:
        u, q, beta: the sum.
        J: how many poles of Gamma were passed.
        terms: in the order integral term, eigenvalue terms; sorted by exponent where the parameters are numbers.
    """

    u: Expr
    q: int
    beta: Expr
    J: int
    terms: tuple[Term, ...]

    @classmethod
    def of(cls, u: Any, q: int, beta: Any, *, terms: int) -> MellinExpansion:
        """The expansion with ``terms`` poles of Gamma.

        Raises:
            InputError: for numbers out of their domain.
        """
        u, beta = _read(u, "u"), _read(beta, "beta")
        if q < 1:
            raise InputError("q", q, "an integer >= 1")
        if terms < 1:
            raise InputError("terms", terms, "an integer >= 1")
        if beta.is_number and not beta > 0:
            raise InputError("beta", beta, "> 0")
        if u.is_number and not u > 1:
            raise InputError("u", u, "> 1: the sum diverges")
        found = list(_terms(u, q, beta, terms))
        if u.is_number and beta.is_number:
            found.sort(key=lambda term: exact_value(term.exponent) or 0)
        return cls(u, q, beta, terms, tuple(found))

    @property
    def pole(self) -> Expr:
        """s0, the place of the integral term."""
        return (self.q - (self.u - 1) / self.beta).expand()

    def expression(self, kappa: Expr) -> Expr:
        """The sum of the terms."""
        return sympy.Add(*(term.at(kappa) for term in self.terms))

    def bound(self, kappa: Expr, phi: Expr) -> Expr:
        """The bound of the remainder with the contour turned by phi."""
        v = (1 - self.u + self.q * self.beta + self.beta * self.J).expand()
        size = 2 * binomial(self.J + self.q - 1, self.q - 1) * cos(self.beta * phi / 2) ** -self.q
        return size * gamma(v) * zeta(v) / (2 * pi * sin(phi)) ** v * kappa**self.J

    def remainder_constant(self, M: Any) -> Ball:
        """C_M with |S - terms| <= C_M kappa^M, for rational parameters and -J < -M < -(J-1), s0 > -M.

        Raises:
            InputError: when the poles right of -M are not those of the terms, or a parameter is no rational number.
        """
        numbers = [exact_value(part) for part in (self.u, self.beta, _read(M, "M"))]
        if None in numbers:
            raise InputError("M", M, "a rational number, as u and beta must be")
        u, beta, line = (number for number in numbers if number is not None)
        pole = self.q - (u - 1) / beta
        if not (self.J - 1 < line < self.J and -pole < line):
            raise InputError("M", M, f"in ({self.J - 1}, {self.J}), and above {-pole}, where the terms end")
        return remainder_constant(u, self.q, beta, line)


def _terms(u: Expr, q: int, beta: Expr, J: int) -> list[Term]:
    pole = (q - (u - 1) / beta).expand()
    double = -pole if pole.is_Integer and pole <= 0 else None
    found: list[Term] = []
    if double is None and not (pole.is_number and -pole >= J):
        found.append(Term(-pole, integral_coefficient(pole, q, beta), "integral"))
    for j in range(J):
        g = (-1) ** j * binomial(q + j - 1, j)
        if j == double:
            beside = g * (EulerGamma + (digamma(j + 1) - digamma(q + j)) / beta)
            found.append(Term(Integer(j), g / beta, "double pole", beside))
            continue
        value = zeta((u - q * beta - j * beta).expand())
        if value != 0:
            found.append(Term(Integer(j), g * value, "eigenvalue"))
    return found


def integral_coefficient(pole: Expr, q: int, beta: Expr) -> Expr:
    """Gamma(s0) Gamma(q-s0)/(beta Gamma(q)), by the reflection formula (DLMF 5.5.3) where s0 is no integer.

    >>> integral_coefficient(Integer(1), 2, Integer(2))
    1/2
    """
    if pole.is_Integer:
        return gamma(pole) * gamma(q - pole) / (gamma(q) * beta)
    reflected = pi / sin(pi * pole)
    for i in range(1, q):
        reflected *= (i - pole) / i
    return reflected / beta


def _read(value: Any, argument: str) -> Expr:
    """An expression as it is, anything else as an exact number."""
    return value if isinstance(value, Expr) else number(value, argument)
