r"""Spectral sums over millions of kappas in doubles, with a certified error bound.

    S(u, q, beta, kappa, d) = sum_{k=1}^{d} f(k),   f(x) = x^g (1 + kappa x^beta)^-q,   g = q beta - u,

for plots, simulations and optimisation. The indices 1..d are cut into the first ones, taken one by one, and panels
[a, 2a), on which the sum is replaced by the n-point Gauss rule of the counting measure
(:mod:`lemmata.numerics.grids.counting_gauss`): a few hundred nodes stand for 10^15 eigenvalues. They do not depend on
kappa.

**Truncation.** On a panel [a, b], b <= 2a, of L indices the rule has positive weights that add up to L and is exact for
degree 2n - 1, so its error is at most 2 L E, E <= 2 M rho^(1-2n)/(rho - 1) the distance of f from polynomials of that
degree, M the maximum of |f| on the Bernstein ellipse of parameter rho around the panel (Trefethen, Approximation Theory
and Approximation Practice, Theorem 8.2). For b = 2a and in units of a the ellipse has centre c = 3/2 and half axes
A = (rho + 1/rho)/4, B = (rho - 1/rho)/4. With A < c it keeps |z| >= c - A and |arg z| <= phi, tan phi =
B/sqrt(c^2 - A^2) (for a narrower panel the ellipse is a smaller one of the same shape, and all this holds the more).
While beta phi < pi, |1 + w| >= (1 + |w|) cos(arg(w)/2) gives for every point x of the panel

    M/f(x) <= ((c+A)^max(g,0) (c-A)^min(g,0)) 2^max(-g,0) max(1, 2/(c-A))^(beta q) cos(beta phi/2)^-q,

whatever kappa is. So each panel, and the whole sum, has a relative error of at most 4 rho^(1-2n)/(rho - 1) times the
right side; rho is chosen in doubles, the bound is evaluated in balls.

**Rounding.** u = 2^-53. Nodes are known to far more digits than doubles have; x^beta and the weights times x^g are
rounded once. 1/(1 + kappa x^beta) then has a relative error below 4.01 u, its q-th power 4.01 q u + (q-1) u, the
product with the weight 2 u more; sums of positive terms by halving add one u per level. kappa is meant as the double
that is given. (Only elementwise operations of IEEE arithmetic are used and no library's dot product, whose order of
summation is its own affair.) Results below the normal range of doubles are outside the bound; terms that would leave it
while the result does not are refused.

>>> grid = SpectrumGrid(2, 10**15)
>>> values = grid.df1(np.array([1.0, 1e-8]))
>>> [f"{value:.12g}" for value in values], grid.bound(2, 1) < 5e-15
(['1.07667404747', '15707.4632678'], True)
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import atan, ceil, cos, log2, nextafter, pi, sqrt

import numpy as np
from flint import arb, ctx
from numpy.typing import ArrayLike, NDArray

from lemmata.numerics.accuracy import as_arb
from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import Exact, exact, exact_integer
from lemmata.numerics.grids.counting_gauss import BITS, counting_rule

Array = NDArray[np.float64]

FIRST = 32
"""So many leading indices are summed one by one."""
_UNIT = 2.0**-53
_BLOCK = 2**18  # entries of the working array: it stays in the cache of one core
_TRUNCATION = 2.0**-54
_RANGE = 1000  # powers down to 2^-1000 are normal doubles


class SpectrumGrid:
    """A power law lambda_k = k^-beta, k <= d, compressed for evaluation at many kappas.

    Args:
        beta: the capacity, > 0.
        d: the dimension, an integer >= 1 (finite).

    Raises:
        InputError: naming the argument that is out of its domain.
    """

    def __init__(self, beta: Exact, d: Exact) -> None:
        self.beta = exact(beta, "beta")
        if self.beta <= 0:
            raise InputError("beta", beta, "> 0")
        if d is None or d == "oo":
            raise InputError("d", "oo", "finite for a grid (numerics.spectral_sum takes infinite d)")
        self.d = exact_integer(d, "d", least=1)
        self.order = _order(self.beta)
        self._points, self._weights = _compressed(self.d, self.order)
        self._powers = self._products(self.beta, [arb(1)] * self.nodes)
        self._coefficients: dict[Fraction, Array] = {}

    @property
    def nodes(self) -> int:
        """How many nodes stand for the d eigenvalues."""
        return len(self._points)

    def df1(self, kappa: ArrayLike) -> Array:
        """First degrees of freedom at each kappa, sum 1/(1 + kappa k^beta)."""
        return self.sums(self.beta, 1, kappa)

    def df2(self, kappa: ArrayLike) -> Array:
        """Second degrees of freedom at each kappa, sum 1/(1 + kappa k^beta)^2."""
        return self.sums(2 * self.beta, 2, kappa)

    def degrees_of_freedom(self, kappa: ArrayLike) -> tuple[Array, Array]:
        """df1 and df2 together, in less time than one after the other."""
        first, second = self._evaluated([(Fraction(0), 1), (Fraction(0), 2)], kappa)
        return first, second

    def sums(self, u: Exact, q: Exact, kappa: ArrayLike) -> Array:
        """sum_{k<=d} k^-u/(k^-beta + kappa)^q at each kappa, in the shape of ``kappa``."""
        power = exact_integer(q, "q", least=1)
        return self._evaluated([(power * self.beta - exact(u, "u"), power)], kappa)[0]

    def bound(self, u: Exact, q: Exact) -> float:
        """A certified bound of the relative error of :meth:`sums`, for every kappa > 0 (see the module's head)."""
        power = exact_integer(q, "q", least=1)
        g = power * self.beta - exact(u, "u")
        levels = ceil(log2(self.nodes)) if self.nodes > 1 else 0
        units = 4.01 * power + (power - 1) + 2 + levels
        rounding = units * _UNIT * (1 + 1e-9)
        truncation = 0.0 if self.nodes == self.d else panel_bound(g, power, self.beta, self.order)
        return nextafter(truncation + rounding, 1.0)

    def _evaluated(self, parts: list[tuple[Fraction, int]], kappa: ArrayLike) -> list[Array]:
        values = np.asarray(kappa, dtype=np.float64)
        if values.size and not (np.isfinite(values).all() and (values > 0).all()):
            raise InputError("kappa", values[~(values > 0)][:3], "positive finite numbers")
        flat = values.reshape(-1)
        self._check_range(parts, float(values.max(initial=0.0)))
        found = [np.empty_like(flat) for _ in parts]
        rows = max(1, _BLOCK // self.nodes)
        coefficients = [self._coefficient(g) for g, _ in parts]
        for start in range(0, flat.size, rows):
            block = flat[start : start + rows]
            shrinkage = np.multiply.outer(self._powers, block)
            shrinkage += 1.0
            np.reciprocal(shrinkage, out=shrinkage)
            for (_, power), coefficient, out in zip(parts, coefficients, found, strict=True):
                terms = shrinkage.copy() if power == 1 else shrinkage * shrinkage
                for _ in range(power - 2):
                    terms *= shrinkage
                terms *= coefficient[:, None]
                out[start : start + rows] = _halved(terms)
        return [out.reshape(values.shape) for out in found]

    def _check_range(self, parts: list[tuple[Fraction, int]], largest: float) -> None:
        """Where weights grow (g > 0), a power of the shrinkage that vanishes in doubles would be missed."""
        for g, power in parts:
            if g > 0 and largest and power * (log2(largest) + log2(self._powers[-1])) > _RANGE:
                raise InputError("kappa", largest, "smaller for this sum on a grid of this size: terms have no doubles")

    def _coefficient(self, g: Fraction) -> Array:
        """Weights times x^g."""
        if g not in self._coefficients:
            found = self._products(g, self._weights)
            if not np.isfinite(found).all():
                raise InputError("q beta - u", g, "smaller on a grid of this size: its weights have no doubles")
            self._coefficients[g] = found
        return self._coefficients[g]

    def _products(self, exponent: Fraction, factors: list[arb]) -> Array:
        """factor * x^exponent at each node, rounded once."""
        before = ctx.prec
        ctx.prec = BITS
        try:
            power = as_arb(exponent)
            return np.array([float(f * x**power) for x, f in zip(self._points, factors, strict=True)])
        finally:
            ctx.prec = before


def _halved(terms: Array) -> Array:
    """Column sums, by adding the lower half of the rows to the upper half until one row is left."""
    count = len(terms)
    while count > 1:
        half = count // 2
        terms[:half] += terms[count - half : count]
        count -= half
    total: Array = terms[0]
    return total


def panel_bound(g: Fraction, q: int, beta: Fraction, n: int) -> float:
    """The truncation bound of the module's head for the n-point rule, at a rho that makes it small.

    >>> panel_bound(Fraction(0), 2, Fraction(2), 16) < 1e-16
    True
    """
    choices = [1.05 + 0.05 * step for step in range(95)]
    allowed = [rho for rho in choices if float(beta) * _angle(rho) < 0.98 * pi]
    best = min(_panel_bound_float(float(g), q, float(beta), n, rho) for rho in allowed)
    rho = next(rho for rho in allowed if _panel_bound_float(float(g), q, float(beta), n, rho) == best)
    before = ctx.prec
    ctx.prec = 80
    try:
        value = _panel_bound_ball(as_arb(g), q, as_arb(beta), n, arb(rho))
        return nextafter(float(Ball.from_arb(value).upper), float("inf"))
    finally:
        ctx.prec = before


def _angle(rho: float) -> float:
    major, minor = (rho + 1 / rho) / 4, (rho - 1 / rho) / 4
    return atan(minor / sqrt(2.25 - major**2))


def _panel_bound_float(g: float, q: int, beta: float, n: int, rho: float) -> float:
    major = (rho + 1 / rho) / 4
    near, far = 1.5 - major, 1.5 + major
    growth = far ** max(g, 0.0) * near ** min(g, 0.0) * 2 ** max(-g, 0.0)
    spread = max(1.0, 2 / near) ** (beta * q) * cos(beta * _angle(rho) / 2) ** -q
    return float(4 * rho ** (1 - 2 * n) / (rho - 1) * growth * spread)


def _panel_bound_ball(g: arb, q: int, beta: arb, n: int, rho: arb) -> arb:
    major, minor = (rho + 1 / rho) / 4, (rho - 1 / rho) / 4
    near, far = arb(3) / 2 - major, arb(3) / 2 + major
    angle = (minor / (arb(9) / 4 - major**2).sqrt()).atan()
    growth = far**g if g > 0 else near**g * arb(2) ** -g
    spread = (2 / near) ** (beta * q) * (beta * angle / 2).cos() ** -q
    return 4 * rho ** (1 - 2 * n) / (rho - 1) * growth * spread


@lru_cache(maxsize=256)
def _order(beta: Fraction) -> int:
    """The least n (even) whose truncation is below the rounding for df1 and df2."""
    for n in range(8, 2 * FIRST + 1, 2):
        if panel_bound(Fraction(0), 2, beta, n) <= _TRUNCATION:
            return n
    raise InputError("beta", beta, "at most about 15 for a grid: its panels are too wide for more")


@lru_cache(maxsize=32)
def _compressed(d: int, n: int) -> tuple[list[arb], list[arb]]:
    """Nodes and weights: the first indices, then panels [a, 2a); short ones index by index."""
    before = ctx.prec
    ctx.prec = BITS
    try:
        points, weights = [arb(k) for k in range(1, min(d, FIRST - 1) + 1)], [arb(1)] * min(d, FIRST - 1)
        start = FIRST
        while start <= d:
            count = min(start, d - start + 1)
            if count <= n:
                points += [arb(k) for k in range(start, start + count)]
                weights += [arb(1)] * count
            else:
                middle = arb(2 * start + count - 1) / 2
                nodes, rule = counting_rule(count, n)
                points += [middle + node for node in nodes]
                weights += rule
            start += count
        return points, weights
    finally:
        ctx.prec = before
