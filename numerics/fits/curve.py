r"""Learning curves L = E + A n^-a, and in two columns L = E + A N^-a + B D^-b.

The second is the form of Hoffmann et al. 2022 (Training Compute-Optimal Large Language Models). Errors are relative:
log L is fitted, with Huber's weights (Huber 1964) so that single points do not decide. Intervals come from a wild
bootstrap (Wu 1986; Mammen 1993): residuals, corrected for the number of parameters, are multiplied by random factors at
their own points, so that a curve with few points keeps its sizes.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from lemmata.numerics.errors import InputError
from lemmata.numerics.fits.batched import LARGEST_EXPONENT, LEAST_EXPONENT, linearised, predicted, solved
from lemmata.numerics.fits.interval import Interval

Array = NDArray[np.float64]
_HUBER = 1.345
_NAMES = {1: ("E", "A", "a"), 2: ("E", "A", "a", "B", "b")}


@dataclass(frozen=True)
class CurveFit:
    """Fitted parameters with their intervals, and what speaks against the form.

    Attributes:
        parameters: E, A, a and in two columns B, b.
        optimal: in two columns the exponents of N and D at a fixed product N D: b/(a + b) and a/(a + b).
        points: how many rows.
        scatter: root mean square of the residuals of log L.
        warnings: sentences.
        confidence: of the intervals.
        seed: of the bootstrap.
    """

    parameters: dict[str, Interval]
    optimal: dict[str, Interval]
    points: int
    scatter: float
    warnings: tuple[str, ...]
    confidence: float
    seed: int


def fit_curve(
    sizes: Array, losses: Array, *, seed: int = 0, replicates: int = 1000, confidence: float = 0.95
) -> CurveFit:
    """Fit the form to rows of sizes (one column or two) and losses.

    >>> n = np.geomspace(10, 1e5, 12)
    >>> found = fit_curve(n[:, None], 1.5 + 3 * n**-0.5, replicates=50)
    >>> [round(found.parameters[name].value, 4) for name in ("E", "A", "a")]
    [1.5, 3.0, 0.5]
    """
    _checked(sizes, losses)
    logs, target = np.log(sizes), np.log(losses)
    centre = logs.mean(axis=0)
    theta, weights = _fitted(logs - centre, target)
    fit = predicted(theta[None], logs - centre)[0]
    residual = target - fit
    drawn = _bootstrap(theta, logs - centre, fit, residual, weights, seed, replicates)
    parameters = {
        name: _percentiles(_uncentred(theta[None], centre)[0, i], _uncentred(drawn, centre)[:, i], confidence)
        for i, name in enumerate(_NAMES[logs.shape[1]])
    }
    optimal = {}
    if logs.shape[1] == 2:
        for name, mine, other in (("N", 2, 4), ("D", 4, 2)):
            share = drawn[:, other] / (drawn[:, mine] + drawn[:, other])
            optimal[name] = _percentiles(theta[other] / (theta[mine] + theta[other]), share, confidence)
    warnings = tuple(_warnings(logs, target, residual, parameters, fit))
    scatter = float(np.sqrt((residual**2).mean()))
    return CurveFit(parameters, optimal, len(target), scatter, warnings, confidence, seed)


def _checked(sizes: Array, losses: Array) -> None:
    needed = 2 * sizes.shape[1] + 3
    if len(losses) < needed:
        raise InputError("FILE", f"{len(losses)} rows", f"at least {needed} for {sizes.shape[1]} columns of sizes")
    for name, column in (("sizes", sizes), ("losses", losses)):
        if not (column > 0).all():
            raise InputError("FILE", f"{name} down to {column.min():g}", "positive")
    for place in range(sizes.shape[1]):
        if len(np.unique(sizes[:, place])) < 3:
            raise InputError("FILE", f"column {place + 1}", "of three or more different sizes")


def _fitted(logs: Array, target: Array) -> tuple[Array, Array]:
    """The best of many starts, and Huber's weights at it."""
    weights = np.ones(len(target))
    theta = _best(_starts(logs, target), logs, target, weights)
    for _ in range(10):
        residual = target - predicted(theta[None], logs)[0]
        scale = max(float(np.median(np.abs(residual))) / 0.6745, 1e-12)
        weights = np.minimum(1.0, _HUBER * scale / np.maximum(np.abs(residual), 1e-300))
        theta = _best(theta[None], logs, target, weights)
    return theta, weights


def _best(starts: Array, logs: Array, target: Array, weights: Array) -> Array:
    theta, cost = solved(starts, logs, np.broadcast_to(target, (len(starts), len(target))), weights)
    return np.asarray(theta[int(np.argmin(cost))])


def _starts(logs: Array, target: Array) -> Array:
    """E as a share of the least loss, exponents from slow to fast, and the level that is then left at the mean size."""
    columns, least = logs.shape[1], float(target.min())
    rows = []
    for share, *exponents in itertools.product((0.05, 0.5, 0.9, 0.99), *[(0.1, 0.3, 0.7, 1.5)] * columns):
        left = np.log(max(np.exp(np.median(target)) - share * np.exp(least), 1e-3 * np.exp(least)) / columns)
        rows.append([np.log(share) + least, *(number for a in exponents for number in (left, a))])
    return np.array(rows)


def _bootstrap(
    theta: Array, logs: Array, fit: Array, residual: Array, weights: Array, seed: int, replicates: int
) -> Array:
    """Parameters of the replicates."""
    random = np.random.default_rng(seed)
    points, parameters = len(fit), len(theta)
    wider = _student(points - parameters) / (1 - _leverage(theta, logs, weights))
    drawn = fit + wider * residual * random.standard_normal((replicates, points))
    return solved(np.broadcast_to(theta, (replicates, parameters)), logs, drawn, weights)[0]


def _leverage(theta: Array, logs: Array, weights: Array) -> Array:
    """How far each point draws the fit to itself; a residual is too small by this share (MacKinnon and White 1985)."""
    _, jacobian = linearised(theta[None], logs, np.zeros((1, len(logs))))
    left = np.linalg.svd(jacobian[0] * np.sqrt(weights)[:, None], full_matrices=False)[0]
    return np.asarray(np.minimum((left**2).sum(axis=1), 0.9))


def _student(freedom: int) -> float:
    """How much wider Student's interval is than the normal one."""
    return float(stats.t.ppf(0.975, freedom) / stats.norm.ppf(0.975))


def _uncentred(theta: Array, centre: Array) -> Array:
    """E, A and a of the sizes themselves; the fit measures sizes from their mean."""
    found = theta.copy()
    found[:, 0] = np.exp(theta[:, 0])
    found[:, 1::2] = np.exp(theta[:, 1::2] + theta[:, 2::2] * centre)
    return found


def _percentiles(value: float, drawn: Array, confidence: float) -> Interval:
    low, high = np.quantile(drawn, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Interval(float(value), min(float(low), float(value)), max(float(high), float(value)))


def _warnings(
    logs: Array, target: Array, residual: Array, parameters: dict[str, Interval], fit: Array
) -> Iterator[str]:
    if target[logs[:, 0].argmax()] >= target[logs[:, 0].argmin()]:
        yield "the loss at the largest size is not below that at the smallest: this form falls"
    names = ("a", "b")[: logs.shape[1]]
    for name, column in zip(names, logs.T, strict=True):
        decades = float(np.ptp(column)) / np.log(10)
        if decades < 1:
            yield f"the sizes of {name} span {decades:.1f} decades: an exponent needs more than one"
        exponent = parameters[name]
        at_an_end = not 2 * LEAST_EXPONENT < exponent.value < 0.99 * LARGEST_EXPONENT
        if at_an_end or exponent.high > 5 * exponent.value:
            yield f"{name} is hardly determined by these points"
    if parameters["E"].low < 1e-3 * float(np.exp(target.min())):
        yield "E is not told apart from 0: more sizes, or larger ones, are needed to see where the curve levels off"
    trend = _trend(logs[:, 0], residual)
    if trend < 0.01 and float(np.abs(residual).max()) > 1e-6:
        yield f"the residuals are not noise (p = {trend:.1g}): the curve bends otherwise than this form"


def _trend(order: Array, residual: Array) -> float:
    """The probability that independent residuals of one law have neighbours so alike (von Neumann's ratio)."""
    sorted_residual = residual[np.argsort(order, kind="stable")]
    count = len(residual)
    spread = float((sorted_residual**2).sum())
    if spread == 0.0:
        return 1.0
    ratio = float((np.diff(sorted_residual) ** 2).sum()) / spread
    return float(stats.norm.cdf((ratio - 2) / np.sqrt(4 * (count - 2) / (count**2 - 1))))
