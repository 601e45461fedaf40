r"""Spectral sums of power laws as SymPy functions: they print, differentiate, evaluate and turn into NumPy code.

    SpectralSum(u, q, beta, kappa, d) = sum_{k=1}^{d} k^-u/(k^-beta + kappa)^q
    DegreesOfFreedom(m, beta, kappa, d) = sum_k (lambda_k/(lambda_k + kappa))^m,  lambda_k = k^-beta   (df1, df2)
    Kappa(beta, T, ridge, d): the root of kappa = ridge + kappa df1(kappa)/T

with d = oo by default. (The letters ``df1``, ``df2`` and ``kappa`` of :mod:`theory.notation` are plain symbols, which a
proof may relate to anything; the functions here are these particular numbers.) Derivatives are the identities

    dS(u, q)/dkappa = -q S(u, q+1),       kappa d(df_m)/dkappa = m (df_{m+1} - df_m),
    dKappa/dridge = 1/(1 - df2/T),        dKappa/dT = -(Kappa - ridge)/(T (1 - df2/T))

at kappa = Kappa (Dohmatob et al., arXiv 2402.07712, Lemma I.2; the last by differentiating the equation by T and
df1 + kappa df1' = df2). ``evalf`` goes through certified balls, so that the digits shown are right; it needs a rational
beta. For grids, give ``NUMPY`` to ``lambdify``; dimensions must be finite there (:mod:`numerics.spectrum_grid`).

>>> from sympy import Rational, lambdify
>>> from theory.notation import kappa
>>> df1(2, kappa).diff(kappa)
(-df1(kappa; 2, oo) + df2(kappa; 2, oo))/kappa
>>> df1(2, 1).evalf(50)
1.0766740474685811741340507947500004904456562664038
>>> Kappa(2, 100, 0).evalf(20)
0.00024429109183162195537
>>> curve = lambdify(kappa, kappa * df1(Rational(3, 2), kappa, 10**15), [NUMPY, "numpy"])
>>> [f"{value:.8g}" for value in curve([1.0, 1e-8])]
['1.95202', '0.0052102148']
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
from flint import arb
from sympy import Expr, Float, Function, Rational, Sum, Symbol, oo
from sympy.core.function import ArgumentIndexError

from numerics.ball import Ball
from numerics.errors import InputError
from numerics.kappa import kappa_power_law
from numerics.spectral_sums import spectral_sum
from numerics.spectrum_grid import SpectrumGrid
from theory.enclosure import enclose
from theory.exact_value import exact_value


class _Certified(Function):
    """A function of exact arguments whose values come from certified balls."""

    is_real = True
    is_nonnegative = True

    def _ball(self, values: Mapping[Any, Any], digits: int) -> Ball:
        raise NotImplementedError

    def _enclose_(self, values: Mapping[Any, Any], bits: int) -> arb:
        """The hook of :func:`theory.enclosure.enclose`."""
        return self._ball(values, int(bits * 0.30103)).to_arb()

    def _eval_evalf(self, prec: int) -> Expr | None:
        if self.free_symbols:
            return None
        mid = self._ball({}, int(prec * 0.30103) + 4).mid
        return Float(Rational(mid.numerator, mid.denominator), precision=prec)


class SpectralSum(_Certified):
    r"""sum_{k=1}^{d} k^-u/(k^-beta + kappa)^q.

    >>> from theory.notation import beta, d, kappa
    >>> SpectralSum(0, 1, beta, kappa, d).diff(kappa)
    -SpectralSum(0, 2, beta, kappa, d)
    """

    nargs = 5
    is_positive = True

    @classmethod
    def eval(cls, u: Expr, q: Expr, beta: Expr, kappa: Expr, d: Expr) -> None:
        """Never evaluated by itself: a float would lose what is certified."""

    def __new__(cls, u: Any, q: Any, beta: Any, kappa: Any, d: Any = oo, **options: Any) -> Any:
        """The sum of d terms, of all of them by default."""
        return super().__new__(cls, u, q, beta, kappa, d, **options)

    def fdiff(self, argindex: int = 1) -> Expr:
        """By kappa; by another argument there is no closed form."""
        u, q, beta, kappa, d = self.args
        if argindex != 4:
            raise ArgumentIndexError(self, argindex)
        return -q * SpectralSum(u, q + 1, beta, kappa, d)

    def _ball(self, values: Mapping[Any, Any], digits: int) -> Ball:
        u, q, beta, kappa, d = self.args
        at = _number(kappa, values, digits)
        power = _exact(u, "u", values), _exact(q, "q", values), _exact(beta, "beta", values)
        return spectral_sum(*power, at, _size(d, values), digits=digits)

    def _eval_rewrite_as_Sum(self, *args: Expr, **kwargs: Any) -> Sum:
        u, q, beta, kappa, d = self.args
        k = Symbol("k", integer=True, positive=True)
        return Sum(k**-u / (k**-beta + kappa) ** q, (k, 1, d))

    def _latex(self, printer: Any, exp: str | None = None) -> str:
        text: str = printer._print(self.rewrite(Sum))
        return text if exp is None else rf"\left({text}\right)^{{{exp}}}"

    def _pretty(self, printer: Any) -> Any:
        return printer._print(self.rewrite(Sum))

    def _numpycode(self, printer: Any) -> str:
        u, q, beta, kappa, d = self.args
        fixed = ", ".join(repr(str(part)) for part in (u, q, beta, d))
        return f"SpectralSum({fixed}, {printer._print(kappa)})"


class DegreesOfFreedom(_Certified):
    r"""df_m = sum_{k=1}^{d} (lambda_k/(lambda_k + kappa))^m, lambda_k = k^-beta."""

    nargs = 4
    is_positive = True

    @classmethod
    def eval(cls, m: Expr, beta: Expr, kappa: Expr, d: Expr) -> None:
        """Never evaluated by itself."""

    def fdiff(self, argindex: int = 1) -> Expr:
        """By kappa; by another argument there is no closed form."""
        m, beta, kappa, d = self.args
        if argindex != 3:
            raise ArgumentIndexError(self, argindex)
        return m * (DegreesOfFreedom(m + 1, beta, kappa, d) - self) / kappa

    def as_sum(self) -> SpectralSum:
        """The same as a :class:`SpectralSum`."""
        m, beta, kappa, d = self.args
        found: SpectralSum = SpectralSum(m * beta, m, beta, kappa, d)
        return found

    def _ball(self, values: Mapping[Any, Any], digits: int) -> Ball:
        return self.as_sum()._ball(values, digits)

    def _eval_rewrite_as_Sum(self, *args: Expr, **kwargs: Any) -> Sum:
        return self.as_sum().rewrite(Sum)

    def _pretty(self, printer: Any) -> Any:
        m, _, kappa, _ = self.args
        return printer._print(Function(f"df{m}")(kappa))

    def _sympystr(self, printer: Any) -> str:
        m, beta, kappa, d = (printer._print(part) for part in self.args)
        return f"df{m}({kappa}; {beta}, {d})"

    def _latex(self, printer: Any, exp: str | None = None) -> str:
        m, _, kappa, _ = (printer._print(part) for part in self.args)
        power = "" if exp is None else f"^{{{exp}}}"
        return rf"\mathrm{{df}}_{{{m}}}{power}\left({kappa}\right)"

    def _numpycode(self, printer: Any) -> str:
        return self.as_sum()._numpycode(printer)


def df1(beta: Any, kappa: Any, d: Any = oo) -> DegreesOfFreedom:
    """First degrees of freedom of a power law, sum lambda_k/(lambda_k + kappa)."""
    found: DegreesOfFreedom = DegreesOfFreedom(1, beta, kappa, d)
    return found


def df2(beta: Any, kappa: Any, d: Any = oo) -> DegreesOfFreedom:
    """Second degrees of freedom, sum lambda_k^2/(lambda_k + kappa)^2."""
    found: DegreesOfFreedom = DegreesOfFreedom(2, beta, kappa, d)
    return found


class Kappa(_Certified):
    r"""The renormalised ridge of a power law: the root of kappa = ridge + kappa df1(kappa)/T.

    >>> from theory.notation import T, beta, ridge
    >>> Kappa(beta, T, ridge).diff(ridge)
    1/(1 - df2(Kappa(beta, T, ridge, oo); beta, oo)/T)
    """

    nargs = 4

    @classmethod
    def eval(cls, beta: Expr, T: Expr, ridge: Expr, d: Expr) -> None:
        """Never evaluated by itself."""

    def __new__(cls, beta: Any, T: Any, ridge: Any, d: Any = oo, **options: Any) -> Any:
        """Of infinite dimension by default."""
        return super().__new__(cls, beta, T, ridge, d, **options)

    def fdiff(self, argindex: int = 1) -> Expr:
        """By ridge and by T; by another argument there is no closed form."""
        beta, T, ridge, d = self.args
        gap = 1 - df2(beta, self, d) / T
        if argindex == 3:
            return 1 / gap
        if argindex == 2:
            return -(self - ridge) / (T * gap)
        raise ArgumentIndexError(self, argindex)

    def _ball(self, values: Mapping[Any, Any], digits: int) -> Ball:
        beta, T, ridge, d = self.args
        chosen = _exact(beta, "beta", values), _exact(T, "T", values), _exact(ridge, "ridge", values)
        return kappa_power_law(*chosen, _size(d, values), digits=digits).kappa

    def _latex(self, printer: Any, exp: str | None = None) -> str:
        _, T, ridge, _ = (printer._print(part) for part in self.args)
        power = "" if exp is None else f"^{{{exp}}}"
        return rf"\kappa{power}\left({ridge}, {T}\right)"

    def _numpycode(self, printer: Any) -> str:
        raise InputError("expression", self, "free of Kappa for NumPy: evaluate it, or use kappa as the variable")


def _exact(value: Expr, argument: str, values: Mapping[Any, Any]) -> Fraction:
    found = exact_value(_binary(value), values)
    if found is None:
        raise InputError(argument, value, "a rational number to be evaluated")
    return found


def _number(value: Expr, values: Mapping[Any, Any], digits: int) -> Fraction | Ball:
    """A rational number exactly, anything else as a ball that is narrow enough."""
    found = exact_value(_binary(value), values)
    return enclose(_binary(value), values, digits=digits + 10) if found is None else found


def _binary(value: Expr) -> Expr:
    """With floats replaced by the binary numbers that they are."""
    return value.xreplace({number: Rational(number) for number in value.atoms(Float)})


def _size(d: Expr, values: Mapping[Any, Any]) -> Fraction | None:
    return None if d == oo else _exact(d, "d", values)


@lru_cache(maxsize=64)
def _grid(beta: str, d: str) -> SpectrumGrid:
    return SpectrumGrid(beta, d)


def _spectral_sum_on_grid(u: str, q: str, beta: str, d: str, kappa: Any) -> Any:
    return _grid(beta, d).sums(u, q, np.asarray(kappa, dtype=float))


NUMPY: Mapping[str, Any] = {"SpectralSum": _spectral_sum_on_grid}
"""For ``lambdify(..., [NUMPY, "numpy"])``."""
