r"""Exact risks of a minimum-norm fit on one sample, for every covariance of dimension d >= 3, as balls.

On one row x = Sigma^(1/2) z, z ~ N(0, I), the fit keeps P = x x'/q, q = x'x = sum_i lambda_i z_i^2, and noise e becomes
e x/q. With means of products of z_i^2 and inverse powers of q,

    noise = E x'Sigma x/q^2 = sum_i lambda_i^2 E z_i^2/q^2,
    lost  = E ||(I - P) w0||_Sigma^2 = sum_i lambda_i c_i^2 - 2 sum_i c_i^2 lambda_i^2 E z_i^2/q
            + sum_ij c_i^2 lambda_i lambda_j^2 E z_i^2 z_j^2/q^2          (terms odd in some z_i have mean zero),
    kept  = E tr P Sigma P Sigma^-1 = sum_ij lambda_i^2 E z_i^2 z_j^2/q^2,

where ``kept`` is what remains of the error of a least-squares generator, whose covariance is a multiple of Sigma^-1.
From q^-k = integral of t^(k-1) exp(-t q) over t > 0 (k = 1, 2) and Gaussian means, with g(t) = prod_k (1 + 2 lambda_k
t)^(-1/2), E z_i^2 z_j^2 exp(-t q) = g(t) (1 + 2 [i = j])/((1 + 2 lambda_i t)(1 + 2 lambda_j t)). In v, where t = (1 -
v^2)/v^2, the integrands have a factor v^(d - 2k - 1 + 2 degree), are analytic on 0 <= v <= 1, and Arb integrates them
rigorously.

>>> from lemmata.theory.spectra.spectra import Diagonal
>>> one_sample(Diagonal([1, "1/100", "1/100"], [1, 0, 0]), digits=10).noise.to_decimal(8)[0]
'7.0379921'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from flint import acb, arb, ctx
from sympy import Expr, Integer, Rational, oo

from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import NotAccurate
from lemmata.theory.models.chain import Chain
from lemmata.theory.spectra.spectra import Diagonal
from lemmata.theory.values.enclosure import enclose


@dataclass(frozen=True)
class OneSample:
    """What a fit on one row does: to noise of variance 1, to w0, and to an error of covariance Sigma^-1."""

    noise: Ball
    lost: Ball
    kept: Ball


@dataclass(frozen=True, eq=False)
class _Level:
    """An eigenvalue, how often it occurs, and the sum of the squared weights that belong to it."""

    eigenvalue: arb
    count: int
    weight: arb


@lru_cache(maxsize=64)
def one_sample(spectrum: Diagonal, digits: int = 30) -> OneSample:
    """The three means for a spectrum of dimension d >= 3.

    Args:
        spectrum: eigenvalues and weights.
        digits: about the relative accuracy.
    """
    before = ctx.prec
    ctx.prec = int(3.33 * digits) + 64
    try:
        means = _Means(_levels(spectrum, digits + 15))
        return OneSample(*(Ball.from_arb(value) for value in (means.noise(), means.lost(), means.kept())))
    finally:
        ctx.prec = before


def _levels(spectrum: Diagonal, digits: int) -> list[_Level]:
    weights: dict[Expr, Expr] = {}
    for value, square in zip(spectrum.eigenvalues, spectrum.squared_weights, strict=True):
        weights[value] = weights.get(value, Integer(0)) + square
    counts = Counter(spectrum.eigenvalues)
    number = {value: enclose(value, digits=digits).to_arb() for value in counts}
    return [_Level(number[v], counts[v], enclose(weights[v], digits=digits).to_arb()) for v in counts]


class _Means:
    """Integrals over v of polynomials in the z_i^2, divided by a power of q."""

    def __init__(self, levels: list[_Level]) -> None:
        self.levels = levels
        self.d = sum(level.count for level in levels)

    def noise(self) -> arb:
        return self.integral(2, 1, lambda part: sum(k.eigenvalue**2 * k.count * part(k) for k in self.levels))

    def lost(self) -> arb:
        whole = sum((k.eigenvalue * k.weight for k in self.levels), arb(0))
        once = self.integral(1, 1, lambda part: sum(k.weight * k.eigenvalue**2 * part(k) for k in self.levels))

        def twice(part: Callable[[_Level], acb]) -> Any:
            every = sum(k.eigenvalue**2 * k.count * part(k) for k in self.levels)
            return sum(k.weight * k.eigenvalue * part(k) * (every + 2 * k.eigenvalue**2 * part(k)) for k in self.levels)

        return whole - 2 * once + self.integral(2, 2, twice)

    def kept(self) -> arb:
        def both(part: Callable[[_Level], acb]) -> Any:
            left = sum(k.eigenvalue**2 * k.count * part(k) for k in self.levels)
            right = sum(k.count * part(k) for k in self.levels)
            return left * right + 2 * sum(k.eigenvalue**2 * k.count * part(k) ** 2 for k in self.levels)

        return self.integral(2, 2, both)

    def integral(self, power: int, degree: int, polynomial: Callable[[Callable[[_Level], acb]], Any]) -> arb:
        """The integral of t^(power-1) g(t) p over t > 0, for a p homogeneous of a degree in 1/(1 + 2 lambda t)."""
        order = self.d - 2 * power - 1 + 2 * degree

        def integrand(v: acb, analytic: bool) -> acb:
            square = v * v
            bases = [square + 2 * level.eigenvalue * (1 - square) for level in self.levels]
            inverse = {level: 1 / base for level, base in zip(self.levels, bases, strict=True)}
            product = acb(1)
            for level, base in zip(self.levels, bases, strict=True):
                product *= base.rsqrt(analytic=analytic) ** level.count
            value: acb = 2 * (1 - square) ** (power - 1) * v**order * product * polynomial(inverse.__getitem__)
            return value

        return acb.integral(integrand, 0, 1).real


def one_sample_parts(chain: Chain, digits: int) -> tuple[Any, Any, Any] | None:
    """Bias, variance and collapse of a chain in which one fit has one sample and all others have d or more.

    That fit is the downstream one, or the only generator. None for every other chain.

    Raises:
        NotAccurate: when the integrals cannot be enclosed as narrowly as asked.
    """
    spectrum, d = chain.spectrum, chain.spectrum.d or 0
    if not isinstance(spectrum, Diagonal) or d < 3 or chain.protocol != "replace" or chain.designs != "independent":
        return None
    if chain.T == 1 and all(size >= d for size in chain.T0):
        means = _accurate(spectrum, digits)
        added = (_least_squares(v, d, size) for v, size in zip(chain.sigma0_2, chain.T0, strict=True))
        error = sum(added, Integer(0)) / d
        return means.lost, _times(chain.sigma2, means.noise, digits), _times(error, means.kept, digits)
    if chain.T0 == (1,) and chain.T >= d:
        means = _accurate(spectrum, digits)
        noise = _least_squares(chain.sigma2, d, chain.T)
        one = Ball.from_arb(arb(1))
        return means.lost, _times(noise, one, digits), _times(chain.sigma0_2[0], means.noise, digits)
    return None


def _accurate(spectrum: Diagonal, digits: int) -> OneSample:
    means = one_sample(spectrum, digits + 10)
    for ball in (means.noise, means.lost, means.kept):
        if ball.rad * 10**digits > abs(ball.mid) and ball.rad > Fraction(1, 10 ** (2 * digits)):
            raise NotAccurate("the integrals of a fit on one sample are not known that well")
    return means


def _least_squares(variance: Expr, d: int, rows: int) -> Expr:
    """variance d/(rows - d - 1), infinite for rows = d, d + 1; without noise there is nothing."""
    if variance == 0:
        return Integer(0)
    return variance * Rational(d, rows - d - 1) if rows >= d + 2 else oo


def _times(factor: Expr, ball: Ball, digits: int) -> Any:
    if factor in (0, oo):
        return factor
    before = ctx.prec
    ctx.prec = int(3.33 * digits) + 64
    try:
        return Ball.from_arb(enclose(factor, digits=digits + 10).to_arb() * ball.to_arb())
    finally:
        ctx.prec = before
