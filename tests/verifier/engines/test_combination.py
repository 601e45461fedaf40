"""Signs by sums of products: none that a point of the domain contradicts, and those of a list of true inequalities."""

from fractions import Fraction
from random import Random

import pytest
from flint import Ordering, fmpq, fmpq_mpoly_ctx

from lemmata.verifier.engines.combination import Known, sign_shown, without_equations

RING = fmpq_mpoly_ctx.get(["T", "d", "x"], Ordering.lex)
T, d, x = RING.gens()
DOMAIN = [
    *(Known(part, False) for part in (T - d - 2, d - 1, x)),
    *(Known(part, True) for part in (T, d, 1 - x)),
]


def points(random, count):
    """Points of T >= d + 2, d >= 1, 0 <= x < 1, on its boundary and inside."""
    for _ in range(count):
        size = 1 + random.choice((0, Fraction(random.randint(0, 50), 7)))
        yield (
            fmpq(*(size + 2 + random.choice((0, Fraction(random.randint(0, 90), 11)))).as_integer_ratio()),
            fmpq(*size.as_integer_ratio()),
            fmpq(random.choice((0, random.randint(0, 98))), 99),
        )


@pytest.mark.parametrize("seed", range(60))
def test_no_point_of_the_domain_has_another_sign(seed):
    random = Random(seed)
    monomials = (T, d, x, T * d, T * x, d * x, x**2, T**2, RING.constant(1))
    goal = sum(
        (random.randint(-3, 3) * monomial for monomial in random.sample(monomials, 4)),
        RING.constant(random.randint(0, 4)),
    )
    sign = sign_shown(goal, DOMAIN)
    for point in points(random, 200):
        value = goal(*point)
        assert sign not in (">", ">=") or value > 0 or (value == 0 and sign == ">="), (goal, point)
        assert sign not in ("<", "<=") or value < 0 or (value == 0 and sign == "<="), (goal, point)


@pytest.mark.parametrize(
    ("goal", "sign"),
    [
        (T - d - 1, ">"),
        (T - d - 2, ">="),
        (T**3 - d**3 - 8, ">"),
        ((1 - x) * (T - d) - 2 * (1 - x), ">="),
        (T**2 - d * T - 2 * T, ">="),
        (x**2 - x, "<="),
        (d * (d + 1) * (T + 2) - T * (T + 2) * (d + T), "<"),
        (T - d - 3, ""),
        (x - d + 1, ""),
        (T * x - d, ""),
    ],
)
def test_what_is_true_is_found_and_what_is_not_is_not(goal, sign):
    assert sign_shown(goal, DOMAIN) == sign


def test_a_variable_that_an_equation_gives_is_put_in_with_its_bounds():
    """On T = d/(1 - x), where 1 - x > 0: the sign of T - d is that of x d, and T >= d + 2 stays known."""
    goal, facts = without_equations(T - d, DOMAIN, [T * (1 - x) - d])
    assert sign_shown(goal, facts) in (">", ">=")
    assert all(not fact.polynomial.degrees()[0] for fact in facts)


def test_an_equation_whose_slope_may_vanish_is_not_solved():
    """From (2x - 1)(T - 7) = 0 nothing follows by division: the equation stays as two inequalities."""
    equation = (2 * x - 1) * (T - 7)
    goal, facts = without_equations(T * x, DOMAIN, [equation])
    assert goal == T * x
    assert [fact.polynomial for fact in facts[-2:]] == [equation, -equation]
    assert sign_shown(T - 7, facts) == ""
