r"""The law of the risk of least squares, whatever the covariance.

For T >= d Gaussian rows of covariance Sigma and label noise of variance sigma^2, the excess risk given the sample is

    ||w_pred - w_0||_Sigma^2 = sigma^2 F,    F ~ chi^2_d / chi^2_{T-d+1}   (independent),

because it is sigma^2 Z'(Y'Y)^-1 Z with standard normal Z in R^d and Y in R^(T x d), and Hotelling's T^2 with T degrees
of freedom is this quotient (Hotelling 1931; Muirhead 1982, Theorem 3.2.13). So for x > 0

    P(F <= x) = I_{x/(1+x)}(d/2, (T-d+1)/2)                                                     (DLMF 8.17)

with mean d/(T-d-1) for T >= d + 2 and variance 2 d (T-1)/((T-d-1)^2 (T-d-3)) for T >= d + 4, infinite otherwise: at
the peak T = d, d + 1 only quantiles describe it.

>>> law = LeastSquaresLaw(15, 15)
>>> law.mean is None, law.quantile("1/2").to_decimal(6)[0]
(True, '3.13970e1')
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from flint import arb, ctx

from lemmata.numerics.accuracy import as_arb
from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import InputError, NotAccurate
from lemmata.numerics.exact import Exact, exact, exact_integer


@dataclass(frozen=True, init=False)
class LeastSquaresLaw:
    """The law of the excess risk per unit of noise variance, F = chi^2_d/chi^2_{T-d+1}.

    Args:
        d: dimension.
        T: samples.

    Raises:
        InputError: for T < d, where the risk also depends on Sigma and w_0.
    """

    d: int
    T: int

    def __init__(self, d: Exact, T: Exact) -> None:
        object.__setattr__(self, "d", exact_integer(d, "d", least=1))
        object.__setattr__(self, "T", exact_integer(T, "T", least=1))
        if self.T < self.d:
            raise InputError("T", T, f"at least d = {self.d}")

    @property
    def mean(self) -> Fraction | None:
        """d/(T - d - 1); None where it is infinite."""
        return Fraction(self.d, self.T - self.d - 1) if self.T >= self.d + 2 else None

    @property
    def variance(self) -> Fraction | None:
        """2 d (T-1)/((T-d-1)^2 (T-d-3)); None where it is infinite."""
        free = self.T - self.d - 1
        return Fraction(2 * self.d * (self.T - 1), free**2 * (free - 2)) if free >= 3 else None

    def cdf(self, x: Exact, *, digits: int = 30) -> Ball:
        """P(F <= x).

        >>> LeastSquaresLaw(2, 2).cdf(3).contains(Fraction(1, 2))       # 1 - 1/sqrt(1 + x)
        True
        """
        point = exact(x, "x")
        if point <= 0:
            return Ball.exactly(0)
        return self._cdf(point, int(3.33 * digits) + 64)

    def quantile(self, p: Exact, *, digits: int = 30) -> Ball:
        """The x with P(F <= x) = p, between two points at which the cdf is certainly below and above p.

        Raises:
            InputError: unless 0 < p < 1.
        """
        level = exact(p, "p")
        if not 0 < level < 1:
            raise InputError("p", p, "between 0 and 1")
        bits = int(3.33 * digits) + 64
        low, high = Fraction(0), Fraction(1)
        while self._side(high, level, bits) < 0:
            low, high = high, 4 * high
        while low == 0 or (high - low) * 10**digits > low:
            middle = (low + high) / 2
            side = self._side(middle, level, bits)
            if side == 0:  # the level is hit exactly, as in P(F <= 3) = 1/2 at d = T = 2
                return self._around(middle, level, digits, bits)
            low, high = (middle, high) if side < 0 else (low, middle)
        return Ball.around((low + high) / 2, (high - low) / 2, bits)

    def _around(self, x: Fraction, level: Fraction, digits: int, bits: int) -> Ball:
        step = x / 10**digits
        if not self._side(x - step, level, 2 * bits) < 0 < self._side(x + step, level, 2 * bits):
            raise NotAccurate(f"the quantile is not known to {digits} digits")
        return Ball.around(x, step, bits)

    def _side(self, x: Fraction, level: Fraction, bits: int) -> int:
        """The sign of P(F <= x) - level; 0 when they agree exactly as far as can be seen."""
        for more in (1, 2, 4, 8):
            value = self._cdf(x, more * bits)
            if not value.contains(level):
                return 1 if value.lower > level else -1
        return 0

    def _cdf(self, x: Fraction, bits: int) -> Ball:
        before = ctx.prec
        ctx.prec = bits
        try:
            return Ball.from_arb(
                as_arb(x / (1 + x)).beta_lower(arb(self.d) / 2, arb(self.T - self.d + 1) / 2, regularized=True)
            )
        finally:
            ctx.prec = before
