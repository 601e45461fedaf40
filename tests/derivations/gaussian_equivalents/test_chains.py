"""Chains of ridge generators: drawn ones stay as near to D^n w0 as is proved, and what says more is not proved."""

from functools import cache

import numpy as np
import pytest

from lemmata.derivations.gaussian_equivalents import PAPER
from lemmata.derivations.gaussian_equivalents.chains import q
from lemmata.verifier.judge import context_of
from lemmata.verifier.obligations import judged
from lemmata.verifier.step import Step
from lemmata.verifier.verdict import Verdict

SETTINGS = {
    "isotropic": (20, np.ones(4), 1.0, 0.5),
    "a power law": (30, np.arange(1, 13.0) ** -1.5, 0.2, 0.0),
    "one direction": (8, np.ones(1), 0.5, 1.0),
}
"""Rows of a generator, spectrum, its ridge and its noise."""


@cache
def drawn(name, generations=12, draws=3000):
    """E |w[n] - D^n w0|^2 for n = 1, 2, ...; |w0| = 1."""
    rows, values, penalty, noise = SETTINGS[name]
    rng, size = np.random.default_rng(6), len(values)
    path = np.full(size, size**-0.5)
    w, found = np.tile(path, (draws, 1)), []
    for _ in range(generations):
        X = rng.standard_normal((draws, rows, size)) * np.sqrt(values)
        labels = np.einsum("nij,nj->ni", X, w) + noise * rng.standard_normal((draws, rows))
        gram = X.transpose(0, 2, 1) @ X / rows + penalty * np.eye(size)
        w = np.linalg.solve(gram, np.einsum("nij,ni->nj", X, labels)[..., None])[..., 0] / rows
        path = path * values / (values + penalty)
        found.append(((w - path) ** 2).sum(1).mean())
    return np.array(found)


def bounds(name, generations=12, share=1.0):
    """The proved ones at the best k of a grid, every term times ``share``."""
    rows, values, penalty, noise = SETTINGS[name]
    df, top = (values / (values + penalty)).sum(), values.max()
    assert df + 3 + 1 / rows < rows
    small = (df + 1 + 1 / (2 * rows)) / rows
    k = np.geomspace(1e-3, 0.99 * penalty / top, 300)[:, None]
    n, x = np.arange(1, generations + 1), top / (top + penalty)
    q = (1 + k) * x
    drifted = (1 + 1 / k) * 3 * small / (1 - small) * (q**n - x ** (2 * n)) / (q - x**2)
    labels = noise**2 * values.sum() / (penalty**2 * rows) * (1 - q**n) / (1 - q)
    return share * (drifted + labels).min(0)


@pytest.mark.parametrize("name", SETTINGS)
def test_drawn_chains_are_covered_in_every_generation(name):
    assert (drawn(name) <= bounds(name)).all()


def test_a_hundredth_of_the_bounds_is_too_little():
    assert any((drawn(name) > bounds(name, share=0.01)).any() for name in SETTINGS)


@pytest.mark.parametrize(
    "name", ["fit-drift", "path-length", "chain-contracts", "chain-noise", "chain-drift", "chain-step"]
)
def test_half_of_a_bound_is_not_proved(name):
    claim = PAPER.claims[f"gaussian_equivalents:{name}"]
    link = claim.proof.steps[-1]
    half = Step(link.step.before, link.step.relation, link.step.after / 2)
    assert judged(link.rule, half, context_of(claim, effort="quick")).verdict is not Verdict.PROVED


def test_the_bound_of_a_chain_without_noise_falls_in_the_end():
    """Of the order of q^n: it does not add up, and without contraction nothing is said."""
    bound = bounds("a power law", 200)
    assert bound[-1] < bound.max() / 100
    assert (q < 1) in PAPER.claims["gaussian_equivalents:chain-error"].where
