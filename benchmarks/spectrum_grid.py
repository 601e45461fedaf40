"""df1 and df2 at many kappas: the compressed spectrum beside the direct sum in NumPy.

    python benchmarks/spectrum_grid.py

For each beta, at d = 10^15 and for infinitely many eigenvalues with kappa >= 10^-40: the nodes that stand for them, the
certified bound of the relative error of df2, the largest error that is found against certified values, CPU time per
kappa; and at d = 10^7 the ratio to the direct sum. Then the renormalised ridge over a grid of penalties.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import time
from fractions import Fraction

import numpy as np

from lemmata.numerics import spectral_sum
from lemmata.numerics.fixed_points.kappa import kappa_power_law
from lemmata.numerics.grids.infinite_grid import InfiniteGrid
from lemmata.numerics.grids.kappa_grid import kappa_on_grid
from lemmata.numerics.grids.spectrum_grid import SpectrumGrid

Grid = SpectrumGrid | InfiniteGrid

MANY = np.logspace(-30, 0, 100_000)
SOME = 10.0 ** np.arange(-40, 1, 2)
BETAS = ("11/10", "3/2", "2", "37/10")


def seconds_per_kappa(grid: Grid) -> float:
    """CPU time of df1 and df2 together, best of three."""
    times = []
    for _ in range(3):
        start = time.process_time()
        grid.degrees_of_freedom(MANY)
        times.append(time.process_time() - start)
    return min(times) / MANY.size


def largest_error(grid: Grid) -> float:
    """Of df2 against balls."""
    u, errors = 2 * grid.beta, []
    d = grid.d if isinstance(grid, SpectrumGrid) else None
    for kappa, value in zip(SOME, grid.df2(SOME), strict=True):
        truth = spectral_sum(u, 2, grid.beta, Fraction(kappa), d, digits=25).mid
        errors.append(abs(float(Fraction(value) / truth - 1)))
    return max(errors)


def direct_seconds(beta: float, d: int) -> float:
    """One kappa by summing d terms twice."""
    start = time.process_time()
    shrinkage = 1 / (1 + 1e-8 * np.arange(1.0, d + 1) ** beta)
    shrinkage.sum()
    (shrinkage**2).sum()
    return time.process_time() - start


def roots(beta: str) -> tuple[float, float]:
    """Seconds per root for 20,000 penalties at T = 1000, infinite d, and the ratio to certified roots of 15 digits."""
    penalties = np.logspace(-12, 0, 20_000)
    start = time.process_time()
    kappa_on_grid(beta, 1000.0, penalties)
    ours = (time.process_time() - start) / penalties.size
    few = [Fraction(penalty) for penalty in penalties[::400]]
    start = time.process_time()
    for penalty in few:
        kappa_power_law(beta, 1000, penalty, digits=15)
    return ours, (time.process_time() - start) / len(few) / ours


def row(name: str, beta: str, grid: Grid) -> str:
    return (
        f"{beta:<8}{name:<7}{grid.nodes:<8}{grid.bound(2 * grid.beta, 2):<10.2g}{largest_error(grid):<10.2g}"
        f"{1e6 * seconds_per_kappa(grid):<15.2f}"
    )


def main() -> None:
    """Print two lines per beta, then the roots."""
    print("beta    d      nodes   bound     found     us per kappa   direct at d = 10^7 / ours")
    for beta in BETAS:
        narrow = SpectrumGrid(beta, 10**7)
        ratio = direct_seconds(float(Fraction(beta)), 10**7) / seconds_per_kappa(narrow)
        print(row("1e15", beta, SpectrumGrid(beta, 10**15)) + f"{ratio:,.0f}")
        print(row("oo", beta, InfiniteGrid(beta, 1e-40)))
    print("\nbeta    us per root   certified root, one by one / ours")
    for beta in BETAS:
        ours, ratio = roots(beta)
        print(f"{beta:<8}{1e6 * ours:<14.1f}{ratio:.0f}")


if __name__ == "__main__":
    main()
