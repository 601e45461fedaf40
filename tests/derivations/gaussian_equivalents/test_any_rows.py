"""Rows of any law: drawn ones lie between the bounds, and what says more is not proved."""

import numpy as np
import pytest

from lemmata.derivations.gaussian_equivalents import PAPER
from lemmata.verifier.judge import context_of
from lemmata.verifier.obligations import judged
from lemmata.verifier.step import Step
from lemmata.verifier.verdict import Verdict

RIDGE, ROWS, DRAWS = 0.5, 6, 40_000
LAWS = {
    "gaussian": lambda rng, shape: rng.standard_normal(shape),
    "signs": lambda rng, shape: rng.choice([-1.0, 1.0], shape),
    "laplace": lambda rng, shape: rng.laplace(scale=0.5**0.5, size=shape),
}


@pytest.mark.parametrize("law", LAWS)
def test_a_drawn_row_lies_between(law):
    others = np.array([[3.0, 1, 0, 0], [1, 1, 0, 0], [0, 0, 0.4, 0.1], [0, 0, 0.1, 0.1]])
    rest = np.linalg.inv(others + RIDGE * np.eye(4))
    v = LAWS[law](np.random.default_rng(8), (DRAWS, 4))
    q, b = np.einsum("ni,ij,nj->n", v, rest, v) / ROWS, np.trace(rest) / ROWS
    seen, noise = (1 / (1 + q)).mean(), 5 * (1 / (1 + q)).std() / DRAWS**0.5
    assert 1 / (1 + b) - noise <= seen <= 1 / (1 + b) + ((q - b) ** 2).mean() / (1 + b) ** 2 + noise
    assert seen > 1 / (1 + b) + noise
    if law == "gaussian":
        assert seen <= 1 / (1 + b) + 1 / (2 * RIDGE * ROWS)
    whole = np.linalg.inv(others + np.outer(v[0], v[0]) / ROWS + RIDGE * np.eye(4))
    assert np.isclose(1 - v[0] @ whole @ v[0] / ROWS, 1 / (1 + q[0]))


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("row-unfitted", lambda side: side / 2),
        ("rest-square", lambda side: side / 2),
        ("row-below", lambda side: 2 * side),
        ("row-above", lambda side: side / 2),
        ("gaussian-row", lambda side: side / 2),
        ("root-of-isotropic-rows", lambda side: side / 2),
    ],
)
def test_a_wrong_factor_is_not_proved(name, changed):
    claim = PAPER.claims[f"gaussian_equivalents:{name}"]
    link = claim.proof.steps[-1]
    wrong = Step(link.step.before, link.step.relation, changed(link.step.after))
    assert judged(link.rule, wrong, context_of(claim, effort="quick")).verdict is not Verdict.PROVED
