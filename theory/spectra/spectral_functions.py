r"""Degrees of freedom and the renormalised ridge of power laws, as functions in SymPy.

    SpectralSum(u, q, beta, kappa, d) = sum_{k=1}^{d} k^-u/(k^-beta + kappa)^q
    Df1(beta, kappa, d)               = SpectralSum(beta, 1, beta, kappa, d)     = tr Sigma (Sigma + kappa)^-1
    Df2(beta, kappa, d)               = SpectralSum(2 beta, 2, beta, kappa, d)   = tr Sigma^2 (Sigma + kappa)^-2
    Kappa(beta, T, ridge, d)          : the root of kappa = ridge + kappa Df1(beta, kappa, d)/T

for eigenvalues k^-beta, k = 1..d; without d there are infinitely many. They print as mathematics, differentiate by
their identities, and their decimals come from certified balls (:mod:`lemmata.theory.values.certified_function`):

>>> from sympy import Rational, diff, expand_func, sqrt
>>> from lemmata.theory.notation import T, beta, d, kappa, ridge
>>> diff(Df1(beta, kappa, d), kappa)
-SpectralSum(beta, 2, beta, kappa, d)
>>> expand_func(_)
-(Df1(beta, kappa, d) - Df2(beta, kappa, d))/kappa
>>> diff(Kappa(beta, T, ridge), ridge)
T/(T - Df2(beta, Kappa(beta, T, ridge, oo), oo))
>>> Df1(Rational(3, 2), Rational(1, 10**20)).evalf(30)
52102830280852.4986212472890088
>>> (Df1(2, sqrt(2)) - 1).evalf(50)
-0.16564878434369161817015218744133817573103165325420
>>> Kappa(2, 100, 0).evalf(15)
0.000244291091831622

In NumPy code (``lambdify``) they become evaluations of the compressed spectrum
(:mod:`lemmata.numerics.grids.grid_functions`):

>>> import numpy
>>> from sympy import lambdify
>>> curve = lambdify(kappa, kappa * Df1(2, kappa))
>>> [f"{value:.6g}" for value in curve(numpy.array([1.0, 1e-20]))]
['1.07667', '1.5708e-10']

The capitals are on purpose: in :mod:`lemmata.theory.notation` the small letters ``df1``, ``df2`` and ``kappa`` are
plain symbols of a formula, of which nothing is known. A sum that diverges is ``oo``, which is its value. What these
functions cannot do: derivatives with respect to beta, u, q or d stay unevaluated, and so do limits in kappa at 0 and
oo.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

from sympy import Basic, Expr, Ge, Gt, Integer, Sum, oo, sqrt
from sympy.core.function import ArgumentIndexError
from sympy.core.symbol import uniquely_named_symbol
from sympy.printing.pretty.stringpict import prettyForm

from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import InputError
from lemmata.numerics.fixed_points.kappa import kappa_isotropic, kappa_power_law
from lemmata.numerics.sums.spectral_sums import spectral_sum
from lemmata.theory.quantities.conditions import sizes
from lemmata.theory.values.certified_function import (
    CertifiedFunction,
    Values,
    dimension,
    ends,
    exact_or_ball,
    hull,
    rational,
)

__all__ = ["Df1", "Df2", "Kappa", "SpectralSum"]


class _PowerLawSum(CertifiedFunction):
    """What all sums over the eigenvalues k^-beta share."""

    @property
    def exponents(self) -> tuple[Expr, Expr]:
        """u and q."""
        raise NotImplementedError

    @property
    def where(self) -> tuple[Expr, Expr, Expr]:
        """beta, kappa and d."""
        beta, kappa, d = self.args[-3:]
        return beta, kappa, d

    def enclosed(self, values: Values, digits: int, guard: int) -> Ball:
        """By :func:`lemmata.numerics.sums.spectral_sums.spectral_sum`; the sum decreases in kappa."""
        beta, kappa, d = self.where
        capacity, size = rational("beta", beta, values), dimension(d, values)
        u, q = (rational(name, part, values) for name, part in zip("uq", self.exponents, strict=True))
        low, high = ends(exact_or_ball(kappa, values, digits + guard))
        most = _sum(u, q, capacity, low, size, digits + 2)
        least = most if low == high else _sum(u, q, capacity, high, size, digits + 2)
        return hull(most, least, digits)

    signs_are_declared = True

    @property
    def may_be_infinite(self) -> bool:
        """An infinite sum may diverge."""
        return self.where[2] is oo

    @property
    def defined_where(self) -> tuple[Basic, ...]:
        """The terms have values; their sum may be infinite."""
        return *sizes(self.where[2]), Ge(self.where[1], 0, evaluate=False)

    @property
    def finite_where(self) -> tuple[Basic, ...]:
        """Finitely many terms, or a sum that converges."""
        beta, kappa, d = self.where
        if d is not oo:
            return ()
        return tuple(Gt(part, least, evaluate=False) for part, least in ((beta, 0), (kappa, 0), (self.exponents[0], 1)))

    def _eval_is_extended_positive(self) -> bool | None:
        return True if all(part.is_positive for part in self.where[:2]) else None

    def _eval_is_nonnegative(self) -> bool | None:
        """Wherever the sum converges."""
        return True if self.where[1].is_extended_nonnegative else None

    def _eval_is_finite(self) -> bool | None:
        beta, kappa, d = self.where
        if not (beta.is_positive and kappa.is_positive):
            return None
        return True if d.is_finite or (self.exponents[0] - 1).is_positive else None

    def _eval_rewrite_as_Sum(self, *args: Expr, **hints: Any) -> Expr:
        (u, q), (beta, kappa, d) = self.exponents, self.where
        k = uniquely_named_symbol("k", self.args, integer=True, positive=True)
        return Sum(k**-u / (k**-beta + kappa) ** q, (k, 1, d))


class SpectralSum(_PowerLawSum):
    r"""sum_{k=1}^{d} k^-u/(k^-beta + kappa)^q, for kappa > 0 and beta > 0.

    Args:
        u: the exponent of the numerator; with infinite d the sum converges exactly for u > 1.
        q: the power, an integer >= 1.
        beta: the capacity.
        kappa: the renormalised ridge.
        d: the dimension; infinite when left out.

    >>> from sympy import latex
    >>> from lemmata.theory.notation import beta, kappa
    >>> SpectralSum(2, 1, 2, kappa).diff(kappa, 2)
    2*SpectralSum(2, 3, 2, kappa, oo)
    >>> print(latex(SpectralSum(2, 1, beta, kappa)))
    \sum_{k=1}^{\infty} \frac{1}{k^{2} \left(\kappa + k^{- \beta}\right)}
    >>> SpectralSum(1, 1, 2, kappa)
    oo
    """

    names = ("u", "q", "beta", "kappa", "d")
    on_grid = "grids.grid_functions.spectral_sum_on_grid"

    @classmethod
    def eval(cls, u: Expr, q: Expr, beta: Expr, kappa: Expr, d: Expr | None = None) -> Expr | None:
        """Infinite where the sum diverges."""
        if d is None:
            return cls(u, q, beta, kappa, oo)
        return oo if _diverges(u, beta, kappa, d) else None

    @property
    def exponents(self) -> tuple[Expr, Expr]:
        """u and q."""
        return self.args[0], self.args[1]

    def _eval_expand_func(self, **hints: Any) -> Expr:
        """In df1, df2, .., for u = a beta with 0 <= a <= q, by kappa S(a, q) = S(a, q-1) - S(a+1, q)."""
        u, q, beta, kappa, d = self.args
        a = (u / beta).cancel()
        if not (a.is_Integer and q.is_Integer and 0 <= a <= q):
            return self

        def reduced(a: int, q: int) -> Expr:
            if a == q:
                return (
                    (d, Df1(beta, kappa, d), Df2(beta, kappa, d))[q]
                    if q <= 2
                    else SpectralSum(q * beta, q, beta, kappa, d)
                )
            return (reduced(a, q - 1) - reduced(a + 1, q)) / kappa

        return reduced(int(a), int(q))

    def fdiff(self, argindex: int = 4) -> Expr:
        """With respect to kappa: -q SpectralSum(u, q + 1)."""
        u, q, beta, kappa, d = self.args
        if argindex != 4:
            raise ArgumentIndexError(self, argindex)
        return -q * SpectralSum(u, q + 1, beta, kappa, d)

    def _latex(self, printer: Any, exp: str | None = None) -> str:
        shown = printer._print(self.rewrite(Sum))
        return shown if exp is None else rf"\left({shown}\right)^{{{exp}}}"

    def _pretty(self, printer: Any) -> prettyForm:
        return printer._print(self.rewrite(Sum))


class _DegreesOfFreedom(_PowerLawSum):
    """df_q = SpectralSum(q beta, q, beta, kappa, d)."""

    names = ("beta", "kappa", "d")
    order: int

    @classmethod
    def eval(cls, beta: Expr, kappa: Expr, d: Expr | None = None) -> Expr | None:
        """At kappa = 0 each term is 1, for beta = 0 (Sigma = I) all are the same."""
        if d is None:
            return cls(beta, kappa, oo)
        if kappa.is_zero:
            return d
        if beta.is_zero:
            return d / (1 + kappa) ** cls.order
        return oo if _diverges(cls.order * beta, beta, kappa, d) else None

    @property
    def exponents(self) -> tuple[Expr, Expr]:
        """u and q."""
        return self.order * self.args[0], Integer(self.order)

    def fdiff(self, argindex: int = 2) -> Expr:
        """With respect to kappa: -q SpectralSum(q beta, q + 1)."""
        beta, kappa, d = self.args
        if argindex != 2:
            raise ArgumentIndexError(self, argindex)
        return -self.order * SpectralSum(self.order * beta, self.order + 1, beta, kappa, d)

    def _eval_rewrite_as_SpectralSum(self, beta: Expr, kappa: Expr, d: Expr, **hints: Any) -> Expr:
        return SpectralSum(*self.exponents, beta, kappa, d)

    def _latex(self, printer: Any, exp: str | None = None) -> str:
        beta, kappa, d = (printer._print(arg) for arg in self.args)
        power = "" if exp is None else f"^{{{exp}}}"
        return rf"\mathrm{{df}}_{{{self.order}}}{power}\left({kappa}; {beta}, {d}\right)"

    def _pretty(self, printer: Any) -> prettyForm:
        beta, kappa, d = self.args
        return printer._print_Function(self.func(kappa, beta, d, evaluate=False), func_name=f"df_{self.order}")


class Df1(_DegreesOfFreedom):
    r"""First degrees of freedom, sum_{k<=d} k^-beta/(k^-beta + kappa).

    Args:
        beta: the capacity; with infinite d the sum converges exactly for beta > 1.
        kappa: the renormalised ridge, > 0 (or 0, where df1 = d).
        d: the dimension; infinite when left out.

    >>> from sympy import latex
    >>> from lemmata.theory.notation import beta, kappa
    >>> print(latex(Df1(beta, kappa) ** 2))
    \mathrm{df}_{1}^{2}\left(\kappa; \beta, \infty\right)
    >>> Df1(beta, 0, 7), Df1(1, kappa), Df1(0, kappa, 7)
    (7, oo, 7/(kappa + 1))
    """

    order = 1
    on_grid = "grids.grid_functions.df1_on_grid"


class Df2(_DegreesOfFreedom):
    r"""Second degrees of freedom, sum_{k<=d} k^(-2 beta)/(k^-beta + kappa)^2.

    Args:
        beta: the capacity; with infinite d the sum converges exactly for beta > 1/2.
        kappa: the renormalised ridge, > 0 (or 0, where df2 = d).
        d: the dimension; infinite when left out.

    >>> from lemmata.theory.notation import beta, kappa
    >>> Df2(beta, kappa).rewrite(SpectralSum)
    SpectralSum(2*beta, 2, beta, kappa, oo)
    """

    order = 2
    on_grid = "grids.grid_functions.df2_on_grid"


class Kappa(CertifiedFunction):
    r"""The renormalised ridge: the root of kappa = ridge + kappa Df1(beta, kappa, d)/T, 0 for ridge = 0 and T >= d.

    Args:
        beta: the capacity; 0 is Sigma = I, and infinite d needs beta > 1.
        T: the number of samples, > 0.
        ridge: the penalty, >= 0.
        d: the dimension; infinite when left out.

    With k = Kappa(...) the derivatives are those of the implicit function (Dohmatob et al., arXiv 2402.07712, Lemma
    I.2, for the ridge): dk/dridge = T/(T - Df2), dk/dT = -(k - ridge)/(T - Df2).

    >>> from lemmata.theory.notation import T, beta, d, ridge
    >>> Kappa(beta, T, ridge, d).diff(T)
    (ridge - Kappa(beta, T, ridge, d))/(T - Df2(beta, Kappa(beta, T, ridge, d), d))
    >>> Kappa(0, T, ridge, d).rewrite(sqrt).subs({T: 10, ridge: 0, d: 30})
    2
    >>> Kappa(beta, 30, 0, 20)
    0
    """

    names = ("beta", "T", "ridge", "d")
    on_grid = "grids.kappa_grid.kappa_on_grid"
    signs_are_declared = True

    @property
    def defined_where(self) -> tuple[Basic, ...]:
        """The equation has one root: a trace that is finite, samples, and no negative penalty."""
        beta, T, ridge, d = self.args
        summable = (Gt(beta, 1, evaluate=False),) if d is oo else ()
        return (*summable, *sizes(d), Gt(T, 0, evaluate=False), Ge(ridge, 0, evaluate=False))

    @classmethod
    def eval(cls, beta: Expr, T: Expr, ridge: Expr, d: Expr | None = None) -> Expr | None:
        """Zero without a ridge and with enough samples."""
        if d is None:
            return cls(beta, T, ridge, oo)
        return Integer(0) if ridge.is_zero and (T - d).is_nonnegative else None

    def enclosed(self, values: Values, digits: int, guard: int) -> Ball:
        """By :mod:`lemmata.numerics.fixed_points.kappa`; kappa increases with the ridge and decreases with T."""
        beta, T, ridge, d = self.args
        capacity, size = rational("beta", beta, values), dimension(d, values)
        if capacity <= 1 and size is None:
            raise InputError("beta", beta, "> 1 when d is infinite: the trace diverges")
        few, many = ends(exact_or_ball(T, values, digits + guard))
        weak, strong = ends(exact_or_ball(ridge, values, digits + guard))

        most = _root(capacity, few, strong, size, digits + 2)
        return hull(most, _root(capacity, many, weak, size, digits + 2), digits)

    def fdiff(self, argindex: int = 3) -> Expr:
        """With respect to T and to the ridge."""
        beta, T, ridge, d = self.args
        rest = T - Df2(beta, self, d)
        if argindex == 2:
            return -(self - ridge) / rest
        if argindex == 3:
            return T / rest
        raise ArgumentIndexError(self, argindex)

    def _eval_is_extended_nonnegative(self) -> bool | None:
        _, T, ridge, _ = self.args
        return True if T.is_positive and ridge.is_nonnegative else None

    def _eval_is_positive(self) -> bool | None:
        """With a ridge, and without one for infinitely many eigenvalues, whose trace must then be finite."""
        _, T, ridge, d = self.args
        return True if T.is_positive and ridge.is_nonnegative and (ridge.is_positive or d is oo) else None

    def _eval_is_finite(self) -> bool | None:
        beta, _, _, d = self.args
        summable = d.is_finite or (beta - 1).is_positive
        return self._eval_is_extended_nonnegative() if summable else None

    def _eval_rewrite_as_sqrt(self, beta: Expr, T: Expr, ridge: Expr, d: Expr, **hints: Any) -> Expr | None:
        """For Sigma = I the root of a quadratic equation."""
        if not beta.is_zero:
            return None
        c = ridge + d / T - 1
        return (c + sqrt(c**2 + 4 * ridge)) / 2

    def _latex(self, printer: Any, exp: str | None = None) -> str:
        beta, T, ridge, d = (printer._print(arg) for arg in self.args)
        power = "" if exp is None else f"^{{{exp}}}"
        return rf"\kappa{power}\left({ridge}, {T}; {beta}, {d}\right)"

    def _pretty(self, printer: Any) -> prettyForm:
        beta, T, ridge, d = self.args
        return printer._print_Function(self.func(ridge, T, beta, d, evaluate=False), func_name="kappa")


@lru_cache(maxsize=256)
def _sum(u: Fraction, q: Fraction, beta: Fraction, kappa: Fraction, d: Fraction | None, digits: int) -> Ball:
    """A spectral sum; a formula, its steps and its statement meet the same ones."""
    return spectral_sum(u, q, beta, kappa, d, digits=digits)


@lru_cache(maxsize=256)
def _root(beta: Fraction, T: Fraction, ridge: Fraction, d: Fraction | None, digits: int) -> Ball:
    """kappa; one formula meets the same one several times."""
    if beta == 0:
        return kappa_isotropic(d, T, ridge, digits=digits).kappa  # type: ignore[arg-type]
    return kappa_power_law(beta, T, ridge, d, digits=digits).kappa


def _diverges(u: Expr, beta: Expr, kappa: Expr, d: Expr) -> bool:
    """Whether an infinite sum of terms of the size k^-u/kappa^q is certain to diverge."""
    return bool(d is oo and beta.is_positive and kappa.is_positive and (1 - u).is_nonnegative)
