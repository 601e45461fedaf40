"""df1 and df2 at many kappas: the compressed spectrum beside the direct sum in NumPy.

    python benchmarks/spectrum_grid.py

For each beta: nodes that stand for d = 10^15 eigenvalues, the certified bound of the relative error of df2, the largest
error that is found against certified values, CPU time per kappa; and at d = 10^7 the ratio to the direct sum.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import time
from fractions import Fraction

import numpy as np

from numerics import spectral_sum
from numerics.spectrum_grid import SpectrumGrid

MANY = np.logspace(-30, 0, 100_000)
SOME = 10.0 ** np.arange(-40, 1, 2)


def seconds_per_kappa(grid: SpectrumGrid) -> float:
    """CPU time of df1 and df2 together, best of three."""
    times = []
    for _ in range(3):
        start = time.process_time()
        grid.degrees_of_freedom(MANY)
        times.append(time.process_time() - start)
    return min(times) / MANY.size


def largest_error(grid: SpectrumGrid) -> float:
    """Of df2 against balls."""
    u, errors = 2 * grid.beta, []
    for kappa, value in zip(SOME, grid.df2(SOME), strict=True):
        truth = spectral_sum(u, 2, grid.beta, Fraction(kappa), grid.d, digits=25).mid
        errors.append(abs(float(Fraction(value) / truth - 1)))
    return max(errors)


def direct_seconds(beta: float, d: int) -> float:
    """One kappa by summing d terms twice."""
    start = time.process_time()
    shrinkage = 1 / (1 + 1e-8 * np.arange(1.0, d + 1) ** beta)
    shrinkage.sum()
    (shrinkage**2).sum()
    return time.process_time() - start


def main() -> None:
    """Print one line per beta."""
    print("beta   nodes   bound     found     us per kappa   direct at d = 10^7 / ours")
    for beta in ("11/10", "3/2", "2", "37/10"):
        wide, narrow = SpectrumGrid(beta, 10**15), SpectrumGrid(beta, 10**7)
        ratio = direct_seconds(float(Fraction(beta)), 10**7) / seconds_per_kappa(narrow)
        print(
            f"{beta:<7}{wide.nodes:<8}{wide.bound(2 * wide.beta, 2):<10.2g}{largest_error(wide):<10.2g}"
            f"{1e6 * seconds_per_kappa(wide):<15.2f}{ratio:,.0f}"
        )


if __name__ == "__main__":
    main()
