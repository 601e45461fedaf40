"""Few degrees of freedom: the bounds cover drawn matrices, and what is smaller is neither true nor proved."""

from functools import cache

import numpy as np
import pytest
from sympy import Symbol, lambdify

from lemmata.derivations.gaussian_equivalents import PAPER
from lemmata.theory.notation import T
from lemmata.theory.quantities.few_degrees import df, far, grown, near, small
from lemmata.verifier.judge import context_of
from lemmata.verifier.obligations import judged
from lemmata.verifier.step import Step
from lemmata.verifier.verdict import Verdict

degrees = Symbol("degrees", positive=True)
SHARES = lambdify([T, degrees], [part.xreplace({df: degrees}) for part in (small, near, far, grown)])

SETTINGS = {
    "isotropic": (20, [1.0] * 3, 1.0),
    "a spike": (30, [50.0, 1, 1, 0.1], 0.5),
    "a power law": (40, [k**-2.0 for k in range(1, 13)], 0.02),
    "more dimensions than samples": (20, [k**-1.5 for k in range(1, 61)], 1.0),
    "a tiny ridge": (8, [1.0, 1e-3], 0.01),
}


def drawn_from(name):
    """Rows, eigenvalues and ridge of a setting."""
    rows, sigma, penalty = SETTINGS[name]
    return rows, np.array(sigma), penalty


@cache
def means(name, draws=4000):
    """The diagonals of R, RSR, R Sigma R in units of H, DH, DH, and the collapse, with five standard errors each."""
    rows, sigma, penalty = drawn_from(name)
    Z = np.random.default_rng(3).standard_normal((draws, rows, len(sigma)))
    X = Z * np.sqrt(sigma)
    S = X.transpose(0, 2, 1) @ X / rows
    R = np.linalg.inv(S + penalty * np.eye(len(sigma)))
    H = 1 / (sigma + penalty)
    F = R @ S
    diagonals = [np.diagonal(W, axis1=1, axis2=2) for W in (R, F @ R, (R * sigma) @ R)]
    seen = [W / unit for W, unit in zip(diagonals, (H, sigma * H**2, sigma * H**2), strict=True)]
    seen.append((sigma[:, None] * F**2 / sigma).sum((1, 2)))
    return [(W.mean(0), 5 * W.std(0) / np.sqrt(draws)) for W in seen]


def bounds(rows, sigma, penalty, scale=1.0):
    """From below and above, of the four; with ``scale`` times the shares that the degrees of freedom cost."""
    H = 1 / (sigma + penalty)
    D = sigma * H
    own, close, most, more = SHARES(rows, D.sum())
    assert most < 1
    own, close, more = own * scale, close * scale, 1 + scale * (more - 1)
    square, d = (D**2).sum(), len(sigma)
    lost = 2 / rows * scale * (D.sum() + 1 / (2 * rows)) * D.sum()
    return [
        (1, 1 / (1 - own)),
        ((1 - 3 * own) / (1 - own), 1 / (1 - own)),
        (1, more / (1 - own) / (1 - close)),
        (((1 + (d - 1) / rows) * (1 - 3 * own) * square - lost) / (1 - own), (1 + (d + 1) / rows) * square / (1 - own)),
    ]


@pytest.mark.parametrize("name", SETTINGS)
def test_the_bounds_cover_drawn_matrices(name):
    for (mean, width), (low, high) in zip(means(name), bounds(*drawn_from(name)), strict=True):
        assert (mean + width >= low).all()
        assert (mean - width <= high).all()


@pytest.mark.parametrize("place", range(3), ids=["R", "R S R", "R Sigma R"])
def test_a_tenth_of_what_the_degrees_of_freedom_cost_is_too_little(place):
    mean, width = means("a tiny ridge")[place]
    low, high = bounds(*drawn_from("a tiny ridge"), scale=0.1)[place]
    assert (mean - width > high).any() or (mean + width < low).any()


def collapsed(rows, sigma, penalty, draws=4000):
    """The collapse, the noise, the trace of the squared fit, and tr SR: one value a draw."""
    X = np.random.default_rng(5).standard_normal((draws, rows, len(sigma))) * np.sqrt(sigma)
    S = X.transpose(0, 2, 1) @ X / rows
    R = np.linalg.inv(S + penalty * np.eye(len(sigma)))
    F = R @ S
    diagonals = np.diagonal(np.stack([F @ R, F @ F @ R, F @ F, F]), axis1=2, axis2=3)
    noise, twice, squared, fit = diagonals[0] @ sigma, diagonals[1] @ sigma, diagonals[2].sum(1), diagonals[3].sum(1)
    by_parts = (1 + (len(sigma) + 1) / rows) * noise - 2 / rows * (fit * noise + twice)
    return (sigma[:, None] * F**2 / sigma).sum((1, 2)), noise, squared, by_parts


WIDE = (6, np.array([k**-2.0 for k in range(1, 31)]), 1e-3)
"""Five times as many dimensions as samples, with a ridge far below the fit's noise."""


def test_the_collapse_by_parts_is_its_mean_where_the_degrees_of_freedom_are_many():
    collapse, _, _, by_parts = collapsed(*WIDE)
    gap = collapse - by_parts
    assert abs(gap.mean()) <= 5 * gap.std() / np.sqrt(len(gap))


@pytest.mark.parametrize(("factor", "holds"), [(1, True), (2, False)])
def test_the_collapse_is_at_least_the_noise_by_dimensions_and_the_squared_fit(factor, holds):
    """Twice as much is too much: of the noise in many dimensions, of the squared fit where Sigma is the identity."""
    collapse, noise, _, _ = collapsed(*WIDE)
    rows, d = WIDE[0], len(WIDE[1])
    assert bool(collapse.mean() >= factor * (d - rows - 1) / rows * noise.mean()) is holds
    collapse, _, squared, _ = collapsed(6, np.ones(4), 0.1)
    assert bool((collapse >= factor * squared - 1e-9).all()) is holds


def test_the_dimensions_count_in_the_collapse():
    name = "more dimensions than samples"
    _, sigma, penalty = drawn_from(name)
    mean, width = means(name)[3]
    assert mean - width > bounds(*drawn_from(name))[0][1] * ((sigma / (sigma + penalty)) ** 2).sum()


NAMED = ["fit-below", "joint-below", "joint-small", "upper-open", "resolvent-above", "both-below", "collapse-most"]
WRONG = {
    "half the degrees of freedom": lambda side: side.xreplace({df: df / 2}),
    "half of everything": lambda side: side / 2,
    "a factor T lost": lambda side: side.xreplace({1 / T: 1 / T**2}),
}


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("name", NAMED)
def test_the_last_step_proves_nothing_smaller(name, wrong):
    claim = PAPER.claims[f"gaussian_equivalents:{name}"]
    link = claim.proof.steps[-1]
    after = WRONG[wrong](link.step.after)
    if after == link.step.after:
        return
    found = judged(link.rule, Step(link.step.before, link.step.relation, after), context_of(claim, effort="quick"))
    assert found.verdict is not Verdict.PROVED
