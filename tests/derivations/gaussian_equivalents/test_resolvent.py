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


TWO = np.array([[2.0, 0.0], [0.0, 0.5]]), np.array([[1.0, 0.7], [0.7, 1.0]])
SETTINGS = [(4, 3, 1, 0.5), (10, 20, 5, 1.0), (3, 6, 2, 2.0)]
"""Rows of either design, copies of the directions, ridge."""


def bound_of_two(T, level):
    """Of |E tr PR - tr PN| ridge/tr P at the means, for l = (||Sigma|| + ||Sigma0||)/ridge."""
    return (1 + 2 * level / T) * level / T


@pytest.mark.parametrize(("T", "T0", "copies", "ridge"), SETTINGS)
def test_the_resolvent_of_a_sum_of_two_gram_matrices_at_drawn_ones(T, T0, copies, ridge):
    """Covariances that do not commute, P = 1 and P = e e'; far from the means the gaps of x and m are needed."""
    rng, draws, d = np.random.default_rng(3), 6_000, 2 * copies
    covariances = [np.kron(np.eye(copies), matrix) for matrix in TWO]
    samples = []
    for rows, matrix in zip((T, T0), covariances, strict=True):
        drawn = rng.standard_normal((draws, rows, d)) @ np.linalg.cholesky(matrix).T / np.sqrt(T)
        samples.append(drawn.transpose(0, 2, 1) @ drawn)
    R = np.linalg.inv(sum(samples) + ridge * np.eye(d))
    fits = [np.einsum("nij,nji->n", sample, R) for sample in samples]
    means = np.array([1 - fits[0].mean() / T, T0 / T - fits[1].mean() / T])
    norms = np.array([np.linalg.norm(matrix, 2) for matrix in covariances])
    relative = bound_of_two(T, norms.sum() / ridge)
    for P in (np.eye(d), np.diag(np.arange(d) == 0).astype(float)):
        seen = np.einsum("ij,nji->n", P, R)
        noise = 5 * (seen.std() + norms.max() / ridge * sum(fit.std() for fit in fits) / T * np.trace(P) / ridge)
        for shift in ((0, 0), (0.5, 0), (0, 0.5)):
            numbers = means + shift
            N = np.linalg.inv(ridge * np.eye(d) + sum(x * C for x, C in zip(numbers, covariances, strict=True)))
            gap, unit = abs(seen.mean() - np.trace(P @ N)), np.trace(P) / ridge
            slack = noise / np.sqrt(draws)
            assert gap <= (relative + norms @ np.abs(shift) / ridge) * unit + slack


def test_a_bound_of_two_designs_without_its_gaps_fails_at_drawn_ones():
    """x = m + 5: what stands at x = m does not cover it, at many rows."""
    T, ridge, draws = 60, 1.0, 400
    rng = np.random.default_rng(4)
    X, Y = (rng.standard_normal((draws, T, 2)) @ np.linalg.cholesky(matrix).T for matrix in TWO)
    S, S0 = (rows.transpose(0, 2, 1) @ rows / T for rows in (X, Y))
    R = np.linalg.inv(S + S0 + ridge * np.eye(2))
    m, m0 = (1 - np.einsum("nij,nji->n", sample, R).mean() / T for sample in (S, S0))
    norms = [np.linalg.norm(matrix, 2) for matrix in TWO]
    relative = bound_of_two(T, sum(norms) / ridge)
    gaps = [abs(np.trace(R.mean(0) - np.linalg.inv(ridge * np.eye(2) + x * TWO[0] + m0 * TWO[1]))) for x in (m, m + 5)]
    assert gaps[0] <= relative * 2 / ridge < gaps[1] <= (relative + norms[0] * 5 / ridge) * 2 / ridge
