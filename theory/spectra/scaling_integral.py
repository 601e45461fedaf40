r"""The integral that a spectral sum approaches, as a function in SymPy.

    ScalingIntegral(u, q, beta, tau) = int_0^tau t^(q beta - u) (1 + t^beta)^-q dt

With ``K = kappa^(-1/beta)``, the place where the eigenvalues k^-beta fall below kappa, the sum of k^-u/(k^-beta +
kappa)^q over k <= d is ``K^(1 - u + q beta) ScalingIntegral(u, q, beta, d/K)`` to leading order. For tau = oo it is the
constant of the Mellin transform, Gamma(a) Gamma(q - a)/(beta Gamma(q)), a = (1 - u + q beta)/beta; for u = beta, q = 1
that is (pi/beta)/sin(pi/beta), the constant of df1.

>>> from lemmata.theory.values.enclosure import enclose
>>> ScalingIntegral(2, 1, 2).doit()
pi/2
>>> from sympy import pi
>>> enclose(ScalingIntegral(2, 1, 2, 1) - pi / 4).contains(0)
True
"""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr, Ge, Gt, Integral, Symbol, gamma, oo
from sympy.core.symbol import uniquely_named_symbol

from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import InputError
from lemmata.numerics.sums.scaling_integral import scaling_integral
from lemmata.theory.values.certified_function import CertifiedFunction, Values, ends, exact_or_ball, hull, rational


class ScalingIntegral(CertifiedFunction):
    """int_0^tau t^(q beta - u) (1 + t^beta)^-q dt, positive wherever it is defined.

    Args:
        u: the exponent of the sum, less than 1 + q beta.
        q: the power, an integer >= 1.
        beta: the capacity, > 0.
        tau: the upper end, > 0; infinite when left out, which needs u > 1.
    """

    names = ("u", "q", "beta", "tau")

    @classmethod
    def eval(cls, u: Expr, q: Expr, beta: Expr, tau: Expr | None = None) -> Expr | None:
        """The upper end is infinite when left out."""
        return cls(u, q, beta, oo) if tau is None else None

    def enclosed(self, values: Values, digits: int, guard: int) -> Ball:
        """By :func:`lemmata.numerics.sums.scaling_integral.scaling_integral`; it increases with tau."""
        *given, tau = self.args
        u, q, beta = (rational(name, part, values) for name, part in zip(self.names, given, strict=False))
        if tau is oo:
            return scaling_integral(u, q, beta, digits=digits + 2)
        low, high = ends(exact_or_ball(tau, values, digits + guard))
        least = scaling_integral(u, q, beta, low, digits=digits + 2)
        most = least if low == high else scaling_integral(u, q, beta, high, digits=digits + 2)
        return hull(least, most, digits)

    def doit(self, **hints: Any) -> Expr:
        """Gamma functions, where tau is infinite."""
        u, q, beta, tau = (part.doit(**hints) for part in self.args)
        if tau is not oo:
            return self.func(u, q, beta, tau)
        a = (1 - u + q * beta) / beta
        return (gamma(a) * gamma(q - a) / (beta * gamma(q))).gammasimp()

    signs_are_declared = True

    @property
    def defined_where(self) -> tuple[Basic, ...]:
        """The integrand is integrable at 0, and at infinity."""
        u, q, beta, tau = self.args
        end = Gt(u, 1, evaluate=False) if tau is oo else Ge(tau, 0, evaluate=False)
        return Gt(beta, 0, evaluate=False), Gt(1 - u + q * beta, 0, evaluate=False), end

    def _eval_is_positive(self) -> bool | None:
        """An integral from 0 up; backwards it is negative, and over nothing zero."""
        return True if self.args[3].is_extended_positive else None

    def _eval_is_nonnegative(self) -> bool | None:
        return True if self.args[3].is_extended_nonnegative else None

    def _eval_rewrite_as_Integral(self, u: Expr, q: Expr, beta: Expr, tau: Expr, **hints: Any) -> Expr:
        t: Symbol = uniquely_named_symbol("t", self.args, positive=True)
        return Integral(t ** (q * beta - u) / (1 + t**beta) ** q, (t, 0, tau))

    def _latex(self, printer: Any, exp: str | None = None) -> str:
        shown = printer._print(self.rewrite(Integral))
        return shown if exp is None else rf"\left({shown}\right)^{{{exp}}}"

    def _numpycode(self, printer: Any) -> str:
        raise InputError("lambdify", self, "an expression without ScalingIntegral, which has no grid version")
