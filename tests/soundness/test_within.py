"""``within(l, r, m)``: remainders are absolute, products cost a cross term, quotients need room, signs are unknown."""

import pytest
from sympy import Abs, Function, Rational, Sum, Symbol, sqrt

from lemmata.theory.notation import T, d, phi, ridge
from lemmata.theory.quantities.regression import R, S, Sigma, X
from lemmata.theory.quantities.resolvents import A, B, a, b
from lemmata.theory.random_matrices import E, GaussianRows, tr
from lemmata.theory.relations import (
    BOUNDED_BELOW,
    PROPORTIONAL,
    Path,
    at_least,
    at_most,
    equivalent,
    tends,
    within,
)
from lemmata.theory.spectra.eigensum import SPECTRUM, EigenSum, s
from lemmata.verifier.claim import DerivationError, Paper, at_least_by, at_most_by, equivalent_by, tends_by
from lemmata.verifier.judge import context_of
from lemmata.verifier.obligations import judged
from lemmata.verifier.rules import cited, from_within, inequality, propagated, triangle, triangle_by
from lemmata.verifier.step import Context, Step
from tests.soundness.support import Cases, holds

cases = Cases()
x, y, z = (Symbol(name, real=True) for name in "xyz")
p, q, e = (Symbol(name, positive=True) for name in ("p", "q", "e"))
j = Symbol("j", integer=True, positive=True)
AT = {x: 1, y: 1, e: 1}
GROWING = Path(T, keeping={d: phi * T})
A_SIZE = {"where": [T >= d + 2], "witness": {d: 1, T: 3}}


def close(C):
    """|x - y| <= e on the domain where it is assumed."""
    return C("close", within(x, y, e), AT, Abs(x - y), at_most_by(inequality), e, where=[x <= y + e, x >= y - e])


def stated(C, name, statement, reason, at=AT, where=()):
    where = [x <= y + e, x >= y - e, *where]
    return C(name, statement, at, statement.lhs, reason, statement.rhs, where=where)


def sizes(C, factor=1):
    gap = factor * d / ((T - d - 1) * (T - d))
    statement = within(d / (T - d - 1), d / (T - d), gap)
    return C("sizes", statement, A_SIZE["witness"], statement.lhs, at_most_by(inequality), gap, where=A_SIZE["where"])


def of_sizes(C, claim, statement, reason, **more):
    fields = {"where": A_SIZE["where"], **more}
    C("next", statement, {**A_SIZE["witness"], phi: Rational(1, 3)}, statement.lhs, reason, statement.rhs, **fields)


@cases.true
def the_distance_of_two_sizes(C):
    sizes(C)


@cases.false
def half_the_distance_of_two_sizes(C):
    sizes(C, Rational(1, 2))


@cases.true
def a_sum_keeps_the_remainder(C):
    stated(C, "sum", within(3 * x + z, 3 * y + z, 3 * e), at_most_by(propagated(close(C), 3 * x + z)), {**AT, z: 1})


@cases.false
def a_factor_is_forgotten(C):
    stated(C, "sum", within(3 * x + z, 3 * y + z, 2 * e), at_most_by(propagated(close(C), 3 * x + z)), {**AT, z: 1})


@cases.true
def a_factor_of_unknown_sign_counts_by_its_magnitude(C):
    stated(C, "sum", within(z * x, z * y, Abs(z) * e), at_most_by(propagated(close(C), z * x)), {**AT, z: 1})


@cases.false
def a_factor_of_unknown_sign_counts_as_it_is(C):
    stated(C, "sum", within(z * x, z * y, z * e), at_most_by(propagated(close(C), z * x)), {**AT, z: 1})


@cases.true
def a_square_costs_a_cross_term(C):
    bound = 2 * Abs(y) * e + e**2
    stated(C, "square", within(x**2, y**2, bound), at_most_by(propagated(close(C), x**2)))


@cases.false
def a_square_without_its_cross_term(C):
    stated(C, "square", within(x**2, y**2, 2 * Abs(y) * e), at_most_by(propagated(close(C), x**2)))


@cases.true
def a_quotient_with_room(C):
    bound = e / (y * (y - e))
    stated(C, "over", within(1 / x, 1 / y, bound), at_most_by(propagated(close(C), 1 / x)), {**AT, y: 2}, [y > e])


@cases.false
def a_quotient_without_room(C):
    """At y = e + 1/2, x = 1/2 it holds; x = y - e may be 0."""
    bound = e / (y * (y - e))
    stated(C, "over", within(1 / x, 1 / y, bound), at_most_by(propagated(close(C), 1 / x)), {**AT, y: 2}, [y > 0])


@cases.true
def a_root_above_zero(C):
    where = [x > 0, y > 0]
    stated(C, "root", within(sqrt(x), sqrt(y), e / sqrt(y)), at_most_by(propagated(close(C), sqrt(x))), AT, where)


@cases.false
def a_root_by_its_slope(C):
    """The tangent's bound e/(2 sqrt y) is too small below y."""
    bound, where = e / sqrt(y) / 2, [x > 0, y > 0]
    stated(C, "root", within(sqrt(x), sqrt(y), bound), at_most_by(propagated(close(C), sqrt(x))), AT, where)


@cases.true
def a_sum_over_an_index(C):
    statement = within(Sum(j * x, (j, 1, 3)), Sum(j * y, (j, 1, 3)), Sum(j * e, (j, 1, 3)))
    stated(C, "sum", statement, at_most_by(propagated(close(C), Sum(j * x, (j, 1, 3)))))


@cases.true
def a_sum_over_eigenvalues(C):
    statement = within(EigenSum(s / (s + 1) * x), EigenSum(s / (s + 1) * y), EigenSum(s / (s + 1) * e))
    at = {**AT, SPECTRUM: ((1, 1), (1, 1))}
    stated(C, "sum", statement, at_most_by(propagated(close(C), EigenSum(s / (s + 1) * x))), at)


@cases.false
def a_sum_whose_index_is_in_the_claim(C):
    """|j - 1| <= 2 for the free j says nothing of the j that is summed over."""
    claim = C("few", within(j, 1, 2), {j: 2}, Abs(j - 1), at_most_by(inequality), 2, where=[j <= 3])
    statement = within(Sum(j, (j, 1, 5)), Sum(1, (j, 1, 5)), Sum(2, (j, 1, 5)))
    whole = Sum(Symbol("place", real=True), (j, 1, 5))
    reason = at_most_by(propagated(claim, whole.func(whole.function, *whole.limits)))
    C("many", statement, {j: 1}, statement.lhs, reason, statement.rhs, where=[j <= 3])


@cases.true
def two_steps_add_up(C):
    first = close(C)
    second = C("second", within(y, z, p), {y: 1, z: 1, p: 1}, Abs(y - z), at_most_by(inequality), p,
               where=[y <= z + p, y >= z - p])  # fmt: skip
    C("both", within(x, z, e + p), {**AT, z: 1, p: 1}, Abs(x - z), at_most_by(triangle), Abs(x - y) + Abs(y - z),
      at_most_by(inequality), e + p, where=[x <= y + e, x >= y - e, y <= z + p, y >= z - p])  # fmt: skip
    assert first.statement.ends == (x, y)
    assert second.statement.ends == (y, z)


@cases.false
def a_triangle_whose_corner_is_another(C):
    C("wrong", at_most(Abs(x - z), Abs(x - y) + Abs(y + z)), {x: 1, y: 1, z: 1},
      Abs(x - z), at_most_by(triangle), Abs(x - y) + Abs(y + z))  # fmt: skip


@cases.false
def a_triangle_with_a_negative_factor(C):
    C("wrong", at_most(Abs(x * z), z * Abs(x)), {x: 1, z: 1}, Abs(x * z), at_most_by(triangle), z * Abs(x))


@cases.true
def a_small_remainder_makes_an_equivalent(C):
    claim = sizes(C)
    of_sizes(C, claim, equivalent(d / (T - d - 1), d / (T - d)), equivalent_by(from_within(claim, GROWING)))


@cases.false
def a_remainder_of_the_same_order_makes_none(C):
    claim = C("far", within(d / (2 * (T - d)), d / (T - d), d / (T - d)), A_SIZE["witness"], Abs(-d / (2 * (T - d))),
              at_most_by(inequality), d / (T - d), where=A_SIZE["where"])  # fmt: skip
    of_sizes(C, claim, equivalent(d / (2 * (T - d)), d / (T - d)), equivalent_by(from_within(claim, GROWING)))


ONE = E(tr(A * R))
"""A mean of its own; 2 ONE is no equivalent of it."""
MATRICES = {"where": [ridge > 0, T >= d], "laws": [GaussianRows(X, Sigma)]}


def of_both_sides(C, right, remainder):
    """|ONE - right| <= remainder, which holds, read as ONE ~ right."""
    claim = C("near", within(ONE, right, remainder), {ridge: 1, d: 1, T: 1}, Abs(ONE - right), at_most_by(inequality),
              remainder, **MATRICES)  # fmt: skip
    [link] = claim.proof.steps
    assert judged(link.rule, link.step, context_of(claim)).verdict.holds
    reason = equivalent_by(from_within(claim, GROWING))
    C("next", equivalent(ONE, right), {ridge: 1, d: 1, T: 1}, ONE, reason, right, **MATRICES)


@cases.true
def a_small_share_of_both_sides(C):
    of_both_sides(C, (1 + 1 / T) * ONE, ONE / T + (1 + 1 / T) * ONE / T)


@cases.false
def a_half_and_a_quarter(C):
    of_both_sides(C, 2 * ONE, ONE / 2 + 2 * ONE / 4)


@cases.false
def a_small_share_of_the_left_side_only(C):
    of_both_sides(C, 2 * ONE, ONE / T + 2 * ONE / 2)


OTHER = E(tr(A * R * S * R))


@cases.false
def another_mean(C):
    """ONE + OTHER is no equivalent of ONE."""
    of_both_sides(C, ONE + OTHER, ONE / T + OTHER)


@cases.false
def another_mean_and_a_small_share_of_the_right_side(C):
    of_both_sides(C, ONE + OTHER, (ONE + OTHER) / T + OTHER)


@cases.false
def a_share_that_stays_of_the_right_side(C):
    of_both_sides(C, ONE + OTHER, ONE / T + (ONE + OTHER))


@cases.false
def shares_of_sizes_in_proportion(C):
    of_both_sides(C, ONE + d / T * OTHER, ONE / T + d / T * (ONE + d / T * OTHER) + OTHER * d / T)


@cases.false
def a_share_of_the_left_side_that_grows(C):
    of_both_sides(C, ONE + OTHER, (1 + d) * ONE / T + d * (ONE + OTHER))


@cases.true
def a_vanishing_remainder_makes_a_limit(C):
    claim, statement = sizes(C), tends(d / (T - d - 1), phi / (1 - phi), along=GROWING)
    of_sizes(C, claim, statement, tends_by(from_within(claim)), where=[T >= d + 2, phi < 1])


@cases.false
def a_limit_of_a_remainder_that_stays(C):
    claim = C("one", within(d / T + 1, d / T, 1), A_SIZE["witness"], Abs(1 + 0 * T), at_most_by(inequality), 1,
              where=A_SIZE["where"])  # fmt: skip
    of_sizes(C, claim, tends(d / T + 1, phi, along=GROWING), tends_by(from_within(claim)), where=[T >= d + 2, phi < 1])


@cases.true
def a_side_with_its_remainder_is_above(C):
    claim = close(C)
    stated(C, "above", at_most(x, y + e), at_most_by(from_within(claim)))
    stated(C, "below", at_least(x, y - e), at_least_by(from_within(claim)))


@cases.false
def a_side_without_its_remainder(C):
    stated(C, "above", at_most(x, y), at_most_by(from_within(close(C))))


@cases.false
def a_claim_at_values_outside_its_conditions(C):
    """close holds where |x - y| <= e; at x = p, y = q nothing says so."""
    claim = close(C)
    C("any", at_most(p, q + e), {p: 1, q: 1, e: 1}, p, at_most_by(from_within(claim, instance={x: p, y: q})), q + e)


@pytest.mark.parametrize("name", cases.right)
def test_true_statements_are_proved(name):
    assert holds(cases.right[name])


@pytest.mark.parametrize("name", cases.wrong)
def test_false_statements_are_not(name):
    assert not holds(cases.wrong[name])


def test_a_rule_about_remainders_takes_a_claim_that_has_one():
    plain = Paper("plain", "plain").claim("less", "less", at_most(p, p + q), witness={p: 1, q: 1})
    with pytest.raises(DerivationError, match="within"):
        from_within(plain)


def test_the_triangle_inequality_takes_rules_of_the_project_that_prove():
    f = Function("f", real=True)
    step = Step(Abs(f(x)), "<=", Abs(f(y)) + Abs(f(e)))
    assert not judged(triangle_by(cited("a theorem of great depth")), step, Context()).verdict.holds
    with pytest.raises(DerivationError, match="a rule of the project"):
        triangle_by(lambda: None)


def test_a_remainder_is_read_as_a_statement():
    assert str(within(x, y, e)) == "|x - (y)| <= e"


OTHER, TRACES = E(tr(A * R * B * R)), EigenSum(b) * EigenSum(a) / T


def through_another(rest, regime=BOUNDED_BELOW, right=TRACES, taken=BOUNDED_BELOW):
    """|ONE - OTHER| <= rest and OTHER ~ TRACES in a regime, read as ONE ~ right."""
    paper, fields = Paper("demo", ""), {**MATRICES, "witness": {ridge: 1, d: 1, T: 1, a: 1, b: 1}}
    near = paper.claim("near", "", within(ONE, OTHER, rest), **fields)
    known = paper.claim("known", "", equivalent(OTHER, TRACES, taken), **fields)
    rule = from_within(near, GROWING, through=known)
    claim = paper.claim("next", "", equivalent(ONE, right, regime), proof=rule, **fields)
    [link] = claim.proof.steps
    return judged(link.rule, link.step, context_of(claim)).verdict.holds


def test_a_remainder_may_be_small_beside_an_equivalent_of_the_other_side():
    """sum b s is at most b times sum b, and at least a times it."""
    assert through_another(EigenSum(b * s) * EigenSum(a) / T ** Rational(3, 2))
    assert through_another(ONE / T)
    assert through_another(ONE / T, PROPORTIONAL, taken=PROPORTIONAL)


@pytest.mark.parametrize(
    ("rest", "more"),
    [
        (EigenSum(b * s) * EigenSum(a) / T, {}),
        (EigenSum(b * s) ** 2 / T**2, {}),
        (EigenSum(b) / T, {}),
        (EigenSum(b) * EigenSum(a) / (s * T**2), {}),
        (EigenSum(b / s) * EigenSum(a) / T**2, {"regime": PROPORTIONAL, "taken": PROPORTIONAL}),
        (ONE / T, {"regime": PROPORTIONAL}),
        (ONE / T, {"right": 2 * TRACES}),
        (OTHER / 2, {}),
    ],
)
def test_a_remainder_of_its_order_or_another_equivalent_is_refused(rest, more):
    """Of the order of the other side, with other weights, where eigenvalues may be small, or beside another side."""
    assert not through_another(rest, **more)
