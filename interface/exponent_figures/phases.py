"""Phase diagrams: the dominant term over two exponents, as exact polygons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from lemmata.interface.exponent_figures.geometry import (
    Place,
    Window,
    around,
    corners,
    interval,
    middle,
    polygon,
    segment,
)
from lemmata.interface.exponent_figures.ticks import exact_ticks, legend, renderer_of
from lemmata.interface.exponent_figures.words import axis_label, colours, label_of, setting, tex
from lemmata.theory.scaling.derive import Exponents
from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.optimum import OptimalRidge, optimal_ridge
from lemmata.theory.scaling.regions import Region
from lemmata.theory.scaling.walls import walls_of

SIZE = (5.2, 4.7)
LIGHT = 0.45
"""How much of a colour is left in the area that it fills, so that text on it can be read."""


@dataclass(frozen=True)
class Area:
    """A regime in the window."""

    label: str
    exponent: Form
    region: Region
    corners: list[Place]


@dataclass(frozen=True)
class Phases:
    """What a phase diagram shows.

    Attributes:
        names: of the two axes.
        window: what is drawn.
        areas: the regimes.
        optimal: pieces of the optimal ``ell``, each the ends of a segment.
        optimal_ranges: polygons where a whole range of ``ell`` is optimal.
        excluded: lines that belong to no regime, with what they say.
    """

    names: Sequence[str]
    window: Window
    areas: list[Area]
    optimal: list[list[Place]]
    optimal_ranges: list[list[Place]]
    excluded: list[tuple[str, list[Place]]]

    @property
    def bends(self) -> list[Place]:
        """Where regimes meet inside the window."""
        edges = (*self.window.x, *self.window.y)
        inside = {place for area in self.areas for place in area.corners if not set(place) & set(edges)}
        return sorted(inside)


def phases(found: Exponents, names: Sequence[str], optimum: OptimalRidge | None) -> Phases:
    """The regimes over two names, of the risk or of the optimally regularised risk."""
    parts = _of_the_optimum(found, optimum) if optimum else _of_the_risk(found)
    places = corners([region for _, _, region in parts], names)
    window = Window(around([x for x, _ in places]), around([y for _, y in places]))
    window = _within([polygon(region, names, window) for _, _, region in parts])
    areas = [Area(label, form, region, polygon(region, names, window)) for label, form, region in parts]
    areas = [area for area in areas if area.corners]
    lines = optimal_ridge(found) if optimum is None and names[0] == "ell" else None
    segments, ranges = _optimal(lines, names, window) if lines else ([], [])
    return Phases(names, window, areas, segments, ranges, _excluded(found, names, window))


def _within(polygons: Sequence[list[Place]]) -> Window:
    """The window without what lies outside the domain."""
    xs, ys = zip(*(place for places in polygons for place in places), strict=True)
    return Window((min(xs), max(xs)), (min(ys), max(ys)))


def _of_the_risk(found: Exponents) -> list[tuple[str, Form, Region]]:
    return [(label_of(g.dominant), g.exponent, g.region) for g in found.total.regimes]


def _of_the_optimum(found: Exponents, optimum: OptimalRidge) -> list[tuple[str, Form, Region]]:
    """With the terms that are of the order of the risk at the optimal ridge."""
    parts = []
    for regime in optimum.regimes:
        point = regime.region.interior_point()
        end = regime.minimum.low if regime.minimum.high is None else regime.minimum.high
        value = regime.minimum.value
        if point is None or end is None or value is None:
            continue
        at = {**point, optimum.ell: end.at(point)}
        terms = [name for g in found.total.regimes if g.region.contains(at) for name in g.dominant]
        parts.append((label_of(terms), value.exponent, regime.region))
    return parts


Lines = list[list[Place]]


def _optimal(optimum: OptimalRidge, names: Sequence[str], window: Window) -> tuple[Lines, Lines]:
    """The optimal ell over the second name: segments where it is one number, polygons where it is a range."""
    second = names[1]
    segments, ranges = [], []
    for regime in optimum.regimes:
        ends = interval(regime.region, second, window.y)
        low, high = regime.minimum.low, regime.minimum.high
        if ends is None or regime.minimum.value is None:
            continue
        sides = [
            [(edge if form is None else form.at({second: y}), y) for y in ends]
            for form, edge in ((low, window.x[0]), (high, window.x[1]))
        ]
        segments += [side for side, form in zip(sides, (low, high), strict=True) if form is not None]
        if low is None or low != high:
            ranges.append([*sides[0], *reversed(sides[1])])
    return segments, ranges


def _excluded(found: Exponents, names: Sequence[str], window: Window) -> list[tuple[str, list[Place]]]:
    """The walls between formulas, which need an input of their own, such as d = T0 and d = T."""
    walls = [wall for wall in walls_of(found) if wall.form.names <= set(names)]
    lines = [(f"{wall.latex} (excluded)", segment(wall.form, names, window)) for wall in walls]
    return [(words, line) for words, line in lines if line]


def draw_phases(figure: Any, found: Exponents, names: Sequence[str], optimum: OptimalRidge | None) -> None:
    """Draw the diagram."""
    shown = phases(found, names, optimum)
    figure.set_size_inches(*SIZE)
    axes = figure.add_subplot()
    palette = colours(area.label for area in shown.areas)
    axes.set_xlim(*map(float, shown.window.x))
    axes.set_ylim(*map(float, shown.window.y))
    for area in shown.areas:
        axes.fill(*_floats(area.corners), facecolor=_lighter(palette[area.label]), edgecolor="white", linewidth=1.2)
    handles = _patches(palette)
    handles += _lines(axes, shown)
    axes.set_xlabel(axis_label(found, names[0]))
    axes.set_ylabel(axis_label(found, names[1]))
    for spine in ("top", "right"):
        axes.spines[spine].set_visible(True)
    for axis, values in zip((axes.xaxis, axes.yaxis), zip(*shown.bends, strict=True), strict=False):
        exact_ticks(axis, values)
    axes.tick_params(width=0.6, direction="in", top=True, right=True)
    legend(figure, handles=handles)
    figure.supxlabel(setting(found, names), fontsize=7.5, color="0.35")
    _label(figure, axes, shown)


def _lines(axes: Any, shown: Phases) -> list[Any]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Any] = []
    for places in shown.optimal_ranges:
        axes.fill(*_floats(places), facecolor="none", edgecolor="0.25", hatch="////", linewidth=0)
    for places in shown.optimal:
        axes.plot(*_floats(places), color="black", linewidth=2.2, solid_capstyle="round")
    if shown.optimal:
        handles.append(Line2D([], [], color="black", linewidth=2.2, label=r"optimal $\ell$"))
    if shown.optimal_ranges:
        hatched: Any = {"facecolor": "white", "edgecolor": "0.25", "hatch": "////", "linewidth": 0}
        handles.append(Patch(label=r"range of optimal $\ell$", **hatched))
    for words, places in shown.excluded:
        style: Any = ":" if words.startswith("$T_0") else "--"
        axes.plot(*_floats(places), color="black", linewidth=1.3, linestyle=style)
        handles.append(Line2D([], [], color="black", linewidth=1.3, linestyle=style, label=words))
    return handles


def _patches(palette: dict[str, str]) -> list[Any]:
    from matplotlib.patches import Patch

    return [Patch(facecolor=_lighter(colour), edgecolor="none", label=label) for label, colour in palette.items()]


def _label(figure: Any, axes: Any, shown: Phases) -> None:
    """The exponent in each area where it fits, below anything that is drawn over it."""
    figure.draw_without_rendering()
    renderer = renderer_of(figure)
    for area in shown.areas:
        text = axes.text(
            *map(float, middle(area.corners)), f"{area.label}\n{tex(area.exponent)}", ha="center", va="center",
            fontsize=9, bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.6, "pad": 1.5},
        )  # fmt: skip
        words = (text.get_text(), tex(area.exponent))
        if not any(_placed(renderer, axes, text, area, trial, shown) for trial in product(words, (9, 8, 7))):
            text.remove()


def _placed(renderer: Any, axes: Any, text: Any, area: Area, trial: tuple[str, float], shown: Phases) -> bool:
    """Whether there is a place in the area where these words, in this size, meet neither an edge nor a line."""
    text.set_text(trial[0])
    text.set_fontsize(trial[1])
    for place in _candidates(area.corners):
        text.set_position(tuple(map(float, place)))
        box = text.get_window_extent(renderer)
        edges = [axes.transData.inverted().transform(point) for point in _frame(box)]
        inside = all(_inside(edge, area, shown) for edge in edges)
        if inside and not any(_meets(edges, line) for line in (*shown.optimal, *(line for _, line in shown.excluded))):
            return True
    return False


def _candidates(places: Sequence[Place]) -> list[Place]:
    """Places in a convex polygon, from its centre outwards to its corners."""
    x, y = middle(places)
    shares = (Fraction(0), Fraction(1, 4), Fraction(2, 5), Fraction(11, 20))
    return [(x + t * (px - x), y + t * (py - y)) for t in shares for px, py in places]


def _frame(box: Any) -> list[Place]:
    """Points around a box on the screen."""
    xs = [box.x0 - 2, (box.x0 + box.x1) / 2, box.x1 + 2]
    ys = [box.y0 - 2, (box.y0 + box.y1) / 2, box.y1 + 2]
    return [(x, y) for x in xs for y in ys]


def _meets(frame: Sequence[Any], line: Sequence[Place]) -> bool:
    """Whether a segment passes through the box that the points span (by points along it)."""
    (low_x, low_y), (high_x, high_y) = frame[0], frame[-1]
    (x1, y1), (x2, y2) = (tuple(map(float, place)) for place in line)
    steps = [i / 200 for i in range(201)]
    return any(low_x <= x1 + t * (x2 - x1) <= high_x and low_y <= y1 + t * (y2 - y1) <= high_y for t in steps)


def _inside(place: Any, area: Area, shown: Phases) -> bool:
    point = {name: Fraction(float(value)) for name, value in zip(shown.names, place, strict=True)}
    ranges = zip(point.values(), (shown.window.x, shown.window.y), strict=True)
    return area.region.contains(point) and all(low <= value <= high for value, (low, high) in ranges)


def _floats(places: Sequence[Place]) -> tuple[list[float], list[float]]:
    return [float(x) for x, _ in places], [float(y) for _, y in places]


def _lighter(colour: str) -> Any:
    from matplotlib.colors import to_rgb

    return tuple(1 - LIGHT * (1 - part) for part in to_rgb(colour))
