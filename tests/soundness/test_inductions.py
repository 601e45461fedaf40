"""Induction, sums and their conventions, convergence."""

import pytest
from sympy import Function, Max, Rational, S, Sum, Symbol, log, oo, pi, sqrt

from lemmata.theory.notation import n
from lemmata.theory.relations import at_least, at_most, equal
from lemmata.verifier.claim import Paper, at_least_by, at_most_by, by
from lemmata.verifier.judge import context_of
from lemmata.verifier.obligations import judged
from lemmata.verifier.rules import algebra, definition, inequality, recurrence, telescoping, use
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict
from tests.soundness.support import Cases, holds

cases = Cases()
i, j, m = (Symbol(name, integer=True, positive=True) for name in "ijm")
x, y = Symbol("x", real=True), Symbol("y", real=True)
k = Symbol("k", integer=True)
p, u = Symbol("p", positive=True), Symbol("u", positive=True)


def distance_from_four(C, where):
    """F(n) = y |n - 4|: base and step hold, the step from 4 on."""

    def F(a):
        return y * sqrt(a**2 - 8 * a + 16)

    base = C("base", equal(F(S(0)), 4 * y), {y: 1}, F(S(0)), by(algebra), 4 * y)
    following = F(n).xreplace({n: n + 1})
    there = sqrt(n**2 - 8 * n + 16)
    root = C("root", equal(there, n - 4), {n: 5}, there, by(algebra), n - 4, where=[n >= 4])
    step = C("step", equal(following, F(n) + y), {n: 5, y: 1}, following, by(algebra), y * (n - 4) + y,
             by(use(root)), F(n) + y, where=[n >= 4])  # fmt: skip
    C("closed", equal(F(n), y * (n + 4)), {n: 5, y: 1}, F(n), by(recurrence(n, base, step)), y * (n + 4), where=where)


@cases.false
def a_step_that_holds_from_four_on_only(C):
    distance_from_four(C, [n >= 4])


@cases.false
def a_step_that_holds_from_a_later_place_on(C):
    distance_from_four(C, [n >= 7])


def doubled(C, step_where, closed_where):
    """y n by induction: the step is y (n + 1) = y n + y."""
    base = C("base", equal(y * 0, 0), {y: 1}, S(0), by(algebra), S(0))
    step = C(
        "step", equal(y * (n + 1), y * n + y), {n: 3, y: 3, p: 9}, y * (n + 1), by(algebra), y * n + y, where=step_where
    )
    C(
        "closed",
        equal(y * n, y * n),
        {n: 3, y: 3, p: 9},
        y * n,
        by(recurrence(n, base, step)),
        y * n,
        where=closed_where,
    )


@cases.true
def an_induction_without_conditions(C):
    doubled(C, [], [])


@cases.true
def an_induction_whose_conditions_do_not_speak_of_the_index(C):
    doubled(C, [y >= 1], [y >= 2])


@cases.true
def an_induction_whose_step_holds_up_to_a_bound_beyond_the_index(C):
    doubled(C, [n <= p], [n <= p])


def shifted_sum(C, low):
    """y Max(0, n - 100) as a sum that begins at ``low``."""
    g = Max(0, j - 100) - Max(0, j - 101)
    gone = y * Max(0, n - 100)
    base = C("base", equal(S(0), 0), {}, S(0), by(algebra), S(0))
    following = y * Max(0, n - 99)
    step = C("step", equal(following, gone + y * g.xreplace({j: n + 1})), {n: 1, y: 1}, following, by(algebra),
             gone + y * g.xreplace({j: n + 1}))  # fmt: skip
    total = y * Sum(g, (j, low, n))
    C("closed", equal(gone, total), {n: 1, y: 1}, gone, by(recurrence(n, base, step)), total)


@cases.false
def a_sum_that_has_not_begun(C):
    shifted_sum(C, 300)


@cases.true
def a_sum_that_begins_with_the_induction(C):
    shifted_sum(C, 1)


def tail(C, first, terms_to, bound):
    def t(a):
        return 1 / (a * log(a) ** 2)

    W = Sum(t(m), (m, first, oo))
    after = Sum(t(m), (m, first, terms_to)) + 1 / log(S(terms_to + 1))
    C("c", at_least(W, bound), {}, W, at_least_by(inequality), after,
      at_least_by(inequality), bound)  # fmt: skip


@cases.false
def a_tail_below_the_first_index(C):
    tail(C, 10, 2, Rational(9, 10))


@cases.false
def a_tail_far_below_the_first_index(C):
    tail(C, 50, 3, Rational(7, 10))


@cases.true
def a_tail_from_the_first_index_on(C):
    tail(C, 10, 20, Rational(2, 5))


@cases.true
def a_tail_with_the_tail_alone(C):
    tail(C, 10, 9, Rational(2, 5))


@cases.false
def a_telescoping_sum_of_reversed_range(C):
    total = Sum(1 / (j * (j + 1)), (j, 5, n))
    C("c", equal(total, Rational(1, 5) - 1 / (n + 1)), {n: 9}, total, by(telescoping(-1 / (j + 1), j)),
      Rational(1, 5) - 1 / (n + 1))  # fmt: skip


@cases.true
def a_telescoping_sum_that_is_not_reversed(C):
    total = Sum(1 / (j * (j + 1)), (j, 5, n))
    C("c", equal(total, Rational(1, 5) - 1 / (n + 1)), {n: 9}, total, by(telescoping(-1 / (j + 1), j)),
      Rational(1, 5) - 1 / (n + 1), where=[n >= 4])  # fmt: skip


@cases.false
def a_telescoping_sum_through_a_pole(C):
    k = Symbol("k", integer=True)
    total = Sum(1 / (k * (k + 1)), (k, -3, n))
    C("c", equal(total, -Rational(1, 3) - 1 / (n + 1)), {n: 9}, total, by(telescoping(-1 / (k + 1), k)),
      -Rational(1, 3) - 1 / (n + 1))  # fmt: skip


@cases.false
def a_divergent_series_is_subtracted_from_itself(C):
    harmonic = Sum(1 / i, (i, 1, oo))
    C("c", equal(x + harmonic - x * harmonic, x + (1 - x) * harmonic), {x: 1}, x + harmonic - x * harmonic, by(algebra),
      x + (1 - x) * harmonic)  # fmt: skip


@cases.false
def a_divergent_series_times_what_may_vanish(C):
    harmonic = Sum(1 / i, (i, 1, oo))
    C(
        "c",
        equal(x**2 * harmonic + 1, x**2 * harmonic + 1),
        {x: 1},
        x**2 * harmonic + 1,
        by(algebra),
        x**2 * harmonic + 1,
    )


@cases.true
def a_convergent_series_is_subtracted(C):
    zeta_two = Sum(1 / i**2, (i, 1, oo))
    C("c", equal(y - y * zeta_two, y * (1 - zeta_two)), {y: 1}, y - y * zeta_two, by(algebra), y * (1 - zeta_two))


@cases.false
def a_geometric_series_beyond_its_radius(C):
    series = Sum(x**i, (i, 1, oo))
    C(
        "c",
        equal(y - y * series, y * (1 - series)),
        {x: Rational(1, 2), y: 1},
        y - y * series,
        by(algebra),
        y * (1 - series),
    )


@cases.true
def a_geometric_series_within_its_radius(C):
    series = Sum(p**i, (i, 1, oo))
    C("c", equal(y - y * series, y * (1 - series)), {p: Rational(1, 2), y: 1}, y - y * series, by(algebra),
      y * (1 - series), where=[p < 1])  # fmt: skip


@cases.false
def a_zeta_bound_with_a_factor_of_no_sign(C):
    squares = Sum(1 / i**2, (i, 1, n))
    C("c", at_most(y * squares, y * 2), {y: 1, n: 1}, y * squares, at_most_by(inequality), y * pi**2 / 6)


@cases.true
def a_zeta_bound_with_a_positive_factor(C):
    squares = Sum(1 / i**2, (i, 1, n))
    C("c", at_most(p * squares, p * pi**2 / 6), {p: 1, n: 1}, p * squares, at_most_by(inequality), p * pi**2 / 6)


@pytest.mark.parametrize("case", cases.wrong.values(), ids=cases.wrong)
def test_false(case):
    assert not holds(case)


@pytest.mark.parametrize("case", cases.right.values(), ids=cases.right)
def test_true(case):
    assert holds(case)


@pytest.mark.parametrize(("end", "proved"), [(n, False), (S(9), True)])
def test_a_condition_with_a_sum_over_a_letter_of_the_name_of_the_index(end, proved):
    """The step holds where 1 + ... + n >= 15, which says nothing of the places before n."""
    v = Function("v", real=True)
    paper = Paper("p", "")
    paper.define(v, 0, lambda k: v(k) + 1 + Max(0, 5 - k))
    base = paper.claim("base", "", equal(v(0), 0), proof=definition(v(0)))
    with paper.section(where=[Sum(n, (n, 1, end)) >= 15], witness={n: 6}):
        step = paper.claim("step", "", equal(v(n + 1), v(n) + 1))
        closed = paper.claim("closed", "", equal(v(n), n), proof=recurrence(n, base, step))
    (link,) = closed.proof.steps
    assert (judged(link.rule, link.step, context_of(closed)).verdict is Verdict.PROVED) == proved


@pytest.mark.parametrize(("end", "proved"), [(k, False), (k + 1, True)])
def test_a_shifted_sum_with_a_sum_inside_over_a_letter_of_the_same_name(end, proved):
    """At n = 2 the sum is 2 (1 + 2) = 6, and not 2."""
    before, after = Sum(k * Sum(k, (k, 1, k)), (k, 2, n)), Sum((k + 1) * Sum(k, (k, 1, end)), (k, 1, n - 1))
    found = judged(algebra, Step(before, "=", after), Context(assumptions=(n >= 2,)))
    assert (found.verdict is Verdict.PROVED) == proved
