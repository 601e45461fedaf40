"""Few degrees of freedom: the bounds cover drawn matrices, and what is smaller is neither true nor proved."""

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


def means(rows, sigma, penalty, draws=4000):
    """The diagonals of R, RSR, R Sigma R in units of H, DH, DH, and the collapse, with five standard errors each."""
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
    square = (D**2).sum()
    lost = 2 * own * penalty * (D * H).sum() + scale * (D.sum() + 2 + 2 / rows) * D.sum() / rows
    least = square + (penalty * H.sum() * (1 - 3 * own) * square / rows - lost) / (1 - own)
    most_lost = scale * (D.sum() + 2 + 2 / rows + penalty * H.sum() / (8 * rows)) * D.sum() / rows
    added = penalty * H.sum() * square / rows + most_lost
    return [
        (1, 1 / (1 - own)),
        ((1 - 3 * own) / (1 - own), 1 / (1 - own)),
        (1, more / (1 - own) / (1 - close)),
        (least, square + added / (1 - own)),
    ]


@pytest.mark.parametrize("name", SETTINGS)
def test_the_bounds_cover_drawn_matrices(name):
    rows, sigma, penalty = SETTINGS[name]
    sigma = np.array(sigma)
    for (mean, width), (low, high) in zip(means(rows, sigma, penalty), bounds(rows, sigma, penalty), strict=True):
        assert (mean + width >= low).all()
        assert (mean - width <= high).all()


@pytest.mark.parametrize("place", range(3), ids=["R", "R S R", "R Sigma R"])
def test_a_tenth_of_what_the_degrees_of_freedom_cost_is_too_little(place):
    rows, sigma, penalty = SETTINGS["a tiny ridge"]
    sigma = np.array(sigma)
    mean, width = means(rows, sigma, penalty)[place]
    low, high = bounds(rows, sigma, penalty, scale=0.1)[place]
    assert (mean - width > high).any() or (mean + width < low).any()


NAMED = ["fit-below", "joint-below", "joint-small", "upper-open", "resolvent-above", "both-below"]
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
