"""Drawing a measured figure: SVG for a paper, PNG for a screen, the same bytes for the same numbers.

Colours are those of Okabe and Ito (2008, "Color Universal Design"), which people with any common colour vision tell
apart; every colour has a marker of its own, so that the figure also survives a black-and-white printer. Curves are
theory, points are simulated means, bars are their intervals. Nothing in the files depends on the time or the machine:
SVG identifiers are hashed with a fixed salt, and no date is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lemmata.interface.figures.description import Figure, Panel
from lemmata.interface.figures.document import caption
from lemmata.interface.figures.measure import Measured
from lemmata.interface.writing import whole
from lemmata.numerics.errors import InputError

PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#000000", "#E69F00", "#56B4E9")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
GREY = "0.35"
PANEL_WIDTH, HEIGHT = 3.6, 3.5
DOTS_PER_INCH = 200
NARROW = 12
"""A logarithmic axis over less than this ratio has plain numbers at all its ticks."""

STYLE: Any = {
    "font.family": "STIXGeneral",
    "font.size": 10,
    "mathtext.fontset": "stix",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.7,
    "axes.titlesize": 10,
    "lines.linewidth": 1.3,
    "legend.frameon": False,
    "legend.fontsize": 9,
    "svg.hashsalt": "lemmata",
    "svg.fonttype": "path",
}


def require_matplotlib() -> None:
    """Refuse early, before anything is computed.

    Raises:
        InputError: when matplotlib is not installed.
    """
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        raise InputError("matplotlib", "missing", 'installed: pip install ".[figures]"') from None


def draw(figure: Figure, measured: Sequence[Sequence[Measured]], seed: int, directory: Path) -> list[Path]:
    """Write ``figure-KEY.svg`` and ``.png`` into a directory that exists."""
    import matplotlib
    from matplotlib.figure import Figure as Canvas

    with matplotlib.rc_context(STYLE):
        canvas = Canvas(figsize=(PANEL_WIDTH * len(figure.panels), HEIGHT), layout="constrained")
        all_axes = canvas.subplots(1, len(figure.panels), squeeze=False)[0]
        for axes, panel, values in zip(all_axes, figure.panels, measured, strict=True):
            _panel(axes, panel, values)
        _legends(canvas, all_axes, figure)
        canvas.supxlabel(_footer(figure), fontsize=7.5, color=GREY)
        return _save(canvas, figure, caption(figure, measured, seed), directory)


def _panel(axes: Any, panel: Panel, values: Sequence[Measured]) -> None:
    axes.set_xscale(panel.x_scale)
    axes.set_yscale(panel.y_scale)
    for found in values:
        series = found.series
        colour = PALETTE[series.colour % len(PALETTE)]
        line = "--" if series.dashed else "-"
        x = [float(value) for value in series.curve_at]
        axes.plot(x, found.curve, line, color=colour, zorder=2)
        _points(axes, found, colour)
    _fit_limits(axes, panel, values)
    for mark in panel.marks:
        _mark(axes, mark.axis, mark.value, mark.label)
    axes.set_title(panel.title)
    axes.set_xlabel(panel.x_label)
    axes.set_ylabel(panel.y_label)
    axes.tick_params(which="both", width=0.6, direction="in")


def _points(axes: Any, found: Measured, colour: str) -> None:
    if not found.points:
        return
    means = [point.estimate.mean for point in found.points]
    below = [point.estimate.mean - point.estimate.low for point in found.points]
    above = [point.estimate.high - point.estimate.mean for point in found.points]
    axes.errorbar(
        [float(point.x) for point in found.points],
        means,
        yerr=[below, above],
        fmt=MARKERS[found.series.colour % len(MARKERS)],
        color=colour,
        markersize=4.2,
        markerfacecolor=colour if found.series.dashed else "white",
        markeredgewidth=1.0,
        elinewidth=1.0,
        capsize=2.5,
        zorder=3,
    )


def _fit_limits(axes: Any, panel: Panel, values: Sequence[Measured]) -> None:
    """Room for all means; a bar that reaches beyond is cut, so that one wide bar does not flatten the panel."""
    from matplotlib.ticker import LogLocator, NullFormatter

    heights = [y for found in values for y in (*found.curve, *(p.estimate.mean for p in found.points))]
    low, high = min(heights), max(heights)
    if panel.y_scale == "log":
        margin = (high / low) ** 0.06
        axes.set_ylim(low / margin, high * margin)
        if high / low < NARROW:
            axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 3, 5)))
            axes.yaxis.set_major_formatter("{x:g}")
            axes.yaxis.set_minor_formatter(NullFormatter())
    else:
        margin = 0.06 * (high - low)
        axes.set_ylim(low - margin, high + margin)


def _mark(axes: Any, axis: str, value: float, label: str) -> None:
    across = axes.axvline if axis == "x" else axes.axhline
    across(value, color=GREY, linewidth=0.8, linestyle=":", zorder=1)
    if axis == "x":
        place, aligned, transform = (value, 0.02), {"ha": "right", "va": "bottom"}, axes.get_xaxis_transform()
    else:
        place, aligned, transform = (0.99, value), {"ha": "right", "va": "bottom"}, axes.get_yaxis_transform()
    rotation = 90 if axis == "x" else 0
    axes.text(*place, label, transform=transform, fontsize=8, color=GREY, rotation=rotation, **aligned)


def _legends(canvas: Any, all_axes: Sequence[Any], figure: Figure) -> None:
    """One legend above the panels where they show the same series, else one in each panel."""
    from matplotlib.lines import Line2D

    bars = all_axes[0].errorbar(
        [], [], yerr=[], fmt="o", color=GREY, markerfacecolor="white", markersize=4.2, elinewidth=1.0, capsize=2.5,
        label=f"simulation, {100 * figure.confidence:g} % interval",
    )  # fmt: skip
    kinds = [Line2D([], [], color=GREY, label="theory"), bars]
    shared = len({tuple(series.label for series in panel.series) for panel in figure.panels}) == 1
    handles = _handles(figure.panels[0]) if shared else []
    canvas.legend(handles=[*handles, *kinds], loc="outside upper center", ncols=len(handles) + 2, columnspacing=1.2)
    if not shared:
        for axes, panel in zip(all_axes, figure.panels, strict=True):
            axes.legend(handles=_handles(panel), loc="best", handlelength=2.2)


def _handles(panel: Panel) -> list[Any]:
    from matplotlib.lines import Line2D

    return [
        Line2D(
            [], [], color=PALETTE[series.colour % len(PALETTE)], linestyle="--" if series.dashed else "-",
            marker=MARKERS[series.colour % len(MARKERS)] if series.simulate else "", markersize=4.2,
            markerfacecolor=PALETTE[series.colour % len(PALETTE)] if series.dashed else "white", label=series.label,
        )
        for series in panel.series
    ]  # fmt: skip


def _footer(figure: Figure) -> str:
    """The parameters, those that the paper does not state marked with a dagger."""
    words = [f"{p.symbol} = {p.value}{'' if p.stated else '†'}" for p in figure.parameters]
    marked = any(not parameter.stated for parameter in figure.parameters)
    return ",  ".join(words) + ("      † not stated in the paper" if marked else "")


def _save(canvas: Any, figure: Figure, words: str, directory: Path) -> list[Path]:
    paths = [directory / f"figure-{figure.key}{suffix}" for suffix in (".svg", ".png")]
    said = {"Title": figure.place, "Description": words}
    for path, metadata in zip(paths, ({"Date": None, **said}, said), strict=True):
        with whole(path, "out") as aside:
            canvas.savefig(aside, dpi=DOTS_PER_INCH, metadata=metadata)
    return paths
