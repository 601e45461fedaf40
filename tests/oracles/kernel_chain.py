"""A kernel chain as its definition reads: every noise is drawn, nothing is integrated."""

from __future__ import annotations

import numpy as np

from lemmata.numerics.simulation.kernel_chain import KernelChain


def naive_kernel_error(chain: KernelChain, rng: np.random.Generator) -> float:
    """One realisation of the mean squared test error at the points that no fit has seen."""
    f = chain.labels
    unseen = np.ones(len(f), dtype=bool)
    fits = [(T0, chain.ridge0, variance) for T0, variance in zip(chain.T0, chain.sigma0_2, strict=True)]
    shared = rng.choice(len(f), chain.T0[0], replace=False) if chain.same_rows else None
    for position, (size, ridge, variance) in enumerate([*fits, (chain.T, chain.ridge, chain.sigma2)]):
        generator = position < len(fits)
        rows = shared if generator and shared is not None else rng.choice(len(f), size, replace=False)
        unseen[rows] = False
        Y = f[rows] + np.sqrt(variance) * rng.standard_normal(size)
        f = chain.K[:, rows] @ np.linalg.solve(chain.K[np.ix_(rows, rows)] + ridge * size * np.eye(size), Y)
    return float(((f - chain.labels)[unseen] ** 2).mean())
