"""Evaluating a figure: every curve and every point is a small task of its own.

A point's seed is made from the run's seed and the point's place in the figure, so that a figure does not depend on the
number of workers, on the order in which tasks finish, nor on which other figures were asked for. Linear algebra runs on
one thread: with more, rounding would depend on the machine's load.

>>> from lemmata.interface.figures.description import Figure, Panel, Series
>>> line = Series("line", "closed form", theory=float, simulate=None, curve_at=(1, 2), points_at=())
>>> measure(Figure("0", "Figure 0", "A line", (Panel("", "x", "y", (line,)),), ()), seed=0)[0][0].curve
(1.0, 2.0)
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from math import isfinite
from typing import Any

from threadpoolctl import ThreadpoolController

from lemmata.interface.figures.description import Abscissa, Estimate, Figure, Series
from lemmata.numerics.workers import worker_pool

Progress = Callable[[str, int, int], None]
"""Called with what is being measured, how many tasks are finished, and how many there are."""


@dataclass(frozen=True)
class Point:
    """One simulated point beside the theory at the same abscissa."""

    x: Abscissa
    seed: int
    estimate: Estimate
    theory: float
    exact: float | None

    @property
    def truth(self) -> float:
        """What the simulation should give: the exact value where one is known."""
        return self.theory if self.exact is None else self.exact


@dataclass(frozen=True)
class Measured:
    """The values of one series."""

    series: Series
    curve: tuple[float, ...]
    points: tuple[Point, ...]

    @property
    def largest_deviation(self) -> float | None:
        """The largest relative deviation of a simulated mean from the curve."""
        return max((abs(p.estimate.mean / p.theory - 1) for p in self.points if p.theory), default=None)

    @property
    def outside(self) -> int:
        """How many intervals miss the truth (the exact value, or else the curve)."""
        return sum(not p.estimate.low <= p.truth <= p.estimate.high for p in self.points)


def measure(
    figure: Figure, *, seed: int, pool: Executor | None = None, on_progress: Progress | None = None
) -> tuple[tuple[Measured, ...], ...]:
    """All values of a figure, panel by panel and series by series.

    Args:
        figure: the description.
        seed: makes the run repeatable.
        pool: workers; without them the tasks run here.
        on_progress: called after each task.
    """
    tasks = list(_tasks(figure, seed))
    if pool is None:
        with ThreadpoolController().limit(limits=1, user_api="blas"):
            done = {}
            for count, (name, task) in enumerate(tasks, start=1):
                done[name] = _evaluate(task)
                _report(on_progress, figure, count, len(tasks))
    else:
        waiting = {pool.submit(_evaluate, task): name for name, task in tasks}
        done = _collect(waiting, figure, on_progress)
    return tuple(
        tuple(_measured(figure, series, seed, (p, s), done) for s, series in enumerate(panel.series))
        for p, panel in enumerate(figure.panels)
    )


@contextmanager
def workers(jobs: int) -> Iterator[Executor | None]:
    """A pool of processes, or None for a single one; what is waiting is dropped when the run ends early."""
    if jobs == 1:
        yield None
        return
    with worker_pool(jobs) as pool:
        yield pool


def point_seed(seed: int, figure: Figure, place: tuple[int, int], x: Abscissa) -> int:
    """The seed of one point: 32 bits of a hash of the run's seed and the point's place."""
    words = f"{seed} {figure.key} {place[0]} {place[1]} {x}"
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:4], "big")


_Name = tuple[int, int, str, Abscissa]
_Task = tuple[Callable[..., Any], tuple[Any, ...]]


def _tasks(figure: Figure, seed: int) -> Iterator[tuple[_Name, _Task]]:
    for p, panel in enumerate(figure.panels):
        for s, series in enumerate(panel.series):
            for x in dict.fromkeys((*series.curve_at, *series.points_at)):
                yield (p, s, "theory", x), (series.theory, (x,))
            for x in series.points_at:
                if series.simulate is not None:
                    yield (p, s, "simulate", x), (series.simulate, (x, point_seed(seed, figure, (p, s), x)))
                if series.exact is not None:
                    yield (p, s, "exact", x), (series.exact, (x,))


def _evaluate(task: _Task) -> Any:
    function, arguments = task
    return function(*arguments)


def _collect(waiting: dict[Future[Any], _Name], figure: Figure, on_progress: Progress | None) -> dict[_Name, Any]:
    done = {}
    for count, future in enumerate(as_completed(waiting), start=1):
        done[waiting[future]] = future.result()
        _report(on_progress, figure, count, len(waiting))
    return done


def _report(on_progress: Progress | None, figure: Figure, count: int, total: int) -> None:
    if on_progress is not None:
        on_progress(figure.key, count, total)


def _measured(figure: Figure, series: Series, seed: int, place: tuple[int, int], done: dict[_Name, Any]) -> Measured:
    curve = tuple(float(done[(*place, "theory", x)]) for x in series.curve_at)
    if not all(map(isfinite, curve)):
        raise ValueError(f"figure {figure.key}: the curve {series.label} is not finite everywhere")
    points = tuple(
        Point(
            x,
            point_seed(seed, figure, place, x),
            done[(*place, "simulate", x)],
            float(done[(*place, "theory", x)]),
            done.get((*place, "exact", x)),
        )
        for x in series.points_at
        if series.simulate is not None
    )
    return Measured(series, curve, points)
