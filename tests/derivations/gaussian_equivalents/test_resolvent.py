"""The chapter is proved down to integration by parts, and its remainder covers what matrices do."""

import numpy as np
import pytest

from lemmata.derivations.gaussian_equivalents import PAPER
from lemmata.numerics.fixed_points.kappa import kappa_diagonal
from lemmata.verifier.judge import context_of, judge
from lemmata.verifier.status import statuses
from tests.depth import DEEP


def judged(names):
    claims, wanted = PAPER.claims, [f"gaussian_equivalents:{name}" for name in names]
    below, todo = [], list(wanted)
    while todo:
        found = claims[todo.pop()]
        if found not in below:
            below.append(found)
            todo += found.rests_on
    ordered = [claim for claim in claims.values() if claim in below]
    return statuses(ordered, {claim.id: judge(claim, context_of(claim)) for claim in ordered})


def test_the_resolvent_is_proved_and_cites_nothing():
    """In a plain run the covariance bound with all below it; in a deep run the whole chapter."""
    names = [name.partition(":")[2] for name in PAPER.claims] if DEEP else ["defect-bound"]
    for status in judged(names).values():
        assert status.verdict.value == "proved"
        assert not status.support.assuming


@pytest.mark.parametrize(("T", "sigma", "ridge"), [(12, [1, 1, 0.3, 0.1], 0.5), (30, [2, 1, 0.5] * 5, 1.0)])
def test_the_remainder_covers_drawn_matrices(T, sigma, ridge):
    """Direction by direction: P = e e'."""
    sigma, draws = np.array(sigma, dtype=float), 20_000
    Z = np.random.default_rng(1).standard_normal((draws, T, len(sigma)))
    X = Z * np.sqrt(sigma)
    R = np.linalg.inv(X.transpose(0, 2, 1) @ X / T + ridge * np.eye(len(sigma)))
    rho = np.diagonal(R, axis1=1, axis2=2)
    kappa = float(kappa_diagonal([str(value) for value in sigma], T, str(ridge)).kappa.mid)
    a = 1 + 499 / 384 * sigma.sum() / (ridge * T)
    share = a / T * (1 + 2 * sigma.sum() / (ridge * T))
    left, error = (ridge / sigma + ridge / kappa) * rho.mean(0), (ridge / sigma + ridge / kappa) * rho.std(0)
    gap, noise = np.abs(left - 1 / sigma), 4.5 * error / np.sqrt(draws)
    assert (gap <= share * rho.mean(0) + noise).all()
    assert (gap > share * rho.mean(0) / 40 + noise).any()


@pytest.mark.parametrize(("lost", "fits"), [(False, True), (True, False)], ids=["whole", "one defect lost"])
def test_the_equation_of_two_designs_at_drawn_ones(lost, fits):
    """Covariances that do not commute, M = 1; the defects are of the order of what is seen."""
    T, T0, ridge, draws = 4, 3, 0.5, 100_000
    one, other = np.diag([2.0, 0.5]), np.array([[1.0, 0.7], [0.7, 1.0]])
    rng = np.random.default_rng(2)
    S, S0 = (
        (rng.standard_normal((draws, rows, 2)) @ np.linalg.cholesky(matrix).T) / np.sqrt(T)
        for rows, matrix in ((T, one), (T0, other))
    )
    S, S0 = S.transpose(0, 2, 1) @ S, S0.transpose(0, 2, 1) @ S0
    R = np.linalg.inv(S + S0 + ridge * np.eye(2))
    total = ridge * np.trace(R, axis1=1, axis2=2) - 2
    for sample, matrix, share, kept in ((S, one, 1, True), (S0, other, T0 / T, not lost)):
        fit, seen = np.trace(sample @ R, axis1=1, axis2=2), np.trace(matrix @ R, axis1=1, axis2=2)
        word = np.trace(matrix @ R @ sample @ R, axis1=1, axis2=2)
        total += (share - fit.mean() / T) * seen - kept * ((fit - fit.mean()) * seen + word) / T
    assert (abs(total.mean()) < 4.5 * total.std() / np.sqrt(draws)) == fits
