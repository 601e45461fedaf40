"""Sides that have no value on part of the domain, and powers and integrals used outside their range."""

import pytest
from sympy import Derivative, Eq, Max, Min, Piecewise, Rational, Sum, Symbol, gamma, log, oo, pi, sin, sqrt, zeta

from lemmata.theory.notation import T, d, df1, df2, kappa, n
from lemmata.theory.relations import at_least, at_most, equal
from lemmata.theory.spectra.eigensum import EigenSum, s
from lemmata.theory.spectra.scaling_integral import ScalingIntegral
from lemmata.verifier.claim import at_least_by, at_most_by, by
from lemmata.verifier.rules import (
    algebra,
    differentiate,
    given,
    inequality,
    integral_rows,
    use,
)
from tests.soundness.support import Cases, holds

cases = Cases()
x, y = Symbol("x", real=True), Symbol("y", real=True)
p, q = Symbol("p", positive=True), Symbol("q", positive=True)
i = Symbol("i", integer=True, positive=True)
MILLION = 10**6
zeta_two = Sum(1 / i**2, (i, 1, oo))


def same(C, term, other, witness, where=()):
    C("c", equal(term, other), witness, term, by(algebra), other, where=where)


@cases.false
def a_root_that_exists_nowhere(C):
    root = sqrt(-1 - x**2)
    C("c", at_least(root, 1000), {x: 1}, root, at_least_by(inequality), 1000)


@cases.false
def a_root_between_two_sides_that_have_values(C):
    C("c", at_most(0, MILLION + 1 - p), {p: 1}, 0, at_most_by(inequality), sqrt(MILLION - p), at_most_by(inequality),
      MILLION + 1 - p)  # fmt: skip


@cases.true
def a_root_that_exists(C):
    root = sqrt(MILLION - p)
    C("c", at_most(0, MILLION + 1 - p), {p: 1}, 0, at_most_by(inequality), root, at_most_by(inequality),
      MILLION + 1 - p, where=[p <= MILLION])  # fmt: skip


def hidden_zero(C):
    """h = 0, which the normal form does not see."""
    h = gamma(p + 1) - p * gamma(p)
    return h, C("lemma", equal(h * x + h, 0), {x: 1, p: 1}, h * x + h, by(algebra), 0)


@cases.false
def a_division_by_a_hidden_zero(C):
    h, lemma = hidden_zero(C)
    C("c", equal(zeta_two, 0), {}, zeta_two, by(algebra), zeta_two * (h * x + h) / (h * (x + 1)), by(use(lemma)), 0)


@cases.true
def a_division_by_what_is_not_zero(C):
    same(C, (x**2 - 49) / (x - 7), x + 7, {x: 8}, [x > 7])


@cases.false
def a_quotient_of_zeros(C):
    C("c", equal((x**2 - 49) / (x - 7), 14), {x: 7}, (x**2 - 49) / (x - 7), by(algebra), x + 7, by(given), 14,
      where=[Eq(x, 7)])  # fmt: skip


@cases.false
def a_quotient_that_has_no_value_at_one_point(C):
    same(C, (x**2 - 1) / (x - 1), x + 1, {x: 3})


@cases.false
def a_quotient_whose_denominator_vanishes_far_away(C):
    same(C, (p**2 - MILLION**2) / (p - MILLION), p + MILLION, {p: 1})


@cases.true
def a_denominator_by_an_assumption_between_integers(C):
    same(C, 1 / (T - d - 1) - 1 / (T - d), 1 / ((T - d) * (T - d - 1)), {T: 5, d: 2}, [T >= d + 2])


@cases.false
def a_denominator_one_short(C):
    same(C, 1 / (T - d - 1) - 1 / (T - d), 1 / ((T - d) * (T - d - 1)), {T: 5, d: 2}, [T >= d + 1])


def rest_of_samples(C, where):
    spare = T / (T - df2)
    known = [Eq(df1, EigenSum(s / (s + kappa))), Eq(df2, EigenSum(s**2 / (s + kappa) ** 2))]
    from lemmata.theory.spectra.eigensum import SPECTRUM

    witness = {SPECTRUM: ((1, 1), (1, 1)), kappa: 1, df1: 1, df2: Rational(1, 2), T: 3}
    C("c", equal(spare - 1, df2 / (T - df2)), witness, spare - 1, by(algebra), df2 / (T - df2), where=[*known, *where])


@cases.true
def second_degrees_of_freedom_by_the_first(C):
    rest_of_samples(C, [df1 < T])


@cases.true
def second_degrees_of_freedom_by_the_dimension(C):
    rest_of_samples(C, [d <= T])


@cases.false
def second_degrees_of_freedom_without_a_bound(C):
    rest_of_samples(C, [])


@cases.false
def a_logarithm_of_what_may_be_negative(C):
    same(C, log(x) + x - x + 1, 1 + log(x), {x: 1})


@cases.true
def a_logarithm_of_what_is_positive(C):
    same(C, x * log(x) / x, log(x), {x: 1}, [x > 0])


@cases.false
def a_quotient_by_a_logarithm_that_vanishes(C):
    same(C, x / log(p) - x / log(p) + y / log(p), y / log(p), {x: 1, y: 1, p: 2})


@cases.true
def a_quotient_by_a_positive_logarithm(C):
    same(C, (x + y) / log(p), x / log(p) + y / log(p), {x: 1, y: 1, p: 2}, [p > 1])


@cases.false
def a_quotient_by_a_sine_that_vanishes(C):
    same(C, (x + y) / sin(pi / p), x / sin(pi / p) + y / sin(pi / p), {x: 1, y: 1, p: 2})


@cases.true
def a_quotient_by_a_sine_that_is_positive(C):
    same(C, (x + y) / sin(pi / p), x / sin(pi / p) + y / sin(pi / p), {x: 1, y: 1, p: 2}, [p > 1])


@cases.false
def zeta_at_its_pole(C):
    same(C, (x + y) * zeta(p), x * zeta(p) + y * zeta(p), {x: 1, y: 1, p: 2})


@cases.true
def zeta_beyond_its_pole(C):
    same(C, (x + y) * zeta(p), x * zeta(p) + y * zeta(p), {x: 1, y: 1, p: 2}, [p > 1])


@cases.false
def gamma_at_a_pole(C):
    same(C, (y + 1) * gamma(x), y * gamma(x) + gamma(x), {x: 1, y: 1})


@cases.true
def gamma_between_two_poles(C):
    same(C, (y + 1) * gamma(x), y * gamma(x) + gamma(x), {x: -Rational(1, 2), y: 1}, [x > -1, x < 0])


@cases.false
def terms_of_a_sum_that_have_no_value(C):
    k = Symbol("k", integer=True)
    total = Sum(1 / (k - 3), (k, 1, n))
    same(C, (y + 1) * total, y * total + total, {y: 1, n: 1})


@cases.true
def terms_of_a_sum_that_have_values(C):
    k = Symbol("k", integer=True)
    total = Sum(1 / (k - 3), (k, 1, n))
    same(C, (y + 1) * total, y * total + total, {y: 1, n: 1}, [n <= 2])


@cases.false
def a_sum_with_an_end_that_is_no_integer(C):
    total = Sum(i, (i, 1, p))
    same(C, (y + 1) * total, y * total + total, {y: 1, p: 1})


@cases.false
def a_branch_that_is_taken_has_no_value(C):
    value = Piecewise((1 / x, x >= 0), (0, True))
    same(C, (y + 1) * value, y * value + value, {x: 1, y: 1})


@cases.true
def only_the_branch_that_is_taken_must_have_a_value(C):
    value = Piecewise((1 / x, x > 0), (0, True))
    same(C, (y + 1) * value, y * value + value, {x: 1, y: 1})


@cases.false
def a_derivative_at_a_kink(C):
    slope = Derivative(Max(x, 0), x)
    same(C, (y + 1) * slope, y * slope + slope, {x: 1, y: 1})


@cases.true
def a_derivative_away_from_a_kink(C):
    slope = Derivative(Max(x, 0), x)
    same(C, (y + 1) * slope, y * slope + slope, {x: 1, y: 1}, [x > 0])


@cases.false
def a_derivative_of_a_root_at_the_end_of_its_domain(C):
    slope = Derivative(sqrt(x), x)
    C("c", equal(slope, 1 / (2 * sqrt(x))), {x: 1}, slope, by(differentiate), 1 / (2 * sqrt(x)), where=[x >= 0])


@cases.true
def a_derivative_of_a_root_inside_its_domain(C):
    slope = Derivative(sqrt(x), x)
    C("c", equal(slope, 1 / (2 * sqrt(x))), {x: 1}, slope, by(differentiate), 1 / (2 * sqrt(x)), where=[x > 0])


@cases.false
def a_square_root_of_a_square_with_the_wrong_sign(C):
    root = sqrt(x**2 - 2 * x + 1)
    C("c", equal(root, x - 1), {x: 2}, root, by(algebra), x - 1)


@cases.true
def a_square_root_of_a_square(C):
    root = sqrt(x**2 - 2 * x + 1)
    C("c", equal(root, x - 1), {x: 2}, root, by(algebra), x - 1, where=[x >= 1])


@cases.false
def a_minimum_of_what_has_no_value(C):
    least = Min(sqrt(x), y)
    same(C, (p + 1) * least, p * least + least, {x: 1, y: 1, p: 1})


# Powers and integrals


@cases.false
def a_power_of_a_square_of_a_negative_number(C):
    C("c", equal((x**2) ** q, x ** (2 * q)), {p: 1, q: 1, x: 9999}, (x**2) ** q, by(algebra), x ** (2 * q),
      where=[Eq(x, 10**4 - p)])  # fmt: skip


@cases.true
def a_power_of_a_square_of_a_positive_number(C):
    C("c", equal((p**2) ** q, p ** (2 * q)), {p: 1, q: 1}, (p**2) ** q, by(algebra), p ** (2 * q))


@cases.false
def a_power_of_a_product_of_negative_numbers(C):
    C("c", equal((x * y) ** q, x**q * y**q), {x: 1, y: 1, q: 1}, (x * y) ** q, by(algebra), x**q * y**q)


@cases.true
def a_power_of_a_product_of_positive_numbers(C):
    C("c", equal((p * q**2) ** q, p**q * q ** (2 * q)), {p: 1, q: 1}, (p * q**2) ** q, by(algebra),
      p**q * q ** (2 * q))  # fmt: skip


@cases.false
def a_power_with_a_base_that_may_be_negative(C):
    same(C, (y + 1) * x**q, y * x**q + x**q, {x: 1, y: 1, q: 1})


@cases.true
def a_power_with_a_base_that_is_not_negative(C):
    same(C, (y + 1) * x**q, y * x**q + x**q, {x: 1, y: 1, q: 1}, [x >= 0])


@cases.true
def a_whole_power_of_any_base(C):
    same(C, (y + 1) * x**n, y * x**n + x**n, {x: -1, y: 1, n: 2})


@cases.false
def an_integral_that_runs_backwards(C):
    J = ScalingIntegral(2, 1, 2, x)
    C("c", at_least(J, 0), {x: 1}, J, at_least_by(inequality), 0)


@cases.true
def an_integral_that_runs_forwards(C):
    J = ScalingIntegral(2, 1, 2, p)
    C("c", at_least(J, 0), {p: 1}, J, at_least_by(inequality), 0)


@cases.false
def rows_of_an_integral_for_a_negative_power(C):
    J = ScalingIntegral(-1, -1, 1, p)
    C("c", at_most(J, p), {p: 1}, J, at_most_by(integral_rows), p)


@cases.false
def rows_of_an_integral_for_a_power_of_no_sign(C):
    J = ScalingIntegral(-1, y, 1, p)
    C("c", at_most(J, p ** (2 + y) / (2 + y)), {p: 1, y: 1}, J, at_most_by(integral_rows), p ** (2 + y) / (2 + y),
      where=[y > -2])  # fmt: skip


@cases.true
def rows_of_an_integral_for_a_positive_power(C):
    J = ScalingIntegral(1, 1, 2, p)
    C("c", at_most(J, p**2 / 2), {p: 1}, J, at_most_by(integral_rows), p**2 / 2)


@pytest.mark.parametrize("case", cases.wrong.values(), ids=cases.wrong)
def test_false(case):
    assert not holds(case)


@pytest.mark.parametrize("case", cases.right.values(), ids=cases.right)
def test_true(case):
    assert holds(case)
