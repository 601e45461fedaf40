r"""Capacity and source exponents from measured eigenvalues and coefficients.

With lambda_k ~ C k^-beta and lambda_k c_k^2 ~ B k^-(1 + 2 beta r), both exponents are slopes against log k. The weights
k^(-1/2) stand between those by which each k, and each octave, counts alike. Eigenvalues are compared on the log scale;
the second quantity scatters over orders of magnitude, and its mean is fitted by the quasi-likelihood equations of a
log link (McCullagh and Nelder 1989, chapter 9), which need no law of the scatter. Neighbours are not independent: the
errors are those of clusters in log k, each left out in turn (the jackknife, Efron 1982), with Student's quantiles.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from lemmata.numerics.errors import InputError
from lemmata.numerics.fits.interval import Interval

_FEWEST = 8
_CLUSTERS = 20
_DECADES = 1.5
_ODD = 0.003
"""A curvature that would arise so rarely by chance is reported."""

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class SpectrumFit:
    """Fitted exponents with their intervals, the window of k that was used, and what speaks against a power law.

    Attributes:
        beta: capacity, lambda_k ~ k^-beta.
        r: source, lambda_k c_k^2 ~ k^-(1 + 2 beta r); None without coefficients.
        window: first and last k that were used.
        count: how many positive eigenvalues there are.
        zeros: how many eigenvalues are zero; they are left out.
        local: slopes of the first and the last third of the window.
        warnings: sentences.
        confidence: of the intervals.
    """

    beta: Interval
    r: Interval | None
    window: tuple[int, int]
    count: int
    zeros: int
    local: tuple[float, float]
    warnings: tuple[str, ...]
    confidence: float


def fit_spectrum(
    eigenvalues: Vector,
    coefficients: Vector | None = None,
    *,
    first: int | None = None,
    last: int | None = None,
    confidence: float = 0.95,
) -> SpectrumFit:
    """Fit beta, and with coefficients c_k of w0 in the eigenbasis r, in a window of k.

    Without a window the head (k below three) and what bends away at the end are left out.

    >>> k = np.arange(1.0, 1001.0)
    >>> found = fit_spectrum(k**-2.0, k**-0.5)
    >>> round(found.beta.value, 6), round(found.r.value, 6)  # lambda c^2 = k^-3 = k^-(1 + 2 beta r)
    (2.0, 0.5)
    """
    order = np.argsort(-eigenvalues, kind="stable")
    values = eigenvalues[order]
    if values[-1] < 0:
        raise InputError("FILE", f"{values[-1]:g}", "eigenvalues that are not negative")
    positive = int((values > 0).sum())
    if positive < _FEWEST:
        raise InputError("FILE", f"{positive} positive eigenvalues", f"at least {_FEWEST} of them")
    values = values[:positive]
    low, high = _window(values, first, last)
    k = np.arange(low, high + 1, dtype=np.float64)
    x, weight = np.log(k), 1 / np.sqrt(k)
    clusters = np.minimum((_CLUSTERS * (x - x[0]) / (x[-1] - x[0])).astype(int), _CLUSTERS - 1)
    y = np.log(values[low - 1 : high])
    line = _Fit(x, weight, clusters, y)
    beta = line.interval(np.array([0.0, -1.0]), confidence)
    r = None
    if coefficients is not None:
        power = (values * coefficients[order][:positive] ** 2)[low - 1 : high]
        if not power.any():
            raise InputError("FILE", "coefficients", "not all zero")
        r = _source(_Fit(x, weight, clusters, power, link=True), line, confidence)
    third = (x[-1] - x[0]) / 3
    head, tail = x <= x[0] + third, x >= x[-1] - third
    local = (-_slope(x[head], y[head], weight[head]), -_slope(x[tail], y[tail], weight[tail]))
    warnings = tuple(_warnings(line, x, y, weight, clusters, local, (low, high), positive, beta))
    return SpectrumFit(beta, r, (low, high), positive, len(eigenvalues) - positive, local, warnings, confidence)


class _Fit:
    """A weighted fit of a + b log k, its scores by cluster and the inverse of its information."""

    def __init__(self, x: Vector, weight: Vector, clusters: NDArray[np.int_], y: Vector, link: bool = False) -> None:
        design = np.stack([np.ones_like(x), x], axis=1)
        self.theta, residual = (_quasi if link else _least_squares)(design, y, weight)
        scores = design * (weight * residual)[:, None]
        self.clusters = np.unique(clusters)
        self.scores = np.array([scores[clusters == one].sum(axis=0) for one in self.clusters])
        parts = [_information(design[clusters == one], weight[clusters == one]) for one in self.clusters]
        whole = _information(design, weight)
        self.influence = np.array([np.linalg.solve(whole - a, b) for a, b in zip(parts, self.scores, strict=True)])
        """What each cluster adds to the estimate: how that changes when the cluster is left out (a jackknife)."""
        meats = [_information(design[clusters == one], weight[clusters == one] ** 2) for one in self.clusters]
        ends = [np.linalg.solve(whole - a, np.array([0.0, 1.0])) for a in parts]
        shares = np.array([end @ meat @ end for end, meat in zip(ends, meats, strict=True)])
        self.freedom = max(float(shares.sum() ** 2 / (shares**2).sum()) - 1, 1.0)
        """How many clusters decide about the slope (Satterthwaite 1946)."""

    def interval(self, gradient: Vector, confidence: float) -> Interval:
        """Of a linear function of the parameters."""
        value = float(gradient @ self.theta)
        return _interval(value, self.influence @ gradient, self.freedom, confidence)


def _interval(value: float, parts: Vector, freedom: float, confidence: float) -> Interval:
    """A sum of independent parts, with Student's quantile."""
    count = len(parts)
    error = float(np.sqrt((parts**2).sum() * (count - 1) / count))
    wide = float(stats.t.ppf((1 + confidence) / 2, freedom)) * error
    return Interval(value, value - wide, value + wide)


def _source(power: _Fit, line: _Fit, confidence: float) -> Interval:
    """r = (a - 1)/(2 beta) with a the exponent of lambda_k c_k^2, its error by the gradient."""
    beta, a = -line.theta[1], -power.theta[1]
    parts = -power.influence[:, 1] / (2 * beta) + line.influence[:, 1] * (a - 1) / (2 * beta**2)
    return _interval(float((a - 1) / (2 * beta)), parts, power.freedom, confidence)


def _least_squares(design: NDArray[np.float64], y: Vector, weight: Vector) -> tuple[Vector, Vector]:
    root = np.sqrt(weight)
    theta = np.asarray(np.linalg.lstsq(design * root[:, None], y * root, rcond=None)[0], dtype=np.float64)
    return theta, np.asarray(y - design @ theta, dtype=np.float64)


def _quasi(design: NDArray[np.float64], y: Vector, weight: Vector) -> tuple[Vector, Vector]:
    """The solution of sum weight (y/mu - 1) (1, log k) = 0 with mu = exp(a + b log k)."""
    scale = y.max()
    theta, _ = _least_squares(design, np.log(np.maximum(y / scale, 1e-12)), weight)
    theta[0] += np.log(np.average(y / scale / np.exp(design @ theta), weights=weight))
    information = _information(design, weight)
    for _ in range(200):
        residual = y / scale * np.exp(-(design @ theta)) - 1
        step = np.linalg.solve(information, design.T @ (weight * residual))
        theta = theta + step * min(1.0, 0.5 / max(float(np.abs(step).max()), 1e-300))
        if np.abs(step).max() < 1e-12:
            break
    residual = y / scale * np.exp(-(design @ theta)) - 1
    theta[0] += np.log(scale)
    return theta, residual


def _information(design: NDArray[np.float64], weight: Vector) -> NDArray[np.float64]:
    return np.asarray((design * weight[:, None]).T @ design)


def _slope(x: Vector, y: Vector, weight: Vector) -> float:
    design = np.stack([np.ones_like(x), x], axis=1)
    return float(_least_squares(design, y, weight)[0][1]) if len(x) > 1 else float("nan")


def _window(values: Vector, first: int | None, last: int | None) -> tuple[int, int]:
    """The window of k: as given, or without the head and without a cut-off at the end."""
    count = len(values)
    low = first if first is not None else (3 if count >= 4 * _FEWEST else 1)
    high = last if last is not None else _before_the_cut_off(values, low)
    if not 1 <= low < high <= count or high - low + 1 < _FEWEST:
        raise InputError("window", f"{low}..{high}", f"{_FEWEST} or more of the {count} positive eigenvalues")
    return low, high


def _before_the_cut_off(values: Vector, low: int) -> int:
    """The last k that is in line with the middle of the range: finite samples bend the end of a spectrum down."""
    count = len(values)
    k = np.arange(1, count + 1, dtype=np.float64)
    x, y = np.log(k), np.log(values)
    middle = (k >= max(low, count**0.25)) & (k <= count**0.75)
    if middle.sum() < _FEWEST:
        return count
    slope = _slope(x[middle], y[middle], 1 / k[middle])
    level = float(np.average(y[middle] - slope * x[middle], weights=1 / k[middle]))
    residual = y - level - slope * x
    scatter = max(4 * float(np.sqrt(np.average(residual[middle] ** 2, weights=1 / k[middle]))), 0.25)
    smooth = np.convolve(residual, np.ones(5) / 5, mode="same")  # one point does not end the range
    smooth[-2:] = residual[-3:].mean() if count > 3 else residual[-2:]
    beyond = np.flatnonzero((np.abs(smooth) > scatter) & (k > count**0.75))
    return int(beyond[0]) if len(beyond) else count


def _warnings(
    line: _Fit, x: Vector, y: Vector, weight: Vector, clusters: NDArray[np.int_], local: tuple[float, float],
    window: tuple[int, int], count: int, beta: Interval,
) -> Iterator[str]:  # fmt: skip
    low, high = window
    decades = np.log10(high / low)
    if decades < _DECADES:
        yield f"the window k = {low}..{high} spans {decades:.2f} decades; below {_DECADES} a power law is hard to tell"
    if high < 0.9 * count:
        yield f"the eigenvalues bend away from the line after k = {high} of {count} (a finite-size cut-off?)"
    curved = _curvature(line, x, y, weight, clusters)
    if curved < _ODD and abs(local[1] - local[0]) > 0.05 * abs(beta.value):
        yield (
            f"no pure power law: the local exponent goes from {local[0]:.3g} to {local[1]:.3g} over the window "
            f"(p = {curved:.1g} for a straight line); the interval is that of the best line only"
        )
    if beta.low <= 1:
        yield "beta is not clearly above 1: in infinite dimension the trace would be infinite"


def _curvature(line: _Fit, x: Vector, y: Vector, weight: Vector, clusters: NDArray[np.int_]) -> float:
    """The probability that a straight line would look so curved: a quadratic term, its error by clusters."""
    centred = x - np.average(x, weights=weight)
    design = np.stack([np.ones_like(x), centred, centred**2], axis=1)
    theta, residual = _least_squares(design, y, weight)
    if np.abs(residual).max() < 1e-9 and abs(theta[2]) < 1e-9:
        return 1.0
    scores = design * (weight * residual)[:, None]
    bread = np.linalg.inv(_information(design, weight))
    parts = np.array([scores[clusters == one].sum(axis=0) for one in line.clusters]) @ bread[:, 2]
    count = len(parts)
    error = float(np.sqrt((parts**2).sum() * count / max(count - 3, 1)))
    return float(2 * stats.t.sf(abs(theta[2]) / max(error, 1e-300), max(count - 3, 1)))
