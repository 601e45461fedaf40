"""Using an earlier claim: its symbols' assumptions, its conditions, bound letters, laws and kinds of matrices."""

import pytest
from sympy import Derivative, Eq, Product, Rational, Sum, Symbol, sqrt

from lemmata.theory.notation import T, d, n, sigma
from lemmata.theory.random_matrices import (
    E,
    GaussianNoise,
    GaussianRows,
    WhiteNoise,
    covariance,
    design,
    gram,
    identity,
    noise_vector,
    norm2,
    symmetric,
    tr,
)
from lemmata.theory.relations import at_least, at_most, equal, less_than
from lemmata.verifier.claim import at_least_by, at_most_by, by, less_than_by
from lemmata.verifier.rules import algebra, differentiate, given, inequality, use
from tests.soundness.support import Cases, holds

cases = Cases()
p, q = Symbol("p", positive=True), Symbol("q", positive=True)
x, y = Symbol("x", real=True), Symbol("y", real=True)
j = Symbol("j", integer=True, positive=True)
k = Symbol("k", integer=True, nonnegative=True)
MILLION = 10**6


@pytest.mark.parametrize("name", ["wrong", "right"])
def test_there_are_as_many_true_neighbours(name):
    assert len(getattr(cases, name)) >= 10


def below_zero(C, **kind):
    z = Symbol("z", **kind)
    return z, C("lemma", at_most(z, 0), {z: -1}, z, at_most_by(inequality), 0)


@cases.false
def a_negative_symbol_stands_for_any_difference(C):
    z, lemma = below_zero(C, negative=True)
    C("all p below a million", at_most(p - MILLION, 0), {p: 1},
            p - MILLION, at_most_by(use(lemma, {z: p - MILLION})), 0)  # fmt: skip


@cases.true
def a_negative_symbol_stands_for_what_is_negative(C):
    z, lemma = below_zero(C, negative=True)
    C("minus a sum", at_most(-p - 1, 0), {p: 1}, -p - 1, at_most_by(use(lemma, {z: -p - 1})), 0)


@cases.false
def a_nonpositive_symbol_stands_for_any_difference(C):
    z, lemma = below_zero(C, nonpositive=True)
    C("c", at_most(p - MILLION, 0), {p: 1}, p - MILLION, at_most_by(use(lemma, {z: p - MILLION})), 0)


@cases.true
def a_nonpositive_symbol_stands_for_what_an_assumption_bounds(C):
    z, lemma = below_zero(C, nonpositive=True)
    C("c", at_most(p - MILLION, 0), {p: 1}, p - MILLION, at_most_by(use(lemma, {z: p - MILLION})), 0,
            where=[p <= MILLION])  # fmt: skip


def square(C):
    return C("lemma", at_least(x**2, 0), {x: 1}, x**2, at_least_by(inequality), 0)


@cases.false
def a_real_symbol_stands_for_a_root_that_may_not_exist(C):
    C("c", at_least(MILLION - p, 0), {p: 1}, MILLION - p, at_least_by(use(square(C), {x: sqrt(MILLION - p)})), 0)


@cases.true
def a_real_symbol_stands_for_a_root_that_exists(C):
    root = sqrt(p - MILLION)
    C("c", at_least(p - MILLION, 0), {p: MILLION}, p - MILLION, at_least_by(use(square(C), {x: root})), 0,
            where=[p >= MILLION])  # fmt: skip


def odd_square(C):
    odd = Symbol("o", odd=True)
    return odd, C("lemma", at_least((odd - 2) ** 2, 1), {odd: 3})


@cases.false
def an_even_value_stands_for_an_odd_symbol(C):
    even = Symbol("e", even=True, positive=True)
    lemma = C("lemma", at_least((even - 1) ** 2, 1), {even: 2}, (even - 1) ** 2, at_least_by(inequality), 1)
    C("c", at_least((j - 1) ** 2, 1), {j: 3}, (j - 1) ** 2, at_least_by(use(lemma, {even: j})), 1)


@cases.true
def an_even_value_stands_for_an_even_symbol(C):
    even = Symbol("e", even=True, positive=True)
    lemma = C("lemma", at_least(even, 1), {even: 2}, even, at_least_by(inequality), 1)
    C("c", at_least(2 * j, 1), {j: 3}, 2 * j, at_least_by(use(lemma, {even: 2 * j})), 1)


@cases.false
def a_whole_number_stands_for_half_of_one(C):
    lemma = C("lemma", at_least(j, 1), {j: 1}, j, at_least_by(inequality), 1)
    C("c", at_least(j / 2, 1), {j: 2}, j / 2, at_least_by(use(lemma, {j: j / 2})), 1)


@cases.true
def a_whole_number_stands_for_a_sum_of_whole_numbers(C):
    lemma = C("lemma", at_least(j, 1), {j: 1}, j, at_least_by(inequality), 1)
    C("c", at_least(j + n, 1), {j: 2, n: 0}, j + n, at_least_by(use(lemma, {j: j + n})), 1)


def distance(C, far=MILLION):
    root = sqrt(far**2 - 2 * far * j + j**2)
    lemma = C("lemma", equal(root, far - j), {j: 1}, root, by(algebra), far - j,
                    where=[j <= far])  # fmt: skip
    return root, lemma


@cases.false
def an_assumption_on_a_free_letter_is_used_of_a_bound_one(C):
    root, lemma = distance(C)
    C("c", equal(Sum(root, (j, 1, n)), Sum(MILLION - j, (j, 1, n))), {j: 1, n: 1},
            Sum(root, (j, 1, n)), by(use(lemma)), Sum(MILLION - j, (j, 1, n)), where=[j <= MILLION])  # fmt: skip


@cases.true
def the_range_of_the_bound_letter_gives_the_condition(C):
    root, lemma = distance(C, 100)
    C("c", equal(Sum(root, (j, 1, n)), Sum(100 - j, (j, 1, n))), {n: 1},
            Sum(root, (j, 1, n)), by(use(lemma)), Sum(100 - j, (j, 1, n)), where=[n <= 100])  # fmt: skip


@cases.false
def a_positive_letter_is_used_of_an_index_that_begins_below_zero(C):
    root = sqrt(k**2 + 2 * k + 1)
    lemma = C("lemma", equal(root, k + 1), {k: 1}, root, by(algebra), k + 1)
    C("c", equal(Sum(root, (k, -5, n)), Sum(k + 1, (k, -5, n))), {n: 1},
            Sum(root, (k, -5, n)), by(use(lemma)), Sum(k + 1, (k, -5, n)))  # fmt: skip


@cases.true
def a_nonnegative_letter_is_used_of_an_index_that_begins_at_zero(C):
    root = sqrt(k**2 + 2 * k + 1)
    lemma = C("lemma", equal(root, k + 1), {k: 1}, root, by(algebra), k + 1)
    C("c", equal(Sum(root, (k, 0, n)), Sum(k + 1, (k, 0, n))), {n: 1},
            Sum(root, (k, 0, n)), by(use(lemma)), Sum(k + 1, (k, 0, n)))  # fmt: skip


@cases.false
def an_equation_on_a_free_letter_is_put_in_under_a_sum(C):
    C("c", equal(Sum(p * j, (j, 1, n)), Sum(j**2, (j, 1, n))), {p: 2, j: 2, n: 1},
            Sum(p * j, (j, 1, n)), by(given), Sum(j**2, (j, 1, n)), where=[Eq(p, j)])  # fmt: skip


@cases.true
def an_equation_without_the_bound_letter_is_put_in_under_a_sum(C):
    C("c", equal(Sum(p * j, (j, 1, n)), Sum(T * j, (j, 1, n))), {p: 2, T: 2, n: 1},
            Sum(p * j, (j, 1, n)), by(given), Sum(T * j, (j, 1, n)), where=[Eq(p, T)])  # fmt: skip


@cases.false
def an_equation_is_put_in_under_a_derivative_with_respect_to_its_letter(C):
    C("c", equal(Derivative(y * x, x), 3 * x**2), {x: 1, y: 1},
            Derivative(y * x, x), by(differentiate), 3 * x**2, where=[Eq(y, x**2)])  # fmt: skip


@cases.true
def a_derivative_of_what_is_written(C):
    C("c", equal(Derivative(x**3, x), 3 * x**2), {x: 1}, Derivative(x**3, x), by(differentiate), 3 * x**2)


def product_and_bound(high):
    factor = 1 - 3 * k / 1000
    product, lacking = Product(factor, (k, 0, high)), Sum(1 - factor, (k, 0, high))
    return product, 1 / (1 + lacking)


@cases.false
def factors_in_the_unit_interval_by_an_assumption_on_a_free_letter(C):
    product, bound = product_and_bound(n)
    C("c", at_most(product, bound), {k: 1, n: 1}, product, at_most_by(inequality), bound,
            where=[k <= 300])  # fmt: skip


@cases.true
def factors_in_the_unit_interval_by_their_range(C):
    product, bound = product_and_bound(n)
    C("c", at_most(product, bound), {n: 1}, product, at_most_by(inequality), bound, where=[n <= 300])


@cases.false
def an_equation_of_a_claim_is_used_the_condition_of_which_fails(C):
    whole_square(C, [])


@cases.true
def an_equation_of_a_claim_is_used_where_its_condition_holds(C):
    whole_square(C, [y >= 5])


def whole_square(C, where):
    root, there = sqrt(x**2 + 2 * x + 1), sqrt(y**2 + 2 * y + 1)
    lemma = C("lemma", equal(root, x + 1), {x: 1}, root, by(algebra), x + 1, where=[x >= -1])
    C("c", equal(1 + there, 2 + y), {y: 5}, 1 + there, by(use(lemma, {x: y})), 2 + y, where=where)


# Laws and kinds of matrices

X, eps = design("X", T, d), noise_vector("eps", T)
Sigma, A, S2 = covariance("Sigma", d), symmetric("A", d), covariance("Other", d)


def fourth_moment(C, law):
    value = E(norm2(eps) ** 2)
    lemma = C("lemma", equal(value, T * (T + 2)), {T: 1}, laws=[GaussianNoise(eps, 1)])
    C("c", equal(1 + value, 1 + T * (T + 2)), {T: 1}, 1 + value, by(use(lemma)), 1 + T * (T + 2), laws=[law])


@cases.false
def a_gaussian_moment_is_used_of_white_noise(C):
    fourth_moment(C, WhiteNoise(eps, 1))


def gram_mean(C, here):
    from lemmata.verifier.rules import expectation

    mean = E(tr(gram(X)))
    lemma = C("lemma", equal(mean, T * d), {T: 1, d: 1}, mean, by(expectation), T * d,
                    laws=[GaussianRows(X, identity(d))])  # fmt: skip
    C("c", equal(mean + 1, T * d + 1), {T: 1, d: 1}, mean + 1, by(use(lemma)), T * d + 1, laws=here)


@cases.false
def a_mean_is_used_of_another_covariance(C):
    gram_mean(C, [GaussianRows(X, 2 * identity(d))])


@cases.false
def a_mean_is_used_of_a_letter_without_a_law(C):
    gram_mean(C, [])


@cases.true
def a_mean_is_used_of_the_same_law(C):
    gram_mean(C, [GaussianRows(X, identity(d))])


@cases.false
def a_white_noise_of_another_variance(C):
    from lemmata.verifier.rules import expectation

    mean = E(norm2(eps))
    lemma = C("lemma", equal(mean, T * sigma**2), {T: 1, sigma: 1}, mean, by(expectation), T * sigma**2,
                    laws=[WhiteNoise(eps, sigma**2)])  # fmt: skip
    C("c", equal(mean + 1, T * sigma**2 + 1), {T: 1, sigma: 1}, mean + 1, by(use(lemma)), T * sigma**2 + 1,
            laws=[WhiteNoise(eps, 4 * sigma**2)])  # fmt: skip


@cases.true
def gaussian_noise_is_white(C):
    from lemmata.verifier.rules import expectation

    mean = E(norm2(eps))
    lemma = C("lemma", equal(mean, T * sigma**2), {T: 1, sigma: 1}, mean, by(expectation), T * sigma**2,
                    laws=[WhiteNoise(eps, sigma**2)])  # fmt: skip
    C("c", equal(mean + 1, T * sigma**2 + 1), {T: 1, sigma: 1}, mean + 1, by(use(lemma)), T * sigma**2 + 1,
            laws=[GaussianNoise(eps, sigma**2)])  # fmt: skip


# Inequalities


@cases.false
def an_inequality_is_used_behind_a_coefficient_without_sign(C):
    lemma = C("lemma", at_most(sqrt(p), 1 + p), {p: 1}, sqrt(p), at_most_by(inequality), 1 + p)
    C("c", at_most(x * sqrt(p), x * (1 + p)), {p: 1, x: 1}, x * sqrt(p), at_most_by(use(lemma)), x * (1 + p))


@cases.true
def an_inequality_is_used_behind_a_positive_coefficient(C):
    lemma = C("lemma", at_most(sqrt(p), 1 + p), {p: 1}, sqrt(p), at_most_by(inequality), 1 + p)
    C("c", at_most(q * sqrt(p), q * (1 + p)), {p: 1, q: 1}, q * sqrt(p), at_most_by(use(lemma)), q * (1 + p))


def terms_that_are_strictly_ordered(C):
    return C("lemma", less_than(1 / (j + 1), 1 / j), {j: 1}, 1 / (j + 1), less_than_by(inequality), 1 / j)


@cases.false
def strictly_ordered_terms_of_a_sum_that_may_be_empty(C):
    lemma = terms_that_are_strictly_ordered(C)
    before, after = (Sum(term, (j, 1, k)) for term in (1 / (j + 1), 1 / j))
    C("c", less_than(before, after), {k: 1}, before, less_than_by(use(lemma)), after)


@cases.false
def strictly_ordered_terms_of_an_inner_sum_that_may_be_empty(C):
    lemma, m = terms_that_are_strictly_ordered(C), Symbol("m", integer=True, positive=True)
    before, after = (Sum(term, (j, 1, m - 1), (m, 1, k)) for term in (1 / (j + 1), 1 / j))
    C("c", less_than(before, after), {k: 3}, before, less_than_by(use(lemma)), after, where=[k >= 1])


@cases.true
def strictly_ordered_terms_of_a_sum(C):
    lemma = terms_that_are_strictly_ordered(C)
    before, after = (Sum(term, (j, 1, k)) for term in (1 / (j + 1), 1 / j))
    C("c", less_than(before, after), {k: 1}, before, less_than_by(use(lemma)), after, where=[k >= 1])


@cases.false
def an_equation_solved_for_a_part_behind_a_zero(C):
    lemma = C("lemma", equal(x * y, x), {x: 1, y: 1}, where=[Eq(x * y, x)])
    C("c", equal(y + Rational(1, 2), Rational(3, 2)), {x: 1, y: 1},
            y + Rational(1, 2), by(use(lemma)), Rational(3, 2), where=[Eq(x * y, x)])  # fmt: skip


@cases.true
def rearranging_is_algebra(C):
    C("c", equal((x + y) ** 2, x**2 + 2 * x * y + y**2), {x: 1, y: 1},
            (x + y) ** 2, by(algebra), x**2 + 2 * x * y + y**2)  # fmt: skip


@pytest.mark.parametrize("state", cases.wrong.values(), ids=cases.wrong)
def test_false(state):
    assert not holds(state)


@pytest.mark.parametrize("state", cases.right.values(), ids=cases.right)
def test_true(state):
    assert holds(state)
