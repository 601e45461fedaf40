"""Ticks at exact places, labelled by exact fractions; legends above the axes, as wide as the figure allows."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Any

from lemmata.interface.exponent_figures.words import fraction

CLOSE = 0.07
"""Ticks nearer than this share of an axis are not both labelled."""
_STEPS = (Fraction(1, 2), Fraction(1), Fraction(2), Fraction(5), Fraction(10), Fraction(50))
_MOST = 8


def exact_ticks(axis: Any, exact: Sequence[Fraction]) -> None:
    """The exact values first, then halves or whole numbers where there is room."""
    low, high = sorted(axis.get_view_interval())
    room = CLOSE * (high - low)
    step = next((step for step in _STEPS if (high - low) / step <= _MOST), _STEPS[-1])
    round_ones = [i * step for i in range(ceil(low / step), floor(high / step) + 1)]
    round_ones.sort(key=lambda value: (value.denominator, abs(value)))
    kept: list[Fraction] = []
    for value in (*dict.fromkeys(exact), *round_ones):
        if low <= value <= high and all(abs(float(value - other)) >= room for other in kept):
            kept.append(value)
    axis.set_ticks([float(value) for value in kept], [fraction(value) for value in kept])


def legend(figure: Any, **given: Any) -> None:
    """A legend above the axes, in as many columns as fit."""
    renderer = renderer_of(figure)
    for columns in (5, 4, 3, 2, 1):
        found = figure.legend(loc="outside upper center", ncols=columns, columnspacing=1.2, **given)
        if found.get_window_extent(renderer).width <= figure.bbox.width:
            return
        found.remove()


def renderer_of(figure: Any) -> Any:
    """What measures texts, the same for every format."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    return FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]
