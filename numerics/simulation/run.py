r"""A simulation run: batches of replicates, a confidence sequence, and a reason to stop.

Batch number b draws from its own stream, seeded by (seed, b), and batches are taken in order. So a run gives the same
result whatever the number of workers; with more of them some batches are computed ahead and may go unused.

>>> from numerics.simulation import Setting
>>> setting = Setting(np.ones(3), np.full(3, 1 / 3), T=12, sigma2=1.0, ridge=0.1)
>>> result = run(setting, relative_error=0.05, seed=1)
>>> result.relative_error <= 0.05
True
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import count
from math import inf
from time import perf_counter

import numpy as np

from numerics.errors import InputError
from numerics.simulation.naive import naive_risks
from numerics.simulation.setting import Array, Setting
from numerics.statistics import Interval, RunningMoments, confidence_sequence, trusted


@dataclass(frozen=True)
class Simulation:
    """What a run found.

    Attributes:
        mean: the estimated risk.
        interval: covers the risk with probability ``confidence``, at whatever replicate the run stopped.
        replicates: how many realisations were averaged.
        relative_error: half the width of the interval over the mean.
        guarantee: ``asymptotic``: the confidence holds in the limit of many replicates.
        interrupted: whether the user stopped the run; everything else is then still right.
    """

    mean: float
    interval: Interval
    confidence: float
    replicates: int
    relative_error: float
    seed: int
    seconds: float
    guarantee: str = "asymptotic"
    interrupted: bool = False


Progress = Callable[[int, float, float], None]
"""Called after each batch with the replicates, the mean and the relative error so far."""


def run(
    setting: Setting,
    *,
    relative_error: float = 1e-2,
    confidence: float = 0.99,
    seed: int = 0,
    max_replicates: int = 1_000_000,
    jobs: int = 1,
    on_progress: Progress | None = None,
) -> Simulation:
    """Simulate until the interval is within ``relative_error`` of the mean, or ``max_replicates`` are used up.

    Args:
        setting: what to simulate.
        relative_error: stop when half the interval's width over the mean is at most this.
        confidence: the probability with which the interval covers the risk.
        seed: makes the run repeatable.
        max_replicates: stop at the latest after so many.
        jobs: worker processes; the result does not depend on it.
        on_progress: called after each batch.

    Raises:
        InputError: for numbers out of their domain.
    """
    _check(relative_error, confidence, seed, max_replicates, jobs)
    start = perf_counter()
    moments = RunningMoments()
    interrupted = False
    try:
        for batch in batches(setting, seed, jobs):
            moments.extend(batch)
            reached = _relative(moments, 1 - confidence)
            if on_progress is not None:
                on_progress(moments.count, moments.mean, reached)
            enough = reached <= relative_error and trusted(moments, 1 - confidence)
            if enough or moments.count >= max_replicates:
                break
    except KeyboardInterrupt:
        if moments.count == 0:
            raise
        interrupted = True
    return Simulation(
        mean=moments.mean,
        interval=confidence_sequence(moments, 1 - confidence),
        confidence=confidence,
        replicates=moments.count,
        relative_error=_relative(moments, 1 - confidence),
        seed=seed,
        seconds=perf_counter() - start,
        interrupted=interrupted,
    )


def batches(setting: Setting, seed: int, jobs: int = 1) -> Iterator[Array]:
    """Endless batches of independent replicates, in an order that does not depend on ``jobs``."""
    size = batch_size(setting)
    if jobs == 1:
        yield from (one_batch(setting, size, seed, index) for index in count())
    with ProcessPoolExecutor(jobs) as pool:
        pending: deque[Future[Array]] = deque()
        try:
            for index in count():
                pending.append(pool.submit(one_batch, setting, size, seed, index))
                if len(pending) > 2 * jobs:
                    yield pending.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def one_batch(setting: Setting, size: int, seed: int, index: int) -> Array:
    """Batch number ``index`` of the run with this seed."""
    rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(index,)))
    return naive_risks(setting, rng, size)


def batch_size(setting: Setting) -> int:
    """Enough replicates that bookkeeping is cheap, few enough that a run can stop within a second."""
    work = sum(rows * setting.d * min(rows, setting.d) for rows in (setting.T, *setting.T0))
    return int(np.clip(2e8 / work, 2, 500))


def _relative(moments: RunningMoments, alpha: float) -> float:
    interval = confidence_sequence(moments, alpha)
    if interval.high == inf:
        return inf
    radius = (interval.high - interval.low) / 2
    return radius / abs(moments.mean) if radius > 0 else 0.0


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
