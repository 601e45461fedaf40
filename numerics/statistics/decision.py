r"""A decision about a mean, with a stated probability of a false alarm and a stated resolution.

A formula claims that a mean is ``value``. Samples arrive in batches; after each, the confidence sequence either

* excludes ``value``: *refuted*, and the distance to the interval bounds the gap from below; or
* lies within ``resolution`` of ``value``: *consistent*, no claim beyond that resolution; or
* does neither, and sampling goes on until ``max_samples``: *undecided*.

P(refuted although the mean is ``value``) <= alpha, to the accuracy of the confidence sequence. A whole run of many
decisions divides its budget among them (union bound).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from numpy.typing import ArrayLike

from lemmata.numerics.errors import InputError
from lemmata.numerics.statistics.sequences import TUNED_FOR, AsymptoticSequence, Interval

Outcome = Literal["refuted", "consistent", "undecided"]
_UNDECIDED: Outcome = "undecided"


@dataclass(frozen=True)
class Decision:
    """What the samples say about ``mean == value``.

    Attributes:
        outcome: ``refuted``, ``consistent`` (to ``resolution``) or ``undecided``.
        value: the claimed mean.
        mean, standard_error, interval: what was estimated.
        gap: a lower bound of |true mean - value|; positive exactly when refuted.
        resolution: the largest difference that may have gone unnoticed: the requested one when consistent,
            otherwise what the interval leaves open.
        alpha: the probability of a false refutation.
        count: how many samples were used.
    """

    outcome: Outcome
    value: float
    mean: float
    standard_error: float
    interval: Interval
    gap: float
    resolution: float
    alpha: float
    count: int


def decide(
    samples: Iterable[ArrayLike],
    *,
    value: float = 0.0,
    alpha: float,
    resolution: float,
    max_samples: int = 1_000_000,
    rounding: float = 0.0,
) -> Decision:
    """Decide whether the mean of independent samples is ``value``.

    Args:
        samples: numbers or arrays of numbers, independent and of one law; consumed only as far as needed. For an
            identity between two expectations give the differences of paired replicates, and ``value=0``.
        value: the claimed mean.
        alpha: the probability of refuting a true claim.
        resolution: stop as consistent when no difference larger than this (absolute) is possible any more.
        max_samples: stop as undecided beyond this number.
        rounding: a bound on the rounding error of one sample; differences below it refute nothing.

    Raises:
        InputError: for an alpha outside (0, 1), a resolution that is not positive.

    >>> import numpy as np
    >>> rng = np.random.default_rng(1)
    >>> wrong = decide((rng.exponential(1.01, 10_000) for _ in range(100)), value=1.0, alpha=1e-9, resolution=1e-4)
    >>> wrong.outcome, 0 < wrong.gap < 0.01
    ('refuted', True)
    """
    if not resolution > 0:
        raise InputError("resolution", resolution, "> 0")
    sequence = AsymptoticSequence(alpha, TUNED_FOR)
    interval, outcome = sequence.interval, _UNDECIDED
    for batch in samples:
        sequence.extend(batch)
        interval = sequence.interval.widened(rounding)
        if sequence.trusted:
            if interval.distance(value) > 0:
                outcome = "refuted"
                break
            if interval.within(resolution, value):
                outcome = "consistent"
                break
        if sequence.moments.count >= max_samples:
            break
    moments = sequence.moments
    left_open = max(abs(interval.low - value), abs(interval.high - value))
    return Decision(
        outcome=outcome,
        value=value,
        mean=moments.mean,
        standard_error=moments.standard_error,
        interval=interval,
        gap=interval.distance(value) if outcome == "refuted" else 0.0,
        resolution=resolution if outcome == "consistent" else left_open,
        alpha=alpha,
        count=moments.count,
    )
