r"""The renormalised ridge kappa = ridge + kappa df1(kappa)/T of the usual spectra, certified.

The equation, its edge cases (ridge = 0, T >= d) and the certificate of its root are those of
:mod:`lemmata.numerics.fixed_points.fixed_point`, where :func:`~lemmata.numerics.fixed_points.fixed_point.kappa_of`
solves it for any spectrum. kappa comes with df1, df2 and the derivative d kappa/d ridge = 1/(1 - df2/T).

>>> found = kappa_isotropic(10, 20, "1/2")                 # kappa = (ridge + phi - 1 + sqrt(...))/2 at phi = 1/2
>>> found.kappa.contains(Fraction(1, 2)), kappa_isotropic(10, 20, 0).kappa.mid
(False, Fraction(0, 1))
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import exp, log, pi, sin
from typing import Any

from flint import arb, ctx

from lemmata.numerics.accuracy import accurate, as_arb, bits_for
from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import Exact, exact, exact_integer
from lemmata.numerics.fixed_points.fixed_point import RenormalisedRidge, kappa_of, log_of
from lemmata.numerics.sums.spectral_sums import degrees

__all__ = ["RenormalisedRidge", "degrees_diagonal", "kappa_diagonal", "kappa_isotropic", "kappa_of", "kappa_power_law"]


def kappa_power_law(
    beta: Exact, T: Exact, ridge: Exact, d: Exact | None = None, *, digits: int = 30
) -> RenormalisedRidge:
    """The renormalised ridge of lambda_k = k^-beta, k <= d (None: infinite, for beta > 1).

    Raises:
        InputError: naming the parameter that is out of its domain.

    >>> kappa_power_law(2, 100, 0).kappa.to_decimal(8)[0]       # (pi/(2 T + 1))^2 up to exponentially small terms
    '2.4429109e-4'
    """
    spectrum, samples, penalty = degrees(beta, d), exact(T, "T"), exact(ridge, "ridge")
    near = _guess(float(exact(beta, "beta")), samples, penalty, spectrum.size) if samples > 0 and penalty >= 0 else 0.0
    return kappa_of(spectrum, samples, penalty, digits=digits, near=near)


def _guess(beta: float, T: Fraction, ridge: Fraction, d: int | None) -> float:
    """About log(kappa - ridge), in doubles."""
    constant = pi / beta / sin(pi / beta) if beta > 1 else 1.0
    y = beta * (log(constant) - log_of(T + Fraction(1, 2)))
    if beta <= 1:
        return y
    try:
        samples, penalty = float(T), float(ridge)
        for _ in range(8):
            free = exp(y)
            kappa = penalty + free
            share = free / kappa
            shift = log(_rough_df1(beta, constant, kappa, d) / (samples * share)) / (share / beta + 1 - share)
            y += shift
            if abs(shift) < 1e-3:
                break
    except (ValueError, ArithmeticError):  # beyond doubles, or where no rough value is at hand
        pass
    return y


def _rough_df1(beta: float, constant: float, kappa: float, d: int | None) -> float:
    """df1 within a few per cent for beta > 1: the midpoint rule, with int_0^oo dx/(1 + kappa x^beta) known."""
    whole: float = constant * kappa ** (-1 / beta) - 0.5
    if kappa * 3.5**beta > 4:
        whole = sum(1 / (1 + kappa * k**beta) for k in (1, 2, 3)) + _rough_tail(beta, kappa, 3.5)
    return whole if d is None else whole - _rough_tail(beta, kappa, d + 0.5)


def _rough_tail(beta: float, kappa: float, x: float) -> float:
    """The integral of 1/(1 + kappa x^beta) from x on, well beyond the knee."""
    w: float = kappa * x**beta
    if w < 2:
        raise ValueError("not beyond the knee")
    return x / w * (1 / (beta - 1) - 1 / (w * (2 * beta - 1)) + 1 / (w * w * (3 * beta - 1)))


def kappa_isotropic(d: Exact, T: Exact, ridge: Exact, *, digits: int = 30) -> RenormalisedRidge:
    """The renormalised ridge of Sigma = I in dimension d."""
    dimension = exact_integer(d, "d", least=1)
    return kappa_of(_Diagonal([(Fraction(1), dimension)]), T, ridge, digits=digits)


def kappa_diagonal(
    eigenvalues: Sequence[Exact | Ball], T: Exact, ridge: Exact, *, digits: int = 30
) -> RenormalisedRidge:
    """The renormalised ridge of Sigma = diag(eigenvalues); irrational eigenvalues are given as balls.

    >>> kappa_diagonal([1, "1/2"], 4, "1/10").kappa.to_decimal(8)[0]
    '1.6710702e-1'
    """
    spectrum = _counted(eigenvalues)
    return kappa_of(spectrum, T, ridge, digits=digits, near=spectrum.log_mean())


def degrees_diagonal(eigenvalues: Sequence[Exact | Ball], kappa: Exact, *, digits: int = 30) -> tuple[Ball, Ball]:
    """df1 and df2 of Sigma = diag(eigenvalues) at kappa > 0, sum of lambda^q/(lambda + kappa)^q.

    >>> [str(ball.mid) for ball in degrees_diagonal([1, 3], 1, digits=10)]
    ['5/4', '13/16']
    """
    spectrum, shift = _counted(eigenvalues), exact(kappa, "kappa")
    if shift <= 0:
        raise InputError("kappa", kappa, "> 0")
    one, two = accurate(lambda: spectrum.both(as_arb(shift)), digits, 4 * bits_for(digits))
    return one, two


def _counted(eigenvalues: Sequence[Exact | Ball]) -> _Diagonal:
    """The different eigenvalues, with their multiplicities."""
    if not eigenvalues:
        raise InputError("eigenvalues", "()", "at least one number")
    counted: dict[Any, list[Any]] = {}
    for value in eigenvalues:
        known = value if isinstance(value, Ball) else exact(value, "eigenvalues")
        if (known.lower if isinstance(known, Ball) else known) <= 0:
            raise InputError("eigenvalues", value, "> 0")
        counted.setdefault(id(known) if isinstance(known, Ball) else known, [known, 0])[1] += 1
    return _Diagonal([(value, count) for value, count in counted.values()])


class _Diagonal:
    """Finitely many eigenvalues with multiplicities."""

    def __init__(self, pairs: list[tuple[Fraction | Ball, int]]) -> None:
        self.pairs = pairs
        self.size: int | None = sum(count for _, count in pairs)
        self._balls: dict[int, list[tuple[arb, int]]] = {}

    def both(self, kappa: arb) -> tuple[arb, arb]:
        first, second = arb(0), arb(0)
        if ctx.prec not in self._balls:
            self._balls[ctx.prec] = [(v.to_arb() if isinstance(v, Ball) else as_arb(v), n) for v, n in self.pairs]
        for eigenvalue, count in self._balls[ctx.prec]:
            share = eigenvalue / (eigenvalue + kappa)
            first += count * share
            second += count * share * share
        return first, second

    def df1(self, kappa: arb) -> arb:
        return self.both(kappa)[0]

    def df2(self, kappa: arb) -> arb:
        return self.both(kappa)[1]

    def log_mean(self) -> float:
        """The mean of the logarithms."""
        total = sum(count * log_of(value.mid if isinstance(value, Ball) else value) for value, count in self.pairs)
        return total / sum(count for _, count in self.pairs)
