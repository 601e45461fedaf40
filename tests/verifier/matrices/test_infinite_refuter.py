"""Means that are infinite at a point of the domain: whatever is said of them there, it is no number."""

import pytest
from sympy import Eq, oo

from lemmata.theory.notation import T, d, sigma
from lemmata.theory.random_matrices import (
    E,
    GaussianRows,
    WhiteNoise,
    covariance,
    design,
    gram,
    inv,
    noise_vector,
    norm2,
    pinv,
    tr,
)
from lemmata.theory.relations import at_least, at_most, equal, greater_than, less_than
from lemmata.verifier.verdict import Verdict
from tests.soundness.support import status_of

X, Sigma, eps = design("X", T, d), covariance("Sigma", d), noise_vector("eps", T)
inverse = inv(gram(X))
LAWS = [GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2)]


def verdict(statement, *where, T_=8):
    point = {T: T_, d: 2, **({sigma: 1} if statement.lhs.has(eps, sigma) else {})}
    laws = LAWS if statement.lhs.has(eps) else LAWS[:1]
    return status_of(lambda C: C("c", statement, point, where=list(where), laws=laws)).verdict


@pytest.mark.parametrize(
    "statement",
    [
        equal(E(tr(inverse)), d),
        equal(E(tr(Sigma * inverse)), d / (T - d - 1)),  # right from T = d + 2 on
        at_most(E(tr(Sigma * inverse)), 100 * d),
        at_most(E(tr(inverse * inverse)), T),
        at_least(T, E(tr(Sigma * inverse))),
        equal(E(tr(Sigma * inverse * Sigma * inverse)), d * (T - 1) / ((T - d) * (T - d - 1) * (T - d - 3))),
    ],
    ids=str,
)
def test_a_number_on_a_domain_with_T_equal_to_d_plus_one(statement):
    assert verdict(statement, T >= d + 1) is Verdict.REFUTED


@pytest.mark.parametrize(
    ("statement", "domain", "rows"),
    [
        (equal(E(tr(inverse)), oo), Eq(T, d + 1), 3),
        (equal(E(tr(inverse * inverse)), oo), Eq(T, d + 3), 5),
        (at_most(E(tr(Sigma * inverse)), oo), T >= d + 1, 5),
    ],
    ids=str,
)
def test_infinity_is_not_refuted(statement, domain, rows):
    assert verdict(statement, domain, T_=rows) is not Verdict.REFUTED


@pytest.mark.parametrize(
    ("statement", "domain", "rows"),
    [
        (equal(E(tr(inverse)), oo), Eq(T, d + 2), 4),
        (equal(oo, E(tr(inverse))), T >= d + 2, 4),
        (equal(1 + sigma * E(tr(Sigma * Sigma * inverse)), oo), T >= d + 1, 3),
        (equal(E(tr(inverse * inverse)), oo), Eq(T, d + 4), 6),
        (less_than(E(tr(inverse)), oo), Eq(T, d + 1), 3),
        (less_than(E(tr(inverse * inverse)), oo), T >= d + 3, 8),
        (greater_than(oo, E(tr(inverse))), T >= d + 1, 8),
    ],
    ids=str,
)
def test_finite_where_it_is_not_and_infinite_where_it_is_not(statement, domain, rows):
    """E tr inv(X'X)^k is finite from T = d + 2k on."""
    assert verdict(statement, domain, T_=rows) is Verdict.REFUTED


@pytest.mark.parametrize(
    ("statement", "domain", "rows"),
    [
        (less_than(E(tr(inverse)), oo), Eq(T, d + 2), 4),
        (greater_than(oo, E(tr(inverse * inverse))), T >= d + 4, 8),
        (equal(E(tr(inverse)), oo), T <= d + 1, 3),
    ],
    ids=str,
)
def test_finite_and_infinite_where_they_are(statement, domain, rows):
    assert verdict(statement, domain, T_=rows) is not Verdict.REFUTED


def test_nor_is_a_number_where_the_mean_exists():
    assert verdict(at_most(E(tr(Sigma * inverse)), d), T >= d + 2) is not Verdict.REFUTED


def test_noise_through_an_inverse_of_few_rows():
    fit = E(norm2(pinv(X) * eps))
    assert verdict(equal(fit, oo), Eq(T, d + 1), sigma > 0, T_=3) is Verdict.TESTED
    assert verdict(at_most(fit, 7 * sigma**2), T >= d + 1, sigma > 0) is Verdict.REFUTED
