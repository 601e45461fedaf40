"""Functions of a Gram matrix, products of traces, lemmas in every direction: what is larger, or has no sign."""

import pytest

from lemmata.theory.notation import d, kappa, ridge
from lemmata.theory.quantities.regression import R, S, Sigma, X
from lemmata.theory.quantities.resolvents import A
from lemmata.theory.random_matrices import (
    E,
    GaussianRows,
    design,
    gram,
    identity,
    inv,
    semidefinite,
    tr,
    vector,
)
from lemmata.theory.random_matrices import covariance as positive_definite
from lemmata.theory.relations import at_most, less_than
from lemmata.verifier.claim import at_most_by, less_than_by
from lemmata.verifier.rules import (
    in_every_direction,
    inequality,
    spectral_order,
    trace_of_product,
    use,
)
from tests.soundness.support import Cases, shown
from tests.soundness.test_gaussian_calculus import AT, LAWS, B, M, Q, k, step

cases = Cases()
U, V = vector("u", d), vector("v", d)


@cases.true
def functions_of_the_gram_matrix_beside_a_product(C):
    outer = Sigma * R * B * R * Sigma
    large = E(tr(B * R * Sigma * Sigma * R)) / (4 * ridge)
    step(C, at_most(E(tr(B * R * Sigma * R * S * R * Sigma * R)), large), at_most_by(spectral_order(X, outer)))


@cases.false
def half_of_a_bound_beside_a_product(C):
    outer = Sigma * R * B * R * Sigma
    large = E(tr(B * R * Sigma * Sigma * R)) / (8 * ridge)
    step(C, at_most(E(tr(B * R * Sigma * R * S * R * Sigma * R)), large), at_most_by(spectral_order(X, outer)))


@cases.false
def beside_a_product_of_no_sign(C):
    small, large = E(tr(B * Sigma * R * S * R)), E(tr(B * Sigma * R))
    step(C, at_most(small, large), at_most_by(spectral_order(X, B * Sigma)))


@cases.true
def functions_of_the_gram_matrix_beside_any_matrix(C):
    step(C, at_most(E(tr(B * R * S * R)), E(tr(B * R))), at_most_by(spectral_order(X, B)))


@cases.false
def beside_a_matrix_of_no_sign(C):
    step(C, at_most(E(tr(Q * R * S * R)), E(tr(Q * R))), at_most_by(spectral_order(X, Q)))


@cases.false
def beside_a_matrix_that_stands_twice(C):
    step(C, at_most(E(tr(B * R * B * R)), E(tr(B * R))), at_most_by(spectral_order(X, B)), where=[ridge >= 1])


@cases.false
def the_other_order(C):
    step(C, at_most(E(tr(B * R)), E(tr(B * R * S * R))), at_most_by(spectral_order(X, B)))


@cases.true
def a_trace_of_a_product(C):
    step(C, at_most(E(tr(Sigma * R)), tr(Sigma) * E(tr(R))), at_most_by(trace_of_product(Sigma, R)))


def beside_two_vectors(C, one, other):
    square = one * other.T
    step(C, at_most(tr(Sigma * square), tr(Sigma) * tr(square)), at_most_by(trace_of_product(Sigma, square)))


@cases.true
def beside_the_square_of_a_difference_of_vectors(C):
    beside_two_vectors(C, U - V, U - V)


@cases.false
def beside_a_difference_and_a_sum_of_vectors(C):
    """tr is |u|^2 - |v|^2, which may be negative."""
    beside_two_vectors(C, U - V, U + V)


@cases.false
def a_trace_of_a_product_of_no_sign(C):
    step(C, at_most(E(tr(Q * R)), tr(Q) * E(tr(R))), at_most_by(trace_of_product(Q, R)))


@cases.false
def a_random_trace_taken_out_of_the_mean(C):
    """S and S: E tr SS is more than (E tr S)^2, and than tr S E tr S."""
    step(C, at_most(E(tr(S * S)), E(tr(S)) * E(tr(S))), at_most_by(trace_of_product(S, S)))


def by_a_bound_of_the_covariance(C, factor, where):
    left, right = E(tr(Sigma * R)), factor * E(tr(R))
    where, at = [ridge > 0, where], {**AT, k: 1}
    step(C, at_most(left, right), at_most_by(trace_of_product(Sigma, R)), where=where, at=at)


@cases.true
def a_trace_by_the_largest_eigenvalue(C):
    by_a_bound_of_the_covariance(C, k, Sigma <= k * identity(d))


@cases.false
def a_trace_by_half_the_largest_eigenvalue(C):
    by_a_bound_of_the_covariance(C, k / 2, Sigma <= k * identity(d))


@cases.false
def a_trace_by_the_least_eigenvalue(C):
    by_a_bound_of_the_covariance(C, k, k * identity(d) <= Sigma)


@cases.false
def a_trace_by_a_bound_of_its_square(C):
    by_a_bound_of_the_covariance(C, k, Sigma * Sigma <= k * identity(d))


@cases.false
def a_random_bound_taken_out_of_the_mean(C):
    """Sigma <= tr S 1 for a draw: E tr S tr R is not E(tr S) E tr R."""
    by_a_bound_of_the_covariance(C, tr(S), Sigma <= tr(S) * identity(d))


G = inv(Sigma + kappa * identity(d))
PLACE = {**AT, kappa: 1}


def lemma(C, left, right, reason):
    """A claim for every p.s.d. B."""
    fields = {"where": [ridge > 0], "laws": LAWS}
    return C("lemma", at_most(left, right), PLACE, left, at_most_by(reason), right, **fields)


def resolvent_with_more(C):
    return lemma(C, E(tr(B * Sigma * R)), E(tr(B * Sigma * R)) + kappa * E(tr(B * R)), inequality)


def through(C, after, between=R, before=None):
    before = E(tr(B * between * Sigma * between)) if before is None else before
    step(C, at_most(before, after), at_most_by(trace_of_product(B, Sigma, through=between)))


@cases.true
def a_product_through_a_resolvent(C):
    through(C, E(tr(B * R) * tr(Sigma * R)))


@cases.false
def a_product_through_a_resolvent_of_means(C):
    """tr BR and tr Sigma R rise together, but how the mean of the product is split is another question."""
    through(C, E(tr(B * R)) * E(tr(Sigma * R)))


@cases.false
def half_a_product_through_a_resolvent(C):
    through(C, E(tr(B * R) * tr(Sigma * R)) / 2)


@cases.false
def a_product_through_a_matrix_of_no_sign(C):
    through(C, tr(B * Q) * tr(Sigma * Q), between=Q, before=tr(B * Q * Sigma * Q))


@cases.false
def a_product_with_one_resolvent_lost(C):
    through(C, E(tr(B * R) * tr(Sigma * R)), before=E(tr(B * R * Sigma)))


def in_directions(C, claim, value):
    """The lemma at a template's letter times a function of Sigma."""
    left, right = (side.xreplace({B: value}) for side in (claim.statement.lhs, claim.statement.rhs))
    step(C, at_most(left, right), at_most_by(in_every_direction(claim, {B: value})), at=PLACE)


@cases.true
def a_lemma_in_every_direction(C):
    in_directions(C, resolvent_with_more(C), A * G)


@cases.true
def a_lemma_beside_a_trace_of_the_design(C):
    """Flips of coordinates leave tr Sigma R as it is."""
    in_directions(C, lemma(C, 0 * kappa, E(tr(B * R) * tr(Sigma * R)), inequality), A * G)


@cases.false
def a_lemma_beside_a_trace_with_another_matrix(C):
    """They do not leave tr KR as it is, for any K."""
    in_directions(C, lemma(C, 0 * kappa, E(tr(B * R) * tr(K * R)), inequality), A * G)


@cases.false
def a_lemma_beside_a_trace_of_a_square_design(C):
    square, fields = design("Z", d, d), {"where": [ridge > 0], "laws": [GaussianRows(design("Z", d, d), Sigma)]}
    mean = E(tr(B * gram(square)) * tr(square) ** 2)
    claim = C("lemma", at_most(0 * kappa, mean), PLACE, 0 * kappa, at_most_by(inequality), mean, **fields)
    after = mean.xreplace({B: A * G})
    reason = at_most_by(in_every_direction(claim, {B: A * G}))
    C("claim", at_most(0 * kappa, after), PLACE, 0 * kappa, reason, after, **fields)


@cases.false
def a_negative_function_of_the_covariance(C):
    in_directions(C, resolvent_with_more(C), -1 * (A * G))


@cases.false
def a_matrix_that_is_no_template(C):
    in_directions(C, resolvent_with_more(C), Q * G)


@cases.false
def a_lemma_that_is_quadratic(C):
    """E tr BRBR >= 0 for p.s.d. B; its diagonal says too little of B R B."""
    squared = E(tr(B * R * B * R))
    in_directions(C, lemma(C, 0 * kappa, squared, inequality), A * G)


@cases.false
def a_lemma_about_one_draw(C):
    """tr BRSR <= tr BR for every X, p.s.d. B; R is not diagonal, only its mean is."""
    in_directions(C, lemma(C, tr(B * R * S * R), tr(B * R), spectral_order(X, B)), A * G)


@cases.false
def a_lemma_with_another_matrix(C):
    in_directions(C, lemma(C, -E(tr(M * R * B * R * M.T)), 0 * kappa, inequality), A * G)


K = positive_definite("K", d)


def two_resolvents_with_more(C):
    """For every p.s.d. B and every positive definite K."""
    left, more = E(tr(B * Sigma * R * K * R)), E(tr(B * R * K * R))
    return lemma(C, left, left + kappa * more, inequality)


def in_two_directions(C, claim, values):
    left, right = (side.xreplace(values) for side in (claim.statement.lhs, claim.statement.rhs))
    step(C, at_most(left, right), at_most_by(in_every_direction(claim, values)), at=PLACE)


@cases.true
def a_lemma_in_two_directions(C):
    """K is any positive definite matrix there, and p.s.d. here: the limit of K + t 1."""
    in_two_directions(C, two_resolvents_with_more(C), {B: A * G, K: B})


@cases.false
def one_letter_of_the_template_in_both_places(C):
    """A = w0w0' stands for functions of Sigma in neither."""
    in_two_directions(C, two_resolvents_with_more(C), {B: A * G, K: A})


@cases.false
def a_second_matrix_that_is_no_template(C):
    in_two_directions(C, two_resolvents_with_more(C), {B: A * G, K: M * M.T})


@cases.false
def a_lemma_in_which_the_second_matrix_stands_twice(C):
    claim = lemma(C, 0 * kappa, E(tr(B * R * K * K * R)), inequality)
    in_two_directions(C, claim, {B: A * G, K: B})


@cases.false
def a_strict_lemma_about_positive_definite_matrices(C):
    """tr K > 0, and tr B may be 0."""
    half, fields = tr(K) / 2, {"where": [ridge > 0], "laws": LAWS}
    claim = C("lemma", less_than(half, tr(K)), PLACE, half, less_than_by(inequality), tr(K), **fields)
    reason = less_than_by(in_every_direction(claim, {K: B}))
    C("claim", less_than(tr(B) / 2, tr(B)), PLACE, tr(B) / 2, reason, tr(B), **fields)


@cases.false
def a_quotient_by_a_trace_that_may_vanish(C):
    """1/tr K >= 0 for positive definite K; at tr B = 0 there is no value."""
    claim = lemma(C, 0 * kappa, 1 / tr(K), inequality)
    in_two_directions(C, claim, {K: B})


@cases.false
def two_matrices_of_a_template_that_are_no_functions_of_the_covariance(C):
    """E tr PRKR holds more than its diagonals give when neither P nor K is a function of Sigma."""
    pair, fields = E(tr(A * R * B * R)), {"where": [ridge > 0], "laws": LAWS}
    claim = C("lemma", at_most(pair, pair + kappa), PLACE, pair, at_most_by(inequality), pair + kappa, **fields)
    values = {A: semidefinite("P", d), B: K}
    left, right = (side.xreplace(values) for side in (claim.statement.lhs, claim.statement.rhs))
    step(C, at_most(left, right), at_most_by(use(claim, values)), at=PLACE)


@pytest.mark.parametrize("name", cases.right)
def test_true_statements_are_shown(name):
    assert shown(cases.right[name])


@pytest.mark.parametrize("name", cases.wrong)
def test_false_statements_are_not(name):
    assert not shown(cases.wrong[name])
