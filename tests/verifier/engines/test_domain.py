"""Points of a domain satisfy its assumptions; an empty domain is an error."""

from fractions import Fraction
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from sympy import Eq, Gt, Lt, Rational, Symbol

from lemmata.theory.notation import T0, T, d, df1, df2, kappa, phi, ridge
from lemmata.verifier.engines.domain import Domain, EmptyDomain
from tests.pace import within

CASES = [
    Domain.of([d, T], [T >= d + 2]),
    Domain.of([d, T, T0], [T0 >= d + 2, T <= d - 2]),
    Domain.of([df1, df2, T], [df2 <= df1, df1 < T]),
    Domain.of([kappa, ridge, phi], [Eq(ridge, kappa - phi * kappa / (1 + kappa)), ridge >= 0]),
    Domain.of([phi], [Lt(phi, 1), Gt(phi, 0)]),
    Domain.of([phi], [Lt(phi, Rational(12, 13)), Gt(phi, Rational(11, 17))]),
]


@pytest.mark.parametrize("domain", CASES, ids=str)
def test_sampled_points_satisfy_every_assumption(domain):
    points = domain.sample(20, seed=0)
    assert len(points) == 20
    assert all(domain.contains(point) for point in points)


@pytest.mark.parametrize("domain", CASES, ids=str)
def test_drawn_points_satisfy_every_assumption(domain):
    @settings(max_examples=30, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
    @given(domain.strategy())
    def check(point):
        assert domain.contains(point)

    check()


def test_contradictory_assumptions_are_an_empty_domain():
    with pytest.raises(EmptyDomain, match=r"no point satisfies"):
        Domain.of([d, T], [T >= d + 2, T <= d]).sample(1, seed=0)


def test_the_same_seed_gives_the_same_points():
    assert CASES[0].sample(5, seed=3) == CASES[0].sample(5, seed=3)


def test_an_integer_between_bounds_is_found():
    k = Symbol("k", integer=True)
    points = Domain.of([k], [k > Fraction(1, 2), k < Fraction(5, 2)]).sample(2, seed=0)
    assert {point[k] for point in points} == {1, 2}


def test_a_domain_that_chance_does_not_meet_is_given_up_soon():
    x, y = Symbol("x", positive=True), Symbol("y", positive=True)
    thin = Domain.of([x, y], [Eq(x**2 - 2 * y**2, 0)])
    start = process_time()
    with pytest.raises(EmptyDomain, match="no point satisfies Eq"):
        thin.sample(120, seed=0)
    assert within(process_time() - start, 5)
