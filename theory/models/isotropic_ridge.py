r"""Exact finite-size risks of ridge regression for Sigma = I, as balls.

A fit of ``T`` rows with ridge parameter ``ridge`` sees the parameter through H = W (W + z)^-1 and misses the part
G = I - H = z (W + z)^-1, with W = X'X and z = T ridge. By rotation invariance only means of traces matter,

    seen = E tr H^2/d,   crossed = E tr H G/d,   missed = E tr G^2/d,   noise = E tr H (W + z)^-1 = (d/z) crossed,

which :func:`lemmata.numerics.wishart.mean_trace` encloses (for ridge = 0: H is a Haar projection, noise the mean of the
inverse Gram matrix). With D_j = E||w_j - w_0||^2 without label noise, c_j = E<w_0 - w_j, w_0> and N_j the share of
E||w_j||^2 that label noise has made, one more independent fit gives

    D' = seen D + 2 crossed c + missed ||w_0||^2,    c' = c + (crossed + missed)(||w_0||^2 - c),
    N' = seen N + sigma_j^2 noise,

a sum of positive terms, so that nothing cancels, and the downstream fit is the last of them. On one design for all
generators, w_n = H^n w_0 + sum_j H^(n-1-j) (W + z)^-1 X'E_j (Dohmatob et al., arXiv 2402.07712, Lemma F.4, with ridge).
When the downstream fit shares the design of generators without ridge, X X^+ acts as the identity in X'X X^+, and the
risk is that on clean data with the noise variances added up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import Any

from flint import arb, ctx
from sympy import Expr, Integer, Rational, oo

from lemmata.numerics.ball import Ball
from lemmata.numerics.exact import exact
from lemmata.numerics.wishart import mean_trace
from lemmata.theory.models.chain import Chain
from lemmata.theory.values.enclosure import enclose

_GUARD = 10


@dataclass(frozen=True)
class Fit:
    """The means of one fit; ``noise`` is None where it is infinite."""

    seen: arb
    crossed: arb
    missed: arb
    noise: arb | None


@dataclass(frozen=True)
class Generators:
    """What the generators hand on: D_n, c_n, and N_n (None where it is infinite)."""

    error: arb
    lost: arb
    noisy: arb | None


def ridge_parts(chain: Chain, signal: Expr, *, digits: int) -> tuple[Any, Any, Any]:
    """Bias, variance and collapse of a chain with Sigma = I and the protocol ``replace``: balls, or oo.

    Args:
        chain: its generators may be ridge regressions, unless the downstream fit shares their design.
        signal: ||w_0||^2.
        digits: relative accuracy of each part.
    """
    before = ctx.prec
    ctx.prec = int(3.33 * (digits + _GUARD)) + 64
    try:
        return _Parts(chain, signal, digits + _GUARD).parts()
    finally:
        ctx.prec = before


class _Parts:
    def __init__(self, chain: Chain, signal: Expr, digits: int) -> None:
        self.chain, self.digits = chain, digits
        self.d = int(chain.spectrum.d or 0)
        self.signal = _number(signal, digits)

    def parts(self) -> tuple[Any, Any, Any]:
        chain = self.chain
        fit = self.fit(chain.T, chain.ridge)
        handed = self.generators()
        bias = fit.seen * handed.error + 2 * fit.crossed * handed.lost + fit.missed * self.signal
        variance = self.times(chain.sigma2, fit.noise)
        if chain.designs == "shared":
            return Ball.from_arb(bias), variance, self.times(sum(chain.sigma0_2, Integer(0)), fit.noise)
        return Ball.from_arb(bias), variance, oo if handed.noisy is None else Ball.from_arb(fit.seen * handed.noisy)

    def times(self, variance: Expr, noise: arb | None) -> Any:
        """Without label noise nothing is added, even where the mean of the inverse is infinite."""
        if variance == 0:
            return Integer(0)
        return oo if noise is None else Ball.from_arb(_number(variance, self.digits) * noise)

    def generators(self) -> Generators:
        chain, start = self.chain, Generators(arb(0), arb(0), arb(0))
        if not chain.n or chain.designs == "shared":
            return start
        if chain.designs == "same":
            return self.one_design()
        for size, variance in zip(chain.T0, chain.sigma0_2, strict=True):
            start = self.after(start, self.fit(size, chain.ridge0), variance)
        return start

    def after(self, handed: Generators, fit: Fit, variance: Expr) -> Generators:
        noisy = handed.noisy if handed.noisy is None else fit.seen * handed.noisy
        if variance != 0:
            added = None if fit.noise is None else fit.noise * _number(variance, self.digits)
            noisy = None if noisy is None or added is None else noisy + added
        return Generators(
            error=fit.seen * handed.error + 2 * fit.crossed * handed.lost + fit.missed * self.signal,
            lost=handed.lost + (fit.crossed + fit.missed) * (self.signal - handed.lost),
            noisy=noisy,
        )

    def one_design(self) -> Generators:
        """w_n = H^n w_0 + sum_j H^(n-1-j) (W + z)^-1 X'E_j; without ridge H^n = H."""
        chain, size = self.chain, self.chain.T0[0]
        if chain.ridge0 == 0:
            first = self.after(Generators(arb(0), arb(0), arb(0)), self.fit(size, chain.ridge0), Integer(0))
            total = sum(chain.sigma0_2, Integer(0))
            return Generators(first.error, first.lost, self.after(first, self.fit(size, Integer(0)), total).noisy)
        z, n = self.shift(size, chain.ridge0), chain.n
        lost = _minus(_power_of_seen(n))  # 1 - H^n
        noisy = arb(0)
        for age, variance in enumerate(reversed(chain.sigma0_2)):
            if variance != 0:
                through = self.trace(_product(_power_of_seen(2 * age + 1), [Fraction(0), Fraction(1)]), size, z)
                noisy += _number(variance, self.digits) * through / _as_arb(z)
        return Generators(
            error=self.signal * self.trace(_product(lost, lost), size, z) / self.d,
            lost=self.signal * self.trace(lost, size, z) / self.d,
            noisy=noisy,
        )

    def fit(self, rows: int, ridge: Expr) -> Fit:
        if ridge == 0:
            kept = min(Rational(1), Rational(rows, self.d))
            noise = noise_of_least_squares(self.d, rows)
            seen = _number(kept, self.digits)
            return Fit(seen, arb(0), 1 - seen, None if noise == oo else _number(noise, self.digits))
        z = self.shift(rows, ridge)
        seen, crossed, missed = (self.trace(p, rows, z) / self.d for p in ((1, -2, 1), (0, 1, -1), (0, 0, 1)))
        return Fit(seen, crossed, missed, self.d * crossed / _as_arb(z))

    def shift(self, rows: int, ridge: Expr) -> Fraction | Ball:
        """z = rows * ridge, exactly or in a ball that is much narrower than what is asked."""
        if ridge.is_Rational:
            return exact(ridge) * rows
        return enclose(ridge * rows, digits=2 * self.digits + 20)

    def trace(self, polynomial: Sequence[Any], rows: int, z: Fraction | Ball) -> arb:
        return mean_trace(polynomial, self.d, rows, z, digits=self.digits).to_arb()


def noise_of_least_squares(d: int, rows: int) -> Expr:
    """E ||X^+ e||^2 per unit of noise variance for Sigma = I: d/(rows-d-1) or rows/(d-rows-1), oo between."""
    if rows >= d + 2:
        return Rational(d, rows - d - 1)
    return Rational(rows, d - rows - 1) if rows <= d - 2 else oo


def _power_of_seen(n: int) -> list[Fraction]:
    """H^n = (1 - G)^n as a polynomial in G."""
    return [Fraction((-1) ** k * comb(n, k)) for k in range(n + 1)]


def _minus(polynomial: list[Fraction]) -> list[Fraction]:
    """1 - p."""
    return [1 - polynomial[0], *(-c for c in polynomial[1:])]


def _product(left: list[Fraction], right: list[Fraction]) -> list[Fraction]:
    result = [Fraction(0)] * (len(left) + len(right) - 1)
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            result[i + j] += a * b
    return result


def _number(value: Expr, digits: int) -> arb:
    return _as_arb(exact(value) if value.is_Rational else enclose(value, digits=digits + 10))


def _as_arb(value: Fraction | Ball) -> arb:
    from lemmata.numerics.accuracy import as_fmpq

    return value.to_arb() if isinstance(value, Ball) else arb(as_fmpq(value))
