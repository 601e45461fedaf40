r"""A simulation run: batches of replicates, a confidence sequence, and a reason to stop.

Batch number b draws from its own stream, seeded by (seed, b), and batches are taken in order. So a run gives the same
result whatever the number of workers; with more of them some batches are computed ahead and may go unused. The linear
algebra of a process runs on one thread: matrices of this size gain little from two, which spend more CPU time waiting
for each other than computing when the machine has other work. For speed take more workers.

Where noise passes through a fit without ridge on nearly d samples, moments do not exist, and the run says so
(:mod:`~lemmata.numerics.simulation.tails`): an infinite mean is reported as infinite, with the median of the squared
error and an interval for it; a finite mean without a variance gets a lower bound that needs no variance, and the median
as well.

>>> from lemmata.numerics.simulation import Setting
>>> setting = Setting(np.ones(3), np.full(3, 1 / 3), T=12, sigma2=1.0, ridge=0.1)
>>> result = run(setting, relative_error=0.01, seed=1)
>>> result.relative_error <= 0.01, result.guarantee
(True, 'asymptotic')
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count
from math import inf, isfinite, nan
from time import perf_counter
from typing import Any, Literal, Protocol

import numpy as np
from threadpoolctl import ThreadpoolController

from lemmata.numerics.errors import InputError
from lemmata.numerics.processes import heard
from lemmata.numerics.simulation.conditional import Conditional, largest_conditional_risk
from lemmata.numerics.simulation.estimators import Estimator, Integrate, Naive, batch_size, choose
from lemmata.numerics.simulation.setting import Array, Setting
from lemmata.numerics.simulation.tails import conditional_tail_index, tail_index
from lemmata.numerics.statistics import AsymptoticSequence, BoundedSequence, Interval, RunningMoments
from lemmata.numerics.statistics.quantiles import mean_lower_bound, median_interval
from lemmata.numerics.workers import worker_pool

FIRST_LOOK = 500
"""Replicates at the first look at a median; each look doubles them."""
MOST_FOR_MEDIAN = 64_000
ROUNDING = 1e-11
"""Relative rounding error allowed for a replicate: that of a well-conditioned solve is some d * 10^-16."""


@dataclass(frozen=True)
class Part:
    """One part of the risk, with its estimated standard error."""

    mean: float
    standard_error: float


@dataclass(frozen=True)
class Median:
    """The median of the squared error of one run of the chain, and an interval of the same confidence."""

    value: float
    interval: Interval


@dataclass(frozen=True)
class Simulation:
    """What a run found.

    Attributes:
        mean: the estimated risk (infinite when it is known to be).
        interval: covers the risk with probability ``confidence``, at whatever replicate the run stopped.
        confidence: that probability.
        replicates: how many realisations were averaged.
        relative_error: half the width of the interval over the mean.
        seed: repeats the run.
        seconds: wall-clock time.
        guarantee: ``asymptotic``: the confidence holds in the limit of many replicates, of which there are enough for
            their skewness; ``none``: there are not (the run was interrupted or out of replicates); ``finite-sample``:
            the confidence holds as stated; ``known``: the mean is known to be infinite.
        bias, variance, collapse: the parts that come from w0, from the downstream noise and from the generators'
            noises; None for the naive estimator, which sees only their sum.
        median: given where the risk has no variance.
        interrupted: whether the user stopped the run; everything else is then still right.
    """

    mean: float
    interval: Interval
    confidence: float
    replicates: int
    relative_error: float
    seed: int
    seconds: float
    guarantee: Literal["asymptotic", "none", "finite-sample", "known"] = "asymptotic"
    bias: Part | None = None
    variance: Part | None = None
    collapse: Part | None = None
    median: Median | None = None
    interrupted: bool = False


Progress = Callable[[int, float, float], None]
"""Called after each batch with the replicates, the mean (or median) and the relative error so far."""


def run(
    setting: Setting,
    *,
    relative_error: float = 1e-2,
    confidence: float = 0.99,
    seed: int = 0,
    max_replicates: int = 1_000_000,
    integrate: Integrate = "all",
    guarantee: Literal["asymptotic", "finite-sample"] = "asymptotic",
    jobs: int = 1,
    on_progress: Progress | None = None,
) -> Simulation:
    """Simulate until the interval is within ``relative_error`` of the mean, or ``max_replicates`` are used up.

    Args:
        setting: what to simulate.
        relative_error: stop when half the interval's width over the mean is at most this.
        confidence: the probability with which the interval covers the risk.
        seed: makes the run repeatable.
        max_replicates: stop at the latest after so many (and after 64,000 where only a median can be had).
        integrate: ``all`` that can be, the ``noise`` given the designs, or ``nothing``.
        guarantee: ``finite-sample`` takes replicates that are bounded and an interval that holds for any bounded law,
            at the price of many more of them.
        jobs: worker processes; the result does not depend on it.
        on_progress: called after each batch.

    Raises:
        InputError: for numbers out of their domain, and for a finite-sample guarantee where no bounds are known.
    """
    _check(relative_error, confidence, seed, max_replicates, jobs)
    start = perf_counter()
    goal = _Goal(relative_error, 1 - confidence, max_replicates, on_progress)
    sequence: AsymptoticSequence | BoundedSequence
    if guarantee == "finite-sample":
        estimator: Estimator = Conditional(replace(setting, closed_forms=integrate == "all"))
        sequence, index = BoundedSequence(0.0, largest_conditional_risk(estimator.setting), goal.alpha), inf
    else:
        estimator = choose(setting, integrate, relative_error, _stream(seed, 1))
        naive = isinstance(estimator, Naive)
        sequence = AsymptoticSequence(goal.alpha)
        index = tail_index(setting) if naive else conditional_tail_index(estimator.setting)
    with_variance = index > 2
    source = batches(estimator if with_variance else Naive(setting), seed, jobs)
    try:
        with _libraries().limit(limits=1, user_api="blas"):
            found = _mean(source, goal, sequence) if with_variance else _median(source, goal, infinite_mean=index <= 1)
    finally:
        source.close()
    return Simulation(confidence=confidence, seed=seed, seconds=perf_counter() - start, **found)


def run_any(
    source: AnySource,
    *,
    relative_error: float = 1e-2,
    confidence: float = 0.99,
    seed: int = 0,
    max_replicates: int = 1_000_000,
    jobs: int = 1,
    on_progress: Progress | None = None,
) -> Simulation:
    """The mean of any replicates that have a variance; the arguments are those of :func:`run`.

    Raises:
        InputError: for numbers out of their domain.
    """
    _check(relative_error, confidence, seed, max_replicates, jobs)
    start = perf_counter()
    goal = _Goal(relative_error, 1 - confidence, max_replicates, on_progress)
    drawn = batches(source, seed, jobs, source.batch)
    try:
        with _libraries().limit(limits=1, user_api="blas"):
            found = _mean(drawn, goal, AsymptoticSequence(goal.alpha))
    finally:
        drawn.close()
    return Simulation(confidence=confidence, seed=seed, seconds=perf_counter() - start, **found)


class AnySource(Protocol):
    """Independent replicates of anything, so many at once."""

    @property
    def batch(self) -> int:
        """How many are drawn at once."""

    def sample(self, rng: np.random.Generator, size: int) -> Array:
        """``size`` rows with one number."""


@dataclass(frozen=True)
class _Goal:
    """When to stop, and whom to tell."""

    relative_error: float
    alpha: float
    max_replicates: int
    on_progress: Progress | None

    def report(self, replicates: int, value: float, reached: float) -> None:
        if self.on_progress is not None:
            self.on_progress(replicates, value, reached)


def _mean(source: Iterator[Array], goal: _Goal, sequence: AsymptoticSequence | BoundedSequence) -> dict[str, Any]:
    """The mean, by a confidence sequence, widened by what rounding may have done to every replicate alike."""
    total, parts = sequence.moments, [RunningMoments() for _ in range(3)]
    reached, interrupted = inf, False
    try:
        for batch in source:
            sequence.extend(batch.sum(axis=1))
            for part, column in zip(parts, batch.T, strict=False):
                part.extend(column)
            reached = _relative(sequence.interval.widened(ROUNDING * abs(total.mean)), total.mean)
            goal.report(total.count, total.mean, reached)
            if (reached <= goal.relative_error and sequence.trusted) or total.count >= goal.max_replicates:
                break
    except KeyboardInterrupt:
        heard()
        if total.count == 0:
            raise
        interrupted = True
    found = {
        "mean": total.mean,
        "interval": sequence.interval.widened(ROUNDING * abs(total.mean)),
        "replicates": total.count,
        "relative_error": reached,
        "guarantee": sequence.guarantee if sequence.trusted else "none",
        "interrupted": interrupted,
    }
    if parts[1].count:
        names = ("bias", "variance", "collapse")
        found |= {name: Part(p.mean, p.standard_error) for name, p in zip(names, parts, strict=True)}
    return found


def _median(source: Iterator[Array], goal: _Goal, *, infinite_mean: bool) -> dict[str, Any]:
    """The median of the squared error; of the mean only what holds without a variance."""
    seen: list[Array] = []
    median, look, interrupted = Median(nan, Interval(-inf, inf)), 0, False
    limit = min(goal.max_replicates, MOST_FOR_MEDIAN)
    try:
        while sum(map(len, seen)) < limit:
            size = min(limit, FIRST_LOOK * 2**look)
            while sum(map(len, seen)) < size:
                seen.append(next(source)[:, 0])
            samples = np.concatenate(seen)
            median = Median(float(np.median(samples)), median_interval(samples, goal.alpha, look))
            reached = _relative(median.interval, median.value)
            goal.report(len(samples), median.value, reached)
            look += 1
            if reached <= goal.relative_error:
                break
    except KeyboardInterrupt:
        heard()
        if look == 0:
            raise
        interrupted = True
    samples = np.concatenate(seen)
    found = {"replicates": len(samples), "relative_error": inf, "median": median, "interrupted": interrupted}
    if infinite_mean:
        return found | {"mean": inf, "interval": Interval(inf, inf), "guarantee": "known"}
    low = mean_lower_bound(samples, goal.alpha)
    return found | {"mean": float(samples.mean()), "interval": Interval(low, inf), "guarantee": "finite-sample"}


def _relative(interval: Interval, value: float) -> float:
    """Half the width of the interval over the value."""
    radius = (interval.high - interval.low) / 2
    if not isfinite(radius):
        return inf
    return radius / abs(value) if radius > 0 else 0.0


def batches(estimator: Any, seed: int, jobs: int = 1, size: int = 0) -> Generator[Array]:
    """Endless batches of independent replicates, in an order that does not depend on ``jobs``."""
    size = size or batch_size(estimator)
    if jobs == 1:
        for index in count():
            yield estimator.sample(_stream(seed, 0, index), size)
    with worker_pool(jobs) as pool:
        pending: deque[Future[Array]] = deque()
        for index in count():
            pending.append(pool.submit(_one_batch, estimator, size, seed, index))
            if len(pending) > 2 * jobs:
                yield pending.popleft().result()


@lru_cache(maxsize=1)
def _libraries() -> ThreadpoolController:
    """The linear algebra libraries that are loaded (looking for them takes a millisecond)."""
    return ThreadpoolController()


def _one_batch(estimator: Any, size: int, seed: int, index: int) -> Array:
    rows: Array = estimator.sample(_stream(seed, 0, index), size)
    return rows


def _stream(seed: int, *key: int) -> np.random.Generator:
    """An independent stream for every key: (0, b) is batch b, (1,) the pilot run."""
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=key)))


def _check(relative_error: float, confidence: float, seed: int, max_replicates: int, jobs: int) -> None:
    if not 0 < relative_error < 1:
        raise InputError("relative_error", relative_error, "between 0 and 1")
    if not 0 < confidence < 1:
        raise InputError("confidence", confidence, "between 0 and 1")
    if seed < 0:
        raise InputError("seed", seed, "an integer >= 0")
    if max_replicates < 2:
        raise InputError("max_replicates", max_replicates, "an integer >= 2")
    if jobs < 1:
        raise InputError("jobs", jobs, "an integer >= 1")
