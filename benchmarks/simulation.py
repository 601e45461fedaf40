"""CPU time to a relative standard error of 0.1 percent: ours, naive NumPy, scikit-learn, side by side.

    python benchmarks/simulation.py            # all sizes, some ten minutes
    python benchmarks/simulation.py --quick    # the small sizes, under a minute

The chain: lambda_k = k^-1.5, w0 ~ N(0, I), ridge 1e-3, sigma = sigma0 = 0.3, T0 = T. The estimand is the mean of the
excess error over everything that is random. The naive columns draw fresh inputs and labels and fit by
``numpy.linalg.pinv`` and ``solve``, or by scikit-learn's ``LinearRegression`` (generations) and ``Ridge`` (downstream).
Everything runs on one thread, so that CPU time is work.

Time to 0.1 percent is the cost of a replicate times (cv / 0.001)^2, cv the standard deviation over the mean; the
naive figures are such extrapolations. We charge ourselves at least 10 replicates, and the pilot run.
"""

from __future__ import annotations

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
# ruff: noqa: E402  (the libraries read these when they are loaded)

import argparse
import time
from collections.abc import Callable

import numpy as np
from sklearn.linear_model import LinearRegression, Ridge

from lemmata.numerics.simulation import Setting
from lemmata.numerics.simulation.estimators import choose
from lemmata.numerics.simulation.isotropic import resolvent_traces
from lemmata.numerics.simulation.naive import naive_risks, target
from lemmata.numerics.simulation.resolvent import PILOT, Resolvent

TARGET = 1e-3
FEWEST = 10
SIZES = [(50, 100), (300, 1000), (1000, 4000), (1000, 300)]
GENERATIONS = [0, 1, 5]


def setting(d: int, T: int, n: int) -> Setting:
    return Setting(np.arange(1.0, d + 1) ** -1.5, np.ones(d), T, 1e-3, 0.09, (T,) * n, (0.09,) * n, random_target=True)


def sklearn_risk(s: Setting, rng: np.random.Generator) -> float:
    w = w0 = target(s, rng)
    for rows, variance in zip(s.T0, s.sigma0_2, strict=True):
        X = s.design(rng, rows)
        Y = X @ w + np.sqrt(variance) * rng.standard_normal(rows)
        w = LinearRegression(fit_intercept=False, copy_X=False).fit(X, Y).coef_
    X = s.design(rng, s.T)
    Y = X @ w + np.sqrt(s.sigma2) * rng.standard_normal(s.T)
    error = Ridge(alpha=s.ridge * s.T, fit_intercept=False, copy_X=False).fit(X, Y).coef_ - w0
    return float(error @ (s.eigenvalues * error))


def measure(draw: Callable[[int], np.ndarray], seconds: float, fewest: int, most: int) -> tuple[float, np.ndarray]:
    """CPU seconds a replicate, and the replicates drawn within about so many seconds."""
    draw(1)
    start = time.process_time()
    draw(2)
    once = (time.process_time() - start) / 2
    count = int(np.clip(seconds / once, fewest, most))
    start = time.process_time()
    values = draw(count)
    return (time.process_time() - start) / count, values


def to_target(cost: float, cv: float, fewest: int, pilot: int = 0) -> float:
    return cost * (max((cv / TARGET) ** 2, fewest) + pilot)


def cell(d: int, T: int, n: int, seconds: float) -> None:
    s = setting(d, T, n)
    rng = np.random.default_rng(0)
    numpy_cost, naive = measure(lambda count: naive_risks(s, rng, count), seconds, 8, 4000)
    sklearn_cost, other = measure(
        lambda count: np.array([sklearn_risk(s, rng) for _ in range(count)]), seconds / 2, 4, 2000
    )
    naive_cv = np.concatenate([naive, other]).std() / naive.mean()
    ours = choose(s, "all", TARGET, rng)
    pilot = PILOT if isinstance(ours, Resolvent) and ours.coefficients is not None else 0
    our_cost, values = measure(lambda count: ours.sample(rng, count).sum(axis=1), seconds / 2, 20, 1000)
    cv = values.std() / values.mean()
    difference = (naive.mean() - values.mean()) / np.hypot(
        naive.std() / len(naive) ** 0.5, values.std() / len(values) ** 0.5
    )
    np_time, sk_time = (to_target(cost, naive_cv, 0) for cost in (numpy_cost, sklearn_cost))
    our_time = to_target(our_cost, cv, FEWEST, pilot)
    print(
        f"{d:5d},{T:<5d} n={n}  cv% {100 * naive_cv:5.1f} /{100 * cv:6.3f}   ms a replicate {1e3 * numpy_cost:8.2f}"
        f" {1e3 * sklearn_cost:8.2f} {1e3 * our_cost:7.2f}   s to 0.1% {np_time:8.0f} {sk_time:8.0f} {our_time:7.3f}"
        f"   ratio {np_time / our_time:8.0f} {sk_time / our_time:8.0f}   means differ by {difference:+.1f} s.e."
        f" ({len(naive)} naive)",
        flush=True,
    )


def spectral(d: int, T: int) -> None:
    """The mean of tr (W + T)^-1, by eigenvalues of dense matrices and by bidiagonal recurrences."""
    rng = np.random.default_rng(0)

    def dense(count: int) -> np.ndarray:
        found = []
        for _ in range(count):
            X = rng.standard_normal((T, d))
            found.append((1 / (np.linalg.eigvalsh(X.T @ X) + T)).sum())
        return np.array(found)

    def bidiagonal(count: int) -> np.ndarray:
        return resolvent_traces(rng, 500 * count, d, T, float(T))[0]

    dense_cost, naive = measure(dense, 6.0, 10, 400)
    our_cost, values = measure(bidiagonal, 1.0, 1, 20)
    gain = (naive.std() / naive.mean() / (values.std() / values.mean())) ** 2
    ratio = 500 * dense_cost / our_cost
    print(
        f"isotropic traces {d},{T}: a draw {1e3 * dense_cost:.1f} ms dense, {2 * our_cost:.4f} ms bidiagonal, ratio"
        f" {ratio:.0f}; to equal standard error {ratio * gain:.0f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="the small sizes only")
    quick = parser.parse_args().quick
    print("                 naive / ours                   NumPy  scikit     ours           NumPy   scikit    ours"
          "              NumPy   scikit")  # fmt: skip
    for d, T in SIZES[:2] if quick else SIZES:
        for n in GENERATIONS:
            cell(d, T, n, seconds=3.0 if quick else 12.0)
    for d, T in SIZES[1:2] if quick else SIZES[1:3]:
        spectral(d, T)


if __name__ == "__main__":
    main()
