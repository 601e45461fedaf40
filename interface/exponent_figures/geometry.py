"""Regions of one or two exponents as exact intervals and polygons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise

from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.regions import Region, Row

Place = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Window:
    """The part of the plane, or of a line, that is drawn."""

    x: tuple[Fraction, Fraction]
    y: tuple[Fraction, Fraction] = (Fraction(0), Fraction(0))

    @property
    def corners(self) -> list[Place]:
        """Counter-clockwise."""
        (left, right), (low, high) = self.x, self.y
        return [(left, low), (right, low), (right, high), (left, high)]


def polygon(region: Region, names: Sequence[str], window: Window) -> list[Place]:
    """The part of a region inside the window, as a convex polygon; empty when there is none.

    Half-planes cut it one after the other (Sutherland and Hodgman, 1974), in rational arithmetic.
    """
    found = window.corners
    for row in region.rows:
        found = _cut(found, row.form, names)
    return found if len(set(found)) > 2 else []


def _cut(corners: list[Place], form: Form, names: Sequence[str]) -> list[Place]:
    def height(place: Place) -> Fraction:
        return form.at(dict(zip(names, place, strict=True)))

    kept: list[Place] = []
    for one, other in zip(corners, corners[1:] + corners[:1], strict=True):
        first, second = height(one), height(other)
        if first >= 0:
            kept.append(one)
        if first * second < 0:
            share = first / (first - second)
            kept.append((one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])))
    return kept


def segment(form: Form, names: Sequence[str], window: Window) -> list[Place]:
    """The line form = 0 inside the window: its two ends, or nothing."""
    inside = _cut(_cut(window.corners, form, names), -form, names)
    ends = sorted(set(inside))
    return [ends[0], ends[-1]] if len(ends) > 1 else []


def interval(region: Region, name: str, window: tuple[Fraction, Fraction]) -> tuple[Fraction, Fraction] | None:
    """The part of a region of one name inside the window; None when it has no interior."""
    low, high = window
    for row in region.rows:
        if name not in row.form.names:
            continue
        root, sign = row.form.root(name)
        end = root.constant
        assert end is not None
        low, high = (max(low, end), high) if sign > 0 else (low, min(high, end))
    return (low, high) if low < high else None


def roots(rows: Iterable[Row], name: str) -> list[Fraction]:
    """Where rows of one name vanish."""
    found = {row.form.root(name)[0].constant for row in rows if row.form.names == {name}}
    return sorted(end for end in found if end is not None)


def corners(regions: Sequence[Region], names: Sequence[str]) -> list[Place]:
    """The corners of regions of two names."""
    found: set[Place] = set()
    for region in regions:
        for one, other in combinations(region.rows, 2):
            place = _crossing(one.form, other.form, names)
            if place is not None and all(row.form.at(dict(zip(names, place, strict=True))) >= 0 for row in region.rows):
                found.add(place)
    return sorted(found)


def _crossing(one: Form, other: Form, names: Sequence[str]) -> Place | None:
    (a, b, c), (d, e, f) = (_affine(form, names) for form in (one, other))
    determinant = a * e - b * d
    return None if determinant == 0 else ((b * f - c * e) / determinant, (c * d - a * f) / determinant)


def _affine(form: Form, names: Sequence[str]) -> tuple[Fraction, Fraction, Fraction]:
    """(a, b, c) with form = a x + b y + c."""
    zero = form.at(dict.fromkeys(names, Fraction(0)))
    slopes = [form.at({name: Fraction(name == other) for name in names}) - zero for other in names]
    return slopes[0], slopes[1], zero


def around(values: Sequence[Fraction], *, least: Fraction = Fraction(1, 2)) -> tuple[Fraction, Fraction]:
    """A range with all values well inside; [-1, 3] without any."""
    if not values:
        return Fraction(-1), Fraction(3)
    low, high = min(values), max(values)
    margin = max(least, (high - low) * 2 / 5)
    return low - margin, high + margin


def middle(places: Sequence[Place]) -> Place:
    """The centre of mass of a convex polygon."""
    (x0, y0), *_ = places
    area = total_x = total_y = Fraction(0)
    for (x1, y1), (x2, y2) in pairwise([*places, places[0]]):
        weight = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        area += weight
        total_x += weight * (x0 + x1 + x2)
        total_y += weight * (y0 + y1 + y2)
    return total_x / (3 * area), total_y / (3 * area)
