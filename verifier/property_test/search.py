"""The search for a counterexample: corners and small samples first, then Hypothesis with the gap as its target.

Most wrong formulas fail at the first points. A formula that survives them is tried at points that Hypothesis draws and
steers towards larger gaps, until the number of points or the time is used up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain
from math import log10

import sympy
from sympy import Symbol

from lemmata.numerics.until import TimeIsUp, look_up, until
from lemmata.theory.notation import T0, T, d, kappa, n, ridge, sigma, sigma0, signal
from lemmata.verifier.engines.domain import Domain, EmptyDomain, Point
from lemmata.verifier.property_test import two_levels
from lemmata.verifier.property_test.comparison import Comparison, Judge
from lemmata.verifier.property_test.far_points import magnitudes, turning_points

FLOOR = Fraction(1, 10)
"""A gap this wide cannot be taken for round-off: the search stops at it, and shrinking keeps it."""

_EXAMPLES = 40
"""Points per cell that Hypothesis draws."""
_MODERATE = 1000
"""Sizes up to this are cheap for every law."""

_CORNERS: tuple[Mapping[Symbol, int | Fraction], ...] = (
    {n: 0},
    {n: 1},
    {n: 3},
    {sigma: 0},
    {sigma0: 0},
    {signal: 0},
    {sigma: 1, sigma0: 1, signal: 1},
    {ridge: Fraction(1, 10**6)},
    {ridge: 10**6},
    {kappa: Fraction(1, 10**9)},
    {kappa: 10**6},
)
"""Values that are tried at every base point, where the conditions allow them."""


@dataclass
class Findings:
    """What a search has seen.

    Attributes:
        worst: the comparison with the widest certified gap, if any is positive.
        cell: the cell in which it lies.
        points: at how many points both sides had a value.
        telling: at how many of them the truth is not simply zero.
        resolution: the largest relative difference that could have gone unseen at one of them.
        sources: where true values came from, with counts.
        in_time: whether the search ended by itself.
        uneven: at how many points of each cell the spectrum had different eigenvalues.
        open: why no verdict follows although nothing speaks against the formula.
    """

    worst: Comparison | None = None
    cell: Domain | None = None
    points: int = 0
    telling: int = 0
    resolution: Fraction = Fraction(0)
    sources: dict[str, int] = field(default_factory=dict)
    in_time: bool = True
    uneven: dict[Domain, int] = field(default_factory=dict)
    open: str = ""
    _seen: set[tuple[Fraction, ...]] = field(default_factory=set)

    def add(self, found: Comparison, cell: Domain) -> bool:
        """Take a comparison in; whether it settles the matter."""
        key = tuple(found.point[symbol] for symbol in sorted(found.point, key=str))
        if key in self._seen:
            return False
        self._seen.add(key)
        self.points += 1
        self.uneven[cell] = self.uneven.get(cell, 0) + two_levels.is_uneven(found.point)
        self.open = self.open or found.open
        self.telling += found.truth.value != 0 if isinstance(found.truth.value, Fraction) else 1
        self.resolution = max(self.resolution, found.resolution)
        self.sources[found.truth.source] = self.sources.get(found.truth.source, 0) + 1
        if found.gap > (self.worst.gap if self.worst else 0):
            self.worst, self.cell = found, cell
        return found.gap >= FLOOR

    def merge(self, other: Findings) -> None:
        """Take in what another search has seen, beside counterexamples."""
        self.points += other.points
        self.open = self.open or other.open
        for cell, count in other.uneven.items():
            self.uneven[cell] = self.uneven.get(cell, 0) + count
        self.telling += other.telling
        self.resolution = max(self.resolution, other.resolution)
        every = {**self.sources, **other.sources}
        self.sources = {name: self.sources.get(name, 0) + other.sources.get(name, 0) for name in every}
        self.in_time = self.in_time and other.in_time


class _Found(Exception):
    """A counterexample that is wide enough."""


def search(judge: Judge, domains: Iterable[Domain], *, seed: int, deadline: float, samples: int = 12) -> Findings:
    """Look for a counterexample in every cell, at small points and corners, and where errors hide.

    Args:
        judge: formula against truth.
        domains: the cells.
        seed: makes the search repeatable.
        deadline: on the clock of ``time.process_time``.
        samples: small points per cell.
    """
    findings = Findings()
    domains = tuple(domains)
    easy = ((cell, point) for cell in domains for point in easy_points(cell, samples, seed))
    hard = ((cell, point) for cell in domains for point in _hard_points(judge, cell, seed))
    for cell, point in chain(easy, hard):
        try:
            with until(deadline):
                found = judge.at(point)
            if found is not None and findings.add(found, cell):
                return findings
            with until(deadline):
                look_up()
        except TimeIsUp:
            findings.in_time = False
            return findings
    return findings


def steer(judge: Judge, domains: Iterable[Domain], findings: Findings, *, seed: int, deadline: float) -> None:
    """Go on with points that Hypothesis draws, a fixed number in each cell."""
    for cell in domains:
        if findings.worst is not None or not findings.in_time:
            return
        _steered(judge, cell, findings, seed, deadline, _EXAMPLES)


def _hard_points(judge: Judge, cell: Domain, seed: int) -> Iterator[dict[Symbol, Fraction]]:
    """Far away, and around zeros of what the formula divides by or compares; where values are cheap."""
    question = judge.question
    if not judge.reaches_far:
        return
    unpenalised = question.sense != "exact" or sympy.Eq(ridge, 0) in cell.relations or question.quantity != "risk"
    large = unpenalised and not question.power_law and not question.two_levels
    seen: set[tuple[Fraction, ...]] = set()
    for base in cell.sample(2, seed):
        for point in chain(turning_points(question.expression, base), magnitudes(base, sizes=large)):
            if tuple(point.values()) not in seen and point.keys() == base.keys() and cell.contains(point):
                seen.add(tuple(point.values()))
                if large or all(point[symbol] <= _MODERATE for symbol in (d, T, T0) if symbol in point):
                    yield point


def easy_points(cell: Domain, count: int, seed: int) -> Iterator[dict[Symbol, Fraction]]:
    """Samples of a cell, and its corners around the first ones."""
    try:
        samples = cell.sample(count, seed)
    except EmptyDomain:
        return
    seen: set[tuple[Fraction, ...]] = set()
    spectra = two_levels.CORNERS if two_levels.first in samples[0] else ()
    changes: list[tuple[Point, Mapping[Symbol, int | Fraction]]] = [(samples[0], corner) for corner in spectra]
    changes += [(point, {}) for point in samples]
    changes += [(base, corner) for base in samples[:2] for corner in (*_CORNERS, *_size_corners(base))]
    for base, corner in changes:
        point = {**base, **{symbol: Fraction(value) for symbol, value in corner.items() if symbol in base}}
        if tuple(point.values()) not in seen and cell.contains(point):
            seen.add(tuple(point.values()))
            yield point


def _size_corners(base: Point) -> Iterator[Mapping[Symbol, int | Fraction]]:
    """As few samples as there may be, hardly more than dimensions, and far more (or fewer) than dimensions."""
    if d in base:
        sizes = sorted((x for x in base if x.is_integer and x not in (d, n, two_levels.first)), key=str)
        for order in (sizes, sizes[::-1]):  # far enough from square, in either order, for a variance
            yield {size: 4 * base[d] + 8 + k for k, size in enumerate(order)}
        yield {T: base[d] + 2, T0: base[d] + 2}
        yield {d: 50, T: 52, T0: 53}
        yield {d: 50, T: 48, T0: 47}
        yield {d: 3, T: 3000, T0: 2000}
        yield {d: 200, T: 3, T0: 2}


def _steered(judge: Judge, cell: Domain, findings: Findings, seed: int, deadline: float, examples: int) -> None:
    """Points that Hypothesis draws, with the logarithm of the gap as its target."""
    import hypothesis
    from hypothesis import HealthCheck, Phase, settings, target
    from hypothesis.errors import Flaky, Unsatisfiable

    from lemmata.verifier.seeded_draws import by_seed_alone

    @hypothesis.seed(seed)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.target),
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(cell.strategy())
    def look(point: dict[Symbol, Fraction]) -> None:
        try:
            with until(deadline):
                look_up()
                found = judge.at(point)
        except TimeIsUp:
            findings.in_time = False
            return
        if found is None:
            return
        findings.add(found, cell)
        if found.gap >= FLOOR:  # also when Hypothesis comes back to the point, which it does with what has failed
            raise _Found
        target(log10(found.gap) if found.gap else -60.0)

    with suppress(_Found, Unsatisfiable, Flaky), by_seed_alone():  # flaky: the time was up when it came back
        look()
