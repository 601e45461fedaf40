r"""Numbers for a derived exponent: local slopes from T = 10^4 to 10^16, extrapolated at the predicted corrections.

The model itself is evaluated (:mod:`lemmata.theory.scaling.readings.values`). Its local slope ``log E(aT)/E(T) /
log a`` approaches the exponent like the powers ``T^-h`` that :mod:`lemmata.theory.scaling.readings.corrections`
predicts. On sample sizes in geometric progression Richardson extrapolation removes them one after the other,

    y_i <- y_{i+1} + (y_{i+1} - y_i)/(a^h - 1),

and the size of a step is the model of what was left before it, the predicted next correction T^-h. The tolerance that
is returned is the size of the last two steps, and rounding, which is carried along in balls; so it is derived from the
predicted exponents. An h that occurs with logarithms is removed once for each of their powers.

**Logarithms.** For ``E = T^e (A log T + B + ...)`` slopes converge like 1/log T. The differences of ``E/T^e`` in equal
steps of log T are free of B, so that their slope is extrapolated as before (with more logarithms, repeated
differences).

>>> from lemmata.theory.scaling.derive import derive_exponents
>>> slope, tolerance = slope_of(derive_exponents(2, "1/2", sigma2=0, ell=1), {})
>>> abs(slope + 1) < tolerance < 1e-12
True
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import factorial

from flint import arb, ctx

from lemmata.numerics.accuracy import as_arb
from lemmata.theory.scaling.derive import Exponents
from lemmata.theory.scaling.piecewise import Regime
from lemmata.theory.scaling.readings.corrections import corrections
from lemmata.theory.scaling.readings.values import value_at
from lemmata.theory.scaling.regions import Point
from lemmata.theory.scaling.risk import TOTAL

_BITS = 200
_FIRST, _LAST = Fraction(4), Fraction(16)
_SIZES = 17
_LOG_OF_LEAST_D = Fraction(3, 2)
"""d is at least 30 from the first size on."""
_SLOWEST = Fraction(1, 9)
"""A dimension that grows more slowly than T^(1/9) is too small for too long: it is refused when it is evaluated."""


@dataclass(frozen=True)
class Series:
    """A term at growing T, with the law that was derived for it.

    Attributes:
        values: at T = 10^4, 10^4.75, ..., 10^16; later and closer to each other where d grows slowly.
        width: the step of log10 T.
        regime: exponent, power of the logarithm and constant that were derived.
        exponent: the derived exponent at the point.
        steps: the predicted corrections.
    """

    values: tuple[arb, ...]
    width: Fraction
    regime: Regime
    exponent: Fraction
    steps: tuple[Fraction, ...]

    def slopes(self) -> list[arb]:
        """Local slopes; with logarithms those of the differences of ``E/T^e``, plus e."""
        power = int(self.regime.log_power)
        width = _log_of(self.width)
        values = self.scaled() if power else list(self.values)
        shift = as_arb(self.exponent) if power else arb(0)
        return [(abs(b / a)).log() / width + shift for a, b in pairwise(values)]

    def scaled(self) -> list[arb]:
        """``E/T^e``, or its differences of the order of the logarithm's power: A plus corrections."""
        first = _LAST - self.width * (len(self.values) - 1)
        logs = [_log_of(first + i * self.width) for i in range(len(self.values))]
        found = [v * (-x * as_arb(self.exponent)).exp() for v, x in zip(self.values, logs, strict=True)]
        power = int(self.regime.log_power)
        for _ in range(power):
            found = [(b - a) / _log_of(self.width) for a, b in pairwise(found)]
        return [value / factorial(power) for value in found]


def series_of(exponents: Exponents, point: Point, name: str = TOTAL) -> Series:
    """Evaluate a term, or the total, at growing T.

    Raises:
        InputError: outside the domain, or where the model cannot be evaluated.
    """
    d = exponents.case_at(point).risk.d
    first = _FIRST if d is None else max(_FIRST, _LOG_OF_LEAST_D / max(d.exponent.at(point), _SLOWEST))
    width = (_LAST - first) / (_SIZES - 1)
    steps = corrections(exponents, point, name, most=_SIZES)
    regime = next(g for g in exponents.piecewise(name).regimes if g.region.contains(point))
    values = tuple(value_at(exponents, point, name, first + i * width) for i in range(_SIZES))
    return Series(values, width, regime, regime.exponent.at(point), steps)


def slope_of(exponents: Exponents, point: Point, name: str = TOTAL) -> tuple[float, float]:
    """The extrapolated local slope at a point of the domain, and its tolerance.

    Raises:
        InputError: outside the domain, or where the model cannot be evaluated.
    """
    return slope_in(series_of(exponents, point, name))


def constant_of(exponents: Exponents, point: Point, name: str = TOTAL) -> tuple[float, float]:
    """The extrapolated constant A of the derived law ``A T^e log(T)^j``, and its tolerance.

    It exists only if exponent and power of the logarithm are right.

    Raises:
        InputError: outside the domain, or where the model cannot be evaluated.
    """
    return constant_in(series_of(exponents, point, name))


def slope_in(series: Series) -> tuple[float, float]:
    """The extrapolated slope of a series, and its tolerance."""
    with ctx.workprec(_BITS):
        return richardson(series.slopes(), series.steps, series.width)


def constant_in(series: Series) -> tuple[float, float]:
    """The extrapolated constant of a series, and its tolerance."""
    with ctx.workprec(_BITS):
        return richardson(series.scaled(), series.steps, series.width)


def richardson(values: list[arb], steps: tuple[Fraction, ...], width: Fraction) -> tuple[float, float]:
    """The limit of ``y_i = y + sum c_h 10^(-h i width)``, and the size of the two steps to it, with rounding.

    >>> with ctx.workprec(_BITS):
    ...     values = [3 + arb(10) ** (-arb(i) * 3 / 8) for i in range(4)]
    ...     found = richardson(values, (Fraction(1, 2), Fraction(1), Fraction(2)), Fraction(3, 4))
    >>> round(found[0], 12), found[1] < 1e-12
    (3.0, True)
    """
    best, before = values[-1], abs(values[-1] - values[-2])
    tolerance = before
    for h in steps[: len(values) - 1]:
        ratio = _log_of(width * h).exp() - 1
        moves = [(b - a) / ratio for a, b in pairwise(values)]
        values = [b + move for b, move in zip(values[1:], moves, strict=True)]
        size = abs(moves[-1]) + values[-1].rad()
        if size + before < tolerance or h == steps[0]:
            best, tolerance = values[-1], size + before
        before = size
    return float(best.mid()), float(tolerance.upper())


def _log_of(log10: Fraction) -> arb:
    return arb(10).log() * as_arb(log10)
