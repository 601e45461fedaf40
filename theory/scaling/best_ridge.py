r"""The best ridge by numbers: the model minimised over the ridge at growing T, and the slopes that the minima have.

Nothing of the piecewise affine calculus enters. At each T the risk is evaluated on a grid of ``lambda = T^-ell``, its
lowest place is refined, and a parabola through three close points gives the vertex: with a spacing h its error is of
order h^2 in ``log lambda``, and h^4 in the minimum. Local slopes of both between sizes in geometric progression
approach their limits as ``e + A q^k``; Aitken's extrapolation needs no q
(:mod:`lemmata.numerics.statistics.settling`).

>>> from lemmata.theory.scaling.derive import derive_exponents
>>> clean = derive_exponents(2, "1/2")
>>> slope, tolerance = best_slope(clean, {}, "optimum")
>>> abs(slope + 2/3) < tolerance < 1e-3
True
>>> slope, tolerance = best_slope(clean, {}, "ell_star")
>>> abs(slope - 2/3) < tolerance < 1e-3
True
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from flint import arb

from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import InputError
from lemmata.numerics.statistics.settling import Unsettled, extrapolated
from lemmata.theory.scaling.derive import Exponents
from lemmata.theory.scaling.readings.values import value_at
from lemmata.theory.scaling.regions import Point
from lemmata.theory.scaling.risk import TOTAL

Subject = Literal["optimum", "ell_star", "ridge"]
_LOGS = tuple(Fraction(first) for first in range(6, 34, 4))
"""log10 T."""
_GRID = Fraction(1, 4)
_SPACING = Fraction(1, 10**6)
_ACCURACY = Fraction(1, 10**7)
"""Of a logarithm: the parabola leaves h^2, times a ratio of third and second derivatives that is of order one."""


def best_slope(exponents: Exponents, point: Point, subject: Subject) -> tuple[float, float]:
    """The exponent of the smallest risk (``optimum``) or the optimal ``ell`` (``ell_star``), and its tolerance.

    Raises:
        InputError: outside the domain, where the model cannot be evaluated, or where the slopes do not settle.
    """
    minima = _minima(exponents, tuple(sorted(point.items())))
    column = [-log_ridge if subject == "ell_star" else log_risk for log_ridge, log_risk in minima]
    widths = [after - before for before, after in pairwise(_LOGS)]
    slopes = [(after - before) / width for (before, after), width in zip(pairwise(column), widths, strict=True)]
    return _settled(slopes, point)


def best_constant(exponents: Exponents, point: Point, subject: Subject, exponent: Fraction) -> tuple[float, float]:
    """The c of the smallest risk c T^exponent, or of the best ridge c T^exponent (``ridge``), and its tolerance.

    Raises:
        InputError: as :func:`best_slope`, and where the exponent is wrong.
    """
    minima = _minima(exponents, tuple(sorted(point.items())))
    column = [log_ridge if subject == "ridge" else log_risk for log_ridge, log_risk in minima]
    scaled = [Fraction(10.0 ** float(value - exponent * size)) for value, size in zip(column, _LOGS, strict=True)]
    return _settled(scaled, point)


def _settled(values: list[Fraction], point: Point) -> tuple[float, float]:
    try:
        limit, tolerance = extrapolated(values, accuracy=_ACCURACY)
    except Unsettled as reason:
        raise InputError("point", dict(point), f"one where the best ridge is seen to settle ({reason})") from None
    return float(limit), float(tolerance)


@lru_cache(maxsize=64)
def _minima(exponents: Exponents, point: tuple[tuple[str, Fraction], ...]) -> tuple[tuple[Fraction, Fraction], ...]:
    """log10 of the best ridge and of the smallest risk, size by size."""
    return tuple(_minimum(exponents, dict(point), size) for size in _LOGS)


def _minimum(exponents: Exponents, point: Point, size: Fraction) -> tuple[Fraction, Fraction]:
    from scipy.optimize import minimize_scalar  # half a second to load, which no other claim needs

    def log_risk(ell: Fraction) -> Fraction:
        value = value_at(exponents, {**point, "ell": ell}, TOTAL, size)
        return Fraction(Ball.from_arb(value.log() / arb(10).log()).mid)

    best = min(_grid(exponents, point), key=log_risk)
    bounds = float(best - _GRID), float(best + _GRID)
    refined = minimize_scalar(
        lambda ell: float(log_risk(Fraction(float(ell)))),
        bounds=bounds,
        method="bounded",
        options={"xatol": float(_SPACING)},
    )
    middle = Fraction(float(refined.x))
    left, here, right = (log_risk(middle + k * _SPACING) for k in (-1, 0, 1))
    bend = left - 2 * here + right
    move = (left - right) / (2 * bend) if bend > 0 else Fraction(0)
    return -(middle + move * _SPACING) * size, here - move * (left - right) / 4


def _grid(exponents: Exponents, point: Point) -> list[Fraction]:
    """From ridges that grow to ridges far below the least eigenvalue that T samples tell from zero, about T^-beta."""
    grid = [_GRID * k for k in range(-4, 200)]
    inside = [ell for ell in grid if any(case.domain.contains({**point, "ell": ell}) for case in exponents.cases)]
    if not inside:
        raise InputError("point", dict(point), "in the domain")
    beta = exponents.case_at({**point, "ell": inside[0]}).risk.beta.at(point)
    return [ell for ell in inside if ell <= 2 * beta]
