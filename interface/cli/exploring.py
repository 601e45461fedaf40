"""``lemmata simulate --along T=8,12,16 --explore risk.html``: a quantity over a grid of parameters, as a page.

>>> [axis.values for axis in axes_of(["T=8,12", "ridge=0,1/10"], given=["d"], movable=["T", "ridge"])]
[('8', '12'), ('0', '1/10')]
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

import click

from lemmata.interface.cli.known import Known
from lemmata.interface.cli.simulating import Run, number
from lemmata.interface.report.curves import Axis, Place, curves
from lemmata.interface.writing import write
from lemmata.numerics.errors import InputError

MOST_POINTS = 1000
"""Of a grid: each is simulated, and each stands in the page."""

Given = Mapping[str, Any]


def explored(
    name: str,
    options: Given,
    axes: Sequence[Axis],
    file: Path,
    *,
    theory: Callable[[Given], Known | None],
    run: Callable[[Given], Run],
    as_json: bool,
) -> int:
    """Simulate at every point of a grid, beside theory, and write the page; what is interrupted is written as far.

    Args:
        name: the quantity.
        options: those of ``lemmata simulate``.
        axes: the parameters that move.
        file: where the page goes.
        theory: the value that is known at given options; it refuses what is out of a domain, before anything is drawn.
        run: a simulation at given options.
        as_json: print a document (lemmata.explore/1) instead of lines.

    Returns:
        The exit status: 0, or 1 where an interval is wider than was asked for, or 130.
    """
    from lemmata.interface.cli.output import emit_json

    grid = [
        dict(zip((axis.name for axis in axes), values, strict=True)) for values in product(*(a.values for a in axes))
    ]
    if not file.exists():
        write(file, "", "explore")  # a place that cannot be written is said before anything is drawn
    known = [theory({**options, **at}) for at in grid]
    places: list[Place] = []
    status = 0
    for at, value in zip(grid, known, strict=True):
        found = run({**options, **at, "seed": _seed(options["seed"], at)})
        if found.written["interrupted"]:
            status = 130
            break
        places.append(_place(at, value, found))
        status = max(status, int(not found.reached))
        if not as_json:
            click.echo(_line(places[-1]))
    write(file, curves(name, axes, places, _said(options)), "explore")
    if as_json:
        points = [place.to_json() for place in places]
        emit_json("lemmata.explore/1", {"name": name, "axes": [a.to_json() for a in axes], "points": points})
    click.echo(f"wrote {file}", err=True)
    return status


def axes_of(along: Sequence[str], *, given: Collection[str], movable: Collection[str]) -> list[Axis]:
    """The parameters that move, with their values as they were typed.

    Args:
        along: texts such as ``T=8,12,16``.
        given: the options that have a value of their own.
        movable: the parameters that are one number each.

    Raises:
        InputError: for a name that is given twice or is no such parameter, for a value that is no finite number, and
            for a grid of more than :data:`MOST_POINTS` points.
    """
    axes: list[Axis] = []
    for text in along:
        name, _, values = text.partition("=")
        name = name.strip().removeprefix("--").replace("sigma0-2", "sigma0_2")
        if name not in movable:
            raise InputError("along", text, f"NAME=A,B,C with a name among {', '.join(sorted(movable))}")
        if name in given or any(axis.name == name for axis in axes):
            raise InputError("along", text, f"given once ({name} has a value already)")
        axes.append(Axis(name, _values(text, values)))
    points = prod(len(axis.values) for axis in axes)
    if points > MOST_POINTS:
        raise InputError("along", f"{points} points", f"a grid of at most {MOST_POINTS} points")
    return axes


def _values(text: str, values: str) -> tuple[str, ...]:
    from lemmata.theory.reading.parsing import number as exact_number

    words = tuple(value.strip() for value in values.split(","))
    for word in words:
        if not word or not exact_number(word, "along").is_finite:
            raise InputError("along", text, "NAME=A,B,C with finite numbers, such as T=8,12,16")
    if len({exact_number(word) for word in words}) < len(words):
        raise InputError("along", text, "NAME=A,B,C with different numbers")
    return words


def _seed(seed: int, at: Mapping[str, str]) -> int:
    """The seed of a point: 32 bits of a hash of the run's seed and of the point, not of its place in the grid."""
    words = f"{seed} {sorted(at.items())}"
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:4], "big")


def _place(at: Mapping[str, str], theory: Known | None, found: Run) -> Place:
    low, high = found.written["interval"]
    known = None if theory is None else number(theory.value)
    exact = theory is not None and theory.exact
    return Place(at, known, exact, found.written["mean"], low, high, found.written["replicates"], found.written["seed"])


def _line(place: Place) -> str:
    at = "  ".join(f"{name}={value}" for name, value in place.at.items())
    known = f"{'=' if place.exact else '~'} {place.shown(place.theory)}" if place.theory is not None else "no law known"
    simulated = f"{place.shown(place.mean)} [{place.shown(place.low)}, {place.shown(place.high)}]"
    return f"{at}   {known}   simulated {simulated}"


def _said(options: Given) -> str:
    """What stays as it is, on one line."""
    from lemmata.interface.cli.chain_options import shown

    left_out = ("max_replicates", "jobs", "integrate", "guarantee", "relative_error", "seed")
    return shown({name: str(value) for name, value in options.items() if value is not None and name not in left_out})
