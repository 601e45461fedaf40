"""What a figure shows, before anything is computed: panels, series, parameters and where they come from.

A series is one law seen twice: ``theory`` gives the curve, ``simulate`` the points with their intervals, and ``exact``
the value at the points where a law without limit and noise is known. The functions take exact abscissae and are
module-level functions (or partials of them), so that they can be sent to worker processes.

>>> square = Series("square", "closed form", theory=float, simulate=None, curve_at=(1, 2), points_at=())
>>> Figure("0", "Figure 0", "A line", (Panel("", "x", "y", (square,)),), ()).confidence
0.99
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Abscissa = int | Fraction


@dataclass(frozen=True)
class Estimate:
    """A simulated mean and the interval that covers it with the figure's confidence."""

    mean: float
    low: float
    high: float
    replicates: int


@dataclass(frozen=True)
class Parameter:
    """A parameter of a figure; ``stated`` says whether the paper gives its value."""

    symbol: str
    value: str
    stated: bool = True


@dataclass(frozen=True)
class Series:
    """One law in one panel.

    Attributes:
        label: how the legend names it.
        law: the law that the curve follows, in words.
        theory: the curve.
        simulate: maps an abscissa and a seed to a point; None for a curve alone.
        curve_at, points_at: where the curve is evaluated and where points are simulated.
        exact: the exact value at a point, where there is one.
        colour: place in the palette (and in the list of markers).
        dashed: whether the curve is dashed.
    """

    label: str
    law: str
    theory: Callable[[Abscissa], float]
    simulate: Callable[[Abscissa, int], Estimate] | None
    curve_at: tuple[Abscissa, ...]
    points_at: tuple[Abscissa, ...]
    exact: Callable[[Abscissa], float] | None = None
    colour: int = 0
    dashed: bool = False


@dataclass(frozen=True)
class Mark:
    """A thin labelled line at ``value``, across the panel."""

    axis: Literal["x", "y"]
    value: float
    label: str


@dataclass(frozen=True)
class Panel:
    """One pair of axes."""

    title: str
    x_label: str
    y_label: str
    series: tuple[Series, ...]
    marks: tuple[Mark, ...] = ()
    x_scale: Literal["linear", "log"] = "log"
    y_scale: Literal["linear", "log"] = "log"


@dataclass(frozen=True)
class Figure:
    """A figure of a paper.

    Attributes:
        key: its name on the command line and in file names.
        place: where the paper has it.
        title: what it shows, in one sentence.
        panels: from left to right.
        parameters: all that the figure depends on.
        note: what else a reader must know.
        confidence: probability with which each interval covers the mean of its point.
    """

    key: str
    place: str
    title: str
    panels: tuple[Panel, ...]
    parameters: tuple[Parameter, ...]
    note: str = ""
    confidence: float = 0.99


@dataclass(frozen=True)
class Recipe:
    """How a chapter offers a figure: by name, built only when it is asked for.

    Attributes:
        key: the figure's name.
        build: makes the description.
        needs: a module that must be installed for it, beside the drawing library.
        extra: the optional extra of this project that installs it.
    """

    key: str
    build: Callable[[], Figure]
    needs: str | None = None
    extra: str | None = None


def logarithmic(low: float, high: float, count: int, *, digits: int = 3) -> tuple[Fraction, ...]:
    """``count`` abscissae from ``low`` to ``high``, equally spaced in the logarithm, as decimals of so many digits.

    >>> logarithmic(0.01, 1, 3)
    (Fraction(1, 100), Fraction(1, 10), Fraction(1, 1))
    """
    ratio = (high / low) ** (1 / (count - 1))
    return tuple(Fraction(f"{low * ratio**i:.{digits - 1}e}") for i in range(count))


def whole(low: float, high: float, count: int) -> tuple[int, ...]:
    """The same as distinct integers.

    >>> whole(1, 100, 5)
    (1, 3, 10, 32, 100)
    """
    ratio = (high / low) ** (1 / (count - 1))
    return tuple(dict.fromkeys(round(low * ratio**i) for i in range(count)))
