"""Integration by parts, covariances by gradients: what is lost or not bounded is not proved."""

from dataclasses import replace

import pytest
from sympy import Abs, Eq, Rational, Symbol

from lemmata.theory.notation import T0, T, d, n, ridge
from lemmata.theory.quantities.regression import X0, R, S, Sigma, X
from lemmata.theory.random_matrices import (
    E,
    GaussianRows,
    WhiteNoise,
    design,
    gram,
    identity,
    inv,
    matrix,
    semidefinite,
    symmetric,
    tr,
)
from lemmata.theory.random_matrices import covariance as positive_definite
from lemmata.theory.relations import equal, within
from lemmata.verifier.claim import at_most_by, by
from lemmata.verifier.rules import (
    Split,
    gaussian_covariance,
    stein,
)
from tests.soundness.support import Cases, shown

cases = Cases()
M, B, Q = matrix("M", d, d), semidefinite("B", d), symmetric("Q", d)
LAWS = [GaussianRows(X, Sigma)]
AT = {ridge: 1, d: 1, T: 1}
k, j = Symbol("k", positive=True), Symbol("j", integer=True, positive=True)
LARGEST = 27 * T / (256 * ridge**3)


def step(C, statement, reason, where=(ridge > 0,), laws=LAWS, at=AT):
    C("claim", statement, at, statement.lhs, reason, statement.rhs, where=list(where), laws=laws)


def by_parts(C, *terms, **more):
    step(C, equal(E(tr(M * S * R)), sum(terms)), by(stein(X)), **more)


FIRST, TRACE, WORD = E(tr(M * Sigma * R)), E(tr(S * R) * tr(M * Sigma * R)) / T, E(tr(M * Sigma * R * S * R)) / T


@cases.true
def all_terms_of_one_resolvent(C):
    by_parts(C, FIRST, -TRACE, -WORD)


@cases.false
def the_word_is_lost(C):
    by_parts(C, FIRST, -TRACE)


@cases.false
def the_trace_is_taken_out_of_the_mean(C):
    by_parts(C, FIRST, -E(tr(S * R)) * E(tr(M * Sigma * R)) / T, -WORD)


@cases.false
def the_word_counts_twice(C):
    by_parts(C, FIRST, -TRACE, -2 * WORD)


@cases.false
def rows_that_are_only_white(C):
    by_parts(C, FIRST, -TRACE, -WORD, laws=[WhiteNoise(X, 1)])


@cases.false
def a_covariance_that_is_a_sum(C):
    step(
        C,
        equal(E(tr(gram(X))), T * tr(Sigma)),
        by(stein(X)),
        at={d: 1, T: 1},
        laws=[GaussianRows(X, Sigma + identity(d))],
    )


@cases.false
def an_inverse_that_is_not_bounded(C):
    """T = d: E tr inv(X'X) does not exist, and X'X inv(X'X) = 1 has no singularity to tell."""
    W = inv(gram(X))
    after = T * E(tr(Sigma * W)) - E(tr(gram(X) * W) * tr(Sigma * W)) - E(tr(Sigma * W * gram(X) * W))
    step(C, equal(E(tr(gram(X) * W)), after), by(stein(X)), where=[Eq(T, d)])


@cases.false
def a_ridge_of_any_sign(C):
    shift = Symbol("shift", real=True)
    Q0 = inv(S + shift * identity(d))
    after = E(tr(Sigma * Q0)) - E(tr(S * Q0) * tr(Sigma * Q0)) / T - E(tr(Sigma * Q0 * S * Q0)) / T
    step(C, equal(E(tr(S * Q0)), after), by(stein(X)), where=[], at={shift: 1, d: 1, T: 1})


Y, Sigma0 = design("Y", T0, d), positive_definite("Sigma0", d)
S0 = gram(Y) / T
BOTH, AT_BOTH = [*LAWS, GaussianRows(Y, Sigma0)], {**AT, T0: 1}


def by_parts_in_the_second(C, share, added=ridge, **more):
    """E tr M S0 R for R = (S + S0 + added)^-1, in the rows of Y, X being held fixed."""
    Q0 = inv(S + S0 + added * identity(d))
    after = share * E(tr(M * Sigma0 * Q0)) - E(tr(S0 * Q0) * tr(M * Sigma0 * Q0)) / T
    after -= E(tr(M * Sigma0 * Q0 * S0 * Q0)) / T
    step(C, equal(E(tr(M * S0 * Q0)), after), by(stein(Y)), **{"laws": BOTH, "at": AT_BOTH, **more})


@cases.true
def the_second_of_two_designs(C):
    by_parts_in_the_second(C, T0 / T)


@cases.false
def the_rows_of_the_first_for_those_of_the_second(C):
    by_parts_in_the_second(C, 1)


@cases.false
def two_designs_without_a_ridge(C):
    by_parts_in_the_second(C, T0 / T, added=0, where=[Eq(T0 + T, d)], at={T: 1, T0: 1, d: 2})


@cases.false
def a_second_design_whose_covariance_is_the_first_sample(C):
    by_parts_in_the_second(C, T0 / T, laws=[*LAWS, GaussianRows(Y, S)])


@cases.false
def an_inverse_of_the_other_design_that_is_not_bounded(C):
    """T0 = d: E tr inv(Y'Y) does not exist."""
    W, where = inv(gram(Y)), [Eq(T0, d)]
    step(C, equal(E(tr(S * W)), E(tr(Sigma * W))), by(stein(X)), where=where, laws=BOTH, at=AT_BOTH)


@cases.false
def two_members_of_one_family_that_may_be_one(C):
    one, other = (gram(X0[index]) / T0 for index in (n, j))
    Q0 = inv(one + other + ridge * identity(d))
    after = E(tr(Sigma * Q0)) - E(tr(one * Q0) * tr(Sigma * Q0)) / T0 - E(tr(Sigma * Q0 * one * Q0)) / T0
    laws, at = [GaussianRows(X0, Sigma)], {ridge: 1, d: 1, T0: 1, n: 1, j: 1}
    step(C, equal(E(tr(one * Q0)), after), by(stein(X0[n])), laws=laws, at=at)


def covariance(C, factor=1, most=LARGEST, P=B):
    """|cov(tr SR, tr BR)| by the gradients."""
    split = {"factor": -4 * ridge / T**2, "U": X * R * R, "Y": Sigma * R, "P": P, "Z": R * X.T}
    rule = gaussian_covariance(X, tr(S * R), tr(P * R), Split(**split, most=most, weight=k))
    sides = E(tr(Sigma * R * P * R * Sigma)), E(tr(X * R * P * R * X.T))
    bound = factor * 2 * ridge / T**2 * (most * k * sides[0] + sides[1] / k)
    statement = within(E(tr(S * R) * tr(P * R)), E(tr(S * R)) * E(tr(P * R)), bound)
    assert statement.lhs == Abs(E(tr(S * R) * tr(P * R)) - E(tr(S * R)) * E(tr(P * R)))
    step(C, statement, at_most_by(rule), at={**AT, k: 1})


@cases.true
def a_covariance_by_its_gradients(C):
    covariance(C)


@cases.false
def half_of_a_covariance_bound(C):
    covariance(C, Rational(1, 2))


@cases.false
def a_norm_that_is_larger(C):
    covariance(C, most=26 * T / (256 * ridge**3))


@cases.false
def a_gradient_with_half_its_factor(C):
    part = Split(-2 * ridge / T**2, X * R * R, Sigma * R, B, R * X.T, LARGEST, k)
    rule = gaussian_covariance(X, tr(S * R), tr(B * R), part)
    bound = ridge / T**2 * (LARGEST * k * E(tr(Sigma * R * B * R * Sigma)) + E(tr(X * R * B * R * X.T)) / k)
    statement = within(E(tr(S * R) * tr(B * R)), E(tr(S * R)) * E(tr(B * R)), bound)
    step(C, statement, at_most_by(rule), at={**AT, k: 1})


@cases.false
def a_matrix_of_no_sign_between(C):
    covariance(C, P=Q)


def split_as_stated(C, f, g, part):
    """The bound that follows if the splitting is one; the rows are isotropic."""
    statement = within(E(f * g), E(f) * E(g), part.bound())
    laws = [GaussianRows(X, identity(d))]
    step(C, statement, at_most_by(gaussian_covariance(X, f, g, part)), laws=laws, at=AT)


N = matrix("N", d, T)


@cases.true
def a_covariance_of_linear_functions(C):
    """The product of the gradients is tr(N N'), with matrices between that are not square."""
    split_as_stated(C, tr(N * X), tr(N * X), Split(1, N, N.T, identity(d), identity(d), tr(N.T * N), 1))


@cases.true
def a_norm_by_the_other_square(C):
    """U = R R X' has ||U||^2 <= 1/ridge^3, by UU' = R R X'X R R."""
    resolvent = inv(gram(X) + ridge * identity(d))
    part = Split(4, resolvent * resolvent * X.T, identity(T), identity(T), X * resolvent * resolvent, ridge**-3, 1)
    split_as_stated(C, tr(resolvent), tr(resolvent), part)


@cases.false
def a_factor_that_is_random(C):
    """E t^4 <= 3 t^2 (...) for t = tr(N X), which may be zero."""
    t = tr(N * X)
    split_as_stated(C, t**3, t, Split(3 * t**2, N, N.T, identity(d), identity(d), tr(N.T * N), 1))


@cases.false
def a_weight_that_is_random(C):
    t = tr(N * X)
    split_as_stated(C, t, t, Split(1, N, N.T, identity(d), identity(d), tr(N.T * N), 1 + t**2))


def two_terms(C, *parts, factor=1):
    """|cov(tr SR, tr BR^2)|: the product of the gradients has two terms."""
    rule = gaussian_covariance(X, tr(S * R), tr(B * R * R), *parts)
    statement = within(E(tr(S * R) * tr(B * R * R)), E(tr(S * R)) * E(tr(B * R * R)), factor * rule.bound())
    step(C, statement, at_most_by(rule), at={**AT, k: 1})


ONCE = Split(-4 * ridge / T**2, X * R * R, Sigma * R, B, R * R * X.T, LARGEST, k)
TWICE = Split(-4 * ridge / T**2, X * R * R, Sigma * R * R, B, R * X.T, LARGEST, k)


@cases.true
def both_terms_of_a_product_of_gradients(C):
    two_terms(C, ONCE, TWICE)


@cases.false
def one_of_two_terms(C):
    two_terms(C, ONCE)


@cases.false
def one_term_twice(C):
    two_terms(C, TWICE, TWICE)


@cases.false
def half_of_the_sum_of_two_bounds(C):
    two_terms(C, ONCE, TWICE, factor=Rational(1, 2))


@cases.false
def a_weight_of_any_sign_in_the_second_term(C):
    weight = Symbol("weight", real=True)
    two_terms(C, ONCE, replace(TWICE, weight=weight))


def several_blocks(C, U=(X * R, Sigma, R, Sigma), most=None, factor=1):
    """|cov(tr Sigma R, tr BR)|: what is bounded is X R Sigma R Sigma, by the norms of its factors."""
    square = tr(Sigma * Sigma)
    most = most or (T / (4 * ridge), square, 1 / ridge**2, square)
    rule = gaussian_covariance(X, tr(Sigma * R), tr(B * R), Split(4 / T**2, U, R, B, R * X.T, most, k))
    statement = within(E(tr(Sigma * R) * tr(B * R)), E(tr(Sigma * R)) * E(tr(B * R)), factor * rule.bound())
    step(C, statement, at_most_by(rule), at={**AT, k: 1})


@cases.true
def a_norm_of_several_factors(C):
    several_blocks(C)


@cases.false
def a_trace_for_the_square_of_a_norm(C):
    several_blocks(C, most=(T / (4 * ridge), tr(Sigma), 1 / ridge**2, tr(Sigma)))


@cases.false
def a_resolvent_that_is_too_small(C):
    several_blocks(C, most=(T / (4 * ridge), tr(Sigma * Sigma), 1 / (2 * ridge**2), tr(Sigma * Sigma)))


@cases.false
def rows_that_are_too_small(C):
    several_blocks(C, most=(1 / (4 * ridge), tr(Sigma * Sigma), 1 / ridge**2, tr(Sigma * Sigma)))


@cases.false
def factors_in_another_order(C):
    several_blocks(C, U=(X * R, R, Sigma, Sigma))


@cases.false
def a_factor_that_is_not_a_function_of_the_gram_matrix(C):
    most = (T * tr(Sigma * Sigma) / (4 * ridge), 1 / ridge**2, tr(Sigma * Sigma))
    several_blocks(C, U=(X * R * Sigma, R, Sigma), most=most)


@cases.false
def a_variance_of_what_is_drawn_elsewhere(C):
    """No gradient in X, and no splitting: the variance of tr(B Y'Y) is not 0."""
    f = tr(B * gram(Y))
    rule = gaussian_covariance(X, f, f)
    step(C, within(E(f * f), E(f) * E(f), 0), at_most_by(rule), laws=BOTH, at=AT_BOTH)


def variance(C, bound, times=1):
    """E f^2 - (E f)^2 for f = tr BR, or its covariance with another multiple of it, without a splitting."""
    f, g = tr(B * R), times * tr(B * R)
    step(C, within(E(f * g), E(f) * E(g), bound), at_most_by(gaussian_covariance(X, f, g)))


SQUARED = 4 / T * E(tr(S * R * B * R * Sigma * R * B * R))


@cases.true
def a_variance_by_its_gradient(C):
    variance(C, SQUARED)


@cases.false
def half_of_a_squared_gradient(C):
    variance(C, SQUARED / 2)


@cases.false
def a_squared_gradient_without_the_covariance(C):
    variance(C, 4 / T * E(tr(S * R * B * R * R * B * R)))


@cases.false
def a_mean_of_a_squared_gradient_taken_apart(C):
    variance(C, 4 / T * E(tr(S * R * B * R * Sigma)) * E(tr(R * B * R)))


@cases.false
def a_covariance_that_is_not_split(C):
    """E |grad f|^2 says nothing of cov(f, g) for another g."""
    variance(C, SQUARED, times=2)


RSUM = inv(S + S0 + ridge * identity(d))
FIT, SEEN = tr(S * RSUM), tr(B * RSUM)
INNER = identity(T) - X * RSUM * X.T / T, X * RSUM
OUTER = Y * RSUM * X.T / T, X * RSUM
QUARTER = T / (4 * ridge)


def of_two(factor, U, rows, most=(1, QUARTER), seen=Sigma):
    return Split(factor / T**2, U, seen * RSUM, B, RSUM * rows.T, most, k)


IN_X, IN_Y = of_two(-4, INNER, X), of_two(4, OUTER, Y, seen=Sigma0)


def two_designs(C, *parts, factor=1, designs=(X, Y), **more):
    """|cov(tr SR, tr BR)| for R = (S + S0 + ridge)^-1, by the gradients in the rows of both."""
    rule = gaussian_covariance(designs, FIT, SEEN, *parts)
    statement = within(E(FIT * SEEN), E(FIT) * E(SEEN), factor * rule.bound())
    step(C, statement, at_most_by(rule), **{"laws": BOTH, "at": {**AT_BOTH, k: 1}, **more})


@cases.true
def a_covariance_by_gradients_in_two_designs(C):
    two_designs(C, IN_X, IN_Y)


@cases.true
def two_designs_in_the_other_order(C):
    two_designs(C, IN_Y, IN_X, designs=[Y, X])


@cases.true
def a_second_design_with_the_covariance_of_the_first(C):
    two_designs(C, IN_X, of_two(4, OUTER, Y), laws=[*LAWS, GaussianRows(Y, Sigma)])


@cases.false
def half_of_a_bound_of_two_designs(C):
    two_designs(C, IN_X, IN_Y, factor=Rational(1, 2))


@cases.false
def the_gradient_in_the_first_design_alone(C):
    two_designs(C, IN_X)


@cases.false
def the_gradient_in_the_second_design_alone(C):
    two_designs(C, IN_Y)


@cases.false
def a_design_that_is_not_named(C):
    two_designs(C, IN_X, designs=X)


@cases.false
def one_design_named_twice(C):
    two_designs(C, IN_X, IN_X, designs=(X, X))


@cases.false
def the_covariance_of_the_first_for_that_of_the_second(C):
    two_designs(C, IN_X, of_two(4, OUTER, Y))


@cases.false
def a_factor_of_rows_that_is_lost_in_two_designs(C):
    two_designs(C, IN_X, replace(IN_Y, most=(1, QUARTER / T)))


@cases.false
def rows_of_the_second_for_those_of_the_first(C):
    two_designs(C, IN_X, replace(IN_Y, most=(1, T0 / (4 * ridge))))


@cases.false
def two_designs_that_are_dependent(C):
    """Y given X has the covariance X'X/T: more is common to f and g than the gradients with X held fixed."""
    parts = IN_X, of_two(4, OUTER, Y, seen=S)
    two_designs(C, *parts, laws=[*LAWS, GaussianRows(Y, S)])


@cases.false
def a_second_design_of_which_no_law_is_known(C):
    two_designs(C, IN_X, IN_Y, laws=LAWS)


@cases.false
def a_second_design_that_is_only_white(C):
    two_designs(C, IN_X, of_two(4, OUTER, Y, seen=identity(d)), laws=[*LAWS, WhiteNoise(Y, 1)])


@cases.false
def two_designs_of_one_family_that_may_be_one(C):
    """X0[n] and X0[j] are one for n = j, where the gradient of each holds that of the other."""
    by_name = {X: X0[n], Y: X0[j], T: T0, Sigma0: Sigma}
    f, g = FIT.xreplace(by_name), SEEN.xreplace(by_name)
    parts = [
        replace(part, factor=part.factor.subs(T, T0), U=tuple(block.xreplace(by_name) for block in part.U),
                Y=part.Y.xreplace(by_name), Z=part.Z.xreplace(by_name), most=(1, QUARTER.subs(T, T0)))
        for part in (IN_X, IN_Y)
    ]  # fmt: skip
    rule = gaussian_covariance((X0[n], X0[j]), f, g, *parts)
    at = {ridge: 1, d: 1, T0: 1, n: 1, j: 1, k: 1}
    step(C, within(E(f * g), E(f) * E(g), rule.bound()), at_most_by(rule), laws=[GaussianRows(X0, Sigma)], at=at)


@pytest.mark.parametrize("name", cases.right)
def test_true_statements_are_shown(name):
    assert shown(cases.right[name])


@pytest.mark.parametrize("name", cases.wrong)
def test_false_statements_are_not(name):
    assert not shown(cases.wrong[name])
