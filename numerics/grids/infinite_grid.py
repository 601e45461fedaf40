r"""Spectral sums of infinitely many eigenvalues over millions of kappas in doubles, with a certified error bound.

    S(u, q, beta, kappa) = sum_{k=1}^{oo} k^-u/(k^-beta + kappa)^q,   u > 1.

The first D indices are compressed by :mod:`lemmata.numerics.grids.spectrum_grid`. D is chosen so that kappa D^beta >=
2^12 for all kappas; beyond it, with y = 1/(kappa D^beta) <= 2^-12 and the binomial series of (1 + k^-beta/kappa)^-q,

    sum_{k>D} = y^q sum_{j<J} (-1)^j e_j y^j + R,   e_j = C(q+j-1, j) D^(beta (q+j)) zeta(u + beta j, D + 1).

**Truncation.** By Taylor's formula the remainder of (1+x)^-q, x > 0, is at most its first omitted term. The sums
zeta(u + beta j, D+1) D^(beta j) decrease in j, so |R| <= C(q+J-1, J) y^J y^q e_0, and (1 + x)^-q >= (1 + y)^-q makes
the true tail at least y^q e_0 (1+y)^-q. The relative error of the tail is at most C(q+J-1, J) y^J (1+y)^q, which is
below 2^-54 for the J that is taken.

**Rounding.** u = 2^-53. y carries 3 u, and by Horner's rule the term of order j carries (5 j + 2) u. Each term is at
most r = 2^-12 q <= 1/4 of the one before (q <= 1000), so the alternating sum is at least 1 - r of its first term and
carries at most sum_j r^j (5 j + 2) u/(1 - r) < 7 u; the q factors y carry 4 q u more. Head and tail are positive and
are added once. So the bound is the larger of both bounds, plus u. Results (and powers y^q) below the normal range of
doubles are outside it.

>>> grid = InfiniteGrid(2, 1e-20)
>>> [f"{value:.14g}" for value in grid.df1(np.array([1.0, 1e-20]))], grid.bound(2, 1) < 5e-15
(['1.0766740474686', '15707963267.449'], True)
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import comb, log2, nextafter

import numpy as np
from flint import arb, ctx
from numpy.typing import ArrayLike

from lemmata.numerics.accuracy import as_arb
from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import Exact, exact, exact_integer
from lemmata.numerics.grids.counting_gauss import BITS
from lemmata.numerics.grids.spectrum_grid import Array, SpectrumGrid

_UNIT = 2.0**-53
_FAR = 12  # y <= 2^-12
_LARGEST = 1000  # D and D^beta are at most 2^1000, a double
_MOST = 1000


class InfiniteGrid:
    """lambda_k = k^-beta for all k, compressed for evaluation at many kappas that are not below ``least_kappa``.

    Raises:
        InputError: naming the argument that is out of its domain.
    """

    def __init__(self, beta: Exact, least_kappa: float) -> None:
        self.beta = exact(beta, "beta")
        if self.beta <= 0:
            raise InputError("beta", beta, "> 0")
        if not 0 < least_kappa < float("inf"):
            raise InputError("kappa", least_kappa, "positive finite numbers")
        self.least_kappa = least_kappa
        bits = max(5, int((_FAR - log2(least_kappa)) / float(self.beta)) + 2)
        if bits > _LARGEST or (bits + 1) * self.beta > _LARGEST:
            raise InputError("kappa", least_kappa, f"larger for a grid of infinite dimension at beta = {self.beta}")
        self.size = 2**bits
        self.head = SpectrumGrid(self.beta, self.size)

    @property
    def nodes(self) -> int:
        """How many nodes stand for the first eigenvalues."""
        return self.head.nodes

    def df1(self, kappa: ArrayLike) -> Array:
        """First degrees of freedom at each kappa (beta > 1)."""
        return self.sums(self.beta, 1, kappa)

    def df2(self, kappa: ArrayLike) -> Array:
        """Second degrees of freedom at each kappa (beta > 1/2)."""
        return self.sums(2 * self.beta, 2, kappa)

    def sums(self, u: Exact, q: Exact, kappa: ArrayLike) -> Array:
        """The sum at each kappa, in the shape of ``kappa``.

        Raises:
            InputError: for a divergent sum, or a kappa below the least.
        """
        exponent, power = exact(u, "u"), exact_integer(q, "q", least=1)
        if power > _MOST:
            raise InputError("q", q, f"at most {_MOST}")
        if exponent <= 1:
            raise InputError("u", u, "> 1 when d is infinite: the sum diverges")
        values = self._checked(kappa)
        return self.head.sums(exponent, power, values) + self._tail(exponent, power, values)

    def degrees_of_freedom(self, kappa: ArrayLike) -> tuple[Array, Array]:
        """df1 and df2 together, in less time than one after the other (beta > 1)."""
        values = self._checked(kappa)
        if self.beta <= 1:
            raise InputError("beta", self.beta, "> 1 when d is infinite: the sum diverges")
        first, second = self.head.degrees_of_freedom(values)
        return first + self._tail(self.beta, 1, values), second + self._tail(2 * self.beta, 2, values)

    def _checked(self, kappa: ArrayLike) -> Array:
        values = np.asarray(kappa, dtype=np.float64)
        if (values < self.least_kappa).any():
            raise InputError("kappa", values.min(), f"at least {self.least_kappa}, for which the grid was made")
        return values

    def _tail(self, u: Fraction, q: int, kappa: Array) -> Array:
        scale, coefficients = _coefficients(u, q, self.beta, self.size)
        y = np.asarray(1 / (kappa * scale))
        tail = np.full_like(y, coefficients[-1])
        for coefficient in coefficients[-2::-1]:
            tail *= y
            tail += coefficient
        for _ in range(q):
            tail *= y
        return tail

    def bound(self, u: Exact, q: Exact) -> float:
        """A certified bound of the relative error of :meth:`sums` (see the module's head)."""
        power = exact_integer(q, "q", least=1)
        tail = (4 * power + 8) * _UNIT + 2.0**-54
        return nextafter(max(self.head.bound(u, power), tail) + _UNIT, 1.0)


@lru_cache(maxsize=256)
def _coefficients(u: Fraction, q: int, beta: Fraction, size: int) -> tuple[float, tuple[float, ...]]:
    """D^beta and the coefficients (-1)^j e_j."""
    terms = next(j for j in range(1, 200) if comb(q + j - 1, j) * Fraction(1, 2) ** (_FAR * j - 1) < Fraction(1, 2**55))
    before = ctx.prec
    ctx.prec = BITS
    try:
        power, exponent, base = as_arb(beta), as_arb(u), arb(size)
        found = [
            (-1) ** j * comb(q + j - 1, j) * base ** (power * (q + j)) * (exponent + power * j).zeta(base + 1)
            for j in range(terms)
        ]
        coefficients = tuple(float(value) for value in found)
        if not np.isfinite(coefficients).all():
            raise InputError("q beta - u", q * beta - u, "smaller for a grid of infinite dimension: no doubles")
        return float(base**power), coefficients
    finally:
        ctx.prec = before
