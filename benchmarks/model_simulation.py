"""A draw of any model, beside a loop that one writes by hand in NumPy: processor time a draw, side by side in one run.

    python benchmarks/model_simulation.py

Nothing is integrated: both sides draw the same letters and evaluate the same error. The loops are plain: fresh normal
numbers, ``solve`` or ``lstsq``, one draw after the other. The two means are compared as well.
"""

from __future__ import annotations

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
# ruff: noqa: E402  (the libraries read these when they are loaded)

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from lemmata.theory.models import shipped_model
from lemmata.theory.models.drawing import Draws
from lemmata.theory.models.point import point_of
from lemmata.theory.spectra.spectra import PowerLaw

SECONDS = 1.0
ETA, RIDGE, NOISE = 0.5, 0.1, 0.5
Rng = np.random.Generator


def drawn(rng: Rng, T: int, roots: Any, w0: Any) -> tuple[Any, Any]:
    """A design and its labels."""
    X = rng.standard_normal((T, len(roots))) * roots
    return X, X @ w0 + NOISE * rng.standard_normal(T)


def solved(X: Any, Y: Any) -> Any:
    """Ridge regression."""
    T, d = X.shape
    return np.linalg.solve(X.T @ X / T + RIDGE * np.eye(d), X.T @ Y / T)


def ridge(rng: Rng, roots: Any, w0: Any, T: int) -> Any:
    return solved(*drawn(rng, T, roots, w0)) - w0


def least_squares(rng: Rng, roots: Any, w0: Any, T: int) -> Any:
    return np.linalg.lstsq(*drawn(rng, T, roots, w0), rcond=None)[0] - w0


def kernel_ridge(rng: Rng, roots: Any, w0: Any, T: int) -> Any:
    X, Y = drawn(rng, T, roots, w0)
    return X.T @ np.linalg.solve(X @ X.T / T + RIDGE * np.eye(T), Y) / T - w0


def random_features(rng: Rng, roots: Any, w0: Any, T: int) -> Any:
    X, Y = drawn(rng, T, roots, w0)
    F = rng.standard_normal((len(w0), len(w0) // 2)) / np.sqrt(len(w0) // 2)
    return F @ solved(X @ F, Y) - w0


def mixture(rng: Rng, roots: Any, w0: Any, T: int) -> Any:
    X1, Y1 = drawn(rng, T // 2, roots, w0)
    shifted = w0 + rng.standard_normal(len(w0)) / np.sqrt(len(w0))
    X2, Y2 = drawn(rng, T // 2, roots, shifted)
    return solved(np.vstack([X1, X2]), np.concatenate([Y1, Y2])) - w0


def ensemble(rng: Rng, roots: Any, w0: Any, T: int) -> Any:
    return np.mean([solved(*drawn(rng, T, roots, w0)) for _ in range(3)], axis=0) - w0


def early_stopping(rng: Rng, roots: Any, w0: Any, T: int) -> Any:
    X, Y = drawn(rng, T, roots, w0)
    w = np.zeros(len(w0))
    for _ in range(10):
        w = w + ETA * X.T @ (Y - X @ w) / T
    return w - w0


def chain(rng: Rng, roots: Any, w0: Any, T: int) -> Any:
    w = w0
    for _ in range(2):
        X, Y = drawn(rng, T, roots, w)
        w = np.linalg.lstsq(X, Y, rcond=None)[0]
    return solved(*drawn(rng, T, roots, w)) - w0


LOOPS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "ridge": (ridge, {"ridge": "1/10"}),
    "least-squares": (least_squares, {}),
    "kernel-ridge": (kernel_ridge, {"ridge": "1/10"}),
    "random-features": (random_features, {"ridge": "1/10"}),
    "mixture": (mixture, {"ridge": "1/10", "delta2": 1, "sigma0_2": "1/4"}),
    "ensemble": (ensemble, {"ridge": "1/10", "m": 3}),
    "early-stopping": (early_stopping, {"eta": "1/2", "steps": 10}),
    "chain": (chain, {"ridge": "1/10", "n": 2, "sigma0_2": "1/4"}),
}


def measured(draw: Callable[[int], Any], batch: int) -> tuple[float, Any]:
    """Processor seconds a draw, and the draws."""
    draw(2)
    found, start = [], time.process_time()
    while time.process_time() - start < SECONDS:
        found.append(draw(batch))
    values = np.concatenate(found)
    return (time.process_time() - start) / len(values), values


def compared(name: str, d: int, T: int) -> float:
    """Both, printed; the ratio."""
    loop, own = LOOPS[name]
    spectrum = PowerLaw(1, r="1/2", d=d)
    sizes = {"n1": T // 2, "n2": T // 2, "m": d // 2, "T": T, "T0": T, **own}
    model = shipped_model(name)
    options = {p.option: sizes[p.option] for p in model.parameters if p.option in sizes} | {"sigma2": "1/4"}
    draws = Draws.of(model.named("risk"), point_of(model, spectrum, options), "nothing")
    roots = np.sqrt([float(value) for value in spectrum.eigenvalues])
    w0 = np.sqrt([float(value) for value in spectrum.squared_weights])

    def by_hand(count: int) -> Any:
        return np.array([((loop(rng, roots, w0, T) * roots) ** 2).sum() for _ in range(count)])

    rng = np.random.default_rng(0)
    hand, theirs = measured(by_hand, 10)
    ours, values = measured(lambda count: draws.sample(rng, count)[:, 0], draws.batch)
    spread = np.hypot(theirs.std() / len(theirs) ** 0.5, values.std() / len(values) ** 0.5)
    off = (values.mean() - theirs.mean()) / spread
    print(f"{name:<16} d={d:<4} T={T:<5} by hand {1e3 * hand:8.3f} ms   model {1e3 * ours:8.3f} ms"
          f"   ratio {ours / hand:5.2f}   means differ by {off:+.1f} s.e.", flush=True)  # fmt: skip
    return ours / hand


def main() -> None:
    ratios = [compared(name, d, T) for d, T in ((10, 30), (50, 100), (200, 400)) for name in LOOPS]
    print(f"largest ratio {max(ratios):.2f}")


if __name__ == "__main__":
    main()
