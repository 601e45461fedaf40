"""Pictures of derived exponents: exponents along one name, or a phase diagram over two.

With one free name the exponents of all terms are drawn as the piecewise-affine functions that they are, with the total
on top; with two, the plane is coloured by the dominant term, and the optimal ``ell`` (the ends of the argmin set) is
drawn where ``ell`` is one of them. Other names are fixed by conditions such as ``g == 0``.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from numerics.errors import InputError
from theory.scaling.derive import Exponents
from theory.scaling.optimum import optimal_ridge

_LOW, _HIGH = Fraction(-1), Fraction(4)
_CELLS = 120


def draw(found: Exponents, path: str) -> None:
    """Write a picture; the suffix of ``path`` says in which format.

    Raises:
        InputError: when matplotlib is missing, or one or two names are not what is left free.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise InputError("plot", path, 'drawn with matplotlib: install the extra "figures"') from None
    names = sorted(found.problem.names, key=lambda name: (name != "ell", name))
    if len(names) not in (1, 2):
        raise InputError("where", ", ".join(names), "such that one or two names are free for a picture (add 'g == 0')")
    if Path(path).suffix not in (".svg", ".pdf", ".png"):
        raise InputError("plot", path, "a file with suffix .svg, .pdf or .png")
    figure = Figure(figsize=(6, 4.2), layout="constrained")
    axes = figure.add_subplot()
    (_lines if len(names) == 1 else _phases)(axes, found, names)
    axes.legend(frameon=False)
    figure.savefig(path, metadata={"Date": None} if Path(path).suffix == ".svg" else None)


def _steps() -> list[Fraction]:
    return [_LOW + (_HIGH - _LOW) * i / _CELLS for i in range(_CELLS + 1)]


def _lines(axes: Any, found: Exponents, names: Sequence[str]) -> None:
    (name,) = names
    for label, term in (*found.terms.items(), ("total", found.total)):
        inside = [(x, g) for x in _steps() for g in term.regimes if g.region.contains({name: x})]
        points = {x: float(regime.exponent.at({name: x})) for x, regime in inside}
        style = {"color": "black", "linewidth": 1.2, "linestyle": "--"} if label == "total" else {"linewidth": 2.5}
        axes.plot([float(x) for x in points], list(points.values()), label=label, **style)
    axes.set_xlabel(name)
    axes.set_ylabel("exponent of T")


def _phases(axes: Any, found: Exponents, names: Sequence[str]) -> None:
    from matplotlib.colors import ListedColormap

    first, second = names
    labels = sorted({" + ".join(regime.dominant) for regime in found.total.regimes})
    colours = ["#4c78a8", "#f58518", "#54a24b", "#e45756", "#b279a2", "#9d755d"][: len(labels)]
    grid: list[list[float]] = []
    for y in _steps():
        row = []
        for x in _steps():
            at = {first: x, second: y}
            here = next((g for g in found.total.regimes if g.region.contains(at)), None)
            row.append(float("nan") if here is None else float(labels.index(" + ".join(here.dominant))))
        grid.append(row)
    ends = [float(x) for x in (_steps()[0], _steps()[-1])]
    axes.imshow(
        grid, origin="lower", extent=[*ends, *ends], cmap=ListedColormap(colours), vmin=-0.5, vmax=len(labels) - 0.5
    )
    for label, colour in zip(labels, colours, strict=True):
        axes.plot([], [], "s", color=colour, label=label)
    if first == "ell" and str(found.problem.ell) == "ell":
        _optimal_line(axes, found, second)
    axes.set_xlim(*ends)
    axes.set_ylim(*ends)
    axes.set_xlabel(first)
    axes.set_ylabel(second)


def _optimal_line(axes: Any, found: Exponents, second: str) -> None:
    for regime in optimal_ridge(found).regimes:
        inside = [y for y in _steps() if regime.region.contains({second: y})]
        for end in {regime.minimum.low, regime.minimum.high} - {None}:
            assert end is not None
            axes.plot([float(end.at({second: y})) for y in inside], [float(y) for y in inside], color="black")
    axes.plot([], [], color="black", label="optimal ell (ends)")
