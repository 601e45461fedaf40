"""The local slope of the risk against T, beside the exponent and the envelope that the calculus predicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import log
from typing import Any

from lemmata.interface.exponent_figures.ticks import legend
from lemmata.interface.exponent_figures.words import COLOURS, fraction, setting
from lemmata.theory.scaling.derive import Exponents
from lemmata.theory.scaling.optimum import OptimalRidge
from lemmata.theory.scaling.readings.corrections import corrections
from lemmata.theory.scaling.readings.values import value_at
from lemmata.theory.scaling.risk import TOTAL

SIZE = (4.6, 5.0)
_FIRST, _STEP, _SIZES = 5, Fraction(9, 10), 11
"""Sample sizes 10^5, 10^5.9, ..."""


@dataclass(frozen=True)
class Slopes:
    """Local slopes, and what is predicted for them.

    Attributes:
        T: the sample sizes.
        slope: d log E/d log T there.
        exponent: what it tends to.
        step: h of the envelope ``c T^-h``; 0 beside a logarithm, where it is ``c/log T``; None: beyond all powers.
    """

    T: Sequence[float]
    slope: Sequence[float]
    exponent: Fraction
    step: Fraction | None

    @property
    def errors(self) -> list[float]:
        """Distances to the exponent."""
        return [abs(value - float(self.exponent)) for value in self.slope]

    def envelope(self) -> list[float]:
        """The smallest multiple of the predicted decay that no error exceeds."""
        decay = [1 / log(size) if self.step == 0 else size ** -float(self.step or 0) for size in self.T]
        c = max(error / rate for error, rate in zip(self.errors, decay, strict=True))
        return [c * rate for rate in decay]


def slopes(found: Exponents, optimum: OptimalRidge | None) -> Slopes:
    """The local slopes of the risk, at the optimal ridge where it is optimised."""
    point: dict[str, Fraction] = {}
    if optimum is not None:
        minimum = optimum.regimes[0].minimum
        end = minimum.low if minimum.high is None else minimum.high
        assert end is not None
        point = {optimum.ell: end.at({})}
    places = [_FIRST + _STEP * i for i in range(_SIZES)]
    logarithms = [float(value_at(found, point, TOTAL, place).log()) / log(10) for place in places]
    slope = [(two - one) / float(_STEP) for one, two in pairwise(logarithms)]
    middles = [10 ** float(place + _STEP / 2) for place in places[:-1]]
    regime = next(regime for regime in found.total.regimes if regime.region.contains(point))
    step = Fraction(0) if regime.log_power else next(iter(corrections(found, point, most=1)), None)
    return Slopes(middles, slope, found.total.exponent_at(point), step)


def draw_slopes(figure: Any, found: Exponents, names: Sequence[str], optimum: OptimalRidge | None) -> None:
    """Draw the slopes above, their distance to the exponent below."""
    shown = slopes(found, optimum)
    figure.set_size_inches(*SIZE)
    above, below = figure.subplots(2, 1, sharex=True)
    style = {"color": COLOURS["bias"], "marker": "o", "markersize": 4, "markerfacecolor": "white"}
    limit, envelope = float(shown.exponent), shown.envelope()
    above.set_xscale("log")
    words = f"predicted exponent {fraction(shown.exponent)}"
    above.axhline(limit, color="black", linestyle="--", linewidth=1, label=words)
    above.fill_between(
        shown.T, [limit - width for width in envelope], [limit + width for width in envelope],
        color="0.85", linewidth=0, label=f"envelope {_decay(shown)}",
    )  # fmt: skip
    above.plot(shown.T, shown.slope, label="local slope", **style)
    above.set_ylabel(r"local slope $\mathrm{d}\log E/\mathrm{d}\log T$")
    below.set_yscale("log")
    below.plot(shown.T, shown.errors, **style)
    below.plot(shown.T, envelope, color="black", linestyle="-.", linewidth=0.9, zorder=3, label="edge of the envelope")
    below.set_ylabel("distance to the exponent")
    below.set_xlabel("sample size $T$")
    above.ticklabel_format(axis="y", useOffset=False)
    for axes in (above, below):
        axes.tick_params(which="both", width=0.6, direction="in")
    legend(figure)
    figure.supxlabel(setting(found), fontsize=7.5, color="0.35")


def _decay(shown: Slopes) -> str:
    if shown.step == 0:
        return r"$\propto 1/\log T$"
    return rf"$\propto T^{{-{fraction(shown.step or Fraction(0)).strip('$')}}}$"
