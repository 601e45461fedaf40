"""Exponents along one name, with kinks at their exact places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from lemmata.interface.exponent_figures.geometry import around, interval, roots
from lemmata.interface.exponent_figures.ticks import exact_ticks, legend
from lemmata.interface.exponent_figures.words import COLOURS, axis_label, setting
from lemmata.theory.scaling.derive import Exponents
from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.optimum import OptimalRidge
from lemmata.theory.scaling.regions import Region

SIZE, TALL = (4.6, 3.6), (4.6, 5.4)


@dataclass(frozen=True)
class Piece:
    """A segment of a graph: ends of the abscissa and the form there."""

    low: Fraction
    high: Fraction
    form: Form

    def at(self, name: str, x: Fraction) -> Fraction:
        """The ordinate."""
        return self.form.at({name: x})


@dataclass(frozen=True)
class Kink:
    """Where a graph bends, or jumps."""

    x: Fraction
    y: Fraction


def graph(parts: Sequence[tuple[Region, Form]], name: str, window: tuple[Fraction, Fraction]) -> list[Piece]:
    """The pieces of a piecewise-affine function inside a window, neighbours with one form put together."""
    found = [Piece(*ends, form) for region, form in parts if (ends := interval(region, name, window)) is not None]
    found.sort(key=lambda piece: piece.low)
    joined: list[Piece] = []
    for piece in found:
        if joined and joined[-1].form == piece.form and joined[-1].high >= piece.low:
            joined[-1] = Piece(joined[-1].low, max(piece.high, joined[-1].high), piece.form)
        else:
            joined.append(piece)
    return joined


def kinks(pieces: Sequence[Piece], name: str) -> list[Kink]:
    """Where two pieces of different form meet."""
    return [Kink(two.low, two.at(name, two.low)) for one, two in pairwise(pieces) if one.form != two.form]


def draw_rates(figure: Any, found: Exponents, names: Sequence[str], optimum: OptimalRidge | None) -> None:
    """Draw the exponents of the risk and of its terms, or those of the optimum and of the optimal ridge."""
    (name,) = names
    if optimum is None:
        figure.set_size_inches(*SIZE)
        axes = figure.add_subplot()
        _terms(axes, found, name)
    else:
        figure.set_size_inches(*TALL)
        axes, below = figure.subplots(2, 1, sharex=True, height_ratios=(3, 2))
        _optimal(axes, below, found, name, optimum)
        axes = below
    axes.set_xlabel(axis_label(found, name))
    figure.supxlabel(setting(found, [name]), fontsize=7.5, color="0.35")


def _terms(axes: Any, found: Exponents, name: str) -> None:
    curves = {
        label: [(regime.region, regime.exponent) for regime in term.regimes]
        for label, term in (*found.terms.items(), ("total", found.total))
    }
    window = _window([region for parts in curves.values() for region, _ in parts], name)
    for label, parts in curves.items():
        total = label == "total"
        style = {"color": "black", "linestyle": "--"} if total else {"color": COLOURS[label], "linewidth": 2.6}
        _plot(axes, graph(parts, name, window), name, label="risk" if total else label, zorder=2 + total, **style)
    _marks(axes, kinks(graph(curves["total"], name, window), name))
    axes.set_ylabel("exponent of $T$")
    axes.set_xlim(*map(float, window))
    legend(axes.figure)


def _optimal(axes: Any, below: Any, found: Exponents, name: str, optimum: OptimalRidge) -> None:
    regimes = [regime for regime in optimum.regimes if regime.minimum.value is not None]
    window = _window([regime.region for regime in regimes], name)
    rate = graph([(r.region, r.minimum.value.exponent) for r in regimes if r.minimum.value], name, window)
    _plot(axes, rate, name, color=COLOURS["bias"], linewidth=2.2)
    _marks(axes, kinks(rate, name))
    axes.set_ylabel("exponent of the optimal risk")
    axes.set_xlim(*map(float, window))
    low = graph([(r.region, r.minimum.low) for r in regimes if r.minimum.low is not None], name, window)
    high = graph([(r.region, r.minimum.high) for r in regimes if r.minimum.high is not None], name, window)
    for pieces in (low, high):
        _plot(below, pieces, name, color="black", linewidth=1.8)
    bottom, top = below.get_ylim()
    room = (top - bottom) / 4  # for ranges without an end
    bottom -= room * any(regime.minimum.low is None for regime in regimes)
    top += room * any(regime.minimum.high is None for regime in regimes)
    for regime in regimes:
        ends, edges = interval(regime.region, name, window), (regime.minimum.low, regime.minimum.high)
        if ends is not None and (edges[0] is None or edges[0] != edges[1]):
            sides = [
                [float(form.at({name: x})) if form is not None else edge for x in ends]
                for form, edge in zip(edges, (bottom, top), strict=True)
            ]
            hatched: Any = {"facecolor": "none", "edgecolor": "0.4", "hatch": "////", "linewidth": 0}
            below.fill_between([float(x) for x in ends], *sides, **hatched)
    below.set_ylim(bottom, top)
    _marks(below, list(dict.fromkeys([*kinks(low, name), *kinks(high, name)])))
    below.set_ylabel(r"optimal $\ell$")


def _window(regions: Sequence[Region], name: str) -> tuple[Fraction, Fraction]:
    """All kinks well inside, and nothing beyond the domain."""
    wide = around([x for region in regions for x in roots(region.rows, name)])
    ends = [part for region in regions if (part := interval(region, name, wide)) is not None]
    return min(low for low, _ in ends), max(high for _, high in ends)


def _plot(axes: Any, pieces: Sequence[Piece], name: str, **style: Any) -> None:
    """Pieces that meet are one line; a jump leaves a gap."""
    xs: list[float] = []
    ys: list[float] = []
    last: tuple[Fraction, Fraction] | None = None
    for piece in pieces:
        if last is not None and last != (piece.low, piece.at(name, piece.low)):
            xs.append(float("nan"))
            ys.append(float("nan"))
        for x in (piece.low, piece.high):
            xs.append(float(x))
            ys.append(float(piece.at(name, x)))
        last = piece.high, piece.at(name, piece.high)
    axes.plot(xs, ys, **style)


def _marks(axes: Any, found: Sequence[Kink]) -> None:
    """A dot on each kink, lines to both axes, and its exact coordinates as ticks there."""
    for kink in found:
        axes.plot([float(kink.x)], [float(kink.y)], "o", color="black", markersize=4, zorder=5)
        axes.axvline(float(kink.x), color="0.6", linewidth=0.6, linestyle=":", zorder=1)
        axes.axhline(float(kink.y), color="0.6", linewidth=0.6, linestyle=":", zorder=1)
    for axis, values in ((axes.xaxis, [kink.x for kink in found]), (axes.yaxis, [kink.y for kink in found])):
        exact_ticks(axis, values)
    axes.tick_params(width=0.6, direction="in")
