"""Exact risk of ridge regression at finite size, next to plain simulation, and the ladder to the limit.

    python benchmarks/exact_laws.py

First table: the time of 30 certified digits (median of fresh computations) beside the time that plain simulation with
NumPy (fresh X, solve) would need for a standard error of 0.1 %, extrapolated from 50 replicates with their spread;
for the largest sizes that is left out.
Second table: how many digits of the deterministic equivalent come out when exact risks at d = 8, 16, .., 128 (phi and
ridge fixed) are extrapolated to 1/d = 0 by a polynomial.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import time
from fractions import Fraction
from math import log10
from statistics import median
from typing import Any

import numpy as np

from lemmata.numerics.wishart import one_point
from lemmata.theory import Chain, Isotropic, equivalent_risk, exact_risk

SEED = 0
REPLICATES = 50
SIZES = [(8, 12), (12, 12), (50, 100), (100, 100), (200, 150), (200, 200), (200, 400)]
LARGE = [(1000, 1000), (10_000, 10_000), (100_000, 100_000)]


def chain_of(d: int, T: int) -> Chain:
    """Two generations and a ridge fit; unit signal, noise variances 1/4 and 1/10."""
    return Chain(Isotropic(d, 1), T=T, ridge="3/10", sigma2="1/4", n=2, T0=2 * d, sigma0_2="1/10")


def exact_seconds(d: int, T: int) -> float:
    """Median over three computations from scratch."""
    times = []
    for _ in range(3):
        one_point._powers.cache_clear()
        start = time.process_time()
        exact_risk(chain_of(d, T), digits=30)
        times.append(time.process_time() - start)
    return median(times)


def simulation_seconds(d: int, T: int) -> float:
    """Cost of a replicate times the replicates for 0.1 %, (cv/10^-3)^2."""
    rng, risks = np.random.default_rng(SEED), []
    start = time.process_time()
    for _ in range(REPLICATES):
        truth = rng.standard_normal(d)
        truth /= np.linalg.norm(truth)
        w: Any = truth
        for _ in range(2):
            X = rng.standard_normal((2 * d, d))
            w = np.linalg.lstsq(X, X @ w + rng.normal(0, 0.1**0.5, 2 * d), rcond=None)[0]
        X = rng.standard_normal((T, d))
        labels = X @ w + rng.normal(0, 0.5, T)
        fitted = np.linalg.solve(X.T @ X + 0.3 * T * np.eye(d), X.T @ labels)
        risks.append(float((fitted - truth) @ (fitted - truth)))
    seconds = (time.process_time() - start) / REPLICATES
    return seconds * float(np.std(risks) / np.mean(risks) / 1e-3) ** 2


def digits_of_the_limit(phi: Fraction) -> float:
    """-log10 of the relative error of the extrapolated risk."""
    sizes = [8 * k for k in range(1, 17)]
    column = [exact_risk(chain_of(d, int(d / phi)), digits=60).bias.mid for d in sizes]
    points = [Fraction(1, d) for d in sizes]
    for power in range(1, len(sizes)):
        column = [
            (points[i] * column[i + 1] - points[i + power] * column[i]) / (points[i] - points[i + power])
            for i in range(len(column) - 1)
        ]
    limit = equivalent_risk(chain_of(1000, int(1000 / phi)), digits=40).bias.mid
    return -log10(abs(column[0] / limit - 1))


def main() -> None:
    """Print both tables."""
    print(f"{'d':>7}{'T':>7}  {'30 exact digits':>16}  {'0.1 % by NumPy':>15}  ratio   (seed {SEED})")
    for d, T in SIZES:
        ours, theirs = exact_seconds(d, T), simulation_seconds(d, T)
        print(f"{d:>7}{T:>7}  {1e3 * ours:>13.1f} ms  {theirs:>13.1f} s  {theirs / ours:,.0f}")
    for d, T in LARGE:
        print(f"{d:>7}{T:>7}  {1e3 * exact_seconds(d, T):>13.1f} ms")
    print("\nphi    digits of the deterministic equivalent of the bias from exact values at d = 8 .. 128")
    for phi in (Fraction(1, 2), Fraction(1), Fraction(2)):
        print(f"{phi!s:<7}{digits_of_the_limit(phi):.1f}")


if __name__ == "__main__":
    main()
