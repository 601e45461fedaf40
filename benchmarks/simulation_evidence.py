"""What simulations promise, checked by running them: coverage, exact laws, the power to refute, memory.

    python benchmarks/simulation_evidence.py            # some ten minutes
    python benchmarks/simulation_evidence.py --quick    # a tenth of the runs, about a minute

Coverage: of 2,000 seeded runs no more may miss than a binomial law with the stated confidence exceeds with probability
1e-6. Exact laws: means of many replicates against closed forms, relative and in standard errors (at most 5). Times are
of one thread. Exit status 1 when something does not hold; seeds are fixed, so that a second run says the same.
"""

from __future__ import annotations

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
# ruff: noqa: E402  (the libraries read these when they are loaded)

import argparse
import sys
import time
import tracemalloc
from typing import Any

import numpy as np
from scipy import stats

from lemmata.numerics.simulation import Setting
from lemmata.numerics.simulation.conditional import Conditional, rows_when_folded
from lemmata.numerics.simulation.estimators import choose
from lemmata.numerics.simulation.until_precise import batches, run
from lemmata.numerics.statistics import decide
from lemmata.theory import Chain, Isotropic, exact_risk
from lemmata.theory.models.simulation import setting_of

CONFIDENCE = 0.9


def power_law(d: int, T: int, n: int = 0, T0: int = 0, **changes: Any) -> Setting:
    eigenvalues = np.arange(1.0, d + 1) ** -1.5
    return Setting(eigenvalues, np.ones(d), T, sigma2=0.5, T0=(T0,) * n, sigma0_2=(0.2,) * n, **changes)


def least_squares(d: int, T: int, n: int = 0, T0: int = 0) -> float:
    """The exact risk for T, T0 >= d + 2, for any spectrum."""
    return 0.5 * d / (T - d - 1) + (n * 0.2 * d / (T0 - d - 1) if n else 0.0)


def thin(ridge: str, n: int) -> tuple[Setting, float]:
    """A chain with T, T0 < d on isotropic inputs, whose exact risk rests on a one-point function."""
    chain = Chain(Isotropic(d=160), T=100, ridge=ridge, sigma2="1/2", n=n, T0=80, sigma0_2="1/5")
    return setting_of(chain), float(exact_risk(chain).total.mid)


def accumulating(d: int, T0: int, n: int) -> tuple[Setting, float]:
    """Data kept from generation to generation, and the exact risk without downstream noise."""
    chain = Setting(np.ones(d), np.ones(d), 60, T0=(T0,) * n, sigma0_2=(1.0,) * n, protocol="accumulate")
    return chain, d * sum(1 / (i * (i * T0 - d - 1)) for i in range(1, n + 1))


def ridge_chain() -> tuple[Setting, float]:
    """Isotropic ridge regression, whose exact risk is a one-point function."""
    chain = Chain(Isotropic(d=3), T=12, ridge="1/5", sigma2="1/2")
    return setting_of(chain), float(exact_risk(chain).total.mid)


def coverage(runs: int) -> bool:
    ridge, ridge_risk = ridge_chain()
    cases: list[tuple[str, Setting, float, dict[str, Any]]] = [
        ("spectra", ridge, ridge_risk, {}),
        ("all bounded", ridge, ridge_risk, {"guarantee": "finite-sample", "relative_error": 0.3}),
        ("designs drawn", power_law(3, 40), least_squares(3, 40), {"integrate": "noise"}),
        ("naive", power_law(3, 40), least_squares(3, 40), {"integrate": "nothing", "relative_error": 0.1}),
        ("accumulating", *accumulating(3, 20, 2), {}),
    ]
    held = True
    for name, setting, truth, options in cases:
        asked = {"relative_error": 0.05} | options
        missed = sum(
            run(setting, confidence=CONFIDENCE, seed=seed, **asked).interval.distance(truth) > 0 for seed in range(runs)
        )
        allowed = int(stats.binom.isf(1e-6, runs, 1 - CONFIDENCE))
        held &= missed <= allowed
        print(
            f"coverage   {name:14s} {missed:4d} of {runs} intervals of {CONFIDENCE:.0%} miss (at most {allowed})",
            flush=True,
        )
    return held


def exact_laws(most: int) -> bool:
    cases = [
        ("T >= d, n = 0", power_law(300, 1000, closed_forms=False), least_squares(300, 1000), most),
        ("T >= d, n = 5", power_law(300, 1000, 5, 900, closed_forms=False), least_squares(300, 1000, 5, 900), most),
        ("T < d, n = 1", *thin("1/5", 1), 10 * most),
        ("T < d, n = 5, folded", *thin("1", 5), 10 * most),
        ("accumulating", *accumulating(20, 100, 3), 30 * most),
    ]
    held = True
    assert rows_when_folded(cases[3][1]) is not None
    for name, setting, truth, replicates in cases:
        draws = Conditional(setting).sample(np.random.default_rng(0), replicates).sum(axis=1)
        error = draws.std(ddof=1) / replicates**0.5
        off = (draws.mean() - truth) / error
        held &= abs(off) < 5
        print(
            f"exact law  {name:20s} {draws.mean():.6f} against {truth:.6f}: {draws.mean() / truth - 1:+.4%}, {off:+.1f}"
            f" standard errors of {error / truth:.4%}",
            flush=True,
        )
    return held


def refutation() -> bool:
    held = True
    for n in (0, 5):
        setting, truth = power_law(300, 1000, n, 900), least_squares(300, 1000, n, 900)
        start = time.process_time()
        estimator = choose(setting, "noise", 1e-2, np.random.default_rng(0))
        stream = (batch.sum(axis=1) for batch in batches(estimator, seed=3))
        found = decide(stream, value=1.01 * truth, alpha=1e-9, resolution=truth / 1000, max_samples=2000)
        seconds = time.process_time() - start
        held &= found.outcome == "refuted" and seconds < 10
        print(
            f"refutation (300, 1000), n = {n}: a formula wrong by 1 % is {found.outcome} in {seconds:.1f} s of CPU",
            flush=True,
        )
    return held


def memory(d: int, T: int) -> bool:
    tracemalloc.start()
    for integrate in ("all", "noise"):
        choose(power_law(d, T, 1, T, ridge=1e-3), integrate, 0.1, np.random.default_rng(0)).sample(
            np.random.default_rng(0), 1
        )
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(f"memory     ({d}, {T}): at most {peak / 1e6:.0f} MB, {peak / (8 * d * d):.1f} d x d arrays; T x d is"
          f" {8 * T * d / 1e6:.0f} MB")  # fmt: skip
    return peak < 8 * T * d


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a tenth of the runs")
    quick = parser.parse_args().quick
    held = [memory(500, 20_000), refutation(), exact_laws(300 if quick else 3000), coverage(200 if quick else 2000)]
    sys.exit(0 if all(held) else 1)


if __name__ == "__main__":
    main()
