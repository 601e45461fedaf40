r"""Constants that are no closed forms: what is left of kappa and of spectral sums where two scales coincide.

Where the ridge, the dimension and the sample size N meet, eigenvalues ``k^-beta`` with k = t N become a density in t:

    ScaledKappa(beta, phi, ridge): the k > 0 with  ridge/k + int_0^phi dt/(1 + k t^beta) = 1,
    UnitIntegral(a, q, beta, k)  = int_0^1 t^(a-1) (1 + k t^beta)^-q dt = 2F1(q, a/beta; 1 + a/beta; -k)/a,

the limit of ``N^beta kappa`` for d = phi N and a ridge ``ridge N^-beta``, and that of ``d^-a S`` for a spectral sum S
whose knee is of the order of d. With phi = oo the integral is ``C k^(-1/beta)``, ``C = (pi/beta)/sin(pi/beta)``.
Decimals are certified: the equation of ScaledKappa is that of :mod:`lemmata.numerics.fixed_points.fixed_point` for a
continuous spectrum, whose certificate only uses that each ``1/(1+w)`` has a logarithmic derivative in (-1, 0).

>>> from sympy import Rational
>>> k = ScaledKappa(2, 2, 0)                # atan(2 sqrt k)/sqrt k = 1
>>> k.evalf(20)
1.3585328764616391377
>>> UnitIntegral(1, 1, 2, 1).evalf(20), ScaledKappa(2, oo, 0).evalf(20)     # pi/4 and (pi/2)^2
(0.78539816339744830962, 2.4674011002723396547)
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import arb, ctx
from sympy import Basic, Ge, Gt, Or, oo

from lemmata.numerics.accuracy import accurate, as_arb
from lemmata.numerics.ball import Ball
from lemmata.numerics.fixed_points.fixed_point import kappa_of
from lemmata.theory.values.certified_function import CertifiedFunction, Values, ends, exact_or_ball, hull, rational


class UnitIntegral(CertifiedFunction):
    r"""int_0^1 t^(a-1) (1 + k t^beta)^-q dt for a > 0, k > 0.

    Args:
        a: > 0.
        q: a rational number.
        beta: the capacity, > 0.
        k: > 0.
    """

    names = ("a", "q", "beta", "k")
    signs_are_declared = True

    @property
    def defined_where(self) -> tuple[Basic, ...]:
        """The integrand is integrable at 0, and its denominator does not vanish."""
        a, _, beta, k = self.args
        return Gt(a, 0, evaluate=False), Gt(beta, 0, evaluate=False), Ge(k, 0, evaluate=False)

    def enclosed(self, values: Values, digits: int, guard: int) -> Ball:
        """By Arb's 2F1; the integral is monotone in k."""
        a, q, beta = (rational(name, arg, values) for name, arg in zip(self.names[:3], self.args[:3], strict=True))
        low, high = ends(exact_or_ball(self.args[3], values, digits + guard))
        most = _unit_integral(a, q, beta, low, digits + 2)
        return hull(most, most if low == high else _unit_integral(a, q, beta, high, digits + 2), digits)

    def _eval_is_extended_positive(self) -> bool | None:
        return True if self.args[3].is_positive else None

    def _latex(self, printer: Any) -> str:
        a, q, beta, k = self.args
        top = printer._print(a - 1)
        return rf"\int_0^1 \frac{{t^{{{top}}}\,dt}}{{(1 + {printer._print(k)} t^{{{printer._print(beta)}}})^{{{q}}}}}"


class ScaledKappa(CertifiedFunction):
    r"""The k > 0 with ridge/k + int_0^phi dt/(1 + k t^beta) = 1.

    Args:
        beta: the capacity, > 0; > 1 for infinite phi.
        phi: d/N, or oo.
        ridge: the ridge times N^beta; > 0 where phi <= 1.
    """

    names = ("beta", "phi", "ridge")
    signs_are_declared = True

    @property
    def defined_where(self) -> tuple[Basic, ...]:
        """The equation has a root."""
        beta, phi, ridge = self.args
        enough = (Gt(beta, 1, evaluate=False),) if phi is oo else (Or(Gt(ridge, 0), Gt(phi, 1), evaluate=False),)
        signs = () if phi is oo else (Gt(beta, 0, evaluate=False), Gt(phi, 0, evaluate=False))
        return *enough, *signs, Ge(ridge, 0, evaluate=False)

    def enclosed(self, values: Values, digits: int, guard: int) -> Ball:
        """The root increases with the ridge and with phi; for finite phi it is scaled to a spectrum on (0, 1]."""
        beta = rational("beta", self.args[0], values)
        if self.args[1] is oo:
            weak, strong = (
                kappa_of(_Tail(beta), 1, ridge, digits=digits + 2).kappa
                for ridge in ends(exact_or_ball(self.args[2], values, digits + guard))
            )
            return hull(weak, strong, digits)
        phi, ridge = self.args[1], self.args[2]
        inside = exact_or_ball(ridge * phi ** self.args[0], values, digits + guard)
        per_unit = exact_or_ball(1 / phi, values, digits + guard)
        few, many = (
            kappa_of(_Unit(beta), size, penalty, digits=digits + guard).kappa
            for size, penalty in zip(ends(per_unit), ends(inside)[::-1], strict=True)
        )
        scale = exact_or_ball(phi ** -self.args[0], values, digits + guard)
        with ctx.workprec(4 * (digits + guard) + 64):
            return Ball.from_arb(hull(few, many, digits + guard).to_arb() * _as_arb(scale))

    def _eval_is_extended_positive(self) -> bool:
        return True

    def _latex(self, printer: Any) -> str:
        beta, phi, ridge = (printer._print(arg) for arg in self.args)
        return rf"\hat\kappa_{{{beta}}}\left({phi}, {ridge}\right)"


def _as_arb(value: Fraction | Ball) -> arb:
    return value.to_arb() if isinstance(value, Ball) else as_arb(value)


def _unit_integral(a: Fraction, q: Fraction, beta: Fraction, k: Fraction, digits: int) -> Ball:
    first, second = a / beta, a / beta + 1

    def work() -> tuple[arb]:
        return ((-_as_arb(k)).hypgeom_2f1(_as_arb(q), _as_arb(first), _as_arb(second)) / _as_arb(a),)

    return accurate(work, digits)[0]


class _Unit:
    """The continuous spectrum ``t^-beta``, 0 < t <= 1: df1 = int dt/(1 + k t^beta), df2 with the square."""

    size = 1

    def __init__(self, beta: Fraction) -> None:
        self.alpha = 1 / beta

    def df1(self, kappa: arb) -> arb:
        return (-kappa).hypgeom_2f1(arb(1), _as_arb(self.alpha), _as_arb(self.alpha + 1))

    def df2(self, kappa: arb) -> arb:
        """By parts: ``(1 - 1/beta) df1 + (1/beta)/(1 + kappa)``."""
        return _as_arb(1 - self.alpha) * self.df1(kappa) + _as_arb(self.alpha) / (1 + kappa)

    def both(self, kappa: arb) -> tuple[arb, arb]:
        df1 = self.df1(kappa)
        return df1, _as_arb(1 - self.alpha) * df1 + _as_arb(self.alpha) / (1 + kappa)


class _Tail:
    """The continuous spectrum ``t^-beta``, t > 0, for beta > 1: df1 = C kappa^(-1/beta), df2 = (1 - 1/beta) df1."""

    size = None

    def __init__(self, beta: Fraction) -> None:
        self.alpha = 1 / beta

    def df1(self, kappa: arb) -> arb:
        angle = arb.pi() * _as_arb(self.alpha)
        return angle / angle.sin() * kappa ** -_as_arb(self.alpha)

    def df2(self, kappa: arb) -> arb:
        return _as_arb(1 - self.alpha) * self.df1(kappa)

    def both(self, kappa: arb) -> tuple[arb, arb]:
        return self.df1(kappa), self.df2(kappa)
