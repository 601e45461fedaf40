r"""The ratio of two independent chi-squared variables, chi2_a/chi2_b, that is (a/b) F_{a,b}: certified values.

    P(chi2_a/chi2_b <= x) = I_{x/(1 + x)}(a/2, b/2)        (regularised incomplete beta function, DLMF 8.17),

evaluated in balls by Arb. The median is bracketed by points at which that probability is certainly below and certainly
above one half.

>>> median(1, 1, digits=12).contains(Fraction(1))
True
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import arb, ctx, fmpq

from lemmata.numerics.accuracy import as_arb
from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import InputError, NotAccurate


def median(a: int, b: int, *, digits: int = 20) -> Ball:
    """The median of chi2_a/chi2_b, with a radius of at most 10^-digits times its size.

    Raises:
        InputError: naming the parameter that is out of its domain.
    """
    if a < 1 or b < 1:
        raise InputError("a, b", (a, b), "positive integers")
    before = ctx.prec
    ctx.prec = int(digits * 3.33) + 64
    try:
        low, high = Fraction(0), Fraction(1)
        while not _below(a, b, high) > arb(fmpq(1, 2)):
            high *= 2
        narrow = Fraction(1, 10**digits)
        while high - low > narrow * high:
            middle = (low + high) / 2
            probability = _below(a, b, middle)
            if probability < arb(fmpq(1, 2)):
                low = middle
            elif probability > arb(fmpq(1, 2)):
                high = middle
            else:  # so near to the median that this precision cannot tell: a point beside it will do
                middle += narrow * high / 4
                if not _below(a, b, middle) > arb(fmpq(1, 2)):
                    raise NotAccurate(f"the median of chi2_{a}/chi2_{b} could not be enclosed to {digits} digits")
                high = middle
        return Ball.around((low + high) / 2, (high - low) / 2)
    finally:
        ctx.prec = before


def _below(a: int, b: int, x: Fraction) -> Any:
    return as_arb(x / (1 + x)).beta_lower(arb(fmpq(a, 2)), arb(fmpq(b, 2)), regularized=True)
