"""A page on which a quantity is looked at along its parameters: theory as a line, simulation as intervals.

Every number stands in the page as it was computed; the browser places points and computes nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from lemmata.interface.report.page import embedded, resource, whole

_STYLE = """
#curve { width: 40rem; max-width: 100%; border: 1px solid #888; }
#curve path { fill: none; stroke: #4477aa; stroke-width: 2; }
#curve path.equivalent { stroke-dasharray: 6 4; }
#curve circle { fill: #ee6677; }
#curve line { stroke: #ee6677; stroke-width: 2; }
#curve text { font-size: 12px; fill: currentColor; }
.moves label { display: inline-block; margin-right: 2rem; }
.moves label[hidden] { display: none; }
td, th { padding-right: 1rem; text-align: left; }
"""

_LEGEND = (
    "Line: exact values; dashed: what the quantity is equivalent to. Points: simulated, with confidence sequences."
)


@dataclass(frozen=True)
class Axis:
    """A parameter that moves, with its values as they were typed."""

    name: str
    values: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """For a document."""
        return {"name": self.name, "values": list(self.values)}


@dataclass(frozen=True)
class Place:
    """One point of the grid; numbers are decimal texts, an infinite one is ``oo``.

    Attributes:
        at: the parameters that move.
        theory: what theory says, None where it says nothing.
        exact: whether that is the value itself, not what it is equivalent to.
        mean, low, high: the simulated mean and its confidence sequence.
        replicates: how many draws that took.
        seed: of this point.
    """

    at: Mapping[str, str]
    theory: str | None
    exact: bool
    mean: str
    low: str
    high: str
    replicates: int
    seed: int

    @staticmethod
    def shown(text: str | None) -> str:
        """A number with six digits.

        >>> Place.shown("0.33333333333"), Place.shown("oo"), Place.shown(None)
        ('0.333333', 'oo', '')
        """
        return "" if text is None else text if text.endswith("oo") else f"{float(text):.6g}"

    def to_json(self) -> dict[str, Any]:
        """For a document."""
        return {
            "at": dict(self.at), "theory": self.theory, "exact": self.exact, "mean": self.mean,
            "interval": [self.low, self.high], "replicates": self.replicates, "seed": self.seed,
        }  # fmt: skip


def curves(name: str, axes: Sequence[Axis], places: Sequence[Place], said: str) -> str:
    """The page.

    Args:
        name: the quantity.
        axes: the parameters that move; the first lies across.
        places: the points that were finished.
        said: what stays as it is, on one line.
    """
    data = {"axes": [_axis(axis) for axis in axes], "places": [_place(place) for place in places]}
    options = "".join(f"<option>{escape(axis.name)}</option>" for axis in axes)
    sliders = (
        f'<label id="move-{escape(axis.name)}">{escape(axis.name)} = <output>{escape(axis.values[0])}</output> '
        f'<input type="range" min="0" max="{len(axis.values) - 1}" value="0" aria-label="{escape(axis.name)}"></label>'
        for axis in axes
    )
    heads = ("", "theory", "simulated", "interval", "replicates", "seed")
    return whole(name, [
        f"<style>{_STYLE}</style><header><h1>{escape(name)}</h1><p>{escape(said)}</p></header><main>",
        f'<p class="filter"><label>across <select id="across">{options}</select></label> ',
        '<label><input type="checkbox" id="log-x"> logarithmic across</label> ',
        '<label><input type="checkbox" id="log-y"> logarithmic up</label></p>',
        f'<p class="moves">{"".join(sliders)}</p>',
        f'<svg id="curve" viewBox="0 0 640 400" role="img" aria-label="{escape(name)} along a parameter"></svg>',
        f"<p>{_LEGEND}</p>",
        f'<table aria-live="polite"><thead><tr>{"".join(f"<th scope=col>{h}</th>" for h in heads)}</tr></thead>',
        '<tbody id="rows"></tbody></table>',
        f'<script id="measured" type="application/json">{embedded(data)}</script>',
        f"<script>{resource('curves.js')}</script>",
    ])  # fmt: skip


def _axis(axis: Axis) -> dict[str, Any]:
    from lemmata.theory.reading.parsing import number

    return {**axis.to_json(), "numbers": [float(number(value)) for value in axis.values]}


def _place(place: Place) -> dict[str, Any]:
    """What is drawn and what is read; an infinite number is read only."""
    drawn = {
        key: None if text is None or text.endswith("oo") or text == "nan" else float(text)
        for key, text in (("theory", place.theory), ("mean", place.mean), ("low", place.low), ("high", place.high))
    }
    kind = "" if place.theory is None else " (exact)" if place.exact else " (equivalent)"
    interval = f"[{place.shown(place.low)}, {place.shown(place.high)}]"
    cells = [
        place.shown(place.theory) + kind,
        place.shown(place.mean),
        interval,
        str(place.replicates),
        str(place.seed),
    ]
    return {"at": dict(place.at), "exact": place.exact, **drawn, "cells": cells}
