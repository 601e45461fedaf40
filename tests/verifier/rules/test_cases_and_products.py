"""Cases, products between bounds, and induction through products: right steps pass, planted errors do not."""

import pytest
from sympy import Integer, Min, Product, Rational, Sum, Symbol

from lemmata.derivations.dohmatob2024 import PAPER, theorem_4_6_any_sizes
from lemmata.derivations.dohmatob2024.quantities.any_sizes import (
    AnyLength,
    AnyOverlap,
    first,
    fit_noise,
    kept,
    more,
    size,
)
from lemmata.theory.notation import d, n, sigma0, signal
from lemmata.theory.quantities.concrete import concrete
from lemmata.theory.relations import equal
from lemmata.theory.spectra.eigensum import SPECTRUM
from lemmata.verifier.claim import Paper
from lemmata.verifier.judge import context_of
from lemmata.verifier.obligations import judged
from lemmata.verifier.rules import cases, inequality, recurrence
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict
from tests.depth import often

i = Symbol("i", integer=True, nonnegative=True)
x, y = Symbol("x", real=True), Symbol("y", real=True)


def verdict_of(rule, step, context=None):
    return judged(rule, step, context or Context()).verdict


@pytest.fixture
def halves():
    paper = Paper("demo", "A demonstration")
    small = paper.claim("small", "", equal(2 * Min(x, y), 2 * x), where=[x <= y], witness={x: 0, y: 1})
    large = paper.claim("large", "", equal(2 * Min(x, y), 2 * y), where=[x > y], witness={x: 1, y: 0})
    return small, large


def test_two_cases_that_leave_no_third_prove_the_step(halves):
    assert verdict_of(cases(*halves), Step(2 * Min(x, y), "=", 2 * Min(x, y))) is Verdict.PROVED


@pytest.mark.parametrize("wrong", [Min(x, y), 2 * x, 2 * Min(x, y) + 1])
def test_a_step_that_differs_in_one_case_is_not_proved(halves, wrong):
    assert verdict_of(cases(*halves), Step(2 * Min(x, y), "=", wrong)) is Verdict.UNDECIDED


def test_a_gap_between_the_cases_is_noticed(halves):
    assert verdict_of(cases(halves[0], halves[0]), Step(2 * Min(x, y), "=", 2 * x)) is Verdict.UNDECIDED


P, S = Product(1 / (i + 1), (i, 0, n - 1)), Sum(1 - 1 / (i + 1), (i, 0, n - 1))


@pytest.mark.parametrize(("relation", "bound"), [("<=", 1 / (1 + S)), (">=", 1 - S), ("<=", 1 / (1 + S / 2))])
def test_products_lie_between_their_bounds(relation, bound):
    assert verdict_of(inequality, Step(P, relation, bound)) is Verdict.PROVED


@pytest.mark.parametrize(
    ("relation", "bound"),
    [("<=", 1 / (1 + 2 * S)), (">=", 1 - S / 2), ("<=", 1 / (1 + S) ** 2), (">=", 1 + S), ("<=", n - S)][: often(2, 5)],
)
def test_bounds_that_are_too_good_are_not_proved(relation, bound):
    assert verdict_of(inequality, Step(P, relation, bound)) is Verdict.UNDECIDED


def test_factors_above_one_are_at_least_one_and_what_they_have_above_it_and_no_more():
    rising, excess = Product(i + 1, (i, 0, n - 1)), Sum(i, (i, 0, n - 1))  # n! >= 1 + n (n - 1)/2
    assert verdict_of(inequality, Step(rising, ">=", 1 + excess)) is Verdict.PROVED
    assert verdict_of(inequality, Step(rising, ">=", 1 + 2 * excess)) is Verdict.UNDECIDED
    assert verdict_of(inequality, Step(rising, "<=", 1 + excess)) is Verdict.UNDECIDED


FALLING = Product(1 - i / 60, (i, 0, n))


@pytest.mark.parametrize(
    ("relation", "bound", "end", "right"),
    [(">=", 0, 60, True), ("<=", 1, 60, True), (">", 0, 59, True), (">", 0, 60, False), (">=", 1, 59, False)],
)
def test_factors_have_their_sign_in_the_range_of_the_product(relation, bound, end, right):
    found = verdict_of(inequality, Step(FALLING, relation, Integer(bound)), Context(assumptions=(n <= end,)))
    assert (found is Verdict.PROVED) == right


def test_an_assumption_on_a_free_letter_says_nothing_of_the_index():
    found = verdict_of(inequality, Step(FALLING, "<=", Integer(1)), Context(assumptions=(i <= 60,)))
    assert found is Verdict.UNDECIDED


m, j = theorem_4_6_any_sizes.m, theorem_4_6_any_sizes.j
length = PAPER.claims["dohmatob2024:any-length"]


def noise_left(low, high, to=n - 1):
    return sigma0**2 * Sum(fit_noise(m) * Product(kept(j), (j, low, high)), (m, 0, to))


def by_induction(closed):
    rule = recurrence(n, base=theorem_4_6_any_sizes.length_start, step=theorem_4_6_any_sizes.length_step)
    return verdict_of(rule, Step(AnyLength(n), "=", closed), context_of(length))


def test_induction_goes_through_a_sum_of_products():
    assert by_induction(theorem_4_6_any_sizes.share * signal + noise_left(m + 1, n - 1)) is Verdict.PROVED


@pytest.mark.parametrize(
    "noise",
    [
        noise_left(m, n - 1),  # the noise would be projected by its own generation
        noise_left(m + 1, n),
        noise_left(m + 1, n - 2),
        noise_left(m + 2, n - 1),
        noise_left(m + 1, n - 1, to=n - 2),
        2 * noise_left(m + 1, n - 1),
    ],
)
def test_noise_that_is_left_by_the_wrong_generations_is_not_proved(noise):
    assert by_induction(theorem_4_6_any_sizes.share * signal + noise) is Verdict.UNDECIDED


def test_a_formula_that_needs_one_size_is_refuted_where_the_sizes_change():
    from lemmata.verifier.engines.point_refuter import examine

    point = context_of(PAPER.claims["dohmatob2024:any-overlap"])
    assert examine(AnyOverlap(n), "=", kept(0) ** n * signal, point).verdict is Verdict.REFUTED
    assert examine(AnyOverlap(n), "=", theorem_4_6_any_sizes.share * signal, point).verdict is Verdict.TESTED


def test_the_moments_of_three_generations_below_at_and_above_the_dimension():
    """d = 4, sizes 5, 1, 5 with unit noise: overlap 1/4 of ||w0||^2, noise 1/4 d/(5 - 4 - 1) would be infinite."""
    flat = ((1, 1), (1, 0), (1, 2), (1, 1))

    def at(moment, **point):
        return concrete(moment, flat).value_at({first: point["first"], more: point["more"], sigma0: 1})

    assert at(AnyOverlap(3), first=1, more=4) == 1
    assert at(AnyLength(3), first=1, more=4) is None
    # sizes 6, 1, 6: noise 4/(6 - 5) = 4 of the first is quartered, 1/2 of the second and 4 of the third are added
    assert at(AnyLength(3), first=1, more=5) == 1 + 1 + Rational(1, 2) + 4


def test_the_witness_of_an_arbitrary_sequence_is_checked():
    from dataclasses import replace

    from lemmata.verifier.judge import witness_satisfies

    claim = PAPER.claims["dohmatob2024:any-overlap-below"]
    assert witness_satisfies(claim).verdict is Verdict.PROVED
    outside = replace(claim, witness={**claim.witness, first: 9})
    assert witness_satisfies(outside).verdict is Verdict.VACUOUS
    assert str(size(n) <= d) in witness_satisfies(outside).detail or "first" in witness_satisfies(outside).detail
    assert SPECTRUM in claim.witness
