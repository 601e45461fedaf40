"""A measured figure as data: enough to plot it again, and to say how far theory and simulation agree.

Numbers are strings, as in every document of this project. The same seed gives the same document.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lemmata.interface.figures.description import Abscissa, Figure, Panel
from lemmata.interface.figures.measure import Measured, Point

SCHEMA = "lemmata.figures/1"


def figure_document(figure: Figure, measured: Sequence[Sequence[Measured]], seed: int) -> dict[str, Any]:
    """One figure: parameters, caption, and the data of every curve and point."""
    return {
        "key": figure.key,
        "place": figure.place,
        "title": figure.title,
        "caption": caption(figure, measured, seed),
        "agreement": agreement(measured),
        "seed": seed,
        "confidence": repr(figure.confidence),
        "parameters": [{"symbol": p.symbol, "value": p.value, "stated_in_paper": p.stated} for p in figure.parameters],
        "panels": [_panel(panel, values) for panel, values in zip(figure.panels, measured, strict=True)],
    }


def caption(figure: Figure, measured: Sequence[Sequence[Measured]], seed: int) -> str:
    """What belongs below the figure: what is drawn, from what, how it was simulated, and how well it agrees."""
    found = [series for panel in measured for series in panel]
    laws = "; ".join(dict.fromkeys(values.series.law for values in found))
    sentences = [
        f"{figure.place}. {figure.title}.",
        f"Curves: {laws}.",
        *_simulation(figure, measured, seed),
        agreement(measured),
    ]
    if figure.note:
        sentences.append(figure.note)
    unstated = [f"{p.symbol} = {p.value}" for p in figure.parameters if not p.stated]
    if unstated:
        sentences.append(f"Not stated in the paper: {', '.join(unstated)}.")
    return " ".join(sentences)


def agreement(measured: Sequence[Sequence[Measured]]) -> str:
    """How far the simulated means are from the curves, and how many intervals miss what they should cover."""
    found = [values for panel in measured for values in panel]
    points = [point for values in found for point in values.points]
    if not points:
        return "Nothing is simulated."
    deviations = [_percent(max(values.largest_deviation or 0.0 for values in panel)) for panel in measured]
    against = "the exact value" if all(point.exact is not None for point in points) else "the curve"
    return (
        f"Simulated means are within {', '.join(deviations)} of the curves (panel by panel); "
        f"{sum(values.outside for values in found)} of {len(points)} intervals miss {against}."
    )


def _simulation(figure: Figure, measured: Sequence[Sequence[Measured]], seed: int) -> list[str]:
    counts = sorted({p.estimate.replicates for panel in measured for values in panel for p in values.points})
    if not counts:
        return []
    replicates = f"{counts[0]}" if len(counts) == 1 else f"{counts[0]} to {counts[-1]}"
    return [
        f"Points: means over {replicates} simulated chains (seed {seed}); bars: {100 * figure.confidence:g} % "
        "intervals, smaller than the markers where not visible."
    ]


def _percent(share: float) -> str:
    return f"{100 * share:.2g} %"


def _panel(panel: Panel, values: Sequence[Measured]) -> dict[str, Any]:
    return {
        "title": panel.title,
        "x_label": panel.x_label,
        "y_label": panel.y_label,
        "x_scale": panel.x_scale,
        "y_scale": panel.y_scale,
        "marks": [{"axis": mark.axis, "value": repr(mark.value), "label": mark.label} for mark in panel.marks],
        "series": [_series(found) for found in values],
    }


def _series(found: Measured) -> dict[str, Any]:
    deviation = found.largest_deviation
    return {
        "label": found.series.label,
        "law": found.series.law,
        "curve": {"x": [_number(x) for x in found.series.curve_at], "y": [repr(y) for y in found.curve]},
        "points": [_point(point) for point in found.points],
        "largest_deviation": None if deviation is None else f"{deviation:.3e}",
        "intervals_that_miss": found.outside,
    }


def _point(point: Point) -> dict[str, Any]:
    estimate = point.estimate
    return {
        "x": _number(point.x),
        "mean": repr(estimate.mean),
        "interval": [repr(estimate.low), repr(estimate.high)],
        "replicates": estimate.replicates,
        "seed": point.seed,
        "theory": repr(point.theory),
        "exact": None if point.exact is None else repr(point.exact),
    }


def _number(x: Abscissa) -> str:
    return repr(float(x)) if float(x) != int(x) else str(int(x))
