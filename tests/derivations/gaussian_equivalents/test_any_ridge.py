"""What no fit sees, at any ridge: the bounds cover drawn matrices, and what is larger is neither true nor proved."""

from functools import cache

import numpy as np
import pytest

from lemmata.derivations.gaussian_equivalents import PAPER
from lemmata.theory.quantities.few_degrees import theta
from lemmata.verifier.judge import context_of
from lemmata.verifier.obligations import judged
from lemmata.verifier.step import Step
from lemmata.verifier.verdict import Verdict

SETTINGS = {
    "isotropic": (6, np.ones(40)),
    "a power law": (8, np.arange(1, 81.0) ** -1.5),
    "a spike": (5, np.array([100.0, *[1.0] * 40])),
}


def least_theta(rows, sigma):
    """T/(kappa (tr Sigma (Sigma + kappa)^-1 - T - 3)), at the best kappa of a grid."""
    kappas = np.geomspace(1e-8, 10, 400)[:, None] * sigma.mean()
    excess = (sigma / (sigma + kappas)).sum(1) - rows - 3
    return (rows / (kappas[:, 0] * excess))[excess > 0].min()


@cache
def drawn(name, penalty, draws=1500):
    """E (tr Q/T)^2, and ridge^2 E (R Sigma R)_kk, with five standard errors of it."""
    rows, sigma = SETTINGS[name]
    X = np.random.default_rng(4).standard_normal((draws, rows, len(sigma))) * np.sqrt(sigma)
    Q = np.linalg.inv(X @ X.transpose(0, 2, 1) / rows + penalty * np.eye(rows))
    missed = np.eye(len(sigma)) - X.transpose(0, 2, 1) @ Q @ X / rows
    squares = (missed**2 * sigma).sum(2)
    unseen = (np.trace(Q, axis1=1, axis2=2) / rows) ** 2
    return unseen.mean(), squares.mean(0), 5 * squares.std(0) / np.sqrt(draws)


@pytest.mark.parametrize("penalty", [1e-9, 1e-2, 1.0])
@pytest.mark.parametrize("name", SETTINGS)
def test_the_bounds_cover_drawn_matrices(name, penalty):
    rows, sigma = SETTINGS[name]
    unseen, missed, width = drawn(name, penalty)
    most = least_theta(rows, sigma)
    assert unseen <= most**2
    assert (missed + width >= sigma / (1 + most * sigma) ** 2).all()


@pytest.mark.parametrize("name", SETTINGS)
def test_a_twentieth_of_theta_is_too_little(name):
    rows, sigma = SETTINGS[name]
    unseen, missed, width = drawn(name, 1e-9)
    least = least_theta(rows, sigma) / 20
    assert unseen > least**2
    assert (missed - width < sigma / (1 + least * sigma) ** 2).any()


@pytest.mark.parametrize("name", ["unseen-square", "missed-again", "missed-at-least"])
def test_the_last_step_proves_nothing_with_half_of_theta(name):
    claim = PAPER.claims[f"gaussian_equivalents:{name}"]
    link = claim.proof.steps[-1]
    after = link.step.after.xreplace({theta: theta / 2})
    assert after != link.step.after
    found = judged(link.rule, Step(link.step.before, link.step.relation, after), context_of(claim, effort="quick"))
    assert found.verdict is not Verdict.PROVED
